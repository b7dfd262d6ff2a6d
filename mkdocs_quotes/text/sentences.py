"""Where sentences begin and end, as far as context for a reader asks for it."""

from __future__ import annotations

import re

from .letters import UPPER

_END = re.compile(r"[.!?…][”’\"')\]]*(?=\s+[“‘\"'(\[]?\w)|[.!?…][”’\"')\]]*\s*$")
_SHORT = re.compile(
    rf"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Jr|Sr|No|vs|etc)|\b[{UPPER}])\.$"
)
_REACH = 400
_NEAR = 120


def sentence_start(prose: str, at: int, low: int) -> int:
    """Where the sentence that holds `at` begins; not before `low`, and not far back."""
    floor = max(low, at - _REACH)
    start = -1
    for begin in (max(floor, at - _NEAR), floor):  # mostly it is not far
        for m in _END.finditer(prose, begin, at):
            if m.end() < at and not _SHORT.search(prose, max(floor, m.end() - 6), m.end()):
                start = m.end()
        if start >= 0 or begin == floor:
            break
    start = max(start, floor)
    while start < at and prose[start].isspace():
        start += 1
    return start


def sentence_end(prose: str, at: int, high: int) -> int:
    """Where the sentence that holds the character before `at` ends; not behind `high`, and not far on."""
    ceiling = min(high, at + _REACH)
    for m in _END.finditer(prose, max(at - 2, 0), ceiling):
        if m.end() >= at and not _SHORT.search(prose, max(0, m.end() - 6), m.end()):
            return m.end()
    return ceiling


def context(prose: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The sentences that hold `start` to `end` with one before and one behind, within `low` to `high`."""
    first = sentence_start(prose, start, low)
    if first > low:
        first = sentence_start(prose, first - 1, low)
    last = sentence_end(prose, end, high)
    if last < high:
        follow = last
        while follow < high and prose[follow].isspace():
            follow += 1
        last = sentence_end(prose, min(follow + 1, high), high)
    return first, last
