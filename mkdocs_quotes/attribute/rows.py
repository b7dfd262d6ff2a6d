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


def with_descriptions(row: Row, phrases: Sequence[tuple[int, int]]) -> Row:
    """The row with each of these phrases, first and last token in order, as one description of its last word."""
    codes, starts, ends, words, refs = row.codes, list(row.starts), list(row.ends), list(row.words), list(row.refs)
    for first, last in reversed(phrases):
        codes = f"{codes[:first]}D{codes[last + 1 :]}"
        ends[first], words[first] = ends[last], words[last]
        for column in (starts, ends, words, refs):
            del column[first + 1 : last + 1]
    return Row(codes, starts, ends, words, refs)
