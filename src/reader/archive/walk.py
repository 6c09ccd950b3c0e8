"""Which files of a folder are posts: a walk that streams, follows links without loops, and costs one stat a file.

Order: a folder before what is in it, real folders before linked ones (so that of two ways to the same folder
the real path wins), names descending. Descending because where names sort at all they sort by time
(``2026/``, ``2025-12-25-title.md``): what is new comes out first.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from reader import doubts
from reader.archive.fences import has_header
from reader.errors import ArchiveNotFound, reason_of
from reader.language import tr
from reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".html", ".htm", ".txt"})

_NEVER = frozenset({"node_modules", "_site", "__pycache__"})
"""Folders without posts wherever they are."""

_CONFIGS = frozenset(
    f"{stem}.{suffix}"
    for stem in ("config", "_config", "hugo", "zola", "gatsby-config", "astro.config", "pelicanconf", "conf")
    for suffix in ("yml", "yaml", "toml", "json", "js", "ts", "mjs", "py")
)
_OUTPUT = frozenset({"public", "output", "_book"})
"""What generators write; skipped where one of the files in ``_CONFIGS`` lies beside it."""

_SORTED, _FIRST = 200, 40
"""Files up to which a folder is sorted whole; files that come sorted in a larger one."""
_SAMPLE = 3
"""Files of each folder that are looked into for a README's sake."""
_PEEKS = 60
"""Files looked into for one README at most: what has no header by then has none."""
_PEEK_BYTES = 2_048

File = tuple[str, int, int]
"""Name, size in bytes, mtime in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One visited folder and its candidate files."""

    path: str
    """Relative to the root, ``/`` between folders, empty for the root itself; surrogate-escaped."""
    files: list[File]
    """Never empty. Names descending: all of them in a folder of ordinary size, else the first forty."""


def is_post_name(name: str) -> bool:
    """Whether a file of this name is read as a post.

    Hidden files are not (``._x.md`` is what macOS leaves beside ``x.md``), but ``.md`` alone is: that is what
    a crawler makes of an empty title.
    """
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return suffix in SUFFIXES and (name[0] != "." or len(name) == len(suffix))


def walk(root: Path, problems: list[Problem] | None = None) -> Iterator[Folder]:
    """The folders below ``root`` that hold posts, as they are found; each path at most once.

    A README counts only when it has a header itself or no post at or below its folder has one: else it describes a
    repository. Where that can't be told from the posts beside it, its folder comes at the end.

    Args:
        root: a folder, or one file, which is then taken whatever its name.
        problems: gets a Problem for each folder and post that can't be read: no permission, a dangling link,
            a FIFO or a device with a post's name.

    Raises:
        ArchiveNotFound: ``root`` is not there, can't be listed, or is neither file nor folder.
    """
    return _Walk(os.fspath(root), [] if problems is None else problems).folders()


class _Walk:
    """The state of one walk; paths are plain strings because a hundred thousand Path objects take a second."""

    def __init__(self, root: str, problems: list[Problem]) -> None:
        self._root = root
        self._problems = problems
        self._visited: set[tuple[int, int]] = set()
        self._linked: list[str] = []
        self._readmes: list[File] = []  # of the folder just visited
        self._samples: dict[str, list[File]] = {}
        self._peeked: dict[str, bool] = {}

    def folders(self) -> Iterator[Folder]:
        """See :func:`walk`."""
        try:
            status = os.stat(self._root)
            if S_ISREG(status.st_mode):
                yield Folder("", [(os.path.basename(self._root), status.st_size, status.st_mtime_ns)])
                return
            if not S_ISDIR(status.st_mode):
                raise ArchiveNotFound(
                    tr("{path} is neither a folder nor a file").format(path=self._root),
                    tr("give a folder of posts"),
                )
            os.scandir(self._root).close()
        except OSError as error:
            raise ArchiveNotFound(
                tr("{path} can't be opened: {reason}").format(path=self._root, reason=reason_of(error)),
                tr("check the path and its permissions"),
            ) from error
        stack = [""]
        late: list[tuple[str, list[File], list[File]]] = []
        while stack or self._linked:
            if not stack:
                self._linked.sort()
                stack.append(self._linked.pop())
            path = stack.pop()
            files, below = self._visit(path)
            stack.extend(below)
            if self._readmes:
                readmes, self._readmes = self._readmes, []
                if not self._any_header(path, files[:_SAMPLE]):
                    late.append((path, files, readmes))
                    continue
                files = self._with(files, [file for file in readmes if self._has_header(path, file)])
            if files:
                self._samples[path] = files[:_SAMPLE]
                yield Folder(path, files)
        yield from self._decide(late)

    def _full(self, path: str) -> str:
        return os.path.join(self._root, path) if path else self._root

    def _report(self, path: str, what: str) -> None:
        self._problems.append(Problem(path, "unreadable", what))

    def _visit(self, path: str) -> tuple[list[File], list[str]]:
        """The posts in one folder (descending) and the folders in it (ascending, for a stack)."""
        full = self._full(path)
        try:
            status = os.stat(full)
            if (identity := (status.st_dev, status.st_ino)) in self._visited:
                return [], []
            self._visited.add(identity)
            with os.scandir(full) as entries:
                files, folders, others = self._sort_out(path + "/" if path else "", entries)
        except OSError as error:
            self._report(path, doubts.FOLDER.format(reason=error.strerror or error))
            return [], []
        if not _OUTPUT.isdisjoint(folders) and not _CONFIGS.isdisjoint(others):
            folders = [name for name in folders if name not in _OUTPUT]
        folders.sort()
        files = _newest_first(files)
        return files, [path + "/" + name for name in folders] if path else folders

    def _sort_out(
        self, prefix: str, entries: Iterator[os.DirEntry[str]]
    ) -> tuple[list[File], list[str], list[str]]:
        """Posts, real folders, and names of what is neither; READMEs and linked folders are put aside."""
        files: list[File] = []
        add = files.append
        folders: list[str] = []
        others: list[str] = []
        for entry in entries:
            name = entry.name
            if name[-3:] == ".md" or name[name.rfind(".") :].lower() in SUFFIXES:
                try:
                    status = entry.stat()
                except OSError as error:
                    if is_post_name(name):
                        self._report(prefix + name, doubts.UNREADABLE.format(reason=error.strerror or error))
                    continue
                if status.st_mode & 0o170000 == 0o100000:
                    if name[0] in ".rR" and self._put_aside(name, status):
                        continue
                    add((name, status.st_size, status.st_mtime_ns))
                    continue
                if not S_ISDIR(status.st_mode):
                    self._report(prefix + name, doubts.NO_FILE)
                    continue
            if not _is_entered(entry):
                others.append(name)
            elif entry.is_symlink():
                self._linked.append(prefix + name)
            else:
                folders.append(name)
        return files, folders, others

    def _put_aside(self, name: str, status: os.stat_result) -> bool:
        """Whether the file is hidden, or a README to be decided on at the end."""
        if name[0] == ".":
            return not is_post_name(name)
        if name[:6].lower() != "readme" or name[6] != ".":
            return False
        self._readmes.append((name, status.st_size, status.st_mtime_ns))
        return True

    def _decide(self, late: list[tuple[str, list[File], list[File]]]) -> Iterator[Folder]:
        """The folders whose READMEs had to wait for what is below them."""
        self._samples.update((path, files[:_SAMPLE]) for path, files, _ in late)
        order = sorted(self._samples)
        for path, files, readmes in late:
            below = ((folder, file) for folder in _under(path, order) for file in self._samples[folder])
            repository = any(self._has_header(folder, file) for folder, file in islice(below, _PEEKS))
            kept = [file for file in readmes if not repository or self._has_header(path, file)]
            if files or kept:
                yield Folder(path, self._with(files, kept))

    @staticmethod
    def _with(files: list[File], readmes: list[File]) -> list[File]:
        return sorted(files + readmes, reverse=True) if readmes else files

    def _any_header(self, path: str, files: list[File]) -> bool:
        return any(self._has_header(path, file) for file in files)

    def _has_header(self, path: str, file: File) -> bool:
        """Whether a post has a header, as far as its first bytes tell; looked at once."""
        name = f"{path}/{file[0]}" if path else file[0]
        if name not in self._peeked:
            try:
                with open(self._full(name), "rb") as stream:
                    self._peeked[name] = has_header(stream.read(_PEEK_BYTES))
            except OSError:
                self._peeked[name] = False
        return self._peeked[name]


def _newest_first(files: list[File]) -> list[File]:
    """``files`` by name, descending; of many only the first screens: sorting 100,000 takes half as long as the walk."""
    if len(files) <= _SORTED:
        files.sort(reverse=True)
        return files
    first = nlargest(_FIRST, files)
    least = first[-1]
    return first + [file for file in files if file < least]


def _is_entered(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder in which posts may be."""
    if entry.name[0] == "." or entry.name in _NEVER:
        return False
    try:
        return entry.is_dir()
    except OSError:  # a link whose target can't be looked at
        return False


def _under(path: str, order: list[str]) -> Iterator[str]:
    """The folders of ``order`` (sorted) at or below ``path``."""
    if not path:
        yield from order
        return
    at = bisect_left(order, path)
    if at < len(order) and order[at] == path:
        yield path
    at = bisect_left(order, path + "/")
    while at < len(order) and order[at].startswith(path + "/"):
        yield order[at]
        at += 1
