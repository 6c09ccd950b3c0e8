"""The subcommands, imported when they are used, and what happens without one: the reader opens."""

from __future__ import annotations

import importlib
from typing import Any

import click

from reader import __version__

COMMANDS = {
    "sync": "Read new and changed posts of an archive into its catalogue.",
    "list": "List posts, newest first.",
    "show": "Print posts as text, Markdown, HTML or JSON.",
    "check": "Report files that could not be read, and what was guessed.",
    "paths": "Tell where bookmarks, state and caches live.",
    "keys": "List every key and what it does.",
    "completion": "Print the completion script for a shell.",
}
"""Every subcommand and its one-line help: here, so that `--help` imports none of them."""

EPILOG = """\b
Examples:
  newsreader ~/news                 read a folder of posts
  newsreader                        read the last one again (the first time: a demo)
  newsreader list --archive ~/news --limit 20 --json
  newsreader show --archive ~/news POST

A folder that is named like a subcommand: newsreader ./list"""


class ReaderGroup(click.Group):
    """A group whose subcommands are imported on demand and whose first word may be a folder instead."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS and cmd_name != "open":
            return None
        module = importlib.import_module(f"reader.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            return "open", self.get_command(ctx, "open"), args
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["open-last"])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        del ctx
        return ["[ARCHIVE | COMMAND ...]"]


@click.group(
    cls=ReaderGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="newsreader", message="%(prog)s %(version)s")
def cli(**_: Any) -> None:
    """Read a folder of saved news in the terminal.

    ARCHIVE is a folder of posts (Markdown, HTML or text files, with or without front matter), or one post.
    Nothing in it is ever changed.
    """
