"""Mark quotations in a page that something else has rendered.

The words are found again in the page by their letters, in order and with their surroundings, so that it
does not matter what Markdown extensions have made of marks, dashes and blanks. Only the insides of text are
wrapped, element by element: the page's own markup is never cut.
"""

from __future__ import annotations

import html as html_entities
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mkdocs_quotes.index.prose import prose_span
from mkdocs_quotes.model import Document, Span

from .marks import Mark, MarkWriter

# Bounded, so that an attribute that is never closed costs no more than its share.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60})((?:[^<>\"']|\"[^\"]{0,5000}\"|'[^']{0,5000}'){0,5000})>")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "noscript", "template", "iframe"})
# What stands in them is no prose, or may not hold elements.
_SKIPPED = frozenset(
    {"pre", "code", "kbd", "samp", "svg", "math", "button", "select", "option", "audio", "video"}
)
_LETTERS = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = 24, 24
"""Letters of the surroundings that tell equal words apart."""
_SURE = 8
"""So many letters are enough to know words by; fewer need their surroundings."""
_HEAD = 24
"""Letters at either end by which words are known that something in the middle has changed."""
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
    writer = MarkWriter(words, placed)
    out = []
    for token in tokens:
        text = token.text
        end = token.start + len(text or "")
        if text is None or not text.strip() or not writer.touches(token.start, end):
            out.append(token.raw)
        else:
            out.append(writer.html(token.start, end, links=not token.linked))
    return "".join(out), writer.ids


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
        tokens.append(_Token(html[opening:position]))
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
        if len(needle) <= 2 * _HEAD:
            return None
        at = self.letters.find(needle[:_HEAD], cursor)
        if at < 0:
            return None
        tail = self.letters.find(needle[-_HEAD:], at + _HEAD, at + 2 * len(needle))
        return None if tail < 0 else (at, tail + _HEAD)

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
