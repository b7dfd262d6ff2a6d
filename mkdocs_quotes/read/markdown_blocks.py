"""The blocks of a Markdown text, found line by line and with offsets, as Python-Markdown divides it.

One rule per kind of block, tried in the order of `_RULES`. A rule is given the lines of the container it
stands in (a list item's with its indentation taken off, a quotation's without its marks) and says how many
it took.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mkdocs_quotes.model import BlockKind, Span
from mkdocs_quotes.read.markdown_inline import reference_key
from mkdocs_quotes.read.markdown_mask import Masked

_DEEPEST = 12
"""Containers within containers that are followed; what is deeper reads as a paragraph."""

_INDENT = re.compile(r"[ \t]*")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_QUOTE = re.compile(r">[ \t]?")
_ALERT = re.compile(r"\[!(?P<kind>[A-Za-z]+)\][+-]?[ \t]*(?P<title>[^\n]*)$")
_MARKER = re.compile(r"([-*+]|\d{1,9}[.)])(?:[ \t]+(?=\S)|[ \t]*$)(?:\[[ xX]\][ \t]+)?")
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+\"(?P<title>[^\n]*)\")?[ \t]*$"
    r"|===[!+]{0,2}[ \t]+\"[^\n]*\"[ \t]*$"
)
_QUOTING = frozenset({"quote", "quotation", "cite", "pullquote"})
"""Kinds of admonitions and callouts that hold somebody's words; their title may tell whose."""
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]:[ \t]*")
_REFERENCE = re.compile(
    r"\[([^\[\]\n]{1,300})\]:[ \t]*(?:<[^<>\n]*>|\S+)(?:[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ \t]*$"
)
_REFERENCE_TITLE = re.compile(r"[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*$")
_DEFINITION = re.compile(r":[ \t]{1,3}(?=\S)")
_SET_ASIDE = re.compile(
    r"\*\[[^\]\n]+\]:|\[TOC\][ \t]*$|-{1,}8<-{1,}|/{3,}(?:\s|$)|:::(?:\s|$)|\{[^{}\n]*\}[ \t]*$", re.I
)
_GENERATED = re.compile(r":::[ \t]*[\w.]+[ \t]*$")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class Leaf:
    """A block that holds words: its lines as spans of the masked text, without marks of containers."""

    kind: BlockKind
    level: int
    paragraphs: list[list[Span]]
    """One, but for a block quotation: it keeps its paragraphs together."""
    row: int | None = None
    """Of a table cell that is not the first of its row: the index of the first one's leaf.

    Of a quotation in a box: that of its title.
    """
    head: int | None = None
    """Of a table cell below the first row: the index of its column's head."""


@dataclass(frozen=True, slots=True)
class _Context:
    """The container that lines stand in."""

    kind: BlockKind = "paragraph"
    level: int = 0
    depth: int = 0


@dataclass(slots=True)
class Scanner:
    """Finds the leaves of a masked text."""

    masked: Masked
    leaves: list[Leaf] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    """Keys of the link definitions found."""

    def scan(self, start: int = 0) -> None:
        """Find the leaves from `start` on, in order."""
        text, lines, at = self.masked.text, [], start
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            lines.append(self._trimmed(at, end))
            at = end + 1
        self._scan_lines(lines, _Context())

    def _scan_lines(self, lines: list[Span], context: _Context) -> None:
        at, after_blank = 0, True
        while at < len(lines):
            if self._is_blank(lines[at]):
                at, after_blank = at + 1, True
                continue
            width, begin = self._indent(lines[at])
            if width >= 4 and after_blank:
                at = self._skip_indented(lines, at)
                continue
            taken = 0
            if width < 4:
                for rule in self._rules_for(begin, context):
                    taken = rule(self, lines, at, begin, context)
                    if taken:
                        break
            at += taken or self._paragraph(lines, at, context)
            after_blank = False

    def _rules_for(self, begin: int, context: _Context) -> tuple[_Rule, ...]:
        if self.masked.text[begin].isalpha():
            return _WORD_RULES
        return _RULES if context.depth < _DEEPEST else _FLAT_RULES

    # Lines

    def _trimmed(self, start: int, end: int) -> Span:
        text = self.masked.text
        return start, start + len(text[start:end].rstrip())

    def _is_blank(self, line: Span) -> bool:
        """Whether a line has no words; one that is masked from end to end has none."""
        words = self.masked.text[line[0] : line[1]]
        return not words.strip() or (
            self.masked.filler in words and not words.replace(self.masked.filler, "").strip()
        )

    def _indent(self, line: Span) -> tuple[int, int]:
        """How many columns a line is indented, and the offset behind them."""
        found = _INDENT.match(self.masked.text, *line)
        assert found is not None  # it matches nothing as well
        width = 0
        for character in found[0]:
            width = width + 4 - width % 4 if character == "\t" else width + 1
        return width, found.end()

    def _dedented(self, line: Span, columns: int) -> Span:
        """A line without so many columns of its indentation, as far as it has them."""
        start, width = line[0], 0
        while start < line[1] and width < columns and self.masked.text[start] in " \t":
            width = width + 4 - width % 4 if self.masked.text[start] == "\t" else width + 1
            start += 1
        return start, line[1]

    def _match(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        return pattern.match(self.masked.text, start, end)

    def _skip_indented(self, lines: list[Span], at: int) -> int:
        """The index behind a stretch of indented lines (code), which holds no leaf."""
        while at < len(lines) and (self._is_blank(lines[at]) or self._indent(lines[at])[0] >= 4):
            at += 1
        return at

    def _indented_below(self, lines: list[Span], at: int) -> list[Span]:
        """The lines from `at` on that are indented by four columns or blank, dedented."""
        inner: list[Span] = []
        while at < len(lines) and (self._is_blank(lines[at]) or self._indent(lines[at])[0] >= 4):
            inner.append(self._dedented(lines[at], 4))
            at += 1
        return inner

    # Rules

    def _heading(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        found = self._match(_HEADING, begin, lines[at][1])
        if found is None:
            return 0
        words = self.masked.text[found.end() : lines[at][1]].rstrip("#").rstrip()
        self.leaves.append(Leaf("heading", len(found[1]), [[(found.end(), found.end() + len(words))]]))
        return 1

    def _thematic_break(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        return 1 if self._match(_RULE, begin, lines[at][1]) else 0

    def _block_quotation(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        if not self._match(_QUOTE, begin, lines[at][1]):
            return 0
        inner: list[Span] = []
        below = at
        while below < len(lines):
            line = lines[below]
            mark = self._match(_QUOTE, self._indent(line)[1], line[1])
            if mark:
                inner.append((mark.end(), line[1]))
            elif self._is_blank(line) or self._interrupts(lines, below, context):
                break
            else:
                inner.append(self._dedented(line, 3))  # a lazy line: its mark was left out
            below += 1
        level = context.level + 1 if context.kind == "quote" else 1
        alert = self._match(_ALERT, self._indent(inner[0])[1], inner[0][1])
        if alert:
            del inner[0]
        if alert and alert["kind"].lower() not in _QUOTING:
            self._scan_lines(inner, _Context("paragraph", level, context.depth + 1))
        else:
            self._quotation(inner, level, context, alert)
        return below - at

    def _quotation(self, inner: list[Span], level: int, context: _Context, box: re.Match[str] | None) -> None:
        """The leaves of a block quotation, with the title of the `box` that it may stand in."""
        title = None
        if box and (box["title"] or "").strip():
            title = len(self.leaves)
            self.leaves.append(Leaf("caption", 0, [[box.span("title")]]))
        first = len(self.leaves)
        self._scan_lines(inner, _Context("quote", level, context.depth + 1))
        self._join_quotation(first, level)
        for leaf in self.leaves[first:]:
            if leaf.kind == "quote" and leaf.level == level:
                leaf.row = title

    def _join_quotation(self, first: int, level: int) -> None:
        """Make one leaf of neighbouring paragraphs of the same block quotation."""
        joined: list[Leaf] = []
        for leaf in self.leaves[first:]:
            if joined and leaf.kind == joined[-1].kind == "quote" and leaf.level == joined[-1].level == level:
                joined[-1].paragraphs.extend(leaf.paragraphs)
            else:
                joined.append(leaf)
        if not any(leaf.row is not None or leaf.head is not None for leaf in joined):  # their indexes must hold
            self.leaves[first:] = joined

    def _list_item(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        marker = self._match(_MARKER, begin, lines[at][1])
        if marker is None:
            return 0
        width = self._indent((lines[at][0], begin))[0] + min(marker.end() - begin, len(marker[1]) + 4)
        inner = [(marker.end(), lines[at][1])]
        below, after_blank = at + 1, False
        while below < len(lines):
            line = lines[below]
            indent, start = self._indent(line)
            if self._is_blank(line):
                inner.append((line[1], line[1]))
                after_blank = True
            elif indent >= min(width, 4) or (indent >= 2 and not self._match(_MARKER, start, line[1])):
                inner.append(self._dedented(line, min(indent, max(width, 4) if indent >= 4 else width)))
                after_blank = False
            elif (
                after_blank or self._match(_MARKER, start, line[1]) or self._interrupts(lines, below, context)
            ):
                break
            else:
                inner.append((start, line[1]))
            below += 1
        level = context.level + 1 if context.kind == "item" else 1
        self._scan_lines(inner, _Context("item", level, context.depth + 1))
        return below - at

    def _definition(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        found = self._match(_DEFINITION, begin, lines[at][1])
        if found is None:
            return 0
        inner = [(found.end(), lines[at][1]), *self._indented_below(lines, at + 1)]
        self._scan_lines(inner, _Context("item", 1, context.depth + 1))
        return len(inner)

    def _admonition(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        box = self._match(_ADMONITION, begin, lines[at][1])
        if box is None:
            return 0
        inner = self._indented_below(lines, at + 1)
        if box["kind"] in _QUOTING:
            level = context.level + 1 if context.kind == "quote" else 1
            self._quotation(inner, level, context, box)
        else:
            self._scan_lines(inner, _Context(context.kind, context.level, context.depth + 1))
        return 1 + len(inner)

    def _footnote(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        found = self._match(_FOOTNOTE, begin, lines[at][1])
        if found is None:
            return 0
        inner = [(found.end(), lines[at][1]), *self._indented_below(lines, at + 1)]
        self._scan_lines(inner, _Context(depth=context.depth + 1))
        return len(inner)

    def _set_aside(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        """Lines that print nothing of their own: link definitions, abbreviations, inclusions, attributes."""
        if found := self._match(_REFERENCE, begin, lines[at][1]):
            self.references.add(reference_key(found[1]))
            return 2 if at + 1 < len(lines) and self._match(_REFERENCE_TITLE, *lines[at + 1]) else 1
        if self._match(_GENERATED, begin, lines[at][1]):
            return 1 + len(self._indented_below(lines, at + 1))
        return 1 if self._match(_SET_ASIDE, begin, lines[at][1]) else 0

    def _table(self, lines: list[Span], at: int, begin: int, context: _Context) -> int:
        if at + 1 >= len(lines) or "|" not in self.masked.text[begin : lines[at][1]]:
            return 0
        below = self._indent(lines[at + 1])[1]
        if "|" not in self.masked.text[below : lines[at + 1][1]] or not self._match(
            _DELIMITER_ROW, below, lines[at + 1][1]
        ):
            return 0
        heads = self._row((begin, lines[at][1]), None)
        below = at + 2
        while below < len(lines) and not self._is_blank(lines[below]):
            self._row(lines[below], heads)
            below += 1
        return below - at

    def _row(self, line: Span, heads: Mapping[int, int] | None) -> dict[int, int]:
        """The cells of a table's row, each a leaf of its own; an empty cell is none. Their indexes by column.

        `heads` are those of the first row, None while that one is read.
        """
        text = self.masked.text
        start = self._indent(line)[1]
        if text[start : start + 1] == "|":
            start += 1
        bars = [bar.start() for bar in _CELL_END.finditer(text, start, line[1])]
        first: int | None = None
        cells: dict[int, int] = {}
        for column, end in enumerate([*bars, line[1]]):
            a, b = self._trimmed(start, end)
            a = self._indent((a, b))[1]
            if a < b:
                cells[column] = len(self.leaves)
                self.leaves.append(Leaf("cell", 0, [[(a, b)]], first, heads.get(column) if heads else None))
                if column == 0 and heads is not None:
                    first = cells[column]
            start = end + 1
        return cells

    def _paragraph(self, lines: list[Span], at: int, context: _Context) -> int:
        """A paragraph up to a blank line or the next block, or a heading if it is underlined."""
        found = [(self._indent(lines[at])[1], lines[at][1])]
        for below in range(at + 1, len(lines)):
            line = lines[below]
            if self._is_blank(line):
                break
            underline = self._match(_UNDERLINE, self._indent(line)[1], line[1])
            if underline:
                self.leaves.append(Leaf("heading", 1 if underline[1][0] == "=" else 2, [found]))
                return len(found) + 1
            if self._interrupts(lines, below, context):
                break
            found.append((self._indent(line)[1], line[1]))
        self.leaves.append(Leaf(context.kind, context.level, [found]))
        return len(found)

    def _interrupts(self, lines: list[Span], at: int, context: _Context) -> bool:
        """Whether a block begins at a line directly below a paragraph.

        A list does so only within a list, as in Python-Markdown: elsewhere "- he said" may be a wrapped line.
        """
        width, begin = self._indent(lines[at])
        if self.masked.text[begin].isalpha():
            return False
        end = lines[at][1]
        if context.kind == "item" and self._match(_MARKER, begin, end):
            return True
        return width < 4 and any(self._match(pattern, begin, end) for pattern in _INTERRUPTING)


_Rule = Callable[[Scanner, list[Span], int, int, _Context], int]

_WORD_RULES: tuple[_Rule, ...] = (Scanner._table,)
"""Of all blocks but paragraphs only a table's row may begin with a letter."""
_FLAT_RULES: tuple[_Rule, ...] = (
    Scanner._heading,
    Scanner._thematic_break,
    Scanner._set_aside,
    Scanner._table,
)
_RULES: tuple[_Rule, ...] = (
    Scanner._heading,
    Scanner._thematic_break,
    Scanner._block_quotation,
    Scanner._footnote,
    Scanner._set_aside,
    Scanner._list_item,
    Scanner._definition,
    Scanner._admonition,
    Scanner._table,
)
_INTERRUPTING = (_HEADING, _RULE, _QUOTE, _FOOTNOTE, _REFERENCE, _SET_ASIDE, _DEFINITION, _ADMONITION)
