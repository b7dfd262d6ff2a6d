"""What class each word of a language has by itself, and what a stretch without blanks falls into.

`tokens.py` tells what the classes are and settles those that hang on a word's neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..lang import Lexicon
from ..lang.inflection import plural_of

_TOKEN = re.compile(r"\w+(?:[’'\-‑]\w+)*|[’']\w*|\.{2,}|…|-{2,}|[^\w\s]")
_PUNCTUATION = {
    ",": ",", ":": ":", "：": ":", ".": ".", "!": ".", "?": ".", "…": ".", "...": ".", ";": ";",
    "—": "-", "–": "-", "--": "-", "---": "-", "-": "-", "―": "-", "(": "(", ")": ")", "[": "(", "]": ")",
}  # fmt: skip
_CLASSES = {
    "aux": "X", "negation": "n", "to": "t", "by": "B", "from": "f", "preposition": "p", "conjunction": "c",
    "subordinator": "s", "that": "h", "relative": "r", "determiner": "k", "object": "o", "according": "A",
    "adverb": "a",
}  # fmt: skip

_PRONOUNS = {"m": "he", "f": "she", "p": "they", "1": "i", "w": "we"}
"""By their gender: whatever a language calls them, later steps ask for these."""
_Piece = tuple[str, str, int, int]
"""Class, word, start and end of a token within its chunk; no class where the neighbours have a say."""
_Chunk = tuple[str, str, int, int, tuple[_Piece, ...]]
"""What stands between two blanks: class, word and end of the token that it begins with (no word where it begins with
none), its length with the blank behind it, and the other tokens."""


class _Open(NamedTuple):
    """A word whose class hangs on the tokens before it: what it may be."""

    lower: str
    known: tuple[str, str] | None
    """Its class and lemma as a word of its own."""
    role: str | None
    """As a role noun its gender."""
    collective: bool
    otherwise: str
    """Its class where it is none of these; "D" for "86-year-old"."""


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The language's words, each with its class letter and lemma."""

    known: Mapping[str, tuple[str, str]]
    roles: Mapping[str, str]
    """Role nouns (and plural sources) → gender letter, "p" for plural."""
    role_words: frozenset[str]
    """The same, to look whether there are any."""
    collectives: frozenset[str]
    sayings: frozenset[str]
    """Nouns for what somebody says, and their plurals."""
    open: dict[str, _Open]
    """Words whose neighbours have a say, by how they are written."""


_KEPT = 1 << 15
"""So many chunks are remembered, from text to text …"""
_LONGEST = 40
"""… that are no longer than this."""


@lru_cache(maxsize=16)
def word_classes(lexicon: Lexicon) -> WordClasses:
    """Compile the word lists of a language."""
    known: dict[str, tuple[str, str]] = {}

    def verbs(table: str, code: str) -> None:
        for lemma, forms in lexicon.table(table).items():
            for form in (lemma, *forms):
                known[form] = ("G" if form.endswith("ing") and code == "V" else code, lemma)

    verbs("manner_verbs", "M")
    verbs("phrase_verbs", "F")
    verbs("cue_verbs", "V")
    for table in (lexicon.table("function_words"), lexicon.own_table("function_words")):
        for name, words in table.items():
            for word in words:
                known[word] = known[word.replace("’", "'")] = (_CLASSES[name], word)
    for word in lexicon.words("indefinites"):
        known[word] = ("D", word)
    for word, values in lexicon.table("pronouns").items():
        known[word.lower()] = ("P", _PRONOUNS.get(values[0], word.lower()))
    known["who"] = ("r", "who")
    roles = {noun.lower(): values[0] for noun, values in lexicon.table("role_nouns").items()}
    roles |= {noun.lower(): values[0] for noun, values in lexicon.table("kinship").items()}
    plurals = dict.fromkeys(map(plural_of, lexicon.table("role_nouns")), "p")
    plural_sources = dict.fromkeys(lexicon.table("plural_sources"), "p")
    sayings = lexicon.words("saying_nouns")
    roles = plurals | roles | plural_sources
    return WordClasses(
        known, roles, frozenset(roles), lexicon.words("collectives") | lexicon.words("documents"),
        sayings | {plural_of(noun) for noun in sayings}, {},
    )  # fmt: skip


class Chunks(dict[str, _Chunk]):
    """What stood between two blanks, with its tokens: the same words come again and again."""

    def __init__(self, classes: WordClasses) -> None:
        super().__init__()
        self._classes = classes

    def __missing__(self, chunk: str) -> _Chunk:
        pieces = _pieces(self._classes, chunk)
        code, word, end = "", "", 0
        if pieces and pieces[0][2] == 0:
            code, word, _, end = pieces.pop(0)
        found = code, word, end, len(chunk) + 1, tuple(pieces)
        if len(chunk) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[chunk] = found
        return found


@lru_cache(maxsize=16)
def chunks_of(lexicon: Lexicon) -> Chunks:
    return Chunks(word_classes(lexicon))


_ELIDED = re.compile(r"\w{1,3}[’'](?=\w)")
_CONTRACTION = re.compile(r"(\w+)([’'](?:d|ll|ve|s|m|re))")
"""A pronoun and an auxiliary in one: "he’d say"."""


def _pieces(classes: WordClasses, chunk: str) -> list[_Piece]:
    """The tokens of a chunk. Tokens hold no blanks, so that chunks can be read one by one."""
    found: list[_Piece] = []
    for token, start, end in _tokens(chunk):
        code, word = _fix(classes, token)
        if code == "A" and word != "according":  # one word says it: "laut", "selon"
            found += [(code, word, start, end), ("t", "to", end, end)]
        elif code == "P" and "-" in token:  # "dit-elle"
            first, _, _ = token.lower().partition("-")
            tie = start + token.rindex("-")
            found += [("V", first, start, tie), (code, word, tie + 1, end)]
        elif code == "w" and (m := _CONTRACTION.fullmatch(word)) and classes.known.get(m[1], ("",))[0] == "P":
            found += [("P", classes.known[m[1]][1], start, start + m.end(1)), ("X", m[2], start + m.end(1), end)]
        elif not code.strip("w") and (m := _ELIDED.match(token)) and classes.known.get(m[0].lower(), "-")[0] in "kp":
            at = start + m.end()  # "l’abbé"
            found.append((*classes.known[m[0].lower()], start, at))
            found.append((*_fix(classes, token[m.end() :]), at, end))
        else:
            found.append((code, word, start, end))
    return found


def _tokens(chunk: str) -> Iterable[tuple[str, int, int]]:
    """The tokens of a chunk with their offsets in it; most are a word, with a comma or stop behind it or without."""
    if chunk.isalpha():
        return ((chunk, 0, len(chunk)),)
    last = len(chunk) - 1
    if chunk[-1:] in (",", ".") and chunk[:-1].isalpha():
        return (chunk[:-1], 0, last), (chunk[-1], last, last + 1)
    return [(m.group(), *m.span()) for m in _TOKEN.finditer(chunk)]


def _fix(classes: WordClasses, token: str) -> tuple[str, str]:
    """Class and word of a token; no class and the token itself where its neighbours have a say."""
    lower = token.lower()
    found = classes.known.get(lower)
    if lower in classes.roles or lower in classes.collectives or lower.endswith("-old"):
        return "", token
    if found is not None:
        return ("", token) if found[0] in "VMF" else found
    if (mark := _PUNCTUATION.get(token)) is not None:
        return mark, token
    if lower in ("’s", "'s", "’", "'"):
        return "S", "’s"
    if token[0].isdigit():
        return "d", lower
    return _by_ending(lower), lower


def open_word(classes: WordClasses, token: str) -> _Open:
    """What a word may be whose neighbours have a say."""
    lower = token.lower()
    if lower.endswith("-old") and token[0].isdigit():
        otherwise = "D"
    else:
        otherwise = "d" if token[0].isdigit() else _by_ending(lower)
    if len(classes.open) >= _KEPT:
        classes.open.clear()
    found = classes.open[token] = _Open(
        lower, classes.known.get(lower), classes.roles.get(lower), lower in classes.collectives, otherwise
    )
    return found


def _by_ending(lower: str) -> str:
    """The class of a word that no list has."""
    return "a" if lower.endswith("ly") else "e" if lower.endswith("ed") else "w"
