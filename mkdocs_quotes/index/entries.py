"""YAML files of entries, read by hand so that each mistake is told with its line.

A file is a mapping of names to mappings of known keys. Readers of values raise `Wrong` where a value does not fit;
those of lists report each item that does not and keep the others.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from .scope import Period, Scope, is_date

Reader = Callable[[yaml.Node, "Log"], Any]
Keys = Mapping[str, Reader]

_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


class Wrong(ValueError):
    """A value that does not fit, at a line of the file (counted from 1)."""

    def __init__(self, node: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.line = line_of(node)


@dataclass(slots=True)
class Log:
    """Collects what is wrong with a file."""

    file: str
    lines: list[str] = field(default_factory=list)
    key: str = ""
    """The key whose value is being read."""

    def add(self, line: int | None, message: str) -> None:
        place = f", line {line}" if line else ""
        self.lines.append(f"{self.file}{place}: {message}")

    def wrong(self, wrong: Wrong) -> None:
        """Note what a reader of values has found."""
        self.add(wrong.line, f"{self.key}: {wrong}")


def read_root(text: str | None, log: Log) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Name, key and value of each entry of a file."""
    if text is None:
        return
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        problem = getattr(error, "problem", None) or "unreadable"
        if isinstance(error, yaml.reader.ReaderError):
            line = text.count("\n", 0, error.position) + 1
            problem = f"the character U+{ord(text[error.position]):04X} may not stand in it"
        log.add(line, f"not valid YAML: {problem}")
        return
    except RecursionError:
        log.add(None, "not valid YAML: nested too deeply")
        return
    if root is None or is_empty(root):
        return
    if not isinstance(root, yaml.MappingNode):
        log.add(line_of(root), "expected entries of the form 'name:'")
        return
    seen: set[str] = set()
    for key_node, value_node in root.value:
        # Ids made of digits alone would become numbers: the raw words of the key count.
        name = key_node.value.strip() if isinstance(key_node, yaml.ScalarNode) else ""
        if not name:
            log.add(line_of(key_node), "an entry without a name")
        elif name in seen:
            log.add(line_of(key_node), f"{name!r} stands here twice; the first entry holds")
        else:
            seen.add(name)
            yield name, key_node, value_node


def read_keys(name: str, value: yaml.Node, keys: Keys, log: Log) -> dict[str, Any] | None:
    """The values below an entry; None where it holds no keys at all."""
    if is_empty(value):
        return {}
    if not isinstance(value, yaml.MappingNode):
        log.add(line_of(value), f"{name!r} needs keys below it ({', '.join(keys)})")
        return None
    values: dict[str, Any] = {}
    for key_node, value_node in value.value:
        key = str(key_node.value)
        read = keys.get(key)
        if read is None:
            log.add(line_of(key_node), unknown_key(key, keys))
            continue
        if key in values:
            log.add(line_of(key_node), f"{key!r} stands twice in {name!r}; the first holds")
            continue
        log.key = key
        try:
            values[key] = read(value_node, log)
        except Wrong as wrong:
            log.wrong(wrong)
    return values


def nearest(word: str, words: Iterator[str] | Mapping[str, Any] | tuple[str, ...], cutoff: float = 0.6) -> str:
    """The known word that is most like one that is not known; empty where none is."""
    return next(iter(difflib.get_close_matches(word, list(words), n=1, cutoff=cutoff)), "")


def unknown_key(key: str, keys: Mapping[str, Any]) -> str:
    near = nearest(key, keys)
    return f"unknown key {key!r}; " + (f"did you mean {near!r}?" if near else f"there is {', '.join(keys)}")


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")


def text(node: yaml.Node, log: Log | None = None) -> str | None:
    if is_empty(node):
        return None
    if not isinstance(node, yaml.ScalarNode):
        raise Wrong(node, "expected one line of words")
    return node.value.strip() or None


def some_text(node: yaml.Node, log: Log | None = None) -> str:
    words = text(node)
    if words is None:
        raise Wrong(node, "expected words")
    return words


def flag(node: yaml.Node, log: Log | None = None) -> bool:
    value = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
    if value in (*_TRUE, *_FALSE):
        return value in _TRUE
    raise Wrong(node, "expected true or false")


def number(node: yaml.Node, log: Log | None = None) -> int:
    value = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) > 0):
        raise Wrong(node, "expected a whole number of 1 or more")
    return int(value)


def items(node: yaml.Node) -> list[yaml.Node]:
    """Those of a list; anything else is a list of one."""
    if is_empty(node):
        return []
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def choice(words: tuple[str, ...]) -> Reader:
    """A reader of one of these words."""

    def read(node: yaml.Node, log: Log) -> str:
        word = text(node) or ""
        if word not in words:
            near = nearest(word, words, cutoff=0.4)
            hint = f"; did you mean {near!r}?" if near else ""
            raise Wrong(node, f"expected one of {', '.join(words)}{hint}")
        return word

    return read


def period(node: yaml.Node, log: Log) -> Period:
    """`{from: DATE, until: DATE}`."""
    return _scope(node, log, sources=False).period


def scope(node: yaml.Node, log: Log) -> Scope:
    """A text, a list of texts, or `{source: …, from: DATE, until: DATE}`."""
    return _scope(node, log, sources=True)


def _scope(node: yaml.Node, log: Log, *, sources: bool) -> Scope:
    known = ("source", "from", "until") if sources else ("from", "until")
    if is_empty(node):
        raise Wrong(node, f"expected {', '.join(known[:-1])} or {known[-1]} below it")
    if not isinstance(node, yaml.MappingNode):
        if sources:
            return Scope(tuple(some_text(item) for item in items(node)))
        raise Wrong(node, "expected from and until below it")
    names: tuple[str, ...] = ()
    dates: dict[str, str] = {}
    for key_node, value in node.value:
        key = str(key_node.value)
        if key not in known:
            raise Wrong(key_node, unknown_key(key, dict.fromkeys(known)))
        if key == "source":
            names = tuple(some_text(item) for item in items(value))
        elif day := text(value):
            if not is_date(day):
                raise Wrong(value, f"{key}: {day!r} is no date such as 2024, 2024-05 or 2024-05-31")
            dates[key] = day
    found = Period(dates.get("from"), dates.get("until"))
    if found.backwards:
        raise Wrong(node, f"it ends ({found.until}) before it begins ({found.since})")
    return Scope(names, found)
