"""The program among other programs: pipes, encodings, terminals, signals."""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader import paths
from reader.session import Session
from tests.cli.conftest import NOT_UTF8
from tests.cli.program import apart, command
from tests.library.real import contents, write_posts

pytestmark = pytest.mark.usefixtures("readings_at_hand")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    write_posts(folder, 400)
    apart("sync", str(folder), "--workers", "0")
    return folder


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_closed_pipe_is_no_error(many: Path, options: list[str]) -> None:
    # Each line a hundred times: more than a pipe holds.
    with subprocess.Popen(
        command("list", "--archive", str(many), *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def test_a_pipe_that_was_never_open_is_no_error(many: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    for arguments in (["list", "--archive", str(many)], ["--help"], ["check", str(many)], ["list", "--help"]):
        done = subprocess.run(command(*arguments), stdout=writing, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr) == (0, b""), arguments
    os.close(writing)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list", "--archive"]])
def test_an_output_without_room_is_an_error_in_words(many: Path, arguments: list[str]) -> None:
    more = [str(many)] if arguments[-1] == "--archive" else []
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command(*arguments, *more), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == "newsreader: the output can't be written: No space left on device\n"


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_a_stream_that_is_closed_does_no_harm(archive: Path, closed: str) -> None:
    number = {"stdin": "0<&-", "stdout": "1>&-", "stderr": "2>&-"}[closed]
    script = f'exec "$@" {number}'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command("list", "--archive", str(archive))],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert closed == "stdout" or len(done.stdout.splitlines()) == 4


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_an_output_that_knows_no_chinese_gets_what_it_can_show(
    archive: Path, environment: dict[str, str]
) -> None:
    done = apart("list", "--archive", str(archive), environment=environment, encoding="latin-1")
    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) == 4
    assert "????" in done.out
    done = apart("list", "--archive", str(archive), "--json", environment=environment, encoding="latin-1")
    assert done.objects[0]["title"] == "雾港渡轮停航三天", "JSON has escapes: nothing is lost"
    done = apart("show", "--archive", str(archive), "金融/没有.md", environment=environment)
    assert done.code == 4
    assert "Traceback" not in done.err


def test_gb18030_terminals_get_chinese(archive: Path) -> None:
    done = apart(
        "list", "--archive", str(archive), environment={"PYTHONIOENCODING": "gb18030"}, encoding="gb18030"
    )
    assert "雾港渡轮停航三天" in done.out


def test_names_that_are_not_utf8_go_in_and_out(archive: Path) -> None:
    listed = apart("list", "--archive", str(archive), "--json").objects[-1]
    name = os.fsencode(archive) + b"/" + os.fsencode(listed["path"])
    assert name.endswith(os.fsencode(f"{NOT_UTF8}.md"))
    done = apart("show", name)
    assert done.code == 0
    assert done.out.startswith("名字不是 UTF-8\n")


def test_without_a_terminal_the_reader_says_what_to_do_instead(archive: Path) -> None:
    done = apart(str(archive))
    assert (done.code, done.out) == (1, "")
    assert "needs a terminal" in done.err
    assert "newsreader list" in done.err


def test_progress_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    write_posts(folder, 400)
    quiet = apart("sync", str(folder), "--workers", "0")
    assert quiet.err == ""
    assert quiet.out.startswith("400 posts: 400 added (")
    master, slave = pty.openpty()
    program = subprocess.Popen(
        command("sync", str(folder), "--full", "--workers", "0"), stdout=subprocess.PIPE, stderr=slave
    )
    os.close(slave)
    drawn = b""
    try:
        while data := os.read(master, 65536):
            drawn += data
    except OSError:  # the other side has closed
        pass
    out, _ = program.communicate(timeout=60)
    os.close(master)
    assert out.decode().startswith("400 posts: nothing new (")
    text = drawn.decode()
    assert re.search(r"\d+ posts read, \d+ found · [\d,]+/s|█+░* \d+ of 400 · [\d,]+/s · \d+ s left", text)
    assert text.endswith("\r\x1b[K"), "the line is gone at the end"


def test_a_terminal_that_goes_away_is_no_mistake_of_the_program(archive: Path) -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(
        command("--plain", str(archive)), stdin=slave, stdout=slave, stderr=slave
    ) as program:
        os.close(slave)
        shown = b""
        while b"list>" not in shown:
            shown += os.read(master, 65536)
        os.close(master)
        assert program.wait(timeout=60) == 0
    assert not list(paths.logs_dir().glob("*"))


def test_an_interrupt_ends_with_130_and_the_next_sync_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    write_posts(folder, 600)
    codes = []
    for pause in (0.3, 0.15, 0.05, 0.0):
        shutil.rmtree(paths.cache_dir(), ignore_errors=True)
        with subprocess.Popen(
            command("sync", str(folder), "--workers", "2"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as program:
            while not paths.catalog_file(folder).with_name("sync.lock").exists():
                time.sleep(0.005)
            time.sleep(pause)
            os.killpg(program.pid, signal.SIGINT)  # as a terminal does: to all its processes
            _, err = program.communicate(timeout=60)
        codes.append(program.returncode)
        assert b"Traceback" not in err
    assert set(codes) <= {0, 130}
    assert codes[-1] == 130
    assert apart("sync", str(folder)).code == 0
    session, fresh = Session(folder), Session(folder, in_memory=True)
    fresh.sync(workers=0)
    assert contents(session.catalog) == contents(fresh.catalog)


def _little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_on_a_full_disk_posts_are_listed_from_memory(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    write_posts(folder, 400)
    done = subprocess.run(
        command("list", "--archive", str(folder)), capture_output=True, preexec_fn=_little_room, check=False
    )
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 400
    first, hint = done.stderr.decode().splitlines()
    assert first.startswith("newsreader: the catalogue")
    assert "memory" in hint
    done = subprocess.run(
        command("sync", str(folder)), capture_output=True, preexec_fn=_little_room, check=False
    )
    assert (done.returncode, done.stdout) == (7, b"")
    assert apart("sync", str(folder)).code == 0, "with room again it goes on"
    assert len(apart("list", "--archive", str(folder)).out.splitlines()) == 400


def test_a_first_sync_that_was_interrupted_is_finished_before_anything_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    write_posts(folder, 300)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from reader.session import Session\n"
        "Session(Path(sys.argv[1])).sync(lambda progress: os._exit(9), workers=0)\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", script, str(folder)], check=False)
    assert done.returncode == 9
    assert len(apart("list", "--archive", str(folder)).out.splitlines()) == 300


@pytest.mark.parametrize(("words", "expected"), [("newsreader li", "list"), ("newsreader completion z", "zsh"), ("newsreader list --so", "--sort")])  # fmt: skip
def test_a_shell_gets_its_completions(words: str, expected: str) -> None:
    environment = {
        "_NEWSREADER_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = apart(environment=environment)
    assert (done.code, done.err) == (0, "")
    assert f"plain,{expected}" in done.out.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_good_shell(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(apart("completion", shell).out, "utf-8")
    try:
        done = subprocess.run([shell, "-n", str(script)], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip(f"there is no {shell} here")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_run_from_inside_the_archive_finds_its_files(archive: Path) -> None:
    done = apart("show", "--archive", "..", "快讯/1.md", "--format", "json", cwd=archive / "金融")
    assert json.loads(done.out)["path"] == "金融/快讯/1.md"
    assert apart("list", "--archive", ".", "--json", cwd=archive).objects[0]["path"] == "金融/快讯/1.md"
