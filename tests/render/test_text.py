"""Source texts as HTML: words escaped, quotations in elements, blocks as what they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_quotes.index import SourceText, build_index
from mkdocs_quotes.model import Block, Document, OffsetMap
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import read_bytes
from mkdocs_quotes.render.escape import clean, plain_title
from mkdocs_quotes.render.links import relative_url
from mkdocs_quotes.render.marks import Mark, MarkWriter
from mkdocs_quotes.render.text import marked, render_text

TEXTS = Path(__file__).parent.parent / "cases/texts"


def mark(text: str, *parts: str, id: str = "1", name: str = "Ann Hay") -> Mark:
    spans = tuple((text.index(part), text.index(part) + len(part)) for part in parts)
    return Mark(id, "ann", spans, f"../s/#q-{id}", name, "AH")


def write(text: str, *marks: Mark) -> str:
    return MarkWriter(text, marks).html(0, len(text))


def test_words_stand_in_an_element_and_the_link_behind_the_marks() -> None:
    text = "“Go,” she said."
    assert write(text, mark(text, "Go,")) == (
        '“<span class="mq-words" id="q-1" data-speaker="ann">Go,</span>”<a class="mq-who" href="../s/#q-1"'
        ' title="Ann Hay" aria-label="Ann Hay" data-for="q-1" data-initials="AH"></a> she said.'
    )


@pytest.mark.parametrize("blank", ["", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"])
def test_the_link_stands_behind_french_marks_and_their_blanks(blank: str) -> None:
    html = write(f"«{blank}Non{blank}», dit-elle", mark(f"«{blank}Non", "Non"))
    assert re.search(r">Non</span>(\s?)»<a ", html)
    assert html.endswith("</a>, dit-elle")


def test_further_parts_bear_no_id() -> None:
    text = "“Go,” she said, “now.”"
    html = write(text, mark(text, "Go,", "now."))
    assert html.count('id="q-1"') == 1
    assert '<span class="mq-words" data-part="2" data-for="q-1" data-speaker="ann">now.</span>”<a' in html
    assert html.count("<a ") == 1


def test_crossing_and_nested_quotations_nest_as_elements() -> None:
    text = "abcdefghij"
    html = write(text, mark(text, "abcdef", id="1"), mark(text, "defghi", id="2"), mark(text, "bc", id="3"))
    depth = 0
    for tag in re.findall(r"</?span", html):
        depth += 1 if tag == "<span" else -1
        assert depth >= 0
    assert depth == 0
    assert re.sub(r"<[^>]*>", "", html) == text
    assert [html.count(f'id="q-{n}"') for n in (1, 2, 3)] == [1, 1, 1]


def test_nothing_of_a_text_or_name_reaches_the_page_raw() -> None:
    text = '<script>"&</script>'
    html = write(text, mark(text, '"&', name='"><img onerror=x>'))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("raw", "fit"),
    [
        ("a\0b", "a\ufffdb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud800", "\ufffd"),
        ("a\u202eb", "ab"),
        ("tab\t", "tab\t"),
    ],
)
def test_clean(raw: str, fit: str) -> None:
    assert clean(raw) == fit


def test_titles_are_safe_in_attributes_and_readable_in_search() -> None:
    assert plain_title('"No" & <b>"yes"</b>') == "“No” &amp; ‹b›”yes”‹/b›"


TEXT = "3 shares\n\nThe dam\n\nOld gates\n\nIt “holds” well.\n\nsaid one\n\n- a\n\n- b\n"


def document() -> Document:
    kinds = [
        ("3 shares", "meta"),
        ("The dam", "heading"),
        ("Old gates", "heading"),
        ("It “holds” well.", "paragraph"),
        ("said one", "quote"),
        ("- a", "item"),
        ("- b", "item"),
    ]
    blocks = [Block(TEXT.index(w), TEXT.index(w) + len(w), kind, 2) for w, kind in kinds]  # type: ignore[arg-type]
    return Document(text=TEXT, prose=TEXT, blocks=tuple(blocks), title="The dam")


def test_blocks() -> None:
    page = render_text(document(), "The dam", [mark(TEXT, "holds")])
    assert page.title == "The dam"
    assert page.body.split("\n")[0] == '<p class="mq-meta"><span>3 shares</span></p>'
    assert '<h2 id="old-gates">Old gates</h2>' in page.body
    assert "The dam" not in page.body
    assert "<blockquote><p>said one</p></blockquote>" in page.body
    assert "<ul><li>- a</li>\n<li>- b</li></ul>" in page.body
    assert page.anchors == {"q-1", "old-gates"}
    assert [heading.id for heading in page.headings] == ["old-gates"]


def test_a_quotation_in_the_title_is_marked_there() -> None:
    text = "Minister: “never”\n\nMore."
    found = Document(text=text, prose=text, blocks=(Block(0, 17, "heading", 1), Block(19, 24)))
    page = render_text(found, "Minister: “never”", [mark(text, "never")])
    assert 'id="q-1"' in page.title
    assert page.body == "<p>More.</p>"


def test_a_title_that_is_the_first_of_several_lines_does_not_stand_there_twice() -> None:
    text = "THE INQUIRY\nDay 2: “a draught”\nThe hall\n\nMore."
    found = Document(text=text, prose=text, blocks=(Block(0, 39, "heading", 1), Block(41, 46)))
    page = render_text(found, "The inquiry", [mark(text, "a draught")])
    assert page.title == "THE INQUIRY"
    heading, rest = page.body.split("</h2>")
    assert heading.startswith('<h2 id="day-2-a-draught-the-hall">Day 2: “<span')
    assert heading.endswith("\nThe hall") and 'id="q-1"' in heading
    assert rest == "\n<p>More.</p>"
    # A paragraph that begins like the title is none.
    plain = Document(text=text, prose=text, blocks=(Block(0, 39), Block(41, 46)))
    assert "THE INQUIRY" in render_text(plain, "The inquiry", []).body


def test_offsets_lead_from_the_raw_text_to_the_prose() -> None:
    raw = "<p>He said “a &amp; b” twice"
    prose = "He said “a & b” twice"
    amp, after = prose.index("&"), prose.index(" b”")
    offsets = OffsetMap((0, amp, after), (3, 14, 19), (14, 19, len(raw)), len(prose))
    found = Document(text=raw, prose=prose, blocks=(Block(0, len(prose)),), offsets=offsets)
    start = raw.index("a &amp;")
    page = render_text(found, "T", [Mark("1", "ann", ((start, start + 9),), "s", "Ann", "A")])
    assert 'data-speaker="ann">a &amp; b</span>”' in page.body


@pytest.mark.parametrize(
    ("target", "page", "url"),
    [
        ("speakers/ann/#q-1", "news/a/", "../../speakers/ann/#q-1"),
        ("speakers/ann.html#q-1", "speakers/index.html", "ann.html#q-1"),
        ("speakers/", "speakers/ann/", "../"),
        ("speakers/", "speakers/ann/page/2/", "../../../"),
        ("speakers/ann/", "speakers/ann/page/2/", "../../"),
        ("a/#q-1", "a/", "#q-1"),
        ("a/", "a/", "./"),
        ("a/", "", "a/"),
        ("./", "a/b/", "../../"),
        ("index.html", "a/b.html", "../index.html"),
        ("quotes.json", "speakers/", "../quotes.json"),
    ],
)
def test_relative_url(target: str, page: str, url: str) -> None:
    assert relative_url(target, page) == url


def test_what_will_be_marked_is_known_beforehand() -> None:
    names = sorted(TEXTS.glob("*.txt"))
    # Marks within a headline, in cells and captions, in Markdown of their own.
    more = {
        "a.txt": "“We go,” says Hay\n\nBy Ann Hay\n\n“We go,” she said. “It is ‘time’,” said Bo Lee.\n",
        "b.md": "# The *“end”* of it\n\n> “We **go**,” said Ann Hay.\n\n| “Not [here](x.md),” said Lee. |\n|--|\n",
    }
    texts = {path.name: path.read_bytes() for path in names} | {name: text.encode() for name, text in more.items()}
    assert len(texts) > 150
    for name, data in texts.items():
        analysis = analyse(read_bytes(data, name)[0])
        statements = build_index([SourceText(name, analysis)]).by_source.get(name, ())
        marks = [Mark(s.id, "s", s.quotation.parts, "#", "S", "S") for s in statements]
        rendered = render_text(analysis.document, analysis.document.title or "", marks).anchors
        assert marked(analysis.document, statements) == {found for found in rendered if found.startswith("q-")}
