"""What is shipped: the wheel is built, installed into an environment without anything else, and used from there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader import __version__

ROOT = Path(__file__).parents[1]
pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel"), pytest.mark.timeout(480)]

_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_][^\x1b\x07]*(?:\x07|\x1b\\)|[@-Z=>])")


def run(command: list[str | Path], **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program outside of the checkout, so that nothing of it is imported from there."""
    return subprocess.run(
        command,
        cwd=more.pop("cwd", None) or tempfile.gettempdir(),
        env={**os.environ, "PYTHONUTF8": "1", **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@dataclass(frozen=True)
class Environment:
    """A virtual environment with nothing but the wheel and what it needs."""

    folder: Path

    @property
    def scripts(self) -> Path:
        return self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def python(self) -> Path:
        return self.scripts / "python"

    @property
    def newsreader(self) -> Path:
        return self.scripts / "newsreader"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; hatchling is here already, so building needs no network."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder], cwd=str(ROOT)
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with the wheel. Without a network, what the wheel needs is lent from this environment."""
    environment = Environment(tmp_path_factory.mktemp("environment"))
    venv.create(environment.folder, with_pip=True)
    pip: list[str | Path] = [environment.python, "-m", "pip", "--disable-pip-version-check"]
    install: list[str | Path] = [*pip, "install", "--retries", "1", "--timeout", "10"]
    done = run([*install, "-c", ROOT / "constraints.txt", wheel])
    if done.returncode:
        # A .pth file in a lent folder is not read: the checkout itself, installed editable here, stays outside.
        purelib = run([environment.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
        lent = Path(purelib.stdout.strip()) / "lent.pth"
        lent.write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n", "utf-8")
        offline = run([*install, "--no-deps", "--no-index", wheel])
        assert offline.returncode == 0, done.stderr + offline.stderr
    return environment


def test_the_wheel_holds_the_program_the_demo_the_look_the_schema_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {
        "reader/ui/app.tcss",
        "reader/ui/opened.tcss",
        "reader/ui/nocolor.tcss",
        "reader/library/schema.sql",
        "reader/__main__.py",
    } <= names
    shipped = {name.removeprefix("reader/") for name in names if name.startswith("reader/sample_posts/")}
    here = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "sample_posts").rglob("*") if path.is_file()
    }
    assert shipped == here
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "bench/", "docs/"))]


def test_the_installed_program_runs_from_the_environment_and_tells_its_version(
    installed: Environment,
) -> None:
    told = run([installed.newsreader, "--version"])
    assert (told.returncode, told.stdout.strip()) == (0, f"newsreader {__version__}")
    where = run([installed.python, "-c", "import reader; print(reader.__file__)"]).stdout.strip()
    assert Path(where).resolve().is_relative_to(installed.folder.resolve())


def test_the_installed_program_lists_the_demo_it_brings_along(installed: Environment) -> None:
    listed = run([installed.newsreader, "list", "--limit", "3"])
    assert listed.returncode == 0, listed.stderr
    assert len(listed.stdout.splitlines()) == 3
    told = run([installed.newsreader, "paths"]).stdout
    assert "sample_posts" in told.splitlines()[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals that Python knows")
def test_the_installed_program_opens_the_demo_and_quits_by_q(installed: Environment) -> None:
    listed = run([installed.newsreader, "list", "--limit", "1"]).stdout
    title = listed.split("  ")[-2].strip()
    seen, status = paint_until(
        [str(installed.newsreader)], ["The sample archive", title[:8]], then=b"q", seconds=30
    )
    assert os.waitstatus_to_exitcode(status) == 0, seen[-500:]


def paint_until(command: list[str], texts: list[str], *, then: bytes, seconds: float) -> tuple[str, int]:
    """Run ``command`` in a terminal of 120 × 40, type ``then`` once all ``texts`` are painted, wait for the end.

    Returns:
        What was painted, without its escapes, and the wait status.
    """
    assert sys.platform != "win32"
    import fcntl
    import pty
    import select
    import struct
    import termios

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tempfile.gettempdir())
        os.environ.update(TERM="xterm-256color", PYTHONUTF8="1", LC_ALL="C.UTF-8")
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        os.execv(command[0], command)
    painted, typed = b"", False
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            if not select.select([terminal], [], [], 0.1)[0]:
                continue
            try:
                chunk = os.read(terminal, 65_536)
            except OSError:  # Linux says so when the other end is closed
                chunk = b""
            if not chunk:
                return text_of(painted), os.waitpid(child, 0)[1]
            painted += chunk
            if not typed and all(text in text_of(painted) for text in texts):
                typed = os.write(terminal, then) > 0
        os.kill(child, 9)
        os.waitpid(child, 0)
    finally:
        os.close(terminal)
    pytest.fail(f"after {seconds} s, typed: {typed}, painted: {text_of(painted)[-2000:]!r}")


def text_of(painted: bytes) -> str:
    return _ESCAPES.sub(b"", painted).decode("utf-8", "replace")
