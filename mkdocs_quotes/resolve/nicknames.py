"""Join the short forms of given names to their bearers: "Jim Vane" is James Vane, "Lizzy" is Elizabeth.

The table alone proves nothing: Tom may be the son of Thomas. Two things tell that a short form is no other person's:
the surname with both, one of them seldom; or that the form is what people call each other, the name in full what the
narration has, so that the two hardly ever meet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.model import Quoted
from mkdocs_quotes.text.names import Name

from .entities import Cast, Entity
from .titles import BY_GIVEN

_SELDOM = 5
"""Two full names that both stand more often than this are two people's (Tom and Thomas Gray, son and father)."""
_SPOKEN = 0.7
"""What people call each other stands in quotations to this share at least …"""
_TOLD = 0.5
"""… and the name in the narration to this share at most."""
_FAR_MORE = 4
"""Of several bearers of the name in full, the one named so many times as often as the next."""
_KIN = frozenset({"Uncle", "Aunt", "Auntie", "Cousin", "Father", "Mother", "Grandma", "Grandpa", "Granny"})
"""One called so is no child: "Uncle John" is not Johnnie."""
_LEAST = 3
"""Letters that a given name is cut down to at the shortest."""
_BREATH = 70
"""Names of one sentence that are no further apart than this are said in one breath, and stand for two people."""
_SLIP = 0.02
"""Of the rarer one's mentions, so few in one breath with the other are slips."""
_ENDS = re.compile(r"[.!?;:]\s|[“”\"]|\n\s*\n")


def join_nicknames(cast: Cast, prose: str, names: Sequence[Name], quoted: Sequence[Quoted], lexicon: Lexicon) -> None:
    """Let entities that a short form made go up in those who bear the name in full."""
    related = _related(lexicon)
    by_given: dict[str, list[int]] = defaultdict(list)
    for number, entity in enumerate(cast.entities):
        if (given := _given(entity)) in related and entity.kind == "person" and not entity.thing:
            by_given[given].append(number)
    pairs = [
        (one, two)
        for given, numbers in by_given.items()
        for one in numbers
        for other in sorted(related[given])
        for two in by_given.get(other, ())
        if _compatible(cast.entities[one], cast.entities[two])
    ]
    cut = list(_cut_short(cast))
    if not pairs and not cut:
        return
    places: dict[int, list[int]] = defaultdict(list)
    inside = {number for pair in (*pairs, *cut) for number in pair}
    for i, number in enumerate(cast.of_name):
        if number in inside:
            places[number].append(i)
    spoken = _spoken(names, quoted, places)
    into: dict[int, int] = {}
    for one, two in (*_choices(cast, pairs, spoken), *(c for c in cut if _is_called(c, spoken))):
        if one not in into and two not in into and not _together(prose, names, places[one], places[two]):
            into[one] = two
    for one, two in into.items():
        merge(cast, one, two, places[one])


@lru_cache(maxsize=16)
def _related(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """For each given name those that may stand for the same person: its short forms, what it is short for."""
    related: dict[str, set[str]] = defaultdict(set)
    for full, short in lexicon.table("nicknames").items():
        for form in short:
            related[form].add(full)
            related[full].add(form)
    return {name: frozenset(others) for name, others in related.items()}


def _cut_short(cast: Cast) -> Iterator[tuple[int, int]]:
    """Lone words that begin the given name of one person, "Ottie" that of Ottavia: (one, the other)."""
    begins: dict[str, list[tuple[str, int]]] = defaultdict(list)
    lone: list[tuple[str, int]] = []
    for number, entity in enumerate(cast.entities):
        if entity.kind != "person" or entity.thing or entity.pinned:
            continue
        if len(entity.names) == 1 and entity.mentions <= _SELDOM and not entity.titles and not entity.full:
            lone.append((entity.given or entity.surname, number))
        if len(entity.given) > _LEAST:
            begins[entity.given[:_LEAST]].append((entity.given, number))
    for word, one in lone:
        stem = word[:-2] if word.endswith("ie") and len(word) >= _LEAST + 2 else word
        if len(stem) < _LEAST:
            continue
        fits = [
            n for given, n in begins.get(stem[:_LEAST], ())
            if n != one and given != stem and given.startswith(stem)
            and _compatible(cast.entities[one], cast.entities[n])
        ]  # fmt: skip
        if len(fits) == 1 and cast.entities[fits[0]].mentions > cast.entities[one].mentions:
            yield one, fits[0]


def _is_called(pair: tuple[int, int], spoken: Mapping[int, float]) -> bool:
    """Whether the first is what people call each other, and the second a name that the narration has."""
    return spoken.get(pair[0], 0.0) >= _SPOKEN and spoken.get(pair[1], 1.0) <= _TOLD


def _given(entity: Entity) -> str:
    """The given name, also of one whom the text calls "Lord Henry" throughout."""
    return entity.given or (entity.surname if entity.title in BY_GIVEN else "")


def _compatible(one: Entity, two: Entity) -> bool:
    """Whether nothing that the names themselves tell keeps two entities apart."""
    if "?" not in (one.gender, two.gender) and one.gender != two.gender:
        return False
    if one.title != two.title and not _KIN.isdisjoint({one.title, two.title}):
        return False
    surnames = {e.surname for e in (one, two) if e.given and e.surname}
    return len(surnames) < 2 and not (one.pinned or two.pinned)


def _spoken(names: Sequence[Name], quoted: Sequence[Quoted], places: Mapping[int, Sequence[int]]) -> dict[int, float]:
    """The share of each entity's mentions that stand inside quotations."""
    outer = [q for q in quoted if q.depth == 0 and q.verdict == "speech"]
    starts = [q.start for q in outer]
    out = {}
    for number, indexes in places.items():
        count = 0
        for i in indexes:
            k = bisect_right(starts, names[i].start) - 1
            count += k >= 0 and names[i].start < outer[k].end
        out[number] = count / len(indexes)
    return out


def _choices(
    cast: Cast, pairs: Sequence[tuple[int, int]], spoken: Mapping[int, float]
) -> Iterator[tuple[int, int]]:
    """(the entity that goes up in another, that other), the most certain first."""
    fits: dict[int, list[int]] = defaultdict(list)
    for one, two in pairs:
        a, b = cast.entities[one], cast.entities[two]
        if a.full and b.full:
            if a.mentions <= b.mentions and min(_in_full(a), _in_full(b)) <= _SELDOM:
                yield one, two
            continue
        called = spoken.get(one, 0.0) >= _SPOKEN and spoken.get(two, 1.0) <= _TOLD
        if called and a.given and not (a.surname and b.surname):
            fits[one].append(two)
    for one, bearers in fits.items():
        ranked = sorted(bearers, key=lambda n: -cast.entities[n].mentions)
        if len(ranked) == 1 or (
            cast.entities[ranked[0]].mentions >= _FAR_MORE * cast.entities[ranked[1]].mentions
        ):
            yield one, ranked[0]


def _in_full(entity: Entity) -> int:
    """How often an entity is named by given name and surname."""
    whole = {entity.given, entity.surname}
    return sum(count for form, count in entity.names.items() if whole <= set(form.lower().split()))


def _together(prose: str, names: Sequence[Name], one: Sequence[int], two: Sequence[int]) -> bool:
    """Whether two entities are named in one breath, more than by a slip."""
    others = set(two)
    count = 0
    for i in one:
        for j in (i - 1, i + 1):
            if j in others:
                start, end = sorted((i, j))
                low, high = names[start].end, names[end].start
                count += high - low <= _BREATH and not _ENDS.search(prose, low, high)
    return count >= 2 and count >= _SLIP * min(len(one), len(two))


def merge(cast: Cast, one: int, two: int, places: Sequence[int]) -> None:
    """Hand the names of an entity over to another; what is left of it bears no name and speaks nowhere."""
    gone, kept = cast.entities[one], cast.entities[two]
    for i in places:
        cast.of_name[i] = two
    kept.names += gone.names
    kept.titles += gone.titles
    kept.roles += gone.roles
    kept.described = {**gone.described, **kept.described}
    kept.heads |= gone.heads
    kept.mentions += gone.mentions
    kept.first = min(kept.first, gone.first)
    kept.surname = kept.surname or gone.surname
    kept.title = kept.title or gone.title
    if kept.gender == "?":
        kept.gender = gone.gender
    for i, rivals in list(cast.rivals.items()):
        if one in rivals:
            left = tuple(dict.fromkeys(two if r == one else r for r in rivals))
            cast.rivals[i] = left
            if len(left) == 1:
                cast.of_name[i] = two
                kept.mentions += 1
                del cast.rivals[i]
    cast.entities[one] = Entity(thing=True)
