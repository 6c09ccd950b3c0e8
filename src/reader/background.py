"""A sync in a process of its own, so that a window stays free: ``python -P -m reader.background ARCHIVE LANGUAGE``.

The child prints one JSON object a line: progress, or an error at the end, in that language. It stops when its standard
input closes, which also happens when the window is killed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from reader import language
from reader.errors import CatalogUnusable, ReaderError
from reader.language import tr
from reader.model import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator


class BackgroundSync:
    """A running child.

    Args:
        root: a resolved archive.
    """

    def __init__(self, root: Path) -> None:
        # -P: the folder one stands in must not lend its modules to the program.
        self._child = subprocess.Popen(  # noqa: S603 -- this very interpreter, nothing from outside
            [sys.executable, "-P", "-m", "reader.background", os.fspath(root), language.current()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._stopped = False

    def progress(self) -> Iterator[Progress]:
        """How it goes, until it ends.

        Raises:
            CatalogUnusable: the catalogue can't be written.
            ReaderError: something else is in the way, or the child died.
        """
        import json  # noqa: PLC0415 -- not before there is something to tell

        assert self._child.stdout is not None
        last = Progress()
        try:
            for line in self._child.stdout:
                message = json.loads(line)
                if "error" in message:
                    kind = CatalogUnusable if message["code"] == CatalogUnusable.exit_code else ReaderError
                    raise kind(message["error"], message["hint"])
                last = Progress(**message)
                yield last
        finally:
            self._hang_up()
            self._child.stdout.close()
            code = self._child.wait()
        if code and not last.finished and not self._stopped:
            raise ReaderError(
                tr("reading the archive ended early (exit code {code})").format(code=code),
                tr("It goes on at the next start."),
            )

    def stop(self) -> None:
        """End it, keeping what it has done; whoever is in :meth:`progress` comes to its end."""
        self._stopped = True
        self._hang_up()
        try:
            self._child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _hang_up(self) -> None:
        """The child takes the end of its input for a request to stop."""
        if self._child.stdin is not None:
            self._child.stdin.close()


def _stopper() -> threading.Event:
    """An event that is set once standard input has closed."""
    stopped = threading.Event()

    def wait_for_end() -> None:
        while os.read(0, 64):  # not sys.stdin: a thread that holds its lock would make the exit crash
            pass
        stopped.set()

    threading.Thread(target=wait_for_end, daemon=True).start()
    return stopped


def _say(message: dict[str, object]) -> None:
    import json  # noqa: PLC0415

    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """The child."""
    from reader.session import Session  # noqa: PLC0415

    stopped = _stopper()
    language.use(sys.argv[2])
    try:
        session = Session(Path(sys.argv[1]))
        session.sync(lambda progress: _say(progress._asdict()), stopped=stopped.is_set)
    except ReaderError as error:
        _say({"error": error.message, "hint": error.hint, "code": error.exit_code})
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(0)  # the window is gone: nobody to tell


if __name__ == "__main__":
    main()
