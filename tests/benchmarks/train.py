"""Train the weights of the two scorers, and how sure they are, from annotated texts.

    train.py GOLD.jsonl …           train and write the package's weights
    train.py GOLD.jsonl … --own     also on the texts and cases of tests/cases

The first scorer ranks the mentions around a quotation, the second the speakers on the scene; both are conditional
log-linear models with an explicit "none". How sure they are is fitted on what they say of texts that they were not
trained on, fold by fold. The same input gives the same weights. `accuracy.py --folds` measures them.
Needs numpy and scipy (extra `train`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from calibrate import fit_calibration
from corpora import load, own_texts, read
from crossval import read_folds
from rankers import train

from mkdocs_quotes.attribute.scorer import WEIGHTS

FOLDS = 4


def write(weights: Mapping[str, float], name: str) -> None:
    """Write weights grouped by what stands before the "=", so that a person finds their way."""
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for feature, weight in sorted(weights.items()):
        cut = feature.find("=") + 1 or feature.find(":") + 1
        groups[feature[:cut]][feature[cut:]] = weight
    path = WEIGHTS / f"{name}.json"
    path.write_text(json.dumps(groups, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes", file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--own", action="store_true")
    args = parser.parse_args(argv)
    texts = [read(path.stem, gold) for path in args.gold for gold in load(path)]
    if args.own:
        texts += list(own_texts())
    scorers = train(texts)
    write(scorers.near.weights, "local")
    write(scorers.turns.weights, "turns")
    sure = fit_calibration([r for fold in read_folds(texts, FOLDS) for r in fold])
    write(sure.weights, "confidence")
    return 0


if __name__ == "__main__":
    sys.exit(main())
