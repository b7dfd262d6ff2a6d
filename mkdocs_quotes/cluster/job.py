"""A job from its paths to the finished data set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mkdocs_quotes.progress import Trouble

from . import ledger
from .corpus import divide, find_files
from .engines import Engine, Lost
from .errors import ClusterError
from .ledger import Mark
from .options import JobOptions
from .program import fingerprint
from .reporting import Reporter
from .schema import ERRORS, PARTS, SCHEMAS, UNIFIED
from .storage import Store
from .unify import unify
from .work import Failed, Work

_LINES = 20
"""Of partitions that fail or hold bad records so many are told of; the table of errors has them all."""


@dataclass(slots=True)
class Summary:
    """What the data set holds, and what became of the job."""

    parts: int = 0
    """That are finished, whenever they were."""
    before: int = 0
    """Of those, how many were finished before this run."""
    failed: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    texts: int = 0
    quotations: int = 0
    attributed: int = 0
    bad: int = 0
    speakers: int = 0
    """Without those whose name holds in one text only."""

    def add(self, mark: Mark) -> None:
        """Count a finished part."""
        self.parts += 1
        self.texts += mark.texts
        self.quotations += mark.quotations
        self.attributed += mark.attributed
        self.bad += mark.bad

    def in_words(self) -> str:
        """On one line."""
        quotations, texts = _counted(self.quotations, "quotation"), _counted(self.texts, "text")
        words = f"{quotations} ({self.attributed} with a speaker) in {texts}, {_counted(self.speakers, 'speaker')}"
        if self.bad:
            words += f"; {_counted(self.bad, 'bad record')} (in {ERRORS}/)"
        if self.failed:
            words += f"; {_counted(self.failed, 'partition')} failed: run the same command again to try once more"
        if self.before:
            words += f"; {self.before} of {_counted(self.parts, 'partition')} finished before"
        return words

    @property
    def complete(self) -> bool:
        """Whether all that was asked for could be read."""
        return not self.failed and not any(trouble.failed for trouble in self.troubles)


def run_job(paths: Sequence[str], output: str, options: JobOptions, engine: Engine, reporter: Reporter) -> Summary:
    """Bring the data set in the folder `output` up to date with a corpus.

    Raises ClusterError where the job cannot go on; what is finished by then is kept and not done again.
    """
    summary = Summary()
    files, summary.troubles = find_files(paths)
    parts, troubles = divide(files, options)
    summary.troubles += troubles
    for trouble in summary.troubles:
        reporter.message(trouble.place, trouble.message)
    if not parts:
        return summary
    store = Store(output)
    try:
        ledger.open_dataset(store)
        for folder in (*SCHEMAS, PARTS):
            store.sweep(folder)
        marks = ledger.read_marks(store)
        todo, others = ledger.sort_out(store, marks, parts)
        if todo:
            store.remove(UNIFIED)
    except OSError as error:
        raise ClusterError(output, f"cannot be written: {error.strerror or error}") from None
    again = {part.id for part in todo}
    finished = [*others, *(marks[part.id] for part in parts if part.id not in again)]
    for mark in finished:
        summary.add(mark)
    summary.before = summary.parts
    reporter.begin(len(todo), sum(part.size for part in todo), "partitions")
    lines = 0
    for part, outcome in engine.run(Work(store, options, fingerprint()), todo):
        if isinstance(outcome, (Failed, Lost)):
            summary.failed += 1
            problem: str | None = outcome.reason
        else:
            summary.add(outcome)
            finished.append(outcome)
            problem = _bad_in_words(outcome)
        if problem and lines < _LINES:
            reporter.message(part.place, problem)
            lines += 1
        reporter.advance(part.size)
    summary.speakers = unify(store, finished, engine, reporter)
    return summary


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _bad_in_words(mark: Mark) -> str | None:
    if not mark.bad:
        return None
    more = f", and {_counted(mark.bad - 1, 'more bad record')}" if mark.bad > 1 else ""
    return f"{mark.example}{more}"
