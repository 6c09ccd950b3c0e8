"""The health of an archive: what it holds, what of it could not be read, and what was guessed, in words."""

from __future__ import annotations

import os
import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from reader import clock, doubts
from reader.language import later, tr, tr_plural
from reader.library.troubles import Figures, Troubles
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.library.catalog import Catalog
    from reader.model import Problem, ProblemKind

KINDS: dict[ProblemKind, str] = {
    "unreadable": later("can't be read"),
    "size": later("too large: only the beginning counts"),
    "name": later("names that are no text"),
    "encoding": later("encodings that were guessed"),
    "header": later("front matter that was mended"),
    "title": later("titles that were guessed"),
    "date": later("dates that were guessed or are unknown"),
    "category": later("categories that were guessed"),
}
"""What may be wrong with files, the worst first; in English."""
_FORMS = 6
"""Ends of file names that are told by themselves."""
_UNITS = ("B", "KB", "MB", "GB", "TB")


class Health(NamedTuple):
    """What there is to be said of an archive as a whole."""

    figures: Figures
    span: tuple[int | None, int | None]
    """The oldest and the newest date, UTC seconds."""
    encodings: Sequence[tuple[str, int]]
    """What is said of encodings, each with how often."""
    index_size: int
    """Bytes of everything that can be made again; 0: it is in memory."""


def examine(catalog: Catalog) -> Health:
    """Ask a catalogue; takes a second or two for a million posts."""
    troubles = Troubles(catalog)
    size = _size(os.fspath(catalog.path.parent)) if catalog.path is not None else 0
    return Health(troubles.figures(), catalog.span(), troubles.encodings(), size)


def told(health: Health) -> list[tuple[str, str]]:
    """What is said of it: what each is about, and how it is."""
    figures = health.figures
    facts = [(tr("Posts"), _posts(figures))]
    if forms := _forms(figures):
        facts.append((tr("Files by name"), forms))
    if encodings := _encodings(health.encodings, figures.posts):
        facts.append((tr("Encodings"), encodings))
    facts += [(tr("Dates"), _dates(health)), (tr("Categories"), f"{figures.categories:,}")]
    facts.append((tr("Sources"), f"{figures.authors:,}"))
    if health.index_size:
        facts.append((tr("Size of the index"), size_told(health.index_size)))
    return facts


def title(kind: ProblemKind, count: int) -> str:
    """``37 × titles that were guessed``."""
    return f"{count:,} × {tr(KINDS[kind])}"


def where(problem: Problem) -> str:
    """The file a problem is about, with its line where that is known."""
    path = one_line(problem.path)
    return f"{path}:{problem.line}" if problem.line else path


def words(problem: Problem) -> str:
    """What was seen, and what was done about it."""
    return one_line(doubts.told(problem.message))


def by_kind(problems: Iterable[Problem]) -> Iterator[tuple[ProblemKind, list[Problem]]]:
    """Problems by what they are about, the worst first; each by path."""
    rank = {kind: at for at, kind in enumerate(KINDS)}
    ordered = sorted(problems, key=lambda problem: (rank[problem.kind], problem.path))
    for kind, group in groupby(ordered, key=lambda problem: problem.kind):
        yield kind, list(group)


def size_told(size: float) -> str:
    """``12.5 MB``."""
    for unit in _UNITS:
        if size < 1000 or unit == _UNITS[-1]:
            break
        size /= 1000
    return f"{size:,.0f} {unit}" if unit == "B" or size >= 100 else f"{size:,.1f} {unit}"


def _posts(figures: Figures) -> str:
    told = tr_plural("{count:,} in {folders:,} folder", "{count:,} in {folders:,} folders", figures.folders)
    return told.format(count=figures.posts, folders=figures.folders)


def _forms(figures: Figures) -> str:
    shown = [f".{form} {count:,}" if form else tr("no ending {count:,}").format(count=count) for form, count in figures.forms[:_FORMS]]  # fmt: skip
    if others := sum(count for _, count in figures.forms[_FORMS:]):
        shown.append(tr("others {count:,}").format(count=others))
    return " · ".join(map(one_line, shown))


def _encodings(said: Sequence[tuple[str, int]], posts: int) -> str:
    """``UTF-8 99,988 · gb18030 12``; what is broken UTF-8 is told among the problems."""
    template = re.escape(doubts.ENCODING).replace(re.escape("{encoding}"), "(.+)")
    guessed: dict[str, int] = {}
    for message, count in said:
        if match := re.fullmatch(template, message):
            guessed[match[1]] = guessed.get(match[1], 0) + count
    rest = max(0, posts - sum(guessed.values()))
    return " · ".join(f"{name} {count:,}" for name, count in (("UTF-8", rest), *guessed.items()) if count)


def _dates(health: Health) -> str:
    first, last = health.span
    parts = []
    if first is not None and last is not None:
        begin, end = (f"{clock.local(seconds):%Y-%m-%d}" for seconds in (first, last))
        parts.append(begin if begin == end else tr("{begin} to {end}").format(begin=begin, end=end))
    if guessed := health.figures.guessed:
        parts.append(tr_plural("{count:,} guessed", "{count:,} guessed", guessed).format(count=guessed))
    if undated := health.figures.undated:
        parts.append(tr_plural("{count:,} unknown", "{count:,} unknown", undated).format(count=undated))
    return " · ".join(parts) or tr("none")


def _size(folder: str) -> int:
    """Bytes of the files in and below a folder."""
    size = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    size += _size(entry.path)
                else:
                    size += entry.stat(follow_symlinks=False).st_size
    except OSError:
        pass  # another program is making it anew
    return size
