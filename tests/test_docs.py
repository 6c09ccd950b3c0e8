"""The papers say what is true: made pages are up to date, and what the written ones name is there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from docs.generate import main, pages
from docs.pictures import DEMO, IMAGES, OPENED, SCENES, SCREENSHOT
from reader import __version__, errors, paths
from reader.cli import EXIT_CODES
from reader.cli.commands import COMMANDS
from reader.cli.group import cli
from reader.ui.keys import KEYS, names

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "reader"
PAPERS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCED.sub("", page.read_text("utf-8"))


def code(page: Path) -> list[str]:
    """Every line of code in a page, in blocks and within the text."""
    text = page.read_text("utf-8")
    blocks = [
        line for language, block in FENCED.findall(text) if language == "sh" for line in block.splitlines()
    ]
    return blocks + re.findall(r"`([^`\n]+)`", FENCED.sub("", text))


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_made_pages_are_as_the_program_makes_them() -> None:
    stale = [named(path) for path, text in pages().items() if path.read_text("utf-8") != text]
    assert stale == [], "make docs"


def test_the_check_of_made_pages_writes_nothing_and_says_that_all_is_well() -> None:
    before = {path: path.stat().st_mtime_ns for path in pages()}
    assert main(["--check"]) == 0
    assert {path: path.stat().st_mtime_ns for path in pages()} == before


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_is_documented(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    section = text.partition(f"## newsreader {name}\n")[2].partition("\n## ")[0]
    assert section
    assert (command.help or "").splitlines()[0] in section
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts} has no help"
            assert any(f"`{option}" in section for option in parameter.opts)


def test_every_key_is_documented_with_what_it_does() -> None:
    rows = {
        tuple(re.findall(r"`([^`]+)`", line.split(" | ")[0].replace("\\|", "|")))
        for line in (ROOT / "docs" / "keys.md").read_text("utf-8").splitlines()
        if line.startswith("| `")
    }
    assert rows == {tuple(names(key)) for key in KEYS}


def test_every_error_has_an_exit_code_that_is_documented() -> None:
    kinds = [errors.ReaderError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert {kind.exit_code for kind in kinds} <= set(EXIT_CODES)


@pytest.mark.parametrize("page", PAPERS, ids=named)
def test_links_lead_to_something(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        if target.startswith(("https://", "http://")):
            continue
        path, _, anchor = unquote(target).partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.exists(), target
        assert not anchor or anchor in anchors(aim), target


@pytest.mark.parametrize("page", PAPERS, ids=named)
def test_make_targets_that_are_named_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    called = {match[1] for line in code(page) if (match := re.match(r"make ([a-z]+)\b", line))}
    assert called <= targets


def test_the_readme_gives_the_two_commands_that_do_all_the_set_up() -> None:
    assert {"run", "test"} <= {
        line.split()[1] for line in code(ROOT / "README.md") if line.startswith("make ")
    }


def test_make_help_knows_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) - {"help"}
    assert set(re.findall(r"@echo 'make ([a-z]+) ", makefile)) == targets


@pytest.mark.parametrize("page", PAPERS, ids=named)
def test_command_lines_that_are_shown_are_understood(page: Path) -> None:
    for line in code(page):
        words = shlex.split(line, comments=True) if line.startswith("newsreader ") else []
        if len(words) < 2 or words[1] not in COMMANDS or "[OPTIONS]" in words:
            continue
        command = cli.get_command(click.Context(cli), words[1])
        assert command is not None
        if isinstance(command, click.Group) and len(words) > 2 and not words[2].startswith("-"):
            assert words[2] in command.commands, line
            command = command.commands[words[2]]
        known = {option for parameter in command.params for option in parameter.opts}
        given = {word for word in words[2:] if word.startswith("--")}
        assert given <= known | {"--help"}, line


def test_the_table_of_places_in_the_code_names_files_that_exist() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Find it")[2].partition("\n## ")[0]
    places = [
        name
        for row in table.splitlines()
        if row.startswith("| ")
        for name in re.findall(r"`([\w/]+[./]\w*)`", row)
    ]
    assert len(places) > 30
    assert [place for place in places if not (SOURCES / place).exists()] == []


def test_the_page_about_files_names_the_real_ones(home: Path) -> None:
    text = (ROOT / "docs" / "files.md").read_text("utf-8")
    for path in (paths.bookmarks_file(), paths.recent_file(), paths.catalog_file(home)):
        assert path.name in text


def test_the_changelog_has_the_version_on_top() -> None:
    versions = re.findall(r"^## \[([^]]+)]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == __version__


@pytest.mark.parametrize("name", [*(scene.name for scene in SCENES), DEMO.name])
def test_pictures_are_there_and_fetch_nothing(name: str) -> None:
    svg = (IMAGES / f"{name}.svg").read_text("utf-8")
    assert "url(http" not in svg
    assert "href" not in svg
    assert "<script" not in svg
    assert ("@keyframes" in svg) == (name == DEMO.name)


def test_the_picture_is_of_the_program() -> None:
    assert OPENED in SCREENSHOT.read_text("utf-8")


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_the_manual_page_is_one() -> None:
    ran = subprocess.run(
        ["man", "--warnings", "-l", ROOT / "docs" / "newsreader.1"], capture_output=True, check=True
    )
    assert ran.stderr == b""
    assert b"newsreader export" in ran.stdout.replace(b"\x08", b"")
