"""One build of the site: what is found, which pages there are, what goes into them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime, write_file

from mkdocs_quotes.index import SourceText, build_index
from mkdocs_quotes.render import (
    SEARCH_INDEX,
    TITLE_ID,
    Embedding,
    HeadWriter,
    Lister,
    PagePlan,
    Place,
    Rendered,
    Renderer,
    Setting,
    Site,
    insert,
    load_wording,
    opening,
    plan_site,
    search_records,
)
from mkdocs_quotes.render.escape import escape, plain_title

from .analyses import Analyser
from .assets import SEARCH_ASSETS, add_assets
from .config import QuotesConfig
from .dataset import DatasetText
from .editors import Log, missing_pictures, picture_urls, read_files, tell_doubts
from .files import SourceFile, is_wanted
from .gathering import Gathering
from .navigation import chain
from .outputs import outputs
from .pagefind import PagefindError, SearchIndexer, wanted_program
from .pages import MadePage, contents, has_title, is_hidden, plain, said, title_of
from .search import SPEAKER_BOOST, choose, has_search, with_weight
from .shelf import Shelf


class Build:
    """Made anew for each build; `prepare` comes first, the rest in the order of MkDocs' events."""

    def __init__(
        self,
        config: MkDocsConfig,
        options: QuotesConfig,
        files: Files,
        folder: str,
        log: Log,
        *,
        dataset: Sequence[DatasetText],
        serving: bool,
    ) -> None:
        self.index_file: File | None = None
        self.embedding: Embedding
        self._config = config
        self._options = options
        self._files = files
        self._folder = Path(folder)
        self._log = log
        self._dataset = dataset
        self._serving = serving
        self._sources: dict[str, SourceText] = {}
        """By name, which is the `src_uri` of the file."""
        self._plans: dict[str, PagePlan] = {}
        """By `src_uri` of the page's file."""
        self._kept: set[str] = set()
        """Plans whose page the site brings itself, by `src_uri`."""
        self._pagefind: Path | None = None
        """The program that makes the search over all quotations; None: there is none."""
        self._shelf = Shelf()
        self._home: File | None = None
        language = options.site_language
        self._words = load_wording(_language_of(config) if language == "auto" else language)
        self._site: Site
        self._renderer: Renderer
        self._head: HeadWriter

    # Events

    def prepare(self, analyser: Analyser) -> None:
        """Find and analyse all texts, build the index, add all pages to the site's files."""
        gathering = Gathering(
            self._config, self._options, self._files, self._log, dataset=self._dataset, serving=self._serving
        )
        self._sources = gathering.sources(analyser)
        editing = read_files(self._options, self._log)
        index = build_index(
            self._sources.values(), editing, min_confidence=float(self._options.min_confidence)
        )
        for line in (*index.unmatched, *missing_pictures(editing, self._files)):
            self._log.warning(line)
        for line in index.hints:
            self._log.info(line)
        tell_doubts(index, self._options, self._log)
        places = {}
        for name, source in self._sources.items():
            file = self._files.src_uris[name]
            if isinstance(file, SourceFile) or name in index.by_source:
                document = source.analysis.document
                title = " ".join((document.title or "").split()) or title_of(file)
                places[name] = Place(file.url, title, document.date)
        self._pagefind = wanted_program(self._options.pagefind, self._log.warning)
        self._site = plan_site(
            index,
            self._words,
            places,
            per_page=int(self._options.per_page),
            search=self._pagefind is not None,
        )
        self._add_pages()
        self._site.pictures = picture_urls(index, self._files)
        environment = self._config.theme.get_env()
        setting = Setting(
            self._site,
            self._words,
            feeds=self._options.feeds,
            exports=self._options.exports,
            site_name=self._config.site_name,
            drafts=self._serving,
            searched=self._fits_search(),
            language=_language_of(self._config),
        )
        choose(self._config, self._told)
        self._renderer = Renderer(environment, setting)
        self._head = HeadWriter(
            setting,
            base=f"{self._config.site_url.rstrip('/')}/" if self._config.site_url else None,
            noindex=frozenset(self._options.noindex),
        )
        # What is chosen at random changes from day to day, not from build to build.
        lister = Lister(self._site, seed=get_build_datetime().date().isoformat())
        self.embedding = Embedding(lister, self._renderer, self._log.warning)
        environment.globals["quotes"] = self.embedding.in_template

    def make_pages(self, nav: Navigation) -> None:
        """Give what is made here, and stands in no navigation, pages that pass Markdown by."""
        there = {id(page) for page in nav.pages}
        names = [name for name in self._sources if isinstance(self._files.src_uris[name], SourceFile)]
        for uri in (*names, *(uri for uri in self._plans if uri not in self._kept)):
            file = self._files.src_uris[uri]
            # What other plugins made of it, or said of it, stays.
            if type(file.page) is Page and id(file.page) not in there and not file.page.meta:
                MadePage(vars(file.page).get("title"), file, self._config)

    def name_page(self, page: Page) -> None:
        """Give a page that is made here its title and what other plugins ask for."""
        uri = page.file.src_uri
        plan = self._plans.get(uri)
        title = description = None
        if plan:
            description = self._head.describe(plan)
            if plan.number > 1 or plan.kind != "speaker":
                # All that stands there stands on other pages too, where a search should lead.
                page.meta.setdefault("search", {"exclude": True})
            else:
                page.meta.setdefault("search", {"boost": SPEAKER_BOOST})
        if plan and uri not in self._kept:
            title = plan.title if plan.number == 1 else f"{plan.title} ({plan.number})"
        elif page.file is self._home:
            title = self._config.site_name
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

    def page_content(self, html: str, page: Page) -> str:
        """The content of a source text; the content of any other page with its quotations marked."""
        uri = page.file.src_uri
        plan = self._plans.get(uri) if uri in self._kept else None
        if plan and not ("title" in page.meta or "title" in vars(page) or has_title(page.toc)):
            # An introduction without a heading; MkDocs would make a title of the name of its file.
            page.title = plain_title(plan.title)
        source = self._sources.get(uri)
        if source is None or uri not in self._site.places:
            return html
        place = self._site.places[uri]
        if isinstance(page.file, SourceFile):
            self._shelf.put(page)
            rendered = self._renderer.text(source, place, author=source.analysis.document.author)
            anchors = set(rendered.anchors)
            html = self._fill(page, rendered)
        else:
            html, anchors = self._renderer.annotate(html, source, place.url)
            page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
            title = plain(page.title or place.title)
            place = Place(place.url, title, place.date)
        self._site.places[uri] = Place(place.url, place.title, place.date, frozenset(anchors))
        return html

    def order_pages(self) -> None:
        """Let each page of a row lead to the next one, now that all pages are there."""
        self._shelf.put(None)
        for uri, plan in self._plans.items():
            following = plan.sibling(plan.number + 1)
            if following:
                chain([self._files.src_uris[uri].page, self._page_of(following)])
        files = (self._files.src_uris[name] for name in sorted(self._sources))
        texts = [file.page for file in files if isinstance(file, SourceFile)]
        # Those in the navigation have neighbours there.
        chain([page for page in texts if page and not (page.previous_page or page.next_page)])

    def fill_page(self, page: Page) -> None:
        """Make the content of a page of the folder of speakers, or of the home page, just before it is written.

        An archive has more of them than texts: not all are to be held at once.
        """
        self._shelf.give_back(page)
        uri = page.file.src_uri
        plan = self._plans.get(uri)
        if plan:
            introduction = page.content or "" if uri in self._kept else ""
            rendered = self._renderer.plan(plan, introduction=introduction)
            toc, anchors = page.toc, page.present_anchor_ids or set()
            page.content = self._fill(page, rendered)
            if introduction:
                page.present_anchor_ids = anchors | rendered.anchors
                if toc.items:
                    page.toc = toc
        elif page.file is self._home:
            page.content = self._fill(page, self._renderer.home(page.url, self._config.site_name))

    def release(self, page: Page) -> None:
        """Forget the content of a page that is made here, now that it is written."""
        if page.file.src_uri in self._plans or isinstance(page.file, SourceFile):
            page.content = ""

    def finish_html(self, html: str, page: Page) -> str:
        """A page with the lists of quotations in it, and what its head is to say."""
        uri, url = page.file.src_uri, page.file.url
        plan = self._plans.get(uri)
        html = self.embedding.fill(html, url)
        title, description = plain(page.title or ""), plain(str(page.meta.get("description") or "")) or None
        if plan:
            return insert(html, self._head.plan(plan, title, description))
        if isinstance(page.file, SourceFile):
            return insert(html, self._head.text(self._sources[uri], self._site.places[uri], description))
        if uri in self._site.places or page.is_homepage or page.file is self._home:
            return insert(html, self._head.feed(url))
        return html

    def finish_site(self, indexer: SearchIndexer) -> None:
        """Write what is no page, once all other plugins are done."""
        for uri, data in outputs(self._head.setting, self._head.base):
            write_file(data, str(Path(self._config.site_dir, uri)))
        for plan in self._site.plans:
            if plan.kind == "search" and self._pagefind:
                records = partial(search_records, self._head.setting, plan.statements)
                target = Path(self._config.site_dir, SEARCH_INDEX)
                language = self._words.code
                try:
                    indexer.write(self._pagefind, records, target, language=language, keep=self._serving)
                except PagefindError as error:
                    self._log.warning(f"Pagefind has made no index of the quotations: {error}")

    # Search

    def _fits_search(self) -> bool:
        """Whether the site's own search, which every reader loads as a whole, takes in the words of the texts."""
        length = sum(
            len(source.analysis.document.prose)
            for name, source in self._sources.items()
            if isinstance(self._files.src_uris[name], SourceFile)
        )
        limit = int(self._options.search_limit)
        if length > limit and has_search(self._config):
            instead = "" if self._pagefind else " (with pip install 'mkdocs-quotes[search]' a page finds quotations)"
            self._log.info(
                f"the texts hold {length:,} characters, more than search_limit ({limit:,}): the site's own search"
                f" finds speakers by their names, and leaves the words of texts out{instead}"
            )
        return length <= limit

    def _told(self, page: Page) -> str | None:
        """What MkDocs' own search is told of a page; None of one that it is not to find."""
        uri = page.file.src_uri
        made = uri in self._plans or page.file is self._home or isinstance(page.file, SourceFile)
        if made and is_hidden(page):
            return None
        if uri not in self._plans:
            return page.content
        return with_weight(said(page.content or ""), str(page.title))

    # Pages

    def _add_pages(self) -> None:
        """A file for each plan, unless the site brings a page of that address itself."""
        there = {file.dest_uri: file for file in self._files if is_wanted(file, drafts=self._serving)}
        urls: dict[str, str] = {}
        for plan in self._site.plans:
            file = self._generated(f"{self._options.speakers_dir}/{plan.path}.md", nav=plan.path == "index")
            kept = self._files.src_uris.get(file.src_uri) or there.get(file.dest_uri)
            if kept is None:
                self._files.append(file)
            elif kept.is_documentation_page():
                file = kept
                self._kept.add(file.src_uri)
                if self._config.nav is None and plan.kind != "index":
                    file.inclusion = InclusionLevel.NOT_IN_NAV
            else:
                self._log.warning(f"{kept.src_uri}: takes the place of the page about {plan.title!r}")
                self._files.remove(kept)
                self._files.append(file)
            self._plans[file.src_uri] = plan
            urls[plan.path] = file.url
            if plan.kind == "search":
                add_assets(SEARCH_ASSETS, self._files, self._config, self._folder)
            if plan.kind == "index":
                self.index_file = file
        self._site.urls = urls
        templates = (*self._config.theme.static_templates, *self._config.extra_templates)
        if "index.html" not in {*there, *templates} and "index.md" not in self._files.src_uris:
            self._home = self._generated("index.md", nav=True)
            self._files.append(self._home)

    def _generated(self, uri: str, *, nav: bool) -> File:
        # Other plugins read the file behind a page, so there has to be one.
        empty = self._folder / "empty.md"
        if not empty.exists():
            empty.touch()
        in_nav = nav and self._config.nav is None
        return File.generated(
            self._config,
            uri,
            abs_src_path=str(empty),
            inclusion=InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV,
        )

    def _page_of(self, path: str) -> Page | None:
        file = self._files.src_uris.get(f"{self._options.speakers_dir}/{path}.md")
        return file.page if file else None

    def _fill(self, page: Page, rendered: Rendered) -> str:
        """Set the page's table of contents and anchors; the HTML is given back."""
        page.toc = contents(str(page.title), rendered.headings)
        page.present_anchor_ids = {TITLE_ID, *rendered.anchors}
        return rendered.html


def _language_of(config: MkDocsConfig) -> str:
    """The language that the pages are said to be in."""
    # Material calls it `language`, MkDocs' own themes `locale`.
    language = config.theme.get("language") or config.theme.get("locale") or "en"
    return str(language)
