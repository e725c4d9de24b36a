"""The server does what its description says, whatever is sent to it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from starlette.testclient import TestClient

from checker.server.app import create_app
from checker.server.config import Ground, ServerConfig
from checker.server.openapi import description
from checker.server.workers import ThreadWorkers

CONFIG = {
    "request-timeout": 600,  # its own ten seconds would make a test of speed of each request
    "headers": {"Host": "127.0.0.1:8081"},
    "operations": [
        {
            # `data` is JSON inside a form, which the description cannot say
            "include-path": "/v2/check",
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["200", "400"]},
                # what means nothing to LanguageTool is passed over by it, and so by us
                "negative_data_rejection": {"enabled": False},
            },
        },
    ],
}


class Lasting(ThreadWorkers):
    """Each request of schemathesis starts and stops the application; these stay."""

    async def stop(self) -> None:
        """Nothing."""


APP = create_app(ServerConfig(), Lasting(Ground()))
SCHEMA = schemathesis.openapi.from_asgi(
    "/api/openapi.json", APP, config=SchemathesisConfig.from_dict(CONFIG), headers={"Host": "127.0.0.1:8081"}
)
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
DESCRIBED: dict[str, Any] = msgspec.json.decode(description())["paths"]


@pytest.fixture(scope="module", autouse=True)
def _packs(workers: Any) -> None:
    """The packs are read before the first request."""


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_as_described(operation: Any, mode: GenerationMode) -> None:
    """All checks of schemathesis, on requests as described and on requests that are not."""
    answered = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=20,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def run(case: Any) -> None:
        answered.append(case.call_and_validate().status_code)

    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query):
        with TestClient(APP, base_url="http://127.0.0.1:8081") as client:  # nothing in it can be wrong
            assert client.get(operation.path, params={"x": "y"}).status_code in (200, 404)
        return
    run()
    assert answered


@pytest.mark.parametrize("path", list(DESCRIBED))
def test_other_methods_are_refused_with_those_that_are_known(path: str) -> None:
    with TestClient(APP, base_url="http://127.0.0.1:8081") as client:
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"):
            if method.lower() not in DESCRIBED[path]:
                answer = client.request(method, path.replace("{id}", "x"))
                assert answer.status_code == 405, method
                allowed = {one.strip().lower() for one in answer.headers["allow"].split(",")}
                assert allowed - {"head"} == set(DESCRIBED[path])


def test_every_path_is_described() -> None:
    routes = {route.path for route in APP.routes}  # type: ignore[attr-defined]
    assert set(DESCRIBED) == routes - {"/", "/page"}
