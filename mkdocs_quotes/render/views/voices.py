"""The speakers of one text as its page shows them: a colour and initials for each, their marks, a list."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import count
from typing import Any

from mkdocs_quotes.index import SourceText, Statement
from mkdocs_quotes.records import BY_HAND, normal_words

from ..escape import clean
from ..links import UNATTRIBUTED, anchor, relative_url
from ..marks import Mark, tone_classes
from .quotations import KIND_WORDS
from .view import Setting

_PRINTED_AGAIN = frozenset(("repeat", "headline"))
"""Why quoted words are no quotation of their own where their words are those of one."""
_FEWEST_WORDS = 3
_DEGREES = ((0.9, "sure"), (0.7, "likely"), (0.0, "doubtful"))


class Voices:
    """The speakers of one text, numbered in the order in which they are first heard."""

    def __init__(self, setting: Setting, source: SourceText, url: str) -> None:
        """`url`: of the text's page."""
        self._setting = setting
        self._source = source
        self._url = url
        self._statements = setting.site.index.by_source.get(source.name, ())
        heard = (statement.speaker for statement in self._statements)
        self._tones = {slug: tone for tone, slug in enumerate(dict.fromkeys(filter(None, heard)))}
        self._initials = self._distinct_initials()

    def marks(self) -> list[Mark]:
        """The marks that the quotations leave on the page; words that its layout prints once more have theirs."""
        marks = []
        for statement in self._statements:
            href = relative_url(self._setting.site.statement_url(statement), self._url)
            marks.append(self._mark(statement, statement.quotation.parts, href, tuple(self._facts(statement))))
        return marks + list(self._printed_again())

    def rows(self, ids: Collection[str]) -> list[dict[str, Any]]:
        """The list of speakers for `_cast.html`; `ids` are the anchors that the page has."""
        own = [statement for statement in self._statements if statement.repeats is None]
        counts = Counter(statement.speaker for statement in own)
        first: dict[str | None, str] = {}
        roles: dict[str | None, str] = {}
        for statement in self._statements:
            if anchor(statement.id) in ids:
                first.setdefault(statement.speaker, f"#{anchor(statement.id)}")
            if statement.role:
                roles.setdefault(statement.speaker, statement.role)
        site = self._setting.site
        rows = []
        for slug in (*self._tones, None):
            if not counts[slug]:
                continue
            speaker = site.index.by_slug[slug] if slug else None
            role = roles.get(slug) or (speaker and speaker.roles and speaker.roles[0])
            rows.append(
                {
                    "slug": slug or UNATTRIBUTED,
                    "name": clean(speaker.name) if speaker else self._setting.words("unattributed"),
                    "url": relative_url(site.speaker_url(slug or UNATTRIBUTED), self._url),
                    "role": clean(role) if role else None,
                    "initials": self._initials[slug] if slug else "?",
                    "classes": tone_classes(self._tones[slug] if slug else None),
                    "count": counts[slug],
                    "first": first.get(slug),
                }
            )
        return rows

    def _mark(
        self,
        statement: Statement,
        parts: tuple[tuple[int, int], ...],
        href: str,
        facts: tuple[tuple[str, str], ...],
        again: int = 0,
    ) -> Mark:
        slug = statement.speaker
        return Mark(
            id=statement.id,
            slug=slug or UNATTRIBUTED,
            parts=parts,
            href=href,
            label=statement.voice.name if statement.voice else self._setting.words("unattributed"),
            initials=self._initials[slug] if slug else "?",
            disputed=statement.disputed,
            tone=self._tones[slug] if slug else None,
            facts=facts,
            again=again,
        )

    def _facts(self, statement: Statement) -> Iterator[tuple[str, str]]:
        """What the card on a quotation tells, as far as the list of speakers does not."""
        yield "about", " · ".join(self._about(statement))
        if statement.repeats:
            yield "repeats", anchor(statement.repeats)

    def _about(self, statement: Statement) -> Iterator[str]:
        words, false = self._setting.words, statement.misattribution
        if false:
            yield f"{words('misattributed_to')} {false.name}"
        elif statement.disputed:
            yield words("disputed").rstrip(".")
        yield words(KIND_WORDS[statement.quotation.kind])
        if statement.speaker is not None:
            if statement.reviewed or statement.confidence >= BY_HAND:
                yield words("sure_by_hand")
            else:
                degree = next(key for least, key in _DEGREES if statement.confidence >= least)
                yield f"{words(degree)} {statement.confidence:.0%}"
        elif statement.guess:
            yield words("perhaps", name=statement.guess)
        if statement.note:
            yield statement.note

    def _printed_again(self) -> Iterator[Mark]:
        """Marks for headlines and pull quotes whose words are those of a quotation in the text."""
        analysis = self._source.analysis
        spans = [span for span, verdict in analysis.rejected if verdict in _PRINTED_AGAIN]
        own = [statement for statement in self._statements if statement.repeats is None]
        if not spans or not own:
            return
        said, begins = "", []
        for statement in own:
            begins.append(len(said) + 1)
            said += f" {normal_words(statement.quotation.text)} \n"
        again: Counter[str] = Counter()
        for start, end in spans:
            words = normal_words(analysis.document.text[start:end])
            at = said.find(f" {words} ") if words.count(" ") + 1 >= _FEWEST_WORDS else -1
            if at >= 0:
                statement = own[bisect_right(begins, at + 1) - 1]
                target = f"#{anchor(statement.id)}"
                again[statement.id] += 1
                facts = (("repeats", target[1:]),)
                yield self._mark(statement, ((start, end),), target, facts, again[statement.id])

    def _distinct_initials(self) -> dict[str, str]:
        """What the link behind the words shows of each speaker; a number tells equal ones apart."""
        index = self._setting.site.index
        found: dict[str, str] = {}
        taken: set[str] = set()
        for slug in self._tones:
            speaker = index.by_slug[slug]
            names = [index.by_slug[member].name for member in speaker.members] or [speaker.name]
            letters = "+".join(map(initials, names[:2]))
            free = next(s for n in count(1) if (s := letters if n == 1 else f"{letters}{n}") not in taken)
            taken.add(free)
            found[slug] = free
        return found


def initials(name: str) -> str:
    """First letters of a name's first and last word; an article is no word of it."""
    words = [word for word in name.split() if word[0].isalnum()]
    if len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        del words[0]
    if not words:
        return "–"
    return f"{words[0][0]}{words[-1][0] if len(words) > 1 else ''}".upper()
