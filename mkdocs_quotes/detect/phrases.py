"""Rules as data: phrases of a language with the place where they must stand, as patterns that are compiled late."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mkdocs_quotes.lang.lexicon import Lexicon

from .context import words_of

_SOON = 20
"""So many characters behind the mark the first word of a phrase must end."""
_LETTERS = re.compile(r"[^\W_]+")
_SAME_CLAUSE = '[^.;:“”"«»]'


class Late:
    """A pattern that is compiled when it is first asked for: most texts ask for few of them."""

    __slots__ = ("_pattern", "_source")

    def __init__(self, source: str) -> None:
        self._source = source
        self._pattern: re.Pattern[str] | None = None

    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        if self._pattern is None:
            self._pattern = re.compile(self._source)
        return self._pattern

    def search(self, text: str) -> re.Match[str] | None:
        """As of a pattern."""
        return self.compiled().search(text)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """As of a pattern."""
        return self.compiled().match(text, at)


class Before(NamedTuple):
    """A rule about the sentence before the mark."""

    verdict: str
    triggers: frozenset[str]
    """Words one of which must stand there: spares most sentences the pattern."""
    pattern: Late
    """Searched for in the sentence, in lower case."""
    heads: Mapping[str, tuple[str, ...]] | None = None
    """Where the pattern can hold only where a trigger begins: the triggers by the letters that each begins with."""


class Words:
    """The words before a mark, in lower case, for the rules."""

    __slots__ = ("_parts", "whole")

    def __init__(self, words: Iterable[str]) -> None:
        self.whole = frozenset(words)
        self._parts: frozenset[str] | None = None

    @property
    def parts(self) -> frozenset[str]:
        """The words with the parts of compounds: one may be a trigger, "called" in "so-called"."""
        if self._parts is None:
            compounds = [word for word in self.whole if not word.isalnum()]
            self._parts = self.whole.union(*map(_LETTERS.findall, compounds)) if compounds else self.whole
        return self._parts


_KEPT = 1 << 12


class RuleSet:
    """Rules in the order in which they are tried; only those are that a word of the sentence speaks for."""

    def __init__(self, rules: Iterable[Before]) -> None:
        self._rules = tuple(rules)
        self._by_trigger: dict[str, list[int]] = {}
        for number, rule in enumerate(self._rules):
            for trigger in rule.triggers:
                self._by_trigger.setdefault(trigger, []).append(number)
        self._triggers = frozenset(self._by_trigger)
        self._spoken_for: dict[frozenset[str], list[Before]] = {}
        """By triggers: the rules that these speak for."""

    def holding(self, words: Words, before: str) -> Iterator[Before]:
        """The rules that hold."""
        found = self._triggers & words.whole
        if found:
            rules = self._spoken_for.get(found)
            if rules is None:
                if len(self._spoken_for) >= _KEPT:
                    self._spoken_for.clear()
                numbers = sorted({number for word in found for number in self._by_trigger[word]})
                rules = self._spoken_for[found] = [self._rules[number] for number in numbers]
            for rule in rules:
                if holds(rule, words, before):
                    yield rule


class Tails:
    """A rule about how the sentence goes on behind the mark."""

    def __init__(self, verdict: str, phrases: frozenset[str]) -> None:
        self.verdict = verdict
        self._first = {phrase.split()[0] for phrase in phrases}
        self._pattern = Late(rf"\W*{any_of(phrases)}\b")

    def match(self, after: str, first: re.Match[str]) -> bool:
        """Whether the sentence goes on so; `first` is the first word there."""
        return first.end() <= _SOON and first[0] in self._first and self._pattern.match(after) is not None


class Unheard:
    """Rules that need what stands on both sides of the marks: speech that is still to come, or only thought possible.

    "When Aunt Ida says “yes”, we will hire a band": not yet. "“Let them eat,” he might have said": perhaps never.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.table("rule_words")
        verbs = lexicon.table("cue_verbs")
        forms = lexicon.forms("cue_verbs")
        says = set(verbs) | {form for form in forms if form.endswith("s")}
        self._occasions = tuple(f"{phrase} " for phrase in words.get("occasion", ()))
        self._says = Late(rf"^\W*{any_of(words.get('occasion', ()))}\s[^,;:.]*\b{any_of(says)}\b[^,;.!?]*,?\s*$")
        self._future = Late(rf"^[^.;!?]*(?:\b|(?<=\w)){any_of(words.get('future', ()))}\s")
        modals = any_of(words.get("had_it_been", ()))
        self._possible = tuple(f" {word} " for word in (*words.get("had_it_been", ()), *words.get("possible", ())))
        self._might = Late(
            r"[\"”’',\s]*(?!(?:if|but|no)\b)(?:(?!\w+ing\b)\w[\w’'-]*\s){1,4}?"
            rf"(?:{modals}\s(?:(?:as\s)?well\s)?have\s(?:\w+\s)?{any_of(forms - set(verbs))}"
            rf"|{any_of(words.get('possible', ()))}\s(?:(?:as\s)?well\s)?{any_of(words.get('possibly', ()))})"
            r"(?=[.,;:!?—-]|\s(?:but|to|if|had|on|as|when|and)\b)"
        )

    def reason(self, before: str, after: str) -> str | None:
        """Why the words are no speech; the sentence before and behind them, in lower case."""
        if before.startswith(self._occasions) and self._future.search(after) and self._says.search(before):
            return "hypothetical"
        if any(word in after for word in self._possible) and self._might.match(after):
            return "imagined"
        return None


def unsaid_rules(lexicon: Lexicon, signs: Iterable[str]) -> tuple[Before, ...]:
    """Rules for words that were not said, or by nobody."""
    words = lexicon.table("rule_words")
    verbs = lexicon.table("cue_verbs")
    forms = lexicon.forms("cue_verbs")
    says = set(verbs) | {form for form in forms if form.endswith("s")}
    reports = forms - {*verbs, *words.get("prompted", ())}
    to_mark = r"\b[^,;.!?]*,?\s*$"
    near = rf"\b{_SAME_CLAUSE}{{0,25}}$"
    not_done = rf"(?:\snot|n[’']t)(?:\s(?:\w+ly|once|ever))?\s{any_of(words.get('undone', ()))}{near}"
    no_other_clause = rf"(?:(?!\b{any_of(words.get('clause', ()))}\b)[^.;:,“”\"«»])"
    no_other_event = rf"(?:(?!\b{any_of(words.get('interrupts', ()))}\b)[^.;“”\"«»])"
    told = rf"\b{any_of(forms)}\b[^.;:,“”\"«»]{{0,25}}$"
    tail = rf"(?:\s(?:{any_of(words.get('bearing_tail', ()))}|in [\w ]{{1,20}})){{0,2}}[:,]?\s*$"
    aside = r"(?:,\s[^,.“”]{1,40},)?"
    same_subject = r"(?:(?!,\s|\band\b)[^.;“”\"«»])"
    beside = any_of(words.get("beside", ()))  # "by the door", but "He explained the headline by saying"
    no_other_subject = rf"(?:(?!\b(?!{beside}\b){any_of(words.get('breaks', ()))}\b)[^.,;:“”\"‘«»])"
    bearing = any_of((*words.get("bearing", ()), *words.get("beside_sign", ())))
    advice = any_of(words.get("advice", ()))
    return (
        rule_of("denied", lexicon.words("denial_cues"), near),
        rule_of("denied", lexicon.words("denying"), rf"\b{no_other_clause}{{0,80}}?{told}"),
        rule_of("denied", ("did", "does", "do", "has", "have", "had", "would", "will"), not_done),
        rule_of(
            "denied",
            words.get("none", ()),
            rf"\s(?!{any_of(words.get('not_none', ()))}\b)(?:\w+\s){{1,2}}?(?:ha[sd]\s|have\s)?(?:ever\s)?"
            rf"(?:heard\s(?:\w+\s){{1,3}})?{any_of(forms)}{near}",
            first=True,
        ),
        rule_of("misattributed", lexicon.words("misattribution_heads"), r"\b[^.;“”\"«»]{0,60}$"),
        rule_of("hypothetical", words.get("condition", ()), rf"\b[^,;:.]*\b{any_of(says)}{to_mark}", first=True),
        rule_of(
            "hypothetical",
            words.get("occasion", ()),
            rf"\b[^.;]*(?:\b|(?<=\w)){any_of(words.get('future', ()))}\s(?:\w+\s)?{any_of(verbs)}{to_mark}",
            first=True,
        ),
        rule_of(
            "hypothetical",
            words.get("provided", ()),
            rf"\b(?:(?!\b{any_of(reports)}\b)[^.;]){{0,60}}\b{any_of(words.get('future', ()))}\s(?:\w+\s)?"
            rf"{any_of(verbs)}{to_mark}",
            first=True,
        ),
        rule_of(
            "generic",
            words.get("occasion", ()),
            rf"\s{any_of(words.get('anyone', ()))}\s(?:\w+\s)?{any_of(verbs)}{to_mark}",
            first=True,
        ),
        rule_of(
            "generic",
            words.get("occasion", ()),
            rf"\s{any_of(words.get('any_of_a_kind', ()))}\s(?:[\w’'-]+\s){{1,3}}?{any_of(says - set(verbs))}{to_mark}",
            first=True,
        ),
        rule_of(
            "hypothetical",
            words.get("unreal", ()),
            rf"\s(?:[\w’'-]+\s){{1,4}}?had\s(?:(?!to\b)\w+\s)?{any_of(forms)}(?:\s(?:to\s)?\w+)?[,:]?\s*$",
            unlike="as",
        ),
        rule_of(
            "hypothetical",
            words.get("inverted", ()),
            rf"\s(?:[\w’'-]+\s){{1,4}}?{any_of(forms)}(?:\s(?:to\s)?\w+)?[,:]?\s*$",
            first=True,
        ),
        rule_of(
            "generic",
            words.get("each", ()),
            rf"\s(?:\w+\s)?has\s(?:\w+\s)?{any_of(forms)}[,:]?\s*$",
            first=True,
        ),
        rule_of("imagined", words.get("as_if", ()), rf"\b{same_subject}{{0,40}}\b{any_of(forms)}[,:]?\s*$"),
        rule_of(
            "imagined",
            words.get("mute", ()),
            rf"\s(?:(?!and\b)\w+\s|\w+ed to\s)?{any_of(forms)}[,:]?\s*$",
            owned=True,
        ),
        rule_of("sign", words.get("puts_on", ()), r"(?:\s(?:with|the|words?|slogan|message)){0,3}[,:]?\s*$"),
        rule_of(
            "sign",
            words.get("fastened", ()),
            rf"\s(?!by\b)\w+\s[^.,;:“”\"«»]{{1,30}}?\b{any_of(words.get('bearing', ()))}{tail}",
        ),
        rule_of("sign", words.get("beside_words", ()), rf"\s{any_of(words.get('the_words', ()))}[,:]?\s*$"),
        Before(
            "hypothetical",
            frozenset(words.get("advice", ())),
            Late(rf"(?:^|[,;:]\s|\bplease\s)(?:just\s|simply\s)?{advice}[,:]?\s*$"),
        ),
        rule_of("imagined", lexicon.words("imagined_heads"), rf"\b{no_other_event}{{0,40}}$"),
        rule_of("hearsay", lexicon.words("hearsay_heads"), r"\b", first=True),
        rule_of("sign", signs, rf"(?:[:,]?\s*$|{aside}\s{no_other_subject}{{0,50}}?\b{bearing}{tail})"),
    )


def label_rules(lexicon: Lexicon) -> tuple[Before, ...]:
    """Rules for what stands right at the mark and makes the words a gloss, a name or a label."""
    words = lexicon.table("rule_words")
    return (
        rule_of("gloss", lexicon.words("gloss_verbs"), r"(?:\s(?:something like|roughly|simply))?[,:]?\s*$"),
        rule_of("scare", lexicon.words("scare_introducers"), r"(?:\s(?:the|a|an|as))?\s*$"),
        rule_of("term", words.get("defines", ()), r"(?:\s(?:the|an?))?\s*$"),
        rule_of("term", words.get("name_nouns", ()), r"\s(?:[\w’'-]+\s){0,3}?(?:is|was)(?:\s(?:simply|only|now))?\s*$"),
        rule_of("scare", words.get("renames", ()), r"\s(?:[\w’'-]+\s){1,4}$"),
        rule_of("scare", words.get("dubbed", ()), r"\sby\s(?:[\w’'-]+\s){1,4}$"),
        rule_of("scare", words.get("known", ()), r"\s(?:[\w’'-]+\s){0,5}as(?:\s(?:the|a|an))?\s*$"),
    )


def rule_of(
    verdict: str, phrases: Iterable[str], then: str, first: bool = False, owned: bool = False, unlike: str = ""
) -> Before:
    """The rule that `then` follows one of `phrases`: at the sentence's start, if `first`; somebody's, if `owned`.

    It does not stand right behind the word `unlike`.
    """
    phrases = frozenset(phrase.lower() for phrase in phrases)  # as the sentence is that they are looked for in
    triggers = frozenset(words_of(phrase)[0] for phrase in phrases)
    start = r"^\W*(?:(?:and|but|so|or|then)\s)?" if first else r"\b"
    if owned:
        start = r"(?:\b(?:his|her|their|my|your|its)|[’']s?)\s"
    if unlike:
        start = rf"\b(?<!\b{unlike}\s)"
    heads: dict[str, tuple[str, ...]] | None = None
    if not first and not owned and all(phrase.startswith(words_of(phrase)[0]) for phrase in phrases):
        heads = {}
        for trigger in triggers:
            head = _LETTERS.findall(trigger)[0]
            heads[head] = (*heads.get(head, ()), trigger)
    return Before(verdict, triggers, Late(start + any_of(phrases) + then), heads)


def holds(rule: Before, words: Words, before: str) -> bool:
    """Whether a rule holds for the sentence before a mark."""
    if rule.triggers.isdisjoint(words.whole):
        return False
    heads = rule.heads
    if heads is None:
        return rule.pattern.search(before) is not None
    match = rule.pattern.compiled().match
    for head in heads.keys() & words.parts:  # tried only where a trigger stands, which is much quicker than a search
        for trigger in heads[head]:
            at = before.find(trigger)
            while at >= 0:
                if match(before, at) is not None:
                    return True
                at = before.find(trigger, at + 1)
    return False


def any_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of `phrases`, the longest first."""
    return "(?:%s)" % ("|".join(sorted(map(re.escape, phrases), key=len, reverse=True)) or r"(?!)")
