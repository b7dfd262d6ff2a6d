"""What a single line of a text is: a title, a subhead, a by-line, a caption, or what a web page left there.

Every function takes one line without its line end and says what it sees. Where the line stands, and so which
of these questions is asked, is the business of `plain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_quotes.lang.lexicon import available, load
from mkdocs_quotes.text.blocks import ends_sentence
from mkdocs_quotes.text.letters import UPPER

_WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*")
_FIGURES = re.compile(r"[\d\W_]+")
_OPENERS = "\"'“‘«„‚`″"
_CLOSERS = "\"'”’»“"
_WIDE_STOPS = ("。", "！", "？")
"""How a sentence ends in Chinese and Japanese; no headline there ends so."""
_DASHES = "-–—―•*·>|#+"
_LABEL = re.compile(rf"[{UPPER}0-9][{UPPER}0-9 .’'()-]*:\s|[QA][.:]\s|[\[(]?\d{{1,2}}:\d\d")
_IN_CAPITALS = r"[^\W\d_a-z]{2,}(?:[’'-][^\W\d_a-z]+)*\b"
_CAPITALS = re.compile(rf"(?<![\w’']){_IN_CAPITALS}\.?(?:[ \t]+(?:[{UPPER}]\.[ \t]+)?{_IN_CAPITALS})+")
_IN_BRACKETS = re.compile(r"\(([^()]{1,20})\)")
_AGENCY = re.compile(rf"(?:/\s?|©\s?|\bvia )(?:[{UPPER}][\w. -]+)$")
_ROMAN = r"[IVXLC]+"
_ORNAMENT = re.compile(r"[^\w\"'“”‘’«»„.!?…]+")
_QUOTED = re.compile(r"[\"'“‘«„`″][^\"“”«»„]*[^\W_][\"'”’»“]+")
_SENTENCE_END = re.compile(  # but for "Rep. Lund", "J. Holm"
    rf"(?:(?<!\b[{UPPER}])(?<!\b[{UPPER}][a-z])(?<!\b[{UPPER}][a-z]{{2}})(?<!\b[{UPPER}][a-z]{{3}})\.|[!?…])[\"'”’»]*\s+[\"“‘«]?[^\W\d_a-z]"
)
_CUED = re.compile(r",\s[\"“‘«]")
_BY_THE_WAY = re.compile(r"(?:on|in|at|for)\b")


@dataclass(frozen=True, slots=True)
class Byline:
    """A line that says who made the text."""

    author: str | None
    """The names, "and" between the last two; None where they are not the author's, or nobody is named."""
    rest: str = ""
    """What follows the names on the same line, perhaps a date."""


@dataclass(frozen=True, slots=True)
class _Words:
    furniture: frozenset[str]
    authors: re.Pattern[str]
    others: re.Pattern[str]
    nobody: frozenset[str]
    trades: frozenset[str]
    captions: re.Pattern[str]
    places: frozenset[str]
    division: re.Pattern[str]
    small: frozenset[str]
    days: frozenset[str]
    names: re.Pattern[str]
    joined: re.Pattern[str]


def is_furniture(line: str) -> bool:
    """Whether a line is what a web page left in the text: a counter, a button, an ornament."""
    if len(line) > 60:
        return False
    if _ORNAMENT.fullmatch(line):
        return True
    if line[:1] in _DASHES:  # "— More!" is said by somebody
        return False
    words = " ".join(_FIGURES.sub(" ", line).lower().split())
    furniture = _words().furniture
    if not words or words in ("k", "m") or words in furniture:
        return not any(c in _OPENERS for c in line)
    return all(word in furniture for word in words.split())


def byline(line: str) -> Byline | None:
    """The by-line that `line` is ("By Orla Finch", "Words: Jane Roe and John Doe"); None for any other."""
    line = line.strip(" \t*_")
    if len(line) > 150 or not line:
        return None
    words = _words()
    if line.rstrip(".").lower() in words.nobody:
        return Byline(None)
    if words.others.match(line):
        return Byline(None) if len(line.split()) <= 25 else None
    start = words.authors.match(line)
    if start is None:
        return None
    found = words.names.match(line, start.end())
    if found is None:
        return None
    names = [name for part in words.joined.split(found[0]) if (name := _without_trade(part))]
    if len(names) > 1 and " " in names[0] and " " not in names[-1] and found[0].endswith(f", {names[-1]}"):
        names.pop()  # "By Marcus Okello, Nairobi"
    behind = line[found.end() :]
    rest = behind.strip(" \t,;|•·–—()").strip()
    if not names or (rest and not _may_follow_names(behind.lstrip()[:1], rest)):
        return None
    names = [usual_case(name) for name in names]
    author = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return Byline(author, rest)


def _may_follow_names(separator: str, rest: str) -> bool:
    """Whether what stands behind the names of a by-line may: a date, a place, a trade, but no sentence."""
    if rest[-1] in ".:?!":
        return False
    return (
        separator in ",;|•·–—("
        or rest[0].isdigit()
        or rest.islower()
        or _BY_THE_WAY.match(rest) is not None
        or _is_trade(rest.split()[0].strip(",;"))
    )


def usual_case(name: str) -> str:
    """A name with capitals at the beginning of its words only, where it is written in capitals."""
    if not name.isupper() or len(name) < 4:
        return name
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize() if len(part[0]) > 1 else part[0], name)


def is_caption(line: str) -> bool:
    """Whether a line is a picture's caption or credit.

    Names in capitals amid other words, "(left)", "Photograph: …", an agency at the end; never a sentence.
    """
    if len(line) > 250 or line[:1] in _OPENERS or line.endswith(":") or ends_sentence(line) or line.isupper():
        return False
    words = _words()
    if words.captions.match(line):
        return True
    if any(place.strip().lower() in words.places for place in _IN_BRACKETS.findall(line)):
        return True
    if _AGENCY.search(line) and len(line.split()) > 3:
        return True
    return _CAPITALS.search(line) is not None


def is_title(line: str) -> bool:
    """Whether the first line of a text may be its title."""
    if not _fits_title(line) or not _may_head(line):
        return False
    if line.endswith(_WIDE_STOPS):
        return False
    if line.endswith((".", "…", "!", "?")):
        return _in_title_case(line, least=2 if line[-1] == "?" else 4) or line.isupper()
    return not _is_narrated(line) or _in_title_case(line)


def is_quoted_title(line: str) -> bool:
    """Whether a line that is a quotation from end to end may be a title: no full stop, as speech has one."""
    return _fits_title(line) and is_whole_quotation(line) and _QUOTED.fullmatch(line) is not None


def is_sentence_title(line: str) -> bool:
    """Whether a line is one short sentence without quoted words, as some papers write their headlines."""
    return (
        _fits_title(line)
        and _may_head(line)
        and len(line.split()) <= 16
        and line[-1] in ".!?"
        and not _SENTENCE_END.search(line)
        and not any(c in "\"“”«»" for c in line)
    )


def opens_quotation(line: str) -> bool:
    """Whether a line begins with a quotation mark."""
    return line[:1] in _OPENERS and line != ""


def _fits_title(line: str) -> bool:
    return 2 <= len(line) <= 200 and len(line.split()) <= 30


def _is_narrated(line: str) -> bool:
    """Whether a line ends with spoken words, behind a sentence or a cue with a comma."""
    inner = line.rstrip(_CLOSERS)
    if inner == line or not inner.endswith((".", "!", "?", "…", ",")):
        return False
    return _SENTENCE_END.search(inner) is not None or _CUED.search(inner) is not None


def is_subhead(line: str, capitals: bool = False) -> bool:
    """Whether a short line that stands alone within a text may be a heading.

    With `capitals` only where its words begin with capitals: wanted where a line may as well be a sentence
    that lost its colon or dash.
    """
    line = line.strip("*_ ")
    if not line or len(line) > 70 or len(line.split()) > 10 or not _may_head(line):
        return False
    if line.endswith(_WIDE_STOPS):
        return False
    final = line.rstrip(_CLOSERS)[-1:]  # "He thought. ‘It’s got a hole.’" is a sentence
    if final in ".!?…":
        return line.isupper() and final != "!"
    if capitals or any(c in '“”«»"' for c in line):
        return _in_title_case(line, least=1)
    return True


def is_division(line: str) -> bool:
    """Whether a line heads a chapter or the like: "CHAPTER I", "Letter 4", "Act Two", "XIV."."""
    return len(line) <= 100 and _words().division.match(line) is not None


def is_whole_quotation(line: str) -> bool:
    """Whether quotation marks open at the beginning of a line and close at its end."""
    return len(line) > 1 and line[0] in _OPENERS and line.rstrip(".,;!?…")[-1:] in _CLOSERS


def is_turn(line: str) -> bool:
    """Whether a line begins as a turn in a transcript does: with a name in capitals, Q or A, or a time."""
    return _LABEL.match(line) is not None


def _may_head(line: str) -> bool:
    first = line[0]
    if first in _DASHES or line[-1] in ",;:—–-" or is_whole_quotation(line) or is_turn(line):
        return False
    if not (first.isupper() or first.isdigit() or first in _OPENERS or first in "_¿¡"):
        return first.isalpha() and not first.islower()  # scripts without capitals
    return any(c.isalpha() for c in line)


def _in_title_case(line: str, least: int = 4) -> bool:
    """Whether all but the small words begin with a capital, and there are at least so many of them."""
    small = _words().small
    words = [word for word in _WORD.findall(line) if word.lower() not in small]
    return len(words) >= least and sum(word[0].isupper() for word in words) >= 0.85 * len(words)


def _without_trade(name: str) -> str:
    """A name without a trade behind it; nothing where none is left ("Staff Writers", "BBC News")."""
    parts = all_parts = name.split()
    while parts and parts[-1].lower() in _words().trades:
        parts = parts[:-1]
    if len(parts) == 1 and (parts != all_parts or parts[0].lower() in _words().days):
        return ""
    return " ".join(parts)


def _is_trade(words: str) -> bool:
    return any(word in _words().trades for word in words.lower().split())


@lru_cache(maxsize=1)
def _words() -> _Words:
    """The words of every language that there is data for: which one a text is in is not yet known here."""
    lexicons = [load(code) for code in available()]
    table: dict[str, list[str]] = {}
    for lexicon in lexicons:
        for name in ("bylines", "division_words"):
            for key, values in lexicon.table(name).items():
                table.setdefault(key, []).extend(values)

    def union(name: str) -> frozenset[str]:
        return frozenset().union(*(lexicon.words(name) for lexicon in lexicons))

    number = rf"(?:{_ROMAN}\b|\d{{1,3}}\b|{_any(table.get('number', ()))}\b)"
    division = (
        rf"(?:(?i:{_any(table.get('numbered', ()))})\.?\s+(?i:{number})"
        rf"(?:\s*[-.:—–]|\s+[\"“‘]?[{UPPER}(]|\s*$|\s+(?i:{number}))"
        rf"|(?i:{_any(table.get('alone', ()))})\.?\s*$"
        rf"|[-—–*_.\s\[\]()]*(?:{_ROMAN})[-—–*_.\s\[\]()]*$|[\[(]?\s*\d{{1,3}}\s*[.\])]\s*$)"
    )
    name = rf"(?:[^\W\d_a-z][\w.’'-]*|al-[{UPPER}]\w+|{_any(union('particles'))}(?=\s))"
    full_name = rf"{name}(?:\s+{name}){{0,5}}"
    joined = rf"(?:,\s*(?:{_any(table.get('join', ()))}\s+)?|\s+{_any(table.get('join', ()))}\s+)"
    return _Words(
        furniture=union("page_furniture"),
        authors=re.compile(rf"(?i:{_any(table.get('author', ()))})(?:\s*:)?\s+"),
        others=re.compile(rf"(?i:{_any(table.get('other', ()))})\b"),
        nobody=frozenset(table.get("nobody", ())),
        trades=union("byline_titles"),
        captions=re.compile(rf"(?i:{_any(union('caption_words'))})(?:\s*:|\s+by\b)|(?i:pictured)\b"),
        places=union("caption_places"),
        division=re.compile(division),
        small=union("title_small_words"),
        days=union("weekdays"),
        names=re.compile(rf"{full_name}(?:{joined}{full_name}){{0,5}}"),
        joined=re.compile(joined),
    )


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"
