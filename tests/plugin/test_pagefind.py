"""The page that searches all quotations: what Pagefind is told, when there is such a page, what goes wrong."""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from sites import Builder, Built

from mkdocs_quotes.plugin import pagefind as pagefind_module
from mkdocs_quotes.plugin.pagefind import PagefindError, Records, SearchIndexer, program
from mkdocs_quotes.render import SEARCH_INDEX

ON = {"pagefind": True, "sources": ["archive"]}
PAGE = "speakers/browse/index.html"

FAIR = """Fair & <b>market</b>

2024

“The wheel <b>turns</b> & turns again,” said José Albarracín. He waited.
“The wheel <b>turns</b> & turns again,” said José Albarracín.

“We will open the gates,” said Mara Lund and Tom Okafor.

“An army marches on its stomach,” said Tom Okafor. “I never said it would rain,” said Mara Lund.
"""
NOTICE = """Fair & <b>market</b>

Smith kept the gate. “Nobody asked me,” said Smith. “They never do,” said a senior official.

“It is what it is.”
"""
OTHER = """Another day

2 June 2023

“Ask Smith, if he is the right one,” said Smith.
"""


@pytest.fixture
def files(archive: dict[str, Any]) -> dict[str, Any]:
    return {
        **archive,
        "docs/fair.txt": FAIR,
        "docs/notice.txt": NOTICE,
        "docs/other.txt": OTHER,
    }


def corrected(make_site: Builder, files: dict[str, Any], **entries: str) -> Built:
    """The site with an entry of corrections.yml for each quotation that holds the word given."""
    first = make_site(files, {**ON, "pagefind": False})
    by_text = {q["text"]: q["id"] for q in json.loads(first.read("quotes.json"))}
    lines = [
        f'"{identity}": {entry}\n'
        for word, entry in entries.items()
        for text, identity in by_text.items()
        if word in text
    ]
    assert len(lines) == len(entries)
    return make_site({**files, "corrections.yml": "".join(lines)}, ON)


def records(built: Built) -> list[dict[str, Any]]:
    """What Pagefind keeps of each record, and what is shown of it."""
    found = []
    for path in sorted((built.site / SEARCH_INDEX / "fragment").iterdir()):
        record = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found.append({**record, "shown": json.loads(record["anchors"][0]["id"])})
    return found


def test_there_is_a_record_for_each_quotation(make_site: Builder, files: dict[str, Any]) -> None:
    built = corrected(make_site, files, army="{misattributed: Tom Okafor}")
    quotations = json.loads(built.read("quotes.json"))
    false = [q for q in quotations if q.get("misattributed")]
    assert len(false) == 1
    repeated = [q for q in quotations if "turns again" in q["text"]]
    assert len(repeated) == 2
    wanted = Counter(q["url"] for q in quotations if q not in false and q is not repeated[1])
    found = records(built)
    assert Counter(record["shown"]["place"] for record in found) == wanted
    words = {record["content"] for record in found}
    # As they read, without the marks of Markdown.
    assert {"We will never again accept such a report,", "We will open the gates,"} <= words
    for record in found:
        file, fragment = built.pages.resolve("index.html", record["shown"]["speaker"])
        assert fragment in built.pages.pages[file].ids
    # As many as the list of speakers says there are.
    assert f"{len(found)} quotations" in built.read("speakers/index.html")


def test_the_facets_of_a_record_are_those_of_its_quotation(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site(files, ON)
    by_place = {record["shown"]["place"]: record for record in records(built)}
    for quotation in json.loads(built.read("quotes.json")):
        record = by_place.get(quotation["url"])
        if record is None:
            continue
        facets = record["filters"]
        if quotation["speaker"] is None:
            assert facets["speaker"] == ["Unattributed"]
        elif quotation["speaker_kind"] == "group":
            assert facets["speaker"] == ["Mara Lund", "Tom Okafor"]
        else:
            (label,) = facets["speaker"]
            assert label.startswith(quotation["speaker"])
        assert len(facets["source"]) == len(facets["year"]) == len(facets["kind"]) == 1
        assert facets["year"][0] == (record["shown"]["date"] or "Undated")[:7].partition("-")[0]


def test_who_and_what_share_a_name_are_told_apart(make_site: Builder, files: dict[str, Any]) -> None:
    found = records(make_site(files, ON))
    smiths = {record["filters"]["speaker"][0] for record in found if record["shown"]["by"] == "Smith"}
    assert len(smiths) == 2
    fairs = {record["filters"]["source"][0] for record in found if record["shown"]["title"].startswith("Fair")}
    assert len(fairs) == 2


def test_false_words_are_under_nobody_they_are_not_of(make_site: Builder, files: dict[str, Any]) -> None:
    found = records(corrected(make_site, files, army="{misattributed: Tom Okafor}", rain="{disputed: true}"))
    assert not [record for record in found if "army" in record["content"]]
    (rain,) = [record for record in found if "rain" in record["content"]]
    assert rain["shown"]["note"] == "Disputed."
    found = records(corrected(make_site, files, army="{speaker: Mara Lund, misattributed: Tom Okafor}"))
    (army,) = [record for record in found if "army" in record["content"]]
    assert army["filters"]["speaker"] == ["Mara Lund"]
    assert army["shown"]["note"] == "Misattributed"
    assert "okafor" not in json.dumps(army).lower()


def test_newest_and_oldest_put_undated_ones_last(
    make_site: Builder, files: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def write(self: SearchIndexer, program: Path, records: Records, *rest: Any, **more: Any) -> None:
        told.extend(record.decode() for record in records())

    monkeypatch.setattr(SearchIndexer, "write", write)
    make_site(files, ON)

    def value(record: str, name: str) -> str:
        return record.partition(f'"{name}[content]" content="')[2].partition('"')[0]

    def years(order: str) -> list[str]:
        ordered = sorted(told, key=lambda record: value(record, order))
        return list(dict.fromkeys(value(record, "year") for record in ordered))

    assert years("newest") == ["2024", "2023", "Undated"]
    assert years("oldest") == ["2023", "2024", "Undated"]


@pytest.mark.parametrize("quotes", [{"pagefind": False}, {"pagefind": "auto"}])
def test_without_it_there_is_no_page(
    make_site: Builder, files: dict[str, Any], quotes: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    built = make_site(files, {**ON, **quotes})
    assert built.warnings == []
    assert not built.has(PAGE)
    assert not list(built.site.glob("assets/mkdocs-quotes-search*"))
    assert "browse/" not in built.read("speakers/index.html")


def test_auto_is_on_where_it_is_installed(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site(files, {**ON, "pagefind": "auto"})
    assert built.has(PAGE)
    assert "browse/" in built.read("speakers/index.html")
    assert "browse/" in built.read("speakers/dates/index.html")


def test_an_archive_without_quotations_has_none(make_site: Builder) -> None:
    built = make_site({"docs/index.md": "# Home\n"}, {"pagefind": True})
    assert not built.has(PAGE)


def test_that_it_is_not_installed_is_said_once_where_it_is_asked_for(
    make_site: Builder, files: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    built = make_site(files, ON, strict=False)
    (line,) = built.warnings
    assert "mkdocs-quotes[search]" in line and "\n" not in line
    assert not built.has(PAGE)
    assert built.has("speakers/mara-lund/index.html")
    with pytest.raises(Abort):
        make_site(files, ON)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A program in Pagefind's place that does as it is told; each run leaves a line beside it."""

    def make(does: str) -> Path:
        path = tmp_path / "broken"
        path.write_text(f'#!/bin/sh\necho run >>"{tmp_path}/runs"\n{does}\n', encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(pagefind_module, "program", lambda: path)
        return path

    return make


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("echo 'thread panicked' >&2; echo at line 4 >&2; exit 101", "status 101 (thread panicked at line 4)"),
        ("kill -9 $$", "status -9"),
        ("exit 0", "status 0"),
    ],
)
def test_a_failure_is_one_line_and_the_site_is_whole(
    make_site: Builder, files: dict[str, Any], broken: Callable[[str], Path], does: str, said: str
) -> None:
    broken(does)
    built = make_site(files, ON, strict=False)
    (line,) = built.warnings
    assert said in line and "\n" not in line
    assert not (built.site / SEARCH_INDEX).exists()
    assert list(built.pages.problems()) == []
    assert "quotes.json" in built.read("speakers/index.html") and built.has("quotes.json")


def test_what_cannot_be_started_is_told_too(
    make_site: Builder, files: dict[str, Any], broken: Callable[[str], Path]
) -> None:
    broken("exit 0").chmod(0o644)
    (line,) = make_site(files, ON, strict=False).warnings
    assert "Permission denied" in line


def test_where_it_cannot_be_written_that_is_said(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site({**files, f"docs/{SEARCH_INDEX}": "in the way"}, ON, strict=False)
    (line,) = built.warnings
    assert "File exists" in line and SEARCH_INDEX in line
    assert built.has(PAGE)


def test_the_index_is_made_anew_only_where_a_record_changed(tmp_path: Path, broken: Callable[[str], Path]) -> None:
    does = 'while [ "$1" ]; do [ "$1" = --output-path ] && mkdir -p "$2" && touch "$2/pagefind-entry.json"; shift; done'
    pretender = broken(does)
    indexer = SearchIndexer(tmp_path / "kept")

    def runs(*records: bytes, language: str = "en") -> int:
        indexer.write(pretender, lambda: records, tmp_path / "site" / "index", language=language, keep=True)
        assert (tmp_path / "site" / "index" / "pagefind-entry.json").is_file()
        return len((tmp_path / "runs").read_text(encoding="utf-8").splitlines())

    assert runs(b"a", b"b") == 1
    assert runs(b"a", b"b") == 1
    assert runs(b"ab") == 2
    assert runs(b"ab", language="de") == 3
    with pytest.raises(PagefindError):
        indexer.write(broken("exit 1"), lambda: [b"c"], tmp_path / "site" / "index", language="en", keep=True)
    assert not (tmp_path / "site" / "index").exists()
    broken(does)
    assert runs(b"ab", language="de") == 5


def test_what_pagefind_brings_along_and_nobody_needs_is_left_behind(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site(files, ON)
    names = {path.name for path in (built.site / SEARCH_INDEX).iterdir()}
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"} <= names
    assert not [name for name in names if "ui" in name or "highlight" in name]


def test_words_of_the_site_decide_the_language(make_site: Builder, files: dict[str, Any]) -> None:
    built = make_site(files, {**ON, "site_language": "de"})
    assert (built.site / SEARCH_INDEX / "wasm.de.pagefind").is_file()
    assert {record["filters"]["kind"][0] for record in records(built)} >= {"Direkte Rede"}


def test_its_address_is_taken_and_an_own_page_is_its_introduction(make_site: Builder, files: dict[str, Any]) -> None:
    files["docs/more.txt"] = "More\n\n“Look around, there is more,” said Browse. Browse sat down.\n"
    files["docs/speakers/browse.md"] = "# Look around\n\nSearch as *you* like.\n"
    built = make_site(files, ON)
    html = built.read(PAGE)
    assert "<em>you</em>" in html and "<h1" in html and 'role="search"' in html
    assert html.count("<h1") == 1
    assert "Browse" in built.read("speakers/browse-speaker/index.html")


def test_the_program_is_that_of_the_extra() -> None:
    found = program()
    assert found is not None and found.name.startswith("pagefind")


def test_while_serving_each_build_has_its_index(make_site: Builder, files: dict[str, Any]) -> None:
    first = records(make_site(files, ON, command="serve"))
    assert records(make_site(files, ON, command="serve")) == first
    files["docs/more.txt"] = "More\n\n“One more was found,” said Mara Lund.\n"
    assert len(records(make_site(files, ON, command="serve"))) == len(first) + 1
