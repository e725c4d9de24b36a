"""What an editor sees, by the real protocol."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE

from lsprotocol import types

import checker

from .conftest import CAPABILITIES, FAULTY, Editor, at, typed

Play = Callable[..., None]


def texts(source: str, found: list[types.Diagnostic], encoding: str = "utf-16-le") -> list[str]:
    """What the ranges of diagnostics cover."""
    width = {"utf-16-le": 2, "utf-8": 1, "utf-32-le": 4}[encoding]
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    covered = []
    for one in found:
        assert one.range.start.line == one.range.end.line
        data = lines[one.range.start.line].encode(encoding)
        covered.append(data[one.range.start.character * width : one.range.end.character * width].decode(encoding))
    return covered


def test_diagnostics_follow_the_text(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        uri = editor.uri("a.txt")
        editor.open(uri, FAULTY)
        found = await editor.diagnostics(uri)
        assert texts(FAULTY, found) == ["Poutines", "20 millions of euros"]
        expected = checker.check_text(FAULTY).findings
        assert [one.code for one in found] == [finding.rule for finding in expected]
        assert [one.message for one in found] == [finding.message for finding in expected]
        assert [one.data["fingerprint"] for one in found] == [finding.fingerprint for finding in expected]
        assert {one.source for one in found} == {"mtlint"}
        assert found[0].severity == types.DiagnosticSeverity.Error
        editor.change(uri, 2, typed(0, 0, "Putin's", 8))
        assert texts("Putin's" + FAULTY[8:], await editor.diagnostics(uri, 2)) == ["20 millions of euros"]
        # several changes at once, one after the other, and one of the whole text
        editor.change(uri, 3, typed(0, 0, "Rain fell.\n"), typed(1, 0, "Poutines", 7))
        changed = "Rain fell.\n" + FAULTY
        assert texts(changed, await editor.diagnostics(uri, 3)) == ["Poutines", "20 millions of euros"]
        editor.change(uri, 4, types.TextDocumentContentChangeWholeDocument("Rain fell.\n"))
        assert await editor.diagnostics(uri, 4) == []
        editor.change(uri, 5, types.TextDocumentContentChangeWholeDocument(FAULTY))
        assert len(await editor.diagnostics(uri, 5)) == 2
        closed = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        editor.client.text_document_did_close(closed)
        assert await editor.diagnostics(uri, None) == []

    edit(scenario)


def test_positions_in_utf_16(edit: Play) -> None:
    source = "🙂 cafe\u0301 Poutines visit.\u2028\x0cMore\r\n😀😀 It cost 20 millions of euros.\rLast: Pékin 𝒳 and Pékin.\r\n"

    async def scenario(editor: Editor) -> None:
        uri = editor.uri("a.txt")
        editor.open(uri, source)
        assert texts(source, await editor.diagnostics(uri)) == ["Poutines", "20 millions of euros", "Pékin", "Pékin"]
        # typed behind an emoji, which counts two
        editor.change(uri, 2, typed(2, 15, "great "))
        changed = source.replace("𝒳 and", "𝒳 great and")
        assert texts(changed, await editor.diagnostics(uri, 2)) == [
            "Poutines",
            "20 millions of euros",
            "Pékin",
            "Pékin",
        ]

    edit(scenario)


def test_positions_in_other_units(edit: Play) -> None:
    source = "🙂 é Poutines visit.\n"
    for kind, encoding in (("utf-8", "utf-8"), ("utf-32", "utf-32-le")):
        general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(kind)])
        able = types.ClientCapabilities(general=general, text_document=CAPABILITIES.text_document)

        async def scenario(editor: Editor, kind: str = kind, encoding: str = encoding) -> None:
            assert editor.initialized.capabilities.position_encoding == kind
            uri = editor.uri("a.txt")
            editor.open(uri, source)
            assert texts(source, await editor.diagnostics(uri), encoding) == ["Poutines"]

        edit_again(edit, scenario, able)


def edit_again(edit: Play, scenario: object, able: types.ClientCapabilities) -> None:
    edit(scenario, capabilities=able)


def test_formats(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        markdown = "# Poutines visit\n\n`Poutines` is code, *Poutines* visit is not.\n"
        html = "<p title='Poutines'>Poutines visit &amp; <b>Poutines</b> trip</p>\n"
        for uri, language, text, count in (
            (editor.uri("a.md"), "markdown", markdown, 2),
            (editor.uri("a.html"), "html", html, 2),
            (editor.uri("b.md"), "some-dialect", markdown, 2),
            ("untitled:Untitled-1", "markdown", markdown, 2),
            ("untitled:Untitled-2", "plaintext", markdown, 3),
        ):
            editor.open(uri, text, language)
            found = await editor.diagnostics(uri)
            assert texts(text, found) == ["Poutines"] * count, uri

    edit(scenario)


def test_code_actions(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        uri = editor.uri("a.txt")
        (editor.root / "a.txt").write_text(FAULTY)
        editor.open(uri, FAULTY)
        await editor.diagnostics(uri)
        found = await editor.actions(uri, at(0, 2))
        fixes = [action for action in found if action.kind == "quickfix" and action.edit]
        assert [action.is_preferred for action in fixes] == [True] + [None] * (len(fixes) - 1)
        assert len(fixes) == len(checker.check_text(FAULTY).findings[0].suggestions)
        edit = fixes[0].edit
        assert edit is not None
        assert edit.changes is not None
        assert [(e.range, e.new_text) for e in edit.changes[uri]] == [(at(0, 0, 8), "Putin's")]
        assert fixes[0].diagnostics is not None
        assert fixes[0].diagnostics[0].code == checker.check_text(FAULTY).findings[0].rule
        assert await editor.actions(uri, at(0, 12), "quickfix") == []
        (whole,) = await editor.actions(uri, at(0, 12), "source.fixAll")
        assert whole.kind == "source.fixAll.mtlint"
        # one command for all
        command = types.Command("all", "mtlint.fixAll", arguments=[uri, 0.5])
        assert await editor.run(command) == 2
        changes = editor.applied[0].changes
        assert changes is not None
        assert [e.new_text for e in changes[uri]] == ["Putin's", "20 million euros"]
        assert await editor.run(types.Command("none", "mtlint.fixAll", arguments=[uri, 1])) == 0

    edit(scenario)


def test_ignoring(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        uri = editor.uri("a.txt")
        editor.open(uri, FAULTY)
        await editor.diagnostics(uri)
        commands = {
            action.command.command: action.command
            for action in await editor.actions(uri, at(0, 2))
            if action.command is not None
        }
        assert set(commands) == {"mtlint.ignoreHere", "mtlint.ignoreInProject", "mtlint.addWord"}
        await editor.run(commands["mtlint.ignoreHere"])
        assert texts(FAULTY, await editor.diagnostics(uri)) == ["20 millions of euros"]
        entries = json.loads((editor.root / "mtlint-ignore.json").read_text())["accepted"]
        assert [(entry["path"], entry["text"]) for entry in entries] == [("a.txt", "Poutines")]
        (rest,) = [
            action.command
            for action in await editor.actions(uri, at(0, 36))
            if action.command is not None and action.command.command == "mtlint.ignoreInProject"
        ]
        await editor.run(rest)
        assert await editor.diagnostics(uri) == []
        assert "number.all.counted-millions" in (editor.root / "mtlint.toml").read_text()
        # as the command line has it
        (editor.root / "a.txt").write_text(FAULTY)
        done = subprocess.run(
            [sys.executable, "-m", "checker.cli.main", "check", "a.txt"], cwd=editor.root, check=False
        )
        assert done.returncode == 0

    edit(scenario)


def test_words_of_the_project(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        uri = editor.uri("a.txt")
        editor.open(uri, "They met in Pékin.\n")
        assert len(await editor.diagnostics(uri)) == 1
        (add,) = [
            a.command for a in await editor.actions(uri, at(0, 14)) if a.command and "addWord" in a.command.command
        ]
        await editor.run(add)
        assert await editor.diagnostics(uri) == []
        assert (editor.root / "mtlint-words.txt").read_text() == "Pékin\n"

    edit(scenario)


def test_ignoring_by_a_comment(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        for name, language, text in (
            ("a.md", "markdown", "Rain fell.\r\n\r\nPoutines visit.\r\n"),
            ("a.html", "html", "<html>\n<body>\n  <p>Poutines visit.</p>\n"),
        ):
            uri = editor.uri(name)
            editor.open(uri, text, language)
            (fault,) = await editor.diagnostics(uri)
            found = await editor.actions(uri, fault.range)
            (comment,) = [a for a in found if a.title.startswith("Ignore here, by a comment")]
            assert comment.edit is not None
            assert comment.edit.changes is not None
            (change,) = comment.edit.changes[uri]
            editor.change(uri, 2, types.TextDocumentContentChangePartial(range=change.range, text=change.new_text))
            assert await editor.diagnostics(uri, 2) == []
        # in the midst of a paragraph a comment would cut it in two
        uri = editor.uri("b.md")
        editor.open(uri, "Rain fell and\nPoutines visit was short.\n", "markdown")
        (fault,) = await editor.diagnostics(uri)
        assert not [a for a in await editor.actions(uri, fault.range) if "comment" in a.title]

    edit(scenario)


def test_hover(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        uri = editor.uri("a.txt")
        editor.open(uri, FAULTY)
        here = types.TextDocumentIdentifier(uri)
        # asked before the first check is done: the answer waits for it
        found = await editor.client.text_document_hover_async(types.HoverParams(here, types.Position(0, 3)))
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        assert found.range == at(0, 0, 8)
        for part in ("Putin", "French", "Confidence 0.", "In log-odds", "base"):
            assert part in found.contents.value
        nothing = await editor.client.text_document_hover_async(types.HoverParams(here, types.Position(0, 14)))
        assert nothing is None

    edit(scenario)


def test_settings_of_the_project(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        uri = editor.uri("a.txt")
        settings = editor.root / "mtlint.toml"
        settings.write_text('words = ["Poutines"]\n')
        editor.open(uri, FAULTY)
        assert texts(FAULTY, await editor.diagnostics(uri)) == ["20 millions of euros"]
        watched = [r for r in editor.registered if r.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
        assert len(watched) == 1

        def changed(text: str) -> None:
            settings.write_text(text)
            event = types.FileEvent(settings.as_uri(), types.FileChangeType.Changed)
            editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

        changed('ignore = ["number"]\n')
        assert texts(FAULTY, await editor.diagnostics(uri)) == ["Poutines"]
        changed('ignroe = ["number"]\n')
        assert await editor.diagnostics(uri) == []
        await asyncio.sleep(0)
        (message,) = [m.message for m in editor.client.messages]
        assert "ignroe" in message
        assert "mtlint.toml:1" in message
        assert "Traceback" not in message
        changed("")
        assert len(await editor.diagnostics(uri)) == 2

    edit(scenario)


def test_settings_of_the_client(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        uri = editor.uri("a.txt")
        editor.open(uri, FAULTY)
        assert texts(FAULTY, await editor.diagnostics(uri)) == ["20 millions of euros"]
        said = sorted(m.message for m in editor.client.messages)
        assert len(said) == 2
        assert "unknown setting 'minConfidnce'" in said[0]
        assert "minConfidence" in said[0]
        assert "variant: must be one of any, american, british" in said[1]
        editor.client.set_configuration({"mtlint": {"words": [], "select": ["names"]}})
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        assert texts(FAULTY, await editor.diagnostics(uri)) == ["Poutines"]
        editor.client.set_configuration({"mtlint": {"select": ["nmaes"]}})
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        assert await editor.diagnostics(uri) == []
        assert any("'nmaes' is no rule" in m.message for m in editor.client.messages)

    wrong = {"minConfidnce": 0.7, "variant": "french"}
    edit(scenario, options=wrong, settings={"words": ["Poutines"]})


def test_folders_with_settings_of_their_own(edit: Play, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    (one / "mtlint.toml").write_text('ignore = ["number"]\n')
    (other / "mtlint.toml").write_text('ignore = ["names"]\n')

    async def scenario(editor: Editor) -> None:
        for folder, expected in ((one, "Poutines"), (other, "20 millions of euros")):
            uri = (folder / "a.txt").as_uri()
            editor.open(uri, FAULTY)
            assert texts(FAULTY, await editor.diagnostics(uri)) == [expected]

    edit(scenario, folders=[one, other])


def test_pulled_diagnostics(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        assert editor.initialized.capabilities.diagnostic_provider is not None
        uri = editor.uri("a.txt")
        editor.open(uri, FAULTY)
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        report = await editor.client.text_document_diagnostic_async(params)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        assert texts(FAULTY, list(report.items)) == ["Poutines", "20 millions of euros"]
        assert editor.published == {}

    edit(scenario, options={"diagnostics": "pull"})


def test_a_command_that_cannot_be_done(edit: Play) -> None:
    async def scenario(editor: Editor) -> None:
        uri = "untitled:Untitled-1"
        editor.open(uri, FAULTY)
        await editor.diagnostics(uri)
        commands = [a.command.command for a in await editor.actions(uri, at(0, 2)) if a.command]
        assert "mtlint.ignoreHere" not in commands
        for arguments in (["file:///nowhere.txt"], [uri, 7], [uri, "high"], []):
            try:
                await editor.run(types.Command("all", "mtlint.fixAll", arguments=arguments))
            except Exception as error:
                assert "mtlint.fixAll" in str(error)
                assert "Traceback" not in str(error)
            else:
                raise AssertionError(f"{arguments} was taken")
        # the server goes on
        editor.change(uri, 2, typed(0, 0, "Putin's", 8))
        assert len(await editor.diagnostics(uri, 2)) == 1

    edit(scenario)


def test_exit_codes() -> None:
    """0 after a shutdown is seen in every scenario; without one it is 1, and so it is when the editor is gone."""

    def message(method: str, number: int | None = None) -> bytes:
        body = {"jsonrpc": "2.0", "method": method}
        if number is not None:
            body |= {"id": number, "params": {"capabilities": {}, "processId": None, "rootUri": None}}  # type: ignore[dict-item]
        data = json.dumps(body).encode()
        return b"Content-Length: %d\r\n\r\n%b" % (len(data), data)

    for ending in ("exit", "gone"):
        command = [sys.executable, "-m", "checker.cli.main", "lsp"]
        with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdin.write(message("initialize", 1))
            process.stdin.flush()
            length = int(process.stdout.readline().split(b":")[1])
            process.stdout.readline(), process.stdout.readline()
            assert b'"codeActionProvider"' in process.stdout.read(length)
            if ending == "exit":  # standard input stays open
                process.stdin.write(message("exit"))
                process.stdin.flush()
            else:
                process.stdin.close()
            assert process.wait(300) == 1
            assert b"Traceback" not in process.stderr.read()
