"""The program, run as a user or a script runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.cli import run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest


class Done(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects it printed."""
        return [json.loads(line) for line in self.out.removesuffix("\n").split("\n") if self.out]


def here(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    """Run a command in this process: quick."""
    capsys.readouterr()
    code = run(list(arguments))
    out, err = capsys.readouterr()
    return Done(code, out, err)


def command(*arguments: str | bytes) -> list[str | bytes]:
    return [sys.executable, "-P", "-m", "reader", *arguments]


def apart(
    *arguments: str | bytes,
    cwd: Path | None = None,
    encoding: str = "utf-8",
    environment: Mapping[str, str] | None = None,
) -> Done:
    """Run a command in a process of its own, without a terminal."""
    done = subprocess.run(
        command(*arguments),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))
