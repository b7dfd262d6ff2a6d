"""Train the weights that tell speech from other quoted words.

    train_speech.py GOLD.jsonl …            cross-validated figures, by document
    train_speech.py GOLD.jsonl … --write    train on all, write the package's weights

Marked words are speech where an annotated part shares four fifths of them; words that no rule decides are
the examples. A logistic regression with an L2 penalty; the same input gives the same weights. Needs numpy and
scipy (extra `train`).
"""

from __future__ import annotations

import argparse
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from accuracy import load
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scoring import Gold, overlap, trim

from mkdocs_quotes.detect.finder import candidates
from mkdocs_quotes.detect.marked import find_marked
from mkdocs_quotes.detect.verdict import Judge
from mkdocs_quotes.lang import load as load_lexicon
from mkdocs_quotes.lang.lexicon import DATA
from mkdocs_quotes.read import read_text

LEXICON = load_lexicon("en")
LEAST_COUNT = 6
LEAST_WEIGHT = 0.03
PENALTY = 3.3
NO_SPEECH = 1.3
"""Words wrongly published harm more than words left out."""
LONG_TEXT = 200_000
LONG_TEXT_COUNTS = 0.05
"""Examples from whole novels are many and alike, and not all that is spoken there is annotated."""
FOLDS = 5
HEAD = """\
# How much each fact about quoted words and their surroundings speaks for speech (above 0) or against it.
# The facts are those of detect/features.py. A logistic regression over annotated American news and English
# novels, for the words that no rule of detect/rules.py decides; facts of no weight are left out.

"""


class Example(NamedTuple):
    features: list[str]
    speech: bool
    counts: float
    fold: int


def main() -> None:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    examples = [e for path in options.gold for document in load(path) for e in examples_of(document)]
    print(f"{len(examples)} examples, {sum(e.speech for e in examples)} of speech")
    if options.write:
        write(fit(examples))
        return
    hits: Counter[tuple[bool, bool]] = Counter()
    for fold in range(FOLDS):
        weights = fit([e for e in examples if e.fold != fold])
        for e in examples:
            if e.fold == fold:
                hits[e.speech, sum(weights.get(f, 0.0) for f in e.features) >= 0] += 1
    right, missed, wrong = hits[True, True], hits[True, False], hits[False, True]
    f1 = 2 * right / (2 * right + missed + wrong)
    print(f"f1 {f1:.4f}, missed {missed}, wrong {wrong} of {wrong + hits[False, False]}")


def examples_of(document: Gold) -> Iterator[Example]:
    """The marked words of a text that no rule decides; those that the annotators left open are none."""
    text = document["text"]
    read = read_text(text, document.get("format", "txt"))
    spoken = sorted(trim(text, *part) for quote in document["quotes"] for part in quote["parts"])
    starts = [start for start, _ in spoken]
    unsure = [trim(text, *span) for span in document.get("unsure", [])]
    judge = Judge(LEXICON)
    fold = zlib.crc32(document["id"].encode()) % FOLDS
    counts = LONG_TEXT_COUNTS if len(text) > LONG_TEXT else 1.0
    for quoted, around in candidates(read, find_marked(read, LEXICON)):
        if quoted.depth or read.blocks[quoted.block].kind == "heading" or judge.rules.reason(around):
            continue
        span = trim(text, *read.raw_span(quoted.start, quoted.end))
        first = max(0, bisect_left(starts, span[0]) - 1)
        shares = [overlap(part, span) for part in spoken[first : bisect_left(starts, span[1])]]
        speech = max(shares, default=0.0) >= 0.8
        if any(overlap(other, span) > 0 for other in unsure) or (not speech and any(shares)):
            continue
        yield Example(judge.reader.features(around), speech, counts * (1.0 if speech else NO_SPEECH), fold)


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of the features that are frequent enough to have one."""
    seen = Counter(feature for e in examples for feature in set(e.features))
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= LEAST_COUNT))}
    rows = [sorted({index[f] for f in e.features if f in index}) for e in examples]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row, dtype=int) for row in rows])
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(index)))
    sign = np.array([1.0 if e.speech else -1.0 for e in examples])
    counts = np.array([e.counts for e in examples])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (matrix @ weights)
        value = float(counts @ np.logaddexp(0.0, -margin) + PENALTY / 2 * weights @ weights)
        slope = -sign * counts / (1.0 + np.exp(np.clip(margin, -500, 500)))
        return value, matrix.T @ slope + PENALTY * weights

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {feature: float(best[i]) for feature, i in index.items()}


def write(weights: dict[str, float]) -> None:
    lines = [f"{f}: {w:.2f}" for f, w in sorted(weights.items()) if abs(w) >= LEAST_WEIGHT]
    (DATA / "en" / "speech_weights.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights")


if __name__ == "__main__":
    main()
