"""Keeps account of the editors' entries: which of them found what they are about, and what to say of the others."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_quotes.model import Quotation
from mkdocs_quotes.records import normal_words

from .additions import Found, shortened
from .editors import Addition, Correction, Editing
from .entries import nearest
from .identity import Identities, no_text
from .names import normal_name
from .types import SourceText

_ALIKE = 0.6
"""How much of the words must be the same for a quotation to be offered in place of one that is gone."""
_CUT = "…"


@dataclass(frozen=True, slots=True)
class _Known:
    """A quotation that there is."""

    id: str
    source: SourceText
    text: str

    def __str__(self) -> str:
        return f"{self.id}: {shortened(self.text)!r} ({self.source.name})"


class Ledger:
    """Hands out corrections and additions, and remembers what became of them."""

    def __init__(self, editing: Editing, sources: Sequence[SourceText]) -> None:
        self._editing = editing
        self._sources = sources
        self._names = {name for source in sources for name in source.names}
        self._corrections = {correction.id: correction for correction in editing.corrections}
        self._additions: defaultdict[str, list[Addition]] = defaultdict(list)
        for addition in editing.additions:
            self._additions[addition.source].append(addition)
        self._used: set[str] = set()
        self._known: list[_Known] = []
        self._new: list[tuple[str, int]] = []
        self._problems: list[tuple[int, str]] = []
        """Of corrections.yml: line and complaint."""

    def correction(self, identity: str, quotation: Quotation, source: SourceText) -> Correction | None:
        """What editors say of a quotation, unless they mean another one."""
        self._known.append(_Known(identity, source, quotation.text))
        correction = self._corrections.get(identity)
        if correction is None:
            return None
        self._used.add(identity)
        if correction.source is not None and correction.source not in source.names:
            self.add(correction.line, f"{identity!r} stands in {source.name}, not in {correction.source!r}")
            return None
        if correction.text is not None and not _same_words(correction.text, quotation.text):
            words = shortened(quotation.text)
            self.add(correction.line, f"{identity!r} is {words!r}, not the words that the entry is for")
            return None
        return correction

    def additions(self, source: SourceText) -> list[Addition]:
        """The quotations that editors add to a text, in the order of the file."""
        if not self._additions:
            return []
        found = [addition for name in source.names for addition in self._additions.get(name, ())]
        return sorted(found, key=lambda addition: addition.line)

    def note(self, found: Found, source: SourceText) -> None:
        """Remember what became of an addition."""
        if found.problem:
            self.add(found.addition.line, f"add: {found.problem}")

    def new_name(self, name: str, line: int) -> None:
        """Note somebody whom no text and no entry of speakers.yml knows."""
        self._new.append((name, line))

    def add(self, line: int, problem: str) -> None:
        """Note what is wrong with an entry of corrections.yml."""
        self._problems.append((line, problem))

    def unmatched(self, identities: Identities, names: Sequence[str]) -> Iterator[str]:
        """One line for each entry that fits nothing, speakers.yml first; `names` are those of the texts."""
        for line, problem in sorted(identities.unmatched(names, self._sources)):
            yield f"{self._editing.speakers_file}, line {line}: {problem}"
        problems = list(self._problems)
        for correction in self._editing.corrections:
            if correction.id not in self._used:
                problems.append((correction.line, self._gone(correction)))
        for name, additions in self._additions.items():
            if name not in self._names:
                problems += [(addition.line, f"add: {no_text(name, self._names)}") for addition in additions]
        for line, problem in sorted(problems):
            yield f"{self._editing.corrections_file}, line {line}: {problem}"

    def hints(self, names: Sequence[str]) -> Iterator[str]:
        """One line for each name of corrections.yml that is nearly, but not quite, one that is known."""
        known = dict.fromkeys([*names, *(entry.name for entry in self._editing.speakers)])
        for name, line in self._new:
            others = tuple(other for other in known if normal_name(other) != normal_name(name))
            if near := nearest(name, others, cutoff=0.85):
                file = self._editing.corrections_file
                yield f"{file}, line {line}: {name!r} is new; did you mean {near!r}?"

    def _gone(self, correction: Correction) -> str:
        gone = f"no quotation has the id {correction.id!r}"
        near = self._nearest(correction)
        if near:
            return f"{gone}; did you mean {near}?"
        if correction.source is not None and correction.source not in self._names:
            return f"{gone}: {no_text(correction.source, self._names)}"
        return gone

    def _nearest(self, correction: Correction) -> _Known | None:
        """The quotation that an entry may have been for: by its words, in its text first, or else by its id."""
        if correction.text:
            wanted = normal_words(correction.text.removesuffix(_CUT))
            own = [known for known in self._known if correction.source in known.source.names]
            exact = [k for k in own or self._known if _same_words(correction.text, k.text)]
            if exact:
                return exact[0]
            words = {self._cut(known.text, wanted, correction.text): known for known in reversed(own)}
            if found := difflib.get_close_matches(wanted, words, n=1, cutoff=_ALIKE):
                return words[found[0]]
        slips = [k for k in self._known if sum(a != b for a, b in zip(k.id, correction.id, strict=True)) == 1]
        return slips[0] if len(slips) == 1 else None

    @staticmethod
    def _cut(text: str, wanted: str, given: str) -> str:
        """The words of a quotation, as far as the entry gives them."""
        words = normal_words(text)
        return words[: len(wanted)] if given.endswith(_CUT) else words


def _same_words(given: str, text: str) -> bool:
    """Whether an entry's words are those of a quotation, or their beginning where they are cut short."""
    beginning = normal_words(given.removesuffix(_CUT)) if given.endswith(_CUT) else ""
    return normal_words(given) == normal_words(text) or bool(beginning and normal_words(text).startswith(beginning))
