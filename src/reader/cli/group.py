"""The subcommands, imported when they are used. Opening the reader comes before, in :mod:`reader.cli`."""

from __future__ import annotations

import importlib
import os
from typing import Any

import click

from reader import __version__
from reader.cli import COMPLETE, say, speaking
from reader.cli.commands import COMMANDS, MODULES
from reader.language import later, tr

EPILOG = later("""\b
Examples:
  newsreader ~/news                 read a folder of posts
  newsreader                        read the last one again (the first time: a demo)
  newsreader list --archive ~/news --limit 20 --json
  newsreader show --archive ~/news POST

A folder that is named like a subcommand: newsreader ./list""")


PROGRAM = "newsreader"


class ReaderGroup(speaking.Group):
    """A group whose subcommands are imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"reader.cli.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section(tr("Commands")):
            formatter.write_dl([(name, tr(about)) for name, about in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(tr(EPILOG))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and len(args) > 1:
            ctx.fail(tr("{name} is no command, and an archive is opened alone.").format(name=args[0]))
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        del ctx
        return ["[ARCHIVE | COMMAND ...]"]


@click.group(
    cls=ReaderGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, "-V", "--version", prog_name="newsreader", message="%(prog)s %(version)s",
    cls=speaking.Option, help="Show the version and exit.",
)  # fmt: skip
@speaking.option("--plain", is_flag=True, help="Line by line, for screen readers and dumb terminals.")
@speaking.option("--tour", is_flag=True, help="Begin with a tour of three minutes, on the sample archive.")
def cli(**_: Any) -> None:
    """Read a folder of saved news in the terminal.

    ARCHIVE is a folder of posts (Markdown, HTML or text files, with or without front matter), or one post.
    Nothing in it is ever changed.
    """


def run_command(arguments: list[str]) -> int:
    """Run a command line other than opening the reader; the exit code."""
    entry: click.Command = cli
    if "--tour" in arguments and arguments[0] not in COMMANDS:
        others = [argument for argument in arguments if argument != "--tour"]
        if len(others) < 2 and not any(argument.startswith("-") for argument in others):
            from reader.cli.open import open_reader  # noqa: PLC0415 -- one of many ways in

            open_reader(next(iter(others), None), tour=True)
            return 0
    if "--plain" in arguments and arguments[0] not in COMMANDS:
        from reader.cli.plain import command as entry  # noqa: PLC0415 -- one of many ways in

        arguments = [argument for argument in arguments if argument != "--plain"]
    if COMPLETE in os.environ:
        cli.main(arguments, prog_name="newsreader", complete_var=COMPLETE)
    # Otherwise not main(): it takes a closed pipe for an error.
    try:
        with entry.make_context(PROGRAM if entry is cli else f"{PROGRAM} --plain", arguments) as context:
            entry.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        say(speaking.told(error), error.ctx.get_usage() if error.ctx else "")
        return error.exit_code
    return 0
