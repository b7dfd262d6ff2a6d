"""The annotated texts: gold files, and the project's own in tests/cases.

A gold file holds one JSON object a line; `scoring.py` tells what stands in it.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scoring import Gold

from mkdocs_quotes.detect import find_quoted
from mkdocs_quotes.lang import load as load_lexicon
from mkdocs_quotes.model import Document, Quoted
from mkdocs_quotes.read import read_text
from mkdocs_quotes.text.names import Name, find_names

CASES = Path(__file__).parent.parent / "cases"
LEXICON = load_lexicon("en")
OWN_WEIGHT = 10.0
"""A text written for this project counts as so many of a public corpus, which are many more."""
CASE_WEIGHT = 4.0
"""A short case counts less than a text: most are harder, or stranger, than what stands in the papers."""


def load(path: Path) -> Iterator[Gold]:
    """The documents of a file, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


@dataclass
class Text:
    """An annotated text, read and with its quotations found."""

    corpus: str
    gold: Gold
    document: Document
    quoted: tuple[Quoted, ...]
    names: list[Name]
    meant: dict[int, Gold] = field(default_factory=dict)
    """For a quotation found, the annotated one that it meets."""
    weight: float = 1.0


def read(corpus: str, gold: Gold, weight: float = 1.0) -> Text:
    """Read an annotated text, find its quotations and line them up with the annotated ones."""
    document = read_text(gold["text"], gold.get("format", "txt"))
    quoted = find_quoted(document, LEXICON)
    text = Text(corpus, gold, document, quoted, find_names(document.prose, LEXICON), weight=weight)
    parts = [(tuple(p), q) for q in gold["quotes"] for p in q.get("parts") or ()]
    if not parts:
        at = 0
        for q in gold["quotes"]:  # cases give words, not offsets
            start = gold["text"].find(q["text"], at)
            if start >= 0:
                parts.append(((start, start + len(q["text"])), q))
                at = start + len(q["text"]) if q["kind"] not in ("inner", "headline") else start
    parts.sort(key=lambda p: p[0])
    k = 0
    for i, q in enumerate(quoted):
        if q.depth or q.verdict != "speech":
            continue
        start, end = document.raw_span(q.start, q.end)
        while k < len(parts) and parts[k][0][1] <= start:
            k += 1
        for (a, b), meant in parts[k : k + 4]:
            if min(b, end) - max(a, start) > 0.6 * (max(b, end) - min(a, start)):
                text.meant[i] = meant
                break
    return text


def fold_of(text: Text, folds: int) -> int:
    """By the document's name, so that a fold is the same in every run."""
    return zlib.crc32(str(text.gold["id"]).encode()) % folds


def own_texts() -> Iterator[Text]:
    """The project's own cases and annotated texts, but for those held back."""
    for path in sorted(CASES.glob("*.jsonl")):
        for case in load(path):
            if "quotes" in case and case["quotes"] and "speaker" in case["quotes"][0]:
                yield read("cases", case, CASE_WEIGHT)
    yield from _compiled(CASES / "texts", "own")


def held_texts() -> Iterator[Text]:
    """The annotated texts that are never trained on."""
    return _compiled(CASES / "texts" / "held", "held", 1.0)


def _compiled(folder: Path, corpus: str, weight: float = OWN_WEIGHT) -> Iterator[Text]:
    for gold in compiled(folder):
        yield read(corpus, gold, weight)


def compiled(folder: Path) -> Iterator[Gold]:
    """The annotated texts of a folder of tests/cases, as gold documents."""
    sys.path.insert(0, str(CASES / "texts"))
    import compile as markup

    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.md")]):
        try:
            yield markup.load(path)
        except markup.TextError as error:
            print(f"left out: {error}", file=sys.stderr)
