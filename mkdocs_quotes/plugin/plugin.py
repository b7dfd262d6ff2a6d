"""The MkDocs plugin: each event is a call or two to the build at hand."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_quotes.parallel import SeldomCollected
from mkdocs_quotes.render import TEMPLATES, Environment

from .analyses import Analyser
from .assets import ASSETS, DRAFT_ASSETS, add_assets
from .build import Build
from .config import QuotesConfig
from .dataset import DatasetText, DatasetTexts, locate
from .fences import keep_places
from .navigation import lift_index
from .on_demand import OnDemand
from .pagefind import SearchIndexer

log = get_plugin_logger(__name__)


class QuotesPlugin(BasePlugin[QuotesConfig]):  # type: ignore[no-untyped-call]
    """Finds who said what in the texts of a site, and publishes it."""

    def __init__(self) -> None:
        self._analyser = Analyser()
        self._dataset = DatasetTexts()
        self._folder = tempfile.TemporaryDirectory(prefix="mkdocs_quotes_", ignore_cleanup_errors=True)
        self._collector = SeldomCollected()
        self._indexer = SearchIndexer(Path(self._folder.name))
        self._serving = False
        self._dirty = False
        self._on_demand: OnDemand | None = None
        """Once a server runs."""
        self._build: Build | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """That this event is handled keeps the plugin, and with it the analyses, alive while serving."""
        self._serving, self._dirty = command == "serve", dirty
        self._on_demand = None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """From now on pages that are made here wait until a browser asks for them."""
        self._on_demand = OnDemand(server)
        return server

    def on_shutdown(self) -> None:
        """Clear away the files behind generated pages."""
        self._folder.cleanup()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Templates, stylesheet, script and watched folders."""
        # The index and all pages stay until the end: to look through them again and again takes a fifth of a build.
        self._collector.begin()
        self._build = None
        if self._on_demand:
            self._on_demand.begin()
        # Some plugins build several times with one configuration.
        if str(TEMPLATES) not in config.theme.dirs:
            config.theme.dirs.append(str(TEMPLATES))
        # Before the site's own, so that those win.
        for uri in reversed([*ASSETS, *(DRAFT_ASSETS if self._serving else ())]):
            names = config.extra_css if uri.endswith(".css") else config.extra_javascript
            if uri not in names:
                names.insert(0, uri)
        editors = (self.config.speakers_file, self.config.corrections_file)
        config.watch.extend([*self.config.sources, *filter(os.path.isfile, editors)])
        if self.config.dataset and Path(location := locate(self.config.dataset, config)).is_dir():
            config.watch.append(location)
        return config

    # Behind plugins that move pages (blogs) or make all files anew (translations).
    @event_priority(-110)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Analyse everything, and add the pages that follow from it."""
        assets = {**ASSETS, **(DRAFT_ASSETS if self._serving else {})}
        add_assets(assets, files, config, Path(self._folder.name))
        texts: list[DatasetText] = []
        if self.config.dataset:
            location = locate(self.config.dataset, config)
            texts = self._dataset.read(location, self.config.kinds, Path(self._folder.name, "dataset"))
        self._build = Build(
            config,
            self.config,
            files,
            self._folder.name,
            log,
            dataset=texts,
            serving=self._serving,
            dirty=self._dirty,
            plugin=self,
            on_demand=self._on_demand is not None,
        )
        self._build.prepare(self._analyser)
        return files

    @event_priority(-50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """In a navigation made from the folders, the index of speakers stands at the top; pages outside of it."""
        if config.nav is None and self._build:
            lift_index(nav, self._build.index_file)
        if self._build:
            self._build.make_pages(nav)
        return nav

    def _name_page(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Titles of generated pages."""
        if self._build:
            self._build.maker.name(page)
        return markdown

    # Behind plugins that put other files or variables into the text.
    @event_priority(-60)
    def _keep_places(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Lists of quotations that the page asks for."""
        return keep_places(markdown, page.file, self._build.maker.embedding) if self._build else markdown

    on_page_markdown = CombinedEvent(_name_page, _keep_places)

    @event_priority(-40)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Source texts get their content, other pages their marks."""
        return self._build.maker.content(html, page) if self._build else html

    def _order_pages(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The order of pages, now that all are there; the function of templates."""
        if self._build:
            self._build.order_pages()
            env.globals["quotes"] = self._build.maker.embedding.in_template
        return env

    # Behind all plugins that change how pages are rendered.
    @event_priority(-1000)
    def _begin_writing(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """From here on pages may be written."""
        if self._build:
            self._build.begin_writing(env, self._indexer)
        return env

    on_env = CombinedEvent(_order_pages, _begin_writing)

    # Ahead of plugins that look at the content, as search does.
    @event_priority(100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Pages about speakers: all texts are there to be linked to."""
        if self._build:
            self._build.fill_page(page)
        return context

    # Ahead of plugins that take comments out of pages, and behind search: what is listed is found where it belongs.
    @event_priority(50)
    def _finish_html(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Lists of quotations within pages, and what their heads say."""
        return self._build.finish_html(output, page) if self._build else output

    @event_priority(-200)
    def _release(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """What is written need not be held."""
        if self._build:
            self._build.maker.release(page)
        return output

    on_post_page = CombinedEvent(_finish_html, _release)

    # Ahead of plugins that look at the site as it was written.
    @event_priority(1000)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """What MkDocs has passed over, exports and feeds, and the search."""
        if self._build:
            self._build.finish_pages()
        self._collector.end()
        if self._on_demand:
            self._on_demand.end(self._build.make if self._build else None)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing running, and nobody waiting."""
        self._collector.end()
        if self._build:
            self._build.give_up()
        if self._on_demand:
            self._on_demand.end(None)
