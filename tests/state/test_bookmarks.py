"""The bookmarks file: the user's own, whatever stands in it."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import StateNotSaved
from reader.model import Post, post_id
from reader.state.bookmarks import Bookmarks

ARCHIVE = Path("/news")


def post(name: str, title: str = "第一篇") -> Post:
    return Post(post_id(name), name, title, authors=("渡口日报", "Ann"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "bookmarks.jsonl"


def test_a_bookmark_is_one_line_that_says_what_it_is(file: Path) -> None:
    assert Bookmarks(file).toggle(ARCHIVE, post("a.md"), "2021-07-03T05:56:00+08:00")
    (line,) = file.read_text("utf-8").splitlines()
    fields = json.loads(line)
    assert fields.pop("added").endswith("+00:00")
    assert fields == {
        "id": post_id("a.md"),
        "archive": "/news",
        "path": "a.md",
        "title": "第一篇",
        "source": "渡口日报",
        "date": "2021-07-03T05:56:00+08:00",
    }
    assert "第一篇" in line, "readable, not escaped"


def test_pressing_again_takes_it_away(file: Path) -> None:
    bookmarks = Bookmarks(file)
    assert [bookmarks.toggle(ARCHIVE, post("a.md")) for _ in range(4)] == [True, False, True, False]
    assert file.read_text("utf-8") == ""
    assert bookmarks.all() == []


def test_no_file_is_no_bookmarks_and_nothing_is_made(file: Path) -> None:
    bookmarks = Bookmarks(file)
    assert bookmarks.all() == []
    assert bookmarks.unread_lines() == []
    assert not file.parent.exists()


def test_archives_do_not_mix(file: Path) -> None:
    bookmarks, other = Bookmarks(file), Path("/other")
    bookmarks.toggle(ARCHIVE, post("a.md"))
    bookmarks.toggle(other, post("a.md", "另一篇"))
    assert [mark.title for mark in bookmarks.of(other).values()] == ["另一篇"]
    assert not bookmarks.toggle(ARCHIVE, post("a.md"))
    assert list(bookmarks.of(ARCHIVE)) == []
    assert list(bookmarks.of(other)) == [post_id("a.md")]


def test_a_post_bookmarked_under_a_former_id_is_let_go(file: Path) -> None:
    bookmarks = Bookmarks(file)
    bookmarks.toggle(ARCHIVE, post("old.md"))
    assert not bookmarks.toggle(ARCHIVE, post("new.md"), also=[post_id("old.md")])
    assert bookmarks.all() == []


def test_edits_from_outside_are_picked_up(file: Path) -> None:
    bookmarks = Bookmarks(file)
    bookmarks.toggle(ARCHIVE, post("a.md", "甲"))
    Bookmarks(file).toggle(ARCHIVE, post("b.md", "乙"))
    assert [mark.title for mark in bookmarks.all()] == ["甲", "乙"]
    file.write_text(file.read_text("utf-8").replace("乙", "丙"), "utf-8")
    assert [mark.title for mark in bookmarks.all()] == ["甲", "丙"]
    file.unlink()
    assert bookmarks.all() == []


def test_a_bookmark_written_by_hand_needs_an_id_and_a_path_only(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"path": "a.md", "id": "0011223344556677", "archive": "/news", "date": null}\n', "utf-8")
    (mark,) = Bookmarks(file).all()
    assert (mark.title, mark.date, mark.path) == ("", "", "a.md")


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
    bookmarks = Bookmarks(file)
    assert [mark.path for mark in bookmarks.all()] == [
        "['a']",
        "乙.md",
        "\udcff\udcfe.md",
        "w.md",
        "bom.md",
    ]
    assert [number for number, _ in bookmarks.unread_lines()] == [3, 4, 5, 6, 7, 8, 9, 13, 15]
    assert bookmarks.toggle(ARCHIVE, post("a.md"))
    assert file.read_bytes().startswith(before.removesuffix(b"\n") + b"\n")
    assert not bookmarks.toggle(ARCHIVE, post("a.md"))
    assert file.read_bytes() == before.removesuffix(b"\n") + b"\n"


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
        before = file.read_bytes().removesuffix(b"\n").split(b"\n") if file.exists() else []
        name = data.draw(st.sampled_from("abc"))
        own = post_id(name) in bookmarks.of(ARCHIVE)
        assert bookmarks.toggle(ARCHIVE, post(name)) is not own
        after = file.read_bytes().removesuffix(b"\n").split(b"\n")
        others = [line for line in before if not (post_id(name).encode() in line and b"/news" in line)]
        kept = after[: len(others)] if others else []
        if before != [b""]:
            assert kept == others
        assert (post_id(name) in Bookmarks(file).of(ARCHIVE)) is not own


def test_a_post_whose_name_is_not_utf8_is_kept_and_found_again(file: Path) -> None:
    name, archive = "甲/\udcff\udcfe.md", Path("/news\udc80")
    Bookmarks(file).toggle(archive, post(name))
    assert json.loads(file.read_text("utf-8"))["path"] == name
    bookmarks = Bookmarks(file)
    (mark,) = bookmarks.of(archive).values()
    assert (mark.path, mark.id) == (name, post_id(name))
    assert not bookmarks.toggle(archive, post(name))


def test_what_can_not_be_read_is_never_overwritten(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Bookmarks(file).toggle(ARCHIVE, post("a.md"))
    before = file.read_bytes()
    bookmarks = Bookmarks(file)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refuse)
        for _ in range(2):
            with pytest.raises(StateNotSaved):
                bookmarks.toggle(ARCHIVE, post("b.md"))
            with pytest.raises(StateNotSaved):
                bookmarks.all()
    assert file.read_bytes() == before
    assert bookmarks.toggle(ARCHIVE, post("b.md"))
    assert len(bookmarks.all()) == 2


@pytest.mark.parametrize("obstacle", ["the folder is a file", "the file is a folder", "the lock is a folder"])
def test_a_place_that_can_not_be_written_is_an_error_for_the_user(file: Path, obstacle: str) -> None:
    if obstacle == "the folder is a file":
        file.parent.write_text("in the way")
    else:
        file.parent.mkdir()
        (file if obstacle == "the file is a folder" else file.with_name(f".{file.name}.lock")).mkdir()
    with pytest.raises(StateNotSaved) as caught:
        Bookmarks(file).toggle(ARCHIVE, post("a.md"))
    assert str(file) in caught.value.hint


def test_a_linked_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    (dotfiles / "marks").write_text("", "utf-8")
    file.parent.mkdir()
    file.symlink_to(dotfiles / "marks")
    os.chmod(dotfiles / "marks", 0o640)
    Bookmarks(file).toggle(ARCHIVE, post("a.md"))
    assert file.is_symlink()
    assert (dotfiles / "marks").stat().st_mode & 0o777 == 0o640
    assert len(Bookmarks(file).all()) == 1


def _bookmark_many(file: Path, prefix: str) -> None:
    bookmarks = Bookmarks(file)
    for number in range(15):
        bookmarks.toggle(ARCHIVE, post(f"{prefix}{number}.md"))


def test_programs_that_bookmark_at_once_lose_nothing(file: Path) -> None:
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_bookmark_many, args=(file, prefix)) for prefix in "ab"]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert len(Bookmarks(file).all()) == 30
