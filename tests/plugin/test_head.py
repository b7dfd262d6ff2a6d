"""What pages tell search engines, feed readers and those who share a link; what the site's own search finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest
from sites import BRIDGE, Builder, Built

BASE = "https://example.org/a/"
THEMES = ("material", "mkdocs", "readthedocs")
Files = dict[str, Any]
SPEAKERS = """Mara Lund:
  role: Chief Engineer
  picture: lund.png
  description: She built the dam.
  same_as: [https://example.org/id/lund]
"""


def head(built: Built, name: str) -> dict[str, list[str]]:
    """What the head of a page says, by the `rel`, `name` or `property` of each element."""
    html = built.read(name).partition("</head>")[0]
    said: dict[str, list[str]] = {}
    for element in re.findall(r"<(?:link|meta)\b[^>]*>", html):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', element))
        key = values.get("rel") or values.get("name") or values.get("property")
        if key:
            said.setdefault(key, []).append(unescape(values.get("href") or values.get("content") or ""))
    return said


def data(built: Built, name: str) -> Any:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', built.read(name), re.DOTALL)
    return json.loads(found)


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within JSON-LD."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from parts(item)


def lunds(archive: Files) -> Files:
    return {**archive, "speakers.yml": SPEAKERS, "docs/lund.png": b"\x89PNG"}


@pytest.mark.parametrize("theme", THEMES)
def test_everything_is_said_once_in_every_theme(make_site: Builder, archive: Files, theme: str) -> None:
    options = {"sources": ["archive"], "per_page": 1}
    built = make_site(lunds(archive), options, theme={"name": theme}, site_url=BASE)
    said = head(built, "speakers/mara-lund/index.html")
    url = f"{BASE}speakers/mara-lund/"
    assert said["canonical"] == said["og:url"] == [url]
    assert said["description"] == said["og:description"] == ["She built the dam. · 3 quotations in 3 texts"]
    assert said["og:title"] == ["Mara Lund"]
    assert said["og:type"] == ["profile"]
    assert said["og:image"] == [f"{BASE}lund.png"]
    assert said["next"] == ["page/2/"]
    assert "prev" not in said
    assert [urljoin(url, href) for href in said["alternate"]] == [
        f"{BASE}speakers/feed.xml",
        f"{BASE}speakers/mara-lund/feed.xml",
    ]
    later = head(built, "speakers/mara-lund/page/2/index.html")
    assert later["canonical"] == [f"{url}page/2/"]
    assert [urljoin(f"{url}page/2/", later[name][0]) for name in ("prev", "next")] == [url, f"{url}page/3/"]
    text = head(built, "dam/index.html")
    assert text["og:type"] == ["article"]
    assert text["article:published_time"] == ["2024-03-12"]
    assert text["og:description"][0].startswith("“We had measured the seepage every week since spring,”")
    assert {"speakers.json", "quotes.json"} == {
        href.removeprefix("../") for href in head(built, "speakers/index.html")["alternate"] if "json" in href
    }
    assert head(built, "index.html")["alternate"] == ["speakers/feed.xml"]
    assert "robots" not in later


def test_without_an_address_nothing_absolute_is_said(make_site: Builder, archive: Files) -> None:
    built = make_site(lunds(archive), {"sources": ["archive"]})
    said = head(built, "speakers/mara-lund/index.html")
    assert not {"canonical", "og:url", "og:image"} & set(said)
    page = data(built, "speakers/mara-lund/index.html")
    assert page["mainEntity"]["image"] == "../../lund.png"
    assert page["hasPart"][0]["url"].startswith("../../archive/bridge/#q-")


def test_a_theme_that_says_nothing(make_site: Builder, archive: Files) -> None:
    files = {**archive, "theme/main.html": "<html><head></head><body>{{ page.content }}</body></html>"}
    theme = {"name": None, "custom_dir": "theme"}
    built = make_site(files, {"sources": ["archive"]}, theme=theme, site_url=BASE)
    assert head(built, "speakers/mara-lund/index.html")["canonical"] == [f"{BASE}speakers/mara-lund/"]
    bodies = {**files, "theme/main.html": "{{ page.content }}"}
    bare = make_site(bodies, {"sources": ["archive"]}, theme=theme).read("speakers/mara-lund/index.html")
    assert "mq-quotation" in bare and "og:title" not in bare


@pytest.mark.parametrize(
    ("noindex", "hidden"),
    [
        ([], set()),
        (["later_pages"], {"mara-lund/page/2"}),
        (["listings"], {"texts", "unattributed"}),
    ],
)
def test_pages_can_be_kept_out_of_search_engines(
    make_site: Builder, archive: Files, noindex: list[str], hidden: set[str]
) -> None:
    built = make_site(archive, {"sources": ["archive"], "per_page": 2, "noindex": noindex})
    pages = {"mara-lund", "mara-lund/page/2", "texts", "unattributed"}
    found = {
        page for page in pages if head(built, f"speakers/{page}/index.html").get("robots") == ["noindex"]
    }
    assert found == hidden
    for page in ("speakers/index.html", "dam/index.html"):
        assert "robots" not in head(built, page)


def test_a_speaker_as_linked_data(make_site: Builder, archive: Files) -> None:
    built = make_site(lunds(archive), {"sources": ["archive"]}, site_url=BASE)
    page = data(built, "speakers/mara-lund/index.html")
    person = page["mainEntity"]
    assert (page["@context"], page["@type"], person["@type"]) == ("https://schema.org", "ProfilePage", "Person")
    assert person["name"] == "Mara Lund"
    assert person["jobTitle"] == ["Chief Engineer"]
    assert person["description"] == "She built the dam."
    assert person["sameAs"] == ["https://example.org/id/lund"]
    assert person["image"] == f"{BASE}lund.png"
    assert person["url"] == f"{BASE}speakers/mara-lund/"
    urls = {record["url"]: record for record in json.loads(built.read("quotes.json"))}
    assert len(page["hasPart"]) == 3
    for quotation in page["hasPart"]:
        record = urls[quotation["url"].removeprefix(BASE)]
        assert quotation["@type"] == "Quotation"
        assert quotation["spokenByCharacter"] == {"@id": person["@id"]}
        assert record["speaker"] == "Mara Lund"
        if record["source"] != "note.md":
            assert quotation["text"] == record["text"]
    dated = next(q["isPartOf"] for q in page["hasPart"] if "bridge" in q["url"])
    assert dated == {
        "@type": "CreativeWork",
        "name": "Bridge to close for winter",
        "url": f"{BASE}archive/bridge/",
        "datePublished": "2024-04-02",
    }


def test_a_text_as_linked_data(make_site: Builder, archive: Files) -> None:
    built = make_site(archive, {"sources": ["archive"]}, site_url=BASE)
    page = data(built, "dam/index.html")
    assert (page["@type"], page["headline"]) == ("Article", "Dam inquiry hears from engineers")
    assert page["author"] == {"@type": "Person", "name": "Ida Holm"}
    assert page["inLanguage"] == "en"
    names = {speaker["@id"]: speaker["name"] for speaker in page["mentions"]}
    said = {names[q["spokenByCharacter"]["@id"]]: q["text"] for q in page["hasPart"]}
    assert said == {
        "Mara Lund": "We had measured the seepage every week since spring,",
        "Tom Okafor": "The gates were never tested,",
    }


def test_nobody_is_made_up(make_site: Builder) -> None:
    """A group is its members, an unnamed source is nobody, doubted words are left to people."""
    text = """Notes

“We will never open the northern gates again,” said Mara Lund and Tom Okafor.

“The northern wall has moved by a foot since the spring,” said a senior official.

“The gates were never tested at all,” said Tom Okafor.
"""
    built = make_site({"docs/a.txt": text})
    records = {r["speaker_kind"]: r for r in json.loads(built.read("quotes.json"))}
    unnamed = data(built, f"speakers/{records['unnamed']['speaker_id']}/index.html")
    assert unnamed["@type"] == "CollectionPage"
    assert {part.get("@type") for part in parts(unnamed)} == {"CollectionPage", "Quotation", "CreativeWork"}
    group = data(built, f"speakers/{records['group']['speaker_id']}/index.html")
    members = [member["@id"] for member in group["about"]]
    assert [member["name"] for member in group["about"]] == ["Mara Lund", "Tom Okafor"]
    assert group["hasPart"][0]["spokenByCharacter"] == [{"@id": identity} for identity in members]
    doubted = {"corrections.yml": f"{records['person']['id']}: {{disputed: true}}\n"}
    built = make_site(doubted)
    for name in ("a", "speakers/tom-okafor"):
        assert "never tested" not in json.dumps(data(built, f"{name}/index.html"))


NASTY = "</script><b>&amp;\u2028 \u202e\x07 \"so\" ' {{ x }} <!-- é 你 \\n]]>"


def test_nasty_words_come_through(make_site: Builder) -> None:
    built = make_site({"docs/a.txt": f"Notes\n\n“It says {NASTY} on the wall,” said Mara Lund.\n"}, site_url=BASE)
    for name in ("a/index.html", "speakers/mara-lund/index.html"):
        html = built.read(name)
        words = data(built, name)["hasPart"][0]["text"]
        assert words == 'It says </script><b>&amp; \ufffd "so" \' {{ x }} <!-- é 你 \\n]]> on the wall,'
        assert html.count("</head>") == html.count("<body") == 1


def test_long_words_are_cut(make_site: Builder) -> None:
    said = "we measured it again and again, " * 30
    built = make_site({"docs/a.txt": f"Notes\n\n“In spring {said}and so on,” said Mara Lund.\n"})
    (quotation,) = data(built, "speakers/mara-lund/index.html")["hasPart"]
    assert len(quotation["text"]) < 165
    assert quotation["text"].endswith(" …")


def test_machines_are_told_words_without_the_marks_of_markdown(make_site: Builder, archive: Files) -> None:
    built = make_site(archive, {"sources": ["archive"]}, site_url=BASE)
    said = {part["text"] for part in data(built, "speakers/tom-okafor/index.html")["hasPart"]}
    assert "We will never again accept such a report," in said
    assert "We will never again accept such a report," in built.read("speakers/tom-okafor/feed.xml")


def locations(built: Built) -> dict[str, dict[str, Any]]:
    index = json.loads(built.read("search/search_index.json"))
    return {entry["location"]: entry for entry in index["docs"]}


@pytest.mark.parametrize("theme", THEMES)
def test_search_leaves_out_what_only_repeats(make_site: Builder, archive: Files, theme: str) -> None:
    files = {**archive, "archive/again.txt": BRIDGE.replace("Bridge", "Ferry").replace("May", "June")}
    built = make_site(files, {"sources": ["archive"], "per_page": 2}, theme={"name": theme})
    found = locations(built)
    pages = {location.partition("#")[0] for location in found}
    assert {"", "note/", "dam/", "archive/bridge/", "speakers/mara-lund/"} <= pages
    listings = {"speakers/", "speakers/mara-lund/page/2/", "speakers/texts/", "speakers/unattributed/"}
    assert not listings & pages
    if theme == "material":
        assert found["speakers/mara-lund/"]["boost"] == 2
        assert "boost" not in found["dam/"]
