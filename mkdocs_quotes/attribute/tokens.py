"""Read the narration around quotations as a row of tokens, each with a one-letter class.

The classes are what the later steps look at: patterns over the row of letters ("QVN": a quotation, a cue verb, a name)
are short, fast and the same for every wording.

    Q speech   q other words in marks   N person's name   O organisation   L other name   P pronoun   D description
    U plural sources   V cue verb   G its -ing form   M manner verb   F phrase verb   e other past form   X auxiliary
    n negation   A "according"   t "to"   B "by"   f "from"   p preposition   c conjunction   s subordinator   h "that"
    r relative   k determiner   o object pronoun   a adverb   S possessive ’s   d digits   w other word
    and , : . ; - ( ) for punctuation
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..lang import Lexicon
from ..lang.inflection import plural_of
from ..model import Quoted
from ..text.names import Name
from .phrases import OWNERS, Token, with_owners, without_asides

MENTIONS = frozenset("NOLPDU")
"""Classes of tokens that may name a speaker."""

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


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
class Row:
    """The tokens of one block, in parallel lists. Offsets in prose."""

    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    """Lower-case form, the lemma of a cue verb, the head noun of a description."""
    refs: Sequence[int]
    """Of a name: its index among the names; of a quotation: its index among the quoted; otherwise -1."""

    def beginning(self, most: int) -> Row:
        """The first tokens, at most so many."""
        if len(self.codes) <= most:
            return self
        cut = slice(0, most)
        return Row(self.codes[cut], self.starts[cut], self.ends[cut], self.words[cut], self.refs[cut])


EMPTY = Row("", (), (), (), ())
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
    roles = {noun: values[0] for noun, values in lexicon.table("role_nouns").items()}
    roles |= {noun: values[0] for noun, values in lexicon.table("kinship").items()}
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
def _chunks(lexicon: Lexicon) -> Chunks:
    return Chunks(word_classes(lexicon))


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


def _open(classes: WordClasses, token: str) -> _Open:
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


_BEFORE_VERB = re.compile(r"(?<![VGMFX])k(?=a?X?a?[VM])|(?<=QV)k(?=[.;])|(?<=Q,V)k(?=[.;])")
_LONE_SOURCES = frozenset({"one", "another", "some", "many", "both", "most", "two", "several", "few"})
"""Determiners that stand for a speaker of their own before a verb: "another said"."""


_ORDINAL = re.compile(r"kw(?=a?X?a?[VM])|(?<=V)kw(?=[.,;])")
_ORDINALS = frozenset({"second", "third"})
_SPECIAL = OWNERS | _LONE_SOURCES | _ORDINALS | {"it"}
"""Words that a row is looked at again for."""


def _join_ordinals(row: str, tokens: list[Token]) -> bool:
    """Make "a second", "the third" beside a verb a description, as "another" is; whether there were any."""
    joined = False
    for m in reversed(list(_ORDINAL.finditer(row))):
        one, two = tokens[m.start()], tokens[m.start() + 1]
        if two[3] in _ORDINALS:
            tokens[m.start() : m.end()] = [("D", one[1], two[2], two[3], -1)]
            joined = True
    return joined


_OBJECT_BEFORE_VERB = re.compile(r"(?<![VGMFXptfB])o(?=a?X{0,2}a?V(?!B))")
# Begins with a letter and looks back from there: `re` skips fast to the next of them.
_SOURCE = re.compile(r"k(?:(?<![pVGMFXt]k)[waedL]{0,3}w(?=a?X{0,2}a?V)|(?<=Atk)[waedL]{0,4}w)")
"""A thing that says something: "the email read", "one user wrote", "according to a transcript"."""


def _join_sources(row: Row) -> Row:
    """Make one description of each noun phrase that can be nothing but a source."""
    if "V" not in row.codes and "At" not in row.codes:
        return row
    found = list(_SOURCE.finditer(row.codes))
    if not found:
        return row
    codes, starts, ends, words, refs = row.codes, list(row.starts), list(row.ends), list(row.words), list(row.refs)
    for m in reversed(found):
        first, last = m.start(), m.end() - 1
        codes = f"{codes[:first]}D{codes[m.end() :]}"
        ends[first], words[first] = ends[last], words[last]
        for column in (starts, ends, words, refs):
            del column[first + 1 : m.end()]
    return Row(codes, starts, ends, words, refs)


_BEFORE_NOUN = "kweS"
"""Only behind these a verb may be a noun."""


def _is_noun(lower: str, lemma: str, is_role: bool, tokens: Sequence[Token]) -> bool:
    """Whether a word that may be a verb is a noun: "the judge", "a new report", "her claims", "Bolton’s account"."""
    if not tokens:
        return False
    code, _, _, before, _ = tokens[-1]
    if is_role and code in "kw":
        return True
    if lower != lemma and not lower.endswith("s"):
        return False
    if code == "k":
        return before not in _LONE_SOURCES
    if code in "we" and len(tokens) > 1:
        return tokens[-2][0] == "k" and lower == lemma and tokens[-2][3] not in _LONE_SOURCES
    return code == "S" and lower == lemma


class Reader:
    """Turns stretches of one text into rows."""

    def __init__(self, prose: str, names: Sequence[Name], quoted: Sequence[Quoted], lexicon: Lexicon) -> None:
        self.prose = prose
        self.names = names
        self.quoted = quoted
        self._classes = word_classes(lexicon)
        self._chunks = _chunks(lexicon)
        self._name_starts = [n.start for n in names]
        self._outer = [
            i for i, q in enumerate(quoted) if q.depth == 0 and (q.verdict == "speech" or not self._in_name(q))
        ]
        self._outer_starts = [quoted[i].outer_start for i in self._outer]

    def _in_name(self, q: Quoted) -> bool:
        """Whether words in marks stand within a name: Jack “The Hammer” Dolan."""
        i = bisect_left(self._name_starts, q.start) - 1
        return i >= 0 and self.names[i].end > q.end

    def row(self, start: int, end: int) -> Row:
        """The tokens of `prose[start:end]`; what stands in marks is one token."""
        tokens: list[Token] = []
        at = start
        i = bisect_left(self._outer_starts, start)
        while i < len(self._outer) and self._outer_starts[i] < end:
            index = self._outer[i]
            q = self.quoted[index]
            self._narration(at, q.outer_start, tokens)
            tokens.append(
                ("Q" if q.verdict == "speech" else "q", q.outer_start, min(q.outer_end, end), "", index)
            )
            at = max(at, q.outer_end)
            i += 1
        self._narration(at, end, tokens)
        if not tokens:
            return EMPTY
        many = len(tokens)
        codes, starts, ends, words, refs = zip(*tokens, strict=True)
        row = without_asides("".join(codes), tokens, self.prose)
        if len(tokens) < many:
            codes, starts, ends, words, refs = zip(*tokens, strict=True)
        seen = _SPECIAL.intersection(words)  # most rows hold none of the words that these patterns are about
        if not seen:
            return _join_sources(Row(row, starts, ends, words, refs))
        if not OWNERS.isdisjoint(seen) and not self._classes.sayings.isdisjoint(words):
            row = with_owners(row, tokens, self._classes.sayings)
            codes, starts, ends, words, refs = zip(*tokens, strict=True)
        if not _ORDINALS.isdisjoint(seen) and _ORDINAL.search(row) and _join_ordinals(row, tokens):
            codes, starts, ends, words, refs = zip(*tokens, strict=True)
            row = "".join(codes)
        if not _LONE_SOURCES.isdisjoint(seen):
            for m in _BEFORE_VERB.finditer(row):
                if words[m.start()] in _LONE_SOURCES:
                    row = f"{row[: m.start()]}D{row[m.end() :]}"
        if "it" in seen:
            for m in _OBJECT_BEFORE_VERB.finditer(row):
                if words[m.start()] == "it":
                    row = f"{row[: m.start()]}P{row[m.end() :]}"
        return _join_sources(Row(row, starts, ends, words, refs))

    def _narration(self, start: int, end: int, tokens: list[Token]) -> None:
        at = start
        i = bisect_left(self._name_starts, start)
        while i < len(self.names) and self.names[i].start < end:
            name = self.names[i]
            if name.end > end:
                break
            self._words(at, name.start, tokens)
            if tokens and tokens[-1][0] == "D":  # "harbour master Jo Lund": no mention of its own
                tokens.pop()
            code = "O" if name.kind == "organisation" else "L" if name.kind == "other" else "N"
            if code in "LO" and tokens and tokens[-1][0] in "kw" and (head := name.text.lower()) in self._classes.roles:
                begin = _description_start(tokens, name.start)  # "the Republican", "the former CFO"
                tokens.append(("D", begin, name.end, head, -1))
                at = name.end
                i += 1
                continue
            tokens.append((code, name.start, name.end, name.words[-1].lower(), i))
            at = name.end
            i += 1
        self._words(at, end, tokens)

    def _words(self, start: int, end: int, tokens: list[Token]) -> None:
        if start >= end:
            return
        append, in_context = tokens.append, self._in_context
        # Line ends are blanks here: no token holds either, and words that were wrapped come again without them.
        chunks = self.prose[start:end].replace("\n", " ").split(" ")
        for code, word, high, size, rest in map(self._chunks.__getitem__, chunks):
            if code:
                append((code, start, start + high, word, -1))
            elif word:
                append(in_context(word, start, start + high, tokens))
            if rest:
                for code, word, low, high in rest:
                    if code:
                        append((code, start + low, start + high, word, -1))
                    else:
                        append(in_context(word, start + low, start + high, tokens))
            start += size

    def _in_context(self, token: str, start: int, end: int, tokens: list[Token]) -> Token:
        """The token of a word whose class hangs on the tokens before it; a description takes its words off them."""
        found = self._classes.open.get(token)
        lower, known, role, collective, otherwise = found if found is not None else _open(self._classes, token)
        if known is not None:
            code, lemma = known
            verb = code in "VMF" and tokens and tokens[-1][0] in _BEFORE_NOUN
            if not verb or not _is_noun(lower, lemma, role is not None, tokens):
                return code, start, end, lemma, -1
        if role is not None:
            begin = _description_start(tokens, start)
            many = role == "p" and self.prose[begin : begin + 4].lower() != "one "
            return "U" if many else "D", begin, end, lower, -1
        if collective:
            begin = _description_start(tokens, start)
            return "O" if begin < start else "w", begin, end, lower, -1
        if otherwise == "D":
            return "D", _description_start(tokens, start), end, lower, -1
        return otherwise, start, end, lower, -1


_ONE_OF = frozenset({"one", "another", "some", "many", "several", "both", "two"})


def _description_start(tokens: list[Token], at: int) -> int:
    """Where the description that ends in a role noun begins; takes its words off the tokens.

    "the former prime" + minister goes back to the determiner; "Hana Sato ’s" + lawyer to the one who has.
    """
    for back in range(1, min(5, len(tokens)) + 1):
        code = tokens[-back][0]
        if code == "k":
            if back + 1 < len(tokens) and tokens[-back - 1][3] == "of" and tokens[-back - 2][3] in _ONE_OF:
                back += 2  # "one of the men"
            begin = tokens[-back][1]
            del tokens[-back:]
            return begin
        if code == "S" and back < len(tokens) and tokens[-back - 1][0] in "NOLDU":
            begin = tokens[-back - 1][1]
            del tokens[-back - 1 :]
            return begin
        if code == "N" and (back + 1 > len(tokens) or tokens[-back - 1][0] != "k"):
            break  # "a Harland manager", but nothing of "Harland manager"
        if code not in "waedLDOUMN" and not (code == "V" and back == 1):
            break
    if tokens and tokens[-1][0] in "DO" and tokens[-1][4] < 0 and tokens[-1][2] == at - 1:
        return tokens.pop()[1]
    return at
