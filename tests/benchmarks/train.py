"""Train the weights of the two scorers from annotated texts.

    train.py GOLD.jsonl … --write               train on all, write the package's weights
    train.py GOLD.jsonl … --folds 4             cross-validated figures: no document is scored with weights
                                                that were trained on it
    train.py … --own                            also train on the texts and cases of tests/cases

The first scorer ranks the mentions around a quotation, the second the speakers on the scene; both are conditional
log-linear models with an explicit "none", fitted by L-BFGS with an L2 penalty. The same input gives the same weights.
Needs numpy and scipy (extra `train`).
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from accuracy import load
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scoring import Gold, Score, accepted_forms, bare, normal

from mkdocs_quotes.attribute import Scorer, attribute_quotations
from mkdocs_quotes.attribute.candidates import Sites, find_candidates
from mkdocs_quotes.attribute.features import Site, mention_features, site_features
from mkdocs_quotes.attribute.local import is_bare_turn, plain_cue
from mkdocs_quotes.attribute.scorer import WEIGHTS
from mkdocs_quotes.attribute.tokens import Reader
from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang import load as load_lexicon
from mkdocs_quotes.model import Analysis, Document, Options, Quoted
from mkdocs_quotes.pipeline import Scorers, analyse
from mkdocs_quotes.read import read_text
from mkdocs_quotes.records import DEFAULT_MIN_CONFIDENCE, to_records
from mkdocs_quotes.resolve import NOBODY, Stage, decide, display_of, set_stage
from mkdocs_quotes.text.names import Name, find_names

CASES = Path(__file__).parent.parent / "cases"
LEXICON = load_lexicon("en")
TITLES = {"mr", "mrs", "miss", "ms", "dr", "the", "a", "an", "of", "lady", "sir", "lord", "and"}
SILENT = {None, "_unknowable", "_group", "Unknowable", "_unknown"}
LEAST_COUNT = 4
LEAST_WEIGHT = 0.03
OWN_WEIGHT = 10.0
"""A text written for this project counts as so many of a public corpus, which are many more."""


@dataclass
class Example:
    """One choice: features of each alternative ("none" first), which are right, and how much it counts."""

    rows: list[list[str]]
    right: list[bool]
    weight: float = 1.0


@dataclass
class Text:
    """An annotated text, read and with its quotations found."""

    corpus: str
    gold: Gold
    document: Document
    quoted: tuple[Quoted, ...]
    names: list[Name]
    meant: dict[int, Gold] = field(default_factory=dict)
    """For a quotation found, the annotated one that it meets."""
    weight: float = 1.0


def read(corpus: str, gold: Gold, weight: float = 1.0) -> Text:
    """Read an annotated text, find its quotations and line them up with the annotated ones."""
    document = read_text(gold["text"], gold.get("format", "txt"))
    quoted = find_quoted(document, LEXICON)
    text = Text(corpus, gold, document, quoted, find_names(document.prose, LEXICON), weight=weight)
    parts = [(tuple(p), q) for q in gold["quotes"] for p in q.get("parts") or ()]
    if not parts:
        at = 0
        for q in gold["quotes"]:  # cases give words, not offsets
            start = gold["text"].find(q["text"], at)
            if start >= 0:
                parts.append(((start, start + len(q["text"])), q))
                at = start + len(q["text"]) if q["kind"] not in ("inner", "headline") else start
    parts.sort(key=lambda p: p[0])
    k = 0
    for i, q in enumerate(quoted):
        if q.depth or q.verdict != "speech":
            continue
        start, end = document.raw_span(q.start, q.end)
        while k < len(parts) and parts[k][0][1] <= start:
            k += 1
        for (a, b), meant in parts[k : k + 4]:
            if min(b, end) - max(a, start) > 0.6 * (max(b, end) - min(a, start)):
                text.meant[i] = meant
                break
    return text


# Mentions around a quotation


def local_examples(text: Text) -> Iterator[Example]:
    """What the annotation tells of the mentions around each quotation."""
    sites = Sites(text.document, Reader(text.document.prose, text.names, text.quoted, LEXICON), text.quoted)
    for i, meant in text.meant.items():
        q = text.quoted[i]
        if q.label is not None or q.kind == "turn" or (site := sites.site(i)) is None:
            continue
        if plain_cue(site) is not None or is_bare_turn(site):
            continue  # decided without the ranker
        candidates = find_candidates(site)
        if meant.get("mention"):
            right = [_overlaps(text, site, at, meant) for at, _ in candidates]
            none = not any(right)
        else:
            found = _by_name(text, site, [at for at, _ in candidates], meant)
            if found is None:
                continue
            none, right = found
        rows = [site_features(site), *(mention_features(site, at, rank) for at, rank in candidates)]
        yield Example(rows, [none, *right], text.weight)


def _overlaps(text: Text, site: Site, at: int, meant: Gold) -> bool:
    row = site.row
    start, end = text.document.raw_span(row.starts[at], row.ends[at])
    low, high = meant["mention"]
    if min(end, high) > max(start, low):
        return True
    if row.codes[at] != "N" or meant["type"] != "explicit":
        return False
    words = {w.strip(".,’'()") for w in text.gold["text"][low:high].replace("’s", " ").split()}
    return text.names[row.refs[at]].words[-1] in words


def _by_name(text: Text, site: Site, at: Sequence[int], meant: Gold) -> tuple[bool, list[bool]] | None:
    """Which mentions are right where only the speaker's names are annotated: (none is right, each is right)."""
    row, kind = site.row, meant.get("type")
    speakers = meant["speaker"] if isinstance(meant["speaker"], list) else [meant["speaker"]]
    names = [n for n in [*speakers, *meant.get("aliases", [])] if n]
    words = {w for name in names for w in normal(name).split()} - TITLES
    gender = {"M": "he", "F": "she"}.get(meant.get("gender") or "", "")
    right = []
    for i in at:
        led = row.codes[max(0, site.block_start - 2) : site.block_start] == ":¶"
        own = site.block_start <= i < site.block_end or led
        code, word = row.codes[i], row.words[i]
        if not own or kind == "implicit":
            right.append(False)
        elif kind == "anaphoric":
            right.append(code == "P" and (word == gender if gender else word in ("he", "she", "i", "they", "we")))
        else:
            phrase = set(normal(text.document.prose[row.starts[i] : row.ends[i]]).split())
            right.append(code in "NOLDU" and bool(words & ({word} | phrase)))
    if kind == "implicit" or (kind is None and not any(right) and not names):
        return True, right
    return (False, right) if any(right) else None


# Speakers on the scene


def stage_of(text: Text, near: Scorer) -> Stage:
    """The text with all that is decided about it before its turns are."""
    locals_ = attribute_quotations(text.document, text.quoted, text.names, LEXICON, near)
    return set_stage(text.document, text.names, text.quoted, locals_, LEXICON)


class Key:
    """Tells which entities of a stage are the annotated speakers."""

    def __init__(self, stage: Stage, gold: Gold) -> None:
        forms: dict[str, set[str]] = defaultdict(set)
        characters: Mapping[str, Sequence[str]] = gold.get("characters") or {
            q["speaker"]: q["aliases"] for q in gold["quotes"] if isinstance(q["speaker"], str) and q.get("aliases")
        }
        for main, aliases in characters.items():
            for form in accepted_forms([main, *aliases]):
                forms[form].add(main)
        self._names = [normal(display_of(e)) for e in stage.scene.cast.entities]
        self.of: dict[int, str] = {}
        for i, entity in enumerate(stage.scene.cast.entities):
            votes: Counter[str] = Counter()
            for form, count in entity.names.items():
                for main in forms.get(normal(form), ()) or forms.get(bare(normal(form)), ()):
                    votes[main] += count
            if votes:
                self.of[i] = votes.most_common(1)[0][0]
        self._accepted: dict[str, set[str]] = {}

    def right(self, entity: int, meant: Gold) -> bool:
        """Whether an entity is the speaker of an annotated quotation."""
        speaker = meant["speaker"]
        if isinstance(speaker, list):
            return any(self.right(entity, {**meant, "speaker": one}) for one in speaker)
        if speaker is None:
            return False
        if self.of.get(entity) == speaker:
            return True
        if speaker not in self._accepted:
            self._accepted[speaker] = accepted_forms([speaker, *meant.get("aliases", [])])
        name = self._names[entity]
        return name in self._accepted[speaker] or bare(name) in self._accepted[speaker]


def turn_examples(text: Text, stage: Stage, said: Sequence[int] | None) -> Iterator[Example]:
    """Choices among the speakers on the scene, after the true history or after the one that was predicted."""
    key = Key(stage, text.gold)
    known = range(len(stage.scene.cast.entities))
    history: list[int] = []
    for at, cue in enumerate(stage.cues):
        meant = text.meant.get(stage.turns[at].index)
        choice = cue.fixed if cue.fixed is not None else NOBODY
        if cue.fixed is None and at and stage.goes_on(at):
            choice = history[-1]
        elif cue.fixed is None and meant is not None and not meant.get("mention"):
            pool = stage.candidates(at, [tuple(history)])
            right = [key.right(e, meant) for e in pool]
            silent = not isinstance(meant["speaker"], list) and meant["speaker"] in SILENT
            exists = any(right) or any(key.right(e, meant) for e in known)
            if any(right) or silent or exists:
                static, moves = stage.static(at, pool), stage.dynamic(at, pool, tuple(history))
                rows = [static[0], *(a + b for a, b in zip(static[1:], moves, strict=True))]
                weight = text.weight * (1.0 if any(right) else 0.5 if silent else 0.15)
                if cue.own == NOBODY or any(right):
                    yield Example(rows, [not any(right), *right], weight)
            choice = next((e for e, ok in zip(pool, right, strict=True) if ok), NOBODY)
        history.append(said[at] if said is not None else choice)


# Fitting


def fit(examples: Sequence[Example], l2: float) -> dict[str, float]:
    """Weights that make the right alternatives likely; rare features and small weights are left out."""
    counts = Counter(f for example in examples for row in example.rows for f in row)
    features = sorted(f for f, n in counts.items() if n >= LEAST_COUNT)
    number = {f: i for i, f in enumerate(features)}
    columns: list[int] = []
    ends = [0]
    for example in examples:
        for row in example.rows:
            columns += [number[f] for f in row if f in number]
            ends.append(len(columns))
    matrix = csr_matrix(
        (np.ones(len(columns)), np.array(columns), np.array(ends)), shape=(len(ends) - 1, len(features))
    )
    right = np.array([r for example in examples for r in example.right], dtype=float)
    sizes = np.array([len(example.rows) for example in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    weight = np.array([example.weight for example in examples])

    def loss(w: Any) -> tuple[float, Any]:
        scores = matrix @ w
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = (odds / total[group] - odds * right / good[group]) * weight[group]
        return float((weight * (np.log(total) - np.log(good))).sum() + l2 / 2 * (w @ w)), matrix.T @ slope + l2 * w

    found = minimize(loss, np.zeros(len(features)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    rounded = {f: round(float(w), 2) for f, w in zip(features, found.x, strict=True)}
    return {f: w for f, w in rounded.items() if abs(w) >= LEAST_WEIGHT}


def train(texts: Sequence[Text], log: bool = True) -> Scorers:
    """Both scorers; the second in two rounds, the later one also on the histories that the first predicts."""
    near = Scorer(fit([e for t in texts for e in local_examples(t)], l2=1.0))
    stages = [(t, stage_of(t, near)) for t in texts if any(not q.get("mention") for q in t.meant.values())]
    first = [e for t, stage in stages for e in turn_examples(t, stage, None)]
    turns = Scorer(fit(first, l2=1.0))
    second = [
        e for t, stage in stages for e in turn_examples(t, stage, [d.entity for d in decide(stage, turns)])
    ]
    turns = Scorer(fit(first + second, l2=8.0))
    if log:
        print(f"{len(near.weights)} and {len(turns.weights)} weights", file=sys.stderr)
    return Scorers(near, turns)


def write(scorer: Scorer, name: str) -> None:
    """Write weights grouped by what stands before the "=", so that a person finds their way."""
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for feature, weight in sorted(scorer.weights.items()):
        cut = feature.find("=") + 1 or feature.find(":") + 1
        groups[feature[:cut]][feature[cut:]] = weight
    path = WEIGHTS / f"{name}.json"
    path.write_text(json.dumps(groups, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes", file=sys.stderr)


# Cross-validation


def fold_of(text: Text, folds: int) -> int:
    """By the document's name, so that a fold is the same in every run."""
    return zlib.crc32(str(text.gold["id"]).encode()) % folds


Told = list[tuple[float, bool]]
"""Of named quotations that the gold knows: the confidence, and whether the speaker is right."""


def run(texts: Sequence[Text], scorers: Scorers) -> list[tuple[Text, Analysis]]:
    """Analyse texts with given scorers; cases are left out, as they give words, not offsets."""
    return [(t, analyse(t.document, Options(), scorers=scorers)) for t in texts if t.corpus != "cases"]


def scored(
    analyses: Sequence[tuple[Text, Analysis]], min_confidence: float
) -> tuple[dict[str, Score], dict[str, Told]]:
    """Figures and confidences by corpus."""
    scores: dict[str, Score] = defaultdict(Score)
    told: dict[str, Told] = defaultdict(list)
    for text, analysis in analyses:
        name = f"{text.gold['id']}.{text.gold.get('format', 'txt')}"
        records = to_records(analysis, name, min_confidence=min_confidence)
        before = len(scores[text.corpus].errors)
        scores[text.corpus].add(text.gold, records)
        kinds = {id(e.record): e.kind for e in scores[text.corpus].errors[before:] if e.record is not None}
        for record in records:
            kind = kinds.get(id(record))
            if record["speaker"] and kind not in ("false", "scare"):
                told[text.corpus].append((record["confidence"], kind is None))
    return scores, told


def reliability(told: Told) -> str:
    """How often a confidence is right, by tenths, and the expected calibration error."""
    rows, error = [], 0.0
    for low in range(10):
        inside = [(c, ok) for c, ok in told if low / 10 <= c < (low + 1) / 10 or (low == 9 and c == 1)]
        if inside:
            mean, right = sum(c for c, _ in inside) / len(inside), sum(ok for _, ok in inside) / len(inside)
            error += abs(mean - right) * len(inside) / len(told)
            rows.append(f"{mean:.2f}→{right:.2f} ({len(inside)})")
    return f"{'  '.join(rows)}  ece {error:.3f}"


def main(argv: Sequence[str] | None = None) -> int:
    """Train, and write the weights or print cross-validated figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--own", action="store_true")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, help="this fold alone")
    parser.add_argument("--test", nargs="*", type=Path, default=[], help="gold files that are only scored")
    parser.add_argument("--min-confidence", type=float, default=DEFAULT_MIN_CONFIDENCE)
    parser.add_argument("--curve", action="store_true", help="attribution and wrong at each threshold")
    parser.add_argument("--errors", type=argparse.FileType("w"), help="write all errors to this file")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(argv)
    texts = [read(path.stem, gold) for path in args.gold for gold in load(path)]
    tests = [read(path.stem, gold) for path in args.test for gold in load(path)]
    if args.own:
        texts += list(own_texts())
        tests += list(held_texts())
    if args.write and not args.folds:
        scorers = train(texts)
        write(scorers.near, "local")
        write(scorers.turns, "turns")
    for fold in range(args.folds):
        if args.only is not None and fold != args.only:
            continue
        scorers = train([t for t in texts if fold_of(t, args.folds) != fold])
        if args.write:
            write(scorers.near, "local")
            write(scorers.turns, "turns")
        out = [t for t in texts if fold_of(t, args.folds) == fold] + tests
        analyses = run(out, scorers)
        if args.curve:
            print_curve(analyses)
        for threshold in dict.fromkeys((args.min_confidence, 0.0)):
            scores, told = scored(analyses, threshold)
            if threshold == 0.0:
                for corpus in sorted(told):
                    print(f"{corpus}: {reliability(told[corpus])}", flush=True)
            if args.errors and threshold == 0.0:
                for corpus, score in sorted(scores.items()):
                    for error in score.errors:
                        print("ERR", corpus, error, file=args.errors)
            for corpus, score in sorted(scores.items()):
                row = {"fold": fold, "at": threshold, "corpus": corpus, **brief(score.figures())}
                print(json.dumps(row), flush=True)
    return 0


def print_curve(analyses: Sequence[tuple[Text, Analysis]]) -> None:
    """What is gained and risked at each threshold: attribution and wrong by corpus."""
    for threshold in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        scores, _ = scored(analyses, threshold)
        figures = {corpus: score.figures() for corpus, score in sorted(scores.items())}
        cells = [f"{corpus} {f['attribution']:.3f}/{f['wrong']:.3f}" for corpus, f in figures.items()]
        print(f"{threshold:.1f}  {'  '.join(cells)}", flush=True)


def brief(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures that training changes."""
    kept = ("quotations", "f1", "attribution", "attribution_by_type", "wrong", "invented", "bcubed")
    return {k: figures[k] for k in kept}


def own_texts() -> Iterable[Text]:
    """The project's own cases and annotated texts, but for those held back."""
    for path in sorted(CASES.glob("*.jsonl")):
        for case in load(path):
            if "quotes" in case and case["quotes"] and "speaker" in case["quotes"][0]:
                yield read("cases", case, OWN_WEIGHT)
    yield from _compiled(CASES / "texts", "own")


def held_texts() -> Iterable[Text]:
    """The annotated texts that are never trained on."""
    return _compiled(CASES / "texts" / "held", "held", 1.0)


def _compiled(folder: Path, corpus: str, weight: float = OWN_WEIGHT) -> Iterator[Text]:
    sys.path.insert(0, str(CASES / "texts"))
    import compile as markup

    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.md")]):
        try:
            yield read(corpus, markup.load(path), weight)
        except markup.TextError as error:
            print(f"left out: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
