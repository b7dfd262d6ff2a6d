"""The catalogues of interface words."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from markupsafe import Markup

import mkdocs_quotes.render
from mkdocs_quotes.render import load_wording, wordings

FOLDER = Path(mkdocs_quotes.render.__file__).parent / "words"
TEMPLATES = Path(mkdocs_quotes.render.__file__).parent


def forms(words: object) -> list[str]:
    return [str(form) for form in words.values()] if isinstance(words, dict) else [str(words)]


def fields(words: object) -> set[str]:
    return {name for form in forms(words) for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("code", wordings())
def test_each_language_says_all_that_english_says(code: str) -> None:
    english = yaml.safe_load((FOLDER / "en.yml").read_text(encoding="utf-8"))
    words = yaml.safe_load((FOLDER / f"{code}.yml").read_text(encoding="utf-8"))
    assert set(words) == set(english)
    assert len(words["months"]) == 12
    for key in set(english) - {"one", "months"}:
        assert fields(words[key]) == fields(english[key]), key
        assert isinstance(words[key], dict) == isinstance(english[key], dict), key
        assert all(form.strip() for form in forms(words[key])), key


def test_there_are_the_languages_promised() -> None:
    assert set(wordings()) >= {"en", "de", "fr", "es", "pt", "it", "nl"}


def test_every_key_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for pattern in ("*.py", "*.html")
        for path in TEMPLATES.rglob(pattern)
    )
    used = set(re.findall(r"""["'](\w+)["']""", code))
    assert load_wording("en").keys - used - {"one", "months"} == set()


def test_numbers_choose_the_form() -> None:
    english, french = load_wording("en"), load_wording("fr")
    assert [english("quotations", n) for n in (0, 1, 2)] == ["0 quotations", "1 quotation", "2 quotations"]
    assert [french("quotations", n) for n in (0, 1, 2)] == ["0 citation", "1 citation", "2 citations"]


def test_dates_are_written_as_people_do() -> None:
    assert load_wording("en").date("2024-03-09") == "9 March 2024"
    assert load_wording("de").date("2024-03-09") == "9. März 2024"
    assert load_wording("es").date("2024-03") == "marzo de 2024"
    assert load_wording("en").date("2024") == "2024"


def test_a_region_or_an_unknown_language_falls_back() -> None:
    assert load_wording("pt_BR").code == "pt"
    assert load_wording("de-AT").code == "de"
    assert load_wording("xx").code == "en"


def test_values_in_html_are_escaped() -> None:
    words = load_wording("en")
    assert words.html("perhaps", name="<b>") == Markup("Perhaps &lt;b&gt;")
    assert words.html("only_in", title=Markup("<i>A</i>")) == Markup("Known by this name only in <i>A</i>.")
