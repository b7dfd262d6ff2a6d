"""Read the narration around quotations as a row of tokens, each with a one-letter class.

The classes are what the later steps look at: patterns over the row of letters ("QVN": a quotation, a cue verb, a name)
are short, fast and the same for every wording.

    Q speech   q other words in marks   N person's name   O organisation   L other name   P pronoun   D description
    U plural sources   V cue verb   G its -ing form   M manner verb   F phrase verb   e other past form   X auxiliary
    n negation   A "according"   t "to"   B "by"   f "from"   p preposition   c conjunction   s subordinator   h "that"
    r relative   k determiner   o object pronoun   a adverb   S possessive ’s   d digits   w other word
    and , : . ; - ( ) for punctuation
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..lang import Lexicon
from ..model import Quoted
from ..text.names import Name
from .noun_sources import join_noun_sources
from .partitives import partitives_of, with_partitives
from .phrases import OWNERS, Token, with_owners, with_possessors, without_asides
from .rows import EMPTY, Row, with_descriptions
from .word_classes import chunks_of, open_word, word_classes

MENTIONS = frozenset("NOLPDU")
"""Classes of tokens that may name a speaker."""


_BEFORE_VERB = re.compile(r"(?<![VGMFX])k(?=a?X?a?[VM])|(?<=QV)k(?=[.;]|,r)|(?<=Q,V)k(?=[.;]|,r)")
_LONE_SOURCES = frozenset({"one", "another", "some", "many", "both", "most", "two", "several", "few"})
"""Determiners that stand for a speaker of their own before a verb: "another said"."""


_ORDINAL = re.compile(r"kw(?=a?X?a?[VM])|(?<=V)kw(?=[.,;])")
_ORDINALS = frozenset({"second", "third", "other"})
_SPECIAL = OWNERS | _LONE_SOURCES | _ORDINALS | {"it"}
"""Words that a row is looked at again for."""


def _join_ordinals(row: str, tokens: list[Token], prose: str) -> bool:
    """Make "a second", "the other" beside a verb a description, as "another" is; whether there were any."""
    joined = False
    one = any(
        word == "one" or (code == "D" and prose[at : at + 4].lower() == "one ") for code, at, _, word, _ in tokens
    )
    for m in reversed(list(_ORDINAL.finditer(row))):
        first, last = tokens[m.start()], tokens[m.start() + 1]
        if last[3] in _ORDINALS and (one or last[3] != "other"):  # "the other" where there was one
            tokens[m.start() : m.end()] = [("D", first[1], last[2], last[3], -1)]
            joined = True
    return joined


_OBJECT_BEFORE_VERB = re.compile(r"(?<![VGMFXptfB])o(?=a?X{0,2}a?V(?!B))")
# Begins with a letter and looks back from there: `re` skips fast to the next of them.
_SOURCE = re.compile(
    r"[NDOL]S[wae]?w(?=a?X{0,2}a?V)|k(?:(?<![pVGMFXt]k)(?:[waedL]{0,3}w(?=a?X{0,2}a?V)|e(?=X{0,2}V))|(?<=Atk)[waedL]{0,4}w|(?<=Q[VM]k)[waedG]{0,3}w(?=[.;:acpr-]|,(?![wNLO])|$))"
)
"""One who says something, whatever the noun: "the email read", "one user wrote", "according to a transcript", "“Next!”
called the croupier", "those polled say", "the referee's notebook calls it"."""


def _join_sources(row: Row, prose: str) -> Row:
    """Make one description of each noun phrase that can be nothing but a source."""
    if "V" not in row.codes and "At" not in row.codes:
        return row
    codes, words = row.codes, row.words
    found = []
    for m in _SOURCE.finditer(codes):
        first, last = m.start(), m.end() - 1
        if words[last] in _WHOEVER and codes[first - 2 : first] in ("QV", "QM"):
            continue
        if codes[first] != "k" and codes[last + 1] == "V" and _is_bare(row, last + 1, prose):
            continue  # "was Ann’s instinctive answer"
        if words[last] in _TIMES:
            continue  # "less than two weeks ago said"
        if codes[last] == "e" and words[first] != "those":
            continue
        if _WHOSE.search(codes, max(0, first - 10), first):
            continue  # "a woman whose dog ate her ring has told", "a man who is accused of stealing a bowl says"
        if words[last] in _DEGREES and last > first + 1:
            last -= 1
        found.append((first, last))
    return with_descriptions(row, found) if found else row


def _is_bare(row: Row, at: int, prose: str) -> bool:
    """Whether a verb stands there as its lemma, so that it may as well be a noun."""
    return prose[row.starts[at] : row.ends[at]].lower() == row.words[at]


_WHOEVER = frozenset({"other", "others", "latter", "former", "same", "rest", "elder", "younger"})
"""Of these the words before tell who is meant."""
_WHOSE = re.compile("[DNU]r[weadVXMFGptBn]{1,8}$")
_DEGREES = frozenset({"somewhat", "rather", "quite", "almost", "half", "nearly"})
_TIMES = frozenset(
    {"ago", "day", "days", "week", "weeks", "weekend", "month", "months", "year", "years", "morning", "afternoon",
     "evening", "night", "hour", "hours", "minute", "minutes", "moment", "decade", "decades", "summer", "winter",
     "spring", "autumn", "fall", "time", "times", "later", "earlier"}
)  # fmt: skip
"""Before a verb these tell when, not who: "Ann this week said"."""
_NEVER_NOUNS = frozenset({"say", "tell", "argue", "insist", "describe", "explain", "complain", "believe"})
"""Verbs that stand behind any noun as verbs: "Supporters of the bill say"."""
_BEFORE_NOUN = "kweSpfB"
"""Only behind these a verb may be a noun."""
_LONE = frozenset({"one", "another"})
_SAME_IN_THE_PAST = frozenset({"read", "put", "cut", "set", "let"})
"""What looks like a noun behind a preposition may be the verb of a noun before that: "the sign outside read"."""


def _is_noun(lower: str, lemma: str, is_role: bool, tokens: Sequence[Token]) -> bool:
    """Whether a word that may be a verb is a noun: "the judge", "a new report", "her claims", "Bolton’s account"."""
    if not tokens:
        return False
    if lower in _NEVER_NOUNS:
        return False
    code, _, _, before, _ = tokens[-1]
    if is_role and code in "kw":
        return True
    if lower != lemma and not lower.endswith("s"):
        return False
    if code == "k":
        if before in _LONE:
            return lower == lemma and lemma not in _SAME_IN_THE_PAST  # "at one point"
        return before not in _LONE_SOURCES
    if code in "pfB":
        return lemma not in _SAME_IN_THE_PAST  # "the secretary of state", "requests for comment"
    if code in "we" and len(tokens) > 1:
        if lower == "say" and before.endswith("s"):
            return False  # "the groups say"
        if len(tokens) > 2 and tokens[-3][0] == "S" and lower == lemma:
            return True  # "Lund’s most explosive claim"
        if tokens[-2][0] == "k" and _led_by_many(tokens):
            return False  # "Opponents of the dam call it"
        return tokens[-2][0] == "k" and lower == lemma and tokens[-2][3] not in _LONE_SOURCES
    return code == "S" and lower == lemma


def _led_by_many(tokens: Sequence[Token]) -> bool:
    """Whether many of a kind stand before, who have no verb yet."""
    for code, *_ in reversed(tokens[-6:]):
        if code == "U":
            return True
        if code not in "pkwaL":
            return False
    return False


def _possesses(prose: str, start: int, end: int) -> bool:
    return prose.find("’s ", start, end) >= 0 or prose.find("'s ", start, end) >= 0


class Reader:
    """Turns stretches of one text into rows."""

    def __init__(self, prose: str, names: Sequence[Name], quoted: Sequence[Quoted], lexicon: Lexicon) -> None:
        self.prose = prose
        self.names = names
        self.quoted = quoted
        self._classes = word_classes(lexicon)
        self._chunks = chunks_of(lexicon)
        self._partitives = partitives_of(lexicon)
        self._signs = self._partitives.signs
        self.verb_first = "verb-subject" in lexicon.words("word_order")
        """Whether a subject may stand behind its verb before a quotation as well."""
        self._oblique = lexicon.words("oblique_articles")
        """Of a language that writes nouns with a capital."""
        self._name_starts = [n.start for n in names]
        self._outer = [
            i for i, q in enumerate(quoted) if q.depth == 0 and (q.verdict == "speech" or not self._in_name(q))
        ]
        self._outer_starts = [quoted[i].outer_start for i in self._outer]

    def _in_name(self, q: Quoted) -> bool:
        """Whether words in marks stand within a name: Jack “The Hammer” Dolan."""
        i = bisect_left(self._name_starts, q.start) - 1
        return i >= 0 and self.names[i].end > q.end

    def row(self, start: int, end: int) -> Row:
        """The tokens of `prose[start:end]`; what stands in marks is one token."""
        tokens: list[Token] = []
        at = start
        i = bisect_left(self._outer_starts, start)
        while i < len(self._outer) and self._outer_starts[i] < end:
            index = self._outer[i]
            q = self.quoted[index]
            self._narration(at, q.outer_start, tokens)
            tokens.append(
                ("Q" if q.verdict == "speech" else "q", q.outer_start, min(q.outer_end, end), "", index)
            )
            at = max(at, q.outer_end)
            i += 1
        self._narration(at, end, tokens)
        if not tokens:
            return EMPTY
        many = len(tokens)
        codes, starts, ends, words, refs = zip(*tokens, strict=True)
        row = without_asides("".join(codes), tokens, self.prose)
        if len(tokens) < many:
            codes, starts, ends, words, refs = zip(*tokens, strict=True)
        if self._oblique:
            return _join_sources(
                join_noun_sources(Row(row, starts, ends, words, refs), self.prose, self._oblique), self.prose
            )
        saying = not self._classes.sayings.isdisjoint(words)
        if saying and _possesses(self.prose, start, end):
            parted = with_possessors(row, tokens, self._classes.sayings, self._classes.roles)
            if parted != row:
                row = parted
                codes, starts, ends, words, refs = zip(*tokens, strict=True)
        if not self._signs.isdisjoint(words) and (joined := with_partitives(row, tokens, self._partitives)) != row:
            row = joined
            codes, starts, ends, words, refs = zip(*tokens, strict=True)
        seen = _SPECIAL.intersection(words)  # most rows hold none of the words that these patterns are about
        if not seen:
            return _join_sources(Row(row, starts, ends, words, refs), self.prose)
        if saying and not OWNERS.isdisjoint(seen):
            row = with_owners(row, tokens, self._classes.sayings)
            codes, starts, ends, words, refs = zip(*tokens, strict=True)
        if not _ORDINALS.isdisjoint(seen) and _ORDINAL.search(row) and _join_ordinals(row, tokens, self.prose):
            codes, starts, ends, words, refs = zip(*tokens, strict=True)
            row = "".join(codes)
        if not _LONE_SOURCES.isdisjoint(seen):
            for m in _BEFORE_VERB.finditer(row):
                if words[m.start()] in _LONE_SOURCES:
                    row = f"{row[: m.start()]}D{row[m.end() :]}"
        if "it" in seen:
            for m in _OBJECT_BEFORE_VERB.finditer(row):
                if words[m.start()] == "it":
                    row = f"{row[: m.start()]}P{row[m.end() :]}"
        return _join_sources(Row(row, starts, ends, words, refs), self.prose)

    def _narration(self, start: int, end: int, tokens: list[Token]) -> None:
        at = start
        i = bisect_left(self._name_starts, start)
        while i < len(self.names) and self.names[i].start < end:
            name = self.names[i]
            if name.end > end:
                break
            self._words(at, name.start, tokens)
            if tokens and tokens[-1][0] == "D":  # "harbour master Jo Lund": no mention of its own
                tokens.pop()
            code = "O" if name.kind == "organisation" else "L" if name.kind == "other" else "N"
            if code in "LO" and tokens and tokens[-1][0] in "kw" and (head := name.text.lower()) in self._classes.roles:
                begin = _description_start(tokens, name.start)  # "the Republican", "the former CFO"
                tokens.append(("D", begin, name.end, head, -1))
                at = name.end
                i += 1
                continue
            last = name.words[-1].lower()
            if code == "L" and tokens and tokens[-1][3] == "the" and self._is_office(i):
                code = "N"
            tokens.append((code, name.start, name.end, last, i))
            at = name.end
            i += 1
        self._words(at, end, tokens)

    def _is_office(self, i: int) -> bool:
        """ "the Harbour Master", who says things; but "the Harbour Master, Ann Lund, said" of her."""
        name = self.names[i]
        if len(name.words) < _OFFICE or self._classes.roles.get(name.words[-1].lower(), "p") == "p":
            return False
        explained = self.prose.startswith(", ", name.end) and i + 1 < len(self.names)
        return not (explained and self.names[i + 1].start <= name.end + _EXPLAINS)

    def _words(self, start: int, end: int, tokens: list[Token]) -> None:
        if start >= end:
            return
        append, in_context = tokens.append, self._in_context
        # Line ends are blanks here: no token holds either, and words that were wrapped come again without them.
        chunks = self.prose[start:end].replace("\n", " ").split(" ")
        for code, word, high, size, rest in map(self._chunks.__getitem__, chunks):
            if code:
                append((code, start, start + high, word, -1))
            elif word:
                append(in_context(word, start, start + high, tokens))
            if rest:
                for code, word, low, high in rest:
                    if code:
                        append((code, start + low, start + high, word, -1))
                    else:
                        append(in_context(word, start + low, start + high, tokens))
            start += size

    def _in_context(self, token: str, start: int, end: int, tokens: list[Token]) -> Token:
        """The token of a word whose class hangs on the tokens before it; a description takes its words off them."""
        found = self._classes.open.get(token)
        lower, known, role, collective, otherwise = found if found is not None else open_word(self._classes, token)
        named = len(tokens) > 1 and tokens[-1][0] in "NLO" and tokens[-2][3] in _ARTICLES
        if known is not None and not (collective and named and lower == known[1]):  # "the Wexley report"
            code, lemma = known
            verb = code in "VMF" and tokens and tokens[-1][0] in _BEFORE_NOUN
            # "the council’s own report"
            owned = collective and len(tokens) > 1 and (tokens[-2][0] == "S" or tokens[-2][3].endswith(("’s", "'s")))
            if not verb or not _is_noun(lower, lemma, role is not None or owned, tokens):
                return code, start, end, lemma, -1
        if role is not None:
            if lower == "chair" and tokens and tokens[-1][3] in ("a", "another", "one", "empty", "every"):
                return "w", start, end, lower, -1  # a piece of furniture
            begin = _description_start(tokens, start)
            many = role == "p" and self.prose[begin : begin + 4].lower() != "one "
            return "U" if many else "D", begin, end, lower, -1
        if collective:
            begin = _description_start(tokens, start)
            return "O" if begin < start else "w", begin, end, lower, -1
        if otherwise == "D":
            return "D", _description_start(tokens, start), end, lower, -1
        return otherwise, start, end, lower, -1


_OFFICE = 2
"""Words that the name of an office has at least."""
_EXPLAINS = 24
"""So many characters on, a name explains the office before it."""
_ARTICLES = frozenset({"the", "a", "an", "this", "that"})
_ABOUT = frozenset({"about", "around", "over", "nearly", "almost"})
_COUNTED = frozenset(
    {"hundreds", "dozens", "thousands", "scores", "crowd", "group", "majority", "handful", "number", "pair"}
)
_BESIDE_NOUN = "waedL"
_ONE_OF = frozenset({"one", "another", "some", "many", "several", "both", "two"})


def _description_start(tokens: list[Token], at: int) -> int:
    """Where the description that ends in a role noun begins; takes its words off the tokens.

    "the former prime" + minister goes back to the determiner; "Hana Sato ’s" + lawyer to the one who has.
    """
    for back in range(1, min(5, len(tokens)) + 1):
        code = tokens[-back][0]
        if code == "k":
            if back + 1 < len(tokens) and tokens[-back - 1][3] == "of" and tokens[-back - 2][3] in _ONE_OF:
                back += 2  # "one of the men"
            begin = tokens[-back][1]
            del tokens[-back:]
            return begin
        if code == "S" and back < len(tokens) and tokens[-back - 1][0] in "NOLDU":
            begin = tokens[-back - 1][1]
            del tokens[-back - 1 :]
            return begin
        if code == "S" and back < len(tokens) and tokens[-back - 1][0] in "we":
            continue  # "the growers’ league"
        if code == "N" and (back + 1 > len(tokens) or tokens[-back - 1][0] != "k"):
            if back == 1 and len(tokens) > 2 and tokens[-2][0] in "waed" and tokens[-3][3] in _ARTICLES:
                continue  # "the former Harland manager"
            break  # "a Harland manager", but nothing of "Harland manager"
        if code not in "waedLDOUMN" and (code != "V" or back > 1 or len(tokens) < 2 or tokens[-2][0] in "NLOPDU"):
            break  # "the noted author", but not "the Bulgarian told police"
    if tokens and tokens[-1][0] in "DOU" and tokens[-1][4] < 0 and tokens[-1][2] == at - 1:
        return tokens.pop()[1]
    return _count_before(tokens, at)


def _count_before(tokens: list[Token], at: int) -> int:
    """Where "hundreds of angry marchers" or "about 50 marchers" begins; takes its words off the tokens."""
    if len(tokens) < 2:
        return at
    if tokens[-1][0] == "d" and tokens[-2][3] in _ABOUT:
        first = 2
    else:
        link = 1
        while link < 4 and link < len(tokens) and tokens[-link][0] in _BESIDE_NOUN:
            link += 1
        if link >= len(tokens) or tokens[-link][3] != "of" or tokens[-link - 1][3] not in _COUNTED:
            return at
        first = link + 1
        while first < len(tokens) and first < link + 3 and tokens[-first - 1][0] in "kwd":
            first += 1
            if tokens[-first][0] == "k":
                break
    begin = tokens[-first][1]
    del tokens[-first:]
    return begin
