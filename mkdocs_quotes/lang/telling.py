"""Tell the language of a text by its small words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from .lexicon import available, load

_LOOKED_AT = 1_500
"""So many characters from the start of a text are looked at."""
_PLAIN = (" the ", " The ", " and ", " said ")
"""A text with one of these is English: no other language is looked for, unless it is short of them …"""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_TIMES = 4
"""… and has so many times as many words of another language."""
_ENGLISH = "en"


def told_language(prose: str) -> str | None:
    """The code of the language whose small words a text has, None where that is English or cannot be told.

    English has the benefit of the doubt: names and foreign phrases in an English text must not sway it.
    """
    start = prose[:_LOOKED_AT]
    if any(word in start for word in _PLAIN):
        return None
    words = Counter(word if word.isascii() else word.lower() for word in _WORD.findall(start))
    languages = _languages()
    counts = Counter(
        {code: sum(words[w] for w in small if w in words) for code, small in languages.items()}
    )
    english = counts.pop(_ENGLISH, 0)
    if not english and not start.isascii() and any("\u3400" <= c <= "\u9fff" for c in start):
        return "ja" if any("\u3040" <= c <= "\u30ff" for c in start) else "zh"
    (best, most), *others = counts.most_common(2)
    if not most:
        return None
    # "was", "will" and "in" are German as well.
    english -= sum(words[w] for w in languages[_ENGLISH] & _shared(best) if w in words)
    if most <= english * _TIMES or (others and others[0][1] == most):
        return None
    return best


@cache
def _shared(code: str) -> frozenset[str]:
    """All words that hold a sentence together in a language, also those that English has as well."""
    return load(code).own_values("function_words")


@cache
def _languages() -> dict[str, frozenset[str]]:
    """The small words and verbs of speech of each language, those left out that are English as well."""
    english = load(_ENGLISH)
    known = english.words("common_words") | english.forms("cue_verbs")
    found = {_ENGLISH: english.words("small_words")}
    for code in available():
        own = load(code)
        if code != _ENGLISH and (small := own.own_words("small_words")):
            found[code] = small | (own.own_values("cue_verbs") - known)
    return found
