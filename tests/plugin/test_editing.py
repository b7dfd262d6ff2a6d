"""Each verb of the editors' files in built sites: before and after, and when the text is edited elsewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from sites import Builder, Built

from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.records import to_records

FLOOD = """The flood

1 March 2024

“The gates were never tested,” said Tom Okafor. The mayor was not told.

“We had measured it,” said Mara Lund.

Nobody had warned the valley, she told the room.
"""
DROUGHT = """The drought

5 May 2019

“The wells are dry,” said Tom Okafor.
"""
NOTE = "# A note\n\n“The *wall* will hold,” said Mara Lund. It was sure to hold, she wrote.\n"
LATER = FLOOD.replace("The flood\n", "After the flood\n").replace("The mayor was", "The town was") + (
    "\n“I was there,” said Ida Holm.\n"
)
FILES = {"docs/index.md": "# Home\n", "docs/flood.txt": FLOOD, "docs/drought.txt": DROUGHT, "docs/note.md": NOTE}


class Site:
    """What a built site says, by its exports."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.quotes: list[dict[str, Any]] = json.loads(built.read("quotes.json"))
        self.speakers: dict[str, dict[str, Any]] = {s["id"]: s for s in json.loads(built.read("speakers.json"))}

    def of(self, words: str) -> dict[str, Any]:
        (found,) = [record for record in self.quotes if words in record["text"]]
        return found

    def page_has(self, slug: str, record: dict[str, Any]) -> bool:
        return f'id="q-{record["id"]}"' in self.built.read(f"speakers/{slug}/index.html")


@pytest.fixture
def site(make_site: Builder) -> Any:
    """Build with editors' files; again with the text edited elsewhere. Nothing may be complained of, nothing broken."""

    def site(text: str = FLOOD, **editors: str) -> Site:
        files: dict[str, str | bytes | None] = {**FILES, "docs/flood.txt": text}
        files.update({f"{name}.yml": content for name, content in editors.items()})
        built = make_site(files)
        assert not built.warnings
        assert not list(built.pages.problems())
        return Site(built)

    return site


@pytest.fixture(params=[FLOOD, LATER], ids=["as it was", "edited elsewhere"])
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


BEFORE = to_records(analyse(FLOOD), "flood.txt")[0]
"""What is said of the gates where no editor says anything."""


def test_before(site: Any, edition: str) -> None:
    before = site(edition)
    gates, wells = before.of("gates"), before.of("wells")
    assert gates["id"] == BEFORE["id"]
    assert gates["speaker_id"] == wells["speaker_id"] == "tom-okafor"
    assert before.page_has("tom-okafor", gates) and before.speakers["tom-okafor"]["quotations"] == 2
    assert (gates["role"], wells["role"]) == (None, None)
    assert "disputed" not in gates
    assert "warned" not in json.dumps(before.quotes)


# corrections.yml


def test_speaker(site: Any, edition: str) -> None:
    gates = BEFORE
    after = site(edition, corrections=f"{gates['id']}:\n  speaker: Mara Lund\n")
    assert after.of("gates")["speaker_id"] == "mara-lund"
    assert after.page_has("mara-lund", gates) and not after.page_has("tom-okafor", gates)
    assert f'id="q-{gates["id"]}" data-speaker="mara-lund"' in after.built.read("flood/index.html")


def test_nobody(site: Any, edition: str) -> None:
    gates = BEFORE
    after = site(edition, corrections=f"{gates['id']}:\n  speaker:\n")
    assert after.of("gates")["speaker"] is None
    assert after.page_has("unattributed", gates)


def test_reject(site: Any, edition: str) -> None:
    gates = BEFORE
    after = site(edition, corrections=f"{gates['id']}:\n  reject: true\n")
    assert gates["id"] not in [record["id"] for record in after.quotes]
    assert f"q-{gates['id']}" not in after.built.read("flood/index.html")


def test_disputed_with_a_note(site: Any, edition: str) -> None:
    gates = BEFORE
    after = site(edition, corrections=f"{gates['id']}:\n  disputed: true\n  note: He denies it.\n")
    assert (after.of("gates")["disputed"], after.of("gates")["note"]) == (True, "He denies it.")
    assert "He denies it." in after.built.read("speakers/tom-okafor/index.html")
    assert "mq-disputed" in after.built.read("flood/index.html")


def test_misattributed(site: Any, edition: str) -> None:
    gates = BEFORE
    after = site(
        edition,
        corrections=f"{gates['id']}:\n  misattributed: {{to: Tom Okafor, source: The tape, link: https://example.org}}\n",
    )
    record = after.of("gates")
    assert (record["speaker"], record["misattributed"]["id"]) == (None, "tom-okafor")
    okafor = after.speakers["tom-okafor"]
    assert (okafor["quotations"], okafor["misattributed"]) == (1, 1)
    assert f'id="q-{gates["id"]}" data-speaker="unattributed"' in after.built.read("flood/index.html")
    assert not after.page_has("unattributed", gates)
    assert gates["id"] not in after.built.read("speakers/tom-okafor/feed.xml")
    assert "Tom Okafor" in after.built.read("quotes.csv")


def test_misattributed_and_who_said_it(site: Any, edition: str) -> None:
    gates = BEFORE
    after = site(edition, corrections=f"{gates['id']}:\n  speaker: Mara Lund\n  misattributed: Tom Okafor\n")
    assert after.page_has("mara-lund", gates)
    assert after.speakers["tom-okafor"]["misattributed"] == 1


def test_reviewed(edition: str, make_site: Builder) -> None:
    options = {"on_doubt": "warn", "review_below": 1}
    doubted = make_site({**FILES, "docs/flood.txt": edition}, options, strict=False)
    ids = [record["id"] for record in json.loads(doubted.read("quotes.json"))]
    assert len(doubted.warnings) == len(ids)
    reviewed = "".join(f"'{identity}':\n  reviewed: true\n" for identity in ids)
    assert not make_site({"corrections.yml": reviewed}, options).warnings


def test_add_to_a_text(site: Any, edition: str) -> None:
    added = (
        "add:\n  - source: flood.txt\n    text: Nobody had warned the valley\n    speaker: Mara Lund\n    kind: mixed\n"
    )
    first, after = site(corrections=added), site(edition, corrections=added)
    record = after.of("warned")
    assert record["id"] == first.of("warned")["id"]
    assert edition[record["start"] : record["end"]] == "Nobody had warned the valley"
    assert after.page_has("mara-lund", record)
    assert f'id="q-{record["id"]}" data-speaker="mara-lund"' in after.built.read("flood/index.html")
    assert record["id"] in after.built.read("quotes.csv")
    assert record["id"] in after.built.read("speakers/mara-lund/feed.xml")


@pytest.mark.parametrize("words", ["It was sure to hold", "The *wall* will hold"])
def test_add_to_a_page(site: Any, words: str) -> None:
    added = f"add:\n  - source: note.md\n    text: '{words}'\n    speaker: Ida Holm\n"
    after = site(corrections=added)
    record = after.of(words)
    assert record["speaker"] == "Ida Holm"
    assert NOTE[record["start"] : record["end"]].rstrip(",") == words
    assert f'id="q-{record["id"]}" data-speaker="ida-holm"' in after.built.read("note/index.html")


# speakers.yml


def test_aliases_in_some_texts(site: Any, edition: str) -> None:
    after = site(edition, speakers="Thomas Okafor:\n  aliases:\n    - Tom Okafor: {until: 2020}\n")
    assert after.of("wells")["speaker_id"] == "thomas-okafor"
    assert after.of("gates")["speaker_id"] == "tom-okafor"


def test_merge(site: Any, edition: str) -> None:
    after = site(edition, speakers="Mara Lund:\n  merge: [Tom Okafor]\n")
    assert after.of("wells")["speaker_id"] == "mara-lund"
    assert not after.built.has("speakers/tom-okafor/index.html")
    after = site(edition, speakers="Mara Lund:\n  merge:\n    - Tom Okafor: dr*.txt\n")
    assert (after.of("wells")["speaker_id"], after.of("gates")["speaker_id"]) == ("mara-lund", "tom-okafor")


def test_split(site: Any, edition: str) -> None:
    speakers = (
        "Tom Okafor:\n  split:\n    Tom Okafor (well-digger): drought.txt\n    Tom Okafor (engineer): {from: 2024}\n"
    )
    after = site(edition, speakers=speakers)
    assert after.of("wells")["speaker_id"] == "tom-okafor-well-digger"
    assert after.of("gates")["speaker_id"] == "tom-okafor-engineer"
    left = site(edition, speakers="Tom Okafor:\n  split:\n    Tom Okafor (well-digger): drought.txt\n")
    assert left.speakers[left.of("gates")["speaker_id"]]["only_in"] == "flood.txt"


def test_role_with_dates(site: Any, edition: str) -> None:
    roles = "Tom Okafor:\n  role:\n    - Farmer: {until: 2020}\n    - Engineer: {from: 2021}\n"
    after = site(edition, speakers=roles)
    assert (after.of("wells")["role"], after.of("gates")["role"]) == ("Farmer", "Engineer")
    assert after.speakers["tom-okafor"]["dated_roles"] == [
        {"role": "Engineer", "from": "2021", "until": None},
        {"role": "Farmer", "from": None, "until": "2020"},
    ]


def test_what_else_is_said_of_a_speaker(site: Any, edition: str) -> None:
    after = site(
        edition,
        speakers="Tom Okafor:\n  kind: organisation\n  sort: Aaa\n  slug: tom\n  links: {Home: https://example.org/x}\n"
        "  same_as: https://example.org/y\nMara Lund:\n  hide: true\n",
    )
    assert next(iter(after.speakers)) == "tom"
    assert after.speakers["tom"]["kind"] == "organisation"
    assert after.speakers["tom"]["same_as"] == ["https://example.org/y"]
    assert "https://example.org/x" in after.built.read("speakers/tom/index.html")
    assert "mara-lund" not in after.speakers
    assert not [record for record in after.quotes if "measured" in record["text"]]


def test_picture(make_site: Builder) -> None:
    site = make_site(
        {
            **FILES,
            "docs/img/tom.png": b"\x89PNG",
            "speakers.yml": "Tom Okafor:\n  role: Engineer\n  picture: img/tom.png\n",
        }
    )
    assert not site.warnings
    assert "img/tom.png" in site.read("speakers/tom-okafor/index.html")
    site = make_site({"speakers.yml": "Tom Okafor:\n  role: Engineer\n  picture: img/tmo.png\n"}, strict=False)
    assert site.warnings == [
        "mkdocs_quotes: speakers.yml, line 3: picture: there is no 'img/tmo.png' in docs_dir; "
        "the nearest is 'img/tom.png'"
    ]
    assert "Engineer" in site.read("speakers/tom-okafor/index.html")
    site = make_site({"speakers.yml": "Tom Okafor:\n  picture: index.md\n"}, strict=False)
    assert site.warnings == ["mkdocs_quotes: speakers.yml, line 2: picture: 'index.md' is no picture"]
    assert "mq-picture" not in site.read("speakers/tom-okafor/index.html")


# What is wrong


def test_files_that_mkdocs_yml_names_elsewhere_must_be_there(make_site: Builder) -> None:
    assert not make_site(FILES, {"speakers_file": "speakers.yml"}).warnings
    (warning,) = make_site(FILES, {"speakers_file": "desk/speakers.yml"}, strict=False).warnings
    assert warning.endswith(
        "desk/speakers.yml: there is no such file; put the path in mkdocs.yml right, or leave it out"
    )


def test_what_is_wrong_stops_a_strict_build_and_leaves_the_rest_otherwise(make_site: Builder) -> None:
    files: dict[str, str | bytes | None] = {
        **FILES,
        "speakers.yml": "Tom Okafor:\n  role: {Mayor: {from: 2024, until: 2019}}\n  aliases: [Tommy]\n"
        "Mara Lund:\n  roel: Engineer\n  aliases: [Tommy]\n  merge: [Marra Lund]\n",
        "corrections.yml": "0123456789:\n  source: gone.txt\n  reject: true\nabc:\n  reject: true\n",
    }
    site = make_site(files, strict=False)
    assert site.warnings == [
        f"mkdocs_quotes: {line}"
        for line in (
            "speakers.yml, line 2: role: it ends (2019) before it begins (2024)",
            "speakers.yml, line 5: unknown key 'roel'; did you mean 'role'?",
            "speakers.yml, line 6: 'Tommy' is claimed by 'Tom Okafor' already",
            "corrections.yml, line 4: 'abc' is no id (ten digits 0-9, a-f) and not 'add'",
            "speakers.yml, line 7: merge: no text has a speaker 'Marra Lund'; the nearest name is 'Mara Lund'",
            "corrections.yml, line 1: no quotation has the id '0123456789': there is no text 'gone.txt'",
        )
    ]
    assert site.has("speakers/tom-okafor/index.html")
    with pytest.raises(Abort, match="Aborted with 6 warnings"):
        make_site(files)


def test_an_entry_whose_words_changed_is_told_with_the_nearest(make_site: Builder) -> None:
    site = Site(make_site(dict(FILES)))
    gates = site.of("gates")
    entry = f"'{gates['id']}':\n  source: flood.txt\n  text: {gates['text']}\n  speaker: Mara Lund\n"
    changed = FLOOD.replace("never tested", "never once tested")
    built = make_site({"docs/flood.txt": changed, "corrections.yml": entry}, strict=False)
    near = Site(built).of("gates")["id"]
    assert built.warnings == [
        f"mkdocs_quotes: corrections.yml, line 1: no quotation has the id '{gates['id']}'; "
        f"did you mean {near}: 'The gates were never once tested,' (flood.txt)?"
    ]


def test_doubts_are_told_one_by_one_and_then_counted(make_site: Builder, caplog: pytest.LogCaptureFixture) -> None:
    many = "".join(f"“There is no one in house {n},” said Ann Hay.\n\n" for n in range(25))
    files: dict[str, str | bytes | None] = {"docs/index.md": "# Home\n", "docs/a.txt": many}
    assert not make_site(files, {"review_below": 1}).warnings
    told = make_site({}, {"review_below": 1, "on_doubt": "warn"}, strict=False).warnings
    assert len(told) == 21
    assert told[-1] == "mkdocs_quotes: and 5 more quotations in doubt; `mkdocs-quotes review` lists them all"
    assert ": in doubt, " in told[0] and "'There is no one in house" in told[0] and "perhaps Ann Hay (0." in told[0]
    assert not make_site({}, {"review_below": 1, "on_doubt": "info"}).warnings
    assert sum(": in doubt, " in record.getMessage() for record in caplog.records) == 20
    assert not make_site({}, {"review_below": 0, "on_doubt": "warn"}).warnings
