"""What is doubted of a file: sentences in English, as the catalogue keeps them, and in the language that is spoken.

A sync writes them into the catalogue, where they outlive a change of the language. So they are made in English, and
translated where they are shown: a sentence is recognised by the table it was made from.
"""

from __future__ import annotations

import re
from functools import cache

from reader.language import current, later, tr

NAME = later("the file's name is not UTF-8; shown with � in place of its odd bytes")
SIZE = later("only the first {size} bytes were read; the rest is not shown")
BROKEN = later("some bytes are not UTF-8; shown as �")
ENCODING = later("not UTF-8; read as {encoding}, which is a guess")
TITLE = later("no title; shown as '{title}'")
TWO_MEANINGS = later("date '{date}' has two meanings; read as month/day")
DATE_FROM_NAME = later("date '{date}' is no date; taken from the file name")
DATE_FROM_MTIME = later("date '{date}' is no date; taken from the time the file was changed")
DATE_UNKNOWN = later("date '{date}' is no date; unknown")
NO_DATE_MTIME = later("no date; taken from the time the file was changed")
NO_DATE = later("no date; unknown")
UPDATED = later("'{date}', when it was updated, is no date; left out")
LONG_HEADER = later("the header has {size} characters; only the first {most} were read")
BAD_HEADER = later("header is not {form} ({reason}); read line by line")
OPEN_HEADER = later("the header is not closed; taken up to the first line that is not its own")
FOLDER = later("folder can't be read: {reason}")
UNREADABLE = later("can't be read: {reason}")
NO_FILE = later("is no regular file")
FILE_UNREADABLE = later("{path} can't be read: {reason}")
FILE_NO_FILE = later("{path} is no regular file")
FAILED = later("the reader failed on it: {error}")
DIED = later("its reader died (exit code {code}); the file is left out")

_ALL = (
    NAME, SIZE, BROKEN, ENCODING, TITLE, TWO_MEANINGS, DATE_FROM_NAME, DATE_FROM_MTIME, DATE_UNKNOWN, NO_DATE_MTIME,
    NO_DATE, UPDATED, LONG_HEADER, BAD_HEADER, OPEN_HEADER, FOLDER, UNREADABLE, NO_FILE, FILE_UNREADABLE, FILE_NO_FILE,
    FAILED, DIED,
)  # fmt: skip

_REASONS = (
    # libyaml
    later("did not find expected key"),
    later("did not find expected '-' indicator"),
    later("did not find expected ',' or ']'"),
    later("did not find expected ',' or '}'"),
    later("did not find expected node content"),
    later("did not find expected alphabetic or numeric character"),
    later("did not find expected <document start>"),
    later("could not find expected ':'"),
    later("mapping values are not allowed in this context"),
    later("mapping values are not allowed here"),
    later("block sequence entries are not allowed in this context"),
    later("control characters are not allowed"),
    later("found character that cannot start any token"),
    later("found a tab character that violates indentation"),
    later("found unexpected end of stream"),
    later("found unknown escape character"),
    later("found undefined alias"),
    # TOML
    later("Invalid value"),
    later("Invalid statement"),
    later("Invalid date or datetime"),
    later("Invalid initial character for a key part"),
    later("Unterminated string"),
    later("Unclosed array"),
    later("Cannot overwrite a value"),
    later("Expected '=' after a key in a key/value pair"),
    later("Expected newline or end of document after a statement"),
    # JSON
    later("Expecting value"),
    later("Expecting ',' delimiter"),
    later("Expecting ':' delimiter"),
    later("Expecting property name enclosed in double quotes"),
    # our own
    later("nested too deep"),
    later("too many values, or too deep"),
    later("keys too deep"),
    later("not a mapping"),
    later("not an object"),
)
"""What parsers often say of a header; it is translated as all that is filled in, and what is rarer stays English."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each sentence as what recognises it."""
    return tuple((re.compile(_pattern(sentence), re.DOTALL), sentence) for sentence in _ALL)


def _pattern(sentence: str) -> str:
    parts = re.split(r"\{(\w+)\}", sentence)
    return "".join(f"(?P<{part}>.*)" if place % 2 else re.escape(part) for place, part in enumerate(parts))


def told(message: str) -> str:
    """A sentence of the catalogue for the user; as it stands when it is not known here."""
    if current() == "en":
        return message
    for pattern, sentence in _patterns():
        if found := pattern.fullmatch(message):
            return tr(sentence).format(**{name: tr(value) for name, value in found.groupdict().items()})
    return message
