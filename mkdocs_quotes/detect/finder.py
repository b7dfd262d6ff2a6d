"""find_quoted(): the steps of detection, in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Document, QuotationKind, Quoted

from .blockquotes import find_block_quotes
from .context import Around, around, opens_block
from .dashes import find_dashes, split_incise
from .interviews import find_interview
from .marked import MarkedText, find_marked
from .marks import GUILLEMET
from .repeats import mark_repeats
from .tables import Tables
from .turns import find_turns
from .verdict import SPEECH, Judge, judge

_FIGURE = re.compile(r"\d+")
_FIGURES_IN_STORIES = 0.3
"""A text with fewer figures in a thousand characters is told, not reported."""
_SHORTEST_TELLING = 1500
"""Fewer characters tell nothing of how a text is written."""
_LONG_TEXT = 20_000
_SAMPLE = 8000
_LONG = 45
"""More characters than these are seldom a title or a scare quote."""
_WHOLE_BOOK = 200_000
"""In more characters there is so much of everything that counts tell nothing."""
_FEWEST_IN_DIALOGUE = 8
_FRAGMENTS_IN_DIALOGUE = 0.25
_OPENING_IN_DIALOGUE = 0.45
"""A text is dialogue where few quotations start with a small letter and many open a paragraph."""

_SAID_IN_CELL, _UNSAID_IN_CELL = 0.9, 0.05
"""How sure it is that the words of a cell are speech, where the head of its column tells."""
_LISTABLE = frozenset(("title", "term", "sign", "name", "denied", "hypothetical"))
_LINK = re.compile(r"\s?(?:,|and|or|,\s(?:and|or))\s|\s")
_LONGEST_LINK = 8
_ASIDE = re.compile(r"\s?(?:[—–]|--)\s?[^—–.!?“”\"«»]{3,}?\s?(?:[—–]|--)\s?")
"""Narration between dashes."""
_LONGEST_ASIDE = 100


def find_quoted(document: Document, lexicon: Lexicon) -> tuple[Quoted, ...]:
    """Every stretch of quoted words in `document`, in order of start; inner ones follow the outer one.

    Those that are no speech (titles, terms, scare quotes, headlines …) are among them: `verdict` says why.
    """
    return with_judge(document, lexicon, find_marked(document, lexicon), judge(lexicon))


def with_judge(document: Document, lexicon: Lexicon, marked: MarkedText, judge: Judge) -> tuple[Quoted, ...]:
    """The same, with a judge of one's own for the words between marks."""
    framed = _framed(
        find_turns(document, lexicon) or find_interview(document, lexicon),
        find_block_quotes(document, lexicon),
        find_dashes(document, lexicon, _opening_blocks(document, marked)),
    )
    found = _in_order(document, framed, _judged(document, lexicon, marked, judge))
    # In dialogue people say the same thing twice; pull quotes are a habit of papers and magazines.
    return tuple(found if _is_dialogue(document, marked) else mark_repeats(document, found))


def candidates(document: Document, marked: MarkedText) -> Iterator[tuple[Quoted, Around]]:
    """The words between marks with what stands around them, as the judge sees them."""
    prose, blocks = document.prose, document.blocks
    story = is_story(prose)
    facts = _facts(document, marked)
    block, end = -1, -1
    for q, family in marked.found:
        previous_end = end if q.block == block else -1
        yield q, around(
            prose, blocks[q.block], (q.start, q.end), (q.outer_start, q.outer_end), family, marked.own,
            previous_end, q.opened, q.closed, story, facts,
        )  # fmt: skip
        if q.depth == 0:
            block, end = q.block, q.outer_end


def is_story(prose: str) -> bool:
    """Whether a text tells a story rather than reports: it is long and has hardly any dates, ages and sums."""
    if len(prose) < _SHORTEST_TELLING:
        return False
    start = len(prose) // 3 if len(prose) > _LONG_TEXT else 0
    sample = prose[start : start + _SAMPLE]
    enough = _FIGURES_IN_STORIES * len(sample)
    return all(count * 1000 < enough for count, _ in enumerate(_FIGURE.finditer(sample), 1))


def _facts(document: Document, marked: MarkedText) -> tuple[str, ...]:
    """How a text quotes: how much, in whole sentences or in fragments, at the start of paragraphs or not."""
    top = [q for q, _ in marked.found if q.depth == 0]
    if not top or len(document.prose) < _SHORTEST_TELLING:
        return ()
    long = sum(q.end - q.start > _LONG for q in top)
    many = "1" if len(top) < 2 else "5" if len(top) < 6 else "15" if len(top) < 16 else "many"
    facts: tuple[str, ...] = (f"text.quotes.{many}", f"text.long.{5 * long // len(top)}")
    if len(document.prose) < _WHOLE_BOOK:
        facts = (*facts, f"text.short.{(len(top) - long).bit_length()}")
    return (*facts, "text.dialogue") if _is_dialogue(document, marked) else facts


def _is_dialogue(document: Document, marked: MarkedText) -> bool:
    """Whether few quotations are fragments and many open a paragraph."""
    top = [q for q, _ in marked.found if q.depth == 0]
    fragments = sum(document.prose[q.start].islower() for q in top)
    return (
        len(top) >= _FEWEST_IN_DIALOGUE
        and fragments < _FRAGMENTS_IN_DIALOGUE * len(top)
        and _opening_blocks(document, marked) > _OPENING_IN_DIALOGUE * len(top)
    )


def _judged(document: Document, lexicon: Lexicon, marked: MarkedText, judge: Judge) -> list[Quoted]:
    """The words between marks with their verdict and kind; `continues` counts indexes in this list."""
    decide = judge.verdict
    tables = Tables(document, lexicon) if any(block.head is not None for block in document.blocks) else None
    result: list[Quoted] = []
    places: list[int] = []
    for (quoted, context), (_, family) in zip(candidates(document, marked), marked.found, strict=True):
        places.append(len(result))
        if quoted.continues is not None:
            first = places[quoted.continues]
            quoted = replace(quoted, continues=first if result[first].verdict == SPEECH else None)
        last = result[-1] if result and result[-1].block == quoted.block else None
        kind = _kind(context, quoted, result)
        if document.blocks[quoted.block].kind == "heading":
            verdict, confidence = "headline", 0.05
        elif quoted.continues is not None:
            verdict, confidence = SPEECH, result[quoted.continues].confidence
        elif tables is not None and (told := tables.verdict(quoted)) is not None:
            verdict, confidence = (SPEECH, _SAID_IN_CELL) if told else ("term", _UNSAID_IN_CELL)
        elif last is not None and last.verdict == SPEECH and _is_resumed(document.prose, last, quoted):
            verdict, confidence = SPEECH, last.confidence
        elif last is not None and _is_listed(document.prose, last, quoted):
            verdict, confidence = last.verdict, last.confidence
        else:
            verdict, confidence = decide(context)
        carried = quoted.continues if verdict == SPEECH else None
        label = tables.speaker(quoted) if tables is not None and verdict == SPEECH else quoted.label
        quoted = Quoted(  # `replace` takes three times as long
            quoted.start, quoted.end, quoted.outer_start, quoted.outer_end, quoted.block, kind, verdict, quoted.depth,
            quoted.opened, quoted.closed, carried, label, round(confidence, 3),
        )  # fmt: skip
        spans = []
        if family == GUILLEMET and document.prose[quoted.outer_start] == "«":  # not »so«, as the Germans do
            spans = split_incise(document.prose, quoted.start, quoted.end, lexicon)
        if len(spans) > 1 or (spans and spans[0][1] < quoted.end):
            result.extend(
                replace(
                    quoted, start=start, end=end,
                    outer_start=quoted.outer_start if n == 0 else start,
                    outer_end=quoted.outer_end if end == quoted.end else end,
                )
                for n, (start, end) in enumerate(spans)
            )  # fmt: skip
        else:
            result.append(quoted)
    return result


def _is_listed(prose: str, before: Quoted, quoted: Quoted) -> bool:
    """Whether the words stand in a list with others that are no speech: "“Up”, “Down” and “Out”"."""
    if before.verdict not in _LISTABLE or quoted.outer_start - before.outer_end > _LONGEST_LINK:
        return False
    return _LINK.fullmatch(prose, before.outer_end, quoted.outer_start) is not None


def _is_resumed(prose: str, before: Quoted, quoted: Quoted) -> bool:
    """Whether somebody's words go on behind narration between dashes: "“My hat”—Cordelia pointed—“was new.”"."""
    if not 0 < quoted.outer_start - before.outer_end <= _LONGEST_ASIDE or prose[quoted.start].isupper():
        return False
    return _ASIDE.fullmatch(prose, before.outer_end, quoted.outer_start) is not None


def _kind(context: Around, quoted: Quoted, before: Sequence[Quoted]) -> QuotationKind:
    """`mixed` where the words are a piece of the narrator's clause, `direct` where they stand whole."""
    if context.opens_block or quoted.continues is not None:
        return "direct"
    first = context.words[:1]
    if not first.isalnum():
        first = next((c for c in context.words if c.isalnum()), "")
    lead = context.before.rstrip()
    introduced = lead.endswith((",", ":", "—", "–", "-", ";")) or not lead
    if first.islower():
        # The second half of an interrupted quotation starts small too.
        resumed = introduced and before and before[-1].block == quoted.block and before[-1].kind == "direct"
        return "direct" if resumed and context.follows_quoted else "mixed"
    whole = context.words[-1:] in ".,!?…—-" or context.after[:1] in ",.!?;" or not context.after
    return "direct" if introduced or (whole and len(context.words.split()) > 3) else "mixed"


def _opening_blocks(document: Document, marked: MarkedText) -> int:
    """How many blocks start with words between marks."""
    return sum(
        q.depth == 0 and opens_block(document.prose, document.blocks[q.block], q.outer_start) for q, _ in marked.found
    )


def _framed(*groups: Sequence[Quoted]) -> list[Quoted]:
    """All that is quoted without marks, sorted; of two groups that claim a block the first has it."""
    found: list[Quoted] = []
    taken: set[int] = set()
    for group in groups:
        places: dict[int, int] = {}
        for i, q in enumerate(group):
            if q.block in taken:
                continue
            places[i] = len(found)
            found.append(q if q.continues is None else replace(q, continues=places.get(q.continues)))
        taken.update(q.block for q in group)
    return sort_quoted(found)


def _in_order(document: Document, framed: Sequence[Quoted], judged: Sequence[Quoted]) -> list[Quoted]:
    """Both lists in one, sorted; marked words inside a turn, block or dash speech are one level deeper."""
    starts = [q.outer_start for q in framed]
    every: list[Quoted] = list(framed)
    places: dict[int, int] = {}
    for i, q in enumerate(judged):
        if q.continues is not None:
            q = replace(q, continues=places.get(q.continues))
        frame = bisect_right(starts, q.start) - 1
        if frame >= 0 and q.end <= framed[frame].outer_end:
            if (framed[frame].start, framed[frame].end) == (q.start, q.end):
                if q.verdict == "salutation":  # known by the marks, which a block need not have
                    every[frame] = replace(framed[frame], verdict=q.verdict)
                continue  # a block quotation that stands in marks is one quotation
            q = replace(q, depth=q.depth + 1)
        places[i] = len(every)
        every.append(q)
    return sort_quoted(every)


def sort_quoted(found: Sequence[Quoted]) -> list[Quoted]:
    """In order of start, outer before inner, with `continues` following the new order."""
    order = sorted(range(len(found)), key=lambda i: (found[i].start, -found[i].end, found[i].depth))
    rank = {old: new for new, old in enumerate(order)}
    return [q if q.continues is None else replace(q, continues=rank[q.continues]) for q in (found[i] for i in order)]
