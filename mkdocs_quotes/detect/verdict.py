"""Is it speech? First the rules, for what the words around say plainly; then a classifier for the rest.

The classifier is linear: it adds up the weights of features, which are data of the language. Each has two, one for
reports and one for stories: a fragment of a sentence in marks is mostly a quotation there and seldom one here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache, reduce
from operator import add

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.text.letters import UPPER, is_wide

from .adjectives import Adjectives
from .context import Around
from .features import Facet, FeatureReader, spell
from .marks import DOUBLE, SINGLE
from .rules import Rules

SPEECH = "speech"
_THRESHOLDS = (0.58, 0.45)
"""How sure the classifier has to be in reports, where marks set off terms as well, and in stories."""
_UNTOLD = 0.47
"""The same, where a text is too short to tell which it is."""
_BY_RULE = 0.05
_REMEMBERED = 1 << 14
_USED = 0.7
"""For a word that somebody is said to have used, and what somebody says in brackets."""
_CITED = re.compile(rf"\s?(?:[—–―]|--?)\s?[{UPPER}][^.!?“”\"\n]{{2,80}}")
"""Behind words that fill a paragraph: a dash and a name."""
_UNKNOWN_LANGUAGE = 0.8
"""For marks and letters of languages whose words the rules and the classifier do not know."""


class _Worths(dict[Facet, float]):
    """What facets are worth: the sum of the weights of their features."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, facet: Facet) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        weights = self._weights
        worth = self[facet] = sum([weights[feature] for feature in spell(facet) if feature in weights])
        return worth


class Judge:
    """Gives quoted words their verdict, with the knowledge of a language."""

    def __init__(self, lexicon: Lexicon, weights: Mapping[str, tuple[float, float]] | None = None) -> None:
        self.rules = Rules(lexicon)
        self.adjectives = Adjectives(lexicon)
        self.reader = FeatureReader(lexicon)
        if weights is None:
            shipped = lexicon.table("speech_weights").items()
            weights = {feature: (float(both[0]), float(both[-1])) for feature, both in shipped if both}
        self._worths = tuple(_Worths({feature: both[mode] for feature, both in weights.items()}) for mode in (0, 1))
        """In reports, and in stories."""

    def verdict(self, a: Around) -> tuple[str, float]:
        """ "speech" or the reason why not, and how sure it is that these words are speech (0 to 1)."""
        if not a.tabled and (a.family not in (DOUBLE, SINGLE) or is_wide(a.words)):
            reason = self.rules.reason_elsewhere(a)
            return (SPEECH, _UNKNOWN_LANGUAGE) if reason is None else (reason, _BY_RULE)
        reason = self.rules.reason(a)
        if reason is not None:
            return reason, _BY_RULE
        if self.rules.is_used(a) or self.rules.is_aside(a):
            return SPEECH, _USED
        before = a.before.lower()
        if self.adjectives.judged(a, before):
            return SPEECH, _USED
        if self.adjectives.ironic(a, before):
            return "scare", _BY_RULE
        if a.opens_block and a.words[-1:] in ".!?" and _CITED.fullmatch(a.after) is not None:
            return SPEECH, _USED
        hint = self.rules.hint(a)
        probability = self.probability(a, hint)
        if probability >= (_THRESHOLDS[a.story] if a.facts else _UNTOLD):
            return SPEECH, probability
        if hint == "sign":
            return hint, probability
        if self.rules.title_shaped(a):
            return ("name" if hint == "noun" and a.words.count(" ") == 1 else "title"), probability
        return "scare", probability

    def probability(self, a: Around, hint: str | None) -> float:
        """How sure the classifier is of speech."""
        # Not `sum`, which adds up in another way from one version of Python to the next.
        score = reduce(add, map(self._worths[a.story].__getitem__, self.reader.facets(a, hint)), 0.0)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@lru_cache(maxsize=8)
def judge(lexicon: Lexicon) -> Judge:
    """The judge of a language."""
    return Judge(lexicon)
