"""Source texts among the site's files: which there are, and the pages that they become."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import is_markdown_file
from pathspec.gitignore import GitIgnoreSpec

# Text files that others look for at their own addresses; `exclude: ["!robots.txt"]` takes one back in.
_NOT_TEXTS = (
    ".*",
    "robots.txt",
    "humans.txt",
    "ads.txt",
    "app-ads.txt",
    "security.txt",
    "llms.txt",
    "llms-full.txt",
    "requirements*.txt",
    "CMakeLists.txt",
)


class SourceFile(File):
    """A text that becomes a page under its own name, without passing through Markdown.

    To MkDocs it is an empty page; the plugin fills in its content. `content_bytes` are what the file holds.
    """

    def is_documentation_page(self) -> bool:
        return True

    def _get_stem(self) -> str:
        # Unlike a README.md, a text of that name is no folder's front page.
        return posixpath.splitext(posixpath.basename(self.src_uri))[0]

    @property
    def content_string(self) -> str:
        return ""

    @content_string.setter
    def content_string(self, value: str) -> None:
        raise NotImplementedError(f"the page of {self.src_uri!r} is made by the quotes plugin")


class SourceFinder:
    """Finds the source texts of one build."""

    def __init__(
        self,
        config: MkDocsConfig,
        *,
        roots: Collection[str],
        include: Collection[str],
        exclude: Collection[str],
        speakers_dir: str,
        avoid: Collection[str],
        warn: Callable[[str], None],
        more: Collection[tuple[str, str, str]] = (),
    ) -> None:
        """`roots`: folders beside docs_dir; `avoid`: folders that hold no texts, wherever they lie.

        `more`: texts from elsewhere: the name that each asks for on the site, its own name, the path of a file.
        """
        self._config = config
        self._roots = roots
        self._include = GitIgnoreSpec.from_lines(include)
        self._exclude = GitIgnoreSpec.from_lines([*_NOT_TEXTS, *exclude])
        self._speakers_dir = speakers_dir
        self._avoid = {os.path.realpath(path) for path in avoid}
        self._warn = warn
        self._more = more
        self._left_out: set[str] = set()
        self.own_names: dict[str, str] = {}
        """Name on the site of each text of another folder → its path in that folder."""

    def wanted(self, uri: str) -> bool:
        """Whether the file of this name is a source text."""
        return self._include.match_file(uri) and not self._exclude.match_file(uri)

    def find(self, files: Files, *, drafts: bool) -> list[SourceFile]:
        """Put the source texts in place among the files, and give them back.

        Those of docs_dir take the place of the file that was there. A Markdown file of another folder becomes
        an ordinary page, which is not given back.
        """
        taken = {file.dest_uri.casefold() for file in files if not self._is_text(file, drafts)}
        taken.add(f"{self._speakers_dir}/index.html".casefold())
        found: list[SourceFile] = []
        for file in list(files):
            if self._is_text(file, drafts):
                source = self._source(file.src_uri, file.abs_src_path or "", taken)
                source.src_dir, source.inclusion = file.src_dir, file.inclusion
                if source.inclusion.value > InclusionLevel.NOT_IN_NAV.value:
                    source.inclusion = InclusionLevel.NOT_IN_NAV
                source.generated_by = file.generated_by
                source._content = file._content
                files.remove(file)
                files.append(source)
                found.append(source)
        for uri, own_name, path in (*self._beside(), *self._more):
            uri = _free(uri, lambda name: files.get_file_from_path(name) is not None)
            self.own_names[uri] = own_name
            page: File
            if is_markdown_file(uri):
                page = File(uri, None, self._config.site_dir, self._config.use_directory_urls)
                page.dest_uri = _free(page.dest_uri, lambda name: name.casefold() in taken)
                taken.add(page.dest_uri.casefold())
                page.abs_src_path = path
                page.inclusion = InclusionLevel.NOT_IN_NAV
            else:
                page = source = self._source(uri, path, taken)
                found.append(source)
            page.edit_uri = None
            files.append(page)
        return found

    def _is_text(self, file: File, drafts: bool) -> bool:
        return (
            is_wanted(file, drafts=drafts)
            and not file.is_documentation_page()
            and (file.src_dir == self._config.docs_dir or file.generated_by is not None)
            and self.wanted(file.src_uri)
            and not self._undecodable(file.src_uri)
        )

    def _source(self, uri: str, path: str, taken: set[str]) -> SourceFile:
        """A source text at an address that is still free."""
        source = SourceFile(
            uri,
            None,
            self._config.site_dir,
            self._config.use_directory_urls,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        source.abs_src_path = path
        dest = source.dest_uri
        if dest.startswith(f"{self._speakers_dir}/"):
            dest = f"{self._speakers_dir}-texts/{dest[len(self._speakers_dir) + 1 :]}"
        if dest.casefold() in taken:
            # "a.txt" beside "a.md": the ending tells them apart.
            parent, name = posixpath.split(uri)
            other = SourceFile(
                posixpath.join(parent, name.replace(".", "-")), None, "", source.use_directory_urls
            )
            dest = _free(other.dest_uri, lambda name: name.casefold() in taken)
        taken.add(dest.casefold())
        source.dest_uri = dest
        return source

    def _beside(self) -> Iterator[tuple[str, str, str]]:
        """Name on the site, name in its folder and path of each text in the folders beside docs_dir."""
        prefixes: set[str] = set()
        for root in self._roots:
            prefix = _free(Path(root).name or "texts", lambda name: name in prefixes)
            prefixes.add(prefix)
            for folder, names, files in os.walk(root, followlinks=True):
                names[:] = sorted(name for name in names if not self._avoided(folder, name))
                for name in sorted(files):
                    path = Path(folder, name)
                    uri = path.relative_to(root).as_posix()
                    # A pipe would never end; a link that leads nowhere is told of when it is read.
                    special = path.exists() and not path.is_file()
                    if self.wanted(uri) and not special and not self._undecodable(uri):
                        yield f"{prefix}/{uri}", uri, str(path)

    def _avoided(self, folder: str, name: str) -> bool:
        path = os.path.realpath(Path(folder, name))
        # A link back to a folder above would never end.
        above = f"{os.path.realpath(folder)}{os.sep}".startswith(f"{path}{os.sep}")
        return name.startswith(".") or path in self._avoid or above

    def _undecodable(self, uri: str) -> bool:
        try:
            uri.encode()
        except UnicodeEncodeError:
            if uri not in self._left_out:
                self._left_out.add(uri)
                self._warn(f"{uri.encode(errors='replace').decode()!r}: left out, its name is not valid UTF-8")
            return True
        return False


def is_wanted(file: File, *, drafts: bool) -> bool:
    """Whether the file is part of the site; `drafts` are while serving."""
    least = InclusionLevel.DRAFT if drafts else InclusionLevel.NOT_IN_NAV
    return bool(file.inclusion.value >= least.value)


def _free(name: str, taken: Callable[[str], bool]) -> str:
    """The name, or with "-2", "-3" … in front of its ending while it is taken."""
    folder, base = posixpath.split(name)
    if base == "index.html" and folder:
        return posixpath.join(_free(folder, lambda other: taken(f"{other}/index.html")), base)
    stem, ending = posixpath.splitext(base)
    number = 2
    free = name
    while taken(free):
        free = posixpath.join(folder, f"{stem}-{number}{ending}")
        number += 1
    return free
