"""The site's own search as a reader meets it: who looks for a speaker finds that speaker's page first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import needs_browser, opened, served
from playwright.sync_api import Browser, Page
from sites import Builder

INTERVIEW = """Mara Lund on the dam

6 June 2024

“Lund is a name of fishermen,” said Mara Lund. Lund laughed. Mara Lund has lived in Lund all her life.

“And the Lunds stay,” said Tom Okafor of the Lund family, whom Mara Lund knows well.
"""
MORE = """Day {n} of the inquiry

{n} May 2024

Mara Lund was heard again. Mara Lund spoke for an hour.

“We measured the seepage {n} times,” said Mara Lund. “Nobody asked,” Mara Lund added. Mara Lund left.
"""


@pytest.fixture
def files(archive: dict[str, Any]) -> dict[str, Any]:
    """Texts that name one speaker over and over, one of them in its title."""
    days = {f"archive/day-{n}.txt": MORE.format(n=n) for n in range(2, 14)}
    return {**archive, "archive/interview.txt": INTERVIEW, **days}


def found(page: Page, base: str, theme: str, words: str) -> Iterator[tuple[str, str]]:
    """Title and address of what the theme's search finds, in its order."""
    if theme == "readthedocs":
        page.goto(f"{base}search.html?q={words}")
        hits = page.locator("#mkdocs-search-results article a")
    elif theme == "mkdocs":
        page.goto(base)
        page.locator('[data-bs-target="#mkdocs_search_modal"]').click()
        page.locator("#mkdocs-search-query").press_sequentially(words)
        hits = page.locator("#mkdocs-search-results article a")
    else:
        page.goto(base)
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially(words)
        hits = page.locator(".md-search-result__link")
    for _ in range(100):
        # What is typed before the index is there is looked for with the next key.
        page.keyboard.press("End")
        page.wait_for_timeout(100)
        if hits.count():
            break
    page.wait_for_timeout(500)  # Themes search again with each key.
    for hit in hits.all():
        address = str(hit.evaluate("link => link.href")).partition("?")[0].removeprefix(base)
        yield hit.locator("h1, h2, h3").first.inner_text() if theme == "material" else hit.inner_text(), address


@needs_browser
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
@pytest.mark.parametrize("words", ["Mara Lund", "Lund", "lund"])
def test_who_looks_for_a_speaker_finds_the_page_of_the_speaker_first(
    make_site: Builder, files: dict[str, Any], browser: Browser, theme: str, words: str
) -> None:
    built = make_site(files, {"sources": ["archive"], "per_page": 5}, theme={"name": theme})
    with served(built.site) as base, opened(browser, base, "wide") as (page, _):
        hits = list(found(page, base, theme, words))
    pages = [address.partition("#")[0] for _, address in hits]
    assert pages[0] == "speakers/mara-lund/", hits[:5]
    assert len(pages) > 5


def index_of(site: Path) -> dict[str, str]:
    docs = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    return {entry["location"]: entry["text"] for entry in docs}


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_each_quotation_is_found_where_it_stands_and_nowhere_else(
    make_site: Builder, files: dict[str, Any], theme: str
) -> None:
    files["docs/speakers/mara-lund.md"] = "She keeps the *gauge*.\n\n## Her years\n\nForty of them.\n"
    files["speakers.yml"] = "Mara Lund: {role: Engineer, aliases: [Dr Lund]}\n"
    built = make_site(files, {"sources": ["archive"]}, theme={"name": theme})
    index = index_of(built.site)
    texts = {location for location, text in index.items() if "seepage every week" in text}
    assert {location.partition("#")[0] for location in texts} == {"dam/"}
    own = " ".join(text for location, text in index.items() if location.startswith("speakers/mara-lund/"))
    assert all(words in own for words in ("Engineer", "Dr Lund", "gauge", "Forty of them"))
    assert "Okafor" not in own and "seepage" not in own
    assert any(location.endswith("#her-years") for location in index)
    assert "<title>Mara Lund - Archive</title>" in built.read("speakers/mara-lund/index.html")
    # The page itself keeps all of it.
    assert "seepage every week" in built.read("speakers/mara-lund/index.html")
