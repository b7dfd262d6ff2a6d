"""What stands around quoted words: the sentence before them, what follows, the place in the block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_quotes.model import Block
from mkdocs_quotes.text.letters import UPPER

from .marks import SINGLE

_REACH = 240
"""How far back a sentence is followed."""
HEAD = 400
"""How many characters of the quoted words are taken apart."""
_MARGIN = 12
"""How many characters may stand between quoted words and the edge of their block for them to touch it."""
_SENTENCE_END = re.compile(rf"[.!?…]['\"”’)\]]*\s+(?=['\"“‘(\[]*[{UPPER}0-9])")
_ABBREVIATION = re.compile(rf"(?:\b[{UPPER}][a-z]{{0,3}}|\b[{UPPER}](?:\.[{UPPER}])+|\be\.g|\bi\.e|\bvs|\bNo)\.$")
WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")


@lru_cache(maxsize=64)
def words_of(text: str) -> list[str]:
    """The words of a text, with what joins their parts. Several ask for those of one quotation: not to be changed."""
    return WORD.findall(text)


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
class Around:
    """Quoted words with their surroundings."""

    words: str
    spoken: list[str]
    """The words one by one; of a long stretch those at its beginning."""
    before: str
    """The sentence up to the mark, as it stands."""
    before_words: tuple[str, ...]
    """The words of `before`, in lower case."""
    after: str
    """What follows the closing mark, up to 90 characters, within the block."""
    family: str
    own: bool
    """Whether the mark is the one that the text speaks in."""
    opens_block: bool
    closes_block: bool
    closed: bool
    opened: bool
    follows_quoted: bool
    """Whether other quoted words end in the same sentence before these."""
    story: bool
    """Whether the text is a story rather than a report."""
    tabled: bool
    """Whether they stand in the first cell of a table's row, which names what the row is about."""
    facts: tuple[str, ...]
    """How the text quotes, as features."""


def around(
    prose: str, block: Block, span: tuple[int, int], outer: tuple[int, int], family: str, own: str,
    previous_end: int, opened: bool, closed: bool, story: bool, facts: tuple[str, ...],
) -> Around:  # fmt: skip
    """The surroundings of the words at `span`, whose marks stand at `outer`."""
    sentence = sentence_start(prose, max(block.start, outer[0] - _REACH), outer[0])
    before = prose[sentence : outer[0]]
    words = prose[span[0] : span[1]]
    return Around(
        words,
        WORD.findall(words if len(words) <= HEAD else words[:HEAD]),
        before,
        tuple(WORD.findall(before.lower())),
        prose[outer[1] : min(block.end, outer[1] + 90)],
        family,
        family == own or (family != SINGLE and own != SINGLE),
        opens_block(prose, block, outer[0]),
        block.end - outer[1] <= _MARGIN and not prose[outer[1] : block.end].strip(" \t.,;*_)"),
        closed,
        opened,
        previous_end > sentence,
        story,
        block.kind == "cell" and (block.label is None or block.label[0] >= block.start),
        facts,
    )


def opens_block(prose: str, block: Block, offset: int) -> bool:
    """Whether nothing but blanks, bullets and emphasis stands in a block before `offset`."""
    return offset - block.start <= _MARGIN and not prose[block.start : offset].strip(" \t\n*_-–—•>")


def sentence_start(prose: str, start: int, end: int) -> int:
    """Where the sentence that holds `end` starts, at `start` at the earliest."""
    for match in _SENTENCE_END.finditer(prose, start, end):
        if not _ABBREVIATION.search(prose, max(start, match.start() - 12), match.start() + 1):
            start = match.end()
    return start


def titled(words: list[str], small: frozenset[str]) -> bool:
    """Whether all words are capitalised as in a title, where `small` words need not be."""
    return all(not word[0].islower() for i, word in enumerate(words) if i == 0 or word.lower() not in small)
