"""The figures of the accuracy benchmark, on small documents counted by hand."""

from __future__ import annotations

from typing import Any

import pytest
from accuracy import missed_floors, spread
from scoring import Score, bare, bcubed, check_case, line_up, normal, trim

TEXT = "“We sail at six,” said Ida Holm. “Bring rope,” Captain Holm added. The “boat” was a bath."
SAIL = (1, 16)
ROPE = (34, 45)
BOAT = (72, 76)


def quote(*parts: tuple[int, int], **more: Any) -> dict[str, Any]:
    return {"parts": parts, "speaker": None, "aliases": [], "mention": None, "type": None, **more}


def record(*parts: tuple[int, int], **more: Any) -> dict[str, Any]:
    return {"parts": parts, "speaker": None, "aliases": [], "mention": None, **more}


def document(**more: Any) -> dict[str, Any]:
    ida = {"speaker": "Ida Holm", "aliases": ["Captain Holm"], "type": "explicit"}
    return {
        "id": "d",
        "text": TEXT,
        "quotes": [quote(SAIL, **ida), quote(ROPE, **ida)],
        "not_quotes": [BOAT],
        "unsure": [],
        **more,
    }


def score(document: dict[str, Any], *records: dict[str, Any]) -> dict[str, Any]:
    total = Score()
    total.add(document, records)
    return total.figures()


def test_the_spans_of_this_file_hold_the_words_meant() -> None:
    words = [TEXT[slice(*span)] for span in (SAIL, ROPE, BOAT)]
    assert words == ["We sail at six,", "Bring rope,", "boat"]


def test_a_perfect_run() -> None:
    figures = score(document(), record(SAIL, speaker="Ida Holm"), record(ROPE, speaker="Captain Holm"))
    assert figures["f1"] == 1.0
    assert figures["attribution"] == 1.0
    assert figures["scare"] == 0.0
    assert figures["wrong"] == 0.0
    assert figures["bcubed"] == pytest.approx(0.6667, abs=1e-4)  # one speaker, put under two names


def test_outer_punctuation_and_marks_do_not_matter() -> None:
    wide = (SAIL[0] - 1, SAIL[1] + 1)
    assert score(document(), record(wide, speaker="Ida Holm"))["recall"] == 0.5


def test_a_scare_quote_counts_against_precision() -> None:
    figures = score(document(), record(SAIL), record(ROPE), record(BOAT))
    assert figures["scare"] == 1.0
    assert figures["precision"] == pytest.approx(0.6667, abs=1e-4)
    assert figures["named"] == 0.0


def test_unsure_spans_count_for_nothing() -> None:
    figures = score(document(not_quotes=[], unsure=[BOAT]), record(SAIL), record(ROPE), record(BOAT))
    assert figures["precision"] == 1.0


def test_a_wrong_name_is_wrong_and_no_name_is_not() -> None:
    figures = score(document(), record(SAIL, speaker="Per Lind"), record(ROPE))
    assert figures["wrong"] == 0.5
    assert figures["attribution"] == 0.0


def test_a_name_where_the_text_is_silent_is_invented() -> None:
    silent = document(quotes=[quote(SAIL)], characters={"Ida Holm": []})
    assert score(silent, record(SAIL, speaker="Ida Holm"))["invented"] == 1.0
    assert score(silent, record(SAIL))["invented"] == 0.0


def test_a_gold_mention_is_met_by_its_span_or_its_surname() -> None:
    start = TEXT.index("Ida Holm")
    gold = document(quotes=[quote(SAIL, mention=(start, start + 8), type="explicit")])
    there = {"start": start, "end": start + 3}
    assert score(gold, record(SAIL, mention=there))["attribution"] == 1.0
    assert score(gold, record(SAIL, speaker="Ms Holm"))["attribution"] == 1.0
    assert score(gold, record(SAIL, speaker="Per Lind"))["attribution"] == 0.0


def test_a_cast_lines_speakers_up_by_most_names() -> None:
    characters = {"Ida Holm": ["Captain Holm", "Ida"], "Per Holm": ["Holm", "Per"]}
    records = [
        record(SAIL, speaker="the captain", aliases=["Ida", "Captain Holm", "Holm"]),
        record(ROPE, speaker="Someone"),
    ]
    assert line_up(records, characters) == {"captain": "Ida Holm"}


def test_names_are_compared_without_article_case_and_title() -> None:
    assert normal("The  O’Neill Trust.") == "o'neill trust"
    assert bare("dr ida holm") == "ida holm"
    assert bare("mr holm") == "mr holm"


def test_trim_of_nothing_but_marks_is_empty() -> None:
    start, end = trim("“…” —", 3, 5)
    assert start == end


def test_bcubed_of_equal_groupings_is_one() -> None:
    assert bcubed([("a", "x"), ("a", "x"), ("b", "y")]) == 1.0


CASE = {
    "id": "c",
    "text": TEXT,
    "quotes": [
        {"text": "We sail at six,", "speaker": "Ida Holm", "kind": "direct"},
        {"text": "Bring rope,", "speaker": ["Ida Holm", "Per Lind"], "kind": "direct"},
    ],
}


def test_a_case_passes_with_one_of_several_speakers() -> None:
    assert check_case(CASE, [record(SAIL, speaker="Ida Holm"), record(ROPE, speaker="Per Lind")]) == []
    joint = record(ROPE, speaker="Ida Holm and Per Lind")
    assert check_case(CASE, [record(SAIL, speaker="Ida Holm"), joint]) == []


def test_a_case_tells_what_was_missed_what_is_wrong_and_what_is_too_much() -> None:
    faults = check_case(CASE, [record(SAIL, speaker="Per Lind"), record(BOAT)])
    assert faults == [
        "'We sail at six': speaker 'Per Lind', not 'Ida Holm'",
        "missed 'Bring rope'",
        "unexpected 'boat'",
    ]


def test_floors_of_errors_are_ceilings() -> None:
    figures = {"f1": 0.9, "wrong": 0.2, "scare": None}
    assert missed_floors(figures, {"f1": 0.9, "wrong": 0.2}) == []
    assert len(missed_floors(figures, {"f1": 0.91, "wrong": 0.1, "scare": 0.5})) == 3


def test_errors_are_spread_evenly() -> None:
    assert spread(range(10), 3) == [0, 3, 6]
    assert spread([1, 2], 5) == [1, 2]
