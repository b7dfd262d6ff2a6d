"""What is published stays of a size that can be loaded, however large the archive."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from typing import Any

import pytest
from sites import Builder, Built, crowd

from mkdocs_quotes.render import planning, shards
from mkdocs_quotes.render.views import index

Archive = dict[str, Any]


def merged(built: Built, name: str) -> list[dict[str, Any]]:
    """All records of an export that may be divided, as docs/guide/records.md says to read it."""
    found = json.loads(built.read(name))
    if isinstance(found, list):
        return found
    return [record for shard in found["shards"] for record in json.loads(built.read(shard["url"]))]


def table(built: Built, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(built.read(name).removeprefix("\ufeff"), newline="")))


def test_large_exports_are_divided_and_lose_nothing(
    make_site: Builder, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"sources": ["archive"]}
    whole = make_site(archive, options)
    expected = {name: json.loads(whole.read(name)) for name in ("quotes.json", "speakers.json")}
    rows = table(whole, "quotes.csv")
    monkeypatch.setattr(shards, "MOST_BYTES", 550)
    built = make_site(archive, options)
    for name, records in expected.items():
        manifest = json.loads(built.read(name))
        assert manifest["records"] == len(records)
        assert len(manifest["shards"]) > 1
        assert merged(built, name) == records
    parts = table(built, "quotes.csv")
    assert list(parts[0]) == ["url", "records", "bytes", "first", "last"]
    assert len(parts) > 1
    assert [row for part in parts for row in table(built, part["url"])] == rows
    for part in parts:
        data = (built.site / part["url"]).read_bytes()
        assert data.startswith("\ufeffid,".encode())
        assert len(data) == int(part["bytes"]) <= 550
    assert (parts[0]["first"], parts[-1]["last"]) == ("archive/bridge.txt", "note.md")


def entries(built: Built) -> dict[str, str]:
    """What the search knows of each page: titles and words."""
    found: dict[str, str] = {}
    for entry in json.loads(built.read("search/search_index.json"))["docs"]:
        page = entry["location"].partition("#")[0]
        found[page] = f"{found.get(page, '')} {entry['title']} {entry['text']}"
    return found


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_past_a_limit_search_finds_speakers_and_no_words_of_texts(
    make_site: Builder, archive: Archive, theme: str, caplog: pytest.LogCaptureFixture
) -> None:
    length = sum(len(text) for name, text in archive.items() if name.endswith(".txt"))
    options = {"sources": ["archive"], "search_limit": length}
    built = make_site(archive, options, theme={"name": theme})
    assert "seepage" in entries(built)["dam/"]
    assert "seepage" not in entries(built)["speakers/mara-lund/"]
    assert "search_limit" not in caplog.text
    built = make_site(archive, {**options, "search_limit": 99}, theme={"name": theme})
    line = next(r.getMessage() for r in caplog.records if "search_limit" in r.getMessage())
    assert "more than search_limit (99)" in line
    assert built.warnings == []
    found = entries(built)
    assert not {"dam/", "archive/bridge/"} & set(found)
    assert "Mara Lund" in found["speakers/mara-lund/"]
    assert not any("seepage" in words for words in found.values())
    # What is no text of the archive is found as ever.
    assert "note/" in found


@pytest.mark.skipif(not shutil.which("node") and not os.environ.get("CI"), reason="needs node")
def test_what_search_leaves_out_is_not_in_an_index_built_beforehand(make_site: Builder, archive: Archive) -> None:
    search = {"search": {"prebuild_index": "node"}}
    built = make_site(archive, {"sources": ["archive"], "per_page": 1}, plugins=[search])
    written = json.loads(built.read("search/search_index.json"))
    fields = {name.partition("/")[2].partition("#")[0] for name, _ in written["index"]["fieldVectors"]}
    assert "speakers/mara-lund/" in fields
    assert not {place for place in fields | set(entries(built)) if "page/" in place or "texts/" in place}


LIMIT = 200_000
"""Bytes of a page, whatever the archive; pages of texts are as long as their texts."""

SPEECH = "We have measured the dam & its neighbours, and it is 'sound' <so far>, we think. " * 40


def weights(built: Built) -> dict[str, int]:
    """Bytes of each page in the folder of speakers."""
    pages = built.site.glob("speakers/**/*.html")
    return {page.relative_to(built.site).as_posix(): page.stat().st_size for page in pages}


def test_no_page_weighs_200_kb_however_long_the_quotations(make_site: Builder) -> None:
    files = {}
    for year in range(1900, 1912):
        said = [f"“{SPEECH} {n},” said Mara Lund." for n in range(12)]
        paragraphs = "\n\n".join(f"“Paragraph {n}. {SPEECH}" for n in range(30))
        said.append(f"{paragraphs}” said Tom Okafor.")
        files[f"docs/{year}.txt"] = f"Notes of {year}\n\n3 May {year}\n\n" + "\n\n".join(said)
    built = make_site(files, {"per_page": 500}, theme={"name": "material"}, site_url="https://example.org/")
    found = weights(built)
    assert max(found.values()) < LIMIT
    # Nor are pages divided for nothing.
    assert found["speakers/mara-lund/index.html"] > LIMIT / 2
    assert "speakers/mara-lund/page/2/index.html" in found
    assert "speakers/tom-okafor/index.html" in found
    said = [record for record in json.loads(built.read("quotes.json")) if record["speaker_id"] == "mara-lund"]
    pages = [html for path in found if path.startswith("speakers/mara-lund/") for html in [built.read(path)]]
    assert sum(html.count('<article class="mq-quotation') for html in pages) == len(said) == 144
    assert list(built.pages.problems()) == []


def test_no_list_of_speakers_weighs_200_kb_whatever_they_are_called(make_site: Builder) -> None:
    files = crowd(500)
    names = [f"{given} {surname}" for given, surname in re.findall(r"said (\w+) (\w+),", "\n".join(files.values()))]
    files["speakers.yml"] = "".join(
        f"{name}:\n  aliases: [{name} of the Elder House beyond the Seven Sluices, Old {name}]\n"
        "  role: Deputy chair of the committee on harbours, sluices, dykes and the sea beyond them\n"
        for name in names
    )
    built = make_site(files, theme={"name": "material"})
    found = weights(built)
    assert max(found.values()) < LIMIT
    listed = [path for path in found if path.startswith("speakers/letters/")]
    assert sum(built.read(path).count("<li data-a=") for path in listed) == 500


def test_few_speakers_stay_on_one_page_and_many_do_not(make_site: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert planning.SPEAKERS_ON_A_PAGE == 1000
    monkeypatch.setattr(planning, "SPEAKERS_ON_A_PAGE", 20)
    built = make_site(crowd(20))
    assert not built.has("speakers/letters")
    built = make_site(crowd(21))
    assert built.has("speakers/letters/b/index.html")


def test_the_list_of_dates_has_pages(make_site: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "YEARS_ON_A_PAGE", 2)
    files = {
        f"docs/{year}.txt": f"Of {year}\n\n3 May {year}\n\n“It was a year,” said Mara Lund.\n"
        for year in (1900, 1950, 2000, 2010, 2020)
    }
    files["docs/undated.txt"] = "Of no year\n\n“It was no year,” said Mara Lund.\n"
    built = make_site(files)
    pages = [built.read(f"speakers/dates/{path}index.html") for path in ("", "page/2/", "page/3/")]
    years = [re.findall(r'<h2><a href="([^"]*)">([^<]*)', html) for html in pages]
    assert [[name for _, name in found] for found in years] == [["2020", "2010"], ["2000", "1950"], ["1900", "Undated"]]
    assert years[1][0][0] == "../../2000/"
    assert list(built.pages.problems()) == []


def test_where_there_are_very_many_letters_each_leads_to_those_near_by(
    make_site: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "SPEAKERS_ON_A_PAGE", 10)
    monkeypatch.setattr(index, "_MOST_LETTERS", 4)
    monkeypatch.setattr(index, "_LETTERS_AROUND", 1)
    built = make_site(crowd(100))
    jump = built.read("speakers/letters/h/index.html").partition('class="mq-jump"')[2].partition("</nav>")[0]
    assert re.findall(r">([A-Z])</a>", jump) == ["B", "G", "H", "K", "P"]
    jump = built.read("speakers/index.html").partition('class="mq-jump"')[2].partition("</nav>")[0]
    assert re.findall(r">([A-Z])</a>", jump) == list("BDFGHKLMNP")
