"""The command line. One short module per subcommand; errors become words here and nowhere else.

Standard output carries data only; what is said to the user goes to standard error.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys

from reader.errors import ReaderError, reason_of
from reader.language import later, tr

EXIT_CODES = {
    0: later("done"),
    1: later(
        "`check` found files that can't be read, `search` found nothing, or an error without a code of its own"
    ),
    2: later("the command line was wrong"),
    3: later("there is no such archive"),
    4: later("there is no such post"),
    5: later("the file of a post can't be read"),
    6: later("what you did could not be saved"),
    7: later("the catalogue can't be used"),
    8: later("something in the file of settings is wrong (`config --check`)"),
    70: later("the program made a mistake; where it is written down is said"),
    130: later("interrupted"),
}


COMPLETE = "_NEWSREADER_COMPLETE"
"""Set by the shell when it asks for completions."""


def main() -> None:
    """The command ``newsreader``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line; the exit code."""
    try:
        return _run_or_tell(arguments)
    except Exception as error:  # noqa: BLE001 -- a mistake of the program: written down, and told in a sentence
        from reader import crashes  # noqa: PLC0415 -- rare, it is hoped

        say(*crashes.words(error, crashes.note(error)))
        return crashes.EXIT_CODE


def _run_or_tell(arguments: list[str]) -> int:
    """Run a command line; the exit code. What is for the user is told."""
    _speak()
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
        if error.errno == errno.EIO and _is_hung_up():
            _drop_output()
            return 0  # like a reader who has had enough
        if error.errno != errno.ENOSPC:
            raise
        _drop_output()
        say(tr("the output can't be written: {reason}").format(reason=reason_of(error)))
        return 1
    return code


def _speak() -> None:
    """Choose the language, before anything is imported that says something."""
    from reader import language, paths  # noqa: PLC0415 -- importing this package must cost nothing

    wish = "auto"
    with contextlib.suppress(OSError):
        text = paths.config_file().read_bytes()
        if b"language" in text:
            from reader import config_file  # noqa: PLC0415 -- most have no such file, or leave that open

            wish = config_file.read(paths.config_file())[0].ui.language
    language.use(wish)


def _is_hung_up() -> bool:
    """Whether the terminal at one of our ends is gone."""
    for number in range(3):
        try:
            os.get_terminal_size(number)
        except OSError as error:
            if error.errno == errno.EIO:  # what is no terminal says something else
                return True
    return False


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
        gc.disable()  # nothing that is imported becomes garbage; until there is a screen, see reader.ui.run
        try:
            from reader.cli.open import open_reader  # noqa: PLC0415

            open_reader(first or None)
        finally:
            gc.enable()
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
