"""Which files a corpus has, and the parts that they are divided into."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from fsspec import AbstractFileSystem
from fsspec.core import has_magic

from mkdocs_quotes.progress import Trouble
from mkdocs_quotes.slugs import slugify

from .endings import COMPRESSED, ENDINGS, PARQUET, is_corpus_path
from .errors import ClusterError, told
from .options import JobOptions
from .program import fingerprint
from .storage import resolve

_LOOKERS = 16
"""Files that are looked into at the same time: on object storage that is mostly waiting."""

_STAMPS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated", "modified")
"""What file systems call that which changes with a file."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of the corpus."""

    url: str
    name: str
    """Relative to the path given; what texts without an id are named after."""
    size: int
    stamp: str
    """Changes when the file does."""

    @property
    def is_parquet(self) -> bool:
        return self.name.lower().endswith(PARQUET)

    @property
    def is_compressed(self) -> bool:
        return self.name.lower().endswith(COMPRESSED)


@dataclass(frozen=True, slots=True)
class Part:
    """What one task works on: a row group of a Parquet file, or the lines of a file that begin between two offsets."""

    id: str
    """The name of its files in the data set; follows from the file's name and where the part begins."""
    key: str
    """What its outcome depends on: the input, the options, the program."""
    file: CorpusFile
    start: int
    """The first row; the offset in bytes."""
    end: int
    """Behind the last row; the offset from which on lines belong to the next part; -1: none do."""
    group: int = -1
    """Of Parquet: which row group."""
    size: int = 0
    """Bytes on disk, for progress."""

    @property
    def place(self) -> str:
        """For messages."""
        if self.group >= 0:
            return f"{self.file.name}, row group {self.group}"
        return self.file.name if self.start == 0 and self.end < 0 else f"{self.file.name}, from byte {self.start}"


def find_files(paths: Iterable[str]) -> tuple[list[CorpusFile], list[Trouble]]:
    """The files that paths, patterns, folders and URLs stand for, ordered by name, and what stood in the way."""
    named: dict[str, CorpusFile] = {}
    troubles: list[Trouble] = []
    for word in paths:
        try:
            found = list(_files(word))
        except ClusterError as error:
            troubles.append(Trouble(error.place, error.message))
            continue
        except Exception as error:
            # Each object storage has errors of its own (no credentials, no such bucket, no network).
            troubles.append(Trouble(word, f"cannot be reached: {told(error)}"))
            continue
        if not found:
            troubles.append(Trouble(word, f"holds no corpus ({ENDINGS})"))
        for file in found:
            if file.name in named and named[file.name].url != file.url:
                # Two files of one name: the later one goes by its whole address.
                file = CorpusFile(file.url, file.url, file.size, file.stamp)
            named[file.name] = file
    return [named[name] for name in sorted(named)], troubles


def divide(files: Sequence[CorpusFile], options: JobOptions) -> tuple[list[Part], list[Trouble]]:
    """The parts of all files, in order, and what is wrong with files that have none."""
    parts: list[Part] = []
    troubles: list[Trouble] = []
    with ThreadPoolExecutor(_LOOKERS) as pool:
        for found in pool.map(lambda file: _divided(file, options), files):
            if isinstance(found, Trouble):
                troubles.append(found)
            else:
                parts += found
    return parts, troubles


def _files(word: str) -> Iterator[CorpusFile]:
    fs, path = resolve(word)
    if has_magic(word) and not fs.exists(path):
        for match, info in sorted(fs.glob(path, detail=True).items()):
            if info["type"] == "file":
                yield _file(fs, match, posixpath.basename(match), info)
        return
    try:
        info = fs.info(path)
    except FileNotFoundError:
        raise ClusterError(word, "does not exist; check the name") from None
    if info["type"] == "directory":
        root = fs._strip_protocol(path).rstrip("/")
        for inner, details in sorted(fs.find(root, detail=True).items()):
            name = inner[len(root) :].lstrip("/")
            # What begins so is no data: marks of finished jobs, checksums, files that are being written.
            hidden = any(step.startswith((".", "_")) for step in name.split("/"))
            if is_corpus_path(name) and not hidden:
                yield _file(fs, inner, name, details)
    elif is_corpus_path(posixpath.basename(path)):
        yield _file(fs, path, posixpath.basename(path), info)
    else:
        raise ClusterError(word, f"is neither Parquet nor JSON Lines by its ending ({ENDINGS})")


def _file(fs: AbstractFileSystem, path: str, name: str, info: dict[str, Any]) -> CorpusFile:
    stamp = next((str(info[key]) for key in _STAMPS if info.get(key) is not None), "")
    return CorpusFile(fs.unstrip_protocol(path), name, int(info.get("size") or 0), stamp)


def _divided(file: CorpusFile, options: JobOptions) -> list[Part] | Trouble:
    if file.is_parquet:
        return _row_groups(file, options)
    if file.size == 0:
        return Trouble(file.name, "is empty", failed=False)
    if file.is_compressed:  # It can only be read from the beginning.
        return [_part(file, options, 0, -1, size=file.size)]
    parts = []
    for start in range(0, file.size, options.part_size):
        end = min(start + options.part_size, file.size)
        parts.append(_part(file, options, start, end, size=end - start))
    return parts


def _row_groups(file: CorpusFile, options: JobOptions) -> list[Part] | Trouble:
    try:
        fs, path = resolve(file.url)
        with fs.open(path, "rb") as stream:
            metadata = pq.read_metadata(stream)
        schema = metadata.schema.to_arrow_schema()
    except Exception as error:
        # Arrow has many errors for a file that is damaged, and storage its own.
        return Trouble(file.name, f"is no Parquet file that can be read: {told(error)}")
    problem = _wrong_columns(schema, options)
    if problem:
        return Trouble(file.name, problem)
    parts = []
    row = 0
    for group in range(metadata.num_row_groups):
        rows = metadata.row_group(group).num_rows
        if rows:
            size = file.size // metadata.num_row_groups
            parts.append(_part(file, options, row, row + rows, group=group, size=size))
        row += rows
    return parts or Trouble(file.name, "is empty", failed=False)


def _wrong_columns(schema: pa.Schema, options: JobOptions) -> str | None:
    for what in options.columns.chosen():
        name = options.columns.name(what)
        if name not in schema.names:
            has = ", ".join(schema.names[:20])
            return f"has no column {name!r}; name one with --{what}-column: it has {has}"
    kind = schema.field(options.columns.text).type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    readable = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
    if not any(fits(kind) for fits in readable):
        return f"column {options.columns.text!r} holds no text but {kind}; name another with --text-column"
    return None


def _part(file: CorpusFile, options: JobOptions, start: int, end: int, *, group: int = -1, size: int) -> Part:
    stem = posixpath.basename(file.name).partition(".")[0]
    identity = f"{slugify(stem)[:40]}-{_digest(file.name)[:10]}-{start:012d}"
    outcome = (file.name, file.size, file.stamp, start, end, group, *options.decisive(), fingerprint())
    return Part(identity, _digest(*outcome)[:32], file, start, end, group, size)


def _digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()
