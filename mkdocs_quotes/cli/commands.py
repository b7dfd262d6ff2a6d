"""main(): the commands, with their files, messages and exit status."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mkdocs_quotes.cli.arguments import Arguments, parse
from mkdocs_quotes.cli.formats import FORMATS, Format, to_json
from mkdocs_quotes.cli.sources import Source, explain, find_sources
from mkdocs_quotes.cli.work import Outcome, process_all
from mkdocs_quotes.parallel import WORTH_PROCESSES, cores
from mkdocs_quotes.progress import Progress
from mkdocs_quotes.read import UnreadableText, decode

if TYPE_CHECKING:
    from mkdocs_quotes.index import Editing, IndexedSpeaker, SourceText

_INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run the command line `argv` (the process's own where None) and return the exit status."""
    arguments = parse(argv)
    paths = arguments.paths
    if arguments.cluster is not None:
        from mkdocs_quotes.cli.corpus import extract_corpus  # only here: it needs more libraries

        return _stoppable(lambda: extract_corpus(arguments))
    if not paths:
        if sys.stdin.isatty():
            print(
                "mkdocs-quotes: no PATH given; name a file, a folder, or - for standard input",
                file=sys.stderr,
            )
            return 2
        paths = ("-",)
    return _stoppable(lambda: _run(arguments, paths))


def _stoppable(run: Callable[[], int]) -> int:
    try:
        return run()
    except BrokenPipeError:
        # Whoever read the results wants no more. Python would complain once again when it closes the stream.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(arguments: Arguments, paths: Sequence[str]) -> int:
    sources, troubles = find_sources(paths)
    # Records that run over the terminal are progress enough, and a bar would run into them.
    may_draw = arguments.output is not None or not sys.stdout.isatty()
    progress = Progress(len(sources), sum(source.size for source in sources), may_draw)
    for trouble in troubles:
        progress.message(trouble.place, trouble.message)
    failed = any(trouble.failed for trouble in troubles)
    editing = None
    if arguments.command == "review" and (editing := _editing(arguments, progress)) is None:
        return 2
    try:
        with _output(arguments) as stream:
            outcomes = _followed(process_all(sources, arguments, _jobs(arguments, sources)), progress)
            if arguments.command == "speakers":
                failed |= _print_speakers(outcomes, arguments, stream)
            elif editing is not None:
                failed |= _print_doubts(outcomes, editing, arguments.below, stream)
            else:
                failed |= _print_records(outcomes, FORMATS[arguments.format], stream)
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        progress.message(arguments.output or "standard output", f"cannot be written: {error.strerror}")
        failed = True
    finally:
        progress.clear()
    return 1 if failed else 0


def _jobs(arguments: Arguments, sources: Sequence[Source]) -> int:
    """How many processes to use; standard input can only be read by this one."""
    if len(sources) < 2 or any(source.folder is None for source in sources):
        return 1
    if arguments.jobs:
        return min(arguments.jobs, len(sources))
    if sum(source.size for source in sources) < WORTH_PROCESSES:
        return 1
    return min(cores(), len(sources))


@contextlib.contextmanager
def _output(arguments: Arguments) -> Iterator[TextIO]:
    """The stream for results: UTF-8 whatever the surroundings, line ends as they are printed."""
    if arguments.output is not None:
        with Path(arguments.output).open("w", encoding="utf-8", errors="replace", newline="") as stream:
            yield stream
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    yield sys.stdout


def _followed(outcomes: Iterator[Outcome], progress: Progress) -> Iterator[Outcome]:
    """The outcomes, their messages printed on the way."""
    for outcome in outcomes:
        if outcome.messages:
            progress.message(outcome.source.name, "; ".join(outcome.messages))
        yield outcome
        progress.advance(outcome.source.size)


def _print_records(outcomes: Iterator[Outcome], around: Format, stream: TextIO) -> bool:
    """Print the records of each text as soon as it is done; returns whether a text failed."""
    failed = False
    stream.write(around.head)
    between = ""
    for outcome in outcomes:
        failed |= outcome.failed
        for printed in outcome.printed:
            stream.write(between + printed)
            between = around.between
        stream.flush()
    stream.write(around.tail)
    return failed


def _editing(arguments: Arguments, progress: Progress) -> Editing | None:
    """What the editors' files say; None where one cannot be read."""
    from mkdocs_quotes.index import read_editing  # only here: `extract` asks for none of it

    texts: list[str | None] = []
    names: dict[str, str] = {}
    for kind, path in (("speakers_file", arguments.speakers), ("corrections_file", arguments.corrections)):
        if path is None:
            texts.append(None)
            continue
        try:
            text, warnings = decode(path.read_bytes())
        except (OSError, UnreadableText) as error:
            progress.message(str(path), explain(error))
            return None
        for warning in warnings:
            progress.message(path.name, warning)
        texts.append(text)
        names[kind] = path.name
    editing = read_editing(*texts, **names)
    for line in editing.errors:
        place, _, problem = line.partition(": ")
        progress.message(place, problem)
    return editing


def _gathered(outcomes: Iterator[Outcome]) -> tuple[list[SourceText], bool]:
    """The texts that were analysed, and whether one failed."""
    from mkdocs_quotes.index import SourceText

    failed = False
    texts = []
    for outcome in outcomes:
        failed |= outcome.failed
        if outcome.analysis is not None:
            texts.append(SourceText(outcome.source.name, outcome.analysis))
    return texts, failed


def _print_doubts(outcomes: Iterator[Outcome], editing: Editing, below: float, stream: TextIO) -> bool:
    """Print what is in doubt in all texts together; returns whether a text failed."""
    from mkdocs_quotes.cli.review import print_doubts

    texts, failed = _gathered(outcomes)
    stream.write(print_doubts(texts, editing, below))
    return failed


def _print_speakers(outcomes: Iterator[Outcome], arguments: Arguments, stream: TextIO) -> bool:
    """Print the speakers of all texts together; returns whether a text failed."""
    from mkdocs_quotes.index import build_index

    texts, failed = _gathered(outcomes)
    index = build_index(texts, min_confidence=arguments.min_confidence)
    if arguments.format == "json":
        between = Format("[\n", ",\n", "\n]\n")
        printed = [to_json(_speaker_record(speaker)) for speaker in index.speakers]
        stream.write(between.head + between.between.join(printed) + between.tail)
    else:
        stream.writelines(_speaker_line(speaker) for speaker in index.speakers)
    return failed


def _speaker_record(speaker: IndexedSpeaker) -> dict[str, object]:
    return {
        "id": speaker.slug,
        "name": speaker.name,
        "kind": speaker.kind,
        "count": speaker.count,
        "aliases": list(speaker.aliases),
        "roles": list(speaker.roles),
        "source": speaker.only_in and speaker.only_in.name,
    }


def _speaker_line(speaker: IndexedSpeaker) -> str:
    """A line for people; at its end the text that the name holds in, where it holds in one only."""
    words = speaker.name
    if speaker.roles:
        words += f", {speaker.roles[0]}"
    if speaker.aliases:
        words += f" (also {', '.join(speaker.aliases)})"
    if speaker.only_in is not None:
        words += f" [{speaker.only_in.name}]"
    return f"{speaker.count:5}  {' '.join(words.split())}\n"
