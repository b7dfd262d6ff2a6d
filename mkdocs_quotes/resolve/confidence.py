"""How sure an attribution is: the probabilities of both scorers, brought in line with how often they are right.

A softmax over candidates is sure of itself in ways that differ from genre to genre and from cue to cue. A logistic
regression over its log-odds and a few facts about the case (Platt scaling with features; Platt 1999) makes of it a
probability that means what it says. Its weights are data (`attribute/weights/confidence.json`), fitted on texts that
the scorers had not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import exp, log

from ..attribute import load_scorer
from .entities import NOBODY
from .reading import Decision
from .turns import Stage

Evidence = dict[str, float]
"""Facts about an attribution, by name, each with its size."""

_CLIP = 6.0
"""Log-odds beyond this tell nothing more."""
_BOOK = 60_000
"""Characters. In a text longer than this, names are the difficulty; in shorter ones, words near the quotation."""
_LEAST = 1e-6
"""Nor do probabilities below this, or as near to 1."""
_RARE = 1e-4
_SCRAP = 1_000
"""Calibration knows whole texts; in a text of so few characters, who is not named near is not there at all."""
_MODEST = 0.84
"""In scraps the scorers are too modest: of our own short cases that they gave .56 to .6, nine in ten are right."""
_ONLY = 0.6
"""In a scrap of text, the only one whom a pronoun fits is meant oftener than not."""
_RIVAL = 0.45
"""A name that several bear is a guess, however well the scene speaks for one of them."""
_MANY = 5
"""Calibration knows names that two or three bear; of so many or more, the scene can tell none from the rest."""
_FEW, _SOME = 4, 7
"""Words of a quotation: so many and more are looked at together."""
_SEVERAL = 5
"""So many whom a pronoun may mean and more are looked at together."""
AS_IS = "as is"
"""Evidence that is a probability already."""


class Calibration:
    """Makes a probability of the evidence for an attribution."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)

    def probability(self, evidence: Evidence) -> float:
        """How likely the attribution is right, 0 to 1."""
        if AS_IS in evidence:
            return evidence[AS_IS]
        weights = self.weights
        score = sum([weights[name] * size for name, size in evidence.items() if name in weights])
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def load_calibration() -> Calibration:
    """The calibration with the weights of the package."""
    return Calibration(load_scorer("confidence").weights)


@lru_cache(maxsize=1 << 12)
def _names(code: str, text: str, relation: str) -> tuple[str, ...]:
    """The names of facts about a case, as `evidence_for` asks for them."""
    return (
        f"text={text}", f"cue={code}", f"cue={code}&{text}", f"near={code}", f"near={text}", f"turn={code}",
        f"turn={text}", f"turn={relation}", f"margin={code}", f"nobody={code}",
    )  # fmt: skip


def evidence_for(stage: Stage, decision: Decision, guess: int, words: float) -> Evidence:
    """What the confidence in an attribution hangs on.

    `words` is the probability that the words near the quotation name its speaker, `guess` the entity it is given to.
    """
    turn, cue, scene = stage.turns[decision.turn], decision.cue, stage.scene
    code = cue.code
    text = f"{'book' if len(scene.document.prose) > _BOOK else 'short'}.{scene.chatty}"
    likely = dict(decision.ranked).get(guess, decision.probability)
    rival = code == "rival"
    if len(scene.document.prose) < _SCRAP or (rival and len(cue.allowed or ()) >= _MANY):
        if code in ("he", "she") and decision.pool == (guess,):
            likely = max(likely, _ONLY)
        return {AS_IS: (likely * words * (_RIVAL if rival else 1.0)) ** _MODEST}
    names = _names(code, text, turn.relation)
    evidence = {
        "always": 1.0, names[0]: 1.0, names[1]: 1.0, names[2]: 1.0, "speech": _log_odds(turn.quoted.confidence),
    }  # fmt: skip
    site = turn.local.site
    if site is not None:
        evidence |= _manner(site.manner, site.length, site.kind, site.how, code)
    if cue.near is not None:
        near = _log_odds(words)
        evidence["near"] = evidence[names[3]] = evidence[names[4]] = near
        if site is not None:
            evidence[f"near={site.manner}"] = near
    if cue.fixed is None:
        second = max((p for e, p in decision.ranked if e != guess), default=0.0)
        chosen = _log_odds(likely)
        evidence["turn"] = evidence[names[5]] = evidence[names[6]] = chosen
        evidence[names[7]] = chosen
        evidence["margin"] = evidence[names[8]] = log((likely + _RARE) / (second + _RARE))
        evidence[names[9]] = float(decision.entity == NOBODY)
        if code in ("he", "she"):
            known, part = stage.antecedents.standing(turn, cue, guess)
            evidence |= dict.fromkeys(_antecedent(known, part, min(len(decision.pool), _SEVERAL), text), 1.0)
    return evidence


@lru_cache(maxsize=1 << 12)
def _antecedent(known: str, part: str, pool: int, text: str) -> tuple[str, ...]:
    """How the one that a pronoun is taken to mean stands before it, and among how many."""
    return f"gender={known}", f"gender={known}&{text}", f"part={part}", f"pool={pool}", f"pool={pool}&{text}"


@lru_cache(maxsize=1 << 12)
def _manner(manner: str, length: int, kind: str, how: str, code: str) -> Mapping[str, float]:
    """How the words stand.

    A report names its speakers in another way than a story, and of a few words within a sentence it is harder to tell
    whose they are than of a whole one.
    """
    size = str(length) if length < _FEW else f"{_FEW}-6" if length < _SOME else "7+"
    return {
        f"manner={manner}": 1.0,
        f"manner={manner}&{code}": 1.0,
        f"size={size}&{kind}&{manner}": 1.0,
        f"how={how}&{manner}": 1.0,
    }


def _log_odds(probability: float) -> float:
    if probability <= _LEAST:
        return -_CLIP
    if probability >= 1 - _LEAST:
        return _CLIP
    odds = log(probability / (1 - probability))
    return -_CLIP if odds < -_CLIP else _CLIP if odds > _CLIP else odds
