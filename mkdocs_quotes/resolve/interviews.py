"""Who asks and who answers in an interview that labels its turns "Q" and "A", or not at all.

    Edmund Hartley has counted the swifts since 1981. He spoke to Priya Sen.     he answers her
    Priya Sen talks to Edmund Hartley. · Hartley tells Priya Sen why. · Interview by Priya Sen.

What stands above the first turn tells it. Where it does not, nobody is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..text.names import Name
from .entities import NOBODY, Cast

_ABOVE = 4_000
"""Characters above the first turn that are looked at."""
_BY = re.compile(r"(?:\b[Bb]y|\b(?:[Ii]nterviewer|[Ww]ords|[Qq]uestions|[Tt]ext)\s?:)\s$")
_WITH = re.compile(
    r"\b(?:spoke|speaks|talked|talks|chatted|chats|sat down|sits down|caught up|catches up|in conversation|met|up)\s"
    r"(?:to|with)\s(?:[\w’']+\s){0,4}$"
)
"""Before whom somebody spoke with."""
_TELLS = re.compile(r"\b(?:tells|told)\s(?:[\w’']+\s){0,4}$")
_ASKS = re.compile(
    r"\s(?:asks?|asked|meets|met|interviews|interviewed|quizzes|grills|(?:speaks|spoke|talks|talked|chats|chatted|"
    r"sits down|sat down|catches up|caught up)\s(?:to|with))\b"
)
"""Behind who asks, or who was asked: what else is told decides."""
_OBJECT = re.compile(r"\s(?:him|her|them)\b")
_SUBJECT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\s(?:[\w’']+\s){0,2}$")
_SPOKEN = re.compile(
    r"\b(?:(?:spoke|speaks|talked|talks|chatted|chats|sat down|sits down|caught up|catches up)\s(?:to|with)|"
    r"in conversation with|tells|met|meets|interview(?:s|ed|er)?)\b", re.I
)
"""Without any of these, a record of letters is no interview."""
_LONGEST = 60
"""Characters before a name that the words for speaking with somebody take at most."""
_SENTENCE = re.compile(r"[.!?]\s|\n")


class Parts(NamedTuple):
    """The entities of an interview's two parts; `NOBODY` where that is not told."""

    asks: int
    answers: int


def parts_of(prose: str, first: int, names: Sequence[Name], cast: Cast, author: str | None) -> Parts:
    """Who asks and who answers, by what stands above the offset of the first turn."""
    low = max(0, first - _ABOVE)
    i, j = bisect_left(names, low, key=_start), bisect_left(names, first, key=_start)
    above = [
        (name, number)
        for name, number in zip(names[i:j], cast.of_name[i:j], strict=True)
        if number != NOBODY and cast.entities[number].kind == "person"
    ]
    if not above or _SPOKEN.search(prose, low, first) is None:
        return Parts(NOBODY, NOBODY)
    asker = next((n for name, n in above if _is_author(name, author) or _is_by_line(prose, name)), NOBODY)
    if asker == NOBODY:
        asker = _asker(prose, low, above)
    others = Counter(number for _, number in above if number != asker)
    return Parts(asker, _answerer(others, cast))


def _start(name: Name) -> int:
    return name.start


def _is_author(name: Name, author: str | None) -> bool:
    return author is not None and name.text.lower() == author.lower()


def _is_by_line(prose: str, name: Name) -> bool:
    return _BY.search(prose, max(0, name.start - _LONGEST), name.start) is not None


def _asker(prose: str, low: int, above: Sequence[tuple[Name, int]]) -> int:
    """Who asks, by the verbs for speaking with somebody; of two who speak with each other who is not named before."""
    for k, (name, number) in enumerate(above):
        before = prose[max(low, name.start - _LONGEST) : name.start]
        spoken_with, told = _WITH.search(before), _TELLS.search(before)
        if told is not None:
            return number
        if spoken_with is not None:
            lead = before[: spoken_with.start()]
            if _SUBJECT.search(lead):
                return number
            if k and above[k - 1][1] != number and not _SENTENCE.search(prose, above[k - 1][0].end, name.start):
                return _of_two(above, k - 1, k)
            return NOBODY  # "We spoke to Edmund Hartley"
        if (m := _ASKS.match(prose, name.end)) is not None and _OBJECT.match(prose, m.end()):
            return number
    return NOBODY


def _of_two(above: Sequence[tuple[Name, int]], one: int, two: int) -> int:
    """Who of two in one sentence asks: the other is whom the text has named before, or names again."""
    first, second = above[one][1], above[two][1]
    times = Counter(number for _, number in above)
    before = {number for _, number in above[:one]}
    if (first in before) != (second in before):
        return second if first in before else first
    if times[first] != times[second]:
        return second if times[first] > times[second] else first
    return first  # "Priya Sen talks to Edmund Hartley"


def _answerer(others: Counter[int], cast: Cast) -> int:
    """Whom an interview is with: the only other one who is named above it, or the one named in full most often."""
    if len(others) == 1:
        return next(iter(others))
    full = [(times, number) for number, times in others.items() if cast.entities[number].full]
    best = max((times for times, _ in full), default=0)
    most = [number for times, number in full if times == best]
    return most[0] if len(most) == 1 else NOBODY
