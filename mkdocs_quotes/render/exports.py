"""The index as data: quotes.json, quotes.csv, speakers.json."""

from __future__ import annotations

import json
from typing import Any

from mkdocs_quotes.records import Record, to_csv

from .site import Site


def quotes_json(site: Site) -> bytes:
    """Every record, with `url`: the address of its words from the site's root."""
    return _json(_records(site))


def quotes_csv(site: Site) -> bytes:
    """The same as comma-separated values, in UTF-8 with a byte-order mark, by which spreadsheets know it."""
    table = to_csv(_records(site), extra=("disputed", "misattributed", "note", "added", "url"))
    return table.encode("utf-8-sig", "replace")


def speakers_json(site: Site) -> bytes:
    """Every speaker, in alphabetical order, with the number of quotations."""
    speakers: list[dict[str, Any]] = []
    for speaker in site.index.speakers:
        entry: dict[str, Any] = {
            "id": speaker.slug,
            "name": speaker.name,
            "kind": speaker.kind,
            "sort": speaker.sort_key,
            "aliases": list(speaker.aliases),
            "roles": list(speaker.roles),
            "dated_roles": [
                {"role": role.title, "from": role.period.since, "until": role.period.until}
                for role in speaker.dated_roles
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
        speakers.append(entry)
    return _json(speakers)


def _records(site: Site) -> list[Record]:
    return [{**statement.record, "url": site.source_url(statement)} for statement in site.index.statements]


def _json(rows: list[dict[str, Any]]) -> bytes:
    """One object a line, in one array. A lone surrogate comes out as the escape that JSON has for it."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n".encode("utf-8", "backslashreplace")
