"""Real archives, where they are at hand: every post gets title and date, and the readers agree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.archive.parse import read_article
from reader.archive.walk import walk

SHARED = Path(os.environ.get("NEWSREADER_TEST_ARCHIVES", "no real archives here"))
SAMPLE = Path(__file__).parents[2] / "sample_posts"


@pytest.mark.parametrize(("name", "posts"), [("ruby-news", 1_271), ("opensuse-news", 2_289), ("rsshub", 1)])
def test_every_post_of_a_real_archive_has_title_date_and_category(name: str, posts: int) -> None:
    root = SHARED / name
    if not root.is_dir():
        pytest.skip(f"{root} is not here")
    articles = [
        read_article(root, f"{folder.path}/{file[0]}") for folder in walk(root) for file in folder.files
    ]
    assert len(articles) == posts
    assert [article.problems for article in articles if article.problems] == []
    assert all(article.post.date for article in articles)
    assert not [article.post.path for article in articles if article.post.title_guessed and article.body]


def test_every_sample_post_is_read() -> None:
    if not SAMPLE.is_dir():
        pytest.skip("no sample posts in this checkout")
    problems = [
        problem
        for folder in walk(SAMPLE)
        for file in folder.files
        for problem in read_article(SAMPLE, f"{folder.path}/{file[0]}".lstrip("/")).problems
    ]
    assert not [problem for problem in problems if problem.kind == "unreadable"]
