"""Brings the catalogue of Chinese up to date with the code: ``python -m docs.words [--check]``.

Every string in a call of :func:`reader.language.tr` and its like is put into the catalogue, and what the help of
commands says; those that are gone are taken out; what was translated stays. Then the catalogue is compiled for
gettext. With ``--check`` nothing is written: it tells what is missing, not translated, or does not fit its original.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reader.cli.speaking import unwrapped
from reader.language import DOMAIN, FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parent.parent / "src" / "reader"
PO = Path(FOLDER) / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "tr": None,
    "later": None,
    "tr_plural": (1, 2),
    "tr_context": ((1, "c"), 2),
}
_HEADER = """\
# What newsreader says, in Simplified Chinese. `make words` brings it up to date; translate what is empty.
# Licence: GPL-3.0-or-later, as the program."""


def _new(locale: str = "zh_CN") -> Catalog:
    catalog = Catalog(locale=locale, domain=DOMAIN, project="newsreader", charset="utf-8", fuzzy=False)
    catalog.header_comment = _HEADER
    return catalog


def extracted() -> Catalog:
    """Every string of the code that is to be translated."""
    catalog = _new()
    found = extract_from_dir(SOURCE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("TRANSLATORS:",), strip_comment_tags=True)  # fmt: skip
    for path, _, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        # Where it stands tells a translator what it is for; the line would change with every commit.
        catalog.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    for file in sorted((SOURCE / "cli").glob("*.py")):
        for text in _helps(ast.parse(file.read_text("utf-8"))):
            catalog.add(text, None, [(f"cli/{file.name}", 0)])
    return catalog


def _helps(module: ast.Module) -> Iterator[str]:
    """What the help of a module's commands says: docstrings of commands, ``help=`` of options."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            if text := ast.get_docstring(node):
                yield unwrapped(text)
        elif isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield unwrapped(str(node.value.value))


def _makes_command(decorator: ast.expr) -> bool:
    made = decorator.func if isinstance(decorator, ast.Call) else None
    return isinstance(made, ast.Attribute) and made.attr in {"command", "group"}


def updated() -> Catalog:
    """The strings of the code with what was translated."""
    catalog = extracted()
    if PO.exists():
        with PO.open("rb") as file:
            known = read_po(file, locale="zh_CN")
        for message in catalog:
            old = known.get(message.id, message.context) if message.id else None
            if old is not None and old.string:
                message.string = old.string
    return catalog


def po(catalog: Catalog) -> bytes:
    """The file for people."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, include_lineno=False, omit_header=False)
    # Dates and names of tools in the header would differ each time.
    lines = file.getvalue().decode().splitlines()
    noise = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Generated-By", "Report-Msgid", "Project-Id-Version")  # fmt: skip
    return "\n".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in noise))).encode() + b"\n"  # fmt: skip


def mo(text: bytes) -> bytes:
    """The file for gettext."""
    file = io.BytesIO()
    catalog = read_po(io.BytesIO(text), locale="zh_CN")
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    write_mo(file, catalog)
    return file.getvalue()


def _said(compiled: bytes) -> dict[object, str]:
    """What a compiled catalogue says; its header, which names the version of its maker, is left out."""
    said = vars(GNUTranslations(io.BytesIO(compiled)))["_catalog"]
    return {original: text for original, text in said.items() if original}


def wrong(catalog: Catalog) -> Iterator[str]:
    """What is not translated, or asks for other things than its original does."""
    for message in catalog:
        if not message.id:
            continue
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if not strings or not all(strings):
            yield f"not translated: {originals[0]}"
        elif any(_fields(each) - set().union(*map(_fields, originals)) for each in strings):
            yield f"fills in what its original does not: {originals[0]}"
        elif any(_fields(originals[-1]) - _fields(each) for each in strings):
            yield f"leaves something out: {originals[0]}"


def _fields(text: str) -> set[str]:
    """The names in braces."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()  # braces that mean themselves: it is not filled in


def problems() -> list[str]:
    """All that is to be done before the catalogue is complete and as the code has it."""
    catalog = updated()
    text = po(catalog)
    found = list(wrong(catalog))
    if not PO.exists() or PO.read_bytes() != text:
        found.append(f"out of date: {PO.name} (make words)")
    if not MO.exists() or _said(MO.read_bytes()) != _said(mo(text)):
        found.append(f"out of date: {MO.name} (make words)")
    return found


def main(arguments: list[str]) -> int:
    """Bring it up to date, or check it."""
    if "--check" not in arguments:
        text = po(updated())
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(text)
        MO.write_bytes(mo(text))
    found = problems()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
