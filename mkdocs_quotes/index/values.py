"""What may stand behind the keys of the editors' files."""

from __future__ import annotations

import re
from typing import Any, get_args

import yaml

from mkdocs_quotes.model import QUOTATION_KINDS, SpeakerKind
from mkdocs_quotes.slugs import slugify

from . import entries as read
from .editors import Misattributed, Named
from .entries import Keys, Log, Wrong
from .scope import EVERYWHERE
from .types import Role

_SAFE_LINK = re.compile(r"(?:https?|mailto):|(?![\w+.-]*:)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def _named(node: yaml.Node, log: Log) -> tuple[Named, ...]:
    """Names, or `{name: texts}` for a name in some texts only."""
    found: list[Named] = []
    for item in read.items(node):
        try:
            if isinstance(item, yaml.MappingNode):
                for key, value in item.value:
                    found.append(Named(read.some_text(key), read.line_of(key), read.scope(value, log)))
            elif name := read.text(item):
                found.append(Named(name, read.line_of(item)))
        except Wrong as wrong:
            log.wrong(wrong)
    return tuple(found)


def _split(node: yaml.Node, log: Log) -> tuple[Named, ...]:
    """`{name: texts}`, or `{name: [texts, …]}` where any of several conditions will do.

    One name may stand without texts: all that belong to none of the others are that one's.
    """
    found: list[Named] = []
    for item in read.items(node):
        if not isinstance(item, yaml.MappingNode):
            raise Wrong(item, "expected names, with the texts or dates of each below it")
        for key, value in item.value:
            choices = read.items(value)
            several = any(isinstance(one, yaml.MappingNode) for one in choices)
            try:
                name, line = read.some_text(key), read.line_of(key)
                for one in choices if several else [value]:
                    rest = read.is_empty(one)
                    scope = EVERYWHERE if rest else read.scope(one, log)
                    expected = f"expected the texts or dates that belong to {name!r}"
                    if scope.everywhere and not rest:
                        raise Wrong(one, expected)
                    if rest and (other := next((part for part in found if part.scope.everywhere), None)):
                        raise Wrong(key, f"{expected}: {other.name!r} has all others")
                    found.append(Named(name, line, scope))
            except Wrong as wrong:
                log.wrong(wrong)
    return tuple(found)


def _roles(node: yaml.Node, log: Log) -> tuple[Role, ...]:
    """A role, or several; `{role: {from: DATE, until: DATE}}` for one with dates."""
    found: list[Role] = []
    for item in read.items(node):
        try:
            if isinstance(item, yaml.MappingNode):
                for key, value in item.value:
                    found.append(Role(read.some_text(key), read.period(value, log)))
            elif title := read.text(item):
                found.append(Role(title))
        except Wrong as wrong:
            log.wrong(wrong)
    return tuple(found)


def _links(node: yaml.Node, log: Log) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        pairs = [(read.some_text(key), value) for key, value in node.value]
    else:
        pairs = [(re.sub(r"^\w+://", "", read.text(n) or "").rstrip("/"), n) for n in read.items(node)]
    found = []
    for title, value in pairs:
        try:
            found.append((title, _link(value, log)))
        except Wrong as wrong:
            log.wrong(wrong)
    return tuple(found)


def _link(node: yaml.Node, log: Log) -> str:
    link = read.text(node)
    if not link or not _SAFE_LINK.match(link):
        raise Wrong(node, f"{link or ''!r} is no address (http:, https:, mailto: or a relative one)")
    return link


def _same_as(node: yaml.Node, log: Log) -> tuple[str, ...]:
    found = []
    for item in read.items(node):
        address = read.text(item) or ""
        if _ADDRESS.fullmatch(address):
            found.append(address)
        else:
            log.wrong(Wrong(item, f"{address!r} is no address that begins with http: or https:"))
    return tuple(found)


def _slug(node: yaml.Node, log: Log) -> str | None:
    slug = read.text(node)
    if slug is not None and slugify(slug) != slug:
        raise Wrong(node, f"{slug!r} is no slug; {slugify(slug)!r} would be one")
    return slug


def _picture(node: yaml.Node, log: Log) -> dict[str, Any]:
    picture = read.text(node)
    if picture and re.match(r"[\w+.-]*:|//", picture):
        raise Wrong(node, "expected a file of the site, by its path in docs_dir")
    return {"picture": picture, "picture_line": read.line_of(node)}


def _misattributed(node: yaml.Node, log: Log) -> Misattributed | None:
    """`true`, a name, or `{to: …, source: …, link: …}`."""
    if isinstance(node, yaml.MappingNode):
        values = read.read_keys("misattributed", node, _MISATTRIBUTED_KEYS, log) or {}
        log.key = "misattributed"
        return Misattributed(**values)
    try:
        return Misattributed() if read.flag(node) else None
    except Wrong:
        return Misattributed(read.some_text(node))


SPEAKER_KEYS: Keys = {
    "aliases": _named,
    "merge": _named,
    "split": _split,
    "role": _roles,
    "description": read.text,
    "links": _links,
    "same_as": _same_as,
    "picture": _picture,
    "kind": read.choice(get_args(SpeakerKind)),
    "sort": read.text,
    "slug": _slug,
    "hide": read.flag,
}
_MISATTRIBUTED_KEYS: Keys = {"to": read.text, "source": read.text, "link": _link}
CORRECTION_KEYS: Keys = {
    "speaker": read.text,
    "reject": read.flag,
    "disputed": read.flag,
    "misattributed": _misattributed,
    "note": read.text,
    "reviewed": read.flag,
    "source": read.text,
    "text": read.text,
}
ADDITION_KEYS: Keys = {
    "source": read.text,
    "text": read.text,
    "occurrence": read.number,
    "kind": read.choice(QUOTATION_KINDS),
    "speaker": read.text,
    "disputed": read.flag,
    "misattributed": _misattributed,
    "note": read.text,
}
