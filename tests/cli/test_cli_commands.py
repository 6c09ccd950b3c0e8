"""What each command prints, and the code it ends with."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import paths
from reader.cli import EXIT_CODES
from reader.cli.commands import COMMANDS
from reader.model import post_id
from reader.state import recent
from reader.text import cell_len
from tests.cli.conftest import NOT_UTF8, write
from tests.cli.program import Done

Run = Callable[..., Done]


# -- list ---------------------------------------------------------------------------------------------------


def test_list_prints_a_line_a_post_newest_first(run: Run, archive: Path) -> None:
    done = run("list", "--archive", archive)
    assert (done.code, done.err) == (0, "")
    assert [line.split("  ")[-2] for line in done.out.splitlines()] == [
        "雾港渡轮停航三天",
        "Second",
        "灯塔来信",
        "名字不是 UTF-8",
    ]


def test_list_as_json_is_one_object_a_line(run: Run, archive: Path) -> None:
    objects = run("list", "--archive", archive, "--json").objects
    assert objects[0] == {
        "id": post_id("金融/快讯/1.md"),
        "path": "金融/快讯/1.md",
        "title": "雾港渡轮停航三天",
        "date": "2021-07-03T05:56:00+08:00",
        "author": "渡口日报",
        "categories": ["金融", "快讯"],
        "tags": ["雾", "船"],
        "url": "https://example.org/1",
    }
    assert all(list(one) == list(objects[0]) for one in objects)
    assert os.fsencode(objects[-1]["path"]) == os.fsencode(f"{NOT_UTF8}.md")


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--limit", "2"], ["雾港渡轮停航三天", "Second"]),
        (["--limit", "99"], ["雾港渡轮停航三天", "Second", "灯塔来信", "名字不是 UTF-8"]),
        (["--sort", "oldest", "--limit", "1"], ["名字不是 UTF-8"]),
        (["--sort", "title", "--limit", "1"], ["Second"]),
        (["--category", "金融"], ["雾港渡轮停航三天", "Second"]),
        (["--category", "/金融/快讯/"], ["雾港渡轮停航三天"]),
        (["--category", "音视频/广播剧 / 有声漫画"], ["灯塔来信"]),
        (["--category", "音视频"], ["灯塔来信"]),
        (["--category", "没有"], []),
        (["--author", "渡口日报"], ["雾港渡轮停航三天", "灯塔来信"]),
        (["--author", "nobody"], []),
        (["--category", "金融", "--author", "Ann"], ["Second"]),
    ],
)
def test_list_shows_what_was_asked_for(
    run: Run, archive: Path, options: list[str], titles: list[str]
) -> None:
    done = run("list", "--archive", archive, "--json", *options)
    assert done.code == 0
    assert [one["title"] for one in done.objects] == titles


def test_list_answers_from_what_is_known_unless_told_to_look(run: Run, archive: Path) -> None:
    run("list", "--archive", archive)
    write(archive, "new.md", "title: 新来的\ndate: 2022-01-01 12:00:00")
    assert "新来的" not in run("list", "--archive", archive).out
    assert "新来的" in run("list", "--archive", archive, "--sync").out


def test_list_takes_the_last_archive_and_else_the_demo(run: Run, archive: Path) -> None:
    assert len(run("list", "--json", "--limit", "3").objects) == 3
    recent.save(paths.recent_file(), archive)
    assert run("list", "--json").objects == run("list", "--json", "--archive", archive).objects


# -- show ---------------------------------------------------------------------------------------------------


def test_show_prints_title_facts_and_text(run: Run, archive: Path) -> None:
    done = run("show", "--archive", archive, "金融/快讯/1.md", "--width", "30")
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[0] == "雾港渡轮停航三天"
    assert lines[1].startswith("渡口日报 · ")
    assert lines[1].endswith("金融/快讯")
    assert all(cell_len(line) <= 30 for line in lines[2:])
    assert any("停航" in line for line in lines[3:])


def test_show_as_markdown_and_html(run: Run, archive: Path) -> None:
    markdown = run("show", "--archive", archive, "金融/快讯/1.md", "--format", "markdown").out
    assert markdown.startswith("# 雾港渡轮停航三天\n")
    assert "[公告](https://example.org/more)" in markdown.replace("<", "").replace(">", "")
    html = run("show", "--archive", archive, "金融/快讯/1.md", "--format", "html").out
    assert 'href="https://example.org/more"' in html


@pytest.mark.parametrize("width", [20, 72])
def test_show_as_json_adds_what_the_file_holds(run: Run, archive: Path, width: int) -> None:
    (one,) = run(
        "show", "--archive", archive, "金融/快讯/1.md", "--format", "json", "--width", str(width)
    ).objects
    (listed, *_) = run("list", "--archive", archive, "--json").objects
    assert {key: one[key] for key in listed} == listed
    assert list(one)[len(listed) :] == ["front_matter", "text", "links"]
    assert one["front_matter"]["author"] == "渡口日报"
    assert one["links"] == [{"text": "公告", "href": "https://example.org/more"}]
    assert all(cell_len(line) <= width for line in one["text"].splitlines())
    assert max(cell_len(line) for line in one["text"].splitlines()) > width - 4


def test_show_prints_several_posts(run: Run, archive: Path) -> None:
    names = ["金融/2.md", post_id("音视频/3.md")]
    done = run("show", "--archive", archive, *names)
    assert done.out.startswith("Second\n")
    assert "\n\n灯塔来信\n" in done.out
    assert [
        one["title"] for one in run("show", "--archive", archive, "--format", "json", *names).objects
    ] == [
        "Second",
        "灯塔来信",
    ]


def test_show_takes_the_beginning_of_an_id(run: Run, archive: Path) -> None:
    for digits in (4, 8, 16):
        done = run("show", "--archive", archive, post_id("金融/2.md")[:digits])
        assert done.out.startswith("Second\n")


def test_show_takes_a_file_outside_of_any_archive(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "else where", "x.md", "title: 外来的")
    done = run("show", str(tmp_path / "else where" / "x.md"))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("外来的\n")
    assert not paths.cache_dir().exists(), "nobody asked for an index of it"


def test_show_of_a_file_gives_it_the_id_it_has_in_the_last_archive(run: Run, archive: Path) -> None:
    recent.save(paths.recent_file(), archive)
    (one,) = run("show", str(archive / "金融" / "2.md"), "--format", "json").objects
    assert (one["id"], one["path"]) == (post_id("金融/2.md"), "金融/2.md")
    link = archive.with_name("link")
    link.symlink_to(archive)
    recent.save(paths.recent_file(), link)
    for folder in (archive, link):
        (one,) = run("show", str(folder / "金融" / "2.md"), "--format", "json").objects
        assert one["path"] == "金融/2.md"


def test_show_of_a_post_whose_name_is_not_utf8(run: Run, archive: Path) -> None:
    for name in (f"{NOT_UTF8}.md", str(archive / f"{NOT_UTF8}.md"), post_id(f"{NOT_UTF8}.md")):
        done = run("show", "--archive", archive, name, "--format", "json")
        assert done.code == 0
        assert done.objects[0]["title"] == "名字不是 UTF-8"


def test_what_can_drive_a_terminal_is_not_printed(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "x\x1b]0;owned\x07.md", 'title: "红\\u001b[31m"', "<p>a\x1b[2Jb\x9b1mc</p>")
    for arguments in (["list"], ["show", post_id("x\x1b]0;owned\x07.md")], ["check"]):
        target = [str(tmp_path)] if arguments == ["check"] else ["--archive", str(tmp_path)]
        done = run(*arguments, *target)
        assert done.out
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.out + done.err)
    for form in ("text", "markdown"):
        out = run("show", "--archive", tmp_path, post_id("x\x1b]0;owned\x07.md"), "--format", form).out
        assert "\x1b" not in out


# -- sync and check -----------------------------------------------------------------------------------------


def test_sync_tells_what_it_did(run: Run, archive: Path) -> None:
    assert run("sync", archive).out.startswith("4 posts: 4 added (")
    assert run("sync", archive).out.startswith("4 posts: nothing new (")
    assert run("sync", archive, "--full", "--workers", "0").out.startswith("4 posts: nothing new (")
    write(archive, "金融/2.md", "title: Second, mended")
    (archive / "音视频" / "3.md").rename(archive / "4.md")
    (archive / f"{NOT_UTF8}.md").unlink()
    assert run("sync", archive).out.startswith("3 posts: 1 changed, 1 renamed, 1 removed (")


def test_check_groups_what_it_found(run: Run, archive: Path) -> None:
    assert run("check", archive).code == 0
    for number in range(12):
        write(archive, f"undated/{number:02}.md", f"title: 第{number}篇\ndate: Invalid Date")
    (archive / "gone.md").symlink_to(archive / "nowhere")
    done = run("check", archive)
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0] == "1 × can't be read"
    assert lines[1].startswith("  gone.md: ")
    assert "12 × dates that were guessed or are unknown" in lines
    assert "  … and 2 more (--all shows them)" in lines
    assert len(run("check", archive, "--all").out.splitlines()) == 2 + 2 + 13
    objects = run("check", archive, "--json").objects
    assert len(objects) == 14
    assert objects[0].keys() == {"path", "line", "kind", "message"}
    assert objects[0]["kind"] == "unreadable"


def test_check_of_a_sound_archive_says_so(run: Run, archive: Path) -> None:
    (archive / f"{NOT_UTF8}.md").unlink()
    done = run("check", archive)
    assert (done.code, done.out) == (0, "No file needs a look.\n")
    assert run("check", archive, "--json").out == ""


# -- the rest -----------------------------------------------------------------------------------------------


def test_paths_tells_where_things_are(run: Run, archive: Path) -> None:
    done = run("paths", archive)
    assert done.code == 0
    for path in (archive, paths.bookmarks_file(), paths.state_dir(), paths.cache_dir()):
        assert f" {path}  (" in done.out
    assert not paths.cache_dir().exists(), "asking makes nothing"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_there_for_every_command(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: newsreader")
    if len(arguments) == 1:
        assert all(f"  {name} " in done.out for name in COMMANDS)


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(run: Run, option: str) -> None:
    from reader import __version__

    assert run(option) == Done(0, f"newsreader {__version__}\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_program(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert "_NEWSREADER_COMPLETE" in done.out
    assert f"{shell}_complete" in done.out


def test_keys_are_listed(run: Run) -> None:
    done = run("keys")
    assert done.code == 0
    assert "bookmark" in done.out.lower()


# -- errors -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (2, ["list", "--bogus"]),
        (2, ["list", "--limit", "0"]),
        (2, ["list", "--sort", "colour"]),
        (2, ["show"]),
        (2, ["show", "x", "--width", "1"]),
        (2, ["nonsense", "more"]),
        (2, ["--bogus"]),
        (2, ["completion", "tcsh"]),
        (3, ["list", "--archive", "/no/such/folder"]),
        (3, ["sync", "/no/such/folder"]),
        (3, ["check", "/no/such\x1b[31m/folder"]),
        (3, ["/no/such/folder"]),
        (3, ["~nobody-of-that-name/x"]),
        (3, ["x" * 5000]),
        (3, ["sync", "/dev/null"]),
    ],
)
def test_errors_have_codes_and_words(run: Run, code: int, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (code, "")
    first, *hint = done.err.splitlines()
    assert first.startswith("newsreader: ")
    assert hint
    assert all(line.startswith("  ") for line in hint)
    assert "\x1b" not in done.err
    assert code in EXIT_CODES


def test_posts_that_are_not_there_are_code_4(run: Run, archive: Path) -> None:
    for name in ("no/such.md", "ffff", "0" * 16, "x" * 5000):
        done = run("show", "--archive", archive, name)
        assert (done.code, done.out) == (4, "")
        assert done.err.startswith("newsreader: ")


def test_a_post_that_can_not_be_read_is_code_5(run: Run, archive: Path) -> None:
    run("sync", archive)
    (archive / "金融" / "2.md").unlink()
    done = run("show", "--archive", archive, "金融/2.md")
    assert (done.code, done.out) == (5, "")
    assert "金融/2.md" in done.err


def test_what_was_shown_before_an_error_stays(run: Run, archive: Path) -> None:
    done = run("show", "--archive", archive, "金融/2.md", "no/such.md")
    assert done.code == 4
    assert done.out.startswith("Second\n")


def test_sync_into_a_cache_that_can_not_be_used_is_code_7(run: Run, archive: Path) -> None:
    paths.cache_dir().parent.mkdir(parents=True)
    paths.cache_dir().write_text("in the way")
    done = run("sync", archive)
    assert (done.code, done.out) == (7, "")
    assert str(paths.cache_dir()) in done.err


@pytest.mark.parametrize("arguments", [["list", "--json", "--archive"], ["check"]])
def test_without_a_cache_commands_go_on_in_memory_and_say_so(
    run: Run, archive: Path, arguments: list[str]
) -> None:
    usual = run(*arguments, archive)
    shutil.rmtree(paths.cache_dir())
    paths.cache_dir().write_text("in the way")
    done = run(*arguments, archive)
    assert (done.code, done.out) == (usual.code, usual.out)
    assert done.err.startswith("newsreader: the catalogue")
    assert "memory" in done.err


def test_a_damaged_catalogue_mends_itself(run: Run, archive: Path) -> None:
    usual = run("list", "--archive", archive)
    file = paths.catalog_file(archive)
    file.write_bytes(b"nonsense" * 1000)
    assert run("list", "--archive", archive).out == usual.out


def test_an_empty_archive_lists_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("list", "--archive", tmp_path / "empty", "--json").out == ""
    assert run("sync", tmp_path / "empty").out.startswith("0 posts: nothing new")
    assert run("check", tmp_path / "empty").code == 0


def test_one_file_is_an_archive_too(run: Run, archive: Path) -> None:
    (one,) = run("list", "--archive", archive / "金融" / "2.md", "--json").objects
    assert (one["path"], one["title"]) == ("2.md", "Second")


def test_json_is_what_jq_would_read(run: Run, archive: Path) -> None:
    done = run("list", "--archive", archive, "--json")
    assert all(isinstance(json.loads(line)["tags"], list) for line in done.out.splitlines())
    done.out.encode()
