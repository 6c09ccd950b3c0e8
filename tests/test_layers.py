"""What each way into the program imports, seen in an interpreter of its own.

The contracts in pyproject.toml say which module may name which; these tests say what is loaded in the end.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_posts"
FERRY_CAT = "Ferry cat retires after eleven years of unpaid service.md"

_SPY = """
import json, sys
{body}
print()
print(json.dumps(sorted(sys.modules)))
"""
_COMMAND = """
from reader.cli import run
code = run({arguments!r})
assert code == 0, code
"""


def modules_after(body: str) -> set[str]:
    """The modules a new interpreter holds after ``body``."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _SPY.format(body=body)],
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    modules: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(modules)


def modules_after_command(*arguments: str) -> set[str]:
    return modules_after(_COMMAND.format(arguments=list(arguments)))


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.mark.usefixtures("readings_at_hand")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("keys",),
        ("config", "set", "ui.theme", "paper"),
        ("list", "--help"),
        ("list", "--archive", str(SAMPLES), "--json"),
        ("list", "--archive", str(SAMPLES), "cat"),
        ("search", "--archive", str(SAMPLES), "cat", "--json"),
        ("search", "--archive", str(SAMPLES), "dengta"),
        ("check", str(SAMPLES)),
        ("sync", str(SAMPLES), "--workers", "0"),
        ("--plain", str(SAMPLES)),
        *(
            ("show", "--format", form, str(next(SAMPLES.rglob(FERRY_CAT))))
            for form in ("text", "markdown", "html", "json")
        ),
    ],
    ids=" ".join,
)
def test_a_command_that_opens_no_screen_never_imports_textual(arguments: tuple[str, ...]) -> None:
    assert "textual" not in packages(modules_after_command(*arguments))


def test_help_imports_no_subcommand_and_no_session() -> None:
    modules = modules_after_command("--help")
    assert not {"reader.session", "reader.library", "reader.archive", "sqlite3"} & modules


def test_a_list_of_everything_needs_no_search() -> None:
    modules_after_command("sync", str(SAMPLES), "--workers", "0")
    modules = packages(modules_after_command("list", "--archive", str(SAMPLES), "--sort", "title"))
    assert not {"tantivy", "rapidfuzz", "pypinyin", "opencc"} & modules


def test_the_key_table_is_plain_data_without_textual() -> None:
    modules = modules_after("import reader.ui.keys")
    assert "reader.ui.keys" in modules
    assert "textual" not in packages(modules)


def test_the_package_of_the_screens_imports_textual_only_when_it_runs() -> None:
    assert "textual" not in packages(modules_after("import reader.ui"))


def test_the_first_screen_needs_no_parser_and_no_search() -> None:
    modules = modules_after("import reader.ui.app")
    assert "textual" in packages(modules)
    assert not {
        "selectolax", "markdown_it", "html2text", "frontmatter", "yaml", "watchfiles", "click", *SEARCHING,
    } & packages(modules)  # fmt: skip
    assert not READING & modules


SEARCHING = {"rapidfuzz", "tantivy", "opencc", "pypinyin"}
READING = {"reader.readings", "reader.library.terms", "reader.library.search"}


@pytest.fixture
def synced(readings_at_hand: None) -> None:
    """A home with an index of the samples, and the tables of how Chinese is read."""
    modules_after_command("sync", str(SAMPLES), "--workers", "0")


@pytest.mark.usefixtures("synced")
def test_a_list_without_a_query_loads_nothing_to_search_with() -> None:
    modules = modules_after_command("list", "--archive", str(SAMPLES))
    assert not SEARCHING & packages(modules)
    assert not READING & modules


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize("query", ["ferry", "图书馆", "tushuguan", "cat:科技"])
def test_a_search_imports_neither_screens_nor_what_makes_tables(query: str) -> None:
    modules = packages(modules_after_command("search", query, "--archive", str(SAMPLES)))
    assert "tantivy" in modules
    assert not {"textual", "pypinyin"} & modules


def test_importing_the_program_costs_nothing() -> None:
    assert {name for name in modules_after("import reader.cli") if name.startswith("reader")} == {
        "reader",
        "reader.cli",
        "reader.errors",
        "reader.language",
    }


def test_importing_every_module_makes_no_file_and_no_folder(home: Path) -> None:
    modules_after(
        "import importlib, pkgutil, reader\n"
        "for module in pkgutil.walk_packages(reader.__path__, 'reader.'):\n"
        "    if not module.name.endswith('__main__'): importlib.import_module(module.name)"
    )
    assert list(home.iterdir()) == []
