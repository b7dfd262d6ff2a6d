"""Find block quotations: blocks that markup or an indent sets apart, with the citation line under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_quotes.model import Block, Document, Quoted, Span
from mkdocs_quotes.text.letters import UPPER
from mkdocs_quotes.text.spans import without_blanks

_CITATION = re.compile(rf"[ \t]*(?:[—–―]|--|-[ \t]?(?=[{UPPER}]))[ \t]*[*_]{{0,3}}(?P<who>[^\n]+)$")
_SIGNED = re.compile(
    rf"[ \t]*[*_]{{0,3}}(?P<who>[{UPPER}][\w.'’-]*(?: (?:[a-z]{{1,3}} )?[{UPPER}][\w.'’-]*){{1,4}}"
    r"(?:, [^\n]{1,80}[^\n.!?…,]|))[*_]{0,3}$"
)
"""A source line of its own without a dash: "Tom Aldous, *The Grocer's Year*"."""
_CITED = re.compile(r"[^,;(\n*_“\"]+")
_MARKS = "\"“”„‘’'«»"
_LONGEST_CITATION = 160
_INDENT = 3


def find_block_quotes(document: Document) -> list[Quoted]:
    """Every block quotation. Adjacent blocks of one quotation continue each other (indexes in this list)."""
    prose, blocks = document.prose, document.blocks
    found: list[Quoted] = []
    group: list[int] = []
    for number, block in enumerate(blocks):
        if _set_apart(prose, blocks, number):
            if group and (blocks[number - 1].level != block.level or group[-1] != number - 1):
                _close(prose, blocks, group, found)
                group = []
            group.append(number)
        elif group:
            _close(prose, blocks, group, found)
            group = []
    _close(prose, blocks, group, found)
    return found


def _set_apart(prose: str, blocks: Sequence[Block], number: int) -> bool:
    """Whether a block is a block quotation: by its kind, or indented under a paragraph with a colon."""
    block = blocks[number]
    if block.kind == "quote":
        return True
    if block.kind not in ("paragraph", "verbatim") or number == 0:
        return False
    indent = block.start - (prose.rfind("\n", max(0, block.start - 80), block.start) + 1)
    if indent < _INDENT and prose[block.start] not in " \t":
        return False
    words = prose[block.start : block.end]
    indent += len(words) - len(words.lstrip(" \t"))
    if indent < _INDENT or ("\n" in words.strip() and not _all_indented(prose, block)):
        return False
    before = blocks[number - 1]
    return before.kind == "paragraph" and prose[before.start : before.end].rstrip().endswith(
        (":", ":—", ":-")
    )


def _all_indented(prose: str, block: Block) -> bool:
    lines = prose[block.start : block.end].splitlines()[1:]
    return all(line.startswith(("   ", "\t")) for line in lines if line.strip())


def _close(prose: str, blocks: Sequence[Block], group: Sequence[int], found: list[Quoted]) -> None:
    """Add the quotation that the blocks of `group` make up."""
    if not group:
        return
    label: Span | None = None
    spans: list[tuple[int, int, int]] = []
    for number in group:
        start, end = blocks[number].start, blocks[number].end
        line = prose.rfind("\n", start, end) + 1 or start
        match = _CITATION.match(prose, line, end) if end - line <= _LONGEST_CITATION else None
        if match is None and spans and line == start and number == group[-1] and end - line <= _LONGEST_CITATION:
            match = _SIGNED.match(prose, line, end)
        if match and number == group[-1] and (line > start or spans):
            label = _cited(match.span("who"), prose)
            end = line
        spans.append((number, start, end))
    previous: int | None = None
    for number, start, end in spans:
        start, end = without_blanks(prose, start, end)
        outer = (start, end)
        inner = prose[start + 1 : end - 1]
        opened = start + 1 < end and prose[start] in _MARKS and prose[end - 1] in _MARKS
        if opened and not any(mark in inner for mark in '"“”„«»'):
            start, end = without_blanks(prose, start + 1, end - 1)
        if start >= end:
            continue
        found.append(Quoted(start, end, *outer, number, "block", continues=previous, label=label))
        previous = len(found) - 1


def _cited(line: Span, prose: str) -> Span | None:
    """The words of a citation line that name the speaker: up to the first comma, bracket or title."""
    match = _CITED.match(prose, *line)
    if match is None:
        return None
    return line[0], line[0] + len(match[0].rstrip(" \t.*_—–-"))
