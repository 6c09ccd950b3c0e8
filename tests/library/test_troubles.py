"""Doubts about files as a screen asks for them, and figures of the archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import health
from reader.library.troubles import Troubles
from reader.model import Problem
from reader.session import Session, resolve


@pytest.fixture
def session(tmp_path: Path) -> Session:
    root = tmp_path / "news"
    (root / "甲").mkdir(parents=True)
    for name, date in (("a.md", "2021-07-02"), ("b.md", "Someday"), ("甲/c.html", "2020-01-01")):
        (root / name).write_text(
            f"---\ntitle: 雾 {name}\ndate: {date}\nauthor: 渡口\ncategory: 天气\n---\n\n晴。\n", "utf-8"
        )
    (root / "甲/d.txt").write_bytes("没有标题也没有日期的一篇文章，写于码头。".encode("gb18030"))
    (root / "broken.md").symlink_to("nowhere.md")
    made = Session(resolve(root))
    made.sync(workers=0)
    return made


def test_doubts_are_counted_and_listed_by_kind_and_path(session: Session) -> None:
    troubles = Troubles(session.catalog)
    found = troubles.found()
    assert {kind: len(ids) for kind, ids in found.items()} == troubles.counts()
    listed = [each for kind in health.KINDS for each in troubles.at(found.get(kind, []))]
    told = [problem for _, problems in health.by_kind(session.catalog.problems()) for problem in problems]
    assert listed == told


def test_words_leave_the_doubts_whose_path_holds_them(session: Session) -> None:
    troubles = Troubles(session.catalog)
    for typed, paths in (("甲", {"甲/d.txt"}), ("B.MD", {"b.md"}), ("%", set()), ("甲 broken", set())):
        found = troubles.found(typed)
        problems = [problem for ids in found.values() for problem in troubles.at(ids)]
        assert {problem.path for problem in problems if problem is not None} == paths, typed


def test_a_doubt_that_is_gone_leaves_a_gap(session: Session) -> None:
    assert Troubles(session.catalog).at([1 << 40]) == [None]


def test_figures_are_those_of_the_archive(session: Session) -> None:
    found = health.examine(session.catalog)
    figures = found.figures
    assert (figures.posts, figures.folders, figures.categories, figures.authors) == (4, 2, 2, 1)
    assert dict(figures.forms) == {"md": 2, "html": 1, "txt": 1}
    assert figures.guessed + figures.undated == 2
    facts = dict(health.told(found))
    assert facts["Posts"] == "4 in 2 folders"
    assert facts["Encodings"] == "UTF-8 3 · gb18030 1"
    assert facts["Dates"].startswith("2020-01-01 to ")
    assert found.index_size > 0


def test_an_archive_without_posts_has_its_health_too(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    session = Session(resolve(tmp_path / "empty"), in_memory=True)
    session.sync(workers=0)
    facts = dict(health.told(health.examine(session.catalog)))
    assert facts["Posts"] == "0 in 0 folders"
    assert facts["Dates"] == "none"
    assert "Size of the index" not in facts


def test_sizes_are_told_in_three_figures_or_so() -> None:
    for size, told in (
        (0, "0 B"),
        (999, "999 B"),
        (12_500, "12.5 KB"),
        (123_456_789, "123 MB"),
        (10**16, "10,000 TB"),
    ):
        assert health.size_told(size) == told


def test_a_path_with_control_characters_does_no_harm() -> None:
    problem = Problem("a\x1b[31m\nb.md", "date", "no date; unknown", 3)
    assert "\x1b" not in health.where(problem)
    assert "\n" not in health.where(problem)
