"""Files and folders wherever fsspec finds them: on this machine, in memory, on object storage."""

from __future__ import annotations

import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from .errors import ClusterError, NoSpace, is_full, told

_UNFINISHED = ".new"
_READERS = 16
_FORGOTTEN = 3600.0
"""Seconds after which an unfinished file belongs to nobody any more."""


def resolve(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of a path or URL, and the path there. Raises ClusterError where there is none."""
    try:
        fs, path = url_to_fs(url)
    except (ValueError, ImportError) as error:
        # fsspec names the library to install (s3fs, gcsfs …), or says that it knows no such protocol.
        raise ClusterError(url, f"cannot be reached: {told(error)}") from None
    return fs, path


def is_local(fs: AbstractFileSystem) -> bool:
    """Whether its files are those of this machine's own file system."""
    return isinstance(fs, LocalFileSystem)


class Store:
    """A folder that a job writes to. A file in it is there wholly or not at all."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/") or url
        self._fs, self._root = resolve(self.url)
        self._root = self._root.rstrip("/")

    def __reduce__(self) -> tuple[Any, ...]:
        # A file system may hold connections, which do not travel.
        return Store, (self.url,)

    def path(self, name: str) -> str:
        """The path of a file within its file system."""
        return f"{self._root}/{name}"

    @contextmanager
    def writing(self, name: str, *, lasting: bool = True) -> Iterator[IO[bytes]]:
        """A stream for a file, which appears under its name when the block ends without an error.

        A file that is not `lasting` need not survive a power failure.
        Raises NoSpace where the disk is full, OSError where it cannot be written for another reason.
        """
        try:
            if is_local(self._fs):
                with _renamed(Path(self.path(name)), lasting) as stream:
                    yield stream
            else:
                # One upload is atomic on object storage; a file that is being written there is not.
                with tempfile.TemporaryDirectory(prefix="mkdocs_quotes_") as folder:
                    spool = Path(folder, "part")
                    with spool.open("xb") as stream:
                        yield stream
                    self._fs.put_file(str(spool), self.path(name))
        except OSError as error:
            if is_full(error):
                raise NoSpace(self.url, "the disk is full; make room and run the same command again") from error
            raise

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file."""
        with self.writing(name) as stream:
            stream.write(data)

    @contextmanager
    def reading(self, name: str) -> Iterator[IO[bytes]]:
        """A stream of a file's bytes."""
        with self._fs.open(self.path(name), "rb") as stream:
            yield stream

    def read(self, name: str) -> bytes | None:
        """A whole file; None where there is none."""
        try:
            data: bytes = self._fs.cat_file(self.path(name))
        except FileNotFoundError:
            return None
        return data

    def read_all(self, names: list[str]) -> dict[str, bytes]:
        """Many small files, side by side; those that are gone are left out."""
        with ThreadPoolExecutor(_READERS) as pool:
            found = zip(names, pool.map(self.read, names), strict=True)
            return {name: data for name, data in found if data is not None}

    def names(self, folder: str) -> list[str]:
        """The files right within a folder, in order; those that are not finished are left out."""
        return [name for name in self._listed(folder) if not name.startswith(".")]

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        try:
            self._fs.rm_file(self.path(name))
        except FileNotFoundError:
            return

    def remove_folder(self, folder: str) -> None:
        """Remove a folder with all that it holds, if it is there."""
        if self._fs.exists(self.path(folder)):
            self._fs.rm(self.path(folder), recursive=True)

    def sweep(self, folder: str) -> None:
        """Remove what processes that were killed have left unfinished."""
        if not is_local(self._fs):
            return
        for name in self._listed(folder):
            path = Path(self.path(f"{folder}/{name}"))
            unfinished = name.startswith(".") and name.endswith(_UNFINISHED) and path.exists()
            if unfinished and time.time() - path.stat().st_mtime > _FORGOTTEN:
                path.unlink(missing_ok=True)

    def _listed(self, folder: str) -> list[str]:
        # What another process has written must be seen, so nothing that was listed before is good enough.
        self._fs.invalidate_cache(self.path(folder))
        try:
            found = self._fs.ls(self.path(folder), detail=True)
        except FileNotFoundError:
            return []
        return sorted(item["name"].rstrip("/").rpartition("/")[2] for item in found if item["type"] == "file")


@contextmanager
def _renamed(path: Path, lasting: bool) -> Iterator[IO[bytes]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}{_UNFINISHED}")
    try:
        with unfinished.open("xb") as stream:
            yield stream
            if lasting:
                # A part counts as finished once its mark is there; its files must not come behind it.
                stream.flush()
                os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
