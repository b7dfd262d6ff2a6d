"""Is it speech? Quoted words are also titles, terms, signs, scare quotes, and things that nobody said.

Some of these the words around them name plainly ("the placard read", "never said"): one rule each, below. What is left
is weighed by a linear classifier over the features of `context`, with its weights in the language's data.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from mkdocs_quotes.lang.lexicon import Lexicon

from .context import Around, ContextReader, titled
from .marks import DOUBLE, SINGLE

SPEECH = "speech"
_THRESHOLD = 0.5

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_CAPITALISED_END = re.compile(r"(?:^|[\s(])(?:[A-ZÀ-Þ][\w’'-]*|[A-Z]\.)\s$")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of Japanese, Chinese and Korean."""
_CALLED = re.compile(r"\bcall(?:ed|s) (?:him|her|me)\s*$")
_USED_BY = re.compile(r"\W*(?:\w+\s){0,2}(?:used|coined|uttered|spoken|chosen)\sby\b")
_RUNS_ON = re.compile(r"\s([a-z][\w’'-]+)")
_CAPITALISED_START = re.compile(r"\s?[A-ZÀ-Þ][\w’'-]+")


class Judge:
    """Gives quoted words their verdict, with the knowledge of a language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._reader = ContextReader(lexicon)
        self._weights = {
            feature: float(values[0]) for feature, values in lexicon.table("speech_weights").items() if values
        }
        says = set()
        for lemma, forms in lexicon.table("cue_verbs").items():
            says |= {lemma, *(form for form in forms if form.endswith("s"))}
        near = r"[^.;:“”\"«»]{0,25}$"
        self._denied = re.compile(rf"\b{_choice(lexicon.words('denial_cues'))}\b{near}")
        told = rf"\b{_choice(lexicon.forms('cue_verbs'))}\b[^.;:,“”\"«»]{{0,25}}$"
        self._denied_that = re.compile(
            rf"\b(?:{_choice(lexicon.words('denying'))})\b(?:(?!\b(?:and|but|while|as|when)\b)[^.;:,“”\"«»]){{0,80}}?{told}"
        )
        self._imagined = re.compile(rf"\b{_choice(lexicon.words('imagined_heads'))}\b[^.;“”\"«»]{{0,40}}$")
        self._hearsay = re.compile(rf"^\W*(?:and |but )?{_choice(lexicon.words('hearsay_heads'))}\b")
        self._misattributed = re.compile(rf"\W*{_choice(lexicon.words('misattribution_tails'))}\b")
        self._misattributed_before = re.compile(
            rf"\b{_choice(lexicon.words('misattribution_heads'))}\b[^.;“”\"«»]{{0,60}}$"
        )
        self._generic = re.compile(rf"\W*{_choice(lexicon.words('generic_tails'))}\b")
        self._conditional = re.compile(
            r"^\W*(?:and |but |so |or |then )?(?:if|unless|suppose|supposing|whenever)\b[^,;:.]*"
            rf"\b{_choice(says)}\b[^,;.!?]*,?\s*$"
        )
        self._foretold = re.compile(
            r"^\W*(?:when|whenever|once|next time|the next time)\b[^.;]*(?:\b(?:will|would)|[’']ll)\s(?:\w+\s)?"
            rf"{_choice(lexicon.table('cue_verbs'))}\b[^,;.!?]*,?\s*$"
        )
        self._advised = re.compile(r"(?:^|[,;:] |\bplease |\bto just |\bshould just )(?:just |simply )?(?:say|write)[,:]?\s*$")
        signs = {form for noun in lexicon.words("sign_nouns") for form in (noun, f"{noun}s")}
        sign = _choice(word.lower() for word in signs)
        self._sign_before = re.compile(
            rf"\b{sign}(?:[:,]?\s*$|\s(?:(?!\b(?:and|but|he|she|they|we|i|who|by)\b)[^.,;:“”\"‘«»]){{0,50}}?"
            r"\b(?:reads?|reading|say|says|said|saying|bore|bearing|bears|declar(?:ed?|es|ing)|proclaim(?:ed|s|ing)?|"
            r"warn(?:ed|s|ing)|headed|label(?:l)?ed|marked|emblazoned|printed|inscribed|written|stamped|painted|"
            r"with|is|was)(?:\s(?:with|that|simply|only|just|the words?|the message|the slogan|in [\w ]{1,20})){0,2}[:,]?\s*$)"
        )
        self._sign_after = re.compile(rf"\s(?:\w+ ){{0,2}}{sign}\b")
        self._term = re.compile(rf"\b{_choice(lexicon.words('term_nouns') - {'words'})}(?:\s(?:of|like|such as|as))?,?\s*$")
        self._gloss = re.compile(rf"\b{_choice(lexicon.words('gloss_verbs'))}(?:\s(?:something like|roughly|simply))?[,:]?\s*$")
        self._introduced = re.compile(rf"\b{_choice(lexicon.words('scare_introducers'))}(?:\s(?:the|a|an|as))?\s*$")
        self._known_as = re.compile(r"\b(?:known|marked|listed|labell?ed|billed|signed|christened)\s(?:[\w’'-]+\s){0,5}as(?:\s(?:the|a|an))?\s*$")
        self._naming = re.compile(r"\bto (?:call|name|christen|nickname) (?:him|her|it|them|himself|herself|itself|this|that)\s*$")
        self._such_as = re.compile(r"\b(?:words|terms|phrases|expressions|names)\s(?:such as|like|including)\s*$")
        self._title_nouns = lexicon.words("title_nouns")
        self._statutes = lexicon.words("statute_nouns")
        self._cues = lexicon.forms("cue_verbs")
        self._small_words = lexicon.words("title_small_words")
        self._hints = lexicon.words("report_hints")
        self._function_words = {w for ws in lexicon.table("function_words").values() for w in ws}

    def verdict(self, a: Around) -> tuple[str, float]:
        """"speech" or the reason why not, and how sure it is that these words are speech (0 to 1)."""
        if not a.tabled and (a.family not in (DOUBLE, SINGLE) or _WIDE.search(a.words)):
            return SPEECH, 0.8  # a language whose words the classifier does not know
        reason = self.rule(a)
        if reason is not None:
            return reason, 0.05
        probability = self.probability(a)
        if probability >= _THRESHOLD:
            return SPEECH, probability
        return ("title" if self._title_shaped(a) else "scare"), probability

    def probability(self, a: Around) -> float:
        """How sure the classifier is of speech."""
        weights = self._weights
        score = 0.0
        for feature in self._reader.features(a):
            score += weights.get(feature, 0.0)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))

    def rule(self, a: Around) -> str | None:
        """Why the words are plainly no speech, None where no rule says so."""
        if a.tabled:
            return "term"
        before = a.before.lower()
        after = a.after.lower()
        if after:
            if self._misattributed.match(after):
                return "misattributed"
            if self._generic.match(after):
                return "generic"
        if not before:
            return None
        if self._denied.search(before) or self._denied_that.search(before):
            return "denied"
        if self._misattributed_before.search(before):
            return "misattributed"
        if self._conditional.match(before) or self._foretold.match(before) or self._advised.search(before):
            return "hypothetical"
        if self._imagined.search(before):
            return "imagined"
        if self._hearsay.match(before):
            return "hearsay"
        if self._sign_before.search(before):
            return "sign"
        words = _WORD.findall(a.words)
        if len(words) <= 6 and a.words[-1:] not in ".!?," and self._sign_after.match(after):
            return "sign"
        final = a.words[-1:]
        if len(words) <= 3 and words and final not in ".,!?" and _CAPITALISED_END.search(a.before) and _CAPITALISED_START.match(a.after):
            if titled(words) and a.before.split()[-1].lower() not in self._cues:
                return "name"
        if len(words) <= 6 and self._gloss.search(before):
            return "gloss"
        if len(words) <= 6 and (self._introduced.search(before) or self._known_as.search(before)):
            return "name" if titled(words) else "scare"
        if len(words) <= 3 and titled(words) and self._naming.search(before):
            return "name"
        if len(words) == 1 and final not in "!?" and titled(words) and _CALLED.search(before):
            return "name"
        if self._such_as.search(before):
            return "term"
        if len(words) <= 5 and final not in "!?" and self._term.search(before):
            if self._reports(before) or _USED_BY.match(after):
                return None
            return "term"
        if len(words) == 1 and final not in "!?." and titled(words):
            if any(word in self._title_nouns for word in _WORD.findall(before[-30:])[-1:]):
                return "title"
        if self._title_shaped(a):
            if self._titled_work(a, before, after):
                return "title"
            if self._stands_as_name(a, words, before):
                return "name" if len(words) < 3 else "title"
        return None

    def _stands_as_name(self, a: Around, words: list[str], before: str) -> bool:
        """Whether a capitalised phrase is used as a noun: "the ‘National Army’ militia", "asked for ‘The Hill of Crows’"."""
        preceding = _WORD.findall(before[-30:])[-1:]
        if not preceding or preceding[0] in self._cues or before.rstrip()[-1:] in ",:;—–-.!?":
            return False
        runs_on = _RUNS_ON.match(a.after)
        if runs_on and runs_on[1] not in self._function_words and runs_on[1] not in self._cues:
            return True
        small = words[0].lower() in self._small_words or any(word.islower() for word in words[1:])
        return len(words) >= 3 and small and a.words[-1:] != "?"

    def _reports(self, before: str) -> bool:
        return any(word in self._cues or word in self._hints for word in _WORD.findall(before)[:-1])

    def _title_shaped(self, a: Around) -> bool:
        words = _WORD.findall(a.words)
        return 2 <= len(words) <= 14 and titled(words) and a.words[-1:] not in ".!…" and a.words.upper() != a.words

    def _titled_work(self, a: Around, before: str, after: str) -> bool:
        """Whether a noun beside the words says that they are the title of a work or a law."""
        if _WORD.findall(a.words.lower())[-1] in self._statutes:
            return True
        near = _WORD.findall(before[-40:])[-3:]
        if near and near[-1] in self._cues and near[-1] not in self._title_nouns and near[-1] not in ("called", "named"):
            return False
        if any(word in self._title_nouns or word in self._statutes for word in near):
            return True
        follows = _WORD.findall(after[:30])[:2] if not after[:1] in ",.;" else []
        return any(word in self._title_nouns for word in follows)


def _choice(phrases: Iterable[str]) -> str:
    """A regular expression for any of `phrases`."""
    return "(?:%s)" % ("|".join(sorted(map(re.escape, phrases), key=len, reverse=True)) or r"(?!)")


@lru_cache(maxsize=8)
def judge(lexicon: Lexicon) -> Judge:
    """The judge of a language."""
    return Judge(lexicon)
