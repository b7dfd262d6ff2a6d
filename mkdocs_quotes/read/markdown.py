"""Markdown to a `Document`: its words without the markup, and a map that leads back to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from mkdocs_quotes.model import Block, Document, Marking, OffsetMap, Span
from mkdocs_quotes.read import headlines
from mkdocs_quotes.read.dates import date_behind, date_line
from mkdocs_quotes.read.front_matter import read_front_matter
from mkdocs_quotes.read.markdown_blocks import Leaf, Scanner
from mkdocs_quotes.read.markdown_by_hand import read_marking, unread
from mkdocs_quotes.read.markdown_inline import Annotated, Edit, find_markup
from mkdocs_quotes.read.markdown_mask import mask

_SPECIAL = re.compile(r"[\\&\[<{*_~=^]|:[fmos]")
"""A paragraph without any of these has no markup within it."""
_LINE_END = re.compile(r"\r\n?|\n")
_ASTRAY = (
    "data-speaker and data-quote belong right behind emphasis or a link, or in a tag around words"
    " such as <span>; these have no effect"
)
_TOP_BLOCKS = 6
"""Blocks from the top that may be by-line or date."""


def read_markdown(text: str) -> tuple[Document, tuple[str, ...]]:
    """The document that a Markdown `text` is, and warnings about its front matter."""
    front = read_front_matter(text)
    masked = mask(text, front.end)
    scanner = Scanner(masked)
    scanner.scan(front.end)
    prose = _Prose(text, masked.text, masked.filler, frozenset(scanner.references))
    for leaf in scanner.leaves:
        prose.add_leaf(leaf)
    words, blocks = prose.words(), prose.blocks()
    blocks, date, author = _read_top(words, blocks)
    markings, wrong = prose.markings()
    document = Document(
        text=text,
        prose=words,
        blocks=tuple(blocks),
        format="md",
        offsets=prose.offsets(front.end),
        title=front.title or _title(words, blocks),
        date=front.date or date,
        author=front.author or author,
        language=front.language,
        speakers=front.speakers,
        quotes=front.quotes,
        body_start=front.end,
        markings=markings,
    )
    return document, (*front.warnings, *wrong)


def _title(prose: str, blocks: list[Block]) -> str | None:
    """The words of the first heading of the first level."""
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            return " ".join(prose[block.start : block.end].split())
    return None


def _read_top(prose: str, blocks: list[Block]) -> tuple[list[Block], str | None, str | None]:
    """The blocks with by-line and date lines at the top marked as such, and what they tell."""
    read = list(blocks)
    date = author = None
    for index, block in enumerate(blocks[:_TOP_BLOCKS]):
        line = prose[block.start : block.end]
        if block.kind != "paragraph" or len(line) > 150 or "\n" in line:
            continue
        if byline := headlines.byline(line):
            author = author or byline.author
        dated = date_behind(byline.rest) if byline else date_line(line)
        if dated and not dated.updated:
            date = date or dated.date
        if byline or dated:
            read[index] = replace(block, kind="meta")
    return read, date, author


@dataclass(slots=True)
class _Prose:
    """The prose as it grows, with the runs of its map."""

    text: str
    masked: str
    filler: str
    references: frozenset[str]
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _runs: list[tuple[int, int, int]] = field(default_factory=list)
    """Offset in the prose, raw start, raw end."""
    _plain: bool = False
    """Whether the last run holds the same characters in both texts, so that it may grow."""
    _blocks: list[Block] = field(default_factory=list)
    _spans: dict[int, Span] = field(default_factory=dict)
    """Of each leaf that has words, by its index: where they are in the prose."""
    _leaves: int = 0
    _annotated: list[tuple[Span, int, Annotated]] = field(default_factory=list)
    """Raw span, raw offset of the attributes."""
    _markings: list[Marking] = field(default_factory=list)
    _wrong: list[tuple[int, str]] = field(default_factory=list)

    def words(self) -> str:
        return "".join(self._pieces)

    def blocks(self) -> list[Block]:
        return self._blocks

    def offsets(self, start: int) -> OffsetMap:
        """The map from the prose to the raw text; a text without prose maps to `start`."""
        runs = self._runs or [(0, start, start)]
        prose, raw, raw_ends = zip(*runs, strict=True)
        return OffsetMap(prose, raw, raw_ends, sum(map(len, self._pieces)))

    def markings(self) -> tuple[tuple[Marking, ...], tuple[str, ...]]:
        """What the author has marked by hand, and a line for each thing that is wrong with it."""
        places = {at for _, at, _ in self._annotated}
        wrong = [*self._wrong, *((at, _ASTRAY) for at in unread(self.masked, places))]
        lines = [
            f"line {len(_LINE_END.findall(self.text, 0, at)) + 1}: {message}" for at, message in sorted(wrong)
        ]
        return tuple(sorted(self._markings, key=lambda m: (m.start, -m.end))), tuple(lines)

    def add_leaf(self, leaf: Leaf) -> None:
        """Append the words of a leaf, if it has any, as a block."""
        index = self._leaves
        self._leaves += 1
        known = len(self._annotated)
        paragraphs = [found for lines in leaf.paragraphs if (found := self._stretches(lines))]
        if not paragraphs:
            return
        start = -1
        placed: list[tuple[int, str, int, int]] = []
        for stretches in paragraphs:
            if self._runs:
                self._add("\n\n", self._runs[-1][2], stretches[0][1])
            if start < 0:
                start = self._length
            for stretch in stretches:
                placed.append((self._length, *stretch))
                self._add(*stretch)
        label = self._spans.get(leaf.row) if leaf.row is not None else None
        self._spans[index] = (start, self._length)
        head = self._spans.get(leaf.head) if leaf.head is not None else None
        self._blocks.append(Block(start, self._length, leaf.kind, leaf.level, label, head))
        for span, at, words in self._annotated[known:]:
            self._mark(span, at, words, placed)

    def _mark(self, span: Span, at: int, words: Annotated, placed: list[tuple[int, str, int, int]]) -> None:
        """Note what the author says of a raw span, by the stretches of prose within it."""
        inside = [(offset, offset + len(text)) for offset, text, a, b in placed if span[0] <= a and b <= span[1]]
        if not inside:
            return
        marking = read_marking(inside[0][0], inside[-1][1], words.attributes, words.by_list)
        if isinstance(marking, str):
            self._wrong.append((at, marking))
        else:
            self._markings.append(marking)

    def _stretches(self, lines: list[Span]) -> list[tuple[str, int, int]]:
        """The words of a paragraph with the raw stretches they come from; blanks at either end left out."""
        begins, joined = [], []
        length = 0
        for a, b in lines:
            begins.append(length)
            joined.append(self.masked[a:b])
            length += b - a + 1
        source = "\n".join(joined)
        edits: list[Edit] = []
        if self.filler in source or _SPECIAL.search(source):
            edits, annotated = find_markup(source, self.references, self.filler)
            for words in annotated:
                start, end, at = (_raw(offset, lines, begins) for offset in (words.start, words.end, words.at))
                self._annotated.append(((start, end), at, words))
        found: list[tuple[str, int, int]] = []
        at = 0
        for start, end, characters in [*edits, (len(source), len(source), "")]:
            found.extend(_plain(source, at, start, lines, begins))
            if characters:
                found.append((characters, _raw(start, lines, begins), _raw(end, lines, begins)))
            at = end
        return _stripped(found)

    def _add(self, words: str, start: int, end: int) -> None:
        plain = end - start == len(words) and self.text.startswith(words, start)
        if not (plain and self._plain and self._runs[-1][2] == start):
            self._runs.append((self._length, start, end))
        else:
            self._runs[-1] = (*self._runs[-1][:2], end)
        self._plain = plain
        self._pieces.append(words)
        self._length += len(words)


def _raw(offset: int, lines: list[Span], begins: list[int]) -> int:
    """Where an offset in the joined lines of a paragraph is in the text."""
    line = bisect_right(begins, offset) - 1
    return min(lines[line][0] + offset - begins[line], lines[line][1])


def _plain(
    source: str, start: int, end: int, lines: list[Span], begins: list[int]
) -> list[tuple[str, int, int]]:
    """A stretch of the joined lines as it stands, parted at the lines' ends."""
    found = []
    line = bisect_right(begins, start) - 1
    while start < end:
        stop = begins[line] + lines[line][1] - lines[line][0]
        if start < stop:
            upto = min(stop, end)
            raw = lines[line][0] + start - begins[line]
            found.append((source[start:upto], raw, raw + upto - start))
            start = upto
        if start < end:
            found.append(("\n", lines[line][1], lines[line + 1][0]))
            start = begins[line + 1]
            line += 1
    return found


def _stripped(stretches: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The stretches without blanks at either end."""
    first, last = 0, len(stretches)
    while first < last and not stretches[first][0].strip():
        first += 1
    while last > first and not stretches[last - 1][0].strip():
        last -= 1
    kept = stretches[first:last]
    if kept:
        kept[0] = _cut(kept[0], len(kept[0][0]) - len(kept[0][0].lstrip()), 0)
        kept[-1] = _cut(kept[-1], 0, len(kept[-1][0]) - len(kept[-1][0].rstrip()))
    return kept


def _cut(stretch: tuple[str, int, int], before: int, behind: int) -> tuple[str, int, int]:
    """A stretch without so many characters at its ends. One that stands for other characters stays whole."""
    words, start, end = stretch
    if end - start != len(words):
        return words[before : len(words) - behind], start, end
    return words[before : len(words) - behind], start + before, end - behind
