"""Logistic regression with a ridge, by Newton's method; for the tools that fit weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

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
    goal, ridge = np.array(prior, float), np.array(ridges, float)
    rows = np.array([point.features for point in points], float).reshape(len(points), len(goal))
    holds, counts, offsets = (np.array([point[n] for point in points], float) for n in (1, 2, 3))
    weights = goal.copy()
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(offsets + rows @ weights, -30.0, 30.0)))
        gradient = rows.T @ (counts * (holds - p)) - ridge * (weights - goal)
        curve = (rows * (counts * p * (1 - p))[:, None]).T @ rows + np.diag(ridge)
        steps = np.linalg.solve(curve, gradient)
        weights += steps / max(1.0, float(np.abs(steps).max()))  # no leaps
    return [float(weight) for weight in weights]
