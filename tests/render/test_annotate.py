"""Quotations in pages that Markdown has rendered: found again, wrapped, and no markup broken."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser

import markdown
import pytest

from mkdocs_quotes.model import Block, Document
from mkdocs_quotes.render.annotate import annotate
from mkdocs_quotes.render.marks import Mark

VOID = {"br", "img", "hr", "input", "wbr", "meta", "link"}


class Page(HTMLParser):
    """Checks that elements nest, and collects what was marked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, str | None]] = []
        self.words: dict[str, str] = {}
        self.text = ""
        self.links: list[str] = []
        self.feed(html)
        self.close()
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        assert len(got) == len(attrs), "an attribute stands twice"
        if tag == "a":
            assert not any(name == "a" for name, _ in self.stack), "a link in a link"
            if got.get("class") == "mq-who":
                self.links.append(str(got["href"]))
        if got.get("class", "") == "mq-words":
            parent = self.stack[-1][0] if self.stack else ""
            assert parent not in {"ul", "ol", "table", "thead", "tbody", "tr", "pre", "code"}
        if tag not in VOID:
            identity = got.get("id") if got.get("class") == "mq-words" else None
            self.stack.append((tag, identity))
            if identity:
                assert identity not in self.words, "an id stands twice"
                self.words[identity] = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack and self.stack[-1][0] == tag, f"</{tag}> closes {self.stack[-1:]}"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for _, identity in self.stack:
            if identity:
                self.words[identity] += data


def plain(*words: str) -> tuple[Document, list[Mark]]:
    """A document whose prose is plain words; quotations are those between braces."""
    prose = ""
    marks: list[Mark] = []
    for index, text in enumerate(words):
        pieces = re.split(r"[{}]", text)
        for number, piece in enumerate(pieces):
            if number % 2:
                span = (len(prose), len(prose) + len(piece))
                marks.append(Mark(f"{len(marks)}", "ann", (span,), f"s/#q-{len(marks)}", "Ann", "A"))
            prose += piece
        prose += "\n\n" if index + 1 < len(words) else ""
    return Document(text=prose, prose=prose, blocks=(Block(0, len(prose)),)), marks


def check(html: str, *prose: str) -> dict[str, str]:
    document, marks = plain(*prose)
    out, ids = annotate(html, document, marks)
    page = Page(out)
    assert set(page.words) == ids
    assert page.text == Page(html).text
    return {identity.removeprefix("q-"): words for identity, words in page.words.items()}


EXTENSIONS = ["tables", "footnotes", "smarty", "def_list", "attr_list", "fenced_code", "toc", "abbr"]


@pytest.mark.parametrize(
    ("source", "prose", "words"),
    [
        ("“Stop it,” he said.", ["“{Stop it,}” he said."], ["Stop it,"]),
        ("“We *will* **not** go,” he said.", ["“{We will not go,}” he said."], ["We will not go,"]),
        ("“*Stop* it,” he said.", ["“{Stop it,}” he said."], ["Stop it,"]),
        ("“Stop *it*” he said.", ["“{Stop it}” he said."], ["Stop it"]),
        ("“*Stop it*,” he said.", ["“{Stop it,}” he said."], ["Stop it,"]),
        ("He *said: “Stop* it now.”", ["He said: “{Stop it now.}”"], ["Stop"]),
        (
            "“See [the long report](x.md) now,” he said.",
            ["“{See the long report now,}” he said."],
            ["See the long report now,"],
        ),
        ("[He said “never again” twice](x.md)", ["He said “{never again}” twice"], ["never again"]),
        ("“A & B are <i>fine</i>,” he said.", ["“{A & B are fine,}” he said."], ["A & B are fine,"]),
        ('"Wait -- for it..." he said.', ['"{Wait -- for it...}" he said.'], ["Wait – for it…"]),
        ("“Press `Enter` twice,” he said.", ["“{Press  twice,}” he said."], ["Press Enter twice,"]),
        (
            "“That was wrong,[^1] I think,” he said.\n\n[^1]: A note.",
            ["“{That was wrong, I think,}” he said."],
            ["That was wrong,1 I think,"],
        ),
        ("# He said “it is over”", ["He said “{it is over}”"], ["it is over"]),
        (
            "| a |\n|---|\n| “The wall holds,” he said |",
            ["a", "“{The wall holds,}” he said"],
            ["The wall holds,"],
        ),
        (
            "“One line  \nand another,” he said.",
            ["“{One line\nand another,}” he said."],
            ["One line\nand another,"],
        ),
    ],
)
def test_markup_stays_whole(source: str, prose: list[str], words: list[str]) -> None:
    html = markdown.markdown(source, extensions=EXTENSIONS)
    assert list(check(html, *prose).values()) == words


def test_equal_words_are_told_apart_by_their_surroundings() -> None:
    html = "<p>Ann said “no” first.</p><p>Bob said “no” later.</p>"
    document, marks = plain("Ann said “no” first.", "Bob said “{no}” later.")
    out, _ = annotate(html, document, marks)
    assert "<p>Ann said “no” first.</p>" in out
    assert 'id="q-0"' in out.partition("Bob")[2]


def test_quotations_within_quotations() -> None:
    found = check(
        "<p>“He told me ‘go <em>home</em> now’ and left.”</p>", "“{He told me ‘}{go home now}{’ and left.}”"
    )
    assert found["1"] == "go home now"
    document, _ = plain("“He told me ‘go home now’ and left.”")
    outer = Mark("o", "ann", ((1, len(document.prose) - 1),), "s", "Ann", "A")
    inner = Mark("i", "bob", ((13, 24),), "s", "Bob", "B")
    out, _ = annotate("<p>“He told me ‘go <em>home</em> now’ and left.”</p>", document, [outer, inner])
    page = Page(out)
    assert page.words == {"q-o": "He told me ‘go home now’ and left.", "q-i": "go home now"}


def test_words_over_several_paragraphs() -> None:
    html = "<blockquote>\n<p>We came early.</p>\n<ul>\n<li>We left late.</li>\n</ul>\n</blockquote>"
    document, _ = plain("We came early.", "We left late.")
    mark = Mark("m", "ann", ((0, len(document.prose)),), "s", "Ann", "A")
    out, _ = annotate(html, document, [mark])
    page = Page(out)
    assert page.words == {"q-m": "We came early."}
    assert out.count("data-part") == 1


@pytest.mark.parametrize(
    "html",
    [
        '<p title="Stop it now please">x</p>',
        "<pre><code>“Stop it now please”</code></pre>",
        "<script>var a = '“Stop it now please”';</script><p>x</p>",
        "<!-- “Stop it now please” --><p>x</p>",
        "<textarea>“Stop it now please”</textarea>",
        "<p>Something else</p>",
        "",
        "<",
        "<p>“Stop it now",
        "<svg><text>Stop it now please</text></svg>",
    ],
)
def test_what_cannot_be_marked_stays_as_it_is(html: str) -> None:
    document, marks = plain("“{Stop it now please}” he said.")
    assert annotate(html, document, marks) == (html, set())


def test_links_stand_behind_the_closing_mark_and_never_in_a_link() -> None:
    document, marks = plain("“{Come in at once,}” he said. He said “{go away again}” later.")
    out, _ = annotate(
        "<p>“Come in at once,” he said. <a href='x'>He said “go away again” later.</a></p>", document, marks
    )
    assert Page(out).links == ["s/#q-0"]
    assert 'at once,</span>”<a class="mq-who"' in out


def test_links_stand_behind_the_element() -> None:
    document, marks = plain("{Come in at once.} ", "{Go away again.}")
    out, _ = annotate("<p>Come <i>in</i> at once.</p><p><b>Go</b> away again.</p>", document, marks)
    assert out.count("</span><a") == 2


def test_broken_html_costs_no_more_than_its_length() -> None:
    document, marks = plain("“{Stop it now please}” he said.")
    for html in ('<a "' * 20_000, "<!-- " * 20_000, "<" * 50_000, "&" * 50_000, "<script>" * 20_000):
        out, ids = annotate(html, document, marks)
        assert (out, ids) == (html, set())


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Then: “It was 12 times too much,” he said.</p>", "It was 12 times too much,"),
        ("<p>He told us “We had <b>nine</b> of them,” and went.</p>", "We had nine of them,"),
    ],
)
def test_words_that_were_put_in_between(html: str, words: str) -> None:
    prose = html.replace("12", "").replace("<b>nine</b>", "").replace("“", "“{").replace("”", "}”")
    assert check(html, prose.removeprefix("<p>").removesuffix("</p>")) == {"0": words}


def test_missing_quotations_do_not_disturb_the_others() -> None:
    found = check(
        "<p>“The first of them all.” “The third of them all.”</p>",
        "“{The first of them all.}” “{The second was cut by a macro.}” “{The third of them all.}”",
    )
    assert found == {"0": "The first of them all.", "2": "The third of them all."}


WORDS = [
    *[
        "the",
        "dam",
        "will",
        "hold",
        "*until*",
        "**May**",
        "and",
        "[see",
        "this](x.md)",
        "or",
        "`code`",
        "a_b",
        "<b>bold</b>",
    ],
    *["&amp;", "“quote”", "‘single’", "yes", "no", "12", "…", "--", "![i](a.png)", "<br>"],
    *(
        "\n\n> block\n\n",
        "\n\n- item\n- two\n\n",
        "\n\n# head\n\n",
        "\n\n| a | b |\n|---|---|\n| c | d |\n\n",
    ),
]


@pytest.mark.parametrize("seed", range(5))
def test_any_spans_in_any_page_keep_it_whole(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        source = " ".join(chance.choices(WORDS, k=chance.randint(5, 60)))
        html = markdown.markdown(source, extensions=EXTENSIONS)
        prose = Page(html).text
        marks = []
        for number in range(chance.randint(1, 6)):
            start = chance.randrange(len(prose))
            end = min(len(prose), start + chance.randint(1, 80))
            parts = ((start, end), (end + 2, end + 30)) if chance.random() < 0.3 else ((start, end),)
            marks.append(Mark(str(number), "ann", parts, "s", "Ann", "A"))
        out, ids = annotate(html, Document(prose, prose, (Block(0, len(prose)),)), marks)
        page = Page(out)
        assert page.text == prose
        assert set(page.words) == ids
