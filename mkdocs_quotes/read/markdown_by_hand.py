"""What an author says of words in the text itself: `*“We go.”*{: data-speaker="Mara Lund" }`, `data-quote="no"`."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator

from mkdocs_quotes.model import Marking

_OURS = re.compile(r"""[\s{:](data-speaker|data-quote)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'{}<>]+))""")
_PLACE = re.compile(r"(?:\{[:\s]|<[A-Za-z])[^{}<>\n]*?\sdata-(?:speaker|quote)\s*=[^{}<>\n]*[}>]")


def says(attributes: str) -> bool:
    """Whether attributes tell anything of a quotation."""
    return "data-" in attributes and _OURS.search(attributes) is not None


def read_marking(start: int, end: int, attributes: str, by_list: bool) -> Marking | str:
    """The marking that attributes make of a stretch of prose, or what is wrong with them."""
    values = {name: html.unescape(one or two or bare) for name, one, two, bare in _OURS.findall(attributes)}
    quote = values.get("data-quote")
    if quote is not None:
        if quote.strip().lower() != "no":
            return f'data-quote="{quote}" means nothing; there is data-quote="no", and data-speaker="a name"'
        return Marking(start, end, quoted=False, by_list=by_list)
    return Marking(start, end, " ".join(values["data-speaker"].split()) or None, by_list=by_list)


def unread(masked: str, read: Collection[int]) -> Iterator[int]:
    """Where attributes of ours stand in a masked text that belong to no words; `read` are the places of the others."""
    if "data-speaker" in masked or "data-quote" in masked:
        yield from (found.start() for found in _PLACE.finditer(masked) if found.start() not in read)
