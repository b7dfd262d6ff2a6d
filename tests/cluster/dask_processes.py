"""A scheduler and workers of Dask as processes of their own, to be killed one by one; and work for them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from distributed import Client

_QUIET = ["--no-dashboard", "--host", "127.0.0.1"]
_HERE = str(Path(__file__).parent)
_START = 30.0


class Processes:
    """Starts them, and ends by their ids those that are still running."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._all: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("dask_scheduler", "--port", "0", "--scheduler-file", str(self._file))
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def file(self) -> str:
        return str(self._file)

    @property
    def address(self) -> str:
        """Of the scheduler, once it has one."""
        until = time.monotonic() + _START
        while time.monotonic() < until:
            try:
                return str(json.loads(self._file.read_text())["address"])
            except (OSError, ValueError):  # not there, or half of it
                time.sleep(0.05)
        raise AssertionError("the scheduler does not start")

    @property
    def alive(self) -> list[subprocess.Popen[bytes]]:
        """The workers that are running."""
        return [worker for worker in self.workers if worker.poll() is None]

    def need_workers(self, count: int) -> None:
        """Let there be so many at least, and wait for them."""
        for _ in range(count - len(self.alive)):
            self._add_worker()
        with Client(self.address, timeout=_START, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=_START)

    def _add_worker(self) -> None:
        options = ["--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder), "--death-timeout", "20"]
        self.workers.append(self._start("dask_worker", self.address, *options))

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """As the system does when memory is short: at once."""
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for process in self._all:
            if process.poll() is None:
                self.kill(process)

    def _start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        paths = os.pathsep.join([_HERE, *filter(None, [os.environ.get("PYTHONPATH")])])
        surroundings = {**os.environ, "PYTHONPATH": paths, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *_QUIET, *options],
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._all.append(process)
        return process


def deadly(number: int) -> int:
    """Work that one item of does not survive."""
    if number == 2:
        os._exit(1)
    return number * 10


def unsteady(path: str) -> str:
    """Work that succeeds at the third try."""
    tries = Path(path)
    with tries.open("a") as stream:
        stream.write("x")
    if len(tries.read_text()) < 3:
        raise OSError(5, "Input/output error")
    return "done"
