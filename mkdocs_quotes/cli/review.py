"""Doubtful attributions as a corrections.yml to fill in."""

from __future__ import annotations

import json

from mkdocs_quotes.cli.formats import Places
from mkdocs_quotes.model import Analysis, Attribution, Quotation
from mkdocs_quotes.records import display_name, quotation_ids

HEAD = """\
# Quotations whose speaker is in doubt. Take the # away before a key and put it right:
#   speaker: a name (nothing behind the colon: nobody)    reject: true (no quotation at all)
#   disputed: true    note: words for the readers    reviewed: true (it is right as it is)
"""

_EXCERPT = 240
"""Characters that are shown of a quotation, and of the sentences before and behind it."""


def print_doubts(analysis: Analysis, source: str, below: float) -> list[str]:
    """An entry of corrections.yml for each quotation of a text for which nobody is named surely enough.

    What was found out stands in comments; an entry left as it is changes nothing.
    """
    places = Places(analysis.document.text)
    ids = quotation_ids(analysis, source)
    return [
        _entry(identity, quotation, analysis, f"{source}:{places.at(quotation.start)}")
        for identity, quotation in zip(ids, analysis.quotations, strict=True)
        if quotation.attribution.speaker is None or quotation.attribution.confidence < below
    ]


def _entry(identity: str, quotation: Quotation, analysis: Analysis, place: str) -> str:
    text = analysis.document.text
    start, end = quotation.context
    before = _short(text[start : quotation.start], tail=True)
    behind = _short(text[quotation.end : end])
    candidates = _candidates(quotation.attribution, analysis)
    best = json.dumps(candidates[0][0], ensure_ascii=False) if candidates else ""
    lines = [
        f'"{identity}":',
        f"# {_short(place)}",
        f"# … {before} »{_short(quotation.text)}« {behind} …",
        *(f"# candidate: {name} {weight:.2f}" for name, weight in candidates),
        f"# speaker: {best}".rstrip(),
    ]
    return "\n" + "\n  ".join(lines) + "\n"


def _candidates(attribution: Attribution, analysis: Analysis) -> list[tuple[str, float]]:
    """Names with their weight: whom it is given to, then the others weighed, the likeliest first."""
    weights: dict[str, float] = {}
    if attribution.speaker is not None:
        weights[_name(attribution.speaker, analysis)] = attribution.confidence
    for candidate in sorted(attribution.candidates, key=lambda c: -c.score):
        weights.setdefault(_name(candidate.speaker, analysis), candidate.score)
    return list(weights.items())


def _name(speaker: int, analysis: Analysis) -> str:
    return _short(display_name(analysis.speakers[speaker], analysis.speakers))


def _short(text: str, tail: bool = False) -> str:
    """Not too many words, on one line; what would break a line of YAML is replaced."""
    line = " ".join(text.split())
    words = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    if len(words) <= _EXCERPT:
        return words
    return words[-_EXCERPT:] if tail else words[:_EXCERPT]
