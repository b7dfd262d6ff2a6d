"""The text page in a browser: the card beside a quotation, keys from one to the next, instant navigation."""

from __future__ import annotations

import pytest
from browsing import SIZES, is_in_view, needs_browser, opened, served
from playwright.sync_api import Browser, Page
from sites import DAM, Builder

pytestmark = needs_browser

FILLING = "\n\n".join(["The inquiry went through the papers of the year until the evening. " * 8] * 8)
FILES = {
    "docs/index.md": "# Home\n\n[The dam](dam.txt)\n",
    "docs/dam.txt": f"{DAM}\n{FILLING}\n\nInes Vale wrote: “The last valve was never replaced.”\n\n{FILLING}\n",
}
CARD = ".mq-card"


def words_in_step(page: Page) -> str:
    return page.locator(".mq-now").first.inner_text()


def focus_is(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_keys_lead_from_quotation_to_quotation(make_site: Builder, browser: Browser, theme: str) -> None:
    built = make_site(FILES, theme={"name": theme})
    with served(built.site) as base, opened(browser, base, "wide") as (page, _):
        page.goto(f"{base}dam/")
        assert page.locator(".mq-keys").is_visible()
        for key, words in (("j", "We had"), ("j", "The gates"), ("j", "The last valve"), ("k", "The gates")):
            page.keyboard.press(key)
            assert words_in_step(page).startswith(words)
            assert focus_is(page, ".mq-who")
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert words_in_step(page).startswith("The last valve")
        assert is_in_view(page, ".mq-now")
        assert page.url == f"{base}dam/"
        page.keyboard.press("Control+k")
        assert words_in_step(page).startswith("The last valve")
        page.evaluate("document.querySelector('.mq-text').insertAdjacentHTML('beforeend', '<input id=typed>')")
        page.locator("#typed").press("k")
        assert page.locator("#typed").input_value() == "k"
        assert words_in_step(page).startswith("The last valve")
        page.locator(".mq-keys input").uncheck()
        page.reload()
        page.keyboard.press("j")
        assert page.locator(".mq-now").count() == 0


def test_the_card_by_keyboard(make_site: Builder, browser: Browser) -> None:
    built = make_site(FILES)
    with served(built.site) as base, opened(browser, base, "wide") as (page, _):
        page.goto(f"{base}dam/")
        page.keyboard.press("j")
        card = page.locator(CARD)
        assert "Mara Lund" in card.inner_text()
        assert "%" in card.inner_text()
        page.keyboard.press("Tab")
        assert focus_is(page, f"{CARD} .mq-name")
        assert card.locator(".mq-name").get_attribute("href") == "../speakers/mara-lund/"
        page.keyboard.press("Escape")
        assert card.count() == 0
        assert focus_is(page, ".mq-who")
        page.keyboard.press("Tab")
        assert "Tom Okafor" in page.locator(CARD).inner_text()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        identity = page.locator(".mq-words").nth(1).get_attribute("id")
        page.wait_for_url(f"**/dam/#{identity}")


def test_the_card_under_the_pointer_can_be_reached_and_dismissed(make_site: Builder, browser: Browser) -> None:
    built = make_site(FILES)
    with served(built.site) as base, opened(browser, base, "wide") as (page, _):
        page.goto(f"{base}dam/")
        page.locator(".mq-words").first.hover()
        card = page.locator(CARD)
        card.wait_for()
        card.hover()
        page.wait_for_timeout(500)
        assert card.is_visible()
        page.keyboard.press("Escape")
        assert card.count() == 0
        page.locator(".mq-words").first.hover()
        card.wait_for()
        page.locator("h1").hover()
        card.wait_for(state="detached")


@pytest.mark.parametrize("theme", ["readthedocs", "material"])
def test_the_card_fits_a_narrow_screen(make_site: Builder, browser: Browser, theme: str) -> None:
    built = make_site(FILES, theme={"name": theme})
    with served(built.site) as base, opened(browser, base, "narrow") as (page, _):
        page.goto(f"{base}dam/")
        for number in range(3):
            page.locator(".mq-words").nth(number).click()
            box = page.locator(CARD).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= SIZES["narrow"][0]
            assert box["y"] + box["height"] <= SIZES["narrow"][1]


def test_the_card_hides_none_of_the_words_unless_they_are_many(make_site: Builder, browser: Browser) -> None:
    turn = "It was a long year at the dam and nobody slept well. " * 30
    said = f"“{turn.strip()}” said Mara Lund.\n\n“{turn[:317]}” said Tom Okafor."
    files = {"docs/long.txt": f"The dam\n\n{said}\n\n{FILLING}\n"}
    built = make_site(files)
    with served(built.site) as base, opened(browser, base, "wide") as (page, _):
        page.goto(f"{base}long/")
        several = page.locator(".mq-words").nth(1)
        several.scroll_into_view_if_needed()
        several.hover(position={"x": 200, "y": 5})
        card = page.locator(CARD)
        card.wait_for()
        words, box = several.bounding_box(), card.bounding_box()
        assert words is not None and box is not None
        assert words["height"] > 40
        assert box["y"] >= words["y"] + words["height"] or box["y"] + box["height"] <= words["y"]
        page.locator("h1").hover()
        card.wait_for(state="detached")
        page.locator(".mq-words").first.hover(position={"x": 200, "y": 100})
        card.wait_for()
        words, box = page.locator(".mq-words").first.bounding_box(), card.bounding_box()
        assert words is not None and box is not None
        assert 0 < box["y"] - (words["y"] + 100) < 60


def test_all_goes_on_after_instant_navigation(make_site: Builder, browser: Browser) -> None:
    theme = {"name": "material", "features": ["navigation.instant"], "font": False}
    with_url = make_site(FILES, theme=theme, site_url="http://127.0.0.1/")
    with served(with_url.site) as base:
        built = make_site(FILES, theme=theme, site_url=base)
        assert built.site == with_url.site
        with opened(browser, base, "wide") as (page, _):
            page.goto(base)
            page.evaluate("window.stays = true")
            page.get_by_role("link", name="The dam").click()
            page.wait_for_url("**/dam/")
            page.locator(".mq-keys").wait_for()
            assert page.evaluate("window.stays") is True
            page.keyboard.press("j")
            assert words_in_step(page).startswith("We had")
            assert "Mara Lund" in page.locator(CARD).inner_text()
            page.keyboard.press("j")
            assert words_in_step(page).startswith("The gates")
            assert page.locator(CARD).count() == 1
            page.keyboard.press("Escape")
            page.locator(".mq-words").first.hover()
            page.locator(CARD).wait_for()


def test_without_scripts_nothing_is_missing(make_site: Builder, browser: Browser) -> None:
    built = make_site(FILES)
    with served(built.site) as base, opened(browser, base, "wide", scripts=False) as (page, _):
        page.goto(f"{base}dam/")
        assert not page.locator(".mq-keys").is_visible()
        page.locator(".mq-cast .mq-first").first.click()
        identity = page.locator(".mq-words").first.get_attribute("id")
        page.wait_for_url(f"**/dam/#{identity}")
        assert page.locator(".mq-who").first.get_attribute("title") == "Mara Lund"
