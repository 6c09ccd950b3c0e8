"""A few files that were just changed, looked at without a walk."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.catalog import Catalog
from reader.model import post_id
from tests.library.fake import FakeArchive, everything


@pytest.fixture
def archive() -> FakeArchive:
    made = FakeArchive()
    made.write("甲/a.md", "第一篇", date=1)
    made.write("b.md", "第二篇", date=2)
    return made


@pytest.fixture
def catalog(archive: FakeArchive, tmp_path: Path) -> Catalog:
    made = Catalog(tmp_path / "catalog.sqlite")
    archive.sync(made)
    return made


def test_added_changed_and_removed_files_are_seen(
    archive: FakeArchive, catalog: Catalog, tmp_path: Path
) -> None:
    archive.write("c.md", "第三篇", date=3)
    archive.write("b.md", "第二篇，改过", date=2)
    del archive.files["甲/a.md"]
    progress = archive.sync_files(catalog, tmp_path, ["c.md", "b.md", "甲/a.md", "c.md", "nothing.md"])
    assert progress is not None
    assert (progress.added, progress.changed, progress.removed) == (1, 1, 1)
    assert progress.finished
    assert [post.title for post in everything(catalog)] == ["第二篇，改过", "第三篇"]
    archive.sync(catalog)
    assert [post.title for post in everything(catalog)] == ["第二篇，改过", "第三篇"]


def test_a_file_in_an_unknown_folder_is_left_to_a_walk(
    archive: FakeArchive, catalog: Catalog, tmp_path: Path
) -> None:
    archive.write("new/c.md", "第三篇")
    archive.write("b.md", "改过", date=2)
    assert archive.sync_files(catalog, tmp_path, ["b.md", "new/c.md"]) is None
    assert archive.read == []
    assert len(everything(catalog)) == 2


def test_a_renamed_file_keeps_its_old_id(archive: FakeArchive, catalog: Catalog, tmp_path: Path) -> None:
    archive.rename("b.md", "甲/z.md")
    progress = archive.sync_files(catalog, tmp_path, ["b.md", "甲/z.md"])
    assert progress is not None
    assert (progress.added, progress.removed, progress.renamed) == (0, 0, 1)
    found = catalog.get(post_id("b.md"))
    assert found is not None
    assert found.path == "甲/z.md"


def test_a_file_that_fails_and_recovers_leaves_no_report(
    archive: FakeArchive, catalog: Catalog, tmp_path: Path
) -> None:
    content = archive.files["b.md"]
    archive.files["b.md"] = "broken", content[1]
    progress = archive.sync_files(catalog, tmp_path, ["b.md"])
    assert progress is not None
    assert progress.unreadable == 1
    assert [problem.path for problem in catalog.problems()] == ["b.md"]
    archive.files["b.md"] = content
    archive.sync_files(catalog, tmp_path, ["b.md"])
    assert catalog.problems() == []
    archive.sync(catalog)
    assert catalog.problems() == []


def test_the_same_bytes_again_change_nothing(archive: FakeArchive, catalog: Catalog, tmp_path: Path) -> None:
    progress = archive.sync_files(catalog, tmp_path, ["b.md"])
    assert progress is not None
    assert (progress.added, progress.changed, progress.removed) == (0, 0, 0)


def test_a_change_within_the_same_moment_is_found_by_the_next_walk(
    archive: FakeArchive, catalog: Catalog, tmp_path: Path
) -> None:
    archive.write("b.md", "abcd", date=2)
    archive.sync_files(catalog, tmp_path, ["b.md"])
    archive.write("b.md", "dcba", date=2)  # same size, same mtime
    archive.sync(catalog)
    assert everything(catalog)[0].title == "dcba"
