"""A linear scorer of sparse, named features whose weights are a file in the package.

This is the seam for other scorers: whatever maps the same feature names to a number can stand in its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from math import exp
from operator import add
from pathlib import Path

_REMEMBERED = 1 << 17
WEIGHTS = Path(__file__).parent / "weights"


_Facet = tuple[str, ...]
_Spell = Callable[[_Facet], Iterable[str]]


class _Worths(dict[_Facet, float]):
    """What facets are worth: the sum of the weights of their features."""

    def __init__(self, scorer: Scorer, spell: _Spell) -> None:
        super().__init__()
        self._scorer = scorer
        self._spell = spell

    def __missing__(self, facet: _Facet) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        worth = self[facet] = self._scorer.score(self._spell(facet))
        return worth


class Scorer:
    """Sums the weights of features; a feature without a weight counts nothing."""

    __slots__ = ("_worths", "weights")

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        self._worths: dict[_Spell, _Worths] = {}

    def totals(self, groups: Iterable[Iterable[_Facet]], spell: _Spell) -> list[float]:
        """For each group of facets the score of all features that `spell` makes of them.

        What a facet is worth is remembered.
        """
        known = self._worths.get(spell)
        if known is None:
            known = self._worths[spell] = _Worths(self, spell)
        worth = known.__getitem__
        # Not `sum`, which adds up in another way from one version of Python to the next.
        return [reduce(add, map(worth, facets), 0.0) for facets in groups]

    def score(self, features: Iterable[str]) -> float:
        weights = self.weights
        return sum([weights[f] for f in features if f in weights])

    def reasons(self, features: Iterable[str], most: int = 5) -> tuple[str, ...]:
        """The features that decided, strongest first, each with its weight: "verb=vs:say +1.8"."""
        known = [(f, self.weights[f]) for f in features if f in self.weights]
        known.sort(key=lambda fw: -abs(fw[1]))
        return tuple(f"{f} {w:+.2f}" for f, w in known[:most])


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities in proportion to exp(score)."""
    top = max(scores)
    odds = [exp(s - top) for s in scores]
    total = sum(odds)
    return [o / total for o in odds]


@lru_cache(maxsize=8)
def load_scorer(name: str) -> Scorer:
    """The scorer `weights/<name>.json`, an object of weights by feature, grouped by what stands before the "="."""
    path = WEIGHTS / f"{name}.json"
    groups: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return Scorer(
        {f"{group}{rest}": weight for group, rows in groups.items() for rest, weight in rows.items()}
    )
