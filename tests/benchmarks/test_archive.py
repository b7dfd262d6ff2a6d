"""The made-up archive costs what an archive of news costs, and is the same in every run."""

from __future__ import annotations

from pathlib import Path

from archive import as_text, make_texts, write_archive

from mkdocs_quotes.index import SourceText, build_index
from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.read import read_text

_TEXTS = 40


def test_it_is_the_same_in_every_run_and_another_for_another_seed() -> None:
    assert list(make_texts(5)) == list(make_texts(5))
    assert list(make_texts(5)) == list(make_texts(9))[:5]
    assert list(make_texts(5, seed=1)) != list(make_texts(5))


def test_pages_hold_the_texts(tmp_path: Path) -> None:
    text_folder, page_folder = write_archive(tmp_path, 3, bytes_each=2_000)
    texts = sorted(text_folder.rglob("*.txt"))
    pages = sorted(page_folder.rglob("*.md"))
    assert [path.stem for path in texts] == [path.stem for path in pages] == ["000000", "000001", "000002"]
    for text, page in zip(texts, pages, strict=True):
        assert page.read_text(encoding="utf-8") == f"# {text.read_text(encoding='utf-8')}"
        assert 2_000 <= text.stat().st_size < 3_000


def test_quotations_and_speakers_are_as_many_as_in_the_news() -> None:
    analyses = [analyse(read_text(as_text(paragraphs))) for _, paragraphs in make_texts(_TEXTS)]
    quotations = sum(len(analysis.quotations) for analysis in analyses)
    assert 8 <= quotations / _TEXTS <= 13
    index = build_index(SourceText(f"{n}.txt", analysis) for n, analysis in enumerate(analyses))
    assert 2 <= len(index.speakers) / _TEXTS <= 4
    assert len(index.unattributed) < 0.1 * quotations
