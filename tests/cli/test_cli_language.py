"""The command line in Chinese: help and errors for people, while what scripts read stays as it is."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import east_asian_width

import click
import pytest
from babel.messages.extract import extract_from_file

from reader import language, paths
from reader.cli.click_words import WORDS
from reader.cli.commands import COMMANDS
from reader.cli.group import cli
from tests.cli.program import Done, apart, here

Run = Callable[..., Done]
CHINESE = {"LANG": "zh_CN.UTF-8"}
NO_START = tuple("，。、；：！？）”》」")


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in CHINESE.items():
        monkeypatch.setenv(name, value)


def in_chinese(capsys: pytest.CaptureFixture[str], *arguments: str) -> Done:
    """A command in Chinese by its setting, whatever the locale says."""
    file = paths.config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[ui]\nlanguage = "zh"\n', "utf-8")
    return here(capsys, *arguments)


def every_command() -> Iterator[list[str]]:
    """The words of each command, those below others too."""
    context = click.Context(cli)
    for name in COMMANDS:
        yield [name]
        command = cli.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ([name, inner] for inner in command.commands)


def cells(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


# -- what is wrong in a command line ------------------------------------------------------------------------


def test_what_is_no_number_is_told_in_chinese(run: Run, chinese: None) -> None:
    assert run("list", "--limit", "abc").err.startswith("newsreader: '--limit' 的值无效：'abc' 不是整数。")


# -- help ---------------------------------------------------------------------------------------------------


def test_help_is_chinese_from_the_first_line_to_the_last(run: Run, chinese: None) -> None:
    done = run("--help")
    assert done.out.startswith("用法：newsreader")
    assert {"选项：", "命令："} <= set(done.out.splitlines())
    assert "显示此帮助并退出。" in done.out
    assert not re.search(r"Usage|Options|Commands|Examples|Show|Find posts", done.out)


def test_help_is_english_again_when_english_is_spoken(
    run: Run, monkeypatch: pytest.MonkeyPatch, chinese: None
) -> None:
    assert "按正文" in run("search", "--help").out
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "Find posts by their text" in run("search", "--help").out


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_help_of_each_command_is_chinese_and_well_set(run: Run, chinese: None, words: list[str]) -> None:
    lines = run(*words, "--help").out.splitlines()
    assert lines[0].startswith("用法：")
    about = lines[2].strip()
    assert about
    assert not about.isascii()
    for line in lines:
        assert cells(line) <= 80
        assert not line.strip().startswith(NO_START)


def test_what_options_do_stands_in_one_column(run: Run, chinese: None) -> None:
    options = run("search", "--help").out.partition("选项：\n")[2].splitlines()
    beside = [match[1] for line in options if (match := re.match(r"( {2}-.*? {2,})\S", line))]
    assert {len(text) for text in beside} == {len("  --sort [relevance|date|oldest|title|length]") - 11}


# -- click --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["list", "--lmit", "3"], "没有选项 '--lmit'。 是不是 '--limit'？"),
        (["show"], "缺少参数 'POST...'。"),
        (["list", "--limit", "x"], "'--limit' 的值无效："),
        (["list", "--sort", "size"], "'--sort' 的值无效：'size' 不在可选值之中："),
        (["bookmarks", "lst"], "没有命令 'lst'。"),
        (["sync", "a", "b"], "多出的参数（b）"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
def test_what_click_says_of_a_wrong_line_is_chinese(
    capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    done = in_chinese(capsys, *arguments)
    assert done.code == 2
    assert done.err.startswith(f"newsreader: {expected}")
    assert done.err.splitlines()[1].startswith("  用法：newsreader")


def test_all_that_click_says_of_a_command_line_is_in_the_catalogue() -> None:
    said: set[str] = set()
    folder = Path(click.__file__).parent
    for name in ("exceptions", "formatting", "parser"):
        keywords = {"_": None, "ngettext": (1, 2)}
        for _, text, _, _ in extract_from_file("python", folder / f"{name}.py", keywords=keywords):
            said |= {text} if isinstance(text, str) else set(text)
    unseen = {"Error: {message}", "Try '{command} {option}' for help.", "Invalid start character for option ({option})"}  # fmt: skip
    assert said - unseen <= WORDS


def test_a_process_that_click_starts_knows_nothing_of_it(archive: Path) -> None:
    done = apart("list", "--archive", str(archive), "--limit", "no", environment=CHINESE)
    assert (done.code, done.out) == (2, "")
    assert "的值无效" in done.err


# -- what goes wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["{x}", "{0}", "100%s", "{", "%(y)d", "}{"])
def test_names_with_braces_and_percent_signs_are_told_as_they_are(
    run: Run, chinese: None, tmp_path: Path, name: str
) -> None:
    done = run("list", "--archive", tmp_path / name)
    assert (done.code, done.out) == (3, "")
    assert done.err == f"newsreader: 没有文件夹或文件 {tmp_path / name}\n  请给出存放文章的文件夹。\n"


def test_a_file_of_settings_that_is_wrong_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    file = paths.config_file()
    in_chinese(capsys)
    file.write_text('[ui]\nlanguage = "zh"\n[reading]\nwidth = "{x} 5%"\n', "utf-8")
    done = here(capsys, "config", "--check")
    assert done.code == 8
    assert f"{file}:4: [reading] width = " in done.err
    assert "{x} 5%" in done.err
    assert "20 到 400 的整数" in done.err


# -- what scripts read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--json"],
        ["search", "--json", "雾港"],
        ["search", "--json", "cat:nothing"],
        ["search", "--json", "sort:size date:foo (bat:x"],
        ["bookmarks", "list", "--json"],
        ["bookmarks", "label", "--json"],
        ["bookmarks", "export"],
        ["show", "--format", "json", "金融/2.md"],
        ["show", "--format", "markdown", "金融/2.md"],
    ],
    ids=" ".join,
)
def test_what_scripts_read_is_the_same_in_every_language(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    run("bookmarks", "add", "--archive", archive, "金融/2.md", "--label", "later")
    english = data(run(*arguments, "--archive", archive))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert data(run(*arguments, "--archive", archive)) == english


def data(done: Done) -> tuple[int, str]:
    return done.code, re.sub(r'"elapsed_ms": [\d.]+', "", done.out)


def test_keys_and_problems_as_json_are_the_same_in_every_language(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive / "guess.md").write_bytes("标题：没有\n".encode("gb18030"))
    commands = [["keys", "--json"], ["check", "--json", str(archive)]]
    english = [run(*each).out for each in commands]
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert [run(*each).out for each in commands] == english


def test_a_text_that_is_exported_is_the_same_in_every_language(
    run: Run, archive: Path, tmp_path: Path, chinese: None
) -> None:
    (archive / "empty.md").write_text("---\ntitle: Empty\n---\n", "utf-8")
    assert run("export", "--archive", archive, "--to", tmp_path / "a.txt", "empty.md").code == 0
    assert "(no text)" in (tmp_path / "a.txt").read_text("utf-8")
    assert "（没有正文）" in run("show", "--archive", archive, "empty.md").out


def test_english_is_spoken_for_scripts_only_as_long_as_asked() -> None:
    language.use("zh")
    with contextlib.suppress(KeyError), language.english():
        assert language.current() == "en"
        raise KeyError
    assert language.current() == "zh"


def test_problems_are_kept_in_english_and_told_in_chinese(run: Run, archive: Path, chinese: None) -> None:
    (archive / "bad.md").write_text("---\ntitle: Bad\ndate: {never} 5%\n---\n\ntext\n", "utf-8")
    done = run("check", archive)
    assert "日期是推测的或未知" in done.out
    assert "“{never} 5%”不是日期；" in done.out
    assert "is no date" in run("check", archive, "--json").out
