"""Speakers of one name become one speaker, over all parts of a data set.

The rule is that of a site's index: a name that identifies beyond its text is one speaker in all texts. Three rounds,
so that no process ever holds more than its share, however many speakers there are:

1. gather: the speakers of a few parts are put together, and dealt out by a hash of what their ids are made of,
2. settle: of each share, everything known of a speaker meets in one place; ids are given, speakers are written,
3. apply: the quotations of those few parts get the ids.

Between the rounds lie files in the data set's own storage. A round that is broken off is done again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mkdocs_quotes.index.people import slug_order
from mkdocs_quotes.records import join_names
from mkdocs_quotes.slugs import slugify, unique_slug

from .dealing import read_dealt, write_dealt
from .engines import Engine, Lost
from .errors import ClusterError
from .gathering import Gathered, People, SharedKey, group_row
from .ledger import Mark
from .program import fingerprint
from .reporting import Reporter
from .schema import PEOPLE, QUOTATIONS, SCHEMAS, SHUFFLE, SPEAKERS, UNIFIED
from .storage import Store
from .tables import Row
from .writing import table_file

_GATHERED = 100_000
"""Rows of people from which on the parts that one task gathers are enough."""
_TOGETHER = 64
"""But never more parts than that: it reads and writes the quotations of all of them."""
_SHARE = 100_000
"""Rows of people that a share is meant to hold."""
_MOST_SHARES = 4096
_UNIFIED_FILE = "unified-"
"""What the files of unified speakers begin with; the others hold speakers of one text."""
_NUMBER = re.compile(r"(?:-\d+)+$")

IDS = "ids"
_IDS = pa.schema(
    [
        ("key", pa.list_(pa.string())),
        ("id", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("quotations", pa.int64()),
        ("texts", pa.int64()),
        ("written", pa.bool_()),
    ]
)
"""What goes back to where the quotations are. A group that is not `written` is to be, once, now that the names of its
members are known too."""
_NOTHING = -1
_APPLIED = ("speaker", "speaker_id", "speaker_kind", "members")


@dataclass(frozen=True, slots=True)
class Group:
    """A few parts."""

    number: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shuffle:
    """Where the files between the rounds lie, and into how many shares speakers are dealt."""

    store: Store
    folder: str
    groups: int
    shares: int

    def people(self, group: int) -> str:
        """The file of people of a group, dealt out to shares."""
        return f"{self.folder}/people-{group:06d}.arrow"

    def ids(self, share: int) -> str:
        """The file of ids of a share, dealt out to groups."""
        return f"{self.folder}/ids-{share:06d}.arrow"

    def share_of(self, key: SharedKey) -> int:
        """All whose ids might be the same are of one share."""
        digest = hashlib.sha1(slug_root(key).encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.shares


def slug_root(key: SharedKey) -> str:
    """What the ids "j-smith", "j-smith-2" and "j-smith-2-2" have in common."""
    return _NUMBER.sub("", slugify(join_names(key)))


def unify(store: Store, marks: Sequence[Mark], engine: Engine, reporter: Reporter) -> int:
    """Unify the speakers of a data set; how many there are then, those of a single text left out.

    Nothing is done where the parts are the same as the last time. Raises ClusterError where it cannot be done.
    """
    marks = sorted(marks, key=lambda mark: mark.part)
    state = hashlib.sha256(repr([(m.part, m.key) for m in marks] + [fingerprint()]).encode()).hexdigest()
    found = _known(store, state)
    if found is not None:
        return found
    store.remove(UNIFIED)
    groups = _groups(marks)
    shares = min(_MOST_SHARES, max(1, -(-sum(mark.people for mark in marks) // _SHARE)))
    shuffle = Shuffle(store, SHUFFLE, len(groups), shares)
    reporter.begin(2 * len(groups) + shares, 2 * len(groups) + shares, "steps of unifying speakers")
    store.remove_folder(shuffle.folder)  # that of a run which was killed
    try:
        for _ in _done(engine, _Gather(shuffle), groups, reporter):
            pass
        count = sum(_done(engine, _Settle(shuffle), range(shares), reporter))
        written = sorted(set(_done(engine, _Apply(shuffle), groups, reporter)) - {_NOTHING})
    finally:
        store.remove_folder(shuffle.folder)
    current = _speakers_files(shares, written)
    for name in store.names(SPEAKERS):
        if name.startswith(_UNIFIED_FILE) and name not in current:
            store.remove(f"{SPEAKERS}/{name}")
    told = {"state": state, "speakers": count, "shares": shares, "groups": written}
    store.write(UNIFIED, json.dumps(told).encode())
    return count


def _groups(marks: Sequence[Mark]) -> list[Group]:
    groups: list[list[str]] = []
    rows = 0
    for mark in marks:
        if not groups or rows + mark.people > _GATHERED or len(groups[-1]) >= _TOGETHER:
            groups.append([])
            rows = 0
        groups[-1].append(mark.part)
        rows += mark.people
    return [Group(number, tuple(parts)) for number, parts in enumerate(groups)]


def _known(store: Store, state: str) -> int | None:
    data = store.read(UNIFIED)
    try:
        found = json.loads(data) if data else {}
        files = _speakers_files(found["shares"], found["groups"])
        complete = found["state"] == state and files <= set(store.names(SPEAKERS))
        return int(found["speakers"]) if complete else None
    except (ValueError, KeyError, TypeError):
        return None


def _done(engine: Engine, work: Any, items: Sequence[Any], reporter: Reporter) -> Iterator[int]:
    for _, outcome in engine.run(work, items):
        if isinstance(outcome, Lost):
            raise ClusterError(
                work.shuffle.store.url,
                f"its speakers could not be unified: {outcome.reason}; run the same command again to try once more",
            )
        yield outcome
        reporter.advance(1)


def _speakers_file(share: int, shares: int) -> str:
    return f"{_UNIFIED_FILE}{share:05d}-of-{shares:05d}"


def _groups_file(group: int) -> str:
    return f"{_UNIFIED_FILE}groups-{group:06d}"


def _speakers_files(shares: int, groups: Sequence[int]) -> set[str]:
    names = [*(_speakers_file(share, shares) for share in range(shares)), *map(_groups_file, groups)]
    return {f"{name}.parquet" for name in names}


@dataclass(frozen=True, slots=True)
class _Gather:
    shuffle: Shuffle

    def __call__(self, group: Group) -> int:
        store = self.shuffle.store
        people = People()
        for part in group.parts:
            for row in _rows(store, f"{PEOPLE}/{part}.parquet"):
                people.add(row)
        dealt: defaultdict[int, list[Row]] = defaultdict(list)
        for row in people.rows():
            dealt[self.shuffle.share_of(tuple(row["key"]))].append(row)
        write_dealt(store, self.shuffle.people(group.number), SCHEMAS[PEOPLE], dealt)
        return len(people.known)


@dataclass(frozen=True, slots=True)
class _Settle:
    shuffle: Shuffle

    def __call__(self, share: int) -> int:
        shuffle, store = self.shuffle, self.shuffle.store
        people = People()
        asked: dict[int, list[SharedKey]] = {}
        for group in range(shuffle.groups):
            rows = read_dealt(store, shuffle.people(group), share)
            asked[group] = [people.add(row) for row in rows]
        ids = _ids(people)
        name = _speakers_file(share, shuffle.shares)
        with table_file(store, f"{SPEAKERS}/{name}", SCHEMAS[SPEAKERS]) as writer:
            for key, identity in sorted(ids.items(), key=lambda item: item[1]):
                if len(key) == 1:
                    writer.add(people.known[key].row(identity, key=list(key)))
        written: set[SharedKey] = {key for key in ids if len(key) == 1}
        dealt: dict[int, list[Row]] = {}
        for group, keys in asked.items():
            dealt[group] = [_id_row(key, ids[key], people.known[key], key in written) for key in keys if key in ids]
            written.update(keys)
        write_dealt(store, shuffle.ids(share), _IDS, dealt)
        return len(ids)


@dataclass(frozen=True, slots=True)
class _Apply:
    shuffle: Shuffle

    def __call__(self, group: Group) -> int:
        """The number of the group where it has written a file of speakers."""
        store = self.shuffle.store
        known: dict[SharedKey, Row] = {}
        for share in range(self.shuffle.shares):
            for row in read_dealt(store, self.shuffle.ids(share), group.number):
                known[tuple(row["key"])] = {**row, "members": None}
        # A text that has a group has its members too, so they are all here.
        groups = {key: row for key, row in known.items() if len(key) > 1}
        for key, row in groups.items():
            row["members"] = [known[(member,)]["name"] for member in key]
            row["name"] = join_names(row["members"])
        new = [(key, row) for key, row in sorted(groups.items()) if not row["written"]]
        if new:
            with table_file(store, f"{SPEAKERS}/{_groups_file(group.number)}", SCHEMAS[SPEAKERS]) as writer:
                for key, row in new:
                    counted = row["quotations"], row["texts"]
                    writer.add(group_row(row["id"], row["members"], *counted, key=list(key)))
        for part in group.parts:
            _rewrite(store, part, known)
        return group.number if new else _NOTHING


def _ids(people: People) -> dict[SharedKey, str]:
    """An id for each speaker with quotations, in the order in which a site's index gives its slugs."""
    met = [(key, one) for key, one in people.known.items() if one.quotations]
    taken: set[str] = set()
    ids = {}
    for key, one in sorted(met, key=lambda item: slug_order(item[1].person, item[1].person.name)):
        ids[key] = unique_slug(one.person.name, taken)
        taken.add(ids[key])
    return ids


def _id_row(key: SharedKey, identity: str, one: Gathered, written: bool) -> Row:
    return {
        "key": list(key),
        "id": identity,
        "name": one.person.name,
        "kind": one.person.kind,
        "quotations": one.quotations,
        "texts": one.texts,
        "written": written,
    }


def _rewrite(store: Store, part: str, known: dict[SharedKey, Row]) -> None:
    """Put what is unified into the quotations of a part. What the text itself says stays in the other columns."""
    schema = SCHEMAS[QUOTATIONS]
    name = f"{QUOTATIONS}/{part}"
    with store.reading(f"{name}.parquet") as stream:
        file = pq.ParquetFile(stream)
        with store.writing(f"{name}.parquet") as target, pq.ParquetWriter(target, schema, compression="zstd") as writer:
            for group in range(file.num_row_groups):
                table = file.read_row_group(group)
                rows = table.select(["speaker_key", *_APPLIED]).to_pylist()
                for row in rows:
                    one = known.get(tuple(row["speaker_key"] or ()))
                    if one is not None:
                        row.update(speaker=one["name"], speaker_id=one["id"], speaker_kind=one["kind"])
                        row["members"] = one["members"]
                for column in _APPLIED:
                    position = schema.get_field_index(column)
                    values = pa.array([row[column] for row in rows], type=schema.field(position).type)
                    table = table.set_column(position, schema.field(position), values)
                writer.write_table(table)


def _rows(store: Store, name: str) -> Iterator[Row]:
    """The rows of a Parquet file, some at a time; none where there is no file."""
    try:
        with store.reading(name) as stream:
            for batch in pq.ParquetFile(stream).iter_batches(batch_size=2000):
                yield from batch.to_pylist()
    except FileNotFoundError:
        return
