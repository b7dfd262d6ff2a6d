"""Find block quotations: blocks that markup or an indent sets apart, with the citation line under them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Block, Document, Quoted, Span
from mkdocs_quotes.text.letters import UPPER
from mkdocs_quotes.text.spans import without_blanks

_CITATION = re.compile(rf"[ \t]*(?:[—–―]|--|-[ \t]?(?=[{UPPER}]))[ \t]*[*_]{{0,3}}(?P<who>[^\n]+)$")
_SIGNED = re.compile(
    rf"[ \t]*[*_]{{0,3}}(?P<who>[{UPPER}][\w.'’-]*(?: (?:[a-z]{{1,3}} )?[{UPPER}][\w.'’-]*){{1,4}}"
    r"(?:, [^\n]{1,80}[^\n.!?…,]|))[*_]{0,3}$"
)
"""A source line of its own without a dash: "Tom Aldous, *The Grocer's Year*"."""
_CITE = re.compile(r"<(?:cite|footer|figcaption)\b[^<>]*>[^<>]{0,3}$", re.I)
_LONGEST_NOTICE = 20
_TAGS = 120
"""So many characters of tags may stand before a line that is marked up."""
_LINE = re.compile(r"(?P<who>[^\n]+)$")
_AT_END = re.compile(r"[^\n]*[.!?…][”\"’»]?\s(?P<dash>[—–―])\s?(?P<who>[^\n.!?…—–]{3,80})$")
"""A source on the line of the last words: "Silence is a bill. — Ragnar Volden"."""
_CITED = re.compile(r"[^,;(\n*_“\"]+")
_IN_MARKS = re.compile(r"“[^“”]{2,}”|\"[^\"]{2,}\"|«[^«»]{2,}»|„[^„“”]{2,}[“”]")
_MARKS = "\"“”„‘’'«»"
_LONGEST_CITATION = 160
_INDENT = 3


def find_block_quotes(document: Document, lexicon: Lexicon) -> list[Quoted]:
    """Every block quotation. Adjacent blocks of one quotation continue each other (indexes in this list)."""
    prose, blocks = document.prose, document.blocks
    found: list[Quoted] = []
    group: list[int] = []
    verbs, notices = lexicon.forms("cue_verbs"), lexicon.table("rule_words").get("notice", ())
    for number, block in enumerate(blocks):
        if _set_apart(prose, blocks, number):
            if group and (blocks[number - 1].level != block.level or group[-1] != number - 1):
                _close(document, group, found, verbs, notices)
                group = []
            group.append(number)
        elif group:
            _close(document, group, found, verbs, notices)
            group = []
    _close(document, group, found, verbs, notices)
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


def _close(
    document: Document, group: Sequence[int], found: list[Quoted], verbs: frozenset[str], notices: Container[str]
) -> None:
    """Add the quotation that the blocks of `group` make up."""
    if not group:
        return
    prose, blocks = document.prose, document.blocks
    label = blocks[group[0]].label
    spans: list[tuple[int, int, int]] = []
    for number in group:
        start, end = blocks[number].start, blocks[number].end
        line = prose.rfind("\n", start, end) + 1 or start
        match = _CITATION.match(prose, line, end) if end - line <= _LONGEST_CITATION else None
        apart = (spans and line == start) or prose.startswith("\n\n", line - 2)
        if match is None and apart and number == group[-1] and end - line <= _LONGEST_CITATION:
            match = _SIGNED.match(prose, line, end)
        if match is None and end - line <= _LONGEST_CITATION and _is_cited(document, line):
            match = _LINE.match(prose, line, end)
        if match and number == group[-1] and (line > start or spans):
            label = _cited(match.span("who"), prose)
            end = line
        elif match is None and number == group[-1] and end - line <= _LONGEST_CITATION:
            match = _AT_END.match(prose, line, end)
            if match and prose[match.start("who")].isupper():
                label, end = _cited(match.span("who"), prose), match.start("dash")
        spans.append((number, start, end))
    if label is None and _tells(document, group, verbs):
        return
    head = prose[blocks[group[0]].start : blocks[group[0]].start + _LONGEST_NOTICE].partition(":")
    if head[1] and head[0].strip("*_ ").lower() in notices:
        return
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


def _tells(document: Document, group: Sequence[int], verbs: frozenset[str]) -> bool:
    """Whether set-off paragraphs are narration that quotes somebody: "> “No,” said Ann." Then those words count."""
    prose, blocks = document.prose, document.blocks
    if group[0] and prose[blocks[group[0] - 1].end - 1] == ":":
        return False
    told = [_IN_MARKS.sub(" ", prose[blocks[number].start : blocks[number].end]) for number in group]
    marked = any(len(words) != blocks[n].end - blocks[n].start for words, n in zip(told, group, strict=True))
    return marked and any(not verbs.isdisjoint(words.lower().split()) for words in told)


def _is_cited(document: Document, line: int) -> bool:
    """Whether a line is marked up as a source: "<cite>Ann Lund</cite>"."""
    raw = document.raw_span(line, line + 1)[0]
    return document.format == "md" and _CITE.search(document.text, max(0, raw - _TAGS), raw) is not None


def _cited(line: Span, prose: str) -> Span | None:
    """The words of a citation line that name the speaker: up to the first comma, bracket or title."""
    match = _CITED.match(prose, *line)
    if match is None:
        return None
    return line[0], line[0] + len(match[0].rstrip(" \t.*_—–-"))
