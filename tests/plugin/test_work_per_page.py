"""What a page takes does not grow with the site: no list of everything is walked once for each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from sites import Builder

from mkdocs_quotes.index import SpeakerIndex
from mkdocs_quotes.plugin import build
from mkdocs_quotes.render import Site

SURNAMES = ("Fry", "Lee", "Lund", "Okafor", "Finch", "Brandt", "Moss", "Byrne", "Olin", "Firth", "Roe", "Vance")


def texts(number: int) -> dict[str, str]:
    """Texts of two speakers each, one of whom speaks in all of them, and pages that list what stands in one."""
    files = {}
    for n in range(number):
        name = f"Anna {SURNAMES[n % 12]}{'abcdefgh'[n // 12]}"
        files[f"docs/t{n}.txt"] = (
            f"Date: 2024-05-{n % 28 + 1:02}\n\n“The pier number {n} is gone,” said {name}, the mayor.\n\n"
            f"“It was gone {n} days ago,” said Mara Lund.\n"
        )
        files[f"docs/p{n}.md"] = f"# Page {n}\n\n```quotes\nsource: t{n}.txt\n```\n\n```quotes\nspeaker: {name}\n```\n"
    return files


class Walked(tuple[Any, ...]):
    """A tuple that counts who walks over all of it."""

    times: ClassVar[Counter[str]] = Counter()
    name: str

    def __iter__(self) -> Iterator[Any]:
        Walked.times[self.name] += 1
        return super().__iter__()


def watched(name: str, items: tuple[Any, ...]) -> Walked:
    made = Walked(items)
    made.name = name
    return made


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_no_list_of_everything_is_walked_page_by_page(
    make_site: Builder, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    plan_site = build.plan_site

    def plan(index: SpeakerIndex, *arguments: Any, **more: Any) -> Site:
        for name in ("statements", "speakers", "sources", "unattributed"):
            object.__setattr__(index, name, watched(name, getattr(index, name)))
        site = plan_site(index, *arguments, **more)
        site.plans = watched("plans", site.plans)
        return site

    monkeypatch.setattr(build, "plan_site", plan)
    walks, pages = [], []
    for number in (6, 60):
        Walked.times.clear()
        built = make_site(texts(number), {"per_page": 2, "pagefind": False}, theme={"name": theme})
        walks.append(dict(Walked.times))
        pages.append(len(list(built.site.rglob("*.html"))))
    assert pages[1] > 5 * pages[0] > 50
    # More pages of the list of speakers, but no more looks at all of them.
    assert walks[1] == walks[0]
    assert walks[1]["statements"] < 20
