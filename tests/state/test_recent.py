"""Which archive was open last."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.state import recent


@pytest.mark.parametrize("name", ["news", "新闻 [x]", "line\nbreak\x1b[0m", "\udcff非"])
def test_the_last_archive_is_remembered(tmp_path: Path, name: str) -> None:
    archive = tmp_path / name
    archive.mkdir()
    file = tmp_path / "state" / "recent.json"
    assert recent.load(file) is None
    recent.save(file, archive)
    assert recent.load(file) == archive
    assert recent.lost(file) is None
    archive.rmdir()
    assert recent.load(file) is None
    assert recent.lost(file) == archive


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b'{"archive": 7}', b'{"archive": "/no/such"}', b"\xff", b"[" * 100_000, b'{"archive": "a\\u0000b"}'],
)  # fmt: skip
def test_what_can_not_be_read_is_as_if_unknown(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "recent.json"
    file.write_bytes(text)
    assert recent.load(file) is None


def test_what_can_not_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    recent.save(tmp_path / "state" / "recent.json", tmp_path)
    assert recent.load(tmp_path / "state" / "recent.json") is None
