"""Read every text with weights that were trained without it.

The documents are divided into folds by their ids. Each fold is read with scorers trained on the others, and takes its
confidence from a calibration fitted on the readings of the others. Texts that are never trained on are read with the
scorers of each fold, so that their figures are the mean of so many.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from calibrate import Reading, fit_calibration, read_with, reliability
from corpora import Text, fold_of
from rankers import train
from scoring import Score

from mkdocs_quotes.resolve.confidence import Calibration

THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9)

ALL_NAMED = ", all named"

Readings = dict[str, list[Reading]]
"""By corpus."""


def read_folds(texts: Sequence[Text], folds: int) -> list[list[Reading]]:
    """The readings of each fold by scorers that were trained on the others."""
    return [readings for readings, _ in _by_fold(texts, (), folds)]


def _by_fold(texts: Sequence[Text], tests: Sequence[Text], folds: int) -> list[tuple[list[Reading], list[Reading]]]:
    out = []
    for fold in range(folds):
        scorers = train([t for t in texts if fold_of(t, folds) != fold])
        own = [t for t in texts if t.corpus != "cases" and fold_of(t, folds) == fold]
        out.append(([read_with(t, scorers) for t in own], [read_with(t, scorers) for t in tests]))
    return out


def cross_validate(texts: Sequence[Text], tests: Sequence[Text], folds: int) -> Readings:
    """All texts and tests as read without having been trained on."""
    by_fold = _by_fold(texts, tests, folds)
    out: Readings = defaultdict(list)
    for fold, (readings, _) in enumerate(by_fold):
        others = [r for k, (elsewhere, _) in enumerate(by_fold) if k != fold for r in elsewhere]
        _add(out, readings, fit_calibration(others))
    every = fit_calibration([r for readings, _ in by_fold for r in readings])
    for _, tested in by_fold:
        _add(out, tested, every)
    return dict(sorted(out.items()))


def _add(out: Readings, readings: Sequence[Reading], calibration: Calibration) -> None:
    for reading in readings:
        out[reading.corpus].append(reading.with_confidence(calibration))


def figures(readings: Sequence[Reading], min_confidence: float) -> Mapping[str, Any]:
    """The figures of some readings at a threshold, with the expected calibration error (`ece`)."""
    score = Score()
    for reading in readings:
        score.add(reading.gold, reading.records(min_confidence))
    return {**score.figures(), "ece": round(reliability(readings)[1], 4)}


def report(out: Readings, min_confidence: float, errors: int = 0) -> dict[str, Mapping[str, Any]]:
    """Print all figures, the curve over thresholds and what confidence means; return the figures by corpus.

    Those with every quotation named go by the corpus and `ALL_NAMED`.
    `errors`: print so many of each corpus, evenly spread, with every quotation named.
    """
    found = {corpus: figures(readings, min_confidence) for corpus, readings in out.items()}
    for corpus, row in found.items():
        print(json.dumps({"corpus": corpus, "at": min_confidence, **row}))
    for corpus, readings in out.items():
        found[corpus + ALL_NAMED] = row = figures(readings, 0.0)
        print(json.dumps({"corpus": corpus, "at": 0.0, **row}))
    print("\nAttribution and wrong at each threshold")
    for threshold in THRESHOLDS:
        cells = []
        for corpus, readings in out.items():
            row = figures(readings, threshold)
            cells.append(f"{corpus} {row['attribution']:.3f}/{row['wrong']:.3f}")
        print(f"{threshold:.2f}  {'  '.join(cells)}")
    print("\nConfidence → share that is right (how many)")
    for corpus, readings in out.items():
        rows, error = reliability(readings)
        cells = [f"{mean:.2f}→{right:.2f} ({n})" for mean, right, n in rows]
        print(f"{corpus}: {'  '.join(cells)}  expected calibration error {error:.3f}")
    for corpus, readings in out.items() if errors else ():
        score = Score()
        for reading in readings:
            score.add(reading.gold, reading.records(0.0))
        for error in score.errors[:: max(1, len(score.errors) // errors)]:
            print(corpus, error)
    return found
