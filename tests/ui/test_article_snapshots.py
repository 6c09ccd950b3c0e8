"""What articles look like: six of the sample archive in a dark theme, a light one, and a narrow window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader import paths
from reader.config import Config, Images
from reader.session import Session, resolve
from reader.state.state import State
from reader.ui.app import ReaderApp
from tests.ui.conftest import Reading

Compare = Callable[..., bool]

ARTICLES = {
    "code": ("十行代码写一个潮汐钟", 1),
    "table-and-quote": ("鹤步桥修复记", 2),
    "lists-and-ruby": ("为什么逗号不能站在一行的开头", 1),
    "japanese": ("地震のとき、ねこはどこへ行く", 0),
    "footnotes": ("A timetable is a promise", 1),
    "definitions": ("一间没有玻璃隔断的银行", 1),
}
"""The beginning of a title, and how many pages down what is to be seen stands."""
LOOKS = {
    "dark": ("ink", (90, 40)),
    "light": ("paper", (90, 40)),
    "narrow": ("ink", (44, 40)),
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The sample archive, read once."""
    folder = tmp_path_factory.mktemp("archive") / "sample_posts"
    shutil.copytree(paths.demo_archive(), folder, copy_function=shutil.copyfile)
    session = Session(resolve(Path(folder)), in_memory=True)
    session.sync(workers=0)
    return session


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("article", ARTICLES)
def test_an_article(session: Session, snap_compare: Compare, article: str, look: str) -> None:
    theme, size = LOOKS[look]
    title, pages = ARTICLES[article]
    own = Session(session.root, in_memory=True, state=State(session.root, in_memory=True))  # nothing read yet
    own.catalog = session.catalog
    app = ReaderApp(own, config=Config(images=Images(show=False)))  # with or without the extra

    async def go_there(pilot: Pilot[None]) -> None:
        app.theme = theme
        reading = Reading(app, pilot)
        await reading.settle()
        posts = reading.screen.posts
        listing = (posts.listed.at(row) for row in range(len(posts.listing)))
        row = next(at for at, post in enumerate(listing) if post and post.title.startswith(title))
        posts.go_to(row)
        await reading.press("z", *["space"] * pages)
        assert title in "".join(str(post.title) for post in [posts.current] if post)

    assert snap_compare(app, terminal_size=size, run_before=go_there)
