"""Measure the extractor against gold files.

    accuracy.py GOLD.jsonl …                 one JSON object of figures for each file
    accuracy.py --errors 40 GOLD.jsonl       also 40 of the errors, spread evenly
    accuracy.py --floors FILE GOLD.jsonl …   exit 1 where a figure falls below its floor
    accuracy.py --cases CASES.jsonl …        which cases fail and why, and how many pass
    accuracy.py --folds 4 --own GOLD.jsonl … --test GOLD.jsonl …
                                             cross-validated: no text is read with weights trained on it

`scoring.py` tells what a gold file holds and what the figures mean. A file of floors holds, by the gold
file's name without its ending, figures and their bounds: `{"news": {"f1": 0.96, "wrong": 0.12}}`. Of `scare`,
`wrong` and `invented` less is better, so their bounds are ceilings.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpora import held_texts, load, own_texts, read
from scoring import Gold, Score, check_case

from mkdocs_quotes.model import Options
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import read_text
from mkdocs_quotes.records import DEFAULT_MIN_CONFIDENCE, to_records

LESS_IS_BETTER = frozenset({"scare", "wrong", "invented", "ece"})


def extract(document: Gold, options: Options, min_confidence: float) -> list[dict[str, Any]]:
    """The quotations found in a document, as the command line would print them."""
    suffix = document.get("format", "txt")
    analysis = analyse(read_text(document["text"], suffix), options)
    return to_records(analysis, f"{document['id']}.{suffix}", min_confidence=min_confidence)


def measure(path: Path, options: Options, min_confidence: float) -> Score:
    """Run the extractor over all documents of a gold file."""
    score = Score()
    for document in load(path):
        score.add(document, extract(document, options, min_confidence))
    return score


def run_cases(path: Path, options: Options, min_confidence: float) -> dict[str, Any]:
    """Print the cases that fail; return how many pass, also by the first word of their ids."""
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in load(path):
        if "quotes" not in case:  # a table of a single stage
            continue
        family = case["id"].split("-")[0]
        faults = check_case(case, extract(case, options, min_confidence))
        total[family] += 1
        passed[family] += not faults
        if faults:
            print(f"FAIL {case['id']}: {'; '.join(faults)}   ({case['note']})")
    return {
        "corpus": path.stem,
        "cases": total.total(),
        "passed": passed.total(),
        "by_group": {family: f"{passed[family]}/{n}" for family, n in total.items()},
    }


def missed_floors(figures: Mapping[str, Any], floors: Mapping[str, float]) -> list[str]:
    """Which of its bounds a corpus misses, in words."""
    missed = []
    for name, bound in floors.items():
        value = figures[name] if name in figures else figures["attribution_by_type"].get(name)
        if value is None or (value > bound if name in LESS_IS_BETTER else value < bound):
            missed.append(f"{name} is {value}, its bound {bound}")
    return missed


def hold(found: Mapping[str, Mapping[str, Any]], floors: Mapping[str, Mapping[str, float]]) -> int:
    """Say which bounds are missed, by corpus; 1 where one is, otherwise 0."""
    faults = [(corpus, fault) for corpus, row in found.items() for fault in missed_floors(row, floors.get(corpus, {}))]
    for corpus, fault in faults:
        print(f"{corpus}: {fault}", file=sys.stderr)
    return 1 if faults else 0


def spread(errors: Sequence[Any], n: int) -> Sequence[Any]:
    """Up to `n` of the errors, evenly spread."""
    return [errors[i * len(errors) // n] for i in range(n)] if len(errors) > n else errors


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure the extractor against gold files.")
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--cases", action="store_true", help="the files hold cases, not documents")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors in their context")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="bounds that the figures must keep")
    parser.add_argument("--min-confidence", type=float, default=DEFAULT_MIN_CONFIDENCE, metavar="X")
    parser.add_argument("--language", default="auto", metavar="CODE")
    parser.add_argument("--folds", type=int, default=0, metavar="N", help="cross-validate: train on the other folds")
    parser.add_argument("--own", action="store_true", help="train also on tests/cases, measure the texts there")
    parser.add_argument("--test", nargs="*", type=Path, default=[], metavar="GOLD.jsonl", help="never trained on")
    arguments = parser.parse_args(argv)

    options = Options(language=arguments.language)
    floors = json.loads(arguments.floors.read_text(encoding="utf-8")) if arguments.floors else {}
    if arguments.folds:
        from crossval import cross_validate, report  # needs numpy and scipy

        texts = [read(path.stem, gold) for path in arguments.gold for gold in load(path)]
        tests = [read(path.stem, gold) for path in arguments.test for gold in load(path)]
        if arguments.own:
            texts += own_texts()
            tests += held_texts()
        readings = cross_validate(texts, tests, arguments.folds)
        return hold(report(readings, arguments.min_confidence, arguments.errors), floors)
    found = {}
    for path in arguments.gold:
        if arguments.cases:
            print(json.dumps(run_cases(path, options, arguments.min_confidence), ensure_ascii=False))
            continue
        score = measure(path, options, arguments.min_confidence)
        for error in spread(score.errors, arguments.errors):
            print(error)
        found[path.stem] = score.figures()
        print(json.dumps({"corpus": path.stem, **found[path.stem]}))
    return hold(found, floors)


if __name__ == "__main__":
    sys.exit(main())
