"""A finished data set, read again: its texts with what was found in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import pyarrow.parquet as pq

from mkdocs_quotes.model import Analysis, QuotationKind

from .errors import ClusterError, told
from .ledger import read_marks
from .schema import MANIFEST, QUOTATIONS, TEXTS, VERSION
from .storage import Store
from .tables import analysis_of

_COLUMNS = ("id", "source", "parts", "text", "kind", "rule", "cue", "context", "attribution")
"""What an analysis is made of; all else a site works out again, with what its editors have to say."""


class Dataset:
    """A data set that `extract` has made. Raises ClusterError where there is none, or where it cannot be read."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._store = Store(url)
        try:
            data = self._store.read(MANIFEST)
            self._marks = sorted(read_marks(self._store).values(), key=lambda mark: mark.part)
        except Exception as error:
            # Each object storage has errors of its own.
            raise ClusterError(url, f"cannot be read: {told(error)}") from None
        if data is None:
            raise ClusterError(url, "is no data set; make one with mkdocs-quotes extract CORPUS -o FOLDER")
        try:
            version = json.loads(data)["version"]
        except (ValueError, KeyError, TypeError):
            version = None
        if version != VERSION:
            raise ClusterError(url, f"is a data set of another version of mkdocs-quotes ({version}); make it anew")
        if not self._marks:
            raise ClusterError(url, "holds no finished partition; run mkdocs-quotes extract to its end")
        if not any(TEXTS in mark.tables for mark in self._marks):
            raise ClusterError(url, "holds no texts; make it anew without --no-texts")

    @property
    def state(self) -> tuple[tuple[str, str], ...]:
        """Changes whenever the texts do, or what is found in them."""
        return tuple((mark.part, mark.key) for mark in self._marks)

    def texts(self, kinds: Collection[QuotationKind]) -> Iterator[tuple[str, Analysis]]:
        """Name and analysis of each text, partition by partition; of its quotations those of the kinds wanted."""
        for mark in self._marks:
            if TEXTS not in mark.tables:
                continue
            try:
                quotations: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
                for row in self._rows(f"{QUOTATIONS}/{mark.part}.parquet", _COLUMNS):
                    if row["kind"] in kinds:
                        quotations[row["source"]].append(row)
                for text in self._rows(f"{TEXTS}/{mark.part}.parquet"):
                    yield text["source"], analysis_of(text, quotations[text["source"]])
            except ClusterError:
                raise
            except Exception as error:
                # Arrow has many errors for a file that is damaged, and storage its own.
                raise ClusterError(
                    self.url, f"partition {mark.part} cannot be read ({told(error)}); run mkdocs-quotes extract again"
                ) from None

    def _rows(self, name: str, columns: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
        with self._store.reading(name) as stream:
            file = pq.ParquetFile(stream)
            for batch in file.iter_batches(batch_size=500, columns=list(columns) if columns else None):
                yield from batch.to_pylist()
