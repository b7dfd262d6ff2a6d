"""Lists of quotations that a page's Markdown asks for: blocks of code whose language is `quotes`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from mkdocs.structure.files import File

from mkdocs_quotes.render import Embedding

_FENCE = re.compile(r"([ \t>]*)((?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*([^`\n]*)$")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)*")
_CONTAINER = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|!!!|\?\?\?|===|\[\^[^\]]+\]:|:[ \t])")
"""What the indented lines below may belong to: an item, an admonition, a tab, a footnote, a definition."""
_COMMENT_ENDS = re.compile(r"-->")


@dataclass(frozen=True, slots=True)
class Fence:
    """A block that asks for a list."""

    first: int
    last: int
    """Indexes of its first and last lines."""
    before: str
    """What stands before its opening in the line: blanks, marks of quotations."""
    marker: str
    """And the marker of a list's item, if it begins one."""
    body: str


def keep_places(markdown: str, file: File, embedding: Embedding) -> str:
    """The Markdown of a page with places for its lists."""
    if "quotes" not in markdown:
        return markdown
    lines = markdown.split("\n")
    out: list[str] = []
    done = 0
    for fence in find_fences(lines):
        # Without front matter, and changed by other plugins: what stands where in the file?
        block = "\n".join(lines[fence.first : fence.last + 1])
        above, found, _ = file.content_string.partition(block)
        line = above.count("\n") + 1 if found else None
        place = embedding.keep_place(fence.body, file.src_uri, line)
        out += lines[done : fence.first]
        # A paragraph of its own.
        blank = fence.before.rstrip()
        out += [fence.before + fence.marker + place] if fence.marker else [blank, fence.before + place]
        out.append(blank)
        done = fence.last + 1
    return "\n".join([*out, *lines[done:]])


def find_fences(lines: list[str]) -> Iterator[Fence]:
    """The blocks in order; what only shows one, in code or a comment, is none."""
    at = 0
    while at < len(lines):
        opening = _FENCE.match(lines[at])
        if opening and not _is_code(lines, at):
            before, marker, fence, language = opening.groups(default="")
            closing = re.compile(rf"[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$")
            last = next((i for i in range(at + 1, len(lines)) if closing.match(lines[i])), None)
            if last is None:
                at += 1
                continue
            if language.strip() == "quotes":
                body = lines[at + 1 : last]
                if ">" in before:
                    body = [_QUOTED.sub("", line, count=1) for line in body]
                yield Fence(at, last, before, marker, dedent("\n".join(body)))
            at = last + 1
            continue
        comment = lines[at].rfind("<!--")
        if comment >= 0 and "-->" not in lines[at][comment:]:
            at = next((i for i in range(at + 1, len(lines)) if _COMMENT_ENDS.search(lines[i])), at)
        at += 1


def _is_code(lines: list[str], at: int) -> bool:
    """Whether a line is so far indented, below nothing that it could belong to, that it shows code."""
    indent = _indent(lines[at])
    while indent >= 4:
        above = next((i for i in range(at - 1, -1, -1) if lines[i].strip() and _indent(lines[i]) < indent), None)
        if above is None:
            return True
        if _CONTAINER.match(lines[above]):
            return False
        at, indent = above, _indent(lines[above])
        if indent < 4:
            return indent == 0
    return False


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
