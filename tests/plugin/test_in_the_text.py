"""What authors say in their texts themselves, as it comes out on the pages."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sites import DAM, Builder, Built

HAND = """# The hearing

The engineer Mara Lund came with Tom Okafor.

*“The wall was never tested.”*{: data-speaker="Tom Okafor" } It was late.

“The wall is *safe*,” said Mara Lund. She called it *“a day to remember”*{: data-quote="no" }, and left.
"""


def said(built: Built) -> dict[str, tuple[str | None, str]]:
    records: list[dict[str, Any]] = json.loads(built.read("quotes.json"))
    return {record["text"]: (record["speaker"], record["rule"]) for record in records}


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_speakers_by_hand(make_site: Builder, theme: str) -> None:
    built = make_site({"docs/index.md": HAND}, theme={"name": theme}, markdown_extensions=["attr_list"])
    assert built.warnings == []
    assert said(built) == {
        "The wall was never tested.": ("Tom Okafor", "marked"),
        "The wall is *safe*,": ("Mara Lund", "cue-after"),
    }
    html = built.read("index.html")
    assert "{:" not in html
    words = r'<em data-speaker="Tom Okafor">“<span class="mq-words[^>]* data-speaker="tom-okafor"[^>]*>The wall was'
    assert re.search(words, html)
    assert "checked by an editor" in html
    assert list(built.pages.problems()) == []


def test_what_is_wrong_is_told_once_with_file_and_line(make_site: Builder) -> None:
    wrong = HAND.replace('"no"', '"maybe"')
    built = make_site({"docs/index.md": wrong}, strict=False, markdown_extensions=["attr_list"])
    assert built.warnings == [
        'mkdocs_quotes: index.md: line 7: data-quote="maybe" means nothing;'
        ' there is data-quote="no", and data-speaker="a name"'
    ]
    without = make_site({"docs/index.md": HAND}, strict=False)
    assert without.warnings == [
        "mkdocs_quotes: index.md: line 5: attribute lists are printed as they stand"
        " unless attr_list is among the markdown_extensions"
    ]


@pytest.mark.parametrize("name", ["docs/a.txt", "docs/a.md"])
def test_front_matter_leaves_a_text_out(make_site: Builder, name: str) -> None:
    built = make_site({name: f"---\nquotes: false\n---\n{DAM}", "docs/index.md": "# H\n"})
    assert said(built) == {}
    html = built.read("a/index.html")
    assert "measured the seepage" in html
    assert "quotes: false" not in html
    assert "mq-words" not in html
    assert "Speakers in this text" not in html


@pytest.mark.parametrize("name", ["docs/a.txt", "docs/a.md"])
def test_front_matter_names_speakers(make_site: Builder, name: str) -> None:
    front = "---\nspeakers:\n  - [Mara Lund, Lund]\n  - Tom Okafor\n---\n"
    text = "The dam\n\n“We had measured it every week,” said Lund. “Nobody listened.”\n"
    built = make_site({name: front + text, "docs/index.md": "# H\n"})
    assert {speaker for speaker, _ in said(built).values()} == {"Mara Lund"}
    assert built.has("speakers/mara-lund/index.html")
    assert 'data-speaker="mara-lund"' in built.read("a/index.html")
