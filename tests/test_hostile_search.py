"""Searching the hostile folder: every query is answered, every hit can be shown, nothing raw comes out."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.session import Session, resolve
from reader.text import clean
from tests.hostile import write_hostile_folder

pytestmark = [
    pytest.mark.xdist_group("hostile search"),  # the folder is made, and read, once
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows can't make most of these files"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    # Short, because some of the names are as long as the system allows.
    root = Path(tempfile.mkdtemp(prefix="hs-"))
    write_hostile_folder(root / "archive")
    session = Session(resolve(root / "archive"), in_memory=True)
    session.sync(workers=0)
    yield session
    subprocess.run(["rm", "-rf", str(root)], check=False)
    shutil.rmtree(root, ignore_errors=True)


def test_every_hit_can_be_shown(session: Session) -> None:
    found = session.search.find("", limit=None)
    assert found is not None
    assert found.total > 600
    assert session.catalog.texts.missing() == 0
    hits = session.search.hits(found, 0, len(found.ids))
    assert len(hits) == found.total
    for hit in hits:
        assert clean(hit.snippet) == hit.snippet, hit.post.path
        assert len(hit.snippet.splitlines()) <= 1, hit.post.path
        assert len(hit.snippet) < 500, hit.post.path


@pytest.mark.parametrize(
    "typed",
    [
        "a", "的", "e", "the OR title", "1 -2", "script", "deep", "path:deep", "cat:a", "author:a", "tag:a", "has:image", "len:>1000",
        "date:..2021", "is:bookmarked", "sort:title", "sort:length -a", "ceshi", "kcb", "科创版", "title:\ud800", "\x1b[31m", "&lt;b&gt;",
        "عربى", "हिन्दी", "e\u0301",
    ],
    ids=ascii,
)  # fmt: skip
def test_every_query_is_answered(session: Session, typed: str) -> None:
    found = session.search.find(typed, limit=None)
    assert found is not None
    assert not any("damaged" in hint for hint in found.hints)
    for hit in session.search.hits(found, 0, 20):
        for text, marks in ((hit.post.title, hit.title_marks), (hit.snippet, hit.snippet_marks)):
            assert all(0 <= start < stop <= len(text) for start, stop in marks)
            assert clean(text) == text
