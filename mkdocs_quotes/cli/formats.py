"""How records are printed: JSON lines, one JSON array, CSV, or lines for people."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass

from mkdocs_quotes.model import Analysis, Attribution
from mkdocs_quotes.records import Record, display_name, quotation_ids, to_csv, to_records

_UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Format:
    """What stands around and between printed records."""

    head: str = ""
    between: str = ""
    tail: str = ""


FORMATS = {
    "jsonl": Format(),
    "json": Format("[\n", ",\n", "\n]\n"),
    "csv": Format(to_csv([])),
    "text": Format(),
}


def print_quotations(
    analysis: Analysis, source: str, *, format: str, min_confidence: float, explain: bool
) -> list[str]:
    """The quotations of one text, each as `format` prints it; with `explain` also why it is given to whom."""
    records = to_records(analysis, source, min_confidence=min_confidence)
    if format == "csv":
        return [to_csv([record], header=False) for record in records]
    attributions: dict[str, Attribution] = {}
    if explain:
        found = [q.attribution for q in analysis.quotations]
        attributions = dict(zip(quotation_ids(analysis, source), found, strict=True))
    if format == "text":
        places = Places(analysis.document.text)
        return [
            _for_people(
                record, places, _reasons(attributions[record["id"]], analysis, places) if explain else []
            )
            for record in records
        ]
    if explain:
        for record in records:
            record["evidence"] = _evidence(attributions[record["id"]], analysis)
    end = "\n" if format == "jsonl" else ""
    return [to_json(record) + end for record in records]


def to_json(value: object) -> str:
    """JSON on one line that any reader of lines and any encoder takes: lone surrogates are escaped."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


class Places:
    """Lines and columns of a text, both counted from 1; a column is a code point."""

    def __init__(self, text: str) -> None:
        self._begins = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def at(self, offset: int) -> str:
        """The place of an offset, as "line:column"."""
        line = bisect_right(self._begins, offset)
        return f"{line}:{offset - self._begins[line - 1] + 1}"


def _for_people(record: Record, places: Places, reasons: list[str]) -> str:
    speaker = record["speaker"]
    if speaker is None:
        guess = record.get("candidate")
        speaker = f"? (perhaps {guess})" if guess else "?"
    words = " ".join(record["text"].split())
    lines = [f"{record['source']}:{places.at(record['start'])}: {speaker}: “{words}”", *reasons]
    return "\n    ".join(lines) + "\n"


def _reasons(attribution: Attribution, analysis: Analysis, places: Places) -> list[str]:
    """The evidence in words, a line each."""
    lines = [f"rule {attribution.rule}, confidence {attribution.confidence:.2f}"]
    for what, found in (("cue", attribution.cue), ("mention", attribution.mention)):
        if found is not None:
            lines.append(f"{what} “{' '.join(found.text.split())}” at {places.at(found.start)}")
    for candidate in sorted(attribution.candidates, key=lambda c: -c.score):
        name = display_name(analysis.speakers[candidate.speaker], analysis.speakers)
        because = f" ({', '.join(candidate.reasons)})" if candidate.reasons else ""
        lines.append(f"candidate {name} {candidate.score:.2f}{because}")
    return lines


def _evidence(attribution: Attribution, analysis: Analysis) -> dict[str, object]:
    """The evidence as data: what the record says, also where nobody was named for want of confidence."""
    cue, mention = attribution.cue, attribution.mention
    return {
        "rule": attribution.rule,
        "confidence": round(attribution.confidence, 3),
        "cue": cue and {"start": cue.start, "end": cue.end, "text": cue.text},
        "mention": mention
        and {"start": mention.start, "end": mention.end, "text": mention.text, "kind": mention.kind},
        "candidates": [
            {
                "speaker": display_name(analysis.speakers[candidate.speaker], analysis.speakers),
                "score": round(candidate.score, 3),
                "reasons": list(candidate.reasons),
            }
            for candidate in sorted(attribution.candidates, key=lambda c: -c.score)
        ],
    }
