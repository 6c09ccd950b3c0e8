"""The state as a whole against a simple model: two windows, a disk that fails at times, undo and redo, reopening."""

from __future__ import annotations

import copy
import os
import shutil
import sqlite3
import tempfile
import time
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reader import files, paths
from reader.model import PostId, id_of, post_id
from reader.state import connection as connections
from reader.state.bookmarks import Bookmark
from reader.state.connection import Connection
from reader.state.database import Database
from reader.state.highlights import Highlight
from reader.state.journal import Change
from reader.state.state import State
from reader.state.store import Spot

NEWS, OTHER = Path("/news"), Path("/other")
POSTS = [post_id(name) for name in "abcd"]


# -- one after the other ------------------------------------------------------------------------------------


def keep(state: State, name: str) -> Change:
    swaps = state.bookmarks.put([Bookmark(post_id(name), str(NEWS), name, name)])
    return state.do(Change("bookmark", name, 1, "bookmarks", tuple(swaps)))


def test_marks_and_bookmarks_are_undone_and_redone_in_one_order() -> None:
    state = State(NEWS)
    marked = state.mark([1, 2], title="two")
    kept = keep(state, "a")
    assert state.mark([1]) is None, "nothing to do, nothing to undo"
    assert marked is not None
    assert (marked.verb, marked.count, marked.title, marked.keys) == ("read", 2, "two", array("q", [1, 2]))
    assert [state.undo(), state.undo(), state.undo()] == [kept, marked, None]
    assert state.bookmarks.all() == []
    assert state.store.read_keys(str(NEWS)) == array("q")
    assert [State(NEWS).redo(), State(NEWS).redo(), State(NEWS).redo()] == [marked, kept, None]
    assert [mark.path for mark in state.bookmarks.all()] == ["a"]
    assert state.store.read_keys(str(NEWS)) == array("q", [1, 2])


def test_unreading_is_undone_too() -> None:
    state = State(NEWS)
    state.mark([1, 2, 3])
    state.mark([2, 3, 4], read=False)
    assert state.store.read_keys(str(NEWS)) == array("q", [1])
    state.undo()
    assert state.store.read_keys(str(NEWS)) == array("q", [1, 2, 3])
    state.redo()
    assert state.store.read_keys(str(NEWS)) == array("q", [1])


def test_undo_in_one_archive_leaves_the_other_alone() -> None:
    here, there = State(NEWS), State(OTHER)
    here.mark([1])
    there.mark([2])
    assert here.undo() is not None
    assert here.undo() is None
    assert there.store.read_keys(str(OTHER)) == array("q", [2])


def test_a_poll_tells_what_was_changed_by_whom_ever_and_only_once() -> None:
    here, there = State(NEWS), State(NEWS)
    assert here.poll() == frozenset()
    there.mark([1])
    assert here.poll() == {"store"}
    assert here.poll() == frozenset()
    keep(here, "a")
    assert here.poll() == {"bookmarks", "store"}
    there.searches.save(NEWS, "猫")
    assert here.poll() == {"searches"}
    there.undo()
    assert here.poll() == {"bookmarks", "store"}
    paths.highlights_file().write_text('{"not": "a highlight"}\n')
    assert here.poll() == {"highlights"}
    assert here.poll() == frozenset()


def test_troubles_name_file_and_line() -> None:
    state = State(NEWS)
    keep(state, "a")
    with paths.bookmarks_file().open("a") as lines:
        lines.write("<<<<<<< HEAD\n")
    (trouble,) = state.troubles()
    assert trouble.startswith(f"{paths.bookmarks_file()}:2: ")
    assert "<<<<<<<" in trouble
    assert state.unsaved == ""
    assert state.retry()


def test_damage_is_among_the_troubles() -> None:
    state = State(NEWS)
    paths.state_file().parent.mkdir(parents=True)
    paths.state_file().write_text("no database " * 1000)
    assert not state.check()
    (trouble,) = state.troubles()
    assert "damaged" in trouble
    assert state.mark([1]) is not None
    assert state.check()


def test_in_memory_nothing_reaches_the_state_file() -> None:
    state = State(NEWS, in_memory=True)
    state.mark([1])
    assert state.undo() is not None
    assert state.unsaved == ""
    assert state.retry()
    assert state.check()
    assert not paths.state_file().parent.exists()


# -- any sequence -------------------------------------------------------------------------------------------


class Fast(Connection):
    """Here no power is lost."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return super().execute(sql.replace("synchronous = FULL", "synchronous = OFF"), *values)


@dataclass
class Model:
    """All that is undone and redone."""

    read: set[int] = field(default_factory=set)
    bookmarks: dict[PostId, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    highlights: dict[str, str] = field(default_factory=dict)
    searches: dict[str, str] = field(default_factory=dict)


class Windows(RuleBasedStateMachine):
    """Two windows on one archive. While the disk fails, only the first one is used."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(paths, "config_dir", lambda: self.folder / "config")
        self.patch.setattr(paths, "data_dir", lambda: self.folder / "data")
        self.patch.setattr(connections, "Connection", Fast)
        self.patch.setattr(os, "fsync", lambda _: None)
        self.now = 1_000_000.0
        self.patch.setattr(time, "time", lambda: self.now)
        self.failing = pytest.MonkeyPatch()
        self.fails = False
        self.model = Model()
        self.done: list[Model] = []  # what there was before each change
        self.undone: list[Model] = []
        self.places: dict[PostId, Spot] = {}
        self.opened: list[PostId] = []

    @initialize()
    def open(self) -> None:
        self.windows = [State(NEWS), State(NEWS)]

    def teardown(self) -> None:
        self.failing.undo()
        for state in getattr(self, "windows", ()):
            state.close()
        self.patch.undo()
        shutil.rmtree(self.folder, ignore_errors=True)

    def pick(self, number: int) -> State:
        return self.windows[0 if self.fails else number]

    def changed(self) -> None:
        """Call before the model is changed."""
        self.done.append(copy.deepcopy(self.model))
        self.undone.clear()

    def enter(self, state: State, change: Change) -> None:
        if change.swaps:
            state.do(change)

    windows_of = st.integers(0, 1)
    posts = st.lists(st.sampled_from(POSTS), min_size=1, max_size=3, unique=True)
    keys = st.lists(st.integers(-3, 6), max_size=6)
    notes = st.sampled_from(["", "一", "two\nlines", '"{'])

    @rule(window=windows_of, keys=keys, read=st.booleans())
    def mark(self, window: int, keys: list[int], read: bool) -> None:
        expected = set(keys) - self.model.read if read else set(keys) & self.model.read
        change = self.pick(window).mark(keys, read)
        assert (change is not None) is bool(expected)
        if change is not None:
            assert set(change.keys) == expected
            self.changed()
            self.model.read ^= expected

    @rule(window=windows_of, posts=posts, labels=st.sampled_from([(), ("x",), ("x", "标签")]), note=notes)
    def bookmark(self, window: int, posts: list[PostId], labels: tuple[str, ...], note: str) -> None:
        state = self.pick(window)
        swaps = state.bookmarks.put(
            Bookmark(post, str(NEWS), "p", "t", labels=labels, note=note) for post in posts
        )
        assert bool(swaps) is any(self.model.bookmarks.get(post) != (labels, note) for post in posts)
        if swaps:
            self.changed()
            self.model.bookmarks |= dict.fromkeys(posts, (labels, note))
        self.enter(state, Change("bookmark", "", len(swaps), "bookmarks", tuple(swaps)))

    @rule(window=windows_of, posts=posts)
    def unbookmark(self, window: int, posts: list[PostId]) -> None:
        state = self.pick(window)
        swaps = state.bookmarks.remove(NEWS, posts)
        gone = set(posts) & set(self.model.bookmarks)
        assert len(swaps) == len(gone)
        if swaps:
            self.changed()
            for post in gone:
                del self.model.bookmarks[post]
        self.enter(state, Change("unbookmark", "", len(swaps), "bookmarks", tuple(swaps)))

    @rule(window=windows_of, key=st.sampled_from(["k1", "k2", "k3"]), note=notes)
    def highlight(self, window: int, key: str, note: str) -> None:
        state = self.pick(window)
        swaps = state.highlights.put(
            [Highlight(key, POSTS[0], str(NEWS), "p", "t", "", "", "", "quote", note=note)]
        )
        if swaps:
            self.changed()
            self.model.highlights[key] = note
        self.enter(state, Change("highlight", "", 1, "highlights", tuple(swaps)))

    @rule(window=windows_of, key=st.sampled_from(["k1", "k2", "k3"]))
    def unhighlight(self, window: int, key: str) -> None:
        state = self.pick(window)
        swaps = state.highlights.remove([key])
        if swaps:
            self.changed()
            del self.model.highlights[key]
        self.enter(state, Change("unhighlight", "", 1, "highlights", tuple(swaps)))

    @rule(window=windows_of, name=st.sampled_from(["n1", "n2"]), query=st.sampled_from(["猫", "灯塔"]))
    def save_search(self, window: int, name: str, query: str) -> None:
        state = self.pick(window)
        swaps = state.searches.save(NEWS, query, name)
        if swaps:
            self.changed()
            self.model.searches[name] = query
        self.enter(state, Change("save-search", name, 1, "searches", tuple(swaps)))

    @rule(window=windows_of)
    def undo(self, window: int) -> None:
        change = self.pick(window).undo()
        assert (change is not None) is bool(self.done)
        if self.done:
            self.undone.append(self.model)
            self.model = self.done.pop()

    @rule(window=windows_of)
    def redo(self, window: int) -> None:
        change = self.pick(window).redo()
        assert (change is not None) is bool(self.undone)
        if self.undone:
            self.done.append(self.model)
            self.model = self.undone.pop()

    @rule(window=windows_of, post=st.sampled_from(POSTS), spot=st.builds(Spot, *[st.integers(0, 99)] * 3))
    def read_on(self, window: int, post: PostId, spot: Spot) -> None:
        store = self.pick(window).store
        store.keep_place(str(NEWS), post, spot)
        store.keep_opened(str(NEWS), post, "")
        self.places[post] = spot
        self.opened = [post, *(other for other in self.opened if other != post)]

    @rule(seconds=st.sampled_from([-90_000_000, -5, 3, 700_000]))
    def clock_jumps(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: not self.fails)
    @rule(window=windows_of)
    def reopen(self, window: int) -> None:
        self.windows[window].close()
        self.windows[window] = State(NEWS)

    @precondition(lambda self: not self.fails)
    @rule()
    def check(self) -> None:
        assert self.windows[0].check()

    @precondition(lambda self: not self.fails)
    @rule()
    def disk_fails(self) -> None:
        self.fails = True

        def refuse(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        def refuse_too(*_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        self.failing.setattr(files, "replace", refuse)
        self.failing.setattr(Database, "_to_file", refuse_too)

    @precondition(lambda self: self.fails)
    @rule()
    def retry_in_vain(self) -> None:
        assert self.windows[0].retry() is (self.windows[0].unsaved == "")

    @precondition(lambda self: self.fails)
    @rule()
    def disk_is_mended(self) -> None:
        self.fails = False
        self.failing.undo()
        assert self.windows[0].retry()
        assert self.windows[0].unsaved == ""

    @invariant()
    def each_window_shows_the_model(self) -> None:
        for state in self.windows[: 1 if self.fails else 2]:
            news = str(NEWS)
            assert set(state.store.read_keys(news)) == self.model.read
            assert state.store.read_among(news, map(id_of, range(7))) == {
                id_of(key) for key in self.model.read if key >= 0
            }
            bookmarks = {mark.id: (mark.labels, mark.note) for mark in state.bookmarks.all()}
            assert bookmarks == self.model.bookmarks
            assert {mark.key: mark.note for mark in state.highlights.all()} == self.model.highlights
            assert {saved.name: saved.query for saved in state.searches.all()} == self.model.searches
            assert {post: state.store.place(news, post) for post in self.places} == self.places
            assert [opened.id for opened in state.store.opened(news)] == self.opened
            assert state.troubles() == []


Windows.TestCase.settings = settings(
    max_examples=150, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
test_any_sequence_is_that_of_the_model = Windows.TestCase
