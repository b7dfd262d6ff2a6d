"""A text as HTML of its own: its blocks, escaped, with the quotations marked; Markdown never sees it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mkdocs_quotes.index import Statement
from mkdocs_quotes.index.prose import prose_span
from mkdocs_quotes.model import Document
from mkdocs_quotes.records import normal_words
from mkdocs_quotes.slugs import unique_slug

from .direction import Direction, direction_of, first_direction
from .escape import escape
from .links import anchor
from .marks import Mark, MarkWriter

_TITLE_WITHIN = 12
"""The title of a text stands among so many of its first blocks, behind counters and captions."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a text, for its table of contents."""

    level: int
    id: str
    html: str


@dataclass(frozen=True, slots=True)
class TextHtml:
    """A text, rendered."""

    title: str
    """The inside of its first heading."""
    body: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    """Every id in it."""
    direction: Direction = "ltr"
    """Of the whole; blocks that run the other way say so."""


def render_text(document: Document, title: str, marks: Sequence[Mark]) -> TextHtml:
    """The text under a title; where its words stand in a block or line of their own, those become the heading.

    Parts of `marks` count the raw text.
    """
    marks = [_in_prose(document, mark) for mark in marks]
    writer = MarkWriter(document.prose, marks)
    titles, title_ends = _title_place(document, title)
    direction = direction_of(document.prose)
    mixed = not document.prose.isascii()
    heading = escape(title)
    headings: list[Heading] = []
    out: list[str] = []
    taken: set[str] = set()
    for kind, group in groupby(enumerate(document.blocks), key=lambda pair: pair[1].kind):
        chunks: list[str] = []
        for index, block in group:
            start = block.start
            if index == titles:
                heading = writer.html(start, title_ends)
                if title_ends == block.end:
                    continue
                start = title_ends + 1
            words = document.prose[start : block.end]
            html = writer.html(start, block.end)
            way = first_direction(words) if mixed else None
            turned = f' dir="{way}"' if way not in (None, direction) else ""
            if block.kind == "heading":
                level = min(max(block.level, 2), 6)
                identity = unique_slug(words, taken)
                taken.add(identity)
                headings.append(Heading(level, identity, escape(words)))
                chunks.append(f'<h{level} id="{identity}"{turned}>{html}</h{level}>')
            else:
                chunks.append(_BLOCKS[kind].format(html, turned))
        if chunks:
            before, after = _AROUND.get(kind, ("", ""))
            out.append(before + "\n".join(chunks) + after)
    return TextHtml(heading, "\n".join(out), tuple(headings), frozenset(writer.ids | taken), direction)


def marked(document: Document, statements: Iterable[Statement]) -> frozenset[str]:
    """The anchors that `render_text` leaves for the words of these quotations, without rendering anything."""
    blocks = sorted((block.start, block.end) for block in document.blocks if block.end > block.start)
    found = set()
    for statement in statements:
        for start, end in (prose_span(document, part) for part in statement.quotation.parts):
            before = bisect_left(blocks, (end,)) - 1
            if start < end and before >= 0 and blocks[before][1] > start:
                found.add(anchor(statement.id))
                break
    return frozenset(found)


_BLOCKS = {
    "paragraph": "<p{1}>{0}</p>",
    "quote": "<p{1}>{0}</p>",
    "item": "<li{1}>{0}</li>",
    "cell": '<p class="mq-cell"{1}>{0}</p>',
    "caption": '<p class="mq-caption"{1}>{0}</p>',
    "meta": "<span{1}>{0}</span>",
    "verbatim": '<div class="mq-verbatim"{1}>{0}</div>',
}
_AROUND = {
    "quote": ("<blockquote>", "</blockquote>"),
    "item": ("<ul>", "</ul>"),
    "meta": ('<p class="mq-meta">', "</p>"),
}


def _in_prose(document: Document, mark: Mark) -> Mark:
    if document.offsets is None:
        return mark
    parts = tuple(prose_span(document, part) for part in mark.parts)
    return replace(mark, parts=parts)


def _title_place(document: Document, title: str) -> tuple[int | None, int]:
    """The block that begins with the title, as the whole of it or as its first line, and where it ends there."""
    wanted = normal_words(title)
    # A title cut from a longer line is never longer than twice itself.
    longest = 2 * len(title) + 20
    for index, block in enumerate(document.blocks[:_TITLE_WITHIN]):
        line_end = document.prose.find("\n", block.start, block.end)
        ends = [block.end, line_end] if block.kind == "heading" and line_end > 0 else [block.end]
        for end in ends:
            if end - block.start <= longest and normal_words(document.prose[block.start : end]) == wanted:
                return index, end
    return None, 0
