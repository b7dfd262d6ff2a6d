"""The cast of a text: which names stand for one and the same speaker.

Full names come first; titles with a surname, lone surnames and lone given names join the one full name that
they fit. Where several fit and none of them outweighs the rest by far, a mention stays with nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.model import Gender
from mkdocs_quotes.text.names import Name

from .company import Form, shared_surnames
from .entities import Cast, Entity, display_of, key_of, name_gender, title_gender
from .organisations import cluster_organisations, core_of, short_forms
from .titled import FREQUENT, Titled
from .titles import (
    BY_GIVEN,
    MARRIED,
    OFTEN_BY_SURNAME,
    PLURAL,
    UNMARRIED,
    WIFE_BEHIND,
)

__all__ = ["Cast", "Entity", "build_cast", "display_of", "name_gender", "title_gender"]

_OFTEN = 5
"""A lone word is frequent from this count on, or at this many times its full form."""
_HARDLY = 20
"""A lone word that comes so many times as often as the full names that it fits, where none of them is named far more
often than the rest, is somebody else's."""


def build_cast(prose: str, names: Sequence[Name], lexicon: Lexicon, known: Sequence[Sequence[str]] = ()) -> Cast:
    """Cluster the names of a text.

    `known` holds speakers given from outside: each a canonical name and its aliases.
    """
    builder = _Builder(prose, names, lexicon)
    shared = shared_surnames(prose, names, builder.words, lexicon)
    for i, surname in shared.items():
        builder.words[i] = (*builder.words[i], key_of(surname))
    alias_to_known = {" ".join(map(key_of, alias.split())): forms[0] for forms in known for alias in forms}
    full: dict[Form, list[int]] = defaultdict(list)
    things: dict[Form, list[int]] = defaultdict(list)
    juniors: dict[tuple[Form, str], list[int]] = defaultdict(list)
    titled: dict[tuple[str, str], list[int]] = defaultdict(list)
    lone: dict[str, list[int]] = defaultdict(list)
    organisations: dict[str, list[int]] = defaultdict(list)
    pinned: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        words = builder.words[i]
        canonical = alias_to_known.get(" ".join(map(key_of, name.words))) if alias_to_known else None
        if canonical is not None:
            pinned[canonical].append(i)
        elif name.kind == "organisation":
            organisations[" ".join(words)].append(i)
        elif len(words) > 1:
            (things if name.kind == "other" else full)[words].append(i)
            if name.suffix:
                juniors[words, name.suffix].append(i)
        elif courtesy := builder.courtesies[i]:
            titled[courtesy, words[0]].append(i)
        else:
            lone[words[0]].append(i)
    for form in list(organisations):
        core = core_of(form.split())
        for others in (full, things):  # "Pier Amusements" is no person beside "Pier Amusements Ltd"
            if len(core) > 1 and core in others:
                organisations[" ".join(core)] += others.pop(core)
    for canonical, indexes in pinned.items():
        builder.add_known(canonical, indexes)
    sons: list[tuple[Form, list[int]]] = []
    for (words, _), indexes in juniors.items():
        if len(indexes) < len(full[words]):  # another generation bears the same name
            apart = set(indexes)
            full[words] = [i for i in full[words] if i not in apart]
            sons.append((words, indexes))
    builder.full_names(full)
    for words, indexes in sons:
        gender = name_gender(lexicon, words[0])
        builder.index(builder.add(indexes, given=words[0], surname=words[-1], gender=gender))
    for i, surname in shared.items():
        if (number := builder.of_name[i]) >= 0:  # the text has the name in two pieces
            builder.entities[number].names[f"{names[i].text} {surname}"] += 1
    builder.titled(titled)
    for words, indexes in things.items():
        if words[-1] in lexicon.table("role_nouns"):  # "the British Consul", then "the Consul"
            builder.index(builder.add(indexes, surname=words[-1], heads={words[-1]}))
        else:
            builder.add(indexes, thing=True)
    persons = builder.by_surname.keys() | builder.by_given.keys()
    clusters = cluster_organisations(prose, names, organisations)
    counts = {word: len(indexes) for word, indexes in lone.items() if word not in persons}
    for word, form in short_forms(clusters, counts, lexicon).items():
        clusters[form] += lone.pop(word)
    for form, indexes in clusters.items():
        heads = {w for w in form.split() if w in lexicon.words("collectives")}
        builder.add(indexes, kind="organisation", gender="n", heads=heads)
    builder.lone(lone)
    return Cast(builder.entities, builder.of_name, builder.rivals)


class _Builder(Titled):
    """Fills the clusters: full names, titles with one name, one word alone."""

    # Full names

    def full_names(self, groups: dict[Form, list[int]]) -> None:
        """Forms of two words and more; "Rebecca N. Gold", "R. Gold" and "Rebecca Gold" are one."""

        def first(words: Form) -> tuple[bool, int, int]:
            return min(len(words[0]), len(words[-1])) < 2, -len(groups[words]), groups[words][0]

        for words in sorted((w for w in groups if groups[w]), key=first):
            given, surname = words[0], words[-1]
            rare = len(words) == 2 and len(groups[words]) < FREQUENT
            if rare and self.company.apart((given,), (surname,), near=False):
                continue  # "Martha Boris", two who stand side by side
            if given in self._titles:  # "Duchess of Monmouth"
                title = self._titles[given]
                number = self.add(groups[words], surname=surname, title=title)
                self.entities[number].gender = title_gender(self.lexicon, [title])
                self.by_surname[surname].append(number)
                continue
            if surname in WIFE_BEHIND:  # "Hamid Begum", Hamid's wife
                self.add(groups[words], surname=given, gender="f")
                continue
            indexes = self._without_wives(groups[words], given, surname)
            if not indexes:
                continue
            gender = self._gender(indexes)
            fits = [
                n for n in self._namesakes(given, surname)
                if (gender == "?" or self.entities[n].gender in ("?", gender))
            ]  # fmt: skip
            if len(fits) == 1:
                self.join(fits[0], indexes)
                continue
            known = gender if gender != "?" else name_gender(self.lexicon, given)
            self.index(self.add(indexes, given=given, surname=surname, gender=known))

    def _namesakes(self, given: str, surname: str) -> list[int]:
        """Entities of that surname whose given name is the same or may stand for the same initial."""
        if len(given) == 1:
            return self._by_initial[surname, given]
        return self._by_name[surname, given] + self._by_name[surname, given[:1]]

    def _gender(self, indexes: Sequence[int]) -> Gender:
        """What most of the titles before these names tell."""
        titled = [titles for i in indexes if (titles := self.names[i].titles)]
        if not titled:  # as nearly always
            return "?"
        votes = Counter(title_gender(self.lexicon, titles) for titles in titled)
        del votes["?"]
        return votes.most_common(1)[0][0] if votes else "?"

    def _without_wives(self, indexes: list[int], given: str, surname: str) -> list[int]:
        """Set "Mrs Charles Musgrove" apart, who bears her husband's name; the rest are his.

        The given name tells; where it does not, so does that most of the mentions have no such title.
        """
        names = self.names
        wives = [i for i in indexes if names[i].titles and not MARRIED.isdisjoint(names[i].titles)]
        if not wives:
            return indexes
        known = name_gender(self.lexicon, given)
        if known == "f" or (known == "?" and len(wives) * 2 > len(indexes)):
            return indexes
        self.add(wives, surname=surname, gender="f")
        return [i for i in indexes if MARRIED.isdisjoint(self.names[i].titles)]

    # Titles with one name: Mr Darcy, Lady Catherine, Colonel Brandon

    def titled(self, groups: dict[tuple[str, str], list[int]]) -> None:
        self.sisters = frozenset(
            word if title in PLURAL else word.removesuffix("s")
            for title, word in groups
            if title in PLURAL or (title == "Miss" and word.endswith("s"))
        )
        for (title, word), indexes in sorted(groups.items(), key=lambda g: (-len(g[1]), g[1][0])):
            gender = title_gender(self.lexicon, [title])
            if title in PLURAL or (title == "Miss" and self._is_plural(word)):  # "the Misses Pike", "the Miss Pikes"
                self.add(indexes, kind="group", gender="p")
                continue
            if word in self._titles and not self.by_surname[word]:  # "Mr Speaker", but "Mr Sen" beside Nikhil Sen
                self.add(indexes, title=title, gender=gender)
                continue
            fits = self.named_before(word, title, gender, indexes[0]) or [
                n for n in self.by_surname[word] if self.fits_title(n, title, gender, indexes)
            ]
            if not fits and (title in BY_GIVEN or self.company.counts[word,] >= len(indexes)):
                fits = [n for n in self.by_given[word] if self.fits_title(n, title, gender, indexes)]
            full = [n for n in fits if self.entities[n].full]
            if len(full) > 1:
                full = self.called(full, title, len(indexes))
            if len(fits) > 1 and len(full) == 1:
                fits = full
            fits = [n for n in fits if not self.apart(n, (key_of(title), word))]
            if len(fits) == 1 or (len(fits) > 1 and (best := self._dominant(fits)) is not None):
                number = fits[0] if len(fits) == 1 else best
                assert number is not None
                self.join(number, indexes)
                if self.entities[number].gender == "?":
                    self.entities[number].gender = gender
                continue
            rare = len(indexes) < max((self.entities[n].mentions for n in fits), default=0)
            if len(fits) > 1 and (rare or len(indexes) < FREQUENT):
                self.leave_open(indexes, fits)
                continue
            his = title in MARRIED and not self.by_surname[word] and name_gender(self.lexicon, word) == "m"
            if his and self.company.counts[word,] > len(indexes):
                self._wife_by_given(word, indexes)
                continue
            given = (title in BY_GIVEN - OFTEN_BY_SURNAME and bool(self.by_given[word])) or (
                not self.by_surname[word]
                and self.company.counts[word,] > len(indexes) * (2 if title in UNMARRIED | {"Master"} else 10)
                and any(word in self.lexicon.words(f"given_names_{g}") for g in "mfu")
            )  # "Miss Lizzy", whom most call Lizzy
            number = self.add(indexes, **({"given": word} if given else {"surname": word}))
            self.entities[number].gender = gender
            self.index(number)

    def _wife_by_given(self, word: str, indexes: Sequence[int]) -> None:
        """ "Mrs Charles", as a family calls Charles’s wife: she bears his name, and he keeps it."""
        fits = [
            n for n, entity in enumerate(self.entities)
            if entity.gender == "f" and not entity.given and any(f" {word} " in f" {key_of(f)} " for f in entity.names)
        ]  # fmt: skip
        if len(fits) == 1:
            self.join(fits[0], indexes)
        else:
            self.add(indexes, gender="f")

    # One word alone

    def lone(self, groups: dict[str, list[int]]) -> None:
        # "The Duchess" is the one named most, so that every other name is counted first.
        for word, indexes in sorted(groups.items(), key=lambda g: (g[0] in self._titles, -len(g[1]), g[1][0])):
            if word in self._titles:
                # "the King" is whoever reigns; "King" alone is Nadia King, or one of several Kings.
                indexes, titles = self._by_article(indexes) if self._is_borne(word) else ([], indexes)
                if titles:
                    self._lone_title(word, titles)
                if not indexes:
                    continue
            fits = self._bearers(word, indexes)
            if not fits:
                self._newcomer(word, indexes)
            elif len(fits) == 1:
                self.join(fits[0], indexes)
            elif (best := self._best(word, fits, len(indexes))) is not None:
                self.join(best, indexes)
            elif len(indexes) > _HARDLY * sum(self.entities[n].mentions for n in fits):
                self._newcomer(word, indexes)
            else:
                self.leave_open(indexes, fits)

    def _by_article(self, indexes: Sequence[int]) -> tuple[list[int], list[int]]:
        """The mentions without an article, then those with one."""
        bare: list[int] = []
        articled: list[int] = []
        for i in indexes:
            start = self.names[i].start
            (articled if self.prose[max(0, start - 4) : start].lower() == "the " else bare).append(i)
        return bare, articled

    def _is_borne(self, title: str) -> bool:
        """Whether somebody with a given name has a title for a surname: "Nadia King", but not "French President"."""
        givens = {self.entities[n].given for n in self.by_surname.get(title, ())} - {""}
        peoples = self.lexicon.words("not_persons")
        return any(name_gender(self.lexicon, given) != "?" and given.capitalize() not in peoples for given in givens)

    def _lone_title(self, word: str, indexes: Sequence[int]) -> None:
        """ "the Admiral": the one who bears that title."""
        title = self._titles[word]
        fits = [n for n, e in enumerate(self.entities) if e.title == title]
        if len(fits) == 1:
            self.join(fits[0], indexes)
            return
        best = self._dominant(fits, word) if len(fits) > 1 else None
        if best is None and len(fits) > 1:
            best = self._dominant(fits)
        if best is not None:
            self.join(best, indexes)
        else:
            self.add(indexes, gender=title_gender(self.lexicon, [title]), heads={word})

    def _bearers(self, word: str, indexes: Sequence[int]) -> list[int]:
        """The entities that a lone word may name. A lady leaves the bare surname to others who are known by then."""
        count, last = len(indexes), self.names[indexes[-1]].start
        fits = list(dict.fromkeys(self.by_surname[word] + self.by_given[word]))
        others = [n for n in fits if not self._is_lady(n, word)]
        known = [n for n in others if self.entities[n].first < last]
        if known or not fits or len(others) == len(fits):
            return others
        ladies = [n for n in fits if n not in others]
        if all(self._comes_later(n, indexes[0]) for n in ladies):
            return []  # "said Duvall", and later "said Mrs Duvall"
        often = count >= _OFTEN and count * 2 > sum(self.entities[n].mentions for n in ladies)
        forms = [(key_of(self.entities[n].title), word) for n in ladies]
        if not self.by_given[word] and (often or any(self.company.apart(f, (word,)) for f in forms)):
            return []
        return ladies

    def _comes_later(self, number: int, index: int) -> bool:
        """Whether a married woman, never named in full, is met only after a bare surname: her husband's."""
        entity = self.entities[number]
        return not entity.full and MARRIED.issuperset(entity.titles) and entity.first > self.names[index].start

    def _is_lady(self, number: int, word: str) -> bool:
        """Whether a word is the surname of a woman who bears a title with it more often than her given name."""
        entity = self.entities[number]
        if entity.gender != "f" or word == entity.given or not entity.titles:
            return False
        return not entity.given or sum(entity.titles.values()) > self.company.counts[entity.given, entity.surname]

    def _is_plural(self, word: str) -> bool:
        """Whether a word is the plural of a surname in the text."""
        plural = word.removesuffix("es"), word.removesuffix("s")
        return word.endswith("s") and any(p != word and self.by_surname[p] for p in plural)

    def _newcomer(self, word: str, indexes: Sequence[int]) -> None:
        first = self.names[indexes[0]]
        if self._is_plural(word):  # "the MacAskills"
            self.add(indexes, kind="group", gender="p")
            return
        known = "?" if first.titles else name_gender(self.lexicon, word)  # "Judge Keane" bears a surname
        given = known != "?" or (not first.titles and word in self.lexicon.words("given_names_u"))
        thing = first.kind == "other"
        number = self.add(indexes, **{"given" if given else "surname": word, "thing": thing})
        entity = self.entities[number]
        if thing:
            entity.gender = "?"
        elif entity.gender == "?":
            entity.gender = known
        self.index(number)

    def _best(self, word: str, fits: Sequence[int], count: int) -> int | None:
        """The one of several that a lone word most likely names, None where nothing tells."""
        entities = self.entities
        first, second = sorted((entities[n].mentions for n in fits), reverse=True)[:2]
        if count > first and second > _OFTEN and all(entities[n].full and entities[n].given == word for n in fits):
            # One who is called in full all along is told by it from the plain "Charles": that is one of the others.
            told = max(fits, key=lambda n: self._with(n, word))
            others = [n for n in fits if n != told]
            return others[0] if len(others) == 1 else self._dominant(others, word)
        if (best := self._dominant(fits, word)) is not None:
            return best
        men = [n for n in fits if entities[n].gender == "m" and entities[n].title]
        women = [n for n in fits if entities[n].gender == "f" and entities[n].title]
        if len(men) == 1 and len(men) + len(women) == len(fits):
            return men[0]  # where women bear a title, the bare surname is the man's
        if 2 <= count / sum(entities[n].mentions for n in fits) <= _HARDLY:
            return max(fits, key=lambda n: entities[n].mentions)
        by_given = [n for n in fits if entities[n].given == word]
        if len(by_given) == 1 and name_gender(self.lexicon, word) != "?":
            return by_given[0]
        return None
