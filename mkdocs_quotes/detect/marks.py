"""Find the characters that may be quotation marks and say what each of them looks like.

A mark is not decided here: it is given a cost for each of three readings (it opens, it closes, it is no
quotation mark at all), from the glyph and from what stands on either side. `pairing` weighs the costs over a
paragraph. 0 means "looks just like it", 1 "odd", 3 "a mistake that happens", 7 and more "hardly ever".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_quotes.lang.lexicon import Lexicon

DOUBLE, SINGLE, GUILLEMET, SMALL_GUILLEMET, CORNER, WHITE_CORNER = "dsGgCc"
"""Families: a mark is closed by one of its own family. "“" and '"' are one family, "‘" and "'" another."""

_LETTER = "A-Za-zÀ-ɏͰ-ӿ"
_MARK = re.compile(
    # Begins with a class of characters and looks back from there: `re` skips fast to the next of them.
    "[<`‘’'\"“”„‟″〃〝〞＂«»‹›「」『』‚‛′´＇](?:"
    # A tag that came along with the text: the marks around its attributes are nobody's.
    "(?<=<)[A-Za-z/!][^<>]{0,500}>"
    # Two single marks that stand for a double one.
    "|(?<=`)`|(?<=‘)‘|(?<=’)’|(?<=')'"
    # Double marks, with those that only bad scans and keyboards make of them; single marks that are nothing else.
    "|(?<=[\"“”„‟″〃〝〞＂«»‹›「」『』‘‚‛`′])"
    # Between two letters "'" and "’" are apostrophes, except in scripts without blanks.
    f"|(?<=['’´＇])(?:(?![{_LETTER}])|(?<![{_LETTER}].))"
    ")"
)

_FAMILY = {
    **dict.fromkeys(("``", "‘‘", "’’", "''", *'"“”„‟″〃〝〞＂'), DOUBLE),
    **dict.fromkeys("'‘’‚‛`′´＇", SINGLE),
    **dict.fromkeys("«»", GUILLEMET),
    **dict.fromkeys("‹›", SMALL_GUILLEMET),
    **dict.fromkeys("「」", CORNER),
    **dict.fromkeys("『』", WHITE_CORNER),
}

# What a glyph adds to the cost of opening and of closing. A curl the wrong way is a mistake that happens.
_GLYPH_COST = {
    "“": (0.0, 3.0), "”": (3.0, 0.0), "„": (0.0, 9.0), "‟": (0.5, 3.0), "〝": (0.0, 9.0), "〞": (9.0, 0.0),
    "``": (0.0, 9.0), "‘‘": (0.0, 3.0), "’’": (3.0, 0.0), "''": (1.5, 0.0),
    "‘": (0.0, 3.0), "’": (2.5, 0.0), "‚": (0.5, 9.0), "‛": (0.3, 3.0), "`": (0.3, 2.0), "´": (2.0, 0.3),
    "′": (1.0, 0.3), "「": (0.0, 9.0), "」": (9.0, 0.0), "『": (0.0, 9.0), "』": (9.0, 0.0),
    "«": (0.0, 0.2), "»": (0.2, 0.0), "‹": (0.0, 0.2), "›": (0.2, 0.0),
}  # fmt: skip
_STRAIGHT = (0.0, 0.0)

_UNBLANKED = frozenset("「」『』“”‘’＂＇")
"""Marks that scripts without blanks between words use; there the neighbours say nothing."""

# Costs by what stands beside the mark: blank, opening bracket, dash, word, digit, punctuation.
_OPEN_LEFT = {"b": 0.0, "o": 0.0, "h": 0.3, "w": 2.5, "d": 3.0, "p": 2.0}
_OPEN_RIGHT = {"b": 2.5, "o": 0.2, "h": 0.5, "w": 0.0, "d": 0.0, "p": 2.5}
_CLOSE_LEFT = {"b": 2.5, "o": 3.0, "h": 0.2, "w": 0.2, "d": 0.3, "p": 0.0}
_CLOSE_RIGHT = {"b": 0.0, "o": 0.5, "h": 0.1, "w": 2.5, "d": 3.0, "p": 0.0}

_MEASURE = re.compile(r"(?:°\s?\d{1,2}(?:\.\d+)?\s?['’′´]\s?|\d\s?['’′]\s?-?)\d{1,2}(?:[.,]\d+)?\s?$")
_DITTO = re.compile(r"(?:^|\n|\s{2})[ \t]*$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")

_NEAR = 24
"""How many characters around a mark are ever looked at; keeps the work linear."""


_FIRSTS = frozenset("ABCDEFGHIJKLMNOPQRSUVWXYZ")
"""What words begin with that lack a letter, but for "'Twas", which narration begins sentences with as well."""
_STOPS = frozenset(("", ".", "?", "!", ":", ","))
"""What stands before the blank that a sentence begins behind."""
_PASSED = frozenset("\"'“”‘’`*_«»")
"""What is looked past for the neighbour of a mark."""
_KEPT = 1 << 13
_Look = tuple[str, float, float, float]
"""Family, and the costs of opening, closing and being none."""


class Mark(NamedTuple):
    """A character (or two) that may be a quotation mark, with the cost of each reading."""

    start: int
    end: int
    family: str
    opens: float
    closes: float
    plain: float


class MarkFinder:
    """Finds the marks of a text, with the knowledge of a language about apostrophes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._elisions = lexicon.words("elisions")
        self._clipped = lexicon.words("clipped")
        self._at_sight: dict[str, _Look] = {}
        """Marks with the characters beside them, where these say all."""

    def find(self, text: str) -> list[Mark]:
        """Every mark of `text`, in order."""
        at_sight = self._at_sight
        length = len(text)
        found = []
        for match in _MARK.finditer(text):
            start, end = match.span()
            if match.group() == "''" and _elides(text, end):
                for at in (start, start + 1):  # a mark and an apostrophe
                    found.append(Mark(at, at + 1, *self._look(text, at, at + 1)))
                continue
            look = at_sight.get(text[start - 1 : end + 1]) if start > 0 and end < length else None
            if look is None:
                if text[start] == "<":
                    continue
                look = self._look(text, start, end)
            found.append(tuple.__new__(Mark, (start, end, *look)))  # quicker than by the class
        return found

    def _look(self, text: str, start: int, end: int) -> _Look:
        """The family and the costs of a mark; remembered where they hang on nothing but the characters beside it."""
        glyph, length = text[start:end], len(text)
        left = _neighbour(text, start - 1, -1, length)
        right = _neighbour(text, end, 1, length)
        opens, closes = _GLYPH_COST.get(glyph, _STRAIGHT)
        if glyph in _UNBLANKED and (_wide(text, start - 1) or _wide(text, end)):
            opens, closes = opens * 2, closes * 2
        elif glyph == "``" or (glyph == "''" and left == right == "b" and text.find("`` ") >= 0):
            pass  # in corpora blanks part them from their words
        elif glyph not in "「」『』":
            opens += _OPEN_LEFT[left] + _OPEN_RIGHT[right]
            closes += _CLOSE_LEFT[left] + _CLOSE_RIGHT[right]
            if glyph in "«»‹›":  # blanks inside the marks are the custom, and either may open
                opens, closes = _guillemet(glyph, left, right)
        family = _FAMILY[glyph]
        hangs_on_words = False
        if family == SINGLE:
            opens, closes, plain = self._single(text, start, end, glyph, left, right, opens, closes)
            hangs_on_words = left != "d" and (left == "w" or right in "wd")
        elif family == DOUBLE:
            closes, plain = _double(text, start, end, glyph, left, right, closes)
            hangs_on_words = left == "d" or left == right == "b"
        else:
            plain = 7.0
        look = family, opens, closes, plain
        beside = text[start - 1 : start] + text[end : end + 1] if start else ""
        if len(beside) == 2 and not hangs_on_words and _PASSED.isdisjoint(beside) and len(self._at_sight) < _KEPT:
            self._at_sight[beside[0] + glyph + beside[1]] = look
        return look

    def _single(
        self, text: str, start: int, end: int, glyph: str, left: str, right: str, opens: float, closes: float
    ) -> tuple[float, float, float]:
        """Costs of a single mark, which may as well be an apostrophe, a foot or a minute."""
        plain = 7.0
        if glyph in "‘‚`‛":
            plain = 4.0 if right in "wd" else 3.0
        if left == "d":
            # 5′, 20'30", the 1990's
            plain = 0.3 if right in "dw" or glyph == "′" else 1.5
        elif right == "d" and left in "bo":
            # the ’90s
            decade = text[end + 1 : end + 3]
            plain = 0.1 if decade[:1].isdigit() and not decade[1:].isdigit() else 1.0
            opens += 1.5 if plain < 1.0 and glyph != "‘" else 0.0
        elif left == "w":
            word = _last_word(text, start)
            last = word[-1:].lower()
            if right == "w":
                plain = 0.1
            elif word.lower() in self._clipped or (
                last == "n" and word[-2:-1].lower() == "i" and len(word) > 3
            ):
                plain = 0.3
                if glyph == "'" and word.lower() in self._clipped:
                    closes += 1.3
            elif last in "sxz":
                plain = 1.0 if right == "b" else 1.8
            else:
                plain = 2.6
        elif right == "w":
            match = _WORD_AFTER.match(text, end, end + _NEAR)
            word = match[0].lower() if match else ""
            if word in self._elisions:
                begins = glyph == "'" and text[end] in _FIRSTS and text[max(0, start - 2) : start].strip() in _STOPS
                plain = 1.0 if begins else 0.3  # "'Ere’s yer hat" at the start of a sentence
                opens += 0.2 if begins else 0.7
            elif glyph == "’":
                plain = 0.6
            elif glyph == "'":
                within = left == "b" and text[max(0, start - 2) : start - 1].isalpha()
                plain = 1.5 if within else 2.0
                opens += 0.5 if within else 0.0
            elif left in "wp":
                plain = 1.0
        return opens, closes, plain


def _elides(text: str, end: int) -> bool:
    """Whether two straight single marks that end here open words with a letter left out: "''E's gone,' said Joe".

    Where they stand for a double mark, two more close it.
    """
    if not text[end : end + 1].isalpha():
        return False
    stop = text.find("\n\n", end, end + _SPOKEN)
    return _DOUBLED_CLOSER.search(text, end, stop if stop >= 0 else end + _SPOKEN) is None


_SPOKEN = 600
"""So far ahead two marks that close are looked for."""
_DOUBLED_CLOSER = re.compile(r"(?<=[^\s'])''(?![^\W_])")


def _double(
    text: str, start: int, end: int, glyph: str, left: str, right: str, closes: float
) -> tuple[float, float]:
    """Cost of closing, and of being an inch, a second or a ditto mark, for a double mark."""
    if left == "d" and glyph in "\"″”''":
        if _MEASURE.search(text, max(0, start - _NEAR), start):
            return closes + 4.0, 0.1
        return closes, 1.5
    if left == "b" and right == "b" and glyph in '"″〃”':
        before = text[max(0, start - _NEAR) : start]
        after = text[end : end + 3]
        if _DITTO.search(before) and (not after.strip() or after.startswith("  ") or "\n" in after):
            return closes, 0.3
    if glyph == "〃":
        return closes, 0.3
    return closes, 7.0


def _guillemet(glyph: str, left: str, right: str) -> tuple[float, float]:
    """Costs of opening and closing for a mark that French and German use in opposite directions."""
    custom = glyph in "«‹"
    opens = (0.0 if custom else 0.6) + (1.5 if left in "wdp" and right != "w" else 0.0)
    closes = (0.6 if custom else 0.0) + (1.5 if right in "wd" and left not in "wp" else 0.0)
    return opens, closes


def _neighbour(text: str, index: int, step: int, length: int) -> str:
    """The class of the character at `index`, looking past other marks in the direction of `step`."""
    for _ in range(4):
        if not 0 <= index < length:
            return "b"
        char = text[index]
        if char.isalpha():
            return "w"
        if char.isspace():
            return "b"
        if char not in _PASSED:
            break
        index += step
    if char.isdigit() or char in "°%$£€":
        return "d"
    if char in "([{<":
        return "o"
    if char in "—–-―/~":
        return "h"
    return "p"


def _wide(text: str, index: int) -> bool:
    """Whether the character at `index` is of an East Asian script, which puts no blanks around marks."""
    return 0 <= index < len(text) and "\u3000" <= text[index] <= "\uffef"


def _last_word(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < _NEAR and text[start - 1].isalpha():
        start -= 1
    return text[start:end]
