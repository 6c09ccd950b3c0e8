"""The settings: what the file may say, what is told about one that is wrong, and what a change leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.theme import BUILTIN_THEMES

from docs.generate import CONFIG_EXAMPLE, config_page
from reader import config, config_file, paths, toml
from reader.config import SETTINGS, Config, Images, Interface, Keys, Reading, Watch
from reader.errors import ConfigWrong, StateNotSaved

EVERY = [(table, key) for table, keys in SETTINGS.items() for key in keys]
MINE = """\
# My settings, 2021
[reading]
width = 72   # for the small screen

# indent = 0  # not yet
hanging = true

# pictures
[images]
fetch = false
"""

ANY_FILE = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "newsreader" / "config.toml"


def write(file: Path, text: str | bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def faults(file: Path, text: str | bytes) -> list[str]:
    """What is told about a file, without its name."""
    return [words.removeprefix(str(file)) for words in config_file.read(write(file, text))[1]]


# -- the table ----------------------------------------------------------------------------------------------


def test_every_setting_stands_in_the_table_in_the_same_order() -> None:
    assert {name: list(keys) for name, keys in SETTINGS.items()} == {
        name: [field for field in table._fields if field != "by_id"]
        for name, table in Config()._asdict().items()
    }


@pytest.mark.parametrize(("table", "key"), EVERY)
def test_every_default_is_allowed_and_every_setting_explained(file: Path, table: str, key: str) -> None:
    usual = config.default(table, key)
    assert faults(file, f"[{table}]\n{key} = {toml.literal(usual)}\n") == []
    assert SETTINGS[table][key].text.endswith(".")
    assert config.allowed(table, key)


def test_the_example_of_the_manual_is_right_and_says_something(file: Path) -> None:
    chosen = config_file.load(write(file, CONFIG_EXAMPLE))
    assert chosen.ui.theme in BUILTIN_THEMES
    for table, told in tomllib.loads(CONFIG_EXAMPLE).items():
        for key, value in told.items():
            assert getattr(getattr(chosen, table), key) == value != config.default(table, key)


def test_the_manual_has_every_setting() -> None:
    page = config_page()
    assert [row for row in page.splitlines() if row.startswith("| `")] == [
        row for _, key in EVERY for row in page.splitlines() if row.startswith(f"| `{key}` |")
    ]


# -- reading ------------------------------------------------------------------------------------------------


def test_without_a_file_all_is_as_usual(file: Path) -> None:
    assert config_file.load(file) == Config()
    assert config_file.load(write(file, "") / "below") == Config()


def test_a_file_that_is_absent_imports_no_parser(file: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom reader import config_file\n"
        f"config_file.load(Path({str(file)!r}))\n"
        "print({'tomllib', 'tomlkit', 'rapidfuzz', 'json', 're'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=False,
                          env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip
    assert "'tomllib'" not in done.stdout
    assert "'tomlkit'" not in done.stdout
    assert "'rapidfuzz'" not in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_what_the_file_says_counts_and_the_rest_is_as_usual(file: Path) -> None:
    write(file, '[reading]\nwidth = 72\nambiguous = "wide"\n[ui]\ntheme = "nord"\n')
    assert config_file.load(file) == Config(
        Reading(width=72, ambiguous="wide"), Images(), Interface(theme="nord")
    )


@pytest.mark.parametrize(
    "text", ["reading.width = 72", "reading = { width = 72 }", '["reading"]\r\n"width" = 0x48\r\n']
)
def test_toml_may_be_written_in_other_ways(file: Path, text: str) -> None:
    assert config_file.load(write(file, text)).reading.width == 72


def test_the_mark_that_some_editors_begin_a_file_with_is_no_error(file: Path) -> None:
    assert config_file.load(write(file, "\ufeff[reading]\nwidth = 72\n")).reading.width == 72


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("width = 19", "width = 19 is wrong; allowed is a whole number from 20 to 400, and 80 is used"),
        ("width = 401", "width = 401 is wrong; allowed is a whole number from 20 to 400, and 80 is used"),
        ('width = "80"', 'width = "80" is wrong; allowed is a whole number from 20 to 400, and 80 is used'),
        ("width = 80.0", "width = 80.0 is wrong; allowed is a whole number from 20 to 400, and 80 is used"),
        ("width = true", "width = true is wrong; allowed is a whole number from 20 to 400, and 80 is used"),
        ("width = [80]", "width = a list is wrong; allowed is a whole number from 20 to 400, and 80 is used"),
        ("width.x = 80", "width = a table is wrong; allowed is a whole number from 20 to 400, and 80 is used"),
        ("width = 2021-07-02", "width = 2021-07-02 is wrong; allowed is a whole number from 20 to 400, and 80 is used"),
        (f"width = 0x{'f' * 9000}", "width = a huge number is wrong; allowed is a whole number from 20 to 400, and 80 is used"),
        ("justify = 1", "justify = 1 is wrong; allowed is true or false, and false is used"),
        ('ambiguous = "broad"', 'ambiguous = "broad" is wrong; allowed is "narrow" or "wide", and "narrow" is used'),
        ("spacing = 2", "spacing = 2 is wrong; allowed is 0 or 1, and 1 is used"),
        ("words_per_minute = 9999", "words_per_minute = 9999 is wrong; allowed is a whole number from 50 to 5,000, and 220 is used"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_line_and_what_is_allowed(file: Path, line: str, told: str) -> None:
    assert faults(file, f"# mine\n\n[reading]\nhanging = true\n{line}\n") == [f":5: [reading] {told}"]
    assert config_file.read(file)[0] == Config(Reading(hanging=True))


def test_of_many_choices_all_are_told(file: Path) -> None:
    assert faults(file, "[images]\nprotocol = 'tek'\n") == [
        ':2: [images] protocol = "tek" is wrong; allowed is "auto", "kitty", "sixel" or "blocks", and "auto" is used'
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[reading]\nwidht = 72\n", ":2: [reading] widht is unknown here; the nearest is width in [reading]. [reading] has width,"),
        ("[reading]\nheigth = 9\n", ":2: [reading] heigth is unknown here; the nearest is height in [images]."),
        ("width = 72\n", ":1: width is unknown here; the nearest is width in [reading]. The tables are [reading], [images], [ui], [watch], [keys]"),
        ("[ui]\n[redaing]\nwidth = 72\n", ":2: [redaing] is unknown here; the nearest is [reading]."),
        ("reading = 72\n", ":1: reading is to be one table, [reading]"),
        ("\n[[reading]]\nwidth = 72\n", ":2: reading is to be one table, [reading]"),
        ("[ui]\n\nreading.x = 1\n", ":3: [ui] reading is unknown here; the nearest is [reading]."),
        ('"\\u001b[31m" = 1\n', ":1: [31m is unknown here;"),
        (f"{'x' * 5000} = 1\n", f":1: {'x' * 39}… is unknown here;"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_told_with_its_line_and_the_nearest(file: Path, text: str, told: str) -> None:
    (found,) = faults(file, text)
    assert found.startswith(told)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("", 1),
        ("[ui]\n[images]\n", 3),
        ('[ui]\ntheme = """\nwidth\n[reading]\nx = 1"""\n', 6),
        ("[ui]\ntheme = 'x' # [reading]\n\n  [ images ]  # and\r\nfetch = true\r\n", 6),
        ("[[other]]\n[other.reading]\n[reading.x]\n", 4),
    ],
)
def test_the_line_is_right_whatever_stands_before(file: Path, before: str, line: int) -> None:
    found = faults(file, f"{before}[reading]\nwrong = 1\n")
    assert next(words for words in found if "wrong is unknown" in words).startswith(f":{line + 1}: ")


def test_keys_are_taken_as_they_are_written(file: Path) -> None:
    write(file, '[keys]\npreset = "mutt"\nnext = "J"\nfoo = ["Ctrl+N", "x"]\nsort = ""\ntheme = []\n')
    by_id = (("next", ("J",)), ("foo", ("Ctrl+N", "x")), ("sort", ()), ("theme", ()))
    assert config_file.load(file) == Config(keys=Keys("mutt", by_id))


@pytest.mark.parametrize("value", ["1", "true", '["j", 1]', "[['j']]", "{ key = 'j' }"])
def test_what_can_be_no_key_is_told(file: Path, value: str) -> None:
    assert faults(file, f"[keys]\nsort = '\\'\nnext = {value}\n") == [
        ':3: [keys] next is to be a key in quotes, or a list of such: ["j", "Down"]'
    ]
    assert config_file.read(file)[0].keys.by_id == (("sort", ("\\",)),)


def test_an_unknown_preset_is_told(file: Path) -> None:
    assert faults(file, "[keys]\npreset = 'vim'\n") == [
        ':2: [keys] preset = "vim" is wrong; allowed is "default", "newsboat" or "mutt", and "default" is used'
    ]


def test_watched_words_are_taken_as_they_are_written(file: Path) -> None:
    write(file, '[watch]\nwords = ["华为", "high water"]\n')
    assert config_file.load(file) == Config(watch=Watch(("华为", "high water")))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("5", "5 is no word or phrase in quotes"),
        ('"……"', "“……” has no letter or digit"),
        ('""', "“” has no letter or digit"),
        ("true", "true is no word or phrase in quotes"),
        ('["a"]', "a list is no word or phrase in quotes"),
        (f'"{"a" * 101}"', f"“{'a' * 39}…” has more than 100 characters"),
    ],
)
def test_what_is_no_word_is_told_and_the_other_words_count(file: Path, value: str, told: str) -> None:
    chosen, (fault,) = config_file.read(write(file, f'[watch]\nwords = ["tide", {value}, "海"]\n'))
    assert fault == f"{file}:2: [watch] words: {told}; the others count"
    assert chosen.watch.words == ("tide", "海")


def test_every_one_that_is_no_word_is_told(file: Path) -> None:
    told = faults(file, '[watch]\nwords = ["！！", "海", 5]\n')
    assert [words.partition("words: ")[2].partition(";")[0] for words in told] == [
        "“！！” has no letter or digit",
        "5 is no word or phrase in quotes",
    ]


def test_words_that_are_no_list_are_told(file: Path) -> None:
    (fault,) = faults(file, '[watch]\nwords = "tide"\n')
    assert fault.startswith(":2: [watch] words is wrong; allowed is a list of words in quotes")


def test_of_too_many_words_the_first_ones_count(file: Path) -> None:
    words = ", ".join(f'"w{number}"' for number in range(501))
    chosen, (fault,) = config_file.read(write(file, f"[watch]\nwords = [{words}]\n"))
    assert "has 501 words; the first 500 count" in fault
    assert chosen.watch.words[-1] == "w499"


def test_every_fault_is_told(file: Path) -> None:
    write(file, "[reading]\nwidth = 0\nindent = 99\n[images]\nshow = 1\n")
    with pytest.raises(ConfigWrong) as caught:
        config_file.load(file)
    told = [caught.value.message, *caught.value.hint.splitlines()]
    assert [words.removeprefix(str(file))[:3] for words in told] == [":2:", ":3:", ":5:"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[reading]\nwidth 72\n", ":2: this is no TOML: Expected '=' after a key in a key/value pair; nothing in the file counts"),
        ("[reading]\n\nwidth = [72,\n", ":3: this is no TOML: "),
        ("[reading]\nwidth = 72\nwidth = 80\n# end\n", ":3: this is no TOML: "),
        (f"[reading]\nwidth = {'9' * 5000}\n", ": this is no TOML: "),
        ("[reading]\n# 阅读".encode("gb18030"), ":2: not UTF-8; save the file in that encoding"),
        ("[reading]\nwidth = 72\n".encode("utf-16"), ":1: not UTF-8; save the file in that encoding"),
        ("x = " + "[" * 50_000, ":"),
        ("#" * 100_001, ": too large, more than 100,000 bytes"),
    ],
    ids=["no equals", "open", "twice", "long number", "gb18030", "utf-16", "deep", "large"],
)  # fmt: skip
def test_a_file_that_is_no_toml_is_told_with_the_line(file: Path, text: str | bytes, told: str) -> None:
    (found,) = faults(file, text)
    assert found.startswith(told)
    assert config_file.read(file)[0] == Config()


def test_a_folder_in_its_place_is_told(file: Path) -> None:
    file.mkdir(parents=True)
    assert config_file.read(file)[1] == [f"{file}: this is a folder, and should be a file"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything can be read")
def test_a_file_that_can_not_be_read_is_told(file: Path) -> None:
    write(file, "").chmod(0)
    assert config_file.read(file)[1] == [f"{file}: can't be read: Permission denied"]


def test_a_link_to_itself_is_told(file: Path) -> None:
    file.parent.mkdir()
    file.symlink_to(file)
    assert config_file.read(file)[1] == [f"{file}: can't be read: Too many levels of symbolic links"]


def test_many_faults_take_no_time(file: Path) -> None:
    found = faults(file, "[reading]\n" + "".join(f"k{number} = 1\n" for number in range(3000)))
    assert len(found) == 3000
    assert found[-1].startswith(":3001: ")


def test_a_statement_of_many_lines_takes_no_time(file: Path) -> None:
    found = faults(file, "[reading]\nwidth = [\n" + "1,\n" * 30_000 + "]\n")
    assert found[0].startswith(":1: [reading] width = a list is wrong;")


# -- writing ------------------------------------------------------------------------------------------------


def test_the_first_setting_makes_the_file_and_says_what_it_is(file: Path) -> None:
    config_file.save(file, "reading", "width", 72)
    text = file.read_text("utf-8")
    assert text.startswith("# Settings of newsreader.")
    assert text.endswith("\n\n[reading]\nwidth = 72\n")
    assert config_file.load(file) == Config(Reading(width=72))


@pytest.mark.parametrize(
    ("wanted", "before", "after"),
    [
        (("reading", "width", 80), "width = 72   # for", "width = 80   # for"),
        (("reading", "indent", 2), "# indent = 0  # not", "indent = 2  # not"),
        (("reading", "spacing", 0), "hanging = true\n\n#", "hanging = true\nspacing = 0\n\n#"),
        (("images", "height", 9), "fetch = false\n", "fetch = false\nheight = 9\n"),
        (
            ("keys", "next", ("J", "Ctrl+N")),
            "fetch = false\n",
            'fetch = false\n\n[keys]\nnext = ["J", "Ctrl+N"]\n',
        ),
        (("ui", "theme", 'no"rd'), "fetch = false\n", 'fetch = false\n\n[ui]\ntheme = "no\\"rd"\n'),
    ],
)
def test_a_change_leaves_all_else_as_it_stands(
    file: Path, wanted: tuple[str, str, toml.Value], before: str, after: str
) -> None:
    config_file.save(write(file, MINE), *wanted)
    assert file.read_text("utf-8") == MINE.replace(before, after)


def test_a_comment_that_only_looks_like_a_setting_stays(file: Path) -> None:
    config_file.save(
        write(file, "[reading]\n# width = as wide as a book\nindent = 2\n"), "reading", "width", 72
    )
    assert file.read_text("utf-8") == "[reading]\n# width = as wide as a book\nindent = 2\nwidth = 72\n"


def test_what_another_program_wrote_meanwhile_stays(file: Path) -> None:
    config_file.save(file, "reading", "width", 72)
    file.write_text(file.read_text("utf-8") + "indent = 2\n", "utf-8")
    config_file.save(file, "ui", "theme", "nord")
    assert config_file.load(file) == Config(Reading(width=72, indent=2), ui=Interface(theme="nord"))


def test_a_file_that_is_not_there_begins_with_what_is_given(file: Path) -> None:
    config_file.save(file, "reading", "width", 72, lambda: "# mine\n[reading]\n# width = 80  # cells\n")
    assert file.read_text("utf-8") == "# mine\n[reading]\nwidth = 72  # cells\n"
    config_file.save(file, "reading", "width", 80, lambda: "never")
    assert "never" not in file.read_text("utf-8")


def test_a_file_is_made_only_where_there_is_none(file: Path) -> None:
    assert config_file.begin(file, lambda: MINE)
    assert not config_file.begin(file, lambda: "never")
    assert file.read_text("utf-8") == MINE


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    mine = write(tmp_path / "dotfiles" / "news.toml", MINE)
    file.parent.mkdir()
    file.symlink_to(mine)
    config_file.save(file, "reading", "width", 80)
    assert file.is_symlink()
    assert config_file.load(mine).reading.width == 80


@pytest.mark.parametrize(
    "text",
    [b"[reading]\nwidth 72\n", b"\xff\xfe", b"reading = 72\n", b"[[reading]]\nwidth = 72\n", b"x = " + b"[" * 50_000, b"#" * 100_001],
    ids=["broken", "no text", "a value", "a list", "deep", "large"],
)  # fmt: skip
def test_a_file_that_is_not_understood_is_left_alone(file: Path, text: bytes) -> None:
    write(file, text)
    with pytest.raises(ConfigWrong):
        config_file.save(file, "reading", "indent", 2)
    assert file.read_bytes() == text


def test_no_room_for_the_file_is_told(file: Path) -> None:
    write(file.parent, "in the way")
    with pytest.raises(StateNotSaved, match="could not be made"):
        config_file.begin(file, lambda: MINE)
    with pytest.raises(StateNotSaved, match="could not be saved"):
        config_file.save(file, "reading", "indent", 2)


# -- whatever it is -----------------------------------------------------------------------------------------


@st.composite
def chosen_values(draw: st.DrawFn) -> tuple[str, str, toml.Value]:
    """A setting and something that it may be."""
    table, key = draw(st.sampled_from(EVERY))
    setting, usual = SETTINGS[table][key], config.default(table, key)
    if isinstance(usual, bool):
        return table, key, draw(st.booleans())
    if isinstance(usual, int):
        return table, key, draw(st.integers(setting.low, setting.high))
    if isinstance(usual, tuple):
        words = st.text(max_size=100).filter(lambda word: any(map(str.isalnum, word)))
        return table, key, tuple(draw(st.lists(words, max_size=4)))
    return table, key, draw(st.sampled_from(setting.choices) if setting.choices else st.text())


comments = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])).map(lambda text: f"# {text}")
loose = st.sampled_from(
    ["", "[reading]", "[images]", "[ui]", "[other]", "[keys]", "next = 'J'", "sort = ['x', 'Ctrl+T']", "width = 72", "# width = 80", "indent = 2", "show = true", "theme = 'x'",
     "reading.spacing = 0", "x = { y = 1 }", 'z = """', '"""', "[reading.deeper]", "[[list]]", "list = [", "]", "  ", "ui = {}"]
)  # fmt: skip
files_of_lines = st.lists(loose | comments, max_size=12).map("\n".join)


@ANY_FILE
@given(wanted=st.lists(chosen_values(), min_size=1, max_size=5))
def test_what_is_saved_is_read_again(tmp_path_factory: pytest.TempPathFactory, wanted: list[Any]) -> None:
    file = tmp_path_factory.mktemp("config") / "config.toml"
    expected = Config()
    for table, key, value in wanted:
        config_file.save(file, table, key, value)
        expected = expected._replace(**{table: getattr(expected, table)._replace(**{key: value})})
        assert config_file.load(file) == expected


@ANY_FILE
@given(text=files_of_lines, ending=st.sampled_from(["\n", "\r\n"]), wanted=chosen_values())
def test_a_change_keeps_every_comment_and_every_other_value(
    tmp_path: Path, text: str, ending: str, wanted: Any
) -> None:
    text = text.replace("\n", ending)
    table, key, value = wanted
    file = write(tmp_path / "config.toml", text)
    try:
        config_file.save(file, table, key, value)
    except ConfigWrong:
        assert file.read_bytes() == text.encode()
        return
    before, after = tomllib.loads(text), tomllib.loads(file.read_bytes().decode())
    assert after[table].pop(key) == (list(value) if isinstance(value, tuple) else value)
    before.get(table, {}).pop(key, None)
    assert after | {table: after[table]} == before | {table: before.get(table, {})}
    for line in text.splitlines():
        if line.startswith("# ") and "=" not in line:
            assert line in file.read_bytes().decode()


@ANY_FILE
@given(data=st.binary() | files_of_lines.map(str.encode))
def test_no_file_does_harm(tmp_path: Path, data: bytes) -> None:
    file = write(tmp_path / "config.toml", data)
    chosen, told = config_file.read(file)
    assert all(words.startswith(str(file)) for words in told)
    for table, key in EVERY:
        value = getattr(getattr(chosen, table), key)
        assert config_file.fault(table, key, value) == ""
    try:
        assert config_file.load(file) == chosen
    except ConfigWrong:
        assert told


def test_the_file_is_in_the_folder_for_settings() -> None:
    assert paths.config_file() == paths.config_dir() / "config.toml"
