"""Plain text to a `Document`: its blocks, and the title, date and author that stand at its top."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from mkdocs_quotes.lang.lexicon import available, load
from mkdocs_quotes.model import Block, BlockKind, Document, Span
from mkdocs_quotes.text.blocks import divide, ends_sentence, split_lines
from mkdocs_quotes.text.letters import UPPER

from . import headlines
from .dates import date_behind, date_line, iso_date
from .front_matter import read_front_matter

_TOP_BLOCKS = 24
"""Blocks from the top that may hold title, by-line, date, captions and counters."""
_TOP_PARAGRAPHS = 3
"""Paragraphs of the text proper after which the top is over."""
_LONGEST_HEAD = 400
"""Characters of a block in the top whose lines are looked at one by one."""
_LONGEST_TITLE = 3
"""Lines."""

_EBOOK_START = re.compile(r"\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^\r\n]*")
_EBOOK_END = re.compile(r"\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg")
_EBOOK_NAME = re.compile(
    r"The Project Gutenberg E(?:Book|text) of (?P<title>.+?)(?:, by (?P<author>[^,\r\n]+))?\s*$", re.I
)
_FIELD = re.compile(r"(?P<key>[^\W\d_][\w ]{2,30}?)\s*:[ \t]+(?P<value>\S.*)")
_EMPHASIS = "*_ \t"


@dataclass(slots=True)
class _Head:
    """What the top of a text tells, gathered line by line."""

    title: str | None = None
    date: str | None = None
    author: str | None = None
    paragraphs: int = 0
    """Paragraphs of the text proper seen so far."""
    divided: bool = False
    """Whether a chapter has begun: its title is not the text's."""
    name_follows: bool = False
    """Whether the line before was "by" alone."""


def read_plain(text: str) -> tuple[Document, tuple[str, ...]]:
    """The document that a plain `text` is, and warnings about its front matter."""
    front = read_front_matter(text)
    blocks = _without_ebook_frame(text, divide(text, front.end))
    head = _Head(title=front.title, date=front.date, author=front.author)
    blocks = _read_top(text, blocks, head)
    blocks = _find_headings(text, blocks)
    document = Document(
        text=text,
        prose=text,
        blocks=tuple(blocks),
        title=front.title or head.title,
        date=front.date or head.date,
        author=front.author or head.author,
        language=front.language,
        speakers=front.speakers,
        quotes=front.quotes,
        body_start=front.end,
    )
    return document, front.warnings


def _without_ebook_frame(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks with those of an electronic book's header and licence marked as such."""
    if "Project Gutenberg" not in text and "PROJECT GUTENBERG" not in text:
        return blocks
    start, end = _EBOOK_START.search(text), None
    first = start.end() if start else 0
    end = _EBOOK_END.search(text, max(first, len(text) // 2))
    last = end.start() if end else len(text)
    return [
        replace(block, kind="meta") if block.start < first or block.start >= last else block
        for block in blocks
    ]


def _read_top(text: str, blocks: list[Block], head: _Head) -> list[Block]:
    """The blocks with those at the top told apart line by line; what they tell goes into `head`."""
    read: list[Block] = []
    for index, block in enumerate(blocks[:_TOP_BLOCKS]):
        if head.paragraphs >= _TOP_PARAGRAPHS:
            read.extend(blocks[index:_TOP_BLOCKS])
            break
        if block.kind in ("verbatim", "quote") or block.end - block.start > _LONGEST_HEAD:
            head.paragraphs += block.kind != "meta"
            if block.kind == "meta":
                _read_fields(text, block, head)
            read.append(block)
            continue
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        read.extend(_read_head(text, block, head, below))
    return read + blocks[_TOP_BLOCKS:]


def _read_head(text: str, block: Block, head: _Head, below: Block | None) -> list[Block]:
    """One block of the top, divided where its first lines are something else than the rest.

    `below` is the next block; a text's only block is no title.
    """
    lines = split_lines(text, block.start, block.end)
    read: list[Block] = []
    number = 0
    while number < len(lines):
        start, end = lines[number]
        kind = _kind_of_line(text[start:end], head, block.kind == "meta")
        if kind is None:
            title = _title(text, lines[number:], head, below)
            if title is None:
                head.paragraphs += 1
                return [*read, Block(start, block.end, block.kind)]
            read.append(Block(start, title[-1][1], "heading", 1))
            number += len(title)
            continue
        if kind == "heading" and _may_follow_number(text, lines[number + 1 :]):
            return [*read, Block(start, block.end, "heading", 2)]
        read.append(Block(start, end, kind, 2 if kind == "heading" else 0))
        number += 1
    return read


def _kind_of_line(line: str, head: _Head, in_frame: bool) -> BlockKind | None:
    """What a line of the top is, but for titles; None where it may be one, or belongs to the text proper."""
    if head.name_follows:
        head.name_follows = False
        head.author = head.author or headlines.usual_case(line.strip(_EMPHASIS))
        return "meta"
    if (in_frame or not headlines.is_turn(line)) and _read_field(line, head):
        return "meta"
    if in_frame:
        return "meta"
    if dated := date_line(line):
        if not dated.updated:
            head.date = head.date or dated.date
        return "meta"
    if line.strip(_EMPHASIS + ":").lower() in _fields().get("by", ()):
        head.name_follows = True
        return "meta"
    if found := headlines.byline(line):
        head.author = head.author or found.author
        if dated := date_behind(found.rest):
            head.date = head.date or dated.date
        return "meta"
    if headlines.is_division(line):
        head.divided = True
        return "heading"
    if headlines.is_furniture(line):
        return "meta"
    return "caption" if headlines.is_caption(line) else None


_CITED = re.compile(rf"[\"“‘«„].*[\"”’»“]\s*(?:[—–―]|--?)\s*[{UPPER}]")
"""A quotation and whose it is: "“Best soup in Ghent.” — Lotte Claes"."""


def _title(text: str, lines: list[Span], head: _Head, below: Block | None) -> list[Span] | None:
    """The first of the `lines` of a block of the top, where they are the text's title; None where they are not."""
    if head.title is not None or head.paragraphs or head.divided:
        return None
    tells = [_is_imprint(text[a:b]) for a, b in lines]
    count = tells.index(True) if True in tells else len(lines)
    following = lines[count] if count < len(lines) else None
    if following is None and below is not None:
        following = next(iter(split_lines(text, below.start, min(below.end, below.start + _LONGEST_HEAD))), None)
    lines = lines[:count]
    if following is None or not lines:
        return None
    words = " ".join(text[a:b].strip(_EMPHASIS) for a, b in lines)
    first = text[slice(*lines[0])].strip(_EMPHASIS)
    if not first or _CITED.match(words) or not _may_be_title(words, first, len(lines), text[slice(*following)]):
        return None
    whole = len(lines) == 1 or text[lines[1][0]].islower()
    one_stop = words.endswith(".") and words.count(". ") == 0 and words[-2:] != ".."
    head.title = (words[:-1] if one_stop else words) if whole else first
    return lines


def _may_be_title(words: str, first: str, count: int, following: str) -> bool:
    """Whether `words`, on `count` lines, may be the title above the line `following`."""
    if count > _LONGEST_TITLE:
        # The heads of minutes and hearings: what, when, where, who.
        return count <= _LONGEST_TITLE + 2 and first.isupper() and headlines.is_title(first) and words[-1] not in ".!?"
    if headlines.is_title(words):
        return True
    if headlines.is_quoted_title(words):
        return not headlines.opens_quotation(following)
    return _is_imprint(following) and headlines.is_sentence_title(words)


def _is_imprint(line: str) -> bool:
    """Whether a line says when a text was made, or by whom."""
    return date_line(line) is not None or headlines.byline(line) is not None


def _read_fields(text: str, block: Block, head: _Head) -> None:
    """The fields in a long header of an electronic book."""
    for start, end in split_lines(text, block.start, min(block.end, block.start + 5000)):
        _read_field(text[start:end], head)


def _read_field(line: str, head: _Head) -> bool:
    """Whether a line is a field of a header ("Author: …"); what it says goes into `head`."""
    if found := _EBOOK_NAME.match(line):
        head.title = head.title or found["title"]
        head.author = head.author or found["author"]
        return True
    found = _FIELD.fullmatch(line)
    if found is None:
        return False
    fields = _fields()
    key, value = found["key"].lower(), found["value"].strip()
    if key in fields["title"]:
        head.title = head.title or value
    elif key in fields["author"]:
        head.author = head.author or value
    elif key in fields["date"] and (date := iso_date(value)):
        head.date = head.date or date
    elif key not in fields["other"]:
        return False
    return True


def _find_headings(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks with headings within the text told from its paragraphs, and what a web page left there."""
    found = list(blocks)
    wrapped = sum([text.find("\n", block.start, block.end) >= 0 for block in blocks]) * 5 > len(blocks)
    for index in range(len(found) - 1, -1, -1):
        block = found[index]
        if block.end - block.start > 200 or block.kind not in ("paragraph", "quote"):
            continue
        lines = split_lines(text, block.start, block.end)
        first = text[slice(*lines[0])]
        if headlines.is_division(first) and _may_follow_number(text, lines[1:]):
            found[index] = Block(block.start, block.end, "heading", 2)
        elif block.kind != "paragraph" or not all(len(text[a:b]) <= 70 for a, b in lines):
            continue
        elif all(headlines.is_furniture(text[a:b]) for a, b in lines):
            found[index] = replace(block, kind="meta")
        elif len(lines) == 1 and headlines.is_subhead(first, wrapped) and _stands_between(text, found, index):
            found[index] = Block(block.start, block.end, "heading", 2)
    return found


def _may_follow_number(text: str, lines: list[Span]) -> bool:
    """Whether lines below "CHAPTER I" are its title."""
    words = " ".join(text[a:b] for a, b in lines)
    return not words or words.isupper() or (len(lines) <= 2 and headlines.is_subhead(words))


def _stands_between(text: str, blocks: list[Block], index: int) -> bool:
    """Whether a short line has whole sentences, or other headings, before and behind."""
    if index == 0 or index + 1 == len(blocks):
        return False
    (start, end), after = (blocks[index - 1].start, blocks[index - 1].end), blocks[index + 1]
    if not ends_sentence(text[max(start, end - 12) : end]) and blocks[index - 1].kind == "paragraph":
        return headlines.is_subhead(text[start:end])
    if after.kind == "heading":
        return True
    if not ends_sentence(text[max(after.start, after.end - 12) : after.end]):
        return False
    # A line before a quotation more likely introduces it, unless it is written as a title.
    line = text[blocks[index].start : blocks[index].end]
    return text[after.start] not in "\"'“‘«" or headlines.is_subhead(line, capitals=True)


@lru_cache(maxsize=1)
def _fields() -> dict[str, frozenset[str]]:
    """The fields of a header, and the words that a by-line begins with, in every language."""
    fields: dict[str, frozenset[str]] = {
        name: frozenset() for name in ("title", "author", "date", "other", "by")
    }
    for code in available():
        lexicon = load(code)
        for name, keys in lexicon.table("header_fields").items():
            fields[name] |= frozenset(keys)
        fields["by"] |= frozenset(lexicon.table("bylines").get("author", ()))
    return fields
