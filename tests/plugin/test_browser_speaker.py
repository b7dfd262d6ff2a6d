"""What scripts add to quotations in lists: copy, cite, filters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import SIZES, needs_browser, opened, served
from playwright.sync_api import Browser, Page
from sites import Builder

pytestmark = needs_browser

GATES = """Gates & valves

By Ida Holm

3 May 2023

“The well-known gates were tested by nobody in the whole long winter of the flood,” said Mara Lund.

She called the valves “a museum of rust”.
"""


@pytest.fixture
def lund(make_site: Builder, archive: dict[str, Any], browser: Browser, request: Any) -> Iterator[tuple[Page, str]]:
    """The page of Mara Lund, in the theme asked for."""
    built = make_site(
        {**archive, "docs/gates.txt": GATES},
        {"sources": ["archive"]},
        theme={"name": getattr(request, "param", "mkdocs")},
    )
    with served(built.site) as base, opened(browser, base, "wide") as (page, _):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base.rstrip("/"))
        page.goto(f"{base}speakers/mara-lund/")
        yield page, base


def clipboard(page: Page) -> str:
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("lund", ["mkdocs", "readthedocs", "material"], indirect=True)
def test_copy(lund: tuple[Page, str]) -> None:
    page, base = lund
    item = page.locator(".mq-quotation", has_text="well-known gates")
    item.get_by_role("button", name="Copy quotation").click()
    item.get_by_role("status").get_by_text("Copied").wait_for()
    words = "The well-known gates were tested by nobody in the whole long winter of the flood,"
    assert clipboard(page) == f"“{words}” — Mara Lund, Ida Holm, “Gates & valves”, 3 May 2023"
    item.get_by_role("button", name="Copy link").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('http'))")
    link = clipboard(page)
    identity = item.get_attribute("id")
    assert link == f"{base}gates/#{identity}:~:text=The%20well%2Dknown%20gates%20were,winter%20of%20the%20flood%2C"
    page.goto(link)
    assert page.evaluate("document.querySelector(':target').innerText") == words


def test_copy_without_a_clipboard(lund: tuple[Page, str]) -> None:
    page, _ = lund
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    page.get_by_role("button", name="Cite").first.click()
    dialog = page.get_by_role("dialog", name="Cite")
    dialog.get_by_role("button", name="Copy").first.click()
    dialog.get_by_text("Copied").wait_for()
    assert "quoted in" in clipboard(page)


def test_cite(lund: tuple[Page, str]) -> None:
    page, base = lund
    page.clock.set_fixed_time("2026-11-26T12:00:00Z")
    item = page.locator(".mq-quotation", has_text="well-known gates")
    identity = item.get_attribute("id")
    button = item.get_by_role("button", name="Cite")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Cite")
    url = f"{base}gates/#{identity}"
    assert dialog.locator("pre").all_inner_texts() == [
        f"Mara Lund, quoted in Ida Holm, “Gates & valves”, 3 May 2023, Archive, {url} (accessed 26 November 2026)",
        f"@online{{{identity},\n  author = {{Ida Holm}},\n  title = {{Gates \\& valves}},\n  date = {{2023-05-03}},\n"
        f"  organization = {{Archive}},\n  note = {{Quotation: Mara Lund}},\n  url = {{{url}}},\n"
        "  urldate = {2026-11-26}\n}",
        f"Mara Lund, quoted in Ida Holm, “Gates & valves,” Archive, May 3, 2023, accessed November 26, 2026, {url}.",
    ]
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert button.evaluate("element => element === document.activeElement")


def test_filters(lund: tuple[Page, str]) -> None:
    page, _ = lund
    shown = page.locator(".mq-quotation:visible")
    assert shown.count() == 5
    page.get_by_label("Year").select_option("2023")
    assert shown.count() == 2
    page.get_by_role("status").get_by_text("2 of 5 shown").wait_for()
    page.get_by_label("Kind").select_option("Words within a report")
    assert shown.all_inner_texts()[0].startswith("She called the valves")
    assert shown.count() == 1
    page.get_by_label("Year").select_option("All")
    page.get_by_label("Kind").select_option("All")
    page.get_by_label("Text").select_option("A note")
    assert shown.count() == 1
    assert page.get_by_text("Filters look at this page only.").is_visible() is False


def test_a_row_of_pages_says_how_far_its_filters_reach(
    make_site: Builder, archive: dict[str, Any], browser: Browser
) -> None:
    built = make_site(archive, {"sources": ["archive"], "per_page": 2})
    with served(built.site) as base, opened(browser, base, "narrow") as (page, _):
        page.goto(f"{base}speakers/mara-lund/")
        assert page.get_by_text("Filters look at this page only.").is_visible()
        right = "Math.max(...[...document.querySelectorAll('.mq *')].map(e => e.getBoundingClientRect().right))"
        assert page.evaluate(right) <= SIZES["narrow"][0]


def test_nothing_stands_there_twice_after_instant_navigation(
    make_site: Builder, archive: dict[str, Any], browser: Browser
) -> None:
    theme = {"name": "material", "font": False, "features": ["navigation.instant"]}
    built = make_site(archive, {"sources": ["archive"]}, theme=theme, site_url="https://example.org/")
    with served(built.site) as base, opened(browser, base, "wide") as (page, _):
        # The theme swaps pages of the sitemap only, and does not look past another port.
        sitemap = built.site / "sitemap.xml"
        sitemap.write_text(sitemap.read_text(encoding="utf-8").replace("https://example.org/", base), encoding="utf-8")
        page.goto(f"{base}speakers/mara-lund/")
        page.locator(".mq-filters").wait_for()
        page.wait_for_load_state("networkidle")
        page.evaluate("window.stays = true")
        page.locator(".mq-neighbours a").click()
        page.get_by_role("heading", name="Tom Okafor").wait_for()
        page.locator(".mq-filters").wait_for()
        assert page.locator(".mq-tools").count() == page.locator(".mq-quotation").count() == 3
        assert page.locator(".mq-filters").count() == 1
        page.get_by_role("link", name="All speakers").click()
        page.locator(".mq-controls input").press_sequentially("lund")
        page.locator(".mq-controls output").get_by_text("1 of").wait_for()
        assert page.evaluate("window.stays") is True


@pytest.mark.parametrize("lund", ["mkdocs", "readthedocs", "material"], indirect=True)
def test_on_paper_there_are_words_only(lund: tuple[Page, str]) -> None:
    page, base = lund
    ours = ".mq :is(button, select, input, nav, summary)"
    assert page.locator(ours).first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".mq-quotation").first.is_visible()
    assert [element.inner_text() for element in page.locator(ours).all() if element.is_visible()] == []
    page.goto(f"{base}speakers/")
    assert [element.inner_text() for element in page.locator(ours).all() if element.is_visible()] == []
    assert page.locator(".mq-speakers a").first.is_visible()


def test_without_scripts_everything_is_there(make_site: Builder, archive: dict[str, Any], browser: Browser) -> None:
    built = make_site(archive, {"sources": ["archive"]})
    with served(built.site) as base, opened(browser, base, "wide", scripts=False) as (page, _):
        page.goto(f"{base}speakers/mara-lund/")
        assert page.get_by_role("button", name="Cite").count() == 0
        assert page.get_by_label("Year").count() == 0
        source = page.locator(".mq-quotation", has_text="seepage").locator(".mq-source")
        assert source.inner_text() == "Ida Holm, Dam inquiry hears from engineers · 12 March 2024"
