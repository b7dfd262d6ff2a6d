"""Which texts there are: files, folders and standard input."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_quotes.progress import Trouble

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
"""What counts as a text in a folder. A file given by name is read whatever its suffix."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that can be read."""

    name: str
    """Relative to the path given, with slashes; of a file given by name its bare name."""
    folder: Path | None
    """Where it lies; None: standard input. All texts of a folder share it: of a hundred thousand texts nothing but
    the names is held."""
    size: int = 0
    """Bytes, as far as known; for progress."""
    file: str | None = None
    """Its name in `folder`, where that is not `name`."""

    @property
    def path(self) -> Path | None:
        """None: standard input."""
        return None if self.folder is None else self.folder / (self.file or self.name)


def find_sources(paths: Iterable[str]) -> tuple[list[Source], list[Trouble]]:
    """All texts under `paths`, ordered by name, and what stood in the way."""
    found: list[Source] = []
    troubles: list[Trouble] = []
    for word in paths:
        path = Path(word)
        try:
            if word == "-":
                found.append(Source("-", None))
            elif path.is_dir():
                texts = _walk(path, troubles)
                if not texts:
                    troubles.append(
                        Trouble(word, "holds no texts (.txt, .text, .md, .markdown)", failed=False)
                    )
                found.extend(texts)
            else:
                found.append(Source(path.name, path.parent, path.stat().st_size))
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            troubles.append(Trouble(word, explain(error)))
    return _with_own_names(found, troubles), troubles


def explain(error: Exception) -> str:
    """What is wrong with a file and what to do, in a few words behind its name."""
    if isinstance(error, FileNotFoundError):
        return "does not exist (any more); check the name"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read: {reason}"


def _walk(folder: Path, troubles: list[Trouble]) -> list[Source]:
    """The texts in a folder and its subfolders; hidden files and folders are passed over.

    Links to folders are followed, after all others and never twice to the same one, so that a loop ends.
    """
    found: list[Source] = []
    seen: set[tuple[int, int]] = set()
    waiting = [(folder, False)]
    while waiting:
        waiting.sort(key=lambda item: (item[1], item[0].as_posix()), reverse=True)
        current, is_link = waiting.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in seen:
                troubles.append(Trouble(str(current), "leads to a folder that is read already", failed=False))
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(current) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            troubles.append(Trouble(str(current), explain(error)))
            continue
        for entry in listed:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir():
                    waiting.append((path, is_link or entry.is_symlink()))
                elif path.suffix.lower() in SUFFIXES and stat.S_ISREG((status := entry.stat()).st_mode):
                    found.append(Source(path.relative_to(folder).as_posix(), folder, status.st_size))
            except OSError as error:
                troubles.append(Trouble(str(path), explain(error)))
    return found


def _with_own_names(found: list[Source], troubles: list[Trouble]) -> list[Source]:
    """The sources ordered by name. Where two have the same name, the later one goes by its whole path."""
    named: dict[str, Source] = {}
    for source in found:
        if source.name not in named:
            named[source.name] = source
        elif source.folder is None or source.path == named[source.name].path:
            continue  # given twice
        else:
            name = (source.folder / source.name).as_posix()
            taken = named[source.name].path
            troubles.append(Trouble(name, f"has the name of {taken} too; its source is {name}", failed=False))
            named[name] = Source(name, source.folder, source.size, source.name)
    return [named[name] for name in sorted(named)]
