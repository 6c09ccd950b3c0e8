"""The checks of ``bench.typeset`` over real posts: those shipped with the program, and archives where present."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.typeset import articles, check
from tests.document.archives import every_archive


@every_archive
def test_nothing_is_lost_or_wrong_in_real_posts_at_any_width(root: Path, step: int) -> None:
    if not root.is_dir():
        pytest.skip(f"{root} is not there")
    places = list(articles([os.fspath(root)], step))
    assert places
    found = [check(place, (20, 33, 80)) for place in places]
    assert sum(one.letters for one in found) > 100
    assert {one.path: one.wrongs for one in found if one.wrongs} == {}
