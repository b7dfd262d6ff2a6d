"""Measure what a large archive publishes: whether any page or file grows with it, and how much beside MkDocs alone.

    published_size.py                    10,000 made-up texts of 6 KB: about 25,000 speakers
    published_size.py --texts 2000 --theme material
    published_size.py FOLDER             the texts (.txt) of a folder

One build of each side, as sizes do not change from run to run. Ends with exit status 1 where a page that is no text
weighs 200 KB or a data file 5 MB.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from two_sites import archive, build, make_sites, scratch

PAGE, DATA = 200_000, 5_000_000
"""Bytes that no page but a text, and no data file, may have."""
_LISTS = ("texts", "dates", "kinds", "letters", "latest", "unattributed", "anonymous", "disputed")


@dataclass(slots=True)
class Group:
    """Files of one kind."""

    count: int = 0
    total: int = 0
    largest: int = 0
    which: str = ""

    def add(self, size: int, name: str) -> None:
        """One more file."""
        self.count += 1
        self.total += size
        if size > self.largest:
            self.largest, self.which = size, name


def kind_of(name: str) -> str:
    """What a file of the site is, by its path."""
    first, _, rest = name.partition("/")
    if name.startswith("search/search_index"):
        return "index of the search"
    if name.endswith("feed.xml"):
        return "feeds"
    if first.partition(".")[0] in ("quotes", "speakers") and name.endswith((".json", ".csv")):
        return "data"
    if not name.endswith(".html"):
        return "other files"
    if first == "archive":
        return "pages of texts"
    if first != "speakers":
        return "other pages"
    top = rest.partition("/")[0]
    return f"lists: {top}" if top in _LISTS else "list of speakers" if top == "index.html" else "pages of speakers"


def groups(site: Path) -> dict[str, Group]:
    """Everything that is published, by kind."""
    found: dict[str, Group] = {}
    for path, name in _files(site):
        found.setdefault(kind_of(name), Group()).add(path.stat().st_size, name)
    return dict(sorted(found.items()))


def _files(site: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(site.rglob("*")):
        if path.is_file():
            yield path, path.relative_to(site).as_posix()


def too_large(found: dict[str, Group]) -> list[str]:
    """The largest file of each kind that is larger than any of its kind may be."""
    limits = {kind: PAGE for kind in found if kind.startswith(("list", "pages of speakers", "other pages"))}
    limits["data"] = DATA
    return [
        f"{found[kind].which}: {found[kind].largest:,} bytes"
        for kind, limit in limits.items()
        if kind in found and found[kind].largest > limit
    ]


def table(alone: dict[str, Group], quotes: dict[str, Group]) -> str:
    """Both sides in Markdown."""
    lines = ["| | files | together | largest | MkDocs alone: files | together | largest |", f"|{'---|' * 7}"]
    for kind in sorted({*alone, *quotes}):
        cells = [cell for side in (quotes, alone) for cell in _cells(side.get(kind, Group()))]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(group: Group) -> tuple[str, str, str]:
    return f"{group.count:,}", f"{group.total / 1e6:,.1f} MB", f"{group.largest / 1e3:,.0f} KB"


def speakers(site: Path) -> int:
    """How many there are, by the data that the site publishes."""
    found = json.loads((site / "speakers.json").read_text(encoding="utf-8"))
    return int(found["records"]) if isinstance(found, dict) else len(found)


def main(argv: Sequence[str] | None = None) -> int:
    """Build both sites, print the table and what is too large."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="texts (.txt) to take; else made up")
    parser.add_argument("--texts", type=int, default=10_000, metavar="N", help="how many to make up")
    parser.add_argument("--theme", default="mkdocs")
    arguments = parser.parse_args(argv)
    with scratch() as folder:
        texts, pages = archive(folder, arguments.texts, arguments.folder)
        both = make_sites(folder, texts, pages, theme=arguments.theme, search=True)
        sides = []
        for site in both:
            build(site)
            sides.append(groups(site / "site"))
        alone, quotes = sides
        print(f"{quotes['pages of texts'].count:,} texts, {speakers(both[1] / 'site'):,} speakers\n")
        print(table(alone, quotes))
        total, base = (sum(group.total for group in side.values()) for side in (quotes, alone))
        print(f"\nAll: {total / 1e6:,.1f} MB, {total / base:.2f} times MkDocs alone ({base / 1e6:,.1f} MB)")
    problems = too_large(quotes)
    print("\n".join(f"too large: {line}" for line in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
