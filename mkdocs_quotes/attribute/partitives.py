"""One or some of a group as a speaker: "one of them said", "most of those at the table thought", "those present said".

The words are data of the language (`partitives.txt`). The phrase becomes one description of a source that nobody names,
so that the person named before is not taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from ..lang import Lexicon
from .phrases import Token

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


def with_partitives(row: str, tokens: list[Token], words: Partitives) -> str:
    """Make one description of each such phrase that is a subject: "D" of one, "U" of several.

    `row` holds the classes of the tokens; returns the new ones.
    """
    found: list[tuple[int, int, str]] = []
    for i, token in enumerate(tokens):
        span = None
        if token[3] in words.whole:
            span = _phrase(row, tokens, i, words)
        elif token[3] in words.rest and i > 2 and tokens[i - 1][3] == "the" and tokens[i - 2][3] == "of":
            span = _part(row, tokens, i - 2, i, words)
        if span is not None and (not found or span[0] > found[-1][1]):
            found.append(span)
    for first, last, code in reversed(found):
        tokens[first : last + 1] = [(code, tokens[first][1], tokens[last][2], GROUP, -1)]
        row = f"{row[:first]}{code}{row[last + 1 :]}"
    return row


def _phrase(row: str, tokens: Sequence[Token], i: int, words: Partitives) -> tuple[int, int, str] | None:
    """The phrase that the word of a group at `i` stands in: its first and last token and its class."""
    if i and tokens[i - 1][3] == "of":
        return _part(row, tokens, i - 1, i, words)
    if tokens[i][3] != GROUP or (i and row[i - 1] in _NO_SUBJECT):
        return None
    last = _end(row, tokens, i, words)
    return None if last is None or last == i else (i, last, "U")


def _part(row: str, tokens: Sequence[Token], of: int, last: int, words: Partitives) -> tuple[int, int, str] | None:
    """ "Some of those present": `of` and `last` are its tokens."""
    if not of:
        return None
    head = tokens[of - 1][3]
    code = "D" if head in words.one else "U" if head in words.many else ""
    if not code:
        return None
    first = of - 1
    if first and tokens[first - 1][3] in ("a", "only", "the"):
        first -= 1
    if (end := _end(row, tokens, last, words)) is not None:
        return first, end, code
    if _SAID_BEFORE.search(row, max(0, first - 4), first) is None:
        return None
    told = last + 1 < len(tokens) and (row[last + 1] == "G" or tokens[last + 1][3] in words.behind)
    return first, last + told, code


def _end(row: str, tokens: Sequence[Token], last: int, words: Partitives) -> int | None:
    """The last token of a phrase whose group is told at `last`, where a verb of saying follows; else nothing."""
    m = _TAIL.match(row, last + 1)
    if m is None:
        return None
    if m.end() == last + 1:
        return last
    if row[last + 1] == "w" and tokens[last + 1][3] not in words.behind:
        return None  # "those people said"
    return m.end() - 1 - (row[m.end() - 1] == ",")
