"""Analyse the texts of a site: each once, in several processes where that pays."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import mkdocs_quotes
from mkdocs_quotes.model import Analysis, Document, Options
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import UnreadableText, format_of, read_bytes

_WORTH_PROCESSES = 2_000_000
"""Bytes of text below which starting processes takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class Task:
    """A text that is to be analysed."""

    name: str
    """Its ending tells how it is read."""
    data: bytes

    def key(self, options: Options) -> str:
        """What the outcome depends on, as the name of a file."""
        digest = hashlib.sha256()
        parts = (
            _program(),
            options.language,
            ",".join(sorted(options.kinds)),
            "explain" if options.explain else "",
            format_of(self.name),
        )
        for part in parts:
            digest.update(part.encode() + b"\0")
        digest.update(self.data)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text. Messages are without its name."""

    analysis: Analysis | None
    """None where it could not be read at all."""
    warnings: tuple[str, ...] = ()


class Analyser:
    """Analyses texts and remembers the outcomes, in memory and, where there is a folder, on disk."""

    def __init__(self) -> None:
        self._memory: dict[str, Outcome] = {}

    def run(
        self,
        tasks: Sequence[Task],
        options: Options,
        *,
        folder: Path | None,
        jobs: int,
        warn: Callable[[str], None],
    ) -> list[Outcome]:
        """The outcomes of all tasks, in their order. What no task asks for any more is forgotten."""
        keys = [task.key(options) for task in tasks]
        known: dict[str, Outcome] = {}
        missing: dict[str, Task] = {}
        for key, task in zip(keys, tasks, strict=True):
            outcome = self._memory.get(key) or (_load(folder / key, warn) if folder else None)
            if outcome is None:
                missing.setdefault(key, task)
            else:
                known[key] = outcome
        for key, outcome in zip(missing, _outcomes(list(missing.values()), options, jobs), strict=True):
            known[key] = outcome
            if folder and not _store(folder / key, outcome, warn):
                folder = None
        self._memory = known
        if folder:
            _forget(folder, known)
        return [known[key] for key in keys]


def outcome_of(task: Task, options: Options) -> Outcome:
    """Read and analyse one text. Whatever is wrong with it, all other texts go on."""
    try:
        document, warnings = read_bytes(task.data, task.name)
    except UnreadableText as error:
        return Outcome(None, (str(error),))
    if not document.quotes:
        return Outcome(_without_quotations(document), warnings)
    try:
        return Outcome(analyse(document, options), warnings)
    except Exception as error:
        # One text must not take the site down; its page is made, without quotations.
        problem = f"no quotations could be found in it ({type(error).__name__}: {error})"
        return Outcome(_without_quotations(document), (*warnings, problem))


def _without_quotations(document: Document) -> Analysis:
    return Analysis(document, document.language or "en", (), ())


def _outcomes(tasks: list[Task], options: Options, jobs: int) -> Iterator[Outcome]:
    jobs = min(jobs or os.cpu_count() or 1, len(tasks))
    done = 0
    if jobs > 1 and sum(len(task.data) for task in tasks) >= _WORTH_PROCESSES:
        try:
            with ProcessPoolExecutor(jobs) as pool:
                for outcome in pool.map(outcome_of, tasks, [options] * len(tasks), chunksize=4):
                    done += 1
                    yield outcome
        except (BrokenProcessPool, OSError):
            # A machine that allows no processes, or has no memory for them: go on alone.
            pass
    for task in tasks[done:]:
        yield outcome_of(task, options)


@cache
def _program() -> str:
    """Changes whenever the program or its language data do."""
    root = Path(mkdocs_quotes.__file__).parent
    stamps = [mkdocs_quotes.__version__]
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".txt", ".json"):
            state = path.stat()
            stamps.append(f"{path.relative_to(root)}:{state.st_size}:{state.st_mtime_ns}")
    return hashlib.sha256("\n".join(stamps).encode()).hexdigest()


def _load(path: Path, warn: Callable[[str], None]) -> Outcome | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    try:
        outcome = pickle.loads(data)
    except Exception:
        # Pickle raises nearly anything on damaged data.
        outcome = None
    if isinstance(outcome, Outcome):
        return outcome
    warn(f"{path}: damaged, made anew")
    path.unlink(missing_ok=True)
    return None


def _store(path: Path, outcome: Outcome, warn: Callable[[str], None]) -> bool:
    """Write a file at once or not at all, and whether that was possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            pickle.dump(outcome, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(file.name).replace(path)
    except OSError as error:
        warn(f"{path.parent}: cannot be written ({error.strerror}); texts are analysed anew each time")
        return False
    return True


def _forget(folder: Path, known: dict[str, Outcome]) -> None:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name not in known and (len(path.name) == 64 or path.name.startswith(".new-")):
            path.unlink(missing_ok=True)
