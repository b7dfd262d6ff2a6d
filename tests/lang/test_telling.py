"""Which language a text is in, by its small words."""

from __future__ import annotations

import pytest

from mkdocs_quotes.lang import told_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("„Die Fähre kommt nicht“, sagte Jens Albers.", "de"),
        ("« On nous a menti », explique Josette Vidal.", "fr"),
        ("—No quiero ir —respondió Mateo.", "es"),
        ("«Non firmo», rispose il sindaco.", "it"),
        ("— Não sei — respondeu Beatriz.", "pt"),
        ("“De brug is dicht”, zei Femke Bos.", "nl"),
        ("花子は「雨だ」と言った。", "ja"),
        ("王芳说：“我明天走。”", "zh"),
    ],
)
def test_small_words_tell(text: str, language: str) -> None:
    assert told_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "“The ferry is late,” said Ana de la Cruz.",
        "Li Xiaoming (李小明) keeps bees. “They know me,” Li said.",
        "“C’est la vie,” he told El País in Los Angeles.",
        "“No!”",
        "",
    ],
)
def test_english_with_foreign_words_stays_english(text: str) -> None:
    assert told_language(text) is None
