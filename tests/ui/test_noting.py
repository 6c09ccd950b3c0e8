"""Notes on posts: the small editor, the user's own one, and that nothing that was typed is ever lost."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.app import App

from reader import paths
from reader.session import Session
from reader.ui.editor import edit
from reader.ui.screens.note_editor import NoteEditor
from tests.ui.conftest import Reading, Start


def notes() -> list[str]:
    """The notes in the file."""
    lines = paths.bookmarks_file().read_text("utf-8").splitlines() if paths.bookmarks_file().exists() else []
    return [json.loads(line).get("note", "") for line in lines]


def text(reading: Reading) -> str:
    """What is being written."""
    editor = reading.app.screen
    assert isinstance(editor, NoteEditor)
    return editor.area.text


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that does what a test writes into it (``$1`` is the file), in a terminal that can be given away."""
    script = tmp_path / "my editor"
    monkeypatch.setenv("VISUAL", f"'{script}'")
    monkeypatch.setattr(App, "suspend", lambda _: contextlib.nullcontext())
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    does(script, "true")
    return script


def does(script: Path, what: str) -> None:
    script.write_text(f"#!/bin/sh\n{what}\n")
    script.chmod(0o755)


# -- the small editor --------------------------------------------------------------------------------------------


async def test_a_note_is_kept_by_esc_and_bookmarks_the_post(start: Start) -> None:
    async with start() as reading:
        await reading.press("a")
        assert "Note · 码头银行上调存款利率" in reading.shown
        reading.app.post_message(events.Key("？", "？"))  # as an input method sends it
        await reading.press(*"为什么", "enter", *"why q s", "escape")
        assert notes() == ["？为什么\nwhy q s"]
        assert (reading.focus, reading.app.screen) == ("list", reading.screen)
        assert reading.toasts[0].startswith("Note kept: 码头银行")
        assert "★" in reading.shown
        assert "✎ ？为什么" in reading.article
        assert "  why q s" in reading.article


@pytest.mark.parametrize("key", ["ctrl+s", "f2"])
async def test_the_usual_keys_for_saving_keep_it_too(start: Start, key: str) -> None:
    async with start() as reading:
        await reading.press("3", "a", "x", key)
        assert (notes(), reading.focus) == (["x"], "article")


async def test_a_note_is_changed_from_its_end_and_removed_by_emptying_it(start: Start) -> None:
    async with start() as reading:
        await reading.press("a", *"one", "escape", "a", *" two", "escape")
        assert notes() == ["one two"]
        await reading.press("a", "f7", "backspace", "escape")
        assert notes() == [""]
        assert reading.toasts[-1].startswith("Note removed")
        assert "★" in reading.shown, "the bookmark stays"


async def test_a_note_that_stays_as_it_is_changes_nothing(start: Start) -> None:
    async with start() as reading:
        await reading.press("a", "x", "backspace", "escape")
        assert not paths.bookmarks_file().exists()
        assert not reading.toasts


async def test_the_note_is_put_back_as_it_was_and_that_is_undone(start: Start) -> None:
    async with start() as reading:
        await reading.press("a", *"one", "escape", "a", *" two", "ctrl+r")
        assert text(reading) == "one"
        await reading.press("ctrl+z")
        assert text(reading) == "one two"
        await reading.press("ctrl+r", "escape")
        assert notes() == ["one"]


async def test_what_is_typed_is_kept_when_the_program_is_left(start: Start) -> None:
    async with start() as reading:
        await reading.press("a", *"half a thou")
        reading.app.exit()
    assert notes() == ["half a thou"]


async def test_keys_typed_ahead_come_out_in_their_order(start: Start) -> None:
    async with start() as reading:
        await reading.press("a", *"ab")
        for key, character in (
            ("backspace", "\x7f"),
            ("c", "c"),
            ("left", None),
            ("d", "d"),
            ("escape", None),
        ):
            reading.app.post_message(events.Key(key, character))  # without a pause
        await reading.settle()
        assert notes() == ["adc"]


async def test_the_cursor_of_the_terminal_is_where_one_types(start: Start) -> None:
    async with start(size=(60, 20)) as reading:
        await reading.press("a", *"天a")
        screen = reading.app.screen
        assert isinstance(screen, NoteEditor)
        assert reading.app.cursor_position == screen.area.cursor_screen_offset
        assert reading.app.cursor_position.x == screen.area.content_region.x + 3


@pytest.mark.parametrize("size", [(160, 45), (60, 20), (40, 12)])
async def test_the_editor_fits_into_windows_of_any_size_and_names_its_keys(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as reading:
        await reading.press("a", *"一二三四五六七八九十" * 5)
        lines = reading.shown.splitlines()
        assert sum("一二三四五" in line for line in lines) >= 1
        assert any("Esc keep" in line for line in lines)
        assert all(len(line) <= size[0] for line in lines)
        assert text(reading) == "一二三四五六七八九十" * 5


# -- one's own editor --------------------------------------------------------------------------------------------


async def test_the_note_is_written_in_ones_own_editor(start: Start, editor: Path) -> None:
    does(editor, 'echo "一行" >> "$1"; sleep 0.6')
    async with start() as reading:
        await reading.press("e")
        assert notes() == ["一行"]
        assert "✎ 一行" in reading.article
        await reading.press("e")
        assert notes() == ["一行\n一行"]
    assert list((editor.parent / "tmp").iterdir()) == []


async def test_from_the_small_editor_one_goes_on_in_the_other_and_comes_back(
    start: Start, editor: Path
) -> None:
    does(editor, "printf 'and more\\r\\n\\r\\n' >> \"$1\"")
    async with start() as reading:
        await reading.press("a", *"typed", "ctrl+e")
        assert text(reading) == "typed\nand more"
        await reading.press(*"!", "escape")
        assert notes() == ["typed\nand more!"] or notes() == ["!typed\nand more"]


async def test_an_editor_that_fails_leaves_the_note_as_it_was(start: Start, editor: Path) -> None:
    does(editor, "exit 3")
    async with start() as reading:
        await reading.press("a", *"typed", "ctrl+e")
        assert "ended with code 3: the text is as it was." in reading.toasts[0]
        assert text(reading) == "typed"
        await reading.press("escape")
        assert notes() == ["typed"]


async def test_what_a_failing_editor_has_saved_is_left_where_it_is_told(start: Start, editor: Path) -> None:
    does(editor, 'echo half > "$1"; kill -9 $$')
    async with start() as reading:
        await reading.press("e")
        (told,) = reading.toasts
        assert "signal 9" in told
        assert notes() == []
    assert Path(told.rpartition(" ")[2]).read_text() == "half\n"  # noqa: ASYNC240 -- nothing waits for it


async def test_what_is_no_text_is_not_taken_over(start: Start, editor: Path) -> None:
    does(editor, "printf '\\377\\376' > \"$1\"")
    async with start() as reading:
        await reading.press("e")
        assert "can't be read" in reading.toasts[0]
        assert notes() == []


async def test_an_editor_that_does_not_wait_is_told(start: Start, editor: Path) -> None:
    async with start() as reading:
        await reading.press("e")
        assert "did not wait" in reading.toasts[0]
        assert str(editor) in reading.toasts[0]


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("no-such-editor -w", "There is no editor no-such-editor, which VISUAL names."),
        ("'unclosed", "VISUAL can't be understood"),
    ],
)
async def test_a_wrong_editor_is_told(
    start: Start, editor: Path, monkeypatch: pytest.MonkeyPatch, named: str, words: str
) -> None:
    del editor
    monkeypatch.setenv("VISUAL", named)
    async with start() as reading:
        await reading.press("a", *"typed", "ctrl+e")
        assert words in reading.toasts[0]
        assert text(reading) == "typed"


async def test_without_any_editor_it_says_what_to_do(
    start: Start, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del editor
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    async with start() as reading:
        await reading.press("e")
        assert reading.toasts == ["No editor was found; the variable EDITOR names one."]


async def test_a_terminal_that_can_not_be_given_away_is_told(start: Start, editor: Path) -> None:
    del editor
    async with start() as reading:
        with _real_suspend():
            await reading.press("e")
        assert reading.toasts == ["This terminal can't be given to an editor."]


@contextlib.contextmanager
def _real_suspend() -> Iterator[None]:
    """What Textual does without a real terminal: it refuses."""
    from textual.app import SuspendNotSupported

    class Refusing:
        def __enter__(self) -> None:
            raise SuspendNotSupported

        def __exit__(self, *_: object) -> None: ...

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(App, "suspend", lambda _: Refusing())
        yield


async def test_an_interrupt_is_the_editors_alone(start: Start, editor: Path) -> None:
    does(editor, f'echo kept > "$1"; kill -INT {os.getpid()}; sleep 0.1')
    async with start() as reading:
        assert edit(reading.app, "before").text == "kept"


# -- two windows -------------------------------------------------------------------------------------------------


async def test_a_note_that_was_only_looked_at_overwrites_none_of_another_window(start: Start) -> None:
    async with start() as reading:
        await reading.press("a", "x", "escape")
        await reading.press("a")
        elsewhere = Session(reading.screen.session.root)
        elsewhere.keeping.annotate(elsewhere.find("金融/潮汐财经/快讯/a.md"), "other")
        await reading.press("escape")
        assert notes() == ["other"]


async def test_two_notes_that_were_written_at_a_time_are_both_kept(start: Start) -> None:
    async with start() as reading:
        await reading.press("a")
        elsewhere = Session(reading.screen.session.root)
        elsewhere.keeping.annotate(elsewhere.find("金融/潮汐财经/快讯/a.md"), "other")
        await reading.press(*"mine", "escape")
        (note,) = notes()
        assert "mine" in note
        assert "other" in note
