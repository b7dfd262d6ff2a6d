"""Whatever lies in the folders of texts: a page or one clear warning, and never the loss of another text."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from sites import DAM, Builder, Built

from mkdocs_quotes.pipeline import analyse
from mkdocs_quotes.plugin.files import SourceFile


def check(built: Built) -> None:
    """The site holds together, and the good text beside the bad one is there."""
    assert list(built.pages.problems()) == []
    assert 'data-speaker="mara-lund"' in built.read("dam/index.html")


GOOD = {"docs/dam.txt": DAM}


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (b"", None),
        (b"\n\n \n", None),
        (b"\xef\xbb\xbfA line with a mark before it.", "A line with a mark before it."),
        (b"First line.\r\n\r\nSecond line.\r\n", "Second line."),
        (b"First line.\r\rSecond line.\r", "Second line."),
        ("Bad: \ud800 end.".encode("utf-8", "surrogatepass"), None),
        (b"One \x00 and many words here. " + b"More of them. " * 9, "and many words here."),
        (
            b"<script>alert(1)</script> & <img src=x onerror=alert(1)>",
            "&lt;script&gt;alert(1)&lt;/script&gt; &amp;",
        ),
        (b'"' * 100_000, None),
        (("“" * 50_000).encode(), None),
        (b"word " * 200_000, "word word"),
    ],
)
def test_odd_texts_get_pages(make_site: Builder, content: bytes, shown: str | None) -> None:
    built = make_site({**GOOD, "docs/odd.txt": content}, strict=False)
    check(built)
    html = built.read("odd/index.html")
    assert html.count("<h1") == 1
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    if shown:
        assert shown in html
    assert len(built.warnings) <= 1
    assert all("odd.txt" in warning for warning in built.warnings)


def test_line_ends_of_a_page_count_as_they_are(make_site: Builder) -> None:
    page = "---\r\ntitle: T\r\n---\r\n# T\r\n\r\n“It was *never* tested\r\nin any way,” said Mara Lund.\r\n"
    built = make_site({**GOOD, "docs/t.md": page})
    check(built)
    record = next(r for r in json.loads(built.read("quotes.json")) if r["source"] == "t.md")
    assert page[record["start"] : record["end"]] == "It was *never* tested\r\nin any way,"
    assert record["url"] == f"t/#q-{record['id']}"


def test_what_is_no_text_is_left_as_it_is_with_one_warning(make_site: Builder) -> None:
    data = bytes(range(256)) * 50
    built = make_site(
        {**GOOD, "docs/odd.txt": data, "archive/odd.txt": data}, {"sources": ["archive"]}, strict=False
    )
    check(built)
    assert (built.site / "odd.txt").read_bytes() == data
    assert sorted(w.partition(": ")[2].partition(":")[0] for w in built.warnings) == [
        "archive/odd.txt",
        "odd.txt",
    ]
    assert not built.has("archive/odd/index.html")


def test_a_wrong_encoding_is_read_with_one_warning(make_site: Builder) -> None:
    text = "Caf\u00e9\n\n\u201cWe are closed until the first of May,\u201d said Ana Ros\u00e9.\n"
    built = make_site({**GOOD, "docs/cafe.txt": text.encode("cp1252")}, strict=False)
    check(built)
    assert "“" in built.read("cafe/index.html")
    assert len(built.warnings) == 1
    assert "cafe.txt" in built.warnings[0]


def test_a_file_that_vanishes_costs_one_warning(make_site: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(self: SourceFile) -> bytes:
        if "gone" in self.src_uri:
            Path(str(self.abs_src_path)).unlink()
        return Path(str(self.abs_src_path)).read_bytes()

    monkeypatch.setattr(SourceFile, "content_bytes", property(vanish))
    built = make_site({**GOOD, "docs/gone.txt": DAM}, strict=False)
    check(built)
    assert [w.partition(": ")[2] for w in built.warnings] == [
        "gone.txt: cannot be read (No such file or directory)"
    ]
    assert not built.has("gone/index.html")


def test_sources_of_one_name_all_get_pages(make_site: Builder) -> None:
    files: dict[str, Any] = {
        **GOOD,
        "docs/a.md": "# Page A\n",
        "docs/a.txt": "Text A\n\nOne line.\n",
        "docs/a.text": "Text B\n\nOne line.\n",
        "docs/news/a.txt": "Text C\n\nOne line.\n",
        "news/a.txt": "Text D\n\nOne line.\n",
        "more/news/a.txt": "Text E\n\nOne line.\n",
        "docs/speakers.txt": "Text F\n\nOne line.\n",
        "docs/speakers/mara-lund.txt": "Text G\n\nOne line.\n",
        "docs/README.txt": "Text H\n\nOne line.\n",
    }
    built = make_site(files, {"sources": ["news", "more/news"], "include": ["*.txt", "*.text"]})
    check(built)
    everything = [path.read_text(encoding="utf-8") for path in built.site.rglob("*.html")]
    for letter in "ABCDEFGH":
        assert sum(f">Text {letter}</h1>" in html for html in everything) == 1, letter
    assert "Page A" in built.read("a/index.html")
    assert "mq-quotation" in built.read("speakers/mara-lund/index.html")
    assert "jump" in built.read("speakers/index.html")


def test_files_for_other_programs_stay_files(make_site: Builder) -> None:
    built = make_site(
        {**GOOD, "docs/robots.txt": "User-agent: *\n", "docs/humans.txt": "We\n"},
        {"exclude": ["!humans.txt"]},
    )
    assert built.read("robots.txt") == "User-agent: *\n"
    assert built.has("humans/index.html")
    check(built)


def test_what_is_no_ordinary_file_is_passed_over(make_site: Builder, tmp_path: Path) -> None:
    (tmp_path / "project/archive").mkdir(parents=True)
    os.mkfifo(tmp_path / "project/archive/pipe.txt")
    (tmp_path / "project/archive/nowhere.txt").symlink_to("gone.txt")
    built = make_site({**GOOD, "archive/a.txt": "Text A\n"}, {"sources": ["archive"]}, strict=False)
    check(built)
    assert built.has("archive/a/index.html")
    assert [w.partition(": ")[2] for w in built.warnings] == [
        "archive/nowhere.txt: cannot be read (No such file or directory)"
    ]


def test_a_name_that_is_not_utf8_costs_one_warning(make_site: Builder, tmp_path: Path) -> None:
    (tmp_path / "project/docs").mkdir(parents=True)
    (tmp_path / "project/docs" / os.fsdecode(b"bad\xff.txt")).write_text(DAM, encoding="utf-8")
    built = make_site(GOOD, strict=False)
    check(built)
    assert len(built.warnings) == 1
    assert "bad?.txt" in built.warnings[0]


def test_front_matter_and_file_names_are_harmless(make_site: Builder) -> None:
    front = (
        '---\ntitle: "</title><script>alert(1)</script> {{ x }}"\nauthor: "<script>alert(2)</script>"\n'
        'language: "<script>alert(3)</script>"\nspeakers:\n  - "<script>alert(4)</script>": [Ana Rose]\n---\n'
    )
    files = {
        **GOOD,
        "docs/front.txt": f"{front}“The whole thing is over now,” said Ana Rose.\n",
        'docs/<b>x<b> & "y" {{ z }}.txt': "“The whole thing is over now,” said Ana Rose.\n",
        "docs/a'b;c#d?e%20f.txt": DAM,
    }
    for theme in ("mkdocs", "readthedocs", "material"):
        built = make_site(files, theme={"name": theme}, strict=False)
        check(built)
        for path in built.site.rglob("*.html"):
            html = path.read_text(encoding="utf-8")
            assert "<script>alert" not in html, (theme, path)
            assert "<b>x" not in html, (theme, path)


def test_include_and_exclude(make_site: Builder) -> None:
    built = make_site(
        {**GOOD, "docs/drafts/x.txt": "Draft\n", "docs/notes.log": "Log\n", "docs/skip.txt": "Skip\n"},
        {"include": ["*.txt", "*.log"], "exclude": ["drafts/", "/skip.txt"]},
    )
    check(built)
    assert built.has("notes/index.html")
    assert built.read("skip.txt") == "Skip\n"
    assert built.read("drafts/x.txt") == "Draft\n"


def test_names_of_speakers_are_harmless(make_site: Builder) -> None:
    note = "---\nspeakers:\n  - Con\n---\n“The whole thing is over now,” said Con.\n"
    files = {
        **GOOD,
        "docs/li.txt": "A town\n\n“The whole thing is over now,” said 李梅.\n",
        "docs/con.txt": note,
        "speakers.yml": "Mara Lund:\n  aliases: ['<b>']\n  role: <i>Engineer</i>\n",
    }
    built = make_site(files, strict=False)
    check(built)
    assert "<b>" not in built.read("speakers/mara-lund/index.html").partition('class="mq')[2].replace(
        "<br>", ""
    )
    assert "&lt;i&gt;Engineer&lt;/i&gt;" in built.read("speakers/mara-lund/index.html")
    for speaker in json.loads(built.read("speakers.json")):
        assert speaker["id"].casefold() != "con"


def test_titles_with_markup_are_escaped_in_every_theme(make_site: Builder) -> None:
    text = 'Mayor: <b>"no"</b> & </title><script>no\n\nA line of text follows here.\n'
    for theme in ("mkdocs", "readthedocs", "material"):
        built = make_site(
            {**GOOD, "docs/t.txt": text, "docs/index.md": "# H\n"},
            theme={"name": theme},
            nav=["index.md", "t.txt", "dam.txt"],
        )
        check(built)
        for path in built.site.rglob("*.html"):
            html = path.read_text(encoding="utf-8")
            assert "<b>" not in html, (theme, path)
            assert "<script>no" not in html, (theme, path)


def test_links_that_lead_in_a_circle_end(make_site: Builder, tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "archive/deep").mkdir(parents=True)
    (root / "archive/deep/up").symlink_to(root / "archive", target_is_directory=True)
    built = make_site({**GOOD, "archive/a.txt": "Text A\n"}, {"sources": ["archive"]})
    check(built)
    assert built.has("archive/a/index.html")


def test_a_source_folder_may_hold_the_whole_project(make_site: Builder) -> None:
    files = {**GOOD, "texts/a.txt": "Text A\n"}
    make_site(files, {"sources": ["."]})
    built = make_site(files, {"sources": ["."]})
    check(built)
    assert built.has("project/texts/a/index.html")
    assert not list(built.site.glob("project/docs*"))
    assert not list(built.site.glob("project/site*"))


def test_markdown_of_other_folders_becomes_ordinary_pages(make_site: Builder) -> None:
    files = {**GOOD, "archive/b.md": "# B\n\n“It was *never* tested in any way,” said Mara Lund.\n"}
    built = make_site(files, {"sources": ["archive"], "include": ["*.txt", "*.md"]})
    check(built)
    assert "It was <em>never</em> tested in any way,</span>" in built.read("archive/b/index.html")
    assert 'id="q-' in built.read("archive/b/index.html")


def test_one_text_that_breaks_the_analysis_costs_one_warning(
    make_site: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mkdocs_quotes.plugin import outcome

    def fail(document: Any, options: Any) -> Any:
        if "unlucky" in document.text:
            raise RuntimeError("boom")
        return analyse(document, options)

    monkeypatch.setattr(outcome, "analyse", fail)
    built = make_site({**GOOD, "docs/bad.txt": "An unlucky text.\n"}, strict=False)
    check(built)
    assert "An unlucky text." in built.read("bad/index.html")
    assert len(built.warnings) == 1
    assert "bad.txt: no quotations could be found in it (RuntimeError: boom)" in built.warnings[0]
