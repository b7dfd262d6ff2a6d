"""The plugin's configuration, checked while mkdocs.yml is read."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError

from mkdocs_quotes.index.entries import nearest
from mkdocs_quotes.lang.lexicon import available, load
from mkdocs_quotes.model import QUOTATION_KINDS
from mkdocs_quotes.records import DEFAULT_MIN_CONFIDENCE, REVIEW_BELOW
from mkdocs_quotes.render import HIDDEN, wordings


class _Number(c.Type[float]):
    """A number within limits."""

    def __init__(
        self, default: float, *, least: float, most: float | None = None, whole: bool = False
    ) -> None:
        super().__init__((int, float), default=default)
        self.least, self.most, self.whole = least, most, whole

    def run_validation(self, value: object) -> float:
        number = super().run_validation(value)
        kind = "a whole number" if self.whole else "a number"
        limits = (
            f"from {self.least:g} to {self.most:g}" if self.most is not None else f"of {self.least:g} or more"
        )
        fits = number >= self.least and (self.most is None or number <= self.most)
        if isinstance(value, bool) or not fits or (self.whole and number != int(number)):
            raise ValidationError(f"expected {kind} {limits}, not {value!r}")
        return number


class _Language(c.Type[str]):
    def __init__(self) -> None:
        super().__init__(str, default="auto")

    def run_validation(self, value: object) -> str:
        code = super().run_validation(value)
        if code != "auto":
            try:
                load(code)
            except LookupError:
                there_is = ", ".join(("auto", *available()))
                raise ValidationError(f"no language data for {code!r}; there is {there_is}") from None
        return code


class _Switch(c.OptionallyRequired[Literal["auto"] | bool]):
    """On, off, or as it turns out."""

    def __init__(self) -> None:
        super().__init__(default="auto")

    def run_validation(self, value: object) -> Literal["auto"] | bool:
        if value == "auto" or isinstance(value, bool):
            return value
        raise ValidationError(f"expected auto, true or false, not {value!r}")


class _SiteFolder(c.Type[str]):
    """A folder of the site: a relative path of plain names."""

    def run_validation(self, value: object) -> str:
        folder = super().run_validation(value).strip("/")
        names = folder.split("/")
        if (
            not folder
            or posixpath.normpath(folder) != folder
            or any(not _NAME.fullmatch(name) for name in names)
        ):
            raise ValidationError(f"expected a folder of the site such as 'speakers', not {value!r}")
        return folder


_NAME = re.compile(r"[^\s.\\?#%:*<>|\"'][^\\?#%:*<>|\"']*")


class QuotesConfig(Config):  # type: ignore[no-untyped-call]
    """What `plugins: - quotes:` may say."""

    sources = c.ListOfItems(c.Dir(exists=True), default=[])
    """Folders of texts beside docs_dir."""
    dataset = c.Optional(c.Type(str))
    """Folder or URL of a data set whose texts are part of the site."""
    include = c.ListOfItems(c.Type(str), default=["**/*.txt"])
    """Which files are source texts, in the manner of .gitignore."""
    exclude = c.ListOfItems(c.Type(str), default=[])
    markdown_pages = c.Type(bool, default=True)
    """Whether ordinary pages are searched too."""
    language = _Language()
    site_language = c.Choice(("auto", *wordings()), default="auto")
    """Of the words on the pages; auto: the language of the theme."""
    speakers_dir = _SiteFolder(str, default="speakers")
    speakers_file = c.File(default="speakers.yml")
    corrections_file = c.File(default="corrections.yml")
    min_confidence = _Number(DEFAULT_MIN_CONFIDENCE, least=0, most=1)
    on_doubt = c.Choice(("ignore", "info", "warn"), default="ignore")
    """How loudly to tell of quotations in doubt that editors say nothing of."""
    review_below = _Number(REVIEW_BELOW, least=0, most=1)
    """Attributions of less confidence are in doubt."""
    kinds = c.ListOfItems(c.Choice(QUOTATION_KINDS), default=list(QUOTATION_KINDS))
    per_page = _Number(50, least=1, whole=True)
    feeds = c.Type(bool, default=True)
    exports = c.Type(bool, default=True)
    search_limit = _Number(5_000_000, least=0, whole=True)
    """Characters of all texts together that the site's own search takes in at most."""
    pagefind = _Switch()
    """Whether there is a page that searches all quotations, which needs Pagefind; auto: where it is installed."""
    noindex = c.ListOfItems(c.Choice(HIDDEN), default=[])
    """Pages that search engines are asked to leave out."""
    cache_dir = c.Dir(default=".cache/mkdocs_quotes")
    jobs = _Number(0, least=0, whole=True)
    """Processes that analyse; 0: as many as there are cores."""

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """As all plugins do; for a key that is not known, with the nearest one that is."""
        failed, warnings = super().validate()
        known = {key: None for key, _ in self._schema}
        hints = {
            key: f"; did you mean {near}?" for key in set(self) - set(known) if (near := nearest(key, known))
        }
        return failed, [(key, text + hints.get(key, "")) for key, text in warnings]

    def is_default(self, key: str, path: str) -> bool:
        """Whether a path is the one that holds for a key where the site says nothing."""
        folder = Path(self.config_file_path or "").resolve().parent
        return Path(path).resolve() == folder / str(dict(self._schema)[key].default)
