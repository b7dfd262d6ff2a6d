"""Rules for quoted words that the words around them name plainly: titles, terms, signs, and what nobody said.

Each rule is a phrase of the language's data and a place where it must stand. They are tried in the order of
`Rules.reason`; the first that holds gives the verdict.
"""

from __future__ import annotations

import re

from mkdocs_quotes.lang.lexicon import Lexicon
from mkdocs_quotes.text.letters import UPPER, is_wide

from .context import HEAD, WORD, Around, titled, words_of
from .phrases import Late, RuleSet, Tails, Unheard, Words, any_of, holds, label_rules, rule_of, unsaid_rules

_CAPITALISED_END = re.compile(rf"(?:^|[\s(])(?:[{UPPER}][\w’'-]*|[{UPPER}]\.)\s\(?$")
_CAPITALISED_START = re.compile(rf"\)?\s?[{UPPER}][\w’'-]+")
_FULL_NAME = re.compile(rf" [{UPPER}][\w’'-]+ [{UPPER}][\w’'-]+ [a-z]")
_SHOWN = re.compile(r",\s(?:at|on|in|by|until|from|now)\s[^.;:“”\"]{1,60},\s(?:is|was|opens|opened|runs|ran|will)\b")
"""Behind the title of a work: where, until when or by whom it is, and what it is."""
_RUNS_ON = re.compile(r"\s([a-z][\w’'-]+)")
_OR = re.compile(rf"(?:^|\s)(?:[{UPPER}]|[a-z]\w*[^\x00-\x7f])[\w’'-]*, or\s$")
"""Behind a name or a foreign word: "Ubuntu, or “I am because we are”"."""
_PUT_RIGHT = re.compile(
    r"\.\s(?:(?:it|they|this|that|the (?:words|remark|line|phrase|quote|quotation|speaker))"
    r" (?:was|were|is|are)\b(?! (?:never|not|nobody))"
    r"|(?:\w+ ){1,3}(?:said|made|wrote|used|uttered|spoke) (?:it|them|the words))"
)
"""Behind words laid to the wrong mouth: whose they were. "It was Igor Lem.", "Dora Penn said it."."""
_LAID_TO = frozenset({"attributed", "misattributed", "credited", "ascribed", "quoted", "gave"})
_PHRASES = frozenset(("phrase", "words", "word", "expression", "term", "description"))
_IN_WORDS = re.compile(
    r"\b(?:in|to (?:use|quote|borrow|echo)|using|borrowing|echoing) (?:[\w’'-]+ ){0,5}"
    r"[\w-]+[’']s? (?:[\w-]+ )?\w+,?\s*$"
)
"""Somebody's words: "in conductor Arvo Pärn’s phrase"."""
_LETTERS = re.compile(r"\w+")
_ARTICLES = frozenset(("the", "a", "an", "one", "another"))
_JOINS = frozenset(("and", "or", "then"))
_LONGEST_TITLE = 14
_LONGEST_TERM = 3
_LONGEST_FRAME = 50
"""More characters no line has that opens or closes a letter."""
_SIGN_TAIL = 3
"""So many words before the mark may be the thing and its own verb: "a sign that said"."""
_LONGEST_WORD = 12
"""More characters a word, on average, no title has."""
_POSSESSIVE = ("’s", "'s")
_PARTICLES = tuple("はがのをにへで")
"""What follows words in Japanese that are no speech: a quotation is followed by "と"."""
_WHICH = (", which ", " which ")
"""Behind words that are written like a title, what tells of the work."""
_BLANKS = re.compile(r"\s+")
_PAUSES = tuple(",:;—–-.!?")


def few_words(a: Around) -> list[str]:
    """The quoted words one by one, as far as they may be a title: of many it is enough that there are more."""
    if len(a.spoken) <= _LONGEST_TITLE and len(a.words) > HEAD:
        return words_of(a.words)
    return a.spoken


def _in_line(text: str) -> str:
    """In lower case and on one line: phrases are broken wherever a line was full."""
    text = text.lower()
    return _BLANKS.sub(" ", text) if "\n" in text or "  " in text else text


class Rules:
    """The rules of a language."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.table("rule_words")
        self._bodies = lexicon.words("collectives")
        self._cues = lexicon.forms("cue_verbs")
        self._said = {form for form in self._cues if form.endswith("ed")} | set(words.get("said", ()))
        self._hints = lexicon.words("report_hints")
        self._selves = lexicon.words("self_words")
        self._title_nouns = lexicon.words("title_nouns")
        self._title_ends = tuple(self._title_nouns)
        self._title_verbs = frozenset(words.get("title_verbs", ()))
        self._statutes = lexicon.words("statute_nouns")
        self._small_words = lexicon.words("title_small_words")
        self._function_words = {w for ws in lexicon.table("function_words").values() for w in ws}
        signs = {form.lower() for noun in lexicon.words("sign_nouns") for form in (noun, f"{noun}s")}
        self._unsaid = RuleSet(unsaid_rules(lexicon, signs))
        self._unheard = Unheard(lexicon)
        thing = any_of(signs)
        self._beside = Late(
            rf"(?:the|an?|one|another)\s(?!{thing}\b)\w+\s(?:beside|by|near|under|behind|below|with|holding|carrying)\s"
            rf"(?:the|an?|his|her)\s(?:\w+\s)?{thing}\s(?!that\b|which\b|read)\w+"
        )
        self._labels = RuleSet(label_rules(lexicon))
        self._greeting = Late(rf"\W*{any_of(words.get('greetings', ()))}(?:[\s,.]+[\w.’'-]+){{1,4}}[,:]?\W*$")
        closings = any_of(words.get("closings", ()))
        self._closing = Late(rf"\W*(?:[\w’']+,?\s){{0,4}}(?:{closings}(?:[\s,]+[\w.’']+){{0,4}}|&c\.?)[,.]?\W*$")
        self._bare_naming = rule_of("name", words.get("bare_naming", ()), r"\s*$")
        owners = any_of(words.get("owners", ()))
        self._called_so = Late(
            rf"\b(?:{any_of(words.get('callers', ()))}|{owners}\s\w+s)\scall(?:s|ed)?(?:\s{owners}\s\w+)?\s*$"
        )
        self._what_they_call = Late(rf"\bwhat\s{any_of(words.get('callers', ()))}\scalls?(?:\s(?:the|an?))?\s*$")
        self._naming = rule_of("name", words.get("naming", ()), rf"\s{any_of(words.get('object', ()))}\s*$")
        self._called = rule_of("name", words.get("called", ()), rf"\s{any_of(words.get('person_object', ()))}\s*$")
        term_nouns = lexicon.words("term_nouns") - {"words"}
        self._term = rule_of("term", term_nouns, r"(?:\s(?:of|like|such as|as))?,?\s*$")
        self._such = rule_of("term", words.get("such_heads", ()), rf"\s{any_of(words.get('such', ()))}\s*$")
        self._is_a = re.compile(rf"\s{any_of(words.get('is_a', ()))}\s")
        self._runs = re.compile(rf"\s{any_of(words.get('runs', ()))}\b")
        self._explains = re.compile(rf"\W{{1,2}}\s?{any_of(words.get('explains', ()))}\b")
        self._voted = frozenset(words.get("voted", ()))
        self._glossed = Late(rf",\s{any_of(words.get('glosses', ()))},?\s[“‘\"'«]")
        self._amid = frozenset(words.get("amid", ()))
        self._operated = frozenset(words.get("operated", ()))
        self._articles = frozenset(words.get("articles", ()))
        self._within = frozenset(words.get("within", ()))
        self._things = frozenset(words.get("things", ()))
        self._dubs = re.compile(
            rf"\b{any_of(words.get('dubbers', ()))}\s{any_of(words.get('dubs', ()))}(?:\s(?:the|a|an))?\s*$"
        )
        self._judged = Late(rf"\b{any_of(words.get('judged', ()))}(?:\sas)?(?:\s(?:the|an?))?\s*$")
        self._things_say = re.compile(
            rf"\b{any_of(words.get('thing_subject', ()))}\s(?:\w+\s){{0,3}}?{any_of(words.get('bears', ()))}\s*$"
        )
        self._performed = rule_of("title", words.get("performed", ()), r"\s*$")
        self._calls = frozenset(words.get("calling", ()))
        self._calling = Late(
            rf"\W*{any_of(words.get('calling', ()))}\s(?!\w+sel(?:f|ves)\s)"
            rf"(?:[\w’'-]+\s){{1,6}}(?:(?:as|an?|the)\s){{0,2}}$"
        )
        self._experts = Late(rf"\b{any_of(words.get('experts', ()))}\scall\s(?:this|that|these|it)(?:\s\w+)?\s*$")
        self._headed = rule_of("title", words.get("headed", ()), r"[:,]?\s*$")
        self._used_by = re.compile(rf"\W*(?:\w+\s)?{any_of(words.get('use', ()))}\b")
        self._sign_after = Late(rf"\s(?:\w+ ){{0,2}}{any_of(signs)}\b")
        self._signs = signs
        self._laid = re.compile(
            rf"\W*(?:{any_of(words.get('be', ()))}\s|an?\s{any_of(words.get('attribution_nouns', ()))}\s)"
            rf"(?:\w+\s)?{any_of(words.get('laid', ()))}\s"
        )
        self._lays = frozenset(words_of(word)[0] for word in words.get("be", ())) | {"a", "an"}
        """Words that the pattern above begins with."""
        self._restored = Late(rf"\b{any_of(words.get('restored', ()))}\b")
        carries, carrier = any_of(words.get("reading", ())), any_of(signs)
        self._readers = frozenset(words_of(phrase)[0] for phrase in words.get("reading", ())) | _ARTICLES
        self._sign_words = frozenset(_LETTERS.findall(phrase)[0] for phrase in signs)
        self._read_by = Late(
            rf"[^\w.!?]*(?:{carries}\s(?:(?!who\b)\w+\s){{0,3}}{carrier}"
            rf"|(?:the|an?|one|another)\s(?:\w+\s){{0,2}}{carrier}\s{carries})\b"
        )
        self._said_by_all = re.compile(r"\W*(?:is|are)\s(?:not\s)?(?:what|how|an?|the|one)\s([^.;:]+)")
        self._misattributed = Tails("misattributed", lexicon.words("misattribution_tails"))
        self._generic = Tails("generic", lexicon.words("generic_tails"))

    def reason(self, a: Around) -> str | None:
        """Why the words are plainly no speech; None where no rule says so."""
        if a.tabled:
            return "term"
        if a.opens_block and a.closes_block and len(a.words) <= _LONGEST_FRAME and self._frames_letter(a):
            return "salutation"
        after = _in_line(a.after)
        following = WORD.search(after)
        if following is not None:
            if self._generic.match(after, following):
                return self._generic.verdict
            laid = following[0] in self._lays and self._laid.match(after)
            if (laid or self._misattributed.match(after, following)) and not (
                self._restored.search(after) or _PUT_RIGHT.search(after)
            ):
                return "misattributed"
            if self._is_read_by(after, following[0]):
                return "sign"
        before = _in_line(a.before)
        if (unheard := self._unheard.reason(before, after)) is not None:
            return unheard
        if not a.before_words and len(a.spoken) == 1 and a.words[-1:].isalnum() and _FULL_NAME.match(a.after):
            return "name"  # "“Sugar” Ray Lomu said"
        if not a.before_words:
            return self._explained(a, after) or ("generic" if self._is_everybodys(a) else None)
        near = Words(a.before_words)
        for rule in self._unsaid.holding(near, before):
            put_right = rule.verdict == "misattributed" and _PUT_RIGHT.search(after)
            if not put_right and (rule.verdict != "sign" or not (self._told(a) or self._beside.match(before))):
                return rule.verdict
        words = few_words(a)
        if self._of_a_thing(a, words, after):
            return "scare"
        if not 0 < len(words) <= _LONGEST_TITLE:
            return None
        if self._written(a, words, before):
            return "sign"
        return self._named(a, words, near, before, after)

    def _frames_letter(self, a: Around) -> bool:
        """Whether a line of its own opens or closes a letter: "“My dear Lizzy,”", "“Yours, &c.”"."""
        line = _in_line(a.words)
        if (line + a.after[:2]).rstrip("”\"’'\n ")[-1:] in ",:" and self._greeting.match(line) is not None:
            return True
        return line[-1:] not in "!?" and self._closing.match(line) is not None

    def _is_read_by(self, after: str, first: str) -> bool:
        """Whether a thing says the words: "“NO ENTRY” read the sign"."""
        return (
            first in self._readers
            and not self._sign_words.isdisjoint(_LETTERS.findall(after))
            and self._read_by.match(after) is not None
        )

    def hint(self, a: Around) -> str | None:
        """What short words may be by the words around them, a fact for the classifier: "sign" or "noun"."""
        if not a.before_words or len(a.words) > _LONGEST_TITLE * _LONGEST_WORD:
            return None
        words = few_words(a)
        if not 0 < len(words) <= _LONGEST_TITLE:
            return None
        if len(words) <= 6 and a.words[-1:] not in ".!?," and self._sign_after.match(_in_line(a.after)):
            return "sign"
        return "noun" if self.title_shaped(a) and self._used_as_noun(a, words) else None

    def is_used(self, a: Around) -> bool:
        """Whether somebody used the words: "The word “catastrophic” was used by Emeka Nwosu"."""
        if a.before_words and a.before_words[-1] in _PHRASES and _IN_WORDS.search(_in_line(a.before)):
            return True  # "in Pärn’s phrase"
        laid = not _LAID_TO.isdisjoint(a.before_words) or "ed to " in a.after
        if laid and ". " in a.after and _PUT_RIGHT.search(_in_line(a.after)):
            return True  # "We attributed “no” to Bo. It was Greta who said it."
        opens = a.after[:1] == "," and a.before_words[:1] and a.before_words[0] in self._calls
        if opens and self._calling.match(_in_line(a.before)) is not None:
            return True  # "Calling the fee “robbery”, Meera Joshi …"
        return " by " in a.after and self._used_by.match(_in_line(a.after)) is not None

    def is_aside(self, a: Around) -> bool:
        """Whether somebody speaks of himself in brackets behind his name: "Rhys Morgan (“We never asked”) …"."""
        if not (a.before.endswith("(") and a.after.startswith(")") and _CAPITALISED_END.search(a.before[:-1])):
            return False
        words = few_words(a)
        return len(words) >= _LONGEST_TERM and words[0].lower() in self._selves and not self.title_shaped(a)

    def reason_elsewhere(self, a: Around) -> str | None:
        """Why words in the marks or letters of other languages are no speech: little is known of them."""
        before = a.before.rstrip()
        if a.before_words and a.before_words[-1] in self._title_nouns and before[-1:].isalnum():
            return "title"
        if not is_wide(a.words):
            return None
        if before.endswith(self._title_ends):
            return "title"
        if a.after.startswith(_PARTICLES):
            return "term"
        return None

    def title_shaped(self, a: Around) -> bool:
        """Whether two words or more are written like a title: capitals, no full stop."""
        found = few_words(a)
        if not 2 <= len(found) <= _LONGEST_TITLE or a.words[-1:] in ".!…" or a.words.upper() == a.words:
            return False
        return titled(found, self._small_words)

    def _explained(self, a: Around, after: str) -> str | None:
        """Whether a sentence begins with words and says what they are: "“Old Faithful” is a clock"."""
        if a.opens_block and after.startswith(":") and len(few_words(a)) <= _LONGEST_TERM:
            return "term"  # an entry of a glossary
        if a.words[-1:] in ".!?":
            return None
        if len(few_words(a)) <= 2 and self._explains.match(after):
            return "term"
        if len(few_words(a)) == 1 and (runs_on := _RUNS_ON.match(after)) and runs_on[1] in self._voted:
            return "term"
        if self.title_shaped(a) and (self._runs.match(after) or _SHOWN.match(after)):
            return "title"
        if a.words[-1:] == "," or not self._is_a.match(after):
            return None
        if self.title_shaped(a):
            return "name"
        return "term" if 0 < len(few_words(a)) <= 2 else None

    def _is_everybodys(self, a: Around) -> bool:
        """Whether a sentence begins with words and tells when anybody says them: "“Who pays?” is a question …"."""
        match = self._said_by_all.match(a.after)
        if match is None or a.words[-1:] == ",":
            return False
        rest = match[1]
        return rest == rest.lower() and self._said.isdisjoint(words_of(rest))

    def _of_a_thing(self, a: Around, words: list[str], after: str) -> bool:
        """Whether the words are what a thing does, where nobody is reported: "It “whispers to us” in brochures"."""
        return (
            len(a.before_words) == 1
            and a.before_words[0] in self._things
            and 0 < len(words) <= 5
            and words[0].islower()
            and self._cues.isdisjoint(words_of(after.partition(".")[0]))
        )

    def _named(
        self, a: Around, words: list[str], near: Words, before: str, after: str
    ) -> str | None:
        """Whether short words are a name, a term or a title."""
        final = a.words[-1:]
        capitals = titled(words, self._small_words)
        if len(words) <= 3 and capitals and final not in ".,!?" and (self._inside_name(a) or self._of_a_body(a)):
            return "name"
        if len(words) <= 2 and final not in ".,!?" and self._explains.match(after):
            return "term"
        if len(words) <= 6:
            for rule in self._labels.holding(near, before):
                if rule.verdict == "scare" and (
                    self._dubs.search(before) or (not capitals and self._judged.search(before))
                ):
                    return None  # somebody's own word for it
                return "name" if capitals and rule.verdict == "scare" else rule.verdict
        namings = (self._naming, self._bare_naming)
        if len(words) <= 3 and capitals and any(holds(rule, near, before) for rule in namings):
            return "name"
        if len(words) <= 3 and capitals and final not in ".,!?" and self._called_so.search(before):
            return "name"
        if a.before_words == ("in",) and len(words) <= 5 and capitals and (after[:1] == "," or final == ","):
            return "title"
        if len(words) == 1 and capitals and final not in "!?" and holds(self._called, near, before):
            return "name"
        if holds(self._headed, near, before):
            return "title"
        if holds(self._such, near, before):
            return "term"
        if len(words) <= 5 and final not in "!?" and holds(self._term, near, before):
            used = self._used_by.match(after) or _IN_WORDS.search(before) or _PUT_RIGHT.match(after)
            return None if used or self._reported(a) else "term"
        if len(words) <= 5 and final not in ".,!?" and (self._is_operated(a) or self._what_they_call.search(before)):
            return "term"
        if len(words) <= 3 and words[0].islower() and self._experts.search(before):
            return "term"
        if len(words) <= 6 and final not in ".,!?" and (_OR.search(a.before) or self._glossed.match(after)):
            return "gloss"
        apart = a.before.rstrip()[-1:] in ".!?"  # "He closed the book. ‘Bring in D’Souza’"
        titled_after = not apart and a.before_words[-1] in self._title_nouns
        if titled_after and len(words) == 1 and capitals and final not in "!?.":
            return "title"
        if self.title_shaped(a):
            if not apart and self._titled_work(a, words, after):
                return "title"
            if a.before_words[-1] in self._amid:
                return "title"
            if a.before_words[-1].endswith(_POSSESSIVE) and final not in ".,!?":
                return "title"
            if self._in_a_work(a, words):
                return "title"
            if self._is_a.match(after):
                return "name" if len(words) < 3 else "title"
            if final not in ".,!?" and (after.startswith(_WHICH) or holds(self._performed, near, before)):
                return "title"
        return None

    def _is_operated(self, a: Around) -> bool:
        """Whether the words are those of a button or a box: "press “Save” and then “Send”"."""
        if a.before_words[-1] in self._operated:
            return True
        return a.follows_quoted and a.before_words[-1] in _JOINS and not self._operated.isdisjoint(a.before_words[:3])

    def _in_a_work(self, a: Around, words: list[str]) -> bool:
        """Whether something is or happens in what the words name: "In “The Miser's Daughter”, Ott plays a thief"."""
        return (
            len(words) >= 3
            and words[0].lower() in self._articles
            and a.before_words[-1] in self._within
            and self._cues.isdisjoint(a.before_words)
        )

    def _written(self, a: Around, words: list[str], before: str) -> bool:
        """Whether a thing says words in capitals: "a badge that said “VISITOR”", "mine read “NO ENTRY”"."""
        return (
            a.words.isupper()
            and a.words[-1] not in "!?"
            and any(len(word) > 1 for word in words)
            and self._things_say.search(before) is not None
        )

    def _told(self, a: Around) -> bool:
        """Whether somebody says something of a thing with words on it: "He said that the map was “out of date”"."""
        return a.words[0].islower() and not self._cues.isdisjoint(a.before_words[:-_SIGN_TAIL])

    def _inside_name(self, a: Around) -> bool:
        """Jack “The Hammer” Dolan."""
        return (
            a.before_words[-1] not in self._cues
            and _CAPITALISED_START.match(a.after) is not None
            and _CAPITALISED_END.search(a.before) is not None
        )

    def _reported(self, a: Around) -> bool:
        """Whether something before the noun right at the mark ("the word") reports speech or use."""
        return any(word in self._cues or word in self._hints for word in a.before_words[:-1])

    def _titled_work(self, a: Around, words: list[str], after: str) -> bool:
        """Whether a noun beside the words says that they are the title of a work or the name of a law."""
        if words[-1].lower() in self._statutes:
            return True
        near = a.before_words[-3:]
        if near[-1] in self._cues and near[-1] not in self._title_nouns | self._title_verbs:
            return False
        if any(word in self._title_nouns or word in self._statutes for word in near):
            return True
        return after[:1] not in tuple(",.;") and any(w in self._title_nouns for w in words_of(after[:30])[:2])

    def _of_a_body(self, a: Around) -> bool:
        """The ‘National Army’ militia."""
        runs_on = _RUNS_ON.match(a.after)
        return runs_on is not None and runs_on[1] in self._bodies and a.before_words[-1] not in self._cues

    def _used_as_noun(self, a: Around, words: list[str]) -> bool:
        """Whether a capitalised phrase is used as a noun: "the ‘Harbour Guard’ militia"."""
        if a.before_words[-1] in self._cues or a.before.rstrip().endswith(_PAUSES):
            return False
        runs_on = _RUNS_ON.match(a.after)
        if runs_on and runs_on[1] not in self._function_words and runs_on[1] not in self._cues:
            return True
        small = words[0].lower() in self._small_words or any(word.islower() for word in words[1:])
        return len(words) >= 3 and small and a.words[-1:] != "?"
