"""The lists that lead around the site: which there are, what stands on them, how they are divided."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sites import Builder, Built, crowd

from mkdocs_quotes.render import planning

OFFICIAL = """Harbour to be dredged

5 July 2023

“The work begins next week at the latest,” said a senior official.

“Not before the herring are gone, it does not,” said Élodie Ångström, chair of the harbour board.
"""

MINUTES = """Minutes of the board

2 February 2024

Mara Lund: I move that the sluice be closed at once.

Tom Okafor: I second that with some reluctance.

Mara Lund: Then we are agreed and may go home.
"""

UNDATED = "A letter\n\n“The pump has been singing again,” said Mara Lund.\n"


@pytest.fixture
def files(archive: dict[str, Any]) -> dict[str, Any]:
    """Texts of two years, one without a date, of several kinds and folders."""
    return {
        **archive,
        "docs/board/minutes.txt": MINUTES,
        "docs/board/official.txt": OFFICIAL,
        "docs/letter.txt": UNDATED,
    }


def lists(built: Built, page: str = "speakers/index.html") -> list[str]:
    """Names in the navigation that all lists share."""
    bar = built.read(page).partition('class="mq-browse"')[2].partition("</nav>")[0]
    return re.findall(r">([^<\s][^<]*)</a>", bar)


def words(built: Built, page: str) -> list[str]:
    """The quotations listed on a page."""
    return re.findall(r"<mark>([^<]*)</mark>", built.read(page))


def statements(built: Built) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(built.read("quotes.json"))
    return found


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_every_list_holds_together(
    make_site: Builder, files: dict[str, Any], theme: str, directory_urls: bool
) -> None:
    first = next(
        r for r in statements(make_site(files, {"sources": ["archive"]})) if r["source"] == "dam.txt"
    )
    files["corrections.yml"] = f"{first['id']}:\n  disputed: true\n"
    built = make_site(
        files,
        {"sources": ["archive"], "per_page": 2},
        theme={"name": theme},
        use_directory_urls=directory_urls,
    )
    assert built.warnings == []
    assert list(built.pages.problems()) == []
    assert lists(built) == [
        "Speakers",
        "Texts",
        "By date",
        "By kind",
        "Latest",
        "Anonymous sources",
        "Disputed and corrected",
    ]


def test_lists_that_would_be_empty_are_not_made(make_site: Builder) -> None:
    built = make_site({"docs/index.md": "# Home\n", "docs/letter.txt": UNDATED})
    assert lists(built) == ["Speakers", "Texts", "By kind"]
    for path in ("dates", "latest", "anonymous", "disputed", "kinds/turn"):
        assert not built.has(f"speakers/{path}/index.html"), path


def test_each_quotation_stands_once_under_its_date(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site(files, {"sources": ["archive"], "per_page": 3})
    pages = [f"speakers/dates/{path}/index.html" for path in ("2024", "2024/page/2", "2023", "undated")]
    found = [line for page in pages for line in words(built, page)]
    found += words(built, "speakers/dates/2024/page/3/index.html") if len(found) < len(statements(built)) else []
    assert len(found) == len(set(found)) == len(statements(built))
    assert "The work begins next week at the latest," in words(built, pages[2])
    assert "The pump has been singing again," in words(built, pages[3])
    overview = built.read("speakers/dates/index.html")
    assert re.findall(r">(\w+ \d{4})</a>", overview) == ["April 2024", "March 2024", "February 2024", "July 2023"]
    # March begins on the first page of its year, February on the second.
    assert 'href="2024/#month-2024-03"' in overview
    assert 'href="2024/page/2/#month-2024-02"' in overview
    assert words(built, "speakers/latest/index.html")[0] == words(built, pages[0])[0]


def test_kinds_are_explained_and_listed(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site(files, {"sources": ["archive"]})
    assert "an interview or minutes" in built.read("speakers/kinds/turn/index.html")
    turns = [r["text"] for r in statements(built) if r["kind"] == "turn"]
    assert turns
    assert words(built, "speakers/kinds/turn/index.html") == turns
    assert re.findall(r"<dt><a href=\"(\w+)/\"", built.read("speakers/kinds/index.html")) == ["direct", "turn"]


def test_unnamed_sources_have_a_page(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site(files, {"sources": ["archive"]})
    assert words(built, "speakers/anonymous/index.html") == ["The work begins next week at the latest,"]


def test_what_editors_doubt_or_correct_is_listed(make_site: Builder, files: dict[str, Any]) -> None:
    found = statements(make_site(files, {"sources": ["archive"]}))
    by_words = {record["text"]: record["id"] for record in found}
    files["corrections.yml"] = (
        f"{by_words['The gates were never tested,']}:\n  disputed: true\n  note: He denies it.\n"
        f"{by_words['The work begins next week at the latest,']}:\n  speaker: Tom Okafor\n"
    )
    built = make_site(files, {"sources": ["archive"]})
    html = built.read("speakers/disputed/index.html")
    assert words(built, "speakers/disputed/index.html") == [
        "The gates were never tested,",
        "The work begins next week at the latest,",
    ]
    assert "<strong>Disputed.</strong> He denies it." in html
    assert "<strong>Speaker corrected by the editors.</strong>" in html


def test_lists_are_not_searched_but_speakers_and_texts_are(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site(files, {"sources": ["archive"]}, theme={"name": "material"})
    entries = json.loads(built.read("search/search_index.json"))["docs"]
    places = {entry["location"].partition("#")[0] for entry in entries}
    assert {"dam/", "speakers/mara-lund/"} <= places
    assert not {p for p in places if re.match(r"speakers/(?:$|dates|kinds|latest|anonymous|texts|unatt)", p)}


def test_names_of_lists_are_no_addresses_of_speakers(make_site: Builder) -> None:
    built = make_site({"docs/a.txt": "A\n\n3 May 2024\n\n“It has all been agreed with them,” said Latest.\n"})
    assert list(built.pages.problems()) == []
    assert {r["speaker_id"] for r in statements(built)} <= {None, "latest-speaker"}


def test_a_large_archive_has_a_page_for_each_letter(
    make_site: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "SPEAKERS_ON_A_PAGE", 9)
    monkeypatch.setattr(planning, "TEXTS_ON_A_PAGE", 1)
    built = make_site({**crowd(100), "docs/official.txt": OFFICIAL})
    assert list(built.pages.problems()) == []
    speakers = json.loads(built.read("speakers.json"))
    assert len(speakers) == 102
    listed: list[str] = []
    for page in built.site.glob("speakers/letters/**/index.html"):
        html = page.read_text(encoding="utf-8").partition('class="mq-speakers"')[2].partition("</ul>")[0]
        names = re.findall(r"<li[^>]*><a [^>]*>([^<]*)</a>", html)
        assert len(names) <= 9
        listed += names
    assert sorted(listed) == sorted(speaker["name"] for speaker in speakers)
    assert built.has("speakers/letters/b/page/2/index.html")
    assert built.has("speakers/letters/unnamed-sources/index.html")
    jump = built.read("speakers/index.html").partition('class="mq-jump"')[2].partition("</nav>")[0]
    assert 'href="letters/b/"' in jump
    texts = [built.read(f"speakers/texts/{path}index.html") for path in ("", "page/2/", "page/3/")]
    assert [html.count('<ul class="mq-list">') for html in texts] == [1, 1, 1]
