"""Copies of one story: what makes two posts copies, and that folding them loses nothing."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.copies import FAR, NEAR, Copies, Folds, Traits, found
from reader.library.listing import Listing
from reader.library.rows import UNKNOWN
from reader.library.sameness import said, text_number, title_number
from reader.model import Selection
from reader.session import Session, resolve
from reader.text import fold

TEXT = "灯塔今天涨价，渔船纷纷靠岸观望。" * 20
OTHER = "港口的吊车昨夜停摆，货物要等三天。" * 20
TITLE = "灯塔管理处宣布上调夜间照明费"
HOUR = 3_600


def numbers(title: str, text: str) -> tuple[int, int]:
    folded = fold(title)
    return title_number(folded, text), text_number(text)


# -- what is the same --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TITLE, f"{TITLE}！"),
        ("“灯塔”管理处宣布：上调夜间照明费", "_灯塔_管理处宣布_上调夜间照明费"),
        ("燈塔管理處宣布上調夜間照明費", TITLE),
        ("Harbour Lights Go Out Tonight", "harbour lights go out tonight…"),
    ],
)
def test_titles_that_say_the_same_have_one_number(one: str, other: str) -> None:
    assert numbers(one, TEXT)[0] == numbers(other, TEXT)[0] != 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour tables 3.2 released", "Harbour tables 3.3 released"),
        (TITLE, "灯塔管理处宣布下调夜间照明费"),
    ],
)
def test_titles_with_other_numbers_or_words_have_another(one: str, other: str) -> None:
    assert numbers(one, TEXT)[0] != numbers(other, TEXT)[0]


@pytest.mark.parametrize(
    "title", ["", "早报", "2021年7月2日早报", "2021-07-02 12:00:00", "Release 2.0", "……", "渡口新闻"]
)
def test_a_title_that_tells_no_story_has_no_number(title: str) -> None:
    assert numbers(title, TEXT)[0] == 0


def test_a_translation_that_kept_its_title_is_no_copy() -> None:
    title = "Harbour tables 3.2 released"
    texts = ["The tables are out.", "これは新しい表です。", "潮汐表已经发布。", "Таблицы вышли."]
    assert len({numbers(title, text)[0] for text in texts}) == len(texts)


def test_short_texts_count_only_beside_the_title_and_no_text_not_at_all() -> None:
    assert text_number("") == text_number("一行字") == 0
    assert text_number("登录以后可以继续阅读这篇文章的全部内容。") < 0 < text_number(TEXT)
    assert text_number(TEXT) == text_number(str(TEXT)) != text_number(OTHER)


@given(st.text(), st.text())
def test_numbers_fit_sqlite_whatever_is_written(title: str, text: str) -> None:
    of_title, of_text = numbers(title, text)
    assert 0 <= of_title < 1 << 48
    assert abs(of_text) < 1 << 48
    assert said(fold(title)) == said(said(fold(title)))


# -- copies in a list --------------------------------------------------------------------------------------------


def copies_of(*posts: tuple[int, str, str], newest_first: bool = True) -> dict[int, list[int]]:
    """The copies among posts (seconds, title, text), given in the order of the list."""
    ids = array("I", range(1, len(posts) + 1))
    listing = Listing(ids, array("q", [seconds for seconds, _, _ in posts]), newest_first)
    each = {row: numbers(title, text) for row, (_, title, text) in zip(ids, posts, strict=True)}
    traits = Traits(
        {row: one for row, (one, _) in each.items() if one},
        {row: two for row, (_, two) in each.items() if two},
    )
    return found(listing, traits, traits.rows)


def test_the_same_title_within_half_a_day_is_one_story_in_any_words() -> None:
    assert copies_of((NEAR, TITLE, TEXT), (0, TITLE, OTHER)) == {0: [1]}
    assert copies_of((NEAR + 1, TITLE, TEXT), (0, TITLE, OTHER)) == {}


def test_the_same_text_within_three_days_is_one_story_under_any_title() -> None:
    assert copies_of((FAR, "灯塔涨价", TEXT), (0, TITLE, TEXT)) == {0: [1]}
    assert copies_of((FAR + 1, TITLE, TEXT), (0, TITLE, TEXT)) == {}


def test_what_has_one_title_every_day_is_another_story_every_day() -> None:
    days = [(number * 24 * HOUR, "渡口日报每日新闻汇总", f"第{number}天。{TEXT}") for number in (2, 1, 0)]
    assert copies_of(*days) == {}
    pictures = [(number * 24 * HOUR, "每天一张天文望远镜照片", "") for number in (2, 1, 0)]
    assert copies_of(*pictures) == {}


def test_a_short_text_is_the_same_only_under_the_same_title() -> None:
    line = "登录以后可以继续阅读这篇文章的全部内容。"
    assert copies_of((20 * HOUR, TITLE, line), (0, "港口的吊车昨夜停摆了三小时", line)) == {}
    assert copies_of((20 * HOUR, TITLE, line), (0, TITLE, line)) == {0: [1]}


def test_the_first_in_the_list_stands_for_all_and_time_counts_from_it() -> None:
    chain = [(2 * NEAR, TITLE, "甲" * 30), (NEAR, TITLE, "乙" * 30), (0, TITLE, "丙" * 30)]
    assert copies_of(*chain) == {0: [1]}
    assert copies_of(*chain[::-1], newest_first=False) == {0: [1]}


def test_a_copy_of_a_copy_is_one_of_the_same_story() -> None:
    assert copies_of((3 * HOUR, TITLE, TEXT), (2 * HOUR, TITLE, OTHER), (HOUR, "吊车停摆", OTHER)) == {
        0: [1, 2]
    }


def test_posts_without_a_date_are_copies_only_with_the_same_text() -> None:
    assert copies_of((UNKNOWN, TITLE, TEXT), (UNKNOWN, TITLE, OTHER)) == {}
    assert copies_of((UNKNOWN, TITLE, TEXT), (UNKNOWN, TITLE, TEXT)) == {0: [1]}


posts = st.lists(
    st.tuples(
        st.integers(0, 40 * HOUR),
        st.sampled_from([TITLE, "港口的吊车昨夜停摆了", "早报"]),
        st.sampled_from([TEXT, OTHER, "", "甲" * 30]),
    ),
    max_size=40,
)


@given(posts, st.booleans())
def test_folding_loses_no_post_and_keeps_the_order(
    several: list[tuple[int, str, str]], newest_first: bool
) -> None:
    ordered = sorted(several, key=lambda post: post[0], reverse=newest_first)
    copies = copies_of(*ordered, newest_first=newest_first)
    folds = Folds(len(ordered), copies)
    under = [copy for of_one in copies.values() for copy in of_one]
    assert sorted([*folds.leads, *under]) == list(range(len(ordered))), "each post stands in one place"
    assert list(folds.leads) == sorted(folds.leads)
    assert len(folds) == len(under)
    for lead, of_one in copies.items():
        assert lead in folds.leads
        assert of_one == sorted(of_one)
        assert of_one[0] > lead
        assert all(abs(ordered[copy][0] - ordered[lead][0]) <= FAR for copy in of_one)
    assert [position for position, shown in enumerate(folds.shown) if shown] == list(folds.leads)


# -- of an archive -----------------------------------------------------------------------------------------------


def write(root: Path, path: str, title: str, date: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\ntitle: '{title}'\ndate: {date}\n---\n\n<div>{text}</div>\n", "utf-8")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    root = tmp_path / "archive"
    write(root, "头条/a.md", TITLE, "Fri, 02 Jul 2021 10:00:00 GMT", TEXT)
    write(root, "作者/a.md", TITLE, "Fri, 02 Jul 2021 09:00:00 GMT", TEXT)
    write(root, "快讯/b.md", "灯塔管理处：夜间照明费要涨", "Thu, 01 Jul 2021 09:00:00 GMT", TEXT)
    write(root, "快讯/c.md", "港口的吊车昨夜停摆了", "Thu, 01 Jul 2021 08:00:00 GMT", OTHER)
    return root


def test_copies_of_an_archive_are_folded_once_all_of_it_is_known(archive: Path) -> None:
    session = Session(resolve(archive))
    assert session.copies.fold(session.catalog.listing(Selection())).folds is None, "nothing is known yet"
    session.sync(workers=0)
    listing = session.copies.fold(session.catalog.listing(Selection()))
    assert listing.folds is not None
    titles = [post.title for post in session.catalog.posts(list(listing.ids))]
    assert [[titles[copy] for copy in several] for several in listing.folds.copies.values()] == [
        [TITLE, "灯塔管理处：夜间照明费要涨"]
    ]
    assert len(listing) == 4, "the list still has every post"
    part = session.copies.fold_part(session.catalog.head(Selection(), limit=2))
    assert part.folds is not None
    assert dict(part.folds.copies) == {0: [1]}


def test_copies_follow_the_archive(archive: Path) -> None:
    session = Session(resolve(archive))
    session.sync(workers=0)
    write(archive, "转载/c.md", "港口的吊车昨夜停摆了", "Thu, 01 Jul 2021 07:00:00 GMT", "转载：" + OTHER)
    (archive / "作者/a.md").unlink()
    session.sync(workers=0)
    folds = Copies(session.catalog).fold(session.catalog.listing(Selection())).folds
    assert folds is not None
    assert dict(folds.copies) == {0: [1], 2: [3]}


def test_a_list_by_title_is_not_folded(archive: Path) -> None:
    session = Session(resolve(archive))
    session.sync(workers=0)
    assert session.copies.fold(session.catalog.listing(Selection(), "title")).folds is None
