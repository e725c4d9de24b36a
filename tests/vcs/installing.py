"""mtlint as something that pip installs in a second: a wheel whose command runs the mtlint under test."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

_RUN = f"""import subprocess, sys
def run():
    sys.exit(subprocess.run([{sys.executable!r}, "-m", "checker.cli.main", *sys.argv[1:]]).returncode)
"""


def wheel(folder: Path, version: str = "0.1.0") -> Path:
    """Writes the wheel into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"mtlint-{version}-py3-none-any.whl"
    about = f"mtlint-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mtlint_under_test.py", _RUN)
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: mtlint\nVersion: {version}\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/entry_points.txt", "[console_scripts]\nmtlint = mtlint_under_test:run\n")
        archive.writestr(f"{about}/RECORD", "")
    return path
