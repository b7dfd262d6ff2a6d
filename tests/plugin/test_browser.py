"""The site in a real browser: links land on the words, wide and narrow, in each theme."""

from __future__ import annotations

import pytest
from browsing import SIZES, is_in_view, needs_browser, opened, served
from playwright.sync_api import Browser
from sites import DAM, Builder

pytestmark = needs_browser

_WIDTH = "Math.max(...[...document.querySelectorAll('.mq *')].map(e => e.getBoundingClientRect().right))"


def texts() -> dict[str, str]:
    """Long enough that the words are far below the first screen."""
    filling = "The inquiry went through the papers of the year, one after the other, until the evening. " * 12
    body = "\n\n".join([filling] * 6)
    return {
        "docs/index.md": "# Home\n",
        "docs/dam.txt": f"{DAM}\n{body}\n\n“The last valve was never replaced,” said Mara Lund.\n\n{body}\n",
    }


@pytest.mark.parametrize(("size", "scripts"), [("wide", True), ("narrow", False)])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_from_a_speaker_to_the_words_and_back(
    make_site: Builder, browser: Browser, theme: str, size: str, scripts: bool
) -> None:
    built = make_site(texts(), theme={"name": theme})
    with served(built.site) as base, opened(browser, base, size, scripts=scripts) as (page, _):
        page.goto(f"{base}speakers/")
        page.get_by_role("link", name="Mara Lund", exact=True).click()
        page.wait_for_url("**/speakers/mara-lund/")
        quotation = page.locator(".mq-quotation", has_text="The last valve")
        identity = quotation.get_attribute("id")
        quotation.locator(".mq-source a").click()
        page.wait_for_url(f"**/dam/#{identity}")
        words = page.locator(f"[id='{identity}']")
        assert words.inner_text() == "The last valve was never replaced,"
        assert is_in_view(page, f"[id='{identity}']")
        background = words.evaluate("element => getComputedStyle(element).backgroundColor")
        assert background == "rgba(255, 193, 7, 0.3)"
        page.locator(f"[id='{identity}'] ~ a.mq-who").first.click()
        page.wait_for_url(f"**/speakers/mara-lund/#{identity}")
        assert is_in_view(page, f"[id='{identity}']")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_nothing_is_wider_than_a_narrow_screen(make_site: Builder, browser: Browser, theme: str) -> None:
    long = "x" * 300
    files = {**texts(), "docs/long.txt": f"A {long} title\n\n“The {long} is here,” said Mara Lund.\n"}
    built = make_site(files, theme={"name": theme})
    with served(built.site) as base, opened(browser, base, "narrow") as (page, _):
        for path in ("speakers/", "speakers/mara-lund/", "speakers/texts/", "long/", "dam/"):
            page.goto(f"{base}{path}")
            width = page.evaluate(_WIDTH)
            assert width <= SIZES["narrow"][0], path


def test_the_plugin_asks_for_nothing_outside(make_site: Builder, browser: Browser) -> None:
    theme = {"name": "readthedocs", "highlightjs": False}
    built = make_site(texts(), theme=theme)
    with served(built.site) as base, opened(browser, base, "wide") as (page, outside):
        for path in ("speakers/", "speakers/mara-lund/", "dam/"):
            page.goto(f"{base}{path}")
        assert outside == set()
