"""The real server, driven by the client of pytest-lsp."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Union

import pytest
from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

FAULTY = "Poutines visit was short. It cost 20 millions of euros.\n"


class Editor:
    """An editor with the server that it started; `root` is the folder that it has open."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.published: dict[str, asyncio.Queue[types.PublishDiagnosticsParams]] = {}
        self.applied: list[types.WorkspaceEdit] = []
        self.registered: list[types.Registration] = []
        self.initialized: types.InitializeResult

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def open(self, uri: str, text: str, language: str = "plaintext", version: int = 1) -> None:
        item = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, version: int, *changes: Any) -> None:
        document = types.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    async def diagnostics(self, uri: str, version: int | None = 1) -> list[types.Diagnostic]:
        """The diagnostics of that version, when they come."""
        queue = self.published.setdefault(uri, asyncio.Queue())
        while True:
            params = await asyncio.wait_for(queue.get(), 300)
            if params.version == version:
                return list(params.diagnostics)

    async def actions(self, uri: str, range: types.Range, *kinds: str) -> list[types.CodeAction]:
        context = types.CodeActionContext(
            [], [types.CodeActionKind(k) if k == "quickfix" else k for k in kinds] or None
        )  # type: ignore[misc]
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), range, context)
        )
        return [action for action in found or [] if isinstance(action, types.CodeAction)]

    async def run(self, command: types.Command) -> Any:
        return await self.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command.command, arguments=command.arguments)
        )


def at(line: int, start: int, end: int | None = None) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, start if end is None else end))


def typed(line: int, start: int, text: str, end: int | None = None) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(range=at(line, start, end), text=text)


CAPABILITIES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        apply_edit=True,
        configuration=True,
        workspace_folders=True,
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        did_change_configuration=types.DidChangeConfigurationClientCapabilities(dynamic_registration=True),
    ),
    text_document=types.TextDocumentClientCapabilities(
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(version_support=True, data_support=True),
    ),
)


@asynccontextmanager
async def editing(
    root: Path,
    options: Any = None,
    capabilities: types.ClientCapabilities = CAPABILITIES,
    folders: list[Path] | None = None,
    settings: dict[str, Any] | None = None,
) -> AsyncIterator[Editor]:
    client = make_test_lsp_client()
    editor = Editor(client, root)

    converter = client.protocol._converter

    def either(found: Any, _: type) -> types.Command | types.CodeAction:
        """lsprotocol takes an action that has a command for a command; what tells them apart is a text there."""
        kind = types.Command if isinstance(found.get("command"), str) else types.CodeAction
        return converter.structure(found, kind)

    converter.register_structure_hook(Union[types.Command, types.CodeAction], either)  # noqa: UP007

    # the client's own keeps only the last ones, without their version
    client.protocol.fm.features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def publish(params: types.PublishDiagnosticsParams) -> None:
        editor.published.setdefault(params.uri, asyncio.Queue()).put_nowait(params)

    @client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.applied.append(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        editor.registered += params.registrations

    if settings is not None:
        client.set_configuration({"mtlint": settings})
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COV_")}
    await client.start_io(sys.executable, "-m", "checker.cli.main", "lsp", "--stdio", cwd=str(root), env=environment)
    named = [types.WorkspaceFolder(path.as_uri(), path.name) for path in folders or [root]]
    editor.initialized = await client.initialize_session(
        types.InitializeParams(capabilities, workspace_folders=named, initialization_options=options)
    )
    try:
        yield editor
        await client.shutdown_session()
        assert client._server is not None
        assert client._server.returncode == 0
    finally:
        if client._server is not None and client._server.returncode is None:
            client._server.kill()
        await client.stop()


Scenario = Callable[[Editor], Coroutine[Any, Any, None]]


@pytest.fixture
def edit(tmp_path: Path) -> Callable[..., None]:
    """Plays a scenario, an asynchronous function, with an editor whose project is `tmp_path`."""
    (tmp_path / ".git").mkdir()

    def play(scenario: Scenario, **how: Any) -> None:
        async def whole() -> None:
            async with editing(tmp_path, **how) as editor:
                await scenario(editor)

        asyncio.run(whole())

    return play
