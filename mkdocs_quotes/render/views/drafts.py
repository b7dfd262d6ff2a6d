"""What editors are shown of a text while the site is served: evidence, and lines for corrections.yml."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from mkdocs_quotes.index import Statement
from mkdocs_quotes.index.evidence import evidence_of

from ..escape import clean
from ..links import anchor

_SHORT = 60
"""Code points of a quotation that the list shows."""


def drafts(statements: Iterable[Statement], ids: Collection[str]) -> list[dict[str, Any]]:
    """The quotations that have their anchors among the `ids` of a page, for `_drafts.html`."""
    rows = []
    for statement in statements:
        if anchor(statement.id) not in ids:
            continue
        known = evidence_of(statement)
        words = " ".join(known.text.split())
        rows.append(
            {
                "id": f"draft-{statement.id}",
                "anchor": anchor(statement.id),
                "words": clean(words if len(words) <= _SHORT else words[:_SHORT] + "…"),
                "speaker": known.speaker and clean(known.speaker),
                "confidence": known.confidence,
                "why": known.why,
                "rule": known.rule,
                "cue": known.cue and clean(known.cue),
                "mention": known.mention and clean(known.mention),
                "candidates": known.candidates,
                "entry": clean(known.entry()),
            }
        )
    return rows
