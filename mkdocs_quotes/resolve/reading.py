"""Decide who speaks each turn: a beam over the possible readings of the whole conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from operator import add, itemgetter, mul

from ..attribute import Scorer, softmax
from .cues import CueClass
from .entities import NOBODY
from .turns import HISTORY, Stage

_LEAST = 1e-3
_NEVER = -50.0


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
class Decision:
    """Who speaks a turn."""

    turn: int
    entity: int
    """`NOBODY` where the text does not say."""
    cue: CueClass
    probability: float
    """Over all readings that were alive at the turn, not in the chosen one alone: who spoke before may be wrong."""
    ranked: tuple[tuple[int, float], ...]
    """Entities weighed with their probability, best first."""
    pool: tuple[int, ...] = ()
    """All that were weighed."""
    weights: tuple[float, ...] = ()
    """What speaks for each of them, whoever spoke before; empty where a cue names the speaker."""


class _Node:
    """One decision in a reading; leads back to the ones before."""

    __slots__ = ("entity", "parent", "pool", "probabilities", "weights")

    def __init__(
        self, entity: int, pool: Sequence[int], probabilities: Sequence[float], parent: _Node | None,
        weights: Sequence[float] = (),
    ) -> None:  # fmt: skip
        self.entity = entity
        self.pool = pool
        self.probabilities = probabilities
        self.parent = parent
        self.weights = weights


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
            readings = _grow(stage, scorer, at, readings, beam)
            continue
        if len(readings) > 1:
            seen: dict[tuple[int, ...], _Reading] = {}
            for reading in readings:
                seen.setdefault(reading[1], reading)
            readings = list(seen.values())
    path: list[_Node] = []
    node = readings[0][2]
    while node is not None:
        path.append(node)
        node = node.parent
    return [_decision(stage, at, step) for at, step in enumerate(reversed(path))]


def _again(node: _Node | None) -> _Node | None:
    """The decision of the paragraph before, for the next paragraph of the same quotation."""
    return node and _Node(node.entity, node.pool, node.probabilities, node, node.weights)


def _grow(stage: Stage, scorer: Scorer, at: int, readings: Sequence[_Reading], beam: int) -> list[_Reading]:
    """The best readings with one more turn: each reading with each possible speaker, best first, no history twice."""
    grown: list[tuple[float, int, _Reading]] = []
    pool = tuple(stage.candidates(at, [history for _, history, _ in readings]))
    static = stage.weigh(at, pool, scorer)
    if stage.cues[at].own != NOBODY:
        static[0] = _NEVER  # a description is a name of its own where it is nobody else's
    changes = stage.another_speaks(at)
    choices, own = (NOBODY, *pool), static[1:]
    chances: list[list[float]] = []
    for reading in readings:
        score, history, _ = reading
        scores = [static[0], *map(add, own, stage.moves(at, pool, history, scorer))]
        if changes and history and history[-1] in pool:
            scores[pool.index(history[-1]) + 1] = _NEVER
        probabilities = softmax(scores)
        chances.append(probabilities)
        grown += [
            (score + log(p), entity, reading)
            for entity, p in zip(choices, probabilities, strict=True)
            if p > _LEAST
        ]
    shared = _together(readings, chances) if len(readings) > 1 else chances[0]
    grown.sort(key=itemgetter(0), reverse=True)
    kept: dict[tuple[int, ...], _Reading] = {}
    for score, entity, (_, history, parent) in grown:
        longer = (*history, entity)[-HISTORY:]
        if longer not in kept:
            kept[longer] = score, longer, _Node(entity, pool, shared, parent, own)
            if len(kept) == beam:
                break
    return list(kept.values())


def _together(readings: Sequence[_Reading], chances: Sequence[Sequence[float]]) -> list[float]:
    """How likely each is to speak, whichever of the readings so far is the right one."""
    weights = softmax([score for score, _, _ in readings])
    return [sum(map(mul, weights, column)) for column in zip(*chances, strict=True)]


def _decision(stage: Stage, at: int, step: _Node) -> Decision:
    cue = stage.cues[at]
    if len(step.pool) == 1 and step.entity == step.pool[0]:  # as wherever a cue names somebody
        sure = step.probabilities[1]
        return Decision(at, step.entity, cue, sure, ((step.entity, sure),), tuple(step.pool))
    ranked = sorted(zip(step.pool, step.probabilities[1:], strict=True), key=lambda r: -r[1])
    probability = dict(ranked).get(step.entity, step.probabilities[0])
    return Decision(at, step.entity, cue, probability, tuple(ranked[:5]), tuple(step.pool), tuple(step.weights))
