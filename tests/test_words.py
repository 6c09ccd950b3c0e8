"""No sentence goes to the user without the catalogue: a look at the code itself, so that none is forgotten."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader
from reader import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOURCE = Path(inspect.getfile(reader)).parent
_FILES = sorted(_SOURCE.rglob("*.py"))
_TRANSLATING = {"tr", "tr_plural", "tr_context", "later"}
_ERRORS = {
    name for name, what in vars(errors).items() if inspect.isclass(what) and issubclass(what, Exception)
}
_SAYING = {
    *("notify", "tell", "warn", "say", "print_text", "echo", "secho", "confirm", "prompt"),
    *("Static", "Label", "Picker", "PickerRow", "Edited", "News", "Fault", "Remedy", "Content"),
    *("ClickException", "UsageError", "BadParameter", "BadArgumentUsage"),
    *_ERRORS,
}
"""What is called with words for the user."""
_PLACES = {"border_title", "border_subtitle", "placeholder", "empty", "tooltip"}
"""Attributes and parameters that are words for the user."""
_SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? +[A-Za-z(]{2,}|[A-Za-z]{3,}[.!?…]$|^[A-Z][a-z]+ *$")
"""Words with a blank between them, or a word that stands alone."""


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts of an expression that don't go through the catalogue; those that other calls are given are not its own."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join", "strip"}:
            yield from _texts(node.func.value)
    elif not isinstance(node, (ast.Subscript, ast.Compare, ast.Lambda, ast.Dict)):
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def _said(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts that are given to what says them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in _SAYING:
            for argument in (*node.args, *(each.value for each in node.keywords if each.arg in {"title", "hint", "message", "trouble"})):  # fmt: skip
                yield from _texts(argument)
        if isinstance(node, ast.keyword) and node.arg in _PLACES:
            yield from _texts(node.value)
        if isinstance(node, ast.Assign) and any(
            getattr(each, "attr", "") in _PLACES for each in node.targets
        ):
            yield from _texts(node.value)


@pytest.mark.parametrize("file", _FILES, ids=lambda file: str(file.relative_to(_SOURCE)))
def test_what_is_said_goes_through_the_catalogue(file: Path) -> None:
    wrong = [
        f"{file.relative_to(_SOURCE)}:{line}: {text!r}"
        for line, text in _said(ast.parse(file.read_text("utf-8")))
        if _SENTENCE.search(text)
    ]
    assert wrong == []


def _inside(tree: ast.Module, kind: type[ast.AST]) -> set[int]:
    """Every node that is in one of a kind."""
    return {id(node) for outer in ast.walk(tree) if isinstance(outer, kind) for node in ast.walk(outer)}


@pytest.mark.parametrize("file", _FILES, ids=lambda file: str(file.relative_to(_SOURCE)))
def test_what_goes_through_the_catalogue_can_be_found_by_it(file: Path) -> None:
    """A text that is glued together, or in the braces of an f-string, would not be."""
    tree = ast.parse(file.read_text("utf-8"))
    in_braces = _inside(tree, ast.JoinedStr)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in _TRANSLATING:
            for text in node.args:
                assert not isinstance(text, (ast.JoinedStr, ast.BinOp)), f"{file}:{node.lineno}"
                is_literal = isinstance(text, ast.Constant) and isinstance(text.value, str)
                assert not (is_literal and id(node) in in_braces), f"{file}:{node.lineno}"


_NOT_SAID = {"bold not underline": "a style", "not bold not underline": "a style"}
"""Texts of the screen that look like sentences and are none."""
_SILENT = {"svg.py": "SVG, and names of fonts", "drawing.py": "numbers of characters"}
"""Files that say nothing."""
_THREADS = {"Latest", "Jobs", "Writer", "Thread"}
"""What is given the name of a thread."""


@pytest.mark.parametrize("file", sorted((_SOURCE / "ui").rglob("*.py")), ids=lambda file: str(file.relative_to(_SOURCE)))  # fmt: skip
def test_no_sentence_of_the_screen_is_forgotten(file: Path) -> None:
    """Whatever it is given to: every text in ``ui`` with words in it goes through the catalogue."""
    tree = ast.parse(file.read_text("utf-8"))
    left_out = _inside(tree, ast.Raise) - {
        id(node) for node in ast.walk(tree) if isinstance(node, ast.Module)
    }
    for node in ast.walk(tree):
        is_translated = isinstance(node, ast.Call) and _name(node) in _TRANSLATING | _THREADS
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []  # fmt: skip
        is_style = any(getattr(target, "id", "").endswith("CSS") for target in targets)
        if is_translated or is_docstring or is_style:
            left_out |= {id(each) for each in ast.walk(node)}
    wrong = [
        f"{file.relative_to(_SOURCE)}:{node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in left_out
        and re.search(r"[A-Za-z]{2,}[,;:]? +[A-Za-z(]{2,}", node.value)
        and node.value not in _NOT_SAID
        and file.name not in _SILENT
    ]
    assert wrong == []
