"""What stands on the single pages of a site: their titles, contents and heads, and what a search is told of them."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs.structure.pages import Page

from mkdocs_quotes.index import SourceText
from mkdocs_quotes.render import (
    TITLE_ID,
    Embedding,
    HeadWriter,
    Place,
    Rendered,
    Renderer,
    insert,
    marked,
    opening,
)
from mkdocs_quotes.render.escape import escape, plain_title

from .files import SourceFile
from .pages import contents, has_title, is_hidden, plain, said
from .placing import Placed
from .search import SPEAKER_BOOST, known_of, with_weight, words_of_text
from .shelf import Shelf


class PageMaker:
    """Makes the pages of one build, as MkDocs comes to each of them."""

    def __init__(
        self,
        placed: Placed,
        sources: Mapping[str, SourceText],
        renderer: Renderer,
        head: HeadWriter,
        embedding: Embedding,
        *,
        site_name: str,
        later: bool,
    ) -> None:
        """`sources`: by name, which is the `src_uri` of the file. `later`: texts get their contents only by `fill`."""
        self._placed, self._sources = placed, sources
        self._renderer, self._head, self.embedding = renderer, head, embedding
        self._site = head.setting.site
        self._site_name, self._later = site_name, later
        self._shelf = Shelf()

    def name(self, page: Page) -> None:
        """Give a page that is made here its title and what other plugins ask for."""
        uri = page.file.src_uri
        plan = self._placed.plans.get(uri)
        title = description = None
        if plan:
            description = self._head.describe(plan)
            if plan.number > 1 or plan.kind != "speaker":
                # All that stands there stands on other pages too, where a search should lead.
                page.meta.setdefault("search", {"exclude": True})
            else:
                page.meta.setdefault("search", {"boost": SPEAKER_BOOST})
        if plan and uri not in self._placed.kept:
            title = plan.title if plan.number == 1 else f"{plan.title} ({plan.number})"
        elif page.file is self._placed.home:
            title = self._site_name
            page.meta.setdefault("search", {"exclude": True})
        elif isinstance(page.file, SourceFile):
            if not self._head.setting.searched:
                page.meta.setdefault("search", {"exclude": True})
            place = self._site.places[uri]
            title, description = place.title, opening(self._sources[uri])
            document = self._sources[uri].analysis.document
            if place.date:
                page.meta["date"] = place.date
            if document.author:
                page.meta["author"] = escape(document.author)
        if description:
            page.meta.setdefault("description", escape(description))
        if title is None:
            return
        page.meta["render_macros"] = False
        if "title" not in vars(page):
            # Otherwise the navigation has named it.
            page.title = plain_title(title)

    def content(self, html: str, page: Page) -> str:
        """The content of a source text; the content of any other page with its quotations marked."""
        uri = page.file.src_uri
        plan = self._placed.plans.get(uri) if uri in self._placed.kept else None
        if plan and not ("title" in page.meta or "title" in vars(page) or has_title(page.toc)):
            # An introduction without a heading; MkDocs would make a title of the name of its file.
            page.title = plain_title(plan.title)
        source = self._sources.get(uri)
        if source is None or uri not in self._site.places:
            return html
        place = self._site.places[uri]
        if not isinstance(page.file, SourceFile):
            html, anchors = self._renderer.annotate(html, source, place.url)
            page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
            title = plain(page.title or place.title)
            self._site.places[uri] = Place(place.url, title, place.date, frozenset(anchors))
        elif self._later:
            known = marked(source.analysis.document, self._site.index.by_source.get(uri, ()))
            self._site.places[uri] = Place(place.url, place.title, place.date, known)
        else:
            self._shelf.put(page)
            html = self._text(page)
        return html

    def all_have_content(self) -> None:
        """No more contents are to come."""
        self._shelf.put(None)

    def fill(self, page: Page) -> None:
        """Give a page its content, just before it is written, if it has none yet.

        An archive has more pages of speakers than texts: not all are to be held at once.
        """
        self._shelf.give_back(page)
        uri = page.file.src_uri
        plan = self._placed.plans.get(uri)
        if plan:
            introduction = page.content or "" if uri in self._placed.kept else ""
            rendered = self._renderer.plan(plan, introduction=introduction)
            toc, anchors = page.toc, page.present_anchor_ids or set()
            page.content = _filled(page, rendered)
            if introduction:
                page.present_anchor_ids = anchors | rendered.anchors
                if toc.items:
                    page.toc = toc
        elif page.file is self._placed.home:
            page.content = _filled(page, self._renderer.home(page.url, self._site_name))
        elif self._later and isinstance(page.file, SourceFile):
            page.content = self._text(page)

    def pass_over(self, page: Page) -> None:
        """Give a page that is written apart what a search has to know, and nothing more."""
        page.toc = contents(str(page.title), ())
        page.content = self._known_of(page)

    def finish(self, html: str, page: Page) -> str:
        """A page with the lists of quotations in it, and what its head is to say."""
        uri, url = page.file.src_uri, page.file.url
        plan = self._placed.plans.get(uri)
        html = self.embedding.fill(html, url)
        title, description = plain(page.title or ""), plain(str(page.meta.get("description") or "")) or None
        if plan:
            return insert(html, self._head.plan(plan, title, description))
        if isinstance(page.file, SourceFile):
            return insert(html, self._head.text(self._sources[uri], self._site.places[uri], description))
        if uri in self._site.places or page.is_homepage or page.file is self._placed.home:
            return insert(html, self._head.feed(url))
        return html

    def release(self, page: Page) -> None:
        """Forget the content of a page that is made here, now that it is written."""
        if page.file.src_uri in self._placed.plans or isinstance(page.file, SourceFile):
            page.content = ""

    def told(self, page: Page) -> str | None:
        """What MkDocs' own search is told of a page; None of one that it is not to find."""
        uri = page.file.src_uri
        made = uri in self._placed.plans or page.file is self._placed.home or isinstance(page.file, SourceFile)
        if made and is_hidden(page):
            return None
        plan = self._placed.plans.get(uri)
        if plan is None:
            return page.content
        own = uri in self._placed.kept or not plan.speaker
        return with_weight(said(page.content or "") if own else self._known_of(page), str(page.title))

    def _known_of(self, page: Page) -> str:
        """What a search has to know of a page of a speaker or of a text: nobody sees it."""
        uri = page.file.src_uri
        plan = self._placed.plans.get(uri)
        if is_hidden(page) or (plan and not plan.speaker):
            return ""
        if plan and plan.speaker:
            return known_of(plan.speaker)
        return words_of_text(self._sources[uri].analysis.document, self._site.places[uri].title)

    def _text(self, page: Page) -> str:
        source = self._sources[page.file.src_uri]
        place = self._site.places[page.file.src_uri]
        rendered = self._renderer.text(source, place, author=source.analysis.document.author)
        self._site.places[page.file.src_uri] = Place(place.url, place.title, place.date, rendered.anchors)
        return _filled(page, rendered)


def _filled(page: Page, rendered: Rendered) -> str:
    """Set the page's table of contents and anchors; the HTML is given back."""
    page.toc = contents(str(page.title), rendered.headings)
    page.present_anchor_ids = {TITLE_ID, *rendered.anchors}
    return rendered.html
