"""Who stands beside whom: forms of names that a sentence holds together stand for different people.

A writer who says "Mr Emerson" and "George" in one breath means two; one who means the same man changes the
form from sentence to sentence. That tells father from son where the words alone would join them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.text.names import Name

_BREATH = 70
"""Names of one sentence that are further apart are not said in one breath."""
_NEAR = 150
"""Names of one paragraph that are no further apart stand near each other."""
_NEXT = 3
"""Only so many names from one on are looked at for company."""
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

_AND = (" and ", " & ")

Form = tuple[str, ...]
"""A name's words and the last title before them, for comparison."""


@lru_cache(maxsize=16)
def _relative(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands between two names of a family: ", his wife ", " and her late father "."""
    kin = "|".join(re.escape(w) for w in lexicon.table("kinship")) or "(?!)"
    return re.compile(rf",?\s(?:and\s)?(?:his|her|their)\s(?:\w+\s)?(?:{kin}),?\s$")


class _Together(NamedTuple):
    """How often two forms stand near each other, and how often in one breath; whether side by side somewhere."""

    near: int
    breath: int
    beside: bool


class Company:
    """Counts of forms, and of pairs of forms in one sentence. A pair is counted when it is asked for."""

    def __init__(self, prose: str, names: Sequence[Name], forms: Sequence[Form], lexicon: Lexicon) -> None:
        self.counts = Counter(forms)
        self._prose = prose
        self._names = names
        self._forms = forms
        self._relative = _relative(lexicon)
        self._pairs: dict[frozenset[Form], _Together] = {}
        self._places: dict[Form, list[int]] = {}

    def apart(self, one: Form, two: Form, near: bool = True) -> bool:
        """Whether two forms stand for two people. `near`: being near each other counts as well."""
        if one == two or one not in self.counts or two not in self.counts:
            return False
        pair = frozenset((one, two))
        found = self._pairs.get(pair)
        if found is None:
            found = self._pairs[pair] = self._together(one, two)
        if not found.near:
            return False
        rarer = min(self.counts[one], self.counts[two])
        if found.beside and rarer < _OFTEN:
            return True
        return (found.breath >= 2 and found.breath >= _IN_ONE_BREATH * rarer) or (
            near and found.near >= 2 and found.near >= _NEAR_EACH_OTHER * rarer
        )

    def _together(self, one: Form, two: Form) -> _Together:
        if not self._places:
            for i, form in enumerate(self._forms):
                self._places.setdefault(form, []).append(i)
        rare, often = sorted((self._places[one], self._places[two]), key=len)
        near = breath = 0
        beside = False
        for i in rare:
            k = bisect_left(often, i - _NEXT)
            while k < len(often) and (j := often[k]) <= i + _NEXT:
                first, second = (i, j) if i < j else (j, i)
                start, end = self._names[first].end, self._names[second].start
                k += 1
                if end - start > _NEAR or _PARAGRAPH.search(self._prose, start, end):
                    continue
                near += 1
                if end - start > _BREATH or _ENDS.search(self._prose, start, end):
                    continue
                breath += 1
                if second == first + 1 and not beside:
                    gap = self._prose[start:end]
                    beside = bool(_BESIDE.match(gap) or self._relative.match(gap))
        return _Together(near, breath, beside)


def shared_surnames(prose: str, names: Sequence[Name], words: Sequence[Form], lexicon: Lexicon) -> dict[int, str]:
    """Given names that have their surname behind "and", "Leo" of "Leo and Max Adler", with that name as written.

    Only where the text has no other surname for the given name, which stands alone there for the first time.
    """
    found: dict[int, str] = {}
    seen: set[str] = set()
    known: set[str] | None = None
    for i, name in enumerate(names[:-1]):
        if len(words[i]) != 1 or name.kind != "person" or words[i][0] in seen:
            continue
        word = words[i][0]
        seen.add(word)
        behind = names[i + 1]
        pair = len(words[i + 1]) == 2 and behind.kind == "person" and not (name.titles or behind.titles)
        if name.role and not name.role.endswith("s"):
            continue  # "Councillor Leo", but "Twins Leo and Max Adler"
        if not pair or prose[name.end : behind.start] not in _AND or prose.endswith(_AND, 0, name.start):
            continue
        if not all(_is_given(w, lexicon) for w in (word, words[i + 1][0])):
            continue
        if known is None:
            known = {part for form in words if len(form) > 1 for part in (form[0], form[-1])}
        if word not in known:
            found[i] = behind.words[-1]
    return found


def _is_given(word: str, lexicon: Lexicon) -> bool:
    return any(word in lexicon.words(f"given_names_{gender}") for gender in "mfu")
