"""How the answers to known-item queries are counted."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from bench.search_quality import Result, rank, table
from reader.model import Hit, Post, PostId


def hits(ids: str) -> list[Hit]:
    return [Hit(Post(PostId(name), name, name)) for name in ids]


TARGET = hits("t")[0].post


@pytest.mark.parametrize(
    ("found", "fitting", "place"),
    [
        ("t", "", 1),
        ("abt", "", 3),
        ("abt", "ab", 1),
        ("abt", "b", 2),
        ("", "", 0),
        ("abc", "abc", 0),  # there was room for it
        ("abcdefghij", "abcdefghij", 1),
        ("abcdefghijt", "abcdefghij", 1),
        ("abcdefghij", "abcdefghi", 0),
        ("abcdefghijt", "", 0),
        ("abcdefghit", "", 10),
    ],
)
def test_what_fits_as_well_does_not_stand_in_the_way(
    found: str, fitting: Collection[str], place: int
) -> None:
    assert rank(TARGET, hits(found), lambda post: post.title in fitting) == place


def test_a_result_is_counted() -> None:
    result = Result("a", "pieces", 0.9, ranks=[1, 2, 0, 1], milliseconds=[4.0, 1.0, 3.0, 2.0], any=4)
    assert (result.share(1), result.share(10), result.reciprocal) == (0.5, 0.75, 0.625)
    assert result.percentile(0.5) == 3.0
    assert result.percentile(0.95) == 4.0
    line = table([result]).splitlines()[-1]
    assert line == "| a | pieces | 4 | 0.500 | 0.750 ! | 1.000 | 0.625 | 3.0 | 4.0 | 0.9 |"


def test_a_class_without_a_query_is_told() -> None:
    line = table([Result("g", "none", 0.9)]).splitlines()[-1]
    assert line.startswith("| g | none | 0 |")
