"""Linear mode: a dialog of lines."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import language
from reader.cli.plain_lists import Listed, when
from reader.cli.plain_talk import Talk
from reader.cli.plain_text import plain_lines
from reader.cli.plain_words import COMMANDS, OPEN, understand
from reader.document import build
from reader.library.listing import Listing
from reader.model import Moment, Post, post_id
from tests.cli.program import Done, here
from tests.terminal.line import SAMPLES

if sys.platform != "win32":
    from tests.terminal.line import Line

DRAWN = re.compile("[─-▟\x1b]")
"""Box drawing, blocks, escapes."""
Say = Callable[..., Done]


@pytest.fixture
def dialog(archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Type lines into linear mode; what was printed."""

    def type_lines(*lines: str, where: Path = archive) -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return here(capsys, "--plain", os.fspath(where))

    return type_lines


def test_posts_are_listed_with_numbers_that_open_them(dialog: Say) -> None:
    done = dialog("1")
    assert done.code == 0
    assert re.search(
        r"^1\. 雾港渡轮停航三天 \(渡口日报, 2021-07-0\d \d\d:56, unread\)$", done.out, re.MULTILINE
    )
    assert "\n## 停航\n" in done.out
    assert "详见公告。海上有雾。" in done.out


def test_nothing_is_drawn_and_nothing_is_coloured(dialog: Say) -> None:
    done = dialog("1", "?", "c", "/ 雾", "Q", where=SAMPLES)
    assert done.code == 0
    assert not DRAWN.search(done.out)


@pytest.mark.parametrize("typed", ["Q", "q", "quit", "退出", "Ｑ", "  Q  "])
def test_all_ways_to_leave_lead_out(dialog: Say, typed: str) -> None:
    done = dialog(typed, "1")
    assert done.code == 0
    assert "停航" in done.out  # in the list
    assert "详见公告" not in done.out  # nothing after the end is done


def test_the_end_of_the_input_is_the_end(dialog: Say) -> None:
    assert dialog().code == 0


def test_an_article_that_was_said_to_its_end_is_read(dialog: Say) -> None:
    assert re.search(r"^1\. [^\n]*unread", dialog("1", "q", "Q").out.rpartition("(the end)")[0], re.MULTILINE)
    assert not re.search(r"^1\. [^\n]*unread", dialog("Q").out, re.MULTILINE)


def test_what_is_done_is_kept_and_can_be_undone(dialog: Say, home: Path) -> None:
    assert "Bookmarked: Second" in dialog("s 2").out
    marks = home / ".config/newsreader/bookmarks.jsonl"
    assert "Second" in marks.read_text("utf-8")
    done = dialog("B", "U", "U")
    assert "Bookmarks: 1 post" in done.out
    assert "Undone: bookmarked: Second" in done.out
    assert "Nothing to undo." in done.out
    assert "Second" not in marks.read_text("utf-8")


def test_a_note_is_written_and_said(dialog: Say) -> None:
    done = dialog("a", "2", "a look at this again", "笔记")
    assert "No article is open" in done.out
    assert "Noted on: Second" in done.out
    assert done.out.rstrip().endswith("look at this again")


def test_posts_are_marked_read_by_their_numbers(dialog: Say) -> None:
    done = dialog("r 1 ３", "u", "U", "l")
    assert "2 posts marked read" in done.out
    assert "Unread: 2 posts" in done.out
    assert "Undone: 2 posts marked read" in done.out


@pytest.mark.parametrize("typed", ["r 1-3", "r3－1 2", "r 1 – 3"])
def test_numbers_in_a_row_are_a_range(dialog: Say, typed: str) -> None:
    assert "3 posts marked read" in dialog(typed).out


@pytest.mark.parametrize(
    ("typed", "wrong"), [("s 99", "99"), ("s 1 2 99", "99"), ("r 0-999999999", "0, 999999999")]
)
def test_numbers_that_are_not_in_the_list_are_told_and_nothing_is_done(
    dialog: Say, typed: str, wrong: str
) -> None:
    done = dialog(typed, "U")
    assert f"Not in this list: {wrong}. Nothing was done." in done.out
    assert "Nothing to undo." in done.out


def test_a_search_is_a_list_of_its_own_that_one_comes_back_from(dialog: Say) -> None:
    done = dialog("/ 雾", "1", "q", "q", "／雾港", "/nothinglikethis")
    assert done.out.count("Found for “雾”: ") == 2
    assert "Found for “雾港”: 1 post" in done.out
    assert done.out.count("All posts: 4 posts") == 2
    assert "Nothing was found for “nothinglikethis”." in done.out


def test_categories_are_chosen_by_number_or_name(dialog: Say) -> None:
    done = dialog("c", "1", "c 快讯", "q", "c nothing", "99")
    assert "1. 金融 (2)" in done.out
    assert "\n金融: 2 posts\n" in done.out
    assert "Below it, by c and its name: 快讯" in done.out
    assert "\n金融 / 快讯: 1 post\n" in done.out
    assert "No category is called “nothing”." in done.out
    assert "There is no number 99 here." in done.out


def test_a_date_turns_the_list_to_its_day(dialog: Say) -> None:
    done = dialog("@ 2020-01-01", "J", "＠２０２１", "@ never", "@ 1999")
    assert "All posts: 4 posts, 3 to 4" in done.out
    assert "\n灯塔来信\n" in done.out
    assert "That is no date" in done.out
    assert "No posts of that time; here is what comes next." in done.out


def test_the_next_and_the_last_post_of_the_list_are_opened_in_turn(dialog: Say) -> None:
    done = dialog("J", "J", "K", "K", "4", "下一篇")
    titles = re.findall(r"^(雾港渡轮停航三天|Second)$", done.out, re.MULTILINE)
    assert titles == ["雾港渡轮停航三天", "Second", "雾港渡轮停航三天"]
    assert "This is the first post of the list." in done.out
    assert "This is the last post of the list." in done.out


def test_a_line_that_means_nothing_is_answered(dialog: Say) -> None:
    done = dialog("xyz", "s", "\x1b[A", "1" * 40)
    assert "“xyz” is no command." in done.out
    assert "Of which post?" in done.out
    assert not DRAWN.search(done.out)
    assert done.code == 0


def test_new_posts_are_looked_for(dialog: Say, archive: Path) -> None:
    dialog("Q")
    (archive / "new.md").write_text("---\ntitle: 新来的\n---\n\nx\n", "utf-8")
    done = dialog("y", "c 金融")
    assert "1 added" in done.out
    assert "新来的" in done.out


def test_it_speaks_chinese(dialog: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    done = dialog("帮助", "2", "收藏", "撤销")
    assert language.current() == "zh"
    assert "已加书签：Second" in done.out
    assert re.search(r"^1\. 雾港渡轮停航三天（渡口日报，2021-07-0\d \d\d:56，未读）$", done.out, re.MULTILINE)


@pytest.mark.parametrize(("spoken", "told"), [("en", "about 2022-06-18"), ("zh", "约 2022-06-18")])
def test_a_guessed_date_is_told_as_one(spoken: str, told: str) -> None:
    language.use(spoken)
    date = Moment(1_655_510_400, about=True)
    assert when(Post(post_id("a.md"), "a.md", "a", date)) == told


def test_a_post_that_is_gone_is_told_and_the_dialog_goes_on(dialog: Say, archive: Path) -> None:
    dialog("Q")
    (archive / "金融/2.md").unlink()
    done = dialog("2", "1")
    assert "2.md" in done.out
    assert "详见公告" in done.out


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("", ("more", "")), ("   ", ("more", "")), ("12", (OPEN, "12")), ("１２", (OPEN, "12")), ("0", ("all", "")),
        ("/ two words", ("search", "two words")), ("／图书", ("search", "图书")), ("search x", ("search", "x")),
        ("搜索 长椅", ("search", "长椅")), ("s3 4", ("bookmark", "3 4")), ("S", ("", "S")), ("？", ("help", "")),
        ("@上周五", ("date", "上周五")), ("Next", ("more", "")), ("ｊ", ("following", "")), ("sx", ("", "sx")),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(line: str, meaning: tuple[str, str]) -> None:
    assert understand(line) == meaning


def test_no_two_commands_are_called_the_same() -> None:
    names = [name for command in COMMANDS for name in (*command.letters, *command.words)]
    assert len(names) == len(set(names))


@given(st.text(max_size=30))
def test_anything_typed_is_a_command_or_none(line: str) -> None:
    known = {command.id for command in COMMANDS} | {OPEN, ""}
    typed = understand(line)
    assert typed.id in known
    assert typed.id != OPEN or typed.numbers


def test_tables_rules_lists_and_pictures_are_written_in_plain_signs() -> None:
    body = (
        "# Head\n\n> quote\n\n- one\n- [x] two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n![A cat](cat.png)\n\n"
        "```python\nx = '─'\n```\n"
    )
    assert list(plain_lines(build(body, "markdown"))) == [
        "# Head", "", "> quote", "", "- one", "[x] two", "", "a | b", "1 | 2", "", "* * *", "",
        "[Image: A cat]", "", "x = '─'",
    ]  # fmt: skip


def test_pages_of_a_list_lead_on_and_back() -> None:
    from array import array

    listed = Listed("", Listing(array("I", range(50)), array("q")))
    assert [listed.turn(1, 20) for _ in range(4)] == [True, True, True, False]
    assert (listed.start, listed.stop) == (40, 50)
    assert [listed.turn(-1, 20) for _ in range(3)] == [True, True, False]
    assert (listed.start, listed.stop) == (0, 20)


@given(st.lists(st.text(max_size=300), min_size=1, max_size=60))
def test_pages_of_a_text_hold_all_of_it(lines: list[str]) -> None:
    talk = Talk()
    talk.paged = True
    start, seen = 0, []
    while start < len(lines):
        stop = talk.page_end(lines, start)
        assert stop > start
        seen += lines[start:stop]
        start = stop
    assert seen == lines


if sys.platform != "win32":

    @pytest.mark.xdist_group("terminal")
    def test_on_a_terminal_it_asks_and_turns_pages() -> None:
        with Line("--plain", str(SAMPLES), size=(60, 12)) as line:
            line.wait_for("list> ")
            assert "8. " in line.text
            at = line.wait_for("list> ")
            line.type("1\r")
            at = line.wait_for("Enter goes on)", after=at)
            line.type("\r")
            line.wait_for("article> ", after=at)
            assert b"\x1b[?1049" not in line.heard
            line.type("\x03")
            assert line.ended() == 130
            assert b"Traceback" not in line.heard

    @pytest.mark.xdist_group("terminal")
    def test_a_terminal_that_can_not_be_drawn_on_is_talked_to() -> None:
        with Line(str(SAMPLES), environment={"TERM": "dumb"}) as line:
            line.wait_for("line by line")
            line.wait_for("list> ")
            line.type("\x04")
            assert line.ended() == 0
            assert b"\x1b" not in line.heard
