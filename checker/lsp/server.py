"""The language server: what an editor says, and what it is told."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from checker import __version__
from checker.document import DocumentError
from checker.edits import edits_for
from checker.lsp import actions
from checker.lsp.checking import Checked, Held, forget, held_for
from checker.lsp.diagnostics import diagnostics_of, plain
from checker.lsp.documents import OpenDocument, path_of
from checker.lsp.hover import hover
from checker.lsp.options import SECTION, Options, read_options
from checker.lsp.project import SETTINGS_FILES, add_word, ignore_finding, ignore_rule
from checker.lsp.protocol import Protocol, publication
from checker.lsp.text import Text
from checker.packs.errors import PackError
from checker.problem import Problem

MOST = 64 * 1024 * 1024
"""Characters of a document that is checked at most."""


class Server(LanguageServer):
    """The open documents of one editor."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(
            "mtlint",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            protocol_cls=Protocol,
            max_workers=2,
        )
        self.documents: dict[str, OpenDocument] = {}
        self.options = Options()
        self.folders: list[str] = []
        # one worker: the rules are pure Python, and an engine is for one thread
        self.worker = ThreadPoolExecutor(1, "check")
        self._by_scope: dict[str, Options] = {}
        self._checks: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()
        self._frozen = False

    # --- what the client sets

    def configured(self, given: object) -> None:
        """Take the settings in `initializationOptions` or `didChangeConfiguration`."""
        self.options, wrong = read_options(given, self.options)
        self.tell(wrong)

    def can(self, *path: str) -> bool:
        """Does the client have a capability?"""
        found: Any = self.client_capabilities
        for name in path:
            found = getattr(found, name, None)
        return bool(found)

    async def fetch_configuration(self) -> None:
        """Ask the client for its settings, folder by folder, where it answers such questions."""
        if not self.can("workspace", "configuration"):
            return
        scopes: list[str | None] = [*(document.uri for document in self.documents.values()), None]
        items = [types.ConfigurationItem(scope_uri=scope, section=SECTION) for scope in scopes]
        try:
            found = await self.workspace_configuration_async(types.ConfigurationParams(items))
        except Exception as error:  # an editor that says it can and cannot
            self.tell([f"the editor did not tell its settings ({error}); mtlint goes on without"])
            return
        self._by_scope = {}
        for scope, given in zip(scopes, found or [], strict=False):
            options, wrong = read_options(given, self.options)
            self.tell(wrong)
            self._by_scope[scope or ""] = options

    def options_of(self, document: OpenDocument) -> Options:
        """What the client sets for a document."""
        return self._by_scope.get(document.uri) or self._by_scope.get("") or self.options

    def held(self, document: OpenDocument) -> Held:
        """What holds for a document; raises Problem."""
        folder = self.folders[0] if self.folders else None
        return held_for(document.path, folder, self.options_of(document))

    def tell(self, messages: list[str]) -> None:
        """Show what is wrong with settings, each message once until settings change."""
        for message in messages:
            if message not in self._told:
                self._told.add(message)
                self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"mtlint: {message}"))

    # --- checking

    def changed(self, document: OpenDocument) -> None:
        """The text of a document, or what holds for it, has changed: check it."""
        document.revision += 1
        running = self._checks.get(document.uri)
        if running is None or running.done():
            self._checks[document.uri] = asyncio.ensure_future(self._check(document))

    def all_changed(self) -> None:
        """Settings have changed: read them anew, and check what is open."""
        forget()
        self._told.clear()
        for document in self.documents.values():
            self.changed(document)
        if self.options.pull and self.can("workspace", "diagnostics", "refresh_support"):
            self.workspace_diagnostic_refresh(None, lambda _: None)

    async def current(self, document: OpenDocument) -> Checked | None:
        """The findings of the text as it is now; None where it cannot be checked."""
        while (running := self._checks.get(document.uri)) is not None and not running.done():
            await asyncio.shield(running)
        return document.checked

    async def _check(self, document: OpenDocument) -> None:
        """Check until the findings belong to the text as it is."""
        loop = asyncio.get_running_loop()
        while self.documents.get(document.uri) is document:
            revision, version, text = document.revision, document.version, document.text
            try:
                held = self.held(document)
                checked, body = await loop.run_in_executor(
                    self.worker, self._checked, document, held, revision, version, text
                )
            except (Problem, PackError, DocumentError) as error:
                checked, body = None, publication(document.uri, version, [])
                self.tell([str(error)])
            if self.documents.get(document.uri) is not document:
                return
            if document.revision == revision:
                document.checked = checked
                if not self.options_of(document).pull:
                    self.protocol.write(body)
                return

    def _checked(
        self, document: OpenDocument, held: Held, revision: int, version: int | None, text: Text
    ) -> tuple[Checked, bytes]:
        """The findings of a text, and the message that tells them. In the worker."""
        if len(text.source) > MOST:
            raise Problem(f"{document.name}: has more than {MOST:,} characters; split it to have it checked")
        report = document.checker.check(text.source, document.name, document.format, document.path, held)
        if not self._frozen:
            # what was loaded for the first check stays: the collector need not look at it again
            self._frozen = True
            gc.collect()
            gc.freeze()
        checked = Checked(revision, version, report, held)
        return checked, publication(document.uri, version, diagnostics_of(report, text))


def create_server() -> Server:
    """A server with all that it understands."""
    server = Server()

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        folders = [folder.uri for folder in params.workspace_folders or []] or [params.root_uri or ""]
        server.folders = [path for uri in folders if (path := path_of(uri)) is not None]
        server.configured(params.initialization_options)
        if not server.options.pull:
            server.protocol.fm.features.pop(types.TEXT_DOCUMENT_DIAGNOSTIC, None)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        await _register(server)
        await server.fetch_configuration()
        if server.documents:
            server.all_changed()

    @server.feature(types.EXIT)
    def on_exit(params: Any = None) -> None:
        # at once: a thread that waits for the editor's next word, or a check, would keep the process
        sys.stderr.flush()
        os._exit(0 if server.protocol.ended else 1)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        server._told.clear()
        if params.settings:
            server.configured(params.settings)
        await server.fetch_configuration()
        server.all_changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        server.all_changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {path_of(folder.uri) for folder in params.event.removed}
        new = [path for folder in params.event.added if (path := path_of(folder.uri)) is not None]
        server.folders = [path for path in server.folders if path not in gone] + new
        server.all_changed()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        units = _units(server)
        opened = OpenDocument(item.uri, item.language_id, item.version, Text(item.text, units))
        server.documents[item.uri] = opened
        if server._by_scope:
            await server.fetch_configuration()
        server.changed(opened)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        document = server.documents.get(params.text_document.uri)
        if document is None:
            return
        for change in params.content_changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                low, high = change.range.start, change.range.end
                document.text = document.text.changed(
                    (low.line, low.character), (high.line, high.character), change.text
                )
            else:
                document.text = Text(change.text, document.text.units)
        document.version = params.text_document.version
        server.changed(document)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        path = path_of(params.text_document.uri) or ""
        if path.replace("\\", "/").rpartition("/")[2] in SETTINGS_FILES:
            server.all_changed()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        if server.documents.pop(params.text_document.uri, None) is not None and not server.options.pull:
            server.protocol.publish(params.text_document.uri, None, [])

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="mtlint"),
    )
    async def diagnostic(params: types.DocumentDiagnosticParams) -> Any:
        document = server.documents.get(params.text_document.uri)
        checked = None if document is None else await server.current(document)
        items = [] if document is None or checked is None else diagnostics_of(checked.report, document.text)
        return {"kind": "full", "items": plain(items)}

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def on_hover(params: types.HoverParams) -> Any:
        document = server.documents.get(params.text_document.uri)
        checked = None if document is None else await server.current(document)
        if document is None or checked is None:
            return None
        at = document.text.offset(params.position.line, params.position.character)
        found = [f for f in checked.report.findings if f.start <= at < max(f.end, f.start + 1)]
        if not found:
            return None
        text = server.client_capabilities.text_document
        formats = text.hover.content_format if text and text.hover else None
        markdown = not formats or types.MarkupKind.Markdown in formats
        shown = "\n\n".join(hover(finding, checked.report, markdown) for finding in found)
        kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
        low, high = document.text.position(found[0].start), document.text.position(found[-1].end)
        return types.Hover(types.MarkupContent(kind, shown), types.Range(types.Position(*low), types.Position(*high)))

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[actions.QUICK_FIX, actions.SOURCE_FIX_ALL]),
    )
    async def code_action(params: types.CodeActionParams) -> Any:
        document = server.documents.get(params.text_document.uri)
        checked = None if document is None else await server.current(document)
        if document is None or checked is None:
            return []
        start = document.text.offset(params.range.start.line, params.range.start.character)
        end = document.text.offset(params.range.end.line, params.range.end.character)
        only = params.context.only
        kinds = None if only is None else [getattr(kind, "value", kind) for kind in only]
        return plain(actions.actions_at(document, checked, start, end, kinds))

    @server.command(actions.IGNORE_HERE)
    async def ignore_here(uri: str, fingerprint: str) -> None:
        document = server.documents.get(uri)
        checked = None if document is None else await server.current(document)
        if document is None or document.path is None or checked is None:
            raise Problem("the document has no file yet; save it first")
        found = [f for f in checked.report.findings if f.fingerprint == fingerprint]
        if not found:
            raise Problem("the finding is not there any more")
        ignore_finding(checked.held.root, document.path, found[0])
        server.all_changed()

    @server.command(actions.IGNORE_RULE)
    async def ignore_in_project(uri: str, rule: str) -> None:
        ignore_rule(_root(server, uri), rule)
        server.all_changed()

    @server.command(actions.ADD_WORD)
    async def add_to_words(uri: str, word: str) -> None:
        add_word(_root(server, uri), word)
        server.all_changed()

    @server.command(actions.FIX_ALL)
    async def fix_all(*arguments: Any) -> Any:
        uri = str(arguments[0]) if arguments else ""
        document = server.documents.get(uri)
        checked = None if document is None else await server.current(document)
        if document is None or checked is None:
            raise Problem(f"mtlint.fixAll: {uri or '(nothing)'}: no open document; give its URI as the first argument")
        lowest: Any = arguments[1] if len(arguments) > 1 and arguments[1] is not None else checked.held.fix
        if isinstance(lowest, bool) or not isinstance(lowest, int | float) or not 0 <= lowest <= 1:
            raise Problem(f"mtlint.fixAll: the confidence must be a number from 0 to 1, not {lowest!r}")
        edits = edits_for(checked.report.findings, float(lowest))
        if edits:
            changes = [types.TextEdit(_range(document, edit.start, edit.end), edit.replacement) for edit, _ in edits]
            change = types.WorkspaceEdit(changes={uri: changes})
            await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(change, "mtlint: fix all"))
        return len({id(finding) for _, finding in edits})

    return server


def _range(document: OpenDocument, start: int, end: int) -> types.Range:
    return types.Range(types.Position(*document.text.position(start)), types.Position(*document.text.position(end)))


def _units(server: Server) -> Any:
    encoding = server.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16
    return getattr(encoding, "value", encoding)


def _root(server: Server, uri: str) -> Any:
    document = server.documents.get(uri)
    if document is None:
        raise Problem(f"{uri}: is not open")
    return server.held(document).root


async def _register(server: Server) -> None:
    """Ask the client to tell when files of settings change, and when its own settings do."""
    registrations = []
    if server.can("workspace", "did_change_watched_files", "dynamic_registration"):
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in SETTINGS_FILES]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registrations.append(types.Registration("mtlint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
    if server.can("workspace", "did_change_configuration", "dynamic_registration"):
        section = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        registrations.append(types.Registration("mtlint-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
    if registrations:
        await server.client_register_capability_async(types.RegistrationParams(registrations))


def serve() -> int:
    """Speak with an editor over standard input and output until it says goodbye; the exit code.

    0 after a shutdown, 1 where the editor went away without one.
    """
    server = create_server()
    server.start_io()
    server.worker.shutdown(wait=False, cancel_futures=True)
    return 0 if server.protocol.ended else 1
