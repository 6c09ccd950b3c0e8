"""Files with a value a line: changed, undone, shared with other programs and editors, on disks that fail."""

from __future__ import annotations

import errno
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.faulty import failing
from reader import files
from reader.state import lines as module
from reader.state.lines import Lines, Swap
from reader.state.objects import amended, fields, line_of
from tests.state.test_bookmarks import ODD_LINES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Item(NamedTuple):
    key: str
    words: str


def parse(line: str) -> Item | None:
    try:
        data = fields(line)
    except ValueError:
        return None
    return Item(str(data["key"]), str(data.get("words", ""))) if "key" in data else None


def open_lines(file: Path) -> Lines[Item]:
    return Lines(file, parse, "items", lambda item: item.key)


def saying(key: str, words: str) -> tuple[str, Callable[[str | None], str]]:
    """An update that adds an item or changes its words."""

    def make(line: str | None) -> str:
        return line_of({"key": key, "words": words}) if line is None else amended(line, {"words": words})

    return key, make


def without(key: str) -> tuple[str, Callable[[str | None], None]]:
    """An update that takes an item out."""
    return key, lambda _: None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    return folder / "items.jsonl"


def left_in(folder: Path) -> list[str]:
    """What a write has left besides the files that belong there."""
    return sorted(set(os.listdir(folder)) - {"items.jsonl", ".items.jsonl.lock"})


# -- the text of the file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'{"key": "n", "words": "x"}\n'),
        (b"\n", b'\n{"key": "n", "words": "x"}\n'),
        (b"# mine", b'# mine\n{"key": "n", "words": "x"}'),
        (b'{"key":"a"}\r\n', b'{"key":"a"}\r\n{"key": "n", "words": "x"}\r\n'),
        (b'\xef\xbb\xbf{"key":"n"}\n', b'\xef\xbb\xbf{"key":"n", "words": "x"}\n'),
        (b'\xef\xbb\xbf{"key":"n"}\r\n', b'\xef\xbb\xbf{"key":"n", "words": "x"}\r\n'),
        (b'{"key": "n"}\n{"key": "n"}', b'{"key": "n", "words": "x"}\n{"key": "n", "words": "x"}'),
    ],
)  # fmt: skip
def test_endings_and_marks_stay_as_they_are(file: Path, before: bytes, after: bytes) -> None:
    file.write_bytes(before)
    lines = open_lines(file)
    swaps = lines.update(*saying("n", "x"))
    assert file.read_bytes() == after
    lines.swap(swaps, back=True)
    assert file.read_bytes() == before
    lines.swap(swaps)
    assert file.read_bytes() == after


def test_a_byte_order_mark_stays_when_the_first_line_goes(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbf{"key": "a"}\n')
    lines = open_lines(file)
    swaps = lines.update(*without("a"))
    assert file.read_bytes() == b"\xef\xbb\xbf"
    lines.swap(swaps, back=True)
    assert file.read_bytes() == b'\xef\xbb\xbf{"key": "a"}\n'


def test_lines_without_a_value_are_told_by_number_however_long(file: Path) -> None:
    long = b'{"key": "' + b"x" * 10_000_000
    file.write_bytes(
        b"\n".join([b'{"key": "a"}', long, b"", b'{"key": "\0"}', long + b'"}', b"<<<<<<< HEAD"])
    )
    lines = open_lines(file)
    assert [(number, len(line)) for number, line in lines.unread()] == [(2, len(long)), (4, 12), (6, 12)]
    assert [len(item.key) for item in lines.values()] == [1, 10_000_000]
    before = file.read_bytes()
    lines.update(*without("a"))
    assert file.read_bytes() == before.partition(b"\n")[2]


def test_what_stood_there_before_is_not_parsed_again(file: Path) -> None:
    parsed = []

    def noting(line: str) -> Item | None:
        parsed.append(line)
        return parse(line)

    file.write_text("".join(line_of({"key": str(n)}) + "\n" for n in range(100)))
    lines = Lines(file, noting, "items", lambda item: item.key)
    assert len(lines.values()) == 100
    parsed.clear()
    with file.open("a") as outside:
        outside.write('{"key": "new"}\n')
    assert len(lines.values()) == 101
    assert parsed == ['{"key": "new"}']
    lines.update(*saying("7", "x"))
    lines.values()
    assert len(set(parsed)) == len(parsed) == 2


# -- who sees what --------------------------------------------------------------------------------------------


def test_a_version_tells_of_changes_and_of_nothing_else(file: Path) -> None:
    lines, other = open_lines(file), open_lines(file)
    versions = [lines.version(), lines.version()]
    lines.update(*saying("a", "x"))
    versions += [lines.version(), lines.version()]
    other.update(*saying("a", "y"))
    versions += [lines.version(), lines.version()]
    lines.update(*saying("a", "y"))
    file.write_bytes(file.read_bytes())
    versions += [lines.version()]
    first, own, outside = versions[0], versions[2], versions[4]
    assert versions == [first, first, own, own, outside, outside, outside]
    assert len({first, own, outside}) == 3


def test_a_change_of_the_same_size_and_time_is_seen(file: Path) -> None:
    file.write_text('{"key": "a"}\n')
    before = file.stat()
    lines = open_lines(file)
    assert lines.values() == [Item("a", "")]
    with file.open("r+") as editor:  # in place: the same inode, too
        editor.write('{"key": "b"}\n')
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert lines.values() == [Item("b", "")]


def test_while_times_can_not_tell_the_content_does(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = files.Stamp(0, 0, 13, 1, 1)
    monkeypatch.setattr(files, "stamp", lambda _: frozen)
    monkeypatch.setattr(files, "read", lambda path: (path.read_bytes(), frozen))
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000)
    lines = open_lines(file)
    for key in "ab":
        file.write_text(line_of({"key": key}) + "\n")
        assert lines.values() == [Item(key, "")]


def test_a_clock_going_backwards_hides_nothing(file: Path) -> None:
    lines, other = open_lines(file), open_lines(file)
    lines.update(*saying("a", "1"))
    for year in (2030, 1999):
        other.update(*saying("a", str(year)))
        os.utime(file, (year * 1e6, year * 1e6))
        assert lines.values() == [Item("a", str(year))]


def test_a_file_that_goes_right_after_a_write_is_gone(file: Path) -> None:
    lines = open_lines(file)
    lines.update(*saying("a", ""))
    file.unlink()
    assert lines.values() == []


def test_where_nothing_is_to_be_done_nothing_is_made(tmp_path: Path) -> None:
    lines = open_lines(tmp_path / "none" / "items.jsonl")
    assert lines.update_all([]) == lines.swap([]) == []
    assert lines.retry()
    assert os.listdir(tmp_path) == []


def test_a_linked_file_is_replaced_where_it_is(file: Path, tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    target = tmp_path / "dotfiles" / "mine"
    file.symlink_to(target)
    lines = open_lines(file)
    lines.update(*saying("a", ""))
    assert file.is_symlink()
    assert target.read_text() == '{"key": "a", "words": ""}\n'
    assert os.listdir(target.parent) == ["mine"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_what_is_no_file_is_told_and_left_alone(file: Path) -> None:
    os.mkfifo(file)
    lines = open_lines(file)
    assert lines.values() == []
    assert "Not a regular file" in lines.trouble
    lines.update(*saying("a", ""))
    assert lines.values() == [Item("a", "")]
    assert file.is_fifo()


# -- taking back ----------------------------------------------------------------------------------------------


def test_taking_back_keeps_what_another_has_changed_meanwhile(file: Path) -> None:
    file.write_text('{"key": "a", "words": "old", "x": 1}\n{"key": "b"}\n')
    lines = open_lines(file)
    swaps = lines.update_all([saying("a", "new"), without("b")])
    file.write_text('{"x": 2, "words": "new", "key": "a", "y": [1.0]}\n# theirs\n{"key": "c"}\n')
    made = lines.swap(swaps, back=True)
    assert file.read_text() == (
        '{"x": 2, "words": "old", "key": "a", "y": [1.0]}\n{"key": "b"}\n# theirs\n{"key": "c"}\n'
    )
    lines.swap(made, back=True)
    assert file.read_text() == '{"x": 2, "words": "new", "key": "a", "y": [1.0]}\n# theirs\n{"key": "c"}\n'


def test_a_line_that_has_gone_is_put_back_and_one_that_is_to_go_goes(file: Path) -> None:
    lines = open_lines(file)
    added = lines.update(*saying("a", "x"))
    changed = lines.update(*saying("a", "y"))
    file.write_text("")
    lines.swap(changed, back=True)
    assert lines.values() == [Item("a", "x")]
    file.write_text('{"key": "a", "words": "theirs"}\n')
    lines.swap(added, back=True)
    assert file.read_text() == ""
    assert lines.swap(added, back=True) == []


def test_what_somebody_else_has_added_meanwhile_is_not_added_twice(file: Path) -> None:
    lines = open_lines(file)
    swaps = lines.update(*saying("a", "x"))
    lines.swap(swaps, back=True)
    file.write_text('{"key": "a", "mine": 1}\n')
    lines.swap(swaps)
    assert file.read_text() == '{"key": "a", "mine": 1, "words": "x"}\n'


def test_a_swap_is_what_a_journal_keeps_of_it(file: Path) -> None:
    lines = open_lines(file)
    swaps = lines.update_all([saying("a", "x"), saying("b", "y")]) + lines.update(*without("a"))
    kept = [Swap(*fields) for fields in json.loads(json.dumps(swaps))]
    assert kept == swaps == [
        Swap(None, '{"key": "a", "words": "x"}'),
        Swap(None, '{"key": "b", "words": "y"}'),
        Swap('{"key": "a", "words": "x"}', None, 0),
    ]  # fmt: skip


def test_many_changes_at_once_are_taken_back_in_one_write(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "".join(line_of({"key": str(n), "words": "x"}) + "\n# \n" for n in range(300))
    file.write_text(text)
    lines = open_lines(file)
    writes = []
    replace = files.replace

    def counted(path: Path, text: bytes, *, locked: bool) -> None:
        writes.append(path)
        replace(path, text, locked=locked)

    monkeypatch.setattr(files, "replace", counted)
    swaps = lines.update_all(without(str(n)) if n % 2 else saying(str(n), "y") for n in range(300))
    assert len(lines.values()) == 150
    lines.swap(swaps, back=True)
    assert file.read_text() == text
    assert len(writes) == 2


keys = st.sampled_from("abc")
# Without byte order marks in the middle: when the line before one goes, it is the mark of the file.
pieces = st.one_of(
    st.sampled_from([line for line in ODD_LINES if not line.startswith(b"\xef\xbb\xbf")]),
    st.binary(max_size=8).map(lambda data: data.replace(b"\n", b"")),
    st.tuples(keys, st.sampled_from([b"", b"\r", b" "])).map(
        lambda made: b'{"x": 1.50, "key":"%s"}%s' % (made[0].encode(), made[1])
    ),
)
texts = st.lists(pieces, max_size=6).map(b"\n".join)
actions = st.lists(st.tuples(keys, st.sampled_from(["x", "y", None])), min_size=1, max_size=3)


def run(lines: Lines[Item], action: list[tuple[str, str | None]]) -> list[Swap]:
    return lines.update_all(without(key) if words is None else saying(key, words) for key, words in action)


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.usefixtures("quick_disk")
@given(text=texts, steps=st.lists(actions, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_taking_everything_back_gives_the_very_file_and_again_the_other(
    text: bytes, steps: list[list[tuple[str, str | None]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("undo") / "items.jsonl"
    file.write_bytes(text)
    done, contents = [], [text]
    for step in steps:
        done.append(run(open_lines(file), step))
        contents.append(file.read_bytes())
        unknown = [
            line
            for line in text.removeprefix(b"\xef\xbb\xbf").split(b"\n")
            if parse(line.decode("utf-8", "surrogateescape")) is None
        ]
        rest = iter(contents[-1].removeprefix(b"\xef\xbb\xbf").split(b"\n"))
        assert all(line in rest for line in unknown if line), "in their order, to the byte"
    if b"" in contents[1:]:  # a sole line without a newline: nothing is left that says that it had none
        contents = [content.removesuffix(b"\n") for content in contents]
    for swaps, before in zip(reversed(done), reversed(contents[:-1]), strict=True):
        open_lines(file).swap(swaps, back=True)
        assert file.read_bytes() in {before, before + b"\n" * (b"" in contents)}
    for swaps, after in zip(done, contents[1:], strict=True):
        open_lines(file).swap(swaps)
        assert file.read_bytes() in {after, after + b"\n" * (b"" in contents)}


@pytest.mark.usefixtures("quick_disk")
@given(text=texts, data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_others_write_between_nothing_unknown_is_lost_and_changes_count(
    text: bytes, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("foreign") / "items.jsonl"
    file.write_bytes(text)
    lines = open_lines(file)
    done: list[list[Swap]] = []
    for _ in range(data.draw(st.integers(1, 6))):
        if data.draw(st.booleans()):
            file.write_bytes(data.draw(texts))
        unknown = [line for line, item in lines.read() if item is None and line]
        again, back = data.draw(st.booleans()), data.draw(st.booleans())
        if done and again:
            swaps = data.draw(st.sampled_from(done))
            lines.swap(swaps, back=back)
            for before, after in [(b, a) for a, b, _ in swaps] if back else [(b, a) for b, a, _ in swaps]:
                wanted = parse(after) if after is not None else None
                if wanted is not None and before is not None and before != after:
                    assert wanted in lines.values()
                elif wanted is None:
                    gone = parse(before or "")
                    assert gone is None or any(
                        gone.key == getattr(parse(line or ""), "key", None)
                        for swap in swaps
                        for line in swap[:2]
                    )
        else:
            action = data.draw(actions)
            done += [run(lines, action)]
            assert all(
                {item.words for item in lines.values() if item.key == key}
                == ({words} if words is not None else set())
                for key, words in dict(action).items()
            )
        rest = iter([line for line, _ in open_lines(file).read()])
        assert all(line in rest for line in unknown)
        assert lines.read() == open_lines(file).read()


# -- disks that fail ------------------------------------------------------------------------------------------


def faults() -> Iterator[tuple[int, int, bool]]:
    """Number of the call, error, whether all calls from then on fail."""
    for number in range(1, 41):
        yield number, errno.ENOSPC, False
        yield number, errno.EIO, False
        yield number, errno.EIO, True
        yield number, errno.EROFS if number % 2 else errno.EACCES, True


@pytest.mark.usefixtures("quick_disk")
def test_whatever_call_fails_old_or_new_is_there_and_the_change_is_saved_later(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    old = b'# mine\n{"key": "a", "words": "old"}\n{"key": "b"}\n'
    new = b'# mine\n{"key": "a", "words": "new"}\n{"key": "c", "words": ""}\n'
    action = [saying("a", "new"), without("b"), saying("c", "")]
    failed = waited = 0
    for number, code, forever in faults():
        file.write_bytes(old)
        lines = open_lines(file)
        if number % 2:
            lines.values()
        with failing(number, code, for_good=forever) as disk:
            swaps = lines.update_all(action)
            values = lines.values()
            unsaved = lines.unsaved
        failed += disk.failed
        waited += bool(unsaved)
        assert file.read_bytes() in {old, new}, (number, code)
        assert unsaved or file.read_bytes() == new, (number, code)
        assert {"a", "c"} <= {item.key for item in values}, "as if it were saved"
        assert lines.retry(), (number, code, lines.unsaved)
        assert lines.unsaved == lines.trouble == ""
        assert file.read_bytes() == new, (number, code)
        assert left_in(file.parent) in ([], [".items.jsonl.new"]) if forever else left_in(file.parent) == []
        lines.swap(swaps)
        lines.update(*saying("later", ""))
        assert left_in(file.parent) == []
    assert failed > waited > 50
    assert disk.calls < 40, "every call has failed once"


def test_what_waits_is_shown_with_what_others_write_and_is_undone_like_all_else(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, other = open_lines(file), open_lines(file)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", full)
        added = lines.update(*saying("a", "x"))
        changed = lines.update(*saying("a", "y"))
        lines.update(*saying("b", ""))
        assert lines.unsaved == f"the items could not be saved: No space left on device. The file is {file}."
        lines.swap(changed, back=True)
    assert not file.exists()
    other.update_all([saying("c", ""), saying("b", "theirs")])
    assert lines.values() == [Item("c", ""), Item("b", ""), Item("a", "x")]
    assert lines.update(*saying("d", "")), "which writes what waits, too"
    assert lines.unsaved == ""
    assert other.values() == lines.values() == [Item("c", ""), Item("b", ""), Item("a", "x"), Item("d", "")]
    lines.swap(added, back=True)
    assert other.values() == [Item("c", ""), Item("b", ""), Item("d", "")]


def test_a_lock_that_another_holds_makes_a_change_wait(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    lines = open_lines(file)
    with files.lock(file.with_name(".items.jsonl.lock")):
        lines.update(*saying("a", ""))
        assert "another program is writing to it" in lines.unsaved
        assert not lines.retry()
        assert not file.exists()
    assert lines.retry()
    assert open_lines(file).values() == [Item("a", "")]


def test_what_was_read_stays_while_the_file_can_not_be_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = open_lines(file)
    lines.update(*saying("a", ""))

    def broken(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(files, "stamp", broken)
        assert lines.trouble == f"the items can't be read: Input/output error. The file is {file}."
        assert lines.values() == [Item("a", "")]
        lines.update(*saying("b", ""))
        assert lines.unsaved == lines.trouble
    assert lines.trouble == ""
    assert lines.values() == [Item("a", ""), Item("b", "")]
    assert lines.retry()
    assert open_lines(file).values() == [Item("a", ""), Item("b", "")]


def test_what_a_kill_has_left_is_gone_after_the_next_write(file: Path) -> None:
    (file.parent / ".items.jsonl.new").write_text('{"key": "half')
    (file.parent / ".items.jsonl.new").chmod(0o400)
    lines = open_lines(file)
    lines.update(*saying("a", ""))
    assert left_in(file.parent) == []
    assert lines.values() == [Item("a", "")]


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_whatever_comes_or_goes_the_file_is_its_lines(tmp_path: Path, bom: str, end: str) -> None:
    path = tmp_path / "file"
    path.write_text(bom + '{"id": "a"}\nodd\n{"id": "b"}' + end, "utf-8")
    lines = Lines(path, lambda line: line if line.startswith("{") else None, "lines", lambda line: line[:10])
    for name, becomes in (("c", '{"id": "c"}'), ("a", '{"id": "a" }'), ("b", None), ("c", None), ("d", '{"id": "d"}'), ("a", None), ("d", None)):  # fmt: skip
        lines.update(f'{{"id": "{name}"'[:10], lambda _, new=becomes: new)  # type: ignore[misc]
        shown = "\n".join(line for line, _ in lines.read())
        assert path.read_bytes() == (bom + shown).encode()
    assert lines.values() == []
