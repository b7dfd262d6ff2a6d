"""Whoever tells of a job while it runs."""

from __future__ import annotations

from typing import Protocol


class Reporter(Protocol):
    """What it is told."""

    def message(self, name: str, words: str) -> None:
        """One line about a file, a part or a folder."""

    def begin(self, tasks: int, size: int, unit: str) -> None:
        """So many tasks are to be done, of so much in all; `unit`: what a task is, in the plural."""

    def advance(self, size: int) -> None:
        """One more is done."""
