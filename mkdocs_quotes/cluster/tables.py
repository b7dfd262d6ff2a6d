"""An analysis as rows of the data set, and back: a site is built from the rows as it is from texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from mkdocs_quotes.index.identity import speaker_keys
from mkdocs_quotes.index.people import Key
from mkdocs_quotes.model import (
    Analysis,
    Attribution,
    Candidate,
    Cue,
    Document,
    Mention,
    Quotation,
    Speaker,
)
from mkdocs_quotes.read import format_of, read_text
from mkdocs_quotes.records import best_guess, display_name, to_records
from mkdocs_quotes.resolve.repeats import note_repeats
from mkdocs_quotes.slugs import slugify

from .reading import Record

Row = dict[str, Any]


def document_of(record: Record) -> Document:
    """The document that a record holds: what its columns say of it comes before what the text says of itself."""
    document = read_text(record.text, format_of(record.source))
    told = {what: getattr(record, what) for what in ("title", "date", "author", "language")}
    return replace(document, **{what: value for what, value in told.items() if value is not None})


class FoundText:
    """The analysis of a text, ready to be written."""

    def __init__(self, record: Record, analysis: Analysis, min_confidence: float) -> None:
        self.record = record
        self.analysis = analysis
        self.keys: Sequence[Key] = speaker_keys(analysis.speakers, record.source)
        self.min_confidence = min_confidence

    def quotations(self) -> list[Row]:
        """Rows of the table of quotations, in the order of the text."""
        rows = []
        analysis, date = self.analysis, self.analysis.document.date
        found = analysis.quotations
        records = to_records(analysis, self.record.source, min_confidence=self.min_confidence)
        numbers = sorted(range(len(found)), key=lambda number: (found[number].start, found[number].end))
        for number, row in zip(numbers, records, strict=True):  # which are in the same order
            attribution = found[number].attribution
            index, published = best_guess(attribution, self.min_confidence)
            if index is not None and published:
                row["speaker_key"] = shared_key(self.keys[index])
                row["speaker_id"] = self.speaker_id(index)
            mention = attribution.mention
            row["date"] = date
            row["attribution"] = {
                "number": number,
                "speaker": attribution.speaker,
                "confidence": attribution.confidence,
                "mention": mention
                and {"start": mention.start, "end": mention.end, "text": mention.text, "kind": mention.kind},
                "candidates": [{"speaker": c.speaker, "score": c.score} for c in attribution.candidates],
            }
            rows.append(row)
        return rows

    def speaker_id(self, index: int) -> str:
        """The id of a speaker of the text: of one of this text alone for good, of any other until all are unified."""
        key = self.keys[index]
        if shared_key(key) is None:
            return self.local_id(key)
        return slugify(display_name(self.analysis.speakers[index], self.analysis.speakers))

    def local_id(self, key: Key) -> str:
        """The id of somebody of one text alone ("Smith", "a spokesman"): by name and text, whatever else there is.

        A site numbers namesakes. Here that would give everybody a new number with each text that is added, and would
        need all the spokesmen of the world in one place.
        """
        speakers = self.analysis.speakers
        name = display_name(speakers[self.keys.index(key)], speakers)
        digest = hashlib.sha1(repr(key).encode("utf-8", "surrogatepass")).hexdigest()
        return f"{slugify(name)}-{digest[:10]}"

    def counted(self) -> list[int]:
        """The speaker (index) of each quotation that counts: what repeats the same speaker's words does not."""
        quotations = self.analysis.quotations
        given = [best_guess(q.attribution, self.min_confidence) for q in quotations]
        keys = [self.keys[index] if index is not None and published else None for index, published in given]
        found = []
        for number, (index, published) in enumerate(given):
            before = quotations[number].repeats
            repeated = before is not None and keys[before] == keys[number]
            if index is not None and published and not repeated:
                found.append(index)
        return found

    def text(self) -> Row:
        """The row of the table of texts."""
        document = self.analysis.document
        return {
            "source": self.record.source,
            "text": self.record.text,
            "title": document.title,
            "date": document.date,
            "author": document.author,
            "language": self.analysis.language,
            "position": self.record.position,
            "quotations": len(self.analysis.quotations),
            "speakers": [_speaker_row(speaker) for speaker in self.analysis.speakers],
            "rejected": [
                {"start": start, "end": end, "reason": reason} for (start, end), reason in self.analysis.rejected
            ],
        }


def shared_key(key: Key) -> tuple[str, ...] | None:
    """What a speaker is unified by: the name, of a group the names of its members; None for one of a single text."""
    members = key[1:] if key[0] == "group" else (key,)
    shared = tuple(str(one[1]) for one in members if isinstance(one, tuple) and one[0] == "full")
    return shared if shared and len(shared) == len(members) else None


def analysis_of(text: Row, quotations: Iterable[Row]) -> Analysis:
    """The analysis that the rows of a text were made of, but for reasons and features.

    Where quotations are left out, it is the analysis without them.
    """
    record = Record(text["position"], text["source"], text["text"], text["title"], text["date"], text["author"])
    document = document_of(record)
    rows = sorted(quotations, key=lambda row: int(row["attribution"]["number"]))
    return Analysis(
        document,
        text["language"],
        note_repeats([_quotation(row) for row in rows]),
        tuple(map(_speaker, text["speakers"])),
        tuple(((row["start"], row["end"]), row["reason"]) for row in text["rejected"]),
    )


def _quotation(row: Row) -> Quotation:
    said = row["attribution"]
    mention, cue = said["mention"], row["cue"]
    return Quotation(
        tuple((start, end) for start, end in row["parts"]),
        row["text"],
        row["kind"],
        Attribution(
            said["speaker"],
            row["rule"],
            said["confidence"],
            mention and Mention(mention["start"], mention["end"], mention["text"], mention["kind"]),
            cue and Cue(cue["start"], cue["end"], cue["text"]),
            tuple(Candidate(c["speaker"], c["score"]) for c in said["candidates"]),
        ),
        (row["context"]["start"], row["context"]["end"]),
    )


def _speaker_row(speaker: Speaker) -> Row:
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "aliases": [{"value": alias, "count": count} for alias, count in speaker.aliases],
        "role": speaker.role,
        "gender": speaker.gender,
        "full": speaker.full,
        "members": list(speaker.members),
    }


def _speaker(row: Row) -> Speaker:
    return Speaker(
        row["name"],
        row["kind"],
        tuple((alias["value"], alias["count"]) for alias in row["aliases"]),
        row["role"],
        row["gender"],
        row["full"],
        tuple(row["members"]),
    )
