"""The command line. One short module per subcommand; errors become words here and nowhere else.

Standard output carries data only; what is said to the user goes to standard error.
"""

from __future__ import annotations

import os
import sys

from reader.errors import ReaderError

EXIT_CODES = {
    0: "done",
    1: "`check` found files that can't be read, or an error without a code of its own",
    2: "the command line was wrong",
    3: "there is no such archive",
    4: "there is no such post",
    5: "the file of a post can't be read",
    6: "what you did could not be saved",
    7: "the catalogue can't be used",
    130: "interrupted",
}


_COMPLETE = "_NEWSREADER_COMPLETE"
"""Set by the shell when it asks for completions."""


def main() -> None:
    """The command ``newsreader``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line; the exit code."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except ReaderError as error:
        say(error.message, error.hint)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has had enough (`| head`): not an error, and nothing more to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except BaseException as error:
        return _exit_code(error)
    return code if isinstance(code, int) else 0


def _run(arguments: list[str]) -> object:
    from reader.cli.commands import COMMANDS  # noqa: PLC0415 -- importing this package must cost nothing

    first = arguments[0] if arguments else ""
    if (
        len(arguments) < 2
        and not first.startswith("-")
        and first not in COMMANDS
        and _COMPLETE not in os.environ
    ):
        # The usual way in needs no command line parser, which would take a tenth of the start.
        from reader.cli.open import open_reader  # noqa: PLC0415

        return open_reader(first or None)
    from reader.cli.group import cli  # noqa: PLC0415

    return cli.main(arguments, prog_name="newsreader", standalone_mode=False)


def _exit_code(error: BaseException) -> int:
    import click  # noqa: PLC0415

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        return 130
    if isinstance(error, click.ClickException):
        usage = error.ctx.get_usage() if isinstance(error, click.UsageError) and error.ctx else ""
        say(error.format_message(), usage)
        return error.exit_code
    raise error


def say(message: str, hint: str = "") -> None:
    """A message for the user on standard error, and what to do about it."""
    lines = [f"newsreader: {message}", *(f"  {line}" for line in hint.splitlines())]
    encoding = sys.stderr.encoding or "utf-8"
    text = "\n".join(lines).encode(encoding, "backslashreplace").decode(encoding)
    print(text, file=sys.stderr)  # noqa: T201
