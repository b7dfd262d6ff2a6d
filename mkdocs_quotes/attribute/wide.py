"""Who speaks in Chinese and Japanese: names have no capitals there, and no blanks between words.

What stands right beside the marks says it: 李梅说：“…” — “…”陈强说 — 花子は「…」と言った — 「…」と花子は言った.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import regex

from ..detect.phrases import any_of
from ..lang import load
from ..model import Quoted
from ..text.letters import is_wide
from ..text.names import Name
from .local import Local, Near

_REACH = 60
"""How far from the marks a name is looked for."""
_SURE = 0.9
_HAN, _HIRAGANA, _KATAKANA = r"\p{Han}", r"\p{Hiragana}", r"\p{Katakana}ー"
_CLAUSE = re.compile(r"[，。、：！？；「」『』“”\"\n,.!?;]")
_LONGEST_SOURCE = 5
"""A speaker without a family name ("妈妈", "老师") is no longer than this."""


def wide_speakers(prose: str, quoted: Sequence[Quoted]) -> dict[int, Name]:
    """For quotations in Chinese and Japanese, by index, the name that the words beside them give."""
    found: dict[int, Name] = {}
    for i, q in enumerate(quoted):
        if q.depth or q.verdict != "speech" or not _is_wide(prose, q):
            continue
        before = prose[max(0, q.outer_start - _REACH) : q.outer_start]
        after = prose[q.outer_end : q.outer_end + _REACH]
        japanese = any("\u3040" <= c <= "\u30ff" for c in before + after)
        span = (_japanese() if japanese else _chinese()).speaker(before, after)
        if span is None:
            continue
        side, start, end = span
        base = q.outer_start - len(before) if side == "before" else q.outer_end
        found[i] = Name(base + start, base + end, (prose[base + start : base + end],))
    return found


def with_speakers(
    locals_: Iterable[Local], speakers: dict[int, Name], names: Sequence[Name], quoted: Sequence[Quoted]
) -> list[Local]:
    """What the words around quotations say, with the `speakers` found above, who stand among the `names`."""
    place = {(n.start, n.end): i for i, n in enumerate(names)}
    out = []
    for local in locals_:
        name = speakers.get(local.index)
        if name is not None:
            side = "before" if name.start < quoted[local.index].start else "after"
            near = Near(
                name.start, name.end, "N", name.words[-1], place[name.start, name.end], _SURE, None,
                f"sv-{side}", 0, True,
            )  # fmt: skip
            local = replace(local, site=None, none=1 - _SURE, near=(near,))
        out.append(local)
    return out


def _is_wide(prose: str, q: Quoted) -> bool:
    """Whether Chinese or Japanese letters stand in the words or at their marks."""
    return max(prose[q.start], prose[q.end - 1]) > "\u2e80" and is_wide(prose[q.outer_start : q.outer_end])


class _Beside(NamedTuple):
    """How a language names the speaker beside the marks."""

    before: tuple[regex.Pattern[str], ...]
    """Searched for in the words up to the opening mark."""
    after: regex.Pattern[str]
    """Matched behind the closing one."""
    nobody: frozenset[str]
    """Words that stand where a name stands and are none."""
    named: regex.Pattern[str]
    """What a name begins with."""
    needs: regex.Pattern[str] | None
    """What must stand behind the closing mark where the first pattern before it is to count."""

    def speaker(self, before: str, after: str) -> tuple[str, int, int] | None:
        reported = self.needs is None or self.needs.match(after) is not None
        behind = ("after", self.after.match(after))
        ahead = [("before", pattern.search(before)) for pattern in self.before]
        if self.needs is None:
            order = [*ahead, behind] if before.rstrip()[-1:] not in ("：", ":") else ahead
        elif reported:
            # A sentence that is over does not take the words from the verb behind them.
            order = [ahead[0], behind, *ahead[1:]]
        else:
            order = [*ahead[1:], behind]
        for side, match in order:
            if match and match["who"] not in self.nobody:
                whole = ahead[1][1] if match is ahead[0][1] and self.needs is None else None
                if whole and whole.end("who") == match.end("who") and self.named.match(whole["who"]):
                    match = whole  # an office may hold a letter that is a family name as well: 刘工程师
                return side, *match.span("who")
        return None


@cache
def _chinese() -> _Beside:
    lexicon = load("zh")
    verb = any_of(lexicon.words("speech_verbs"))
    manner = any_of(lexicon.words("speech_manners"))
    ends = rf"(?={manner}|{verb})"
    named = rf"{any_of(lexicon.words('surnames'))}[{_HAN}]{{1,2}}?{ends}|[小老阿][{_HAN}]{ends}"
    pronoun = any_of(lexicon.table("pronouns"))
    foreign = rf"[A-Za-z·{_HAN}]{{2,12}}·[{_HAN}]{{1,6}}?{ends}"
    source = rf"(?!{pronoun})[{_HAN}]{{2,{_LONGEST_SOURCE}}}?{ends}|{foreign}"
    report = rf"[^，。：！？；“”「」\n,.!?;:]{{0,16}}?{verb}[^，。：！？；“”「」\n,.!?;:]{{0,6}}"
    start = r"(?:^|[，。！？；”」\n,.!?;\s])"
    return _Beside(
        (
            regex.compile(rf"(?P<who>{named}){report}[：:，,]?\s*$"),
            regex.compile(rf"{start}(?P<who>{source}){report}[：:，,]?\s*$"),
        ),
        regex.compile(rf"[，,]?(?P<who>{named}|{source}){report}"),
        frozenset(lexicon.table("pronouns")),
        regex.compile(any_of(lexicon.words("surnames"))),
        None,
    )


@cache
def _japanese() -> _Beside:
    lexicon = load("ja")
    verb = any_of(lexicon.words("speech_verbs"))
    polite = any_of(lexicon.words("honorifics") | lexicon.words("offices"))
    name = rf"(?P<who>[{_HAN}{_KATAKANA}・A-Za-z]{{1,12}}?){polite}?"
    particle = "[はがも]"
    inside = r"[^。「」『』\n]"
    return _Beside(
        (
            regex.compile(rf"(?<![{_HAN}{_KATAKANA}]){name}{particle}(?!.*(?:は)){inside}{{0,40}}$"),
            regex.compile(
                rf"(?<![{_HAN}{_KATAKANA}]){name}{particle}{inside}{{0,20}}?{verb}{_HIRAGANA}{{0,4}}[。：:]?\s*$"
            ),
        ),
        regex.compile(rf"と、?(?:{inside}{{0,12}}?(?<![{_HAN}{_KATAKANA}]))?{name}{particle}{inside}{{0,20}}?{verb}"),
        frozenset(lexicon.table("pronouns")),
        regex.compile(""),
        regex.compile(rf"(?:と|って)、?{inside}{{0,20}}?{verb}"),
    )
