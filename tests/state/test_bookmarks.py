"""The bookmarks file: the user's own, whatever stands in it."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import files
from reader.model import post_id
from reader.state.bookmarks import Bookmark, Bookmarks, labels_of, now

ARCHIVE = Path("/news")


def mark(name: str, title: str = "第一篇", archive: Path = ARCHIVE) -> Bookmark:
    return Bookmark(post_id(name), str(archive), name, title)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "bookmarks.jsonl"


def test_a_bookmark_is_one_line_that_says_what_it_is(file: Path) -> None:
    date = "2021-07-03T05:56:00+08:00"
    Bookmarks(file).put([mark("a.md")._replace(source="渡口日报", date=date, added=now())])
    (line,) = file.read_text("utf-8").splitlines()
    fields = json.loads(line)
    assert fields.pop("added").endswith("+00:00")
    assert fields == {
        "id": post_id("a.md"),
        "archive": "/news",
        "path": "a.md",
        "title": "第一篇",
        "source": "渡口日报",
        "date": date,
    }
    assert "第一篇" in line, "readable, not escaped"


def test_one_comes_and_goes_and_comes_again(file: Path) -> None:
    bookmarks = Bookmarks(file)
    for _ in range(2):
        assert bookmarks.put([mark("a.md")])
        assert bookmarks.put([mark("a.md")]) == [], "it is there already"
        assert bookmarks.remove(ARCHIVE, [post_id("a.md"), post_id("b.md")])
        assert bookmarks.remove(ARCHIVE, [post_id("a.md")]) == []
    assert file.read_text("utf-8") == ""
    assert bookmarks.all() == []


def test_no_file_is_no_bookmarks_and_nothing_is_made(file: Path) -> None:
    bookmarks = Bookmarks(file)
    assert bookmarks.all() == []
    assert bookmarks.unread_lines() == []
    assert not file.parent.exists()


def test_archives_do_not_mix(file: Path) -> None:
    bookmarks, other = Bookmarks(file), Path("/other")
    bookmarks.put([mark("a.md"), mark("a.md", "另一篇", other)])
    assert [found.title for found in bookmarks.of(other).values()] == ["另一篇"]
    bookmarks.remove(ARCHIVE, [post_id("a.md")])
    assert list(bookmarks.of(ARCHIVE)) == []
    assert list(bookmarks.of(other)) == [post_id("a.md")]


def test_edits_from_outside_are_picked_up(file: Path) -> None:
    bookmarks = Bookmarks(file)
    bookmarks.put([mark("a.md", "甲")])
    Bookmarks(file).put([mark("b.md", "乙")])
    assert [found.title for found in bookmarks.all()] == ["甲", "乙"]
    file.write_text(file.read_text("utf-8").replace("乙", "丙"), "utf-8")
    assert [found.title for found in bookmarks.all()] == ["甲", "丙"]
    file.unlink()
    assert bookmarks.all() == []


def test_a_bookmark_written_by_hand_needs_an_id_and_a_path_only(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"path": "a.md", "id": "0011223344556677", "archive": "/news", "date": null}\n', "utf-8")
    (found,) = Bookmarks(file).all()
    assert (found.title, found.date, found.path) == ("", "", "a.md")


ODD_LINES = [
    b"",
    b"   ",
    b"# a comment",
    b"{",
    b"[]",
    b"null",
    b"42",
    b'"text"',
    b'{"id": "x"}',
    b'{"id": 7, "path": ["a"], "labels": [1.50, 1e3, true], "note": "\\u4e00"}',
    '{"id":"y","path":"乙.md","title":"一\u2028二\u0085三"}'.encode(),
    b'{"id": "z", "path": "\xff\xfe.md"}',
    b"\xff\xfe not UTF-8 \x80",
    b'{"id": "w", "path": "w.md"}\r',
    b"[" * 100_000,
    b'\xef\xbb\xbf{"id": "b", "path": "bom.md"}',
]


@pytest.mark.parametrize("ending", [b"\n", b""], ids=["with", "without"])
def test_lines_are_kept_to_the_byte(file: Path, ending: bytes) -> None:
    before = b"\n".join(ODD_LINES) + ending
    file.parent.mkdir()
    file.write_bytes(before)
    bookmarks, rest = Bookmarks(file), b"" if ending else b"\n"
    assert [mark.path for mark in bookmarks.all()] == [
        "['a']",
        "乙.md",
        "\udcff\udcfe.md",
        "w.md",
        "bom.md",
    ]
    assert [number for number, _ in bookmarks.unread_lines()] == [3, 4, 5, 6, 7, 8, 9, 13, 15]
    bookmarks.put([mark("a.md")])
    assert file.read_bytes().startswith(before + rest)
    bookmarks.remove(ARCHIVE, [post_id("a.md")])
    assert file.read_bytes() == before


lines = st.lists(
    st.one_of(
        st.sampled_from(ODD_LINES),
        st.binary(max_size=12).map(lambda data: data.replace(b"\n", b"")),
        st.sampled_from("abc").map(
            lambda name: json.dumps({"path": name, "id": post_id(name), "archive": "/news"}).encode()
        ),
    ),
    max_size=6,
)


@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_under_random_edits_only_the_own_line_comes_and_goes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("edits") / "bookmarks.jsonl"
    bookmarks = Bookmarks(file)
    for _ in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            file.write_bytes(b"\n".join(data.draw(lines)))
        before = file.read_bytes().split(b"\n") if file.exists() else [b""]
        name = data.draw(st.sampled_from("abc"))
        own = post_id(name) in bookmarks.of(ARCHIVE)
        assert bookmarks.remove(ARCHIVE, [post_id(name)]) if own else bookmarks.put([mark(name)])
        after = file.read_bytes().split(b"\n")
        assert not [
            line for line in after if line and line not in before and post_id(name).encode() not in line
        ]
        others = iter(after)
        assert all(line in others for line in before if post_id(name).encode() not in line), "in their order"
        assert (post_id(name) in Bookmarks(file).of(ARCHIVE)) is not own


def test_a_post_whose_name_is_not_utf8_is_kept_and_found_again(file: Path) -> None:
    name, archive = "甲/\udcff\udcfe.md", Path("/news\udc80")
    Bookmarks(file).put([mark(name, archive=archive)])
    assert json.loads(file.read_text("utf-8"))["path"] == name
    bookmarks = Bookmarks(file)
    (found,) = bookmarks.of(archive).values()
    assert (found.path, found.id) == (name, post_id(name))
    assert bookmarks.remove(archive, [post_id(name)])
    assert bookmarks.all() == []


def test_what_can_not_be_read_is_never_overwritten(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Bookmarks(file).put([mark("a.md")])
    before = file.read_bytes()
    bookmarks = Bookmarks(file)

    def refuse(_: Path) -> tuple[bytes, None]:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(files, "read", refuse)
        assert bookmarks.all() == []
        assert (
            bookmarks.lines.trouble == f"the bookmarks can't be read: Permission denied. The file is {file}."
        )
        bookmarks.put([mark("b.md")])
        assert bookmarks.all() == [mark("b.md")], "as if it were saved"
        assert bookmarks.lines.unsaved
        assert not bookmarks.lines.retry()
    assert file.read_bytes() == before
    assert bookmarks.lines.trouble == ""
    assert bookmarks.lines.retry()
    assert Bookmarks(file).all() == [mark("a.md"), mark("b.md")]


@pytest.mark.parametrize("obstacle", ["the folder is a file", "the file is a folder", "the lock is a folder"])
def test_in_a_place_that_can_not_be_written_a_bookmark_waits(file: Path, obstacle: str) -> None:
    in_the_way = file.with_name(f".{file.name}.lock") if obstacle == "the lock is a folder" else file
    if obstacle == "the folder is a file":
        file.parent.write_text("in the way")
    else:
        in_the_way.mkdir(parents=True)
    bookmarks = Bookmarks(file)
    bookmarks.put([mark("a.md")])
    assert bookmarks.all() == [mark("a.md")]
    assert str(file) in bookmarks.lines.unsaved
    if obstacle == "the folder is a file":
        file.parent.unlink()
    else:
        in_the_way.rmdir()
    assert bookmarks.lines.retry()
    assert Bookmarks(file).all() == [mark("a.md")]


def test_labels_are_one_line_each_without_commas_and_each_but_once() -> None:
    assert labels_of([" 航运 ", "Ferry, cats，灯塔", "ＦＥＲＲＹ", "航運", "", ",", "a\n b"]) == (
        "航运",
        "Ferry",
        "cats",
        "灯塔",
        "a b",
    )


def test_what_is_empty_is_left_out_of_the_line(file: Path) -> None:
    bookmarks = Bookmarks(file)
    full = mark("a.md")._replace(labels=("航运", "b"), note="一\n二", lead="渡轮")
    bookmarks.put([full])
    (line,) = file.read_text("utf-8").splitlines()
    assert line.endswith('"labels": ["航运", "b"], "note": "一\\n二", "lead": "渡轮"}')
    assert Bookmarks(file).all() == [full]
    bookmarks.put([mark("a.md")])
    assert file.read_text("utf-8") == line.partition(', "labels"')[0] + "}\n"


def test_a_change_leaves_all_else_of_the_line_to_the_character(file: Path) -> None:
    file.parent.mkdir()
    line = '{ "path":"a.md",  "id": "0011223344556677", "x": [1.50, 1e400, "\\u4e00"], "archive" : "/news" }'
    file.write_text(line + "\r\n", "utf-8")
    bookmarks = Bookmarks(file)
    (old,) = bookmarks.all()
    bookmarks.put([old._replace(note="记", labels=("a",))])
    expected = line.removesuffix(" }") + ', "labels": ["a"], "note": "记" }\r\n'
    assert file.read_bytes().decode() == expected
    bookmarks.put([old])
    assert file.read_bytes().decode() == line + "\r\n"


def test_labels_written_by_hand_are_understood(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(
        '{"id": "x", "path": "a", "labels": "航运, ferry，cats"}\n'
        '{"id": "y", "path": "b", "labels": ["a", 7, null, "A"]}\n'
        '{"id": "z", "path": "c", "labels": {"a": 1}}\n',
        "utf-8",
    )
    assert [found.labels for found in Bookmarks(file).all()] == [("航运", "ferry", "cats"), ("a",), ()]


def test_a_bookmark_is_revised_as_it_is_by_then(file: Path) -> None:
    bookmarks, other = Bookmarks(file), Bookmarks(file)
    bookmarks.put([mark("a.md")])
    other.revise(ARCHIVE, [post_id("a.md")], lambda old: old._replace(labels=(*old.labels, "theirs")))
    bookmarks.revise(
        ARCHIVE, [post_id("a.md"), post_id("b.md")], lambda old: old._replace(labels=(*old.labels, "ours"))
    )
    assert Bookmarks(file).all() == [mark("a.md")._replace(labels=("theirs", "ours"))]


def test_of_two_lines_with_a_post_the_last_counts_and_both_are_changed(file: Path) -> None:
    file.parent.mkdir()
    ours, theirs = mark("a.md")._replace(note="ours"), mark("a.md")._replace(note="theirs")
    lines = [json.dumps(one._asdict()) for one in (ours, mark("b.md"), theirs)]
    merged = "\n".join(["<<<<<<< HEAD", *lines[:2], "=======", lines[2], ">>>>>>> theirs", ""])
    file.write_text(merged, "utf-8")
    bookmarks = Bookmarks(file)
    assert bookmarks.of(ARCHIVE)[post_id("a.md")] == theirs
    assert [number for number, _ in bookmarks.unread_lines()] == [1, 4, 6]
    swaps = bookmarks.revise(ARCHIVE, [post_id("a.md")], lambda old: old._replace(labels=("x",)))
    assert [one.labels for one in bookmarks.all()] == [("x",), (), ("x",)]
    swaps += bookmarks.remove(ARCHIVE, [post_id("a.md")])
    assert bookmarks.all() == [mark("b.md")]
    bookmarks.lines.swap(swaps[2:], back=True)
    bookmarks.lines.swap(swaps[:2], back=True)
    assert file.read_text("utf-8") == merged


def test_a_linked_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    (dotfiles / "marks").write_text("", "utf-8")
    file.parent.mkdir()
    file.symlink_to(dotfiles / "marks")
    os.chmod(dotfiles / "marks", 0o640)
    Bookmarks(file).put([mark("a.md")])
    assert file.is_symlink()
    assert (dotfiles / "marks").stat().st_mode & 0o777 == 0o640
    assert len(Bookmarks(file).all()) == 1


def _bookmark_many(file: Path, prefix: str) -> None:
    bookmarks = Bookmarks(file)
    for number in range(15):
        bookmarks.put([mark(f"{prefix}{number}.md")])


def test_programs_that_bookmark_at_once_lose_nothing(file: Path) -> None:
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_bookmark_many, args=(file, prefix)) for prefix in "ab"]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert len(Bookmarks(file).all()) == 30
