"""One build of the site: what is found, which pages there are, what goes into them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime

from mkdocs_quotes.index import SourceText, build_index
from mkdocs_quotes.parallel import cores
from mkdocs_quotes.render import (
    SEARCH_INDEX,
    Embedding,
    Environment,
    HeadWriter,
    Lister,
    PagePlan,
    Place,
    Renderer,
    Setting,
    Site,
    TemplateError,
    load_wording,
    plan_site,
    search_records,
)

from .analyses import Analyser
from .apart import EACH_PAGE, Apart, others_follow
from .config import QuotesConfig
from .dataset import DatasetText
from .editors import Log, missing_pictures, picture_urls, read_files, tell_doubts
from .files import SourceFile
from .gathering import Gathering
from .making import PageMaker
from .navigation import chain
from .outputs import exports, feeds
from .pagefind import PagefindError, SearchIndexer, wanted_program
from .pages import MadePage, title_of
from .placing import Placed, place_pages
from .search import choose, fits, has_search
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
        plugin: object,
        on_demand: bool,
    ) -> None:
        """`plugin`: whose build this is; `on_demand`: what is made here may wait until somebody asks for it."""
        self.maker: PageMaker
        self._config = config
        self._options = options
        self._files = files
        self._folder = Path(folder)
        self._log = log
        self._dataset = dataset
        self._serving = serving
        self._plugin = plugin
        events = (*EACH_PAGE, *(("post_build",) if on_demand else ()))
        self._may_part = not dirty and not others_follow(config, plugin, events)
        """Whether pages may be written apart from those of MkDocs."""
        self._on_demand = on_demand and self._may_part
        self._sources: dict[str, SourceText] = {}
        """By name, which is the `src_uri` of the file."""
        self._placed = Placed()
        self._pagefind: Path | None = None
        """The program that makes the search over all quotations; None: there is none."""
        self._nav: Navigation
        self._apart: Apart | None = None
        self._writing: Writing
        language = options.site_language
        self._words = load_wording(_language_of(config) if language == "auto" else language)
        self._site: Site
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
        renderer = Renderer(environment, setting)
        self._head = HeadWriter(
            setting,
            base=f"{self._config.site_url.rstrip('/')}/" if self._config.site_url else None,
            noindex=frozenset(self._options.noindex),
        )
        # What is chosen at random changes from day to day, not from build to build.
        lister = Lister(self._site, seed=get_build_datetime().date().isoformat())
        embedding = Embedding(lister, renderer, self._log.warning)
        environment.globals["quotes"] = embedding.in_template
        self.maker = PageMaker(
            self._placed,
            self._sources,
            renderer,
            self._head,
            embedding,
            site_name=self._config.site_name,
            later=self._texts_later(),
        )
        choose(self._config, self.maker.told)

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

    def order_pages(self) -> None:
        """Let each page of a row lead to the next one, now that all pages are there."""
        self.maker.all_have_content()
        for uri, plan in self._placed.plans.items():
            following = plan.sibling(plan.number + 1)
            if following:
                after = self._files.src_uris.get(f"{self._options.speakers_dir}/{following}.md")
                chain([self._files.src_uris[uri].page, after.page if after else None])
        files = (self._files.src_uris[name] for name in sorted(self._sources))
        texts = [file.page for file in files if isinstance(file, SourceFile)]
        # Those in the navigation have neighbours there.
        chain([page for page in texts if page and not (page.previous_page or page.next_page)])

    def begin_writing(self, environment: Environment, indexer: SearchIndexer) -> None:
        """Decide what is written apart from MkDocs, and let other processes begin with it.

        `environment`: the one that pages are rendered by.
        """
        if self._may_part:
            is_wanted = InclusionLevel.is_in_serve if self._serving else InclusionLevel.is_included
            pages = self._files.documentation_pages(inclusion=is_wanted)
            maker = self.maker
            self._apart = Apart(
                self._config, environment, self._nav, pages, fill=maker.fill, finish=maker.finish
            )
            # Of pages that others link into MkDocs wants to know what stands there.
            linked = {id(target) for file in pages if file.page for target in file.page.links_to_anchors or ()}
            names = [uri for uri in self._placed.plans if uri not in self._placed.kept]
            if self._texts_later():
                names += [name for name in self._sources if isinstance(self._files.src_uris[name], SourceFile)]
            files = (self._files.src_uris[name] for name in names)
            self._apart.put(file.page for file in files if file.page and id(file) not in linked)
        setting, base = self._head.setting, self._head.base
        site = Path(self._config.site_dir)
        self._writing = Writing(site, self._apart, exports(setting), list(feeds(setting, base)))
        for plan in self._site.plans:
            if plan.kind == "search" and self._pagefind:
                self._writing.folders[SEARCH_INDEX] = partial(self._write_search, indexer, self._pagefind, plan)
        if self._apart and not self._on_demand:
            self._writing.start(int(self._options.jobs) or cores())

    def _texts_later(self) -> bool:
        """Whether nothing looks at the contents of texts before they are written."""
        searched = has_search(self._config) and self._head.setting.searched
        return (
            self._may_part
            and (self._on_demand or not searched)
            and not others_follow(self._config, self._plugin, ("page_content",))
        )

    def fill_page(self, page: Page) -> None:
        """The content of a page that is made here, just before it is written."""
        if self._apart and page in self._apart:
            self.maker.pass_over(page)
            return
        try:
            self.maker.fill(page)
        except TemplateError as error:
            # A site's own template: MkDocs names the page, and nobody wants to see our calls.
            raise PluginError(f"{error}") from error

    def finish_html(self, html: str, page: Page) -> str:
        """A page with the lists of quotations in it, and what its head is to say."""
        return html if self._apart and page in self._apart else self.maker.finish(html, page)

    def finish_pages(self) -> None:
        """Write the pages that MkDocs has passed over, and what is no page, unless that is done on demand."""
        if self._apart:
            self._apart.back()
        if not self._on_demand:
            self._writing.finish()

    def make(self, path: str) -> None:
        """What stands at a path within the site, if it is to be made when somebody asks for it."""
        try:
            self._writing.make(path)
        except (RuntimeError, OSError) as error:
            # The server goes on, and says that there is no such page.
            self._log.error(str(error))

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

    def _write_search(self, indexer: SearchIndexer, program: Path, plan: PagePlan) -> None:
        records = partial(search_records, self._head.setting, plan.statements)
        target = Path(self._config.site_dir, SEARCH_INDEX)
        try:
            indexer.write(program, records, target, language=self._words.code, keep=self._serving)
        except PagefindError as error:
            self._log.warning(f"Pagefind has made no index of the quotations: {error}")


def _language_of(config: MkDocsConfig) -> str:
    """The language that the pages are said to be in."""
    # Material calls it `language`, MkDocs' own themes `locale`.
    language = config.theme.get("language") or config.theme.get("locale") or "en"
    return str(language)
