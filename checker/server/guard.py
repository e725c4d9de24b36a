"""Who may ask: the names by which the server is called, the pages that call it, the token."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from urllib.parse import urlsplit

from checker.server.config import ServerConfig
from checker.server.refusal import Refusal

EXTENSIONS = ("chrome-extension", "moz-extension", "safari-web-extension")
"""Schemes of browser extensions, which a user installed and no web page can pretend to be."""

OPEN_PATHS = frozenset(
    ("/", "/api/health", "/api/openapi.json", "/v2/healthcheck", "/v2/languages", "/v2/info", "/v2/maxtextlength")
)
"""What is answered without a token: nothing that costs time or tells of texts."""

_TOKEN_HINT = "send the server's token as `Authorization: Bearer TOKEN`"

Headers = dict[str, str]


def headers_of(pairs: list[tuple[bytes, bytes]]) -> Headers:
    """The headers by lower-case name; the first of each."""
    found: Headers = {}
    for name, value in pairs:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return found


def is_page(path: str) -> bool:
    """Does the path belong to the editors' page?"""
    return path == "/" or path.startswith("/page/")


class Guard:
    """Refuses what does not come from whom it should."""

    def __init__(self, config: ServerConfig) -> None:
        self._hosts = frozenset(name.lower() for name in ("localhost", config.host, *config.allow_hosts))
        self._origins = frozenset(origin.lower().rstrip("/") for origin in config.allow_origins)
        self._token = config.token

    def check(self, method: str, path: str, headers: Headers) -> None:
        """Raise Refusal unless the request may be answered; whether it has a token is looked at by `token`."""
        host = headers.get("host", "")
        if not self._is_our_name(host):
            raise Refusal(
                403,
                "host",
                "this server is not called by that name; call it by its address or localhost, "
                "or start it with --allow-host NAME",
            )
        if is_page(path) and method in ("GET", "HEAD"):
            return
        origin = headers.get("origin")
        if origin is None:
            # a page elsewhere cannot read the answer, but could keep the server busy
            if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
                raise _foreign_page()
        elif not self.allows(origin) and not _same(origin, host):
            raise _foreign_page()

    def allows(self, origin: str) -> bool:
        """May a page of this origin, or an extension, read answers?"""
        return origin.lower().rstrip("/") in self._origins or origin.split("://")[0] in EXTENSIONS

    def token(self, path: str, headers: Headers, given: str | None = None) -> None:
        """Raise Refusal unless the path needs no token or the right one is in the headers or `given`."""
        if self._token is None or path in OPEN_PATHS or is_page(path):
            return
        found = given if given is not None else token_in(headers.get("authorization", ""))
        if found is None or not hmac.compare_digest(found.encode("utf-8", "replace"), self._token.encode()):
            raise Refusal(401, "token", _TOKEN_HINT, {"WWW-Authenticate": 'Bearer realm="mtlint"'})

    def has_token(self, headers: Headers) -> bool:
        """Do the headers bring a token, right or wrong?"""
        return self._token is None or "authorization" in headers

    def _is_our_name(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self._hosts:
            return True
        try:
            # no name that an attacker could point here
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def token_in(authorization: str) -> str | None:
    """The token of an Authorization header: a bearer's, or the password of clients that know only those."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return None
    return None


def _same(origin: str, host: str) -> bool:
    try:
        parts, own = urlsplit(origin), urlsplit(f"{urlsplit(origin).scheme}://{host}")
        default = {"http": 80, "https": 443}.get(parts.scheme)
        return default is not None and (parts.hostname, parts.port or default) == (own.hostname, own.port or default)
    except ValueError:
        return False


def _foreign_page() -> Refusal:
    return Refusal(
        403, "origin", "the request comes from a page elsewhere; start the server with --allow-origin ORIGIN to let it"
    )
