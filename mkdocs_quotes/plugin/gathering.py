"""Which texts a site has, and what was found in each: files of folders, pages in Markdown, a data set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_quotes.index import SourceText
from mkdocs_quotes.model import Options

from .analyses import Analyser, Task
from .config import QuotesConfig
from .dataset import DatasetText
from .editors import Log
from .files import SourceFile, SourceFinder, is_wanted
from .markdown_lists import printed_lists


class Gathering:
    """Puts the texts of one build among the files of its site and has them analysed."""

    def __init__(
        self,
        config: MkDocsConfig,
        options: QuotesConfig,
        files: Files,
        log: Log,
        *,
        dataset: Sequence[DatasetText],
        serving: bool,
    ) -> None:
        self._config = config
        self._options = options
        self._files = files
        self._log = log
        self._dataset = {text.path: text for text in dataset}
        self._serving = serving
        self._sources: dict[str, SourceText] = {}
        self._own_names: dict[str, str] = {}
        """`src_uri` of each file of another folder → its path there."""

    def sources(self, analyser: Analyser) -> dict[str, SourceText]:
        """All texts that can be read, by name, which is the `src_uri` of the file."""
        texts = self._find_texts()
        pages = self._find_pages() if self._options.markdown_pages else []
        self._analyse(analyser, texts, pages)
        self._take_dataset()
        return self._sources

    def _find_texts(self) -> list[Task]:
        """Put the source texts among the files; those that cannot be read are taken out again."""
        finder = SourceFinder(
            self._config,
            roots=self._options.sources,
            include=self._options.include,
            exclude=self._options.exclude,
            speakers_dir=self._options.speakers_dir,
            avoid=(self._config.docs_dir, self._config.site_dir, self._options.cache_dir),
            warn=self._log.warning,
            more=[(text.uri, text.source, text.path) for text in self._dataset.values()],
        )
        tasks = []
        found = finder.find(self._files, drafts=self._serving)
        self._own_names = finder.own_names
        for file in found:
            if file.abs_src_path in self._dataset:
                continue
            try:
                tasks.append(Task(file.src_uri, file.content_bytes))
            except OSError as error:
                self._log.warning(f"{file.src_uri}: cannot be read ({error.strerror})")
                self._files.remove(file)
        return tasks

    def _find_pages(self) -> list[Task]:
        """Ordinary pages, but for those that introduce speakers."""
        folder = f"{self._options.speakers_dir}/"
        tasks = []
        for file in self._files:
            # A blog hides its posts until the navigation is made; that they have a page gives them away.
            wanted = is_wanted(file, drafts=self._serving) or file.page is not None
            if not wanted or not file.is_documentation_page():
                continue
            if isinstance(file, SourceFile) or file.src_uri.startswith(folder):
                continue
            if file.abs_src_path in self._dataset:
                continue
            try:
                tasks.append(Task(file.src_uri, file.content_bytes))
            except OSError:
                # MkDocs reads it again and says so.
                continue
        return tasks

    def _analyse(self, analyser: Analyser, texts: list[Task], pages: list[Task]) -> None:
        tasks = [*texts, *pages]
        # What speaks for whom is for editors, who look at it while serving.
        options = Options(
            language=self._options.language, kinds=frozenset(self._options.kinds), explain=self._serving
        )
        outcomes = analyser.run(
            tasks, options, folder=self._cache(), jobs=int(self._options.jobs), log=self._log
        )
        # As on the command line: of two texts with one name the first keeps it, and those of docs_dir come first.
        taken = {task.name for task in tasks if task.name not in self._own_names}
        for task, outcome in zip(tasks, outcomes, strict=True):
            for warning in outcome.warnings:
                self._log.warning(f"{task.name}: {warning}")
            if outcome.analysis is not None:
                own_name = self._own_names.get(task.name)
                if own_name in taken:
                    own_name = None
                elif own_name:
                    taken.add(own_name)
                self._sources[task.name] = SourceText(task.name, outcome.analysis, own_name)
                problem = printed_lists(outcome.analysis.document, self._config.markdown_extensions)
                if problem:
                    self._log.warning(f"{task.name}: {problem}")
            elif isinstance(file := self._files.src_uris[task.name], SourceFile):
                self._files.remove(file)
                if file.src_dir is not None:
                    # What is no text is copied as it is.
                    self._files.append(
                        File(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls)
                    )

    def _take_dataset(self) -> None:
        """Add the texts of the data set, which are analysed already, to those of the site."""
        taken = {source.id_name for source in self._sources.values()}
        twice = []
        for file in self._files:
            text = self._dataset.get(file.abs_src_path or "")
            if text is None:
                continue
            if text.source in taken:
                twice.append(text.source)
            own_name = None if text.source in taken else text.source
            taken.add(text.source)
            self._sources[file.src_uri] = SourceText(file.src_uri, text.analysis, own_name)
        if twice:
            self._log.warning(
                f"dataset: other texts have the names of {len(twice)} of its texts ({twice[0]!r}), whose quotations"
                " get other ids"
            )

    def _cache(self) -> Path | None:
        """Where analyses are kept; nowhere if that would make a watched folder change with each build."""
        folder = Path(self._options.cache_dir).resolve()
        for watched in (self._config.docs_dir, *self._options.sources):
            if folder.is_relative_to(Path(watched).resolve()):
                self._log.info(f"cache_dir lies in {watched}, which is watched: nothing is kept on disk")
                return None
        return folder
