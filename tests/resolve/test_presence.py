"""How often the narration on both sides of a turn names somebody, and how soon again."""

from __future__ import annotations

from test_runs import stage_of

from mkdocs_quotes.resolve import display_of
from mkdocs_quotes.resolve.runs import Runs

LATER = "\n\nCHAPTER IX\n\n" + "The sea was grey all that winter, and nobody went out. " * 400
BOAT = (
    "Nils Orr had sent the letter to Greta Holm.\n\n“Is it far?”\n\n“Not very.”\n\n“Then row.”\n\n"
    "Greta Holm and Moss Abery looked at the shore, and Moss Abery took the oars.\n\n“There,” said Moss Abery."
)


def told(text: str, at: int, name: str) -> set[str]:
    stage = stage_of(text + LATER)
    number = next(i for i, e in enumerate(stage.scene.cast.entities) if display_of(e) == name)
    rows = Runs(stage.scene, stage.turns, stage.cues).features(at, number)
    return {row.split(":", 1)[1] for row in rows if ":soon" in row or ":present" in row}


def test_who_is_named_most_on_both_sides() -> None:
    stage = stage_of(BOAT + LATER)
    names = [display_of(e) for e in stage.scene.cast.entities]
    pool = [names.index(name) for name in ("Nils Orr", "Greta Holm", "Moss Abery")]
    rows = Runs(stage.scene, stage.turns, stage.cues).facets(1, pool)
    assert [next(f[-1] for f in facets if f[0] == "present") for facets in rows] == [2, 1, 0]


def test_how_soon_somebody_is_named_behind() -> None:
    assert "soon=0" in told(BOAT, 2, "Greta Holm")
    assert "soon=5" in told(BOAT, 2, "Nils Orr"), "not again"


def test_whoever_is_not_named_in_the_chapter_is_not_there() -> None:
    chapters = BOAT.replace("“Is it far?”", "CHAPTER II\n\n“Is it far?”")
    assert "present=5" in told(chapters, 0, "Nils Orr")
    assert "present=0" in told(BOAT, 0, "Nils Orr")
    ended = BOAT.replace("Greta Holm and", "CHAPTER III\n\nGreta Holm and")
    assert "soon=5" in told(ended, 2, "Moss Abery")
    assert "soon=0" in told(BOAT, 2, "Moss Abery")


def test_in_a_short_text_all_are_there() -> None:
    stage = stage_of(BOAT)
    assert not [f for f in Runs(stage.scene, stage.turns, stage.cues).features(1, 0) if ":present" in f]
