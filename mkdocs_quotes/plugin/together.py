"""Tasks that this process and copies of it take from one pile: each of them knows all that this one knows."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from mkdocs_quotes.parallel import ease_collection

Task = Callable[[], None]
_FORK = "fork"


def can_copy() -> bool:
    """Whether processes can be started as copies of this one."""
    # On macOS the system's own libraries do not survive it; threads of other plugins might hold locks.
    there = _FORK in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return there and threading.active_count() == 1


class TaskError(Exception):
    """What went wrong in a task, whichever process had it; the message is that of the first error."""


class Together:
    """`start` lets others begin, `finish` joins in and ends when all is done.

    What a task does has to be outside of the process, such as the writing of files, and must not harm when it is done
    twice: the tasks of a process that dies are done again.
    """

    def __init__(self, tasks: Sequence[Task]) -> None:
        """Long tasks are best put first."""
        self._tasks = tasks
        # Windows knows no such context, so the name is not for type checkers.
        self._context: Any = multiprocessing.get_context(_FORK)
        self._next = self._context.Value("q", 0)
        self._done = self._context.Array("b", max(1, len(tasks)), lock=False)
        self._others: list[tuple[BaseProcess, Connection]] = []

    def start(self, processes: int) -> None:
        """Let so many copies of this process begin; fewer where the system has no room for them."""
        for _ in range(processes):
            receiver, sender = self._context.Pipe(duplex=False)
            # It ends with this process, however that ends.
            process = self._context.Process(target=self._help, args=(sender,), daemon=True)
            try:
                process.start()
            except OSError:
                break
            sender.close()
            self._others.append((process, receiver))

    def finish(self) -> None:
        """Do what is left. Raises TaskError where a task has failed, here or elsewhere."""
        try:
            self._take_part()
            errors = [error for _, receiver in self._others if (error := _told(receiver))]
            if errors:
                raise TaskError(errors[0])
            for number, done in enumerate(self._done[: len(self._tasks)]):
                if not done:
                    self._do(number)
        finally:
            self.give_up()

    def give_up(self) -> None:
        """End the others, whether they are ready or not."""
        for process, receiver in self._others:
            process.terminate()
            process.join()
            receiver.close()
        self._others = []

    def _help(self, sender: Connection) -> None:
        # Ctrl+C reaches all processes of a terminal; this one is ended by the one that started it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # Otherwise the collector's notes on every object would make copies of nearly all memory.
        ease_collection()
        error = None
        try:
            self._take_part()
        except TaskError as failed:
            error = str(failed)
        sender.send(error)

    def _take_part(self) -> None:
        while True:
            with self._next.get_lock():
                number = self._next.value
                self._next.value += 1
            if number >= len(self._tasks):
                return
            self._do(number)

    def _do(self, number: int) -> None:
        try:
            self._tasks[number]()
        except Exception as error:
            # The others need not go on.
            with self._next.get_lock():
                self._next.value = len(self._tasks)
            raise TaskError(str(error)) from error
        self._done[number] = 1


def _told(receiver: Connection) -> str | None:
    """The error that another process has met; None also where it has died."""
    try:
        error: str | None = receiver.recv()
    except (EOFError, OSError):
        return None
    return error
