from __future__ import annotations

import json
import os
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import paths
from reader.filenames import LONGEST, Names, file_name, portable
from reader.model import Moment, Post, post_id
from reader.state import recent
from reader.state.bookmarks import Bookmark, Bookmarks
from tests.cli.conftest import NOT_UTF8, write
from tests.cli.program import Done, apart

Run = Callable[..., Done]
PNG = bytes.fromhex("89504e470d0a1a0a") + b"\0" * 40

pytestmark = pytest.mark.usefixtures("readings_at_hand")


@pytest.fixture(autouse=True)
def greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Names of files hold days: they are to be the same wherever the tests run."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# One file


def test_one_post_to_a_file_is_that_file(run: Run, archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "雾.md"
    done = run("export", "金融/快讯/1.md", "--archive", archive, "--to", file)
    assert (done.code, done.out, done.err) == (0, "", f"newsreader: 1 post to {file}\n")
    text = file.read_text("utf-8")
    assert text.startswith("# 雾港渡轮停航三天\n\n渡口日报 · 2021-07-0")
    assert "<https://example.org/1>\n\n## 停航\n\n详见[公告](https://example.org/more)。" in text
    assert names(file.parent) == ["雾.md"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.md", "# Second\n"),
        ("x.markdown", "# Second\n"),
        ("x.html", "<!DOCTYPE html>\n"),
        ("x.htm", "<!DOCTYPE html>\n"),
        ("x.txt", "Second\nAnn · "),
        ("x.json", '{"id": '),
        ("x.EPUB", "PK"),
    ],
)
def test_the_ending_of_the_file_tells_the_format(
    run: Run, archive: Path, tmp_path: Path, name: str, begins: str
) -> None:
    assert run("export", "金融/2.md", "--archive", archive, "--to", tmp_path / name).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins.encode())


def test_the_option_for_the_format_beats_the_ending(run: Run, archive: Path, tmp_path: Path) -> None:
    run("export", "金融/2.md", "--archive", archive, "--to", tmp_path / "x.md", "--format", "txt")
    assert (tmp_path / "x.md").read_text("utf-8").startswith("Second\nAnn")


def test_an_ending_that_tells_nothing_asks_for_a_format(run: Run, archive: Path, tmp_path: Path) -> None:
    done = run("export", "金融/2.md", "--archive", archive, "--to", tmp_path / "x.docx")
    assert done.code == 2
    assert "--format" in done.err
    assert not (tmp_path / "x.docx").exists()


def test_text_is_what_show_prints_at_the_width(run: Run, archive: Path, tmp_path: Path) -> None:
    for width in ("30", "80"):
        run(
            "export",
            "金融/快讯/1.md",
            "--archive",
            archive,
            "--to",
            tmp_path / "x.txt",
            "--width",
            width,
            "--overwrite",
        )
        shown = run("show", "金融/快讯/1.md", "--archive", archive, "--width", width).out
        assert (tmp_path / "x.txt").read_text("utf-8") == shown
    run("export", "金融/快讯/1.md", "--archive", archive, "--to", tmp_path / "y.txt", "--width", "0")
    assert "海上有雾。" * 30 in (tmp_path / "y.txt").read_text("utf-8").splitlines()[-1]


def test_a_page_holds_the_pictures_of_the_archive(run: Run, archive: Path, tmp_path: Path) -> None:
    body = "<img src='/图/门.png' alt=门><img src='https://far.example/a.png' alt=远><img src=big.png alt=大>"
    write(archive, "source/_posts/图.md", "title: 图\nlink: https://a.example/2021/", body)
    for path, data in (("source/图/门.png", PNG), ("source/_posts/big.png", PNG + b"\0" * 2_000_000)):
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_bytes(data)
    run("export", "title:图", "--archive", archive, "--to", tmp_path / "x.html")
    page = (tmp_path / "x.html").read_text("utf-8")
    assert page.count("<img") == 1
    assert 'src="data:image/png;base64,' in page
    assert '<a href="https://far.example/a.png">远</a>' in page
    assert '<a href="https://a.example/2021/big.png">大</a>' in page
    run("export", "title:图", "--archive", archive, "--to", tmp_path / "x.epub")
    with zipfile.ZipFile(tmp_path / "x.epub") as book:
        assert sum(name.startswith("EPUB/images/") for name in book.namelist()) == 2


def test_a_picture_outside_of_the_archive_is_never_taken(run: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    (archive / "link.png").symlink_to(tmp_path / "secret.png")
    body = f"<p>a</p><img src='../secret.png' alt=a><img src='{tmp_path}/secret.png' alt=b><img src=link.png alt=c>"
    write(archive, "图.md", "title: 图", body)
    run("export", "图.md", "--archive", archive, "--to", tmp_path / "x.html")
    assert "<img" not in (tmp_path / "x.html").read_text("utf-8")


# Several posts


def test_several_posts_are_a_file_each(run: Run, archive: Path, tmp_path: Path) -> None:
    done = run("export", "cat:金融", "灯塔", "--archive", archive, "--to", tmp_path / "out")
    assert (done.code, done.err) == (0, f"newsreader: 3 posts to {tmp_path / 'out'}\n")
    assert names(tmp_path / "out") == [
        "2020-01-01 灯塔来信.md",
        "2021-07-01 Second.md",
        "2021-07-02 雾港渡轮停航三天.md",
    ]


def test_a_post_that_is_named_twice_is_written_once(run: Run, archive: Path, tmp_path: Path) -> None:
    done = run(
        "export", "金融/2.md", "Second", post_id("金融/2.md"), "--archive", archive, "--to", tmp_path / "out"
    )
    assert done.err.startswith("newsreader: 1 post to ")


def test_posts_of_one_name_get_numbers(run: Run, archive: Path, tmp_path: Path) -> None:
    for number in range(3):
        write(archive, f"双/{number}.md", f"title: 同{'Aa'[number % 2]}\ndate: 2021-01-01 12:00:00")
    run("export", "同", "--archive", archive, "--to", tmp_path / "out", "--format", "txt")
    assert len(names(tmp_path / "out")) == 3
    assert {name.casefold() for name in names(tmp_path / "out")} == {
        "2021-01-01 同a.txt", "2021-01-01 同a (2).txt", "2021-01-01 同a (3).txt",
    }  # fmt: skip


def test_one_json_file_holds_several_posts(run: Run, archive: Path, tmp_path: Path) -> None:
    listed = run("list", "--archive", archive, "--json").objects
    for name in ("x.json", "x.jsonl"):
        assert run("export", "", "--archive", archive, "--to", tmp_path / name, "--width", "40").code == 0
    together = json.loads((tmp_path / "x.json").read_text("utf-8"))
    lines = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    assert together == lines
    assert [each["id"] for each in lines] == [each["id"] for each in listed]
    (shown,) = run(
        "show", post_id("金融/2.md"), "--archive", archive, "--format", "json", "--width", "40"
    ).objects
    assert shown in lines


def test_one_book_holds_several_posts(run: Run, archive: Path, tmp_path: Path) -> None:
    for name in ("x.epub", "y.epub"):
        assert run("export", "cat:金融", "--archive", archive, "--to", tmp_path / name).code == 0
    assert (tmp_path / "x.epub").read_bytes() == (tmp_path / "y.epub").read_bytes()
    with zipfile.ZipFile(tmp_path / "x.epub") as book:
        nav = book.read("EPUB/nav.xhtml").decode()
    assert (
        nav.index("<span>金融</span>")
        < nav.index("Second")
        < nav.index("<span>快讯</span>")
        < nav.index("停航")
    )


def test_several_posts_do_not_fit_into_one_markdown_file(run: Run, archive: Path, tmp_path: Path) -> None:
    done = run("export", "cat:金融", "--archive", archive, "--to", tmp_path / "x.md")
    assert done.code == 2
    assert "folder" in done.err
    assert not (tmp_path / "x.md").exists()


def test_bookmarked_posts_are_found(run: Run, archive: Path, tmp_path: Path) -> None:
    listed = run("list", "--archive", archive, "--json").objects[0]
    mark = Bookmark(listed["id"], str(archive), listed["path"], listed["title"])
    Bookmarks(paths.bookmarks_file()).put([mark])
    done = run("export", "is:bookmarked", "--archive", archive, "--to", "-", "--format", "json")
    assert [each["id"] for each in done.objects] == [listed["id"]]


# Printing


def test_a_dash_prints(run: Run, archive: Path, tmp_path: Path) -> None:
    for form, begins in (("md", "# Second"), ("txt", "Second\n"), ("html", "<!DOCTYPE"), ("json", '{"id"')):
        done = run("export", "金融/2.md", "--archive", archive, "--to", "-", "--format", form)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(begins)
    assert run("export", "cat:金融", "--archive", archive, "--to", "-").out.count("# ") >= 2
    assert run("export", "金融/2.md", "--archive", archive, "--to", "-", "--format", "epub").code == 2


# What goes wrong


def test_nothing_is_written_into_an_archive(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(archive)
    (archive.parent / "link").symlink_to(archive)
    for target in (archive, archive / "out", archive / "x.md", archive.parent / "link" / "x.md"):
        done = run(
            "export", "金融/2.md", "--archive", archive, "--to", target, "--format", "md", "--overwrite"
        )
        assert done.code == 6
        assert "never written to" in done.err
    monkeypatch.chdir(archive / "金融")
    assert run("export", "2.md", "--archive", archive, "--to", "x.md").code == 6
    recent.save(paths.recent_file(), archive)
    assert run("export", str(archive / "金融" / "2.md"), "--to", "x.md").code == 6
    assert tree(archive) == before


def test_a_file_that_exists_is_kept_unless_asked(run: Run, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.md"
    target.write_text("mine")
    done = run("export", "金融/2.md", "--archive", archive, "--to", target)
    assert (done.code, target.read_text()) == (6, "mine")
    assert "--overwrite" in done.err
    assert run("export", "金融/2.md", "--archive", archive, "--to", target, "--overwrite").code == 0
    assert target.read_text("utf-8").startswith("# Second")


def test_one_file_that_exists_stops_all_others(run: Run, archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "2021-07-01 Second.md").write_text("mine")
    assert run("export", "cat:金融", "--archive", archive, "--to", folder).code == 6
    assert names(folder) == ["2021-07-01 Second.md"]


def test_a_file_outside_of_any_archive_can_be_exported_beside_itself(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "else where", "x.md", "title: 外来的")
    folder = tmp_path / "else where"
    assert run("export", folder / "x.md", "--to", folder / "x.html").code == 0
    assert names(folder) == ["x.html", "x.md"]
    assert run("export", folder / "x.md", "--to", folder / "x.md", "--overwrite").code == 6


def test_a_query_without_a_post_says_so(run: Run, archive: Path, tmp_path: Path) -> None:
    done = run("export", "date:soon 没有", "--archive", archive, "--to", tmp_path / "out")
    assert done.code == 4
    assert "date:soon is no date" in done.err
    assert "no post date:soon 没有" in done.err
    assert not (tmp_path / "out").exists()


def test_a_post_that_can_not_be_read_does_not_stop_the_others(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    run("sync", archive)
    (archive / "金融" / "2.md").unlink()
    done = run("export", "cat:金融", "--archive", archive, "--to", tmp_path / "out")
    assert done.code == 5
    assert "1 post to" in done.err
    assert "金融/2.md" in done.err
    assert names(tmp_path / "out") == ["2021-07-02 雾港渡轮停航三天.md"]
    assert run("export", "cat:金融", "--archive", archive, "--to", tmp_path / "x.epub").code == 5
    with zipfile.ZipFile(tmp_path / "x.epub") as book:
        assert "can't be read" in book.read("EPUB/chapter-00001.xhtml").decode()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_can_not_be_written_is_an_error_for_people(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "ro").mkdir(mode=0o500)
    done = run("export", "金融/2.md", "--archive", archive, "--to", tmp_path / "ro" / "x.md")
    assert done.code == 6
    assert "can't be written" in done.err


@pytest.mark.parametrize("form", ["md", "json", "epub"])
def test_a_file_in_the_way_of_the_folder_is_an_error_for_people(
    run: Run, archive: Path, tmp_path: Path, form: str
) -> None:
    (tmp_path / "way").write_text("")
    done = run("export", "金融/2.md", "--archive", archive, "--to", tmp_path / "way" / f"x.{form}")
    assert done.code == 6
    assert "can't be written" in done.err


def test_a_book_that_fails_leaves_nothing(
    run: Run, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.document.epub import Book

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Book, "add", full)
    done = run("export", "金融/2.md", "--archive", archive, "--to", tmp_path / "out" / "x.epub")
    assert done.code == 6
    assert "No space left" in done.err
    assert names(tmp_path / "out") == []


def test_a_post_whose_name_is_not_utf8_is_exported(run: Run, archive: Path, tmp_path: Path) -> None:
    assert run("export", f"{NOT_UTF8}.md", "--archive", archive, "--to", tmp_path / "out/").code == 0
    assert names(tmp_path / "out") == ["2019-01-01 名字不是 UTF-8.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_new_files_have_the_rights_of_new_files(run: Run, archive: Path, tmp_path: Path) -> None:
    run("export", "金融/2.md", "--archive", archive, "--to", tmp_path / "x.md")
    (tmp_path / "y.md").write_text("")
    assert (tmp_path / "x.md").stat().st_mode == (tmp_path / "y.md").stat().st_mode


def test_export_imports_no_screen() -> None:
    code = (
        "import sys; from reader.cli import run; from reader import paths\n"
        "run(['export', 'Ferry cat', '--archive', str(paths.demo_archive()), '--to', '-'])\n"
        "print([name for name in ('textual', 'rich.console') if name in sys.modules], file=sys.stderr)"
    )
    import subprocess

    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_export_prints_in_any_locale(archive: Path) -> None:
    done = apart(
        "export",
        "金融/2.md",
        "--archive",
        str(archive),
        "--to",
        "-",
        environment={"PYTHONIOENCODING": "ascii"},
    )
    assert done.code == 0
    assert done.out.startswith("# Second")


# Names of files


def test_a_name_begins_with_the_date() -> None:
    post = Post(post_id("x"), "x", "雾：港", Moment(1_625_212_800))
    assert file_name(post, ".md") == "2021-07-02 雾：港.md"
    assert file_name(post._replace(date=None), ".md") == "雾：港.md"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f”g＜h＞i｜j.md"),
        (" .隐藏. ", "隐藏.md"),
        ("CON", "_CON.md"),
        ("nul.tar", "_nul.tar.md"),
        ("com1", "_com1.md"),
        ("console", "console.md"),
        ("e\u0301", "é.md"),
        ("", "untitled.md"),
        ("...", "untitled.md"),
        ("a\nb\tc\x00d", "a b cd.md"),
        ("海" * 100, "海" * 65 + ".md"),
        ("👨‍👩‍👧" * 20, "👨‍👩‍👧" * 10 + ".md"),
    ],
)
def test_a_title_becomes_a_portable_name(title: str, expected: str) -> None:
    assert portable(title, ".md") == expected


@given(st.text(max_size=300))
def test_every_name_is_portable(title: str) -> None:
    name = portable(title, ".html")
    assert len(name.encode()) <= LONGEST + 1
    assert name == unicodedata.normalize("NFC", name)
    assert not set(name) & set('/\\:*?"<>|')
    assert all(char.isprintable() or char in "\u3000\u200d\u200c" or ord(char) > 127 for char in name)
    assert name[0] not in " ."
    assert name.endswith(".html")
    assert name.partition(".")[0].strip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(st.lists(st.sampled_from(["a.md", "A.md", "a (2).md", "b.md", "海" * 65 + ".md"]), max_size=20))
def test_no_name_is_given_twice(wanted: list[str]) -> None:
    folder = Names()
    given_names = [folder.unique(name, ".md") for name in wanted]
    assert len({name.casefold() for name in given_names}) == len(wanted)
    assert all(len(name.encode()) <= LONGEST and name.endswith(".md") for name in given_names)
