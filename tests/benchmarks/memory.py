"""Measure how much memory a build takes beside MkDocs alone, and whether `extract` takes more for more texts.

    memory.py                            10,000 made-up texts of 6 KB; extract on a tenth of them and on all
    memory.py --texts 2000 --runs 3
    memory.py FOLDER                     the texts (.txt) of a folder

Each run is a process of its own, the sides take turns. Two figures for each: the most that its largest process held
(`ru_maxrss`), and the most that all its processes held together, where what they share counts once (the sum of
`Pss` in /proc, looked at five times a second; Linux only).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from two_sites import archive, environment, forget, load, make_sites, scratch

_INTERVAL = 0.2
_ALL = 1_000_000_000
"""A `search_limit` that no archive reaches: the texts stay in the index of the search, as in MkDocs alone."""


@dataclass(slots=True)
class Side:
    """One of those that are compared: megabytes of each run."""

    name: str
    run: Callable[[], tuple[float, float]]
    largest: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)

    def again(self) -> None:
        """One more run."""
        largest, together = self.run()
        self.largest.append(largest)
        self.together.append(together)


def peaks(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """The most megabytes that the largest process of a command held, and all of them together."""
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL)
    together = 0.0
    over = threading.Event()

    def watch() -> None:
        nonlocal together
        while not over.wait(_INTERVAL):
            together = max(together, sum(map(_share, _family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, used = os.wait4(process.pid, 0)
    over.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit status {process.returncode}")
    largest = used.ru_maxrss / 1024
    return largest, max(largest, together)


def _family(pid: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return
    for child in children.split():
        yield from _family(int(child))


def _share(pid: int) -> float:
    """Megabytes of a process: what it shares with n others counts a n-th."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def build(site: Path) -> tuple[float, float]:
    """`mkdocs build` without a cache of analyses."""
    forget(site)
    shutil.rmtree(site / "site", ignore_errors=True)
    return peaks((sys.executable, "-m", "mkdocs", "build", "-q"), site)


def sides_of_build(folder: Path, texts: Path, pages: Path, theme: str) -> list[Side]:
    """MkDocs alone with its search, and the plugin: as it is, and with all texts in the index of the search."""
    alone, quotes = make_sites(folder, texts, pages, theme=theme, search=True)
    searched = folder / "searched"
    shutil.copytree(quotes, searched, symlinks=True)
    config = json.loads((searched / "mkdocs.yml").read_text(encoding="utf-8"))
    config["plugins"]["quotes"] = {"search_limit": _ALL}
    (searched / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    return [
        Side("MkDocs alone", lambda: build(alone)),
        Side("quotes", lambda: build(quotes)),
        Side("quotes, texts in the search", lambda: build(searched)),
    ]


def sides_of_extract(folder: Path, texts: Path) -> list[Side]:
    """`extract` over a tenth of the texts and over all, with one process and two, in each format."""
    paths = sorted(texts.rglob("*.txt"))
    few = folder / "few"
    for path in paths[: max(1, len(paths) // 10)]:
        target = few / path.relative_to(texts)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    many = f"{len(paths):,} texts"

    def side(name: str, where: Path, *options: str) -> Side:
        command = (sys.executable, "-m", "mkdocs_quotes", "extract", str(where), *options, "-o", str(folder / "out"))
        return Side(name, lambda: peaks(command, folder))

    return [
        side(f"extract, {max(1, len(paths) // 10):,} texts, 1 process", few, "--jobs", "1"),
        side(f"extract, {many}, 1 process", texts, "--jobs", "1"),
        side(f"extract, {many}, 2 processes", texts, "--jobs", "2"),
        side(f"extract, {many}, 1 process, json", texts, "--jobs", "1", "--format", "json"),
        side(f"extract, {many}, 1 process, csv", texts, "--jobs", "1", "--format", "csv"),
    ]


def table(sides: Sequence[Side]) -> str:
    """Megabytes, and how many times the first side's, as a table in Markdown."""
    lines = ["| | runs | largest process, least | median | ratio | all together, least | median | ratio |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    base = sides[0]
    for side in sides:
        cells = [side.name, str(len(side.largest))]
        for found, first in ((side.largest, base.largest), (side.together, base.together)):
            ratio = statistics.median(found) / statistics.median(first)
            cells += [f"{min(found):.0f} MB", f"{statistics.median(found):.0f} MB", f"{ratio:.2f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="texts (.txt) to take; else made up")
    parser.add_argument("--texts", type=int, default=10_000, metavar="N", help="how many to make up")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    parser.add_argument("--theme", default="mkdocs")
    parser.add_argument("--only", choices=("build", "extract"))
    arguments = parser.parse_args(argv)
    with scratch() as folder:
        texts, pages = archive(folder, arguments.texts, arguments.folder)
        made = {
            "extract": lambda: sides_of_extract(folder, texts),
            "build": lambda: sides_of_build(folder, texts, pages, arguments.theme),
        }
        for name, sides_of in made.items():
            if arguments.only in (None, name):
                before, sides = load(), sides_of()
                for _ in range(arguments.runs):
                    for side in sides:
                        side.again()
                what = arguments.folder or f"{arguments.texts:,} made-up texts"
                print(f"{what}; {before} to {load()}\n\n{table(sides)}\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
