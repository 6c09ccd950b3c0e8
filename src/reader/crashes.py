"""What is done about an error of the program itself: it is written down for its makers, and told in one sentence.

A file holds the traceback and which versions ran, and none of the values of variables: those are somebody's texts.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
import traceback
from typing import TYPE_CHECKING

from reader import __version__, paths
from reader.language import tr

if TYPE_CHECKING:
    from pathlib import Path

EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h."""
KEPT = 10
"""Files that are kept, the newest."""
_LINE = 400
"""Characters of a line at most: an error may quote all that it stumbled over."""
_DEEP = 60
"""Calls of a traceback at most, from both ends."""


def note(error: BaseException) -> Path | None:
    """Write an error down in a file that only its user can read; None where that can't be done."""
    folder = paths.logs_dir()
    name = time.strftime("crash-%Y%m%d-%H%M%S", time.gmtime())
    report = _report(error).encode(
        "utf-8", "backslashreplace"
    )  # before there is a file: one may be ended any time
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(KEPT):
            path = folder / f"{name}-{os.getpid()}-{number}.log"
            with contextlib.suppress(FileExistsError):
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                try:
                    with open(handle, "wb", buffering=0) as file:
                        file.write(report)
                except OSError:
                    path.unlink(missing_ok=True)
                    raise
                break
        else:
            return None
        for old in sorted(folder.glob("crash-*.log"))[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _report(error: BaseException) -> str:
    lines = "".join(traceback.format_exception(error, limit=_DEEP)).splitlines()
    seen = [
        f"newsreader {__version__}",
        f"Python {sys.version.split()[0]} on {sys.platform}",
        *(
            f"{name}={os.environ[name]}"
            for name in ("TERM", "COLORTERM", "LANG", "LC_ALL")
            if name in os.environ
        ),
        "",
        *(line if len(line) <= _LINE else f"{line[:_LINE]} …" for line in lines),
    ]
    return "\n".join(seen) + "\n"


def words(error: BaseException, log: Path | None) -> tuple[str, str]:
    """What is said of an error that ended the program: a sentence, and what is safe and what to do, a line each."""
    message = tr("the program made a mistake and had to stop ({error})").format(error=type(error).__name__)
    safe = tr("Nothing that you kept is lost: bookmarks, notes and read marks were saved as you made them.")
    if log is None:
        return message, safe
    where = tr("What happened is written down in {path}").format(path=log)
    please = tr(
        "If it happens again, please report it with that file. Look through it first: it may quote a line."
    )
    return message, f"{safe}\n{where}\n{please}"
