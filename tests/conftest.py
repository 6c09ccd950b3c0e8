"""No test reads or writes what is the user's: each has a home of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from reader import language, paths, sounds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_XDG = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
_WINDOWS = ("WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")


# How long an example takes says more of the machine than of the program; what is meant ill has limits of its own.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def first_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For what is made once for several tests, before any of them has its own home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        for name in _XDG:
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, also for the processes that a test starts."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for name in _XDG:
        monkeypatch.delenv(name, raising=False)
    for name in _WINDOWS:
        monkeypatch.setenv(name, str(folder / name.rpartition("_")[2].lower()))
    return folder


@pytest.fixture(scope="session")
def _tables(first_home: None) -> Path:
    """Of how Chinese is read, as they are kept."""
    sounds.read()
    return sounds._path()


@pytest.fixture
def readings_at_hand(_tables: Path, home: Path) -> None:
    """The tables of how Chinese is read are there already: each process of a test would make them anew, a second each."""
    folder = paths.cache_dir()
    folder.mkdir(parents=True)
    (folder / _tables.name).hardlink_to(_tables)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever the locale of whoever runs the tests; a test that speaks Chinese says so itself."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    language.use("en")
    yield
    language.use("en")
