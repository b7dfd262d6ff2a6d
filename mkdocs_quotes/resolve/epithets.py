"""Whom a text means by what somebody is called: "the Iron Lady", "the Frenchman".

    Margaret Holm, known as the Iron Lady, … the Iron Lady said       what the text says that somebody is called
    The French cyclist Luc Perrin … the Frenchman said                the only one of a people
    Spain’s Pau Serra … the Spaniard said                             the same by the country

Where several are of that people, or nobody is, it is one of several or somebody without a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from mkdocs_quotes.attribute.word_classes import word_classes
from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.text.names import Name

from .clusters import MOST_RIVALS
from .entities import Cast, Entity
from .nicknames import merge

_KNOWN_AS = re.compile(
    r"(?:, (?:who (?:is|was) )?| (?:is|was|became) )(?:also |better |widely |once |long |often |sometimes |locally )?"
    r"(?:known|dubbed|nicknamed|called|christened|hailed|styled)(?: (?:by|to|in) [^,.;]{1,30})?(?: as)? the "
)
"""Between somebody's name and what they are called."""
_CALLED_FIRST = re.compile(
    r"(?:Dubbed|Known|Nicknamed|Called|Hailed|Christened)(?: (?:by|to|in) [^,.;]{1,30})?(?: as)? the $"
)
_UP_TO_NAME = re.compile(r"(?: (?:of|from) (?:the )?[\w’'-]+)?, (?:the )?$")
_LONGEST = 60
"""Characters of what stands between a name and what its bearer is called."""
_THE = re.compile(r"(?:\b[Tt]he|\b[Tt]he (?:young|old|veteran|former|exiled|\d\d-year-old)) $")
_STANDS_ALONE = re.compile(r"[.,;:!?”\"’)]|\s(\w+)|$")
_PEOPLE_BEFORE = re.compile(r"(?:[’']s?)? (?:[a-z\d][\w-]* ){0,4}(?:\([A-Z]{3}\) )?$")
_PEOPLE_BEHIND = re.compile(r"(?:, \d+,)? (?:of|from) (?:the )?$|,? \($|, (?:an?|the) (?:[a-z-]+ ){0,2}$")


def join_epithets(cast: Cast, prose: str, names: Sequence[Name], lexicon: Lexicon) -> None:
    """Let what somebody is called be one of their names."""
    _join_known_as(cast, prose, names)
    demonyms = lexicon.table("demonyms")
    called = [i for i, name in enumerate(names) if len(name.words) == 1 and name.words[0] in demonyms]
    if called:
        _join_peoples(cast, prose, names, called, demonyms, lexicon)


def _is_person(cast: Cast, number: int) -> bool:
    return number >= 0 and cast.entities[number].kind == "person" and not cast.entities[number].thing


def _join_known_as(cast: Cast, prose: str, names: Sequence[Name]) -> None:
    """ "Margaret Holm, known as the Iron Lady", "Dubbed the Butcher of Lorn, Ivo Rakic"."""
    into: dict[int, int] = {}
    for i in _pairs(prose, names):
        one, two = names[i], names[i + 1]
        if two.start - one.end > _LONGEST:
            continue
        between = prose[one.end : two.start]
        if _KNOWN_AS.fullmatch(between):
            who, what = cast.of_name[i], cast.of_name[i + 1]
        elif _CALLED_FIRST.search(prose, max(0, one.start - _LONGEST), one.start):
            last = i + 1
            if not _UP_TO_NAME.fullmatch(between):  # "the Butcher of Lorn, Ivo Rakic"
                last = i + 2
                if last == len(names) or prose[two.end : names[last].start] not in (", ", ", the "):
                    continue
            who, what = cast.of_name[last], cast.of_name[i]
        else:
            continue
        if what >= 0 and what not in into and _is_person(cast, who) and who != what:
            epithet = cast.entities[what]
            if epithet.kind != "person":
                continue
            if not epithet.full or epithet.thing or epithet.mentions <= cast.entities[who].mentions * 4:
                into[what] = who
    for what, who in into.items():
        merge(cast, what, who, [i for i, number in enumerate(cast.of_name) if number == what])


def _pairs(prose: str, names: Sequence[Name]) -> list[int]:
    """The names that stand before another with a word for calling beside them; found by that word, as few have one."""
    starts: list[int] = []
    found: set[int] = set()
    for word in _CALLING:
        at = prose.find(word)
        while at >= 0:
            starts = starts or [name.start for name in names]
            i = bisect_left(starts, at)
            found |= {i - 1, i}
            at = prose.find(word, at + 1)
    return sorted(i for i in found if 0 <= i < len(names) - 1)


_CALLING = ("nown ", "ubbed ", "icknamed ", "hristened ", "ailed ", "alled ", "tyled ")
"""Without the first letter, which may be a capital."""


def _join_peoples(
    cast: Cast, prose: str, names: Sequence[Name], called: Sequence[int], demonyms: Mapping[str, Sequence[str]],
    lexicon: Lexicon,
) -> None:  # fmt: skip
    """ "the Frenchman": the only one of whom the text tells that he is French."""
    alone = [i for i in called if _alone(prose, names[i], lexicon)]
    if not alone:
        return
    of = _peoples(cast, prose, names)
    taken = {cast.of_name[i] for i in alone}
    persons = [
        n for n, e in enumerate(cast.entities)
        if _is_person(cast, n) and (e.names and demonyms.keys().isdisjoint(e.names)) and n not in taken
    ]  # fmt: skip
    others = any(name.words[0] in demonyms for i, name in enumerate(names) if i not in alone and len(name.words) == 1)
    for i in alone:
        word = names[i].words[0]
        fits = list(dict.fromkeys(n for people in (word, *demonyms[word]) for n in of.get(people, ())))
        if not fits and not others and len(persons) == 1 and cast.entities[persons[0]].first < names[i].start:
            fits = persons
        cast.rivals.pop(i, None)
        if len(fits) == 1:
            cast.of_name[i] = fits[0]
        elif 1 < len(fits) <= MOST_RIVALS:
            cast.of_name[i] = -1
            cast.rivals[i] = tuple(fits)
        else:
            cast.of_name[i] = _somebody(cast, f"the {word}", names[i].start)


def _alone(prose: str, name: Name, lexicon: Lexicon) -> bool:
    """Whether a word for one of a people stands by itself: "the Italian said", and not "the Italian government"."""
    if not _THE.search(prose, max(0, name.start - 24), name.start):
        return False
    m = _STANDS_ALONE.match(prose, name.end)
    if m is None:
        return False
    known = word_classes(lexicon).known.get((m[1] or "").lower())
    return m[1] is None or (known is not None and known[0] in "VMFXerpcsatB")


def _peoples(cast: Cast, prose: str, names: Sequence[Name]) -> dict[str, list[int]]:
    """By the words for peoples and countries that stand beside their names: who is told to be of them."""
    of: dict[str, list[int]] = defaultdict(list)
    for i, number in enumerate(cast.of_name):
        if not _is_person(cast, number) or not (cast.entities[number].full or cast.entities[number].title):
            continue
        if i and _PEOPLE_BEFORE.fullmatch(prose[names[i - 1].end : names[i].start]):
            of[names[i - 1].text].append(number)
        if i + 1 < len(names) and _PEOPLE_BEHIND.fullmatch(prose[names[i].end : names[i + 1].start]):
            of[names[i + 1].text].append(number)
        first, _, rest = prose[max(0, names[i].start - 24) : names[i].start].rpartition(" ")
        if not rest and (people := first.rpartition(" ")[2]):  # "Belgian Wim Claes": no name of its own
            of[people].append(number)
        if names[i].role:  # "French President Luc Perrin"
            of[names[i].role.split()[0]].append(number)
    return of


def _somebody(cast: Cast, phrase: str, at: int) -> int:
    """One without a name, the same each time."""
    for number, entity in enumerate(cast.entities):
        if entity.kind == "unnamed" and phrase in entity.names:
            entity.mentions += 1
            return number
    entity = Entity(kind="unnamed", first=at, mentions=1)
    entity.names[phrase] += 1
    cast.entities.append(entity)
    return len(cast.entities) - 1
