"""``newsreader completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from reader.cli import COMPLETE, speaking


@speaking.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL, e.g. for `newsreader completion zsh >> ~/.zshrc`."""
    from reader.cli.group import cli  # noqa: PLC0415

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "newsreader", COMPLETE).source())
