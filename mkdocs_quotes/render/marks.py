"""Put quotations into running words: an element around each, a link to the speaker behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mkdocs_quotes.model import Span

from .escape import escape
from .links import anchor

_CLOSING = frozenset("”’\"'»›“‘«‹」』")


TONES, LINES = 8, 3
"""So many colours and styles of line tell the speakers of a text apart; they have no factor in common, so that
neighbours differ in both, and only the 25th speaker looks like the first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation that is to be marked on a page."""

    id: str
    """Of the quotation; where the layout prints its words once more, of the quotation that they repeat."""
    slug: str
    parts: tuple[Span, ...]
    """Spans of the words in the text that the writer is given."""
    href: str
    """Where the link behind the words leads, relative to the page."""
    label: str
    """What the link says to those who cannot see it."""
    initials: str
    disputed: bool = False
    tone: int | None = None
    """Which speaker of the text this is, counted from 0; None where nobody is named."""
    facts: tuple[tuple[str, str], ...] = ()
    """What the card tells besides: names of `data-` attributes with their values."""
    again: int = 0
    """Counted from 1: words that the layout prints once more, which are no quotation of their own."""

    @property
    def anchor(self) -> str:
        """The id of the element around its words."""
        return f"again-{self.id}-{self.again}" if self.again else anchor(self.id)


def tone_classes(tone: int | None) -> str:
    """The classes that give a speaker's words and initials their colour and line."""
    return "" if tone is None else f" mq-c{tone % TONES} mq-l{tone % LINES}"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts of a mark."""

    start: int
    end: int
    mark: Mark
    number: int
    """Counted from 1."""


CLOSE = "</span>"
"""The tag that closes an element around words."""


def parts_of(marks: Iterable[Mark]) -> list[Part]:
    """All parts that have words, outer ones before inner ones."""
    return sorted(
        (
            Part(start, end, mark, number)
            for mark in marks
            for number, (start, end) in enumerate(mark.parts, 1)
            if end > start
        ),
        key=lambda part: (part.start, -part.end),
    )


class MarkWriter:
    """Writes a text as HTML, stretch by stretch in rising order, with its quotations in elements.

    Spans never cross: where one quotation starts inside another and ends behind it, its element is closed and
    opened again. The first element of a quotation bears its id, all others `data-part`.
    """

    def __init__(self, text: str, marks: Iterable[Mark], *, wrapped: Collection[Part] = ()) -> None:
        """`wrapped`: parts around which the caller puts elements itself, by `open` and `CLOSE`."""
        self.text = text
        self.ids: set[str] = set()
        """Anchors written so far."""
        parts = parts_of(marks)
        self._parts = [part for part in parts if part not in wrapped]
        self._links = sorted(
            ((self._behind(mark.parts[-1][1]), index, mark) for index, mark in enumerate(_marks_of(parts))),
        )
        self._next = 0
        self._next_link = 0
        self._active: list[Part] = []

    def touches(self, start: int, end: int) -> bool:
        """Whether anything is to be written between these offsets; what lies before them is given up."""
        self._advance(start)
        self._skip_links(start)
        return bool(
            self._active
            or (self._next < len(self._parts) and self._parts[self._next].start < end)
            or (self._next_link < len(self._links) and self._links[self._next_link][0] <= end)
        )

    def html(self, start: int, end: int, *, links: bool = True, closing: bool = False) -> str:
        """The text between two offsets. Without `links`, those that would stand there are left out.

        `closing`: the caller closes an element behind it; what belongs behind that is left for later.
        """
        if not self.touches(start, end):
            return escape(self.text[start:end])
        out: list[str] = []
        if start < end or not closing:
            self._write_links(start, out, links)
        opened: list[Part] = []
        position = start
        while position < end:
            self._advance(position)
            self._switch(opened, out)
            bound = min([end, *(part.end for part in self._active)])
            if self._next < len(self._parts):
                bound = min(bound, self._parts[self._next].start)
            if self._next_link < len(self._links) and self._links[self._next_link][0] > position:
                bound = min(bound, self._links[self._next_link][0])
            out.append(escape(self.text[position:bound]))
            position = bound
            self._advance(position)
            self._close(opened, out)
            if position < end or not closing:
                self._write_links(position, out, links)
        out.extend(CLOSE for _ in opened)
        return "".join(out)

    def _write_links(self, position: int, out: list[str], links: bool) -> None:
        while self._next_link < len(self._links) and self._links[self._next_link][0] <= position:
            mark = self._links[self._next_link][2]
            if links and mark.anchor in self.ids:
                out.append(_link(mark))
            self._next_link += 1

    def _advance(self, position: int) -> None:
        self._active = [part for part in self._active if part.end > position]
        while self._next < len(self._parts) and self._parts[self._next].start <= position:
            if self._parts[self._next].end > position:
                self._active.append(self._parts[self._next])
            self._next += 1

    def _skip_links(self, position: int) -> None:
        while self._next_link < len(self._links) and self._links[self._next_link][0] < position:
            self._next_link += 1

    def _switch(self, opened: list[Part], out: list[str]) -> None:
        self._close(opened, out)
        for part in self._active[len(opened) :]:
            out.append(self.open(part))
            opened.append(part)

    def _close(self, opened: list[Part], out: list[str]) -> None:
        """Close what is over, and with it what was opened inside."""
        common = 0
        while common < min(len(opened), len(self._active)) and opened[common] is self._active[common]:
            common += 1
        out.extend(CLOSE for _ in opened[common:])
        del opened[common:]

    def open(self, part: Part) -> str:
        """The tag that opens an element for a part."""
        mark = part.mark
        identity = mark.anchor
        if identity in self.ids:
            which, facts = f'data-part="{part.number}" data-for="{identity}"', ""
        else:
            which = f'id="{identity}"'
            facts = "".join(f' data-{name}="{escape(value)}"' for name, value in mark.facts)
        self.ids.add(identity)
        classes = "mq-words" + " mq-disputed" * mark.disputed + " mq-again" * bool(mark.again)
        classes += tone_classes(mark.tone)
        return f'<span class="{classes}" {which} data-speaker="{escape(mark.slug)}"{facts}>'

    def _behind(self, end: int) -> int:
        """Where the link stands: behind the closing marks, in French also behind the blank before them."""
        if self.text[end : end + 1].isspace() and self.text[end + 1 : end + 2] in ("»", "›"):
            end += 1
        limit = min(end + 3, len(self.text))
        while end < limit and self.text[end] in _CLOSING:
            end += 1
        return end


def _marks_of(parts: list[Part]) -> list[Mark]:
    """The marks that have words, each once."""
    return list({part.mark.anchor: part.mark for part in parts}.values())


def _link(mark: Mark) -> str:
    label = escape(mark.label)
    return (
        f'<a class="mq-who{tone_classes(mark.tone)}" href="{escape(mark.href)}" title="{label}" aria-label="{label}"'
        f' data-for="{mark.anchor}" data-initials="{escape(mark.initials)}"></a>'
    )
