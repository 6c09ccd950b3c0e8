"""What the bench of answers asks, and that what it writes into an archive is gone afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.search import NewPost, Queries, folder_bytes, seconds_in_process
from reader.session import Session, resolve

SAMPLES = Path(__file__).parents[2] / "sample_posts"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    session = Session(resolve(SAMPLES), in_memory=True)
    session.sync(workers=0)
    return session


def test_each_kind_asks_what_its_name_says(session: Session) -> None:
    queries = Queries(session, 5, seed=1).all()
    assert all(re.fullmatch(r"\w\w", typed) for typed in queries["common word"])
    assert all(re.fullmatch(r"\w\w \w\w", typed) for typed in queries["two words"])
    assert all(len(typed) == 1 for typed in queries["single character"])
    assert all(re.fullmatch('".{6,}"', typed) for typed in queries["phrase"])
    assert all(re.fullmatch(r"(cat|author):\S.* \w\w", typed) for typed in queries["field and word"])
    assert all(typed.isascii() for typed in queries["pinyin"] + queries["initials"] + queries["Latin typo"])
    assert all(len(typed) == len(set(typed)) == 5 for typed in queries.values())


def test_the_same_seed_asks_the_same(session: Session) -> None:
    assert Queries(session, 3, seed=1).all() == Queries(session, 3, seed=1).all()
    assert Queries(session, 3, seed=1).all() != Queries(session, 3, seed=2).all()


def test_a_new_post_is_found_and_gone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 渡口\n---\n\n正文。\n", "utf-8")
    session = Session(resolve(tmp_path), in_memory=True)
    session.sync(workers=0)
    assert 0 < seconds_in_process(session) < 30
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]
    found = session.search.find("刚写下")
    assert found is not None
    assert not found.ids


def test_a_new_post_is_there_for_as_long_as_it_is_needed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", "utf-8")
    with NewPost(tmp_path) as post:
        assert post.word in post.file.read_text("utf-8")
    assert folder_bytes(tmp_path) == 1
