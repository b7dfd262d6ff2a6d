"""The facts about quoted words and their surroundings that the classifier weighs.

A feature is a name, such as "before.comma" or "size.2"; its weights stand under that name in the data of the
language. What is looked at together is a *facet*, so that what it is worth need not be added up each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence

from mkdocs_quotes.lang.lexicon import Lexicon

from .context import Around, titled, words_of

Facet = tuple[Hashable, ...]
"""What is looked at, and what was seen."""

_SIZES = ("1", "1", "2", "3", "5", "5", "9", "9", "9", "9")
"""The class of a number of words; more are "many"."""
_SHORT = 3
"""Up to so many words are often a title, a term or a scare quote."""
_GAPS = ("0", "1", "2", "3", "3", "5", "5", "5")
"""The class of a number of words between a cue and the mark; more are "far"."""
_STEP, _FARTHEST = 25, 8
"""The place of the mark in its sentence is told in steps of so many characters, and up to so many steps."""
_PAUSES = {",": "comma", ";": "comma", ":": "colon", "—": "dash", "–": "dash", "-": "dash"}
_STOPS = ".!?…"
_POSSESSIVE = ("’s", "'s", "s’", "s'")
_REST = re.compile(r"[^.!?…“”\"«»]*")
"""What follows in the same sentence, up to the next quoted words."""
_SPOKEN_OF = frozenset(("it", "they", "you", "who"))


class FeatureReader:
    """Turns surroundings into the names of features, with the word lists of a language."""

    def __init__(self, lexicon: Lexicon) -> None:
        signs = lexicon.words("sign_nouns")
        clauses = lexicon.words("verbal_words")
        self._lemmas = {f: lemma for lemma, fs in lexicon.table("cue_verbs").items() for f in (lemma, *fs)}
        self._cues = frozenset(self._lemmas)
        self._reporting = self._cues | lexicon.words("report_hints")
        self._beside = lexicon.words("context_words")
        self._selves = lexicon.words("self_words")
        self._small = lexicon.words("title_small_words")
        self._endings = tuple(word for word in clauses if word[0] == "'" or word == "n't")
        self._clauses = clauses - frozenset(self._endings)
        self._terms = lexicon.words("term_nouns")
        self._titles = lexicon.words("title_nouns")
        self._signs = signs | {f"{noun}s" for noun in signs}
        self._classes = {w: name for name, ws in lexicon.table("function_words").items() for w in ws}
        self._pronouns = frozenset(lexicon.table("pronouns"))

    def features(self, a: Around, hint: str | None) -> list[str]:
        """The features that hold, by name. `hint` is the rule that says what the words are, if there is one."""
        return [feature for facet in self.facets(a, hint) for feature in spell(facet)]

    def facets(self, a: Around, hint: str | None) -> list[Facet]:
        """What the features hang on, in a few parts that come again and again; `spell` makes the features of each."""
        words = a.spoken
        size = _SIZES[len(words)] if len(words) < len(_SIZES) else "many"
        length = "short" if len(words) <= _SHORT else "long"
        case = self._case(a.words, words)
        end = _end(a)
        found: list[Facet] = [("words", size, case, end), self._content(a, words, size, case)]
        if a.facts:
            found.append(("facts", length, *a.facts))
        if hint is not None:
            found.append(("rule", hint))
        self._add_before(found, a, size, length, case)
        self._add_after(found, a, end, length, case)
        return found

    def _case(self, text: str, words: list[str]) -> str:
        """How the words are written: "lower" or "upper" as they begin, "title", "capital" for a lone one."""
        if words and len(words) <= 3 and text.upper() == text and text.lower() != text:
            return "letter" if len(text) <= 2 else "capitals"
        first = words[0][0] if words else ""
        if first.isupper():
            if titled(words, self._small):
                return "title" if len(words) > 1 else "capital"
            return "upper"
        return "lower" if first.islower() else "other"

    def _content(self, a: Around, words: list[str], size: str, case: str) -> Facet:
        text = " ".join(words).lower().replace("’", "'")
        lowered = text.split()
        person = not self._selves.isdisjoint(lowered)
        verbal = not self._clauses.isdisjoint(lowered)
        if "'" in text:  # "I'm", "don't"
            person = person or any(word.partition("'")[0] in self._selves for word in lowered)
            verbal = verbal or any(word.endswith(self._endings) for word in lowered)
        return (
            "content", person, verbal, a.own, a.opened, a.closed, "#" in a.words or "@" in a.words, size, case,
        )  # fmt: skip

    def _add_before(self, found: list[Facet], a: Around, size: str, length: str, case: str) -> None:
        tokens = a.before_words
        before = a.before.rstrip(" \t\n*_(")
        kind = self._kind_before(before, tokens[-1] if tokens else "")
        term = title = sign = False
        if tokens and before:
            term = tokens[-1] in self._terms
            title = not self._titles.isdisjoint(tokens[-4:])
            sign = not self._signs.isdisjoint(tokens[-6:])
        found.append(
            ("before", a.opens_block, a.closes_block, a.follows_quoted, kind, term, title, sign, length, case)
        )
        found.append(("far", min(_FARTHEST, len(a.before) // _STEP), length))
        if a.before.endswith("("):
            found.append(("bracket", length, case))
        place = kind if kind in ("comma", "colon", "start") else "else"
        cue = "no" if self._reporting.isdisjoint(tokens) else "yes"
        found.append(("cue", cue, place, case, size))
        if cue == "yes" and not self._cues.isdisjoint(tokens):
            found.append(self._verb(a, tokens, place, length, case))

    def _verb(self, a: Around, tokens: Sequence[str], place: str, length: str, case: str) -> Facet:
        """The last verb of speech before the words: which, how far away, and who its subject is."""
        at = len(tokens) - 1
        while tokens[at] not in self._cues:
            at -= 1
        gap = len(tokens) - 1 - at
        far = _GAPS[gap] if gap < len(_GAPS) else "far"
        return "verb", self._lemmas[tokens[at]], far, self._subject(a, tokens, at - 1), place, length, case

    def _subject(self, a: Around, tokens: Sequence[str], at: int) -> str:
        """What stands before a verb of speech, auxiliaries and adverbs aside."""
        while at >= 0 and (tokens[at].endswith("ly") or self._classes.get(tokens[at]) in ("aux", "negation")):
            at -= 1
        if at < 0:
            return "none"
        word = tokens[at]
        if word in _SPOKEN_OF:
            return word
        if word in self._pronouns:
            return "person"
        if word in self._classes:
            return self._classes[word]
        written = words_of(a.before)
        return "name" if len(written) == len(tokens) and written[at][0].isupper() else "noun"

    def _kind_before(self, before: str, word: str) -> str:
        """What stands right before the mark: a pause, a word by itself, or the class of a word."""
        if not before:
            return "start"
        final = before[-1]
        if final in _PAUSES:
            return _PAUSES[final]
        if final in _STOPS:
            return "stop"
        if word.endswith(_POSSESSIVE) or final in "’'":
            return "possessive"
        if word in self._beside:
            return f"word.{word}"
        if word in self._cues:
            return "cue"
        if word in self._titles:
            return "title-noun"
        if word in self._signs:
            return "sign-noun"
        return "name" if before[-len(word) :][:1].isupper() else "other"

    def _add_after(self, found: list[Facet], a: Around, end: str, length: str, case: str) -> None:
        tokens = words_of(a.after[:45])
        if not tokens:
            found.append(("nothing",))
            return
        near = [token.lower() for token in tokens[:5]]
        cue = next((i for i, word in enumerate(near) if word in self._cues), None)
        if cue is not None:
            found.append(("reported", end, min(cue, 2), self._lemmas[near[cue]], length))
        elif a.words[-1] not in _STOPS:
            rest = _REST.match(a.after)
            if rest and not self._cues.isdisjoint(words_of(rest[0].lower())):
                found.append(("far-cue", length))
        first = near[0]
        noun = first in self._titles or first in self._signs or first.removesuffix("s") in self._titles
        kind = ""
        if end == "none":
            kind = "other"
            if first in self._beside:
                kind = f"word.{first}"
            elif tokens[0][0].isupper():
                kind = "name"
            elif first[0].isdigit():
                kind = "digit"
        found.append(("after", "according" in near[:2], noun, kind, end, length, case))


def _end(a: Around) -> str:
    """How the quoted words end. A comma behind the mark, as in British logic, is as good as one before it."""
    last = a.words[-1]
    outside = a.after.lstrip("*_")[:1] or " "
    if last in _STOPS:
        return "stop"
    if last == ",":
        return "comma"
    if last in "-—–":
        return "dash"
    if outside in ",;":
        return "comma"
    if outside in ".!?":
        return "stop"
    return "colon-outside" if outside in ":)" else "none"


def spell(facet: Facet) -> list[str]:
    """The features of a facet."""
    return _SPELL[facet[0]](*facet[1:])


def _words(size: str, case: str, end: str) -> list[str]:
    return [
        "always", f"size.{size}", f"case.{case}", f"case.{case}.size.{size}", f"end.{end}", f"end.{end}.case.{case}",
        f"end.{end}.size.{size}",
    ]  # fmt: skip


def _facts(length: str, *facts: str) -> list[str]:
    return [feature for fact in facts for feature in (fact, f"{fact}.{length}")]


def _rule(hint: str) -> list[str]:
    return [f"rule.{hint}"]


def _content(
    person: bool, verbal: bool, own: bool, opened: bool, closed: bool, hash: bool, size: str, case: str
) -> list[str]:
    found = ["person"] if person else []
    if verbal:
        found += ("verbal", f"verbal.size.{size}")
    if not own:
        found += ("foreign-mark", f"foreign-mark.{case}")
    if not opened:
        found.append("unopened")
    if not closed:
        found.append("unclosed")
    if hash:
        found.append("hash")
    return found


def _before(
    opens: bool, closes: bool, follows: bool, kind: str, term: bool, title: bool, sign: bool, length: str, case: str
) -> list[str]:
    found: list[str] = []
    if opens:
        found += ("before.block", f"before.block.{case}", "before.block.whole" if closes else "before.block.more")
    if follows:
        found.append(f"before.quoted.{case}")
    found += (f"before.{kind}", f"before.{kind}.case.{case}", f"before.{kind}.{length}")
    if term:
        found.append("before.term")
    if title:
        found.append(f"near.title-noun.{case}")
    if sign:
        found.append("near.sign-noun")
    return found


def _far(steps: int, length: str) -> list[str]:
    return [f"before.far.{steps}.{length}"]


def _bracket(length: str, case: str) -> list[str]:
    return [f"before.bracket.{length}", f"before.bracket.{case}"]


def _cue(cue: str, place: str, case: str, size: str) -> list[str]:
    return [f"cue-before.{cue}.{place}.case.{case}", f"cue-before.{cue}.size.{size}"]


def _verb(lemma: str, far: str, subject: str, place: str, length: str, case: str) -> list[str]:
    return [
        f"cue.{lemma}.{length}", f"cue-gap.{far}.{length}", f"cue-gap.{far}.{place}", f"subject.{subject}.{length}",
        f"subject.{subject}.case.{case}",
    ]  # fmt: skip


def _nothing() -> list[str]:
    return ["after.nothing"]


def _reported(end: str, gap: int, lemma: str, length: str) -> list[str]:
    return [f"after.cue.{end}", f"after.cue.{gap}", f"after.{lemma}.{length}"]


def _far_cue(length: str) -> list[str]:
    return [f"after.far-cue.{length}"]


def _after(according: bool, noun: bool, kind: str, end: str, length: str, case: str) -> list[str]:
    found = ["after.according", f"after.according.{end}"] if according else []
    if noun:
        found.append("after.noun")
    if kind:
        found += (f"runs-on.{kind}", f"runs-on.case.{case}", f"runs-on.{kind}.{length}")
    return found


_SPELL: Mapping[object, Callable[..., list[str]]] = {
    "words": _words, "facts": _facts, "rule": _rule, "content": _content, "before": _before, "cue": _cue,
    "far": _far, "bracket": _bracket, "verb": _verb, "nothing": _nothing, "reported": _reported, "far-cue": _far_cue,
    "after": _after,
}  # fmt: skip
