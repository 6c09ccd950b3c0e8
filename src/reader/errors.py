"""Errors that are meant for the user. Anything else is a bug and must crash loudly."""

from __future__ import annotations

from reader.language import later, tr

_REASONS = (
    later("Permission denied"),
    later("Operation not permitted"),
    later("No such file or directory"),
    later("Not a directory"),
    later("Is a directory"),
    later("File exists"),
    later("File name too long"),
    later("Too many levels of symbolic links"),
    later("No space left on device"),
    later("Disk quota exceeded"),
    later("Read-only file system"),
    later("Input/output error"),
    later("Too many open files"),
    later("Not a regular file"),
    later("Invalid argument"),
    later("Address already in use"),
    later("File is not a zip file"),
)
"""What the system says most often, for the catalogue; all else is shown as the system has it."""


def reason_of(error: Exception) -> str:
    """What the system gives as the reason, in the language that is spoken; any other error as it stands."""
    return tr(getattr(error, "strerror", None) or str(error))


class ReaderError(Exception):
    """Something the user can understand and mend.

    Args:
        message: what happened, naming the file and the place.
        hint: what to do about it; may be empty.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ArchiveNotFound(ReaderError):
    """The folder (or file) given as an archive can't be opened."""

    exit_code = 3


class PostNotFound(ReaderError):
    """No post answers to the path or id that was given."""

    exit_code = 4


class PostUnreadable(ReaderError):
    """The file of a post is there, but can't be read.

    Args:
        message: as for any error.
        hint: as for any error.
        noted: the message in English, as the catalogue keeps it (:mod:`reader.doubts`).
    """

    exit_code = 5

    def __init__(self, message: str, hint: str = "", noted: str = "") -> None:
        super().__init__(message, hint)
        self.noted = noted or message


class StateNotSaved(ReaderError):
    """What the user did could not be written to disk; nothing already saved was harmed."""

    exit_code = 6


class CatalogUnusable(ReaderError):
    """The catalogue can't be opened or written (no room, no permission)."""

    exit_code = 7


class CatalogDamaged(CatalogUnusable):
    """The catalogue was damaged and is empty now: a sync makes it again."""


class ConfigWrong(ReaderError):
    """Something in the file of settings is wrong; what is right in it counts all the same."""

    exit_code = 8
