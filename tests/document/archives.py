"""The archives that documents are tried on: the sample posts, and real ones where they are present."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_posts"
ARCHIVES = Path(os.environ.get("NEWSREADER_TEST_ARCHIVES", "no real archives here"))

every_archive = pytest.mark.parametrize(
    ("root", "step"),
    [
        (SAMPLES, 1),
        (ARCHIVES / "rsshub", 1),
        (ARCHIVES / "specimens", 1),
        (ARCHIVES / "opensuse-news", 40),
        (ARCHIVES / "ruby-news", 20),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
"""A test with ``root`` and ``step``: of a large archive one post in so many is enough."""
