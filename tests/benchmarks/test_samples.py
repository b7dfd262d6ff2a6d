"""Texts made to be nasty are analysed like any other, and to the letter the same in every run."""

from __future__ import annotations

import pytest
from samples import SAMPLES

from mkdocs_quotes.model import Analysis
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import read_text
from mkdocs_quotes.records import DEFAULT_MIN_CONFIDENCE


def analysed(name: str, characters: int) -> Analysis:
    sample = SAMPLES[name]
    return analyse(read_text(sample.text(characters), sample.format))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_analysed_whole(name: str) -> None:
    found = analysed(name, 6_000)
    text = found.document.text
    assert len(text) == 6_000
    end = 0
    for quotation in found.quotations:
        assert end <= quotation.start < quotation.end <= len(text)
        end = quotation.start
        assert all(text[a:b].strip() == text[a:b] != "" for a, b in quotation.parts)
        speaker = quotation.attribution.speaker
        assert speaker is None or found.speakers[speaker].name
    assert found == analysed(name, 6_000)


def test_a_longer_sample_goes_on_where_a_shorter_one_ends() -> None:
    for name, sample in SAMPLES.items():
        assert sample.text(2_000).startswith(sample.text(1_000)), name


def test_words_are_found_where_they_can_be_told() -> None:
    for name in ("one-line", "short-paragraphs", "no-full-stop", "capitals", "names", "no-cues", "transcript"):
        assert len(analysed(name, 6_000).quotations) > 20, name
    named = analysed("names", 20_000)
    assert len(named.speakers) > 300
    assert all(q.attribution.speaker is not None for q in named.quotations)


def test_a_name_that_too_many_bear_is_nobodys() -> None:
    found = analysed("namesakes", 12_000)
    alone = [q.attribution for q in found.quotations if q.attribution.mention and q.attribution.mention.text == "Lund"]
    assert len(alone) > 100
    assert not any(a.confidence >= DEFAULT_MIN_CONFIDENCE and a.speaker is not None for a in alone)
