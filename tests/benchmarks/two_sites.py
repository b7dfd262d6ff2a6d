"""Sites for the benchmarks of the build: MkDocs alone on Markdown pages, and the plugin on the same texts.

Both have one front page, one theme, the same plugins besides, the same search or none, and their texts outside the
navigation, which takes far longer than all else once it holds thousands of pages.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive import NEW, as_markdown, write_archive

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Took:
    """What one run took."""

    seconds: float
    processor: float
    """Processor seconds, those of worker processes with them."""
    megabytes: float
    """The most memory that one process held."""


@dataclass(slots=True)
class Side:
    """One of those that are compared, with what its runs took."""

    name: str
    runs: list[Took] = field(default_factory=list)

    @property
    def fastest(self) -> float:
        return min(run.seconds for run in self.runs)

    @property
    def median(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        return min(run.processor for run in self.runs)


def environment() -> dict[str, str]:
    """For processes that are to run this project, whatever else is installed."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), "NO_MKDOCS_2_WARNING": "1"}


def measure(command: Sequence[str], folder: Path) -> Took:
    """Run a command of the project, which has to succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit status {process.returncode}")
    return Took(seconds, _processor(used), used.ru_maxrss / 1024)


def _processor(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


def build(site: Path) -> Took:
    """`mkdocs build` of a site."""
    shutil.rmtree(site / "site", ignore_errors=True)
    return measure((sys.executable, "-m", "mkdocs", "build", "-q"), site)


def make_sites(folder: Path, texts: Path, pages: Path, *, theme: str, search: bool) -> tuple[Path, Path]:
    """Two sites in `folder`: of MkDocs alone, whose pages are those of `pages`, and of the plugin on `texts`."""
    both = []
    for name, source, more in (("alone", pages, {}), ("quotes", texts, {"quotes": {"pagefind": False}})):
        site = folder / name
        docs = site / "docs"
        docs.mkdir(parents=True)
        (docs / "index.md").write_text("# The archive\n\nWhat stood in the paper.\n", encoding="utf-8")
        (docs / "archive").symlink_to(source.resolve(), target_is_directory=True)
        config = {
            "site_name": "The archive",
            "site_url": "https://example.org/",
            "theme": theme,
            "plugins": {**({"search": {}} if search else {}), **more},
            "not_in_nav": "/archive/\n",
        }
        # What JSON says, YAML says too.
        (site / "mkdocs.yml").write_text(json.dumps(config, indent=2), encoding="utf-8")
        both.append(site)
    return both[0], both[1]


def forget(site: Path) -> None:
    """Throw the plugin's cache away."""
    shutil.rmtree(site / ".cache", ignore_errors=True)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="quotes-benchmark-") as folder:
        yield Path(folder)


def archive(folder: Path, texts: int, given: Path | None, new: float = NEW) -> tuple[Path, Path]:
    """Texts and the same as Markdown pages: made up, or those (.txt) of a folder that was given."""
    if given is None:
        return write_archive(folder, texts, new=new)
    pages = folder / "markdown"
    for path in sorted(given.rglob("*.txt")):
        page = (pages / path.relative_to(given)).with_suffix(".md")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(as_markdown([path.read_text(encoding="utf-8", errors="replace")]), encoding="utf-8")
    return given, pages


def load() -> str:
    """How busy the machine is with everything that runs on it."""
    return f"load {os.getloadavg()[0]:.1f}"


def table(sides: Sequence[Side], base: Side, *, memory: bool = True) -> str:
    """The figures of all sides and how many times as long as the base they took, as a table in Markdown."""
    rows = [["", "runs", "fastest, s", "median, s", "processor, s", "ratio of fastest", "of medians"]]
    for side in sides:
        rows.append(
            [
                side.name,
                str(len(side.runs)),
                f"{side.fastest:.2f}",
                f"{side.median:.2f}",
                f"{side.processor:.2f}",
                f"{side.fastest / base.fastest:.2f}",
                f"{side.median / base.median:.2f}",
            ]
        )
    if memory:
        rows[0].append("memory, MB")
        for row, side in zip(rows[1:], sides, strict=True):
            row.append(f"{max(run.megabytes for run in side.runs):.0f}")
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def parser(description: str, *, texts: Sequence[int], runs: int = 5) -> argparse.ArgumentParser:
    """What all these programs may be told."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="texts (.txt) to take; else made up")
    made.add_argument("--texts", type=int, nargs="+", default=texts, metavar="N", help="how many to make up")
    made.add_argument("--runs", type=int, default=runs, metavar="N")
    made.add_argument("--theme", default="mkdocs")
    made.add_argument("--search", action="store_true", help="with MkDocs' search, on both sides")
    return made
