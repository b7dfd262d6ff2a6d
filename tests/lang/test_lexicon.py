"""Word lists: their shape, how they load, and that each is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_quotes.lang import Lexicon, available, load
from mkdocs_quotes.lang.lexicon import DATA


def test_lists_and_tables(tmp_path: Path) -> None:
    (tmp_path / "birds.txt").write_text("# why\nwren\n\nrook # a crow\n", encoding="utf-8")
    (tmp_path / "verbs.txt").write_text("say: says said\ngo on: goes on, went on\n", encoding="utf-8")
    lexicon = Lexicon("xx", tmp_path)
    assert lexicon.words("birds") == {"wren", "rook"}
    assert dict(lexicon.table("verbs")) == {"say": ("says", "said"), "go on": ("goes on", "went on")}
    assert lexicon.forms("verbs") == {"say", "says", "said", "go on", "goes on", "went on"}


def test_a_list_that_a_language_lacks_is_empty(tmp_path: Path) -> None:
    assert Lexicon("xx", tmp_path).words("birds") == frozenset()
    assert not Lexicon("xx", tmp_path).table("verbs")


def test_a_region_falls_back_to_its_language() -> None:
    assert load("en-GB").code == "en"


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(LookupError, match=r"no language data for 'tlh'; there is .*en"):
        load("tlh")


def test_english_is_there() -> None:
    assert "en" in available()


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.txt")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_each_file_says_what_it_is_and_repeats_nothing(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#"), "the first line tells what the list is for"
    entries = [line.split("#", 1)[0].strip() for line in lines]
    keys = [entry.partition(":")[0].strip() if ": " in entry else entry for entry in entries if entry]
    assert keys, "an empty list is no list"
    assert sorted(keys) == sorted(set(keys))


def test_word_lists_and_weights_stay_small() -> None:
    assert sum(path.stat().st_size for path in DATA.rglob("*.txt")) <= 400 * 1024


def test_a_language_reads_its_base_as_well(tmp_path: Path) -> None:
    for name, line in (("one", "say: said"), ("two", "say: spake\nask: asked")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "verbs.txt").write_text(line + "\n", encoding="utf-8")
        (tmp_path / name / "birds.txt").write_text(f"{name}bird\n", encoding="utf-8")
    lexicon = Lexicon("two", tmp_path / "two", Lexicon("one", tmp_path / "one"))
    assert dict(lexicon.table("verbs")) == {"say": ("said", "spake"), "ask": ("asked",)}
    assert dict(lexicon.own_table("verbs")) == {"say": ("spake",), "ask": ("asked",)}
    assert lexicon.words("birds") == {"onebird", "twobird"}
    assert lexicon.own_words("birds") == {"twobird"}
