"""What stands around quoted words: the facts that tell speech from titles, terms and scare quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.model import Block

from .marks import SINGLE

_REACH = 240
"""How far back a sentence is followed."""
_MARGIN = 12
"""How many characters may stand between quoted words and the edge of their block for them to touch it."""
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*\s+(?=['\"“‘(\[]*[A-ZÀ-Þ0-9])")
_ABBREVIATION = re.compile(r"(?:\b[A-Z][a-z]{0,3}|\b[A-Z](?:\.[A-Z])+|\be\.g|\bi\.e|\bvs|\bNo)\.$")
words_of = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*").findall
"""The words of a text, with what joins their parts."""
_FIRST_OR_SECOND = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Mm]e|[Uu]s|[Ll]et[’'`]s)\b")
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can|could|should|must|may|might|shall|"
    r"get|got|go|going|want|wants|think|know|need|needs|make|makes|take|said|say|says)\b"
    r"|n[’']t\b|[’'](?:re|m|ll|ve|d)\b|\b(?:it|he|she|that|there|what|who)[’']s\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "vs",
        "with",
    )
)
_CONTEXT_WORDS = frozenset(
    "a an the this that these those its their his her our your my some any no of in on at to for from by with as into "
    "about over under and or but than like not was were is are be been being has had have it he she they we i you so "
    "called calling call described dubbed labeled said says saying say told asked wrote tweeted added called "
    "because if when what how who which more most very too such while after before between against "
    "own new real only first one two".split()
)


@dataclass(frozen=True, slots=True)
class Around:
    """Quoted words with their surroundings."""

    words: str
    before: str
    """The sentence up to the mark, as it stands."""
    before_words: tuple[str, ...]
    """The words of `before`, in lower case."""
    after: str
    """What follows the closing mark, up to 90 characters, within the block."""
    family: str
    own: bool
    """Whether the mark is the one that the text speaks in."""
    opens_block: bool
    closes_block: bool
    closed: bool
    opened: bool
    follows_quoted: bool
    """Whether other quoted words end in the same sentence before these."""
    dialogue: bool
    """Whether the text is a story rather than a report: few of its quotations start in mid-sentence."""
    tabled: bool
    """Whether they stand in the first cell of a table's row, which names what the row is about."""


def around(
    prose: str, block: Block, span: tuple[int, int], outer: tuple[int, int], family: str, own: str,
    previous_end: int, opened: bool, closed: bool, dialogue: bool,
) -> Around:  # fmt: skip
    """The surroundings of the words at `span`, whose marks stand at `outer`."""
    sentence = sentence_start(prose, max(block.start, outer[0] - _REACH), outer[0])
    before = prose[sentence : outer[0]]
    return Around(
        prose[span[0] : span[1]],
        before,
        tuple(words_of(before.lower())),
        prose[outer[1] : min(block.end, outer[1] + 90)],
        family,
        family == own or (family != SINGLE and own != SINGLE),
        opens_block(prose, block, outer[0]),
        block.end - outer[1] <= _MARGIN and not prose[outer[1] : block.end].strip(" \t.,;*_)"),
        closed,
        opened,
        previous_end > sentence,
        dialogue,
        block.kind == "cell" and (block.label is None or block.label[0] >= block.start),
    )


def opens_block(prose: str, block: Block, offset: int) -> bool:
    """Whether nothing but blanks, bullets and emphasis stands in a block before `offset`."""
    return offset - block.start <= _MARGIN and not prose[block.start : offset].strip(" \t\n*_-–—•>")


def sentence_start(prose: str, start: int, end: int) -> int:
    """Where the sentence that holds `end` starts, at `start` at the earliest."""
    for match in _SENTENCE_END.finditer(prose, start, end):
        if not _ABBREVIATION.search(prose, max(start, match.start() - 12), match.start() + 1):
            start = match.end()
    return start


class ContextReader:
    """Turns surroundings into the names of features, with the word lists of a language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = lexicon.forms("cue_verbs")
        self._reporting = self._cues | lexicon.words("report_hints")
        self._introducers = _phrases_before(lexicon.words("scare_introducers"))
        self._terms = lexicon.words("term_nouns")
        self._titles = lexicon.words("title_nouns")
        self._signs = lexicon.words("sign_nouns") | {f"{w}s" for w in lexicon.words("sign_nouns")}

    def features(self, a: Around) -> list[str]:
        """The features that hold, by name."""
        return list(self._features(a))

    def _features(self, a: Around) -> Iterator[str]:
        words = words_of(a.words)
        count = len(words)
        size = (
            "1"
            if count <= 1
            else "2"
            if count == 2
            else "3"
            if count == 3
            else "5"
            if count <= 5
            else "9"
            if count <= 9
            else "many"
        )
        yield "always"
        yield f"size.{size}"
        first = next((c for c in a.words if c.isalnum()), "")
        case = "lower" if first.islower() else "upper" if first.isupper() else "other"
        if case == "upper" and titled(words):
            case = "title" if count > 1 else "capital"
        if count and a.words.upper() == a.words and any(c.isalpha() for c in a.words):
            case = "letter" if len(a.words) <= 2 else "capitals" if count <= 3 else case
        yield f"case.{case}"
        yield f"case.{case}.size.{size}"
        last = a.words[-1:]
        after = a.after.lstrip("*_")
        outside = after[:1]
        if last in ".!?…":
            end = "stop"
        elif last == ",":
            end = "comma"
        elif last in "-—–":
            end = "dash"
        elif outside and outside in ",;":
            end = "comma"  # British logic puts it behind the mark
        elif outside and outside in ".!?":
            end = "stop"
        elif outside and outside in ":)":
            end = "colon-outside"
        else:
            end = "none"
        yield f"end.{end}"
        yield f"end.{end}.case.{case}"
        yield f"end.{end}.size.{size}"
        if _FIRST_OR_SECOND.search(a.words):
            yield "person"
        verbal = bool(_VERBAL.search(a.words))
        if verbal:
            yield "verbal"
            yield f"verbal.size.{size}"
        if not a.own:
            yield "foreign-mark"
            yield f"foreign-mark.{case}"
        if not a.opened:
            yield "unopened"
        if not a.closed:
            yield "unclosed"
        if "#" in a.words or "@" in a.words:
            yield "hash"
        yield from self._before(a, case, size)
        yield from self._after(after.lstrip(" ,;.\n"), end, case)

    def _before(self, a: Around, case: str, size: str) -> Iterator[str]:
        before = a.before.rstrip(" \t\n*_(")
        mode = "story" if a.dialogue else "report"
        yield f"{mode}.case.{case}"
        yield f"{mode}.size.{size}"
        if a.opens_block:
            yield "before.block"
            yield f"before.block.{case}"
            yield "before.block.whole" if a.closes_block else "before.block.more"
        lowered = before.lower()
        tokens = a.before_words[-12:]
        cue = not self._reporting.isdisjoint(a.before_words)
        if a.follows_quoted:
            yield f"before.quoted.{case}"
        if "according to" in lowered or "in the words of" in lowered:
            yield "before.according"
            cue = True
        kind = "start"
        if before:
            final = before[-1]
            word = tokens[-1] if tokens else ""
            if final in ",:;.!?…—–-":
                kind = {",": "comma", ":": "colon", ";": "comma", "—": "dash", "–": "dash", "-": "dash"}.get(
                    final, "stop"
                )
            elif word.endswith(("’s", "'s", "s’", "s'")) or final in "’'":
                kind = "possessive"
            elif word in _CONTEXT_WORDS:
                kind = f"word.{word}"
            elif word in self._cues:
                kind = "cue"
            elif word in self._titles:
                kind = "title-noun"
            elif word in self._signs:
                kind = "sign-noun"
            elif word and before[-len(word) - 2 :].lstrip()[:1].isupper():
                kind = "name"
            else:
                kind = "other"
            if word in self._terms:
                yield "before.term"
            if any(token in self._titles for token in tokens[-4:]):
                yield f"near.title-noun.{case}"
            if any(token in self._signs for token in tokens[-6:]):
                yield "near.sign-noun"
            if self._introducers.search(lowered):
                yield "before.introducer"
            if len(tokens) > 1 and kind.startswith("word.") and tokens[-2] in self._cues:
                yield "before.cue-then-word"
        yield f"before.{kind}"
        yield f"before.{kind}.case.{case}"
        if not kind.startswith("word."):
            yield f"before.{kind}.{mode}"
        yield f"cue-before.{'yes' if cue else 'no'}.{kind if kind in ('comma', 'colon', 'start') else 'else'}.case.{case}"
        yield f"cue-before.{'yes' if cue else 'no'}.{mode}.size.{size}"

    def _after(self, after: str, end: str, case: str) -> Iterator[str]:
        tokens = words_of(after[:45])
        if not tokens:
            yield "after.nothing"
            return
        near = [token.lower() for token in tokens[:5]]
        cue = next((i for i, token in enumerate(near) if token in self._cues), None)
        if cue is not None:
            yield f"after.cue.{end}"
            yield f"after.cue.{min(cue, 2)}"
        if "according" in near[:2]:
            yield "after.according"
            yield f"after.according.{end}"
        if (
            near[0] in self._titles
            or near[0] in self._signs
            or (near[0].endswith("s") and near[0][:-1] in self._titles)
        ):
            yield "after.noun"
        if end == "none":
            word = near[0]
            kind = (
                f"word.{word}"
                if word in _CONTEXT_WORDS
                else "name"
                if tokens[0][0].isupper()
                else "digit"
                if word[0].isdigit()
                else "other"
            )
            yield f"runs-on.{kind}"
            yield f"runs-on.case.{case}"


def titled(words: list[str]) -> bool:
    """Whether all words that carry weight are capitalised, as in a title."""
    weighty = [word for i, word in enumerate(words) if i == 0 or word.lower() not in _SMALL]
    return all(not word[0].islower() for word in weighty)


def _phrases_before(phrases: frozenset[str]) -> re.Pattern[str]:
    """Matches where a lower-cased text ends in one of `phrases`, an article or possessive after it or not."""
    choice = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"\b(?:{choice})(?:\s(?:the|a|an|as|his|her|its|their))?[\s,:]*$")


@lru_cache(maxsize=8)
def reader(lexicon: Lexicon) -> ContextReader:
    """The context reader of a language."""
    return ContextReader(lexicon)
