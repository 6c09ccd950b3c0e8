"""Bookmarks on the command line, as a script sees them."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader import paths
from tests.cli.program import Done

Run = Callable[..., Done]


@pytest.fixture
def bookmarks(run: Run, archive: Path) -> Run:
    """``newsreader bookmarks …`` on the archive."""
    return lambda command, *arguments: run("bookmarks", command, *arguments, "--archive", archive)


def test_posts_are_bookmarked_once_with_labels_and_a_note(bookmarks: Run) -> None:
    done = bookmarks(
        "add", "金融/2.md", "音视频/3.md", "--label", "以后读", "--label", "海", "--note", "到岸再看"
    )
    assert (done.code, done.out) == (0, "2 posts bookmarked, 0 posts had been before\n")
    assert bookmarks("add", "金融/2.md").out == "0 posts bookmarked, 1 post had been before\n"
    second, third = bookmarks("list", "--json").objects
    assert (second["title"], second["labels"], second["note"]) == ("Second", ["以后读", "海"], "到岸再看")
    assert (third["bookmarked"], third["missing"]) == (True, False)


def test_the_list_shows_labels_and_notes_and_can_be_asked(bookmarks: Run) -> None:
    bookmarks("add", "金融/2.md", "--label", "tide")
    bookmarks("add", "金融/快讯/1.md", "--note", "one\ntwo")
    first, *note, second = bookmarks("list").out.splitlines()
    assert "雾港渡轮停航三天" in first
    assert note == ["    one", "    two"]
    assert "  Second  #tide  " in second
    assert [each["title"] for each in bookmarks("list", "label:tide", "--json").objects] == ["Second"]
    assert bookmarks("list", "--limit", "1", "--json").objects[0]["note"] == "one\ntwo"


def test_a_bookmark_is_removed_by_path_or_id(bookmarks: Run) -> None:
    bookmarks("add", "金融/2.md", "金融/快讯/1.md")
    id_ = bookmarks("list", "--json").objects[0]["id"]
    assert bookmarks("remove", id_).out == "1 bookmark removed\n"
    assert bookmarks("remove", "金融/2.md", "音视频/3.md").out == "1 bookmark removed\n"
    assert bookmarks("list").out == ""


def test_a_missing_post_is_listed_and_can_be_let_go(bookmarks: Run, archive: Path, run: Run) -> None:
    bookmarks("add", "金融/2.md")
    (archive / "金融/2.md").unlink()
    run("sync", archive)
    (kept,) = bookmarks("list", "--json").objects
    assert (kept["missing"], kept["title"]) == (True, "Second")
    assert "(missing)" in bookmarks("list").out
    assert bookmarks("remove", "金融/2.md").out == "1 bookmark removed\n"


def test_labels_are_given_taken_and_counted(bookmarks: Run) -> None:
    bookmarks("label", "金融/2.md", "金融/快讯/1.md", "--add", "海", "--add", "later")
    assert bookmarks("label", "金融/2.md", "--remove", "LATER").out == "labels of 1 post changed\n"
    assert bookmarks("label", "--json").objects == [
        {"label": "海", "posts": 2},
        {"label": "later", "posts": 1},
    ]
    assert bookmarks("label").out == "     2  海\n     1  later\n"
    assert bookmarks("label", "金融/2.md").code == 2


def test_a_note_is_printed_replaced_and_emptied(bookmarks: Run) -> None:
    assert bookmarks("note", "金融/2.md", "一行\n又一行").code == 0
    assert bookmarks("note", "金融/2.md").out == "一行\n又一行\n"
    bookmarks("note", "金融/2.md", "")
    assert bookmarks("note", "金融/2.md").out == "\n"
    assert bookmarks("note", "金融/2.md", "x", "--edit").code == 2


def test_a_note_can_be_written_in_the_editor(
    bookmarks: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "写在编辑器里" > "$1"\n', "utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    bookmarks("note", "金融/2.md", "--edit")
    assert bookmarks("note", "金融/2.md").out == "写在编辑器里\n"


def test_notes_come_as_markdown_with_citations(bookmarks: Run) -> None:
    bookmarks("add", "金融/快讯/1.md", "--note", "> 记下")
    bookmarks("add", "金融/2.md")
    text = bookmarks("notes").out
    assert "## 雾港渡轮停航三天" in text
    assert "渡口日报" in text
    assert "> 记下" in text
    assert "Second" not in text
    assert "no notes" in bookmarks("notes", "Second").err


@pytest.mark.parametrize("form", ["jsonl", "html", "opml", "md"])
def test_what_is_exported_is_imported_again(bookmarks: Run, tmp_path: Path, form: str) -> None:
    bookmarks("add", "金融/快讯/1.md", "--label", "海", "--note", "到岸再看")
    file = tmp_path / f"kept.{form}"
    assert "1 bookmark written" in bookmarks("export", file).err
    bookmarks("remove", "金融/快讯/1.md")
    done = bookmarks("import", file)
    assert done.out == "1 post of 1 found here, bookmarks made or changed: 1\n"
    (kept,) = bookmarks("list", "--json").objects
    assert (kept["title"], kept["labels"], kept["note"]) == ("雾港渡轮停航三天", ["海"], "到岸再看")


def test_importing_twice_changes_nothing_and_adds_to_what_is_there(bookmarks: Run, tmp_path: Path) -> None:
    bookmarks("add", "金融/快讯/1.md", "--label", "mine", "--note", "my note")
    file = tmp_path / "links.md"
    file.write_text("- [anything](https://www.example.org/1/#top) · #theirs\n  > their note\n", "utf-8")
    bookmarks("import", file)
    assert bookmarks("import", file).out == "1 post of 1 found here, bookmarks made or changed: 0\n"
    (kept,) = bookmarks("list", "--json").objects
    assert (kept["labels"], kept["note"]) == (["mine", "theirs"], "my note\n\ntheir note")


def test_what_is_not_in_the_archive_is_told(bookmarks: Run, tmp_path: Path) -> None:
    file = tmp_path / "links.md"
    file.write_text("- [Nowhere](https://example.net/)\n- [second](https://example.net/2)\n", "utf-8")
    tried = bookmarks("import", file, "--dry-run").out.splitlines()
    assert [line.split()[0] == "unknown" for line in tried] == [True, False]
    assert bookmarks("list").out == ""
    done = bookmarks("import", file)
    assert done.out == "1 post of 2 found here, bookmarks made or changed: 1\n"
    assert "Nowhere" in done.err


def test_lines_of_another_machine_are_kept_even_if_their_posts_are_not_here(
    bookmarks: Run, tmp_path: Path
) -> None:
    line = {
        "id": "0123456789abcdef",
        "archive": "/elsewhere",
        "path": "gone.md",
        "title": "Gone",
        "note": "n",
    }
    file = tmp_path / "kept.jsonl"
    file.write_text(json.dumps(line) + "\n", "utf-8")
    assert "1 post not in this archive: kept as missing" in bookmarks("import", file).err
    (kept,) = bookmarks("list", "--json").objects
    assert (kept["title"], kept["missing"], kept["note"]) == ("Gone", True, "n")


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "can't be read"), (b"\xff\xfe\n", ":1: not UTF-8"), (b"<?xml x", "no OPML")],
)
def test_a_file_that_is_none_is_told(
    bookmarks: Run, tmp_path: Path, content: bytes | None, says: str
) -> None:
    file = tmp_path / "file.opml"
    if content is not None:
        file.write_bytes(content)
    done = bookmarks("import", file)
    assert done.code == 1
    assert says in done.err


def test_what_newsboat_knew_is_taken_over(run: Run, archive: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.db"
    connection = sqlite3.connect(cache)
    connection.execute(
        "CREATE TABLE rss_item(id INTEGER PRIMARY KEY, title, author, url, pubDate, unread, flags)"
    )
    connection.executemany(
        "INSERT INTO rss_item(title, author, url, pubDate, unread, flags) VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("whatever", "", "https://example.org/1", 1625262960, 0, ""),
            ("Second", "", "https://example.com/x", 1625100000, 1, "k"),
            ("Unknown", "", "https://example.com/y", 1625100000, 0, ""),
        ],
    )
    connection.commit()
    connection.close()
    done = run("import", "newsboat", cache, "--archive", archive)
    assert done.out == "2 of 3 articles found here: 1 marked read, bookmarks made or changed: 1\n"
    assert "Unknown" in done.err
    assert [each["title"] for each in run("list", "is:read", "--archive", archive, "--json").objects] == [
        "雾港渡轮停航三天"
    ]
    (kept,) = run("bookmarks", "list", "--archive", archive, "--json").objects
    assert (kept["title"], kept["labels"]) == ("Second", ["flag-k"])
    missing = run("import", "newsboat", tmp_path / "none.db", "--archive", archive)
    assert (missing.code, "there is no file" in missing.err) == (1, True)


def test_an_archive_that_was_moved_brings_its_bookmarks_and_says_so(run: Run, archive: Path) -> None:
    run("bookmarks", "add", "金融/2.md", "--archive", archive)
    moved = archive.rename(archive.with_name("moved"))
    for command in (["list", "--archive", moved], ["bookmarks", "list", "--archive", moved]):
        done = run(*command)
        assert "Second" in done.out
        assert (f"What you kept of {archive} is here now, too" in done.err) is (command[0] == "list")


def test_a_copy_whose_original_has_gone_brings_its_bookmarks(run: Run, archive: Path) -> None:
    run("bookmarks", "add", "金融/2.md", "--archive", archive)
    copy = archive.with_name("copy")
    shutil.copytree(archive, copy)
    assert run("bookmarks", "list", "--archive", copy).out == ""
    shutil.rmtree(archive)
    done = run("bookmarks", "list", "--archive", copy)
    assert "Second" in done.out
    assert f"What you kept of {archive} is here now, too" in done.err


def test_lines_that_can_not_be_read_are_told_with_their_numbers(bookmarks: Run) -> None:
    bookmarks("add", "金融/2.md")
    with paths.bookmarks_file().open("a") as lines:
        lines.write("<<<<<<< HEAD\n" * 7)
    done = bookmarks("list")
    assert "Second" in done.out
    assert f"{paths.bookmarks_file()}:2: this line can't be read: <<<<<<< HEAD" in done.err
    assert "… and 2 more" in done.err


def test_a_file_that_can_not_be_read_is_not_taken_for_no_bookmarks(bookmarks: Run) -> None:
    paths.bookmarks_file().mkdir(parents=True)
    assert "the bookmarks can't be read: Is a directory" in bookmarks("list").err


def test_an_export_goes_into_a_pipe_and_through_a_link_and_replaces_neither(
    bookmarks: Run, tmp_path: Path
) -> None:
    bookmarks("add", "金融/2.md")
    pipe, link, target = tmp_path / "pipe", tmp_path / "link.md", tmp_path / "target.md"
    os.mkfifo(pipe)
    link.symlink_to(target)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text, "utf-8")
        assert bookmarks("export", pipe, "--format", "md").code == 0
        assert "[Second]" in read.result()
    assert pipe.is_fifo()
    for _ in range(2):
        assert bookmarks("export", link).code == 0
        assert link.is_symlink()
        assert "[Second]" in target.read_text("utf-8")
    assert "Is a directory" in bookmarks("export", tmp_path).err


@pytest.mark.parametrize("editor", ["/nowhere/editor", "false"])
def test_a_note_stays_when_the_editor_fails(
    bookmarks: Run, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    bookmarks("note", "金融/2.md", "到岸再看")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    done = bookmarks("note", "金融/2.md", "--edit")
    assert done.code == 1
    assert "Editing failed" in done.err
    assert bookmarks("note", "金融/2.md").out == "到岸再看\n"


def test_a_note_from_the_editor_that_can_not_be_saved_is_printed(
    bookmarks: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho a long thought > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    paths.bookmarks_file().mkdir(parents=True)
    done = bookmarks("note", "金融/2.md", "--edit")
    assert done.code == 6
    assert "a long thought" in done.out


@pytest.mark.parametrize("text", ["", "no link at all\n", "<DL></DL>"])
def test_a_file_without_links_is_no_import(bookmarks: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "links").write_text(text)
    done = bookmarks("import", tmp_path / "links")
    assert done.code == 1
    assert "links has no links" in done.err


@pytest.mark.parametrize("form", ["html", "opml", "md", "jsonl"])
def test_an_export_brings_back_the_very_posts_and_changes_nothing_that_is_there(
    run: Run, bookmarks: Run, archive: Path, tmp_path: Path, form: str
) -> None:
    second = (archive / "金融" / "2.md").read_text("utf-8")
    (archive / "x [1] #a?%20.md").write_text(second, "utf-8")  # of the same title and date
    posts = [each["id"] for each in run("list", "--archive", archive, "--json").objects]
    assert len(posts) == 5
    for number, post in enumerate(posts):
        bookmarks("add", post, "--note", f"{number}\r\na\u2028b\x0b  c", "--label", f"#{number} ·")
    before = paths.bookmarks_file().read_bytes()
    assert bookmarks("export", tmp_path / f"kept.{form}").code == 0
    done = bookmarks("import", tmp_path / f"kept.{form}")
    assert done.out == "5 posts of 5 found here, bookmarks made or changed: 0\n"
    assert paths.bookmarks_file().read_bytes() == before
    bookmarks("remove", *posts)
    bookmarks("import", tmp_path / f"kept.{form}")
    found = {each["id"]: each["note"].split() for each in bookmarks("list", "--json").objects}
    assert {post: note[0] for post, note in found.items()} == {post: str(n) for n, post in enumerate(posts)}
