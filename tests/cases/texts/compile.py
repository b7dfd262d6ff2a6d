#!/usr/bin/env python3
"""Turn the annotated texts of this folder into records with offsets.

    compile.py FOLDER OUT.jsonl     every .txt and .md of FOLDER (folders inside it are left alone)

A file is a header, a line `---` and the text:

    # characters
    Canonical Name | alias | alias
    # genre: news-uk
    # lang: en
    ---
    ‘[[Words, with their comma,]]{Canonical Name;e;direct}’ he said.

The tag after `]]` tells what the marked words are:

    {speaker;type;kind}  a quotation. speaker: a canonical name of the header, or null where the text does not say;
                         type: e explicit, a anaphoric, i implicit; kind: direct, mixed, block, turn or dash
    {+}                  a further part of the last quotation at the same depth
    {-}                  in marks, but no quotation: a title, a term, a scare quote, a motto, speech that never was
    {?}                  unsure: counts for nothing

Markers may nest. Every stretch in quotation marks must be marked; `compile.py` refuses a text where one is not.
Offsets count code points, end exclusive, quotation marks left out.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPES = {"e": "explicit", "a": "anaphoric", "i": "implicit"}
KINDS = {"direct", "mixed", "block", "turn", "dash"}
UNMARKED = {"turn", "dash", "block"}  # kinds that need no quotation marks
CLOSING = {
    "“": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«»", "‹": "›", "›": "‹›",
    '"': '"', "'": "'", "”": "”",
}  # fmt: skip
ALWAYS_OPEN = set("“„«‘‚‹")  # a mark that has to begin a marked stretch, or to end one (German “ and ‘)
MARKER = re.compile(r"\[\[|\]\]\{([^{}\n]*)\}")
ELIDED = re.compile(r"['‘](?:em|er|im|tis|twas|twere|til|till|cause|cos|bout|round|n|neath|fraid|\d\d?s?)\b", re.I)
STRAIGHT_OPEN = re.compile(r"(?:(?<=[\s(\[—–])|^)'(?=\w)", re.M)


class TextError(Exception):
    """A text that breaks the rules of the markup."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")


@dataclass
class Span:
    """A marked stretch: where it stands, what its tag says and how deep it is nested."""

    start: int
    end: int
    tag: str
    depth: int


@dataclass
class Source:
    """A file, split into its header and its text without markers."""

    path: Path
    text: str = ""
    first_line: int = 1
    characters: dict[str, list[str]] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)

    def error(self, offset: int, message: str) -> TextError:
        """An error at an offset of the text without markers."""
        return TextError(self.path, self.first_line + self.text.count("\n", 0, offset), message)


def load(path: str | Path) -> dict[str, Any]:
    """Read one annotated file into a record, or raise `TextError`."""
    source = _read(Path(path))
    _check_marks(source)
    quotes, not_quotes, unsure = _sort_spans(source)
    return {
        "id": source.path.stem,
        "corpus": "own",
        "lang": source.fields["lang"],
        "format": source.path.suffix[1:],
        "genre": source.fields["genre"],
        "text": source.text,
        "quotes": quotes,
        "not_quotes": not_quotes,
        "unsure": unsure,
        "characters": source.characters,
    }


def main(folder: str | Path, out: str | Path) -> int:
    """Write the records of a folder, one a line; return how many there are."""
    paths = sorted(p for p in Path(folder).iterdir() if p.suffix in {".txt", ".md"} and p.stem != "README")
    records = [load(p) for p in paths]
    with Path(out).open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return len(records)


def _read(path: Path) -> Source:
    source = Source(path)
    lines = path.read_text(encoding="utf-8").split("\n")
    if "---" not in lines:
        raise TextError(path, 1, "no line `---` between header and text")
    cut = lines.index("---")
    for number, line in enumerate(lines[:cut], 1):
        setting = re.fullmatch(r"#\s*(\w+)(?::\s*(.+))?", line.strip())
        if setting:
            source.fields[setting[1]] = (setting[2] or "").strip()
        elif line.strip():
            names = [name.strip() for name in line.split("|")]
            if not all(names):
                raise TextError(path, number, "an empty name")
            if names[0] in source.characters:
                raise TextError(path, number, f"{names[0]} stands twice in the header")
            if "characters" not in source.fields:
                raise TextError(path, number, "names before the line `# characters`")
            source.characters[names[0]] = list(dict.fromkeys(names))
    for key in ("characters", "genre", "lang"):
        if key not in source.fields:
            raise TextError(path, 1, f"the header has no line `# {key}`")
    source.first_line = cut + 2
    _strip_markers(source, "\n".join(lines[cut + 1 :]))
    return source


def _strip_markers(source: Source, marked: str) -> None:
    clean: list[str] = []
    length = last = 0
    stack: list[int] = []
    for marker in MARKER.finditer(marked):
        clean.append(marked[last : marker.start()])
        length += len(clean[-1])
        last = marker.end()
        line = source.first_line + marked.count("\n", 0, marker.start())
        if marker[0] == "[[":
            stack.append(length)
        elif not stack:
            raise TextError(source.path, line, "`]]` without `[[`")
        else:
            start = stack.pop()
            if start == length:
                raise TextError(source.path, line, "nothing is marked")
            source.spans.append(Span(start, length, marker[1].strip(), len(stack)))
    clean.append(marked[last:])
    source.text = "".join(clean)
    if stack:
        raise source.error(stack[-1], "`[[` is never closed with `]]{…}`")
    for left in re.finditer(r"\[\[|\]\]|\{[^{}\n]*;[^{}\n]*;[^{}\n]*\}|\{[-+?]\}", source.text):
        raise source.error(left.start(), f"left over: {left[0]}")
    source.spans.sort(key=lambda span: (span.start, span.depth))


def _check_marks(source: Source) -> None:
    text = source.text
    starts: set[int] = set()
    ends: set[int] = set()
    for span in source.spans:
        opening, closing = text[span.start - 1 : span.start], text[span.end : span.end + 1]
        starts.add(span.start - 1)
        ends.add(span.end)
        if span.tag.rpartition(";")[2] in UNMARKED or (span.tag == "+" and opening not in CLOSING):
            continue
        shown = text[span.start : span.end][:40]
        if opening not in CLOSING:
            raise source.error(span.start, f"no opening quotation mark before [[{shown}")
        reopened = closing in {"", "\n"}
        if closing not in CLOSING[opening] and not reopened:
            raise source.error(span.end, f"{opening} is not closed after {shown}…")
    for found in re.finditer("[“„«‘‚‹”»›\"]", text):
        at, mark = found.start(), found[0]
        if at in starts or at in ends:
            continue
        if mark == "‘" and ELIDED.match(text, at):
            continue
        if mark == '"' and text[at - 1 : at].isdigit():
            continue
        kind = "opens" if mark in ALWAYS_OPEN else "stands"
        raise source.error(at, f"{mark} {kind} without a tag: {text[at : at + 40]!r}")
    for found in STRAIGHT_OPEN.finditer(text):
        at = found.start()
        if at not in starts and at not in ends and not ELIDED.match(text, at):
            raise source.error(at, f"' opens without a tag: {text[at : at + 40]!r}")


def _sort_spans(source: Source) -> tuple[list[dict[str, Any]], list[list[int]], list[list[int]]]:
    quotes: list[dict[str, Any]] = []
    not_quotes: list[list[int]] = []
    unsure: list[list[int]] = []
    last: dict[int, dict[str, Any]] = {}
    for span in source.spans:
        part = [span.start, span.end]
        if span.tag == "-":
            not_quotes.append(part)
        elif span.tag == "?":
            unsure.append(part)
        elif span.tag == "+":
            if span.depth not in last:
                raise source.error(span.start, "{+} without a quotation before it")
            last[span.depth]["parts"].append(part)
        else:
            last[span.depth] = _quote(source, span)
            quotes.append(last[span.depth])
    return quotes, not_quotes, unsure


def _quote(source: Source, span: Span) -> dict[str, Any]:
    fields = [value.strip() for value in span.tag.split(";")]
    if len(fields) != 3:
        raise source.error(span.end, f"a tag is {{speaker;type;kind}}, {{+}}, {{-}} or {{?}}, not {{{span.tag}}}")
    speaker, type_, kind = fields
    if type_ not in TYPES:
        raise source.error(span.end, f"no such type: {type_} (e, a or i)")
    if kind not in KINDS:
        raise source.error(span.end, f"no such kind: {kind} ({', '.join(sorted(KINDS))})")
    if speaker != "null" and speaker not in source.characters:
        raise source.error(span.end, f"not in the header: {speaker}")
    return {
        "parts": [[span.start, span.end]],
        "kind": kind,
        "mention": None,
        "speaker": None if speaker == "null" else speaker,
        "aliases": [] if speaker == "null" else source.characters[speaker],
        "type": TYPES[type_],
    }


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        print(main(sys.argv[1], sys.argv[2]), "texts")
    except TextError as error:
        sys.exit(str(error))
