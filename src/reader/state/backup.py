"""Everything the user has, in one file: made, and put back.

A backup is a zip file with ``manifest.json``, the files of lines, the settings as they are, and the state file as one
file without a log. Nothing is put back before all of it was found right, and what is there then is backed up first.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import struct
import tempfile
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from reader import files, paths
from reader.errors import ReaderError, StateNotSaved, reason_of
from reader.language import tr
from reader.state.connection import connect, meaning
from reader.state.copies import Copies, copy_to
from reader.state.database import Database
from reader.state.migrations import VERSION, migrate, version_of

FORMAT = 1
"""Of the manifest; a greater number is not understood."""
_MANIFEST, _STATE = "manifest.json", "state.sqlite"
_GREATEST = 1 << 30
"""Bytes of one file in a backup: more is no backup of ours."""
_TROUBLES = (OSError, sqlite3.Error, UnicodeDecodeError)
_WRONG = (
    *_TROUBLES, ValueError, RecursionError, struct.error, zlib.error, EOFError, RuntimeError,
    zipfile.BadZipFile, zipfile.LargeZipFile,
)  # fmt: skip
"""What reading a file that only looks like a zip file may come to."""


class BackupUnusable(ReaderError):
    """A file is no backup, or a damaged one; nothing was changed."""

    exit_code = 6


class Restored(NamedTuple):
    """What was put back."""

    names: tuple[str, ...]
    """Of the files; those the backup does not have were left as they are."""
    before: Path
    """A backup of what was there."""


def _places() -> dict[str, Path]:
    """Where the files of a backup belong, but for the state file."""
    return {
        "bookmarks.jsonl": paths.bookmarks_file(),
        "highlights.jsonl": paths.highlights_file(),
        "searches.jsonl": paths.searches_file(),
        "history.jsonl": paths.history_file(),
        "config.toml": paths.config_file(),
    }


def backup(target: Path) -> tuple[str, ...]:
    """Write everything the user has to ``target``, whole or not at all; a file there is replaced.

    Returns:
        The names of what is in it.

    Raises:
        StateNotSaved: something can't be read, or the backup can't be written.
    """
    try:
        contents = {}
        for name, path in _places().items():
            data, stamp = files.read(path)
            if stamp is not None:
                contents[name] = data
        if paths.state_file().exists():
            contents[_STATE] = _state()
        files.replace(target, _packed(contents))
    except _TROUBLES as error:
        raise StateNotSaved(
            tr("the backup {path} could not be made: {reason}").format(path=target, reason=_words(error)),
            tr("What you have is as it was; is there room, and may you write there?"),
        ) from error
    return tuple(contents)


def _state() -> bytes:
    """The state file, as one file."""
    database = Database(paths.state_file(), Copies(paths.backups_dir()))
    try:
        database.check()  # a damaged one would be of no use
    finally:
        database.close()
    with tempfile.TemporaryDirectory(prefix="newsreader-") as folder:
        copy = Path(folder, _STATE)
        with contextlib.closing(connect(paths.state_file())) as connection:
            copy_to(connection, copy)
        return copy.read_bytes()


def _packed(contents: dict[str, bytes]) -> bytes:
    manifest = {
        "program": "newsreader",
        "format": FORMAT,
        "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "files": {name: len(data) for name, data in contents.items()},
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=2))
        for name, data in contents.items():
            archive.writestr(name, data)
    return packed.getvalue()


def restore(source: Path) -> Restored:
    """Put back what a backup has. Windows that are open see it.

    Raises:
        BackupUnusable: it is no backup, or a damaged one; nothing was changed.
        StateNotSaved: something can't be written; the error says what was put back by then, and where the rest is.
    """
    with tempfile.TemporaryDirectory(prefix="newsreader-") as folder:
        state = Path(folder, _STATE)
        try:
            contents = _unpacked(source)
            if _STATE in contents:
                state.write_bytes(contents[_STATE])
                _prove(state)
        except _WRONG as error:
            raise BackupUnusable(
                tr("{path} can't be put back: {reason}").format(path=source, reason=_words(error)),
                tr("Nothing was changed. Is it the right file?"),
            ) from error
        before = _name_before()
        backup(before)
        done: list[str] = []
        try:
            for name in contents:
                if name == _STATE:
                    _put_state(state)
                else:
                    _put(_places()[name], contents[name])
                done.append(name)
        except _TROUBLES as error:
            told = (
                tr(
                    "{files} was put back before that. What you had is in {path}; when there is room, restore either file."
                )
                if done
                else tr(
                    "Nothing was put back before that. What you had is in {path}; when there is room, restore either file."
                )
            )
            raise StateNotSaved(
                tr("{name} could not be put back: {reason}").format(name=name, reason=_words(error)),
                told.format(files=tr(", ").join(done), path=before),
            ) from error
    return Restored(tuple(done), before)


def _unpacked(source: Path) -> dict[str, bytes]:
    """The files of a backup.

    Raises:
        OSError, ValueError, zipfile.BadZipFile, ...: it is not what it should be, see ``_WRONG``.
    """
    with zipfile.ZipFile(source) as archive:
        infos = {info.filename: info for info in archive.infolist()}
        if _MANIFEST not in infos or infos[_MANIFEST].file_size > 1 << 20:
            raise ValueError(tr("it is no backup of newsreader"))
        sizes = _sizes(json.loads(_read(archive, infos[_MANIFEST], infos[_MANIFEST].file_size)))
        if len(archive.infolist()) != len(infos) or set(infos) != {_MANIFEST, *sizes}:
            raise ValueError(tr("it does not hold what it says"))
        return {name: _read(archive, infos[name], size) for name, size in sizes.items()}


def _sizes(manifest: Any) -> dict[str, int]:
    """The size of each file of a backup."""
    if not isinstance(manifest, dict) or manifest.get("program") != "newsreader":
        raise ValueError(tr("it is no backup of newsreader"))
    if manifest.get("format") != FORMAT:
        raise ValueError(tr("it was made by a newer version of this program"))
    sizes = manifest.get("files")
    if not isinstance(sizes, dict) or not set(sizes) <= {_STATE, *_places()}:
        raise ValueError(tr("it holds other files than a backup does"))
    if not all(type(size) is int and 0 <= size <= _GREATEST for size in sizes.values()):
        raise ValueError(tr("it is larger than a backup can be"))
    return sizes


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> bytes:
    """One file of a zip file, which must be of this size; no more is ever unpacked."""
    if info.flag_bits & 1:
        raise ValueError(tr("it is encrypted"))
    with archive.open(info) as file:
        data = file.read(size + 1)
    if len(data) != size:
        raise ValueError(tr("{name} is not as long as it should be").format(name=info.filename))
    return data


def _prove(state: Path) -> None:
    """See that a state file can be used, and bring it to this version.

    Raises:
        ValueError, sqlite3.Error: it can't.
    """
    with contextlib.closing(connect(state)) as connection:
        version = version_of(connection)
        if version > VERSION:
            raise ValueError(tr("it was made by a newer version of this program"))
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok" or not version:
            raise ValueError(tr("its state file is damaged ({reason})").format(reason=found))
        migrate(connection)
        connection.execute("SELECT max(marked) FROM archive")


def _name_before() -> Path:
    """Where what is there is kept."""
    name = f"before-restore-{time.strftime('%Y%m%d-%H%M%S')}"
    path, number = paths.backups_dir() / f"{name}.zip", 1
    while path.exists():
        number += 1
        path = path.with_name(f"{name}-{number}.zip")
    return path


def _put(path: Path, data: bytes) -> None:
    with files.lock(path.with_name(f".{path.name}.lock")) as held:
        if not held:
            raise OSError(tr("another program is writing to it"))
        files.replace(path, data, locked=True)


def _put_state(state: Path) -> None:
    """Write a state file over the one there is, in a transaction: who has it open goes on with it."""
    database = Database(paths.state_file(), Copies(paths.backups_dir()))
    try:
        # Have a file there, and be sure that nobody takes a mark of before for one of now.
        marked = database.write(
            lambda connection: connection.execute("SELECT max(marked) FROM archive").fetchone()[0]
        )
        if database.unsaved:
            raise OSError(database.unsaved)
        with (
            contextlib.closing(connect(state)) as source,
            contextlib.closing(connect(paths.state_file())) as live,
        ):
            source.execute("UPDATE archive SET marked = max(marked, ?) + 1", (marked or 0,))
            source.backup(live)
    finally:
        database.close()


def _words(error: Exception) -> str:
    if isinstance(error, sqlite3.Error) and meaning(error) == "damage":
        return tr("the state file is damaged ({reason})").format(reason=error)
    return reason_of(error)
