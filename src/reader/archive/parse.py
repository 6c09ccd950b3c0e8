"""One file becomes one :class:`~reader.model.Article`; whatever is wrong with it becomes a Problem, never an error."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from typing import TYPE_CHECKING

from reader import doubts
from reader.archive.crawled import read_crawled
from reader.archive.dates import date_in_name, parse_date
from reader.archive.encoding import decode
from reader.archive.fields import Fields, folder_category, read_fields
from reader.archive.header import read_header
from reader.archive.markup import detect_markup, page_values
from reader.archive.titles import display_title, guess_title
from reader.errors import PostUnreadable
from reader.language import tr
from reader.model import Article, Moment, Post, Problem, post_id
from reader.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from reader.archive.header import Header
    from reader.model import Category, Markup, ProblemKind

MAX_FILE = 4 * 1024 * 1024
"""Bytes read of one file: 1.4 million Chinese characters, a long novel; what is larger is no news."""

_FIRST_MTIME = 631_152_000
"""1990-01-01: what claims to be older was written by a tool that does not keep times."""
_DAY = 86_400
_QUOTED = 60
"""Characters of a bad value that a message repeats."""


def digest(data: bytes) -> int:
    """Signed 64 bits of BLAKE2b over ``data``: whether a file is still the same."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of the file at ``path`` below the folder ``root``, at most one more than ``MAX_FILE``.

    Raises:
        PostUnreadable: it can't be opened or read, or is no regular file (a FIFO would block for ever).
    """
    return _read(root, path)[0]


def read_article(root: Path, path: str) -> Article:
    """The article at ``path`` (relative, surrogate-escaped) below ``root``, or ``root`` itself when it is a file.

    Raises:
        PostUnreadable: see :func:`read_bytes`.
    """
    data, mtime_ns = _read(root if root.is_dir() else root.parent, path)
    return parse(data, path, mtime_ns=mtime_ns)


_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def _read(root: Path, path: str) -> tuple[bytes, int]:
    """The bytes of a file and its mtime; three system calls, for this is done once a post in every sync."""
    try:
        handle = os.open(f"{root}/{path}", _FLAGS)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                noted = doubts.FILE_NO_FILE.format(path=one_line(path))
                raise PostUnreadable(doubts.told(noted), tr("a post is a file of text"), noted)
            data = os.read(handle, min(status.st_size, MAX_FILE) + 1)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        noted = doubts.FILE_UNREADABLE.format(path=one_line(path), reason=reason)
        raise PostUnreadable(doubts.told(noted), tr("check that it is there and readable"), noted) from error
    return data, status.st_mtime_ns


def parse(data: bytes, path: str, *, mtime_ns: int = 0, now: float | None = None) -> Article:
    """The article in ``data``. Pure; never raises.

    Args:
        data: the bytes of the file; what is over ``MAX_FILE`` is cut off.
        path: relative to the archive, ``/`` between folders, surrogate-escaped.
        mtime_ns: when the file was changed, nanoseconds since 1970; 0 when unknown.
        now: seconds since 1970, the present when None: an mtime of today tells when the file was copied.
    """
    return _Reading(path, mtime_ns, now).article(data)


def _cut(data: bytes) -> bytes:
    """The first ``MAX_FILE`` bytes, less a UTF-8 character that the cut would leave in halves."""
    end = MAX_FILE
    while MAX_FILE - end < 3 and data[end] & 0xC0 == 0x80:
        end -= 1
    return data[:end]


class _Reading:
    """The reading of one file: what it is called and the problems seen so far."""

    def __init__(self, path: str, mtime_ns: int, now: float | None) -> None:
        self._path = path
        self._mtime_ns = mtime_ns
        self._now = now
        self._problems: list[Problem] = []

    def article(self, data: bytes) -> Article:
        """See :func:`parse`."""
        text, encoding = self._text(data)
        header, fields = read_crawled(text) or (read_header(text), None)
        for note in header.notes:
            self._doubt("header", note.message, note.line)
        body = text[header.body :].lstrip("\n").rstrip() if header.body else text.rstrip()
        markup = detect_markup(body, self._path)
        page = page_values(body) if markup == "html" and not body.startswith("<div") else None
        if fields is None or page:
            fields = read_fields(header.values, page=page, flat=header.form == "toml")
        title, raw, guessed = self._title(fields, header, body, markup)
        post = Post(
            id=post_id(self._path),
            path=self._path,
            title=title,
            date=self._date(fields, text, header),
            authors=fields.authors,
            categories=fields.categories or self._folders(),
            tags=fields.tags,
            link=fields.link,
            raw_title=raw,
            title_guessed=guessed,
            updated=self._updated(fields, text, header) if fields.updated else None,
            language=fields.language,
            thumbnail=fields.thumbnail,
            draft=fields.draft or "_drafts/" in self._path,
            encoding=encoding,
        )
        return Article(post, body, markup, header.values, tuple(self._problems))

    def _doubt(self, kind: ProblemKind, message: str, line: int = 0) -> None:
        self._problems.append(Problem(self._path, kind, one_line(message), line))

    def _text(self, data: bytes) -> tuple[str, str]:
        """The text of the file, its line ends unified, and the codec that read it."""
        if not self._path.isascii():
            try:
                self._path.encode()
            except UnicodeEncodeError:
                self._doubt("name", doubts.NAME)
        if len(data) > MAX_FILE:
            self._doubt("size", doubts.SIZE.format(size=f"{MAX_FILE:,}"))
            data = _cut(data)
        text, encoding, certain = decode(data)
        if not certain:
            self._doubt_encoding(text, encoding)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text, encoding

    def _doubt_encoding(self, text: str, encoding: str) -> None:
        broken = text.find("\ufffd")
        if encoding == "utf-8":
            line = text.count("\n", 0, broken) + 1 if broken >= 0 else 0
            self._doubt("encoding", doubts.BROKEN, line)
        else:
            self._doubt("encoding", doubts.ENCODING.format(encoding=encoding))

    def _folders(self) -> tuple[Category, ...]:
        category = folder_category(self._path) if "/" in self._path else ()
        return (category,) if category else ()

    def _title(self, fields: Fields, header: Header, body: str, markup: Markup) -> tuple[str, str, bool]:
        """The title for display, the raw one, and whether it was guessed."""
        if fields.title is not None:
            raw = fields.title
            if title := display_title(raw):
                return title, raw, False
        blank = header.form is not None and fields.title is not None
        title = guess_title(body, markup, self._path, blank=blank, slug=fields.slug)
        if header.form is not None:
            self._doubt("title", doubts.TITLE.format(title=title[:_QUOTED]))
        return title, "", True

    def _date(self, fields: Fields, text: str, header: Header) -> Moment | None:
        """The date that is written, or else the one in the path, or else the mtime; None when all are silent."""
        if fields.date:
            moment = parse_date(fields.date)
            if moment and not moment.about:
                return moment
        named = date_in_name(self._path)
        guess = named or self._mtime()
        if fields.date:
            quoted, line = fields.date[:_QUOTED], self._line_of(fields.date, text, header)
            if moment:
                self._doubt("date", doubts.TWO_MEANINGS.format(date=quoted), line)
                return moment
            wrong = doubts.DATE_FROM_NAME if named else doubts.DATE_FROM_MTIME
            self._doubt("date", (wrong if guess else doubts.DATE_UNKNOWN).format(date=quoted), line)
        elif not named:
            self._doubt("date", doubts.NO_DATE_MTIME if guess else doubts.NO_DATE)
        return guess

    def _updated(self, fields: Fields, text: str, header: Header) -> Moment | None:
        moment = parse_date(fields.updated)
        if moment is None:
            line = self._line_of(fields.updated, text, header)
            self._doubt("date", doubts.UPDATED.format(date=fields.updated[:_QUOTED]), line)
        return moment

    @staticmethod
    def _line_of(value: str, text: str, header: Header) -> int:
        at = text.find(value, 0, header.body)
        return text.count("\n", 0, at) + 1 if at >= 0 else 0

    def _mtime(self) -> Moment | None:
        seconds = self._mtime_ns // 1_000_000_000
        now = time.time() if self._now is None else self._now
        return Moment(seconds, None, about=True) if _FIRST_MTIME <= seconds <= now - _DAY else None
