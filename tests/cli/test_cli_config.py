"""``newsreader config``, and what other commands make of the settings."""

from __future__ import annotations

import shlex
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from reader import config, config_file, paths, toml
from reader.ambiguous import is_wide, set_ambiguous
from reader.cli import open as opening
from reader.cli.group import cli
from reader.config import Config, Images, Interface, Keys, Reading, Watch
from reader.ui.keys import KEYS, rebind
from reader.ui.settings_text import as_file
from tests.cli.program import Done

Run = Callable[..., Done]
MINE = Config(
    Reading(width=72, hanging=True, ambiguous="wide"),
    Images(max_bytes=5000),
    Interface(theme='no"rd'),
    Keys("mutt", (("sort", ()), ("next", ("J", "Ctrl+N")), ("theme", ("F4",)))),
    Watch(("华为", 'high "water"')),
)


@pytest.fixture(autouse=True)
def narrow() -> Iterator[None]:
    """Widths are those of the whole process."""
    yield
    set_ambiguous(wide=False)
    rebind({})


def write(text: str) -> Path:
    path = paths.config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_every_setting_is_printed_as_a_comment(run: Run) -> None:
    done = run("config")
    assert (done.code, done.err) == (0, "")
    assert tomllib.loads(done.out) == {"reading": {}, "images": {}, "ui": {}, "watch": {}, "keys": {}}
    for table, keys in config.SETTINGS.items():
        for key in keys:
            assert f"\n# {key} = {toml.literal(config.default(table, key))}\n" in done.out


def test_what_is_printed_is_a_file_that_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(as_file(MINE), "utf-8")
    read = config_file.load(file)
    assert read._replace(keys=MINE.keys) == MINE
    assert read.keys.preset == MINE.keys.preset
    assert {*read.keys.by_id} == {*MINE.keys.by_id}  # in the order of the key table


def test_a_setting_that_is_not_as_usual_is_printed_with_its_default(run: Run) -> None:
    write("[reading]\nwidth = 72\n")
    assert "\nwidth = 72  # default: 80\n" in run("config").out


def test_a_setting_is_saved_where_the_printed_file_has_it(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(as_file(Config()), "utf-8")
    config_file.save(file, "reading", "indent", 2)
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


def test_the_check_tells_themes_that_there_are_not(run: Run) -> None:
    path = write("[ui]\ntheme = 'gruvbox'\nnight_theme = 'papr'\n")
    done = run("config", "--check")
    assert done.code == 8
    words = f"newsreader: {path}:3: [ui] night_theme: there is no theme papr; the nearest is paper. "
    assert done.err.startswith(words)


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


def test_the_path_is_told_by_a_command_too(run: Run) -> None:
    assert run("config", "path") == run("config", "--path")


def test_a_file_without_the_check_is_a_wrong_command_line(run: Run) -> None:
    done = run("config", "mine.toml")
    assert done.code == 2
    assert "No such command 'mine.toml'" in done.err


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


# -- one setting --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("reading.width", "72"),
        ("reading.justify", "true"),
        ("reading.indent", "0"),
        ("ui.theme", "nord"),
        ("keys.preset", "newsboat"),
        ("keys.next", "J\nCtrl+N"),
        ("keys.open", "o\nO"),
        ("keys.theme", ""),
    ],
)
def test_a_setting_is_told_bare(run: Run, key: str, told: str) -> None:
    write(
        "[reading]\nwidth = 72\njustify = true\n[ui]\ntheme = 'nord'\n"
        "[keys]\npreset = 'newsboat'\nnext = ['J', 'C-n']\ntheme = ''\n"
    )
    assert run("config", "get", key) == (0, f"{told}\n", "")


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("reading.widht", "reading.width"),
        ("keys.bookmrk", "keys.bookmark"),
        ("width", "reading.width"),
        ("", ""),
    ],
)
def test_a_setting_that_is_not_there_is_a_wrong_command_line(run: Run, key: str, nearest: str) -> None:
    for arguments in (("get", key), ("set", key, "1")):
        done = run("config", *arguments)
        assert (done.code, done.out) == (2, "")
        assert f"there is no setting {key}; the nearest is {nearest}" in done.err


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("reading.width", "72"), "width = 72"),
        (("reading.justify", "on"), "justify = true"),
        (("reading.mark_read", "never"), 'mark_read = "never"'),
        (("images.max_bytes", "20_000_000"), "max_bytes = 20000000"),
        (("ui.theme", "nord"), 'theme = "nord"'),
        (("keys.preset", "mutt"), 'preset = "mutt"'),
        (("keys.sort", "Ctrl+T"), 'sort = "Ctrl+T"'),
        (("keys.next", "J", "Ctrl+N"), 'next = ["J", "Ctrl+N"]'),
        (("keys.related", ""), 'related = ""'),
    ],
)
def test_the_first_change_makes_a_file_with_every_setting_explained(
    run: Run, arguments: tuple[str, ...], line: str
) -> None:
    assert run("config", "set", *arguments) == (0, "", "")
    key = line.partition(" = ")[0]
    usual = next(text for text in as_file(Config()).splitlines() if text.startswith(f"# {key} ="))
    after = usual.partition("  # ")[2]
    assert paths.config_file().read_text("utf-8") == as_file(Config()).replace(
        f"\n{usual}\n", f"\n{line}{'  # ' if after else ''}{after}\n"
    )


def test_a_change_keeps_what_stands_in_the_file(run: Run) -> None:
    path = write("# mine\n[reading]\nwidth = 72  # narrow\n")
    assert run("config", "set", "reading.width", "60").code == 0
    assert path.read_text("utf-8") == "# mine\n[reading]\nwidth = 60  # narrow\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("reading.width", "5"), "reading.width can't be 5; allowed is a whole number from 20 to 400."),
        (("reading.width", "9" * 30), "; allowed is a whole number from 20 to 400."),
        (("reading.width", "wide"), "reading.width can't be wide;"),
        (("reading.justify", "perhaps"), "reading.justify can't be perhaps; allowed is true or false."),
        (("images.protocol", "tek"), 'allowed is "auto", "kitty", "sixel" or "blocks".'),
        (("ui.theme", "a", "b"), "ui.theme is one value."),
        (("ui.theme", "nrod"), "there is no theme nrod; the nearest is nord. There are ink, paper, "),
        (("ui.night_theme", "72"), "there is no theme 72; "),
        (("keys.sort", "Ctrl+Foo"), 'sort = "Ctrl+Foo": there is no such key; the nearest is Ctrl+'),
        (("keys.quit", ""), 'quit = "" is wrong: it needs a key, and keeps Q and Ctrl+Q'),
        (("keys.sort", "m"), 'sort = "m": this key was given to theme before, which keeps it'),
    ],
)
def test_a_wrong_value_is_a_wrong_command_line_and_changes_nothing(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    path = write("[keys]\ntheme = 'm'\n")
    done = run("config", "set", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert path.read_text("utf-8") == "[keys]\ntheme = 'm'\n"


def test_a_key_that_is_taken_from_another_is_told_and_changed(run: Run) -> None:
    done = run("config", "set", "keys.next", "n")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith('newsreader: next = "n": find-next has lost this key')
    assert run("config", "get", "keys.next").out == "n\n"


def test_a_file_that_is_not_understood_is_not_changed(run: Run) -> None:
    path = write("[reading\n")
    done = run("config", "set", "reading.width", "60")
    assert done.code == 8
    assert f"{path}:1: this is no TOML" in done.err
    assert path.read_text("utf-8") == "[reading\n"


def test_the_shell_completes_settings_and_values() -> None:
    assert completed("config", "get", "reading.w") == ["reading.width", "reading.words_per_minute"]
    assert "keys.bookmark" in completed("config", "set", "keys.book")
    assert completed("config", "set", "images.protocol", "") == ["auto", "kitty", "sixel", "blocks"]
    assert completed("config", "set", "reading.justify", "t") == ["true"]
    assert completed("config", "set", "ui.theme", "") == []
    assert completed("config", "set", "nothing", "") == []


def completed(*words: str) -> list[str]:
    """What the shell is offered for the last of the words."""
    *before, last = words
    shell = ShellComplete(cli, {}, "newsreader", "_NEWSREADER_COMPLETE")
    return [item.value for item in shell.get_completions(before, last)]


# -- keys ---------------------------------------------------------------------------------------------------


def test_the_check_tells_faults_of_keys_with_their_lines(run: Run) -> None:
    path = write("[keys]\nbookmrk = 'm'\nnext = 'n'\n")
    done = run("config", "--check")
    assert done.code == 8
    first, second = done.err.splitlines()
    assert first.startswith(f"newsreader: {path}:2: [keys] bookmrk is unknown here; the nearest is bookmark.")
    assert second.startswith(f'  {path}:3: [keys] next = "n": find-next has lost this key')


def test_the_keys_are_listed_as_they_are_configured(run: Run) -> None:
    write("[keys]\npreset = 'mutt'\nsort = ['F5', 'm']\n")
    done = run("keys")
    assert (done.code, done.err) == (0, "")
    assert "\n  F5  m                 sort                  another order" in done.out
    assert "\n  F  s                  bookmark              bookmark the post" in done.out
    objects = run("keys", "--json").objects
    assert [found["id"] for found in objects] == [key.id for key in KEYS]
    assert next(found for found in objects if found["id"] == "sort")["keys"] == ["F5", "m"]


# -- editing ------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes an editor that does something with ``path``, in Python."""

    def make(program: str) -> None:
        script = tmp_path / "my editor.py"
        script.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{program}\n", "utf-8")
        monkeypatch.setenv("VISUAL", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")

    return make


def test_editing_begins_with_every_setting_explained(run: Run, editor: Callable[[str], None]) -> None:
    editor("path.write_text(path.read_text('utf-8').replace('# width = 80', 'width = 72'), 'utf-8')")
    path = paths.config_file()
    assert run("config", "edit") == (0, f"{path}: nothing is wrong\n", "")
    assert path.read_text("utf-8") == as_file(Config()).replace("# width = 80", "width = 72")


def test_after_editing_what_is_wrong_is_told_with_its_lines(run: Run, editor: Callable[[str], None]) -> None:
    editor("path.write_text('[reading]\\nwidth = 1\\n[keys]\\nsort = \"Foo\"\\n')")
    done = run("config", "edit")
    path = paths.config_file()
    assert done.code == 8
    assert [
        line.lstrip().removeprefix("newsreader: ")[: len(str(path)) + 2] for line in done.err.splitlines()
    ] == [
        f"{path}:2",
        f"{path}:4",
    ]


def test_a_file_that_is_there_is_left_alone_and_new_settings_are_named(
    run: Run, editor: Callable[[str], None]
) -> None:
    editor("")
    path = write(as_file(Config()).replace("# restore = true", ""))
    before = path.read_text("utf-8")
    done = run("config", "edit")
    assert done.code == 0
    assert done.err.startswith("newsreader: the file says nothing of ui.restore\n")
    assert "`newsreader config` prints every setting" in done.err
    assert path.read_text("utf-8") == before
    write("[reading]\nwidth = 72\n")
    assert "the file says nothing of reading.indent, reading.spacing," in run("config", "edit").err


def test_an_editor_that_fails_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    done = run("config", "edit")
    assert (done.code, done.out) == (1, "")
    assert "/nowhere/editor" in done.err
    assert str(paths.config_file()) in done.err


def test_watched_words_are_set_all_at_once_and_got_each_on_a_line(run: Run) -> None:
    assert run("config", "set", "watch.words", "华为", "high water", "华为").code == 0
    assert config_file.load(paths.config_file()).watch.words == ("华为", "high water")
    assert run("config", "get", "watch.words").out == "华为\nhigh water\n"
    assert run("config", "set", "watch.words", "").code == 0
    assert config_file.load(paths.config_file()).watch.words == ()
    assert run("config", "get", "watch.words").out == ""


def test_what_is_no_word_can_not_be_watched(run: Run) -> None:
    done = run("config", "set", "watch.words", "tide", "——")
    assert done.code == 2
    assert "“——” has no letter or digit" in done.err
    assert not paths.config_file().exists()
