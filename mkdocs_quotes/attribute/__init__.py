"""Attribute quotations to the words near them that name their speakers."""

from __future__ import annotations

from collections.abc import Sequence

from ..lang import Lexicon
from ..model import Document, Quoted
from ..text.names import Name
from .candidates import Sites, chattiness, is_run_in
from .local import Local, Near, attribute_locally
from .scorer import Scorer, load_scorer, softmax
from .tokens import Reader

__all__ = [
    "Local",
    "Near",
    "Scorer",
    "attribute_quotations",
    "chattiness",
    "is_run_in",
    "load_scorer",
    "softmax",
]


def attribute_quotations(
    document: Document, quoted: Sequence[Quoted], names: Sequence[Name], lexicon: Lexicon, scorer: Scorer
) -> list[Local]:
    """For every outermost quotation that is speech, in order, what the words around it say of its speaker."""
    sites = Sites(document, Reader(document.prose, names, quoted, lexicon), quoted)
    out = []
    for i, q in enumerate(quoted):
        if q.depth == 0 and q.verdict == "speech":
            labelled = q.label is not None or q.kind == "turn"
            out.append(Local(i, None, 1.0, ()) if labelled else attribute_locally(sites, i, q, scorer))
    return out
