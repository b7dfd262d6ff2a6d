"""The page of a text: a colour for each speaker, the list of them, words that are printed twice."""

from __future__ import annotations

import json
import re
from typing import Any

from sites import DAM, Builder

REPEATED = """“The wall will hold for a century”

By Ida Holm

“The wall will hold for a century,” said Mara Lund. Nobody in the hall believed her, and the chair
of the inquiry asked for the papers of the last ten years to be brought up from the cellar.

“The gates were never tested,” said Tom Okafor.

“The wall will hold for a century”

“The gates were never tested,” said Tom Okafor again at noon, and went home.
"""


def marks(html: str) -> list[tuple[str, str, str]]:
    """Classes, id and speaker of each first element around words."""
    return re.findall(r'<span class="mq-words([^"]*)" id="([^"]*)" data-speaker="([^"]*)"', html)


def test_each_speaker_has_a_tone_and_a_row(make_site: Builder) -> None:
    built = make_site({"docs/dam.txt": DAM, "docs/index.md": "# H\n"})
    html = built.read("dam/index.html")
    first, second = marks(html)
    assert (first[0], first[2]) == (" mq-c0 mq-l0", "mara-lund")
    assert (second[0], second[2]) == (" mq-c1 mq-l1", "tom-okafor")
    rows = re.findall(r'<li data-speaker="([^"]*)">(.*?)</li>', html, re.S)
    assert [slug for slug, _ in rows] == ["mara-lund", "tom-okafor"]
    assert f'href="#{first[1]}">1 quotation</a>' in rows[0][1]
    assert 'data-initials="ML"' in rows[0][1]
    assert 'href="../speakers/mara-lund/">Mara Lund</a>' in rows[0][1]


def test_equal_initials_are_told_apart(make_site: Builder) -> None:
    text = "Notes\n\n“We go at dawn,” said Tom Okafor.\n\n“We never will,” said Tara Olsen.\n"
    html = make_site({"docs/a.txt": text}).read("a/index.html")
    assert set(re.findall(r'class="mq-tag[^>]*data-initials="([^"]*)"', html)) == {"TO", "TO2"}


def test_words_printed_again_count_once(make_site: Builder) -> None:
    built = make_site({"docs/wall.txt": REPEATED, "docs/index.md": "# H\n"})
    html = built.read("wall/index.html")
    records: list[dict[str, Any]] = json.loads(built.read("quotes.json"))
    wall = next(r["id"] for r in records if r["text"].startswith("The wall"))
    again = [mark for mark in marks(html) if "mq-again" in mark[0]]
    assert [mark[1] for mark in again] == [f"again-{wall}-1", f"again-{wall}-2"]
    assert all(mark[2] == "mara-lund" for mark in again)
    assert html.count(f'data-repeats="q-{wall}"') == 2
    gates = [r for r in records if r["text"].startswith("The gates")]
    assert [r.get("repeats") for r in gates] == [None, gates[0]["id"]]
    assert {s["id"]: s["quotations"] for s in json.loads(built.read("speakers.json"))} == {
        "mara-lund": 1,
        "tom-okafor": 1,
    }
    assert html.count(">1 quotation</a>") == 2
    assert 'title="2 quotations">2</span>' in built.read("speakers/texts/index.html")
    assert list(built.pages.problems()) == []


def test_the_list_stands_below_the_words_of_an_ordinary_page(make_site: Builder) -> None:
    built = make_site({"docs/index.md": "# H\n\n“The wall will hold for a century,” said Mara Lund.\n"})
    html = built.read("index.html")
    assert html.index("said Mara Lund") < html.index("Speakers in this text")
    assert list(built.pages.problems()) == []
    without = make_site({"docs/index.md": "# H\n\nNobody says a word.\n"})
    assert "Speakers in this text" not in without.read("index.html")


def test_author_and_date_stand_there_once(make_site: Builder) -> None:
    told = "The dam\n\nBy Ida Holm\n\n12 March 2024\n\n“The wall will hold,” said Mara Lund.\n"
    front = "---\nauthor: Ida Holm\ndate: 2024-03-12\n---\nThe dam\n\n“The wall will hold,” said Mara Lund.\n"
    german = "Der Damm\n\nVon Ida Holm\n\n12. März 2024\n\n„Das hält nicht mehr lange“, sagte Lena Vogt. Sie ging.\n"
    built = make_site({"docs/told.txt": told, "docs/front.txt": front, "docs/de.txt": german})
    article = built.read("told/index.html").partition("<article")[2]
    assert article.count("Ida Holm") == article.count("12 March 2024") == 1
    article = built.read("front/index.html").partition("<article")[2]
    assert 'Ida Holm · <time datetime="2024-03-12">12 March 2024</time>' in article
    # The text gives the date in another language than that of the site.
    article = built.read("de/index.html").partition("<article")[2]
    assert article.count("Ida Holm") == 1 and '<time datetime="2024-03-12">12 March 2024</time>' in article


def test_another_language_is_declared(make_site: Builder) -> None:
    german = "Der Damm\n\n„Das wird nicht wieder geschehen“, sagte Lena Vogt. Und sie ging nach Hause.\n"
    hebrew = "---\nlanguage: he\n---\nכותרת\n\n„לא נחכה עוד” אמרה רות כהן אתמול.\n"
    built = make_site({"docs/de.txt": german, "docs/he.txt": hebrew, "docs/en.txt": DAM})
    assert '<article class="mq mq-text" lang="de">' in built.read("de/index.html")
    assert '<article class="mq mq-text" lang="he" dir="rtl">' in built.read("he/index.html")
    assert '<article class="mq mq-text">' in built.read("en/index.html")
    assert '<p class="mq-excerpt" lang="de">' in built.read("speakers/lena-vogt/index.html")
    theme = {"name": "material", "language": "de"}
    at_home = make_site({"docs/de.txt": german, "docs/en.txt": DAM}, theme=theme)
    assert '<article class="mq mq-text">' in at_home.read("de/index.html")
    assert '<article class="mq mq-text" lang="en">' in at_home.read("en/index.html")
    assert '<p class="mq-excerpt" lang="en">' in at_home.read("speakers/mara-lund/index.html")
    assert '<p class="mq-excerpt">' in at_home.read("speakers/lena-vogt/index.html")


def test_a_site_that_runs_from_right_to_left(make_site: Builder) -> None:
    arabic = "---\nlanguage: ar\n---\nLayla Haddad: لن نبيع الميناء لأحد.\n\nOmar Naser: ومن سيدفع ثمن السد؟\n"
    theme = {"name": "material", "language": "ar", "direction": "rtl"}
    built = make_site({"docs/ar.txt": arabic, "docs/en.txt": DAM}, theme=theme)
    assert built.warnings == []
    # There are no words of ours in its language: English ones, from left to right.
    assert '<div class="mq mq-index" lang="en" dir="ltr">' in built.read("speakers/index.html")
    assert '<div class="mq mq-speaker" lang="en" dir="ltr">' in built.read("speakers/mara-lund/index.html")
    assert '<article class="mq mq-text" lang="en" dir="ltr">' in built.read("en/index.html")
    assert '<article class="mq mq-text">' in built.read("ar/index.html")
