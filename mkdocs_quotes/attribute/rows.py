"""A row of tokens, as patterns look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
class Row:
    """The tokens of one block, in parallel lists. Offsets in prose."""

    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    """Lower-case form, the lemma of a cue verb, the head noun of a description."""
    refs: Sequence[int]
    """Of a name: its index among the names; of a quotation: its index among the quoted; otherwise -1."""

    def beginning(self, most: int) -> Row:
        """The first tokens, at most so many."""
        if len(self.codes) <= most:
            return self
        cut = slice(0, most)
        return Row(self.codes[cut], self.starts[cut], self.ends[cut], self.words[cut], self.refs[cut])


EMPTY = Row("", (), (), (), ())
