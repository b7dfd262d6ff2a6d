"""Built sites: their pages, ids and links, whether all of it holds together; and texts to build them from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "path",
        "circle",
        "rect",
    ]
)
OPTIONAL = frozenset({"p", "li", "option", "dt", "dd"})


@dataclass
class Element:
    """An element with an id."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""


class HtmlPage(HTMLParser):
    """One page of the site."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: dict[str, Element] = {}
        self.links: list[tuple[str, str]] = []
        """Tag and address of all that the page refers to."""
        self.twice: list[str] = []
        self.unbalanced: list[str] = []
        self.title = ""
        self._open: list[tuple[str, Element | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        element = None
        identity = attributes.get("id")
        if identity is not None:
            element = Element(tag, attributes)
            if identity in self.ids:
                self.twice.append(identity)
            self.ids[identity] = element
        for name in ("href", "src"):
            value = attributes.get(name)
            if value is not None:
                self.links.append((tag, value))
        if tag not in VOID:
            self._open.append((tag, element))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._open and self._open[-1][0] != tag and self._open[-1][0] in OPTIONAL:
            self._open.pop()
        if not self._open or self._open[-1][0] != tag:
            self.unbalanced.append(f"</{tag}> in {[name for name, _ in self._open[-3:]]}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for tag, element in self._open:
            if element is not None:
                element.text += data
            if tag == "title" and len(self._open) < 4:
                self.title += data


@dataclass
class SitePages:
    """All pages of a site."""

    root: Path
    pages: dict[str, HtmlPage] = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.root.resolve()
        self.pages = {
            path.relative_to(self.root).as_posix(): HtmlPage(path.read_text(encoding="utf-8"))
            for path in sorted(self.root.rglob("*.html"))
            if path.name != "404.html"
        }

    def resolve(self, page: str, url: str) -> tuple[str, str]:
        """File and fragment that a link on a page leads to."""
        parts = urlsplit(url)
        path = unquote(parts.path)
        folder = "/".join(page.split("/")[:-1])
        target = (self.root / folder / path).resolve() if path else self.root / page
        if path.endswith("/") or target.is_dir():
            target = target / "index.html"
        try:
            return target.relative_to(self.root.resolve()).as_posix(), unquote(parts.fragment)
        except ValueError:
            return str(target), unquote(parts.fragment)

    def problems(self) -> Iterator[str]:
        """What is wrong: broken links, missing anchors, ids that stand twice, elements that cross."""
        for name, page in self.pages.items():
            yield from (f"{name}: id {identity!r} stands twice" for identity in page.twice)
            yield from (f"{name}: {problem}" for problem in page.unbalanced)
            for _, url in page.links:
                parts = urlsplit(url)
                if parts.scheme or parts.netloc or url in ("", "#"):
                    continue
                if url.startswith("/"):
                    yield f"{name}: {url!r} is not relative"
                    continue
                target, fragment = self.resolve(name, url)
                if target not in self.pages:
                    if not (self.root / target).is_file():
                        yield f"{name}: {url!r} leads to {target!r}, which is not there"
                elif fragment and not fragment.startswith("__") and fragment not in self.pages[target].ids:
                    yield f"{name}: {url!r} leads to an anchor that is not there"
        for path in self.root.rglob("*.xml"):
            ElementTree.parse(path)


@dataclass
class Built:
    """A site that was built, and what was said while it was."""

    root: Path
    site: Path
    warnings: list[str]

    @property
    def pages(self) -> SitePages:
        return SitePages(self.site)

    def read(self, name: str) -> str:
        return (self.site / name).read_text(encoding="utf-8")

    def has(self, name: str) -> bool:
        return (self.site / name).is_file()


Builder = Callable[..., Built]


DAM = """Dam inquiry hears from engineers

By Ida Holm

12 March 2024

“We had measured the seepage every week since spring,” said Mara Lund. The inquiry went on
for three hours.

“The gates were never tested,” said Tom Okafor.
"""

BRIDGE = """Bridge to close for winter

2 April 2024

“Nobody will cross that bridge before May,” said Tom Okafor.

“The ice has moved the second pier,” said Mara Lund.
"""

NOTE = """---
title: A note
---
# A note

The reply was *short*: “We will **never** again accept [such a report](dam.txt),” said Tom Okafor.

| who | what |
|-----|------|
| one | “The wall will hold for a century,” said Mara Lund. |

```
“This is code,” said Nobody Atall.
```

See [all speakers](speakers/index.md), [the dam](dam.txt) and [more](archive/bridge.txt).
"""

HOME = "# Home\n\nRead [the note](note.md).\n"


def crowd(count: int) -> dict[str, str]:
    """Texts in which so many people speak once each."""
    given = ["Ada", "Bea", "Cid", "Dora", "Eli", "Finn", "Gus", "Hal", "Ida", "Jon"]
    syllables = ["ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu"]
    texts = {}
    for block in range(0, count, 50):
        said = []
        for n in range(block, min(block + 50, count)):
            surname = "".join(syllables[int(digit)] for digit in f"{n:04d}"[::-1]).capitalize()
            said.append(
                f"“The {surname} matter was never settled by anyone here,” said {given[n % 10]} {surname}, of Hull."
            )
        texts[f"docs/crowd/{block:05d}.txt"] = f"Crowd {block}\n\n1 March {1950 + block // 50}\n\n" + "\n\n".join(said)
    return texts
