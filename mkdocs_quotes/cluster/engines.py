"""Where the work is done: in this process, or by the workers of a Dask cluster."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from mkdocs_quotes.parallel import cores

from .errors import ClusterError, told

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

_ANSWER = 20.0
"""Seconds to wait for an address to answer."""
_PATIENCE = 20.0
"""Seconds to wait for a first worker, and for another one when the last is gone."""
_TIMEOUTS = (TimeoutError, asyncio.TimeoutError)
"""They are one from Python 3.11 on."""
_ADVICE = "start `dask scheduler` and `dask worker`, and give the address that the first one prints"
_AGAIN = "run the same command again to go on"
_LOOK = 2.0
"""Seconds between two looks whether anybody is still there."""
_AHEAD = 3
"""Tasks handed out for each thread of the cluster, so that none waits for the next."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that did not come to an end, however often it was tried."""

    reason: str


class Engine(Protocol):
    """Does the same work with many items."""

    def run(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[Item, Result | Lost]]:
        """Each item with its outcome, in the order in which they are done.

        Raises ClusterError where the work raises it, and where nobody is left to do it.
        """


@dataclass(frozen=True, slots=True)
class _Told(Generic[Item, Result]):
    """The work, with errors that no further try can mend as its outcome: Dask would try them again."""

    work: Callable[[Item], Result]

    def __call__(self, item: Item) -> Result | ClusterError:
        try:
            return self.work(item)
        except ClusterError as error:
            return error


class Alone:
    """One item after the other, in this process."""

    def __init__(self, retries: int) -> None:
        self._retries = retries

    def run(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[Item, Result | Lost]]:
        for item in items:
            yield item, self._tried(work, item)

    def _tried(self, work: Callable[[Item], Result], item: Item) -> Result | Lost:
        for attempt in range(self._retries + 1):
            try:
                return work(item)
            except OSError as error:
                if attempt == self._retries:
                    return Lost(told(error))
        raise AssertionError("unreachable")


class OnCluster:
    """The workers of a Dask cluster. What a worker had in hand when it was lost, another one does again."""

    def __init__(self, client: Client, place: str, retries: int) -> None:
        self._client = client
        self._place = place
        self._retries = retries

    def run(self, work: Callable[[Any], Result], items: Sequence[Any]) -> Iterator[tuple[Any, Result | Lost]]:
        waiting = list(reversed(items))
        pending: dict[Future, Any] = {}
        seen_alive = time.monotonic()
        try:
            while waiting or pending:
                threads = self._threads()
                # Only so many: the scheduler of a corpus of a million parts would drown in them.
                while waiting and len(pending) < max(_AHEAD * threads, _AHEAD):
                    item = waiting.pop()
                    # Never pure: the same part done by a later run is another task.
                    future = self._client.submit(_Told(work), item, retries=self._retries, pure=False)
                    pending[future] = item
                done = self._some_done(list(pending))
                if done or threads:
                    seen_alive = time.monotonic()
                elif time.monotonic() - seen_alive > _PATIENCE:
                    raise ClusterError(self._place, f"has no worker left; start some, and {_AGAIN}")
                for future in done:
                    yield pending.pop(future), self._outcome(future)
        finally:
            for future in pending:
                future.release()

    def _threads(self) -> int:
        if self._client.status != "running":
            raise ClusterError(self._place, f"does not answer any more; {_AGAIN}")
        try:
            return sum(self._client.nthreads().values())
        except (OSError, *_TIMEOUTS):
            return 0

    def _some_done(self, futures: list[Future]) -> list[Future]:
        from distributed import wait

        try:
            wait(futures, timeout=_LOOK, return_when="FIRST_COMPLETED")
        except _TIMEOUTS:
            return []
        except CancelledError:
            raise self._forgetful() from None
        return [future for future in futures if future.status != "pending"]

    def _forgetful(self) -> ClusterError:
        return ClusterError(self._place, f"has lost what was handed to it; {_AGAIN}")

    def _outcome(self, future: Future) -> Any:
        from distributed import KilledWorker

        error = future.exception() if future.status == "error" else None
        if error is None:
            try:
                outcome = future.result()
            except CancelledError:
                # The scheduler has died since it said that this was done.
                raise self._forgetful() from None
            if isinstance(outcome, ClusterError):
                raise outcome
            return outcome
        if isinstance(error, KilledWorker):
            return Lost("each worker that tried it was killed (too little memory?)")
        if isinstance(error, ModuleNotFoundError):
            raise ClusterError(
                self._place, f"its workers lack {error.name}; install mkdocs-quotes[cluster] on each of them"
            )
        return Lost(told(error) if isinstance(error, OSError) else f"{type(error).__name__}: {told(error)}")


@contextmanager
def open_engine(cluster: str, jobs: int, retries: int) -> Iterator[Engine]:
    """The engine for "local", for the address of a scheduler, or for the file (.json) that it wrote it into.

    `jobs` are the processes of "local": 1 is this one, 0 as many as there are cores.
    """
    if cluster == "local":
        processes = jobs or cores()
        if processes == 1:
            yield Alone(retries)
            return
        with _local(processes) as client:
            yield OnCluster(client, "--cluster local", retries)
        return
    with _connected(cluster) as client:
        yield OnCluster(client, cluster, retries)


def _address_in(file: str) -> str:
    """The address that a scheduler file holds. Dask would wait for ever for one that is not there."""
    try:
        return str(json.loads(Path(file).read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ClusterError(file, f"is no scheduler file that can be read: {told(error)}") from None


def _be_quiet() -> None:
    """What matters of lost connections and workers is said in words of our own."""
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _local(processes: int) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    _be_quiet()
    with _deaf_children():
        cluster = LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )
    try:
        with Client(cluster) as client:
            yield client
    finally:
        cluster.close()


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes that are started do not hear Ctrl-C, which a terminal sends to all: this one ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    from distributed import Client

    _be_quiet()
    try:
        client = Client(_address_in(address) if address.endswith(".json") else address, timeout=_ANSWER)
    except (OSError, *_TIMEOUTS):
        raise ClusterError(address, f"nothing answers there; {_ADVICE}") from None
    except ValueError as error:
        raise ClusterError(address, f"{told(error)}; {_ADVICE}") from None
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        yield client
    except _TIMEOUTS:
        raise ClusterError(address, "has no workers; start some with `dask worker`") from None
    finally:
        client.close()
