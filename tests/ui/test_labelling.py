"""The line of labels: which one the cursor is in, what it may become, what the line changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import fold
from reader.ui.labelling import candidates, changes, labels_on, line_of, piece_at, with_label
from reader.ui.writing import Writer

words = st.text(st.sampled_from("aBé 银行，,、#"), max_size=12)


def never(_letters: str, _label: str) -> bool:
    return False


@given(st.lists(words, max_size=4))
def test_a_line_that_is_left_as_it_was_changes_nothing(typed: list[str]) -> None:
    labels = labels_on(",".join(typed))
    assert changes(labels, line_of(labels)) == ([], [])


@given(words, words)
def test_what_is_added_and_taken_away_makes_one_line_of_the_other(before: str, after: str) -> None:
    old = labels_on(before)
    add, remove = changes(old, after)
    now = [label for label in old if label not in remove] + add
    assert {fold(label) for label in now} == {fold(label) for label in labels_on(after)}


@given(words, st.integers(0, 12), st.sampled_from(["to cite", "待读"]))
def test_a_label_that_is_taken_stands_on_the_line_with_all_others(line: str, at: int, label: str) -> None:
    cursor = min(at, len(line))
    start, stop = piece_at(line, cursor)
    assert not set(line[start:stop]) & set(",，、")
    others = labels_on(f"{line[:start]},{line[stop:]}")
    put, place = with_label(line, cursor, label)
    assert set(labels_on(put)) == {*others, label}
    assert put[:place].rstrip().endswith(f"{label},")


def test_what_begins_so_comes_before_what_holds_it_and_what_is_read_so() -> None:
    known = {"cash": 9, "as is": 5, "阿萨姆": 3, "asset": 1}
    found = candidates("as", 2, known, lambda letters, label: (letters, label) == ("as", "阿萨姆"))
    assert [each.label for each in found] == ["as is", "asset", "cash", "阿萨姆"]
    assert [each.posts for each in found] == [5, 1, 9, 3]


def test_what_is_on_the_line_is_not_offered() -> None:
    known = {"alpha": 2, "beta": 1}
    assert [each.label for each in candidates("ALPHA, ", 7, known, never)] == ["beta"]
    assert candidates("alpha", 5, {"alpha": 2}, never) == []


def test_a_writer_leaves_nothing_out_and_its_end_waits_for_all() -> None:
    writer, done = Writer("test"), list[int]()
    for number in range(200):
        writer.run(lambda number=number: done.append(number))  # type: ignore[misc]  # bound as it is now
    writer.close()
    assert done == list(range(200))
    assert writer.idle


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_job_that_fails_takes_none_with_it() -> None:
    writer, done = Writer("test"), list[str]()

    def fail() -> None:
        raise ValueError("loudly")

    writer.run(fail)
    writer.run(lambda: done.append("queued behind it"))
    while not done:
        writer.run(lambda: done.append("later"))
    writer.close()
    assert done[0] == "queued behind it"
