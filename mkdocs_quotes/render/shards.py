"""Files of records that are divided where they would grow too large to load, with a manifest in their place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

MOST_BYTES = 5_000_000
"""A file that would be larger is divided; so is no part, unless one record alone is."""

File = tuple[str, bytes]
"""Path within the site, and content."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it is written."""

    data: bytes
    name: str
    """What the manifest calls it by: the text that a quotation stands in, the slug of a speaker."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of a divided file, as its manifest tells of it."""

    url: str
    """From the site's root."""
    records: int
    bytes: int
    first: str
    """Names of its first and last record."""
    last: str


@dataclass(frozen=True, slots=True)
class Format:
    """How rows make a file, and shards a manifest."""

    head: bytes
    between: bytes
    tail: bytes
    manifest: Callable[[list[Shard]], bytes]


def divided(path: str, rows: Iterable[Row], form: Format) -> Iterator[File]:
    """One file at `path` ("quotes.json"), or several ("quotes/1.json") and a manifest at `path`.

    Each part is a whole file of its own, and no more than one of them is held in memory.
    """
    stem, _, ending = path.rpartition(".")
    shards: list[Shard] = []
    around = len(form.head) + len(form.tail)
    waiting: list[Row] = []
    size = around

    def shard() -> File:
        data = _joined(waiting, form)
        url = f"{stem}/{len(shards) + 1}.{ending}"
        shards.append(Shard(url, len(waiting), len(data), waiting[0].name, waiting[-1].name))
        return url, data

    for row in rows:
        cost = len(row.data) + len(form.between)
        if waiting and size + cost > MOST_BYTES:
            yield shard()
            waiting, size = [], around
        waiting.append(row)
        size += cost
    if not shards:
        yield path, _joined(waiting, form)
        return
    yield shard()
    yield path, form.manifest(shards)


def _joined(rows: list[Row], form: Format) -> bytes:
    return form.head + form.between.join(row.data for row in rows) + form.tail


def _json_manifest(shards: list[Shard]) -> bytes:
    """An object, by which programs can tell it from the list that stands at this address otherwise."""
    whole = {"records": sum(shard.records for shard in shards), "shards": list(map(asdict, shards))}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


JSON = Format(b"[\n", b",\n", b"\n]\n", _json_manifest)
"""One object a line, in one array."""
