"""Saved searches: one JSON object a line in the user's config folder, like the bookmarks.

A name is unique within an archive. What else the user has written into a line stays in it when it is changed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.state.lines import Lines, fields, line_of
from reader.text import one_line

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query the user keeps."""

    name: str
    query: str
    archive: str
    """Absolute path of the archive's folder; empty (written so by hand) for every archive."""
    added: str = ""
    """ISO 8601, UTC."""

    def belongs_to(self, archive: Path) -> bool:
        """Whether it is one of this archive's."""
        return self.archive in {"", str(archive)}


class Searches:
    """The saved searches of all archives, as the file has them now.

    Args:
        path: the file; it need not exist. Reading it may raise StateNotSaved: what can't be read must not be
            overwritten.
    """

    def __init__(self, path: Path) -> None:
        self._lines = Lines(path, _parse, "saved searches")

    def all(self) -> list[SavedSearch]:
        """Every saved search, in the order of the file."""
        return self._lines.values()

    def of(self, archive: Path) -> list[SavedSearch]:
        """Those of one archive, each name once (the last one of it counts), in the order of the file."""
        return list({saved.name: saved for saved in self.all() if saved.belongs_to(archive)}.values())

    def unread_lines(self) -> list[tuple[int, str]]:
        """Lines that are no saved search (1-based number and text); they are kept as they are."""
        return self._lines.unread()

    def saved(self, archive: Path, query: str) -> SavedSearch | None:
        """The one with this very query."""
        wanted = _plain(query)
        return next((saved for saved in self.of(archive) if _plain(saved.query) == wanted), None)

    def save(self, archive: Path, query: str, name: str = "") -> SavedSearch:
        """Keep a query; one of the same name is replaced where it stands.

        Args:
            archive: absolute path of the archive.
            query: in the query language.
            name: what to call it; without one, the query itself.

        Raises:
            StateNotSaved: the file could not be written; it is as it was.
        """
        query = one_line(query)
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        saved = SavedSearch(one_line(name) or query, query, str(archive), now)
        with self._lines.change() as lines:
            same = [at for at, (_, known) in enumerate(lines) if _is(known, archive, saved.name)]
            if not same:
                lines.append((line_of(asdict(saved)), saved))
            for at in same:
                lines[at] = _changed(lines[at][0], query=query)
        return saved

    def rename(self, archive: Path, name: str, new: str) -> bool:
        """Call a saved search otherwise, in the place of one that is called so already; False when there is none.

        Raises:
            StateNotSaved: the file could not be written; it is as it was.
        """
        new = one_line(new)
        if not new:
            return False
        with self._lines.change() as lines:
            found = any(_is(known, archive, name) for _, known in lines)
            if found and new != name:
                lines[:] = [
                    _changed(line, name=new) if _is(known, archive, name) else (line, known)
                    for line, known in lines
                    if not _is(known, archive, new)
                ]
        return found

    def remove(self, archive: Path, name: str) -> bool:
        """Forget a saved search; False when there is none of that name.

        Raises:
            StateNotSaved: the file could not be written; it is as it was.
        """
        with self._lines.change() as lines:
            kept = [(line, known) for line, known in lines if not _is(known, archive, name)]
            found = len(kept) < len(lines)
            lines[:] = kept
        return found


def _is(saved: SavedSearch | None, archive: Path, name: str) -> bool:
    return saved is not None and saved.belongs_to(archive) and saved.name == name


def _changed(line: str, **changes: str) -> tuple[str, SavedSearch | None]:
    """A line with some of its fields changed, and its value."""
    text = line_of({**fields(line), **changes})
    return text, _parse(text)


def _plain(query: str) -> str:
    return " ".join(query.split())


def _parse(line: str) -> SavedSearch | None:
    try:
        data = fields(line)
    except ValueError:
        return None
    texts = {name: one_line(str(data.get(name) or "")) for name in ("name", "query", "added")}
    archive = data.get("archive")
    if not texts["query"]:
        return None
    return SavedSearch(
        texts["name"] or texts["query"],
        texts["query"],
        "" if archive is None else str(archive),
        texts["added"],
    )
