"""Files of the user's own with a value a line: bookmarks, saved searches.

Every line stays as it is until its own value is changed, also one this program can't read; edits from outside are
picked up; a write replaces the file whole or not at all, one program at a time.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from reader import files
from reader.errors import StateNotSaved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Value = TypeVar("Value")


class Swap(NamedTuple):
    """One line of a file that was changed, so that the change can be taken back and made again.

    ``Lines.swap(swaps)`` makes changes again, ``Lines.swap(swaps, back=True)`` takes them back: the line with the
    identity of the one side becomes the other side. While nobody else has touched the file, that is the very text it
    was before. Of a line that somebody has changed since, only the fields that differ between the two sides are set;
    a line that has gone is put back; one that is to go goes, whatever it has become. Both give the swaps that were
    really made.
    """

    before: str | None
    """The line as it was, without its newline; None when it was not there."""
    after: str | None
    """The line as it is now; None when it was taken out."""
    at: int = -1
    """Of a line that came or went: its 0-based place among the lines of the file that has it; -1: at the end."""


class Lines(Generic[Value]):
    """The lines of one file, as it has them now.

    Args:
        path: the file; it need not exist.
        parse: the value of a line; None when it is none.
        name: what the file holds, for the user: ``bookmarks``.
    """

    def __init__(self, path: Path, parse: Callable[[str], Value | None], name: str) -> None:
        self.path = path
        self._parse, self._name = parse, name
        self._seen: tuple[int, int, int] | None = None
        self._lines: list[tuple[str, Value | None]] = []

    def read(self) -> list[tuple[str, Value | None]]:
        """Every line with its value; reads the file again when it has changed.

        Raises:
            StateNotSaved: the file can't be read, and so must not be overwritten.
        """
        try:
            try:
                status = self.path.stat()
            except (FileNotFoundError, NotADirectoryError):
                self._seen, self._lines = None, []
                return []
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            if stamp == self._seen:
                return list(self._lines)
            text = self.path.read_bytes().decode("utf-8", "surrogateescape")
        except OSError as error:
            raise StateNotSaved(
                f"the {self._name} can't be read: {error.strerror or error}", f"The file is {self.path}."
            ) from error
        # Not splitlines(): U+2028 and its like are characters of a title here.
        lines = text.removesuffix("\n").split("\n") if text else []
        self._lines, self._seen = [(line, self._parse(line)) for line in lines], stamp
        return list(self._lines)

    def values(self) -> list[Value]:
        """Every value, in the order of the lines."""
        return [value for _, value in self.read() if value is not None]

    def unread(self) -> list[tuple[int, str]]:
        """Lines without a value, blank ones aside (1-based number and text)."""
        return [(n, line) for n, (line, value) in enumerate(self.read(), 1) if value is None and line.strip()]

    @contextlib.contextmanager
    def change(self) -> Iterator[list[tuple[str, Value | None]]]:
        """The lines, to be changed in place: what they are in the end is written. Nobody else writes meanwhile.

        Raises:
            StateNotSaved: the file could not be written; it is as it was.
        """
        try:
            with files.lock(self.path.with_name(f".{self.path.name}.lock")):
                lines = self.read()
                before = list(lines)
                yield lines
                if lines != before:
                    files.replace(self.path, "".join(f"{line}\n" for line, _ in lines))
                    self._seen = None  # someone else may have replaced it by now
        except OSError as error:
            raise StateNotSaved(
                f"the {self._name} could not be saved: {error.strerror or error}",
                f"The file is {self.path}.",
            ) from error


def fields(line: str) -> dict[str, Any]:
    """What a line holds, by name; nothing when it is some other JSON.

    Raises:
        ValueError: it is no JSON.
    """
    import json  # noqa: PLC0415 -- who keeps nothing should not wait for it

    try:
        data = json.loads(line.removeprefix("\ufeff"))
    except RecursionError as error:
        raise ValueError("brackets in brackets") from error
    return data if isinstance(data, dict) else {}


def line_of(data: dict[str, Any]) -> str:
    """``data`` as a line, readable, without the newline."""
    import json  # noqa: PLC0415

    text = json.dumps(data, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # the bytes of a file name that is not UTF-8: JSON has an escape for them
        return json.dumps(data)
    return text
