from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.narrowing import narrowed, without
from reader.library.query import All, parse

TODAY = date(2021, 7, 3)


@pytest.mark.parametrize(
    ("typed", "clause", "text"),
    [
        ("", "cat:金融", "cat:金融"),
        ("雾　港", "cat:金融", "雾　港 cat:金融"),
        ("cat:金融 雾", "cat:金融/中证网", "雾 cat:金融/中证网"),
        ("雾 分类：中证网 港", "cat:金融/中证网/资讯", "雾 港 cat:金融/中证网/资讯"),
        ("cat:金融/中证网 雾", "cat:金融", "cat:金融/中证网 雾"),
        ("cat:金融 雾", "cat:金融", "cat:金融 雾"),
        ("cat:金融 雾", "cat:军事", "cat:金融 雾 cat:军事"),
        ("-cat:金融 雾", "cat:金融/中证网", "-cat:金融 雾 cat:金融/中证网"),
        ("date:2021 雾", "date:2021-07", "雾 date:2021-07"),
        ("date:去年.. 雾 ", "date:2021-07", "雾 date:2021-07"),
        ("date:2021-07-02 雾", "date:2021-07", "date:2021-07-02 雾"),
        ("date:2021-07 雾", "date:2021-08", "date:2021-07 雾 date:2021-08"),
        ("雾", 'author:"中证网 - 资讯"', '雾 author:"中证网 - 资讯"'),
        ("雾 OR 港", "cat:金融", "(雾 OR 港) cat:金融"),
        ("雾 OR 港 sort:date", "cat:金融", "(雾 OR 港) cat:金融 sort:date"),
        ("雾 (港", "cat:金融", "雾 港 cat:金融"),
        ('雾 "港 口', "cat:金融", '雾 "港 口" cat:金融'),
        ("雾 cat:", "cat:金融", "雾 cat:金融"),
        ("sort:date 雾", "sort:title", "雾 sort:title"),
        ("sort:date 雾", "cat:金融 sort:oldest", "雾 cat:金融 sort:oldest"),
        ("sort:date 雾", "sort:date", "sort:date 雾"),
    ],
)
def test_a_clause_is_added(typed: str, clause: str, text: str) -> None:
    assert narrowed(typed, clause, TODAY) == text


@pytest.mark.parametrize(
    ("typed", "clause", "text"),
    [
        ("cat:金融", "cat:金融", ""),
        ("雾　港 分类：金融 “a b”", "cat:金融", "雾　港 “a b”"),
        ("雾 -cat:金融", "-cat:金融", "雾"),
        ("雾 -cat:金融", "cat:金融", "雾 -cat:金融"),
        ("雾 cat:金融 港 cat:金融", "cat:金融", "雾 港"),
        ("(cat:金融 雾) 港", "cat:金融", "雾 港"),
        ("雾 OR cat:金融", "cat:金融", "雾 OR cat:金融"),
        ("雾 (a OR cat:金融)", "cat:金融", "雾 (a OR cat:金融)"),
        ("雾 sort:title", "sort:title", "雾"),
        ("雾 sort:title", "sort:date", "雾 sort:title"),
        ("雾 cat:金融 cat:", "cat:金融", "雾 cat:"),
    ],
)
def test_a_clause_is_taken_out(typed: str, clause: str, text: str) -> None:
    assert without(typed, clause, TODAY) == text


pieces = st.sampled_from(
    [*'()|-"“ ', " a ", " OR ", " cat:", " cat:a", ' cat:"a b"', " date:2021", " date:x", " sort:title", " -b", "len:"]
)  # fmt: skip
added = st.sampled_from(["cat:a", 'cat:"a b"', "date:2021-07", "-x", '"y z"', "sort:date"])


@settings(max_examples=500)
@given(st.lists(pieces, max_size=10).map("".join), added)
def test_what_is_added_is_there_and_can_be_taken_out_again(typed: str, clause: str) -> None:
    more = narrowed(typed, clause, TODAY)
    there, query = parse(clause, TODAY), parse(more, TODAY)
    assert narrowed(more, clause, TODAY) == more
    if there.order:
        assert query.order == there.order
    less = parse(without(more, clause, TODAY), TODAY)
    if there.order:
        assert less.order is None
    else:
        assert there.tree not in (less.tree.parts if isinstance(less.tree, All) else (less.tree,))
