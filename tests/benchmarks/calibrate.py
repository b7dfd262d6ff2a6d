"""Fit how sure an attribution is: evidence and outcome of texts that the scorers had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from corpora import Text
from fitting import fit_logistic
from scoring import Gold, Score

from mkdocs_quotes.model import Analysis, Options
from mkdocs_quotes.pipeline import Scorers, analyse
from mkdocs_quotes.records import to_records
from mkdocs_quotes.resolve.confidence import AS_IS, Calibration, Evidence

LEAST_COUNT = 12
LEAST_WEIGHT = 0.005
PENALTY = 8.0
COUNTS = {"novels": 0.3, "own": 1.5, "openings": 0.0}
"""How much an outcome of a corpus counts. Of novels there are many, of few books; in the openings a speaker goes by a
label of the annotators, which the text need not hold."""


class Outcome(NamedTuple):
    """What came of one attribution that the gold can judge."""

    evidence: Evidence
    confidence: float
    right: bool


@dataclass(frozen=True)
class Reading:
    """A text as it was analysed, with the evidence for each quotation that was given to somebody."""

    corpus: str
    gold: Gold
    analysis: Analysis
    evidence: tuple[Evidence | None, ...]

    def records(self, min_confidence: float) -> list[dict[str, Any]]:
        """The records as the command line would print them."""
        source = f"{self.gold['id']}.{self.gold.get('format', 'txt')}"
        return to_records(self.analysis, source, min_confidence=min_confidence)

    def with_confidence(self, calibration: Calibration) -> Reading:
        """The same with the confidence that a calibration gives."""
        quotations = tuple(
            q
            if known is None
            else replace(q, attribution=replace(q.attribution, confidence=calibration.probability(known)))
            for q, known in zip(self.analysis.quotations, self.evidence, strict=True)
        )
        return replace(self, analysis=replace(self.analysis, quotations=quotations))

    def outcomes(self) -> list[Outcome]:
        """What came of each attribution that the gold can judge."""
        score = Score()
        records = self.records(0.0)
        score.add(self.gold, records)
        kinds = {id(e.record): e.kind for e in score.errors if e.record is not None}
        known = {
            q.start: (evidence, q.attribution.confidence)
            for q, evidence in zip(self.analysis.quotations, self.evidence, strict=True)
        }
        out = []
        for record in records:
            kind = kinds.get(id(record))
            evidence, confidence = known[record["start"]]
            if record["speaker"] and evidence is not None and kind not in ("false", "scare"):
                out.append(Outcome(evidence, confidence, kind is None))
        return out


class _Recorder(Calibration):
    """Keeps the evidence that it is shown."""

    def __init__(self) -> None:
        super().__init__({})
        self.seen: list[Evidence] = []

    def probability(self, evidence: Evidence) -> float:
        self.seen.append(evidence)
        return 0.5


def read_with(text: Text, scorers: Scorers) -> Reading:
    """Analyse a text and keep the evidence; its confidences are still to be set."""
    recorder = _Recorder()
    analysis = analyse(text.document, Options(), scorers=scorers._replace(sure=recorder))
    seen = iter(recorder.seen)
    evidence = tuple(None if q.attribution.speaker is None else next(seen) for q in analysis.quotations)
    return Reading(text.corpus, text.gold, analysis, evidence)


def fit_calibration(readings: Sequence[Reading]) -> Calibration:
    """The calibration that makes what came of these readings likely.

    Where only the words for a speaker are annotated ("he"), not who that is, nothing can be learnt of whom a pronoun or
    a description was taken to mean.
    """
    rows = [
        (o, COUNTS.get(r.corpus, 1.0))
        for r in readings
        for o in r.outcomes()
        if AS_IS not in o.evidence and (r.gold.get("characters") or "turn" not in o.evidence)
    ]
    weights = fit_logistic(
        [o.evidence for o, _ in rows], [o.right for o, _ in rows], [count for _, count in rows], PENALTY, LEAST_COUNT
    )
    return Calibration({name: round(w, 3) for name, w in weights.items() if abs(w) >= LEAST_WEIGHT})


def reliability(readings: Sequence[Reading]) -> tuple[list[tuple[float, float, int]], float]:
    """By tenths of confidence: its mean, the share that is right, how many; and the expected calibration error."""
    outcomes = [o for r in readings for o in r.outcomes()]
    rows, error = [], 0.0
    for tenth in range(10):
        inside = [o for o in outcomes if min(int(o.confidence * 10), 9) == tenth]
        if inside:
            mean = sum(o.confidence for o in inside) / len(inside)
            right = sum(o.right for o in inside) / len(inside)
            error += abs(mean - right) * len(inside) / len(outcomes)
            rows.append((mean, right, len(inside)))
    return rows, error
