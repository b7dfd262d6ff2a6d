"""Speakers and non-quotations that an author marks in Markdown: exact places, and a line for what is wrong."""

from __future__ import annotations

import markdown
import pytest

from mkdocs_quotes.model import Marking
from mkdocs_quotes.read import read_bytes

ANN = 'data-speaker="Ann Hay"'
NO = 'data-quote="no"'


def marked(text: str) -> list[tuple[str, str | None, bool]]:
    document, warnings = read_bytes(text.encode(), "a.md")
    assert warnings == ()
    for marking in document.markings:
        start, end = document.raw_span(marking.start, marking.end)
        assert document.prose[marking.start] == document.text[start]
        assert document.prose[marking.end - 1] == document.text[end - 1]
    return [(document.prose[m.start : m.end], m.speaker, m.quoted) for m in document.markings]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"He went. *“We go.”*{{: {ANN} }} Then rain.", "“We go.”"),
        (f"He went. _“We go.”_{{:{ANN}}} Then rain.", "“We go.”"),
        (f"He went. **“We _must_ go.”**{{ {ANN} .big }} Then rain.", "“We must go.”"),
        (f"“*We go*{{: {ANN} }},” he said.", "We go"),
        (f"See [“We go.”](x.md){{: {ANN} }} there.", "“We go.”"),
        (f"He went. <span {ANN}>“We go.”</span> Then rain.", "“We go.”"),
        (f'<em class="x" {ANN}>“We <span>must</span> go.”</em> Then rain.', "“We must go.”"),
        (f"> *“We\n> go.”*{{: {ANN} }}", "“We\ngo.”"),
        (f"- one *“We &amp; you.”*{{: {ANN} }}", "“We & you.”"),
        (f"| a | b |\n|---|---|\n| x | *“We go.”*{{: {ANN} }} |", "“We go.”"),
        (f"---\ntitle: x\n---\n\n# *“We go.”*{{: {ANN} }}", "“We go.”"),
    ],
)
def test_words_with_a_speaker(text: str, words: str) -> None:
    assert marked(text) == [(words, "Ann Hay", True)]


def test_other_values() -> None:
    assert marked(f"*“We go.”*{{: {NO} }}") == [("“We go.”", None, False)]
    assert marked('*“We go.”*{: data-speaker="" }') == [("“We go.”", None, True)]
    assert marked('<q data-speaker="Jo &amp; Al">We go.</q>') == [("We go.", "Jo & Al", True)]


@pytest.mark.parametrize(
    "text",
    [
        "*“We go.”*{: .quote } he said.",
        f"`*“We go.”*{{: {ANN} }}`",
        f"```\n*“We go.”*{{: {ANN} }}\n```",
        f"<!-- *“We go.”*{{: {ANN} }} -->",
        "data-speaker is a word, and data-quote=no another",
    ],
)
def test_what_marks_nothing(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            'One.\n\n*“We go.”*{: data-quote="perhaps" }',
            'line 3: data-quote="perhaps" means nothing; there is data-quote="no", and data-speaker="a name"',
        ),
        (
            f"---\ntitle: x\n---\n“We go.” {{: {ANN} }}",
            "line 4: data-speaker and data-quote belong right behind emphasis or a link, or in a tag around words"
            " such as <span>; these have no effect",
        ),
        (
            f"“We go.”\n{{: {ANN} }}",
            "line 2: data-speaker and data-quote belong right behind emphasis or a link, or in a tag around words"
            " such as <span>; these have no effect",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, warning: str) -> None:
    document, warnings = read_bytes(text.encode(), "a.md")
    assert document.markings == ()
    assert warnings == (warning,)


def test_markdown_prints_the_words_alone() -> None:
    html = markdown.markdown(f"*“We go.”*{{: {ANN} }} he said.", extensions=["attr_list"])
    assert html == f"<p><em {ANN}>“We go.”</em> he said.</p>"


def test_a_marking_knows_whether_it_needs_the_extension() -> None:
    document, _ = read_bytes(f"*a*{{: {ANN} }} <i {ANN}>b</i>".encode(), "a.md")
    assert document.markings == (Marking(0, 1, "Ann Hay", by_list=True), Marking(2, 3, "Ann Hay"))
