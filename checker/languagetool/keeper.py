"""Runs a program for as long as somebody holds the other end of its standard input.

Started as a script of its own. However the process that started it ends, its end of the pipe closes, and the program is
killed: no Java server outlives the mtlint that needed it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading


def main(command: list[str]) -> int:
    """The exit code of the command; it is killed when standard input ends."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def watch() -> None:
        while os.read(0, 4096):
            pass
        process.kill()

    threading.Thread(target=watch, daemon=True).start()
    return process.wait()


if __name__ == "__main__":
    code = main(sys.argv[1:])
    os._exit(code if code >= 0 else 128 - code)
