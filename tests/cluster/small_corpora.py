"""Small corpora, jobs over them, and what they leave behind."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mkdocs_quotes.cluster.engines import Alone, Engine
from mkdocs_quotes.cluster.job import Summary, run_job
from mkdocs_quotes.cluster.options import JobOptions
from mkdocs_quotes.cluster.schema import SCHEMAS
from mkdocs_quotes.cluster.storage import resolve

Row = dict[str, Any]

_PEOPLE = ("Orla Finch", "Bo Lee", "J.R. Harrow", "J. R. Harrow", "José Vidal", "Jose Vidal", "Mara Lund")
_TEXT = """\
The pier in year {number}

“It will cost what it costs, number {number},” said {one}, the harbour engineer. A spokesman said: “We have
nothing to add to what was said on day {number}.”

“Nobody asked the anglers of ward {number},” {two} and {three} said in a statement. Smith said: “I was not asked.”
"""


def made_texts(count: int) -> list[Row]:
    """Records of short texts: some people speak in many of them, some only together, some names hold in one only."""
    texts = []
    for number in range(count):
        names = [_PEOPLE[(number + step) % len(_PEOPLE)] for step in (0, 1, 3)]
        text = _TEXT.format(number=number, one=names[0], two=names[1], three=names[2])
        texts.append({"id": f"news/{number:04}.txt", "text": text, "date": f"2020-01-{number % 28 + 1:02}"})
    return texts


def write_lines(path: Path, rows: Sequence[object]) -> Path:
    """A file of JSON Lines; a str or bytes among the rows is a line as it stands."""
    with path.open("wb") as stream:
        for row in rows:
            line = row if isinstance(row, bytes) else row.encode() if isinstance(row, str) else json.dumps(row).encode()
            stream.write(line + b"\n")
    return path


def write_parquet(path: Path, rows: Sequence[Row], *, group: int = 10) -> Path:
    """A Parquet file with so many rows in each of its row groups."""
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=group)
    return path


class Told:
    """What a job says."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tasks = 0
        self.done = 0
        self._counting = True

    def begin(self, tasks: int, size: int, unit: str) -> None:
        self._counting = unit == "partitions"
        if self._counting:
            self.tasks = tasks

    def advance(self, size: int) -> None:
        self.done += self._counting

    def message(self, name: str, words: str) -> None:
        self.lines.append(f"{name}: {words}")


def run(
    paths: Sequence[object], output: object, *, engine: Engine | None = None, told: Told | None = None, **options: Any
) -> Summary:
    """Run a job, in this process unless an engine is given."""
    return run_job(
        [str(path) for path in paths], str(output), JobOptions(**options), engine or Alone(0), told or Told()
    )


def rows(output: object, table: str) -> list[Row]:
    """All rows of a table of a data set, in the order of source and start where it has them."""
    fs, root = resolve(str(output))
    found: list[Row] = []
    for path in sorted(fs.glob(f"{root}/{table}/*.parquet")):
        with fs.open(path, "rb") as stream:
            read = pq.read_table(stream)
        assert read.schema.equals(SCHEMAS[table])
        found += read.to_pylist()
    return sorted(found, key=lambda row: (str(row.get("source") or row.get("id")), row.get("start") or 0))
