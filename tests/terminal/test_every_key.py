"""A walk through the program in a real terminal, on which every key is pressed, in both languages."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("needs tmux", allow_module_level=True)

from reader import paths
from reader.ui.keys import KEYS
from tests.terminal.line import SAMPLES
from tests.terminal.steps import HOME, PARTS, Part, Step
from tests.terminal.tmux import Picture, Terminal, is_text

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.usefixtures("readings_at_hand"),
]  # a walk of two minutes, on a machine that does other things too
SIZE = (150, 42)
ARTICLE = 78
"""The column at which the article begins in a window of that size."""
PATIENCE = 30.0
"""Seconds until a key must have had its effect; most take a tenth."""
ATTEMPTS = 2
"""Walks until one must have gone well: on a busy machine a key can come before the box it is typed into. One that does nothing
does nothing each time."""
AT_REST = 0.6
"""Seconds without a change after which the archive has been read and is listed."""
NOTICE = 2.0
"""Seconds for one that prepares another, and may change nothing."""


def test_every_key_has_a_step() -> None:
    assert {step.id for part in PARTS for step in part.steps} == {key.id for key in KEYS}


def _is_in_article(now: Picture) -> bool:
    return int(now.cursor.partition(",")[0] or 0) >= ARTICLE


class Walk:
    """One walk."""

    def __init__(self, terminal: Terminal, folder: Path) -> None:
        self._terminal, self._folder = terminal, folder
        self._keys = {key.id: key.keys[0] for key in KEYS}
        self.failures: list[str] = []

    def go(self, part: Part) -> None:
        """Take the steps of a part; what went wrong is in ``failures``."""
        self._terminal.press(*HOME)
        self._enter(part.enter)
        if part.article:
            # It is read while the cursor stands in it already; a key for its text would find none.
            def is_in_article(now: Picture) -> bool:
                return _is_in_article(now) and part.article in now.text

            where = self._terminal.wait(is_in_article, PATIENCE)
            if not is_in_article(where):
                self.failures.append(f"the article can't be entered:\n{where.text}")
        for step in part.steps:
            if failure := self._take(step):
                self.failures.append(failure)

    def _enter(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            before = self._terminal.picture()
            self._terminal.press(key)
            if is_text(key):
                self._terminal.wait(lambda now, text=key: text in now.text, PATIENCE)  # type: ignore[misc]
            else:
                self._terminal.wait(lambda now, before=before: now != before, NOTICE)  # type: ignore[misc]
            self._terminal.settled()

    def _take(self, step: Step) -> str:
        self._enter(step.before)
        before, key = self._terminal.settled(), self._keys[step.id]
        file = self._folder / step.file if step.file else None
        if file is not None:
            file.unlink(missing_ok=True)
        self._terminal.press(*(key if len(key) == 2 and key[0] in "[]" else (key,)))

        def holds(now: Picture) -> bool:
            if file is not None:
                return file.exists() and file.stat().st_size > 0
            return (step.is_quiet or now != before) and re.search(step.expect, now.text) is not None

        if step.id == "quit":
            self._terminal.wait(lambda _: not self._terminal.is_open, PATIENCE)
            return "quit: it is still there" if self._terminal.is_open else ""
        now = self._terminal.wait(holds, PATIENCE)
        failure = "" if holds(now) else f"{step.id} ({key}) has no effect on\n{before.text}"
        self._terminal.press(*step.after)
        return failure


@pytest.fixture
def programs(tmp_path: Path) -> dict[str, str]:
    """A browser and an editor that write down that they were used."""
    for name, does in (
        ("browser", f'echo "$@" >>"{tmp_path}/opened"'),
        ("editor", f'echo more >>"$1"; echo "$1" >>"{tmp_path}/edited"'),
    ):
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\n{does}\n")
        file.chmod(0o755)
    return {"BROWSER": str(tmp_path / "browser"), "EDITOR": str(tmp_path / "editor"), "VISUAL": ""}


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed: no walk in a real terminal")
@pytest.mark.parametrize("part", PARTS, ids=[part.name for part in PARTS])
@pytest.mark.parametrize(
    "language",
    [pytest.param(name, marks=pytest.mark.xdist_group(f"walk in {name}")) for name in ("en", "zh")],
)
def test_every_key_does_something_to_be_seen(
    language: str, part: Part, tmp_path: Path, programs: dict[str, str]
) -> None:
    told = []
    for attempt in range(ATTEMPTS):
        failures = _walked(language, part, tmp_path / str(attempt), programs, tmp_path)
        if not failures:
            return
        told += [f"attempt {attempt + 1}: {failure}" for failure in failures]
    pytest.fail("\n\n".join(told))


def _walked(language: str, part: Part, folder: Path, programs: dict[str, str], written: Path) -> list[str]:
    """What went wrong on a walk through a part, with an archive and a home of its own."""
    archive, home = folder / "news", folder / "home"
    shutil.copytree(SAMPLES, archive)
    config = home / ".config/newsreader/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'[ui]\nlanguage = "{language}"\nanimations = false\nrestore = false\n')
    cache = str(paths.cache_dir().parent)
    command = (sys.executable, "-P", "-m", "reader", str(archive))
    environment = {**programs, "LC_ALL": "C.UTF-8", "HOME": str(home), "XDG_CACHE_HOME": cache}
    with Terminal(folder, command, environment, SIZE) as terminal:
        started = terminal.wait(lambda now: "雾岭渡" in now.text, 60)
        if "雾岭渡" not in started.text:
            return [started.text]
        terminal.settled(AT_REST, PATIENCE)
        walk = Walk(terminal, written)
        walk.go(part)
    return walk.failures
