"""Read a capitalised sequence: where names begin and end in it, what is title, role, nickname, what kind.

Looks at nothing but the sequence itself, so that what is read once holds wherever the same words come again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from mkdocs_quotes.lang import Lexicon
from mkdocs_quotes.lang.inflection import plural_of

from .letters import GAP, UPPER

TIES = ("-", "’", "'")
"""What ties a particle to the name behind it."""
NameKind = Literal["person", "organisation", "other"]


class Part(NamedTuple):
    """A name within a capitalised sequence; offsets count from the start of the sequence."""

    start: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    role: str
    kind: NameKind
    caps: bool
    nickname: str
    suffix: str
    """What tells son from father: "Jr", "II"."""
    lone: bool
    """A title without a name behind it, in want of one ("Mr. and Mrs. Pike"): `words` is the title."""


@dataclass(frozen=True, slots=True)
class NameRules:
    """The language's patterns and lists for names, compiled once a lexicon."""

    sequence: re.Pattern[str]
    hyphened: tuple[str, ...]
    """Particles that are tied to a name: "al-", "d’"."""
    titles: Mapping[str, tuple[str, ...]]
    offices: frozenset[str]
    stops: frozenset[str]
    stop_surnames: frozenset[str]
    """Stops that are surnames behind a given name."""
    not_persons: frozenset[str]
    organisation_words: frozenset[str]
    given: frozenset[str]
    common: frozenset[str]
    plural_roles: frozenset[str]
    """What many people are: "fishermen"."""
    small: frozenset[str]
    """Small words of titles: "of", "up"."""
    particles: frozenset[str]
    suffixes: frozenset[str]
    role_words: frozenset[str]
    firm_words: frozenset[str]
    """Words of organisations' names: `organisation_words` and those that never stand for one alone."""
    places: frozenset[str]
    place_words: Mapping[str, tuple[str, ...]]
    peoples: Mapping[str, bool]
    """Words for one of a people, and what they are: "Danish"; True where the word is nothing else: "Dane"."""
    says: frozenset[str]
    """Verbs of saying in all their forms."""
    known: dict[str, tuple[Part, ...]] = field(default_factory=dict, compare=False)
    """Sequences that were read, see `parts_of`."""


@lru_cache(maxsize=16)
def name_rules(lexicon: Lexicon) -> NameRules:
    """Compile the patterns and lists of a language."""
    titles = lexicon.table("honorifics")
    # What joins names in another language may be a small word here: "der" of "van der Berg".
    small_here = lexicon.own_values("function_words") if lexicon.base else frozenset()
    particles = (lexicon.words("particles") - small_here) | lexicon.own_words("particles")
    longest_first = sorted(particles, key=len, reverse=True)
    hyphened = tuple(p for p in longest_first if p.endswith(TIES))
    tied = "|".join(re.escape(p) for p in hyphened) or "(?!)"
    plain = "|".join(re.escape(p) for p in longest_first if not p.endswith(TIES)) or "(?!)"
    # An apostrophe belongs to a word when a letter follows it that is not a lone possessive s.
    # A mark for emphasis (_Ann_) does not. Letters run as long as they can: `re` takes one class in one go.
    inner = r"[^\W_]*(?:(?:[’'](?![sS]\b)|[-‑])(?=\w)[^\W_]*)*"
    word = rf"(?:(?:{tied})?[{UPPER}]{inner})"
    written = {form for t in titles if " " not in t for form in (t, t.upper())}
    # What follows a first capital: the rest of a title, initials, or a word. Titles are tried where a full stop is
    # near, and only those of that letter.
    longest = max(map(len, written), default=1) - 1
    dotted = rf"(?:{_tails(written)})\.(?={GAP}?[{UPPER}])|\.(?:[-  ]?[{UPPER}]\.)*(?!\w)"
    letters = re.escape("".join({c for t in written for c in t if not c.isalnum()}))
    rest = rf"(?:(?=[\w{letters}]{{0,{longest}}}\.)(?:{dotted})|{inner})"
    unit = rf"(?:[{UPPER}]{rest}|(?:{tied})[{UPPER}]{inner})"
    nickname = rf"(?:(?:[“\"‘'(]|\([“\"‘']){word}(?: {word}){{0,2}}(?:[”\"’']\)|[”\"’')]){GAP})"
    small = "".join({re.escape(p[0]) for p in particles})
    join = rf"(?:{GAP}(?:(?=[{small}&])(?:(?:(?:{plain}){GAP}){{1,3}}|&{GAP}))?|(?<=\.)(?=[{UPPER}]))"
    # Begins with a class of characters and looks back from there: `re` skips fast to the next capital.
    behind = "".join(rf"|(?<=\b{re.escape(p)}.)" for p in hyphened)
    first = rf"[{UPPER}](?:(?<![^\W_].)(?<![’'@].)(?<!\w[_-].)(?<![{UPPER}]\..){behind})"
    sequence = re.compile(rf"{first}{rest}(?:{join}{nickname}?{unit}){{0,11}}")
    return NameRules(
        sequence=sequence,
        hyphened=hyphened,
        titles=titles,
        offices=frozenset(t for t, v in titles.items() if "office" in v),
        stops=lexicon.words("stop_capitals"),
        stop_surnames=lexicon.words("stop_surnames"),
        not_persons=lexicon.words("not_persons"),
        organisation_words=lexicon.words("org_words"),
        given=lexicon.words("given_names_m") | lexicon.words("given_names_f") | lexicon.words("given_names_u"),
        common=lexicon.words("common_words"),
        plural_roles=frozenset(map(plural_of, lexicon.table("role_nouns"))),
        small=lexicon.words("title_small_words") | lexicon.words("phrase_particles"),
        particles=particles,
        suffixes=frozenset(s.rstrip(".").lower() for s in lexicon.words("suffixes")),
        role_words=frozenset(w[0].upper() + w[1:] + s for w in lexicon.table("role_nouns") for s in ("", "s")),
        firm_words=lexicon.words("firm_words") | lexicon.words("org_words"),
        places=lexicon.words("places_as_speakers"),
        place_words=lexicon.table("place_words"),
        peoples=_peoples(lexicon),
        says=frozenset(form for lemma, forms in lexicon.table("cue_verbs").items() for form in (lemma, *forms)),
    )


def _peoples(lexicon: Lexicon) -> dict[str, bool]:
    table = lexicon.table("demonyms")
    adjectives = {values[0] for values in table.values() if values}
    return {word: word not in adjectives for word in (*table, *adjectives)}


def _tails(titles: Iterable[str]) -> str:
    """A pattern for what follows the first letter of a title."""
    by_letter: dict[str, list[str]] = {}
    for title in sorted(titles, key=len, reverse=True):
        by_letter.setdefault(title[0], []).append(re.escape(title[1:]))
    return "|".join(f"(?<={letter})(?:{'|'.join(tails)})" for letter, tails in by_letter.items()) or "(?!)"


_EPITHETS = frozenset({"Poor", "Dear", "Dearest", "Old", "Young", "Little", "Ex", "Former", "Late", "Sweet"})
_UNIT = re.compile(r"[^\s“”\"‘()]+")
_NICKNAME = re.compile(r"\(?[“\"‘'(](?=\S)([^“”\"‘’'()]+)[”\"’')]\)?\s+")
_CONTRACTION = re.compile(r"(?<=[a-zI])(?:n?[’'](?:m|ll|ve|d|re|t|M|LL|VE|D|RE|T))$")
_ROMAN = re.compile(r"(?=[IVXLC]{2})C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?$")
_NUMBERED = re.compile(r".?\d")
_GENERATION = re.compile(r"[JS]r|I{1,3}|IV", re.I)
_AGE = re.compile(r"-(?:year|month|week|day)-old$", re.I)
_TRADE = re.compile(r"(?:er|or|ist|ian|ant|man|woman|mate|smith|wright|master|mistress)s?$")
_MANNER = (
    "esque", "ism", "ists", "-born", "-based", "-led", "-backed", "-style", "-era", "-area", "-like", "-owned",
    "-made", "-run", "-held", "-wide", "-bound", "-controlled", "-educated", "-trained", "-funded", "-inspired",
    "-sponsored", "-appointed", "-dominated", "-speaking", "-occupied", "-leaning", "-related", "-friendly",
)  # fmt: skip
"""How words end that tell what somebody or something is like: "Kafkaesque", "the Indiana-born judge"."""


_KEPT = 1 << 14
"""So many sequences are remembered, from text to text: the same names come again."""


def parts_of(rules: NameRules, text: str) -> tuple[Part, ...]:
    """`read_sequence`, remembered."""
    parts = rules.known.get(text)
    if parts is None:
        if len(rules.known) >= _KEPT:
            rules.known.clear()
        parts = rules.known[text] = read_sequence(rules, text)
    return parts


def read_sequence(rules: NameRules, text: str) -> tuple[Part, ...]:
    """The names in a capitalised sequence."""
    hidden: list[tuple[int, int, str]] = []
    if "“" in text or '"' in text or "‘" in text or "(" in text or " '" in text:
        hidden = [(*m.span(), m[1]) for m in _NICKNAME.finditer(text)]
    out: list[Part] = []
    piece: list[_Unit] = []
    for m in _UNIT.finditer(text):
        start, end = m.span()
        if hidden and any(a <= start < b for a, b, _ in hidden):
            continue
        word = m.group()
        stops = _stops(rules, word) and not _is_surname(rules, piece, word)
        if stops or (not piece and word[0] in "IVXLC" and _ROMAN.match(word)):
            out += _read_piece(rules, piece, hidden)
            piece = []
            continue
        if ("’" in word or "'" in word) and (tail := _CONTRACTION.search(word)) and tail.start() > 1:
            end, word = start + tail.start(), word[: tail.start()]
        piece.append((start, end, word))
    return tuple(out + _read_piece(rules, piece, hidden))


_Unit = tuple[int, int, str]


def _stops(rules: NameRules, word: str) -> bool:
    """Whether a capitalised word is no part of any name: "The", "Don’t", "To-day", "Fifteen-year-old"."""
    bare = word.rstrip(".")
    if len(bare) > 1 and bare.isupper():
        bare = bare.capitalize()
    if word in rules.stops or bare in rules.stops:
        return True
    if word.isalpha():  # most words; the rest is about figures, apostrophes and hyphens
        return False
    if _NUMBERED.match(bare) or _CONTRACTION.sub("", bare) in rules.stops:
        return True
    if "-" in word[1:]:
        head, *rest = word.split("-")
        low = head.lower()
        if head in _PARTIES and len(rest) == 1 and rest[0][:1].isupper():
            return True
        return bool(_AGE.search(word)) or (
            (len(low) == 1 or low in rules.common or head in rules.stops)
            and low not in rules.given
            and all(r.islower() for r in rest)
            and not _is_korean(rules, head, rest)
        )
    return False


_PARTIES = frozenset("DRI")
"""With a place behind it such a letter is the seat of somebody just named: "(D-Vt.)"."""
_SYLLABLE = 5
"""More letters no syllable of a Korean given name has."""


def _is_korean(rules: NameRules, head: str, rest: list[str]) -> bool:
    """Whether a compound is a given name of two syllables: "Sun-hee", "Sang-ho", but not "Long-time"."""
    return (
        len(rest) == 1
        and 1 < len(head) < _SYLLABLE
        and 1 < len(rest[0]) <= _SYLLABLE
        and not _is_common(rules, rest[0])
        and not rest[0].endswith(("ed", "ing", "ly", "er"))
    )


_ABBREVIATED = len("Mrs.")
"""A longer title with a full stop ends a sentence."""


def _is_surname(rules: NameRules, piece: list[_Unit], word: str) -> bool:
    """Whether a word that opens sentences is a surname here: "Rania Said", "Mrs March"."""
    if len(piece) != 1:
        return False
    before = piece[0][2]
    if "any-surname" in rules.titles.get(before.rstrip("."), ()):
        # Not in a headline, "Mr. And Mrs. Lund", nor behind one who is addressed: "Good day, Miss. You are late".
        ends = before.endswith(".") and len(before) > _ABBREVIATED
        return word.isalpha() and not word.isupper() and word.lower() not in rules.small and not ends
    if word not in rules.stop_surnames:
        return False
    given = before.lower()
    return given in rules.given or "-" in given or word.lower() in rules.particles


def _read_piece(rules: NameRules, piece: list[_Unit], hidden: list[tuple[int, int, str]]) -> list[Part]:
    while piece and (piece[-1][2].islower() or piece[-1][2] == "&"):  # a particle with nothing behind it
        piece = piece[:-1]
    while piece and (piece[0][2].islower() or piece[0][2] == "&"):
        piece = piece[1:]
    while len(piece) > 1 and piece[0][2] in _EPITHETS:
        piece = piece[1:]
    if not piece:
        return []
    start, end = piece[0][0], piece[-1][1]
    words = [w for _, _, w in piece]
    caps = all(w.isupper() for w in words if len(w) > 1) and any(len(w) > 3 for w in words)
    if caps:
        words = [recase(w) if len(w.rstrip(".")) > 1 else w for w in words]
    elif (title := words[0].rstrip(".").capitalize()) in rules.titles and words[0].isupper() and len(words) > 1:
        words[0] = title  # "MR. LUND", "MS Kay"
    suffix = ""
    while words and words[-1].rstrip(".").lower() in rules.suffixes:
        last = words.pop().rstrip(".")
        suffix = last if _GENERATION.fullmatch(last) else suffix
    if not words:
        return []
    if len(words) > 2 and not caps and (
        words[0] in rules.peoples and (rules.peoples[words[0]] or words[1].lower() in rules.given)
    ):
        start, words = piece[1][0], words[1:]  # "the Belgian Wim Claes"
    title_at = _last_title(rules, words)
    before, proper = words[: title_at + 1], words[title_at + 1 :]
    titles = tuple(b for w in before if (b := w.rstrip(".")) in rules.titles)
    role = " ".join(before) if before and _is_role(rules, before[-1].rstrip(".")) else ""
    if before and not caps and any(len(w) > 3 for w in proper) and all(w.isupper() for w in proper):
        caps, proper = True, [recase(w) for w in proper]
    kind = kind_of(rules, proper, bool(before), words)
    if kind != "person":  # "Health Minister" may head a person, never a department
        proper, titles, role = words, (), ""
    if len(proper[-1]) > 2 and proper[-1].endswith(".") and proper[-1].count(".") == 1:
        end -= 1
        proper = [*proper[:-1], proper[-1].rstrip(".")]
    nickname = next((n for a, _, n in hidden if start < a < end), "") if hidden else ""
    lone = len(proper) == 1 and not titles and "never-alone" in rules.titles.get(proper[0], ())
    return [Part(start, end, tuple(proper), titles, role, kind, caps, nickname, suffix, lone)]


def _is_role(rules: NameRules, word: str) -> bool:
    return word in rules.offices or word not in rules.titles


_LONGEST_POST = 4
"""Letters of an abbreviated post, at most: "MSP", "CEO"."""


def _last_title(rules: NameRules, words: list[str]) -> int:
    """The index of the last title or role word before the name, -1 where there is none."""
    found = -1
    first = words[0]
    leads = first.lower() in rules.given and first not in rules.not_persons and first not in rules.titles
    for i, word in enumerate(words[:-1]):
        bare = word.rstrip(".")
        if bare.isupper() and bare.capitalize() in rules.role_words and 1 < len(bare) <= _LONGEST_POST:
            bare = bare.capitalize()  # "Opposition MSP Ann Reed"
        if found >= 0 and found == i - 1 and f"{words[found].rstrip('.')} {bare}" in rules.titles:
            found = i  # "Det Con Lund", but "Con Lund"
            continue
        if bare not in rules.titles and bare not in rules.role_words and not ("-" in bare and _is_trade(rules, bare)):
            continue
        if i and leads and found < 0 and (bare not in rules.titles or i == len(words) - 2):
            continue  # "Sarah Baker Jones", "James Bishop Smith"
        if i == 0 and bare not in rules.titles and (_is_place(rules, words) or _is_given(rules, words)):
            continue
        found = i
    if found < 0 and len(words) > 2 and not leads and words[1].lower() in rules.given:
        # "Glassblower Ann Reed": a trade, whichever it is; "Minister for Health Ann Reed"
        abbreviated = first.isupper() and 2 <= len(first) <= 4  # "SP Halima Gwarzo", "CEO Ann Reed"
        return 0 if abbreviated or _TRADE.search(first) or first in rules.organisation_words else -1
    return found


def _is_trade(rules: NameRules, word: str) -> bool:
    """Whether a compound says what somebody is: "Ex-captain", "Father-of-two"; of "Dean-Jones" it is a name."""
    first, *rest = word.split("-")
    return all(part.islower() for part in rest) and (
        first in rules.role_words or rest[-1].capitalize() in rules.role_words
    )


def _is_given(rules: NameRules, words: list[str]) -> bool:
    """Whether the first word is a given name rather than a trade: "Shepherd Mead", not "Shepherd Ann Mead"."""
    return words[0].lower() in rules.given and not (len(words) > 2 and words[1].lower() in rules.given)


def recase(word: str) -> str:
    """A word in capitals as a name would be written: O’NEILL → O’Neill, MCKAY → McKay."""
    if "-OF-" in word:
        return word.capitalize()  # FATHER-OF-TWO
    out = re.sub(r"\w+", lambda m: m.group().capitalize(), word)
    out = re.sub(r"^Mc(\w)", lambda m: f"Mc{m[1].upper()}", out)
    return re.sub(r"^(Al|El)-", lambda m: m.group().lower(), out)  # AL-ASSAD → al-Assad


def _is_place(rules: NameRules, words: list[str]) -> bool:
    """Whether a word for places makes a sequence one: "Baker Street", "Lake Superior"; never "Henry Hall"."""
    if len(words) < 2:
        return False
    if "before" in rules.place_words.get(words[0], ()):
        return True
    last = rules.place_words.get(words[-1], ())
    return "behind" in last and not ("surname" in last and words[0].lower() in rules.given)


def kind_of(rules: NameRules, words: list[str], titled: bool, whole: list[str]) -> NameKind:
    """What a name stands for, by its words.

    `whole` are the words with the titles and role words before them; `titled`: there are any.
    """
    last = words[-1].rstrip(".")
    if titled and len(words) <= 3 and last not in rules.organisation_words:
        return "other" if len(words) > 1 and all(w in rules.not_persons for w in words) else "person"
    if (
        "&" in words
        or not rules.firm_words.isdisjoint(whole[1:])
        or (len(words) == 1 and last in rules.organisation_words and not titled)
        or " ".join(words) in rules.places
    ):
        return "organisation"
    if len(words) == 1 and last.isupper() and 2 <= len(last) <= 6 and "." not in last:
        return "organisation"
    if rules.not_persons.issuperset(words) or _is_place(rules, words) or last.endswith(_MANNER):
        return "other"
    if len(words) == 1 or words[0].lower() in rules.given:
        return "person"
    ordinary = all(_is_common(rules, w.lower()) for w in words)
    placed = words[0] in rules.not_persons and "." not in words[0]  # "U.S. Grant" may be anybody
    return "other" if ordinary or placed else "person"


def _is_common(rules: NameRules, word: str) -> bool:
    """Whether a word, or what it is the plural of, is an ordinary one and no given name."""
    return word not in rules.given and (word in rules.common or (word[-1:] == "s" and word[:-1] in rules.common))
