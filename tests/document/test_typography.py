"""How the reader likes paragraphs set: indents, spacing, hanging stops, blanks between scripts, one edge."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Reading
from reader.document import build
from reader.document.breaking import HANGING, NO_END, NO_START
from reader.document.layout import layout
from reader.text import cell_len

NEWS = (
    "<p>码头银行昨日宣布，将存款利率上调至3.25%，这是该行今年第3次上调。行长说：“我们用Python重写了iOS客户端，"
    "共12个版本。”此举预计释放资金2,226亿元，GDP增长5%左右。</p><p>第二段很短。</p><ul><li>单子里的话。</li></ul>"
    "<blockquote>引用的话。</blockquote><pre>代码code代码</pre>"
)


def drawn(body: str, width: int, reading: Reading) -> list[str]:
    return [line.text for line in layout(build(body, "html"), width, reading)]


def test_the_first_line_of_a_paragraph_is_set_in_and_no_other() -> None:
    lines = drawn("<p>天地玄黄宇宙洪荒日月盈昃</p>", 16, Reading(indent=2))
    assert lines == ["    天地玄黄宇宙", "洪荒日月盈昃"]


def test_an_indent_of_the_source_is_not_doubled() -> None:
    lines = drawn("<p>　　天地玄黄</p><p>&nbsp;&nbsp;&nbsp;&nbsp;宇宙洪荒</p>", 20, Reading(indent=2))
    assert lines == ["    天地玄黄", "", "    宇宙洪荒"]


def test_lists_captions_headings_and_code_are_not_set_in_but_quotes_are() -> None:
    body = "<h2>题</h2><ul><li>甲</li></ul><blockquote>乙</blockquote><pre>丙</pre>"
    assert drawn(body, 20, Reading(indent=2)) == ["题", "", "• 甲", "", "▎     乙", "", "丙"]


def test_an_indent_that_leaves_too_little_room_is_left_out() -> None:
    assert drawn("<p>天地玄黄</p>", 10, Reading(indent=4)) == ["天地玄黄"]
    address = "https://a.example/wide"
    assert drawn(f"<p>{address}</p>", len(address), Reading(indent=2)) == [address]


def test_a_line_that_was_ended_by_its_writer_is_no_new_paragraph() -> None:
    assert drawn("<p>甲<br>乙</p>", 20, Reading(indent=2)) == ["    甲", "乙"]


def test_without_spacing_only_other_things_than_paragraphs_are_parted() -> None:
    body = "<h2>题</h2><p>甲</p><p>乙</p><ul><li><p>丙</p></li><li><p>丁</p></li></ul><p>戊</p>"
    assert drawn(body, 20, Reading(spacing=0)) == ["题", "", "甲", "乙", "", "• 丙", "• 丁", "", "戊"]


@pytest.mark.parametrize("stop", HANGING)
def test_a_stop_may_hang_out_of_the_column(stop: str) -> None:
    body = f"<p>天地玄黄宇宙洪荒日月盈{stop}昃辰宿列张</p>"
    assert drawn(body, 24, Reading(hanging=True))[0] == f"天地玄黄宇宙洪荒日月盈{stop}"
    assert drawn(body, 24, Reading())[0].endswith(("盈" + stop, "昃"))


def test_what_hangs_is_the_last_mark_only_and_never_a_bracket() -> None:
    lines = drawn("<p>天地玄黄宇宙洪荒日月盈昃”辰宿列张</p>", 24, Reading(hanging=True))
    assert lines[0] == "天地玄黄宇宙洪荒日月盈"
    assert lines[1].startswith("昃”")


def test_a_column_with_hanging_stops_is_not_wider_than_the_width() -> None:
    for width in range(20, 60):
        assert all(cell_len(line) <= width for line in drawn(NEWS, width, Reading(hanging=True)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("使用Python编程", "使用 Python 编程"),
        ("增长12.5%左右", "增长 12.5% 左右"),
        ("第3章", "第3章"),
        ("2021年7月2日发布", "2021年7月2日发布"),
        ("约2,226亿元", "约2,226亿元"),
        ("共12个", "共12个"),
        ("AI大模型", "AI 大模型"),
        ("用C++写", "用 C++ 写"),
        ("见a.example。", "见 a.example。"),
        ("，Python，", "，Python，"),
        ("已有 blank 了", "已有 blank 了"),
        ("かなkana仮名", "かな kana 仮名"),
    ],
)
def test_a_blank_stands_between_scripts(text: str, expected: str) -> None:
    assert drawn(f"<p>{text}</p>", 80, Reading(autospace=True)) == [expected]


def test_code_gets_no_blanks() -> None:
    body = "<p>写<code>print中文x</code>即可</p><pre>x变量y</pre>"
    assert drawn(body, 40, Reading(autospace=True)) == ["写 print中文x 即可", "", "x变量y"]


def test_a_link_next_to_a_blank_does_not_grow() -> None:
    (line,) = layout(
        build("<p>见<a href='https://a.example'>Python</a>页</p>", "html"), 40, Reading(autospace=True)
    )
    assert [(run.text, run.href) for run in line.runs if run.text == " "] == [(" ", ""), (" ", "")]


def test_lines_end_at_one_edge_where_blanks_can_be_added() -> None:
    text = "The quick brown fox jumps over the lazy dog and the river keeps its own time whatever the clock says."
    *full, last = drawn(f"<p>{text}</p>", 38, Reading(justify=True))
    assert {cell_len(line) for line in full} == {38}
    assert cell_len(last) < 38
    assert " ".join(" ".join([*full, last]).split()) == text


def test_a_line_without_room_for_blanks_stays_ragged() -> None:
    lines = drawn("<p>天地玄黄宇宙洪荒https://a.example/long/address日月</p>", 22, Reading(justify=True))
    assert lines[0] == "天地玄黄宇宙洪荒"


def test_blanks_of_justification_do_not_part_a_number_from_its_unit() -> None:
    for width in range(20, 60):
        text = "\n".join(drawn(NEWS, width, Reading(justify=True, autospace=True)))
        for whole in ("2,226亿元", "第3次", "12个"):
            assert whole in text.replace("\n", "")
            assert not re.search(" *".join([*whole[:-1], ""]) + " +" + whole[-1], text)


settings = st.builds(
    Reading,
    indent=st.integers(0, 8),
    spacing=st.integers(0, 1),
    hanging=st.booleans(),
    autospace=st.booleans(),
    justify=st.booleans(),
)
words = st.text("天地玄，。（）「」“”—…ーッabc 019.,%年亿元()\n", max_size=60)


@given(words, st.integers(4, 60), settings)
def test_no_setting_breaks_a_rule_or_loses_text(text: str, width: int, reading: Reading) -> None:
    body = (
        "<p>"
        + text.replace("\n", "<br>")
        + "</p><blockquote><p>x"
        + text.replace("\n", " ")
        + "</p></blockquote>"
    )
    document = build(body, "html")
    lines = list(layout(document, width, reading))
    plain = list(layout(document, width, Reading()))
    assert "".join("".join(line.text for line in lines).replace("▎", "").split()) == "".join(
        "".join(line.text for line in plain).replace("▎", "").split()
    )
    for line in lines:
        assert line.width <= width
        for run in line.runs:
            if run.at >= 0:
                assert document.blocks[line.block].text[run.at : run.at + len(run.text)] == run.text
            else:
                assert not run.text.strip(" ▎")


@given(words, settings)
def test_no_setting_lets_a_line_begin_or_end_with_what_must_not(text: str, reading: Reading) -> None:
    document = build(f"<p>{text}</p>", "html")
    lines = list(layout(document, 40, reading))
    whole = document.text
    for before, line in pairwise(lines):
        if (
            line.block != before.block
            or whole[line.offset - 1 : line.offset] == "\n"
            or not line.text.strip()
        ):
            continue
        assert line.text.strip()[0] not in NO_START
        assert before.text.rstrip()[-1:] not in NO_END
