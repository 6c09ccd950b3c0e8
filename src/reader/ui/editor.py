"""The user's own editor on a text, with the terminal to itself until it ends."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.app import SuspendNotSupported

from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

_OTHERWISE = ("editor", "nano", "vim", "vi")
"""What is looked for where neither VISUAL nor EDITOR names an editor."""
_AT_ONCE = 0.5
"""Seconds; an editor that changes nothing in less has opened a window of its own and not waited for it."""


class Edited(NamedTuple):
    """What came out of an editor."""

    text: str
    """What was given, where something went wrong."""
    trouble: str = ""
    """What went wrong, for the user."""


def edit(app: App[None], text: str, name: str = "note") -> Edited:
    """Let the user's editor (VISUAL, EDITOR, else what there is) change a text.

    Nothing that was saved in it is lost: what can't be taken over is left in its file, and the user told where.

    Args:
        app: gives the terminal away meanwhile.
        text: what to begin with.
        name: of the file, without a suffix; editors show it.
    """
    command = _command()
    if isinstance(command, Edited):
        return command._replace(text=text)
    folder = Path(tempfile.mkdtemp(prefix="newsreader-"))
    file = folder / f"{name}.md"
    file.write_text(f"{text}\n" if text else "", "utf-8")
    before, begun = file.stat(), time.monotonic()
    try:
        with app.suspend(), _deaf_to_interrupts():
            code = subprocess.run([*command, os.fspath(file)], check=False).returncode  # noqa: S603
    except SuspendNotSupported:
        edited = Edited(text, tr("This terminal can't be given to an editor."))
    except OSError as error:
        edited = Edited(
            text,
            tr("{program} could not be started: {why}.").format(
                program=command[0], why=error.strerror or error
            ),
        )
    else:
        edited = _result(text, file, code, command[0])
    is_untouched = _is_untouched(file, before)
    if not edited.trouble and is_untouched and time.monotonic() - begun < _AT_ONCE:
        words = tr("{program} did not wait for you. Editors with a window need an option like --wait.")
        return Edited(text, words.format(program=command[0]))
    if edited.trouble and not is_untouched:
        return edited._replace(
            trouble=tr("{trouble} What it saved is in {file}").format(trouble=edited.trouble, file=file)
        )
    shutil.rmtree(folder, ignore_errors=True)
    return edited


def _command() -> list[str] | Edited:
    for variable in ("VISUAL", "EDITOR"):
        if written := os.environ.get(variable, "").strip():
            try:
                command = shlex.split(written)
            except ValueError as error:
                words = tr("{variable} can't be understood ({why}): {value}")
                return Edited("", words.format(variable=variable, why=error, value=written))
            if shutil.which(command[0]) is None:
                words = tr("There is no editor {program}, which {variable} names.")
                return Edited("", words.format(program=command[0], variable=variable))
            return command
    found = next(filter(None, map(shutil.which, _OTHERWISE)), None)
    return [found] if found else Edited("", tr("No editor was found; the variable EDITOR names one."))


def _result(text: str, file: Path, code: int, command: str) -> Edited:
    """What the editor has left in the file."""
    if code:
        words = tr("{program} ended with code {code}: the text is as it was. What it saved, if any: {file}")
        if code < 0:
            words = tr(
                "{program} was ended by signal {code}: the text is as it was. What it saved, if any: {file}"
            )
        return Edited(text, words.format(program=command, code=abs(code), file=file))
    try:
        found = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        words = tr("What {program} saved can't be read ({why}): the text is as it was.")
        return Edited(text, words.format(program=command, why=error))
    return Edited("\n".join(found.splitlines()).rstrip())


def _is_untouched(file: Path, before: os.stat_result) -> bool:
    try:
        now = file.stat()
    except OSError:
        return True
    return (now.st_mtime_ns, now.st_size, now.st_ino) == (before.st_mtime_ns, before.st_size, before.st_ino)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl+C is the editor's. A handler, for one that is ignored would be ignored by the editor too."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
