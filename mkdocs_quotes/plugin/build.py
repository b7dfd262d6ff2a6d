"""One build of the site: what is found, which pages there are, what goes into them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime

from mkdocs_quotes.index import SourceText, build_index
from mkdocs_quotes.parallel import cores
from mkdocs_quotes.render import (
    SEARCH_INDEX,
    TITLE_ID,
    Embedding,
    Environment,
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
from .apart import Apart, others_follow
from .config import QuotesConfig
from .dataset import DatasetText
from .editors import Log, missing_pictures, picture_urls, read_files, tell_doubts
from .files import SourceFile
from .gathering import Gathering
from .navigation import chain
from .outputs import exports, feeds
from .pagefind import PagefindError, SearchIndexer, wanted_program
from .pages import MadePage, contents, has_title, is_hidden, plain, said, title_of
from .placing import Placed, place_pages
from .search import SPEAKER_BOOST, choose, fits, has_search, known_of, with_weight
from .shelf import Shelf
from .writing import Writing


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
        dirty: bool,
    ) -> None:
        self.embedding: Embedding
        self._config = config
        self._options = options
        self._files = files
        self._folder = Path(folder)
        self._log = log
        self._dataset = dataset
        self._serving = serving
        self._dirty = dirty
        self._sources: dict[str, SourceText] = {}
        """By name, which is the `src_uri` of the file."""
        self._placed = Placed()
        self._pagefind: Path | None = None
        """The program that makes the search over all quotations; None: there is none."""
        self._shelf = Shelf()
        self._nav: Navigation
        self._apart: Apart | None = None
        self._writing: Writing
        language = options.site_language
        self._words = load_wording(_language_of(config) if language == "auto" else language)
        self._site: Site
        self._renderer: Renderer
        self._head: HeadWriter

    @property
    def index_file(self) -> File | None:
        """The list of speakers."""
        return self._placed.index

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
        self._placed = place_pages(
            self._site.plans,
            self._files,
            self._config,
            self._log,
            speakers_dir=self._options.speakers_dir,
            folder=self._folder,
            drafts=self._serving,
        )
        self._site.urls = self._placed.urls
        self._site.pictures = picture_urls(index, self._files)
        environment = self._config.theme.get_env()
        setting = Setting(
            self._site,
            self._words,
            feeds=self._options.feeds,
            exports=self._options.exports,
            site_name=self._config.site_name,
            drafts=self._serving,
            searched=fits(
                self._config,
                self._length_of_texts(),
                int(self._options.search_limit),
                self._log,
                other=self._pagefind is not None,
            ),
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
        self._nav = nav
        there = {id(page) for page in nav.pages}
        names = [name for name in self._sources if isinstance(self._files.src_uris[name], SourceFile)]
        for uri in (*names, *(uri for uri in self._placed.plans if uri not in self._placed.kept)):
            file = self._files.src_uris[uri]
            # What other plugins made of it, or said of it, stays.
            if type(file.page) is Page and id(file.page) not in there and not file.page.meta:
                MadePage(vars(file.page).get("title"), file, self._config)

    def name_page(self, page: Page) -> None:
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
        plan = self._placed.plans.get(uri) if uri in self._placed.kept else None
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
        for uri, plan in self._placed.plans.items():
            following = plan.sibling(plan.number + 1)
            if following:
                after = self._files.src_uris.get(f"{self._options.speakers_dir}/{following}.md")
                chain([self._files.src_uris[uri].page, after.page if after else None])
        files = (self._files.src_uris[name] for name in sorted(self._sources))
        texts = [file.page for file in files if isinstance(file, SourceFile)]
        # Those in the navigation have neighbours there.
        chain([page for page in texts if page and not (page.previous_page or page.next_page)])

    def begin_writing(self, environment: Environment, plugin: object, *, indexer: SearchIndexer, later: bool) -> None:
        """Decide what is written apart from MkDocs, and let other processes begin with it.

        `environment`: the one that pages are rendered by; `plugin`: whose build this is; `later`: pages are written
        when somebody asks for them, if that is possible.
        """
        followed = ("page_context", "post_page", *(("post_build",) if later else ()))
        if not self._dirty and not others_follow(self._config, plugin, followed):
            is_wanted = InclusionLevel.is_in_serve if self._serving else InclusionLevel.is_included
            pages = self._files.documentation_pages(inclusion=is_wanted)
            self._apart = Apart(
                self._config, environment, self._nav, pages, fill=self._fill_plan, finish=self._finish_html
            )
            # Of pages that others link into MkDocs wants to know what stands there.
            linked = {id(target) for file in pages if file.page for target in file.page.links_to_anchors or ()}
            files = (self._files.src_uris[uri] for uri in self._placed.plans if uri not in self._placed.kept)
            self._apart.put(file.page for file in files if file.page and id(file) not in linked)
        setting, base = self._head.setting, self._head.base
        site = Path(self._config.site_dir)
        self._writing = Writing(site, self._apart, exports(setting), list(feeds(setting, base)))
        for plan in self._site.plans:
            if plan.kind == "search" and self._pagefind:
                self._writing.folders[SEARCH_INDEX] = partial(self._write_search, indexer, self._pagefind, plan)
        if self._apart and not later:
            self._writing.start(int(self._options.jobs) or cores())

    def fill_page(self, page: Page) -> None:
        """Make the content of a page of the folder of speakers, or of the home page, just before it is written.

        An archive has more of them than texts: not all are to be held at once.
        """
        if self._apart and page in self._apart:
            # Nothing looks at it but a search, if there is one.
            speaker = self._placed.plans[page.file.src_uri].speaker
            page.toc = contents(str(page.title), ())
            page.content = known_of(speaker) if speaker and has_search(self._config) else ""
            return
        self._shelf.give_back(page)
        self._fill_plan(page)

    def _fill_plan(self, page: Page) -> None:
        uri = page.file.src_uri
        plan = self._placed.plans.get(uri)
        if plan:
            introduction = page.content or "" if uri in self._placed.kept else ""
            rendered = self._renderer.plan(plan, introduction=introduction)
            toc, anchors = page.toc, page.present_anchor_ids or set()
            page.content = self._fill(page, rendered)
            if introduction:
                page.present_anchor_ids = anchors | rendered.anchors
                if toc.items:
                    page.toc = toc
        elif page.file is self._placed.home:
            page.content = self._fill(page, self._renderer.home(page.url, self._config.site_name))

    def release(self, page: Page) -> None:
        """Forget the content of a page that is made here, now that it is written."""
        if page.file.src_uri in self._placed.plans or isinstance(page.file, SourceFile):
            page.content = ""

    def finish_html(self, html: str, page: Page) -> str:
        """A page with the lists of quotations in it, and what its head is to say."""
        return html if self._apart and page in self._apart else self._finish_html(html, page)

    def _finish_html(self, html: str, page: Page) -> str:
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

    def finish_pages(self, *, later: bool) -> None:
        """Write the pages that MkDocs has passed over, and what is no page; `later`: when somebody asks for it."""
        if self._apart:
            self._apart.back()
        if not later:
            self._writing.finish()

    def make(self, path: str) -> None:
        """What stands at a path within the site, if it is to be made when somebody asks for it."""
        self._writing.make(path)

    def give_up(self) -> None:
        """The build has failed."""
        if hasattr(self, "_writing"):
            self._writing.give_up()

    # Search

    def _length_of_texts(self) -> int:
        return sum(
            len(source.analysis.document.prose)
            for name, source in self._sources.items()
            if isinstance(self._files.src_uris[name], SourceFile)
        )

    def _told(self, page: Page) -> str | None:
        """What MkDocs' own search is told of a page; None of one that it is not to find."""
        uri = page.file.src_uri
        made = uri in self._placed.plans or page.file is self._placed.home or isinstance(page.file, SourceFile)
        if made and is_hidden(page):
            return None
        plan = self._placed.plans.get(uri)
        if plan is None:
            return page.content
        if plan.speaker and uri not in self._placed.kept:
            return with_weight(known_of(plan.speaker), str(page.title))
        return with_weight(said(page.content or ""), str(page.title))

    def _write_search(self, indexer: SearchIndexer, program: Path, plan: PagePlan) -> None:
        records = partial(search_records, self._head.setting, plan.statements)
        target = Path(self._config.site_dir, SEARCH_INDEX)
        try:
            indexer.write(program, records, target, language=self._words.code, keep=self._serving)
        except PagefindError as error:
            self._log.warning(f"Pagefind has made no index of the quotations: {error}")

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
