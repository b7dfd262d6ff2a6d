"""Set aside the markup within a Markdown paragraph: what falls away, what becomes other characters."""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass

from mkdocs_quotes.model import Span
from mkdocs_quotes.read.markdown_by_hand import says
from mkdocs_quotes.read.markdown_mask import ATTRIBUTES

Edit = tuple[int, int, str]
"""Start, end, and what stands there in the prose (nothing, mostly)."""

_ATTRIBUTE = r"""(?:[.#][\w:-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))"""
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~\n])"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}|\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<footnote>\[\^[^\]\s]{1,100}\])"
    r"|(?P<open>!\[|\[)"
    r"|(?P<close>\])"
    r"|(?P<autolink><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]{1,100}@[^\s<>@]{1,100})>)"
    rf"|(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9:-]{{0,60}})(?:[\s/]{ATTRIBUTES})?>)"
    rf"|(?P<attributes>\{{:?[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}})"
    r"|(?P<address>https?://[^\s<>\"“”)\]]+)"
    r"|(?P<icon>:(?:fontawesome|material|octicons|simple)-[a-z0-9-]+:)"
    r"|(?P<delimiter>\*+|_+|~~|==|\^\^)"
)
_TARGET = re.compile(
    r"\(\s*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|\([^()\n]*\)))?\s*\)"
)
_REFERENCE = re.compile(r"[ ]?\[([^\[\]]{0,300})\]")


@dataclass(frozen=True, slots=True)
class Annotated:
    """Words in a paragraph with attributes that tell of their speaker."""

    start: int
    end: int
    at: int
    """Where the attributes begin."""
    attributes: str
    by_list: bool


@dataclass(slots=True)
class _Run:
    """A run of emphasis marks that may open."""

    start: int
    end: int


def reference_key(label: str) -> str:
    """The form in which the labels of links and their definitions are compared."""
    return " ".join(label.split()).casefold()


def find_markup(text: str, references: frozenset[str], filler: str) -> tuple[list[Edit], list[Annotated]]:
    """The edits that lead from a paragraph to its prose, in order and apart, and words that bear attributes of ours.

    `text` is masked; `references` are the keys of the link definitions in the whole document.
    """
    edits: list[Edit] = [(m.start(), m.end(), "") for m in re.finditer(re.escape(filler) + "+", text)]
    annotated: list[Annotated] = []
    brackets: list[tuple[int, bool]] = []
    runs: dict[str, list[_Run]] = {}
    elements: list[re.Match[str]] = []
    inside: tuple[int, int, int] | None = None
    """What the last emphasis or link holds, and the offset behind it."""
    at = 0
    while found := _TOKEN.search(text, at):
        start, at, kind = found.start(), found.end(), found.lastgroup
        if kind == "escaped":
            edits.append((start, start + 1, ""))
        elif kind == "entity":
            characters = _entity(found[0])
            if characters:
                edits.append((start, at, characters))
        elif kind == "open":
            brackets.append((start, found[0] == "!["))
        elif kind == "close":
            if brackets:
                opened = brackets.pop()
                at = _close_bracket(text, start, opened, references, edits)
                inside = opened[0] + 1, start, at
        elif found["tag"]:
            edits.append((start, at, _tag(found)))
            if words := _element(found, elements):
                annotated.append(words)
        elif kind == "delimiter":
            if words_inside := _emphasis(text, found, runs.setdefault(found[0][0], []), edits):
                inside = (*words_inside, at)
        elif kind == "attributes":
            edits.append((start, at, ""))
            if inside and inside[2] == start and says(found[0]):
                annotated.append(Annotated(inside[0], inside[1], start, found[0], True))
        elif kind != "address":
            edits.append((start, at, ""))
    return _apart(edits), annotated


def _element(found: re.Match[str], elements: list[re.Match[str]]) -> Annotated | None:
    """What an element with attributes of ours holds, where its closing tag is `found`; `elements` are open."""
    if not found[0].startswith("</"):
        if says(found[0]) or any(found["name"] == opened["name"] for opened in elements):
            elements.append(found)
        return None
    if not elements or elements[-1]["name"] != found["name"]:
        return None
    opened = elements.pop()
    if not says(opened[0]):
        return None
    return Annotated(opened.end(), found.start(), opened.start(), opened[0], False)


def _entity(entity: str) -> str:
    if entity[1] == "#" or entity[1:] in html.entities.html5:
        return html.unescape(entity)
    return ""


def _tag(found: re.Match[str]) -> str:
    """What an inline tag leaves: a line's end for a break, marks for a quotation, otherwise nothing."""
    name = found["name"].lower()
    if name == "br":
        return "\n"
    if name == "q":
        return "”" if found[0].startswith("</") else "“"
    return ""


def _close_bracket(
    text: str, close: int, opened: tuple[int, bool], references: frozenset[str], edits: list[Edit]
) -> int:
    """Take a link or image out, its text kept, where one ends at `close`; returns where to look on."""
    start, is_image = opened
    inside = start + 2 if is_image else start + 1
    end = 0
    if target := _TARGET.match(text, close + 1):
        end = target.end()
    elif reference := _REFERENCE.match(text, close + 1):
        label = reference[1].strip() or text[inside : min(close, inside + 300)]
        end = reference.end() if reference_key(label) in references else 0
    if not end and close - inside <= 300 and reference_key(text[inside:close]) in references:
        end = close + 1
    if not end:
        return close + 1
    if is_image:
        edits.append((start, end, ""))
    else:
        edits.append((start, inside, ""))
        edits.append((close, end, ""))
    return end


def _emphasis(text: str, found: re.Match[str], openers: list[_Run], edits: list[Edit]) -> Span | None:
    """Pair a run of emphasis marks with the open ones before it, as CommonMark does; the rest may open.

    What stands between the outermost pair is given back.
    """
    start, end = found.span()
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    closes = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    if found[0][0] == "_":
        opens, closes = opens and (not closes or _is_mark(before)), closes and (not opens or _is_mark(after))
    elif before.isdigit() and after.isdigit():
        return None
    inside = None
    if closes:
        while openers and start < end:
            opener = openers[-1]
            inside = opener.end, start
            count = min(2, opener.end - opener.start, end - start)
            edits.append((opener.end - count, opener.end, ""))
            edits.append((start, start + count, ""))
            opener.end -= count
            start += count
            if opener.start == opener.end:
                openers.pop()
    if opens and start < end:
        openers.append(_Run(start, end))
    return inside


def _is_mark(character: str) -> bool:
    return not (character.isalnum() or character.isspace())


def _apart(edits: list[Edit]) -> list[Edit]:
    """The edits in order, those inside a larger one left out."""
    edits.sort(key=lambda edit: (edit[0], -edit[1]))
    kept: list[Edit] = []
    behind = 0
    for start, end, characters in edits:
        if start >= behind:
            kept.append((start, end, characters))
            behind = end
        elif end > behind:
            kept.append((behind, end, ""))
            behind = end
    return kept
