from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.citation import cite
from reader.model import Moment, Post, post_id

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = 1_625_227_200  # 2021-07-02 12:00 UTC


@pytest.fixture(autouse=True)
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def post(title: str = "雾港停航", *, source: str = "", seconds: int | None = None, link: str = "") -> Post:
    return Post(
        post_id(title), "x.md", title,
        Moment(seconds) if seconds is not None else None, (source,) if source else (), link=link,
    )  # fmt: skip


def test_a_citation_has_title_source_date_and_link() -> None:
    whole = post(source="渡口日报", seconds=NOON, link="https://ferry.example/1")
    assert cite(whole) == "雾港停航. 渡口日报, 2021-07-02. https://ferry.example/1"


def test_the_date_is_that_of_the_readers_zone() -> None:
    assert cite(post(seconds=NOON + 6 * 3600)) == "雾港停航. 2021-07-03."


@pytest.mark.parametrize(
    ("given_post", "expected"),
    [
        (post(), "雾港停航."),
        (post(source="渡口日报"), "雾港停航. 渡口日报."),
        (post(link="https://ferry.example/1"), "雾港停航. https://ferry.example/1"),
        (post(seconds=NOON, link="/2021/1.html"), "雾港停航. 2021-07-02."),
        (post("停航了？", source="渡口日报"), "停航了？ 渡口日报."),
        (post("Why?"), "Why?"),
        (post("停。"), "停。"),
    ],
)
def test_what_is_missing_leaves_no_mark_behind(given_post: Post, expected: str) -> None:
    assert cite(given_post) == expected


def test_a_link_that_is_known_better_is_taken() -> None:
    assert cite(post(link="https://a.example"), "https://b.example/1") == "雾港停航. https://b.example/1"


@given(st.sampled_from(["", "报"]), st.sampled_from([None, NOON]), st.sampled_from(["", "https://a.example"]))
def test_no_citation_has_stray_marks(source: str, seconds: int | None, link: str) -> None:
    told = cite(post("题", source=source, seconds=seconds, link=link))
    assert not any(pair in told for pair in ("..", ",.", " ,", " .", "  ", ". ,"))
    assert told == told.strip()
