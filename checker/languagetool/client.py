"""Asks a LanguageTool server by language-tool-python, and says in one line why it does not answer.

Of the library we take its client: addresses, languages, parameters. What it does with a server that fails is ours: it
waits 300 s, asks again, and hands an HTML page of a stranger on as an error. Its `Match` counts the length of a match
in UTF-16 and keeps the last text in a global, which threads would mix up; the answer is read by `Answer`.
"""

from __future__ import annotations

import time
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import msgspec
import requests
from language_tool_python import LanguageTool

from checker.languagetool.trouble import TooLong, Trouble

OLDEST = (5, 0)
"""The oldest version whose answers have what is read here."""
MOST_ANSWER = 64 << 20
"""Bytes of an answer; more is no answer to a text of an article."""
PROBE = 5.0
"""Seconds to wait for what a server tells about itself."""


class Category(msgspec.Struct, frozen=True):
    """The category of a rule of LanguageTool."""

    id: str


class Rule(msgspec.Struct, frozen=True, rename="camel"):
    """A rule of LanguageTool."""

    id: str
    category: Category
    issue_type: str = ""


class Replacement(msgspec.Struct, frozen=True):
    """A suggestion of LanguageTool."""

    value: str = ""


class Match(msgspec.Struct, frozen=True):
    """What LanguageTool found: `offset` and `length` in UTF-16 units of the text that was sent."""

    message: str
    offset: int
    length: int
    rule: Rule
    replacements: tuple[Replacement, ...] = ()


class Warnings(msgspec.Struct, frozen=True, rename="camel"):
    """What the server says of its own answer."""

    incomplete_results: bool = False


class Software(msgspec.Struct, frozen=True, rename="camel"):
    """What a server says it is."""

    name: str = ""
    version: str = ""
    build_date: str | None = ""
    api_version: int = 1


class Answer(msgspec.Struct, frozen=True):
    """The answer to one text."""

    matches: tuple[Match, ...]
    software: Software = Software()
    warnings: Warnings = Warnings()


class _Info(msgspec.Struct, frozen=True):
    software: Software


class Client(LanguageTool):
    """A server by its address. Raises Trouble for a server that cannot be used. Threads may share it."""

    def __init__(self, address: str, timeout: float) -> None:
        """`timeout` in seconds is for one text."""
        self.address = shown(address)
        self.timeout = timeout
        host = urlsplit(address).hostname or ""
        self._direct = host == "localhost" or host.startswith("127.") or host == "::1"
        super().__init__("en-US", remote_server=base(address))
        self.software = self._software()
        self.limit = self._limit()

    def check_in(self, text: str, language: str) -> Answer:
        """What the server finds in a text in the language of a code such as "en-US"."""
        params = {**self._create_params(text), "language": language}
        data = self._ask(urljoin(self._url, "check"), params, self.timeout)
        try:
            answer = msgspec.json.decode(data, type=Answer)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Trouble(f"{self.address}: its answer is not LanguageTool's: {error}") from None
        if answer.warnings.incomplete_results:
            raise Trouble(
                f"{self.address}: it ran out of its own time and answered in part; give it more, or less text"
            )
        return answer

    def _query_server(
        self,
        url: str,
        params: dict[str, str] | None = None,
        num_tries: int = 2,
        method: Literal["get", "post"] = "get",
    ) -> Any:
        """What the library asks: here only the languages that the server knows."""
        data = self._ask(url, params, PROBE if params is None else self.timeout)
        try:
            found = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            found = None
        codes = [one.get("code") for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        if not codes:
            raise Trouble(f"{self.address}: no LanguageTool server answers there; {_REMEDY}")
        if "en" not in codes:
            raise Trouble(f"{self.address}: this LanguageTool server knows no English; {_REMEDY}")
        return found

    def _software(self) -> Software:
        """What the server is; old ones tell it only with an answer."""
        try:
            software = msgspec.json.decode(self._ask(urljoin(self._url, "info"), None, PROBE), type=_Info).software
        except (Trouble, msgspec.DecodeError, UnicodeDecodeError):
            software = self.check_in("English.", "en-US").software
        if software.name == "mtlint":
            raise Trouble(f"{self.address}: this is mtlint's own server; name a LanguageTool server")
        numbers = tuple(int(part) for part in software.version.split("-")[0].split(".")[:2] if part.isdecimal())
        if software.api_version != 1 or (software.name == "LanguageTool" and numbers < OLDEST):
            oldest = ".".join(map(str, OLDEST))
            raise Trouble(
                f"{self.address}: this is LanguageTool {software.version or 'of an unknown version'}; "
                f"mtlint needs {oldest} or newer: start a newer server"
            )
        return software

    def _limit(self) -> int | None:
        """The most UTF-16 units that the server takes, as far as it tells."""
        try:
            found = msgspec.json.decode(self._ask(urljoin(self._url, "maxtextlength"), None, PROBE))
        except (Trouble, msgspec.DecodeError, UnicodeDecodeError):
            return None
        return found if isinstance(found, int) and found > 0 else None

    def _ask(self, url: str, params: dict[str, str] | None, seconds: float) -> bytes:
        """The body of a good answer; parameters are posted."""
        end = time.monotonic() + seconds
        try:
            with requests.Session() as session:
                session.trust_env = not self._direct  # a proxy leads away from this machine
                with session.request(
                    "GET" if params is None else "POST",
                    url,
                    data=params,
                    timeout=(min(PROBE, seconds), seconds),
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    parts, size = [], 0
                    for part in response.iter_content(1 << 16):
                        parts.append(part)
                        size += len(part)
                        if time.monotonic() > end:
                            raise requests.Timeout
                        if size > MOST_ANSWER:
                            raise Trouble(f"{self.address}: answers with more than {MOST_ANSWER >> 20} MiB; {_REMEDY}")
                    self._refuse(response, b"".join(parts[:1]))
                    return b"".join(parts)
        except requests.Timeout:
            raise Trouble(f"{self.address}: no answer within {seconds:g} s; {_REMEDY}") from None
        except requests.ConnectionError as error:
            raise Trouble(f"{self.address}: {_cause(error)}; {_REMEDY}") from None
        except (requests.RequestException, ValueError, OSError) as error:
            raise Trouble(f"{self.address}: {error}; {_REMEDY}") from None

    def _refuse(self, response: requests.Response, begin: bytes) -> None:
        """Raise for every answer that is not a good one."""
        code = response.status_code
        if code == 200:
            return
        said = " ".join(begin[:200].decode("utf-8", "replace").split())
        if code == 413:
            raise TooLong(f"{self.address}: takes no text of this length")
        if code in (426, 429, 503):
            raise Trouble(f"{self.address}: too busy, or too many requests ({code}); try later, or start a server")
        if code in (301, 302, 307, 308):
            raise Trouble(f"{self.address}: has moved to {response.headers.get('Location', '?')}; name that address")
        if code in (401, 403):
            raise Trouble(f"{self.address}: lets nobody in without a login ({code}); name a server that you may use")
        if code == 404 or "html" in response.headers.get("Content-Type", ""):
            raise Trouble(f"{self.address}: no LanguageTool server answers there ({code}); {_REMEDY}")
        raise Trouble(f"{self.address}: answers with {code}: {said or 'nothing'}")


_REMEDY = "start one, or name another by --languagetool URL"


def base(address: str) -> str:
    """The address below which "v2/check" lies."""
    bare = address.rstrip("/")
    for end in ("/check", "/v2"):
        bare = bare.removesuffix(end)
    return f"{bare}/"


def shown(address: str) -> str:
    """The address without a password."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _cause(error: BaseException) -> str:
    """The innermost cause of a failed connection, in few words."""
    text = str(error)
    for sign, said in (
        ("refused", "nobody listens there"),
        ("Name or service not known", "no such host"),
        ("name resolution", "no such host"),
        ("nodename nor servname", "no such host"),
        ("unreachable", "cannot be reached"),
        ("SSL", "no secure connection"),
        ("Remote end closed", "hung up without an answer"),
        ("Connection aborted", "hung up without an answer"),
        ("reset by peer", "hung up without an answer"),
        ("timed out", "no answer"),
    ):
        if sign in text:
            return said
    return "the connection failed"
