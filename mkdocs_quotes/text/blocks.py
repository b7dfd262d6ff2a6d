"""Divide plain text into paragraphs, whatever its layout.

Three layouts are told apart. *Blanks*: blank lines stand between paragraphs, which may be wrapped by hand at
some width; the usual one. *Lines*: each line is a paragraph, however short (dialogue) or long (pasted from
the web). *Indents*: a paragraph begins where a line is indented, as in old books. A text in one layout may
hold passages in another.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, pairwise

from mkdocs_quotes.model import Block, Span

from .letters import UPPER

_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_ODD_ENDS = re.compile("[\r\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*\S[^\n\r\x85\u2028\u2029]*")
_FINAL = re.compile(r"[.!?…:][\"'’”»)\]*_]*\s*$|[.!?…,—–-][\"’”»]\s*$")
_COLUMN = re.compile(r"(?<=\S)[ \t]*(?:   |\t)[ \t]*(?=\S)")
_LABELLED = re.compile(
    r"[^\S\n\r]*(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?[^\S\n\r]+\S"
    rf"|[{UPPER}][{UPPER} .’'\d-]{{1,30}}:[^\S\n\r])"
)

_SAMPLE = 4000
"""Lines that are looked at to tell the layout of the whole text."""
_WRAP_WIDTH = 120
"""Lines that are longer were not wrapped by hand."""


def divide(text: str, start: int = 0) -> list[Block]:
    """The blocks of `text` from `start` on: paragraphs, quotations set off by indentation, columns.

    In order, not overlapping; together they hold every character that is not blank. Of a `verbatim` block the
    indentation of its first line is part, of the others it is not.
    """
    text = _with_simple_ends(text)
    chunks = _chunks(text, start)
    layout = _layout(text, chunks)
    blocks: list[Block] = []
    for a, b in chunks:
        blocks.extend(_divide_chunk(text, a, b, layout, blocks))
    return blocks


def split_lines(text: str, start: int, end: int) -> list[Span]:
    """The lines of a stretch that are not blank, without their indentation and the blanks at their ends."""
    words = text[start:end]
    if words.isprintable():  # one line: what ends a line is not printable
        right = start + len(words.rstrip())
        return [(end - len(words.lstrip()), right)] if right > start else []
    found = []
    for line in _LINE.finditer(text, start, end):
        words = line[0]
        left = line.end() - len(words.lstrip())
        found.append((left, line.start() + len(words.rstrip())))
    return found


def line_start(text: str, offset: int) -> int:
    """Where the line begins whose first word is at `offset`: blanks before it are its indentation."""
    while offset > 0 and text[offset - 1] in " \t":
        offset -= 1
    return offset


def _indent(text: str, offset: int) -> int:
    """How many columns the line of the word at `offset` is indented."""
    return len(text[line_start(text, offset) : offset].expandtabs(4))


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or an utterance does, with any marks behind."""
    return _FINAL.search(text[-12:]) is not None


def _with_simple_ends(text: str) -> str:
    """The text with "\\n" for every line end, offsets as before: "\\r\\n" becomes a blank and "\\n"."""
    if not ("\r" in text or "\x85" in text or "\u2028" in text or "\u2029" in text):  # quicker than the pattern
        return text
    return _ODD_ENDS.sub("\n", text.replace("\r\n", " \n"))


def _chunks(text: str, start: int) -> list[Span]:
    """Stretches between blank lines, without blanks at either end."""
    stop = len(text.rstrip())
    at = len(text) - len(text[start:].lstrip())
    spans = []
    for found in _GAP.finditer(text, at, stop):
        spans.append((at, at + len(text[at : found.start()].rstrip())))
        at = found.end()
    if at < stop:
        spans.append((at, stop))
    return spans


def _divide_chunk(text: str, start: int, end: int, layout: str, before: list[Block]) -> list[Block]:
    """The blocks of a stretch without blank lines; `before` are those above it."""
    width = (end - start) // (text.count("\n", start, end) + 1)
    if width > _WRAP_WIDTH:
        if width < end - start and _lines_are_paragraphs(text, start, end):
            return [Block(*line) for line in split_lines(text, start, end)]
        return [Block(start, end)]
    if layout == "blanks" and not _is_laid_out(text, start, end):
        return [Block(start, end)]
    lines = split_lines(text, start, end)
    if _is_verbatim(text, lines):
        return [Block(line_start(text, start), end, "verbatim")]
    if _is_set_off(text, lines, before):
        return [Block(start, end, "quote", 1)]
    if _is_labelled(text, lines):
        return _split_at(text, lines, [_LABELLED.match(text, *line) is not None for line in lines])
    if layout == "lines":
        return [Block(*line) for line in lines]
    if layout == "indents":
        return _split_at(text, lines, [line_start(text, a) < a for a, _ in lines])
    return [Block(start, end)]


def _layout(text: str, chunks: list[Span]) -> str:
    """Which layout the text has: "blanks", "lines" or "indents"."""
    final = indented = after_final = breaks = 0
    for a, b in islice(chunks, _SAMPLE):
        if b - a > 4 * _WRAP_WIDTH and text.count("\n", a, b) == 0:
            continue
        lines = split_lines(text, a, min(b, a + _SAMPLE * 80))
        breaks += len(lines) - 1
        for (x, y), (following, _) in pairwise(lines):
            ended = ends_sentence(text[max(x, y - 12) : y])
            final += ended
            if line_start(text, following) < following:
                indented += 1
                after_final += ended
        if breaks > _SAMPLE:
            break
    if breaks == 0 or breaks < len(chunks):
        return "blanks"
    if final >= 0.75 * breaks:
        return "lines"
    if 0.02 * breaks <= indented <= 0.7 * breaks and after_final >= 0.7 * indented:
        return "indents"
    return "blanks"


def _is_laid_out(text: str, start: int, end: int) -> bool:
    """Whether a stretch may be anything but a paragraph: its lines need a look only where this holds."""
    return (
        (start > 0 and text[start - 1] in " \t")
        or text.find("   ", start, end) >= 0
        or text.find("\t", start, end) >= 0
        or _LABELLED.match(text, start, end) is not None
    )


def _lines_are_paragraphs(text: str, start: int, end: int) -> bool:
    """Of a stretch with long lines: whether each line is whole, as a paragraph is."""
    lines = split_lines(text, start, end)
    whole = sum(ends_sentence(text[max(a, b - 12) : b]) or b - a > _WRAP_WIDTH for a, b in lines[:-1])
    return whole >= 0.6 * (len(lines) - 1)


def _is_set_off(text: str, lines: list[Span], before: list[Block]) -> bool:
    """Whether a stretch is a quotation by its layout: all of it indented, behind a colon."""
    if not before or any(_indent(text, a) < 4 for a, _ in lines):
        return False
    previous = before[-1]
    if previous.kind == "quote":
        return abs(_indent(text, lines[0][0]) - _indent(text, previous.start)) <= 8
    return _indent(text, previous.start) < 4 and text[previous.end - 1] == ":"


def _is_verbatim(text: str, lines: list[Span]) -> bool:
    """Whether lines stand in columns, or as in a screenplay: a name in capitals far in, speech below."""
    if len(lines) < 2:
        return False
    if _in_columns(text, lines):
        return True
    (a, b), *rest = lines
    indent = _indent(text, a)
    if indent < 8 or not text[a:b].isupper() or text[b - 1] in ".,;!?":
        return False
    return (
        all(x - line_start(text, x) < indent for x, _ in rest)
        and not text[rest[-1][0] : rest[-1][1]].isupper()
    )


def _in_columns(text: str, lines: list[Span]) -> bool:
    """Whether words behind wide gaps stand below each other, give or take a place, in half of the lines."""
    columns: Counter[int] = Counter()
    wide: set[int] = set()
    for a, b in lines:
        if b - a > 2 * _WRAP_WIDTH:
            continue
        begin = line_start(text, a)
        for gap in _COLUMN.finditer(text, a, b):
            column = len(text[begin : gap.end()].expandtabs())
            columns.update((column - 1, column, column + 1))
            if len(gap[0]) > 3 or "\t" in gap[0]:  # three blanks may be what is left of a dash
                wide.update((column - 1, column, column + 1))
    return any(columns[column] >= max(2, len(lines) / 2) for column in wide)


def _is_labelled(text: str, lines: list[Span]) -> bool:
    """Whether lines are turns of a transcript: the first has a time or a name in capitals, so has another."""
    if not _LABELLED.match(text, *lines[0]):
        return False
    return any(_LABELLED.match(text, *line) for line in lines[1:])


def _split_at(text: str, lines: list[Span], begins: list[bool]) -> list[Block]:
    """Blocks that begin at the marked lines, each running to the line before the next one."""
    blocks: list[Block] = []
    for (a, b), begin in zip(lines, begins, strict=True):
        if begin or not blocks:
            blocks.append(Block(a, b))
        else:
            blocks[-1] = Block(blocks[-1].start, b)
    return blocks
