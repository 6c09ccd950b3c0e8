"""Writing files so that nothing is lost: whole or not at all, one writer at a time; and telling when they change."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_POLL = 0.005
"""Seconds between two tries for a lock."""
_DOUBT_NS = 2_000_000_000
"""How long after a change another one may bear the same times: the coarsest file systems count in two seconds."""
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would make \r\n of \n


class Stamp(NamedTuple):
    """What tells whether a file is still the one that was read."""

    modified: int
    """Nanoseconds."""
    changed: int
    """Nanoseconds; of the inode, which no program can set: it tells where a clock or an editor has set the other."""
    size: int
    inode: int
    device: int

    @property
    def settled(self) -> bool:
        """Whether a change from now on gives another stamp for sure; until then only the content tells."""
        return abs(time.time_ns() - max(self.modified, self.changed)) > _DOUBT_NS


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None when there is none.

    Raises:
        OSError: it can't be told, or something else than a file stands there.
    """
    try:
        return _stamp(os.stat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def read(path: Path) -> tuple[bytes, Stamp | None]:
    """A file and the stamp it had then; nothing and None when there is none.

    Raises:
        OSError: it can't be read, or something else than a file stands there.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0))  # a pipe would wait
    except (FileNotFoundError, NotADirectoryError):
        return b"", None
    with os.fdopen(handle, "rb") as file:
        now = _stamp(os.fstat(file.fileno()))
        return file.read(), now


def _stamp(status: os.stat_result) -> Stamp:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "Not a regular file")
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_dev)


def replace(path: Path, text: str | bytes, *, locked: bool = False) -> None:
    """Write ``text`` (UTF-8, surrogate-escaped where it is not) to ``path``: readers see the old file or the new one, whole, also after a crash.

    A link is followed, so that dotfiles may live elsewhere. The file's mode is kept.

    Args:
        path: the file; its folder is made.
        text: what it is to hold.
        locked: whether the caller keeps others from replacing it meanwhile. Then the temporary file always has the
            same name (``.NAME.new``): what a kill has left of it is gone after the next write.

    Raises:
        OSError: nothing was changed.
    """
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = None
    with contextlib.suppress(FileNotFoundError):
        status = os.stat(target)
        _stamp(status)  # a device or a folder is never replaced
        mode = status.st_mode & 0o777
    handle, name = _temporary(target, locked=locked)
    try:
        try:
            _write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        if mode is not None:
            with contextlib.suppress(OSError):
                os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _temporary(target: Path, *, locked: bool) -> tuple[int, str]:
    """A new file beside ``target``, open for writing, and its name."""
    if not locked:
        import tempfile  # noqa: PLC0415 -- who only reads needs none

        return tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    name = os.path.join(target.parent, f".{target.name}.new")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name)
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), name


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power loss (POSIX; other systems do without)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def lock(path: Path, timeout: float = 10.0) -> Iterator[bool]:
    """Hold the lock file ``path`` over programs; it frees itself when its holder dies.

    Yields:
        True when the lock is held, False when another program held it for all of ``timeout`` seconds: the
        caller decides what to do without it.

    Raises:
        OSError: the file can't be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        deadline = time.monotonic() + timeout
        held = _try_lock(file)
        while not held and time.monotonic() < deadline:
            time.sleep(_POLL)
            held = _try_lock(file)
        try:
            yield held
        finally:
            if held:
                _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
