"""Rows of a list with copies folded: every post has its row, or that of the one it is folded under."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reader.library.copies import Folds
from reader.library.listing import Listing
from reader.ui.widgets.folded import Folded
from reader.ui.widgets.stories import Stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Post, PostId


@st.composite
def folded_lists(draw: st.DrawFn) -> tuple[int, dict[int, list[int]], set[int], int, list[int]]:
    """So many posts, the copies of some, which of these are unfolded, rows of a post, where headings are."""
    size = draw(st.integers(0, 24))
    copies: dict[int, list[int]] = {}
    leads: list[int] = []
    for position in range(size):
        lead = draw(st.sampled_from([position, *leads]))
        if lead == position:
            leads.append(position)
        else:
            copies.setdefault(lead, []).append(position)
    unfolded = draw(st.sets(st.sampled_from(sorted(copies)))) if copies else set()
    headed = sorted(draw(st.sets(st.integers(0, size - 1)))) if size else []
    return size, copies, unfolded, draw(st.integers(1, 3)), headed


@given(folded_lists())
def test_positions_and_rows_lead_to_each_other(
    drawn: tuple[int, dict[int, list[int]], set[int], int, list[int]],
) -> None:
    size, copies, unfolded, height, headed = drawn
    folds = Folds(size, copies)
    arrangement = Folded(folds, unfolded, height, headed)
    seen: list[int] = []
    for lead in folds.leads:
        seen += [lead, *(copies.get(lead, ()) if lead in unfolded else ())]
    assert [arrangement.position_at(item) for item in range(arrangement.items)] == seen
    assert list(arrangement.in_order(array("I", range(size)))[:]) == seen
    assert arrangement.rows == len(seen) * height + len(headed)
    for item, position in enumerate(seen):
        row = arrangement.row_of(position)
        assert arrangement.item_of(position) == item
        assert not arrangement.is_hidden(position)
        assert {arrangement.position_of(row + line) for line in range(height)} == {position}
        assert all(arrangement.heading_at(row + line) is None for line in range(height))
    for lead, several in copies.items():
        for copy in several:
            assert arrangement.is_hidden(copy) is (lead not in unfolded)
            if lead not in unfolded:
                assert arrangement.row_of(copy) == arrangement.row_of(lead)


@given(folded_lists())
def test_every_heading_stands_above_the_first_post_to_be_seen_from_where_it_belongs(
    drawn: tuple[int, dict[int, list[int]], set[int], int, list[int]],
) -> None:
    size, copies, unfolded, height, headed = drawn
    folds = Folds(size, copies)
    arrangement = Folded(folds, unfolded, height, headed)
    rows = [row for row in range(arrangement.rows) if arrangement.heading_at(row) is not None]
    assert [arrangement.heading_at(row) for row in rows] == list(range(len(headed)))
    for number, row in enumerate(rows):
        following = next((lead for lead in folds.leads if lead >= headed[number]), None)
        below = next((r for r in range(row, arrangement.rows) if arrangement.heading_at(r) is None), None)
        assert below == (None if following is None else arrangement.row_of(following))


class NoPosts:
    """A source that has none."""

    def posts(self, ids: Sequence[int]) -> Sequence[Post | None]:
        return [None for _ in ids]

    def read_among(self, posts: Iterable[Post]) -> set[PostId]:
        assert not list(posts)
        return set()


def stories(listing: Listing) -> Stories:
    known = Stories(NoPosts())
    known.begin(listing)
    return known


def test_a_story_stays_unfolded_when_another_post_comes_to_stand_for_it() -> None:
    known = stories(Listing(array("I", [7, 5]), array("q", [70, 50]), folds=Folds(2, {0: [1]})))
    known.reveal(1)
    assert known.unfolded == {0}
    known.begin(Listing(array("I", [9, 8, 7, 5]), array("q", [90, 80, 70, 50]), folds=Folds(4, {1: [2, 3]})))
    assert known.unfolded == {1}
    assert known.toggle(2)
    assert known.unfolded == set()


def test_a_post_without_copies_can_not_be_unfolded() -> None:
    known = stories(Listing(array("I", [7, 5, 4]), array("q", [70, 50, 40]), folds=Folds(3, {0: [1]})))
    assert not known.toggle(2)
    assert (known.hidden_below(0), known.hidden_below(2)) == ([5], [])
    assert known.toggle(0)
    assert known.hidden_below(0) == []
    assert not stories(Listing.empty()).toggle(0)


def test_a_range_has_the_copies_to_be_seen_between_its_ends() -> None:
    folds = Folds(7, {0: [2, 5], 3: [4]})
    known = stories(Listing(array("I", range(7)), array("q", range(7, 0, -1)), folds=folds))
    known.toggle(0)
    item_of = Folded(folds, known.unfolded, 1, []).item_of
    assert known.between(0, 1, item_of) == (range(2), [2, 5])
    assert known.between(5, 3, item_of) == (range(1, 4), [5])
    assert known.between(0, 2, item_of) == (range(1), [2])
    assert known.between(2, 5, item_of) == (range(1, 1), [2, 5])
