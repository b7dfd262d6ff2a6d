"""Find the turns of a transcript: "JONES: …", "Q. …", "[00:12:04] SPEAKER 1: …", Hansard, screenplays.

A colon behind a few capitalised words is common in other texts (lists, notes, headlines), so a text is taken
for a transcript only as a whole: where labels repeat and carry a good share of its paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Block, Document, Quoted, Span
from mkdocs_quotes.text.blocks import ends_sentence
from mkdocs_quotes.text.letters import UPPER
from mkdocs_quotes.text.spans import without_blanks

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?"
_IN_BRACKETS = r"(?:[ \t]?(?:\([^()\n]{1,70}\)|\[[^\[\]\n]{1,40}\]))"
_CAPITALS = rf"[{UPPER}][{UPPER}0-9.'’&\-]*(?:[ \t][{UPPER}0-9][{UPPER}0-9.'’&\-]*){{0,6}}"
_NAME_WORD = rf"[{UPPER}][\w.'’\-]*"
_PARTICLES = r"\d{1,3}|of|for|the|and|to|in|on|de|da|del|la|van|von|der|al|bin|hon\.|&|,"
_NAME = rf"{_NAME_WORD}(?:[ \t](?:{_NAME_WORD}|{_PARTICLES})){{0,11}}"

_LABEL = re.compile(
    rf"^[ \t]*(?:{_TIME}[ \t]*[-–—|]?[ \t]*)?[*_]{{0,3}}"
    r"(?P<name>(?P<letter>[QA])(?=[.:]|[ \t][–—-][ \t])"
    rf"|(?P<capitals>{_CAPITALS}{_IN_BRACKETS}{{0,3}})(?=[ \t]?[*_]{{0,3}}:)"
    rf"|{_NAME}{_IN_BRACKETS}{{0,3}}(?=[ \t]?[*_]{{0,3}}:)"
    rf"|The[ \t]{_NAME},[ \t]{_NAME}{_IN_BRACKETS}(?=[ \t]?[*_]{{0,3}}:))"
    rf"[*_]{{0,3}}(?P<stop>[ \t]?[.:]|[ \t][–—-](?=[ \t]))[*_]{{0,3}}(?=\s|$)[ \t]*",
    re.MULTILINE,
)
_DESCRIBED = re.compile(
    rf"^[ \t]*(?:{_TIME}[ \t]*[-–—|]?[ \t]*)?[*_]{{0,3}}(?P<name>[{UPPER}][\w’'-]+(?:[ \t][a-z\d][\w’'-]*){{1,4}})"
    rf"{_IN_BRACKETS}?[ \t]?[*_]{{0,3}}:[*_]{{0,3}}[ \t]+",
    re.MULTILINE,
)
_PLAY = re.compile(
    r"(?P<name>(?:(?:MRS?|MS|DR)\.[ \t])?"
    rf"[{UPPER}][{UPPER}'’\-]+(?:[ \t][{UPPER}][{UPPER}'’\-]*){{0,3}}{_IN_BRACKETS}?)"
    rf"(?:\.[ \t]|[.,]?[ \t]?[—–][ \t]?)(?=[^\W\d_a-z]|[“\"‘'(\[—–…])[ \t]*"
)
"""A label of a printed play: "VIOLET. …", "VIOLET (faintly). …"."""
_BRACKETS = re.compile(_IN_BRACKETS)
_STAGE_DIRECTION = re.compile(r"[\[(][^\n]*[\])]\.?$")
_SCREEN = re.compile(
    rf"(?P<name>[{UPPER}][{UPPER}0-9 .#'’\-]{{1,34}}?)(?:[ \t]*\([^()\n]{{1,20}}\))?[ \t]*\n"
    r"(?:[ \t]*\([^()\n]{1,80}\)[ \t]*\n)?(?P<words>[ \t]*[^\s(].*)",
    re.DOTALL,
)
_CAPTION = re.compile(rf"[{UPPER}0-9,'’ -]{{8,}}(?:[.:]|\([^()\n]{{1,40}}\)\.?)(?:\s|$)")
"""What is still in capitals behind "PICTURED:" is a caption, no turn."""
_ASIDE_LINE = re.compile(r"\n[ \t]*\([^()\n]{1,80}\)[ \t]*(?=\n)")
_ALONE = re.compile(rf"{_NAME_WORD}(?:[ \t](?:{_NAME_WORD}|de|da|del|la|van|von|der|al|bin)){{0,3}}")
_LONGEST_NAME = 50
_LEAST_NAMES = 5
"""Names on lines of their own, of people who come again, in a call at least."""
_MARKED = 5
"""Where more than one in so many paragraphs begins with a mark, the marks tell what is said."""
_LONGEST_TURN = 8
"""Names on lines of their own stand at least once in so many paragraphs."""
_LEAST_LINES = 4
"""A play has at least so many lines."""
_SCREEN_INDENT = 8
_PROSE_KINDS = frozenset(("paragraph", "item", "quote", "verbatim", "caption"))
_LABELLED_KINDS = _PROSE_KINDS | {"heading"}
_LONGEST_LABEL = 120
_STYLES = ("The ", "Sir ", "Dame ", "Lord ", "Lady ", "Baroness ", "Mr", "Ms", "Miss ", "Dr")
"""How the label of one who speaks in parliament begins, before brackets."""
_LONGEST_HEADING = 200


class _Label(NamedTuple):
    block: int
    start: int
    name: Span
    words: int
    """Where the words of the turn start."""
    key: str
    shape: str
    """"letter", "capitals" or "name"."""
    timed: bool
    """A time stands before it."""


def find_turns(document: Document, lexicon: Lexicon) -> list[Quoted]:
    """The turns of a transcript, in order; none where the text is no transcript.

    A turn that runs over several paragraphs is several `Quoted`: each but the first `continues` the one
    before (an index in the list returned here).
    """
    prose, blocks = document.prose, document.blocks
    stop_labels = lexicon.words("transcript_stop_labels")
    roles = lexicon.table("role_nouns")
    labels = [
        label
        for label in _labels(prose, blocks, roles)
        if (key := label.key.lower()) not in stop_labels
        or (key in roles and ends_sentence(prose[label.words : blocks[label.block].end]))
    ]
    if all(label.key.lower() in stop_labels for label in labels):
        labels = []  # "Chair: …" alone
    labels = _without_headings(prose, blocks, labels)
    if labels and _is_transcript(prose, blocks, labels, roles):
        return _turns(prose, blocks, labels)
    if (spare := _letters_alone(prose, blocks)) is not None:
        return _turns(prose, blocks, spare)
    lines = _play(prose, blocks, stop_labels) or _names_alone(prose, blocks, lexicon)
    if lines:
        return lines
    return _screenplay(prose, blocks, stop_labels)


def _labels(prose: str, blocks: Sequence[Block], roles: Container[str]) -> Iterator[_Label]:
    for number, block in enumerate(blocks):
        if block.kind == "heading" and prose[block.end - 1] not in ".?!":
            continue  # a first turn may look like a title, but titles have no full stop
        if block.kind not in _LABELLED_KINDS:
            continue
        if prose[block.start] not in "QA" and prose.find(":", block.start, block.end) < 0:
            continue
        start = block.start
        while start < block.end:
            line_end = prose.find("\n", start, block.end)
            line_end = block.end if line_end < 0 else line_end
            match = _LABEL.match(prose, start, min(line_end, start + _LONGEST_LABEL)) or _described(
                prose, start, line_end, roles
            )
            if match and match.end() < block.end:
                name = match.span("name")
                key = " ".join(_BRACKETS.sub("", match["name"]).split())
                shape = "name"
                if match.re is _LABEL and (match["letter"] or match["capitals"]):
                    shape = "letter" if match["letter"] else "capitals"
                if len(key) > 1 or shape == "letter":
                    yield _Label(number, start, name, match.end(), key, shape, ":" in prose[start : name[0]])
            start = line_end + 1


def _described(prose: str, start: int, end: int, roles: Container[str]) -> re.Match[str] | None:
    """The label of one who is described and not named: "Unidentified speaker:", "Woman at back:"."""
    match = _DESCRIBED.match(prose, start, min(end, start + _LONGEST_NAME))
    return match if match and any(word in roles for word in match["name"].lower().split()) else None


_LETTER = re.compile(rf"[ \t]*(?P<name>[QA])[ \t]{{1,8}}(?=[{UPPER}“\"‘'])")


def _letters_alone(prose: str, blocks: Sequence[Block]) -> list[_Label] | None:
    """The labels of an examination that has nothing behind its letters: "Q What time was it?", then "A Nine.".

    Only where both come, a question behind each Q, and hardly anything else is there.
    """
    if not prose.startswith(("Q ", " Q"), 0) and prose.find("\nQ ") < 0 and prose.find("  Q ") < 0:
        return None
    labels = []
    for number, block in enumerate(blocks):
        start = block.start if block.kind in _PROSE_KINDS else block.end
        while start < block.end:
            line_end = prose.find("\n", start, block.end)
            line_end = block.end if line_end < 0 else line_end
            if match := _LETTER.match(prose, start, line_end):
                labels.append(_Label(number, start, match.span("name"), match.end(), match["name"], "letter", False))
            start = line_end + 1
    asks = [prose[x.words : blocks[x.block].end].find("?") >= 0 for x in labels if x.key == "Q"]
    answers = sum(x.key == "A" for x in labels)
    if len(asks) < 2 or answers < 2 or sum(asks) * 3 < len(asks) * 2:
        return None
    carried = sum(block.kind in _PROSE_KINDS for block in blocks[labels[0].block :])
    return labels if len({x.block for x in labels}) * 5 >= carried * 3 else None


def _play(prose: str, blocks: Sequence[Block], stop_labels: frozenset[str]) -> list[Quoted]:
    """The lines of a printed play, none where the text is no play; what bears no label there is a stage direction."""
    labels = []
    for number, block in enumerate(blocks):
        if block.kind not in _PROSE_KINDS or not prose[block.start : block.start + 2].isupper():
            continue
        match = _PLAY.match(prose, block.start, min(block.end, block.start + _LONGEST_LABEL))
        if match is None or match.end() >= block.end:
            continue
        key = _BRACKETS.sub("", match["name"]).strip()
        if key.lower() not in stop_labels:
            labels.append(_Label(number, block.start, match.span("name"), match.end(), key, "play", False))
    times = Counter(label.key for label in labels)
    often = [key for key, count in times.items() if count > 1]
    if len(often) < 2 or len(labels) < _LEAST_LINES:
        return []
    carried = sum(block.kind in _PROSE_KINDS for block in blocks[labels[0].block :])
    if len(labels) * 2 < carried:
        return []
    turns = [_trimmed(prose, x.words, blocks[x.block].end, x.start, x.block, x.name) for x in labels]
    return [turn for turn in turns if turn is not None]


def _names_alone(prose: str, blocks: Sequence[Block], lexicon: Lexicon) -> list[Quoted]:
    """The turns of a call in print: a name on a line of its own, then what its bearer says, in a paragraph or more.

    Most of the names come again, and nothing but headings stands between the turns.
    """
    stop_labels, common = lexicon.words("transcript_stop_labels"), lexicon.words("common_words")
    short: list[tuple[int, str]] = []
    for number, block in enumerate(blocks):
        if block.end - block.start <= _LONGEST_NAME and "\n" not in (text := prose[block.start : block.end]):
            if _ALONE.fullmatch(text):
                short.append((number, text))
            elif block.kind in _PROSE_KINDS and not ends_sentence(text):
                short.append((number, ""))
    times = Counter(text for _, text in short if text)
    often = {key for key, count in times.items() if count > 1 and key.lower() not in stop_labels}
    if len(often) < 2 or sum(times[key] for key in often) < _LEAST_NAMES:
        return []
    if not any(" " in key and common.isdisjoint(key.lower().split()) for key in often):
        return []  # headings that come again, nobody's name
    found: list[Quoted] = []
    ends = [number for number, _ in short[1:]] + [len(blocks)]
    for (number, text), end in zip(short, ends, strict=True):
        if text not in often and (not text or any(w.lower() in common for w in text.split())):
            continue
        before = None
        for i in range(number + 1, end):
            block = blocks[i]
            if block.kind not in _PROSE_KINDS:
                break
            label = blocks[number].start, blocks[number].end
            turn = _trimmed(prose, block.start, block.end, block.start, i, label, before)
            if turn is not None:
                before = len(found)
                found.append(turn)
    said = sum(1 for turn in found if ends_sentence(prose[turn.start : turn.end]))
    marked = sum(1 for turn in found if prose[blocks[turn.block].start] in "“\"‘'«„")
    if marked * _MARKED > len(found) or len(found) > len(short) * _LONGEST_TURN:
        return []  # chapters that bear names, a tale with marks of its own
    return found if said * 5 >= 4 * len(found) else []


def _without_headings(prose: str, blocks: Sequence[Block], labels: Sequence[_Label]) -> list[_Label]:
    """The labels but for headings with a colon ("Harbour Bill: Clause 4"): they come once and end without a stop."""
    times = Counter(label.key for label in labels)
    return [
        label
        for label in labels
        if label.shape != "name"
        or times[label.key] > 1
        or blocks[label.block].end - label.start > _LONGEST_HEADING
        or ends_sentence(prose[label.words : blocks[label.block].end])
    ]


def _is_transcript(
    prose: str, blocks: Sequence[Block], labels: Sequence[_Label], roles: Container[str]
) -> bool:
    wordless = sum(not _says_words(prose, label.words, blocks[label.block].end) for label in labels)
    if wordless * 3 > len(labels):
        return False  # a list of figures
    first = labels[0].block
    labelled = {label.block for label in labels}
    carried = sum(
        number in labelled or not _aside(prose, block)
        for number, block in enumerate(blocks[first:], first)
        if number in labelled or block.kind in _PROSE_KINDS
    )
    share = len(labelled) / carried if carried else 0.0
    shapes = Counter(label.shape for label in labels)
    keys = {label.key for label in labels}
    repeats = len(labels) - len(keys)
    if shapes["letter"] and {"Q", "A"} <= keys:
        return share >= 0.6
    if shapes["capitals"] >= len(labels) / 2:
        if len(labels) == 1:
            return carried == 1 and first == 0 and not _CAPTION.match(prose, labels[0].words)
        return share >= 0.5 or (repeats >= 2 and len(keys) >= 2 and share >= 0.15)
    bracketed = sum(_BRACKETS.search(prose, *label.name) is not None for label in labels)
    if len(labels) == 1 == bracketed and first == 0 and carried == 1 and labels[0].key.startswith(_STYLES):
        return ends_sentence(prose[labels[0].words : blocks[first].end])
    telling = sum(
        _BRACKETS.search(prose, *label.name) is not None or " " in label.key or label.key.lower() in roles
        for label in labels
    )
    if len(labels) > 1 and all(label.timed for label in labels):
        return share >= 0.6
    if len(labels) < 4:
        return len(labels) >= 2 and share >= 0.7 and (repeats > 0 or telling == len(labels))
    if repeats == 1:
        return share >= 0.8 and telling * 2 >= len(labels)
    return repeats >= 2 and len(keys) >= 2 and share >= 0.5


def _says_words(prose: str, start: int, end: int) -> bool:
    return any(c.isalpha() for c in prose[start : min(end, start + 40)])


def _aside(prose: str, block: Block) -> bool:
    """Whether a paragraph is a heading or a stage direction, which no speaker says."""
    words = prose[block.start : min(block.end, block.start + 200)].strip("*_ \t\n")
    return not words or bool(_STAGE_DIRECTION.match(words)) or words.upper() == words


def _turns(prose: str, blocks: Sequence[Block], labels: Sequence[_Label]) -> list[Quoted]:
    found: list[Quoted] = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        block = blocks[label.block]
        same_block = following is not None and following.block == label.block
        end = following.start if following is not None and same_block else block.end
        turn = _trimmed(prose, label.words, end, label.start, label.block, label.name)
        if turn is None:
            continue
        found.append(turn)
        if following is None or same_block:
            continue
        for number in range(label.block + 1, following.block):
            # Further paragraphs of the turn, up to a heading; asides in brackets are passed over.
            block = blocks[number]
            if block.kind not in _PROSE_KINDS or _LABEL.match(prose, block.start, block.end):
                break
            if _aside(prose, block):
                if prose[block.start] in "[(":
                    continue
                break
            more = _trimmed(prose, block.start, block.end, block.start, number, label.name, len(found) - 1)
            if more is not None:
                found.append(more)
    return found


def _screenplay(prose: str, blocks: Sequence[Block], stop_labels: frozenset[str]) -> list[Quoted]:
    """Speeches under a name in capitals that is moved to the middle of the line."""
    found: list[Quoted] = []
    for number, block in enumerate(blocks):
        if block.kind not in ("paragraph", "verbatim", "caption", "heading"):
            continue
        start = block.start
        while start < block.end and prose[start].isspace():
            start += 1
        indent = start - (prose.rfind("\n", max(0, start - 80), start) + 1)
        match = _SCREEN.match(prose, start, block.end) if indent >= _SCREEN_INDENT else None
        if match and match["words"].isupper():
            continue  # the second line of a heading in capitals
        if match and match["name"].strip(" .").lower() not in stop_labels:
            at, outer, before = match.start("words"), start, None
            for end in (*(m.start() for m in _ASIDE_LINE.finditer(prose, at, block.end)), block.end):
                turn = _trimmed(prose, at, end, outer, number, match.span("name"), before)
                if turn is not None:
                    before = len(found)
                    found.append(turn)
                aside = _ASIDE_LINE.match(prose, end, block.end)
                at = outer = aside.end() if aside else end
    return found


def _trimmed(
    prose: str, start: int, end: int, outer: int, block: int, label: Span, continues: int | None = None
) -> Quoted | None:
    start, end = without_blanks(prose, start, end)
    if start == end:
        return None
    return Quoted(start, end, outer, end, block, "turn", continues=continues, label=label)
