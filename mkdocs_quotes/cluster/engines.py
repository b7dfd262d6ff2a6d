"""Where the work is done: in this process, or by the workers of a Dask cluster."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from .errors import ClusterError, told

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

_PATIENCE = 30.0
"""Seconds to wait for an address to answer, and for a first worker."""
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


class OnCluster(Generic[Item]):
    """The workers of a Dask cluster. What a worker had in hand when it was lost, another one does again."""

    def __init__(self, client: Client, place: str, retries: int, *, patience: float = _PATIENCE) -> None:
        self._client = client
        self._place = place
        self._retries = retries
        self._patience = patience

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
                    future = self._client.submit(work, item, retries=self._retries, pure=False)
                    pending[future] = item
                done = self._some_done(list(pending))
                if done or threads:
                    seen_alive = time.monotonic()
                elif time.monotonic() - seen_alive > self._patience:
                    raise ClusterError(self._place, "has no worker left; start some and run the same command again")
                for future in done:
                    yield pending.pop(future), self._outcome(future)
        finally:
            for future in pending:
                future.release()

    def _threads(self) -> int:
        if self._client.status != "running":
            raise ClusterError(self._place, "does not answer any more; run the same command again when it does")
        try:
            return sum(self._client.nthreads().values())
        except (OSError, TimeoutError):
            return 0

    def _some_done(self, futures: list[Future]) -> list[Future]:
        from distributed import wait

        try:
            wait(futures, timeout=_LOOK, return_when="FIRST_COMPLETED")
        except TimeoutError:
            return []
        return [future for future in futures if future.status not in ("pending",)]

    def _outcome(self, future: Future) -> Any:
        from distributed import KilledWorker

        if future.status in ("cancelled", "lost"):
            raise ClusterError(self._place, "has lost what was handed to it; run the same command again")
        error = future.exception() if future.status == "error" else None
        if error is None:
            return future.result()
        if isinstance(error, ClusterError):
            raise error
        if isinstance(error, KilledWorker):
            return Lost("each worker that tried it was killed (too little memory?)")
        if isinstance(error, ModuleNotFoundError):
            raise ClusterError(
                self._place, f"its workers lack {error.name}; install mkdocs-quotes[cluster] on each of them"
            )
        return Lost(told(error) if isinstance(error, OSError) else f"{type(error).__name__}: {told(error)}")


@contextmanager
def open_engine(cluster: str, jobs: int, retries: int) -> Iterator[Engine]:
    """The engine for "local" or for the address of a scheduler.

    `jobs` are the processes of "local": 1 is this one, 0 as many as there are cores.
    """
    if cluster == "local":
        import os

        processes = jobs or os.cpu_count() or 1
        if processes == 1:
            yield Alone(retries)
            return
        with _local(processes) as client:
            yield OnCluster(client, "--cluster local", retries)
        return
    with _connected(cluster) as client:
        yield OnCluster(client, cluster, retries)


@contextmanager
def _local(processes: int) -> Iterator[Client]:
    import logging

    from distributed import Client, LocalCluster

    cluster = LocalCluster(
        n_workers=processes,
        threads_per_worker=1,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )
    try:
        with Client(cluster) as client:
            yield client
    finally:
        cluster.close()


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    from distributed import Client

    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        reason = "nothing answers there" if isinstance(error, (OSError, TimeoutError)) else told(error)
        advice = "start `dask scheduler` and `dask worker`, and give the address that the first one prints"
        raise ClusterError(address, f"{reason}; {advice}") from None
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        yield client
    except TimeoutError:
        raise ClusterError(address, "has no workers; start some with `dask worker`") from None
    finally:
        client.close()
