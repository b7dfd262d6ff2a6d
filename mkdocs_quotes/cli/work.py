"""One text from file to printed records; runs in the worker processes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter

from mkdocs_quotes.cli.arguments import Arguments
from mkdocs_quotes.cli.formats import print_quotations
from mkdocs_quotes.cli.sources import Source, explain
from mkdocs_quotes.model import Analysis, Document, Options
from mkdocs_quotes.parallel import ease_collection, map_in_order
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import UnreadableText, read_bytes

_NO_DOCUMENT = Document(text="", prose="", blocks=())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text."""

    source: Source
    printed: tuple[str, ...] = ()
    """Its records, as they are to be printed."""
    analysis: Analysis | None = None
    """For the commands that look at all texts together; for `speakers` without the document, which would only be
    carried about."""
    messages: tuple[str, ...] = ()
    failed: bool = False


def process(source: Source, arguments: Arguments) -> Outcome:
    """Read and analyse one text. Nothing is raised: what goes wrong is told in the outcome."""
    try:
        path = source.path
        data = sys.stdin.buffer.read() if path is None else path.read_bytes()
        document, warnings = read_bytes(data, source.name)
    except UnreadableText as error:
        return Outcome(source, messages=(str(error),), failed=True)
    except OSError as error:
        return Outcome(source, messages=(explain(error),), failed=True)
    if not document.text.strip():
        warnings = (*warnings, "is empty")
    if not document.quotes:
        return Outcome(source, messages=warnings)
    try:
        return replace(_analyse(source, document, arguments), messages=warnings)
    except Exception as error:
        # One text that trips the analysis must not take the others down; the line says what to report.
        reason = f"cannot be analysed ({type(error).__name__}: {error}); please report this text"
        return Outcome(source, messages=(*warnings, reason), failed=True)


def _analyse(source: Source, document: Document, arguments: Arguments) -> Outcome:
    reviewing = arguments.command == "review"
    options = Options(language=arguments.language, explain=arguments.explain or reviewing)
    analysis = analyse(document, options)
    if arguments.command == "speakers":
        return Outcome(source, analysis=replace(analysis, document=_NO_DOCUMENT))
    if reviewing:
        return Outcome(source, analysis=analysis)
    printed = print_quotations(
        analysis,
        source.name,
        format=arguments.format,
        min_confidence=arguments.min_confidence,
        explain=arguments.explain,
    )
    return Outcome(source, tuple(printed))


def process_all(sources: Sequence[Source], arguments: Arguments, jobs: int) -> Iterator[Outcome]:
    """The outcomes in the order of `sources`, whatever the number of processes."""
    ease_collection()
    work = partial(process, arguments=arguments)
    return map_in_order(work, sources, jobs, size=attrgetter("size"), lost=_lost)


def _lost(source: Source) -> Outcome:
    return Outcome(source, messages=("ended the process that analysed it (too little memory?)",), failed=True)
