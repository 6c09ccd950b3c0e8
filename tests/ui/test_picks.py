"""Picked posts of a list, as a value: ranges, copies that are folded, the same posts in another list."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from reader.library.copies import Folds
from reader.library.listing import Listing
from reader.ui.picks import Picks


def listing_of(*ids: int, newest_first: bool = True, total: int = -1, folds: Folds | None = None) -> Listing:
    """Posts each posted at ten times its row id."""
    return Listing(array("I", ids), array("q", [10 * row for row in ids]), newest_first, total, folds=folds)


def test_posts_are_picked_and_let_go_of() -> None:
    picks = Picks(listing_of(9, 7, 5, 3))
    picks.put([1, 3])
    assert (len(picks), list(picks.rows), picks.positions) == (2, [7, 3], [1, 3])
    assert 1 in picks
    assert 0 not in picks
    assert 17 not in picks
    picks.put([1], False)
    assert list(picks.rows) == [3]


def test_a_range_leaves_out_what_is_folded_and_keeps_what_was_picked() -> None:
    picks = Picks(listing_of(9, 7, 5, 3, 1, folds=Folds(5, {0: [2], 3: [4]})))
    picks.put([4])
    picks.put_range(range(1, 5))
    assert picks.positions == [1, 3, 4]
    picks.put_all()
    assert picks.positions == [0, 1, 3, 4]


def test_picks_are_found_in_another_order_and_after_a_change() -> None:
    picks = Picks(listing_of(9, 7, 5, 3))
    picks.put([0, 2])
    assert list(picks.carried(listing_of(3, 5, 7, 9, newest_first=False)).rows) == [5, 9]
    assert list(picks.carried(listing_of(11, 9, 8, 7)).rows) == [9], "5 is gone"
    by_title = Listing(array("I", [5, 9, 3, 7]), array("q"))
    assert list(picks.carried(by_title).rows) == [5, 9]


def test_picks_wait_for_the_rest_of_a_list() -> None:
    picks = Picks(listing_of(9, 7, 5, 3))
    picks.put_all()
    head = picks.carried(listing_of(9, 8, total=5))
    assert (len(head), head.positions) == (4, [0])
    assert sorted(head.rows) == [3, 5, 7, 9]
    whole = head.carried(listing_of(9, 8, 7, 5, 3))
    assert whole.positions == [0, 2, 3, 4]


@given(
    st.sets(st.integers(1, 60)),
    st.sets(st.integers(1, 60)),
    st.sets(st.integers(0, 59)),
    st.booleans(),
    st.booleans(),
)
def test_what_is_picked_stays_picked_where_it_is_listed(
    before: set[int], after: set[int], at: set[int], dated: bool, newest_first: bool
) -> None:
    picks = Picks(listing_of(*sorted(before, reverse=True)))
    picks.put(position for position in at if position < len(before))
    rows = sorted(after, reverse=newest_first)
    listing = listing_of(*rows, newest_first=newest_first) if dated else Listing(array("I", rows), array("q"))
    assert set(picks.carried(listing).rows) == set(picks.rows) & after
