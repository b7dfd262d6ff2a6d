"""The pages themselves, by templates that a site may override."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from jinja2 import Environment, TemplateError
from markupsafe import Markup

from mkdocs_quotes.index import SourceText, Statement

from .annotate import annotate
from .site import PageKind, PagePlan, Place
from .text import Heading
from .views.browse import browse_links, date_view, dates_view, kinds_view, list_view
from .views.drafts import drafts
from .views.embedded import embedded_view
from .views.index import index_view, letter_view
from .views.quotations import unattributed_view
from .views.search import search_view
from .views.speaker import speaker_view
from .views.summary import home_view, summary_view
from .views.texts import text_view, texts_view
from .views.view import Setting, View
from .views.voices import Voices

__all__ = ["TITLE_ID", "Environment", "Rendered", "Renderer", "TemplateError"]

_FOLDER = "mkdocs_quotes"
TITLE_ID = "mq-title"
"""The id of a page's first heading."""

_VIEWS: Mapping[PageKind, Callable[[Setting, PagePlan], View]] = {
    "index": index_view,
    "letter": letter_view,
    "speaker": speaker_view,
    "unattributed": unattributed_view,
    "texts": texts_view,
    "dates": dates_view,
    "date": date_view,
    "kinds": kinds_view,
    "kind": list_view,
    "latest": list_view,
    "anonymous": list_view,
    "disputed": list_view,
    "search": search_view,
}


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

    def __init__(self, environment: Environment, setting: Setting) -> None:
        self._environment = environment.overlay(autoescape=True)
        self._setting = setting

    def plan(self, plan: PagePlan, *, introduction: str = "") -> Rendered:
        """A page of the folder of speakers, under an introduction (HTML) if the site has one."""
        url = self._setting.site.urls[plan.path]
        view = _VIEWS[plan.kind](self._setting, plan)
        browse = browse_links(self._setting, url, plan.path)
        return self._render(replace(view, context={"browse": browse, **view.context}), url, introduction)

    def text(self, source: SourceText, place: Place, *, author: str | None = None) -> Rendered:
        """The page of a source text."""
        rendered = self._render(text_view(self._setting, source, place, author), place.url)
        return replace(rendered, html=rendered.html + self._drafts(source, rendered.anchors))

    def annotate(self, html: str, source: SourceText, url: str) -> tuple[str, set[str]]:
        """A page that was rendered elsewhere with its quotations marked and a list of their speakers below.

        With it come the ids that were added.
        """
        voices = Voices(self._setting, source, url)
        html, ids = annotate(html, source.analysis.document, voices.marks())
        if ids and (cast := voices.rows(ids)):
            html += self._template("_cast.html", {"cast": cast})
        return html + self._drafts(source, ids), ids

    def _drafts(self, source: SourceText, ids: Collection[str]) -> str:
        """What editors are shown of a text below it, while the site is served."""
        if not self._setting.drafts:
            return ""
        rows = drafts(self._setting.site.index.by_source.get(source.name, ()), ids)
        return self._template("_drafts.html", {"drafts": rows}) if rows else ""

    def home(self, url: str, title: str) -> Rendered:
        """The home page of a site that has none of its own."""
        return self._render(home_view(self._setting, url, title), url)

    def summary(self, url: str) -> str:
        """The archive at a glance, for a page at any address."""
        return self._render(summary_view(self._setting, url), url).html

    def quotations(self, statements: Iterable[Statement], url: str) -> str:
        """A list of quotations for a page at any address."""
        return self._render(embedded_view(self._setting, statements, url), url).html

    def _render(self, view: View, url: str, introduction: str = "") -> Rendered:
        html = self._template(
            view.template,
            {"url": url, "title_id": TITLE_ID, "introduction": Markup(introduction), **view.context},
        )
        return Rendered(html, view.headings, view.anchors | {heading.id for heading in view.headings})

    def _template(self, name: str, context: Mapping[str, object]) -> str:
        template = self._environment.get_template(f"{_FOLDER}/{name}")
        setting = self._setting
        return template.render({"words": setting.words, "words_lang": setting.words_lang, **context})
