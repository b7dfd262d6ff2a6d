"""Doubtful attributions as a corrections.yml to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_quotes.cli.formats import Places
from mkdocs_quotes.index import Editing, SourceText, Statement, build_index
from mkdocs_quotes.index.evidence import Weighed, entry_head, evidence_of, quoted, unsettled
from mkdocs_quotes.index.prose import excerpt
from mkdocs_quotes.model import Analysis, Quotation

HEAD = """\
# Quotations whose speaker is in doubt, the most doubtful first. Take the # away before a key and put it right:
#   speaker: a name (nothing behind the colon: nobody)    reject: true (no quotation at all)
#   disputed: true    misattributed: a name    note: words for the readers    reviewed: true (right as it is)
# What stands in an entry without a # says which quotation it is for; leave it as it is.
"""

_EXCERPT = 240
"""Characters that are shown of a quotation, and of the sentences before and behind it."""


def print_doubts(texts: Sequence[SourceText], editing: Editing, below: float) -> str:
    """A corrections file of the quotations in doubt, the most doubtful first; what editors have settled is left out.

    It is the list that a build tells of. What was found out stands in comments; an entry left as it is changes nothing.
    """
    index = build_index(texts, editing)
    places = {text.name: Places(text.analysis.document.text) for text in texts}
    return HEAD + "".join(_entry(s, places[s.source.name]) for s in unsettled(index.statements, below))


def _entry(statement: Statement, places: Places) -> str:
    known = evidence_of(statement)
    place = f"{statement.source.name}:{places.at(statement.quotation.start)}"
    lines = [
        f"{_plain(place)}, confidence {known.confidence:.2f}: {known.why}",
        f"… {_shown(statement.source.analysis, statement.quotation)} …",
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
