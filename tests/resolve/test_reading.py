"""How sure the reading of a conversation is."""

from __future__ import annotations

from test_runs import stage_of

from mkdocs_quotes.attribute import load_scorer
from mkdocs_quotes.resolve import decide

TALK = (
    "Edda Marsh, Olga Finch and Dora Pell came in.\n\n“Who has it?”\n\n“Not I.”\n\n“Nor I.”\n\n“Then who?”\n\n"
    "“It was here this morning,” said Dora Pell."
)


def test_probabilities_of_a_turn_are_shared_by_all_readings() -> None:
    stage, scorer = stage_of(TALK), load_scorer("turns")
    alone, several = decide(stage, scorer, beam=1), decide(stage, scorer, beam=4)
    assert all(0 < d.probability <= 1 and sum(p for _, p in d.ranked) < 1 + 1e-9 for d in several)
    assert alone[0].probability == several[0].probability, "before the first turn there is one reading"
    unsure = [(a.probability, b.probability) for a, b in zip(alone[1:4], several[1:4], strict=True)]
    assert any(one != other for one, other in unsure)
    assert several[4].probability == 1.0
