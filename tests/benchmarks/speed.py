"""Measure how fast texts are analysed, on one core.

    speed.py PATH…            text files, folders of them, or gold files (.jsonl)
    speed.py --runs 9 PATH…   more runs
    speed.py --stages PATH…   where the time goes: microseconds per 1,000 characters, stage by stage

Prints one JSON object: characters, seconds and characters a second of the fastest and of the median run, and
`doubling`: how many times as long it takes to analyse the longest text twice over, in one piece. A figure
near 2 means that time grows in step with length. Reading from disk is not counted.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import stages

import mkdocs_quotes.pipeline as pipeline
import mkdocs_quotes.read as read
from mkdocs_quotes.parallel import ease_collection

Text = tuple[str, str]
"""A text and its format."""


def texts(path: Path) -> Iterator[Text]:
    """The texts of a file, a folder or a gold file."""
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.suffix in (".txt", ".md"):
                yield from texts(inner)
    elif path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                yield document["text"], document.get("format", "txt")
    else:
        yield path.read_bytes().decode("utf-8", "replace"), path.suffix.lstrip(".")


def seconds(batch: Sequence[Text]) -> float:
    """How long reading and analysing all texts of a batch takes, in processor seconds."""
    start = time.process_time()
    for text, suffix in batch:
        pipeline.analyse(read.read_text(text, suffix))
    return time.process_time() - start


def print_stages(batch: Sequence[Text], runs: int) -> None:
    """A table of the stages, each at its fastest."""
    characters = sum(len(text) for text, _ in batch)
    best: dict[str, float] = {}
    for _ in range(runs):
        with stages.clock() as kept:
            seconds(batch)
        best = {stage: min(took, best.get(stage, took)) for stage, took in kept.seconds.items()}
    for stage, took in [*best.items(), ("all", sum(best.values()))]:
        print(f"{stage:45}{took / characters * 1e9:9.1f}")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure how fast texts are analysed, on one core.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    parser.add_argument("--stages", action="store_true", help="print where the time goes instead")
    arguments = parser.parse_args(argv)

    batch = [text for path in arguments.paths for text in texts(path)]
    if not batch:
        parser.error("no texts found")
    characters = sum(len(text) for text, _ in batch)
    pipeline.analyse("“Ready,” said Ada Firth.")  # word lists are loaded once; that is no part of the measure
    ease_collection()  # as the command line does
    if arguments.stages:
        print_stages(batch, arguments.runs)
        return 0
    runs = [seconds(batch) for _ in range(arguments.runs)]
    longest, suffix = max(batch, key=lambda item: len(item[0]))
    once = min(seconds([(longest, suffix)]) for _ in range(arguments.runs))
    twice = min(seconds([(f"{longest}\n\n{longest}", suffix)]) for _ in range(arguments.runs))
    fastest, median = min(runs), statistics.median(runs)
    print(
        json.dumps(
            {
                "texts": len(batch),
                "characters": characters,
                "runs": arguments.runs,
                "seconds_fastest": round(fastest, 3),
                "seconds_median": round(median, 3),
                "per_second_fastest": round(characters / fastest),
                "per_second_median": round(characters / median),
                "longest": len(longest),
                "doubling": round(twice / once, 2),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
