"""Which post a lost one is now: decided by title, source, date and text, and by nothing where that is not enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.ledger import Sighting
from reader.library.rows import UNKNOWN
from reader.model import PostId
from reader.seeking import Lost, alike, lead_of, same_text, same_title

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = 86_400
NOON = 1_625_230_560
TITLE, SOURCE = "渡口早报", "渡口日报"
FOG = "海上有雾，渡轮今早停航两小时，港务局说中午以前恢复。灯塔的灯整夜没有熄，守塔人写了一封长信。"
RAIN = "山里下雨，茶农把新芽收进屋里，村口的桥被水漫过，孩子们绕路去上学，邮差也晚到了半天。"
LOST = Lost(PostId("0" * 16), TITLE, SOURCE, NOON, lead_of(FOG, 60))


def post(key: int, posted: int = NOON, author: str = SOURCE, title: str = TITLE) -> Sighting:
    return Sighting(key, title, author, posted)


def chosen(
    lost: Lost, posts: list[Sighting], texts: Mapping[int, str], taken: set[int] | None = None
) -> int | None:
    return same_title(lost, posts, lambda key: texts.get(key, ""), taken or set())


def test_a_post_with_the_same_title_source_and_text_is_it_whatever_its_date() -> None:
    assert chosen(LOST, [post(1, NOON + 900 * DAY)], {1: FOG}) == 1
    assert chosen(LOST, [post(1, UNKNOWN)], {1: FOG}) == 1


def test_of_posts_with_the_same_title_the_one_with_the_text_is_it() -> None:
    posts = [post(1, NOON - DAY), post(2), post(3, NOON + DAY)]
    assert chosen(LOST, posts, {1: RAIN, 2: RAIN, 3: f"更新。{FOG}"}) == 3


def test_another_issue_of_a_daily_column_is_not_it() -> None:
    assert chosen(LOST, [post(1, NOON + DAY), post(2, NOON + 30 * DAY)], {1: RAIN, 2: RAIN}) is None
    assert chosen(LOST, [post(1)], {1: RAIN}) is None


def test_copies_are_as_good_and_the_nearest_in_time_is_taken() -> None:
    assert chosen(LOST, [post(1, NOON - 5 * DAY), post(2, NOON + DAY)], {1: FOG, 2: FOG}) == 2


def test_a_post_that_is_known_to_be_another_is_not_it() -> None:
    assert chosen(LOST, [post(1)], {1: FOG}, taken={1}) is None


def test_without_a_text_to_compare_the_only_post_of_that_day_is_it() -> None:
    lost = LOST._replace(lead="")
    assert chosen(lost, [post(1, NOON + 3_600), post(2, NOON + 9 * DAY)], {}) == 1
    assert chosen(lost, [post(1, NOON + 3_600), post(2, NOON - 3_600)], {}) is None
    assert chosen(lost, [post(1, NOON + 9 * DAY)], {}) is None
    assert chosen(lost, [post(1, author="另一家报")], {}) is None


def test_without_a_date_the_only_post_of_that_title_and_source_is_it() -> None:
    lost = LOST._replace(lead="", posted=None)
    assert chosen(lost, [post(1, author="渡口日報"), post(2, author="别家")], {}) == 1
    assert chosen(lost, [post(1), post(2)], {}) is None


def test_a_post_whose_file_can_not_be_read_is_it_by_its_title_and_day() -> None:
    assert chosen(LOST, [post(1)], {}) == 1


def test_the_same_title_under_another_source_is_it_when_the_text_is_the_same() -> None:
    assert chosen(LOST, [post(1, author="转载")], {1: FOG}) == 1
    assert chosen(LOST, [post(1, author="转载")], {1: RAIN}) is None


def test_a_retitled_post_is_found_by_its_text_near_its_date() -> None:
    near = [post(1, NOON, title="别的"), post(2, NOON + DAY, title="雾散了")]
    texts = {1: RAIN, 2: FOG}
    assert same_text(LOST, near, lambda key: texts[key], set()) == 2
    assert same_text(LOST, near, lambda key: texts[key], {2}) is None
    assert same_text(LOST, [post(2, NOON + 3 * DAY)], lambda key: texts[key], set()) is None


def test_of_two_retitled_posts_with_the_same_text_none_is_it() -> None:
    near = [post(1, NOON, title="一"), post(2, NOON, title="二")]
    assert same_text(LOST, near, lambda _: FOG, set()) is None


@pytest.mark.parametrize(
    "lost", [LOST._replace(lead="本报讯"), LOST._replace(lead=""), LOST._replace(posted=None)]
)
def test_what_tells_little_finds_no_retitled_post(lost: Lost) -> None:
    assert same_text(lost, [post(1, title="别的")], lambda _: FOG, set()) is None


def test_what_stood_in_the_text_tells_it_though_it_begins_otherwise() -> None:
    lost = LOST._replace(lead="", quotes=("守塔人写了 一封长信",))
    assert alike(lost, RAIN + FOG) == 100
    assert same_text(lost, [post(1, title="别的")], lambda _: RAIN + FOG, set()) == 1
    assert alike(lost, RAIN) == 0


@given(st.text(), st.integers(1, 80))
def test_a_lead_is_one_line_of_that_size_at_most(text: str, size: int) -> None:
    lead = lead_of(text, size)
    assert len(lead) <= size
    assert lead == " ".join(lead.split())
    assert " ".join(text.split()).startswith(lead)


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from([NOON, NOON + DAY, NOON + 9 * DAY, UNKNOWN]), st.sampled_from([FOG, RAIN, ""])), max_size=5, unique_by=lambda one: one[0]), st.sets(st.integers(1, 5)))  # fmt: skip
def test_what_is_taken_is_never_chosen(posts: list[tuple[int, int, str]], taken: set[int]) -> None:
    texts = {key: text for key, _, text in posts}
    sightings = [post(key, posted) for key, posted, _ in posts]
    key = chosen(LOST, sightings, texts, taken)
    assert key is None or (key in texts and key not in taken and texts[key] != RAIN)
