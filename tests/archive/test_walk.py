"""Which files of a folder are posts."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from reader.archive.walk import is_post_name, walk
from reader.errors import ArchiveNotFound

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Problem

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no such files")


def write(root: Path, *names: str, text: str = "---\ntitle: x\n---\n") -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def found(root: Path, problems: list[Problem] | None = None) -> list[str]:
    folders = list(walk(root, problems))
    assert len({folder.path for folder in folders}) == len(folders), "a folder came twice"
    assert all(folder.files for folder in folders)
    return [f"{folder.path}/{name}".lstrip("/") for folder in folders for name, _, _ in folder.files]


@pytest.mark.parametrize(
    "name", ["a.md", "a.MD", "a.markdown", "a.mdown", "a.html", "a.htm", "a.txt", ".md", " .md", "a.b.md"]
)
def test_a_post_is_told_by_its_suffix(name: str) -> None:
    assert is_post_name(name)


@pytest.mark.parametrize(
    "name", ["a", "", "a.mdx", "md", ".hidden.md", "._a.md", "a.md~", "a.md.swp", "a.jpg", "a."]
)
def test_other_files_are_no_posts(name: str) -> None:
    assert not is_post_name(name)


def test_sizes_and_times_are_those_of_the_files(tmp_path: Path) -> None:
    write(tmp_path, "a.md", text="12345")
    status = (tmp_path / "a.md").stat()
    (folder,) = walk(tmp_path)
    assert (folder.path, folder.files) == ("", [("a.md", 5, status.st_mtime_ns)])


def test_what_is_new_by_name_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "2020/1.md", "2021/01-a.md", "2021/02-b.md", "x.md")
    assert found(tmp_path) == ["x.md", "2021/02-b.md", "2021/01-a.md", "2020/1.md"]


def test_in_a_large_folder_the_newest_names_come_first(tmp_path: Path) -> None:
    names = [f"{number:04}.md" for number in range(700)]
    write(tmp_path, *names)
    listed = found(tmp_path)
    assert listed[:40] == names[:-41:-1]
    assert sorted(listed) == names


def test_first_posts_come_out_before_the_walk_is_over(tmp_path: Path) -> None:
    write(tmp_path, "b/x.md", "a/x.md")
    folders = walk(tmp_path)
    assert next(folders).path == "b"
    write(tmp_path, "a/late.md")
    assert [name for name, _, _ in next(folders).files] == ["x.md", "late.md"]


def test_hidden_folders_and_what_generators_write_are_left_out(tmp_path: Path) -> None:
    write(
        tmp_path, ".git/a.md", "node_modules/a.md", "_site/a.md", "public/a.md", "_config.yml", "posts/a.md"
    )
    write(tmp_path, "other/public/b.md", "posts/.hidden.md")
    assert found(tmp_path) == ["posts/a.md", "other/public/b.md"]


def test_a_folder_called_like_a_post_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.md/b.md")
    assert found(tmp_path) == ["a.md/b.md"]


def test_one_file_is_an_archive_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, "notes")
    assert found(tmp_path / "notes") == ["notes"]


def test_what_is_not_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveNotFound):
        list(walk(tmp_path / "nowhere"))


@posix
def test_a_device_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveNotFound):
        list(walk(tmp_path.__class__("/dev/null")))


class TestReadmes:
    def test_a_repository_s_readme_is_left_out(self, tmp_path: Path) -> None:
        write(tmp_path, "README.md", text="# A repository")
        write(tmp_path, "_posts/a.md")
        assert found(tmp_path) == ["_posts/a.md"]

    def test_a_readme_beside_posts_is_left_out_at_once(self, tmp_path: Path) -> None:
        write(tmp_path, "readme.markdown", text="# A repository")
        write(tmp_path, "a.md")
        write(tmp_path, "b/c.md")
        assert found(tmp_path) == ["a.md", "b/c.md"]

    def test_a_readme_with_a_header_is_a_post(self, tmp_path: Path) -> None:
        write(tmp_path, "README.md", "a.md", "b/README.md", "b/c/d.md")
        assert sorted(found(tmp_path)) == ["README.md", "a.md", "b/README.md", "b/c/d.md"]

    def test_a_readme_among_posts_without_headers_is_a_post(self, tmp_path: Path) -> None:
        write(tmp_path, "README.md", "a.md", "b/c.md", text="# Words")
        assert sorted(found(tmp_path)) == ["README.md", "a.md", "b/c.md"]

    def test_headers_elsewhere_do_not_count(self, tmp_path: Path) -> None:
        write(tmp_path, "notes/README.md", text="# Words")
        write(tmp_path, "notes-2/a.md")
        assert sorted(found(tmp_path)) == ["notes-2/a.md", "notes/README.md"]


@posix
class TestLinks:
    def test_a_link_to_a_file_is_followed(self, tmp_path: Path) -> None:
        write(tmp_path, "store/real.txt", text="12345")
        (tmp_path / "in").mkdir()
        (tmp_path / "in/link.md").symlink_to(tmp_path / "store/real.txt")
        (folder,) = walk(tmp_path / "in")
        assert folder.files[0][:2] == ("link.md", 5)

    def test_a_loop_ends(self, tmp_path: Path) -> None:
        write(tmp_path, "a/b/x.md")
        (tmp_path / "a/b/up").symlink_to(tmp_path)
        (tmp_path / "a/self").symlink_to(tmp_path / "a/self")
        assert found(tmp_path) == ["a/b/x.md"]

    def test_of_two_ways_to_a_folder_the_real_one_wins(self, tmp_path: Path) -> None:
        write(tmp_path, "real/x.md")
        (tmp_path / "zzz").symlink_to(tmp_path / "real")
        (tmp_path / "aaa").symlink_to(tmp_path / "real")
        assert found(tmp_path) == ["real/x.md"]

    def test_a_link_to_a_folder_outside_is_followed_once(self, tmp_path: Path) -> None:
        write(tmp_path, "out/x.md")
        (tmp_path / "in").mkdir()
        (tmp_path / "in/one").symlink_to(tmp_path / "out")
        (tmp_path / "in/two").symlink_to(tmp_path / "out")
        assert found(tmp_path / "in") == ["two/x.md"]

    def test_a_dangling_link_is_reported(self, tmp_path: Path) -> None:
        (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
        problems: list[Problem] = []
        assert found(tmp_path, problems) == []
        assert [(problem.path, problem.kind) for problem in problems] == [("gone.md", "unreadable")]


@posix
def test_a_fifo_with_a_post_s_name_is_reported_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / "pipe")
    problems: list[Problem] = []
    assert found(tmp_path, problems) == []
    assert [problem.path for problem in problems] == ["pipe.md"]


@posix
def test_a_name_that_is_not_utf_8_comes_back_as_it_was(tmp_path: Path) -> None:
    name = os.path.join(os.fsencode(tmp_path), b"caf\xe9.md")
    try:
        with open(name, "wb"):
            pass
    except OSError:
        pytest.skip("this file system keeps no such names")
    assert found(tmp_path) == ["caf\udce9.md"]


@posix
def test_a_folder_that_can_not_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "closed/a.md", "open/a.md")
    scandir = os.scandir

    def guarded(path: str) -> object:  # root reads everything, so the refusal is played
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("os.scandir", guarded)
    problems: list[Problem] = []
    assert found(tmp_path, problems) == ["open/a.md"]
    assert [(problem.path, problem.kind) for problem in problems] == [("closed", "unreadable")]


def test_a_folder_that_vanishes_during_the_walk_does_no_harm(tmp_path: Path) -> None:
    write(tmp_path, "b/x.md", "a/x.md")
    folders = walk(tmp_path)
    next(folders)
    (tmp_path / "a/x.md").unlink()
    (tmp_path / "a").rmdir()
    assert list(folders) == []
