"""Reports made by hand, so that every place and every odd character is known."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.api import Report, check_document
from checker.document import DocumentError, document_from_text
from checker.finding import Edit, EvidenceItem, Finding, Pivot, Suggestion, Verdict, VerdictPivot

Found = list[tuple[str, Report | DocumentError]]
Make = Callable[..., Report]
SEVERITIES = ("critical", "major", "minor")


@pytest.fixture
def make() -> Make:
    """make(source, (words, replacement)..., format="text"): a report with a finding at each of the words, in order."""

    def made(source: str, *faults: tuple[str, str], format: str = "text", message: str = "is wrong") -> Report:
        document = document_from_text(source, format=format)
        findings: list[Finding] = []
        at = 0
        for n, (words, replacement) in enumerate(faults):
            start = source.index(words, at)
            end = at = start + len(words)
            line, column = document.line_column(start)
            findings.append(
                Finding(
                    rule=f"sense.fr.rule-{n}",
                    category="false-friend",
                    severity=SEVERITIES[n % 3],
                    start=start,
                    end=end,
                    line=line,
                    column=column,
                    text=words,
                    message=f"“{words}” {message}",
                    confidence=0.95 - 0.1 * (n % 5),
                    suggestions=(Suggestion(replacement, 0.8 - 0.1 * (n % 5)), Suggestion("else", 0.05)),
                    pivot=Pivot("fr", "tarifs") if n % 2 == 0 else None,
                    fingerprint=f"{n:016x}",
                    edits=(Edit(start, end, replacement),),
                )
            )
        evidence = tuple(EvidenceItem(f.rule, f.start, f.end, 2.5) for f in findings)
        return Report(document, tuple(findings), Verdict(0.97, VerdictPivot("fr", 0.9), evidence), 42)

    return made


MISSING = DocumentError("missing", "no/such.txt", "no/such.txt: no such file; check the name")


@pytest.fixture
def found(make: Make) -> Found:
    """Files of all kinds: byte-order mark and CRLF, astral characters, faults over two lines, none, real, unreadable."""
    real = check_document(document_from_text("Poutines visit was short. It cost 20 millions of euros.\n"))
    assert len(real.findings) == 2
    return [
        (
            "plain text/ü #1?%.txt",
            make("A fine 😀 prices war.\nThe prices of it.\n", ("prices", "tariffs"), ("prices", "")),
        ),
        (
            "dos.txt",
            make(
                "\ufeffPrices rose.\r\nThen é prices\r\nfell.\r\n",
                ("Prices", "Tariffs"),
                ("prices\r\nfell", "they fell"),
            ),
        ),
        ("clean.txt", make("Rain fell.\n")),
        ("real.txt", real),
        ("no/such.txt", MISSING),
        ("odd\udcff.txt", DocumentError("io", "odd\udcff.txt", "odd\udcff.txt: cannot be read: odd")),
        (
            "two.txt",
            make("<b>a\x00\x0b\ufffe & b</b>\n", ("a\x00\x0b\ufffe & b", "]]>"), message="holds % : , \n::error::x"),
        ),
    ]


@pytest.fixture
def reviewdog(tmp_path: Path) -> Callable[[str, bytes], list[dict[str, Any]]]:
    """reviewdog(format, report): the diagnostics that the real reviewdog reads from a report."""
    program = shutil.which("reviewdog")
    if program is None:
        go = shutil.which("go")
        folder = (
            subprocess.run([go, "env", "GOPATH"], capture_output=True, text=True, check=True).stdout if go else "go"
        )
        program = str(Path.home() / folder.strip() / "bin" / "reviewdog")
        assert Path(program).exists(), "reviewdog is missing: run tools/test_needs.sh"

    def read(form: str, report: bytes) -> list[dict[str, Any]]:
        done = subprocess.run(
            [program, f"-f={form}", "-reporter=rdjson", "-diff=true", "-filter-mode=nofilter"],
            input=report,
            capture_output=True,
            cwd=tmp_path,
            env={key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "CI"))},
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return list(json.loads(done.stdout).get("diagnostics", []))

    return read


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are relative to a known folder, and no CI service's variables hold."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
