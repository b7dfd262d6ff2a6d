"""Sentences that name a speaker in another way than "said Ann", and leave no choice.

    “The contract” — Finn tapped the page — “is void.”      narration between dashes
    “Sell.” It was said by Hal Byrne.                        a passive
    It was Jill Moss, not Jane Moss, who said “no”.          a cleft sentence
    Ottavia’s voice shook. “He was alive.”                   a part of somebody's body
    The coach’s words were blunt. “We lost.”                 somebody's words before
    According to her sister, Amal was “never late”.          according to, before another subject
    The statement from Helix Foods reads: “…”                a paper of somebody's
    “Never.” That was the verdict of Greta Olin.             a noun for what was said
    Bo talked to Dee Orr, who answered: “…”                  a relative clause that leads up to the words
    “Come in.” The voice was that of Greta Olin.             a voice
    Parents of the missing say they were “told nothing”.     many of a kind
    It was, in Greta Olin’s phrase, “a farce”.               somebody's words
    “This”—she sniffed—“is old,” said Greta Olin.            a pronoun between dashes, the name behind
    We attributed “no” to Bo. It was Greta who said it.      a correction
    “Nothing.” Her father was hauling. “Nothing of ours.”    what somebody does between words
    A source close to Bo put it differently: “…”             the subject of a clause that leads up to the words
    To cries of “Resign!”, Bo sat down.                      many, of whom nobody is named
    Bo was accused of “lying”.                               the same
    Bo asked Dee Orr where she was. “At home.”               one who is asked answers
    Bo was asked by Dee Orr whether he was “furious”.        a passive before the words
    The authors, Lin Wu and Bo Orr, wrote: “…”               two whom a description explains
    Bo Orr’s letter to the board reads: “…”                  a paper of somebody's, to somebody else
    Orbis, through its spokesman Jay Cobb, called it “sad”.  somebody through whom a body speaks
    It was, in the words of one aide, “a farce”.             somebody's words, told by a description
    Bo has been “furious” since May, Dee Orr said.           a clause at the end, where no verb of saying stands before
    “No,” Bo said, and Dee Orr cut in. “Yes.”                somebody else, behind the words of the first
    From Bo Orr’s Facebook post: “…”                         where somebody has written it
    Bo Orr told the mayor, Dee Moss: “…”                     a name that explains who is told
    “No,” the widow, Dee Moss, told the court. “…”           a description and its name, between the words
"""

from __future__ import annotations

import re

from .agents import agent
from .candidates import BE, TELLS
from .features import Site
from .papers import PAPERS, writer
from .relays import explained

_BETWEEN = re.compile(r"-([wka]{0,3}[ND])a?[VMFew][^.:Q¶]{0,12}-Q")
_BETWEEN_BACK = re.compile(r"Q-([wka]{0,3}[ND])a?[VMFew][^.:Q¶]{0,12}-$")
_BETWEEN_TOLD = re.compile(r"-Pa?[VMFew][^.:Q¶]{0,12}-QV[kw]{0,2}([ND])")
_VOICE_IS = re.compile(r"\.?D(?:Xhp|X|[VFe]t)[kw]{0,2}(N)")
_WORDS_OF = re.compile(r"(?:^|(?<=[.,Xk¶]))p[kwD]{0,2}([NDO])S[kwa]?w,?X?$")
_MANY = re.compile(r"(?:^|(?<=[.,c¶]))k?(U)p[kwaLNOD]{1,4}X?V[ohkPX]{0,3}[,:]?$")
_PHRASES = frozenset({"phrase", "words", "word", "expression", "term", "description"})
_LAID = frozenset({"attributed", "misattributed", "ascribed", "misidentified"})
_PASSIVE = re.compile(r"(?:,?PX|\.?[ohk][^.QVN¶]{0,4}X|,?(?:[^.QV¶]{0,8},)?X)a?([VFew])B[kw]{0,2}[NOD]")
_UTTERED = frozenset({"made", "uttered", "coined", "spoken", "written", "posted", "used"})
_WAS_THE = re.compile(r"X[kwaVF]{1,4}([pfB])[kw]{0,2}[NOD]")
_CLEFT = re.compile(r"[oh]X(N)(?:,?nN)?,?rX?V[akowh,:]{0,4}$")
_NOUN = re.compile(r"\.?[hok]X?[kwaVF]{0,4}[pfB][kw]{0,2}[NOD]")
_ACCORDING = re.compile(r"(?:^|(?<=[.¶]))At([NOD])(?:[pft]k?[NOD])?(?:,[^,.:Q¶]{1,12}(?=,))?,[^.Q¶:VMFG]{1,14}$")
_SOURCE_FIRST = re.compile(r"(?:^|(?<=[.¶Q]))At[kw]{0,2}([NOD])(?:,N)?,?[^.Q¶:VMFGNODPUL,]{1,10}$")
_ASKED = re.compile(r"[NPDO]a?X{0,2}a?(V)[kw]{0,2}([ND])([srwh])[^.Q¶:]{0,14}\.$")
_CUED = tuple("VM,-")
_WHETHER = frozenset({"if", "whether", "what", "where", "why", "how", "when", "who", "which"})
_BEAT = re.compile(r"Q([ND])(?:S[wa]{1,3})?a?X{0,2}[^.Q¶:;VMFN]{1,14}\.Q")
_LISTENS = frozenset(
    {"nodded", "obeyed", "complied", "shrugged", "flinched", "blinked", "stared", "froze", "hesitated", "turned",
     "listened", "waited", "stopped", "sat", "stood", "looked"}
)  # fmt: skip
_LED_UP = re.compile(
    r"(?:^|(?<=[.Q¶]))([NDOU])(?:[wae]{0,3}[tpf]k?[NODULw]{1,2}|,[^,.Q:VMFG¶]{1,8},)?a?X{0,2}a?[VFM][oaw]{0,4}:$"
)
_CRIES_OF = re.compile(r"(?:^|(?<=[.tpX]))[wae]?([VMw])p(?:Q[,c]{1,2}){0,2}$")
CRIES = frozenset({"cry", "shout", "chant", "call", "jeer", "boo", "cheer", "murmur", "whisper", "howl", "cries",
                   "shouts", "chants", "calls", "jeers", "boos", "cheers", "murmurs", "howls"})  # fmt: skip
"""Before "of": what many say, of whom nobody is named."""
_ACCUSED_OF = re.compile(r"[X,]a?(V)(?:p[kw]{0,2}[wd])?(p)$")
ACCUSED = frozenset(
    {"accuse", "charge", "convict", "criticise", "criticize", "blame", "condemn", "censure", "denounce", "suspect"}
)
"""In the passive: what others say of somebody, who does not say it: "Ann was accused of “lying”"."""
_VOICED = re.compile(r",?[FV]D")
_BODY = re.compile(r"(?:^|(?<=[.¶]))(N)S[wDa][^.Q¶:]{1,7}\.$")
_WORDS = re.compile(r"(?:^|(?<=[.¶hcs])|(?<=[hcs]k))([ND])S([waedV]{1,3})[^.Q¶:V]{0,12}[.:]¶?$")
_PARTS = frozenset({"voice", "eyes", "face", "hand", "hands", "lips", "mouth", "jaw", "smile", "shoulders", "fist"})
_WHO = re.compile(r"(r)a?X{0,2}a?V(?:a|t?k?[oNDU])?(?:p[kw]{1,4})?a?[,:]$")
_TOLD_BY = re.compile(r"X{1,2}a?(V)B[kwaed]{0,3}([NDOU])(?:[,:]|[hs][^.Q¶VMFG:]{0,10})?$")
_AT_END = re.compile(r"[^.Q¶VMFG:;]{1,32},(?:k?w{0,2}|[LO]w{1,4})([NDOUP])a?V(?=[.¶]|[pf]k?[wOND]|$)")
_AT_END_INVERTED = re.compile(r"[^.Q¶VMFG:;]{0,32},V(?:N(?=[wN])|[weadLOk]){0,5}([NDU])(?=[.,¶]|$)")
_SAID = re.compile("[VMFGA]")
_PAPER = re.compile(r"([wO])[fBp]k?([NO])[^.QN¶]{0,3}:¶?$")
_LETTER = re.compile(r"(?:^|(?<=[.¶]))(O)(?:[tpf][kwaNOLDPUd]{1,4}){0,2}V[:,]$")
_SENT = re.compile(r"(?:^|(?<=[.¶]))(O)t[kwa]{0,2}[NODU]V[^.Q:;¶VMFGND]{0,10}$")
_MANY_NAMED = re.compile(r"(?:^|(?<=[.¶]))(U),NcN,a?X?V[ohkPX]{0,3}[:,]?$")
_SAID_BY = re.compile(r"(?:^|(?<=[.¶]))V(N)(?:,[kwaDpONLtd,]{1,8})?[,:]¶?$")
_THROUGH = re.compile(r"[NOL],([pw])[kwS]{0,2}D?(N),a?X?a?V[^.QVGFM¶;]{0,10}$")
_IN_WORDS_OF = re.compile(r"pkwp[kw]{0,2}([NDOU])(?:,N)?,?$")
_SAYINGS = frozenset(
    {"verdict", "opinion", "view", "answer", "reply", "response", "conclusion", "question", "order", "advice",
     "cry", "warning", "judgment", "judgement", "summary", "message", "comment", "assessment", "description",
     "words", "word", "motto", "plea", "demand", "claim", "promise", "remark", "retort", "excuse", "explanation",
     "suggestion"}
)  # fmt: skip


_TELLING = re.compile(
    r"(?<![pftB])(?<![pftB]k)([NDP])a?X?a?(V)"
    r"(?:D(?:p[kw]{0,2}[OLN])?,[wLeO]{0,3}N|N,[kwae]{0,3}[DO](?:p[kw]{0,2}[OLND])?)[,:]h?$"
)
_WENT_ON = re.compile(r"Q[kwa]{0,2}D(?:p[kw]{0,2}[OLN])?,[wLeO]{0,3}(N),a?V[^.Q¶VMFG;:,]{0,8}\.$")
_CUT_IN = re.compile(r"Q[NPDO]V,c([NPDO])([FVM])p?\.$")
_CUTS_IN = frozenset({"cut", "chime", "break", "speak", "pipe", "join", "jump", "butt", "interrupt", "interject"})
_POSTED = re.compile(r"([ND])S[LOwae]{0,2}([VwO]):¶?$")
_POSTS = PAPERS | {"tweet", "blog", "page", "feed", "status", "caption"}


def construction(site: Site) -> int | None:
    """The token of the mention that one of these constructions names as the speaker, None where there is none."""
    q, row, codes = site.at, site.row, site.row.codes
    start, end = site.block_start, site.block_end
    before = codes[q - 1] if q else ""  # tells which of the patterns are worth a try
    if m := _BETWEEN.match(codes, q + 1, end):
        return m.end(1) - 1
    if before == "-" and (m := _BETWEEN_BACK.search(codes, max(start, q - 20), q)):
        return m.end(1) - 1
    if m := _PASSIVE.match(codes, q + 1, end):
        verb = m.start(1)
        if codes[verb] == "V" or row.words[verb] in _UTTERED or row.words[verb] in ("speak", "say"):
            return explained(codes, m.end() - 1)
    if codes.rfind("r", start, q) >= 0 and (m := _CLEFT.search(codes, max(start, q - 16), q)):
        return m.start(1)
    if m := _BETWEEN_TOLD.match(codes, q + 1, end):
        return m.start(1)
    if (m := _VOICE_IS.match(codes, q + 1, end)) and "voice" in row.words[q + 1 : q + 3]:
        return m.start(1)
    m = _WORDS_OF.search(codes, max(start, q - 12), q) if before in ("w", ",", "X") else None
    if m and row.words[m.start()] == "in" and not _PHRASES.isdisjoint(row.words[m.end(1) : q]):
        return m.start(1)
    if codes.find("Up", start, q) >= 0 and (m := _MANY.search(codes, max(start, q - 14), q)):
        return m.start(1)
    if (m := _VOICED.match(codes, q + 1, end)) and row.words[m.end() - 1] == "voice":
        return m.end() - 1
    if before == "." and (m := _BODY.search(codes, start, q)) and row.words[m.end(1) + 1] in _PARTS:
        return m.start(1)
    owned = before in (".", ":", "¶") and codes.find("S", max(0, q - 20), q) >= 0
    m = _WORDS.search(codes, max(0, q - 20), q) if owned else None
    if m and not _SAYINGS.isdisjoint(row.words[m.start(2) : m.end(2)]):
        return m.start(1)
    m = _POSTED.search(codes, max(0, q - 8), q) if before in (":", "¶") else None
    if m and row.words[m.start(2)] in _POSTS:
        return m.start(1)
    m = _BEAT.fullmatch(codes, start, end) if codes[start] == "Q" == codes[end - 1] else None
    if m and _LISTENS.isdisjoint(row.words[m.end(1) : m.end(1) + 3]):
        return m.start(1)
    m = _ASKED.search(codes, max(start, q - 24), q) if before == "." and codes[q + 1 : q + 2] not in _CUED else None
    if m and row.words[m.start(1)] == "ask" and row.words[m.start(3)] in _WHETHER:
        return m.start(2)
    if before in (":", "¶") and (m := _PAPER.search(codes, max(0, q - 16), q)) and row.words[m.start(1)] in PAPERS:
        return m.start(2)
    if codes.find("Ot", start, q) >= 0 and (m := _SENT.search(codes, start, q)) and row.words[m.start()] in PAPERS:
        return m.start()
    if codes.find("U,N", start, q) >= 0 and (m := _MANY_NAMED.search(codes, start, q)):
        return m.start()
    if before in (",", ":") and (m := _LETTER.search(codes, max(start, q - 24), q)) and row.words[m.start()] in PAPERS:
        return m.start()
    if (written := writer(site)) is not None:
        return written
    if before in (",", ":", "¶") and (m := _SAID_BY.search(codes, max(start - 12, 0, q - 14), q)):
        return m.start(1)
    m = _THROUGH.search(codes, start, q) if before in ":,hnwkXoV" else None
    if m and row.words[m.start(1)] in ("through", "via"):
        return m.start(2)
    m = _IN_WORDS_OF.search(codes, max(start, q - 10), q) if before in (",", "D", "N", "O", "U") else None
    if m and "words" in row.words[m.start() : m.start(1)]:
        return explained(codes, m.start(1))
    if before in (",", ":") and (m := _WHO.search(codes, max(start, q - 16), q)) and row.words[m.start(1)] == "who":
        return m.start(1)
    if (
        codes.find("VB", start, q) >= 0
        and (m := _TOLD_BY.search(codes, max(start, q - 24), q))
        and row.words[m.start(1)] in TELLS
        and not BE.isdisjoint(row.words[m.start() : m.start(1)])
    ):
        return m.start(2)
    if site.goes_on and (m := _AT_END.match(codes, q + 1, end) or _AT_END_INVERTED.match(codes, q + 1, end)):
        low = max(codes.rfind(".", start, q), start - 1) + 1
        if not _SAID.search(codes, low, q):
            return m.start(1)
    if codes.find("At", start, q) >= 0 and (
        m := _ACCORDING.search(codes, start, q) or _SOURCE_FIRST.search(codes, start, q)
    ):
        return explained(codes, m.start(1))
    m = _TELLING.search(codes, max(start, q - 14), q) if before in (",", ":", "h") else None
    if m and row.words[m.start(2)] in TELLS and BE.isdisjoint(row.words[m.end(1) : m.start(2)]):
        return m.start(1)
    if before == "." and (m := _WENT_ON.search(codes, max(start, q - 20), q)):
        return m.start(1)
    if before == "." and (m := _CUT_IN.search(codes, max(start, q - 12), q)) and row.words[m.start(2)] in _CUTS_IN:
        return m.start(1)
    if (source := agent(site)) is not None:
        return source
    m = _WAS_THE.match(codes, q + 1, end)
    if m and row.words[m.start(1)] in ("of", "from", "by") and not _SAYINGS.isdisjoint(row.words[q + 2 : m.end() - 1]):
        return explained(codes, m.end() - 1)
    m = _CRIES_OF.search(codes, max(start, q - 10), q) if before in ("p", "c", ",") else None
    if m and row.words[m.end(1)] == "of" and row.words[m.start(1)] in CRIES:
        return m.start(1)
    m = _ACCUSED_OF.search(codes, max(start, q - 9), q) if before == "p" else None
    if m and row.words[m.start(1)] in ACCUSED and row.words[m.start(2)] in ("of", "for", "with"):
        return m.start(1)
    if before == ":" and (m := _LED_UP.search(codes, max(start, q - 20), q)):
        return explained(codes, m.start(1))
    if (m := _NOUN.match(codes, q + 1, end)) and not _SAYINGS.isdisjoint(row.words[q + 1 : m.end() - 1]):
        return explained(codes, m.end() - 1)
    return None


def corrected(site: Site) -> int | None:
    """The one whose words were laid to somebody else: in a note that puts it right, the first named behind."""
    q, row, codes = site.at, site.row, site.row.codes
    first = row.words[site.block_start : site.block_start + _NOTED]
    note = not _NOTES.isdisjoint(first)
    stop = codes.find(".", q, site.block_end)
    if stop < 0 or (not note and _LAID.isdisjoint(row.words[site.block_start : stop])):
        return None
    low = max(codes.rfind(".", site.block_start, q), site.block_start)
    if _LAID.isdisjoint(row.words[low:stop]) and not (note and not _GIVES.isdisjoint(row.words[low:stop])):
        return None
    behind = codes.find(".", stop + 1, site.block_end)
    behind = behind if behind >= 0 else site.block_end
    if note and _RIGHTS.isdisjoint(row.words[stop + 1 : behind]):
        return None
    for i in range(stop + 1, behind):
        if codes[i] == "N" and (codes[i - 1] not in "np" or tuple(row.words[i - 2 : i]) == ("those", "of")):
            return i
    return None


_NOTED = 8
"""Among so many words a note says that it is one."""
_NOTES = frozenset({"correction", "clarification", "correction:", "erratum", "version"})
_GIVES = frozenset({"quote", "quoted", "give", "gave", "say", "report", "write", "put"})
_RIGHTS = frozenset({"it", "them", "speaker", "so", "that", "they", "words", "remark"})
