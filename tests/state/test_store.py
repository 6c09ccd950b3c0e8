"""Read marks, places, what was opened: as they were kept, in every window, for each archive by itself."""

from __future__ import annotations

import threading
import time
from array import array
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import PostId, id_of, key_of, post_id
from reader.state.database import Database
from reader.state.store import Look, Spot, Store

NEWS, OTHER = "/news", "/other"
A, B, C = (post_id(name) for name in "abc")
KEYS = st.integers(-(1 << 63), (1 << 63) - 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "state.sqlite"


def open_store(file: Path | None) -> Store:
    return Store(Database(file))


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, file: Path) -> Store:
    return open_store(file if request.param == "file" else None)


def test_nothing_is_known_of_a_new_archive_and_nothing_is_made(file: Path) -> None:
    store = open_store(file)
    assert store.read_among(NEWS, [A]) == set()
    assert store.read_keys(NEWS) == array("q")
    assert store.place(NEWS, A) is None
    assert store.opened(NEWS) == []
    assert store.session(NEWS) == {}
    assert store.look(NEWS) is None
    assert store.aliases(NEWS) == {}
    assert store.database.check()
    assert not file.parent.exists()


def test_marks_are_made_and_taken_away_and_each_says_what_it_changed(store: Store) -> None:
    a, b, c = map(key_of, (A, B, C))
    assert store.mark(NEWS, [a, b, a]) == array("q", sorted([a, b]))
    assert store.mark(NEWS, [b, c]) == array("q", [c])
    assert store.read_among(NEWS, [A, B, post_id("d")]) == {A, B}
    assert store.mark(NEWS, [a, key_of(post_id("d"))], read=False) == array("q", [a])
    assert store.read_keys(NEWS) == array("q", sorted([b, c]))
    assert store.mark(NEWS, []) == array("q")


@given(steps=st.lists(st.tuples(st.lists(KEYS, max_size=30), st.booleans()), max_size=6))
@settings(max_examples=50, deadline=None)
def test_marks_are_a_set_of_any_64_bit_keys(steps: list[tuple[list[int], bool]]) -> None:
    store, model = open_store(None), set[int]()
    for keys, read in steps:
        changed = set(keys) - model if read else set(keys) & model
        assert store.mark(NEWS, keys, read) == array("q", sorted(changed))
        model = model | changed if read else model - changed
        assert store.read_keys(NEWS) == array("q", sorted(model))
        assert store.read_among(NEWS, map(id_of, keys)) == {id_of(key) for key in keys if key in model}


def test_archives_do_not_mix_whatever_bytes_are_in_their_paths(store: Store) -> None:
    odd = "/新闻/\udcff"
    for number, archive in enumerate((NEWS, OTHER, odd)):
        store.mark(archive, [number])
        store.keep_place(archive, A, Spot(0, number, 0))
        store.keep_opened(archive, A, f"title {number}")
        store.keep_session(archive, {"at": number})
    for number, archive in enumerate((NEWS, OTHER, odd)):
        assert store.read_keys(archive) == array("q", [number])
        assert store.place(archive, A) == Spot(0, number, 0)
        assert [opened.title for opened in store.opened(archive)] == [f"title {number}"]
        assert store.session(archive) == {"at": number}


def test_a_place_a_session_a_look_are_the_last_ones(store: Store) -> None:
    for number in (1, 2):
        store.keep_place(NEWS, A, Spot(number, 7, 9))
        store.keep_session(NEWS, {"list": ["x", number], "title": "猫\udcff"})
        store.keep_look(NEWS, Look(1 << 62, number, 5, 6, 7))
    assert store.place(NEWS, A) == Spot(2, 7, 9)
    assert store.session(NEWS) == {"list": ["x", 2], "title": "猫\udcff"}
    assert store.look(NEWS) == Look(1 << 62, 2, 5, 6, 7)


def test_opened_posts_come_once_each_the_last_one_first_wherever_the_clock_goes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for now, post in ((5000, A), (3000, B), (9000, C), (100, A), (50, B)):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        store.keep_opened(NEWS, post, f"title at {now}\udcff")
    assert [(post.id, post.at) for post in store.opened(NEWS)] == [(B, 50), (A, 100), (C, 9000)]
    assert store.opened(NEWS, 1)[0].title == "title at 50?"


def test_of_opened_posts_the_last_thousand_are_kept() -> None:
    store = open_store(None)
    for number in range(1005):
        store.keep_opened(NEWS, id_of(number), "")
    opened = store.opened(NEWS, 5000)
    assert [key_of(post.id) for post in opened] == list(range(1004, 4, -1))


def test_aliases_are_kept(store: Store) -> None:
    store.keep_aliases(NEWS, {A: B})
    store.keep_aliases(NEWS, {C: A, A: C})
    assert store.aliases(NEWS) == {A: C, C: A}


def test_what_is_known_of_a_post_goes_with_its_file(store: Store) -> None:
    a, b = map(key_of, (A, B))
    store.mark(NEWS, [a])
    store.keep_place(NEWS, A, Spot(0, 1, 2))
    store.keep_opened(NEWS, A, "first")
    store.keep_opened(NEWS, C, "last")
    before = store.reads_version(NEWS)
    store.follow(NEWS, [(a, b)])
    assert store.reads_version(NEWS) != before
    assert store.read_keys(NEWS) == array("q", [b])
    assert (store.place(NEWS, A), store.place(NEWS, B)) == (None, Spot(0, 1, 2))
    assert [post.id for post in store.opened(NEWS)] == [C, B], "in their order"


def test_files_that_exchange_their_names_exchange_what_is_known_of_them(store: Store) -> None:
    a, b, c = map(key_of, (A, B, C))
    store.mark(NEWS, [a])
    store.keep_place(NEWS, A, Spot(0, 0, 1))
    store.keep_place(NEWS, B, Spot(0, 0, 2))
    store.follow(NEWS, [(a, b), (b, a), (c, a)])
    assert store.read_keys(NEWS) == array("q", [b])
    assert store.place(NEWS, B) == Spot(0, 0, 1)


def test_the_version_tells_what_any_window_and_any_thread_writes(file: Path) -> None:
    here, there = open_store(file), open_store(file)
    seen = [here.database.version()]
    there.mark(NEWS, [1])
    seen.append(here.database.version())
    assert here.read_keys(NEWS) == array("q", [1])
    seen.append(here.database.version())
    there.mark(NEWS, [2])
    seen.append(here.database.version())
    here.mark(NEWS, [3])
    seen.append(here.database.version())
    thread = threading.Thread(target=lambda: here.keep_place(NEWS, A, Spot(0, 0, 0)))
    thread.start()
    thread.join()
    seen.append(here.database.version())
    assert len(set(seen)) == len(seen)
    assert here.database.version() == seen[-1], "nothing was written since"


def test_the_version_of_the_marks_is_that_of_nothing_else(store: Store) -> None:
    store.mark(NEWS, [1])
    before = store.reads_version(NEWS)
    store.mark(NEWS, [1])
    store.mark(OTHER, [1])
    if store.database.path is not None:  # in memory any change may be one of the marks
        store.keep_place(NEWS, A, Spot(0, 0, 0))
        assert store.reads_version(NEWS) == before
    store.mark(NEWS, [1], read=False)
    assert store.reads_version(NEWS) != before


def test_threads_write_and_read_at_once(file: Path) -> None:
    store = open_store(file)
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for key in range(number * 50, number * 50 + 50):
                store.mark(NEWS, [key])
                assert store.read_among(NEWS, [id_of(key)])
                store.database.version()
        except BaseException as error:  # noqa: BLE001 -- told below
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert store.read_keys(NEWS) == array("q", range(200))


@given(data=st.text() | st.none(), title=st.text(max_size=20))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_kept(data: str | None, title: str) -> None:
    store = open_store(None)
    store.keep_session(NEWS, {"data": data})
    store.keep_opened(NEWS, PostId("0" * 16), title)
    assert store.session(NEWS) == {"data": data}
    assert store.opened(NEWS)[0].title == title
