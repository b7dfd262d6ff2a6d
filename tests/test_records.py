"""Records, ids and slugs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from mkdocs_quotes.model import (
    Analysis,
    Attribution,
    Candidate,
    Cue,
    Document,
    Mention,
    Quotation,
    QuotationKind,
    Speaker,
)
from mkdocs_quotes.records import FIELDS, to_csv, to_records
from mkdocs_quotes.slugs import MAX_LENGTH, RESERVED, slugify, unique_slug

TEXT = "Mara Lund said: “The bridge holds.” Later: “The bridge holds!” And “so,” she added, “do we.”"


def quotation(
    *parts: str,
    speaker: int | None = 0,
    confidence: float = 0.9,
    mention: str | None = None,
    repeats: int | None = None,
    kind: QuotationKind = "direct",
    after: int = 0,
    candidates: tuple[Candidate, ...] = (),
) -> Quotation:
    spans = []
    for part in parts:
        start = TEXT.index(part, after)
        spans.append((start, start + len(part)))
    found = TEXT.index(mention) if mention else 0
    cue = TEXT.index("said")
    return Quotation(
        parts=tuple(spans),
        text=" … ".join(parts),
        kind=kind,
        attribution=Attribution(
            speaker,
            "cue-before",
            confidence,
            Mention(found, found + len(mention), mention, "name") if mention else None,
            Cue(cue, cue + 4, "said"),
            candidates,
        ),
        context=(0, len(TEXT)),
        repeats=repeats,
    )


def analysis(*quotations: Quotation, speakers: tuple[Speaker, ...] = ()) -> Analysis:
    document = Document(text=TEXT, prose=TEXT, blocks=())
    return Analysis(document, "en", quotations, speakers or (Speaker("Mara Lund", full=True),))


def test_a_record_has_exactly_the_contract_fields_in_order() -> None:
    speaker = Speaker("Mara Lund", aliases=(("Lund", 3),), role="Chief Engineer", full=True)
    found = to_records(
        analysis(quotation("The bridge holds.", mention="Mara Lund"), speakers=(speaker,)), "news/a.txt"
    )
    (record,) = found
    assert tuple(record) == FIELDS
    start = TEXT.index("The bridge")
    assert {key: value for key, value in record.items() if key != "id"} == {
        "source": "news/a.txt",
        "start": start,
        "end": start + 17,
        "parts": [[start, start + 17]],
        "text": "The bridge holds.",
        "kind": "direct",
        "language": "en",
        "speaker": "Mara Lund",
        "speaker_id": "mara-lund",
        "speaker_kind": "person",
        "aliases": ["Lund"],
        "role": "Chief Engineer",
        "mention": {"start": 0, "end": 9, "text": "Mara Lund"},
        "cue": {"start": 10, "end": 14, "text": "said"},
        "rule": "cue-before",
        "confidence": 0.9,
        "context": {"start": 0, "end": len(TEXT)},
    }
    assert len(record["id"]) == 10
    assert int(record["id"], 16) >= 0
    assert json.loads(json.dumps(record)) == record


def test_below_the_threshold_only_the_guess_is_named() -> None:
    (record,) = to_records(
        analysis(quotation("The bridge holds.", confidence=0.3, mention="Mara Lund")), "a", min_confidence=0.5
    )
    assert (record["speaker"], record["speaker_id"], record["mention"]) == (None, None, None)
    assert record["candidate"] == "Mara Lund"
    assert record["cue"]["text"] == "said"


@pytest.mark.parametrize(("threshold", "named"), [(0.5, None), (0.0, "Mara Lund")])
def test_threshold_zero_names_every_quotation_with_a_candidate(threshold: float, named: str | None) -> None:
    weighed = quotation("The bridge holds.", speaker=None, confidence=0.0, candidates=(Candidate(0, 0.2),))
    (record,) = to_records(analysis(weighed), "a", min_confidence=threshold)
    assert record["speaker"] == named
    assert record.get("candidate") == (None if named else "Mara Lund")


def test_without_candidate_there_is_no_guess() -> None:
    (record,) = to_records(analysis(quotation("so,", speaker=None, confidence=0.0)), "a", min_confidence=0)
    assert record["speaker"] is None
    assert "candidate" not in record


def test_ids_survive_edits_and_tell_equal_words_apart() -> None:
    first, second = quotation("The bridge holds."), quotation("The bridge holds!", repeats=0)
    both = to_records(analysis(first, second), "a")
    assert both[0]["id"] != both[1]["id"]
    assert both[1]["repeats"] == both[0]["id"]
    assert to_records(analysis(second), "a")[0]["id"] == both[0]["id"]
    assert to_records(analysis(first), "b")[0]["id"] != both[0]["id"]


def test_parts_and_groups() -> None:
    speakers = (Speaker("Ann Hay"), Speaker("Bo Lee"), Speaker("both", kind="group", members=(0, 1)))
    (record,) = to_records(analysis(quotation("so,", "do we.", speaker=2), speakers=speakers), "a")
    assert record["text"] == "so, … do we."
    assert [TEXT[start:end] for start, end in record["parts"]] == ["so,", "do we."]
    assert (record["speaker"], record["speaker_id"]) == ("Ann Hay and Bo Lee", "ann-hay-and-bo-lee")
    assert record["members"] == ["Ann Hay", "Bo Lee"]


def test_speakers_with_colliding_slugs_keep_apart() -> None:
    speakers = (Speaker("J. Roe"), Speaker("J Roe"))
    found = to_records(
        analysis(quotation("The bridge holds."), quotation("do we.", speaker=1), speakers=speakers), "a"
    )
    assert [record["speaker_id"] for record in found] == ["j-roe", "j-roe-2"]


def test_records_come_in_order_of_the_text() -> None:
    found = to_records(analysis(quotation("do we."), quotation("The bridge holds.")), "a")
    assert [record["text"] for record in found] == ["The bridge holds.", "do we."]


def test_csv_reads_back() -> None:
    records = to_records(analysis(quotation("so,", "do we.", mention="Mara Lund")), "a, b.txt")
    (row,) = csv.DictReader(io.StringIO(to_csv(records, extra=["url"])))
    assert row["source"] == "a, b.txt"
    assert row["text"] == "so, … do we."
    assert row["mention"] == "Mara Lund"
    assert row["parts"] == "; ".join(f"{a}-{b}" for a, b in records[0]["parts"])
    assert (row["role"], row["candidate"], row["url"]) == ("", "", "")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Abel Moreau", "abel-moreau"),
        ("José Ángel Núñez", "jose-angel-nunez"),
        ("Siobhán O’Neill", "siobhan-oneill"),
        ("Łukasz Groß-Øst", "lukasz-gross-ost"),
        ("A. B.  (the elder)", "a-b-the-elder"),
        ("李梅", "李梅"),
        ("Борис Ли", "борис-ли"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-speaker"),
        ("lpt1", "lpt1-speaker"),
        ("Page", "page-speaker"),
        ("index", "index-speaker"),
        ("Unattributed", "unattributed-speaker"),
        ("%2e%2e", "2e-2e"),
    ],
)
def test_slugify(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize("name", ["???", "", " ", "\ud800", "\0", "🙂", "-", "\u0301"])
def test_names_without_letters_get_a_stable_slug(name: str) -> None:
    assert slugify(name).startswith("speaker-")
    assert slugify(name) == slugify(name)
    assert slugify(name).isascii()


def test_slugs_are_short_and_never_reserved() -> None:
    assert len(slugify("Very Long Name " * 40)) <= MAX_LENGTH
    assert slugify("x" * 300) != slugify("x" * 301)
    assert not RESERVED & {slugify(word) for word in RESERVED}


def test_unique_slug() -> None:
    assert unique_slug("Jo Roe", {"jo-roe", "jo-roe-2"}) == "jo-roe-3"
