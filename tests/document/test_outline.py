"""Headings and pictures of a document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document, build
from reader.document.blocks import Heading, Paragraph, Span
from reader.document.outline import Entry, Picture, outline, pictures


def levels(*ranks: int) -> list[int]:
    return [entry.level for entry in outline(Document(tuple(Heading((Span("题"),), rank) for rank in ranks)))]


def test_an_entry_names_its_block_and_its_text_in_one_line() -> None:
    document = build("<p>序</p><h2>第一<br>节 &amp; <b>粗</b></h2><p>文</p><h3>小节</h3><h2> </h2>", "html")
    assert outline(document) == [Entry("第一 节 & 粗", 0, 1), Entry("小节", 1, 3)]


def test_headings_that_begin_low_or_skip_ranks_make_a_tidy_outline() -> None:
    assert levels() == []
    assert levels(3, 4, 4, 3) == [0, 1, 1, 0]
    assert levels(2, 5, 5, 2, 6) == [0, 1, 1, 0, 1]
    assert levels(2, 4, 3, 4) == [0, 1, 1, 2]
    assert levels(3, 1, 2) == [0, 0, 1]


@given(ranks=st.lists(st.integers(1, 6), max_size=12))
def test_the_highest_rank_is_level_0_and_none_is_more_than_one_deeper_than_the_last(ranks: list[int]) -> None:
    found = levels(*ranks)
    assert {level for level, rank in zip(found, ranks, strict=True) if rank == min(ranks)} <= {0}
    assert all(level <= before + 1 for before, level in zip([-1, *found], found, strict=False))


def test_pictures_are_found_on_their_own_and_in_tables_and_lines() -> None:
    document = build(
        "<figure><img src='https://i.example/a.png'><figcaption>码头\n的猫</figcaption></figure>"
        "<a href='https://p.example/page'><img src='https://i.example/b.png' alt='灯塔'></a>"
        "<table><tr><td>甲</td><td>乙<img src='https://i.example/c.png' alt='小图'></td></tr>"
        "<tr><td>丙</td><td>丁</td></tr></table>"
        "<img src='data:image/png;base64,AAAA' alt='写在文中'>",
        "html",
    )
    assert pictures(document) == [
        Picture("码头的猫", "https://i.example/a.png", "", 0),
        Picture("灯塔", "https://i.example/b.png", "https://p.example/page", 1),
        Picture("小图", "https://i.example/c.png", "", 2),
        Picture("写在文中", "", "", 3),
    ]


def test_an_icon_whose_address_is_a_links_is_no_picture() -> None:
    icon = "<p>看<a href='https://p.example'><img src='https://i.example/i.png' width=16 height=16 alt='图标'></a>这里</p>"
    document = build(icon, "html")
    assert any("image" in span.styles and span.href for span in document.blocks[0].spans)
    assert pictures(document) == []


def test_a_picture_without_an_address_in_a_line_is_none() -> None:
    assert pictures(Document((Paragraph((Span("▣ 图", ("image",)),)),))) == []
