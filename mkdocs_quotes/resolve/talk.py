"""The state of a conversation before a turn, and what it says for each speaker by their part in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

PARTS = ("last", "other", "third", "earlier", "new")
"""What part a candidate has in the conversation: who spoke last, the one before who is another, …"""


class Talk(NamedTuple):
    """The state of a conversation before a turn."""

    cue: str
    relation: str
    before: str
    """The relation of the turn before."""
    chatty: str
    place: str
    asked: str
    fresh: int
    """How many whom a pronoun may mean are named since the turn before, up to two; -1 of another cue."""
    run: int
    """How many turns the last speaker has had in a row."""
    swaps: bool
    """Two speakers have alternated."""
    few: bool
    """Not more than two speakers so far."""


def parts_of(pool: Sequence[int], parts: Mapping[int, str]) -> list[str]:
    """Each candidate's part."""
    return [parts.get(e, "new") for e in pool]


def part_features(talk: Talk, part: str) -> list[str]:
    """What speaks for a candidate by its part in the conversation."""
    rows = _part_features(talk, part)
    if talk.fresh >= 0:
        rows.append(f"{talk.cue}:{part}&{talk.relation}&fresh{talk.fresh}")
    return rows


def _part_features(talk: Talk, part: str) -> list[str]:
    c, relation = talk.cue, talk.relation
    if part in ("last", "other"):
        rows = [
            f"{c}:{part}&{relation}&{talk.chatty}", f"{c}:{part}&{relation}{talk.before}&{talk.place}",
            f"{c}:{part}&{relation}&run{talk.run}", f"{c}:{part}&{relation}&{talk.asked}",
            f"{c}:{part}&{relation}&{talk.place}",
        ]  # fmt: skip
        if talk.swaps:
            rows.append(f"{c}:{part}&{relation}&swaps")
        if talk.few:
            rows.append(f"{c}:{part}&{relation}&few")
        return rows
    if part == "third":
        return [f"{c}:third&{relation}", f"{c}:third&{relation}&{talk.swaps}&{talk.chatty}"]
    if part == "earlier":
        return [f"{c}:earlier&{relation}&{talk.chatty}"]
    return [f"{c}:new&{relation}&{talk.chatty}", f"{c}:new&{relation}&{talk.swaps}&{talk.place}"]


