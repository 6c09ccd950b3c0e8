"""``newsreader keys``."""

from __future__ import annotations

from itertools import groupby

import click

from reader.text import cell_len
from reader.ui.keys import KEYS, SCOPES, names


@click.command("keys")
def command() -> None:
    """List every key and what it does."""
    for scope, keys in groupby(KEYS, key=lambda key: key.scope):
        click.echo(SCOPES[scope])
        for key in keys:
            shown = "  ".join(names(key))
            click.echo(f"  {shown}{' ' * max(1, 24 - cell_len(shown))}{key.help}")
        click.echo()
