"""Why a quotation is given to whom, in words."""

from __future__ import annotations

import json

import pytest

from mkdocs_quotes.attribute.scorer import WEIGHTS
from mkdocs_quotes.index import SourceText, build_index, read_editing
from mkdocs_quotes.index.evidence import evidence_of, is_doubtful, reasons_in_words, rule_in_words
from mkdocs_quotes.index.tables import table
from mkdocs_quotes.model import Attribution, Options
from mkdocs_quotes.pipeline import analyse

PROSE = """“We had measured it,” said Mara Lund. “Nobody asked.”

“Who did not ask?”

Tom Okafor looked at her. “Nobody at all,” she said.
"""


def statements(editing: str | None = None) -> dict[str, object]:
    analysis = analyse(PROSE, Options(explain=True))
    index = build_index([SourceText("site/a.txt", analysis, "a.txt")], read_editing(None, editing))
    return {statement.id: statement for statement in index.statements}


@pytest.mark.parametrize("scorer", ["local", "turns"])
def test_every_feature_has_words(scorer: str) -> None:
    groups = json.loads((WEIGHTS / f"{scorer}.json").read_text(encoding="utf-8"))
    known = set(table("reasons").values())
    for group, rows in groups.items():
        for rest in rows:
            (words,), _ = reasons_in_words([f"{group}{rest} +1.00"])
            assert words in known, f"{group}{rest}"


def test_reasons_say_what_speaks_for_and_against() -> None:
    reasons = ("verb=vs:say +1.80", "r~verb=vs>= -0.70", "he:last&next&. -0.50", "label")
    assert reasons_in_words(reasons) == (
        ("the verb that goes with the mention", "a label names the speaker"),
        ("spoke last",),
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("turn", "no cue; whose turn it is in the conversation"),
        (
            "cue-after+pronoun",
            "a verb of speech behind the words, with its subject: a pronoun, and whom it means",
        ),
        ("something-else+x", "something-else: x"),
    ],
)
def test_rules_in_words(rule: str, words: str) -> None:
    assert rule_in_words(rule) == words


def test_evidence_of_a_statement() -> None:
    first = next(iter(statements().values()))
    found = evidence_of(first)  # type: ignore[arg-type]
    assert (found.source, found.speaker, found.cue, found.mention) == ("a.txt", "Mara Lund", "said", "Mara Lund")
    assert found.candidates[0].name == "Mara Lund"
    assert found.candidates[0].speaks_for
    assert found.confidence > 0.9


def test_the_entry_settles_every_statement_as_it_is() -> None:
    before = statements()
    entries = "".join(evidence_of(statement).entry() for statement in before.values())  # type: ignore[arg-type]
    editing = read_editing(None, entries)
    assert not editing.errors
    assert [correction.id for correction in editing.corrections] == list(before)
    after = statements(entries)
    for identity, statement in after.items():
        known = before[identity].record  # type: ignore[attr-defined]
        record = statement.record  # type: ignore[attr-defined]
        assert record["speaker"] == known["speaker"] or record["speaker"] == known["candidate"]
        assert statement.settled  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("attribution", "doubtful"),
    [
        (Attribution(None, "none", 0.0), True),
        (Attribution(0, "turn", 0.59), True),
        (Attribution(0, "turn", 0.6), False),
    ],
)
def test_doubt(attribution: Attribution, doubtful: bool) -> None:
    assert is_doubtful(attribution) is doubtful
    assert is_doubtful(attribution, 0.0) is (attribution.speaker is None)
