"""From raw bytes or str to a `Document`."""

from __future__ import annotations

import re

from ..model import Block, Document


def read_text(text: str, format: str = "txt") -> Document:
    """TEMPORARY: paragraphs only."""
    blocks = tuple(Block(m.start(), m.end()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text))
    return Document(text=text, prose=text, blocks=blocks, format=format)
