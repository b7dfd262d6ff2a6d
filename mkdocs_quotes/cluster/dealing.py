"""Rows dealt out to many, in one file: whoever they are for reads no others.

A file for each pair of sender and receiver would be millions of files in a large corpus.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pyarrow as pa

from .storage import Store
from .tables import Row

_RECEIVERS = b"receivers"


def write_dealt(store: Store, name: str, schema: pa.Schema, dealt: Mapping[int, Sequence[Row]]) -> None:
    """Write the rows for each receiver, by number, as a batch of an Arrow file."""
    receivers = sorted(dealt)
    schema = schema.with_metadata({_RECEIVERS: json.dumps(receivers).encode()})
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with store.writing(name, lasting=False) as stream, pa.ipc.new_file(stream, schema, options=options) as writer:
        for receiver in receivers:
            writer.write_batch(pa.RecordBatch.from_pylist(list(dealt[receiver]), schema=schema))


def read_dealt(store: Store, name: str, receiver: int) -> list[Row]:
    """The rows of a file that are for one receiver."""
    with store.reading(name) as stream:
        reader = pa.ipc.open_file(stream)
        receivers = json.loads(reader.schema.metadata[_RECEIVERS])
        if receiver not in receivers:
            return []
        rows: list[Row] = reader.get_batch(receivers.index(receiver)).to_pylist()
    return rows
