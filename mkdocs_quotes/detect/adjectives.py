"""A word or two in marks that say how something is: somebody's judgement of it, or the writer's irony.

    Tadeusz Wilk found the plan “brave”.              what he thought of it
    He came back from his “fact-finding” trip.        irony, where nobody is reported
"""

from __future__ import annotations

from mkdocs_quotes.lang.lexicon import Lexicon

from .context import Around
from .phrases import Late, any_of

_LONGEST = 3
_LONGEST_IRONY = 2
_LED_BY = 2


class Adjectives:
    """The rules of a language for words that qualify something."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.table("rule_words")
        self._owners = frozenset(words.get("owners", ()))
        self._after = frozenset(words.get("whence", ()))
        self._cues = lexicon.forms("cue_verbs")
        self._hints = lexicon.words("report_hints")
        self._functions = {w for ws in lexicon.table("function_words").values() for w in ws}
        finds = any_of(words.get("finds", ()))
        self._finds_words = frozenset(words.get("finds", ()))
        self._found = Late(
            rf"\b{finds}\s(?:(?:the|this|that|his|her|their|its|our|my)\s(?:[\w’'-]+\s){{1,3}}?|(?:it|him|her|them|this|that)\s)"
            r"(?:(?:to be|simply|rather|too|quite|very)\s)?$"
        )
        self._noun = Late(r"\s([a-z]+)\b")

    def judged(self, a: Around, before: str) -> bool:
        """Whether somebody finds something to be as the words say; `before` is the sentence up to them."""
        return (
            0 < len(a.spoken) <= _LONGEST
            and a.spoken[0].islower()
            and not self._finds_words.isdisjoint(a.before_words)
            and not a.after.startswith(" ")
            and self._found.search(before) is not None
        )

    def ironic(self, a: Around, before: str) -> bool:
        """Whether the words qualify a noun of somebody's in a sentence that reports nothing."""
        if not (0 < len(a.spoken) <= _LONGEST_IRONY and a.spoken[0].islower() and a.before_words):
            return False
        if a.before_words[-1] not in self._owners or a.words[-1] in ".,!?" or len(a.before_words) < _LED_BY:
            return False
        if a.before_words[-2] not in self._after:  # "from his", but "expand his"
            return False
        noun = self._noun.match(a.after)
        return (
            noun is not None
            and noun[1] not in self._functions
            and self._cues.isdisjoint(a.before_words[:-3])
            and self._hints.isdisjoint(a.before_words)
        )
