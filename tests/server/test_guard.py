"""Who gets an answer, and under which headers."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from checker.server.config import ServerConfig, is_loopback
from checker.server.run import ServerProblem, refuse_open_doors

Client = Callable[..., TestClient]
TOKEN = "a-token-of-27-characters-ok"
ASKED = {"language": "en-US", "text": "Poutines visit was short."}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8081", 200),
        ("localhost", 200),
        ("LOCALHOST:1234", 200),
        ("[::1]:8081", 200),
        ("192.168.3.4:8081", 200),
        ("desk.example", 200),
        ("attacker.example:8081", 403),
        ("localhost.attacker.example", 403),
        ("127.0.0.1.attacker.example", 403),
        ("", 403),
        ("[::1", 403),
    ],
)
def test_only_its_own_names_are_answered(client: Client, host: str, status: int) -> None:
    """A name that an attacker points to this machine is not one of them (DNS rebinding)."""
    open_client = client(allow_hosts=("desk.example",))
    assert open_client.get("/api/health", headers={"Host": host}).status_code == status
    assert open_client.get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://127.0.0.1:8081"}, 200),
        ({"Origin": "https://127.0.0.1:8081"}, 200),
        ({"Origin": "moz-extension://7c3d"}, 200),
        ({"Origin": "https://cms.example"}, 200),
        ({"Origin": "http://127.0.0.1:3000"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "https://attacker.example"}, 403),
        ({"Origin": "http://127.0.0.1:8081.attacker.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_pages_elsewhere_cannot_ask(client: Client, headers: dict[str, str], status: int) -> None:
    open_client = client(allow_origins=("https://cms.example",))
    assert open_client.post("/v2/check", data=ASKED, headers=headers).status_code == status
    assert open_client.get("/v2/check", params=ASKED, headers=headers).status_code == status
    assert open_client.post("/api/check", json={"text": "a"}, headers=headers).status_code == status


def test_a_link_to_the_page_works_from_anywhere(client: Client) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client().get("/", headers=headers).status_code == 200


def test_an_allowed_page_may_read_the_answer(client: Client) -> None:
    open_client = client(allow_origins=("app://obsidian.md",))
    own = {"Origin": "app://obsidian.md"}
    answer = open_client.post("/v2/check", data=ASKED, headers=own)
    assert answer.headers["access-control-allow-origin"] == "app://obsidian.md"
    asking = {**own, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    preflight = open_client.options("/api/check", headers=asking)
    assert preflight.status_code == 204
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    other = open_client.options("/api/check", headers={**asking, "Origin": "https://attacker.example"})
    assert other.status_code == 403
    assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("path", ["/", "/api/health", "/v2/languages", "/no/such/path", "/api/check", "/metrics"])
def test_every_answer_says_what_browsers_may_do_with_it(client: Client, path: str) -> None:
    headers = client().get(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == ("no-cache" if path == "/" else "no-store")
    assert "server" not in headers and "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", ["/api/check", "/api/diff", "/api/explain", "/v2/check"])
def test_without_the_token_nothing_is_checked(client: Client, path: str) -> None:
    open_client = client(token=TOKEN)
    form = path.startswith("/v2")
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic !"}, {"Authorization": TOKEN}):
        sent = {"data": ASKED} if form else {"json": {"text": "a"}}
        answer = open_client.post(path, headers=headers, **sent)  # type: ignore[arg-type]
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "Poutines" not in answer.text


def test_the_ways_to_send_the_token(client: Client) -> None:
    open_client = client(token=TOKEN)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert open_client.post("/api/check", json={"text": "a"}, headers=bearer).status_code == 200
    assert open_client.get("/metrics", headers=bearer).status_code == 200
    assert open_client.get("/metrics").status_code == 401
    assert open_client.get("/api/rules").status_code == 401
    # for clients that only know an address or an account
    basic = {"Authorization": "Basic " + base64.b64encode(f"me:{TOKEN}".encode()).decode()}
    assert open_client.post("/v2/check", data=ASKED, headers=basic).status_code == 200
    assert open_client.post("/v2/check", data={**ASKED, "username": "me", "apiKey": TOKEN}).status_code == 200
    assert open_client.post("/v2/check", data={**ASKED, "apiKey": TOKEN + "x"}).status_code == 401
    # an address is written into logs and histories
    assert open_client.get("/v2/check", params={**ASKED, "apiKey": TOKEN}).status_code == 401
    assert open_client.post("/v2/check", params={"apiKey": TOKEN}, data=ASKED).status_code == 401


def test_what_needs_no_token(client: Client) -> None:
    open_client = client(token=TOKEN)
    for path in ("/", "/api/health", "/api/openapi.json", "/v2/languages", "/v2/healthcheck", "/v2/info"):
        assert open_client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)]
)
def test_loopback(host: str, own: bool) -> None:
    assert is_loopback(host) is own


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"host": "0.0.0.0"}, "--token-file"),
        ({"host": "::"}, "--token-file"),
        ({"host": "192.168.1.5"}, "--token-file"),
        ({"host": "desk.example"}, "--token-file"),
        ({"host": "0.0.0.0", "token": "short"}, "could be guessed"),
        ({"token": "with a space in it, though long"}, "space"),
        ({"token": "pässwörter-die-lang-genug-sind"}, "ASCII"),
    ],
)
def test_no_door_is_left_open(settings: dict[str, str], said: str) -> None:
    with pytest.raises(ServerProblem, match=said):
        refuse_open_doors(ServerConfig(**settings))  # type: ignore[arg-type]
