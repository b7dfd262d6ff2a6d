"""Read the editors' files: speakers.yml and corrections.yml.

    # speakers.yml: the canonical name, then what is to be said of it
    Mara Lund:
      aliases: [Lund, M. Lund]       # other names, in every text
      merge: [{Smith: news/b.txt}]   # a name in one text only
      role: Chief Engineer
      links: {Homepage: https://example.org}
      picture: img/lund.jpg          # a file of the site
      kind: person                   # person, organisation or unnamed
      sort: Lund, Mara
      slug: lund
      hide: false                    # true: nothing of hers is published

    # corrections.yml: the id of a quotation, then what is to be changed
    3f9c2a71b0:
      speaker: Mara Lund             # empty: nobody
      reject: false                  # true: no quotation at all
      disputed: true
      note: She denies it.
      reviewed: true

Nothing is raised for what is wrong in them: each error is one line with the place and the nearest valid key,
and all other entries hold.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

import yaml

from mkdocs_quotes.model import SpeakerKind
from mkdocs_quotes.slugs import slugify

_KINDS = tuple(kind for kind in get_args(SpeakerKind) if kind != "group")
_SAFE_LINK = re.compile(r"(?:https?|mailto):|(?![\w+.-]*:)", re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{10}")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """What speakers.yml says of one speaker."""

    name: str
    line: int
    aliases: tuple[str, ...] = ()
    merge: tuple[tuple[str, str | None], ...] = ()
    """Names to join, each in the text named or in every text."""
    role: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    picture: str | None = None
    kind: SpeakerKind | None = None
    sort: str | None = None
    slug: str | None = None
    hide: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What corrections.yml says of one quotation."""

    id: str
    line: int
    speaker: str | None = None
    names_speaker: bool = False
    """Whether `speaker` is to be applied; with None it says that nobody is to be named."""
    reject: bool = False
    disputed: bool = False
    note: str | None = None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Editing:
    """Both files, read."""

    speakers: tuple[SpeakerEntry, ...] = ()
    corrections: tuple[Correction, ...] = ()
    errors: tuple[str, ...] = ()
    """One line for each thing that is wrong in them: "speakers.yml, line 3: …"."""
    speakers_file: str = "speakers.yml"
    corrections_file: str = "corrections.yml"


class _Wrong(ValueError):
    """A value that does not fit, at a line of the file (counted from 1)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_editing(
    speakers: str | None = None,
    corrections: str | None = None,
    *,
    speakers_file: str = "speakers.yml",
    corrections_file: str = "corrections.yml",
) -> Editing:
    """Read the texts of both files (None where there is none); the names are for messages."""
    errors: list[str] = []
    entries: list[SpeakerEntry] = []
    for name, line, values in _entries(speakers, speakers_file, _SPEAKER_KEYS, errors):
        entries.append(SpeakerEntry(name=name, line=line, **values))
    changes: list[Correction] = []
    for name, line, values in _entries(corrections, corrections_file, _CORRECTION_KEYS, errors):
        if not _ID.fullmatch(name):
            errors.append(f"{corrections_file}, line {line}: {name!r} is no id (ten digits 0-9, a-f)")
            continue
        changes.append(Correction(id=name, line=line, names_speaker="speaker" in values, **values))
    errors += _claimed_twice(entries, speakers_file)
    return Editing(tuple(entries), tuple(changes), tuple(errors), speakers_file, corrections_file)


def _entries(
    text: str | None, file: str, keys: dict[str, Callable[[yaml.Node], Any]], errors: list[str]
) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Name, line and values of each entry of a file; what is wrong is added to `errors`."""
    if text is None:
        return
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        errors.append(f"{file}{place}: not valid YAML: {getattr(error, 'problem', None) or 'unreadable'}")
        return
    except RecursionError:
        errors.append(f"{file}: not valid YAML: nested too deeply")
        return
    if root is None or _is_empty(root):
        return
    if not isinstance(root, yaml.MappingNode):
        errors.append(f"{file}, line {_line(root)}: expected entries of the form 'name:'")
        return
    seen: set[str] = set()
    for key_node, value_node in root.value:
        line = _line(key_node)
        # Ids made of digits alone would become numbers: the raw words of the key count.
        name = key_node.value.strip() if isinstance(key_node, yaml.ScalarNode) else ""
        if not name:
            errors.append(f"{file}, line {line}: an entry without a name")
        elif name in seen:
            errors.append(f"{file}, line {line}: {name!r} stands here twice; the first entry holds")
        elif not isinstance(value_node, yaml.MappingNode) and not _is_empty(value_node):
            errors.append(f"{file}, line {line}: {name!r} needs keys below it ({', '.join(keys)})")
        else:
            seen.add(name)
            pairs = value_node.value if isinstance(value_node, yaml.MappingNode) else []
            yield name, line, _values(pairs, file, keys, errors)


def _values(
    pairs: list[tuple[yaml.Node, yaml.Node]],
    file: str,
    keys: dict[str, Callable[[yaml.Node], Any]],
    errors: list[str],
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in pairs:
        key = str(key_node.value)
        read = keys.get(key)
        if read is None:
            near = difflib.get_close_matches(key, keys, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(keys)}"
            errors.append(f"{file}, line {_line(key_node)}: unknown key {key!r}; {hint}")
            continue
        try:
            values[key] = read(value_node)
        except _Wrong as wrong:
            errors.append(f"{file}, line {wrong.line}: {key}: {wrong}")
    return values


def _claimed_twice(entries: list[SpeakerEntry], file: str) -> Iterator[str]:
    """Names and slugs that two entries lay claim to."""
    owners: dict[str, SpeakerEntry] = {}
    slugs: dict[str, SpeakerEntry] = {}
    for entry in entries:
        for alias in (entry.name, *entry.aliases):
            owner = owners.setdefault(alias.casefold(), entry)
            if owner is not entry:
                yield f"{file}, line {entry.line}: {alias!r} is claimed by {owner.name!r} already"
        if entry.slug:
            owner = slugs.setdefault(entry.slug, entry)
            if owner is not entry:
                yield f"{file}, line {entry.line}: the slug {entry.slug!r} is that of {owner.name!r} already"


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")


def _text(node: yaml.Node) -> str | None:
    if _is_empty(node):
        return None
    if not isinstance(node, yaml.ScalarNode):
        raise _Wrong(_line(node), "expected one line of words")
    return node.value.strip() or None


def _flag(node: yaml.Node) -> bool:
    value = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
    if value in (*_TRUE, *_FALSE):
        return value in _TRUE
    raise _Wrong(_line(node), "expected true or false")


def _names(node: yaml.Node) -> tuple[str, ...]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(name for name in map(_text, nodes) if name)


def _merge(node: yaml.Node) -> tuple[tuple[str, str | None], ...]:
    found: list[tuple[str, str | None]] = []
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.MappingNode):
            for key, value in item.value:
                found += [(str(key.value), source) for source in _names(value)]
        elif name := _text(item):
            found.append((name, None))
    return tuple(found)


def _links(node: yaml.Node) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    if isinstance(node, yaml.MappingNode):
        pairs = [(str(key.value), _text(value) or "") for key, value in node.value]
    else:
        pairs = [(re.sub(r"^\w+://", "", link).rstrip("/"), link) for link in _names(node)]
    for _, link in pairs:
        if not link or not _SAFE_LINK.match(link):
            raise _Wrong(_line(node), f"{link!r} is no address (http:, https:, mailto: or a relative one)")
    return tuple(pairs)


def _kind(node: yaml.Node) -> str:
    kind = _text(node) or ""
    if kind not in _KINDS:
        near = difflib.get_close_matches(kind, _KINDS, n=1, cutoff=0.4)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise _Wrong(_line(node), f"expected one of {', '.join(_KINDS)}{hint}")
    return kind


def _slug(node: yaml.Node) -> str | None:
    slug = _text(node)
    if slug is not None and slugify(slug) != slug:
        raise _Wrong(_line(node), f"{slug!r} is no slug; {slugify(slug)!r} would be one")
    return slug


def _picture(node: yaml.Node) -> str | None:
    picture = _text(node)
    if picture and re.match(r"[\w+.-]*:|//", picture):
        raise _Wrong(_line(node), "expected a file of the site, by its path in docs_dir")
    return picture


_SPEAKER_KEYS: dict[str, Callable[[yaml.Node], Any]] = {
    "aliases": _names,
    "merge": _merge,
    "role": _text,
    "links": _links,
    "picture": _picture,
    "kind": _kind,
    "sort": _text,
    "slug": _slug,
    "hide": _flag,
}
_CORRECTION_KEYS: dict[str, Callable[[yaml.Node], Any]] = {
    "speaker": _text,
    "reject": _flag,
    "disputed": _flag,
    "note": _text,
    "reviewed": _flag,
}
