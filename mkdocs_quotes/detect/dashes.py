"""Find speech behind dialogue dashes ("— You came back, said Molly.") and inside interrupted guillemets.

The dash says where speech starts, nothing says where it ends: a reporting clause ("said Molly", "he told the
man") is recognised by its verb, and what follows it by its tense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Document, Quoted, Span
from mkdocs_quotes.text.letters import UPPER
from mkdocs_quotes.text.spans import without_blanks

from .phrases import any_of

_DASH = re.compile(r"[ \t]*(?:[—–―]|--)[ \t\u00a0]*(?=[^\s—–-])")
_BYLINE = re.compile(r"[^\n.!?]{2,80}$")
_FENCE_END = re.compile(r"[—–―](?P<after>[.,;:!?…]?)(?=\s|$)")
_JOINED = (
    r"(?:s’|s')?\w+-(?:t-)?(?:il|elle|on|je|ils|elles|nous|vous)\b[^,.!?«»]{0,60}|"
    r"a-t-(?:il|elle|on) \w+\b[^,.!?«»]{0,60}"
)
"""A verb tied to its pronoun, as the French do: "dit-elle"."""
_RESUMES = re.compile(r"[.!?…][\"”’')\]]*\s+(?=\S)")
_SCRAP = 400
"""A text of one paragraph that starts with a dash is speech only where it is this short."""
_PAUSE = re.compile(r"[,;:.!?…]")
_NAME = rf"(?:(?:Mrs?|Ms|Dr|St)\.\s)?[{UPPER}][\w’'-]*(?:\s[{UPPER}][\w’'-]+){{0,3}}"


class _Narration(NamedTuple):
    """How a language's narration looks beside speech that no mark closes."""

    cue: re.Pattern[str]
    """A reporting clause in the past tense behind speech: "said Molly", "the man with the hen called out"."""
    goes_on: re.Pattern[str]
    """What follows the comma where narration goes on behind such a clause."""
    sentence: re.Pattern[str]
    """The start of a narrated sentence."""
    spoken: re.Pattern[str]
    """Words that show that a sentence is spoken."""
    incise: re.Pattern[str]
    """A reporting clause in words that its marks leave in: "« Oui, dit Paul, mais … »", "« Oui, dit Paul. »"."""
    fence: re.Pattern[str]
    """What opens the narrator's part between dashes: "—dijo Inés—", "— disse Inês —"."""


@lru_cache(maxsize=8)
def _narration(lexicon: Lexicon) -> _Narration:
    words = lexicon.table("narration_words")
    past = set(words.get("phrase", ()))
    for table in ("cue_verbs", "manner_verbs"):
        for forms in lexicon.table(table).values():
            past |= {form for form in forms if not form.endswith(("ing", "s"))}
    verb = any_of(past).replace("\\ ", r"\s")
    reports = any_of(form for form in lexicon.forms("cue_verbs") if len(form) > 2)
    determiners = words.get("determiner", ())
    blank = any_of(d for d in determiners if d[-1] not in "’'")
    tied = any_of(d for d in determiners if d[-1] in "’'")  # "l’abbé"
    noun = rf"(?:{blank}\s|{tied})(?:[\w’'-]+\s){{0,6}}?[\w’'-]+"
    subject = rf"(?:{any_of(words.get('pronoun', ()))}|{_NAME}|{noun})"
    # "lui répondit-elle", "dit en riant le père"
    told = rf"(?:{any_of(words.get('object', ()))}\s)?" if "object" in words else ""
    tied_pronoun = rf"|{told}{verb}-(?:t-)?{any_of(words.get('tied', ()))}" if "tied" in words else ""
    manner = rf"(?:\s(?:en\s)?\w+{any_of(words.get('manner', ()))})?" if "manner" in words else ""
    joins = any_of(words.get("joins", ()))
    narrating = rf"(?:{any_of(words.get('verb', ()))}|\w+ed)"
    return _Narration(
        re.compile(rf"(?:[,!?.…]|--|—)\s+(?P<cue>{told}{verb}{manner}\s{subject}\b{tied_pronoun}\b|{subject}(?:\s\w+ly)?\s{verb}\b)"),
        re.compile(rf"(?:{joins}\s)?(?:\w+ed|\w+ing|{any_of(words.get('goes_on', ()))})\b"),
        re.compile(rf"(?:{any_of(words.get('subject', ()))}|[{UPPER}]\w+)\s(?:\S+\s){{0,3}}?{narrating}\b"),
        re.compile(rf"\b{any_of(words.get('spoken', ()))}\b|[’'](?:s|re|m|ll|ve)\b"),
        re.compile(
            rf"(?P<before>[,!?…])\s+(?=[^\W\d_])"
            rf"(?:{_JOINED}|{told}{reports}{manner}\s(?:{_NAME}|{noun})\b[^,.!?«»:]{{0,40}})(?:[,.]\s+|[.…]?\s*\Z)"
        ),
        re.compile(rf"(?<=\s)[—–―](?=[^\W\d_])|(?<=\s)[—–―](?=\s{reports}\s)"),
    )


def find_dashes(document: Document, lexicon: Lexicon, marked: int) -> list[Quoted]:
    """The speech behind dialogue dashes; none where the text does not speak in dashes.

    `marked` is the number of paragraphs that start with a quotation mark: where these are many, dashes are
    bullets.
    """
    prose, blocks = document.prose, document.blocks
    dashed = [
        (number, match)
        for number, block in enumerate(blocks)
        if block.kind in ("paragraph", "item")
        and (match := _DASH.match(prose, block.start, block.end))
        and not _BYLINE.match(prose, match.end(), block.end)
    ]
    if not dashed or marked * 2 >= len(dashed):
        return []
    narration = _narration(lexicon)
    telling = sum(
        prose[blocks[n].end - 1] in "?!" or narration.cue.search(prose, m.end(), blocks[n].end) is not None
        for n, m in dashed
    )
    paragraphs = sum(block.kind in ("paragraph", "item") for block in blocks)
    fenced = any(narration.fence.search(prose, m.end(), blocks[n].end) for n, m in dashed)
    lone = (
        len(dashed) == 1 == paragraphs
        and len(prose) < _SCRAP
        and narration.cue.search(prose, dashed[0][1].end(), blocks[dashed[0][0]].end) is not None
    )
    if not (fenced or lone or (len(dashed) > 1 and telling * 4 >= len(dashed) and len(dashed) * 25 >= paragraphs)):
        return []
    found = []
    for number, match in dashed:
        for start, end in _spoken(prose, match.end(), blocks[number].end, narration):
            outer = match.start() if start == match.end() else start
            found.append(Quoted(start, end, outer, end, number, "dash", confidence=0.8))
    return found


def split_incise(prose: str, start: int, end: int, lexicon: Lexicon) -> list[Span]:
    """The spoken parts of prose[start:end] in guillemets: a reporting clause within them is the narrator's."""
    spans = []
    for match in _narration(lexicon).incise.finditer(prose, start, end):
        spans.append((start, match.end("before")))
        start = match.end()
    spans.append((start, end))
    return [span for span in (_trim(prose, *s) for s in spans) if span is not None]


def _spoken(prose: str, start: int, end: int, narration: _Narration) -> list[Span]:
    """The parts of a paragraph behind a dash that are speech."""
    fence = narration.fence.search(prose, start, end)
    parts = _between_fences(prose, start, end, narration) if fence else _around_cues(prose, start, end, narration)
    return [span for span in (_trim(prose, *part) for part in parts) if span is not None]


def _between_fences(prose: str, start: int, end: int, narration: _Narration) -> Iterator[Span]:
    """Speech outside of "—dijo Inés—"; a mark behind the closing dash belongs to the speech before."""
    while True:
        fence = narration.fence.search(prose, start, end)
        if fence is None:
            yield start, end
            return
        yield start, fence.start()
        closing = _FENCE_END.search(prose, fence.end(), end)
        if closing is None:
            return
        start = closing.end()


def _around_cues(prose: str, start: int, end: int, narration: _Narration) -> Iterator[Span]:
    while start < end:
        match = narration.cue.search(prose, start, end)
        if match is None:
            yield start, end
            return
        yield start, match.start("cue")
        start = _resumption(prose, match.end("cue"), end, narration)


def _resumption(prose: str, start: int, end: int, narration: _Narration) -> int:
    """Where speech goes on behind a reporting clause that ends at `start`; `end` where it does not."""
    stop = _PAUSE.search(prose, start, end)
    if stop is None:
        return end
    if stop[0] in ",;:":
        follows = stop.end()
        while follows < end and prose[follows].isspace():
            follows += 1
        if not narration.goes_on.match(prose, follows, end):
            return follows
    while True:
        sentence = _RESUMES.search(prose, stop.start(), end)
        if sentence is None:
            return end
        start = sentence.end()
        following = _RESUMES.search(prose, start, end)
        sentence_end = following.start() + 1 if following else end
        narrated = narration.sentence.match(prose, start, sentence_end)
        if not narrated or narration.spoken.search(prose, start, sentence_end):
            return start
        if following is None:
            return end
        stop = following


def _trim(prose: str, start: int, end: int) -> Span | None:
    while start < end and (prose[start].isspace() or prose[start] in "—–"):
        start += 1
    start, end = without_blanks(prose, start, end)
    # A dash that closes the paragraph closes the speech (an old Irish and French habit).
    while end - 2 > start and prose.startswith("--", end - 2):
        start, end = without_blanks(prose, start, end - 2)
    return (start, end) if start < end else None
