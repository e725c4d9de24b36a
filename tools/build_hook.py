"""Compiles the rule packs into the wheel, so that an installed mtlint never reads YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePacks(BuildHookInterface[Any]):
    """Adds `checker/builtin/packs.msgpack` to a wheel; an editable install compiles into the cache instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from checker.packs.build import build
        from checker.packs.files import pack_files

        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        # paths in the pack are shown to users: relative to the package, not to the builder's disk
        texts = {path.relative_to(root): path.read_text("utf-8") for path in pack_files([root / "rules"])}
        for name, content in zip(("packs", "extras"), build(texts), strict=True):
            target = folder / f"{name}.msgpack"
            target.write_bytes(content)
            build_data["force_include"][str(target)] = f"checker/builtin/{name}.msgpack"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()
