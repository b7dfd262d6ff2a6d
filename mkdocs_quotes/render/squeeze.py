"""Blanks that only people need, taken out of a script.

Strings, templates and regular expressions stay as they are, and so do the line ends that may end a statement.
"""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[ \n]+")
_WORDLIKE = re.compile(r"[\w$\\]")
_OPENING, _CLOSING = frozenset("{([,;\n"), frozenset("})].")
"""Behind the ones and in front of the others no statement ends, or it ends without a line end too."""
_BEFORE_REGEX = frozenset("(,=:[!&|?{};+\n")
"""Behind one of these a slash begins a regular expression; behind a word or a bracket it divides."""


def squeezed(text: str) -> str:
    """A script without blanks beside signs and without comments that begin with two slashes."""
    out: list[str] = []
    position = 0
    depths: list[int] = []
    """Of each template that is open around the code at hand: braces open within its ${…}."""
    while position < len(text):
        char = text[position]
        if char in "\"'":
            end = _end_of(text, position + 1, char)
        elif char == "`" or (char == "}" and depths and not depths[-1]):
            if char == "}":
                depths.pop()
            end = _end_of_template(text, position + 1)
            if text[end - 1] == "{":
                depths.append(0)
        elif text.startswith("//", position):
            position = text.find("\n", position) if "\n" in text[position:] else len(text)
            continue
        elif char == "/" and (not out or out[-1][-1] in _BEFORE_REGEX):
            end = _end_of(text, position + 1, char)
        elif blanks := _BLANKS.match(text, position):
            position = blanks.end()
            before, behind = out[-1][-1] if out else "{", text[position : position + 1] or "\n"
            if "\n" in blanks[0]:
                if before not in _OPENING and behind not in _CLOSING:
                    out.append("\n")
            elif all(map(_WORDLIKE.match, before + behind)) or before + behind in ("++", "--", "//"):
                # Between words, and between signs that would become another ("+ +").
                out.append(" ")
            continue
        else:
            if depths and char in "{}":
                depths[-1] += 1 if char == "{" else -1
            end = position + 1
        out.append(text[position:end])
        position = end
    return "".join(out)


def _end_of(text: str, position: int, closing: str) -> int:
    """Behind the sign that closes a string or a regular expression; a class in brackets may hold a slash."""
    in_class = False
    while text[position] != closing or in_class:
        if text[position] == "\\":
            position += 1
        elif closing == "/" and text[position] in "[]":
            in_class = text[position] == "["
        position += 1
    return position + 1


def _end_of_template(text: str, position: int) -> int:
    """Behind the sign that closes a template, or behind the next "${"."""
    while text[position] != "`":
        if text[position] == "\\":
            position += 1
        elif text.startswith("${", position):
            return position + 2
        position += 1
    return position + 1
