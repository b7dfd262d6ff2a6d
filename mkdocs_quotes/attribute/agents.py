"""Who is named behind words that no verb of saying leads up to, where the order of words leaves no choice.

    The lane, called “Long Street” by its children, …        the agent of a passive
    Bo Orr, described by Dee Moss as “a disgrace”, …         the same before the words
    It put her “through the wringer,” according to Bo Orr.   a source, of a sentence in which nobody else speaks
"""

from __future__ import annotations

import re

from .candidates import BE
from .features import Site
from .relays import explained

_PASSIVE_CALL = re.compile(r"(?<![NPoU])(V)s?k?[wae]{0,2}$")
_AGENT = re.compile(r"w{0,2}B[kwad]{0,3}([NDOUL])")
_AGENT_BEFORE = re.compile(r"(V)B[kwad]{0,3}([NDOUL])(?:,N,?)?s?[kw]{0,2}$")
_CALLS = frozenset(
    {"call", "label", "describe", "dub", "brand", "deem", "denounce", "hail", "criticize", "criticise", "characterize",
     "characterise", "portray", "dismiss", "condemn", "praise", "decry", "nickname", "refer", "mock", "term"}
)  # fmt: skip
_SOURCE = re.compile(r"[^.Q¶VMFG:;A]{0,14}At[kwaed]{0,3}([NODUL])")
_SAID = re.compile(r"[VGM]|F[op]")
_SAID_HERE = re.compile(r"[VGMh]|F[op]")
_STOPS = (",", ";", ":", "(", "-")


def agent(site: Site) -> int | None:
    """The token of the one who is named behind a quotation as the one whose words they are, None where nobody is."""
    q, codes = site.at, site.row.codes
    start, end = site.block_start, site.block_end
    if codes.find("B", q + 1, min(end, q + 4)) >= 0 and (m := _AGENT.match(codes, q + 1, end)):
        call = _PASSIVE_CALL.search(codes, max(start, q - 6), q)
        if call and site.row.words[call.start(1)] in _CALLS:
            return m.start(1)
    if codes.find("B", max(start, q - 8), q) >= 0 and (m := _AGENT_BEFORE.search(codes, max(start, q - 12), q)):
        at = m.start(1)
        if site.row.words[at] in _CALLS and (codes[at - 1 : at] != "X" or site.row.words[at - 1] in BE):
            return explained(codes, m.start(2))
    if not (site.ends_comma or site.goes_on):
        return None  # "“We will not pay.” According to Bo Orr that is …": another sentence
    if codes.find("At", q + 1, min(end, q + 18)) >= 0 and (m := _SOURCE.match(codes, q + 1, end)):
        low = max(codes.rfind(".", start, q), start - 1) + 1
        if low < q and _SAID.search(codes, low, q):
            low = max(low, *[codes.rfind(stop, low, q) for stop in _STOPS])
            if _SAID_HERE.search(codes, low, q):
                return None
        if codes.find("Q", low, q) < 0:
            return explained(codes, m.start(1))
    return None
