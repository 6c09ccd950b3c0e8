"""``newsreader keys``."""

from __future__ import annotations

import json
from itertools import groupby

import click

from reader.cli import speaking
from reader.cli.open import settings
from reader.language import tr
from reader.text import cell_len
from reader.ui.keys import KEYS, SCOPES, names

_COLUMNS = (22, 22)
"""Cells for the keys and for the id."""


@speaking.command("keys")
@speaking.option("--json", "as_json", is_flag=True, help="One JSON object a line: id, keys, scope, help.")
def command(*, as_json: bool) -> None:
    """List every key that is in force, the id that settings know it by, and what it does."""
    settings()
    for scope, keys in groupby(KEYS, key=lambda key: key.scope):
        if not as_json:
            click.echo(tr(SCOPES[scope]))
        for key in keys:
            if as_json:
                found = {"id": key.id, "keys": names(key), "scope": key.scope, "help": key.help}
                click.echo(json.dumps(found, ensure_ascii=False))
            else:
                click.echo(f"  {_cell('  '.join(names(key)), 0)}{_cell(key.id, 1)}{tr(key.help)}")
        if not as_json:
            click.echo()


def _cell(text: str, column: int) -> str:
    return f"{text}{' ' * max(1, _COLUMNS[column] - cell_len(text))}"
