"""How well the quotations of a run agree with a gold file.

A gold file holds one document a line: `{"id", "text", "quotes", "not_quotes", "unsure", "characters"}`. A
quote has `parts` (code points, end exclusive, marks left out) and, where the text tells who speaks, either
`speaker` and `aliases` (a canonical name) or `mention` (the span of the words for the speaker), and a `type`:
explicit (a name or a noun), anaphoric (a pronoun), implicit (no words for the speaker). `not_quotes` are
titles and scare quotes; `unsure` spans count for nothing; `characters` is the cast: names and their aliases.

A part is found where a predicted one shares at least 80 % of the union with it, blanks and outer punctuation
aside. A speaker is right

* where the gold has a mention: if the predicted mention overlaps it or the speaker bears its surname;
* where the gold has names: if the predicted speaker stands for the gold one. In a document with a cast each
  predicted speaker is lined up with the one character whose names hold most of its own; without a cast the
  speaker or one of its aliases must be one of the gold names. Case, articles and full stops never matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]
Gold = Mapping[str, Any]
"""One document, or one quote, of a gold file."""
Record = Mapping[str, Any]
"""A predicted quotation, as the command line prints it."""

OVERLAP = 0.8
"""The share of the union from which on two spans are the same part."""

OUTER = " \t\n\r,.;:!?—–-_*\"“”‘’'«»„"
"""Characters at either end of a part that never matter."""

# fmt: off
HONORIFICS = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "president", "sen", "rep", "gov", "captain",
    "colonel", "madame", "m",
})
# fmt: on


# --- Spans


def trim(text: str, start: int, end: int) -> Span:
    """The span without blanks and punctuation at its ends."""
    while start < end and text[start] in OUTER:
        start += 1
    while end > start and text[end - 1] in OUTER:
        end -= 1
    return start, end


def overlap(a: Span, b: Span) -> float:
    """What two spans share, as a share of their union."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


class Parts:
    """The predicted parts of one document; each can be found once."""

    def __init__(self, text: str, records: Sequence[Record]) -> None:
        self._text = text
        self._parts = sorted(
            (trim(text, *part), index) for index, record in enumerate(records) for part in record["parts"]
        )
        self._starts = [span[0] for span, _ in self._parts]
        self._taken: set[int] = set()

    def take(self, start: int, end: int) -> int | None:
        """Index of the record whose part is the same as this span, or None; the part is then used up."""
        span = trim(self._text, start, end)
        # A part that begins earlier than this by a quarter of the span's length shares too little with it.
        first = bisect_left(self._starts, span[0] - (span[1] - span[0]) / 4 - 1)
        best, found = 0.0, -1
        for at in range(first, len(self._parts)):
            if self._starts[at] > span[1]:
                break
            share = overlap(span, self._parts[at][0])
            if share > best and at not in self._taken:
                best, found = share, at
        if best < OVERLAP:
            return None
        self._taken.add(found)
        return self._parts[found][1]

    def left(self) -> list[tuple[Span, int]]:
        """Parts that nothing has taken, each with the index of its record."""
        return [part for at, part in enumerate(self._parts) if at not in self._taken]


# --- Names


def normal(name: str | None) -> str:
    """A name in lower case, without article and punctuation."""
    name = re.sub(r"[^\w\s'-]", "", (name or "").replace("’", "'").lower())
    return re.sub(r"^(the|a|an)\s+", "", " ".join(name.split()))


def bare(name: str) -> str:
    """A normalised name without its honorifics, where at least two words are left; otherwise as it is."""
    words = [word for word in name.split() if word not in HONORIFICS]
    return " ".join(words) if len(words) > 1 else name


def accepted_forms(names: Sequence[str]) -> set[str]:
    """All normalised forms of some names, with and without honorifics."""
    return {form for name in names for form in (normal(name), bare(normal(name)))}


def line_up(records: Sequence[Record], characters: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Which character each predicted speaker of a document stands for: normalised speaker → main name.

    The one whose names hold most of the speaker's own wins; the speaker's name counts double. Among equals it
    is the one that bears that very name; where none does, the speaker stands for nobody.
    """
    forms = {main: accepted_forms([main, *aliases]) for main, aliases in characters.items()}
    known: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.get("speaker"):
            aliases = {normal(alias) for alias in record.get("aliases") or ()}
            known[normal(record["speaker"])] |= aliases - {""}
    cast = {}
    for speaker, others in known.items():
        own = {speaker, bare(speaker)}
        scores = {
            main: 2 * bool(own & names) + sum(a in names or bare(a) in names for a in others - {speaker})
            for main, names in forms.items()
        }
        top = max(scores.values(), default=0)
        best = [main for main, score in scores.items() if score == top]
        if len(best) > 1:
            best = [main for main in best if own & forms[main]]
        if top and best:
            cast[speaker] = best[0]
    return cast


def is_right(quote: Gold, record: Record, text: str, cast: Mapping[str, str] | None) -> bool:
    """Whether a found quotation was given to the right speaker.

    `cast` is what `line_up` made of the document's characters; None where it has none.
    """
    speaker = record.get("speaker")
    if quote["speaker"]:
        if not speaker:
            return False
        if cast is not None and cast.get(normal(speaker)) == quote["speaker"]:
            return True
        tried = [speaker] if cast is not None else [speaker, *(record.get("aliases") or ())]
        accepted = accepted_forms([quote["speaker"], *quote["aliases"]])
        return any(form in accepted for name in tried for form in (normal(name), bare(normal(name))))
    if not quote.get("mention"):
        return False
    start, end = quote["mention"]
    mention = record.get("mention")
    if mention and min(end, mention["end"]) > max(start, mention["start"]):
        return True
    if quote["type"] == "explicit" and speaker:
        surnames = {normal(word) for word in re.findall(r"\b[A-Z][\w’'-]+", text[start:end])}
        return (normal(speaker).split() or [""])[-1] in surnames
    return False


# --- Figures


@dataclass(slots=True)
class Error:
    """Something a run got wrong."""

    kind: str
    """"missed", "speaker", "invented", "scare" or "false"."""
    document: Gold
    span: Span
    record: Record | None
    """What was predicted, if anything."""
    quote: Gold | None
    """What the gold says, if anything."""

    def __str__(self) -> str:
        text, (start, end) = self.document["text"], self.span
        wanted = None
        if self.quote is not None:
            mention = self.quote.get("mention")
            wanted = self.quote["speaker"] or (mention and text[slice(*mention)])
        lines = f"…{text[max(0, start - 120) : start]}⟦{text[start:end]}⟧{text[end : end + 120]}…"
        given = f"{self.record.get('speaker')!r} by {self.record.get('rule')}" if self.record else "nothing"
        return (
            f"[{self.kind}] {self.document['id']} {start}-{end}: wanted {wanted!r}, got {given}\n    "
            + lines.replace("\n", " ⏎ ")
        )


@dataclass(slots=True)
class Named:
    """Counts of gold quotations whose speaker the gold names, of one type."""

    all: int = 0
    found: int = 0
    named: int = 0
    right: int = 0


@dataclass(slots=True)
class Score:
    """Adds up documents; `figures()` says how good the run was, `errors` where it was not."""

    documents: int = 0
    parts: int = 0
    found: int = 0
    false: int = 0
    scare: int = 0
    scare_wrong: int = 0
    silent: int = 0
    invented: int = 0
    types: dict[str, Named] = field(default_factory=lambda: defaultdict(Named))
    groupings: list[tuple[int, float]] = field(default_factory=list)
    """Of each document with canonical speakers: how many quotations, and B-cubed F1."""
    errors: list[Error] = field(default_factory=list)

    def add(self, document: Gold, records: Sequence[Record]) -> None:
        """Count one document and what was found in it."""
        self.documents += 1
        text = document["text"]
        characters = document.get("characters")
        cast = line_up(records, characters) if characters else None
        parts = Parts(text, records)
        groups: list[tuple[str, str | None]] = []
        for quote in document["quotes"]:
            record = self._find(document, quote, parts, records)
            if quote["speaker"] or quote.get("mention"):
                self._judge_speaker(document, quote, record, cast)
                given = normal(record.get("speaker")) if record else ""
                groups.append((given or f"?{len(groups)}", quote["speaker"]))
            elif cast is not None:
                self.silent += 1
                if record is not None and record.get("speaker"):
                    self.invented += 1
                    self._error("invented", document, quote["parts"][0], record, quote)
        self._count_false(document, parts, records)
        if groups and all(speaker for _, speaker in groups):
            self.groupings.append((len(groups), bcubed(groups)))

    def _find(self, document: Gold, quote: Gold, parts: Parts, records: Sequence[Record]) -> Record | None:
        """The record of the first part of a quote that was found."""
        hit = None
        for part in quote["parts"]:
            self.parts += 1
            at = parts.take(*part)
            if at is None:
                self._error("missed", document, part, None, quote)
            else:
                self.found += 1
                hit = records[at] if hit is None else hit
        return hit

    def _judge_speaker(
        self, document: Gold, quote: Gold, record: Record | None, cast: Mapping[str, str] | None
    ) -> None:
        counts = self.types[quote["type"] or "any"]
        counts.all += 1
        if record is None:
            return
        counts.found += 1
        counts.named += bool(record.get("speaker"))
        if is_right(quote, record, document["text"], cast):
            counts.right += 1
        else:
            self._error("speaker", document, quote["parts"][0], record, quote)

    def _count_false(self, document: Gold, parts: Parts, records: Sequence[Record]) -> None:
        """Count what was put out as a quotation and is none."""
        for span in document.get("not_quotes", ()):
            self.scare += 1
            at = parts.take(*span)
            if at is not None:
                self.scare_wrong += 1
                self.false += 1
                self._error("scare", document, span, records[at], None)
        unsure = document.get("unsure", ())
        for span in unsure:
            parts.take(*span)
        spans = [trim(document["text"], *span) for span in unsure]
        for part, at in parts.left():
            if not any(overlap(part, span) > 0 for span in spans):
                self.false += 1
                self._error("false", document, part, records[at], None)

    def _error(
        self, kind: str, document: Gold, span: Sequence[int], record: Record | None, quote: Gold | None
    ) -> None:
        self.errors.append(Error(kind, document, (span[0], span[1]), record, quote))

    def figures(self) -> dict[str, Any]:
        """The figures, rounded to four places; None where the gold has nothing to measure.

        `precision`, `recall`, `f1`: of parts. `scare`: share of `not_quotes` put out as quotations.
        `attribution`: share of all quotations with a known speaker that were found and rightly named.
        `invented`: share of those without a known speaker, in documents with a cast, that were given one.
        `wrong`: share of all quotations put under a wrong speaker. `named`: share of those found that were
        given a speaker; `named_precision`: share of these that are right. `bcubed`: B-cubed F1 of the
        quotations grouped by speaker, per document.
        """
        total = Named(
            sum(t.all for t in self.types.values()),
            sum(t.found for t in self.types.values()),
            sum(t.named for t in self.types.values()),
            sum(t.right for t in self.types.values()),
        )
        precision = self.found / (self.found + self.false) if self.found else 0.0
        recall = self.found / self.parts if self.parts else 0.0
        grouped = sum(n for n, _ in self.groupings)
        kinds = sorted(self.types.items())
        figures = {
            "documents": self.documents,
            "parts": self.parts,
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            "scare": _share(self.scare_wrong, self.scare),
            "quotations": total.all,
            "attribution": _share(total.right, total.all),
            "attribution_by_type": {kind: round(t.right / t.all, 4) for kind, t in kinds},
            "n_by_type": {kind: t.all for kind, t in kinds},
            "invented": _share(self.invented, self.silent),
            "wrong": _share(total.named - total.right, total.all),
            "named": total.named / total.found if total.found else 0.0,
            "named_precision": total.right / total.named if total.named else 0.0,
            "bcubed": _share(sum(n * f1 for n, f1 in self.groupings), grouped),
        }
        return {key: round(value, 4) if isinstance(value, float) else value for key, value in figures.items()}


def bcubed(groups: Sequence[tuple[str, str | None]]) -> float:
    """B-cubed F1 of (predicted group, gold group) pairs: how alike two groupings of the same items are."""
    predicted, gold, both = Counter(p for p, _ in groups), Counter(g for _, g in groups), Counter(groups)
    precision = sum(both[p, g] / predicted[p] for p, g in groups) / len(groups)
    recall = sum(both[p, g] / gold[g] for p, g in groups) / len(groups)
    return 2 * precision * recall / (precision + recall)


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None


# --- Cases

OPTIONAL = ("inner", "headline")
"""Kinds of expected quotations that may be left out: one inside another, and one that a headline repeats."""


def check_case(case: Gold, records: Sequence[Record]) -> list[str]:
    """What is wrong with the quotations found in a case; empty where it passes.

    A case is `{"id", "text", "format", "quotes": [{"text", "speaker", "kind"}], "note"}`. It passes where
    each expected stretch is put out word for word, outer punctuation aside, under the speaker expected (None:
    nobody; a list: one of them, or all together), and nothing else is.
    """
    faults = []
    text = case["text"]
    left = [(text[slice(*trim(text, *part))], record) for record in records for part in record["parts"]]
    for quote in case["quotes"]:
        wanted = quote["text"][slice(*trim(quote["text"], 0, len(quote["text"])))]
        optional = quote["kind"] in OPTIONAL
        hit = next((item for item in left if item[0] == wanted), None)
        if hit is None:
            if not optional:
                faults.append(f"missed {wanted!r}")
            continue
        left.remove(hit)
        given = hit[1].get("speaker")
        if optional and not given:
            continue
        expected = quote["speaker"]
        names = expected if isinstance(expected, list) else [expected] if expected else []
        forms = {normal(name) for name in names}
        if isinstance(expected, list):
            forms |= {normal(" and ".join(names)), normal(", ".join(names))}
        if (given and not names) or (names and not {normal(given), bare(normal(given))} & forms):
            faults.append(f"{wanted!r}: speaker {given!r}, not {expected!r}")
    return faults + [f"unexpected {words!r}" for words, _ in left]
