"""Measure how long a site takes: MkDocs alone on Markdown pages, the plugin on the same texts, cold and warm.

    build_site.py                       1,000 made-up texts of 6 KB
    build_site.py --texts 1000 10000    how time grows
    build_site.py FOLDER                the texts (.txt) of a folder
    build_site.py --new 0.01            few speakers, as of a parliament, instead of as many as in the news
    build_site.py --theme material --search

The sides take turns, each run is a process of its own. "Cold" is without a cache of analyses, "warm" with all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from archive import NEW
from two_sites import Side, archive, build, forget, load, make_sites, parser, scratch, table


def compare(both: tuple[Path, Path], runs: int) -> list[Side]:
    """MkDocs alone, the plugin cold and warm."""
    alone, quotes = both
    sides = [Side("MkDocs alone"), Side("quotes, cold"), Side("quotes, warm")]
    for _ in range(runs):
        sides[0].runs.append(build(alone))
        forget(quotes)
        sides[1].runs.append(build(quotes))
        sides[2].runs.append(build(quotes))
    return sides


def main(argv: Sequence[str] | None = None) -> int:
    options = parser(__doc__.partition("\n")[0], texts=[1000])
    options.add_argument("--new", type=float, default=NEW, metavar="SHARE", help="of speakers never heard before")
    arguments = options.parse_args(argv)
    first: list[Side] = []
    for texts in arguments.texts:
        with scratch() as folder:
            texts_and_pages = archive(folder, texts, arguments.folder, arguments.new)
            both = make_sites(folder, *texts_and_pages, theme=arguments.theme, search=arguments.search)
            before = load()
            sides = compare(both, arguments.runs)
            pages = [len(list((site / "site").rglob("*.html"))) for site in both]
            what = str(arguments.folder) if arguments.folder else f"{texts:,} made-up texts"
            print(f"{what}, theme {arguments.theme}{', search' * arguments.search}; {before} to {load()}")
            print(f"pages: MkDocs alone {pages[0]:,}, quotes {pages[1]:,}\n")
            print(f"{table(sides, sides[0])}\n", flush=True)
            first = first or sides
        if sides is not first:
            for small, large in zip(first, sides, strict=True):
                print(f"{large.name}: {large.fastest / small.fastest:.2f} times the first (fastest)")
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
