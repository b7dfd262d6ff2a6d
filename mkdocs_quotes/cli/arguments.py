"""What can be typed on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from mkdocs_quotes import __version__
from mkdocs_quotes.cluster.endings import is_corpus_path
from mkdocs_quotes.lang.lexicon import available, load
from mkdocs_quotes.records import DEFAULT_MIN_CONFIDENCE, REVIEW_BELOW

_EPILOG = """\
PATH is a file, a folder (walked for .txt, .text, .md and .markdown files) or - for standard input, which is
also read where no PATH is given. Results go to standard output, messages and progress to standard error.
Exit status: 0; 1 when a text could not be read (the others still are); 2 for wrong use.
"""

_CORPUS = """\
for a corpus in Parquet or JSON Lines: PATH is a file, a folder, a pattern or a URL (s3://…), and -o names the folder
(or URL) of a data set in Parquet, which a later run goes on with"""


_COLUMNS = ("text", "id", "title", "date", "author", "language")


@dataclass(frozen=True, slots=True)
class Arguments:
    """A command with its options; those of other commands keep their defaults."""

    command: str
    paths: tuple[str, ...]
    language: str = "auto"
    jobs: int = 0
    """0: as many as there are cores, where there is enough to do."""
    output: str | None = None
    """A file; of a corpus a folder or URL."""
    min_confidence: float = DEFAULT_MIN_CONFIDENCE
    format: str = "jsonl"
    explain: bool = False
    below: float = REVIEW_BELOW
    speakers: Path | None = None
    """Of `review`: the editors' file that says who is who."""
    corrections: Path | None = None
    """Of `review`: the editors' file of corrections; what it settles is left out."""
    cluster: str | None = None
    """Of a corpus: the address of a scheduler, or "local"; None where texts are read."""
    columns: tuple[tuple[str, str], ...] = ()
    """Of a corpus: what is held by which column, as far as that has been chosen."""
    max_record_mb: float | None = None
    partition_mb: float | None = None
    retries: int | None = None
    no_texts: bool = False


def parse(argv: list[str] | None) -> Arguments:
    """Read the command line. Raises SystemExit, with status 2 and a message, for wrong use."""
    parser = argparse.ArgumentParser(
        prog="mkdocs-quotes",
        description="Find direct quotations and who speaks them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mkdocs-quotes {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    extract = _command(commands, "extract", "quotations with their speakers, one record each")
    extract.add_argument("--format", choices=("jsonl", "json", "csv", "text"), help="default: jsonl")
    extract.add_argument("--explain", action="store_true", help="add the evidence for each attribution")
    _add_min_confidence(extract)
    _add_corpus(extract)

    speakers = _command(commands, "speakers", "speakers, aliases, counts")
    speakers.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    _add_min_confidence(speakers)

    review = _command(commands, "review", "doubtful attributions as a corrections.yml to fill in")
    review.add_argument(
        "--below",
        type=_confidence,
        default=REVIEW_BELOW,
        metavar="X",
        help=f"how sure is sure enough (default: {REVIEW_BELOW})",
    )
    review.add_argument("--speakers", type=Path, metavar="FILE", help="a speakers.yml; go by the names that it gives")
    review.add_argument("--corrections", type=Path, metavar="FILE", help="a corrections.yml; leave out what it settles")

    values = parser.parse_args(argv)
    if getattr(values, "explain", False) and values.format == "csv":
        extract.error("--explain goes with the formats jsonl, json and text")
    values.paths = tuple(values.paths)
    if values.command == "extract":
        _check_corpus(extract, values)
    return Arguments(**vars(values))


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=summary,
        description=f"Print {summary}.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="file, folder, or - for standard input")
    parser.add_argument(
        "--language",
        type=_language,
        default="auto",
        metavar="CODE",
        help="language of the texts (default: auto)",
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        default=0,
        metavar="N",
        help="texts read at the same time (default: 0, by cores)",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, not to standard output")
    return parser


def _add_corpus(extract: argparse.ArgumentParser) -> None:
    group = extract.add_argument_group("corpus", _CORPUS)
    group.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="scheduler of a Dask cluster, as tcp://host:8786, or its scheduler file (.json);"
        " local (the default): processes here, by --jobs",
    )
    for what in _COLUMNS:
        group.add_argument(
            f"--{what}-column", metavar="NAME", help=f"column or key that holds the {what} (default: {what})"
        )
    group.add_argument(
        "--max-record-mb", type=_positive, metavar="N", help="larger records go to the table of errors (default: 10)"
    )
    group.add_argument(
        "--partition-mb", type=_positive, metavar="N", help="JSON Lines that are one task (default: 16)"
    )
    group.add_argument("--retries", type=_count, metavar="N", help="of a task that fails (default: 3)")
    group.add_argument("--no-texts", action="store_true", help="leave the texts out of the data set")


def _check_corpus(extract: argparse.ArgumentParser, values: argparse.Namespace) -> None:
    """Settle whether texts or a corpus are to be read, and refuse what goes with the other only."""
    chosen = {what: getattr(values, f"{what}_column") for what in _COLUMNS}
    for what in _COLUMNS:
        delattr(values, f"{what}_column")
    values.columns = tuple((what, name) for what, name in chosen.items() if name is not None)
    if values.cluster is not None or any(map(is_corpus_path, values.paths)):
        if values.cluster == "":
            extract.error("--cluster: give the address of a scheduler, or local")
        values.cluster = values.cluster or "local"
        if values.output is None:
            extract.error("a corpus needs -o DIR: the folder that the data set is written to")
        if values.format is not None or values.explain:
            extract.error("a corpus becomes a data set in Parquet: --format and --explain go with texts")
    else:
        given = {
            **{f"--{what}-column": name for what, name in values.columns},
            "--max-record-mb": values.max_record_mb,
            "--partition-mb": values.partition_mb,
            "--retries": values.retries,
            "--no-texts": values.no_texts or None,
        }
        misplaced = next((option for option, value in given.items() if value is not None), None)
        if misplaced:
            extract.error(f"{misplaced} goes with a corpus in Parquet or JSON Lines")
        values.format = values.format or "jsonl"
    values.format = values.format or ""


def _add_min_confidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--min-confidence",
        type=_confidence,
        default=DEFAULT_MIN_CONFIDENCE,
        metavar="X",
        help=f"from 0 to 1: name nobody below it (default: {DEFAULT_MIN_CONFIDENCE})",
    )


def _confidence(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no number from 0 to 1")
    return value


def _count(word: str) -> int:
    if not word.isascii() or not word.isdigit():
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number")
    return int(word)


def _positive(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{word!r} is no number above 0")
    return value


def _language(word: str) -> str:
    if word != "auto":
        try:
            load(word)
        except LookupError:
            known = ", ".join(("auto", *available()))
            raise argparse.ArgumentTypeError(f"no data for language {word!r}; there is {known}") from None
    return word
