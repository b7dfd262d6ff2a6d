"""Which mentions may name the speaker of a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Document, Quoted
from ..text.names import Name
from .features import Site
from .rows import EMPTY, Row
from .tokens import MENTIONS, Reader

WINDOW_BEFORE = 8
WINDOW_AFTER = 5
"""How many mentions on either side are weighed …"""
FAR, FAR_AFTER = 6, 3
"""… and how many where that leads out of the quotation's own block."""
_REACH = 300
"""So many tokens on either side are looked at."""
_MENTION = re.compile(f"[{''.join(sorted(MENTIONS | {'r'}))}]")
_BLOCKS_BACK = 2
_FOLLOWING = 40
"""So many tokens of the block behind are read."""
_ROWS_KEPT, _STRETCHES_KEPT = 4, 8
_LEADS_IN = 9
"""A verb of saying so many tokens before the end of a paragraph leads in the speech below."""
_SAYS = re.compile("[VMFG]")
_LONG = 1_500
"""Of a longer block only this much, in characters, on either side of the quotation is read."""


_CORRECTS = ("attributed", "ascribed", "misidentified", "orrection", "larification", "version of", "rratum")


_CALL = len("Yes, sir?")
"""So short a question answers a call: “Max,” Ines said. “Yes?” “Nothing.”"""


def is_run_in(prose: str, quoted: Sequence[Quoted], index: int) -> bool:
    """Whether a quotation begins a turn within its paragraph, though no narration tells of it.

    It stands right behind another, or another stands right behind it and it answers a question or a call: “Is he in?”
    she asked. “He is.” “And the boy?”
    """
    one, two = quoted[index - 1], quoted[index]
    if _stands_behind(prose, one, two):
        return True
    if one.block != two.block or index + 1 == len(quoted):
        return False
    if prose[one.end - 1] != "?" and (prose[two.end - 1] != "?" or two.end - two.start > _CALL):
        return False
    told = prose[one.outer_end : two.outer_start].rstrip()
    return told.endswith(".") and _stands_behind(prose, two, quoted[index + 1])


def _stands_behind(prose: str, one: Quoted, two: Quoted) -> bool:
    """Whether nothing but a blank stands between a quotation that ends a sentence and the next of its paragraph."""
    if one.block != two.block or not 0 < two.outer_start - one.outer_end <= 2 or one.depth or two.depth:
        return False
    return prose[one.end - 1] in ".?!" and not prose[one.outer_end : two.outer_start].strip()


class Sites:
    """Finds for each quotation the row of tokens that it is judged in."""

    def __init__(self, document: Document, reader: Reader, quoted: Sequence[Quoted]) -> None:
        self._document = document
        self._reader = reader
        self._quoted = quoted
        self._rows: dict[tuple[int, int, int], tuple[Row, int, int]] = {}
        self._stretches: dict[tuple[int, int], Row] = {}
        self._chatty = chattiness(document, quoted)
        self.corrects = any(word in document.prose for word in _CORRECTS)
        """Whether words that a note of correction has stand anywhere in the text: in most there are none."""
        self._manner = manner(document.prose, reader.names)

    def answers(self, index: int) -> bool:
        """Whether a quotation is another's by where it stands: “Since when?” “Since Easter.”"""
        return index > 0 and is_run_in(self._document.prose, self._quoted, index)

    def _row(self, block: int, low: int, high: int) -> tuple[Row, int, int]:
        """`_make_row`; the latest rows are kept, since neighbours share them."""
        key = block, low, high
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) >= _ROWS_KEPT:
                del self._rows[next(iter(self._rows))]
            found = self._rows[key] = self._make_row(block, low, high)
        return found

    def _stretch(self, start: int, end: int) -> Row:
        key = start, end
        found = self._stretches.get(key)
        if found is None:
            if len(self._stretches) >= _STRETCHES_KEPT:
                del self._stretches[next(iter(self._stretches))]
            found = self._stretches[key] = self._reader.row(start, end)
        return found

    def _make_row(self, block: int, low: int, high: int) -> tuple[Row, int, int]:
        """The row of a block (cut to low, high) after the blocks before it; token bounds of the block itself."""
        blocks = self._document.blocks
        own = self._stretch(low, high)
        codes: list[str] = []
        columns: list[Row] = []
        for b in range(max(0, block - _BLOCKS_BACK), block):
            if blocks[b].kind in ("meta", "heading"):
                continue
            row = self._stretch(max(blocks[b].start, blocks[b].end - _LONG), blocks[b].end)
            if b == block - 1 and own.codes.startswith("Q"):
                row = _leading_in(row)
            columns.append(row)
            codes.append(row.codes + "¶")
        before = sum(len(c) for c in codes)
        following = ""
        columns.append(own)
        codes.append(own.codes)
        if block + 1 < len(blocks) and blocks[block + 1].kind not in ("meta", "heading"):
            nxt = blocks[block + 1]
            follow = self._stretch(nxt.start, nxt.end) if nxt.end - nxt.start <= _LONG else EMPTY
            follow = follow.beginning(_FOLLOWING)
            columns.append(follow)
            following = "¶" + follow.codes
        first, *others = columns
        starts, ends, words, refs = list(first.starts), list(first.ends), list(first.words), list(first.refs)
        for row in others:
            between = row.starts[0] if row.starts else low
            starts += (between, *row.starts)
            ends += (between, *row.ends)
            words += ("¶", *row.words)
            refs += (-1, *row.refs)
        joined = Row("".join(codes) + following, starts, ends, words, refs)
        return joined, before, before + len(own.codes)

    def site(self, index: int) -> Site | None:
        """The site of the quotation at `index`, None where it stands in no block."""
        q = self._quoted[index]
        block = self._document.blocks[q.block]
        low, high = block.start, block.end
        if high - low > 2 * _LONG:
            # In steps, so that neighbours share a row.
            low = max(low, _LONG * (q.start // _LONG - 1))
            high = min(high, _LONG * (q.end // _LONG + 2))
        row, first, last = self._row(q.block, low, high)
        try:
            at = row.refs.index(index, first, last)
        except ValueError:
            return None
        while row.codes[at] not in "Qq":
            at = row.refs.index(index, at + 1, last)
        words = self._reader.prose[q.start : q.end]
        own = row.codes[first:last]
        ends_comma = words.rstrip("”’\"' ")[-1:] == "," or self._reader.prose[q.outer_end : q.outer_end + 1] == ","
        starts_lower = words[:1].islower()
        return Site(
            row, at,
            ends_comma=ends_comma,
            asks=words[-1:] in "?!—-",
            starts_lower=starts_lower,
            kind=q.kind,
            length=words.count(" ", 0, 200) + 1,
            closed=q.closed,
            chatty=self._chatty,
            manner=self._manner,
            alone=not own.strip("Q.q"),
            block_start=first,
            block_end=last,
            how=("," if ends_comma else ".") + ("l" if starts_lower else "U"),
            goes_on=not ends_comma and words[-1:].isalnum(),
            verb_first=self._reader.verb_first,
        )  # fmt: skip


def _leading_in(row: Row) -> Row:
    """A paragraph that breaks off behind its verb of saying leads in what follows, as if it had a colon.

    "Mrs Hurst agreed, and added," or "Anne said—" or, in a file that has lost its dashes, "Bull said".
    """
    codes = row.codes
    if codes.endswith(":-"):
        return row.beginning(len(codes) - 1)
    sentence = codes[codes.rfind(".", 0, len(codes) - 1) + 1 :][-_LEADS_IN:]
    if not codes or codes[-1] in ".:;Qq)" or not _SAYS.search(sentence):
        return row
    if codes[-1] in ",-":
        return Row(codes[:-1] + ":", row.starts, row.ends, row.words, row.refs)
    end = row.ends[-1]
    return Row(codes + ":", (*row.starts, end), (*row.ends, end), (*row.words, ":"), (*row.refs, -1))


def chattiness(document: Document, quoted: Sequence[Quoted]) -> str:
    """How much of a text is speech: "low" in most news, "mid" in many novels, "high" where they mostly talk."""
    inside = sum(q.end - q.start for q in quoted if q.depth == 0 and q.verdict == "speech")
    share = inside / max(1, len(document.prose))
    return "low" if share < 0.15 else "mid" if share < 0.4 else "high"


def manner(prose: str, names: Sequence[Name]) -> str:
    """Whether a text is written like a "report", full of names, bodies and figures, or like a "story"."""
    size = max(1, len(prose)) / 1000
    digits = sum([prose.count(digit) for digit in "0123456789"]) / size
    bodies = sum([name.kind != "person" for name in names]) / size
    return "report" if digits > 1.5 or bodies > 2 or len(names) / size > 10.5 else "story"


def find_candidates(site: Site) -> list[tuple[int, int]]:
    """Token indexes of the mentions around a quotation with their rank by nearness on their side."""
    codes, q = site.row.codes, site.at
    out: list[tuple[int, int]] = []
    rank = 0
    told = _told_from(site)
    asked = _asked_from(site)
    for m in _MENTION.finditer(codes[max(0, q - _REACH) : q][::-1]):
        i = q - 1 - m.start()
        if i < told and (i < asked or codes[i] == "P") and is_candidate(site, i):
            if rank >= FAR and i < site.block_start:
                break
            out.append((i, rank))
            rank += 1
            if rank == WINDOW_BEFORE:
                break
    rank = 0
    for m in _MENTION.finditer(codes, q + 1, q + _REACH):
        i = m.start()
        if is_candidate(site, i):
            if rank >= FAR_AFTER and i >= site.block_end:
                break
            out.append((i, rank))
            rank += 1
            if rank == WINDOW_AFTER:
                break
    return out


_TOLD = re.compile(r"([NDOUPLr])X{1,2}a?V(?:h[^.Q¶VMFG:B]{0,10}|[wkaept]{0,3}[,:]?)$")
TELLS = frozenset(
    {"tell", "ask", "inform", "warn", "advise", "assure", "remind", "instruct", "order", "urge", "question"}
)
"""Verbs whose passive has the one who listens as its subject: "Ann was told"."""
BE = frozenset({"was", "were", "is", "are", "been", "being", "be", "am"})


def _told_from(site: Site) -> int:
    """The token of the one to whom the words before a quotation say it was spoken: "Ann was asked: “…”".

    From there on nobody speaks it, as "Ann was told that she …" is not hers. Otherwise the quotation's own token.
    """
    q, words = site.at, site.row.words
    m = _TOLD.search(site.row.codes, max(site.block_start, q - 16), q)
    if m is None:
        return q
    verb = site.row.codes.index("V", m.end(1))
    return m.start(1) if words[verb] in TELLS and not BE.isdisjoint(words[m.end(1) : verb]) else q


def _asked_from(site: Site) -> int:
    """Where a question begins that the quotation answers: "Does she like critics? “No.”" None of those it names speaks.

    "She" may, of whom it is asked. Without a question it is the quotation's own token.
    """
    q, codes = site.at, site.row.codes
    if q <= site.block_start or site.row.words[q - 1] != "?":
        return q
    return max(codes.rfind(".", 0, q - 1), codes.rfind("Q", 0, q - 1), site.block_start - 1) + 1


def _denied(site: Site, at: int) -> bool:
    """ "Nils Orr, not Pia Dahl": whoever it was not."""
    return at > 0 and site.row.words[at - 1] == "not" and site.row.codes[max(0, at - 2) : at - 1] in (",", "c", "")


_CREDITS = frozenset(
    {"photograph", "photographs", "photo", "photos", "picture", "pictures", "image", "illustration", "credit"}
)  # fmt: skip
"""Before a colon and a name: whose picture it is."""
_ADDRESSED = frozenset({"addressed", "directed", "aimed", "put", "posed", "address", "direct", "aim", "pose"})
"""Behind a question: to whom it was put."""


def is_candidate(site: Site, at: int) -> bool:
    """Whether the token at `at` may name a speaker: a mention that explains no other one, or the "who" of one."""
    codes = site.row.codes
    code, before = codes[at], codes[at - 1] if at else ""
    if before == "n" and _denied(site, at):
        return False
    words = site.row.words
    if before == ":" and words[at - 2] in _CREDITS:
        return False
    if at > site.at and before in "tp" and words[at - 1] in ("to", "at") and words[at - 2] in _ADDRESSED:
        return False
    if code == "r":
        return site.row.words[at] == "who"
    if code in "OLN" and codes[at + 1 : at + 2] in ("N", "w") and _is_attributive(codes, at):
        return False
    if code == "N":
        if before == "f" and codes[at - 2 : at - 1] in ("D", "U") and at < site.at:
            return False  # "a man from Cleveland"
        if before == "p" and codes[at - 2 : at - 1] == "D" and site.row.words[at - 2].startswith("spokes"):
            return False
        # "Ed Salt (@edsalt)"
        return not (before == "(" and codes[at - 2 : at] == "N(" and codes[at + 1 : at + 2] == ")")
    return code == "P" or not is_apposition(codes, at)


_OF = ("Dp", "Up", "Df", "Uf")
_OF_THE = ("Dpk", "Upk", "Dfk", "Ufk")
_TITLED_NAME = re.compile("[wLeO]{0,3}N")
"""What explains a description: "his assistant, former England bowler Mark Hill, said"."""
_ATTRIBUTIVE = re.compile("w?N")
_INVERTED = re.compile("Q[,]?V[wea]{0,2}$")


def _is_attributive(codes: str, at: int) -> bool:
    """Whether a body or place only tells what the one named behind is: "said Republican strategist Ann Lund"."""
    if _ATTRIBUTIVE.match(codes, at + 1) is None:
        return False
    return (codes[at] != "N" and codes[at + 1] == "N") or _INVERTED.search(codes, max(0, at - 4), at) is not None


_ENDS_APPOSITION = frozenset(",.;:¶") | {""}


def is_apposition(codes: str, at: int) -> bool:
    """Whether words only explain the mention beside them: "a spokesman for O, N," or "N, the D, "."""
    if codes[at] in "OL" and (codes[max(0, at - 2) : at] in _OF or codes[max(0, at - 3) : at] in _OF_THE):
        return True  # "a spokesman for O" is one mention
    if codes[at] not in "DU":
        return False
    rest = codes[at + 1 : at + 6]
    for i, code in enumerate(rest):
        if code == "," and i <= 3:
            m = _TITLED_NAME.match(codes, at + i + 2)
            return m is not None and codes[m.end() : m.end() + 1] in _ENDS_APPOSITION
        if code not in "pOLNkw":
            break
    return codes[at - 2 : at] == "N," and codes[at + 1 : at + 2] in (",", "p", "r")
