"""The page that searches all quotations, in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import SIZES, is_in_view, needs_browser, opened, served
from playwright.sync_api import Browser, Page
from sites import Builder
from test_pagefind import FAIR, NOTICE, ON, OTHER

pytestmark = needs_browser

MANY = "\n\n".join(f"“Gauge {n} stood at {n} metres,” said Mara Lund." for n in range(2, 50))
SEA = """Sea

“أهلا بالبحر <i>sea</i>,” said Mara Lund.

“Nothing sings as the seas do,” said Nora Vale.
"""
FILES = {
    "docs/index.md": "# Home\n",
    "docs/fair.txt": FAIR,
    "docs/notice.txt": NOTICE,
    "docs/other.txt": OTHER,
    "docs/gauges.txt": f"Gauges\n\n5 May 2022\n\n{MANY}\n",
    "docs/sea.txt": SEA,
}
OPTIONS = {**ON, "sources": []}
HITS = ".mq-hits > li"


def open_search(page: Page, base: str, query: str = "", path: str = "speakers/browse/") -> None:
    page.goto(f"{base}{path}{query}")
    page.locator(".mq-search form").wait_for()


def found(page: Page) -> int:
    """How many quotations the page says there are, once it has answered."""
    page.wait_for_timeout(350)  # What is typed is looked for a moment later.
    page.locator("ol[aria-busy=false]").wait_for(state="attached")
    return int("".join(filter(str.isdigit, page.locator(".mq-search output").inner_text())) or 0)


def facet(page: Page, name: str) -> dict[str, int]:
    """The values of a facet and their counts, as they are shown."""
    rows = page.evaluate(
        """name => [...document.querySelectorAll(`fieldset[name=${name}] label`)]
            .map(row => [row.childNodes[1].data, +row.lastChild.textContent])""",
        name,
    )
    return dict(rows)


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"fieldset[name={name}] label", has_text=value).first.locator("input").click()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Built sites, by what was asked for."""
    return {}


@pytest.fixture
def search(make_site: Builder, sites: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, request: Any) -> Path:
    """A site with the search, in the theme asked for; each theme is built once."""
    theme = getattr(request, "param", "readthedocs")
    if theme not in sites:
        built = make_site(FILES, OPTIONS, theme={"name": theme, **({"font": False} if theme == "material" else {})})
        sites[theme] = tmp_path_factory.mktemp(theme) / "site"
        shutil.copytree(built.site, sites[theme])
    return sites[theme]


@pytest.fixture
def page(search: Path, browser: Browser) -> Iterator[tuple[Page, str]]:
    with served(search) as base, opened(browser, base, "wide") as (page, _):
        open_search(page, base)
        yield page, base


@pytest.mark.parametrize("search", ["material", "mkdocs", "readthedocs"], indirect=True)
def test_search_filter_and_follow(page: tuple[Page, str]) -> None:
    tab, _ = page
    total = found(tab)
    assert total == sum(facet(tab, "kind").values()) == sum(facet(tab, "source").values()) > 50
    assert facet(tab, "speaker")["Mara Lund"] > 48
    # Newest first, where nothing is looked for.
    assert tab.locator(HITS).first.locator("time").get_attribute("datetime") == "2024"
    tab.locator(".mq-search input[name=find]").press_sequentially("gauge 17")
    assert found(tab) == 1
    assert facet(tab, "speaker") == {"Mara Lund": 1}
    assert facet(tab, "year") == {"2022": 1}
    hit = tab.locator(HITS).first
    assert hit.locator("mark").all_inner_texts() == ["Gauge", "17", "17"]
    assert hit.locator(".mq-source").inner_text() == "Mara Lund · Gauges · 5 May 2022"
    hit.get_by_role("link", name="Gauges").click()
    tab.wait_for_url("**/gauges/#q-*")
    anchor = tab.url.partition("#")[2]
    assert tab.locator(f"[id='{anchor}']").inner_text() == "Gauge 17 stood at 17 metres,"
    assert is_in_view(tab, f"[id='{anchor}']")
    tab.go_back()
    tab.locator(".mq-search form").wait_for()
    assert found(tab) == 1
    tab.locator(HITS).get_by_role("link", name="Mara Lund").click()
    tab.wait_for_url(f"**/speakers/mara-lund/#{anchor}")


def test_values_of_a_facet_add_up_and_facets_narrow_each_other(page: tuple[Page, str]) -> None:
    tab, _ = page
    everybody, years = facet(tab, "speaker"), facet(tab, "year")
    choose(tab, "speaker", "Tom Okafor")
    assert found(tab) == everybody["Tom Okafor"]
    # The facet itself tells what its other values would give; the others tell what is left.
    assert facet(tab, "speaker") == everybody
    assert sum(facet(tab, "year").values()) == everybody["Tom Okafor"] < sum(years.values())
    choose(tab, "speaker", "José Albarracín")
    assert found(tab) == everybody["Tom Okafor"] + everybody["José Albarracín"]
    choose(tab, "year", "2024")
    narrowed = facet(tab, "speaker")
    assert narrowed.keys() <= everybody.keys()
    assert found(tab) == narrowed["Tom Okafor"] + narrowed["José Albarracín"]
    tab.get_by_role("button", name="Clear").click()
    assert found(tab) == sum(years.values())
    assert facet(tab, "speaker") == everybody
    assert tab.url.endswith("/speakers/browse/")


def test_the_address_holds_what_is_looked_for(page: tuple[Page, str], browser: Browser) -> None:
    tab, base = page
    tab.locator(".mq-search input[name=find]").fill("turns")
    choose(tab, "year", "2024")
    tab.locator(".mq-search select").select_option("oldest")
    expected = found(tab)
    assert expected == 1
    with opened(browser, base, "wide") as (other, _):
        other.goto(tab.url)
        other.locator(".mq-search form").wait_for()
        assert found(other) == expected
        assert other.locator(".mq-search input[name=find]").input_value() == "turns"
        assert other.locator(".mq-search select").input_value() == "oldest"
        assert other.locator("fieldset[name=year] input:checked").count() == 1
    # What is gone can be taken back.
    open_search(tab, base, "?speaker=Nobody+Known&sort=none")
    assert found(tab) == 0
    choose(tab, "speaker", "Nobody Known")
    assert found(tab) > 50


def test_more_are_shown_when_asked_for(page: tuple[Page, str]) -> None:
    tab, _ = page
    assert tab.locator(HITS).count() == 20
    more = tab.get_by_role("button", name="Show more")
    more.focus()
    tab.keyboard.press("Enter")
    tab.locator(HITS).nth(39).wait_for()
    assert tab.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.mq-hits > li')[20]")
    assert "page=2" in tab.url
    more.click()
    tab.locator(HITS).nth(55).wait_for()
    assert not more.is_visible()
    assert tab.locator(HITS).count() == found(tab)
    texts = tab.locator(f"{HITS} .mq-said").all_inner_texts()
    assert len(set(texts)) == len(texts)
    tab.reload()
    tab.locator(HITS).nth(55).wait_for()


def test_by_keyboard_alone(page: tuple[Page, str]) -> None:
    tab, _ = page
    box = tab.locator("fieldset[name=speaker] label", has_text="Tom Okafor").locator("input")
    box.focus()
    tab.keyboard.press("Space")
    assert found(tab) < 10
    assert box.is_checked() and box.evaluate("box => box === document.activeElement")
    tab.keyboard.press("Space")
    assert found(tab) > 50
    tab.locator(".mq-search input[name=find]").focus()
    tab.keyboard.type("seas")
    tab.keyboard.press("Enter")
    assert found(tab) == 2
    # Those who do not see the page are told.
    assert tab.get_by_role("status").inner_text() == "Quotations found: 2"


def test_words_of_a_text_are_words_and_no_markup(page: tuple[Page, str]) -> None:
    tab, _ = page
    tab.locator(".mq-search input[name=find]").fill("wheel")
    assert found(tab) == 1
    assert "The wheel <b>turns</b> & turns again" in tab.locator(HITS).first.inner_text()
    tab.locator(".mq-search input[name=find]").fill("sea")
    assert found(tab) == 2
    arabic = tab.locator(".mq-said", has_text="أهلا")
    assert arabic.evaluate("said => getComputedStyle(said).direction") == "rtl"


def test_a_word_that_stands_nowhere_finds_nothing(page: tuple[Page, str]) -> None:
    tab, _ = page
    # Pagefind by itself takes "as" for "astronomy".
    for word in ("astronomy", "xylophone"):
        tab.locator(".mq-search input[name=find]").fill(word)
        assert found(tab) == 0
        assert "Fewer words" in tab.locator(".mq-search output").inner_text()
        assert facet(tab, "speaker") == {}
    for word in ("albarracin", "sings", "sing", "GAUGES"):
        tab.locator(".mq-search input[name=find]").fill(word)
        assert found(tab) > 0, word


def test_a_long_facet_is_shown_in_part_and_can_be_looked_through(make_site: Builder, browser: Browser) -> None:
    names = [
        f"{first} {last}"
        for first in ("Ada", "Ben", "Cleo", "Dag", "Eva")
        for last in ("Moss", "Hale", "Fenn", "Rook", "Wolf")
    ]
    said = "\n\n".join(f"“We keep house number {n} open,” said {name}." for n, name in enumerate(names, 2))
    built = make_site({"docs/index.md": "# Home\n", "docs/street.txt": f"The street\n\n{said}\n"}, OPTIONS)
    with served(built.site) as base, opened(browser, base, "wide") as (tab, _):
        open_search(tab, base)
        assert len(facet(tab, "speaker")) == 8
        toggle = tab.locator("fieldset[name=speaker] button")
        assert toggle.inner_text() == "All 25" and toggle.get_attribute("aria-expanded") == "false"
        toggle.click()
        assert len(facet(tab, "speaker")) == 25
        tab.locator("fieldset[name=speaker] input[type=search]").fill("cleo")
        assert len(facet(tab, "speaker")) == 5
        choose(tab, "speaker", "Cleo Rook")
        assert found(tab) == 1
        toggle.click()
        assert "Cleo Rook" in facet(tab, "speaker")


@pytest.mark.parametrize("search", ["material", "mkdocs", "readthedocs"], indirect=True)
def test_narrow(search: Path, browser: Browser) -> None:
    with served(search) as base, opened(browser, base, "narrow") as (tab, _):
        open_search(tab, base)
        width = "Math.max(...[...document.querySelectorAll('.mq *')].map(e => e.getBoundingClientRect().right))"
        assert not tab.locator("fieldset").first.is_visible()
        tab.locator(".mq-facets summary").click()
        assert tab.locator("fieldset").first.is_visible()
        assert tab.evaluate(width) <= SIZES["narrow"][0]


def test_without_scripts_the_lists_remain(search: Path, browser: Browser) -> None:
    with served(search) as base, opened(browser, base, "wide", scripts=False) as (tab, _):
        tab.goto(f"{base}speakers/browse/")
        assert not tab.locator(".mq-search form").is_visible()
        assert tab.locator("noscript").inner_text().startswith("Searching needs JavaScript.")
        tab.locator(".mq-browse").get_by_role("link", name="Speakers").click()
        tab.wait_for_url("**/speakers/")


def test_without_its_index_the_page_says_so(search: Path, browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "without"
    shutil.copytree(search, site, ignore=shutil.ignore_patterns("pagefind*"))
    with served(site) as base, opened(browser, base, "wide") as (tab, _):
        tab.goto(f"{base}speakers/browse/")
        tab.get_by_text("The search could not be loaded.").wait_for()
        assert not tab.locator(".mq-search form").is_visible()


def test_below_another_site_without_folders_in_addresses_and_nothing_from_outside(
    make_site: Builder, browser: Browser, tmp_path: Path
) -> None:
    theme = {"name": "readthedocs", "highlightjs": False}
    built = make_site(FILES, OPTIONS, theme=theme, use_directory_urls=False)
    shutil.copytree(built.site, tmp_path / "web" / "below" / "here")
    with served(tmp_path / "web") as base, opened(browser, base, "wide") as (tab, outside):
        open_search(tab, base, "?find=wheel", "below/here/speakers/browse.html")
        tab.locator(HITS).get_by_role("link", name="Fair").click()
        tab.wait_for_url("**/below/here/fair.html#q-*")
        assert tab.locator(f"[id='{tab.url.partition('#')[2]}']").count() == 1
        tab.go_back()
        tab.locator(HITS).get_by_role("link", name="José").click()
        tab.wait_for_url("**/below/here/speakers/jose-albarracin.html#q-*")
        assert outside == set()


def test_with_instant_navigation(make_site: Builder, browser: Browser) -> None:
    theme = {"name": "material", "features": ["navigation.instant"], "font": False}
    first = make_site(FILES, OPTIONS, theme=theme, site_url="http://127.0.0.1/")
    with served(first.site) as base:
        assert make_site(FILES, OPTIONS, theme=theme, site_url=base).site == first.site
        with opened(browser, base, "wide") as (tab, _):
            tab.goto(f"{base}speakers/")
            tab.evaluate("window.stays = true")
            for _ in range(2):
                tab.locator(".mq-browse").get_by_role("link", name="Search").click()
                tab.locator(".mq-search form").wait_for()
                assert found(tab) > 50
                # Its style came along.
                assert tab.locator(".mq-search form").evaluate("form => getComputedStyle(form).display") == "grid"
                tab.locator(".mq-search input[name=find]").fill("wheel")
                assert found(tab) == 1
                assert tab.url.endswith("?find=wheel")
                tab.locator(HITS).get_by_role("link", name="Fair").click()
                tab.wait_for_url("**/fair/#q-*")
                tab.go_back()
                tab.locator(".mq-search form").wait_for()
                assert found(tab) == 1
                tab.locator(".mq-browse").get_by_role("link", name="Speakers").click()
                tab.wait_for_url("**/speakers/")
            assert tab.evaluate("window.stays") is True
