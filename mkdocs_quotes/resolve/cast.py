"""The cast of a text: which names stand for one and the same speaker.

Full names come first; titles with a surname, lone surnames and lone given names join the one full name that they fit.
Where several fit and none of them outweighs the rest by far, a mention stays with nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..lang import Lexicon
from ..model import Gender, SpeakerKind
from ..text.names import Name

_DOMINANT = 4
"""A candidate for a shared surname wins where it is named this many times as often as the next one."""
_ATTESTED = 25
"""A fuller form is shown where it stands at least once for this many of the commonest form."""
_FREQUENT = 3
"""Two titles of one surname that both occur this often stand for two people (Mr Wentworth, Captain Wentworth)."""
_MARRIED = frozenset({"Mrs", "Missus", "Madame", "Mme"})
_UNMARRIED = frozenset({"Miss", "Misses", "Mademoiselle", "Mlle"})
_GIVEN_TITLES = frozenset(
    {"Sir", "Lady", "Lord", "Dame", "Miss", "Master", "Aunt", "Uncle", "Cousin", "Princess", "Prince", "King", "Queen",
     "Father", "Brother", "Sister", "Saint", "St", "Pope", "Auntie", "Don", "Nurse", "Granny", "Squire"}
)  # fmt: skip
"""Titles that may stand before a given name."""
_ALL_TITLES = (
    _MARRIED
    | _UNMARRIED
    | _GIVEN_TITLES
    | frozenset({"Mr", "Ms", "Dr", "Captain", "Colonel", "General", "Major"})
)


@dataclass(slots=True)
class Entity:
    """One who may speak: what is known of it so far."""

    names: Counter[str] = field(default_factory=Counter)
    """Forms as written, without office titles, with their counts."""
    kind: SpeakerKind = "person"
    gender: Gender = "?"
    given: str = ""
    surname: str = ""
    title: str = ""
    roles: Counter[str] = field(default_factory=Counter)
    heads: set[str] = field(default_factory=set)
    """Role nouns that fit it: "minister", "baker"."""
    first: int = 0
    """Where it is named first."""
    mentions: int = 0
    thing: bool = False
    """A place, people or faith by its name: speaks only where a cue says so."""
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


def name_gender(lexicon: Lexicon, given: str) -> Gender:
    """What a given name tells: "m", "f", or "?"."""
    word = given.lower()
    if word in lexicon.words("given_names_u"):
        return "?"
    man, woman = word in lexicon.words("given_names_m"), word in lexicon.words("given_names_f")
    return "?" if man == woman else "m" if man else "f"


def title_gender(lexicon: Lexicon, titles: Sequence[str]) -> Gender:
    """What the titles before a name tell."""
    table = lexicon.table("honorifics")
    for title in titles:
        value = table.get(title, ("?",))[0]
        if value in ("m", "f"):
            return "m" if value == "m" else "f"
    return "?"


class _Builder:
    def __init__(self, names: Sequence[Name], lexicon: Lexicon) -> None:
        self.names = names
        self.lexicon = lexicon
        self.offices = {t for t, v in lexicon.table("honorifics").items() if "office" in v}
        self._title_words = {key_of(t) for t in lexicon.table("honorifics")}
        self.entities: list[Entity] = []
        self.of_name = [-1] * len(names)
        self.rivals: dict[int, tuple[int, ...]] = {}
        self.side_by_side: set[frozenset[str]] = set()
        """Forms that stand beside each other as two people do: "George and Mr Emerson"."""
        self.by_surname: dict[str, list[int]] = defaultdict(list)
        self.by_given: dict[str, list[int]] = defaultdict(list)

    def courtesy(self, name: Name) -> str:
        """The title that belongs to the name itself, "" where there is only an office."""
        for title in reversed(name.titles):
            if title not in self.offices:
                return title
        return ""

    def form(self, name: Name) -> str:
        """A name with its title, for comparison."""
        return " ".join(key_of(w) for w in (*name.titles[-1:], *name.words))

    def add(self, indexes: Sequence[int], **known: object) -> int:
        entity = Entity(first=self.names[indexes[0]].start if indexes else 0)
        for key, value in known.items():
            setattr(entity, key, value)
        self.entities.append(entity)
        number = len(self.entities) - 1
        self.join(number, indexes)
        return number

    def join(self, number: int, indexes: Sequence[int]) -> None:
        entity = self.entities[number]
        for i in indexes:
            name = self.names[i]
            self.of_name[i] = number
            courtesy = self.courtesy(name)
            entity.names[f"{courtesy} {name.text}" if courtesy else name.text] += 1
            entity.mentions += 1
            entity.first = min(entity.first, name.start)
            if name.role:
                entity.roles[name.role] += 1
                entity.heads.add(name.role.split()[-1].lower().rstrip("."))
            if entity.gender == "?":
                entity.gender = title_gender(self.lexicon, name.titles)
            if courtesy and not entity.title:
                entity.title = courtesy

    def index(self, number: int) -> None:
        entity = self.entities[number]
        if entity.surname:
            self.by_surname[entity.surname].append(number)
        if entity.given:
            self.by_given[entity.given].append(number)

    # Full names

    def full_names(self, groups: dict[tuple[str, ...], list[int]]) -> None:
        """Forms of two words and more; "Rebecca N. Goldstein", "R. Goldstein" and "Rebecca Goldstein" are one."""
        order = sorted(
            groups, key=lambda w: (min(len(x) for x in (w[0], w[-1])) < 2, -len(groups[w]), groups[w][0])
        )
        for words in order:
            given, surname = words[0], words[-1]
            gender = title_gender(self.lexicon, [t for i in groups[words] for t in self.names[i].titles])
            wives = [i for i in groups[words] if self._is_wife(self.names[i], given)]
            if wives:
                number = self.add(wives, surname=surname, gender="f")
                groups[words] = [i for i in groups[words] if i not in set(wives)]
                if not groups[words]:
                    continue
                gender = title_gender(self.lexicon, [t for i in groups[words] for t in self.names[i].titles])
            fits = []
            for number in self.by_surname[surname]:
                entity = self.entities[number]
                if entity.gender != "?" and gender != "?" and entity.gender != gender:
                    continue
                if entity.given == given or (
                    given[:1] == entity.given[:1] and 1 in (len(given), len(entity.given))
                ):
                    fits.append(number)
            if len(fits) == 1:
                self.join(fits[0], groups[words])
                continue
            number = self.add(groups[words], given=given, surname=surname)
            entity = self.entities[number]
            if entity.gender == "?":
                entity.gender = name_gender(self.lexicon, given)
            self.index(number)

    def _is_wife(self, name: Name, given: str) -> bool:
        """ "Mrs Charles Musgrove" bears her husband's name."""
        return bool(_MARRIED & set(name.titles)) and name_gender(self.lexicon, given) == "m"

    # Titles with one name: Mr Darcy, Lady Catherine, Colonel Brandon

    def titled(self, groups: dict[tuple[str, str], list[int]]) -> None:
        for (title, word), indexes in sorted(groups.items(), key=lambda g: (-len(g[1]), g[1][0])):
            gender = title_gender(self.lexicon, [title])
            if word in self._title_words:
                number = self.add(indexes, title=title, gender=gender)
                continue
            fits = [n for n in self.by_surname[word] if self._fits_title(n, title, gender, indexes)]
            if not fits and title in _GIVEN_TITLES:
                fits = [n for n in self.by_given[word] if self._fits_title(n, title, gender, indexes)]
            full = [n for n in fits if self.entities[n].full]
            if len(fits) > 1 and len(full) == 1:
                fits = full
            fits = [n for n in fits if not self._apart(n, title, word)]
            if len(fits) == 1:
                number = fits[0]
                self.join(number, indexes)
                if self.entities[number].gender == "?":
                    self.entities[number].gender = gender
                if not self.entities[number].title:
                    self.entities[number].title = title
                continue
            if len(fits) > 1:
                best = self._dominant(fits)
                if best is not None:
                    self.join(best, indexes)
                    continue
                if len(indexes) < _FREQUENT or len(indexes) < max(self.entities[n].mentions for n in fits):
                    for i in indexes:
                        self.rivals[i] = tuple(fits)
                    continue
            given = title in _GIVEN_TITLES - {"Miss", "Master", "Sir", "Lord"} and word in self.by_given
            number = self.add(indexes, title=title, **({"given": word} if given else {"surname": word}))
            self.entities[number].gender = gender
            self.index(number)

    def _apart(self, number: int, title: str, word: str) -> bool:
        """Whether "Mr Emerson" stands side by side with this entity's given name ("Mr Emerson and George")."""
        entity = self.entities[number]
        form = f"{key_of(title)} {word}"
        return any(frozenset((form, other)) in self.side_by_side for other in (entity.given, f"{entity.given} {word}"))

    def _fits_title(self, number: int, title: str, gender: Gender, indexes: Sequence[int]) -> bool:
        entity = self.entities[number]
        if gender != "?" and entity.gender not in ("?", gender):
            return False
        if entity.title and entity.title != title:
            pair = {entity.title, title}
            if pair & _MARRIED and pair & _UNMARRIED:
                return False
            titled = sum(c for form, c in entity.names.items() if form.startswith(entity.title + " "))
            if titled >= _FREQUENT and len(indexes) >= _FREQUENT:
                return False
            if "Sir" in pair and (titled or not entity.full):
                return False
        # A wife may bear a title with the surname; a woman's full name that is met first is another matter.
        return not (title in _MARRIED and entity.full and entity.first > self.names[indexes[0]].start)

    def _dominant(self, fits: Sequence[int]) -> int | None:
        ranked = sorted(fits, key=lambda n: -self.entities[n].mentions)
        first, second = (self.entities[n].mentions for n in ranked[:2])
        return ranked[0] if first >= _DOMINANT * second else None

    # One word alone

    def lone(self, groups: dict[str, list[int]]) -> None:
        titles = {key_of(t): t for t in self.lexicon.table("honorifics")}
        for word, indexes in sorted(groups.items(), key=lambda g: (-len(g[1]), g[1][0])):
            fits = list(dict.fromkeys(self.by_surname[word] + self.by_given[word]))
            if word in titles:  # "the Admiral"
                fits = [n for n, e in enumerate(self.entities) if e.title == titles[word]]
                if len(fits) != 1:
                    number = self.add(indexes, gender=title_gender(self.lexicon, [titles[word]]))
                    self.entities[number].heads.add(word)
                    continue
            if not fits and word.endswith("s") and self.by_surname[word[:-1]]:
                self.add(indexes, kind="group", gender="p")
                continue
            if not fits:
                first = self.names[indexes[0]]
                known = name_gender(self.lexicon, word)
                given = word in self.lexicon.words("given_names_m") or word in self.lexicon.words(
                    "given_names_f"
                )
                parts = {"given": word} if given or known != "?" else {"surname": word}
                number = self.add(indexes, **parts)
                entity = self.entities[number]
                if entity.gender == "?":
                    entity.gender = known
                entity.thing = first.kind == "other"
                if entity.thing:
                    entity.gender = "?"
                self.index(number)
            elif len(fits) == 1:
                self.join(fits[0], indexes)
            else:
                best = self._dominant(fits)
                given_only = [n for n in fits if self.entities[n].given == word]
                men = [n for n in fits if self.entities[n].gender == "m" and self.entities[n].title]
                women = [n for n in fits if self.entities[n].gender == "f" and self.entities[n].title]
                if best is None and len(men) == 1 and len(men) + len(women) == len(fits):
                    best = men[0]  # where women bear a title, the bare surname is the man's
                if best is None and len(indexes) >= 2 * sum(self.entities[n].mentions for n in fits):
                    best = max(fits, key=lambda n: self.entities[n].mentions)
                if (
                    best is None
                    and len(given_only) == 1
                    and word in self.lexicon.words("given_names_m") | (self.lexicon.words("given_names_f"))
                ):
                    best = given_only[0]
                if best is None:
                    for i in indexes:
                        self.rivals[i] = tuple(fits)
                else:
                    self.join(best, indexes)


_BESIDE = frozenset({" and ", ", ", " and his son ", ", and ", " nor ", " or "})


def build_cast(prose: str, names: Sequence[Name], lexicon: Lexicon, known: Sequence[Sequence[str]] = ()) -> Cast:
    """Cluster the names of a text.

    `known` holds speakers given from outside: each a canonical name and its aliases.
    """
    builder = _Builder(names, lexicon)
    alias_to_known = {
        " ".join(key_of(w) for w in alias.split()): forms[0] for forms in known for alias in forms
    }
    for one, two in zip(names, names[1:], strict=False):
        if two.start - one.end < 14 and prose[one.end : two.start].replace("\n", " ") in _BESIDE:
            builder.side_by_side.add(frozenset((builder.form(one), builder.form(two))))
    full: dict[tuple[str, ...], list[int]] = defaultdict(list)
    titled: dict[tuple[str, str], list[int]] = defaultdict(list)
    lone: dict[str, list[int]] = defaultdict(list)
    organisations: dict[str, list[int]] = defaultdict(list)
    pinned: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        words = tuple(key_of(w) for w in name.words)
        canonical = alias_to_known.get(" ".join(words))
        if canonical is not None:
            pinned[canonical].append(i)
        elif name.kind == "organisation":
            organisations[" ".join(words)].append(i)
        elif len(words) > 1:
            full[words].append(i)
        elif courtesy := builder.courtesy(name):
            titled[courtesy, words[0]].append(i)
        else:
            lone[words[0]].append(i)
    for canonical, indexes in pinned.items():
        parts = [key_of(w) for w in canonical.split()]
        number = builder.add(
            indexes, pinned=canonical, given=parts[0] if len(parts) > 1 else "", surname=parts[-1]
        )
        builder.entities[number].gender = name_gender(lexicon, parts[0])
        builder.index(number)
    builder.full_names(full)
    builder.titled(titled)
    for words_, indexes in organisations.items():
        number = builder.add(indexes, kind="organisation", gender="n")
        builder.entities[number].heads.update(w for w in words_.split() if w in lexicon.words("collectives"))
    builder.lone(lone)
    return Cast(builder.entities, builder.of_name, builder.rivals)


def display_of(entity: Entity) -> str:
    """The name that an entity is shown under: the fullest form well attested.

    A title stays only where there is no given name ("Mrs Pike"; but "Síle O’Dwyer" for "Dr Síle O’Dwyer").
    """
    if entity.pinned:
        return entity.pinned
    if entity.kind != "person":
        return max(sorted(entity.names), key=lambda f: entity.names[f], default="?")
    plain: Counter[str] = Counter()
    for form, count in entity.names.items():
        words = form.split()
        bare = " ".join(words[1:]) if len(words) > 2 and words[0] in _ALL_TITLES | {entity.title} else form
        plain[bare] += count
    most = max(plain.values(), default=0)

    def weight(form: str) -> tuple[bool, bool, int, str]:
        words = form.split()
        attested = plain[form] * _ATTESTED >= most
        return (
            attested and len(words) > 1 and words[0] not in _ALL_TITLES,
            attested and len(words) > 1,
            plain[form],
            form,
        )

    return max(plain, key=weight, default="?")
