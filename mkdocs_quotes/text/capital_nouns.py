"""Tell names from nouns in a language that writes both with a capital, as German does.

There a capital says nothing. A word is a name where it is a known given name, has a title or a given name beside it, or
reports speech without an article; it is none where the text has an article before it anywhere, or where it ends as
only nouns do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mkdocs_quotes.lang import Lexicon

from .name_parts import name_rules
from .names import Name

_WORD_BEFORE = re.compile(r"(, )?\b(\w+)[ \n]+$")
_REACH = 24
"""No word before a name that tells anything is longer."""
_WORD_AFTER = re.compile(r"[ \n]+(\w+)(?:[ \n]+(\w+))?")
_OFTEN = 3
"""A word that stands so many times without an article, and once at the start of a sentence, is a name."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What a language knows of its words."""

    endings: tuple[str, ...]
    """Of nouns."""
    nouns: frozenset[str]
    """Frequent ones, in small letters."""
    given: frozenset[str]
    offices: frozenset[str]
    """Titles and nouns for people: by themselves they describe somebody, and name nobody."""
    articles: frozenset[str]
    """And other words before a noun: "ihre", "zum"."""
    says: frozenset[str]
    """Verbs of saying in all their forms."""
    no_objects: frozenset[str]
    """What follows a verb of saying that has its subject behind it: "rief er", "rief die Frau"."""


class _Seen(NamedTuple):
    """How often a text has each word …"""

    bare: Counter[str]
    """… without an article."""
    with_article: Counter[str]
    leading: frozenset[str]
    """Those that begin a sentence."""
    reporting: Counter[str]
    """… beside a verb of saying, as the one who says it."""
    surnames: frozenset[str]
    """Words behind a title or a given name."""


def without_nouns(prose: str, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The names among words with a capital; all of them where the language writes only names so."""
    known = _words(lexicon)
    if not known.endings:
        return names
    names = [_without_lead(known, prose, name) for name in names]
    seen = _look(known, prose, names)
    return [name for name in names if _is_label(prose, name) or _is_name(known, name, seen)]


def _is_label(prose: str, name: Name) -> bool:
    """Whether a colon behind it tells who speaks: "Vorsitzender: »Ja.«"."""
    return name.initial and prose.startswith(":", name.end)


def _without_lead(known: _Words, prose: str, name: Name) -> Name:
    """ "Als Hans", "Humor Andreas": a noun, or what opens a sentence, before a given name is no part of it."""
    words = name.words
    if len(words) < 2 or name.titles or name.kind != "person" or words[0].lower() in known.given:
        return name
    for at, word in enumerate(words[1:], 1):
        if word.lower() in known.given:
            start = prose.find(word, name.start + 1, name.end)
            return name._replace(start=start, words=words[at:], initial=False) if start > 0 else name
    return name


@lru_cache(maxsize=16)
def _words(lexicon: Lexicon) -> _Words:
    rules = name_rules(lexicon)
    articles = frozenset(lexicon.own_table("function_words").get("determiner", ())) | lexicon.words("contractions")
    pronouns = frozenset(word.lower() for word in lexicon.own_table("pronouns"))
    endings = tuple(sorted(lexicon.words("noun_endings")))
    offices = frozenset(rules.titles) | rules.role_words
    return _Words(
        endings,
        lexicon.own_words("common_words"),
        rules.given,
        offices,
        articles,
        rules.says,
        articles | pronouns | lexicon.own_words("indefinites"),
    )


def _look(known: _Words, prose: str, names: Sequence[Name]) -> _Seen:
    bare: Counter[str] = Counter()
    with_article: Counter[str] = Counter()
    reporting: Counter[str] = Counter()
    surnames: set[str] = set()
    leading = {name.words[-1] for name in names if name.initial}
    for name in names:
        words = name.words
        sure = bool(name.titles) or (len(words) > 1 and words[0].lower() in known.given)
        if sure:
            surnames.update(word for word in words if word not in known.offices)
        before = _WORD_BEFORE.search(prose, max(0, name.start - _REACH), name.start)
        # Behind a comma it is a relative: "die Noten, die Anna nahm".
        article = before is not None and not before[1] and before[2].lower() in known.articles
        if article and not sure:
            # "die Allgemeine Heiterkeit": the last word is the noun.
            with_article[words[-1]] += 1
        elif not article:
            bare[words[-1]] += 1
            if _reports(known, prose, name, before[2] if before else ""):
                reporting[words[-1]] += 1
    return _Seen(bare, with_article, frozenset(leading), reporting, frozenset(surnames))


def _reports(known: _Words, prose: str, name: Name, before: str) -> bool:
    """Whether it says something: "rief Anna", "Anna rief:", but not "voller Angst rief er", "vor Angst rief Anna"."""
    if before in known.says:
        return True
    after = _WORD_AFTER.match(prose, name.end)
    if after is None or after[1] not in known.says:
        return False
    following = after[2] or ""
    return not (following[:1].isupper() or following in known.no_objects)


def _is_name(known: _Words, name: Name, seen: _Seen) -> bool:
    words = name.words
    if name.titles or name.kind == "organisation" or name.words[0].startswith("@"):
        return True
    last = words[-1]
    frequent = last.lower() in known.nouns
    by_itself = frequent or last.endswith(known.endings)
    is_noun = by_itself or seen.with_article[last] > min(seen.reporting[last], seen.bare[last] - 1)
    if len(words) > 1:
        return words[0].lower() in known.given or (last in seen.surnames) or not (is_noun or _is_tied(words))
    owner = last.removesuffix("s")
    if frequent or last in known.offices:
        return False
    if last in seen.surnames or owner in seen.surnames:
        return True
    if last.lower() in known.given or owner.lower() in known.given:
        # "Rose", "Ernst" and others are nouns as well.
        return seen.with_article[last] <= seen.bare[last]
    if is_noun:
        return False
    return seen.reporting[last] > 0 or (seen.bare[last] >= _OFTEN and last in seen.leading)


def _is_tied(words: Sequence[str]) -> bool:
    """Whether a small word stands within: "Blut zu Kopfe"."""
    return any(word.islower() for word in words)
