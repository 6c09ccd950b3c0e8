"""What the screens look like: few, on the sample archive. `make snap` takes them anew after a wanted change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader import paths
from reader.session import Session, resolve
from reader.ui.app import ReaderApp
from tests.ui.conftest import Reading

Compare = Callable[..., bool]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample archive with mtimes of now, which say nothing of a post without a date."""
    return Path(
        shutil.copytree(paths.demo_archive(), tmp_path / "sample_posts", copy_function=shutil.copyfile)
    )


@pytest.fixture
def app(sample: Path) -> ReaderApp:
    session = Session(resolve(sample))
    session.sync(workers=0)
    return ReaderApp(session, is_demo=True)


def _after(*keys: str) -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, ReaderApp)
        reading = Reading(app, pilot)
        await reading.settle()
        for key in keys:
            await reading.press(key)

    return press


def test_three_panes_in_a_wide_window(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(160, 45), run_before=_after("r", "j", "r", *"jjjj"))


def test_the_list_over_the_article_in_a_middling_window(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=_after("1", "f", *"金融", "enter", "l"))


def test_the_article_alone_in_a_narrow_window(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(60, 20), run_before=_after("enter", "space"))


def test_results_of_a_search(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(120, 36), run_before=_after("/", "电", "车", "enter"))


def test_results_narrowed_by_the_counts_beside_them(app: ReaderApp, snap_compare: Compare) -> None:
    keys = ("/", "车", "enter", "1", "j", "enter", "G")
    assert snap_compare(app, terminal_size=(160, 45), run_before=_after(*keys))


def test_near_results_in_a_narrow_window(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(60, 20), run_before=_after("/", *"dianche", "enter", "j"))


def test_nothing_found(app: ReaderApp, snap_compare: Compare) -> None:
    keys = ("/", *"电车 date:1999")
    assert snap_compare(app, terminal_size=(100, 30), run_before=_after(*keys))


def test_the_help(app: ReaderApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(100, 30), run_before=_after("?"))
