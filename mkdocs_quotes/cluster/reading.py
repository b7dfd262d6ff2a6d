"""The records of a part, one after the other, and those that are none."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

import fsspec
import pyarrow.parquet as pq

from mkdocs_quotes.read import UnreadableText, decode
from mkdocs_quotes.read.dates import iso_date

from .corpus import Part
from .errors import told
from .options import MEGABYTE, WHAT, JobOptions
from .storage import resolve

_CHUNK = 1 << 20
_BATCH_BYTES = 8 * MEGABYTE
_MOST_ROWS = 1024
_SURROGATES = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_SHOWN_KEYS = 12


@dataclass(frozen=True, slots=True)
class Record:
    """A text of the corpus, and what its record tells of it."""

    position: int
    """Which row of the file; at which byte of it the line begins."""
    source: str
    """Its id, or the file's name and the position."""
    text: str
    title: str | None = None
    date: str | None = None
    """ISO 8601: year, year-month or year-month-day."""
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that cannot be read."""

    position: int
    id: str | None
    reason: str


class UnreadablePart(Exception):
    """The part cannot be read to its end; the message says why."""


def read_part(part: Part, options: JobOptions) -> Iterator[Record | Bad]:
    """The records of a part in the order of the file. Raises UnreadablePart, or OSError from the storage."""
    rows = _rows(part, options) if part.file.is_parquet else _lines(part, options)
    for position, row in rows:
        yield row if isinstance(row, Bad) else _record(part, position, row, options)


@contextmanager
def _opened(part: Part, compression: str | None = None) -> Iterator[IO[bytes]]:
    fs, path = resolve(part.file.url)
    with fsspec.core.OpenFile(fs, path, "rb", compression=compression) as stream:
        yield stream


def _rows(part: Part, options: JobOptions) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
    """The rows of a row group, a few at a time: not even a part has to fit into memory."""
    with _opened(part) as stream:
        try:
            file = pq.ParquetFile(stream, buffer_size=_CHUNK)
            wanted = [name for name in map(options.columns.name, WHAT) if name in file.schema_arrow.names]
            group = file.metadata.row_group(part.group)
            each = max(1, group.total_byte_size // max(1, group.num_rows))
            rows = max(1, min(_MOST_ROWS, _BATCH_BYTES // each))
            position = part.start
            for batch in file.iter_batches(batch_size=rows, row_groups=[part.group], columns=wanted):
                for number in range(batch.num_rows):
                    yield position, _row(batch, number, wanted, position)
                    position += 1
        except UnreadablePart:
            raise
        except OSError as error:
            # Arrow calls both a damaged file and a failing disk so; only the latter has a number.
            if error.errno is not None:
                raise
            raise UnreadablePart(f"cannot be read: {told(error)}") from error
        except (ValueError, TypeError, KeyError, IndexError, NotImplementedError) as error:
            raise UnreadablePart(f"cannot be read: {told(error)}") from error


def _row(batch: Any, number: int, wanted: list[str], position: int) -> dict[str, Any] | Bad:
    try:
        return {name: batch.column(name)[number].as_py() for name in wanted}
    except (UnicodeDecodeError, ValueError, OverflowError) as error:
        return Bad(position, None, f"cannot be read: {told(error)}")


def _lines(part: Part, options: JobOptions) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
    """The objects on the lines that begin within the part."""
    compression = part.file.name.rpartition(".")[2].lower() if part.file.is_compressed else None
    compression = {"gz": "gzip", "bz2": "bz2", "xz": "xz"}.get(compression or "")
    with _opened(part, compression) as stream:
        try:
            for position, line in bounded_lines(stream, part.start, part.end, options.max_record):
                if line is None:
                    yield position, Bad(position, None, _too_large(options))
                elif line.strip():
                    yield position, _object(line, position)
        except Exception as error:
            # Each way of packing has errors of its own for a damaged file; those of the storage have a number.
            if compression is None or getattr(error, "errno", None) is not None:
                raise
            raise UnreadablePart(f"cannot be unpacked: {told(error)}") from error


def bounded_lines(stream: IO[bytes], start: int, end: int, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Offset and bytes of each line that begins at `start` or later and before `end` (-1: anywhere).

    Of a line of more than `longest` bytes only the offset is given; it is passed over without being kept.
    """
    if start:
        # The line that the byte before `start` belongs to is not ours; if that byte ends it, ours begins at `start`.
        stream.seek(start - 1)
    reader = _Reader(stream)
    position = max(start - 1, 0)
    if start:
        position += reader.skip()
    while end < 0 or position < end:
        line, length = reader.line(longest)
        if not length:
            return
        yield position, line
        position += length


class _Reader:
    """Lines from a stream, without reading more of one than asked for. Not every file system's files can do that."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._chunk = b""
        self._at = 0

    def line(self, longest: int) -> tuple[bytes | None, int]:
        """The next line with its end, None where it is too long; and how many bytes it has, 0 behind the last."""
        pieces: list[bytes] = []
        length = 0
        for piece in self._pieces():
            length += len(piece)
            if length <= longest:
                pieces.append(piece)
            else:
                pieces.clear()
        return (b"".join(pieces) if length <= longest else None), length

    def skip(self) -> int:
        """Pass over the rest of the line; how many bytes that were."""
        return sum(len(piece) for piece in self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        while True:
            if self._at >= len(self._chunk):
                self._chunk, self._at = self._stream.read(_CHUNK), 0
                if not self._chunk:
                    return
            found = self._chunk.find(b"\n", self._at)
            until = found + 1 if found >= 0 else len(self._chunk)
            piece = self._chunk[self._at : until]
            self._at = until
            yield piece
            if found >= 0:
                return


def _object(line: bytes, position: int) -> dict[str, Any] | Bad:
    if position == 0:
        line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Bad(position, None, f"is not UTF-8 (at byte {error.start + 1} of the line)")
    except (ValueError, RecursionError) as error:
        return Bad(position, None, f"is no JSON: {told(error)}")
    if not isinstance(value, dict):
        return Bad(position, None, f"is no JSON object but {_kind(value)}")
    return value


def _kind(value: object) -> str:
    kinds = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number" if isinstance(value, (int, float)) else type(value).__name__)


def _record(part: Part, position: int, row: dict[str, Any], options: JobOptions) -> Record | Bad:
    columns = options.columns
    identity = row.get(columns.name("id"))
    if isinstance(identity, bool) or not isinstance(identity, (str, int, float, type(None))):
        return Bad(position, None, f"{columns.name('id')!r} is no string and no number but {_kind(identity)}")
    if isinstance(identity, float):  # as numbers become in tables with gaps
        identity = None if math.isnan(identity) else int(identity) if identity.is_integer() else identity
    source = _clean(str(identity)) if identity not in (None, "") else None
    if columns.text not in row:
        keys = ", ".join(map(repr, list(row)[:_SHOWN_KEYS]))
        return Bad(position, source, f"has no {columns.text!r}, only {keys or 'nothing'}")
    text = row[columns.text]
    if isinstance(text, bytes):
        try:
            text, _ = decode(text)
        except UnreadableText as error:
            return Bad(position, source, str(error))
    if not isinstance(text, str):
        return Bad(position, source, f"{columns.text!r} is no string but {_kind(text)}")
    if len(text) > options.max_record or (not text.isascii() and _bytes(text) > options.max_record):
        return Bad(position, source, _too_large(options))
    return Record(
        position,
        source or f"{part.file.name}#{position}",
        _clean(text),
        title=_words(row.get(columns.name("title"))),
        date=_date(row.get(columns.name("date"))),
        author=_words(row.get(columns.name("author"))),
        language=_language(row.get(columns.name("language"))),
    )


def _too_large(options: JobOptions) -> str:
    return f"is larger than {options.max_record / MEGABYTE:g} MB; raise --max-record-mb to read it"


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _clean(text: str) -> str:
    """JSON can hold halves of characters, Parquet cannot. Offsets stay as they are."""
    return text if text.isascii() else _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _words(value: object) -> str | None:
    words = " ".join(_clean(value).split()) if isinstance(value, str) else ""
    return words or None


def _date(value: object) -> str | None:
    if isinstance(value, datetime.date):  # so is a datetime
        return value.isoformat()[:10]
    if isinstance(value, int) and not isinstance(value, bool):
        return iso_date(str(value)) if 1000 <= value <= 9999 else None
    return iso_date(value) if isinstance(value, str) else None


def _language(value: object) -> str | None:
    if isinstance(value, str) and _LANGUAGE.fullmatch(value.strip()):
        return value.strip().replace("_", "-").lower()
    return None
