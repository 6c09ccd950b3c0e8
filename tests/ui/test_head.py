"""What stands above an article."""

from __future__ import annotations

from reader.document.layout import layout
from reader.model import Moment, Post, post_id
from reader.ui.head import head, note

POST = Post(post_id("a.md"), "a.md", "潮与[灯塔]", Moment(1_625_234_160), ("渡口日报",), (("科技", "星台"),))


def test_the_head_tells_source_date_minutes_category_and_where_the_post_is_from() -> None:
    lines = [line.text for line in layout(head(POST._replace(link="https://www.a.example/1"), 5), 80)]
    assert lines[0] == "潮与[灯塔]"
    assert lines[1].startswith("渡口日报 · 2021-07-02")
    assert lines[1].endswith(" · 5 min · 科技 / 星台 · a.example")


def test_what_is_not_known_leaves_no_signs_behind() -> None:
    lines = [line.text for line in layout(head(Post(post_id("b.md"), "b.md", "题")), 80)]
    assert lines[:2] == ["题", "no date"]


def test_the_host_of_the_posts_page_leads_there() -> None:
    (block,) = head(POST._replace(link="https://a.example/1")).blocks
    assert [span.href for span in block.spans if span.href] == ["https://a.example/1"]


def test_a_note_is_one_quiet_paragraph() -> None:
    assert note("(no text)").text == "(no text)"
