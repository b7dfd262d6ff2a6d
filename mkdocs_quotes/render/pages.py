"""The pages themselves, by templates that a site may override."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from mkdocs_quotes.index import IndexedSpeaker, SourceText, Statement
from mkdocs_quotes.index.names import collation, initial
from mkdocs_quotes.index.prose import excerpt

from .annotate import annotate
from .escape import clean, escape
from .links import UNATTRIBUTED, anchor, relative_url
from .marks import Mark
from .site import PagePlan, Place, Site
from .text import Heading, render_text

__all__ = ["TITLE_ID", "Environment", "Rendered", "Renderer", "feed_url"]

_FOLDER = "mkdocs_quotes"
TITLE_ID = "mq-title"
"""The id of a page's first heading."""
_SECTIONS = (
    ("organisation", "Organisations", "organisations"),
    ("unnamed", "Unnamed sources", "unnamed-sources"),
    ("group", "Together", "together"),
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's content."""

    html: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    """Every id in it that may be linked to."""


class Renderer:
    """Renders the pages of one site.

    `environment` is the theme's: templates of a `custom_dir` come before ours. Whatever it does itself, here
    everything is escaped.
    """

    def __init__(
        self, environment: Environment, site: Site, *, feeds: bool = True, exports: bool = True
    ) -> None:
        self._environment = environment.overlay(autoescape=True)
        self._site = site
        self._feeds = feeds
        self._exports = exports

    def plan(self, plan: PagePlan, *, introduction: str = "") -> Rendered:
        """A page of the folder of speakers, under an introduction (HTML) if the site has one."""
        if plan.kind == "index":
            return self._index(plan, introduction)
        if plan.kind == "texts":
            return self.texts(self._site.urls[plan.path], plan.title, introduction=introduction)
        return self._statements(plan, introduction)

    def text(self, source: SourceText, place: Place, *, author: str | None = None) -> Rendered:
        """The page of a source text."""
        statements = self._site.index.by_source.get(source.name, ())
        text = render_text(source.analysis.document, place.title, self._marks(statements, place.url))
        html = self._render(
            "text.html",
            place.url,
            title=Markup(text.title),
            body=Markup(text.body),
            date=place.date,
            author=author,
            speakers=self._speakers_in(statements, place.url),
        )
        return Rendered(html, text.headings, text.anchors)

    def annotate(self, html: str, source: SourceText, url: str) -> tuple[str, set[str]]:
        """A page that was rendered elsewhere with its quotations marked, and the ids that were added."""
        statements = self._site.index.by_source.get(source.name, ())
        return annotate(html, source.analysis.document, self._marks(statements, url))

    def texts(self, url: str, title: str, *, introduction: str = "") -> Rendered:
        """The list of all texts, newest first."""
        counts = Counter(statement.source.name for statement in self._site.index.statements)
        places = sorted(self._site.places.items(), key=lambda item: (item[1].title.casefold(), item[0]))
        places.sort(key=lambda item: item[1].date or "", reverse=True)
        groups = []
        headings = []
        for year, group in groupby(places, key=lambda item: (item[1].date or "")[:4]):
            name = year or "Undated"
            headings.append(Heading(2, f"year-{name.lower()}", escape(name)))
            groups.append(
                {
                    "name": name,
                    "id": headings[-1].id,
                    "texts": [
                        {
                            "title": clean(place.title),
                            "date": place.date,
                            "url": relative_url(place.url, url),
                            "count": counts[source],
                        }
                        for source, place in group
                    ],
                }
            )
        html = self._render("texts.html", url, title=title, introduction=Markup(introduction), groups=groups)
        return Rendered(html, tuple(headings), frozenset(heading.id for heading in headings))

    # Pages about speakers

    def _index(self, plan: PagePlan, introduction: str) -> Rendered:
        url = self._site.urls[plan.path]
        speakers = self._site.index.speakers
        persons = [speaker for speaker in speakers if speaker.kind == "person"]
        letters = [
            {"name": letter, "id": _letter_id(letter), "speakers": self._list(group, url)}
            for letter, group in groupby(persons, key=lambda s: initial(s.sort_key))
        ]
        sections = [
            {
                "name": name,
                "id": identity,
                "speakers": self._list((s for s in speakers if s.kind == kind), url),
            }
            for kind, name, identity in _SECTIONS
        ]
        sections = [section for section in sections if section["speakers"]]
        headings = [Heading(2, str(part["id"]), escape(str(part["name"]))) for part in (*letters, *sections)]
        html = self._render(
            "index.html",
            url,
            title=plan.title,
            introduction=Markup(introduction),
            letters=letters,
            sections=sections,
            persons=len(persons),
            quotations=sum(s.repeats is None for s in self._site.index.statements),
            unattributed={
                "url": relative_url(self._site.urls[UNATTRIBUTED], url),
                "count": sum(s.repeats is None for s in self._site.index.unattributed),
            },
            texts={"url": relative_url(self._site.urls["texts"], url), "count": len(self._site.places)},
            feed=relative_url(self._feed_url("index"), url) if self._feeds else None,
            exports=[
                {"name": name, "url": relative_url(name, url)}
                for name in ("quotes.json", "quotes.csv", "speakers.json")
                if self._exports
            ],
        )
        return Rendered(html, tuple(headings), frozenset(heading.id for heading in headings))

    def _statements(self, plan: PagePlan, introduction: str) -> Rendered:
        url = self._site.urls[plan.path]
        speaker = plan.speaker
        listed = [self._quotation(statement, plan, url) for statement in plan.statements]
        near = {1, plan.last, *range(max(1, plan.number - 2), min(plan.last, plan.number + 2) + 1)}
        pages = [
            {"number": number, "url": self._sibling(plan, number, url), "current": number == plan.number}
            for number in sorted(near)
        ]
        html = self._render(
            "speaker.html" if speaker else "unattributed.html",
            url,
            title=plan.title,
            introduction=Markup(introduction),
            speaker=speaker and self._profile(speaker, url),
            quotations=listed,
            pages=pages if plan.last > 1 else [],
            previous=self._sibling(plan, plan.number - 1, url),
            next=self._sibling(plan, plan.number + 1, url),
            number=plan.number,
            last=plan.last,
            index=relative_url(self._site.urls["index"], url),
            feed=relative_url(self._feed_url(speaker.slug), url) if speaker and self._feeds else None,
        )
        return Rendered(html, (), frozenset(quotation["anchor"] for quotation in listed))

    def _profile(self, speaker: IndexedSpeaker, url: str) -> dict[str, Any]:
        only_in = self._site.places.get(speaker.only_in.name) if speaker.only_in else None
        picture = self._site.pictures.get(speaker.slug)
        return {
            "name": clean(speaker.name),
            "kind": speaker.kind,
            "roles": [clean(role) for role in speaker.roles],
            "aliases": [clean(alias) for alias in speaker.aliases],
            "links": [{"title": title, "url": link} for title, link in speaker.links],
            "picture": relative_url(picture, url) if picture else None,
            "members": [self._listed(self._site.index.by_slug[slug], url) for slug in speaker.members],
            "only_in": only_in and {"title": clean(only_in.title), "url": relative_url(only_in.url, url)},
            "count": speaker.count,
            "texts": len({statement.source.name for statement in speaker.statements}),
        }

    def _quotation(self, statement: Statement, plan: PagePlan, url: str) -> dict[str, Any]:
        place = self._site.places[statement.source.name]
        record = statement.record
        together = statement.speaker is not None and plan.speaker and statement.speaker != plan.speaker.slug
        return {
            "id": statement.id,
            "anchor": anchor(statement.id),
            "pieces": [
                {"text": clean(piece.text), "quoted": piece.quoted}
                for piece in excerpt(statement.source.analysis.document, statement.quotation)
            ],
            "kind": record["kind"],
            "role": record["role"],
            "candidate": record.get("candidate"),
            "together": record["speaker"] if together else None,
            "disputed": statement.disputed,
            "note": statement.note,
            "title": clean(place.title),
            "date": place.date,
            "url": relative_url(self._site.source_url(statement), url),
        }

    def _list(self, speakers: Iterable[IndexedSpeaker], url: str) -> list[dict[str, Any]]:
        """Speakers in a list; those of one name who are known from one text each make one item."""
        items = []
        for name, group in groupby(speakers, key=lambda s: s.name if s.only_in else s.slug):
            entries = [self._listed(speaker, url) for speaker in group]
            if len(entries) > 1:
                entries.sort(key=lambda entry: (str(entry["only_in"]), entry["url"]))
                items.append({"name": clean(name), "namesakes": entries})
            else:
                items += entries
        return items

    def _listed(self, speaker: IndexedSpeaker, url: str) -> dict[str, Any]:
        """A speaker in a list."""
        only_in = self._site.places.get(speaker.only_in.name) if speaker.only_in else None
        return {
            "name": clean(speaker.name),
            "url": relative_url(self._site.speaker_url(speaker.slug), url),
            "role": clean(speaker.roles[0]) if speaker.roles else None,
            "namesakes": (),
            "count": speaker.count,
            "only_in": clean(only_in.title) if only_in else None,
        }

    def _speakers_in(self, statements: Iterable[Statement], url: str) -> list[dict[str, Any]]:
        counts = Counter(s.speaker for s in statements if s.speaker is not None and s.repeats is None)
        speakers = [self._site.index.by_slug[slug] for slug in counts]
        speakers.sort(key=lambda speaker: collation(speaker.sort_key))
        return [{**self._listed(speaker, url), "count": counts[speaker.slug]} for speaker in speakers]

    # Parts

    def _marks(self, statements: Iterable[Statement], url: str) -> list[Mark]:
        return [
            Mark(
                id=statement.id,
                slug=statement.speaker or UNATTRIBUTED,
                parts=statement.quotation.parts,
                href=relative_url(self._site.statement_url(statement), url),
                label=statement.record["speaker"] or "Unattributed",
                initials=_initials(statement.record["speaker"]),
                disputed=statement.disputed,
            )
            for statement in statements
        ]

    def _sibling(self, plan: PagePlan, number: int, url: str) -> str | None:
        path = plan.sibling(number)
        return relative_url(self._site.urls[path], url) if path else None

    def _feed_url(self, path: str) -> str:
        return feed_url(self._site, path)

    def _render(self, template: str, url: str, **context: Any) -> str:
        return self._environment.get_template(f"{_FOLDER}/{template}").render(
            url=url, title_id=TITLE_ID, **context
        )


def feed_url(site: Site, slug: str) -> str:
    """Address of the feed that belongs to a speaker ("index": of all), from the site's root."""
    folder = site.urls["index"].rpartition("/")[0]
    if slug == "index":
        return f"{folder}/feed.xml"
    page = site.urls[slug]
    return f"{page.removesuffix('.html').rstrip('/')}/feed.xml"


def _letter_id(letter: str) -> str:
    return f"letter-{letter}" if letter != "#" else "letter-other"


def _initials(name: str | None) -> str:
    """What the link behind the words shows."""
    words = [word for word in (name or "").split() if word[0].isalnum()]
    if not words:
        return "?"
    first, last = words[0][0], words[-1][0] if len(words) > 1 else ""
    return f"{first}{last}".upper()
