"""Measure how time grows with length, on texts made to be nasty and on your own.

    linear.py                                   every sample of `samples.py`, of 200,000 characters and twice that
    linear.py --characters 10000000 one-line    one of them, at another size
    linear.py --runs 9                          more runs

Prints a row for each: processor seconds for reading and analysing n and 2n characters, the fastest and the median run,
how many times as long the longer text takes by the fastest, and characters a second. The two sizes are measured in
turn. A ratio near 2 means that time grows in step with length; above 2.1 some stage looks at everything again.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence

from samples import SAMPLES
from speed import seconds

from mkdocs_quotes.parallel import ease_collection
from mkdocs_quotes.pipeline import analyse

LINEAR = 2.1
"""Twice the text takes at most so many times the time."""


def measure(name: str, characters: int, runs: int) -> tuple[list[float], list[float]]:
    """The seconds of each run over a sample, and over one of twice the length."""
    sample = SAMPLES[name]
    texts = [(sample.text(characters * times), sample.format) for times in (1, 2)]
    once: list[float] = []
    twice: list[float] = []
    for _ in range(runs):
        for text, took in zip(texts, (once, twice), strict=True):
            took.append(seconds([text]))
    return once, twice


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure how time grows with the length of a text.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(SAMPLES)}; all by default")
    parser.add_argument("--characters", type=int, default=200_000, metavar="N")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    arguments = parser.parse_args(argv)
    if unknown := set(arguments.names) - set(SAMPLES):
        parser.error(f"no sample is called {', '.join(sorted(unknown))}")

    analyse("“Ready,” said Ada Firth.")  # word lists are loaded once; that is no part of the measure
    ease_collection()  # as the command line does
    print("| sample | n, fastest | n, median | 2n, fastest | 2n, median | ratio | characters a second |")
    print("|---|---|---|---|---|---|---|---|")
    steep = False
    for name in arguments.names or SAMPLES:
        once, twice = measure(name, arguments.characters, arguments.runs)
        ratio = min(twice) / min(once)
        steep = steep or ratio > LINEAR
        times = (min(once), statistics.median(once), min(twice), statistics.median(twice))
        row = [name, *(f"{t:.3f}" for t in times), f"{ratio:.2f}", f"{2 * arguments.characters / min(twice):,.0f}"]
        print(f"| {' | '.join(row)} |", flush=True)
    return int(steep)


if __name__ == "__main__":
    sys.exit(main())
