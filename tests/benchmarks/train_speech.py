"""Train the weights that tell speech from other quoted words.

    train_speech.py GOLD.jsonl …            cross-validated figures of each corpus, by document
    train_speech.py GOLD.jsonl … --write    train on all, write the package's weights
    train_speech.py … --own                 also train on the annotated texts of tests/cases
    train_speech.py … --test GOLD.jsonl     also measure a file that is never trained on

Marked words are speech where an annotated part shares four fifths of them; words that no rule decides are
the examples. A logistic regression with an L2 penalty, of which each feature has a weight for reports, one for
stories, and a common part that both share; the same input gives the same weights. Needs numpy and scipy (extra
`train`).

The figures are those of `scoring.py`, of all that detection finds: each document is read with weights that were
trained on the others. Below them stands how often words given a probability between two tenths are speech.
"""

from __future__ import annotations

import argparse
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from corpora import CASES, compiled, load
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scoring import Gold, Score, Span, overlap, trim

from mkdocs_quotes.detect.finder import candidates, with_judge
from mkdocs_quotes.detect.marked import MarkedText, find_marked
from mkdocs_quotes.detect.verdict import SPEECH, Judge
from mkdocs_quotes.lang import load as load_lexicon
from mkdocs_quotes.lang.lexicon import DATA
from mkdocs_quotes.model import Document, Quoted
from mkdocs_quotes.read import read_text

LEXICON = load_lexicon("en")
LEAST_COUNT = 6
LEAST_WEIGHT = 0.03
PENALTY = 2.5
NO_SPEECH = 1.1
"""Words wrongly published harm more than words left out."""
LONG_TEXT = 200_000
LONG_TEXT_COUNTS = 0.3
"""Examples from whole novels are many and alike, and not all that is spoken there is annotated."""
OWN_COUNTS = 2.0
"""The project's own texts are few; what is no speech is marked there with more care than anywhere."""
FOLDS = 5
MODES = ("|report", "|story")
HEAD = """\
# How much each fact about quoted words and their surroundings speaks for speech (above 0) or against it: in
# reports, and in stories. The facts are those of detect/features.py. A logistic regression over annotated American
# news, English novels and the project's own texts, for the words that no rule of detect/rules.py decides; facts of
# no weight are left out.

"""

Weights = Mapping[str, tuple[float, float]]


class Example(NamedTuple):
    features: list[str]
    story: bool
    speech: bool
    counts: float


class Text(NamedTuple):
    """An annotated text, read and with its marked words found."""

    corpus: str
    gold: Gold
    document: Document
    marked: MarkedText
    fold: int
    """Which part of the documents it belongs to; -1: it is never trained on."""
    examples: list[Example]


def main() -> None:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--own", action="store_true")
    parser.add_argument("--test", nargs="+", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = [read(path.stem, gold) for path in options.gold for gold in load(path)]
    if options.own:
        texts += [read("own", gold, counts=OWN_COUNTS) for gold in compiled(CASES / "texts")]
    examples = [e for text in texts for e in text.examples]
    print(f"{len(examples)} examples, {sum(e.speech for e in examples)} of speech")
    if options.write:
        write(fit(examples))
        return
    tests = [read(path.stem, gold, tested=True) for path in options.test for gold in load(path)]
    if options.own:
        tests += [read("held", gold, tested=True) for gold in compiled(CASES / "texts" / "held")]
    judges = {
        fold: Judge(LEXICON, fit([e for text in texts if text.fold != fold for e in text.examples]))
        for fold in range(FOLDS)
    }
    judges[-1] = Judge(LEXICON, fit(examples))
    for corpus in dict.fromkeys(text.corpus for text in (*texts, *tests)):
        measure(corpus, [text for text in (*texts, *tests) if text.corpus == corpus], judges)


def read(corpus: str, gold: Gold, counts: float = 1.0, tested: bool = False) -> Text:
    """Read an annotated text; `counts` is the weight of its examples."""
    document = read_text(gold["text"], gold.get("format", "txt"))
    marked = find_marked(document, LEXICON)
    fold = -1 if tested else zlib.crc32(gold["id"].encode()) % FOLDS
    examples = [] if tested else list(examples_of(gold, document, marked, counts))
    return Text(corpus, gold, document, marked, fold, examples)


def examples_of(gold: Gold, document: Document, marked: MarkedText, counts: float) -> Iterator[Example]:
    """The marked words of a text that no rule decides; those that the annotators left open are none."""
    key = Key(gold)
    judge = Judge(LEXICON)
    counts *= LONG_TEXT_COUNTS if len(gold["text"]) > LONG_TEXT else 1.0
    for quoted, around in candidates(document, marked):
        if quoted.depth or document.blocks[quoted.block].kind == "heading" or judge.rules.reason(around):
            continue
        share = key.share(document, quoted)
        if share is None or 0 < share < 0.8:
            continue
        speech = share >= 0.8
        weight = counts * (1.0 if speech else NO_SPEECH)
        yield Example(judge.reader.features(around, judge.rules.hint(around)), around.story, speech, weight)


class Key:
    """What is annotated in a text."""

    def __init__(self, gold: Gold) -> None:
        self._text = gold["text"]
        self._spoken = sorted(trim(self._text, *part) for quote in gold["quotes"] for part in quote["parts"])
        self._starts = [start for start, _ in self._spoken]
        self._unsure = [trim(self._text, *span) for span in gold.get("unsure", [])]

    def share(self, document: Document, quoted: Quoted) -> float | None:
        """How much quoted words share with an annotated part; None where annotators left it open."""
        span: Span = trim(self._text, *document.raw_span(quoted.start, quoted.end))
        if any(overlap(other, span) > 0 for other in self._unsure):
            return None
        first = max(0, bisect_left(self._starts, span[0]) - 1)
        parts = self._spoken[first : bisect_left(self._starts, span[1])]
        return max((overlap(part, span) for part in parts), default=0.0)


def fit(examples: Sequence[Example]) -> dict[str, tuple[float, float]]:
    """The weights, in reports and in stories, of the features that are frequent enough to have one."""
    named = [[n for f in set(e.features) for n in (f, f + MODES[e.story])] for e in examples]
    seen = Counter(name for names in named for name in names)
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= LEAST_COUNT))}
    rows = [sorted(index[name] for name in names if name in index) for names in named]
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
    found = {name: float(best[i]) for name, i in index.items()}
    bases = sorted({name.partition("|")[0] for name in found})
    report, story = MODES
    return {
        f: (
            found.get(f, 0.0) + found.get(f + report, 0.0),
            found.get(f, 0.0) + found.get(f + story, 0.0),
        )
        for f in bases
    }


def measure(corpus: str, texts: Iterable[Text], judges: Mapping[int, Judge]) -> None:
    """Print the figures of a corpus and how far its probabilities can be trusted."""
    score = Score()
    tenths: list[list[bool]] = [[] for _ in range(10)]
    for text in texts:
        found = with_judge(text.document, LEXICON, text.marked, judges[text.fold])
        outer = [q for q in found if q.depth == 0]
        spans = [text.document.raw_span(q.start, q.end) for q in outer if q.verdict == SPEECH]
        score.add(text.gold, [{"parts": [span], "speaker": None} for span in spans])
        key = Key(text.gold)
        for q in outer:
            share = key.share(text.document, q) if q.kind in ("direct", "mixed") else None
            if share is not None and q.verdict not in ("headline", "repeat"):
                tenths[min(9, int(q.confidence * 10))].append(share >= 0.8)
    figures = score.figures()
    print(corpus, {name: figures[name] for name in ("documents", "parts", "precision", "recall", "f1", "scare")})
    for tenth, right in enumerate(tenths):
        if right:
            print(f"    {tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}: {sum(right) / len(right):.2f} of {len(right)}")


def write(weights: Weights) -> None:
    lines = [
        f"{f}: {report:.2f} {story:.2f}"
        for f, (report, story) in sorted(weights.items())
        if max(abs(report), abs(story)) >= LEAST_WEIGHT
    ]
    (DATA / "en" / "speech_weights.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights")


if __name__ == "__main__":
    main()
