"""Mark quotations in a page that something else has rendered.

The words are found again in the page by their letters, in order and with their surroundings, so that it
does not matter what Markdown extensions have made of marks, dashes and blanks. Only the insides of text are
wrapped, element by element: the page's own markup is never cut.
"""

from __future__ import annotations

import html as html_entities
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from mkdocs_quotes.index.prose import prose_span
from mkdocs_quotes.model import Document, Span

from .marks import CLOSE, Mark, MarkWriter, Part, parts_of

# Bounded, so that an attribute that is never closed costs no more than its share.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60})((?:[^<>\"']|\"[^\"]{0,5000}\"|'[^']{0,5000}'){0,5000})>")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "noscript", "template", "iframe"})
# What stands in them is no prose, or may not hold elements.
_SKIPPED = frozenset(
    {"pre", "code", "kbd", "samp", "svg", "math", "button", "select", "option", "audio", "video"}
)
_IN_LINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_EMPTY = frozenset({"br", "img", "wbr"})
_MOST_TOKENS = 400
"""So many bits of markup within one quotation are looked at before its text is wrapped bit by bit."""
_LETTERS = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = 24, 24
"""Letters of the surroundings that tell equal words apart."""
_SURE = 8
"""So many letters are enough to know words by; fewer need their surroundings."""
_ENDS = (24, 12, 4)
"""So many letters at either end are looked for where something in the middle has changed."""
_PATIENCE = 200
"""After so many quotations that cannot be found the page is taken to hold something else."""
_MARKS = frozenset("\"'`“”„‟‘’‚‛«»‹›「」『』")


@dataclass(slots=True)
class _Token:
    raw: str
    text: str | None = None
    """The words, where quotations may be marked."""
    start: int = 0
    """Where they stand in all words of the page."""
    linked: bool = False
    """Whether it stands in a link already."""
    depth: int | None = 0
    """Of a tag within a line: 1 where it opens, -1 where it closes an element; None of any other tag."""


def annotate(html: str, document: Document, marks: Sequence[Mark]) -> tuple[str, set[str]]:
    """The page with the marks in it, and the ids that were put there; what cannot be found is left out.

    Parts of `marks` count the raw text of `document`.
    """
    if not marks:
        return html, set()
    tokens = _tokens(html)
    words = "".join(token.text for token in tokens if token.text is not None)
    placed = _Finder(words, document).place(marks)
    if not placed:
        return html, set()
    whole = _whole_parts(tokens, parts_of(placed))
    writer = MarkWriter(words, placed, wrapped={part for part, _, _ in whole})
    # Offset, 0 for closing and 1 for opening, and what keeps inner elements inside at equal offsets.
    cuts: defaultdict[int, list[tuple[int, int, int, Part]]] = defaultdict(list)
    for order, (part, opening, closing) in enumerate(whole):
        cuts[opening].append((part.start, 1, order, part))
        cuts[closing].append((part.end, 0, -order, part))
    out: list[str] = []
    for index, token in enumerate(tokens):
        text = token.text
        end = token.start + len(text or "")
        if index not in cuts and (text is None or not text.strip() or not writer.touches(token.start, end)):
            out.append(token.raw)
            continue
        position = token.start
        for offset, opens, _, part in sorted(cuts[index], key=lambda cut: cut[:3]):
            out.append(writer.html(position, offset, links=not token.linked, closing=not opens))
            out.append(writer.open(part) if opens else CLOSE)
            position = offset
        out.append(writer.html(position, end, links=not token.linked))
    return "".join(out), writer.ids


def _whole_parts(tokens: list[_Token], parts: list[Part]) -> list[tuple[Part, int, int]]:
    """Parts that one element can go around, markup and all, each with the tokens where it opens and closes.

    All tags in between must be of the kind that stands within a line, and each must be closed there. None of
    the elements crosses another.
    """
    texts = [index for index, token in enumerate(tokens) if token.text]
    starts = [tokens[index].start for index in texts]
    found: list[tuple[Part, int, int]] = []
    enclosing: list[Part] = []
    for part in parts:
        while enclosing and enclosing[-1].end <= part.start:
            enclosing.pop()
        if enclosing and enclosing[-1].end < part.end:
            continue
        first = bisect_right(starts, part.start) - 1
        last = bisect_left(starts, part.end) - 1
        # Where words begin or end with an element, the text beside it will do as well.
        openings = [first, first - 1] if starts[first] == part.start and first else [first]
        closings = [last, last + 1] if last + 1 < len(starts) and starts[last + 1] == part.end else [last]
        for opening, closing in product(openings, closings):
            if _is_balanced(tokens, texts[opening], texts[closing]):
                found.append((part, texts[opening], texts[closing]))
                enclosing.append(part)
                break
    return found


def _is_balanced(tokens: list[_Token], first: int, last: int) -> bool:
    if last - first > _MOST_TOKENS:
        return False
    depth = 0
    for token in tokens[first + 1 : last]:
        if token.depth is None:
            return False
        depth += token.depth
        if depth < 0:
            return False
    return depth == 0


def _tokens(html: str) -> list[_Token]:
    tokens: list[_Token] = []
    skipping: list[str] = []
    in_link = 0
    position = length = 0

    def add_text(raw: str) -> None:
        nonlocal length
        if skipping:
            tokens.append(_Token(raw))
            return
        text = html_entities.unescape(raw)
        tokens.append(_Token(raw, text, length, in_link > 0))
        length += len(text)

    while position < len(html):
        opening = html.find("<", position)
        if opening < 0:
            add_text(html[position:])
            break
        if opening > position:
            add_text(html[position:opening])
        if html.startswith("<!--", opening):
            close = html.find("-->", opening + 4)
            end = close + 3 if close >= 0 else len(html)
            tokens.append(_Token(html[opening:end]))
            position = end
            continue
        tag = _TAG.match(html, opening)
        if tag is None:
            # No tag that we know: leave it alone, up to where the next might start.
            end = html.find("<", opening + 1)
            end = end if end >= 0 else len(html)
            tokens.append(_Token(html[opening:end]))
            position = end
            continue
        position = tag.end()
        name, closing = tag[2].lower(), bool(tag[1])
        if name in _RAW_TEXT and not closing:
            ending = re.compile(rf"</{re.escape(name)}\b", re.IGNORECASE).search(html, position)
            position = ending.start() if ending else len(html)
        depth = None if name not in _IN_LINE else 0 if name in _EMPTY else -1 if closing else 1
        tokens.append(_Token(html[opening:position], depth=depth))
        if name == "a":
            in_link = max(0, in_link - 1) if closing else in_link + 1
        if closing:
            if name in skipping:
                while skipping.pop() != name:
                    pass
        elif not tag[3].endswith("/") and (
            name in _SKIPPED or name in skipping or (name == "sup" and "fnref" in tag[3])
        ):
            skipping.append(name)
    return tokens


class _Finder:
    """Finds stretches of a document's prose in the words of a page."""

    def __init__(self, words: str, document: Document) -> None:
        self.words = words
        self.document = document
        runs = [match.span() for match in _LETTERS.finditer(words)]
        self.letters = "".join(words[start:end] for start, end in runs)
        self._run_starts = [start for start, _ in runs]
        self._run_letters = []
        total = 0
        for start, end in runs:
            self._run_letters.append(total)
            total += end - start
        self._missed = 0

    def place(self, marks: Sequence[Mark]) -> list[Mark]:
        """The marks with their parts as offsets in the words of the page; parts that are missing go."""
        wanted = sorted(
            (prose_span(self.document, part), index)
            for index, mark in enumerate(marks)
            for part in mark.parts
        )
        found: dict[int, list[Span]] = {}
        last: Span = (0, 0)
        """The part before in the prose, and …"""
        placed: Span = (0, 0)
        """… where its letters stand."""
        for part, index in wanted:
            cursor = placed[1] if part[0] >= last[1] else placed[0]
            where = self._find(part, cursor)
            if where is None:
                self._missed += 1
                if self._missed > _PATIENCE:
                    break
                continue
            last, placed = part, where
            found.setdefault(index, []).append(self._span(part, where))
        return [replace(marks[index], parts=tuple(spans)) for index, spans in sorted(found.items())]

    def _find(self, part: Span, cursor: int) -> Span | None:
        """Where the letters of a part stand among all letters, behind `cursor` if possible."""
        prose = self.document.prose
        needle = _letters(prose[part[0] : part[1]])
        if not needle:
            return None
        before = _letters(prose[max(0, part[0] - 3 * _BEFORE) : part[0]])[-_BEFORE:]
        after = _letters(prose[part[1] : part[1] + 3 * _AFTER])[:_AFTER]
        patterns = [(before, after), (before, ""), ("", after)]
        if len(needle) >= _SURE:
            patterns.append(("", ""))
        for left, right in patterns:
            if not left and not right and len(needle) < _SURE:
                continue
            for start in (max(0, cursor - len(left)), 0):
                at = self.letters.find(left + needle + right, start)
                if at >= 0:
                    return at + len(left), at + len(left) + len(needle)
        return self._find_ends(needle, before, after, cursor)

    def _find_ends(self, needle: str, before: str, after: str, cursor: int) -> Span | None:
        """Where both ends of the letters stand, at most twice as far apart; what is between differs."""
        for length in _ENDS:
            head, tail = needle[:length], needle[-length:]
            if length < _SURE:
                head, tail = before + head, tail + after
            if 2 * length > len(needle) or min(len(head), len(tail)) < _SURE:
                continue
            at = self.letters.find(head, max(0, cursor - len(before)))
            if at >= 0:
                start = at + len(head) - length
                furthest = start + 2 * len(needle) + len(tail)
                end = self.letters.find(tail, start + length, furthest)
                if end >= 0:
                    return start, end + length
        return None

    def _span(self, part: Span, letters: Span) -> Span:
        """From letters to the words, with the signs at either end that belong to the quotation."""
        prose = self.document.prose[part[0] : part[1]]
        start, end = self._offset(letters[0]), self._offset(letters[1] - 1) + 1
        first = _LETTERS.search(prose)
        spare = first.start() if first else 0
        while spare and start and self._is_sign(start - 1):
            start -= 1
            spare -= 1
        rest = len(prose) - max((match.end() for match in _LETTERS.finditer(prose)), default=0)
        while rest and end < len(self.words) and self._is_sign(end):
            end += 1
            rest -= 1
        return start, end

    def _offset(self, letter: int) -> int:
        run = bisect_right(self._run_letters, letter) - 1
        return self._run_starts[run] + letter - self._run_letters[run]

    def _is_sign(self, offset: int) -> bool:
        char = self.words[offset]
        return not (char.isalnum() or char.isspace() or char in _MARKS)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))
