"""Lists of quotations within pages and templates: real builds."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sites import Builder, Built

Archive = dict[str, Any]
SEEPAGE = "We had measured the seepage every week since spring,"
GATES = "The gates were never tested,"
CROSS = "Nobody will cross that bridge before May,"
PIER = "The ice has moved the second pier,"
WALL = "The wall will hold for a century,"
REPORT = "We will never again accept such a report,"


def listed(built: Built, name: str = "list/index.html") -> list[list[str]]:
    """The words of each quotation of each list on a page."""
    lists = built.read(name).split('class="mq mq-embedded"')[1:]
    return [re.findall(r"<mark>([^<]+)</mark>", one.partition("</div>\n</div>")[0]) for one in lists]


def asked(*lists: str) -> str:
    return "# Lists\n\n" + "\n\n".join(f"```quotes\n{one}\n```" for one in lists) + "\n"


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_lists_in_a_page(make_site: Builder, archive: Archive, theme: str, directory_urls: bool) -> None:
    page = (
        f"{asked('speaker: Mara Lund')}\n"
        "- an item\n\n    ```quotes\n    source: archive/bridge.txt\n    ```\n\n- another\n\n"
        "> words\n>\n> ```quotes\n> limit: 1\n> speaker: tom-okafor\n> ```\n\n"
        "1. ```quotes\n   kind: [direct]\n   limit: 2\n   sort: oldest\n   ```\n\n"
        "```` yaml\n```quotes\nspeaker: Nobody\n```\n````\n\n“This was never heard of before,” said Tom Okafor.\n"
    )
    built = make_site(
        {**archive, "docs/deep/list.md": page},
        {"sources": ["archive"]},
        theme={"name": theme},
        use_directory_urls=directory_urls,
        markdown_extensions=["pymdownx.superfences", "md_in_html", "admonition"],
    )
    assert built.warnings == []
    name = "deep/list/index.html" if directory_urls else "deep/list.html"
    assert listed(built, name) == [[PIER, SEEPAGE, WALL], [CROSS, PIER], [CROSS], [SEEPAGE, GATES]]
    html = built.read(name)
    assert "mkdocs-quotes list" not in html
    assert re.search(r"<li>\s*(?:<p>an item</p>|an item)\s*<div class=\"mq mq-embedded\"", html)
    assert re.search(r"<blockquote>\s*<p>.*</p>\s*<div class=\"mq mq-embedded\"", html)
    assert "speaker: Nobody" in re.sub(r"<[^>]+>", "", html)
    assert list(built.pages.problems()) == []
    # What is listed is no quotation of this page; the block quotation is one.
    own = [r["text"] for r in json.loads(built.read("quotes.json")) if r["source"] == "deep/list.md"]
    assert own == ["words", "This was never heard of before,"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", [CROSS, PIER, SEEPAGE, GATES, REPORT, WALL]),
        ("limit: 2", [CROSS, PIER]),
        ("sort: oldest\nlimit: 3", [SEEPAGE, GATES, CROSS]),
        ("sort: source\nlimit: 3", [REPORT, WALL, CROSS]),
        ("speaker: [Lund, tom okafor]\nsource: d*.txt", [SEEPAGE, GATES]),
        ("source: Bridge to close for winter", [CROSS, PIER]),
        ("since: 2024-04", [CROSS, PIER]),
        ("until: 2024-03-12", [SEEPAGE, GATES]),
        ("since: 2025", []),
        ("kind: block", []),
        ("speaker: unattributed", []),
    ],
)
def test_what_can_be_asked_for(make_site: Builder, archive: Archive, query: str, words: list[str]) -> None:
    files = {**archive, "docs/list.md": asked(query), "speakers.yml": "Mara Lund:\n  aliases: [Lund]\n"}
    built = make_site(files, {"sources": ["archive"]})
    assert listed(built) == [words]
    assert ("There are none." in built.read("list/index.html")) == (not words)


def test_a_random_choice_follows_from_the_seed_or_the_day(
    make_site: Builder, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = [f"sort: random\nseed: {seed}" for seed in range(8)]
    page = asked("sort: random", *seeds)

    def orders(day: int) -> list[list[str]]:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(day * 86_400 + 3_600))
        return listed(make_site({**archive, "docs/list.md": page}, {"sources": ["archive"]}))

    days = [orders(day) for day in (20_000, 20_000, 20_001, 20_002, 20_003)]
    assert days[0] == days[1]
    assert all(day[1:] == days[0][1:] for day in days)
    assert len({tuple(day[0]) for day in days}) > 1
    assert len({tuple(order) for order in days[0]}) > 4
    assert {frozenset(order) for order in days[0]} == {frozenset([SEEPAGE, GATES, CROSS, PIER, WALL, REPORT])}


MISTAKES = {
    "speaker: Mara Lind": "list.md, line 5: speaker: no speaker 'Mara Lind'; did you mean 'Mara Lund'?",
    "source: damm.txt": "list.md, line 5: source: no text 'damm.txt'; did you mean 'dam.txt'?",
    "limit: 2\nkind: direkt": (
        "list.md, line 6: kind: expected one of direct, mixed, block, turn, dash; did you mean 'direct'?"
    ),
    "speeker: Mara Lund": "list.md, line 5: unknown key 'speeker'; did you mean 'speaker'?",
    "sort: newest": (
        "list.md, line 5: sort: expected one of latest, oldest, source, random; did you mean 'oldest'?"
    ),
    "limit: -1": "list.md, line 5: limit: expected a whole number of 1 or more, or all",
    "since: May": "list.md, line 5: since: 'May' is no date such as 2024, 2024-05 or 2024-05-31",
    "since: 2025\nuntil: 2024": "list.md, line 4: it ends (2024) before it begins (2025)",
    "Mara Lund": (
        "list.md, line 5: 'quotes' needs keys below it"
        " (speaker, source, kind, since, until, limit, sort, seed, show)"
    ),
    "show: summary\nlimit: 3": "list.md, line 5: show: a summary is of all texts; leave out limit",
    "show: sumary": "list.md, line 5: show: expected one of quotations, summary; did you mean 'summary'?",
    "speaker: [": "list.md, line 5: not valid YAML: expected the node content, but found '<stream end>'",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_told_and_the_page_is_made(make_site: Builder, archive: Archive, mistake: str) -> None:
    page = f"---\ntitle: Lists\n---\n```quotes\n{mistake}\n```\n\n```quotes\nlimit: 1\n```\n"
    files = {**archive, "docs/list.md": page}
    built = make_site(files, {"sources": ["archive"]}, strict=False)
    assert built.warnings == [f"mkdocs_quotes: {MISTAKES[mistake]}"]
    assert listed(built) == [[CROSS]]
    with pytest.raises(SystemExit):
        make_site(files, {"sources": ["archive"]}, strict=True)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_a_summary_in_a_page_and_a_template(make_site: Builder, archive: Archive, theme: str) -> None:
    own = '{% extends "base.html" %}{% block content %}{{ super() }}{{ quotes(show="summary") }}{% endblock %}'
    files = {**archive, "docs/list.md": asked("show: summary"), "docs/deep/other.md": "# Other\n"}
    built = make_site(
        {**files, "theme/main.html": own}, {"sources": ["archive"]}, theme={"name": theme, "custom_dir": "theme"}
    )
    assert built.warnings == []
    assert list(built.pages.problems()) == []
    pages = {name: built.read(f"{name}/index.html") for name in ("list", "deep/other")}
    assert [html.count('class="mq mq-glance"') for html in pages.values()] == [2, 1]
    speakers, quotations = (len(json.loads(built.read(f"{name}.json"))) for name in ("speakers", "quotes"))
    for name, up in (("list", "../"), ("deep/other", "../../")):
        assert f'<a href="{up}speakers/">{speakers} speakers</a> · {quotations} quotations' in pages[name]
    glance = pages["deep/other"].partition('class="mq mq-glance"')[2]
    assert re.findall(r"<mark>([^<]+)</mark>", glance)[:2] == [CROSS, PIER]
    # It stands there once more; the words and their speakers belong to their texts.
    assert 'id="q-' not in pages["list"]


def test_a_name_of_several_speakers_needs_a_slug(make_site: Builder, archive: Archive) -> None:
    text = "{} news\n\n“The {} was never opened for us,” said Smith.\n"
    files = {
        **archive,
        "docs/a.txt": text.format("Port", "port"),
        "docs/b.txt": text.format("Lock", "lock"),
        "docs/list.md": asked("speaker: Smith"),
    }
    built = make_site(files, {"sources": ["archive"]}, strict=False)
    assert built.warnings == [
        "mkdocs_quotes: list.md, line 4: speaker: 'Smith' may be several speakers; write one of smith, smith-2"
    ]


def test_listings_are_not_searched(make_site: Builder, archive: Archive) -> None:
    built = make_site({**archive, "docs/list.md": asked("speaker: Mara Lund")}, {"sources": ["archive"]})
    entries = json.loads(built.read("search/search_index.json"))["docs"]
    assert not any("seepage" in entry["text"] for entry in entries if entry["location"].startswith("list/"))
    assert any("seepage" in entry["text"] for entry in entries if entry["location"].startswith("dam/"))


def test_a_page_without_quotations_of_its_own_may_list(make_site: Builder, archive: Archive) -> None:
    page = "---\nquotes: false\n---\n" + asked("limit: 1")
    built = make_site({**archive, "docs/list.md": page}, {"sources": ["archive"], "markdown_pages": False})
    assert listed(built) == [[CROSS]]


TEMPLATE = """{% extends "base.html" %}
{% block content %}{{ super() }}
<aside>{{ quotes(speaker=page.meta.who or "Mara Lund", limit=1, sort="oldest") }}</aside>
{% endblock %}
"""


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_lists_in_a_template(make_site: Builder, archive: Archive, theme: str) -> None:
    note = str(archive["docs/note.md"]).replace("title: A note", "title: A note\nwho: tom-okafor")
    files = {**archive, "docs/note.md": note, "theme/main.html": TEMPLATE}
    built = make_site(files, {"sources": ["archive"]}, theme={"name": theme, "custom_dir": "theme"})
    assert listed(built, "note/index.html") == [[GATES]]
    assert listed(built, "index.html") == [[SEEPAGE]]
    assert listed(built, "dam/index.html") == [[SEEPAGE]]
    assert list(built.pages.problems()) == []


def test_lists_in_a_template_of_ours(make_site: Builder, archive: Archive) -> None:
    own = "<h1>{{ speaker.name }}</h1>{{ quotes(speaker=[speaker.name], sort='oldest', limit='all') }}"
    files = {**archive, "theme/mkdocs_quotes/speaker.html": own}
    built = make_site(files, {"sources": ["archive"]}, theme={"name": "mkdocs", "custom_dir": "theme"})
    assert listed(built, "speakers/mara-lund/index.html") == [[SEEPAGE, PIER, WALL]]
    assert 'href="../../dam/#q-' in built.read("speakers/mara-lund/index.html")


@pytest.mark.parametrize(
    ("call", "warning"),
    [
        ("speaker='Mara Lind'", "speaker: no speaker 'Mara Lind'; did you mean 'Mara Lund'?"),
        ("speaker=page.meta.nobody", "speaker: expected words"),
        ("'Mara Lund'", "its parameters need names, as in quotes(speaker=…)"),
    ],
)
def test_mistakes_in_a_template_are_told_once(
    make_site: Builder, archive: Archive, call: str, warning: str
) -> None:
    template = f'{{% extends "base.html" %}}{{% block content %}}{{{{ quotes({call}) }}}}{{% endblock %}}'
    files = {**archive, "theme/main.html": template}
    built = make_site(
        files, {"sources": ["archive"]}, strict=False, theme={"name": "mkdocs", "custom_dir": "theme"}
    )
    assert built.warnings == [f"mkdocs_quotes: main.html: quotes(): {warning}"]
    assert built.has("dam/index.html")


def test_lists_in_posts_and_their_excerpts(make_site: Builder, archive: Archive) -> None:
    post = f"---\ndate: 2024-05-01\n---\n{asked('limit: 1')}\n<!-- more -->\n\nMore of it.\n"
    files = {**archive, "docs/blog/index.md": "# Blog\n", "docs/blog/posts/one.md": post}
    built = make_site(files, {"sources": ["archive"]}, plugins=["blog"], theme={"name": "material"})
    assert listed(built, "blog/2024/05/01/lists/index.html") == [[CROSS]]
    assert listed(built, "blog/index.html") == [[CROSS]]
    assert list(built.pages.problems()) == []
