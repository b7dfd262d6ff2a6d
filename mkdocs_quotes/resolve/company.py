"""Who stands beside whom: forms of names that a sentence holds together stand for different people.

A writer who says "Mr Emerson" and "George" in one breath means two; one who means the same man changes the
form from sentence to sentence. That tells father from son where the words alone would join them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.text.names import Name

_BREATH = 70
"""Names of one sentence that are further apart are not said in one breath."""
_NEAR = 150
"""Names of one paragraph that are no further apart stand near each other."""
_ENDS = re.compile(r"[.!?;:]\s|[“”\"]|\n\s*\n")
_PARAGRAPH = re.compile(r"\n\s*\n")
_BESIDE = re.compile(r",?\s(?:and|or|nor|with|to|than|for)\s$|^,\s$|^\s&\s$")
_IN_ONE_BREATH = 0.02
"""Of the rarer form's occurrences: so many in one breath with the other, and they are two people's. In novels
it was 0.03 and more for members of a family, 0.01 and less for the forms of one person's name."""
_NEAR_EACH_OTHER = 0.08
"""The same for forms near each other. Not for "Miss X", who becomes "Jane" from one sentence to the next."""
_OFTEN = 40
"""A form named so often must be met beside the other more than once: a vocative or a slip is no proof."""

Form = tuple[str, ...]
"""A name's words and the last title before them, for comparison."""


@lru_cache(maxsize=16)
def _relative(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands between two names of a family: ", his wife ", " and her late father "."""
    kin = "|".join(re.escape(w) for w in lexicon.table("kinship")) or "(?!)"
    return re.compile(rf",?\s(?:and\s)?(?:his|her|their)\s(?:\w+\s)?(?:{kin}),?\s$")


class Company:
    """Counts of forms, and of pairs of forms in one sentence."""

    def __init__(self, prose: str, names: Sequence[Name], forms: Sequence[Form], lexicon: Lexicon) -> None:
        self.counts = Counter(forms)
        self._breath: Counter[frozenset[Form]] = Counter()
        self._beside: set[frozenset[Form]] = set()
        relative = _relative(lexicon)
        self._near: Counter[frozenset[Form]] = Counter()
        for i, j in _neighbours(prose, names):
            if forms[i] == forms[j]:
                continue
            pair = frozenset((forms[i], forms[j]))
            self._near[pair] += 1
            start, end = names[i].end, names[j].start
            if end - start > _BREATH or _ENDS.search(prose, start, end):
                continue
            self._breath[pair] += 1
            gap = prose[start:end]
            if j == i + 1 and (_BESIDE.match(gap) or relative.match(gap)):
                self._beside.add(pair)

    def apart(self, one: Form, two: Form, near: bool = True) -> bool:
        """Whether two forms stand for two people. `near`: being near each other counts as well."""
        pair = frozenset((one, two))
        if not self._near[pair]:
            return False
        rarer = min(self.counts[one], self.counts[two])
        if pair in self._beside and rarer < _OFTEN:
            return True
        breath, around = self._breath[pair], self._near[pair]
        return (breath >= 2 and breath >= _IN_ONE_BREATH * rarer) or (
            near and around >= 2 and around >= _NEAR_EACH_OTHER * rarer
        )


def _neighbours(prose: str, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Pairs of names in one paragraph near each other."""
    for i, name in enumerate(names):
        for j in range(i + 1, min(i + 4, len(names))):
            start = names[j].start
            if start - name.end > _NEAR or _PARAGRAPH.search(prose, name.end, start):
                break
            yield i, j
