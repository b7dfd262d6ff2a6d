"""Words in marks in the cells of a table: the heads of its columns tell what they are, and who says them.

    | What they said          | Who        |       | Term | Meaning      |
    |-------------------------|------------|       |------|--------------|
    | “Colder than the last.” | Ragna Eide |       | wad  | “a mud flat” |
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Block, Document, Quoted, Span

_ROUND = 3
"""So many characters of a cell may stand beside the words in marks."""
_NAME = re.compile(r"@?[^\W\d_a-z][^\d?!:;“”\"]{0,60}|@\w+")
"""What may name a speaker: it begins with a capital, holds no figures and is no question."""
_MOST_CELLS = 40
"""Of a row this many cells are looked at, on either side."""


class Tables:
    """What the heads of a text's tables tell of their cells."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._prose = document.prose
        self._blocks = document.blocks
        kinds = lexicon.table("table_heads")
        self._kinds = {head: kind for kind, heads in kinds.items() for head in heads}

    def kind(self, block: Block) -> str | None:
        """What a cell's column holds by its head: "said", "who", "unsaid"; None where that tells nothing."""
        if block.head is None:
            return None
        head = " ".join(self._prose[slice(*block.head)].lower().split()).strip("*_:")
        return self._kinds.get(head) or self._kinds.get(head.rpartition(" ")[2])

    def verdict(self, quoted: Quoted) -> bool | None:
        """Whether the words that fill a cell are speech, None where its column's head does not tell."""
        block = self._blocks[quoted.block]
        if block.head is None or quoted.depth > 0:
            return None
        kind = self.kind(block)
        return False if kind == "unsaid" else True if kind == "said" and self._fills(quoted, block) else None

    def _fills(self, quoted: Quoted, block: Block) -> bool:
        return quoted.outer_start - block.start + block.end - quoted.outer_end <= _ROUND

    def speaker(self, quoted: Quoted) -> Span | None:
        """The words of the cell that tells who says the words that fill another one, None where none does."""
        block = self._blocks[quoted.block]
        if block.head is None or not self._fills(quoted, block):
            return None
        others = [cell for cell in self._row(quoted.block) if cell is not block]
        named = [cell for cell in others if self.kind(cell) == "who"]
        if not named and self.kind(block) == "said":
            named = [cell for cell in others[:1] if self.kind(cell) is None]
        if not named:
            return None
        start = named[0].start
        name = self._prose[start : named[0].end].partition(",")[0]
        return (start, start + len(name)) if _NAME.fullmatch(name) else None

    def _row(self, number: int) -> Sequence[Block]:
        """The cells of the row that a cell stands in."""
        blocks = self._blocks
        own = blocks[number]
        first = own.label or (own.start, own.end)
        near = blocks[max(0, number - _MOST_CELLS) : number + _MOST_CELLS]
        return [cell for cell in near if cell.kind == "cell" and (cell.label or (cell.start, cell.end)) == first]
