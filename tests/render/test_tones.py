"""The colours of speakers: seen on light and dark, and told apart by those who do not see all colours."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

import mkdocs_quotes.render
from mkdocs_quotes.render.marks import LINES, TONES, tone_classes

CSS = Path(mkdocs_quotes.render.__file__).parent / "assets/style/20-tones.css"
GROUNDS = {"light": ("#ffffff", "#fcfcfc"), "dark": ("#1e2129", "#212529")}
"""Of Material, mkdocs and readthedocs."""
SEEN = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    # Machado, Oliveira and Fernandes 2009, severity 1.
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
Colour = tuple[float, float, float]


def linear(colour: str) -> Colour:
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted(luminance(linear(c)) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: Colour) -> Colour:
    red, green, blue = (min(1.0, max(0.0, value)) for value in colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = luminance((red, green, blue))
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    a, b, c = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


def difference(one: str, other: str, eye: str) -> float:
    seen = [
        lab(tuple(sum(f * c for f, c in zip(row, linear(colour), strict=True)) for row in SEEN[eye]))  # type: ignore[arg-type]
        for colour in (one, other)
    ]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


def palette(scheme: str) -> list[str]:
    light = r"\.mq-c(\d) \{ --mq-tone: var\(--mq-\1, (#[0-9a-f]{6})\); \}"
    rule = light if scheme == "light" else r"--mq-(\d): (#[0-9a-f]{6});"
    found = {int(number): colour for number, colour in re.findall(rule, CSS.read_text())}
    return [found[number] for number in range(TONES)]


@pytest.mark.parametrize("scheme", GROUNDS)
def test_lines_are_seen(scheme: str) -> None:
    for colour in palette(scheme):
        assert min(contrast(colour, ground) for ground in GROUNDS[scheme]) >= 3, colour


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("scheme", GROUNDS)
def test_two_speakers_differ_in_colour_or_line(scheme: str, eye: str) -> None:
    for (i, one), (j, other) in combinations(enumerate(palette(scheme)), 2):
        assert difference(one, other, eye) >= 12 or i % LINES != j % LINES, (one, other)


def test_only_the_25th_speaker_looks_like_the_first() -> None:
    assert len({tone_classes(tone) for tone in range(24)}) == 24
    assert tone_classes(24) == tone_classes(0) == " mq-c0 mq-l0"
    assert tone_classes(None) == ""
