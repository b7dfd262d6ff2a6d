"""Where a name is filed: under which word, and in which order.

What a name alone can tell is decided by the tables of `index/data/` (particles, titles, suffixes, a few surnames).
What it cannot tell (Leonardo da Vinci, who is no Vinci) editors say with `sort` in speakers.yml.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mkdocs_quotes.model import SpeakerKind
from mkdocs_quotes.slugs import LATIN

from .tables import table

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_NOTE = re.compile(r"\s+(\([^()]*\))$")
_EAST_ASIAN = re.compile(
    r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)
_MIDDLE_DOT = re.compile(r"\s*[・·‧]\s*")
_APOSTROPHES = str.maketrans("'‘ʼ`´", "’" * 5)
_KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_PINYIN = re.compile(
    r"(?:(?:[bpmf]|[wy])o|(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ong|ian|iao|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|üe|ue|a|e|i|u|ü))"
    "{2}"
)
_CAPITAL_FIRST = frozenset({"de", "le", "la", "du", "des", "von", "della", "ibn", "bint", "abu", "umm"})
"""Particles that are no given names, so that a name may begin with them though they have a capital: "De Gaulle"."""
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_MAC = re.compile(r"^M[c’](?=[A-Z])")
_SAINT = re.compile(r"^S(?:ain)?t(e?)\.?(?=[\s-])", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile("^ال(?=..)")

_ROWS = (
    ("あ", "ぁあぃいぅうぇえぉお"),
    ("か", "かきくけこ"),
    ("さ", "さしすせそ"),
    ("た", "たちっつてと"),
    ("な", "なにぬねの"),
    ("は", "はひふへほ"),
    ("ま", "まみむめも"),
    ("や", "ゃやゅゆょよ"),
    ("ら", "らりるれろ"),
    ("わ", "ゎわゐゑをん"),
)
_KANA_ROW = {kana: row for row, all_kana in _ROWS for kana in all_kana}
_JAMO = dict(zip(map(chr, range(0x1100, 0x1113)), "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ", strict=True))
"""Leading consonants of Hangul; the tense ones are filed with the plain ones."""


def sort_key(name: str, kind: SpeakerKind) -> str:
    """What a speaker is ordered by: persons by their surname, others without a leading article.

    Editors give another one where that is wrong (`sort` in speakers.yml).
    """
    if kind != "person":
        return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    note = _NOTE.search(name)
    key = _person_key(name[: note.start()] if note else name)
    return f"{key} {note[1]}" if note else key


@lru_cache(maxsize=1 << 14)
def collation(key: str) -> tuple[int, str, str]:
    """For sorting: Latin letters, other letters, what begins with none; accents and case only where all else is equal.

    "Mc" is filed as "Mac", "St" as "Saint", word by word: a hyphen divides, apostrophes and dots join.
    """
    spelled = _SAINT.sub(r"saint\1", _MAC.sub("Mac", key.translate(_APOSTROPHES)))
    spelled = _ARABIC_ARTICLE.sub("", spelled).casefold().translate(LATIN)
    chars = map(_base, _decomposed(_HYPHEN.sub(" ", spelled)))
    plain = "".join(char for char in chars if char.isalnum() or char in " ,")
    plain = re.sub(r"\s*,\s*", "\0", plain.strip(" ,"))  # Hay, Zoe before Hay Smith, Ann
    first = plain[:1]
    rank = 0 if first.isascii() and first.isalpha() else 1 if first.isalpha() else 2
    return rank, plain, key


def initial(key: str) -> str:
    """The letter that a sort key is filed under, of its own script; "#" for what starts with no letter.

    Of kana that is the head of their row, of Hangul the first consonant, of Chinese characters the character.
    """
    rank, plain, _ = collation(key)
    if rank > 1:
        return "#"
    first = plain[0]
    return _KANA_ROW.get(first) or _JAMO.get(first) or first.upper()[0]


def _person_key(name: str) -> str:
    if _EAST_ASIAN.search(name):
        # The surname comes first, but in foreign names, which a dot divides.
        *others, last = _MIDDLE_DOT.split(name)
        return f"{last}, {'・'.join(others)}" if others else name
    before, of, place = name.partition(" of ")
    words = before.replace(",", " ").split()
    titles, by_given = _titles(words)
    del words[: len(titles)]
    suffixes: list[str] = []
    while len(words) > 1 and _lookup("name_suffixes", words[-1]) == "behind":
        suffixes.insert(0, words.pop())
    rest = [*([of.strip() + " " + place] if of else []), *([" ".join(titles)] if titles else [])]
    if by_given or len(words) < 2:
        # A number belongs to a name that stands alone: Elizabeth II.
        bare = " ".join([*words, *suffixes])
        surname, behind = _without_particle(bare) if len(words) == 1 else (bare, "")
        return _joined(surname, behind, rest) if surname else name
    start, surname, behind = _surname(words)
    given = " ".join([*words[:start], *([behind] if behind else [])]) if start >= 0 else " ".join(words[1:])
    return _joined(surname, given, [*suffixes, *rest])


def _joined(surname: str, given: str, rest: list[str]) -> str:
    if rest and rest[0].startswith("of "):
        surname, rest = (surname, [rest[0], *rest[1:]]) if given else (f"{surname} {rest[0]}", rest[1:])
    return ", ".join(part for part in (surname, given, *rest) if part)


def _titles(words: list[str]) -> tuple[list[str], bool]:
    """The titles that a name begins with, and whether their bearers go by the given name."""
    found: list[str] = []
    by_given = False
    for word in words[:-1]:
        how = _lookup("name_titles", word)
        if how is None or not word[0].isupper():
            break
        found.append(word)
        by_given = how == "given"
    return found, by_given


def _surname(words: list[str]) -> tuple[int, str, str]:
    """Where the surname starts in a name of two words or more, what it is filed as, and the particles behind it.

    The start is -1 where the surname is the first word.
    """
    if len(words) == 2 and _is_surname_first(*words):
        return -1, words[0], ""
    start = len(words) - 1
    if _lookup("name_suffixes", words[-1]) == "joined" and start > 1:
        start -= 1
    elif start > 1 and words[start - 1].lower() == "y" and start > 2:
        start -= 2
    elif start > 1 and words[start][:1].isupper() and _lookup("surnames_before", words[start - 1]) == "double":
        start -= 1
    end = start
    while start > 0 and _is_particle(words, start - 1):
        start -= 1
    behind: list[str] = []
    at = start
    while at < end and (at == start or words[at][0].islower()) and _goes_behind(words, at):
        behind.append(words[at])
        at += 1
    if at < end and words[at].lower() == "la" and behind[-1:] == ["de"] and words[at][0].islower():
        behind.append(words[at])
        at += 1
    surname = " ".join(words[at:])
    if at == end:
        surname, joined = _without_particle(surname)
        behind += [joined] if joined else []
    return start, surname, " ".join(behind)


def _is_particle(words: list[str], at: int) -> bool:
    word = words[at]
    how = _lookup("name_particles", word)
    if word.lower() in ("st", "st.", "saint"):
        how = "first"
    if how is None:
        return False
    # A capital at the beginning is that of a given name: Van Morrison, Ben Okri, Al Gore.
    return at > 0 or word[0].islower() or word.lower() in _CAPITAL_FIRST


def _goes_behind(words: list[str], at: int) -> bool:
    word = words[at]
    if _lookup("name_particles", word) != "behind":
        return False
    return not word[0].isupper() or word.lower() in ("al", "el")


def _without_particle(word: str) -> tuple[str, str]:
    """A surname without what is joined to its front, and that: ("Assad", "al-")."""
    plain = word.translate(_APOSTROPHES)
    for joint in "-’":
        prefix, found, name = plain.partition(joint)
        known = table("name_particles").get((prefix + joint).lower()) if found else None
        # "D’Annunzio" is one word; an article of Arabic never is part of the name.
        if known == "behind" and name[:1].isupper() and (joint == "-" or prefix.islower()):
            return word[len(prefix) + 1 :], word[: len(prefix) + 1]
    return word, ""


def _is_surname_first(first: str, second: str) -> bool:
    """Whether these are a surname and a given name of Korea (Kim Jong-un) or China (Xi Jinping)."""
    if _KOREAN.fullmatch(second):
        return first[0].isupper()
    return _lookup("surnames_before", first) == "first" and bool(_PINYIN.fullmatch(second.lower()))


def _lookup(name: str, word: str) -> str | None:
    """What a table says of a word; dots, case and the form of apostrophes do not count, nor accents in surnames."""
    plain = word.translate(_APOSTROPHES).replace(".", "").lower()
    if name == "surnames_before":
        return _surnames().get(_unaccented(plain))
    return table(name).get(plain)


@lru_cache(maxsize=1)
def _surnames() -> dict[str, str]:
    return {_unaccented(word): how for word, how in table("surnames_before").items()}


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _decomposed(text: str) -> str:
    """Letters and their accents apart, but for Cyrillic, where й and ї are letters of their own."""
    parts = []
    for char in unicodedata.normalize("NFKC", text):
        cyrillic = "\u0400" <= char <= "\u04ff" and char not in "ёЁ"
        parts.append(char if cyrillic else unicodedata.normalize("NFKD", char))
    return "".join(parts)


def _base(char: str) -> str:
    """Katakana as hiragana, so that one order holds for both."""
    return chr(ord(char) - 0x60) if "\u30a1" <= char <= "\u30f6" else char
