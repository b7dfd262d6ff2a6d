"""Whole sides of a conversation are judged by all of their turns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_runs import stage_of

from mkdocs_quotes.attribute import load_scorer
from mkdocs_quotes.resolve import Decision, Stage, decide, display_of, settle_parties

FAR = "Carl Venn had gone to sea long ago.\n\nMany years went by, and nobody thought of him.\n\n"
MEETING = "Edda Marsh met Olga Finch at the gate. Olga Finch waited. Edda Marsh had the key.\n\n"
TALK = (
    "“Olga, who has it?” asked Edda Marsh.\n\n“Not I.”\n\n“Then who, Olga?”\n\n“I wish I knew.”\n\n“Olga, think!”\n\n"
    "“I do nothing else.”\n\n"
)
LAST = "“It was here this morning,” said {}."


def given(stage: Stage, decisions: list[Decision], turns: range, name: str) -> list[Decision]:
    """The decisions with some turns given to somebody else."""
    entity = next(i for i, e in enumerate(stage.scene.cast.entities) if display_of(e) == name)
    pools = [replace(d, pool=tuple(dict.fromkeys((*d.pool, entity)))) for d in decisions]
    return [replace(d, entity=entity) if d.turn in turns else d for d in pools]


def names(stage: Stage, decisions: list[Decision]) -> list[str]:
    return [display_of(stage.scene.cast.entities[d.entity]) for d in decisions]


def test_a_side_goes_to_whom_all_its_turns_speak_for() -> None:
    stage, scorer = stage_of(FAR + MEETING + TALK), load_scorer("turns")
    decisions = decide(stage, scorer)
    right = names(stage, decisions)
    assert right == ["Edda Marsh", "Olga Finch"] * 3
    wrong = given(stage, decisions, range(1, 6, 2), "Carl Venn")
    settled = settle_parties(stage, scorer, wrong)
    assert names(stage, settled) == right
    assert all(0 < d.probability <= 1 and d.entity in d.pool for d in settled)


@pytest.mark.parametrize("turns", [range(1, 2), range(3, 4)])
def test_one_turn_is_left_to_the_reading(turns: range) -> None:
    stage, scorer = stage_of(FAR + MEETING + TALK), load_scorer("turns")
    wrong = given(stage, decide(stage, scorer), turns, "Carl Venn")
    assert names(stage, settle_parties(stage, scorer, wrong)) == names(stage, wrong)


def test_a_side_that_a_cue_names_is_settled() -> None:
    stage, scorer = stage_of(FAR + MEETING + TALK + LAST.format("Carl Venn")), load_scorer("turns")
    named = given(stage, decide(stage, scorer), range(0, 6, 2), "Carl Venn")
    assert names(stage, settle_parties(stage, scorer, named))[::2] == ["Carl Venn"] * 4


def test_nothing_to_settle() -> None:
    stage, scorer = stage_of("Nobody spoke."), load_scorer("turns")
    assert settle_parties(stage, scorer, []) == []
