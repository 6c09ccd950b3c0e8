"""``newsreader config``, and what other commands make of the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader import config, paths, toml
from reader.ambiguous import is_wide, set_ambiguous
from reader.cli import open as opening
from reader.cli.config import as_file
from reader.config import Config, Images, Interface, Reading
from tests.cli.program import Done

Run = Callable[..., Done]
MINE = Config(Reading(width=72, hanging=True, ambiguous="wide"), Images(max_bytes=5000), Interface('no"rd'))


@pytest.fixture(autouse=True)
def narrow() -> Iterator[None]:
    """Widths are those of the whole process."""
    yield
    set_ambiguous(wide=False)


def write(text: str) -> Path:
    path = paths.config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_every_setting_is_printed_as_a_comment(run: Run) -> None:
    done = run("config")
    assert (done.code, done.err) == (0, "")
    assert tomllib.loads(done.out) == {"reading": {}, "images": {}, "ui": {}}
    for table, keys in config.SETTINGS.items():
        for key in keys:
            assert f"\n# {key} = {toml.literal(config.default(table, key))}\n" in done.out


def test_what_is_printed_is_a_file_that_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(as_file(MINE), "utf-8")
    assert config.load(file) == MINE


def test_a_setting_that_is_not_as_usual_is_printed_with_its_default(run: Run) -> None:
    write("[reading]\nwidth = 72\n")
    assert "\nwidth = 72  # default: 80\n" in run("config").out


def test_a_setting_is_saved_where_the_printed_file_has_it(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(as_file(Config()), "utf-8")
    config.save(file, "reading", "indent", 2)
    assert file.read_text("utf-8") == as_file(Config()).replace("# indent = 0", "indent = 2")


def test_the_check_tells_every_fault_and_ends_with_a_code(run: Run) -> None:
    path = write("[reading]\nwidth = 1\nhight = 3\n")
    done = run("config", "--check")
    assert (done.code, done.out) == (8, "")
    first, second = done.err.splitlines()
    assert first.startswith(f"newsreader: {path}:2: [reading] width = 1 is wrong; ")
    assert second.startswith(
        f"  {path}:3: [reading] hight is unknown here; the nearest is height in [images]."
    )


def test_the_check_of_a_right_file_says_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("[reading]\nwidth = 72\n", "utf-8")
    write("[reading]\nwidth = 1\n")
    assert run("config", "--check", file) == (0, f"{file}: nothing is wrong\n", "")


def test_the_check_of_no_file_is_an_error_only_when_it_was_named(run: Run, tmp_path: Path) -> None:
    assert run("config", "--check") == (0, f"{paths.config_file()}: no such file, all is as usual\n", "")
    missing = tmp_path / "missing.toml"
    assert run("config", "--check", missing) == (8, "", f"newsreader: {missing}: there is no such file\n")
    missing.symlink_to(missing)
    assert run("config", "--check", missing).code == 8


def test_the_path_is_where_the_file_would_be(run: Run) -> None:
    assert run("config", "--path") == (0, f"{paths.config_file()}\n", "")
    assert not paths.config_file().exists()


def test_a_file_without_the_check_is_a_wrong_command_line(run: Run) -> None:
    done = run("config", "mine.toml")
    assert done.code == 2
    assert "FILE goes with --check." in done.err


def test_what_is_wrong_is_said_once_and_the_rest_counts(run: Run) -> None:
    path = write("[reading]\nwidth = 1\nindent = 2\njustify = 3\n")
    done = run("config")
    assert done.code == 0
    assert done.err.startswith(f"newsreader: {path}:2: [reading] width = 1 is wrong; ")
    assert done.err.endswith(" (and 1 more: newsreader config --check)\n")
    assert done.err.count("\n") == 1
    assert "\nindent = 2  # default: 0\n" in done.out


@pytest.mark.parametrize("word", ["narrow", "wide"])
def test_the_width_of_ambiguous_characters_is_in_force_from_then_on(word: str) -> None:
    write(f'[reading]\nambiguous = "{word}"\n')
    assert opening.settings().reading.ambiguous == word
    assert is_wide() == (word == "wide")


def test_show_sets_paragraphs_as_the_settings_say(run: Run, tmp_path: Path) -> None:
    post = tmp_path / "a.md"
    post.write_text("---\ntitle: 题\n---\n天地玄黄宇宙洪荒日月盈昃辰宿列张\n", "utf-8")
    write("[reading]\nindent = 2\nwidth = 20\n")
    assert run("show", str(post)).out.splitlines()[-2:] == ["    天地玄黄宇宙洪荒", "日月盈昃辰宿列张"]


def test_show_says_what_is_wrong_with_the_settings_and_goes_on(run: Run, tmp_path: Path) -> None:
    post = tmp_path / "a.md"
    post.write_text("---\ntitle: 题\n---\n正文。\n", "utf-8")
    write("[reading]\nindnt = 2\n")
    done = run("show", str(post))
    assert done.code == 0
    assert "正文。" in done.out
    assert "indnt" in done.err
