"""No test reads or writes what is the user's: each has a home of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_XDG = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
_WINDOWS = ("WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")


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
