"""Which archive opens, and when the line on how to open one's own is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import paths, ui
from reader.cli import open as opening
from reader.config import Config
from reader.session import resolve
from reader.state import recent

Opened = list[tuple[Path, bool]]
chosen: list[tuple[Config, str]] = []


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the reader was opened on, in place of its being opened."""
    calls: Opened = []
    chosen.clear()

    def run(root: Path, config: Config, *, is_demo: bool, warning: str, tour: bool) -> None:
        assert not tour
        calls.append((root, is_demo))
        chosen.append((config, warning))

    monkeypatch.setattr(ui, "run", run)
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)
    return calls


def test_the_first_time_it_is_the_demo(opened: Opened) -> None:
    opening.open_reader(None)
    assert opened == [(resolve(paths.demo_archive()), True)]


def test_the_demo_is_known_by_its_path_too(opened: Opened) -> None:
    opening.open_reader(str(paths.demo_archive()))
    assert opened == [(resolve(paths.demo_archive()), True)]


def test_later_it_is_the_last_one(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    recent.save(paths.recent_file(), tmp_path / "news")
    opening.open_reader(None)
    assert opened == [((tmp_path / "news").resolve(), False)]


def test_when_the_last_one_is_gone_the_demo_is_opened_and_says_so(opened: Opened, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    recent.save(paths.recent_file(), gone)
    opening.open_reader(None)
    assert opened == [(resolve(paths.demo_archive()), True)]
    assert f"{gone}, which was open last, is not there" in chosen[0][1]


def test_a_command_says_so_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recent.save(paths.recent_file(), tmp_path / "gone")
    assert opening.open_session(None).root == resolve(paths.demo_archive())
    assert "gone, which was open last, is not there" in capsys.readouterr().err


@pytest.mark.usefixtures("opened")
def test_the_reader_gets_what_the_user_has_chosen_and_is_told_what_is_wrong() -> None:
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text("[reading]\nindent = 2\nwidht = 60\n", "utf-8")
    opening.open_reader(None)
    ((config, warning),) = chosen
    assert config.reading.indent == 2
    assert "widht" in warning
    assert "config.toml:3" in warning
