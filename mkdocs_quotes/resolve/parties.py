"""Whose side of a conversation a run of turns is, judged by all of that side's turns together.

Two people mostly alternate, and a reading goes from turn to turn: whoever it takes for the second voice at the start is
kept, since the alternation speaks for them from then on. So once the whole is read, each side that no cue names is
asked again: is somebody else far likelier at all of its turns, set apart what they owe to the history?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt
from operator import add
from typing import NamedTuple

from ..attribute import Scorer, softmax
from .entities import NOBODY
from .reading import Decision
from .scene import compatible
from .turns import HISTORY, Stage

_LEAST = 3
"""Turns of a run that is looked at."""
_TURNS = 2
"""So many turns of one side tell more than each alone."""
_FAR = 2.0
"""How much likelier somebody else must be, as log-odds for each square root of turns."""
_RANKED = 5


class _Side(NamedTuple):
    """The turns of one of two who alternate."""

    turns: list[int]
    speaker: int
    other: int
    """Who speaks the turns between, `NOBODY` where nobody does."""


def settle_parties(stage: Stage, scorer: Scorer, decisions: Sequence[Decision]) -> list[Decision]:
    """The same decisions, with whole sides of a conversation given to whom their turns together speak for."""
    out = list(decisions)
    for run in _runs(stage):
        at = 0
        while at < len(run):
            end, voices = _two_voices(out, run, at)
            for side in _sides(out, run[at:end], voices):
                if (speaker := _likelier(stage, decisions, side)) is not None:
                    voices[voices.index(side.speaker)] = speaker
                    for k in side.turns:
                        out[k] = _given(stage, scorer, out, k, speaker)
            at = end
    return out


def _runs(stage: Stage) -> Iterator[list[int]]:
    """Turns of paragraphs that follow each other."""
    run: list[int] = []
    for k, turn in enumerate(stage.turns):
        if turn.relation not in ("next", "same", "cont"):
            if len(run) >= _LEAST:
                yield run
            run = []
        run.append(k)
    if len(run) >= _LEAST:
        yield run


def _two_voices(decisions: Sequence[Decision], run: Sequence[int], at: int) -> tuple[int, list[int]]:
    """How far a run goes on from a place in it with no third voice, and whose the voices are."""
    voices: list[int] = []
    end = at
    while end < len(run):
        speaker = decisions[run[end]].entity
        if speaker not in voices:
            if len(voices) == 2:
                break
            voices.append(speaker)
        end += 1
    return end, voices


def _sides(decisions: Sequence[Decision], stretch: Sequence[int], voices: list[int]) -> Iterator[_Side]:
    """The sides of a stretch that no cue names. `voices` may change between one and the next."""
    for place in range(len(voices)):
        speaker = voices[place]
        turns = [k for k in stretch if decisions[k].entity == speaker]
        if speaker != NOBODY and len(turns) >= _TURNS and all(decisions[k].cue.fixed is None for k in turns):
            yield _Side(turns, speaker, voices[1 - place] if len(voices) == 2 else NOBODY)


def _likelier(stage: Stage, decisions: Sequence[Decision], side: _Side) -> int | None:
    """Somebody who is far likelier to have spoken all turns of a side than the one they were given to.

    One who was not weighed at half of them is no party to it; where he was not, nobody is less likely than he.
    """
    own = [k for k in side.turns if not (k and stage.goes_on(k))]
    if len(own) < _TURNS:
        return None
    rows = [dict(zip(decisions[k].pool, decisions[k].weights, strict=True)) for k in own if decisions[k].weights]
    times = Counter(e for row in rows for e in row)
    pool = [e for e, n in sorted(times.items()) if n * 2 >= len(own) and e != side.other]
    entities = stage.scene.cast.entities
    for gender in {stage.cues[k].gender for k in own} - {"?"}:
        pool = [e for e in pool if compatible(gender, entities[e]) != "no"]
    if side.speaker not in pool or len(pool) == 1:
        return None
    least = [min(row.values()) for row in rows]
    totals = {e: sum(row.get(e, low) for row, low in zip(rows, least, strict=True)) for e in pool}
    best = max(pool, key=totals.__getitem__)
    return best if totals[best] - totals[side.speaker] > _FAR * sqrt(len(own)) else None


def _given(stage: Stage, scorer: Scorer, decisions: Sequence[Decision], at: int, speaker: int) -> Decision:
    """The decision of a turn that is given to another, weighed after the history as it is now."""
    if at and stage.goes_on(at):
        return replace(decisions[at - 1], turn=at, cue=decisions[at].cue)
    history = [d.entity for d in decisions[max(0, at - HISTORY) : at]]
    pool = tuple(dict.fromkeys((*decisions[at].pool, speaker)))
    nobody, *own = stage.weigh(at, pool, scorer)
    chances = softmax([nobody, *map(add, own, stage.moves(at, pool, history, scorer))])[1:]
    ranked = sorted(zip(pool, chances, strict=True), key=lambda r: -r[1])
    likely = chances[pool.index(speaker)]
    return Decision(at, speaker, decisions[at].cue, likely, tuple(ranked[:_RANKED]), pool)
