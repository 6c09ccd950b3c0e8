"""Makes the pages that follow from the code: ``python -m docs.generate [--check]``.

``cli.md`` comes from the commands, ``config.md`` from the table of settings, ``keys.md`` from the key table, and so does what stands between
``<!-- keys: … -->`` and ``<!-- /keys -->`` in the other pages. ``images/*.svg`` are the real program on the sample
archive. With ``--check`` nothing is written: it tells which pages are out of date.
"""

from __future__ import annotations

import inspect
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docs.manual import manual
from reader import config, toml
from reader.cli import EXIT_CODES
from reader.cli.commands import COMMANDS
from reader.cli.group import EPILOG, cli
from reader.ui.keynames import shown
from reader.ui.keys import KEYS, SCOPES, Key
from reader.ui.presets import PRESETS

if TYPE_CHECKING:
    from collections.abc import Iterable


DOCS = Path(__file__).parent
ROOT = DOCS.parent
_MADE = "<!-- Made by `make docs`; change the program instead. -->"
_KEYS_TEXT = """\
The program shows this list too, and `newsreader keys` prints it. The line at the bottom of the screen has the few
that matter where you are; the command palette runs any of them by name. With an input method on, the full-width
twins of these characters (`／`, `ｊ`, …) do the same.

The mouse works as well, and is needed nowhere: a click selects, a double click opens, the wheel scrolls.

Every key can be changed, and there are presets for hands used to other programs: [below](#keys-of-your-own)."""
_OWN_KEYS_TEXT = """\
Each thing that keys do has a name, the last column above; `newsreader keys` prints the keys that are in force, with
these names. In the table `[keys]` of the [settings](config.md), or with `newsreader config set`, they get other keys:

```toml
{example}```

* A key is written as on this page or in any other common way: `Ctrl+S`, `C-s`, `Esc`, `PgDn`, `Down`, `F2`, `?`. A
  letter is large or small as it stands. `""` leaves no key.
* A key given to one thing is taken from whatever had it at the same time. The program says so at the start, until the
  other has a line of its own too.
* What can't be is told with file and line, and doesn't count: an unknown name, a key that terminals don't send, one
  key for two things of your own choice, a character where one types. What one needs to get out again, to find help
  and to quit keeps a key.
* The help, the last line and every message show the keys that are in force.

What the presets change:"""
KEYS_EXAMPLE = """\
[keys]
preset = "mutt"             # or "newsboat", "default"
copy-link = "F5"
next = ["J", "Ctrl+N"]
theme = ""                  # no key
"""
_CLI_TEXT = """\
Standard output carries data only; what is said to you goes to standard error. `--help` after any command tells what
is here."""
CONFIG_EXAMPLE = """\
# Settings of newsreader

[reading]
width = 72          # 36 Chinese characters
indent = 2          # paragraphs as in a book …
spacing = 0         # … without blank lines between them
hanging = true
cjk_per_minute = 500

[ui]
theme = "gruvbox"
"""
_CONFIG_TEXT = """\
Settings live in one file, `config.toml`, in the folder for configuration ([files](files.md));
`newsreader config path` tells where that is. It is [TOML](https://toml.io), it need not exist, and what it doesn't
say is as usual:

```toml
{example}```

`newsreader config edit` opens it in your editor, and begins it with every setting, explained and commented out, when
it isn't there. `newsreader config get` and `set` ask for one setting and change it; all else in the file stays as it
stands:

```sh
newsreader config set reading.width 72
newsreader config get reading.width
```

`newsreader config` prints every setting with what it means and what it may be, as such a file: what you have not
changed is commented out. `newsreader config --check` tells what is wrong in the file, with line, setting and what
is allowed, as `config edit` does at the end ([command line](cli.md#newsreader-config)). A mistake never keeps the
reader from starting: it warns, and the rest of the file counts.

The settings of articles can also be chosen while one reads: open the command palette ({palette}) and type
`reading`. A choice is in force at once and is written into the file, as is the theme ({theme}); comments and order
of the file stay as they are. A file that can't be understood is left alone, and the choice holds for that time only.
What you change in the file by hand counts from the next start on."""
_CONFIG_TABLES = {
    "reading": "How articles are set and how long they take to read.",
    "images": "Pictures in articles.",
    "ui": "The screen around articles.",
    "keys": "What keys do. Beside the preset any key can be given by its name: [keys](keys.md#keys-of-your-own).",
}
_BLOCK = re.compile(r"(?P<begin><!-- keys: (?P<ids>[\w -]+) -->\n).*?(?P<end><!-- /keys -->)", re.DOTALL)


def pages() -> dict[Path, str]:
    """Every page that is made, wholly or in part, and what it should hold."""
    written = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
    return {path: _with_keys(path.read_text("utf-8")) for path in written} | {
        DOCS / "cli.md": cli_page(),
        DOCS / "config.md": config_page(),
        DOCS / "keys.md": keys_page(),
        DOCS / "newsreader.1": manual(),
    }


def _with_keys(text: str) -> str:
    """``text`` with the tables between its key marks made anew."""
    by_id = {key.id: key for key in KEYS}

    def block(match: re.Match[str]) -> str:
        chosen = [by_id[name] for name in match["ids"].split()]
        return f"{match['begin']}{_key_table(chosen)}\n{match['end']}"

    return _BLOCK.sub(block, text)


# -- keys ---------------------------------------------------------------------------------------------------


def keys_page() -> str:
    """keys.md."""
    parts = [
        "# Keys",
        _MADE,
        _KEYS_TEXT,
    ]
    for scope, keys in groupby(KEYS, key=lambda key: key.scope):
        parts += [f"## {SCOPES[scope]}", _key_table(keys, with_ids=True)]
    parts += ["## Keys of your own", _OWN_KEYS_TEXT.format(example=KEYS_EXAMPLE), _preset_table()]
    return "\n\n".join(parts) + "\n"


def _key_table(keys: Iterable[Key], *, with_ids: bool = False) -> str:
    head = (
        ["| key | what it does | name |", "|---|---|---|"]
        if with_ids
        else ["| key | what it does |", "|---|---|"]
    )
    rows = [
        f"| {_codes_of(key.keys)} | {_cell(key.help)} |{f' {_code(key.id)} |' if with_ids else ''}"
        for key in keys
    ]
    return "\n".join([*head, *rows])


def _codes_of(keys: Iterable[str]) -> str:
    return " ".join(_code(shown(name)) for name in keys)


def _preset_table() -> str:
    """What presets change, a column for each; a row begins with what the keys do."""
    presets = [name for name in PRESETS if name != "default"]
    head = f"| what it does | {' | '.join(presets)} | name |\n|---|{'---|' * len(presets)}---|"
    rows = [
        f"| {_cell(key.help)} | {' | '.join(_codes_of(PRESETS[name].get(key.id, ())) for name in presets)} | {_code(key.id)} |"
        for key in KEYS
        if any(key.id in PRESETS[name] for name in presets)
    ]
    return "\n".join([head, *rows])


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# -- command line -------------------------------------------------------------------------------------------


def cli_page() -> str:
    """cli.md."""
    examples = re.sub(r"^.*?Examples:\n|^  ", "", EPILOG, flags=re.DOTALL | re.MULTILINE)
    examples, _, aside = examples.partition("\n\n")
    parts = [
        "# Command line",
        _MADE,
        _CLI_TEXT,
        f"```sh\n{examples}\n```",
        aside + ".",
    ]
    for name in COMMANDS:
        parts += _command(name)
    parts += ["## Exit codes", "| code | meaning |\n|---|---|\n" + "\n".join(_codes())]
    return "\n\n".join(parts) + "\n"


def _codes() -> Iterable[str]:
    return (f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())


def _command(name: str) -> list[str]:
    context = click.Context(cli, info_name="newsreader", **cli.context_settings)
    command = cli.get_command(context, name)
    assert command is not None
    return _described(command, click.Context(command, parent=context, info_name=name), "##")


def _described(command: click.Command, context: click.Context, level: str) -> list[str]:
    """A command with its options, and those below it."""
    usage = " ".join(command.get_usage(context).removeprefix("Usage: ").split())
    help_text = inspect.cleandoc(command.help or "")
    parts = [f"{level} {context.command_path}", f"```sh\n{usage}\n```", help_text]
    records = [parameter.get_help_record(context) for parameter in command.params]
    rows = [f"| {_code(option)} | {_cell(text)} |" for option, text in filter(None, records) if text]
    if rows:
        parts.append("\n".join(["| option | what it does |", "|---|---|", *rows]))
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            parts += _described(inner, click.Context(inner, parent=context, info_name=name), f"{level}#")
    return parts


# -- settings -----------------------------------------------------------------------------------------------


def config_page() -> str:
    """config.md."""
    keys = {key.id: _codes_of(key.keys).replace(" ", " or ") for key in KEYS}
    text = _CONFIG_TEXT.format(example=CONFIG_EXAMPLE, palette=keys["palette"], theme=keys["theme"])
    parts = ["# Settings", _MADE, text]
    for table, about in _CONFIG_TABLES.items():
        rows = [
            f"| {_code(key)} | {_code(toml.literal(config.default(table, key)))} "
            f"| {_cell(config.allowed(table, key))} | {_cell(setting.text)} |"
            for key, setting in config.SETTINGS[table].items()
        ]
        head = "| setting | default | allowed | what it means |\n|---|---|---|---|"
        parts += [f"## `[{table}]`", about, "\n".join([head, *rows])]
    return "\n\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or tell which are out of date; the exit code."""
    made = pages()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT).as_posix()} is out of date: make docs")
        return 1 if stale else 0
    for path in stale:
        path.write_text(made[path], "utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")
    from docs import pictures  # noqa: PLC0415 -- only these need the screen

    pictures.IMAGES.mkdir(exist_ok=True)
    for path, svg in pictures.make().items():
        path.write_text(svg, "utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
