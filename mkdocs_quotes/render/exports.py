"""The index as data: quotes.json, quotes.csv, speakers.json, each divided where it grows large."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, fields
from typing import Any

from mkdocs_quotes.index import IndexedSpeaker, Statement
from mkdocs_quotes.records import Record, csv_row, to_csv

from .shards import JSON, File, Format, Row, Shard, divided
from .site import Site

_EXTRA = ("disputed", "misattributed", "note", "added", "url")
"""Columns that the table has on the site only."""


def quotes_json(site: Site) -> Iterator[File]:
    """Every record, with `url`: the address of its words from the site's root."""
    rows = (_json_row(_record(site, statement), statement.source.name) for statement in site.index.statements)
    return divided("quotes.json", rows, JSON)


def quotes_csv(site: Site) -> Iterator[File]:
    """The same as comma-separated values, in UTF-8 with a byte-order mark, by which spreadsheets know it."""
    rows = (
        Row(_utf8(to_csv([_record(site, statement)], _EXTRA, header=False)), statement.source.name)
        for statement in site.index.statements
    )
    return divided("quotes.csv", rows, _CSV)


def speakers_json(site: Site) -> Iterator[File]:
    """Every speaker, in alphabetical order, with the number of quotations."""
    rows = (_json_row(_speaker(site, speaker), speaker.slug) for speaker in site.index.speakers)
    return divided("speakers.json", rows, JSON)


def _record(site: Site, statement: Statement) -> Record:
    return {**statement.record, "url": site.source_url(statement)}


def _speaker(site: Site, speaker: IndexedSpeaker) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": speaker.slug,
        "name": speaker.name,
        "kind": speaker.kind,
        "sort": speaker.sort_key,
        "aliases": list(speaker.aliases),
        "roles": list(speaker.roles),
        "dated_roles": [
            {"role": role.title, "from": role.period.since, "until": role.period.until} for role in speaker.dated_roles
        ],
        "links": [{"title": title, "url": url} for title, url in speaker.links],
        "same_as": list(speaker.same_as),
        "quotations": speaker.count,
        "misattributed": len(speaker.misattributed),
        "sources": list(dict.fromkeys(s.source.name for s in speaker.statements)),
        "url": site.speaker_url(speaker.slug),
    }
    if speaker.members:
        entry["members"] = list(speaker.members)
    if speaker.only_in:
        entry["only_in"] = speaker.only_in.name
    return entry


def _json_row(record: Mapping[str, Any], name: str) -> Row:
    """A lone surrogate comes out as the escape that JSON has for it."""
    return Row(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace"), name)


def _utf8(table: str) -> bytes:
    return table.encode("utf-8", "replace")


def _csv_manifest(shards: list[Shard]) -> bytes:
    columns = [field.name for field in fields(Shard)]
    return _BOM + _utf8("".join(map(csv_row, (columns, *map(astuple, shards)))))


_BOM = "\ufeff".encode()
_CSV = Format(_BOM + _utf8(to_csv([], _EXTRA)), b"", b"", _csv_manifest)
