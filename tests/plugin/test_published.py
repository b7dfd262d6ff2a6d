"""The project's own site as others see it: validators, link checkers, readers of feeds, machines."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from project import fullest, kinds_of_pages
from sites import Builder, SitePages

from mkdocs_quotes.render import script, stylesheet

BASE = "https://example.org/mkdocs-quotes/"
HTML_VALIDATE = os.environ.get("HTML_VALIDATE") or shutil.which("html-validate")
needs_validator = pytest.mark.skipif(
    HTML_VALIDATE is None and not os.environ.get("CI"),
    reason="there is no html-validate (npm install --global html-validate@9)",
)
Project = Callable[..., Path]


def invalid(site: Path) -> list[str]:
    """What the validator says of every page of a site in the theme that adds nothing of its own."""
    assert HTML_VALIDATE is not None, "html-validate is needed (.ci/run installs it)"
    rules = Path(__file__).parent / "html-validate.json"
    command = [HTML_VALIDATE, "--config", str(rules), "--formatter", "json", str(site)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.startswith("["), done.stderr
    return [
        f"{Path(file['filePath']).relative_to(site)}:{message['line']}:{message['column']}: {message['message']}"
        for file in json.loads(done.stdout)
        for message in file["messages"]
    ]


@needs_validator
def test_every_page_is_valid_html(project: Project) -> None:
    site = project("bare")
    assert {"mq mq-speaker", "mq mq-index", "mq mq-text", "mq mq-cast"} <= set(kinds_of_pages(site))
    assert invalid(site) == []


ODD = """<b>The</b> "odd" & 'text'

By <i>A & B</i>

2024-02-30

“So <b>we</b> said & \u202e\x07 never meant]]> </script><!-- it,” said Mara "Mo" O’Lund & Sons.

“And then, a < b && c > d,” said Mara Lund and Tom Okafor.

“It was ‘never’ the plan,” said a senior official.

MARA LUND: I never said so, and I never will.
"""


@needs_validator
def test_odd_texts_make_valid_html(make_site: Builder) -> None:
    bare = {"name": None, "custom_dir": str(Path(__file__).parent / "bare")}
    many = "\n\n".join(f"“We measured it {n} times in spring,” said Mara Lund." for n in range(2, 9))
    files = {
        "docs/odd.txt": ODD,
        "docs/empty.txt": "",
        "docs/measures.txt": f"2 March 2024\n\n{many}\n",
        "docs/index.md": "# Home\n\n“The *<b>odd</b>* & “[even](odd.txt)” one,” said Mara Lund.\n",
    }
    built = make_site(files, {"per_page": 3}, theme=bare)
    assert len(kinds_of_pages(built.site)["mq mq-speaker"]) > 3
    assert invalid(built.site) == []
    assert list(built.pages.problems()) == []


def addresses(site: Path) -> Iterator[tuple[str, str]]:
    """File and address of everything on the site that leads somewhere and is no page."""
    for name in ("quotes.json", "speakers.json"):
        yield from ((name, record["url"]) for record in json.loads((site / name).read_text("utf-8")))
    for path in site.rglob("feed.xml"):
        feed = feedparser.parse(path.read_bytes())
        for link in [*feed.feed.links, *(link for entry in feed.entries for link in entry.links)]:
            yield path.relative_to(site).as_posix(), link.href
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    yield from (("search_index.json", entry["location"]) for entry in index["docs"])


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_every_address_leads_somewhere(project: Project, theme: str, directory_urls: bool) -> None:
    site = project(theme, use_directory_urls=directory_urls)
    pages = SitePages(site)
    assert list(pages.problems()) == []
    lost = []
    for name, address in addresses(site):
        file, fragment = pages.resolve("index.html", address.removeprefix(BASE))
        there = file in pages.pages or (site / file).is_file()
        if not there or (fragment and fragment not in pages.pages[file].ids):
            lost.append(f"{name}: {address}")
    assert lost == []


def test_every_feed_is_read_as_it_is_meant(project: Project) -> None:
    site = project("material")
    feeds = list(site.rglob("feed.xml"))
    assert len(feeds) > 10
    for path in feeds:
        name = path.relative_to(site).as_posix()
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, name
        assert feed.version == "atom10"
        links = {link.rel: link.href for link in feed.feed.links}
        assert unquote(links["self"]) == f"{BASE}{name}"
        assert unquote(links["alternate"]) == f"{BASE}{name.removesuffix('feed.xml')}"
        assert feed.feed.title and feed.feed.id and feed.feed.updated_parsed
        if name == "speakers/keepers-of-the-merrow-gauge/feed.xml":
            assert not feed.entries  # Words are misattributed to them; they have said nothing.
            continue
        assert feed.feed.updated_parsed == max(entry.updated_parsed for entry in feed.entries)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 0, name
        for entry in feed.entries:
            assert entry.title and entry.author and entry.content[0].value
            assert entry.updated_parsed and entry.link.startswith(BASE)


def test_ids_in_feeds_stay_while_texts_change(make_site: Builder, archive: dict[str, str]) -> None:
    def ids(built: Path) -> dict[str, str]:
        feed = feedparser.parse((built / "speakers" / "feed.xml").read_bytes())
        return {entry.title: entry.id for entry in feed.entries}

    options = {"sources": ["archive"]}
    before = ids(make_site(archive, options, site_url=BASE).site)
    longer = f"A line was put in front of it.\n\n{archive['docs/dam.txt']}\n“One more was found,” said Mara Lund.\n"
    after = ids(make_site({**archive, "docs/dam.txt": longer}, options, site_url=BASE).site)
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_sizes(make_site: Builder) -> None:
    sentence = "We have measured the seepage under the northern wall every week since the spring of that year"
    lines = [
        f"The inquiry went on for {n} hours that day, and few stayed until its end.\n\n“{sentence}, {n} times"
        f" in all, and nobody has ever asked us for a single one of the figures,” said Mara Lund."
        f" She put the book of week {n} down on the table."
        for n in range(2, 52)
    ]
    texts = {
        f"docs/inquiry-{n}.txt": f"Day {n}\n\n{n + 1} March 2024\n\n" + "\n\n".join(lines[n::5]) + "\n"
        for n in range(5)
    }
    built = make_site({"docs/index.md": "# Home\n", **texts}, theme={"name": "material"}, site_url=BASE)
    (row,) = json.loads(built.read("speakers.json"))
    assert row["quotations"] == 50
    html = (built.site / "speakers" / "mara-lund" / "index.html").read_bytes()
    assert html.count(b'id="q-') == 50
    assert len(html) < 100_000
    assert len(stylesheet()) < 10_000
    assert len(script()) < 10_000


def test_what_the_pages_load_is_there_and_their_own(project: Project) -> None:
    site = project("bare")
    for paths in kinds_of_pages(site).values():
        path = fullest(paths)
        page = SitePages(site).pages[path.relative_to(site).as_posix()]
        loaded = [url for tag, url in page.links if tag in ("link", "script", "img")]
        assert loaded
        for url in loaded:
            parts = urlsplit(url)
            if not url.startswith(BASE):
                assert not parts.netloc, url
                assert (path.parent / unquote(parts.path)).resolve().exists(), url
