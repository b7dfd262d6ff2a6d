"""What goes wrong with a job, in one line each."""

from __future__ import annotations

import errno
from importlib.util import find_spec

_NEEDED = ("pyarrow", "fsspec", "dask", "distributed")


class ClusterError(Exception):
    """The job cannot go on. What is finished is kept."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(place, message)
        self.place = place
        """What it is about: a file, a folder, an address, an option."""
        self.message = message
        """What is wrong with it and what to do."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class NoSpace(ClusterError):
    """Nothing more can be written; no other part will fare better."""


class OtherProgram(ClusterError):
    """A worker would find other quotations than the one who started the job."""


def need_extra(what: str) -> None:
    """Raise ClusterError unless the libraries of the extra are there."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise ClusterError(what, f"needs {', '.join(missing)}: pip install mkdocs-quotes[cluster]")


def is_full(error: BaseException) -> bool:
    """Whether a disk or a quota is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def told(error: BaseException) -> str:
    """The words of an error on one line, cut short."""
    words = error.strerror if isinstance(error, OSError) else None
    line = " ".join((words or str(error) or type(error).__name__).split())
    return line if len(line) <= 200 else line[:200] + "…"
