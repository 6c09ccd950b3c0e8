"""What must never be on a line: every check finds a line made wrong on purpose, and passes the right one."""

from __future__ import annotations

import pytest

from bench.rules import wrongs
from reader.document.blocks import Block, Cell, Code, Document, Paragraph, Span, Table
from reader.document.layout import layout
from reader.document.lines import Line, Run

WIDTH = 20


def kinds(text: str, *parts: tuple[int, int], width: int = WIDTH) -> list[str]:
    """What is wrong where ``text``, one paragraph, is cut into lines of ``parts``."""
    lines = [Line((Run(text[start:stop], (), "", start),), 0, start) for start, stop in parts]
    return found(Paragraph((Span(text),)), lines, width)


def found(block: Block, lines: list[Line], width: int = WIDTH) -> list[str]:
    return [wrong.kind for wrong in wrongs(Document((block,)), lines, width)]


def cut(text: str) -> list[str]:
    """What is wrong where ``text`` is cut at its one ``|``."""
    at = text.index("|")
    whole = text.replace("|", "")
    rest = len(whole[at:]) - len(whole[at:].lstrip())
    return kinds(whole, (0, len(whole[:at].rstrip())), (at + rest, len(whole)))


@pytest.mark.parametrize(
    "text",
    [
        *(f"清晨渡轮|{mark}出发" for mark in "，。、；：？！）》」』】”’…—·々ーっッ％℃"),
        *(f"清晨渡轮|{mark} 出发" for mark in ",.:;!?)]}%"),
        "清晨 |，出发",
        "所以|... 然后",
    ],
)
def test_a_mark_that_must_not_begin_a_line_is_found(text: str) -> None:
    assert cut(text) == ["start"]


@pytest.mark.parametrize("text", [*(f"清晨{mark}|渡轮出发" for mark in "（《「『【“‘￥＄([{"), "清晨“ |渡轮"])
def test_a_mark_that_must_not_end_a_line_is_found(text: str) -> None:
    assert cut(text) == ["end"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the light|house keeper", "word"),
        ("渡轮Har|bour号", "word"),
        ("it wasn|’t there", "start"),
        ("it wasn’|t there", "word"),
        ("票价2,|226元", "number"),
        ("下降-|12.5%", "number"),
        ("存入-|￥4,200.00", "number"),
        ("增长12|%左右", "number"),
        ("7|月2日", "number"),
        ("共2,226亿|元整", "number"),
        ("等着—|—他来", "start"),
        ("版本2|.5", "number"),
    ],
)
def test_what_is_split_though_it_would_fit_is_found(text: str, kind: str) -> None:
    assert cut(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "清晨渡|轮出发。",
        "清晨，|渡轮出发。",
        "清晨|（渡轮）",
        "the |lighthouse",
        "使用|.NET 平台",
        "他说Har|bo" + "u" * 16,  # wider than the line: it must be cut
        "（" * 10 + "|" + "，" * 9,
        "CVE-2025-|52mj",
        "渡轮\n|，出发",  # a line that was written so
    ],
)
def test_right_and_unavoidable_ends_of_lines_pass(text: str) -> None:
    assert cut(text) == []


def test_text_on_no_line_is_lost_and_counted() -> None:
    text = "清晨渡轮出发，下午返回。"
    lines = [Line((Run(text[:4], (), "", 0),), 0, 0), Line((Run(text[7:], (), "", 7),), 0, 7)]
    wrong = list(wrongs(Document((Paragraph((Span(text),)),)), lines, WIDTH))
    assert [(each.kind, each.excerpt, each.letters) for each in wrong] == [("lost", "出发，", 3)]
    assert kinds(text, (0, 7)) == ["lost"]
    assert [each.letters for each in wrongs(Document((Paragraph((Span(text),)),)), [], WIDTH)] == [
        0,
        len(text),
    ]


def test_text_lost_inside_of_a_line_is_found() -> None:
    line = Line((Run("清晨", (), "", 0), Run("出发", (), "", 4)), 0, 0)
    assert found(Paragraph((Span("清晨渡轮出发"),)), [line]) == ["lost"]


def test_lines_out_of_order_are_found() -> None:
    assert kinds("清晨渡轮出发", (3, 6), (0, 3)) == ["lost", "order", "lost"]


def test_a_line_that_is_too_wide_is_found() -> None:
    assert kinds("清晨渡轮出发", (0, 6), width=11) == ["too wide"]
    assert kinds("清晨渡轮出发", (0, 6), width=12) == []


@pytest.mark.parametrize("char", ["\x1b", "\t", "\u202e", "\u200b", "\u2066", "\x9b"])
def test_a_character_that_drives_a_terminal_or_deceives_is_found(char: str) -> None:
    assert kinds(f"清晨{char}渡轮", (0, 5)) == ["control"]


def test_a_run_that_is_not_where_it_says_is_found() -> None:
    assert found(Paragraph((Span("清晨渡轮"),)), [Line((Run("清晨渡船", (), "", 0),), 0, 0)]) == ["offset"]


def test_text_of_the_layout_that_is_no_decoration_is_found() -> None:
    lines = [Line((Run("清晨", (), "", 0), Run("广告")), 0, 0)]
    assert found(Paragraph((Span("清晨"),)), lines) == ["invented"]
    lines = [Line((Run("• ", ("marker",)), Run("清晨", (), "", 0)), 0, 0)]
    assert found(Paragraph((Span("清晨"),)), lines) == []


TABLE = Table(
    (
        (Cell((Span("船"),), 0, header=True), Cell((Span("开往"),), 1, header=True)),
        (Cell((Span("一号渡轮"),), 0), Cell((Span("望潮，海的另一边"),), 1)),
    ),
    headers=1,
)


@pytest.mark.parametrize("width", [12, 16, 24, 60])
def test_a_table_as_the_program_draws_it_passes(width: int) -> None:
    assert found(TABLE, list(layout(Document((TABLE,)), width)), width) == []


def test_text_lost_in_a_cell_and_a_forbidden_start_in_it_are_found() -> None:
    lines = list(layout(Document((TABLE,)), 60))
    assert "lost" in found(TABLE, lines[:-1], 60)
    text = TABLE.text
    start = text.index("望潮")
    wrapped = [
        *lines[:-1],
        Line((Run("一号渡轮", (), "", text.index("一号")), Run("望潮", (), "", start)), 0, 0),
        Line((Run("，海的另一边", (), "", start + 2),), 0, 0),
    ]
    assert found(TABLE, wrapped, 60) == ["start"]


def test_code_may_be_cut_anywhere() -> None:
    text = "print('渡轮，出发')"
    lines = [Line((Run(text[:9], ("code",), "", 0),), 0, 0), Line((Run(text[9:], ("code",), "", 9),), 0, 9)]
    assert found(Code((Span(text),)), lines) == []
