"""What a page says to machines: speakers, texts and quotations in the words of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs_quotes.index import IndexedSpeaker, SourceText, SpeakerIndex, Statement
from mkdocs_quotes.index.prose import words_of

from .escape import clean, shortened
from .site import PagePlan, Place, Site

WORDS_LIMIT = 160
"""Code points of a quotation: the page itself holds the rest."""
QUOTATIONS_LIMIT = 100
"""Of one text: in a novel there are thousands."""
_ALIASES_LIMIT = 12
_ROLES_LIMIT = 4

Address = Callable[[str], str]
"""From an address within the site to one that others understand."""

_TYPES = {"person": "Person", "organisation": "Organization"}


def speaker_data(site: Site, plan: PagePlan, address: Address, picture: str | None) -> dict[str, Any]:
    """A page of a speaker, with the quotations that stand on it.

    Whom the texts do not name is no entity, and of a group only its members are.
    """
    assert plan.speaker is not None
    speaker = plan.speaker
    members = [site.index.by_slug[slug] for slug in speaker.members if slug in site.index.by_slug]
    data: dict[str, Any] = {"@type": "CollectionPage", "name": clean(speaker.name)}
    if speaker.kind in _TYPES:
        data["@type"] = "ProfilePage"
        data["mainEntity"] = _entity(site, speaker, address, picture)
    elif members:
        data["about"] = [_named(site, member, address) for member in members]
    data["url"] = address(site.urls[plan.path])
    data["hasPart"] = [
        {**_quotation(site, statement, address), "isPartOf": _source(site, statement, address)}
        for statement in plan.statements
        if statement.status is None
    ]
    return _document(data)


def text_data(site: Site, source: SourceText, place: Place, address: Address) -> dict[str, Any]:
    """The page of a text, with the quotations in it."""
    document = source.analysis.document
    data: dict[str, Any] = {
        "@type": "Article" if place.date else "CreativeWork",
        "headline": clean(place.title),
        "url": address(place.url),
        "inLanguage": source.analysis.language,
    }
    if place.date:
        data["datePublished"] = place.date
    if document.author:
        data["author"] = {"@type": "Person", "name": clean(document.author)}
    told: set[str] = set()
    quotations = []
    for statement in _published(site.index, source)[:QUOTATIONS_LIMIT]:
        # A name is said once; behind that the id is enough.
        for speaker in _speakers(site.index, statement):
            if speaker.slug not in told:
                told.add(speaker.slug)
                data.setdefault("mentions", []).append(_named(site, speaker, address))
        quotations.append(_quotation(site, statement, address))
    data["hasPart"] = quotations
    return _document(data)


def script(data: dict[str, Any]) -> str:
    """The data as an element of a page. Nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def _document(data: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", **{key: value for key, value in data.items() if value != []}}


def _published(index: SpeakerIndex, source: SourceText) -> list[Statement]:
    """What is doubted stays among people, who read the note beside it."""
    statements = index.by_source.get(source.name, ())
    return [s for s in statements if s.repeats is None and s.status is None]


def _entity(site: Site, speaker: IndexedSpeaker, address: Address, picture: str | None) -> dict[str, Any]:
    data = _named(site, speaker, address)
    aliases = [clean(alias) for alias in speaker.aliases if alias != speaker.name][:_ALIASES_LIMIT]
    roles = [clean(role) for role in speaker.roles[:_ROLES_LIMIT]]
    # Organisations hold no office.
    if roles and speaker.kind == "person":
        data["jobTitle"] = roles
    if aliases:
        data["alternateName"] = aliases
    if speaker.description:
        data["description"] = clean(speaker.description)
    if speaker.same_as:
        data["sameAs"] = list(speaker.same_as)
    if picture:
        data["image"] = address(picture)
    return data


def _named(site: Site, speaker: IndexedSpeaker, address: Address) -> dict[str, Any]:
    url = address(site.speaker_url(speaker.slug))
    kind = _TYPES[speaker.kind]
    return {"@type": kind, "@id": f"{url}#speaker", "name": clean(speaker.name), "url": url}


def _speakers(index: SpeakerIndex, statement: Statement) -> Iterable[IndexedSpeaker]:
    """Who said it, one or several; nobody where the text does not tell who that is."""
    speaker = index.by_slug.get(statement.speaker or "")
    if speaker is None:
        return
    for slug in speaker.members or (speaker.slug,):
        member = index.by_slug.get(slug)
        if member and member.kind in _TYPES:
            yield member


def _quotation(site: Site, statement: Statement, address: Address) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Quotation",
        "text": shortened(words_of(statement), WORDS_LIMIT),
        "url": address(site.source_url(statement)),
    }
    speakers = [
        {"@id": f"{address(site.speaker_url(speaker.slug))}#speaker"}
        for speaker in _speakers(site.index, statement)
    ]
    if speakers:
        data["spokenByCharacter"] = speakers[0] if len(speakers) == 1 else speakers
    return data


def _source(site: Site, statement: Statement, address: Address) -> dict[str, Any]:
    place = site.places[statement.source.name]
    data = {"@type": "CreativeWork", "name": clean(place.title), "url": address(place.url)}
    if place.date:
        data["datePublished"] = place.date
    return data
