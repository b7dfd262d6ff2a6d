"""Quotations that editors add: words found again in their text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_quotes.model import Analysis, Attribution, Document, Quotation, Span
from mkdocs_quotes.records import normal_words, quotation_id
from mkdocs_quotes.text.sentences import context

from .editors import Addition
from .prose import prose_span

_JOINT = re.compile(r"\s+…\s+")
"""What stands between the parts of an interrupted quotation, as records show it."""
_REACH = 1000
"""Code points that may lie between two parts of one quotation."""
_FORMS = {form: f"[{re.escape(forms)}]" for forms in ("'’‘ʼ`´", '"“”„«»', "-‐‑–—") for form in forms}
"""Marks that are often typed for one another."""

_NEVER = Attribution(None, "added", 1.0)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of an addition."""

    addition: Addition
    quotation: Quotation | None = None
    id: str = ""
    same_as: int | None = None
    """Index in `Analysis.quotations` of the same words, which the program has found itself."""
    problem: str = ""


def find_added(analysis: Analysis, id_name: str, additions: Sequence[Addition]) -> Iterator[Found]:
    """Each addition as a quotation, with its id: those of the program count first, then the file's order."""
    if not additions:
        return
    seen = Counter(normal_words(quotation.text) for quotation in analysis.quotations)
    taken: set[tuple[Span, ...]] = set()
    for addition in additions:
        places = find_words(analysis.document, addition.text)
        if len(places) < addition.occurrence:
            yield Found(addition, problem=_missing(addition, len(places)))
            continue
        parts = places[addition.occurrence - 1]
        if parts in taken:
            yield Found(addition, problem="these words are added twice")
            continue
        taken.add(parts)
        quotation = _quotation(analysis.document, parts, addition)
        words = normal_words(quotation.text)
        same = next(
            (
                index
                for index, other in enumerate(analysis.quotations)
                if other.start < quotation.end and quotation.start < other.end and normal_words(other.text) == words
            ),
            None,
        )
        if same is not None:
            yield Found(addition, same_as=same)
            continue
        yield Found(addition, quotation, quotation_id(id_name, words, seen[words]))
        seen[words] += 1


def find_words(document: Document, words: str) -> list[tuple[Span, ...]]:
    """Every place where words stand in a text, as raw spans; one behind the other, in the text's order.

    Blanks and line ends are the same, straight marks and curly ones too. Words copied from a record, with " … "
    for what interrupts them, are found in parts. Markdown is searched as it reads, then as it is written.
    """
    found = [tuple(document.raw_span(*part) for part in parts) for parts in _search(document.prose, words)]
    if not found and document.offsets is not None:
        found = list(_search(document.text, words))
    return found


def _search(prose: str, words: str) -> Iterator[tuple[Span, ...]]:
    whole = [match.span() for match in _pattern(words).finditer(prose)]
    if whole:
        yield from ((span,) for span in whole)
        return
    first, *others = [_pattern(part) for part in _JOINT.split(words)]
    if not others:
        return
    for match in first.finditer(prose):
        parts = [match.span()]
        for other in others:
            following = other.search(prose, parts[-1][1], parts[-1][1] + _REACH + len(words))
            if following is None:
                break
            parts.append(following.span())
        else:
            yield tuple(parts)


def _pattern(words: str) -> re.Pattern[str]:
    def spelled(word: str) -> str:
        return "".join(_FORMS.get(char) or re.escape(char) for char in word)

    regex = r"\s+".join(spelled(word) for word in words.split())
    # Not within a longer word.
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    behind = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(f"{before}{regex}{behind}")


def _quotation(document: Document, parts: tuple[Span, ...], addition: Addition) -> Quotation:
    start, end = prose_span(document, (parts[0][0], parts[-1][1]))
    starts = [block.start for block in document.blocks]
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)) - 1
    low = document.blocks[first].start if first >= 0 else 0
    high = max(document.blocks[last].end if last >= 0 else len(document.prose), end)
    around = document.raw_span(*context(document.prose, start, end, min(low, start), high))
    text = " … ".join(document.text[a:b] for a, b in parts)
    return Quotation(parts, text, addition.kind, _NEVER, around)


def _missing(addition: Addition, count: int) -> str:
    words = shortened(addition.text)
    if count:
        times = "once" if count == 1 else f"{count} times"
        return f"{words!r} stands only {times} in {addition.source}"
    return f"{words!r} does not stand in {addition.source}; give the words exactly as they are there"


def shortened(words: str, most: int = 60) -> str:
    """The beginning of some words, on one line, for a message."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"
