"""Rules that need logic. Each module declares its rules as `RULES` in the form of `checker.detectors.rule`."""
