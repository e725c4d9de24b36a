"""Weighing what the rules propose by a small language model: `--deep`. Needs the extra `mtlint[deep]`."""
