"""Those who may speak in a text, each with every form of the name."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.model import Gender, SpeakerKind

NOBODY = -1
"""In place of an entity's number: nobody, or nobody known."""
_ATTESTED = 25
"""A fuller form is shown where it stands at least once for this many of the commonest form …"""
_ENOUGH = 4
"""… or this often."""
_TITLED = 10
"""A title and a surname, where they stand at least once for this many of the commonest form."""


_no_counts: Callable[[], Counter[str]] = partial(Counter.__new__, Counter)
"""Makes an empty counter, without the way by its constructor: there are three for each of a text's entities."""


@dataclass(slots=True)
class Entity:
    """One who may speak: what is known of it so far."""

    names: Counter[str] = field(default_factory=_no_counts)
    """Forms as written, without office titles, with their counts."""
    kind: SpeakerKind = "person"
    gender: Gender = "?"
    given: str = ""
    surname: str = ""
    title: str = ""
    """The courtesy title met first; `titles` holds every one with its count."""
    titles: Counter[str] = field(default_factory=_no_counts)
    roles: Counter[str] = field(default_factory=_no_counts)
    described: dict[str, int] = field(default_factory=dict)
    """Roles that the text gives behind the name → where the words of the first such place end."""
    heads: set[str] = field(default_factory=set)
    """Role nouns that fit it: "minister", "baker"."""
    first: int = 0
    """Where it is named first."""
    mentions: int = 0
    thing: bool = False
    """A place, people or faith by its name: speaks only where a cue says so."""
    members: tuple[int, ...] = ()
    """Of a group that speaks as one: its entities."""
    voiced: Gender = "?"
    """Of a body: of whoever speaks for it."""
    pinned: str = ""
    """A canonical name given from outside (front matter)."""

    @property
    def full(self) -> bool:
        return bool(self.given and self.surname)


@dataclass(slots=True)
class Cast:
    """Everyone named in a text."""

    entities: list[Entity]
    of_name: list[int]
    """For each name of the text its entity, -1 where none or several fit."""
    rivals: dict[int, tuple[int, ...]]
    """For a name that fits several: who they are."""


def key_of(word: str) -> str:
    """A name's word for comparison: lower case, one kind of apostrophe, no dots."""
    return word.lower().replace("’", "'").rstrip(".")


_DOUBLED = frozenset(
    {"jean", "marie", "anne", "mary", "hans", "karl", "juan", "jose", "maria", "ana", "pierre", "louis"}
)
"""First parts of names whose second part need not be a given name: "Jean-Baptiste"."""


@lru_cache(maxsize=1 << 12)
def name_gender(lexicon: Lexicon, given: str) -> Gender:
    """What a given name tells: "m", "f", or "?". Accents and a second part ("Mary-Lou") may be set aside.

    A second part that is no name itself may not, as "Hyun" tells nothing of "Hyun-woo".
    """
    word = given.lower()
    either, men, women = (lexicon.words(f"given_names_{g}") for g in "umf")
    if word not in either and word not in men and word not in women and not (word.isascii() and word.isalpha()):
        word, _, second = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().partition("-")
        if second and word not in _DOUBLED and not (second in either or second in men or second in women):
            return "?"
    if word in either:
        return "?"
    man, woman = word in men, word in women
    return "?" if man == woman else "m" if man else "f"


def title_gender(lexicon: Lexicon, titles: Sequence[str]) -> Gender:
    """What the titles before a name tell."""
    table = lexicon.table("honorifics")
    for title in titles:
        value = table.get(title, ("?",))[0]
        if value in ("m", "f"):
            return "m" if value == "m" else "f"
    return "?"


def display_of(entity: Entity) -> str:
    """The name that an entity is shown under: the fullest form well attested.

    A title stays only where there is no given name ("Mrs Pike"; but "Síle O’Dwyer" for "Dr Síle O’Dwyer"), or
    where the given name hardly stands without it ("Aunt Polly").
    """
    if entity.pinned:
        return entity.pinned
    if entity.kind != "person":
        fuller = entity.kind == "organisation"
        return max(sorted(entity.names), key=lambda f: (fuller and " " in f, entity.names[f], len(f)), default="?")
    plain: dict[str, int] = {}
    titled: set[str] = set()
    for form, count in entity.names.items():
        words = form.split()
        bears = len(words) > 1 and words[0] in entity.titles
        if bears and len(words) > 2 and entity.given:
            form = " ".join(words[1:])
        elif bears:
            titled.add(form)
        plain[form] = plain.get(form, 0) + count
    if len(plain) == 1:
        return next(iter(plain))
    most = max(plain.values(), default=0)
    halves = {entity.given: 0, entity.surname: 0}
    for form, count in plain.items():
        words = form.split()
        if len(words) == 1 or (form in titled and key_of(words[-1]) == entity.surname):
            key = key_of(words[-1])
            halves[key] = halves.get(key, 0) + count
    # "Clara" and "Miss Bell" all along, "Clara Bell" once
    known = entity.full and min(halves[entity.given], halves[entity.surname]) >= _ENOUGH

    def weight(form: str) -> tuple[int, int, str]:
        words = form.split()
        whole = known and [key_of(w) for w in words] == [entity.given, entity.surname]
        if len(words) == 1 or (not whole and plain[form] * _ATTESTED < most and plain[form] < _ENOUGH):
            return 0, plain[form], form
        if form in titled:
            by_given = bool(entity.given) and key_of(words[-1]) == entity.given
            rare = plain[form] * _TITLED < most  # "Kemp", whom hardly anybody calls Dr Kemp
            return (0 if by_given or rare else 1), plain[form], form
        if entity.given and words[0][:1].lower() != entity.given[:1]:  # "Van der Meulen"
            return 1, plain[form], form
        return 2, plain[form], form

    return max(plain, key=weight, default="?")
