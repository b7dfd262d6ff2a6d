"""One or some of a group as a speaker: "one of them said", "most of those at the table thought", "those present agreed".

The words are data of the language (`partitives.txt`). The phrase becomes one description of a source that nobody names,
so that the person named before is not taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from ..lang import Lexicon
from .rows import Row

_VERB = r"a?X{0,2}a?V"
_TAIL = re.compile(
    rf"(?:rX{{0,3}}[aw]?[weaVMFG][^.;:,¶QqVrPNU]{{0,8}}?|[aeGw]{{0,2}}(?:[ptfB][kd]?[waedNLO]{{1,3}}){{0,2}}),?(?={_VERB})"
)
"""What tells a group from others, up to the verb of the sentence: "who had come by bus", "at the table", "leaving"."""
_SAID_BEFORE = re.compile(r"Q,?[VM]a?$")
"""“Next!” called one of them."""
GROUP = "those"
"""The word that such a description goes by."""
_NO_SUBJECT = "pVGMFXtfBk"
"""Behind these "those" is no subject."""


class Partitives(NamedTuple):
    """The words of a language."""

    one: Set[str]
    many: Set[str]
    whole: Set[str]
    rest: Set[str]
    behind: Set[str]

    @property
    def signs(self) -> Set[str]:
        """A row without any of these holds no such phrase."""
        return self.whole | self.rest


@lru_cache(maxsize=8)
def partitives_of(lexicon: Lexicon) -> Partitives:
    table = lexicon.table("partitives")
    return Partitives(*(frozenset(table.get(name, ())) for name in Partitives._fields))


def with_partitives(row: Row, words: Partitives) -> Row:
    """The row with each such phrase that is a subject as one description: "D" of one, "U" of several."""
    found: list[tuple[int, int, str]] = []
    for i, word in enumerate(row.words):
        span = None
        if word in words.whole:
            span = _phrase(row, i, words)
        elif word in words.rest and i > 2 and row.words[i - 1] == "the" and row.words[i - 2] == "of":
            span = _part(row, i - 2, i, words)
        if span is not None and (not found or span[0] > found[-1][1]):
            found.append(span)
    return _joined(row, found) if found else row


def _phrase(row: Row, i: int, words: Partitives) -> tuple[int, int, str] | None:
    """The phrase that the word of a group at `i` stands in: its first and last token and its class."""
    if i and row.words[i - 1] == "of":
        return _part(row, i - 1, i, words)
    if row.words[i] != "those" or (i and row.codes[i - 1] in _NO_SUBJECT):
        return None
    last = _end(row, i, words)
    return None if last is None or last == i else (i, last, "U")


def _part(row: Row, of: int, last: int, words: Partitives) -> tuple[int, int, str] | None:
    """ "Some of those present": `of` and `last` are its tokens."""
    if not of:
        return None
    head = row.words[of - 1]
    code = "D" if head in words.one else "U" if head in words.many else ""
    if not code:
        return None
    first = of - 1
    if first and row.words[first - 1] in ("a", "only", "the"):
        first -= 1
    if (end := _end(row, last, words)) is not None:
        return first, end, code
    if _SAID_BEFORE.search(row.codes, max(0, first - 4), first) is None:
        return None
    told = row.codes[last + 1 : last + 2] == "G" or row.words[last + 1 : last + 2] in [(w,) for w in words.behind]
    return first, last + told, code


def _end(row: Row, last: int, words: Partitives) -> int | None:
    """The last token of a phrase whose group is told at `last`, where a verb of saying follows; else nothing."""
    m = _TAIL.match(row.codes, last + 1)
    if m is None:
        return None
    if m.end() == last + 1:
        return last
    if row.codes[last + 1] == "w" and row.words[last + 1] not in words.behind:
        return None  # "those people said"
    return m.end() - 1 - (row.codes[m.end() - 1] == ",")


def _joined(row: Row, found: list[tuple[int, int, str]]) -> Row:
    codes, starts, ends, words, refs = row.codes, list(row.starts), list(row.ends), list(row.words), list(row.refs)
    for first, last, code in reversed(found):
        codes = f"{codes[:first]}{code}{codes[last + 1 :]}"
        ends[first], words[first] = ends[last], GROUP
        for column in (starts, ends, words, refs):
            del column[first + 1 : last + 1]
    return Row(codes, starts, ends, words, refs)
