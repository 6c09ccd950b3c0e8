"""What `search` prints for people and for programs, and what `list` and `export` find by the same queries."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.output import MARKED
from reader.model import post_id
from tests.cli.conftest import NOT_UTF8, write
from tests.cli.program import Done, apart, command

Run = Callable[..., Done]

pytestmark = pytest.mark.usefixtures("readings_at_hand")


@pytest.fixture
def search(run: Run, archive: Path) -> Run:
    """Search the archive."""
    return lambda *arguments: run("search", "--archive", archive, *arguments)


# -- as JSON ------------------------------------------------------------------------------------------------


def test_an_answer_is_one_object(search: Run) -> None:
    done = search("停航", "--json")
    (answer,) = done.objects
    assert (done.code, done.err) == (0, "")
    assert list(answer) == ["query", "total", "elapsed_ms", "hits", "categories", "months", "hint"]
    assert (answer["query"], answer["total"], answer["hint"]) == ("停航", 1, None)
    assert answer["elapsed_ms"] > 0
    assert answer["categories"] == {"金融": 1}
    assert answer["months"] == {"2021-07": 1}
    (hit,) = answer["hits"]
    assert list(hit) == [
        "id", "path", "title", "date", "author", "categories", "match", "score", "snippet", "highlights",
    ]  # fmt: skip
    assert (hit["id"], hit["path"]) == (post_id("金融/快讯/1.md"), "金融/快讯/1.md")
    assert hit["date"] == "2021-07-03T05:56:00+08:00"
    assert (hit["author"], hit["categories"], hit["match"]) == ("渡口日报", ["金融", "快讯"], "exact")
    assert hit["score"] > 0


def test_highlights_are_slices_of_what_is_printed(search: Run) -> None:
    (answer,) = search("停航", "--json").objects
    hit = answer["hits"][0]
    assert [hit["title"][start:stop] for start, stop in hit["highlights"]["title"]] == ["停航"]
    marked = [hit["snippet"][start:stop] for start, stop in hit["highlights"]["snippet"]]
    assert marked
    assert set(marked) == {"停航"}


def test_offsets_count_code_points(search: Run, archive: Path) -> None:
    write(archive, "emoji.md", "title: 👩‍🚀👍🏽 与渡轮\ndate: 2022-01-01", "<p>👍🏽👍🏽渡轮</p>")
    (answer,) = search("渡轮 与", "--json", "--sync").objects
    hit = answer["hits"][0]
    assert [hit["title"][start:stop] for start, stop in hit["highlights"]["title"]] == ["与渡轮"]
    assert [hit["snippet"][start:stop] for start, stop in hit["highlights"]["snippet"]] == ["渡轮"]


def test_a_near_match_tells_why(search: Run) -> None:
    assert search("dengta", "--json").objects[0]["hits"][0]["match"] == "pinyin"
    assert search("灯踏来信", "--json").objects[0]["hits"][0]["match"] == "homophone"
    assert search("Secnod", "--json").objects[0]["hits"][0]["match"] == "typo"


def test_categories_are_those_of_the_next_level(search: Run) -> None:
    (answer,) = search("cat:金融", "--json").objects
    assert (answer["total"], answer["categories"]) == (2, {"金融/快讯": 1})


def test_the_limit_cuts_hits_and_no_counts(search: Run) -> None:
    (answer,) = search("cat:金融", "--json", "--limit", "1").objects
    assert (len(answer["hits"]), answer["total"]) == (1, 2)
    (answer,) = search("cat:金融", "--json", "--limit", "0").objects
    assert (answer["hits"], answer["total"]) == ([], 2)


def test_nothing_found_is_an_answer_for_a_program(search: Run) -> None:
    done = search("齉爨麤鑫", "--json")
    (answer,) = done.objects
    assert (done.code, answer["total"], answer["hits"]) == (0, 0, [])


def test_a_hint_is_part_of_the_answer(search: Run) -> None:
    assert "is called" in search("cat:没有", "--json").objects[0]["hint"]


def test_a_path_that_is_not_utf8_comes_back(search: Run) -> None:
    (answer,) = search("名字不是", "--json").objects
    assert os.fsencode(answer["hits"][0]["path"]) == os.fsencode(f"{NOT_UTF8}.md")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_json_is_utf8_whatever_the_output_is(archive: Path, encoding: str) -> None:
    done = apart(
        "search", "--archive", str(archive), "停航", "--json", environment={"PYTHONIOENCODING": encoding}
    )
    assert done.objects[0]["hits"][0]["title"] == "雾港渡轮停航三天"


# -- many queries -------------------------------------------------------------------------------------------


def test_a_batch_answers_line_by_line(search: Run, tmp_path: Path) -> None:
    file = tmp_path / "queries"
    file.write_bytes("\ufeff停航\r\n\n没有没有 \nauthor:Ann".encode())
    done = search("--batch", file, "--json")
    assert done.code == 0
    assert [answer["query"] for answer in done.objects] == ["停航", "", "没有没有 ", "author:Ann"]
    assert [answer["total"] for answer in done.objects] == [1, 4, 0, 1]
    assert [hit["title"] for hit in done.objects[1]["hits"]] == [
        "雾港渡轮停航三天", "Second", "灯塔来信", "名字不是 UTF-8",
    ]  # fmt: skip


def test_a_batch_of_nonsense_bytes_is_answered(search: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Given:
        buffer = io.BytesIO(b'\xff\xfe\x00\n"((\n-\nsort:\n')

    monkeypatch.setattr(sys, "stdin", Given)
    done = search("--batch", "-", "--json")
    assert (done.code, len(done.objects)) == (0, 4)


def test_each_answer_is_there_before_the_next_query_is(archive: Path) -> None:
    words = [
        os.fsdecode(word) for word in command("search", "--archive", str(archive), "--batch", "-", "--json")
    ]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin
        assert program.stdout
        for query, total in (("停航", 1), ("Second", 1), ("", 4)):
            program.stdin.write(f"{query}\n".encode())
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["total"] == total
        program.stdin.close()
        assert program.stdout.read() == b""
        assert program.wait(30) == 0


def test_a_batch_for_people_has_a_heading_a_query(search: Run, tmp_path: Path) -> None:
    file = tmp_path / "queries"
    file.write_text("停航\n\n", "utf-8")
    lines = search("--batch", file, "--no-snippets").out.splitlines()
    assert lines[0] == "== 停航: 1"
    assert "== (everything): 4" in lines


# -- for people ---------------------------------------------------------------------------------------------


def test_a_hit_is_title_facts_and_passage(search: Run) -> None:
    done = search("停航")
    title, facts, passage = done.out.splitlines()
    assert title == "雾港渡轮停航三天"
    assert facts.startswith("    2021-07-0")
    assert facts.endswith(f"  渡口日报  金融/快讯  {post_id('金融/快讯/1.md')}")
    assert passage.startswith("    ")
    assert "停航" in passage
    assert (done.code, bool(re.fullmatch(r"newsreader: 1 post \(\d+ ms\)\n", done.err))) == (0, True)


def test_words_need_no_quotes(search: Run) -> None:
    assert search("雾港", "停航", "--json").objects[0]["query"] == "雾港 停航"
    assert search("cat:金融", "-停航", "--json").objects[0]["total"] == 1
    assert search("渡口", "-c", "OR", "-h停航", "--json").objects[0]["query"] == "渡口 -c OR -h停航"


def test_near_matches_stand_below_a_line(search: Run, archive: Path) -> None:
    write(archive, "dengta.md", "title: Dengta\ndate: 2022-01-01", "<p>x</p>")
    lines = search("dengta", "--no-snippets", "--sync").out.splitlines()
    assert [lines[0], lines[2], lines[3]] == ["Dengta", "-- near matches --", "灯塔来信"]
    assert lines[4].endswith("  pinyin")


def test_nothing_found_says_so_and_ends_with_one(search: Run) -> None:
    done = search("cat:没有")
    assert (done.code, done.out) == (1, "")
    assert "no category is called 没有" in done.err
    assert "nothing found" in done.err


def test_more_than_is_shown_is_told(search: Run) -> None:
    assert "4 posts, the first 2 shown" in search("", "--limit", "2").err


@pytest.mark.parametrize(
    ("arguments", "environment", "painted"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {}, False),
    ],
)
def test_colours_are_for_those_who_want_them(
    archive: Path, arguments: list[str], environment: dict[str, str], painted: bool
) -> None:
    done = apart("search", "--archive", str(archive), "停航", *arguments, environment=environment)
    assert (f"雾港渡轮\x1b[{MARKED}m停航\x1b[0m三天" in done.out) == painted
    assert ("\x1b" in done.out) == painted


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("no_color", "painted"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_it_says_no(archive: Path, no_color: str, painted: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": no_color}
    words = [os.fsdecode(word) for word in command("search", "--archive", str(archive), "停航")]
    subprocess.run(words, stdout=theirs, stderr=subprocess.DEVNULL, env=environment, check=True, timeout=60)
    os.close(theirs)
    seen = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ("\x1b[" in seen) == painted


def test_what_can_drive_a_terminal_is_not_printed(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path, "x\x1b]0;owned\x07.md", 'title: "红\\u001b[31m船\\u202e"', "<p>红\x1b[2J\x9b1m\u202e船</p>"
    )
    for arguments in (["红"], ["红", "--json"], ["\x1b[31m红"], ["cat:\x1b[2J"]):
        done = run("search", "--archive", tmp_path, *arguments)
        assert not [
            char
            for char in done.out + done.err
            if unicodedata.category(char) in {"Cc", "Cf"}
            and char not in "\n\u200d"
            and "--json" not in arguments
        ]
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", done.out + done.err)


def test_posts_like_one_are_found(run: Run, tmp_path: Path) -> None:
    for number in range(30):
        write(
            tmp_path, f"{number}.md", f"title: 第{number}篇\ndate: 2021-01-01", "<p>天气晴朗，出门散步。</p>"
        )
    for name in ("a", "b"):
        write(
            tmp_path, f"{name}.md", f"title: 灯塔修缮 {name}\ndate: 2021-01-01", "<p>石匠修缮灯塔的塔身。</p>"
        )
    done = run("search", "--archive", tmp_path, "--like", "a.md", "--json")
    (answer,) = done.objects
    assert (answer["query"], answer["hits"][0]["path"]) == ("", "b.md")
    assert run("search", "--archive", tmp_path, "--like", "nothing.md").code == 4


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--limt", "3", "x"],
        ["x", "--like", "y"],
        ["x", "--sort", "colour"],
        ["x", "--limit", "-1"],
        ["--batch", "/no/such/file"],
    ],
)
def test_what_can_not_be_meant_is_refused(search: Run, arguments: list[str]) -> None:
    done = search(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Usage" in done.err


def test_h_is_for_help(run: Run) -> None:
    assert run("search", "-h").out == run("search", "--help").out


# -- list and export ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["雾"], ["雾港渡轮停航三天", "Second", "灯塔来信", "名字不是 UTF-8"]),
        (["雾", "--sort", "oldest"], ["名字不是 UTF-8", "灯塔来信", "Second", "雾港渡轮停航三天"]),
        (["雾 sort:oldest", "--limit", "1"], ["名字不是 UTF-8"]),
        (["雾", "--sort", "relevance", "--limit", "1"], ["雾港渡轮停航三天"]),
        (["雾 sort:oldest", "--category", "金融"], ["Second", "雾港渡轮停航三天"]),
        (["雾", "--author", "渡口日报", "--limit", "1"], ["雾港渡轮停航三天"]),
        (["", "--sort", "length", "--limit", "1"], ["雾港渡轮停航三天"]),
        (["date:2021 -停航"], ["Second"]),
        (["dengta"], []),
        (["没有"], []),
    ],
)
def test_list_takes_a_query(run: Run, archive: Path, arguments: list[str], titles: list[str]) -> None:
    done = run("list", "--archive", archive, "--json", *arguments)
    assert done.code == 0
    assert [one["title"] for one in done.objects] == titles


def test_list_tells_what_it_did_not_understand(run: Run, archive: Path) -> None:
    done = run("list", "--archive", archive, "cat:没有")
    assert (done.code, done.out) == (0, "")
    assert "no category is called 没有" in done.err


def test_export_finds_words_of_the_text_newest_first(run: Run, archive: Path) -> None:
    done = run("export", "海上有雾", "--archive", archive, "--to", "-", "--format", "json")
    assert [one["title"] for one in done.objects] == [
        "雾港渡轮停航三天", "Second", "灯塔来信", "名字不是 UTF-8",
    ]  # fmt: skip
    done = run("export", "海上有雾 sort:oldest", "--archive", archive, "--to", "-", "--format", "json")
    assert done.objects[0]["title"] == "名字不是 UTF-8"


def test_texts_that_are_not_read_yet_are_told(search: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.library.textindex import TextIndex

    search("雾")
    monkeypatch.setattr(TextIndex, "missing", lambda _: 1_234)
    assert "1,234 posts can't be found yet" in search("雾").err
