"""The word of the texts that pinyin stands for: against a look at every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import readings
from reader.library.catalog import Catalog
from reader.library.heard import heard
from tests.library.fake import FakeArchive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.textindex import Searcher

CHARACTERS = "渡都独度船传川时事市间件见银行方案反感"
"""Some sound alike, one is read in two ways, and one syllable may end where another one does."""


def searcher_of(bodies: Sequence[str]) -> Searcher:
    archive, catalog = FakeArchive(), Catalog(None)
    for number, body in enumerate(bodies):
        archive.write(f"{number}.md", "无题", body=body)
    archive.sync(catalog)
    searcher = catalog.texts.searcher()
    assert searcher is not None
    return searcher


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(f"{CHARACTERS}， ", min_size=2, max_size=20), min_size=1, max_size=6),
    st.integers(0, 200),
    st.integers(2, 4),
)
def test_no_other_word_that_is_read_so_stands_in_more_texts(bodies: list[str], which: int, size: int) -> None:
    words = {body[at : at + size] for body in bodies for at in range(len(body) - size + 1)}
    words = {word for word in words if set(word) <= set(CHARACTERS)}
    if not words:
        return
    tables = readings.load()
    syllables = tables.syllables(sorted(words)[which % len(words)])
    found = heard(" ".join(syllables), tables, searcher_of(bodies))
    assert tables.syllables(found) == syllables
    most = max(sum(word in body for body in bodies) for word in words if tables.syllables(word) == syllables)
    assert sum(found in body for body in bodies) == most


@given(st.text("abcdefghijklmnopqrstuvwxyzü'渡 ", max_size=30))
@settings(max_examples=50, deadline=None)
def test_nothing_is_heard_where_there_is_nothing(typed: str) -> None:
    assert heard(typed, readings.load(), EMPTY) == ""


EMPTY = searcher_of(["no Chinese here"])


@pytest.mark.parametrize(
    ("bodies", "typed", "word"),
    [
        (["是记", "是记", "世纪"], "shiji", "世纪"),  # words that merely meet are none
        (["是记"], "shiji", "是记"),  # unless nothing else is there
        (["都传", "都传", "独传"], "duchuan", "独传"),  # 都 is read *dou* there
        (["银行"], "yinxing", ""),
        (["渡，船"], "duchuan", ""),
        (["市场行情"], "shichanghangqing", "市场行情"),
        (["市场", "场行", "行情"], "shichanghangqing", ""),  # each pair, but not in a row
        (["渡船"], "chuan", ""),
        (["事事事间"], "shishishijian", "事事事间"),  # far down among what is read so
        (["国际"], "guoji", "国际"),
    ],
)
def test_what_is_heard(bodies: list[str], typed: str, word: str) -> None:
    assert heard(typed, readings.load(), searcher_of(bodies)) == word


def test_the_most_ambiguous_syllables_are_looked_up_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    searcher = searcher_of(["一" * 5])
    asked: list[str] = []
    frequencies = searcher.frequencies

    def counted(field: str, terms: Sequence[str]) -> list[int]:
        asked.extend(terms)
        return frequencies(field, terms)

    monkeypatch.setattr(searcher, "frequencies", counted)
    assert heard("yiyiyiyi", readings.load(), searcher) == "一一一一"
    assert len(asked) < 5_000
