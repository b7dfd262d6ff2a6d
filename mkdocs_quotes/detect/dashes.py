"""Find speech behind dialogue dashes ("— You came back, said Molly.") and inside guillemets that the narrator enters.

The dash says where speech starts, nothing says where it ends: a reporting clause ("said Molly", "he told the man")
is recognised by its verb, and what follows it by its tense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Block, Document, Quoted, Span

_DASH = re.compile(r"[ \t]*(?:[—–―]|--)[ \t\u00a0]*(?=[^\s—–-])")
_BYLINE = re.compile(r"[^\n.!?]{2,80}$")
_FENCE = re.compile(r"(?<=\s)[—–―](?=[^\W\d_])")
_FENCE_END = re.compile(r"[—–―](?P<after>[.,;:!?…]?)(?=\s|$)")
_INCISE = re.compile(
    r"(?P<before>[,!?…])\s+(?=[^\W\d_])(?:(?:s’|s')?\w+-(?:t-)?(?:il|elle|on|je|ils|elles|nous|vous)|"
    r"a-t-(?:il|elle|on) \w+)\b[^,.!?«»]{0,60},\s+",
)
_RESUMES = re.compile(r"[.!?…][\"”’')\]]*\s+(?=\S)")
_GOES_ON = re.compile(
    r"(?:and |then |but )?(?:\w+ed|\w+ing|his|her|their|its|with|as|while|in|from|at|to|who|which|not|without)\b"
)
_NARRATED = re.compile(
    r"(?:He|She|They|It|His|Her|Their|There|The|An?|[A-Z]\w+)\s(?:\S+\s){0,3}?"
    r"(?:was|were|had|did|looked|turned|went|came|took|put|sat|stood|began|got|\w+ed)\b"
)
_FIRST_OR_SECOND = re.compile(
    r"\b(?:I|[Yy]ou|[Ww]e|[Mm]y|[Yy]our|[Oo]ur|[Mm]e|[Uu]s|is|are|am|will)\b|[’'](?:s|re|m|ll|ve)\b"
)


@lru_cache(maxsize=8)
def _cue(lexicon: Lexicon) -> re.Pattern[str]:
    """A reporting clause in the past tense behind speech: "said Molly", "the man with the hen called out"."""
    past = set()
    for table in ("cue_verbs", "manner_verbs"):
        for forms in lexicon.table(table).values():
            past |= {form for form in forms if not form.endswith(("ing", "s"))}
    verb = r"(?:%s|wanted\sto\sknow|went\son|says)" % "|".join(sorted(past, key=len, reverse=True))
    name = r"(?:(?:Mrs?|Ms|Dr|St)\.\s)?[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]+){0,3}"
    noun = r"(?:(?:the|a|an|his|her|my|their|one|another|some)\s(?:[\w’'-]+\s){0,6}?[\w’'-]+)"
    subject = rf"(?:he|she|they|I|we|{name}|{noun}|[Ss]omebody|[Ss]omeone)"
    adverb = r"(?:\s\w+ly)?"
    return re.compile(rf"(?:[,!?.…]|--|—)\s+(?P<cue>{verb}\s{subject}\b|{subject}{adverb}\s{verb}\b)")


def find_dashes(document: Document, lexicon: Lexicon, marked: int) -> list[Quoted]:
    """The speech behind dialogue dashes; none where the text does not speak in dashes.

    `marked` is the number of paragraphs that start with a quotation mark: where these are many, dashes are bullets.
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
    cue = _cue(lexicon)
    telling = sum(
        prose[blocks[n].end - 1] in "?!" or bool(cue.search(prose, m.end(), blocks[n].end)) for n, m in dashed
    )
    paragraphs = sum(block.kind in ("paragraph", "item") for block in blocks)
    fenced = any(_FENCE.search(prose, m.end(), blocks[n].end) for n, m in dashed)
    if not (fenced or (len(dashed) > 1 and telling * 4 >= len(dashed) and len(dashed) * 25 >= paragraphs)):
        return []
    found = []
    for number, match in dashed:
        for start, end in _spoken(prose, match.end(), blocks[number].end, cue):
            outer = match.start() if start == match.end() else start
            found.append(Quoted(start, end, outer, end, number, "dash", confidence=0.8))
    return found


def split_incise(prose: str, start: int, end: int) -> list[Span]:
    """The spoken parts of prose[start:end] between guillemets: a verb joined to its pronoun is the narrator's."""
    spans = []
    for match in _INCISE.finditer(prose, start, end):
        spans.append((start, match.end("before")))
        start = match.end()
    spans.append((start, end))
    return [span for span in (_trim(prose, *s) for s in spans) if span is not None]


def _spoken(prose: str, start: int, end: int, cue: re.Pattern[str]) -> list[Span]:
    """The parts of a paragraph behind a dash that are speech."""
    fence = _FENCE.search(prose, start, end)
    parts = _between_fences(prose, start, end) if fence else _around_cues(prose, start, end, cue)
    return [span for span in (_trim(prose, *part) for part in parts) if span is not None]


def _between_fences(prose: str, start: int, end: int) -> Iterator[Span]:
    """Speech outside of "—dijo Inés—"; a mark behind the closing dash belongs to the speech before."""
    while True:
        fence = _FENCE.search(prose, start, end)
        if fence is None:
            yield start, end
            return
        yield start, fence.start()
        closing = _FENCE_END.search(prose, fence.end(), end)
        if closing is None:
            return
        start = closing.end()


def _around_cues(prose: str, start: int, end: int, cue: re.Pattern[str]) -> Iterator[Span]:
    while start < end:
        match = cue.search(prose, start, end)
        if match is None:
            yield start, end
            return
        yield start, match.start("cue")
        start = _resumption(prose, match.end("cue"), end)


def _resumption(prose: str, start: int, end: int) -> int:
    """Where speech goes on behind a reporting clause that ends at `start`; `end` where it does not."""
    stop = re.compile(r"[,;:.!?…]").search(prose, start, end)
    if stop is None:
        return end
    if stop[0] in ",;:":
        follows = stop.end()
        while follows < end and prose[follows].isspace():
            follows += 1
        if not _GOES_ON.match(prose, follows, end):
            return follows
    while True:
        sentence = _RESUMES.search(prose, stop.start(), end)
        if sentence is None:
            return end
        start = sentence.end()
        following = _RESUMES.search(prose, start, end)
        sentence_end = following.start() + 1 if following else end
        narrated = _NARRATED.match(prose, start, sentence_end)
        if not narrated or _FIRST_OR_SECOND.search(prose, start, sentence_end):
            return start
        if following is None:
            return end
        stop = following


def _trim(prose: str, start: int, end: int) -> Span | None:
    while start < end and (prose[start].isspace() or prose[start] in "—–"):
        start += 1
    while end > start and prose[end - 1].isspace():
        end -= 1
    # A dash that closes the paragraph closes the speech (an old Irish and French habit).
    while end - 2 > start and prose[end - 2 : end] == "--":
        end -= 2
    return (start, end) if start < end else None
