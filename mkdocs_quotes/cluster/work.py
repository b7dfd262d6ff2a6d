"""One part from the corpus to its files in the data set; runs in the worker processes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

from mkdocs_quotes.model import Analysis, Options
from mkdocs_quotes.parallel import ease_collection
from mkdocs_quotes.pipeline import FALLBACK_LANGUAGE, analyse

from .corpus import Part
from .errors import OtherProgram, told
from .gathering import People
from .ledger import Mark, remove_leftovers, remove_part, write_mark
from .options import JobOptions
from .program import fingerprint
from .reading import Bad, Record, UnreadablePart, read_part
from .schema import ERRORS, PEOPLE, QUOTATIONS, SCHEMAS, SPEAKERS, TEXTS
from .storage import Store
from .tables import FoundText, Row, document_of
from .writing import TableWriter, table_file

_ease_collection = cache(ease_collection)
"""Once in each process is enough."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A part that could not be read to its end; it will be tried again by the next run."""

    part: Part
    reason: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is handed."""

    store: Store
    options: JobOptions
    program: str
    """`fingerprint()` of whoever started the job."""

    def __call__(self, part: Part) -> Mark | Failed:
        """Do one part. Raises OSError where it may help to try again, ClusterError where the job has to stop."""
        if fingerprint() != self.program:
            raise OtherProgram(
                "--cluster", "a worker runs another version of mkdocs-quotes; install the same one everywhere"
            )
        _ease_collection()
        try:
            return self._done(part)
        except UnreadablePart as error:
            remove_part(self.store, part.id)  # what a run that was broken off has left
            with table_file(self.store, f"{ERRORS}/{part.id}", SCHEMAS[ERRORS]) as errors:
                errors.add({"file": part.file.name, "position": part.start, "reason": f"{part.place} {error}"})
            return Failed(part, str(error))

    def _done(self, part: Part) -> Mark:
        with ExitStack() as stack:
            people = People()
            writer = _PartWriter(stack, self.store, part, texts=self.options.texts)
            options = Options(language=self.options.language)
            for record in _distinct(read_part(part, self.options)):
                if isinstance(record, Bad):
                    writer.bad(record)
                    continue
                try:
                    found = FoundText(record, _analysed(record, options), self.options.min_confidence)
                except Exception as error:
                    # One text that trips the analysis must not take the others down.
                    reason = f"cannot be analysed ({type(error).__name__}: {told(error)}); please report this text"
                    writer.bad(Bad(record.position, record.source, reason))
                    continue
                writer.text(found, people.meet(found))
            writer.people(people)
        mark = writer.mark(part)
        # Not before: two workers may have the same part in hand, when one of them was taken for lost.
        remove_leftovers(self.store, mark)
        write_mark(self.store, mark)
        return mark


class _PartWriter:
    """The files of one part. A table that nothing is written to has none, but that of the quotations."""

    def __init__(self, stack: ExitStack, store: Store, part: Part, *, texts: bool) -> None:
        self._stack, self._store, self._part = stack, store, part
        self._texts = texts
        self._tables: dict[str, TableWriter] = {}
        self._table(QUOTATIONS)
        self._number = self._attributed = self._characters = 0
        self._example = ""

    def text(self, found: FoundText, speakers: Iterable[Row]) -> None:
        """Write what is found in a text; `speakers` are those of this text alone."""
        for row in speakers:
            self._table(SPEAKERS).add(row)
        for row in found.quotations():
            self._table(QUOTATIONS).add(row)
            self._attributed += row["speaker"] is not None
        self._number += 1
        self._characters += len(found.record.text)
        if self._texts:
            self._table(TEXTS).add({**found.text(), "file": self._part.file.name})

    def bad(self, record: Bad) -> None:
        row = {"file": self._part.file.name, "position": record.position, "id": record.id, "reason": record.reason}
        self._table(ERRORS).add(row)
        if not self._example:
            what = "row" if self._part.group >= 0 else "the line at byte"
            name = f" ({record.id})" if record.id else ""
            self._example = f"{what} {record.position}{name} {record.reason}"

    def people(self, people: People) -> None:
        for row in people.rows():
            self._table(PEOPLE).add(row)

    def mark(self, part: Part) -> Mark:
        def count(table: str) -> int:
            return self._tables[table].count if table in self._tables else 0

        return Mark(
            part=part.id,
            key=part.key,
            url=part.file.url,
            tables=tuple(self._tables),
            texts=self._number,
            quotations=count(QUOTATIONS),
            attributed=self._attributed,
            bad=count(ERRORS),
            people=count(PEOPLE),
            characters=self._characters,
            example=self._example,
        )

    def _table(self, table: str) -> TableWriter:
        if table not in self._tables:
            self._tables[table] = self._stack.enter_context(
                table_file(self._store, f"{table}/{self._part.id}", SCHEMAS[table])
            )
        return self._tables[table]


def _distinct(records: Iterable[Record | Bad]) -> Iterable[Record | Bad]:
    """The records; one whose id another one of the part has is bad: ids of quotations follow from it."""
    seen: set[str] = set()
    for record in records:
        if isinstance(record, Bad):
            yield record
        elif record.source in seen:
            yield Bad(record.position, record.source, "has the id of a record before it")
        else:
            seen.add(record.source)
            yield record


def _analysed(record: Record, options: Options) -> Analysis:
    document = document_of(record)
    if not document.quotes:  # as its front matter says
        return Analysis(document, document.language or FALLBACK_LANGUAGE, (), ())
    return analyse(document, options)
