"""Texts of a data set: analysed before, elsewhere, and made into pages like those of a folder."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_quotes.cluster import ClusterError, need_extra
from mkdocs_quotes.model import Analysis, QuotationKind

if TYPE_CHECKING:
    from mkdocs_quotes.cluster.dataset import Dataset

_ENDINGS = (".txt", ".md")
_UNFIT = re.compile(r"[^\w.,()@+~-]+")
"""What names of files do well without; a slash divides folders."""
_LONGEST = 100


def locate(dataset: str, config: MkDocsConfig) -> str:
    """The URL, or the path from the folder of mkdocs.yml, that the configuration names."""
    if "://" in dataset:
        return dataset
    return str(Path(config.config_file_path or "mkdocs.yml").parent / dataset)


@dataclass(frozen=True, slots=True)
class DatasetText:
    """A text of a data set, with a file behind it, since other plugins read those."""

    uri: str
    """The name that its page asks for."""
    source: str
    """Its name in the data set; ids of quotations follow from it."""
    path: str
    analysis: Analysis


class DatasetTexts:
    """Reads a data set, and reads it again only when it has changed."""

    def __init__(self) -> None:
        self._read: tuple[object, list[DatasetText]] | None = None

    def read(self, location: str, kinds: Collection[QuotationKind], folder: Path) -> list[DatasetText]:
        """The texts of the data set at a path or URL; `folder` is where their files go.

        Raises PluginError, with one line, where it cannot be read.
        """
        try:
            need_extra("dataset")
            from mkdocs_quotes.cluster.dataset import Dataset  # only here: it needs more libraries

            dataset = Dataset(location)
            state = (location, frozenset(kinds), dataset.state, folder)
            if self._read is None or self._read[0] != state:
                self._read = state, list(_written(dataset, kinds, folder))
        except ClusterError as error:
            where = "" if error.place == "dataset" else "dataset: "
            raise PluginError(f"{where}{error}") from None
        return self._read[1]


def _written(dataset: Dataset, kinds: Collection[QuotationKind], folder: Path) -> list[DatasetText]:
    name = dataset.url.rstrip("/").rpartition("/")[2]
    prefix = _UNFIT.sub("-", name).strip(".-") or "texts"
    folder.mkdir(parents=True, exist_ok=True)
    texts = []
    for number, (source, analysis) in enumerate(dataset.texts(kinds)):
        uri = f"{prefix}/{uri_of(source)}"
        path = folder / f"{number}{Path(uri).suffix}"
        path.write_text(analysis.document.text, encoding="utf-8", newline="")
        texts.append(DatasetText(uri, source, str(path), analysis))
    # Partitions come in no order that anybody has chosen.
    return sorted(texts, key=lambda text: text.uri)


def uri_of(source: str) -> str:
    """A name of a file for a text's name in a data set, which may be anything: "a/1.txt", "17", an address."""
    steps = [_UNFIT.sub("-", step).strip(".-")[:_LONGEST] for step in source.replace("\\", "/").split("/")]
    name = "/".join(step for step in steps if step) or "text"
    return name if name.endswith(_ENDINGS) else f"{name}.txt"
