"""Who does something right beside a quotation, and who is named since the turn before."""

from __future__ import annotations

from test_runs import stage_of

from mkdocs_quotes.resolve import NOBODY, display_of
from mkdocs_quotes.resolve.doers import Doer, doer_before, doer_behind
from mkdocs_quotes.resolve.turns import Stage

BECKONED = (
    "Greta Holm turned to the window, and was going to speak; but Moss Abery called her back. “It was good of you to "
    "come so far.”\n\n“Was it?” Greta Holm sat down."
)


def who(stage: Stage, doer: Doer | None) -> tuple[str, str, str] | None:
    """A doer with its name."""
    if doer is None:
        return None
    name = "" if doer.entity == NOBODY else display_of(stage.scene.cast.entities[doer.entity])
    return name, doer.gender, doer.where


def beside(text: str, at: int) -> list[tuple[str, str, str] | None]:
    """Who does something before the turn at `at`, and behind it."""
    stage = stage_of(text)
    site = stage.turns[at].local.site
    assert site is not None
    return [who(stage, look(site, stage.scene, None, -1)) for look in (doer_before, doer_behind)]


def test_the_subject_of_the_last_clause_before() -> None:
    assert beside(BECKONED, 0)[0] == ("Moss Abery", "?", "own0")


def test_who_does_something_behind() -> None:
    assert beside(BECKONED, 1) == [None, ("Greta Holm", "?", "own0")]


def test_a_pronoun_does_something() -> None:
    text = "Greta Holm had come in to Moss Abery. She was cold. “Is there a fire?”"
    assert beside(text, 0) == [("", "f", "own0"), None]


def test_the_one_that_a_preposition_governs_does_nothing() -> None:
    assert beside("Greta Holm looked at the man beside Moss Abery was told. “Is there a fire?”", 0)[0] == (
        "Greta Holm", "?", "own0",
    )  # fmt: skip


def test_who_is_named_since_the_turn_before() -> None:
    stage = stage_of(
        "“Sit down,” said Greta Holm to Moss Abery.\n\nShe looked out. Nils Orr was in the yard, with the dog.\n\n"
        "“It will rain,” he said."
    )
    names = [display_of(e) for e in stage.scene.cast.entities]
    pool = [names.index("Nils Orr"), names.index("Moss Abery")]
    nils, moss = stage.static(1, pool)[1:]
    assert "he:since=1&0&gap" in nils
    assert "he:since=1&-1&gap" in moss
