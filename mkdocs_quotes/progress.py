"""How far it has come, on standard error: a bar on a terminal, now and then a line elsewhere; and what went wrong."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

_FIRST = 1.0
"""Seconds before anything is shown."""
_BETWEEN_LINES = 5.0
_BETWEEN_BARS = 0.1
_WIDTH = 30


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with a place, in one line."""

    place: str
    """A path, or a part of a file."""
    message: str
    failed: bool = True
    """Whether something was not read that should have been."""


class Progress:
    """Counts texts and bytes; messages go through it so that they do not run into the bar."""

    def __init__(
        self,
        texts: int,
        size: int,
        may_draw: bool = True,
        *,
        unit: str = "texts",
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """`tell` is given the lines where there is no terminal; otherwise they are printed."""
        self._texts, self._size, self._unit = texts, max(size, 1), unit
        self._done = self._done_size = 0
        self._terminal = sys.stderr.isatty()
        self._may_show = may_draw or not self._terminal
        self._next = time.monotonic() + _FIRST
        self._shown = False
        self._tell = tell or _print

    def advance(self, size: int) -> None:
        """One more text is done, of so many bytes."""
        self._done += 1
        self._done_size += size
        now = time.monotonic()
        if now < self._next or not self._may_show:
            return
        self._next = now + (_BETWEEN_BARS if self._terminal else _BETWEEN_LINES)
        share = min(self._done_size / self._size, 1.0)
        if self._terminal:
            filled = round(share * _WIDTH)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            print(
                f"\r{bar} {share:4.0%}  {self._done} of {self._texts} {self._unit}",
                end="",
                file=sys.stderr,
                flush=True,
            )
            self._shown = True
        else:
            self._tell(f"{self._done} of {self._texts} {self._unit}, {share:.0%}")

    def message(self, name: str, words: str) -> None:
        """Print a line about a text."""
        self.clear()
        line = f"mkdocs-quotes: {name}: {words}"
        print("".join(c if c.isprintable() else repr(c)[1:-1] for c in line), file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False


def _print(line: str) -> None:
    print(f"mkdocs-quotes: {line}", file=sys.stderr, flush=True)
