"""Measure other ways of attributing quotations on the same gold files, with the same figures.

    others.py nearest GOLD.jsonl …           words in marks, given to the nearest capitalised name
    others.py textacy GOLD.jsonl … [--model NAME] [--documents N]
                                             textacy's direct quotations, paragraph by paragraph

Prints a JSON object of figures for each file, with characters a second on one core. `textacy` needs that package and
a model of spaCy's, neither of which the project depends on. `--documents N` takes every so manyth document, N in all.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from accuracy import load
from scoring import Score

Record = dict[str, Any]
Method = Callable[[str], list[Record]]

_PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.S)
_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^’]*(?:’\w[^’]*)*’(?!\w)", re.S)
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
_MARKS = "“”\"‘’'"


def nearest(text: str) -> list[Record]:
    """Words in marks, each given to the capitalised words outside of marks that stand nearest in its paragraph."""
    records = []
    for paragraph in _PARAGRAPH.finditer(text):
        marked = [m.span() for m in _MARKED.finditer(text, *paragraph.span())]
        names = [m for m in _NAME.finditer(text, *paragraph.span()) if not any(a <= m.start() < b for a, b in marked)]
        for start, end in marked:
            if end - start < 3:
                continue
            best = min(names, key=lambda m: min(abs(start - m.end()), abs(m.start() - end)), default=None)
            records.append(_record(start + 1, end - 1, best and best.group(), best and best.span()))
    return records


def textacy_method(model: str) -> Method:
    """What textacy's rules find, paragraph by paragraph."""
    import spacy
    from textacy.extract.triples import direct_quotations

    parse = spacy.load(model, disable=["ner"]) if Path(model).exists() else __import__(model).load(disable=["ner"])

    def method(text: str) -> list[Record]:
        records = []
        for paragraph in _PARAGRAPH.finditer(text):
            base = paragraph.start()
            try:
                found = list(direct_quotations(parse(paragraph.group())))
            except ValueError:  # an odd number of marks
                continue
            for speaker, _, content in found:
                start, end = base + content.start_char, base + content.end_char
                while start < end and text[start] in _MARKS:
                    start += 1
                while end > start and text[end - 1] in _MARKS:
                    end -= 1
                at = (base + speaker[0].idx, base + speaker[-1].idx + len(speaker[-1])) if speaker else None
                records.append(_record(start, end, at and text[slice(*at)], at))
        return records

    return method


def _record(start: int, end: int, speaker: str | None, mention: tuple[int, int] | None) -> Record:
    return {
        "start": start, "end": end, "parts": [[start, end]], "speaker": speaker, "aliases": [], "rule": "",
        "mention": mention and {"start": mention[0], "end": mention[1]},
    }  # fmt: skip


def documents(path: Path, most: int | None) -> Iterator[dict[str, Any]]:
    """The documents of a file, or `most` of them spread evenly."""
    every = list(load(path))
    step = max(1, len(every) // most) if most else 1
    yield from every[::step][: most or None]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=("nearest", "textacy"))
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--model", default="en_core_web_sm")
    parser.add_argument("--documents", type=int)
    args = parser.parse_args(argv)
    method = nearest if args.method == "nearest" else textacy_method(args.model)
    for path in args.gold:
        score, characters, seconds = Score(), 0, 0.0
        for document in documents(path, args.documents):
            start = time.process_time()
            records = method(document["text"])
            seconds += time.process_time() - start
            characters += len(document["text"])
            score.add(document, sorted(records, key=lambda r: (r["start"], r["end"])))
        print(
            json.dumps({"corpus": path.stem, **score.figures(), "per_second": round(characters / seconds)}), flush=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
