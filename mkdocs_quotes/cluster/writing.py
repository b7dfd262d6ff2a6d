"""Rows to Parquet files, some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .storage import Store

_ROWS = 5_000
_TEXT = 8_000_000
"""Rows, and code points of text among them, that are kept in memory before they are written as a row group."""


class TableWriter:
    """Takes rows for one file of a table. Rows may lack columns; those are null."""

    def __init__(self, writer: pq.ParquetWriter, schema: pa.Schema) -> None:
        self._writer = writer
        self._schema = schema
        self._rows: list[dict[str, Any]] = []
        self._text = 0
        self.count = 0

    def add(self, row: dict[str, Any]) -> None:
        """Write a row, sooner or later."""
        self._rows.append(row)
        self._text += len(row.get("text") or "")
        self.count += 1
        if len(self._rows) >= _ROWS or self._text >= _TEXT:
            self.flush()

    def flush(self) -> None:
        """Write what is kept in memory."""
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()
            self._text = 0


@contextmanager
def table_file(store: Store, name: str, schema: pa.Schema, *, lasting: bool = True) -> Iterator[TableWriter]:
    """A writer for `name`.parquet; the file is there when the block has ended without an error."""
    with (
        store.writing(f"{name}.parquet", lasting=lasting) as stream,
        pq.ParquetWriter(stream, schema, compression="zstd") as parquet,
    ):
        writer = TableWriter(parquet, schema)
        yield writer
        writer.flush()
