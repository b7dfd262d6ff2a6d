"""Blank out what is no prose in a Markdown text: code, comments, raw elements, templates, formulas.

This comes first, so that nothing inside code can open a link, a comment or a list. The masked text has the
length of the original, so offsets hold for both; line ends become "\\n" (a carriage return before one becomes
a blank).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

_OPAQUE = "audio|canvas|iframe|math|noscript|object|pre|script|style|svg|template|textarea|video"
_BLOCK_TAGS = (
    "address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|head|header|hr|html|legend|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
ATTRIBUTES = r"""[^"'<>]*(?:(?:"[^"<]*"|'[^'<]*')[^"'<>]*)*"""
"""What may stand in a tag behind its name."""

_SPOT = re.compile(r"[\\`~<{$]")
"""What every token begins with: looked for first, since it is found ten times as fast."""
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+|~~~+)"
    r"|(?P<comment><!--)"
    rf"|<(?P<opaque>(?i:{_OPAQUE}))\b{ATTRIBUTES}>"
    rf"|(?P<block></?(?i:{_BLOCK_TAGS})(?:[\s/]{ATTRIBUTES})?>)"
    r"|(?P<declaration><[?!][^<>]*>)"
    r"|(?P<template>\{\{|\{%|\{\#(?![\w-]+[^{}\n]*\}))"
    r"|(?P<display>\$\$)"
    r"|(?P<formula>\$(?![\s$])(?=[^$\n]{0,300}[\\^_={}])(?:\\.|[^$\\\n]){1,300}(?<!\s)\$(?!\d))"
)
_BEFORE_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_BLANK_LINE = re.compile(r"\n[ \t>]*(?=\n)")
_TICKS = re.compile(r"(?<!\\)`+")
_TEMPLATE_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_FORMULA_ESCAPES = {"\\(": "\\)", "\\[": "\\]"}
_FORMULA = re.compile(r"[\\^_={}]")
_LONGEST_FORMULA = 500
_KEPT_LINE = re.compile(r"[ \t]*(?:[|>*+-]|\d+[.)])")


@dataclass(frozen=True, slots=True)
class Masked:
    """A Markdown text in which what is no prose is blanked out."""

    text: str
    filler: str
    """The character that stands for it: one that the original text does not hold."""


def mask(text: str, start: int = 0) -> Masked:
    """The `text` with everything blanked out that is no prose, and all before `start`."""
    return _Masker(text, start).run()


@dataclass(slots=True)
class _Paragraph:
    """The stretch up to the next blank line, within which code spans and templates end."""

    start: int = 0
    end: int = -1
    ticks: dict[int, list[int]] | None = None
    """Runs of backticks by their length; found when first asked for."""
    missing: set[str] = field(default_factory=set)
    """Closing marks that it does not hold any more: no use to look for them again."""


@dataclass(slots=True)
class _Masker:
    original: str
    start: int
    text: str = ""
    holes: list[tuple[int, int, bool]] = field(default_factory=list)
    """Start, end, and whether it parts paragraphs."""
    paragraph: _Paragraph = field(default_factory=_Paragraph)
    missing: set[str] = field(default_factory=set)
    """The same of the whole text."""
    line: tuple[int, int] = (0, -1)

    def run(self) -> Masked:
        self.text = self.original.replace("\r\n", " \n").replace("\r", "\n")
        filler = next((c for c in map(chr, range(0xFDD0, 0x110000)) if c not in self.text), "\0")
        at = self.start
        if at:
            self.holes.append((0, at, False))
        while spot := _SPOT.search(self.text, at):
            found = _TOKEN.match(self.text, spot.start())
            at = self._token(found) if found else spot.end()
        pieces, at = [], 0
        for a, b, parts in self.holes:
            pieces.append(self.text[at:a])
            pieces.append("\n" + filler * (b - a - 2) + "\n" if parts else filler * (b - a))
            at = b
        pieces.append(self.text[at:])
        return Masked("".join(pieces), filler)

    def _token(self, found: re.Match[str]) -> int:
        """Blank out what begins at a token; returns where to look on."""
        start, kind = found.start(), found.lastgroup
        if kind == "ticks":
            end = self._fenced(found) or self._code_span(found)
        elif kind == "comment":
            end = self._closed("-->", found.end())
        elif kind == "opaque":
            end = self._element(found)
        elif kind == "template":
            end = self._within_paragraph(_TEMPLATE_ENDS[found[0]], found.end())
        elif kind == "display":
            end = self._within_paragraph("$$", found.end())
        elif kind == "escape":
            end = self._escaped_formula(found)
        elif kind == "block":
            self.holes.append((start, found.end(), self._parts_paragraphs(start)))
            return found.end()
        else:
            end = found.end()
        if end <= start:
            return found.end()
        self.holes.append((start, end, False))
        return end

    def _fenced(self, found: re.Match[str]) -> int:
        """The end of a fenced block of code; 0 where none begins, or it is not closed (then it is none)."""
        fence = found[0]
        if len(fence) < 3 or fence in self.missing:
            return 0
        line_start, line_end = self._line_at(found.start())
        before = _BEFORE_FENCE.match(self.text, line_start, found.start())
        if before is None or before.end() < found.start():
            return 0
        if fence[0] == "`" and self.text.find("`", found.end(), line_end) >= 0:
            return 0
        closing = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.M)
        end = closing.search(self.text, found.end())
        if end is None:
            self.missing.add(fence)
            return 0
        return end.end()

    def _code_span(self, found: re.Match[str]) -> int:
        if found[0][0] != "`":
            return 0
        paragraph = self._paragraph_at(found.start())
        if paragraph.ticks is None:
            paragraph.ticks = {}
            for run in _TICKS.finditer(self.text, found.start(), paragraph.end):
                paragraph.ticks.setdefault(len(run[0]), []).append(run.start())
        runs = paragraph.ticks.get(len(found[0]), [])
        after = bisect_left(runs, found.end())
        return runs[after] + len(found[0]) if after < len(runs) else 0

    def _element(self, found: re.Match[str]) -> int:
        name = found["opaque"].lower()
        if found[0].endswith("/>") or name in self.missing:
            return found.end()
        end = re.compile(rf"</{name}\s*>", re.I).search(self.text, found.end())
        if end is None:
            self.missing.add(name)
            return found.end()
        return end.end()

    def _escaped_formula(self, found: re.Match[str]) -> int:
        closing = _FORMULA_ESCAPES.get(found[0])
        if closing is None:
            return 0
        start = found.end()
        end = self.text.find(closing, start, start + _LONGEST_FORMULA)
        return end + 2 if end >= 0 and _FORMULA.search(self.text, start, end) else 0

    def _closed(self, mark: str, start: int) -> int:
        """The offset behind the next `mark`; 0 where there is none."""
        end = -1 if mark in self.missing else self.text.find(mark, start)
        if end < 0:
            self.missing.add(mark)
            return 0
        return end + len(mark)

    def _within_paragraph(self, mark: str, start: int) -> int:
        """The same, but within the paragraph."""
        paragraph = self._paragraph_at(start)
        end = -1 if mark in paragraph.missing else self.text.find(mark, start, paragraph.end)
        if end < 0:
            paragraph.missing.add(mark)
            return 0
        return end + len(mark)

    def _paragraph_at(self, offset: int) -> _Paragraph:
        if offset >= self.paragraph.end:
            gap = _BLANK_LINE.search(self.text, offset)
            self.paragraph = _Paragraph(offset, gap.start() if gap else len(self.text))
        return self.paragraph

    def _line_at(self, offset: int) -> tuple[int, int]:
        """Where the line of an offset begins and ends."""
        if not self.line[0] <= offset <= self.line[1]:
            end = self.text.find("\n", offset)
            self.line = (self.text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self.text))
        return self.line

    def _parts_paragraphs(self, offset: int) -> bool:
        """Whether a tag there ends a paragraph: not so in the row of a table, a quotation, a list item."""
        return not _KEPT_LINE.match(self.text, self._line_at(offset)[0])
