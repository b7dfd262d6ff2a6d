"""Analyse the texts of a site: each once, in several processes where that pays."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_quotes.model import Options
from mkdocs_quotes.parallel import WORTH_PROCESSES, cores, map_in_order
from mkdocs_quotes.progress import Progress

from . import outcome as texts
from .cache import Cache, decode, encode
from .outcome import Outcome, Task

if TYPE_CHECKING:
    from .editors import Log

__all__ = ["Analyser", "Outcome", "Task"]

_BETWEEN_WRITES = 3.0
"""Seconds after which what is new goes to disk: so much is lost at most where a build is broken off."""


class Analyser:
    """Analyses texts and remembers the outcomes, in memory and, where there is a folder, on disk."""

    def __init__(self) -> None:
        self._memory: dict[bytes, Outcome] = {}

    def run(
        self, tasks: Sequence[Task], options: Options, *, folder: Path | None, jobs: int, log: Log
    ) -> list[Outcome]:
        """The outcomes of all tasks, in their order. `jobs`: processes; 0: as many as there are cores."""
        keys = [task.key(options) for task in tasks]
        known = {key: outcome for key in keys if (outcome := self._memory.get(key))}
        cache = Cache(folder, log.warning) if folder and len(known) < len(set(keys)) else None
        was_enabled = gc.isenabled()
        # All that is made here stays, and nothing of it is a cycle.
        gc.disable()
        try:
            if cache:
                known.update(cache.load([key for key in dict.fromkeys(keys) if key not in known]))
            missing: dict[bytes, Task] = {}
            for key, task in zip(keys, tasks, strict=True):
                if key not in known:
                    missing.setdefault(key, task)
            for key, outcome in _analysed(missing, options, jobs, cache, log):
                known[key] = outcome
        finally:
            if was_enabled:
                gc.enable()
            if cache:
                cache.close()
        self._memory = known
        return [known[key] for key in keys]


def _analysed(
    missing: dict[bytes, Task], options: Options, jobs: int, cache: Cache | None, log: Log
) -> Iterator[tuple[bytes, Outcome]]:
    """Outcomes of texts that are not known yet; `cache` is given them."""
    tasks = list(missing.values())
    size = sum(map(_size, tasks))
    jobs = min(jobs or cores(), len(tasks)) if size >= WORTH_PROCESSES else 1
    loud = log.isEnabledFor(logging.INFO)
    progress = Progress(len(tasks), size, loud, tell=lambda line: log.info(f"analysed {line}"))
    fresh: list[tuple[bytes, bytes]] = []
    written = time.monotonic()
    results: Iterator[tuple[Outcome, bytes | None]]
    if jobs > 1:
        coded = map_in_order(partial(_coded, options=options), tasks, jobs, size=_size, lost=_lost)
        results = ((_decoded(data), data) for data in coded)
    else:
        results = ((texts.outcome_of(task, options), None) for task in tasks)
    try:
        for (key, task), (outcome, data) in zip(missing.items(), results, strict=True):
            yield key, outcome
            progress.advance(_size(task))
            if cache and outcome.analysis is not None:
                fresh.append((key, data or encode(outcome)))
                if time.monotonic() > written + _BETWEEN_WRITES:
                    cache.store(fresh)
                    fresh, written = [], time.monotonic()
    finally:
        progress.clear()
        if cache:
            cache.store(fresh)


def _size(task: Task) -> int:
    return len(task.data)


def _coded(task: Task, options: Options) -> bytes:
    """As it goes between processes and to disk alike: it is put into this form once."""
    return encode(texts.outcome_of(task, options))


def _decoded(data: bytes) -> Outcome:
    outcome = decode(data)
    assert outcome is not None
    return outcome


def _lost(task: Task) -> bytes:
    # Not kept: another time there may be memory enough.
    return encode(Outcome(None, ("ended the process that analysed it (too little memory?); left out",)))
