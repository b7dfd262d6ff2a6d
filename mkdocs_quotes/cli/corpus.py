"""`extract` over a corpus: options in, a data set out, exit status."""

from __future__ import annotations

from mkdocs_quotes.cli.arguments import Arguments
from mkdocs_quotes.cluster import ClusterError, need_extra
from mkdocs_quotes.progress import Progress


def extract_corpus(arguments: Arguments) -> int:
    """Run the job and return the exit status."""
    told = _Told()
    try:
        need_extra("a corpus")
        return _extract(arguments, told)
    except ClusterError as error:
        told.message(error.place, error.message)
        return 1
    finally:
        told.clear()


class _Told:
    """Tells of a job on standard error. How much there is to do is not known from the beginning."""

    def __init__(self) -> None:
        self._progress = Progress(0, 0, unit="partitions")

    def begin(self, tasks: int, size: int, unit: str) -> None:
        self._progress.clear()
        self._progress = Progress(tasks, size, unit=unit)

    def advance(self, size: int) -> None:
        self._progress.advance(size)

    def message(self, name: str, words: str) -> None:
        self._progress.message(name, words)

    def clear(self) -> None:
        self._progress.clear()


def _extract(arguments: Arguments, told: _Told) -> int:
    from mkdocs_quotes.cluster.engines import open_engine
    from mkdocs_quotes.cluster.job import run_job
    from mkdocs_quotes.cluster.options import MEGABYTE, Columns, JobOptions

    assert arguments.output is not None and arguments.cluster is not None  # argparse has seen to that
    standard = JobOptions()
    options = JobOptions(
        columns=Columns(**dict(arguments.columns)),
        language=arguments.language,
        min_confidence=arguments.min_confidence,
        max_record=round(arguments.max_record_mb * MEGABYTE) if arguments.max_record_mb else standard.max_record,
        part_size=max(1, round(arguments.partition_mb * MEGABYTE)) if arguments.partition_mb else standard.part_size,
        texts=not arguments.no_texts,
    )
    retries = 3 if arguments.retries is None else arguments.retries
    with open_engine(arguments.cluster, arguments.jobs, retries) as engine:
        summary = run_job(arguments.paths, arguments.output, options, engine, told)
    told.message(arguments.output, summary.in_words())
    return 0 if summary.complete else 1
