"""Measure what a second core gives: the command line and the plugin with one process and with several.

    cores.py                    2,000 made-up texts of 6 KB, and 20
    cores.py --texts 5000 20 --jobs 4
    cores.py FOLDER             the texts (.txt) of a folder

The sides take turns, each run is a process of its own, and what they print has to be the same to the byte. `--jobs 0`
is what a caller gets who says nothing: processes only where that pays.
"""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from two_sites import Side, Took, archive, environment, load, measure, parser, scratch, table

READ = "read"


def read_and_analyse(folder: Path, jobs: int) -> dict[str, float]:
    """What the plugin does with texts, in this process and those that it starts; nothing is kept."""
    from mkdocs_quotes.model import Options
    from mkdocs_quotes.plugin.analyses import Analyser, Task

    logging.disable(logging.INFO)
    tasks = [Task(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.txt"))]
    log = logging.LoggerAdapter(logging.getLogger("benchmark"), {})
    start = time.perf_counter()
    Analyser().run(tasks, Options(), folder=None, jobs=jobs, log=log)
    return {"seconds": time.perf_counter() - start}


def of_command_line(texts: Path, folder: Path, jobs: int) -> Took:
    out = folder / f"{jobs}.jsonl"
    command = (sys.executable, "-m", "mkdocs_quotes", "extract", str(texts), "--jobs", str(jobs), "-o", str(out))
    return measure(command, folder)


def of_plugin(texts: Path, jobs: int) -> Took:
    command = [sys.executable, __file__, READ, str(texts), str(jobs)]
    out = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True).stdout
    return Took(json.loads(out)["seconds"], 0, 0)


def compare(texts: Path, folder: Path, runs: int, jobs: Sequence[int]) -> None:
    """Print a table for each caller."""
    for caller in ("extract", "plugin"):
        before = load()
        sides = {number: Side(f"{caller} --jobs {number}") for number in jobs}
        for _ in range(runs):
            for number, side in sides.items():
                side.runs.append(
                    of_command_line(texts, folder, number) if caller == "extract" else of_plugin(texts, number)
                )
        print(f"{before} to {load()}\n\n{table(list(sides.values()), sides[jobs[0]], memory=False)}\n", flush=True)
    printed = {(folder / f"{number}.jsonl").read_bytes() for number in jobs}
    print("the same bytes" if len(printed) == 1 else "THE BYTES DIFFER")


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == [READ]:
        print(json.dumps(read_and_analyse(Path(words[1]), int(words[2]))))
        return 0
    options = parser(__doc__.partition("\n")[0], texts=[2000, 20])
    options.add_argument("--jobs", type=int, nargs="+", default=[1, 2, 0], metavar="N")
    arguments = options.parse_args(words)
    for texts in arguments.texts:
        with scratch() as folder:
            source, pages = archive(folder, texts, arguments.folder)
            if arguments.folder is None:
                shutil.rmtree(pages)
            print(f"{len(list(source.rglob('*.txt'))):,} texts\n")
            compare(source, folder, arguments.runs, arguments.jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
