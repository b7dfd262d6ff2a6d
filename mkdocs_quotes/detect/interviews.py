"""Find the turns of an interview that has no labels: questions in bold or italics, and what is answered below each.

    **How many this year?**
    Nineteen. In 1981 it was 212.

A list of questions and answers looks the same, so what stands above the first question has to say that somebody was
asked ("He spoke to Priya Sen", "Interview", "Q&A"). The words are data of the language (`interview_words.txt`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Document, Quoted
from mkdocs_quotes.text.spans import without_blanks

_LEAST = 3
"""Questions that an interview has at least."""
_OPENS = re.compile(r"(?<![*_])(?:\*{1,3}|_{1,3})$")
_LONGEST_MARKUP = 3
_LONGEST_ABOVE = 4_000
"""Characters that stand above the first question at most."""
ASKS, ANSWERS = "asks", "answers"


class _Question(NamedTuple):
    block: int
    end: int
    """Where it ends within its block."""
    asks: bool
    """It ends with a question mark."""


def find_interview(document: Document, lexicon: Lexicon) -> list[Quoted]:
    """The turns of an interview without labels, in order; none where the text is no such interview."""
    if document.offsets is None or ("*" not in document.text and "_" not in document.text):
        return []
    words = _told_by(lexicon)
    if words is None:
        return []
    questions = _questions(document)
    if len(questions) < _LEAST or sum(q.asks for q in questions) * 3 < len(questions) * 2:
        return []
    prose, blocks = document.prose, document.blocks
    first = blocks[questions[0].block].start
    if words.search(prose, max(0, first - _LONGEST_ABOVE), first) is None:
        return []
    found: list[Quoted] = []
    for question, following in zip(questions, [*questions[1:], None], strict=True):
        block = blocks[question.block]
        turn = _turn(prose, block.start, question.end, question.block, ASKS)
        answers = []
        if (rest := _turn(prose, question.end, block.end, question.block, ANSWERS)) is not None:
            answers.append(rest)
        last = following.block if following is not None else len(blocks)
        for number in range(question.block + 1, last):
            if blocks[number].kind not in ("paragraph", "item"):
                break
            if (more := _turn(prose, blocks[number].start, blocks[number].end, number, ANSWERS)) is not None:
                answers.append(more)
        if turn is None or not answers:
            continue
        found.append(turn)
        for answer in answers:
            goes_on = len(found) - 1 if found[-1].part == ANSWERS else None
            found.append(replace(answer, continues=goes_on))
    return found


def _questions(document: Document) -> list[_Question]:
    """The paragraphs that begin with words set off by their markup, up to a line's end or their own."""
    text, prose = document.text, document.prose
    found: list[_Question] = []
    for number, block in enumerate(document.blocks):
        if block.kind != "paragraph":
            continue
        start, _ = document.raw_span(block.start, block.end)
        opening = _OPENS.search(text, max(0, start - _LONGEST_MARKUP), start)
        if opening is None:
            continue
        close = text.find(opening[0], start)
        said = text[start:close]
        end = block.start + len(said)
        if close < 0 or "\n\n" in said or prose[block.start : end] != said:
            continue
        asks = said.rstrip("”\"’' ").endswith("?")
        if end < block.end and prose[end] != "\n" and not (asks and prose[end] == " "):
            continue  # "**Marta Ruiz** has kept …"
        found.append(_Question(number, end, asks))
    return found


def _turn(prose: str, start: int, end: int, block: int, part: str) -> Quoted | None:
    outer = start
    start, end = without_blanks(prose, start, end)
    if start == end:
        return None
    return Quoted(start, end, outer, end, block, "turn", part=part)


@lru_cache(maxsize=8)
def _told_by(lexicon: Lexicon) -> re.Pattern[str] | None:
    words: Sequence[str] = sorted(lexicon.words("interview_words"))
    if not words:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I)
