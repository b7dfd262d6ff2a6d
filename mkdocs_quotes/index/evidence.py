"""Why a quotation is given to whom, in words; and the lines of corrections.yml that decide it otherwise.

One definition of doubt serves the command `review`, the build's `on_doubt` and whatever else asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mkdocs_quotes.model import Analysis, Attribution
from mkdocs_quotes.records import BY_HAND, REVIEW_BELOW, display_name

from .tables import table
from .types import Statement

_FAMILY = re.compile(r"(?:r~)?(?:[A-Za-z]+:)?([a-z]+)")
_WEIGHT = re.compile(r"^(.*) ([+-])\d+\.\d+$", re.DOTALL)
_SHORT = 60
"""Code points of a quotation that a message holds."""
_WORDS = 120
"""Code points of a quotation that an entry repeats to be found again."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Somebody who may be the speaker."""

    name: str
    probability: float
    speaks_for: tuple[str, ...] = ()
    """What was looked at and speaks for it, strongest first; empty unless the analysis kept it (`Options.explain`)."""
    speaks_against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a quotation is given to whom."""

    id: str
    source: str
    """The text's name, as ids follow from it."""
    text: str
    speaker: str | None
    """Whom it is given to, be it too unsure to be published."""
    rule: str
    """As the record has it: "cue-after+pronoun"."""
    why: str
    """The same in words."""
    confidence: float
    cue: str | None
    mention: str | None
    candidates: tuple[Weighed, ...]
    """The likeliest first."""

    def entry(self) -> str:
        """Lines for corrections.yml that settle the quotation as it is now; another name there settles it otherwise."""
        return entry_head(self.id, self.source, self.text) + f"  speaker: {quoted(self.speaker or '')}\n"


def is_doubtful(attribution: Attribution, below: float = REVIEW_BELOW) -> bool:
    """Whether nobody is named for a quotation, but by hand, or somebody with a confidence below `below`."""
    return attribution.confidence < below or (attribution.speaker is None and attribution.confidence < BY_HAND)


def unsettled(statements: Iterable[Statement], below: float = REVIEW_BELOW) -> tuple[Statement, ...]:
    """Those in doubt that editors say nothing of, the most doubtful first."""
    found = [s for s in statements if not s.settled and is_doubtful(s.quotation.attribution, below)]
    return tuple(sorted(found, key=lambda s: doubt_order(s.quotation.attribution)))


def doubts_in_words(statements: Iterable[Statement], below: float = REVIEW_BELOW) -> Iterator[str]:
    """A line for each of those: where it stands, what is said and who is in question."""
    for statement in unsettled(statements, below):
        known = evidence_of(statement)
        who = f"perhaps {known.speaker} ({known.confidence:.2f})" if known.speaker else "by nobody knows whom"
        words = " ".join(known.text.split())
        short = words if len(words) <= _SHORT else words[:_SHORT] + "…"
        yield f"{statement.source.name}: in doubt, {statement.id}: {short!r}, {who}"


def doubt_order(attribution: Attribution) -> float:
    """Less for more doubt."""
    return attribution.confidence if attribution.speaker is not None else 0.0


def evidence_of(statement: Statement) -> Evidence:
    """What is known of a statement: the program's evidence, and whom it is given to in the end."""
    source, quotation, record = statement.source, statement.quotation, statement.record
    attribution = quotation.attribution
    speaker = record["speaker"] or record.get("candidate")
    return Evidence(
        id=statement.id,
        source=source.id_name,
        text=quotation.text,
        speaker=speaker,
        rule=record["rule"],
        why=rule_in_words(record["rule"]),
        confidence=record["confidence"],
        cue=attribution.cue.text if attribution.cue else None,
        mention=attribution.mention.text if attribution.mention else None,
        candidates=_candidates(attribution, source.analysis, None if statement.corrected else speaker),
    )


def rule_in_words(rule: str) -> str:
    """What a rule means, for people."""
    base, plus, how = rule.partition("+")
    words = table("rules")
    found = [words.get(base, base)]
    if plus:
        found.append(words.get(f"+{how}", how))
    return ": ".join(found)


def reasons_in_words(reasons: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for a candidate and what against it: each thing that was looked at once, strongest first."""
    words = table("reasons")
    sides: tuple[list[str], list[str]] = ([], [])
    for reason in reasons:
        weighed = _WEIGHT.match(reason)
        feature, sign = (weighed[1], weighed[2]) if weighed else (reason, "+")
        family = _FAMILY.match(feature)
        name = words.get(family[1], family[1]) if family else feature
        if not any(name in side for side in sides):
            sides[sign == "-"].append(name)
    return tuple(sides[0]), tuple(sides[1])


def entry_head(identity: str, source: str, text: str) -> str:
    """The beginning of an entry of corrections.yml: the id, and what it is for."""
    line = " ".join(text.split())
    if len(line) > _WORDS:
        line = (line[:_WORDS].rpartition(" ")[0] or line[:_WORDS]) + " …"
    return f'"{identity}":\n  source: {quoted(source)}\n  text: {quoted(line)}\n'


def quoted(words: str) -> str:
    """Words as a scalar of YAML that stays on one line, whatever stands in them; nothing for no words."""
    if not words:
        return ""
    return '"' + "".join(map(_escaped, words)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _candidates(attribution: Attribution, analysis: Analysis, given: str | None) -> tuple[Weighed, ...]:
    """Whom it is given to, then the others weighed, the likeliest first; each name once.

    `given`: the name that the first goes by in the index, be it another than in the text.
    """

    def name_of(speaker: int) -> str:
        own = display_name(analysis.speakers[speaker], analysis.speakers)
        return given or own if speaker == attribution.speaker else own

    found: dict[str, Weighed] = {}
    ranked = sorted(attribution.candidates, key=lambda c: (c.speaker != attribution.speaker, -c.score))
    for candidate in ranked:
        name = name_of(candidate.speaker)
        found.setdefault(name, Weighed(name, candidate.score, *reasons_in_words(candidate.reasons)))
    if attribution.speaker is not None and not ranked:
        name = name_of(attribution.speaker)
        found[name] = Weighed(name, attribution.confidence)
    return tuple(found.values())
