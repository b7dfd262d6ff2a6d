"""Many texts in several processes: in order, with all that is there, whatever becomes of a process."""

from __future__ import annotations

import concurrent.futures
import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    # Otherwise reached through its package, which loads it only then: a single process needs none of it.
    from concurrent.futures import ProcessPoolExecutor

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

WORTH_PROCESSES = 2_000_000
"""Bytes of text from which on more processes are faster than one: to start one may take half a second."""

_CHUNK, _MOST = 50_000, 32
"""Bytes of text, and texts, that go to a process at a time; single short ones would cost more on the way."""
_WAITING = 4
"""Chunks for each process that are under way: enough to keep all busy, few enough to hold in memory."""

_SELDOM = (50_000, 20, 20)
"""New objects before the collector of cycles looks at these, and how often it does before it looks at older ones and at
all: texts leave few cycles, and word lists none."""


def ease_collection() -> None:
    """Let the collector of cycles run seldom: a text makes many small objects that go as they came."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)


class SeldomCollected:
    """A time in which the collector of cycles runs seldom, while much is made that stays."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """Begin it, unless it has begun."""
        self._before = self._before or gc.get_threshold()
        gc.set_threshold(*_SELDOM)

    def end(self) -> None:
        """Leave the collector as it was found."""
        if self._before:
            gc.set_threshold(*self._before)
            self._before = None


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_order(
    work: Callable[[_Task], _Result],
    tasks: Iterable[_Task],
    jobs: int,
    *,
    size: Callable[[_Task], int],
    lost: Callable[[_Task], _Result],
) -> Iterator[_Result]:
    """What `work` makes of each task, in the order of `tasks`, by `jobs` processes (one: by this one alone).

    A task whose process ends before its time (killed for want of memory, crashed in a library) gets what `lost`
    says; all others get their own. `size`: bytes of a task's text, to put short ones together. Only a few chunks of
    tasks and results are held at a time. `work` and its tasks have to be picklable, as `multiprocessing` asks for;
    what it raises is raised here.
    """
    if jobs <= 1:
        yield from map(work, tasks)
        return
    workers = _Workers(work, jobs, lost)
    waiting: deque[tuple[list[_Task], Future[list[_Result]] | None]] = deque()
    try:
        for chunk in _chunks(tasks, size):
            waiting.append((chunk, workers.submit(chunk)))
            if len(waiting) >= _WAITING * jobs:
                yield from workers.results(*waiting.popleft())
        while waiting:
            yield from workers.results(*waiting.popleft())
    finally:
        workers.close()


def _chunks(tasks: Iterable[_Task], size: Callable[[_Task], int]) -> Iterator[list[_Task]]:
    chunk: list[_Task] = []
    held = 0
    for task in tasks:
        chunk.append(task)
        held += size(task)
        if held >= _CHUNK or len(chunk) >= _MOST:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


class _Workers(Generic[_Task, _Result]):
    """A pool of processes, made anew when one of them has died; and a way to find out over which task."""

    def __init__(
        self, work: Callable[[_Task], _Result], jobs: int, lost: Callable[[_Task], _Result]
    ) -> None:
        self._work, self._jobs, self._lost = work, jobs, lost
        self._pool: ProcessPoolExecutor | None = None
        self._single: ProcessPoolExecutor | None = None
        self._possible = True
        """Whether processes can be started here at all."""

    def submit(self, chunk: list[_Task]) -> Future[list[_Result]] | None:
        """Hand a chunk to a process; None where that is not possible, `results` sees to it then."""
        if not self._possible:
            return None
        try:
            self._pool = self._pool or _pool(self._jobs)
            return self._pool.submit(_all_of, self._work, chunk)
        except BrokenExecutor:
            self._drop()
        except OSError:
            self._possible = False
        return None

    def results(self, chunk: list[_Task], future: Future[list[_Result]] | None) -> Iterable[_Result]:
        """The results of a chunk; where its process has died, task by task."""
        if future is not None:
            try:
                return future.result()
            except BrokenExecutor:
                # All chunks that were under way come here one after the other, and one of them is to blame.
                if self._pool is not None and _is_broken(self._pool):
                    self._drop()
        return map(self._carefully, chunk)

    def _carefully(self, task: _Task) -> _Result:
        """A task in a process of its own kind, in which nothing else is lost."""
        while self._possible:
            try:
                self._single = self._single or _pool(1)
                # Were nothing possible there, the task would not be to blame.
                self._single.submit(os.getpid).result()
            except (BrokenExecutor, OSError):
                self._possible = False
                break
            try:
                return self._single.submit(self._work, task).result()
            except BrokenExecutor:
                self._single = None
                return self._lost(task)
        return self._work(task)

    def _drop(self) -> None:
        """Give up a pool of which a process has died, and with it all others have."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def close(self) -> None:
        """End all processes."""
        for pool in (self._pool, self._single):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return concurrent.futures.ProcessPoolExecutor(jobs, initializer=_begin)


def _begin() -> None:
    """What a new process does first."""
    # Ctrl+C reaches all processes of a terminal; the one that started the others ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ease_collection()


def _is_broken(pool: ProcessPoolExecutor) -> bool:
    try:
        pool.submit(os.getpid)
    except BrokenExecutor:
        return True
    return False


def _all_of(work: Callable[[_Task], _Result], chunk: list[_Task]) -> list[_Result]:
    return [work(task) for task in chunk]
