"""Commits of the text index that run beside the work."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import pytest

from reader.errors import CatalogUnusable
from reader.library import textwriter
from reader.library.textwriter import WIDE, Entry, TextWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    import tantivy

ENTRY = Entry("题", "正文".encode(WIDE), "ti", "t", "a b", ("标签",), (1,), 2)


class SlowWriter:
    """A writer of an index whose commits take until they are let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.fails = False
        self.held: list[str] = []
        self.committed: list[list[str]] = []

    def add_document(self, document: tantivy.Document) -> None:
        self.held.append(f"+{document.get_first('post')}")

    def delete_documents_by_term(self, _field: str, post: int) -> None:
        self.held.append(f"-{post}")

    def commit(self) -> None:
        assert self.go.wait(10)
        if self.fails:
            raise OSError("no room")
        self.committed.append(self.held)
        self.held = []

    def rollback(self) -> None:
        self.held = []

    def wait_merging_threads(self) -> None:
        self.go.set()


class SlowIndex:
    def __init__(self) -> None:
        self.made = SlowWriter()

    def writer(self, _heap: int, _threads: int) -> SlowWriter:
        return self.made


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TextWriter, SlowWriter]]:
    """A writer that is always due to commit, and what it writes with."""
    monkeypatch.setattr(textwriter, "_FIRST_COMMIT", -1.0)
    monkeypatch.setattr(textwriter, "_LATER", 0.0)
    index = SlowIndex()
    writer = TextWriter(cast("tantivy.Index", index), 1)
    yield writer, index.made
    index.made.go.set()
    writer.close()


def put(writer: TextWriter, *posts: int, fresh: bool = True) -> None:
    for post in posts:
        writer.put(post, 0, (), ENTRY, fresh=fresh)


def test_what_comes_while_a_commit_runs_waits_for_its_end(slow: tuple[TextWriter, SlowWriter]) -> None:
    writer, made = slow
    put(writer, 1, 2)
    assert set(writer.commit_when_due()) == set()
    put(writer, 3)
    writer.remove(4)
    assert made.held == ["+1", "+2"], "nobody touches an index that is being committed"
    made.go.set()
    assert set(writer.commit()) == {1, 2, 3, 4}
    assert made.committed == [["+1", "+2"], ["+3", "-4"]]


def test_a_post_changed_while_a_commit_runs_is_done_with_the_next_one(
    slow: tuple[TextWriter, SlowWriter], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textwriter, "_HELD", 2)
    writer, made = slow
    put(writer, 1, 2)
    writer.commit_when_due()
    put(writer, 2, fresh=False)
    made.go.set()
    put(writer, 3)  # one more than may be held back: it waits until the commit is over
    assert set(writer.commit_when_due()) == {1}
    assert set(writer.commit()) == {2, 3}
    assert made.committed == [["+1", "+2"], ["-2", "+2", "+3"]]


def test_a_commit_that_fails_beside_the_work_is_told(slow: tuple[TextWriter, SlowWriter]) -> None:
    writer, made = slow
    made.fails = True
    put(writer, 1)
    writer.commit_when_due()
    made.go.set()
    with pytest.raises(CatalogUnusable, match="no room"):
        writer.commit()


def test_what_is_not_committed_is_forgotten_at_the_end(slow: tuple[TextWriter, SlowWriter]) -> None:
    writer, made = slow
    put(writer, 1)
    writer.commit_when_due()
    put(writer, 2)
    made.go.set()
    writer.close()
    assert made.committed == [["+1"]]
    assert made.held == []
