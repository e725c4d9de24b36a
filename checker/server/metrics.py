"""Counters for Prometheus. No label holds anything of a request but its route, so there are few of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60)


class Metrics:
    """The counters of one server."""

    def __init__(self, pending: Callable[[], float], deaths: Callable[[], float]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # they double what is sent and say nothing
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "mtlint_requests", "Requests answered.", ["route", "method", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "mtlint_request_seconds", "Time to the answer.", ["route"], buckets=_BUCKETS, registry=self.registry
        )
        self._words = Counter("mtlint_words", "Words of the texts checked.", registry=self.registry)
        self._findings = Counter(
            "mtlint_findings", "Findings, by the family of the rule.", ["family"], registry=self.registry
        )
        Gauge("mtlint_checks_pending", "Checks running or waiting.", registry=self.registry).set_function(pending)
        Gauge("mtlint_worker_deaths", "Workers that died or were stopped.", registry=self.registry).set_function(deaths)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def checked(self, words: int, families: Mapping[str, int]) -> None:
        """Count a text that was checked."""
        self._words.inc(words)
        for family, count in families.items():
            self._findings.labels(family).inc(count)

    def exposition(self) -> bytes:
        """What Prometheus reads."""
        return generate_latest(self.registry)
