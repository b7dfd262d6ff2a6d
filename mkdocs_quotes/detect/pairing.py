"""Pair the marks of one paragraph: the reading of all its marks together that costs least.

A greedy scanner loses the rest of a paragraph to one apostrophe or inch mark. Here every mark may open, close
or be none, the state is the stack of marks that are open, and a Viterbi search keeps the cheapest way into
each state. Nothing leaves its paragraph: what is still open at the end is cut off there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .marks import DOUBLE, SINGLE, Mark


class Pair(NamedTuple):
    """Two marks that belong together, or one whose partner is missing (None)."""

    opener: Mark | None
    closer: Mark | None
    depth: int
    cut: int | None = None
    """Where an unclosed quotation ends because another one opens; None: with the paragraph."""


# Costs of readings that are not in order.
_UNCLOSED = 4.0
_UNCLOSED_BUT_CARRIED_ON = 0.8  # the next paragraph opens again
_UNOPENED = 5.0
_UNCLOSED_INSIDE = 3.5  # an outer mark closes over an inner one
_REOPENED = 4.5  # the same mark opens again as if the first had been closed
_CLOSED_BY_ANOTHER = 3.2  # “Put that down,’ she said.
_CONFUSED = {DOUBLE, SINGLE}
_SAME_INSIDE = 2.8  # "They called me "Ghost" at school,"
_INSIDE = 0.3
_NOT_OWN_MARK = 1.2  # a single mark outside of others in a text that speaks in double ones

_MAX_DEPTH = 4
_BEAM = 10
_GOOD = 1.0
"""A straightforward reading that costs no more than this needs no search."""

_OPEN, _CLOSE, _PLAIN, _CLOSE_OVER, _CUT = range(5)

# A way is a chain of (action, way before); a state is the stack of families that are open.
_Way = tuple[int, "_Way"] | None
_State = tuple[str, ...]


def pair(marks: Sequence[Mark], own: str, carried_on: str | None) -> list[Pair]:
    """The pairs among `marks`, in order of their openers (unopened ones stand where they close).

    `own` is the family that the text speaks in, `carried_on` the family of the mark that the next paragraph
    starts with, if it starts with one.
    """
    if own != SINGLE and not any(m.opens < 1.0 for m in marks if m.family == SINGLE):
        # Without a likely opener the single marks are apostrophes; most paragraphs of most texts end up here.
        marks = [m for m in marks if m.family != SINGLE or m.opens <= m.plain]
    if not marks:
        return []
    actions = _straightforward(marks, own)
    if actions is None:
        actions = _search(marks, own, carried_on)
    return _pairs(marks, actions)


def _straightforward(marks: Sequence[Mark], own: str) -> list[int] | None:
    """The actions where every mark plainly is what the stack asks for, otherwise None."""
    stack: list[str] = []
    actions = []
    cost = 0.0
    for mark in marks:
        family = mark.family
        if mark.plain < min(mark.opens, mark.closes) and mark.plain < 0.5:
            cost += mark.plain
            actions.append(_PLAIN)
        elif stack and stack[-1] == family:
            cost += mark.closes
            stack.pop()
            actions.append(_CLOSE)
        elif family not in stack:
            cost += mark.opens + (_NOT_OWN_MARK if not stack and family == SINGLE != own else 0.0)
            stack.append(family)
            actions.append(_OPEN)
        else:
            return None
        if cost > _GOOD:
            return None
    return None if stack else actions


def _search(marks: Sequence[Mark], own: str, carried_on: str | None) -> list[int]:
    """The cheapest actions, by Viterbi over the stacks."""
    beam: dict[_State, tuple[float, _Way]] = {(): (0.0, None)}
    for mark in marks:
        family = mark.family
        following: dict[_State, tuple[float, _Way]] = {}

        def step(state: _State, cost: float, action: int, way: _Way) -> None:
            known = following.get(state)  # noqa: B023
            if known is None or cost < known[0]:
                following[state] = (cost, (action, way))  # noqa: B023

        for stack, (cost, way) in beam.items():
            top = stack[-1] if stack else None
            step(stack, cost + mark.plain, _PLAIN, way)
            if len(stack) < _MAX_DEPTH:
                if top is None:
                    extra = _NOT_OWN_MARK if family == SINGLE != own else 0.0
                else:
                    extra = _SAME_INSIDE if top == family else _INSIDE
                step((*stack, family), cost + mark.opens + extra, _OPEN, way)
            if top == family:
                step(stack[:-1], cost + mark.closes, _CLOSE, way)
                step(stack, cost + mark.opens + _REOPENED, _CUT, way)
            elif len(stack) > 1 and stack[-2] == family:
                step(stack[:-2], cost + mark.closes + _UNCLOSED_INSIDE, _CLOSE_OVER, way)
            elif top is not None and mark.closes <= 0.2 and {top, family} == _CONFUSED:
                step(stack[:-1], cost + mark.closes + _CLOSED_BY_ANOTHER, _CLOSE, way)
            if top is None:
                extra = _UNOPENED + (2.0 if family == SINGLE else 0.0)
                step(stack, cost + mark.closes + extra, _CLOSE, way)
        if len(following) > _BEAM:
            kept = sorted(following.items(), key=lambda item: item[1][0])[:_BEAM]
            following = dict(kept)
        beam = following
    best: tuple[float, _Way] | None = None
    for stack, (cost, way) in beam.items():
        if stack:
            cost += _UNCLOSED_BUT_CARRIED_ON if stack[0] == carried_on else _UNCLOSED
            cost += _UNCLOSED * (len(stack) - 1)
        if best is None or cost < best[0]:
            best = (cost, way)
    actions = []
    step_back = best[1] if best else None
    while step_back is not None:
        action, step_back = step_back
        actions.append(action)
    actions.reverse()
    return actions


def _pairs(marks: Sequence[Mark], actions: Sequence[int]) -> list[Pair]:
    """Turn the action of each mark into pairs."""
    pairs: list[Pair | None] = []
    stack: list[tuple[int, Mark]] = []
    for mark, action in zip(marks, actions, strict=True):
        if action == _CUT:
            place, opener = stack.pop()
            pairs[place] = Pair(opener, None, len(stack), mark.start)
        if action in (_OPEN, _CUT):
            stack.append((len(pairs), mark))
            pairs.append(None)
        elif action == _CLOSE_OVER:
            place, opener = stack.pop()
            pairs[place] = Pair(opener, None, len(stack), mark.start)
        if action in (_CLOSE, _CLOSE_OVER):
            if stack:
                place, opener = stack.pop()
                pairs[place] = Pair(opener, mark, len(stack))
            else:
                pairs.append(Pair(None, mark, 0))
    while stack:
        place, opener = stack.pop()
        pairs[place] = Pair(opener, None, len(stack))
    return [p for p in pairs if p is not None]
