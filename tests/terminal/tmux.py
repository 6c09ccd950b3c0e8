"""The program in a real terminal: a server of tmux that belongs to one test."""

from __future__ import annotations

import os
import re
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_NAMES = {
    "enter": "Enter", "tab": "Tab", "shift+tab": "BTab", "space": "Space", "pageup": "PPage",
    "pagedown": "NPage", "up": "Up", "down": "Down", "left": "Left", "right": "Right", "home": "Home", "end": "End",
    "delete": "DC", "backspace": "BSpace",
}  # fmt: skip
"""How tmux calls keys, by Textual's names."""
_ESCAPE = [f"{byte:x}" for byte in b"\x1b[27u"]
"""Escape as the kitty protocol writes it: alone it would be Alt and the next key, where a program is slow to read."""
_ESCAPES = re.compile(r"\x1b\[[0-9;:]*m")


def _is_named(key: str) -> bool:
    return key == "escape" or key in _NAMES or "+" in key[1:] or re.fullmatch(r"f\d+", key) is not None


def is_text(key: str) -> bool:
    """Whether it is several characters to be typed, not the name of a key."""
    return len(key) > 1 and not _is_named(key)


class Picture(NamedTuple):
    """What a terminal shows."""

    lines: str
    """With the escapes of their colours."""
    cursor: str
    """Column, row, and whether it is seen."""

    @property
    def text(self) -> str:
        return _ESCAPES.sub("", self.lines)


class Terminal:
    """A window of its own.

    Args:
        folder: for its socket.
        command: what runs in it.
        environment: of that.
        size: columns and rows.
    """

    def __init__(
        self, folder: Path, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        self._socket = folder / "tmux"
        self._environment = {**os.environ, **environment}
        for name in ("TMUX", "COLUMNS", "LINES"):  # test processes side by side have the size of no terminal
            self._environment.pop(name, None)
        (columns, rows) = map(str, size)
        self._run("-f", os.devnull, "new-session", "-d", "-x", columns, "-y", rows, "--", *command)

    def __enter__(self) -> Terminal:  # noqa: PYI034 -- nobody derives from it
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], check=False, capture_output=True)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-S", self._socket, *arguments],
            env=self._environment, capture_output=True, encoding="utf-8", check=False, timeout=20,
        )  # fmt: skip
        return done.stdout

    @property
    def is_open(self) -> bool:
        """Whether the program still runs."""
        return bool(self._run("list-panes"))

    def picture(self) -> Picture:
        """What is shown now."""
        # One command of two: each is a process, and a walk takes some thousand pictures.
        told = self._run(
            *("capture-pane", "-e", "-p", ";"),
            *("display-message", "-p", "#{cursor_x},#{cursor_y},#{cursor_flag}"),
        )
        lines, _, cursor = told.rstrip("\n").rpartition("\n")
        return Picture(f"{lines}\n", cursor)

    def settled(self, quiet: float = 0.15, patience: float = 3.0) -> Picture:
        """What is shown when nothing has changed for some seconds; at the latest after ``patience``."""
        end, last = time.monotonic() + patience, self.picture()
        while time.monotonic() < end:
            time.sleep(quiet)
            now = self.picture()
            if now == last:
                break
            last = now
        return last

    def press(self, *keys: str) -> None:
        """Press keys, by Textual's names; two characters are two keys. Other text is typed."""
        for key in keys:
            if key == "escape":
                self._run("send-keys", "-H", *_ESCAPE)
            elif _is_named(key):
                name = _NAMES.get(key) or key.replace("ctrl+", "C-").replace("alt+", "M-").upper()
                if "+" in key:
                    modifier, _, letter = key.partition("+")
                    name = _NAMES.get(key) or f"{modifier[0].upper()}-{letter}"
                self._run("send-keys", name)
            else:
                self._run("send-keys", "-l", key.replace(";", "\\;"))  # else it would part two commands

    def wait(self, holds: Callable[[Picture], bool], patience: float) -> Picture:
        """What is shown as soon as something holds, or when it has not for so many seconds."""
        end = time.monotonic() + patience
        while not holds(now := self.picture()) and time.monotonic() < end:
            time.sleep(0.05)
        return now
