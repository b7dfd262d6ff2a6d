"""Find capitalised names in prose: persons, organisations and the like, with their titles.

A name is kept on evidence. Inside a sentence a capital is evidence enough; at its start the word must be seen
inside another sentence, be a known given name, carry a title, or be no ordinary word at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import chain
from typing import NamedTuple

from mkdocs_quotes.lang import Lexicon

from .letters import UPPER
from .line_ends import sequences
from .name_parts import TIES, NameKind, NameRules, Part, kind_of, name_rules, parts_of, recase
from .written import Written

__all__ = ["Name", "NameKind", "find_names", "is_sentence_start", "recase"]


class Name(NamedTuple):
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
    nickname: str = ""
    """What stands in marks within the name: "Billy" of William “Billy” Tarn."""
    suffix: str = ""
    """What tells son from father: "Jr", "II"."""

    @property
    def text(self) -> str:
        return " ".join(self.words)


_OPENERS = "“\"‘'«„([—–-*_>|"
def is_sentence_start(prose: str, at: int) -> bool:
    """Whether the character at `at` begins a sentence, line or quoted words."""
    if at > 1 and prose[at - 1] == " " and prose[at - 2].isalpha():
        return False  # as nearly always
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
    if prose[j] in '.!?:”"…)»*':
        return True
    if prose[j] in "—–―" and (j == 0 or prose[j - 1] == "\n"):
        return True  # "— Money, said Una"
    if prose[j] in "’'":
        return j > 0 and prose[j - 1] in ".!?,"
    return i - j > 1 and prose.count("\n", j, at) > 1


def find_names(prose: str, lexicon: Lexicon) -> list[Name]:
    """All names in the prose, in order, without overlaps. Linear in the length of the prose."""
    rules = name_rules(lexicon)
    found = [n for n in _all_names(rules, prose) if n.words[0] not in _MONTHS or not _is_month(prose, n)]
    if "@" in prose:
        found = sorted([*found, *_handles(prose)], key=lambda n: n.start)
    found = [_with_given(prose, n) if n.titles and n.titles[-1] in _GIVEN_TITLES else n for n in found]
    found = _cut_openings(rules, prose, found)
    inside = Counter(chain.from_iterable(n.words for n in found if not n.initial or n.titles or len(n.words) > 1))
    written = Written(prose) if len(prose) < _SHORT_TEXT else set(prose.split())
    surnames = {n.words[-1] for n in found if n.kind == "person" and len(n.words) > 1}
    found = _join_organisations(
        rules, prose, [n for n in found if _attested(rules, n, inside, written) or _speaks(rules, prose, n, surnames)]
    )
    if places := _places(rules, prose, found):
        found = [n._replace(kind="other") if n.words in places and not n.titles else n for n in found]
    return _spell_as_body(found) if any(n.caps for n in found) else found


_SHORT_TEXT = 20_000
"""A text of fewer characters is searched for a word quicker than it is taken apart."""


_GIVEN_TITLES = {
    "Dean": re.compile(r"\b(?:[Tt]he|[Aa]s|of|former) [Dd]ean\b|\bdean\b"),
    "Earl": re.compile(r"\b[Tt]he [Ee]arl"),
}
"""Titles that are given names as well, and how a text speaks of one who bears the title."""


def _with_given(prose: str, name: Name) -> Name:
    """ "Dean Hart" is a man called Dean where the text knows of no dean."""
    title = name.titles[-1]
    if len(name.titles) > 1 or len(name.words) > 1 or _GIVEN_TITLES[title].search(prose):
        return name
    return name._replace(words=(title, *name.words), titles=(), role="")


def _all_names(rules: NameRules, prose: str) -> Iterator[Name]:
    """Every capitalised name, whether attested or not."""
    waiting: tuple[int, int, str] | None = None
    for match in rules.sequence.finditer(prose):
        text, base = match.group(), match.start()
        for start, words in sequences(prose, base, text) if "\n" in text else ((base, text),):
            for part in parts_of(rules, words):
                if part.lone:
                    waiting = start + part.start, start + part.end, part.words[0]
                    continue
                name = _name(rules, prose, start, part)
                if waiting is not None:
                    if name.titles and prose[waiting[1] : name.start].strip(". \n") in ("and", "or", "&"):
                        yield Name(waiting[0], waiting[1], name.words[-1:], (waiting[2],))
                    waiting = None
                yield name


def _name(rules: NameRules, prose: str, base: int, part: Part) -> Name:
    start = base + part.start
    words = part.words
    if start and part.start == 0 and prose[start - 1] in TIES:
        for particle in rules.hyphened:
            if prose.endswith(particle, 0, start):
                start -= len(particle)
                words = (particle + words[0], *words[1:])
    _, end, _, titles, role, kind, caps, nickname, suffix, _ = part
    within = start > 1 and prose[start - 1] == " " and prose[start - 2].isalpha()  # as nearly always
    initial = not within and is_sentence_start(prose, start)
    # Without the way by the class, which a function of its own in Python stands at.
    return tuple.__new__(
        Name, (start, base + end, words, titles, role, kind, caps, initial, nickname, suffix)
    )  # fmt: skip


_HANDLE = re.compile(r"(?<![\w@./])@\w{2,30}(?![\w@]|\.\w)")


def _handles(prose: str) -> Iterator[Name]:
    """What people go by on social networks: "@sivek"."""
    for m in _HANDLE.finditer(prose):
        yield Name(m.start(), m.end(), (m.group(),))


_SIDE_BY_SIDE = 20
"""Two words that stand alone so many times as often as together within a sentence are two names …"""
_ALONE = 4
"""… but each must stand alone more often than this."""


def _cut_openings(rules: NameRules, prose: str, names: list[Name]) -> list[Name]:
    """Cut "Presently" off "Presently Tony" and drop what is no name but two names side by side.

    A common word that opens a sentence belongs to a name only where that name stands inside another sentence.
    """
    attested: dict[tuple[str, ...], int] = {}
    lone: dict[str, int] = {}
    surnames = set()
    for name in names:
        words = name.words
        if not name.initial:
            attested[words] = attested.get(words, 0) + 1
        if len(words) == 1:
            lone[words[0]] = lone.get(words[0], 0) + 1
            if name.titles:
                surnames.add(words[0])
    out = []
    for name in names:
        words = name.words
        if len(words) > 1 and not name.titles and name.kind != "organisation" and words not in attested:
            first, rest = words[0].lower(), words[1:]
            if (
                name.initial
                and first in rules.common
                and first not in rules.given
                and (rest in attested or rest[0].lower() in rules.given)
            ):
                at = max(name.start, prose.find(rest[0], name.start, name.end))
                kind = kind_of(rules, list(rest), False, list(rest))
                name = Name(at, name.end, rest, kind=kind, caps=name.caps)
                words = rest
        if name.caps and len(words) > 3 and words[0] in rules.titles and words[1].lower() in rules.given:
            # "SENATOR PAUL GRIEG LEAVING COURT"
            end = name.start + prose[name.start : name.end].upper().find(words[2].upper()) + len(words[2])
            name = name._replace(end=end, words=words[1:3], titles=words[:1], kind="person")
            words = name.words
        if len(words) > 2 and name.kind == "person" and (not name.titles or name.caps) and words not in attested:
            name = _cut_tail(rules, prose, name)
            words = name.words
        if name.initial and name.titles and len(words) > 1 and words[0] in surnames and words not in attested:
            name = _cut_verb(rules, prose, name)
            words = name.words
        if (
            len(words) == 2
            and min(lone.get(words[0], 0), lone.get(words[1], 0)) > _ALONE
            and not (words[0].lower() in rules.given and (words[1].lower() not in rules.given or words[1] in surnames))
            and min(lone[w] for w in words) > _SIDE_BY_SIDE * attested.get(words, 0)
        ):
            continue
        out.append(name)
    return out


def _cut_tail(rules: NameRules, prose: str, name: Name) -> Name:
    """ "Marilla Makes Up", a chapter's title: two ordinary words and more behind a name are none of its own."""
    keep = len(name.words)
    while keep > 1 and _is_ordinary(rules, name.words[keep - 1]):
        keep -= 1
    if name.caps:  # in a line of capitals any word may be none of the name's
        keep = max(keep, 2)
    elif len(name.words) - keep < 2:
        return name
    if keep == len(name.words):
        return name
    end = prose.find(name.words[keep - 1], name.start, name.end) + len(name.words[keep - 1])
    return name._replace(end=max(end, name.start + 1), words=name.words[:keep])


def _cut_verb(rules: NameRules, prose: str, name: Name) -> Name:
    """ "Mr. Pell Interviews the Lodger", a chapter's title: whoever is Mr. Pell elsewhere bears no second name here."""
    words = name.words
    if words[0].lower() in rules.given or not _is_ordinary(rules, words[1]):
        return name
    line_end = prose.find("\n", name.end)
    if prose[name.end : line_end if line_end >= 0 else len(prose)].rstrip()[-1:] in _SENTENCE_ENDS:
        return name
    end = name.start + prose[name.start : name.end].upper().find(words[0].upper()) + len(words[0])
    return name._replace(end=end, words=words[:1])


_SENTENCE_ENDS = frozenset(".!?,;:\"”’'")
"""How a line of narration ends, and hardly a heading."""


def _is_ordinary(rules: NameRules, word: str) -> bool:
    low = word.lower()
    return low not in rules.given and (low in rules.small or low in rules.common or low.rstrip("s") in rules.common)


def _attested(rules: NameRules, name: Name, inside: Counter[str], written: Container[str]) -> bool:
    """Whether a word with a capital at the start of a sentence is a name.

    `inside` counts words seen within sentences; `written` holds all words of the text as they are written.
    """
    if len(name.words) > 1:
        return True
    word = name.words[0]
    if len(word.rstrip(".")) == 1 and not name.titles:
        return False
    if not name.initial or name.titles or name.role:
        return True
    low = word.lower()
    ordinary = low in rules.common or low.removesuffix("s") in rules.common or low in rules.plural_roles
    if ordinary or low in written:
        return inside[word] > 1
    if inside[word] > 0 or low in rules.given or not low.endswith(("ing", "ly", "ed")):
        return True
    return word in rules.places  # "Beijing"


_NEXT_WORD = re.compile(r" (?:(?:[a-z]+ly|later|also|then|once|has|had) )?([a-z]{3,12})\b")
_BEHIND_SPEECH = (",” ", '," ', ",’ ")
"""A comma and a closing mark: what follows goes on with the sentence."""


def _speaks(rules: NameRules, prose: str, name: Name, surnames: Container[str]) -> bool:
    """Whether an ordinary word with a capital can only be a name, by the words around it.

    "…,” West said": a comma goes on with the sentence. — Of Grant Green: "Green said he would".
    """
    if len(name.words) > 1 or len(name.words[0]) < 3 or name.kind != "person":
        return False
    if prose.startswith(_BEHIND_SPEECH, name.start - 3):
        return True
    if name.words[0] not in surnames:
        return False
    following = _NEXT_WORD.match(prose, name.end)
    return following is not None and following[1] in rules.says


_MONTHS = frozenset({"April", "May", "June", "August", "Jan", "Mar", "Jun", "Sun"})
_MONTH_BEFORE = re.compile(
    r"\b(?:in|of|since|by|last|next|until|till|from|early|late|mid|this|every|for|\d(?:st|nd|rd|th)?"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december|[a-z]{3,4}\.) and) $",
    re.I,
)
_BEFORE_MONTH = 16
"""Characters of "September and "."""
_MONTH_AFTER = re.compile(r"[.,]{0,2} \d|-\d")


def _is_month(prose: str, name: Name) -> bool:
    """Whether one of `_MONTHS` is a month: "in June", "May 4"."""
    if len(name.words) > 1 or name.titles:
        return False
    before = _MONTH_BEFORE.search(prose, max(0, name.start - _BEFORE_MONTH), name.start)
    return bool(before or _MONTH_AFTER.match(prose, name.end))


_LOCATED = 3
"""A place stands behind "in" at least once for this many times …"""
_IN = (" in ", "\nin ", "\nIn ", " In ")
_PUT_IN = tuple(f"{verb} in " for verb in ("put", "broke", "cut", "chimed", "joined", "called", "butted", "piped"))
""" "put in Ann" tells who speaks."""
_DATELINE = re.compile(
    rf"(?:, [{UPPER}][\w.]+(?: [{UPPER}]\w+)?){{0,2}}(?:, [{UPPER}]\w+\.? \d{{1,2}})?"
    rf"(?: \([{UPPER}][\w &]+\))? ?[-–—]{{1,2}} "
)


def _places(rules: NameRules, prose: str, names: list[Name]) -> set[tuple[str, ...]]:
    """Names that are places by what stands beside them: "in Tarn", "TARN, March 9 (Reuters) – "; never a given name.

    A word that also stands with a title or within a longer name may be a surname ("faith in Lund") and is none.
    """
    total: dict[tuple[str, ...], int] = {}
    located: dict[tuple[str, ...], int] = {}
    parts_of_names: set[str] = set()
    places: set[tuple[str, ...]] = set()
    for name in names:
        words = name.words
        if name.titles or name.role or (len(words) > 1 and name.kind == "person"):
            parts_of_names.update(words)
        if name.kind != "person" or name.titles or words[0].lower() in rules.given:
            continue
        start = name.start
        if name.caps and (not start or prose[start - 1] == "\n") and (m := _DATELINE.match(prose, name.end)):
            if m.end() - m.start() > len(" -- ") and words[-1].lower() not in rules.given:
                places.add(words)
        elif len(words) == 1:
            total[words] = total.get(words, 0) + 1
            if prose.endswith(_IN, 0, start) and not prose.endswith(_PUT_IN, 0, start):
                within = not prose.startswith(("’s", "'s", "-"), name.end)
                located[words] = located.get(words, 0) + within
    places |= {words for words, n in located.items() if n * _LOCATED >= total[words] and words[0] not in parts_of_names}
    return places


_OF = re.compile(r"\s(?:of|for)(?:\s[Tt]he)?\s$|\s(?:of|for)\s(?:[a-z]+\s)?$")
_FOLLOWING_OF = 12
"""What joins the parts of an organisation's name is shorter than this."""
_POST = re.compile(r" (?:of|for)(?: the)? $")


def _join_organisations(rules: NameRules, prose: str, names: list[Name]) -> list[Name]:
    """Join "Department" + "of" + "Health", and "Rail Passengers" + "’" + "Council"."""
    out: list[Name] = []
    for name in names:
        before = out[-1] if out else None
        if before is None or name.start - before.end >= _FOLLOWING_OF:
            out.append(name)
            continue
        gap = prose[before.end : name.start]
        if _POST.fullmatch(gap) and (joined := _post(rules, prose, before, name)) is not None:
            out[-1] = joined
            continue
        heads = before.kind == "organisation" and before.words[-1] in rules.organisation_words
        if (heads and _OF.fullmatch(gap)) or (
            gap in ("’ ", "' ") and name.words[-1] in rules.organisation_words and not name.titles
        ):
            words = (*before.words[:-1], *prose[before.end - len(before.words[-1]) : name.end].split())
            if len(words) <= 8:
                out[-1] = Name(before.start, name.end, words, (), "", "organisation", False, before.initial)
                continue
        if gap == "’ " and _ends_in_hamza(prose, before) and name.kind == "person" and not name.titles:
            words = (*before.words[:-1], f"{before.words[-1]}’", *name.words)
            out[-1] = name._replace(start=before.start, words=words, role=before.role, initial=before.initial)
            continue
        out.append(name)
    return out


_SPOKEN = re.compile(r"‘[^‘]*[,.?!…—]’")


def _ends_in_hamza(prose: str, name: Name) -> bool:
    """Whether the apostrophe behind a name is a letter of it, as of Sana’ Haddad, and closes nothing."""
    if name.kind != "person" or name.titles or name.words[-1][-1] not in "aeiu":
        return False
    opens = prose.rfind("‘", max(0, name.start - _SPEECH), name.start)
    return opens < 0 or _SPOKEN.match(prose, opens, name.start) is not None


_SPEECH = 300
"""So far before a name single marks may open that its apostrophe would close."""


def _post(rules: NameRules, prose: str, before: Name, name: Name) -> Name | None:
    """ "Duchess" + "Monmouth" is one person; "Minister" + "Ports" is a post and nobody's name."""
    title = before.words[-1]
    if len(before.words) > 5 or before.titles or name.titles:
        return None
    words = (*before.words, *prose[before.end : name.end].split())
    if title in rules.offices or (title == "State" and before.kind == "other"):
        return Name(before.start, name.end, words, (), "", "other", False, before.initial)
    if title in rules.titles and len(before.words) == 1 and name.kind != "organisation":
        return Name(before.start, name.end, words, (), "", "person", before.caps, before.initial)
    return None


def _spell_as_body(names: list[Name]) -> list[Name]:
    """Names in capitals take the spelling that the rest of the text has: MACASKILL → MacAskill."""
    spelling: dict[str, str] = {}
    for name in names:
        if not name.caps:
            for word in name.words:
                spelling.setdefault(word.lower(), word)
    return [n._replace(words=tuple(spelling.get(w.lower(), w) for w in n.words)) if n.caps else n for n in names]
