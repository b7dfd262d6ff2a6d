"""Quotations as plain records: what the command line prints and the site's exports hold."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from .model import Analysis, Attribution, Quotation, Speaker
from .slugs import unique_slug

Record = dict[str, Any]
"""One quotation, ready for JSON. Offsets are code points of the decoded text, end exclusive."""

DEFAULT_MIN_CONFIDENCE = 0.6
"""Attributions below it are not published."""

REVIEW_BELOW = 0.6
"""Attributions below it are in doubt: somebody should look at them."""

BY_HAND = 1.0
"""The confidence of what editors or authors have set: nothing that was read off a text is that sure."""

FIELDS = (
    "id", "source", "start", "end", "parts", "text", "kind", "language", "speaker", "speaker_id",
    "speaker_kind", "aliases", "role", "mention", "cue", "rule", "confidence", "context",
)  # fmt: skip
"""Keys that every record has, in order. Only where they say something there are also `candidate` (the best
guess that was not sure enough), `members` (of several speakers at once) and `repeats` (the id of the earlier
quotation whose words this one repeats)."""


def to_records(analysis: Analysis, source: str, *, min_confidence: float = DEFAULT_MIN_CONFIDENCE) -> list[Record]:
    """The quotations of one text as records, in the text's order.

    `source` is the text's name; ids follow from it. An attribution below `min_confidence` leaves `speaker`,
    `speaker_id` and `mention` null and names its guess in `candidate`.
    """
    ids = quotation_ids(analysis, source)
    slugs = speaker_slugs(analysis.speakers)
    records: list[Record] = []
    for identity, quotation in zip(ids, analysis.quotations, strict=True):
        attribution = quotation.attribution
        index, published = best_guess(attribution, min_confidence)
        speaker = analysis.speakers[index] if index is not None else None
        record = base_record(quotation, identity, source, analysis.language)
        if speaker is not None and index is not None and published:
            mention = attribution.mention
            record.update(
                speaker=display_name(speaker, analysis.speakers),
                speaker_id=slugs[index],
                speaker_kind=speaker.kind,
                aliases=[alias for alias, _ in speaker.aliases],
                role=speaker.role,
                mention=mention and {"start": mention.start, "end": mention.end, "text": mention.text},
            )
            if speaker.members:
                record["members"] = [analysis.speakers[member].name for member in speaker.members]
        elif speaker is not None:
            record["candidate"] = display_name(speaker, analysis.speakers)
        if quotation.repeats is not None:
            record["repeats"] = ids[quotation.repeats]
        records.append(record)
    return sorted(records, key=lambda record: (record["start"], record["end"]))


def base_record(quotation: Quotation, identity: str, source: str, language: str) -> Record:
    """The record of a quotation before anyone is named."""
    attribution = quotation.attribution
    cue = attribution.cue
    return {
        "id": identity,
        "source": source,
        "start": quotation.start,
        "end": quotation.end,
        "parts": [list(part) for part in quotation.parts],
        "text": quotation.text,
        "kind": quotation.kind,
        "language": language,
        "speaker": None,
        "speaker_id": None,
        "speaker_kind": None,
        "aliases": [],
        "role": None,
        "mention": None,
        "cue": cue and {"start": cue.start, "end": cue.end, "text": cue.text},
        "rule": attribution.rule,
        "confidence": round(attribution.confidence, 3),
        "context": {"start": quotation.context[0], "end": quotation.context[1]},
    }


def best_guess(attribution: Attribution, min_confidence: float) -> tuple[int | None, bool]:
    """The speaker (index) that an attribution points to, and whether it is sure enough to be published.

    Where the text does not say, the best of the candidates weighed is the guess; only `min_confidence` 0
    names it.
    """
    if attribution.speaker is not None:
        return attribution.speaker, attribution.confidence >= min_confidence
    if attribution.candidates:
        return max(attribution.candidates, key=lambda c: c.score).speaker, min_confidence <= 0
    return None, False


def quotation_ids(analysis: Analysis, source: str) -> list[str]:
    """Ten hex digits for each quotation, in the order of `analysis.quotations`.

    An id follows from the source's name and the words, marks and case aside, so that it survives edits
    elsewhere in the text; where the same words come twice, a counter tells them apart.
    """
    seen: Counter[str] = Counter()
    ids = []
    for quotation in analysis.quotations:
        words = normal_words(quotation.text)
        ids.append(quotation_id(source, words, seen[words]))
        seen[words] += 1
    return ids


def quotation_id(source: str, words: str, number: int) -> str:
    """The id of the quotation of these `normal_words` that comes behind `number` others of the same words."""
    key = f"{source}\0{words}\0{number}"
    return hashlib.sha1(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


_WORD = re.compile(r"[^\W_]+")


def normal_words(text: str) -> str:
    """The words alone: no case, no marks, single blanks; the bare text where it holds no words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if any(map(unicodedata.combining, set(folded))):
        folded = "".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in folded)
        words = folded.split()
    else:
        words = _WORD.findall(folded)
    return " ".join(words) or text.strip()


def display_name(speaker: Speaker, speakers: Sequence[Speaker]) -> str:
    """A speaker's name; of a group those of its members."""
    if speaker.kind == "group" and speaker.members:
        return join_names([speakers[member].name for member in speaker.members])
    return speaker.name


def join_names(names: Sequence[str]) -> str:
    """Names of several speakers as one."""
    return " and ".join(names)


def speaker_slugs(speakers: Sequence[Speaker]) -> list[str]:
    """One slug for each speaker of a text, all different."""
    slugs: list[str] = []
    taken: set[str] = set()
    for speaker in speakers:
        slugs.append(unique_slug(display_name(speaker, speakers), taken))
        taken.add(slugs[-1])
    return slugs


def to_csv(records: Iterable[Record], extra: Sequence[str] = (), *, header: bool = True) -> str:
    """Records as comma-separated values (RFC 4180): lists joined with "; ", spans as "start-end".

    `mention` and `cue` show their words. `extra` names further keys to print behind the usual ones.
    """
    columns = (*FIELDS, "candidate", "repeats", *extra)
    rows = ([_cell(column, record.get(column)) for column in columns] for record in records)
    return "".join(map(csv_row, [columns, *rows] if header else rows))


def csv_row(cells: Sequence[Any]) -> str:
    """One line of a table (RFC 4180)."""
    stream = io.StringIO()
    csv.writer(stream).writerow(cells)
    return stream.getvalue()


def _cell(column: str, value: Any) -> Any:
    if value is None:
        return ""
    if value is True:
        return "true"
    if column == "parts":
        return "; ".join(f"{start}-{end}" for start, end in value)
    if isinstance(value, dict):
        return value.get("text") or value.get("name") or f"{value['start']}-{value['end']}"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value
