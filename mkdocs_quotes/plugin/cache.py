"""Analyses kept from one build to the next, in one file that builds share."""

from __future__ import annotations

import contextlib
import io
import pickle
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_quotes import model

from .outcome import Outcome

if TYPE_CHECKING:
    import sqlite3

FILE = "analyses.sqlite3"
LIMIT = 1_000_000_000
"""Bytes of analyses from which on those go that were not used today, the longest unused first."""
UNUSED_DAYS = 30
"""Analyses go that no build has used for so long."""
_PATIENCE = 20.0
"""Seconds to wait while another build writes."""

_SCHEMA = """
PRAGMA auto_vacuum = INCREMENTAL;
CREATE TABLE IF NOT EXISTS analyses (
    key BLOB PRIMARY KEY, used INTEGER NOT NULL, size INTEGER NOT NULL, checksum INTEGER NOT NULL, data BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS by_use ON analyses (used, size);
"""
"""`used`: the day, counted from the beginning of 1970."""


class Cache:
    """The outcomes of texts by what they depend on. What goes wrong with it is told once, and costs time only.

    SQLite sees to it that changes are made at once or not at all and that builds which run at the same time wait
    for one another.
    """

    def __init__(self, folder: Path, warn: Callable[[str], None]) -> None:
        self._path = folder / FILE
        self._warn = warn
        self._told = False
        self._connection: sqlite3.Connection | None = None
        try:
            import sqlite3  # not everywhere built in
        except ImportError:
            self._give_up("this Python is built without sqlite3")
            return
        self._sqlite = sqlite3
        self._open()

    def load(self, keys: Collection[bytes]) -> Iterator[tuple[bytes, Outcome]]:
        """The outcomes that there are; what is damaged is none."""
        today = _today()
        stale = []
        damaged = []
        found = 0
        for key in keys:
            row = self._row(key)
            if row is None:
                continue
            used, checksum, data = row
            outcome = decode(data) if zlib.crc32(data) == checksum else None
            if outcome is None:
                damaged.append(key)
                continue
            found += 1
            if used != today:
                stale.append(key)
            yield key, outcome
        if damaged:
            self._tell_damage()
            self._change("DELETE FROM analyses WHERE key = ?", ((key,) for key in damaged))
        self._change("UPDATE analyses SET used = ? WHERE key = ?", ((today, key) for key in stale))

    def store(self, outcomes: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep encoded outcomes."""
        today = _today()
        rows = ((key, today, len(data), zlib.crc32(data), data) for key, data in outcomes)
        self._change("INSERT OR REPLACE INTO analyses VALUES (?, ?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Let go what has not been used for long, and what is too much."""
        connection = self._connection
        if connection is None:
            return
        with self._troubles():
            today = _today()
            (total,) = connection.execute("SELECT COALESCE(SUM(size), 0) FROM analyses").fetchone()
            rows = connection.execute(
                "SELECT key, used, size FROM analyses WHERE used < ? ORDER BY used, rowid", (today,)
            )
            gone = []
            for key, used, size in rows:
                if used >= today - UNUSED_DAYS and total <= LIMIT:
                    break
                gone.append((key,))
                total -= size
            if gone:
                with connection:
                    connection.executemany("DELETE FROM analyses WHERE key = ?", gone)
                # As a script: a statement by itself would give back a single page.
                connection.executescript("PRAGMA incremental_vacuum")
        with contextlib.suppress(self._sqlite.Error):
            connection.close()
        self._connection = None

    def _open(self) -> None:
        with self._troubles():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._sqlite.connect(self._path, timeout=_PATIENCE)
            self._connection.executescript(_SCHEMA)
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def _row(self, key: bytes) -> tuple[int, int, bytes] | None:
        if self._connection is not None:
            with self._troubles():
                query = "SELECT used, checksum, data FROM analyses WHERE key = ?"
                row: tuple[int, int, bytes] | None = self._connection.execute(query, (key,)).fetchone()
                return row
        return None

    def _change(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        rows = list(rows)
        if rows and self._connection is not None:
            with self._troubles(), self._connection:
                self._connection.executemany(statement, rows)

    @contextlib.contextmanager
    def _troubles(self) -> Iterator[None]:
        """A damaged file is thrown away; one that cannot be used is let alone."""
        try:
            yield
        except self._sqlite.OperationalError as error:
            self._give_up(str(error))
        except self._sqlite.DatabaseError:
            self._tell_damage()
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                self._give_up(error.strerror or "")
            else:
                self._open()
        except OSError as error:
            self._give_up(error.strerror or "")

    def _tell_damage(self) -> None:
        self._tell(f"{self._path}: damaged, made anew")

    def _give_up(self, reason: str) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._tell(f"{self._path}: cannot be used ({reason}); texts are analysed anew each time")

    def _tell(self, line: str) -> None:
        if not self._told:
            self._told = True
            self._warn(line)


def _today() -> int:
    return int(time.time() // 86_400)


def encode(outcome: Outcome) -> bytes:
    """An outcome as it is kept."""
    return pickle.dumps(outcome, protocol=5)


def decode(data: bytes) -> Outcome | None:
    """The outcome again; None where the data are anything else."""
    try:
        outcome = _Reader(io.BytesIO(data)).load()
    except Exception:
        # Pickle raises nearly anything on damaged data.
        return None
    return outcome if isinstance(outcome, Outcome) else None


_RECORDS: dict[tuple[str, str], Any] = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (
        Outcome,
        model.Analysis,
        model.Attribution,
        model.Block,
        model.Candidate,
        model.Cue,
        model.Document,
        model.Marking,
        model.Mention,
        model.OffsetMap,
        model.Quotation,
        model.Speaker,
    )
}


class _Reader(pickle.Unpickler):
    """Makes records and plain values, nothing else.

    Pickled data can otherwise call any function there is, and a cache may come from elsewhere: from another
    machine of a build service, out of somebody's archive.
    """

    def find_class(self, module: str, name: str) -> Any:
        return _RECORDS[module, name]
