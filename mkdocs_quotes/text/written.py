"""Which words a short text has, as they are written."""

from __future__ import annotations


class Written:
    """The words of a short text as they are written, between blanks; taken apart only where that can't be seen."""

    __slots__ = ("_prose", "_words")

    def __init__(self, prose: str) -> None:
        self._prose = prose
        self._words: set[str] | None = None

    def __contains__(self, word: object) -> bool:
        if self._words is None:
            at = self._prose.find(str(word))
            if at < 0:
                return False
            if self._prose.find(f" {word} ", max(0, at - 1)) >= 0:
                return True
            self._words = set(self._prose.split())
        return word in self._words
