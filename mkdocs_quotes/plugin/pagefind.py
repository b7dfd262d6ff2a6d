"""The index of the page that searches all quotations, written by Pagefind.

Its program is run, not its Python interface: that takes a tenth of a second for each record.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

_NEEDLESS = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Interfaces that Pagefind brings along; ours is another."""
_LONGEST = 200
"""Code points of what Pagefind says, where it is told in one line."""


class PagefindError(Exception):
    """The index was not made; why, in one line."""


def program() -> Path | None:
    """Pagefind's program, None where it is not installed."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return None
    path = get_executable()
    return path if path and path.is_file() else None


def wanted_program(option: Literal["auto"] | bool, warn: Callable[[str], None]) -> Path | None:
    """Pagefind's program as far as the site is to have a search over all quotations."""
    found = program() if option else None
    if found is None and option is True:
        warn(
            "pagefind: it is not installed (pip install 'mkdocs-quotes[search]'), so there is no page that"
            " searches all quotations"
        )
    return found


Records = Callable[[], Iterable[bytes]]
"""Gives the records, which are HTML documents, one by one; may be called twice."""


class SearchIndexer:
    """Makes the index. While serving it keeps the last one, since few builds change a quotation."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where the index is kept between builds."""
        self._kept = folder / "pagefind"
        self._key = b""

    def write(self, program: Path, records: Records, target: Path, *, language: str, keep: bool) -> None:
        """Put the index of the records into the folder `target`.

        `language`: ISO 639-1, decides which forms of a word are taken for the same. `keep`: whether more builds
        are to be expected. Raises PagefindError; nothing is left at `target` then.
        """
        shutil.rmtree(target, ignore_errors=True)
        try:
            if keep:
                self._renew(program, records, language)
                shutil.copytree(self._kept, target, copy_function=_link)
            else:
                _index(program, records(), target, language)
        except (OSError, PagefindError) as error:
            shutil.rmtree(target, ignore_errors=True)
            if isinstance(error, PagefindError):
                raise
            # Of several files that could not be copied there is only a list.
            where, why = (error.filename, error.strerror) if error.strerror else (target, error)
            raise PagefindError(f"{where}: {why}") from None

    def _renew(self, program: Path, records: Records, language: str) -> None:
        """Make the index that is kept, unless it is one of the same records."""
        seen = hashlib.sha256(f"{program}\0{language}".encode())
        for record in records():
            seen.update(f"\0{len(record)}\0".encode() + record)
        if seen.digest() != self._key:
            self._key = b""
            shutil.rmtree(self._kept, ignore_errors=True)
            _index(program, records(), self._kept, language)
            self._key = seen.digest()


def _link(source: str, target: str) -> None:
    """There are as many files as quotations: a second name for each is made sooner than a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _index(program: Path, records: Iterable[bytes], output: Path, language: str) -> None:
    # Of a folder that it cannot write Pagefind says no more than where in its program that was found.
    output.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="mkdocs_quotes_") as folder:
        for number, record in enumerate(records):
            Path(folder, f"{number}.html").write_bytes(record)
        done = subprocess.run(
            [program, "--site", folder, "--output-path", output, "--force-language", language, "--silent"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    if done.returncode or not (output / "pagefind-entry.json").is_file():
        told, _, _ = (done.stderr or done.stdout).partition("stack backtrace")
        said = " ".join(told.split())[:_LONGEST]
        raise PagefindError(f"it ended with status {done.returncode}{f' ({said})' if said else ''}")
    for pattern in _NEEDLESS:
        for path in output.glob(pattern):
            path.unlink()
