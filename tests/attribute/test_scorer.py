"""The linear scorer and the weights in the package."""

from __future__ import annotations

import pytest

from mkdocs_quotes.attribute.scorer import WEIGHTS, Scorer, load_scorer


def test_a_score_is_the_sum_of_the_known_weights() -> None:
    scorer = Scorer({"a": 1.5, "b": -0.5})
    assert scorer.score(["a", "b", "unknown"]) == 1.0
    assert scorer.score([]) == 0


def test_reasons_come_strongest_first() -> None:
    scorer = Scorer({"a": 0.5, "b": -2.0, "c": 1.0})
    assert scorer.reasons(["a", "b", "c", "d"], most=2) == ("b -2.00", "c +1.00")


@pytest.mark.parametrize("name", ["local", "turns"])
def test_the_weights_of_the_package_load(name: str) -> None:
    weights = load_scorer(name).weights
    assert len(weights) > 500
    assert all(isinstance(w, float) and abs(w) < 20 for w in weights.values())


def test_facets_score_as_their_features_do_however_often() -> None:
    scorer = Scorer({"a": 1.5, "b": -0.5})
    spelled: list[tuple[str, ...]] = []

    def spell(facet: tuple[str, ...]) -> tuple[str, ...]:
        spelled.append(facet)
        return facet

    assert scorer.totals([[("a", "b"), ("b",), ("a", "b")]], spell) == [1.5]
    assert spelled == [("a", "b"), ("b",)]


def test_the_weights_stay_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.glob("*.json")) <= 200 * 1024
