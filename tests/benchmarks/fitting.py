"""Fit linear models: a softmax over alternatives, and a logistic regression. Both by L-BFGS with an L2 penalty.

The same input gives the same weights. Needs numpy and scipy (extra `train`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from examples import Example
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

LEAST_COUNT = 4
LEAST_WEIGHT = 0.03


def fit_choices(examples: Sequence[Example], l2: float, least: float = LEAST_WEIGHT) -> dict[str, float]:
    """Weights that make the right alternatives likely; rare features and small weights are left out."""
    counts = Counter(f for example in examples for row in example.rows for f in row)
    features = sorted(f for f, n in counts.items() if n >= LEAST_COUNT)
    number = {f: i for i, f in enumerate(features)}
    columns: list[int] = []
    ends = [0]
    for example in examples:
        for row in example.rows:
            columns += [number[f] for f in row if f in number]
            ends.append(len(columns))
    matrix = csr_matrix(
        (np.ones(len(columns)), np.array(columns), np.array(ends)), shape=(len(ends) - 1, len(features))
    )
    right = np.array([r for example in examples for r in example.right], dtype=float)
    sizes = np.array([len(example.rows) for example in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    weight = np.array([example.weight for example in examples])

    def loss(w: Any) -> tuple[float, Any]:
        scores = matrix @ w
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = (odds / total[group] - odds * right / good[group]) * weight[group]
        return float((weight * (np.log(total) - np.log(good))).sum() + l2 / 2 * (w @ w)), matrix.T @ slope + l2 * w

    found = minimize(loss, np.zeros(len(features)), jac=True, method="L-BFGS-B", options={"maxiter": 450})
    rounded = {f: round(float(w), 2) for f, w in zip(features, found.x, strict=True)}
    return {f: w for f, w in rounded.items() if abs(w) >= least}


def fit_logistic(
    rows: Sequence[Mapping[str, float]], right: Iterable[bool], counts: Iterable[float], l2: float, least: int
) -> dict[str, float]:
    """Weights that tell the right rows from the others; facts of fewer than `least` rows have none."""
    seen = Counter(name for row in rows for name in row)
    number = {name: i for i, name in enumerate(sorted(name for name, n in seen.items() if n >= least))}
    columns: list[int] = []
    sizes: list[float] = []
    ends = [0]
    for row in rows:
        for name, size in row.items():
            if name in number:
                columns.append(number[name])
                sizes.append(size)
        ends.append(len(columns))
    matrix = csr_matrix((np.array(sizes), np.array(columns), np.array(ends)), shape=(len(rows), len(number)))
    sign = np.where(np.fromiter(right, dtype=bool), 1.0, -1.0)
    weight = np.fromiter(counts, dtype=float)

    def loss(w: Any) -> tuple[float, Any]:
        margin = sign * (matrix @ w)
        slope = -sign * weight / (1.0 + np.exp(np.clip(margin, -500, 500)))
        return float(weight @ np.logaddexp(0.0, -margin) + l2 / 2 * (w @ w)), matrix.T @ slope + l2 * w

    found = minimize(loss, np.zeros(len(number)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: float(w) for name, w in zip(number, found.x, strict=True)}
