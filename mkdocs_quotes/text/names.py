"""Find capitalised names in prose: persons, organisations and the like, with their titles.

A name is kept on evidence. Inside a sentence a capital is evidence enough; at its start the word must be seen inside
another sentence, be a known given name, carry a title, or be no ordinary word at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..lang import Lexicon
from .letters import GAP, UPPER

NameKind = Literal["person", "organisation", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place of the prose. `start` counts its title and its role words in."""

    start: int
    end: int
    words: tuple[str, ...]
    """The name proper: no titles, no nickname in marks, no suffix."""
    titles: tuple[str, ...] = ()
    """Titles before the name without dots, as written: ("Det", "Sgt")."""
    role: str = ""
    """Capitalised words before the title together with it: "Iranian Foreign Minister"."""
    kind: NameKind = "person"
    caps: bool = False
    """Written in capitals throughout."""
    initial: bool = False
    """Stands at the start of a sentence or block."""

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class NameRules:
    """The language's patterns and lists for names, compiled once a lexicon."""

    sequence: re.Pattern[str]
    titles: Mapping[str, tuple[str, ...]]
    offices: frozenset[str]
    stops: frozenset[str]
    not_persons: frozenset[str]
    organisation_words: frozenset[str]
    given: frozenset[str]
    common: frozenset[str]
    suffixes: frozenset[str]
    role_words: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=16)
def _rules(lexicon: Lexicon) -> NameRules:
    titles = lexicon.table("honorifics")
    particles = sorted(lexicon.words("particles"), key=len, reverse=True)
    hyphened = "|".join(re.escape(p) for p in particles if p.endswith("-"))
    plain = "|".join(re.escape(p) for p in particles if not p.endswith("-"))
    # An apostrophe belongs to a word when a letter follows it that is not a lone possessive s.
    inner = r"(?:[\w]|[’'](?![sS]\b)(?=\w)|[-‑](?=\w))"
    word = rf"(?:(?:{hyphened})?[{UPPER}]{inner}*)"
    initials = rf"(?:[{UPPER}]\.(?:[-  ]?[{UPPER}]\.)*)"
    dotted = "|".join(sorted((re.escape(t) for t in titles), key=len, reverse=True))
    title = rf"(?:(?:{dotted})\.(?={GAP}?[{UPPER}]))"
    unit = rf"(?:{title}|{initials}(?![\w])|{word})"
    nickname = rf"(?:[“\"‘']{word}(?: {word}){{0,2}}[”\"’']{GAP})"
    join = rf"(?:{GAP}(?:(?:{plain}){GAP}){{0,3}}|{GAP}&{GAP}|(?<=\.)(?=[{UPPER}]))"
    sequence = re.compile(rf"(?<![\w’'-])(?:(?<![{UPPER}]\.)|(?<=\s)){unit}(?:{join}{nickname}?{unit}){{0,11}}")
    roles = frozenset(w.capitalize() for w in lexicon.table("role_nouns"))
    return NameRules(
        sequence=sequence,
        titles=titles,
        offices=frozenset(t for t, v in titles.items() if "office" in v),
        stops=lexicon.words("stop_capitals"),
        not_persons=lexicon.words("not_persons"),
        organisation_words=lexicon.words("org_words"),
        given=lexicon.words("given_names_m") | lexicon.words("given_names_f") | lexicon.words("given_names_u"),
        common=lexicon.words("common_words"),
        suffixes=lexicon.words("suffixes"),
        role_words=roles,
        places=lexicon.words("places_as_speakers"),
    )


_EPITHETS = frozenset({"Poor", "Dear", "Dearest", "Old", "Young", "Little", "Ex", "Former", "Late"})
_UNIT = re.compile(r"[^\s“”\"‘]+")
_NICKNAME = re.compile(r"[“\"‘'](?=\S)[^“”\"‘’']+[”\"’']\s+")
_CONTRACTION = re.compile(r"(?<=[a-zI])(?:n?[’'](?:m|ll|ve|d|re|t|M|LL|VE|D|RE|T))$")
_OPENERS = "“\"‘'«„([—–-*_>|"


def is_sentence_start(prose: str, at: int) -> bool:
    """Whether the character at `at` begins a sentence, line or quoted words."""
    i = at - 1
    while i >= 0 and prose[i] in _OPENERS:
        i -= 1
    if i < at - 1 and (i < 0 or not prose[i].isspace()):
        return True
    j = i
    while j >= 0 and prose[j].isspace():
        j -= 1
    if j < 0 or i < at - 1:
        return True
    if prose[j] in ".!?:”\"’'…)»*" and prose[j] not in "’'":
        return True
    if prose[j] in "’'":
        return j > 0 and prose[j - 1] in ".!?,"
    return prose.count("\n", j, at) > 1


def _split(rules: NameRules, text: str) -> Iterator[tuple[int, int, str]]:
    """The units of a capitalised sequence, nicknames in marks left out: (start, end, word)."""
    hidden = [m.span() for m in _NICKNAME.finditer(text)] if any(c in text for c in "“\"‘") else []
    for m in _UNIT.finditer(text):
        if not any(a <= m.start() < b for a, b in hidden):
            yield m.start(), m.end(), m.group()


def find_names(prose: str, lexicon: Lexicon) -> list[Name]:
    """All names in the prose, in order, without overlaps. Linear in the length of the prose."""
    rules = _rules(lexicon)
    found = [name for m in rules.sequence.finditer(prose) for name in _names_in(rules, prose, m)]
    found = [n for n in found if not _is_month(prose, n)]
    found = _drop_openings(rules, prose, found)
    inside: Counter[str] = Counter()
    for name in found:
        if not name.initial or name.titles or len(name.words) > 1:
            inside.update(name.words)
    return _join_organisations(rules, prose, [n for n in found if _attested(rules, n, inside)])


def _drop_openings(rules: NameRules, prose: str, names: list[Name]) -> list[Name]:
    """Cut "Presently" off "Presently Tony" and drop what is no name but two names side by side.

    A common word that opens a sentence belongs to a name only where the same name stands inside another sentence.
    """
    attested = Counter(n.words for n in names if not n.initial)
    lone = Counter(n.words[0] for n in names if len(n.words) == 1)
    out = []
    for name in names:
        words = name.words
        if name.initial and len(words) > 1 and not name.titles and words not in attested:
            first = words[0]
            if first.lower() in rules.common and first.lower() not in rules.given and first not in rules.titles:
                at = prose.index(words[1], name.start) if words[1] in prose[name.start : name.end] else name.start
                name = Name(at, name.end, words[1:], (), "", _kind(rules, list(words[1:]), False, list(words[1:])),
                            name.caps, False)  # fmt: skip
                words = name.words
        if len(words) == 2 and min(lone[w] for w in words) > 20 * attested[words]:
            continue
        out.append(name)
    return out


def _names_in(rules: NameRules, prose: str, match: re.Match[str]) -> Iterator[Name]:
    """Cut a capitalised sequence at words that belong to no name, and read titles and roles off each piece."""
    text, base = match.group(), match.start()
    piece: list[tuple[int, int, str]] = []
    for start, end, word in _split(rules, text):
        bare = word.rstrip(".")
        stop = bare if not bare.isupper() or len(bare) < 2 else bare.capitalize()
        if stop in rules.stops or _CONTRACTION.sub("", stop) in rules.stops:
            if piece:
                yield from _name(rules, prose, base, piece)
                piece = []
            continue
        piece.append((start, end, word))
    if piece:
        yield from _name(rules, prose, base, piece)


def _name(rules: NameRules, prose: str, base: int, piece: list[tuple[int, int, str]]) -> Iterator[Name]:
    while piece and piece[-1][2].islower():  # a particle with nothing behind it
        piece.pop()
    while piece and (piece[0][2].islower() or piece[0][2] == "&"):
        piece.pop(0)
    if not piece:
        return
    start, end = base + piece[0][0], base + piece[-1][1]
    words = [w for _, _, w in piece]
    caps = all(w.isupper() for w in words if len(w) > 1) and any(len(w) > 3 for w in words)
    if caps:
        words = [recase(w) if len(w.rstrip(".")) > 1 else w for w in words]
    while len(words) > 1 and words[0] in _EPITHETS:
        words.pop(0)
        piece.pop(0)
    if piece[0][2] in rules.titles and len(piece) == 1 and prose[base + piece[0][1] : base + piece[0][1] + 1] == ".":
        return
    start = base + piece[0][0]
    while len(words) > 1 and words[-1].rstrip(".") in rules.suffixes | {"Kc", "Qc", "Mp"}:
        words.pop()
    title_at = -1
    for i, word in enumerate(words[:-1]):
        bare = word.rstrip(".")
        if bare in rules.titles:
            title_at = i
        elif bare in rules.role_words and not (i == 0 and bare.lower() in rules.given):
            title_at = i
    titles = tuple(w.rstrip(".") for w in words[: title_at + 1] if w.rstrip(".") in rules.titles)
    role_words = words[: title_at + 1]
    is_role = bool(role_words) and (
        role_words[-1].rstrip(".") in rules.offices or role_words[-1].rstrip(".") not in rules.titles
    )
    role = " ".join(role_words) if is_role else ""
    proper = words[title_at + 1 :]
    if not proper:
        return
    if not caps and (titles or is_role) and any(len(w) > 3 for w in proper) and all(w.isupper() for w in proper):
        caps, proper = True, [recase(w) for w in proper]
    kind = _kind(rules, proper, bool(titles) or is_role, words)
    if kind == "organisation":  # "Health Minister" may head a person, never a department
        proper, titles, role = words, (), ""
    initial = is_sentence_start(prose, start)
    if prose[end - 1] == "." and len(proper[-1]) > 2:
        end -= 1
        proper = [*proper[:-1], proper[-1].rstrip(".")]
    yield Name(start, end, tuple(proper), titles, role, kind, caps, initial)


def recase(word: str) -> str:
    """A word in capitals as a name would be written: O’NEILL → O’Neill, AL-ASSAD → al-Assad, MACASKILL → Macaskill."""
    out = re.sub(r"\w+", lambda m: m.group().capitalize(), word)
    return re.sub(r"^(Al|El)-", lambda m: m.group().lower(), out)


def _kind(rules: NameRules, words: list[str], titled: bool, whole: list[str]) -> NameKind:
    last = words[-1].rstrip(".")
    if titled and len(words) <= 3 and last not in rules.organisation_words:
        return "person"
    if "&" in words or any(w in rules.organisation_words for w in whole[1:]) or (
        len(words) == 1 and last in rules.organisation_words and not titled
    ):
        return "organisation"
    if " ".join(words) in rules.places:
        return "organisation"
    if len(words) == 1 and last.isupper() and 2 <= len(last) <= 6 and "." not in last:
        return "organisation"
    if all(w in rules.not_persons for w in words):
        return "other"
    return "person"


def _attested(rules: NameRules, name: Name, inside: Counter[str]) -> bool:
    """Whether a word with a capital at the start of a sentence is a name."""
    if len(name.words) == 1 and name.words[0].rstrip(".") in ("I", "A", "O", "Q"):
        return False
    if not name.initial or name.titles or name.role:
        return not (len(name.words) == 1 and len(name.words[0]) == 1)
    if len(name.words) > 1:
        return True
    word = name.words[0]
    if word.lower() in rules.common:
        return inside[word] > 1
    return inside[word] > 0 or word.lower() in rules.given or not word.lower().endswith(("ing", "ly", "ed"))


_MONTH_BEFORE = re.compile(r"\b(?:in|of|since|by|last|next|until|till|from|early|late|mid|this|every|for|and|\d(?:st|nd|rd|th)?) $", re.I)
_MONTH_AFTER = re.compile(r",? \d|-")


def _is_month(prose: str, name: Name) -> bool:
    """ "in June", "May 4": the months that are also names."""
    if len(name.words) > 1 or name.titles or name.words[0] not in ("April", "May", "June", "August"):
        return False
    before = _MONTH_BEFORE.search(prose, max(0, name.start - 8), name.start)
    return bool(before or _MONTH_AFTER.match(prose, name.end))


_OF = re.compile(r"\s(?:of|for)(?:\s[Tt]he)?\s$|\s(?:of|for)\s(?:[a-z]+\s)?$")
_POSSESSIVE = re.compile(r"[’'](?:s)?\s$")


def _join_organisations(rules: NameRules, prose: str, names: list[Name]) -> list[Name]:
    """Join "Department" + "of" + "Health", and "Rail Passengers" + "’" + "Council"."""
    out: list[Name] = []
    for name in names:
        if out:
            before = out[-1]
            gap = prose[before.end : name.start]
            if len(gap) < 12 and (
                (before.words[-1] in rules.organisation_words and not before.titles and _OF.fullmatch(gap))
                or (gap in ("’ ", "' ") and name.words[-1] in rules.organisation_words)
            ):
                words = (*before.words[:-1], *prose[before.end - len(before.words[-1]) : name.end].split())
                if len(words) <= 8:
                    out[-1] = Name(before.start, name.end, tuple(words), (), "", "organisation", False, before.initial)
                    continue
        out.append(name)
    return out
