"""What a text tells of the people in it: what they are, and whether "he" or "she" fits them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ..attribute.word_classes import word_classes
from ..lang import Lexicon
from ..text.letters import UPPER
from ..text.names import Name
from .cast import Cast, Entity

_WORD = re.compile(r"[\w’'-]+")
_AFTER = re.compile(r",?\s(?:\(|,\s?)?(?:(\d{1,3})(?!\d)[,)]?\s?)?(?:(?:who (?:is|was)|is(?= (?:an?|the|one of) )) )?")
_AGED = re.compile(r",?\s(?:who\s(?:is|was)|aged?|is|was|turned)\s(\d{1,3})(?=[,.;)]|\s(?:and|but|years?\sold)\b)")
_YEARS_OLD = re.compile(r"(\d{1,3})-year-old\s$")
_LONGEST_AGE = 14
"""Characters of "103-year-old ", at most."""
_STARTERS = frozenset({"a", "an", "the", "his", "her", "their", "our", "one", "my"})
_BEFORE = re.compile(r"((?:[\w’'-]+[ \n]){1,5})$")
_TAIL = re.compile(r"[\w’'-]+$")
_TITLE_NOUNS = {
    "dr": "doctor", "prof": "professor", "sgt": "sergeant", "capt": "captain", "lt": "lieutenant", "col": "colonel",
    "gen": "general", "sen": "senator", "gov": "governor", "det": "detective", "insp": "inspector", "rev": "reverend",
    "justice": "judge", "maj": "major", "cllr": "councillor", "sister": "nun", "father": "priest",
}  # fmt: skip
"""Titles whose bearers are called by another word, or by the whole one."""
_STYLED = {"lord": "lordship", "judge": "lordship", "lady": "ladyship"}
"""Titles whose bearers are spoken of as "his lordship"."""
_ADDRESSES = frozenset({"lady", "lord", "miss", "madam", "sir", "dame", "master", "aunt", "uncle", "old", "young"})
"""Titles that many others are called by."""
_LOOKED_AT = 4
"""So many mentions of one entity are read for what it is."""


_SELDOM = 5
"""One who goes by an office more often than this is somebody of that name: "the Professor" of a tale."""


def find_roles(prose: str, names: Sequence[Name], cast: Cast, lexicon: Lexicon) -> None:
    """Give entities the role nouns that stand beside their names: "Jo Lund, the harbour master", "coach Billy Tarn"."""
    classes, kin = word_classes(lexicon), _family(lexicon)
    seen = [0] * len(cast.entities)
    for name, number in zip(names, cast.of_name, strict=True):
        if number < 0 or seen[number] >= _LOOKED_AT:
            continue
        entity = cast.entities[number]
        if entity.kind != "person":
            continue
        seen[number] += 1
        if entity.thing and len(name.words) > 1 and prose[name.start - 4 : name.start].lower() == "the ":
            office = name.words[-1].lower()
            if classes.roles.get(office, "p") != "p" and name.words[-1][0].isupper():
                entity.thing = False  # "the Harbour Master"
                entity.heads.add(office)
        for title in name.titles or ((entity.title,) if entity.title == name.words[0] else ()):
            head = _TITLE_NOUNS.get(title.lower(), title.lower())
            if classes.roles.get(head, "p") != "p" and head not in _ADDRESSES:
                entity.heads.add(head)
            if head in _STYLED:
                entity.heads.add(_STYLED[head])
        m = _AFTER.match(prose, name.end) if _goes_on(prose, name.end) else None
        if m is not None:
            after = _role_after(prose, m, classes.roles)
            if after and _fits(entity, classes.roles[after[1]]):
                entity.heads.add(after[1])
                entity.roles[after[0]] += 1
                entity.described.setdefault(after[0], after[2])
            told = m[1] if "," in m[0] or "(" in m[0] else None  # "Corby 3" is a result
            age = told or ((aged := _AGED.match(prose, name.end)) and aged[1])
            if age:
                entity.heads.add(f"{age}-year-old")
        if prose.endswith("old", 0, max(0, name.start - 1)) and (
            old := _YEARS_OLD.search(prose, max(0, name.start - _LONGEST_AGE), name.start)
        ):
            entity.heads.add(f"{old[1]}-year-old")
        role = None if name.caps else _role_before(prose, name.start, classes.roles, classes.known)
        if role is None and prose.startswith(", ", name.start - 2):
            role = _role_apart(prose, name, classes.roles, lexicon)
        elif role and role[1] in kin and not entity.titles and not _fits(entity, classes.roles[role[1]]):
            entity.gender = "?"  # "his brother Mossie" is a man, whatever a list of names says
        if role and _fits(entity, classes.roles[role[1]]):
            entity.heads.add(role[1])
            entity.roles[role[0]] += 1
        if entity.gender == "?" and entity.heads:
            for head in entity.heads:
                if classes.roles.get(head) in ("m", "f") and not (head == "lordship" and "judge" in entity.heads):
                    entity.gender = "m" if classes.roles[head] == "m" else "f"


@lru_cache(maxsize=8)
def _family(lexicon: Lexicon) -> frozenset[str]:
    """Nouns for members of a family."""
    return frozenset(noun for noun, values in lexicon.table("kinship").items() if len(values) > 1)


def join_offices(cast: Cast, lexicon: Lexicon) -> None:
    """Let "the Minister" of the narration be the one person who is a minister; of nobody else it is a name of its own.

    Only where the word is a name by its capital and no title that goes with surnames.
    """
    roles = word_classes(lexicon).roles
    bearers: dict[str, list[int]] = {}
    lone: list[tuple[str, int]] = []
    for number, entity in enumerate(cast.entities):
        if entity.kind != "person":
            continue
        if len(entity.names) == 1 and not entity.titles:
            word = next(iter(entity.names)).lower()
            if roles.get(word, "p") != "p":
                lone.append((word, number))
                continue
        for head in entity.heads:
            bearers.setdefault(head, []).append(number)
    into: dict[int, int] = {}
    for word, number in lone:
        fits = [n for n in bearers.get(word, ()) if cast.entities[n].full or cast.entities[n].title]
        cast.entities[number].heads.add(word)
        if len(fits) == 1 and cast.entities[number].mentions <= min(_SELDOM, cast.entities[fits[0]].mentions):
            into[number] = fits[0]
    if not into:
        return
    for i, number in enumerate(cast.of_name):
        if number in into:
            cast.of_name[i] = into[number]
    for one, two in into.items():
        gone, kept = cast.entities[one], cast.entities[two]
        kept.names += gone.names
        kept.mentions += gone.mentions
        cast.entities[one] = Entity(thing=True)


def _fits(entity: Entity, gender: str) -> bool:
    """Whether a role noun is none of the other sex: of "a Monsieur Lenoir, a French lady, …" two are meant."""
    return {entity.gender, gender} != {"m", "f"}


def _goes_on(prose: str, at: int) -> bool:
    """Whether a name is followed by a comma, a figure, or the first letter of "who" or "is": most are not."""
    if prose.startswith(",", at):
        return True
    following = prose[at + 1 : at + 2]
    return following in ",(wi" or following.isdecimal()


def _role_after(prose: str, m: re.Match[str], table: Mapping[str, str]) -> tuple[str, str, int] | None:
    """The description that follows a name behind a comma or "is a": (without its determiner, head noun, its end).

    `m` is what stands between the two.
    """
    link = m.group()
    if "," not in link and "who" not in link and "is" not in link:
        return None
    words: list[str] = []
    end = m.end()
    for w in _WORD.finditer(prose, m.end(), m.end() + 70):
        if prose[end : w.start()].strip():
            break
        words.append(w.group())
        end = w.end()
        if len(words) == 1:
            starts = w.group().lower() in _STARTERS or w.group().endswith(("’s", "'s", "s’"))
            if not starts and not (w.group()[0].islower() and w.group() in table):
                return None
        head = w.group().lower()
        if len(words) > 1 and head in _STARTERS:  # "…, the stone made a man …"
            return None
        if head in table and table[head] != "p":
            if words[0].lower() in _STARTERS:
                words = words[1:]
            return " ".join(words), head, end
        if len(words) > 6:
            break
    return None


def _role_before(
    prose: str, at: int, table: Mapping[str, str], known: Mapping[str, tuple[str, str]]
) -> tuple[str, str] | None:
    """Lower-case words right before a name: "harbour master Jo Lund"."""
    if at < 2 or prose[at - 1] not in " \n" or not (prose[at - 2].isalnum() or prose[at - 2] in "_’'-"):
        return None
    last = prose[max(0, at - 60) : at].rsplit(None, 1)[-1]
    if not last.isalpha() and (tail := _TAIL.search(last)) is not None:
        last = tail[0]
    if last not in table:
        return None  # as nearly always
    m = _BEFORE.search(prose, max(0, at - 60), at)
    if m is None:
        return None
    words = m[1].split()
    if words[-1] not in table or table[words[-1]] == "p":
        return None
    start = len(words) - 1
    while start > 0 and known.get(words[start - 1].lower(), ("w", ""))[0] in "w":
        if start > 1 and words[start - 1].endswith("ed") and words[start - 2][0].isupper():
            break  # "Nan Otis sued editor Roy Marsh"
        start -= 1
        if not words[start].islower():
            break
    return " ".join([words[start].lower(), *words[start + 1 :]]), words[-1]


_APART = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[{UPPER}]\w+[’']s?) "
    r"((?:(?!(?:the|an?|to|and|with|by|from) )[\w’'-]+ ){0,5}?([\w-]+)), $"
)
_SEVERAL = frozenset(
    {"sister", "brother", "son", "daughter", "aunt", "uncle", "cousin", "nephew", "niece", "child", "grandson",
     "granddaughter", "boyfriend", "girlfriend"}
)  # fmt: skip
"""Relatives of whom people have several, and each of a family other ones."""
_APART_ENDS = (",", ".", ";", ":")


def _role_apart(prose: str, name: Name, table: Mapping[str, str], lexicon: Lexicon) -> tuple[str, str] | None:
    """The description that a name between commas explains: "The former chancellor, Edith Rohm, wrote"."""
    if not prose.startswith(_APART_ENDS, name.end):
        return None
    m = _APART.search(prose, max(0, name.start - 70), name.start)
    if m is None or table.get(m[2].lower(), "p") == "p" or m[2].lower() in lexicon.words("anybody"):
        return None
    if m[2].lower() in _SEVERAL and m.group().lower().startswith(("his ", "her ", "their ", "my ", "our ")):
        return None
    return m[1].lower(), m[2].lower()


# Begins with a class of characters and looks back from there: `re` skips fast to the next of them.
_PRONOUN = re.compile(r"[HhSs](?<!\w[HhSs])(?:((?<=[Hh])(?:e|im|is|imself))|(?<=[Ss])he|(?<=[Hh])er(?:s|self)?)\b")
_REACH = 160
"""So far behind a name a pronoun may count for it."""
_LED = 60
"""So far before a name its sentence begins, where it is the first in it."""
_CONTRARY = 6
"""So many pronouns, nearly all of one gender, settle it against what the name seemed to tell …"""
_BOUND = 2
"""… or so many of those that the order of words binds to the name."""


def find_genders(
    prose: str,
    cast: Cast,
    positions: Sequence[int],
    mentioned: Sequence[int],
    outside: Sequence[tuple[int, int]],
    lexicon: Lexicon,
) -> None:
    """Count which pronouns follow each entity outside of quotations, and settle genders that are open.

    A pronoun counts for the entity named last before it, where no other was named within reach, or where that entity
    says something of themselves: "Minister Ayo Lund, …, said she would".
    """
    known = word_classes(lexicon).known
    votes: dict[int, list[int]] = {}
    bound: dict[int, list[int]] = {}
    total = [1, 1]
    for start, end in outside:
        for m in _PRONOUN.finditer(prose, start, end):
            at = m.start()
            i = bisect_left(positions, at) - 1
            if i < 0 or at - positions[i] > _REACH:
                continue
            entity = mentioned[i]
            woman = m[1] is None
            before = positions[i - 1] if i else 0
            subject = prose[at + woman + 1] == "e" and m.end() == at + woman + 2
            if subject and positions[i] >= start and _is_bound(prose, max(start, before), positions[i], at, known):
                bound.setdefault(entity, [0, 0])[woman] += 1
            elif i and mentioned[i - 1] != entity and at - before < _REACH:
                continue
            votes.setdefault(entity, [0, 0])[woman] += 1
            total[woman] += 1
    share = min(max(total[0] / (total[0] + total[1]), 0.25), 0.75)
    for number, (men, women) in votes.items():
        his, hers = bound.get(number, (0, 0))
        _settle(cast.entities[number], men * (1 - share), women * share, men + women >= _CONTRARY)
        if his + hers >= _BOUND:
            _settle(cast.entities[number], his, hers, True)
        elif his + hers and cast.entities[number].gender == "?":
            cast.entities[number].gender = "m" if his else "f"


_SENTENCE = re.compile(r"[.?!;:)] |\n")
_APPOSED = re.compile(r"[^,.;:“”\n]{2,40}, (?!who\b|whose\b)[a-z]")
_GOVERNED = re.compile(r"[^,]*\b(?:of|to|in|by|for|with|from) ")


def _is_bound(prose: str, start: int, name: int, pronoun: int, known: Mapping[str, tuple[str, str]]) -> bool:
    """Whether a pronoun is that of the one who begins its sentence, and says it.

    `start` is where somebody else is named before, or the narration begins.
    """
    if _SENTENCE.search(prose, name, pronoun) is not None:
        return False
    if not any(known.get(word, ("w",))[0] == "V" for word in prose[name:pronoun].split()):
        return False  # as mostly: "Ayo Lund sat down when she could"
    low = max(start, name - _LED)
    first = low if low == start else -1
    for m in _SENTENCE.finditer(prose, low, name):
        first = m.end()
    if first < 0 or _PRONOUN.search(prose, first, pronoun) is not None:
        return False
    lead = prose[first:name]
    if lead.endswith(", ") and _APPOSED.match(prose, name):
        lead = lead[:-2]  # "The school’s head teacher, Ayo Lund, said she would"
    return "," not in lead and _GOVERNED.fullmatch(lead) is None


def _settle(entity: Entity, men: float, women: float, plain: bool) -> None:
    """Settle a gender that is open, or, where it is `plain`, one that no title tells."""
    if entity.kind != "person":
        return
    more, less = max(men, women), min(men, women)
    if more < 3 * less:
        return
    found = "m" if men > women else "f"
    if entity.gender == "?" or (entity.gender != found and not entity.title and plain and more >= 5 * less):
        entity.gender = "m" if found == "m" else "f"


_INTRODUCTION = re.compile(
    r"[AaOoTt](?<!\w[AaOoTt])(?:(?<=[Tt])he|(?<=[Aa])(?:n(?:other)?)?|(?<=[Oo])ne)[ \n]((?:[\w’'-]+[ \n]){0,4}[\w’'-]+)"
)
_PREDICATE = frozenset(
    {"is", "was", "be", "were", "are", "been", "being", "as", "like", "of", "than", "become", "became",
     "becomes", "such", "not", "n’t", "by", "for", "with", "to"}
)  # fmt: skip
_LAST_WORD = re.compile(r"([\w’']+)[ \n]$")
_NO_PEOPLE = frozenset({"chair", "voice", "source"})
"""They may speak, but what is told of them is hardly ever told of people: "took a chair", "in a low voice"."""
"""Somebody's office only with the plain article: "the chair", but "a folding chair"."""


def find_introductions(
    prose: str, outside: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Iterator[tuple[int, int, str]]:
    """People without a name outside of quotations: "A staff nurse with …", "the nurse" → (start, end, head noun)."""
    roles, known = word_classes(lexicon).roles, word_classes(lexicon).known
    tells_nothing = word_classes(lexicon).role_words.isdisjoint
    for start, end in outside:
        for m in _INTRODUCTION.finditer(prose, start, end):
            if tells_nothing(m[1].lower().split()):  # as mostly
                continue
            head = ""
            at = m.start(1)
            for written in m[1].split():
                at += len(written)
                word = written.lower()
                if word in roles:
                    head, stop = word, at
                elif head or ((found := known.get(word)) is not None and found[0] not in "waedVGMF"):
                    break
                at += 1
            if not head or roles[head] == "p" or head in _NO_PEOPLE:
                continue
            if prose[m.start()] in "Tt":
                yield m.start(), stop, head
                continue
            before = _LAST_WORD.search(prose, max(0, m.start() - 14), m.start())
            if (before and before[1].lower() in _PREDICATE) or prose[max(0, m.start() - 2) : m.start()] in (
                ", ",
                "— ",
                "– ",
            ):
                continue
            yield m.start(), stop, head


_GOES_BY = re.compile(
    r",? ?(?:(?:who|whom|that) )?(?:(?:is|was|has been) )?(?:"
    r"(?:go(?:es|ing) by|answer(?:s|ed|ing) to)(?: the name(?: of)?)?|nicknamed|dubbed|introduced as"
    r"|(?:perform|record)(?:s|ed|ing) as|with the (?:nickname|stage name|alias)"
    r"|whose (?:(?:nick|stage |street |pen )name|alias|nom de guerre|call ?sign) (?:is|was)"
    r"|whose \w+s (?:all )?call(?:ed)? (?:him|her)"
    r"|(?:widely |better |only |best )?known (?:only |locally |to [\w’' ]{1,25} )?as"
    r"|(?:call(?:s|ed|ing)|styl(?:es|ed)|sign(?:s|ed)) (?:himself|herself)"
    r"|(?:introduc|identifi)(?:es|ed) (?:himself|herself) (?:only |simply )?as"
    r"|(?:us(?:es|ing|ed)|(?:goes|went|writes|writing|wrote|performs) under) the"
    r" (?:name|nickname|alias|pseudonym|pen name|handle)"
    r"|(?:everyone|everybody|they|friends|people|neighbou?rs|locals|colleagues|(?:the|his|her|their) \w+s)"
    r"(?: (?:here|there|in the \w+))? (?:calls?|called|knows? as|knew as)"
    r"|ask(?:s|ed) to be (?:called|named|identified|known)(?: only)?(?: as)?(?: only)?"
    r"|(?:gave|gives|giving) (?:his|her) name (?:only )?as|identified (?:only )?as|by the name of)"
    rf" (?P<mark>[“\"‘'])?(?P<name>(?:[Tt]he )?[{UPPER}][\w’-]*\w(?: [{UPPER}][\w’-]*\w)?)"
)


def bearer_of(prose: str, at: int, cast: Cast) -> int | None:
    """The one of the name that a description ending at `at` goes by: "a man who goes by the name “Shorty”"."""
    m = _GOES_BY.match(prose, at)
    if m is None or (m["name"].startswith(("the ", "The ")) and not m["mark"]):
        return None
    for number, entity in enumerate(cast.entities):
        if m["name"] in entity.names:
            entity.thing = False  # though the name stands in marks alone
            return number
    bare = m["name"].removeprefix("the ").removeprefix("The ")
    as_read = ({bare}, {bare.split()[-1]})
    number = next((i for i, other in enumerate(cast.entities) if set(other.names) in as_read), len(cast.entities))
    if number == len(cast.entities):
        cast.entities.append(Entity(first=m.start("name"), mentions=1))
    entity = cast.entities[number]
    entity.names.clear()
    entity.thing = False
    entity.names[m["name"]] += max(1, entity.mentions)
    return number
