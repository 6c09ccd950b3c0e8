"""The checks of ``bench/document.py`` over real posts: those shipped with the program, and archives where present."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest

from bench.document import lost, posts, wrongs
from reader.document import build
from reader.document.layout import layout

SAMPLES = Path(__file__).parents[2] / "sample_posts"
ARCHIVES = Path(os.environ.get("NEWSREADER_TEST_ARCHIVES", "no real archives here"))


@pytest.mark.parametrize(
    ("root", "step"),
    [(SAMPLES, 1), (ARCHIVES / "opensuse-news", 60), (ARCHIVES / "ruby-news", 40)],
    ids=lambda value: getattr(value, "name", ""),
)
def test_nothing_is_wrong_in_real_posts_at_any_width(root: Path, step: int) -> None:
    if not root.is_dir():
        pytest.skip(f"{root} is not there")
    for path, body, markup in islice(posts([str(root)]), 0, None, step):
        document = build(body, markup)
        for width in (20, 40, 80):
            assert not list(wrongs(document, list(layout(document, width)), width)), path
        gone, seen, which = lost(body, markup, document)
        assert gone <= max(40, seen // 100), f"{path}: {which}"  # hidden parts, which the plain walk shows
