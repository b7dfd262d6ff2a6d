"""The page of one speaker: facts, timeline, company, neighbours, what is kept apart; and how much it weighs."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sites import BRIDGE, Builder, Built

LUND = "speakers/mara-lund/index.html"


def ids(built: Built) -> dict[str, str]:
    """Words → id of each quotation."""
    return {record["text"]: record["id"] for record in json.loads(built.read("quotes.json"))}


def part(html: str, name: str, end: str) -> str:
    """What stands in the element of a class."""
    assert f'class="{name}"' in html
    return html.partition(f'class="{name}"')[2].partition(end)[0]


def test_facts_stand_in_order(make_site: Builder, archive: dict[str, Any]) -> None:
    editors = (
        "Mara Lund:\n"
        "  aliases: [Lund, M. Lund]\n"
        "  role: [Mayor: {from: 2019, until: 2023}, Chief Engineer: {from: 2024-01}]\n"
        "  description: First to measure it.\n"
    )
    files = {
        **archive,
        "speakers.yml": editors,
        "docs/speakers/mara-lund.md": "# Mara Lund\n\nBorn by the sea.\n",
        "docs/lund.txt": "Weir\n\nMara Lund came. “The weir was safe,” Lund said.\n\n“It still is,” Lund said.\n",
    }
    built = make_site(files, {"sources": ["archive"]})
    html = built.read(LUND)
    roles = re.sub(r"<[^>]+>", "", part(html, "mq-roles", "</p>")[1:])
    assert roles == "Chief Engineer since January 2024 · Mayor 2019–2023"
    assert html.count("<h1") == 1
    order = ["<h1", "Chief Engineer", "First to measure it.", "Born by the sea.", "mq-aliases", "mq-excerpt"]
    body = html[html.index("<h1") :]  # the head of the page tells some of it too
    places = [body.index(words) for words in order]
    assert places == sorted(places)
    aliases = part(html, "mq-small mq-aliases", "</p>")
    assert re.search(r'Lund <span class="mq-count">[1-9]', aliases)
    assert "M. Lund" in aliases
    assert list(built.pages.problems()) == []


def test_the_timeline_leads_to_the_quotations(make_site: Builder, archive: dict[str, Any]) -> None:
    built = make_site(archive, {"sources": ["archive"], "per_page": 1})
    html = built.read(LUND)
    assert 'role="img" aria-label="Quotations over time: March 2024 to April 2024, most in March 2024 (1)"' in html
    assert html.count("<rect") == 2
    pages = built.pages
    periods = part(html, "mq-small mq-periods", "</details>")
    targets = [pages.resolve(LUND, url) for url in re.findall(r'href="([^"]+)"', periods)]
    found = ids(built)
    assert targets == [
        ("speakers/mara-lund/page/2/index.html", f"q-{found['We had measured the seepage every week since spring,']}"),
        (LUND, f"q-{found['The ice has moved the second pier,']}"),
    ]
    # What is known of a speaker is told once, on the first page.
    later = built.read("speakers/mara-lund/page/2/index.html")
    assert not any(name in later for name in ("mq-timeline", "mq-beside", "mq-aliases"))
    assert list(pages.problems()) == []


def test_company_and_neighbours(make_site: Builder, archive: dict[str, Any]) -> None:
    more = "Ferry\n\n“The ferry was late again,” said Ada Berg.\n\n“So was the bus,” said the Harbour Board.\n"
    built = make_site({**archive, "docs/ferry.txt": more}, {"sources": ["archive"]})
    beside = part(built.read(LUND), "mq-small mq-beside", "</p>")
    assert re.findall(r'href="([^"]+)">([^<]+)</a> <span class="mq-count" title="([^"]+)"', beside) == [
        ("../tom-okafor/", "Tom Okafor", "3 texts")
    ]
    rows = {}
    for slug in ("ada-berg", "mara-lund", "tom-okafor"):
        found = part(built.read(f"speakers/{slug}/index.html"), "mq-neighbours", "</nav>")
        rows[slug] = re.findall(r'rel="(prev|next)" href="\.\./([^/"]+)/"', found)
    assert rows == {
        "ada-berg": [("next", "mara-lund")],
        "mara-lund": [("prev", "ada-berg"), ("next", "tom-okafor")],
        "tom-okafor": [("prev", "mara-lund")],
    }


@pytest.mark.parametrize("directory_urls", [True, False])
def test_misattributed_words_are_kept_apart(
    make_site: Builder, archive: dict[str, Any], directory_urls: bool
) -> None:
    found = ids(make_site(archive, {"sources": ["archive"]}))
    pier = found["The ice has moved the second pier,"]
    seepage = found["We had measured the seepage every week since spring,"]
    editors = (
        f"{pier}:\n  misattributed: {{source: 'A. Reader, 1999', link: https://example.org/a}}\n"
        f"{seepage}:\n  misattributed: true\n  speaker: Tom Okafor\n"
    )
    built = make_site(
        {**archive, "corrections.yml": editors}, {"sources": ["archive"]}, use_directory_urls=directory_urls
    )
    html = built.read(LUND if directory_urls else "speakers/mara-lund.html")
    mine, _, apart = html.partition('id="misattributed"')
    assert f'id="q-{pier}"' not in mine
    assert f'id="q-{pier}"' in apart
    assert f'id="q-{seepage}"' in apart
    assert '<a href="https://example.org/a">A. Reader, 1999</a>' in apart
    # The list is not hers: no citation may name her.
    assert 'data-by="Mara Lund"' in mine
    assert "data-by" not in apart
    other = built.read("speakers/tom-okafor/index.html" if directory_urls else "speakers/tom-okafor.html")
    assert f'id="q-{seepage}"' in other
    assert "Misattributed to" in other
    assert list(built.pages.problems()) == []


def test_fifty_quotations_weigh_less_than_100_kilobytes(make_site: Builder) -> None:
    texts: dict[str, Any] = {"docs/index.md": "# Home\n"}
    filling = "The inquiry went on for three hours and through all the papers of the year before it rose. "
    for number in range(60):
        words = f"“We had measured the seepage at gate {number} every week since spring, and nobody asked us for it,”"
        title = f"Dam inquiry, day {number}: engineers tell of the long and wet winter"
        body = f"{filling}{words} said Mara Lund. {filling}"
        date = f"{number % 28 + 1} March {1990 + number % 30}"
        texts[f"docs/{number}.txt"] = "\n\n".join([title, "By Ida Holm", date, body]) + "\n"
    built = make_site(texts, theme={"name": "material"})
    first, second = built.read(LUND), built.read("speakers/mara-lund/page/2/index.html")
    assert first.count("<article") == 51
    assert first.count('class="mq-quotation"') == 50
    assert len(first.encode()) < 100_000
    assert second.count('class="mq-quotation"') == 10
    # Ten of fifty quotations, and what all pages share.
    assert len(second.encode()) < 30_000


def test_a_list_says_whose_text_it_is(make_site: Builder, archive: dict[str, Any]) -> None:
    built = make_site(archive, {"sources": ["archive"]})
    html = built.read("speakers/mara-lund/index.html")
    assert '<span class="mq-author">Ida Holm</span>, <a class="mq-place" href="../../dam/#q-' in html
    assert "Ida Holm" not in BRIDGE
    assert html.count("mq-author") == 1
