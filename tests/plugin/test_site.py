"""Whole sites: themes, addresses, links, what is on the pages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from sites import DAM, Builder, Built

from mkdocs_quotes.cli import main

ATOM = "{http://www.w3.org/2005/Atom}"
Archive = dict[str, Any]


def page(built: Built, path: str) -> str:
    """The file of a page by its path without ending, however addresses are made."""
    for name in (f"{path}/index.html", f"{path}.html"):
        if built.has(name):
            return name
    raise AssertionError(f"no page {path}")


def records(built: Built) -> list[dict[str, Any]]:
    found = json.loads(built.read("quotes.json"))
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_every_link_holds(make_site: Builder, archive: Archive, theme: str, directory_urls: bool) -> None:
    built = make_site(
        archive, {"sources": ["archive"]}, theme={"name": theme}, use_directory_urls=directory_urls
    )
    assert built.warnings == []
    pages = built.pages
    assert list(pages.problems()) == []
    assert len(records(built)) == 6
    for record in records(built):
        file, fragment = pages.resolve("index.html", record["url"])
        assert fragment == f"q-{record['id']}"
        element = pages.pages[file].ids[fragment]
        assert element.text == re.sub(r"\*+|\[|\]\([^)]*\)", "", record["text"])
        assert element.attributes["data-speaker"] == record["speaker_id"]
        on_speaker_page = pages.pages[page(built, f"speakers/{record['speaker_id']}")]
        assert fragment in on_speaker_page.ids
        backward = [
            pages.resolve(page(built, f"speakers/{record['speaker_id']}"), url)
            for _, url in on_speaker_page.links
        ]
        assert (file, fragment) in backward
        forward = [pages.resolve(file, url) for _, url in pages.pages[file].links]
        assert (page(built, f"speakers/{record['speaker_id']}"), fragment) in forward
    speakers = pages.pages[page(built, "speakers") if directory_urls else "speakers/index.html"]
    assert {"letter-L", "letter-O"} <= set(speakers.ids)


def test_the_text_of_a_page_is_that_of_the_source(make_site: Builder, archive: Archive) -> None:
    built = make_site(archive, {"sources": ["archive"]}, site_url="https://example.org/")
    html = built.read("dam/index.html")
    assert '<h1 id="mq-title">Dam inquiry hears from engineers</h1>' in html
    assert html.count("Dam inquiry hears from engineers</h1>") == 1
    assert '"datePublished":"2024-03-12"' in html
    assert "Ida Holm" in html
    assert "Speakers in this text" in html
    assert "<title>Dam inquiry hears from engineers - Archive</title>" in html
    assert "Dam inquiry" in built.read("search/search_index.json")
    assert "dam/" in built.read("sitemap.xml")


def test_prose_never_passes_through_markdown(make_site: Builder) -> None:
    line = "# 1 sauce *stars* _lines_ {{ page.url }} <script>alert(1)</script> [a](b.md)"
    text = f"BOB: hello\n\n{line}\n\n    four blanks & more\n"
    built = make_site({"docs/odd.txt": text})
    html = built.read("odd/index.html")
    assert "BOB: hello" in html
    assert line.replace("<", "&lt;").replace(">", "&gt;") in html
    assert "four blanks &amp; more" in html


def test_exports(make_site: Builder, archive: Archive) -> None:
    built = make_site(archive, {"sources": ["archive"]})
    found = records(built)
    assert [r["source"] for r in found] == ["archive/bridge.txt"] * 2 + ["dam.txt"] * 2 + ["note.md"] * 2
    text = (built.root / "docs/dam.txt").read_text(encoding="utf-8")
    first = next(r for r in found if r["source"] == "dam.txt")
    assert text[first["start"] : first["end"]] == first["text"]
    rows = list(csv.DictReader(io.StringIO(built.read("quotes.csv").removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [r["id"] for r in found]
    assert rows[0]["url"] == found[0]["url"]
    speakers = json.loads(built.read("speakers.json"))
    assert [(s["id"], s["quotations"]) for s in speakers] == [("mara-lund", 3), ("tom-okafor", 3)]
    without = make_site(archive, {"sources": ["archive"], "exports": False, "feeds": False})
    assert not without.has("quotes.json")
    assert not without.has("speakers/feed.xml")
    assert list(without.pages.problems()) == []


@pytest.mark.parametrize("site_url", ["https://example.org/a/", None])
def test_feeds(make_site: Builder, archive: Archive, site_url: str | None) -> None:
    built = make_site(archive, {"sources": ["archive"]}, **({"site_url": site_url} if site_url else {}))
    feed = ElementTree.fromstring(built.read("speakers/mara-lund/feed.xml"))
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}updated") for e in entries][:2] == [
        "2024-04-02T00:00:00Z",
        "2024-03-12T00:00:00Z",
    ]
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    expected = f"{site_url}archive/bridge/#q-" if site_url else "../../archive/bridge/#q-"
    assert link.get("href", "").startswith(expected)
    identities = [e.findtext(f"{ATOM}id") for e in entries]
    assert len(set(identities)) == len(identities) == 3
    everything = ElementTree.fromstring(built.read("speakers/feed.xml"))
    assert len(everything.findall(f"{ATOM}entry")) == 6


def many(count: int) -> str:
    numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    lines = [f"“The gate number {numbers[n]} was never tested at all,” said Mara Lund." for n in range(count)]
    return "\n\n".join(["Gates", *lines]) + "\n"


@pytest.mark.parametrize("directory_urls", [True, False])
def test_pagination(make_site: Builder, directory_urls: bool) -> None:
    built = make_site({"docs/gates.txt": many(7)}, {"per_page": 3}, use_directory_urls=directory_urls)
    pages = built.pages
    assert list(pages.problems()) == []
    names = [page(built, f"speakers/mara-lund{rest}") for rest in ("", "/page/2", "/page/3")]
    on_page = [[i for i in pages.pages[name].ids if i.startswith("q-")] for name in names]
    assert [len(ids) for ids in on_page] == [3, 3, 1]
    assert len({identity for ids in on_page for identity in ids}) == 7
    following = [pages.resolve(names[0], url)[0] for _, url in pages.pages[names[0]].links]
    assert names[1] in following


def test_a_long_row_of_pages_links_its_ends_and_neighbours(make_site: Builder) -> None:
    built = make_site({"docs/gates.txt": many(8)}, {"per_page": 1})
    html = built.read("speakers/mara-lund/page/4/index.html").partition('class="mq-pages"')[2]
    shown = re.findall(r">([^<>\s]+)</(?:a|span)>", html.partition("</nav>")[0])
    assert shown == ["Previous", "1", "2", "3", "4", "5", "6", "…", "8", "Next"]


def test_posts_of_a_blog(make_site: Builder, archive: Archive) -> None:
    post = "---\ndate: 2024-05-01\n---\n# Post\n\n“The post was never read by anyone,” said Tom Okafor.\n"
    files = {**archive, "docs/blog/index.md": "# Blog\n", "docs/blog/posts/one.md": post}
    built = make_site(files, {"sources": ["archive"]}, plugins=["blog"], theme={"name": "material"})
    record = next(r for r in records(built) if r["source"] == "blog/posts/one.md")
    assert record["url"] == f"blog/2024/05/01/post/#q-{record['id']}"
    assert list(built.pages.problems()) == []


def test_quotations_without_a_speaker_have_a_page(make_site: Builder) -> None:
    built = make_site(
        {"docs/a.txt": "Notes\n\n“Nobody in this town will ever say so,” said Mara Lund.\n"},
        {"min_confidence": 1},
    )
    (record,) = records(built)
    if record["confidence"] < 1:
        assert record["speaker"] is None
        assert record["candidate"] == "Mara Lund"
        assert f'id="q-{record["id"]}"' in built.read("speakers/unattributed/index.html")
        assert 'data-speaker="unattributed"' in built.read("a/index.html")
    assert list(built.pages.problems()) == []


def test_kinds_and_pages_can_be_left_out(make_site: Builder, archive: Archive) -> None:
    built = make_site(archive, {"sources": ["archive"], "markdown_pages": False})
    assert {r["source"] for r in records(built)} == {"archive/bridge.txt", "dam.txt"}
    assert "mq-words" not in built.read("note/index.html")


def test_front_matter_can_say_no(make_site: Builder, archive: Archive) -> None:
    note = str(archive["docs/note.md"]).replace("title: A note", "title: A note\nquotes: false")
    built = make_site({**archive, "docs/note.md": note}, {"sources": ["archive"]})
    assert "mq-words" not in built.read("note/index.html")
    assert "note.md" not in {r["source"] for r in records(built)}


def test_a_template_of_the_site_wins(make_site: Builder, archive: Archive) -> None:
    files = {**archive, "theme/mkdocs_quotes/speaker.html": "<h1>OURS {{ speaker.name }} {{ '<i>' }}</h1>"}
    built = make_site(files, {"sources": ["archive"]}, theme={"name": "mkdocs", "custom_dir": "theme"})
    assert "OURS Mara Lund &lt;i&gt;" in built.read("speakers/mara-lund/index.html")
    assert not (built.site / "mkdocs_quotes").exists()


def test_an_own_page_introduces_a_speaker(make_site: Builder, archive: Archive) -> None:
    files = {
        **archive,
        "docs/speakers/mara-lund.md": "# Mara Lund\n\nBorn by the sea. “Not here,” said Tom Okafor.\n",
        "docs/speakers/index.md": "Who said what.\n",
    }
    built = make_site(files, {"sources": ["archive"]})
    html = built.read("speakers/mara-lund/index.html")
    assert html.index("Born by the sea.") < html.index("mq-quotation")
    assert len(re.findall("<h1", html)) == 1
    assert "Who said what." in built.read("speakers/index.html")
    assert "Mara Lund" not in built.read("index.html")
    assert '<h1 id="mq-title">Speakers</h1>' in built.read("speakers/index.html")
    assert list(built.pages.problems()) == []


def test_another_folder_for_speakers(make_site: Builder, archive: Archive) -> None:
    note = str(archive["docs/note.md"]).replace("speakers/index.md", "who/said/index.md")
    built = make_site({**archive, "docs/note.md": note}, {"sources": ["archive"], "speakers_dir": "who/said"})
    assert built.has("who/said/mara-lund/index.html")
    assert built.has("who/said/feed.xml")
    assert list(built.pages.problems()) == []


def test_editors_files(make_site: Builder, archive: Archive) -> None:
    first = next(r for r in records(make_site(archive, {"sources": ["archive"]})) if r["source"] == "dam.txt")
    files: Mapping[str, Any] = {
        "speakers.yml": "Mara Lund:\n  role: Chief Engineer\n  picture: lund.png\n  links: [https://example.org/lund]\n",
        "corrections.yml": f"{first['id']}:\n  disputed: true\n  note: She <b>denies</b> it.\n",
        "docs/lund.png": b"\x89PNG",
    }
    built = make_site(files, {"sources": ["archive"]})
    html = built.read("speakers/mara-lund/index.html")
    assert "Chief Engineer" in html
    assert 'src="../../lund.png"' in html
    assert 'href="https://example.org/lund"' in html
    assert "She &lt;b&gt;denies&lt;/b&gt; it." in html
    assert "mq-disputed" in built.read("dam/index.html")
    assert list(built.pages.problems()) == []


def test_the_index_is_in_an_automatic_navigation_and_nothing_else(
    make_site: Builder, archive: Archive
) -> None:
    built = make_site(archive, {"sources": ["archive"]})
    bar = built.read("index.html").partition('role="main"')[0]
    assert re.findall(r'class="nav-link[^>]*>([^<]+)</a>', bar.replace("\n", ""))[:3] == [
        "Home",
        "A note",
        "Speakers",
    ]
    assert "Dam inquiry" not in bar


def test_texts_can_be_in_the_navigation(make_site: Builder, archive: Archive) -> None:
    nav = [
        {"Home": "index.md"},
        "dam.txt",
        {"The bridge": "archive/bridge.txt"},
        {"Who": "speakers/index.md"},
    ]
    built = make_site(archive, {"sources": ["archive"]}, nav=nav)
    html = built.read("index.html")
    assert ">Dam inquiry hears from engineers</a>" in html
    assert ">The bridge</a>" in html
    assert ">Who</a>" in html


def test_a_site_of_nothing_but_texts_has_a_home(make_site: Builder) -> None:
    built = make_site({"docs/dam.txt": DAM})
    assert built.warnings == []
    home = built.read("index.html")
    assert 'href="dam/"' in home
    assert '<h1 id="mq-title">Archive</h1>' in home
    assert list(built.pages.problems()) == []


def test_a_site_without_texts(make_site: Builder) -> None:
    built = make_site({"docs/index.md": "# Home\n"})
    assert built.warnings == []
    assert "No quotations were found." in built.read("speakers/index.html")
    assert list(built.pages.problems()) == []


def test_the_same_files_give_the_same_site(make_site: Builder, archive: Archive) -> None:
    built = make_site(archive, {"sources": ["archive"]})
    names = (
        "quotes.json",
        "speakers.json",
        "speakers/index.html",
        "speakers/mara-lund/index.html",
        "dam/index.html",
    )
    before = [built.read(name) for name in names]
    again = make_site(archive, {"sources": ["archive"], "jobs": 1})
    assert [again.read(name) for name in names] == before


def test_ids_are_those_of_the_command_line(
    make_site: Builder, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    built = make_site({**archive, "archive/dam.txt": DAM}, {"sources": ["archive"]})
    on_site: dict[str, set[str]] = {}
    for record in json.loads(built.read("quotes.json")):
        on_site.setdefault(record["source"], set()).add(record["id"])

    def printed(folder: str, name: str) -> set[str]:
        assert main(["extract", str(built.root / folder)]) == 0
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return {record["id"] for record in records if record["source"] == name}

    assert on_site["dam.txt"] == printed("docs", "dam.txt")
    assert on_site["note.md"] == printed("docs", "note.md")
    assert on_site["archive/bridge.txt"] == printed("archive", "bridge.txt")
    # One of two texts with the same name and words has to go by another.
    assert on_site["archive/dam.txt"].isdisjoint(on_site["dam.txt"])
