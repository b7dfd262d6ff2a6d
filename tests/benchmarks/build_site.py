"""Measure how long a site takes: MkDocs alone on Markdown pages, the plugin on the same texts, cold and warm.

    build_site.py                       1,000 made-up texts of 6 KB
    build_site.py --texts 1000 10000    how time grows
    build_site.py FOLDER                the texts (.txt) of a folder
    build_site.py --theme material --search

The sides take turns, each run is a process of its own. "Cold" is without a cache of analyses, "warm" with all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from two_sites import Side, archive, build, forget, load, make_sites, parser, scratch, table


def compare(folder: Path, texts: int, given: Path | None, runs: int, *, theme: str, search: bool) -> list[Side]:
    """MkDocs alone, the plugin cold and warm."""
    alone, quotes = make_sites(folder, *archive(folder, texts, given), theme=theme, search=search)
    sides = [Side("MkDocs alone"), Side("quotes, cold"), Side("quotes, warm")]
    for _ in range(runs):
        sides[0].runs.append(build(alone))
        forget(quotes)
        sides[1].runs.append(build(quotes))
        sides[2].runs.append(build(quotes))
    return sides


def main(argv: Sequence[str] | None = None) -> int:
    arguments = parser(__doc__.partition("\n")[0], texts=[1000]).parse_args(argv)
    first: list[Side] = []
    for texts in arguments.texts:
        with scratch() as folder:
            before = load()
            sides = compare(
                folder, texts, arguments.folder, arguments.runs, theme=arguments.theme, search=arguments.search
            )
            what = str(arguments.folder) if arguments.folder else f"{texts:,} made-up texts"
            print(f"{what}, theme {arguments.theme}{', search' * arguments.search}; {before} to {load()}\n")
            print(f"{table(sides, sides[0])}\n", flush=True)
            first = first or sides
        if sides is not first:
            for small, large in zip(first, sides, strict=True):
                print(f"{large.name}: {large.fastest / small.fastest:.2f} times the first (fastest)")
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
