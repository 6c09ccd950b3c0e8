"""The file of highlights: passages with what stands around them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.model import post_id
from reader.state.highlights import Highlight, Highlights, new_key

ARCHIVE, OTHER = Path("/news"), Path("/other")


def passage(
    key: str, quote: str = "渡轮恢复通航", *, post: str = "a.md", archive: Path = ARCHIVE
) -> Highlight:
    return Highlight(
        key, post_id(post), str(archive), post, "第一篇", "渡口日报", "", "", quote, "自本月起", "。", at=7
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "highlights.jsonl"


def test_a_highlight_is_one_line_that_says_what_it_is(file: Path) -> None:
    Highlights(file).put([passage("k1")])
    (line,) = file.read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "key": "k1", "id": post_id("a.md"), "archive": "/news", "path": "a.md", "title": "第一篇", "source": "渡口日报",
        "date": "", "added": "", "quote": "渡轮恢复通航", "before": "自本月起", "after": "。", "at": 7,
    }  # fmt: skip
    assert Highlights(file).all() == [passage("k1")]


def test_highlights_are_known_by_archive_and_post(file: Path) -> None:
    marks = Highlights(file)
    marks.put([passage("1"), passage("2", post="b.md"), passage("3", archive=OTHER), passage("4", "灯塔")])
    assert list(marks.of(ARCHIVE)) == ["1", "2", "4"]
    assert [mark.key for mark in marks.of_post(ARCHIVE, post_id("a.md"))] == ["1", "4"]
    assert marks.of_post(OTHER, post_id("b.md")) == []


def test_a_note_is_put_to_one_and_all_is_taken_back(file: Path) -> None:
    marks = Highlights(file)
    marks.put([passage("1"), passage("2")])
    before = file.read_text("utf-8")
    noted = marks.revise(["2", "none"], lambda mark: mark._replace(note="一\n二"))
    assert marks.of(ARCHIVE)["2"].note == "一\n二"
    removed = marks.remove(["1", "2"])
    assert marks.all() == []
    marks.lines.swap(removed, back=True)
    marks.lines.swap(noted, back=True)
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        '{"key": "k", "id": "x"}',
        '{"key": "", "id": "x", "quote": "q"}',
        '{"id": "x", "quote": "q"}',
        "[",
        "7",
    ],
)
def test_what_is_no_highlight_is_kept_and_told(file: Path, line: str) -> None:
    file.parent.mkdir()
    file.write_text(f"{line}\n", "utf-8")
    marks = Highlights(file)
    assert marks.all() == []
    assert marks.unread_lines() == [(1, line)]
    marks.put([passage("1")])
    assert file.read_text("utf-8").startswith(f"{line}\n")


def test_one_written_by_hand_needs_a_key_an_id_and_a_quote_only(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"key": 7, "id": "0011", "quote": "q", "at": "x", "note": null}\n', "utf-8")
    (mark,) = Highlights(file).all()
    assert (mark.key, mark.id, mark.quote, mark.at, mark.note) == ("7", "0011", "q", -1, "")


def test_keys_are_new_each_time() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(len(key) == 16 and int(key, 16) >= 0 for key in keys)
