"""Archives of real files, and programs that sync them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from reader.library.catalog import Catalog
from reader.model import Count, Post, Problem, Selection
from reader.text import fold
from tests.library.fake import everything

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 1_600_000_000


def write_posts(root: Path, number: int, *, first: int = 0, title: str = "第{}篇：潮汐与灯塔") -> None:
    """``number`` small posts in ten folders, with an old mtime."""
    for count in range(first, first + number):
        file = root / f"分类{count % 10}" / f"2021-03-{count % 28 + 1:02}-{count:05}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        day = f"2021-03-{count % 28 + 1:02} 08:{count % 60:02}:00"
        file.write_text(
            f"---\ntitle: '{title.format(count)}'\ncategories:\n - 金融\n - 分类{count % 10}\n"
            f"author: 渡口日报\ndate: {day}\n---\n\n<p>{'海上有雾。' * 20}</p>\n",
            "utf-8",
        )
        os.utime(file, (LONG_AGO, LONG_AGO))


def start(*arguments: str) -> subprocess.Popen[str]:
    """The program in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "reader", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def contents(catalog: Catalog) -> tuple[list[Post], list[Count], list[str], list[Problem]]:
    """All that can be asked of a catalogue, without what is private to its file (row ids)."""
    listed = everything(catalog)
    counts = catalog.categories()
    for count in [*counts, Count((), len(listed))]:
        assert catalog.count(Selection(count.path)) == len(catalog.listing(Selection(count.path)))
    by_title = catalog.posts(catalog.listing(Selection(), "title").ids)
    titles = [fold(post.title) for post in by_title]
    assert titles == sorted(titles)
    return listed, counts, titles, catalog.problems()
