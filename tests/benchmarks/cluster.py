"""Measure a job over a corpus: in one process, with one worker and with two, beside nothing but `analyse`.

    cluster.py                             its own corpus of made-up news
    cluster.py --texts 8000 --runs 3       a larger one
    cluster.py corpus.jsonl                texts of a file of JSON Lines

Each run does all sides in turn. `wall` is what a clock says, `cpu` the processor time of all processes that work,
which other programs on the machine hardly change. Of both the least and the median of the runs are printed, and how
many characters that is in a second. The job writes its data set; unifying speakers is measured apart. A last table
has what the estimate in docs/cluster.md is computed from.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from archive import as_text, make_texts
from distributed import Client, LocalCluster

from mkdocs_quotes import analyse, read_text
from mkdocs_quotes.cluster.engines import Alone, Engine, OnCluster
from mkdocs_quotes.cluster.job import Summary, run_job
from mkdocs_quotes.cluster.ledger import read_marks
from mkdocs_quotes.cluster.options import JobOptions
from mkdocs_quotes.cluster.schema import UNIFIED
from mkdocs_quotes.cluster.storage import Store
from mkdocs_quotes.cluster.unify import unify
from mkdocs_quotes.parallel import ease_collection

Clock = Callable[[], float]


@dataclass
class Times:
    """Seconds of one side, run by run."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @contextmanager
    def measured(self, cpu: Clock) -> Iterator[None]:
        wall, spent = time.perf_counter(), cpu()
        yield
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(cpu() - spent)


@dataclass
class Side:
    """A way of doing the job."""

    name: str
    engine: Engine
    cpu: Clock
    """Processor seconds of all processes that work for it, so far."""
    memory: Callable[[], int]
    """The most memory that one of them has ever held, in bytes."""
    extract: Times = field(default_factory=Times)
    unify: Times = field(default_factory=Times)


class Quiet:
    """Nothing is told while the clock runs."""

    def begin(self, tasks: int, size: int, unit: str) -> None: ...

    def advance(self, size: int) -> None: ...

    def message(self, name: str, words: str) -> None:
        print(f"{name}: {words}", file=sys.stderr)


def peak() -> int:
    """The most memory that this process has ever held, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def on_workers(client: Client, name: str) -> Side:
    """The workers of a cluster as a side. Its own process only hands work out, but that counts too."""

    def cpu() -> float:
        return time.process_time() + sum(client.run(time.process_time).values())

    return Side(name, OnCluster(client, name, retries=0), cpu, lambda: max(client.run(peak).values()))


def run_side(side: Side, corpus: Path, output: Path) -> Summary:
    """Do the whole job anew, then unify once more by itself."""
    with side.extract.measured(side.cpu):
        summary = run_job([str(corpus)], str(output), JobOptions(), side.engine, Quiet())
    assert summary.complete
    store = Store(str(output))
    store.remove(UNIFIED)
    with side.unify.measured(side.cpu):
        unify(store, list(read_marks(store).values()), side.engine, Quiet())
    # The job has unified as well; what is left is reading, analysing and writing.
    side.extract.wall[-1] -= side.unify.wall[-1]
    side.extract.cpu[-1] -= side.unify.cpu[-1]
    return summary


def row(name: str, times: Sequence[float], amount: float, unit: str) -> str:
    least, median = min(times), statistics.median(times)
    return f"{name:34}{least:10.2f}{median:10.2f}{amount / least:14,.0f}{amount / median:14,.0f}  {unit}"


def own_corpus(count: int, size: int) -> list[dict[str, str]]:
    return [{"id": f"{name}.txt", "text": as_text(paragraphs)} for name, paragraphs in make_texts(count, size)]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure a job over a corpus.")
    parser.add_argument("corpus", nargs="?", type=Path, help="JSON Lines with text; its own where there is none")
    parser.add_argument("--texts", type=int, default=2000, metavar="N", help="of its own corpus (default: 2000)")
    parser.add_argument("--bytes-each", type=int, default=3500, metavar="N", help="of a text (default: 3500)")
    parser.add_argument("--group", type=int, default=125, metavar="N", help="texts in a partition (default: 125)")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    arguments = parser.parse_args(argv)

    if arguments.corpus:
        lines = arguments.corpus.read_text(encoding="utf-8").splitlines()
        records = [{"id": str(n), "text": json.loads(line)["text"]} for n, line in enumerate(lines)]
    else:
        records = own_corpus(arguments.texts, arguments.bytes_each)
    characters = sum(len(record["text"]) for record in records)
    analyse("“Ready,” said Ada Firth.")  # word lists are loaded once; that is no part of the measure
    ease_collection()
    with tempfile.TemporaryDirectory(prefix="mkdocs_quotes_") as folder:
        corpus = Path(folder, "corpus.parquet")
        pq.write_table(pa.Table.from_pylist(records), corpus, row_group_size=arguments.group, compression="zstd")
        options = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": "CRITICAL"}
        with (
            LocalCluster(n_workers=1, **options) as one,
            Client(one) as client_of_one,
            LocalCluster(n_workers=2, **options) as two,
            Client(two) as client_of_two,
        ):
            sides = [
                Side("this process", Alone(0), time.process_time, peak),
                on_workers(client_of_one, "1 worker"),
                on_workers(client_of_two, "2 workers"),
            ]
            for side in sides:  # to load word lists there too
                run_side(side, corpus, Path(folder, f"warm {side.name}"))
                side.extract, side.unify = Times(), Times()
            plain = Times()
            for number in range(arguments.runs):
                with plain.measured(time.process_time):
                    for record in records:
                        analyse(read_text(record["text"]))
                for side in sides:
                    output = Path(folder, f"{number} {side.name}")
                    summary = run_side(side, corpus, output)
            memory = {side.name: side.memory() for side in sides[1:]}
        print(f"{len(records)} texts, {characters} characters, {arguments.runs} runs; seconds and a second's worth\n")
        print(f"{'':34}{'least':>10}{'median':>10}{'by least':>14}{'by median':>14}")
        for what in ("wall", "cpu"):
            print(row(f"analyse alone, {what}", getattr(plain, what), characters, "characters"))
            for side in sides:
                print(row(f"job, {side.name}, {what}", getattr(side.extract, what), characters, "characters"))
            for side in sides:
                print(row(f"unify, {side.name}, {what}", getattr(side.unify, what), summary.quotations, "quotations"))
        _ratios(plain, sides)
        _estimate(output, summary, sum(len(record["text"].encode()) for record in records), corpus, memory)
    return 0


def _ratios(plain: Times, sides: list[Side]) -> None:
    alone, one, two = (side.extract for side in sides)
    print(f"\njob to analyse alone, cpu, by least: {min(alone.cpu) / min(plain.cpu):.2f}")
    print(f"1 worker to this process, cpu, by least: {min(one.cpu) / min(alone.cpu):.2f}")
    print(f"2 workers to 1, wall: {min(one.wall) / min(two.wall):.2f} times as fast by least,", end=" ")
    print(f"{statistics.median(one.wall) / statistics.median(two.wall):.2f} by median")


def _estimate(output: Path, summary: Summary, size: int, corpus: Path, memory: dict[str, int]) -> None:
    texts = summary.texts
    print(f"\nquotations a text: {summary.quotations / texts:.2f}, shared speakers: {summary.speakers / texts:.2f}")
    print(f"bytes a text: {size / texts:,.0f}, in the corpus {corpus.stat().st_size / texts:,.0f}")
    for table in ("quotations", "texts", "speakers", "_job/people"):
        written = sum(path.stat().st_size for path in (output / table).rglob("*.parquet"))
        print(f"  {table}: {written / texts:,.0f}")
    for name, most in memory.items():
        print(f"most memory of a process, {name}: {most / 1e6:,.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
