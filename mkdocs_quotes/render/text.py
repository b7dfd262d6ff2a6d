"""A text as HTML of its own: its blocks, escaped, with the quotations marked; Markdown never sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mkdocs_quotes.index.prose import prose_span
from mkdocs_quotes.model import Block, Document
from mkdocs_quotes.records import normal_words
from mkdocs_quotes.slugs import unique_slug

from .direction import Direction, direction_of, first_direction
from .escape import escape
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
    """The text under a title; the block that holds the title's words becomes the heading.

    Parts of `marks` count the raw text.
    """
    marks = [_in_prose(document, mark) for mark in marks]
    writer = MarkWriter(document.prose, marks)
    titles = _title_block(document, title)
    direction = direction_of(document.prose)
    mixed = not document.prose.isascii()
    heading = escape(title)
    headings: list[Heading] = []
    out: list[str] = []
    taken: set[str] = set()
    for kind, group in groupby(enumerate(document.blocks), key=lambda pair: pair[1].kind):
        chunks: list[str] = []
        for index, block in group:
            html = writer.html(block.start, block.end)
            way = first_direction(document.prose[block.start : block.end]) if mixed else None
            turned = f' dir="{way}"' if way not in (None, direction) else ""
            if index == titles:
                heading = html
            elif block.kind == "heading":
                level = min(max(block.level, 2), 6)
                words = document.prose[block.start : block.end]
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


def _title_block(document: Document, title: str) -> int | None:
    wanted = normal_words(title)

    def fits(block: Block) -> bool:
        # A title cut from a longer line is never longer than twice itself.
        return block.end - block.start <= 2 * len(title) + 20 and (
            normal_words(document.prose[block.start : block.end]) == wanted
        )

    return next((i for i, block in enumerate(document.blocks[:_TITLE_WITHIN]) if fits(block)), None)
