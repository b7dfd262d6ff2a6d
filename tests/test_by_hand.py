"""What authors mark by hand in a Markdown text, from the text to its analysis."""

from __future__ import annotations

import pytest

from mkdocs_quotes import analyse
from mkdocs_quotes.read import read_text

HEAD = "The engineer Mara Lund came to the hearing with Tom Okafor, the foreman.\n\n"
Row = tuple[str, str | None]


def found(text: str, rule: str | None = None) -> list[Row]:
    """Words and speakers; with `rule` only those that were decided by it."""
    analysis = analyse(read_text(HEAD + text, "md"))
    for q in analysis.quotations:
        assert q.text == " … ".join(analysis.document.text[a:b] for a, b in q.parts)
    speakers = [speaker.name for speaker in analysis.speakers]
    return [
        (q.text, None if q.attribution.speaker is None else speakers[q.attribution.speaker])
        for q in analysis.quotations
        if rule is None or (q.attribution.rule == rule and q.attribution.confidence == 1.0)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Against what the words around say.
        ('*“We go now.”*{: data-speaker="Tom Okafor" } said Mara Lund.', [("We go now.", "Tom Okafor")]),
        # A speaker of the text, by a part of the name; and somebody new.
        ('*“We go now.”*{: data-speaker="Lund" } It rained.\n\n“Why?” said Mara Lund.',
         [("We go now.", "Mara Lund")]),
        ('<span data-speaker="Ann Hay">“We go now.”</span> It rained.', [("We go now.", "Ann Hay")]),
        # Nobody.
        ('*“We go now,”*{: data-speaker="" } said Mara Lund.', [("We go now,", None)]),
        # Words that nothing else shows to be a quotation, with and without marks of their own.
        ('They left. *We go now, all of us*{: data-speaker="Ann Hay" } is on the wall.',
         [("We go now, all of us", "Ann Hay")]),
        ('*The word “go” is all that we know of it*{: data-speaker="Ann Hay" } and more.',
         [("The word “go” is all that we know of it", "Ann Hay")]),
        ('The so-called *“expert”*{: data-speaker="Ann Hay" } went home.', [("expert", "Ann Hay")]),
        # Both halves of what was interrupted; two speakers where the words around name one.
        ('*“We go,”*{: data-speaker="Ann Hay" } said Mara Lund, “and we go now.”',
         [("We go, … and we go now.", "Ann Hay")]),
        ('*“We go,”*{: data-speaker="Ann Hay" } said Mara Lund, *“and we stay.”*{: data-speaker="Jo Vane" }',
         [("We go,", "Ann Hay"), ("and we stay.", "Jo Vane")]),
    ],
)  # fmt: skip
def test_speakers_by_hand(text: str, expected: list[Row]) -> None:
    assert found(text, "marked") == expected


def test_no_quotation() -> None:
    assert found("“We go now,” said Mara Lund.") == [("We go now,", "Mara Lund")]
    assert found('*“We go now,”*{: data-quote="no" } said Mara Lund.') == []
    assert found('“*We go now*{: data-quote="no" },” said Mara Lund. “No,” said Tom Okafor.') == [
        ("No,", "Tom Okafor")
    ]


def test_emphasis_within_a_quotation_takes_nothing_away() -> None:
    assert found('“We *never*{: data-quote="no" } go there,” said Mara Lund.') == [
        ('We *never*{: data-quote="no" } go there,', "Mara Lund")
    ]


def test_names_of_the_front_matter_count() -> None:
    text = '---\nspeakers:\n  - [Mara Lund, the boss]\n---\n*“We go now.”*{: data-speaker="The Boss" } It rained.'
    analysis = analyse(read_text(text, "md"))
    assert [speaker.name for speaker in analysis.speakers][-1] == "Mara Lund"
    assert analysis.quotations[0].attribution.rule == "marked"


def test_plain_text_has_no_such_marks() -> None:
    text = HEAD + '*“We go now,”*{: data-speaker="Ann Hay" } said Mara Lund.'
    assert [q.attribution.rule for q in analyse(read_text(text)).quotations] != ["marked"]
