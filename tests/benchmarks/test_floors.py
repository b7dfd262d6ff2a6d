"""The short gate: the texts that are never trained on, against the floors of `floors.json`.

The whole of it, on the corpora, is `accuracy.py --folds 4 --floors`: see docs/accuracy.md.
"""

from __future__ import annotations

import json
from pathlib import Path

from accuracy import hold, missed_floors
from corpora import CASES, held_texts
from scoring import Score

from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.records import to_records

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def test_texts_held_back_keep_their_floors() -> None:
    score = Score()
    for text in held_texts():
        score.add(text.gold, to_records(analyse(text.document), text.gold["id"]))
    assert score.documents >= 60
    assert missed_floors(score.figures(), {k: v for k, v in FLOORS["held"].items() if k != "ece"}) == []


def test_a_figure_below_its_floor_is_told() -> None:
    figures = {"f1": 0.9, "wrong": 0.2, "attribution_by_type": {"explicit": 0.8}}
    assert missed_floors(figures, {"f1": 0.91, "wrong": 0.2, "explicit": 0.8}) == ["f1 is 0.9, its bound 0.91"]
    assert missed_floors(figures, {"wrong": 0.19}) == ["wrong is 0.2, its bound 0.19"]
    assert missed_floors(figures, {"explicit": 0.81}) == ["explicit is 0.8, its bound 0.81"]
    assert hold({"held": figures}, {"held": {"f1": 0.9}}) == 0
    assert hold({"held": figures}, {"held": {"f1": 0.95}}) == 1


def test_held_texts_are_no_training_texts() -> None:
    trained = {path.name for path in (CASES / "texts").glob("*.*")}
    assert trained.isdisjoint(path.name for path in (CASES / "texts" / "held").glob("*.*"))
