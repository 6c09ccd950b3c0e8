"""Addresses: what they mean, how they are shown, and what is opened by what."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from textual.app import App

from reader.ui import opening


@pytest.mark.parametrize(
    ("href", "base", "expected"),
    [
        ("https://a.example/x", "https://b.example/", "https://a.example/x"),
        ("/x.png", "https://b.example/2021/post", "https://b.example/x.png"),
        ("y", "https://b.example/2021/post", "https://b.example/2021/y"),
        ("/x.png", "", "/x.png"),
        ("mailto:a@b.example", "https://b.example/", "mailto:a@b.example"),
        ("//[x", "https://b.example/", "//[x"),
    ],
)
def test_a_relative_address_means_what_it_means_on_the_posts_page(
    href: str, base: str, expected: str
) -> None:
    assert opening.absolute(href, base) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://a.example/中", "https://a.example/中"),
        ("https://аpple.example/", "https://аpple.example/ (xn--pple-43d.example)"),  # a Cyrillic а
        ("https://中文.example/x", "https://中文.example/x (xn--fiq228c.example)"),
        ("https://a.example/\x1b[31m\u202ex", "https://a.example/[31mx"),
        ("http://[::1", "http://[::1"),
        ("/x", "/x"),
    ],
)
def test_an_address_is_shown_for_what_it_is(href: str, expected: str) -> None:
    assert opening.shown_address(href) == expected


@pytest.mark.parametrize("href", ["https://a.example", "HTTP://a.example", "mailto:a@b.example"])
def test_web_and_mail_addresses_are_opened(href: str) -> None:
    assert opening.why_not(href) == ""


@pytest.mark.parametrize(
    ("href", "word"),
    [
        ("ftp://a.example", "ftp:"),
        ("file:///etc/passwd", "file:"),
        ("javascript:x", "javascript:"),
        ("/x", "relative"),
    ],
)
def test_others_are_not_and_it_is_told_why(href: str, word: str) -> None:
    assert word in opening.why_not(href)
    assert opening.open_address(cast("App[None]", None), href) == opening.why_not(href)


class FakeApp:
    """Knows whether it was suspended."""

    suspended = 0
    is_web = False

    @contextlib.contextmanager
    def suspend(self) -> Iterator[None]:
        self.suspended += 1
        yield


class FakeBrowser(webbrowser.BaseBrowser):
    opened: str = ""

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        self.opened = url
        return True


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


def test_a_browser_with_a_window_of_its_own_leaves_the_screen_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    browser, app = FakeBrowser(), FakeApp()
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    assert opening.open_address(cast("App[None]", app), "https://a.example") == ""
    assert (browser.opened, app.suspended) == ("https://a.example", 0)


def test_a_browser_in_the_terminal_gets_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    app = FakeApp()
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("true"))
    assert opening.open_address(cast("App[None]", app), "https://a.example") == ""
    assert app.suspended == 1


def test_no_browser_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Any:
        raise webbrowser.Error("none")

    monkeypatch.setattr(webbrowser, "get", none)
    assert "BROWSER" in opening.open_address(cast("App[None]", FakeApp()), "https://a.example")


def test_a_desktop_is_asked_first_and_must_not_write_onto_the_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[tuple[list[str], dict[str, Any]]] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda words, **kept: calls.append((words, kept)))
    assert opening.open_address(cast("App[None]", FakeApp()), "https://a.example") == ""
    assert opening.open_file(tmp_path / "x.png") == ""
    assert [words for words, _ in calls] == [
        ["/bin/xdg-open", "https://a.example"],
        ["/bin/xdg-open", str(tmp_path / "x.png")],
    ]
    assert all(kept["stdout"] == kept["stderr"] == subprocess.DEVNULL for _, kept in calls)


def test_without_a_desktop_a_file_is_not_opened_and_it_is_told(tmp_path: Path) -> None:
    assert "viewer" in opening.open_file(tmp_path / "x.png")
