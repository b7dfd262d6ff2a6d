"""The list of speakers in a browser: filter, sort, jump, and what remains without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import is_in_view, needs_browser, opened, served
from playwright.sync_api import Browser, Page
from sites import Builder

pytestmark = needs_browser

FAIR = """Fair opens

5 May 2025

“The wheel turns again,” said José Albarracín. “The rest is music.” He bowed. “Come in,” said José Albarracín.

The Harbour Board said in a statement: “The quay stays open.”
"""


@pytest.fixture
def speakers(
    make_site: Builder, archive: dict[str, Any], browser: Browser, request: Any
) -> Iterator[tuple[Page, str]]:
    """The list of speakers, in the theme asked for."""
    theme, scripts = getattr(request, "param", ("mkdocs", True))
    built = make_site(
        {**archive, "docs/fair.txt": FAIR}, {"sources": ["archive"]}, theme={"name": theme}
    )
    with served(built.site) as base, opened(browser, base, "wide", scripts=scripts) as (page, _):
        page.goto(f"{base}speakers/")
        page.locator(".mq-speakers li").first.wait_for()
        yield page, base


def shown(page: Page) -> list[str]:
    """The names that can be seen, in their order."""
    return [
        link.inner_text()
        for link in page.locator(".mq-speakers li:visible a:first-of-type").all()
    ]


THEMES = [(theme, True) for theme in ("mkdocs", "readthedocs", "material")]


@pytest.mark.parametrize("speakers", THEMES, indirect=True)
def test_filter_as_you_type(speakers: tuple[Page, str]) -> None:
    page, _ = speakers
    everybody = shown(page)
    assert len(everybody) == 4
    page.locator(".mq-controls input").press_sequentially("albarracin")
    assert shown(page) == ["José Albarracín"]
    assert "1" in page.locator(".mq-controls output").inner_text()
    page.locator(".mq-controls input").fill("nobody of that name")
    assert shown(page) == []
    assert page.locator(".mq-controls output").inner_text() != ""
    page.locator(".mq-controls input").fill("")
    assert shown(page) == everybody


def test_filter_by_kind(speakers: tuple[Page, str]) -> None:
    page, _ = speakers
    page.locator(".mq-controls select[name=k]").select_option("organisation")
    assert shown(page) == ["Harbour Board"]


def test_sort(speakers: tuple[Page, str]) -> None:
    page, _ = speakers
    by_name = shown(page)
    assert [name.split()[-1] for name in by_name] == ["Albarracín", "Lund", "Okafor", "Board"]
    page.locator(".mq-controls select[name=s]").select_option("n")
    counts = [int(count.inner_text()) for count in page.locator(".mq-speakers li:visible .mq-count").all()]
    assert counts == sorted(counts, reverse=True) and len(set(counts)) > 1
    page.locator(".mq-controls select[name=s]").select_option("t")
    assert shown(page)[0] in ("José Albarracín", "Harbour Board")
    page.locator(".mq-controls select[name=s]").select_option("")
    assert shown(page) == by_name


@pytest.mark.parametrize("speakers", THEMES, indirect=True)
def test_jump_to_a_letter(speakers: tuple[Page, str]) -> None:
    page, base = speakers
    page.locator(".mq-jump").get_by_role("link", name="O", exact=True).click()
    page.wait_for_url(f"{base}speakers/#letter-O")
    assert is_in_view(page, "#letter-O")


@pytest.mark.parametrize("speakers", THEMES, indirect=True)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_bar_stays_in_sight_and_covers_nothing(speakers: tuple[Page, str], width: int) -> None:
    page, _ = speakers
    page.set_viewport_size({"width": width, "height": 400})
    # Enough below it that the list can be scrolled up to the last of the letters.
    page.evaluate("document.querySelector('.mq-parts').style.paddingBottom = '100vh'")
    page.locator(".mq-jump").get_by_role("link", name="O", exact=True).click()
    assert is_in_view(page, "#letter-O")
    assert page.evaluate("scrollY") > 100
    assert is_in_view(page, ".mq-jump a[href='#letter-O']")
    assert page.locator(".mq-jump").bounding_box()["height"] < 130  # type: ignore[index]
    right = "Math.max(...[...document.querySelectorAll('.mq-index')].map(e => e.getBoundingClientRect().right))"
    assert page.evaluate(right) <= width


@pytest.mark.parametrize("speakers", [("material", False)], indirect=True)
def test_without_scripts_there_are_all_names_and_no_dead_controls(speakers: tuple[Page, str]) -> None:
    page, _ = speakers
    assert len(shown(page)) == 4
    assert not page.locator(".mq-controls").is_visible()
