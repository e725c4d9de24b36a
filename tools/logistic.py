"""Logistic regression with a ridge, by Newton's method; for the tools that fit weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

ROUNDS = 25


class Point(NamedTuple):
    """One observation: its features (the first is 1 where a constant is wanted), whether it holds, how much it counts,
    and what is known of its log-odds beside the features.
    """

    features: Sequence[float]
    holds: bool
    weight: float = 1.0
    offset: float = 0.0


def probability(weights: Sequence[float], features: Sequence[float], offset: float = 0.0) -> float:
    """How probable it is that an observation of these features holds."""
    total = offset + sum(w * f for w, f in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def fit(points: Sequence[Point], prior: Sequence[float], ridges: Sequence[float]) -> list[float]:
    """The weights that explain the points best, each drawn to its `prior` by its ridge."""
    n = len(prior)
    weights = list(prior)
    for _ in range(ROUNDS):
        gradient = [-r * (w - p) for w, p, r in zip(weights, prior, ridges, strict=True)]
        hessian = [[ridges[i] if i == j else 0.0 for j in range(n)] for i in range(n)]
        for features, holds, weight, offset in points:
            p = probability(weights, features, offset)
            for i in range(n):
                gradient[i] += weight * (holds - p) * features[i]
                for j in range(n):
                    hessian[i][j] += weight * p * (1 - p) * features[i] * features[j]
        steps = _solve(hessian, gradient)
        size = max(1.0, *map(abs, steps))  # no leaps
        weights = [w + step / size for w, step in zip(weights, steps, strict=True)]
    return weights


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    rows = [[*line, value] for line, value in zip(matrix, vector, strict=True)]
    n = len(rows)
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(n):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [rows[i][n] / rows[i][i] for i in range(n)]
