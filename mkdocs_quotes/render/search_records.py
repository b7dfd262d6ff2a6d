"""What a search over all quotations is told of each: a small HTML document, in the manner of Pagefind.

The words of a quotation and the names of its speakers are searched. What else is shown with it is not: it stands in
the id of an element, since Pagefind searches every field that it is given.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mkdocs_quotes.index import Statement
from mkdocs_quotes.index.prose import words_of

from .escape import clean, escape
from .links import UNATTRIBUTED
from .overview import date_of
from .views.quotations import KIND_WORDS
from .views.view import Setting, other_language

_BLANKS = re.compile(r"\s")
"""An id loses them; in JSON there is another way to write them."""


def search_records(setting: Setting, statements: Sequence[Statement]) -> Iterator[bytes]:
    """A document for each statement; they are given from the newest to the oldest.

    Facets: `speaker` (of words said together, each who said them), `source`, `year`, `kind`. Orders: `newest` and
    `oldest`, undated ones last in both.
    """
    site, words = setting.site, setting.words
    speakers, sources = _speakers(setting), _sources(setting)
    oldest = sorted(range(len(statements)), key=lambda position: date_of(statements[position]) or "~")
    ages = {position: age for age, position in enumerate(oldest)}
    for position, statement in enumerate(statements):
        date = date_of(statement)
        speaker = site.index.by_slug[statement.speaker] if statement.speaker else None
        slugs = (speaker.members or (speaker.slug,)) if speaker else (UNATTRIBUTED,)
        shown = {
            "by": clean(speaker.name) if speaker else words("unattributed"),
            "speaker": site.statement_url(statement),
            "title": clean(site.places[statement.source.name].title),
            "place": site.source_url(statement),
            "date": date,
            "day": words.date(date) if date else None,
            "note": _note(setting, statement),
            "language": other_language(statement.source, words.code) or words.code,
        }
        tags = [
            *(_tag("filter", "speaker", speakers[slug]) for slug in slugs),
            _tag("filter", "source", sources[statement.source.name]),
            _tag("filter", "year", date[:4] if date else words("undated")),
            _tag("filter", "kind", words(KIND_WORDS[statement.quotation.kind])),
            _tag("sort", "newest", f"{position:09}"),
            _tag("sort", "oldest", f"{ages[position]:09}"),
        ]
        if speaker:
            tags.append(_tag("meta", "by", speaker.name))
        head = f'<!doctype html><html lang="{words.code}"><head><meta charset="utf-8">{"".join(tags)}</head>'
        data = _BLANKS.sub(_escaped, json.dumps(shown, ensure_ascii=False, separators=(",", ":")))
        text = escape(words_of(statement))
        yield f'{head}<body data-pagefind-body><a id="{escape(data)}"></a>{text}</body></html>'.encode()


def _escaped(blank: re.Match[str]) -> str:
    return f"\\u{ord(blank[0]):04x}"


def _tag(use: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{use}="{name}[content]" content="{escape(value)}">'


def _note(setting: Setting, statement: Statement) -> str | None:
    """What editors say of it, in a word or two. To whom it is falsely ascribed is told where it stands in full."""
    if statement.misattribution:
        return setting.words("misattributed")
    return setting.words("disputed") if statement.disputed else None


def _speakers(setting: Setting) -> dict[str, str]:
    """A label for each slug."""
    site, words = setting.site, setting.words
    names = {UNATTRIBUTED: [words("unattributed")] * 3}
    for speaker in site.index.speakers:
        name = clean(speaker.name)
        place = site.places.get(speaker.only_in.name) if speaker.only_in else None
        detail = words("in_text", title=clean(place.title)) if place else "".join(speaker.roles[:1])
        names[speaker.slug] = [name, f"{name} ({clean(detail)})", f"{name} ({speaker.slug})"]
    return _distinct(names)


def _sources(setting: Setting) -> dict[str, str]:
    """A label for each name of a text."""
    names = {}
    for name, place in setting.site.places.items():
        title = clean(place.title)
        day = setting.words.date(place.date) if place.date else ""
        names[name] = [title, f"{title} ({day})", f"{title} ({clean(name)})"]
    return _distinct(names)


def _distinct(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each key the first of its three names that no other has: readers, too, have to tell them apart."""
    labels: dict[str, str] = {}
    for level in range(3):
        left = [key for key in names if key not in labels]
        counts = Counter([*labels.values(), *(names[key][level] for key in left)])
        labels.update({key: names[key][level] for key in left if counts[names[key][level]] == 1})
    return {key: labels.get(key, key) for key in names}
