from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.library.completion import Completion, complete
from reader.library.fields import CONTENTS, ORDERS, STATES
from reader.library.query import All, Field, Not, Text, parse
from reader.library.tokens import narrow
from reader.model import Count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TODAY = date(2021, 7, 3)
CATEGORIES = (
    Count(("金融",), 100),
    Count(("金融", "中证网"), 60),
    Count(("金融", "中证网", "资讯"), 30),
    Count(("金融", "财经"), 40),
    Count(("军事",), 50),
    Count(("音视频",), 9),
    Count(("音视频", "广播剧 / 有声漫画"), 9),
)


class Fake:
    """The names of a small archive."""

    def __init__(
        self, categories: Sequence[Count] = CATEGORIES, authors: Sequence[tuple[str, int]] | None = None
    ) -> None:
        self._categories = categories
        self._authors = authors or [
            ("中证网 - 资讯", 30),
            ("中国新闻网", 20),
            ("Ann Lee", 3),
            ("新（华）社", 2),
        ]

    def categories(self) -> Sequence[Count]:
        return self._categories

    def authors(self) -> Sequence[tuple[str, int]]:
        return self._authors

    def tags(self, beginning: str) -> Sequence[tuple[str, int]]:
        return [
            (tag, posts)
            for tag, posts in (("AI", 4), ("ai 时代", 2), ("雾", 1))
            if tag.lower().startswith(beginning)
        ]

    def labels(self) -> Sequence[tuple[str, int]]:
        return [("稍后读", 3), ("to read", 2)]

    def months(self) -> Mapping[str, int]:
        return {"2020-12": 3, "2021-06": 5, "2021-07": 8}


def sounds_like(letters: str, name: str) -> bool:
    return {"jr": "金融", "jinrong": "金融", "zz": "中证网"}.get(letters) == name


def texts(typed: str) -> list[str]:
    """What ``typed`` may become at its end, ``|`` marking another cursor."""
    before, _, after = typed.partition("|")
    return [one.text for one in complete(before + after, len(before), Fake(), sounds_like).candidates]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("雾 ", []),
        ('"ca', []),
        ("ca", ["cat:"]),
        ("雾 -CA", ["cat:"]),
        ("（ca", ["cat:"]),
        ("ta", ["tag:"]),
        ("分", ["分类:"]),
        ("中", ["cat:金融/中证网", 'author:"中证网 - 资讯"', "author:中国新闻网"]),
        ("证", []),
        ("jr", ["cat:金融"]),
        ("a", ["author:", "after:", 'author:"Ann Lee"']),
    ],
)
def test_a_bare_word_may_become_a_field_or_a_name(typed: str, expected: list[str]) -> None:
    assert texts(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cat:", ["cat:金融", "cat:军事", "cat:音视频"]),
        ("cat:金", ["cat:金融"]),
        ("分类：中", ["分类：金融/中证网"]),
        ("cat:融", ["cat:金融"]),
        ("cat:金融/", ["cat:金融/中证网", "cat:金融/财经"]),
        ("cat:金融/财", ["cat:金融/财经"]),
        ("cat:中证网/", ["cat:金融/中证网/资讯"]),
        ("cat:军事/", []),
        ("cat:jr", ["cat:金融"]),
        ("cat:金融/zz", ["cat:金融/中证网"]),
        ("cat:广播", ['cat:"音视频/广播剧 / 有声漫画"']),
        ('cat:"音视频/广播剧 / 有', ['cat:"音视频/广播剧 / 有声漫画"']),
        ("cat:金融", []),
        ("cat:金|融 雾", []),
    ],
)
def test_categories_are_completed_level_by_level(typed: str, expected: list[str]) -> None:
    assert texts(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("author:中", ['author:"中证网 - 资讯"', "author:中国新闻网"]),
        ("author:新", ['author:"新（华）社"', "author:中国新闻网"]),
        ('author:"ann l', ['author:"Ann Lee"']),
        ("author:lee", ['author:"Ann Lee"']),
        ("tag:ai", ["tag:AI", 'tag:"ai 时代"']),
        ("label:", ["label:稍后读", 'label:"to read"']),
        ("label:to", ['label:"to read"']),
        ("书签标签：稍", ["书签标签：稍后读"]),
        ("作者：lee", ['作者："Ann Lee"']),
        ("note:稍", []),
        ("has:", [f"has:{one}" for one in CONTENTS]),
        ("has:图", ["has:image"]),
        ("is:", [f"is:{one}" for one in STATES]),
        ("sort:", [f"sort:{one}" for one in ORDERS]),
        ("排序：最", ["sort:date", "sort:oldest", "sort:length"]),
        ("sort:date", []),
        ("len:>1", ["len:>1000", "len:>10000"]),
        ("date:20", ["date:2021", "date:2020"]),
        ("date:2021", ["date:2021-07", "date:2021-06"]),
        ("date:2020-", ["date:2020-12"]),
        ("date:昨", ["date:昨天"]),
        ("date:last-w", ["date:last-week"]),
        ("date:2020..2021-0", ["date:2020..2021-07", "date:2020..2021-06"]),
        ("date:x..2021", []),
        ("since:202", ["since:2021", "since:2020"]),
        ("title:中", []),
    ],
)
def test_a_value_is_completed_with_those_that_there_are(typed: str, expected: list[str]) -> None:
    assert texts(typed) == expected


def test_names_that_begin_so_come_first_then_those_with_most_posts() -> None:
    names = Fake(authors=[("x新", 9), ("新a", 1), ("新b", 2), ("y新", 10)])
    found = complete("author:新", 8, names).candidates
    assert [(one.label, one.posts) for one in found] == [
        ("author:新b", 2), ("author:新a", 1), ("author:y新", 10), ("author:x新", 9),
    ]  # fmt: skip


def test_a_year_counts_its_months_and_a_range_nothing() -> None:
    assert [one.posts for one in complete("date:20", 7, Fake()).candidates] == [13, 3]
    assert [one.posts for one in complete("date:2020..20", 13, Fake()).candidates] == [None, None]


def test_the_whole_piece_is_replaced_without_its_dash() -> None:
    typed = '雾 -cat:"金 港" x'
    found = complete(typed, typed.index("金") + 1, Fake())
    assert typed[found.start : found.stop] == 'cat:"金 港"'


def test_only_the_name_of_a_field_is_replaced_while_the_cursor_is_in_it() -> None:
    assert complete("au:金 b", 2, Fake()).stop == 4  # no field yet: a word
    found = complete("tag:金 b", 1, Fake())
    assert (found.start, found.stop) == (0, 4)
    assert "title:" in [one.text for one in found.candidates]


def test_a_name_with_quotes_is_left_out() -> None:
    assert complete("cat:a", 5, Fake([Count(('a"b',), 1), Count(("a“b”",), 1)])).candidates == ()


names = st.text(st.characters(exclude_characters='/"“”„＂', exclude_categories=["Cs"]), max_size=6)
pieces = st.sampled_from(
    [*'()|-"“：/ a', "OR", "cat:", "author:", "date:", "date:2021..", "has:", "tag:", "sort:", "雾", "金融/", "last"]
)  # fmt: skip
typings = st.one_of(st.text(max_size=20), st.lists(pieces, max_size=8).map("".join))


@settings(max_examples=500)
@given(typings, st.integers(-3, 30), st.lists(st.lists(names, min_size=1, max_size=3).map(tuple), max_size=5))
@example("cat://", 6, [("//a",)])
def test_whatever_is_completed_reads_as_the_field_that_it_shows(
    typed: str, cursor: int, paths: list[tuple[str, ...]]
) -> None:
    fake = Fake([Count(path, 1) for path in paths], [(path[0], 1) for path in paths] or None)
    found = complete(typed, cursor, fake, lambda *_: True)
    assert 0 <= found.start <= found.stop <= len(typed)
    for one in found.candidates:
        if one.text.endswith(":"):
            continue
        query = parse(one.text, TODAY)
        name, _, value = one.label.partition(":")
        assert query.hints == ()
        if name == "sort":
            assert query.order == value
        else:
            meant = {"since", "until", "before", "after"}
            assert isinstance(query.tree, Field)
            assert query.tree.name == ("date" if name in meant else name)
            assert name in meant or query.tree.value == narrow(value)


def test_what_is_inserted_in_a_query_is_a_clause_of_it() -> None:
    typed = "雾 -cat:音 港"
    found = complete(typed, 8, Fake())
    whole = typed[: found.start] + found.candidates[0].text + typed[found.stop :]
    assert parse(whole, TODAY).tree == All((Text("雾"), Not(Field("cat", "音视频")), Text("港")))


def test_the_best_of_ten_thousand_names_are_offered() -> None:
    many = Fake(
        [Count((f"类{number % 40}", f"源{number}"), number) for number in range(10_000)],
        [(f"作者 {number}", number) for number in range(10_000)],
    )
    found = complete("源9", 2, many)
    assert len(found.candidates) == 12
    assert found.candidates[0].text == "cat:类39/源9999"


def test_nothing_stands_at_a_bracket() -> None:
    assert complete("(", 1, Fake()) == Completion(1, 1)
