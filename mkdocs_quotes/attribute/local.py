"""Attribute quotations to the words near them that name the speaker: quotation → mention, or none.

Every mention around a quotation and an explicit "none" get a score, the sum of the weights of their features; the
scores become probabilities with a softmax. A conditional log-linear ranker, as in maximum-entropy attribution since
Elson and McKeown (2010); weights are data (`weights/local.json`), trained on annotated texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Quoted
from .candidates import BE, Sites, find_candidates, is_apposition
from .constructions import construction, corrected
from .features import Site, facets_of, spell, verb_of
from .papers import SENT
from .relatives import relative
from .relays import opposed, relay
from .scorer import Scorer, softmax
from .tokens import MENTIONS

_KEPT = 4
"""How many candidates are kept for the evidence."""


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
class Near:
    """A mention near a quotation as its possible speaker. Offsets in prose."""

    start: int
    end: int
    code: str
    """Its token class, see `tokens`."""
    word: str
    """Lower-case head: surname, pronoun, role noun."""
    ref: int
    """Index among the names, -1 for other mentions."""
    probability: float
    cue: tuple[int, int] | None
    """This and the pattern are looked for at the best mention alone."""
    pattern: str
    """How it stands to its verb and the quotation: "sv-after" subject then verb behind the quotation, …"""
    token: int
    """Its index in the row of the quotation's site."""
    linked: bool
    """In the quotation's own block, or in the one that leads up to it with a colon."""


@dataclass(slots=True)  # not frozen, which makes it three times as dear to make
class Local:
    """What the words around one quotation say of its speaker."""

    index: int
    """Of the quotation among the quoted."""
    site: Site | None
    none: float
    """Probability that no mention near names the speaker."""
    near: tuple[Near, ...]
    """Best first."""

    @property
    def best(self) -> Near | None:
        """The linked mention that is more likely than none."""
        if self.near and self.near[0].linked and self.near[0].probability >= self.none:
            return self.near[0]
        return None

    @property
    def far(self) -> Near | None:
        """A mention in a block before or after that is more likely than none: a hint, no cue."""
        if self.near and not self.near[0].linked and self.near[0].probability >= self.none:
            return self.near[0]
        return None


def attribute_locally(sites: Sites, index: int, quoted: Quoted, scorer: Scorer) -> Local:
    """Weigh the mentions around the quotation at `index`."""
    site = sites.site(index)
    if site is None:
        return Local(index, None, 1.0, ())
    if sites.corrects and (right := corrected(site)) is not None:
        return Local(index, site, 1 - _BUILT, (_near(site, right, _BUILT),))
    if (handed_on := relay(site)) is not None:
        return Local(index, site, 1 - _BUILT, (_near(site, handed_on, _BUILT),))
    if (behind := relative(site)) is not None:
        return Local(index, site, 1 - _BUILT, (_near(site, behind, _BUILT),))
    if (plain := plain_cue(site)) is not None:
        return Local(index, site, 1 - _PLAIN, (_near(site, plain, _PLAIN),))
    if (own := opposed(site)) is not None:
        return Local(index, site, 1 - _BUILT, (_near(site, own, _BUILT),))
    if (built := construction(site)) is not None:
        return Local(index, site, 1 - _BUILT, (_near(site, built, _BUILT),))
    if is_bare_turn(site) or (site.row.codes[site.at + 1 : site.at + 2] in _OVER and sites.answers(index)):
        return Local(index, site, 1.0, ())
    candidates = find_candidates(site)
    none, *likely = softmax(scorer.totals(facets_of(site, candidates), spell))
    _join_relatives(site, candidates, likely)
    order = sorted(range(len(candidates)), key=likely.__getitem__, reverse=True)[:_KEPT]
    return Local(index, site, none, tuple([_near(site, candidates[i][0], likely[i], i == order[0]) for i in order]))


_OVER = ("", ".", "¶", "Q")
_PLAIN = 0.98
"""How sure the plainest of all cues is: "…," said Ann. "…," she said."""
_BUILT = 0.9
_INVERTED = re.compile(r"[VM]kN(?=[.;¶]|$)|V(?:[NP](?=[.,;:¶cp-])|[DO](?=[.;:¶]|p[kwNOLDa]{1,5}[.;¶])|[NPDO]$)")
_STRAIGHT = re.compile(r"[NPDO](?=a?(?:V|(?:[eFwM]p?ta?V|Xa?w(?:ta?V|pG))(?=[.,;:¶cp-]|$)))")
"""Besides "she said": "she liked to say", "she went on to say", "she was heard to say", "she was fond of saying"."""
_TITLED = re.compile(r"V(?:N(?=[wN])|[weadLO])[weadLO]{0,3}(N)(?=[.,;:¶)pfcr-]|$)")
"""“…,” said longtime Republican organiser Ann Lund."""
_BEFORE = re.compile(
    r"([ND])a?(X?)a?(?:[eFw]p?ta?)?V(?:[oNDOU][,:h]{0,2}|[,:])$|([ND])a?Vh?(?:o|P|k?w{1,2}|[NOLDU])X[an]?$|(?:^|[.,;c¶])(N)V$"
)
_NAMES_IT = re.compile(r"s(?:([NDOU])a?X?a?V|k?([NDOUL])(?:p[kwo]{1,3})?[as]?X?a?[VF]o?,)$")
"""“… for what Lund has called “a slip””, “…, as her brother put it, “like a cat””: the subject of that clause, whatever
the sentence is about."""
_BEHIND_VERB = re.compile(r"(?<![NDPOUr])(?<![NDPOUr]X)Va?([NDOP])[oaw]{0,3}(?:p[kw]{0,2}[NDOUw])?[aw]?:$")
"""Where a subject may follow its verb, before a quotation: "Da sprach der Wolf ganz ärgerlich: »…«"."""
_BEFORE_ENDS = "oNDOUhVXanPw,:"
"""How all that the pattern matches ends."""
_OF_BODY = re.compile(
    r"(?<![pftB])([DU])(?:p|(r?(?:F|V|w)t))k?(?:[OL]|w{1,2})a?X?a?V(?:[NDOUo]?[,:h]?|h?(?:[oPNOLDU]|k?w{1,2})X[an]?)$"
)
"""“A spokesman for the Post said: …”, “an official who spoke to the Post said: …”, “the secretary of state said …”."""
_LABEL = re.compile(r"(?:^|[.Q;])k?N:$")
"""Lund: “…” The Clerk: “…”"""
_BY_LINE = re.compile(r"¶?-[wkaO]{0,3}N")
_INCISE = re.compile(r"[-,]?(?:[VMFew][NP]|V[wk]{0,2}[ND])(?=[-,.;¶]|$)")
"""Between two stretches of dash speech, where the verb may be of any language: "—No lo sé —dijo Inés—"."""


def plain_cue(site: Site) -> int | None:
    """The token of a mention that shares nothing but a cue verb with the quotation beside it.

    "…," said Ann. — "…," she said. — Ann told him: "…" — "…" ¶ — Ann Lund. Such cues need no weighing: a ranker only
    loses some of them.
    """
    q, row, codes = site.at, site.row, site.row.codes
    opens = q == site.block_start or codes[q - 1] in ".Q-"
    if opens and (site.ends_comma or site.asks) and q + 2 <= site.block_end:
        if _STRAIGHT.match(codes, q + 1):
            return q + 1
        if (m := _INVERTED.match(codes, q + 1)) and not is_apposition(codes, m.end() - 1):
            return m.end() - 1
        if m := _TITLED.match(codes, q + 1, site.block_end):
            return m.start(1)
    if site.kind == "dash" and (m := _INCISE.match(codes, q + 1)):
        return m.end() - 1
    if site.alone and (m := _BY_LINE.match(codes, q + 1)):
        rest = codes[m.end() :].partition("¶")[0]
        if not any(c in "VXMF" for c in rest):
            return m.end() - 1
    if q == site.block_start or codes[q - 1] not in _BEFORE_ENDS:
        return None
    if codes[q - 2 : q] == "N:" and _LABEL.search(codes, max(site.block_start, q - 4), q):
        return q - 2
    m = _OF_BODY.search(codes, max(site.block_start, q - 12), q)
    if m and (m[2] or row.words[m.end(1)] in _LINKS):
        return m.start(1)
    m = _BEFORE.search(codes, max(site.block_start, q - 8), q)
    if m and (m[3] or m[4]):
        return _head_of(site, m.start(3 if m[3] else 4))  # Ann said it was "…", Bo said "…"
    if free := _NAMES_IT.search(codes, max(site.block_start, q - 12), q):
        by = 1 if free[1] else 2
        if row.words[free.start()] == ("what", "as")[by - 1]:
            return free.start(by)
    if m and not (m[2] and any(w in BE for w in row.words[m.start(1) + 1 : q])):
        return _head_of(site, m.start(1))
    if site.verb_first and codes[q - 1] == ":" and (m := _BEHIND_VERB.search(codes, max(site.block_start, q - 12), q)):
        return m.start(1)
    return None


_LINKS = frozenset({"of", "for", "to", "with", "from", "at", "behind", "near", "against", "by"})
"""Unlike "after", these begin no clause: what stands behind them is no subject."""
_HEAD = re.compile(r"(?<![pft])(?<![pft]k)[DUNO](?:[wae]{0,2}|[GFM]|ra?X?[VMFew]a?)[pftB]k?$")
"""What "of Ivan Lund" belongs to: "the mother of Ivan Lund said", "an aide who worked for Ivan Lund said", "an aide
speaking to the Times said"."""


_WHO_DID = re.compile(r"[DUO]ra?X?[VMFew]a?[pft]?k?$")
"""Whom "the man who shot Ivan Lund said" is about: the man."""


def _head_of(site: Site, at: int) -> int | None:
    """The subject that the mention before a verb belongs to; itself, where no preposition ties it to another."""
    codes, words = site.row.codes, site.row.words
    if (m := _WHO_DID.search(codes, max(site.block_start, at - 8), at)) is not None:
        return m.start()
    if codes[at - 2 : at - 1] in ("D", "U", "O") and words[at - 1].endswith("ing") and at - 1 > site.block_start:
        return at - 2  # "the doctor treating Ivan Lund said"
    link = at - 2 if codes[at - 1 : at] == "k" else at - 1
    if link <= site.block_start or codes[link] not in "pftB" or words[link] not in _LINKS:
        return at
    if words[link] in ("from", "by") and words[link - 1] in SENT:
        return at  # "a letter from Ann Lund said"
    head = _HEAD.search(codes, max(site.block_start, at - 10), at)
    return head.start() if head else None


def is_bare_turn(site: Site) -> bool:
    """A paragraph of nothing but speech in the run of a dialogue: no words near it tell of its speaker."""
    if not site.alone or site.chatty != "high" or site.block_end - site.block_start != 1:
        return False
    before, after = site.row.codes[: site.block_start], site.row.codes[site.block_end :]
    return before.endswith("Q¶") and after[:2] != "¶-"


def _near(site: Site, at: int, probability: float, best: bool = True) -> Near:
    """The mention at a token. Only of the best one the cue is asked for."""
    row = site.row
    cue, pattern, linked = None, "near", False
    if best:
        pattern, _, verb = verb_of(row, at, 0, len(row.codes))
        cue = (row.starts[verb], row.ends[verb]) if 0 <= verb < len(row.starts) else None
        if cue is None:
            cue, pattern = _cue_without_verb(site, at)
        linked = _is_linked(site, at, pattern)
    side = "before" if at < site.at else "after"
    code, word, ref, start, end = row.codes[at], row.words[at], -1, row.starts[at], row.ends[at]
    if code in "NOL":
        ref = row.refs[at]
    elif code == "r":
        meant = _antecedent(row.codes, at)
        ref = row.refs[meant] if row.codes[meant] in "NOL" else -1
        word = row.words[meant]
        if ref < 0:  # a description is resolved by its own words
            code, start, end = row.codes[meant], row.starts[meant], row.ends[meant]
    return Near(
        start, end, code, word, ref, probability, cue, f"{pattern}-{side}", at, linked,
    )  # fmt: skip


def _join_relatives(site: Site, candidates: Sequence[tuple[int, int]], likely: list[float]) -> None:
    """Give the likelier of "Beck" and the "who" that stands for him what speaks for either: they are one person.

    Where the quotation stands in the clause of "who", that is its subject, and so takes it all.
    """
    codes, q = site.row.codes, site.at
    for i, (at, _) in enumerate(candidates):
        if codes[at] != "r":
            continue
        meant = _antecedent(codes, at)
        other = next((j for j, (b, _) in enumerate(candidates) if b == meant), -1)
        if other >= 0:
            within = at < q and _ENDS_CLAUSE.isdisjoint(codes[at + 1 : q].rstrip(",:"))
            low, high = (i, other) if likely[i] < likely[other] and not within else (other, i)
            likely[high] += likely[low]
            likely[low] = 0.0


_ENDS_CLAUSE = frozenset(",.;:-()¶")


def _antecedent(codes: str, at: int) -> int:
    """The mention that the "who" at `at` stands for: the nearest one before it."""
    return next((i for i in range(at - 1, max(-1, at - 12), -1) if codes[i] in MENTIONS), at)


def _cue_without_verb(site: Site, at: int) -> tuple[tuple[int, int] | None, str]:
    """ "according to X", "X:", "— X": what links a mention to a quotation where no verb does."""
    row, codes = site.row, site.row.codes
    if codes[max(0, at - 2) : at] == "At" or codes[max(0, at - 3) : at - 1] == "At":
        first = codes.rfind("A", 0, at)
        return (row.starts[first], row.ends[first + 1]), "according"
    if at < site.at and codes[site.at - 1] == ":":
        return (row.starts[site.at - 1], row.ends[site.at - 1]), "colon"
    if at > site.at and at - site.at <= 5:
        dash = site.at + 2 if codes[site.at + 1] == "¶" else site.at + 1
        if codes[dash] == "-":
            return (row.starts[dash], row.ends[dash]), "by-line"
    return None, "near"


def _is_linked(site: Site, at: int, pattern: str) -> bool:
    first, codes = site.block_start, site.row.codes
    if first <= at < site.block_end or pattern == "by-line":
        return True
    return at < first and codes[max(0, first - 2) : first] == ":¶" and "¶" not in codes[at : first - 1]
