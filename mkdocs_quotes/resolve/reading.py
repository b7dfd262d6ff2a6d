"""Decide who speaks each turn: a beam over the possible readings of the whole conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from ..attribute import Scorer, softmax
from .cues import CueClass
from .entities import NOBODY
from .turns import HISTORY, Stage

_LEAST = 1e-4
_NEVER = -50.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Who speaks a turn."""

    turn: int
    entity: int
    """`NOBODY` where the text does not say."""
    cue: CueClass
    probability: float
    ranked: tuple[tuple[int, float], ...]
    """Entities weighed with their probability, best first."""
    pool: tuple[int, ...] = ()
    """All that were weighed."""


class _Node:
    """One decision in a reading; leads back to the ones before."""

    __slots__ = ("entity", "parent", "pool", "probabilities")

    def __init__(
        self, entity: int, pool: Sequence[int], probabilities: Sequence[float], parent: _Node | None
    ) -> None:
        self.entity = entity
        self.pool = pool
        self.probabilities = probabilities
        self.parent = parent


_Reading = tuple[float, tuple[int, ...], "_Node | None"]


def decide(stage: Stage, scorer: Scorer, beam: int = 4) -> list[Decision]:
    """The best reading of all turns together: a beam over the histories of speakers."""
    readings: list[_Reading] = [(0.0, (), None)]
    for at, cue in enumerate(stage.cues):
        if cue.fixed is not None:
            pool, sure = (cue.fixed,), (0.0, 1.0)
            readings = [
                (score, (*history, cue.fixed)[-HISTORY:], _Node(cue.fixed, pool, sure, node))
                for score, history, node in readings
            ]
        elif at and stage.goes_on(at):
            readings = [(score, (*h, h[-1])[-HISTORY:], _again(node)) for score, h, node in readings]
        else:
            readings = _grow(stage, scorer, at, readings)
        seen: dict[tuple[int, ...], _Reading] = {}
        for reading in readings:
            if reading[1] not in seen:
                seen[reading[1]] = reading
                if len(seen) == beam:
                    break
        readings = list(seen.values())
    path: list[_Node] = []
    node = readings[0][2]
    while node is not None:
        path.append(node)
        node = node.parent
    return [_decision(stage, at, step) for at, step in enumerate(reversed(path))]


def _again(node: _Node | None) -> _Node | None:
    """The decision of the paragraph before, for the next paragraph of the same quotation."""
    return node and _Node(node.entity, node.pool, node.probabilities, node)


def _grow(stage: Stage, scorer: Scorer, at: int, readings: Sequence[_Reading]) -> list[_Reading]:
    """Every reading with every possible speaker of one turn, best first."""
    grown: list[_Reading] = []
    pool = tuple(stage.candidates(at, [history for _, history, _ in readings]))
    static = [scorer.score(rows) for rows in stage.static(at, pool)]
    if stage.cues[at].own != NOBODY:
        static[0] = _NEVER  # a description is a name of its own where it is nobody else's
    for score, history, node in readings:
        moves = stage.moves(at, pool, history, scorer)
        scores = [static[0], *(s + d for s, d in zip(static[1:], moves, strict=True))]
        probabilities = softmax(scores)
        for entity, p in zip((NOBODY, *pool), probabilities, strict=True):
            if p > _LEAST:
                step = _Node(entity, pool, probabilities, node)
                grown.append((score + log(p), (*history, entity)[-HISTORY:], step))
    grown.sort(key=lambda reading: -reading[0])
    return grown


def _decision(stage: Stage, at: int, step: _Node) -> Decision:
    cue = stage.cues[at]
    ranked = sorted(zip(step.pool, step.probabilities[1:], strict=True), key=lambda r: -r[1])
    probability = dict(ranked).get(step.entity, step.probabilities[0])
    return Decision(at, step.entity, cue, probability, tuple(ranked[:5]), tuple(step.pool))
