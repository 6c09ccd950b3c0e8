"""The command line. One short module per subcommand; errors become words here and nowhere else.

Standard output carries data only; what is said to the user goes to standard error.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys

from reader.errors import ReaderError

EXIT_CODES = {
    0: "done",
    1: "`check` found files that can't be read, `search` found nothing, or an error without a code of its own",
    2: "the command line was wrong",
    3: "there is no such archive",
    4: "there is no such post",
    5: "the file of a post can't be read",
    6: "what you did could not be saved",
    7: "the catalogue can't be used",
    8: "something in the file of settings is wrong (`config --check`)",
    130: "interrupted",
}


COMPLETE = "_NEWSREADER_COMPLETE"
"""Set by the shell when it asks for completions."""


def main() -> None:
    """The command ``newsreader``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line; the exit code."""
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except ReaderError as error:
        say(error.message, error.hint)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has had enough (`| head`): not an error, and nothing more to flush at exit.
        _drop_output()
        return 0
    except KeyboardInterrupt:
        _drop_output()
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _drop_output()
        say(f"the output can't be written: {error.strerror}")
        return 1
    return code


def _drop_output() -> None:
    """What is still to be written goes nowhere."""
    with contextlib.suppress(AttributeError, OSError, ValueError):  # no output, or none with a number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> int:
    from reader.cli.commands import COMMANDS  # noqa: PLC0415 -- importing this package must cost nothing

    first = arguments[0] if arguments else ""
    if (
        len(arguments) < 2
        and not first.startswith("-")
        and first not in COMMANDS
        and COMPLETE not in os.environ
    ):
        # The usual way in needs no command line parser, which would take a tenth of the start.
        from reader.cli.open import open_reader  # noqa: PLC0415

        open_reader(first or None)
        return 0
    from reader.cli.group import run_command  # noqa: PLC0415

    return run_command(arguments)


def say(message: str, hint: str = "") -> None:
    """A message for the user on standard error, and what to do about it."""
    if sys.stderr is None:
        return
    from reader.text import one_line  # noqa: PLC0415

    # Messages name files, and a file's name may hold anything.
    lines = [f"newsreader: {one_line(message)}", *(f"  {one_line(line)}" for line in hint.splitlines())]
    encoding = sys.stderr.encoding or "utf-8"
    text = "\n".join(lines).encode(encoding, "backslashreplace").decode(encoding)
    print(text, file=sys.stderr)  # noqa: T201
