"""The columns of the data set's tables. docs/cluster.md says what they mean; a change there changes `VERSION`."""

from __future__ import annotations

import pyarrow as pa

VERSION = 1

QUOTATIONS = "quotations"
TEXTS = "texts"
ERRORS = "errors"
SPEAKERS = "speakers"

JOB = "_job"
"""What jobs need to know of one another; readers of data sets pass over names that begin like this."""
PEOPLE = f"{JOB}/people"
PARTS = f"{JOB}/parts"
SHUFFLE = f"{JOB}/shuffle"
"""Only while speakers are unified."""
UNIFIED = f"{JOB}/unified.json"
MANIFEST = f"{JOB}/dataset.json"

_SPAN = pa.struct([("start", pa.int64()), ("end", pa.int64())])
_WORDS = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
_STRINGS = pa.list_(pa.string())
_COUNTS = pa.list_(pa.struct([("value", pa.string()), ("count", pa.int64())]))

_ATTRIBUTION = pa.struct(
    [
        ("number", pa.int32()),
        ("speaker", pa.int32()),
        ("confidence", pa.float64()),
        ("mention", pa.struct([*_WORDS, ("kind", pa.string())])),
        ("candidates", pa.list_(pa.struct([("speaker", pa.int32()), ("score", pa.float64())]))),
    ]
)
"""As the program found it, whether or not it was sure enough to be published: what a site is built from. `number` is
the place among the quotations of the text, `speaker` that among its speakers."""

_QUOTATIONS = pa.schema(
    [
        ("id", pa.string()),
        ("source", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("parts", pa.list_(pa.list_(pa.int64()))),
        ("text", pa.string()),
        ("kind", pa.string()),
        ("language", pa.string()),
        ("speaker", pa.string()),
        ("speaker_id", pa.string()),
        ("speaker_kind", pa.string()),
        ("aliases", _STRINGS),
        ("role", pa.string()),
        ("mention", _WORDS),
        ("cue", _WORDS),
        ("rule", pa.string()),
        ("confidence", pa.float64()),
        ("context", _SPAN),
        ("candidate", pa.string()),
        ("members", _STRINGS),
        ("repeats", pa.string()),
        ("date", pa.string()),
        ("speaker_key", _STRINGS),
        ("attribution", _ATTRIBUTION),
    ]
)

_SPEAKER_OF_TEXT = pa.struct(
    [
        ("name", pa.string()),
        ("kind", pa.string()),
        ("aliases", _COUNTS),
        ("role", pa.string()),
        ("gender", pa.string()),
        ("full", pa.bool_()),
        ("members", pa.list_(pa.int32())),
    ]
)

_TEXTS = pa.schema(
    [
        ("source", pa.string()),
        ("text", pa.string()),
        ("title", pa.string()),
        ("date", pa.string()),
        ("author", pa.string()),
        ("language", pa.string()),
        ("file", pa.string()),
        ("position", pa.int64()),
        ("quotations", pa.int32()),
        ("speakers", pa.list_(_SPEAKER_OF_TEXT)),
        ("rejected", pa.list_(pa.struct([*_SPAN, ("reason", pa.string())]))),
    ]
)

_ERRORS = pa.schema([("file", pa.string()), ("position", pa.int64()), ("id", pa.string()), ("reason", pa.string())])

_SPEAKERS = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("aliases", _COUNTS),
        ("roles", _COUNTS),
        ("members", _STRINGS),
        ("quotations", pa.int64()),
        ("texts", pa.int64()),
        ("source", pa.string()),
        ("key", _STRINGS),
    ]
)

_PEOPLE = pa.schema(
    [
        ("key", _STRINGS),
        ("names", _COUNTS),
        ("kinds", _COUNTS),
        ("aliases", _COUNTS),
        ("roles", _COUNTS),
        ("quotations", pa.int64()),
        ("texts", pa.int64()),
    ]
)

SCHEMAS: dict[str, pa.Schema] = {
    QUOTATIONS: _QUOTATIONS,
    TEXTS: _TEXTS,
    ERRORS: _ERRORS,
    SPEAKERS: _SPEAKERS,
    PEOPLE: _PEOPLE,
}
"""By the folder that a table lies in."""
