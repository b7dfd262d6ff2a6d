"""Measure what a build costs when little or nothing has changed.

    rebuild.py                     1,000 made-up texts of 6 KB
    rebuild.py --texts 10000
    rebuild.py FOLDER              the texts (.txt) of a folder

Two tables. The first: reading and analysing all texts, without a cache, with one, and after one text has changed, each
in a process of its own. The second: a build while serving, after one text has changed, until the server has given out
its page, MkDocs alone on Markdown pages and the plugin on the texts; `in the plugin` is what its events took of that.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from two_sites import Side, Took, archive, environment, forget, load, make_sites, parser, scratch, table

READ = "read"
REBUILD = "rebuild"


def read_and_analyse(folder: Path, cache: Path) -> dict[str, float]:
    """What the plugin does with texts, in this process."""
    from mkdocs_quotes.model import Options
    from mkdocs_quotes.plugin.analyses import Analyser, Task

    logging.disable(logging.INFO)
    start, processor = time.perf_counter(), time.process_time()
    tasks = [Task(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.txt"))]
    log = logging.LoggerAdapter(logging.getLogger("benchmark"), {})
    Analyser().run(tasks, Options(), folder=cache, jobs=0, log=log)
    return {"seconds": time.perf_counter() - start, "processor": time.process_time() - processor}


def rebuild(site: Path, changed: Path) -> dict[str, float]:
    """Build as the server does, change a text, build once more, and ask for its page."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.plugins import PluginCollection

    logging.disable(logging.WARNING)
    inside = 0.0
    depth = 0
    run_event = PluginCollection.run_event

    def timed(self: PluginCollection, name: str, *arguments: object, **more: object) -> object:
        nonlocal inside, depth
        depth += 1
        start = time.perf_counter()
        try:
            return run_event(self, name, *arguments, **more)
        finally:
            depth -= 1
            if not depth:
                inside += time.perf_counter() - start

    PluginCollection.run_event = timed
    found = {}
    said: list[str] = []
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(site / "site"))
    within = changed.resolve().relative_to((site / "docs/archive").resolve())
    page = f"archive/{within.with_suffix('').as_posix()}/"
    for number in range(2):
        config = load_config(str(site / "mkdocs.yml"))
        if not number:
            config.plugins.on_startup(command="serve", dirty=False)
        else:
            with changed.open("a", encoding="utf-8") as text:
                text.write("\n“Something new has happened,” said Vera Newcomb.\n")
        inside = 0.0
        start, processor = time.perf_counter(), time.process_time()
        build(config, serve_url="http://127.0.0.1:8000/")
        if not number:
            config.plugins.on_serve(server, config=config, builder=build)
        answer = server.get_app()({"PATH_INFO": f"/{page}"}, lambda status, _: said.append(status))
        if said.pop() != "200 OK" or not b"".join(answer):
            raise SystemExit(f"{page} is not there")
        found = {"seconds": time.perf_counter() - start, "processor": time.process_time() - processor, "inside": inside}
    return found


def measured(*arguments: str) -> dict[str, float]:
    """One of the two above, in a process of its own."""
    command = [sys.executable, __file__, *arguments]
    out = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(out)
    return found


def took(found: dict[str, float]) -> Took:
    return Took(found["seconds"], found["processor"], 0)


def compare(folder: Path, texts: Path, pages: Path, runs: int, *, theme: str, search: bool) -> None:
    """Print both tables."""
    before = load()
    cold, warm, one = Side("without a cache"), Side("nothing changed"), Side("one text changed")
    cache = folder / "cache"
    first = min(texts.rglob("*.txt"))
    for _ in range(runs):
        for path in cache.glob("*"):
            path.unlink()
        cold.runs.append(took(measured(READ, str(texts), str(cache))))
        warm.runs.append(took(measured(READ, str(texts), str(cache))))
        with first.open("a", encoding="utf-8") as text:
            text.write("\n“Once more,” said Vera Newcomb.\n")
        one.runs.append(took(measured(READ, str(texts), str(cache))))
    print(
        f"reading and analysing; {before} to {load()}\n\n{table([cold, warm, one], cold, memory=False)}\n", flush=True
    )

    alone, quotes = make_sites(folder, texts, pages, theme=theme, search=search)
    before = load()
    sides = Side("MkDocs alone"), Side("quotes")
    shares = []
    forget(quotes)
    for _ in range(runs):
        sides[0].runs.append(took(measured(REBUILD, str(alone), str(min(pages.rglob("*.md"))))))
        found = measured(REBUILD, str(quotes), str(first))
        sides[1].runs.append(took(found))
        shares.append(found["inside"] / found["seconds"])
    print(f"a build while serving, one text changed; {before} to {load()}\n\n{table(sides, sides[0], memory=False)}\n")
    print(f"in the plugin: {min(shares):.0%} of the time")


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == [READ]:
        print(json.dumps(read_and_analyse(Path(words[1]), Path(words[2]))))
        return 0
    if words[:1] == [REBUILD]:
        print(json.dumps(rebuild(Path(words[1]), Path(words[2]))))
        return 0
    arguments = parser(__doc__.partition("\n")[0], texts=[1000]).parse_args(words)
    for texts in arguments.texts:
        with scratch() as folder:
            source, pages = archive(folder, texts, arguments.folder)
            print(f"{len(list(source.rglob('*.txt'))):,} texts, theme {arguments.theme}")
            compare(folder, source, pages, arguments.runs, theme=arguments.theme, search=arguments.search)
    return 0


if __name__ == "__main__":
    sys.exit(main())
