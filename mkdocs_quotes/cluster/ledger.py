"""Which parts are finished: a mark for each, written when all of its files are there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from .corpus import Part
from .errors import ClusterError
from .schema import ERRORS, MANIFEST, PARTS, PEOPLE, QUOTATIONS, SPEAKERS, TEXTS, VERSION
from .storage import Store

OUTPUTS = (QUOTATIONS, TEXTS, SPEAKERS, PEOPLE, ERRORS)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a finished part."""

    part: str
    key: str
    url: str
    """Of the file of the corpus."""
    tables: tuple[str, ...]
    """In which tables the part has a file."""
    texts: int
    quotations: int
    attributed: int
    bad: int
    people: int
    characters: int
    example: str = ""
    """What is wrong with its first bad record."""


def open_dataset(store: Store) -> None:
    """Begin a data set, or go on with one. Raises ClusterError where the folder holds one of another kind."""
    data = store.read(MANIFEST)
    if data is None:
        store.write(MANIFEST, json.dumps({"mkdocs-quotes": "dataset", "version": VERSION}).encode())
        return
    try:
        version = json.loads(data)["version"]
    except (ValueError, KeyError, TypeError):
        version = None
    if version != VERSION:
        raise ClusterError(
            store.url, f"holds a data set of another version of mkdocs-quotes ({version}); choose another folder"
        )


def read_marks(store: Store) -> dict[str, Mark]:
    """The marks of all finished parts whose files are all there, by part."""
    names = [f"{PARTS}/{name}" for name in store.names(PARTS)]
    there = {f"{table}/{name}" for table in OUTPUTS for name in store.names(table)}
    marks = {}
    for data in store.read_all(names).values():
        mark = _mark(data)
        if mark and all(f"{table}/{mark.part}.parquet" in there for table in mark.tables):
            marks[mark.part] = mark
    return marks


def write_mark(store: Store, mark: Mark) -> None:
    """Say that a part is finished."""
    store.write(f"{PARTS}/{mark.part}.json", json.dumps(asdict(mark)).encode())


def remove_part(store: Store, part: str) -> None:
    """Remove all files of a part, its mark first, so that it never counts as finished without them."""
    store.remove(f"{PARTS}/{part}.json")
    for table in OUTPUTS:
        store.remove(f"{table}/{part}.parquet")


def remove_leftovers(store: Store, mark: Mark) -> None:
    """Remove what earlier tries have left in tables that the part now has no rows in."""
    for table in OUTPUTS:
        if table not in mark.tables:
            store.remove(f"{table}/{mark.part}.parquet")


def sort_out(store: Store, marks: dict[str, Mark], parts: Sequence[Part]) -> tuple[list[Part], list[Mark]]:
    """The parts that are still to be done, and the marks of finished parts of other files, which stay.

    What was made of a file that has changed since, or with other options, is removed.
    """
    wanted = {part.id: part for part in parts}
    urls = {part.file.url for part in parts}
    others = []
    for mark in marks.values():
        if mark.url not in urls:
            others.append(mark)
        elif mark.part not in wanted:
            remove_part(store, mark.part)
    todo = [part for part in parts if part.id not in marks or marks[part.id].key != part.key]
    for part in todo:
        if part.id in marks:
            remove_part(store, part.id)
    return todo, others


def _mark(data: bytes) -> Mark | None:
    """None where the file is damaged: then the part is done again."""
    try:
        values = json.loads(data)
        return Mark(**{**values, "tables": tuple(values["tables"])})
    except (ValueError, TypeError, KeyError):
        return None
