"""analyse(): what holds for every text."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_quotes import Options, analyse, read_text
from mkdocs_quotes.pipeline import shipped_scorers

ARTICLE = """Harbour will close for a year, says council

By Wilma Teague

The harbour at Ostley will close in May, the council leader, Ruth Amadi, said on Monday.

‘Nobody is happy about it, and I least of all,’ she told reporters. ‘But the wall will not wait.’

Fishermen called the plan ‘a death sentence’. Jan Brook, who has sailed from Ostley since the ’80s, was blunt.

‘They’ve had ten years to mend that wall,’ he said.

He never said ‘I give up’.
"""

PIECES = st.sampled_from(
    [
        "“", "”", "‘", "’", '"', "'", " ", "\n\n", "\n", ".", ",", ":", "—", "Ann Lund", "Mr Falk", "she", "he said",
        "said", " said ", "told", "the minister", "NOTE: ", "ANN: ", "> ", "*", "\x00", "\ud800", "\r\n", "\r",
        "李梅", "I", "5'", "«", "»",
    ]
)  # fmt: skip


def spoken(text: str, **options: object) -> list[tuple[str, str | None]]:
    """Each quotation with its speaker's name."""
    found = analyse(text, Options(**options))  # type: ignore[arg-type]
    return [
        (q.text, found.speakers[q.attribution.speaker].name if q.attribution.speaker is not None else None)
        for q in found.quotations
    ]


def test_an_article() -> None:
    assert spoken(ARTICLE) == [
        ("Nobody is happy about it, and I least of all, … But the wall will not wait.", "Ruth Amadi"),
        ("a death sentence", "Fishermen"),
        ("They’ve had ten years to mend that wall,", "Jan Brook"),
    ]
    assert "denied" in {reason for _, reason in analyse(ARTICLE).rejected}


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["txt", "md"]))
def test_offsets_are_exact_and_in_order(text: str, form: str) -> None:
    found = analyse(read_text(text, form))
    for quotation in found.quotations:
        assert quotation.parts == tuple(sorted(quotation.parts))
        assert all(0 <= a < b <= len(text) for a, b in quotation.parts)
        assert quotation.text == " … ".join(text[a:b] for a, b in quotation.parts)
        assert 0 <= quotation.context[0] <= quotation.start and quotation.end <= quotation.context[1] <= len(text)
        attribution = quotation.attribution
        assert 0 <= attribution.confidence < 1
        assert attribution.speaker is None or 0 <= attribution.speaker < len(found.speakers)
        for words in (attribution.mention, attribution.cue):
            assert words is None or text[words.start : words.end] == words.text
    starts = [quotation.start for quotation in found.quotations]
    assert starts == sorted(starts)


def test_the_same_text_gives_the_same_analysis() -> None:
    assert analyse(ARTICLE) == analyse(ARTICLE)


def test_an_analysis_can_be_stored() -> None:
    found = analyse(ARTICLE)
    assert pickle.loads(pickle.dumps(found)) == found


def test_only_the_kinds_asked_for() -> None:
    assert {q.kind for q in analyse(ARTICLE, Options(kinds=frozenset({"mixed"}))).quotations} == {"mixed"}


def test_explain_gives_reasons_and_changes_nothing_else() -> None:
    plain, told = analyse(ARTICLE), analyse(ARTICLE, Options(explain=True))
    assert [q.parts for q in plain.quotations] == [q.parts for q in told.quotations]
    assert [q.attribution.speaker for q in plain.quotations] == [q.attribution.speaker for q in told.quotations]
    assert any(c.reasons for q in told.quotations for c in q.attribution.candidates)


def test_other_scorers_can_stand_in() -> None:
    silent = shipped_scorers().near.__class__({"none": 1000.0})
    found = analyse(
        "Ann Lund smiled and wondered. “Go,” she later said.", scorers=shipped_scorers()._replace(near=silent)
    )
    rules = [q.attribution.rule for q in found.quotations]
    assert rules and not any(rule.startswith("near") for rule in rules)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LookupError, match="no language data for 'xx'"):
        analyse(ARTICLE, Options(language="xx"))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n", "“”", "‘’", "“", "”", "\ud800", "\x00" * 50, "“\ud800,” said \ud801.",
        "“a” " * 3000, "‘" * 3000, "” “" * 1000, "“" * 1000 + "a" + "”" * 1000, "a" * 50_000, "A. " * 5_000,
        "“Go,” said " + "Ann " * 3000 + ".", "SAID: " * 3000,
    ],
)  # fmt: skip
def test_no_text_is_too_strange(text: str) -> None:
    for quotation in analyse(text).quotations:
        assert quotation.text
