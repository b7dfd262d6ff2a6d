"""Doubtful attributions as a corrections.yml to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_quotes.cli.formats import Places
from mkdocs_quotes.index import read_editing
from mkdocs_quotes.index.evidence import Evidence, Weighed, doubt_order, entry_head, evidence, is_doubtful, quoted
from mkdocs_quotes.index.prose import excerpt
from mkdocs_quotes.model import Analysis, Quotation
from mkdocs_quotes.read import decode
from mkdocs_quotes.records import quotation_ids

HEAD = """\
# Quotations whose speaker is in doubt, the most doubtful first. Take the # away before a key and put it right:
#   speaker: a name (nothing behind the colon: nobody)    reject: true (no quotation at all)
#   disputed: true    misattributed: a name    note: words for the readers    reviewed: true (right as it is)
# What stands in an entry without a # says which quotation it is for; leave it as it is.
"""

_EXCERPT = 240
"""Characters that are shown of a quotation, and of the sentences before and behind it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A quotation to be looked at."""

    id: str
    order: float
    """Less for more doubt."""
    printed: str
    """Its entry."""


def find_doubts(analysis: Analysis, source: str, below: float) -> tuple[Doubt, ...]:
    """The quotations of a text for which nobody is named surely enough, in the text's order."""
    places = Places(analysis.document.text)
    found = []
    for identity, quotation in zip(quotation_ids(analysis, source), analysis.quotations, strict=True):
        if is_doubtful(quotation.attribution, below):
            known = evidence(quotation, analysis, identity, source)
            place = f"{source}:{places.at(quotation.start)}"
            printed = _entry(known, _shown(analysis, quotation), place)
            found.append(Doubt(identity, doubt_order(quotation.attribution), printed))
    return tuple(found)


def print_doubts(doubts: list[Doubt], settled: frozenset[str]) -> str:
    """A corrections file, the most doubtful first, without those that are settled.

    What was found out stands in comments; an entry left as it is changes nothing.
    """
    # The sort is stable: of the same doubt, the order is that of the texts.
    open_ones = sorted((doubt for doubt in doubts if doubt.id not in settled), key=lambda doubt: doubt.order)
    return HEAD + "".join(doubt.printed for doubt in open_ones)


def read_settled(path: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """Ids of the quotations that a corrections file says something of, and what is wrong with the file.

    Raises OSError where it cannot be read, and `UnreadableText` where it is no text.
    """
    text, warnings = decode(path.read_bytes())
    editing = read_editing(None, text, corrections_file=path.name)
    warnings = tuple(f"{path.name}: {warning}" for warning in warnings)
    settled = frozenset(correction.id for correction in editing.corrections if correction.settles)
    return settled, (*warnings, *editing.errors)


def _entry(known: Evidence, shown: str, place: str) -> str:
    lines = [
        f"{_plain(place)}, confidence {known.confidence:.2f}: {known.why}",
        f"… {shown} …",
        *(line for weighed in known.candidates for line in _candidate(weighed)),
    ]
    best = known.speaker or (known.candidates[0].name if known.candidates else "")
    lines.append(f"speaker: {quoted(best)}".rstrip())
    return "\n" + entry_head(known.id, known.source, known.text) + "".join(f"  # {line}\n" for line in lines)


def _candidate(weighed: Weighed) -> Iterator[str]:
    yield f"candidate: {_plain(weighed.name)} {weighed.probability:.2f}"
    for word, reasons in (("for", weighed.speaks_for), ("against", weighed.speaks_against)):
        if reasons:
            yield f"  {word}: {'; '.join(reasons)}"


def _shown(analysis: Analysis, quotation: Quotation) -> str:
    """The sentences around a quotation, its words between "»" and "«"."""
    pieces = excerpt(analysis.document, quotation)
    shown = []
    for index, piece in enumerate(pieces):
        words = _plain(piece.text)
        if piece.quoted:
            shown.append(f"»{words if len(words) <= _EXCERPT else words[:_EXCERPT] + '…'}«")
        else:
            shown.append(words if len(words) <= _EXCERPT else words[:_EXCERPT] if index else words[-_EXCERPT:])
    return " ".join(shown)


def _plain(text: str) -> str:
    """Words on one line; what would break a line of YAML is replaced."""
    line = " ".join(text.split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
