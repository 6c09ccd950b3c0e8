"""The pictures of the article in view, by their addresses. Its methods are for the app's thread."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from reader import pictures
from reader.ui.pictures.opening import fit, measure, natural
from reader.ui.pictures.terminal import cell_size, way
from reader.ui.pictures.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from textual.app import App
    from textual.strip import Strip

    from reader.config import Images
    from reader.ui.pictures.drawing import Wish
    from reader.ui.pictures.opening import Size
    from reader.ui.pictures.terminal import Cell, Way


class _Found(NamedTuple):
    """What an address means."""

    path: Path | None
    size: Size | None
    """None when it can't be drawn."""
    changed: int


_NOTHING = _Found(None, None, 0)


class Pictures:
    """Finds, measures and draws the pictures of one article after the other.

    ::

        pictures.begin(post.path)               # another article
        pictures.look(addresses, lay_out)       # then rows() are known
        pictures.rows(href, columns, max_rows)  # for the layout: None means the line
        pictures.strip(href, row)               # for a line in view: None means that it is to be requested
        pictures.request(href, columns, max_rows, refresh)

    Args:
        app: whose terminal they are for.
        root: the archive.
        images: what the user chose.
        cache: of fetched pictures; None makes one in its usual place.
    """

    def __init__(
        self, app: App[Any], root: Path, images: Images, cache: pictures.Cache | None = None
    ) -> None:
        self._app, self._root, self._images = app, root, images
        self._cache = cache or pictures.Cache(pictures.images_dir(), max_bytes=images.max_bytes)
        self._workshop: Workshop | None = None
        self._post: Path | None = None
        self._turn = 0
        self._found: dict[str, _Found] = {}
        self._shown: dict[str, Wish] = {}
        self._cell: Cell | None = None

    def available(self) -> bool:
        """Whether pictures can be drawn: the extra is there, and colours are welcome (https://no-color.org)."""
        return self._installed and not self._app.no_color

    @cached_property
    def _installed(self) -> bool:
        from importlib.util import find_spec  # noqa: PLC0415 -- a millisecond, not before the first screen

        return find_spec("PIL") is not None and find_spec("textual_image") is not None

    @property
    def way(self) -> Way:
        """How this terminal takes pictures."""
        return way(self._images.protocol, self._app.console.color_system)

    @property
    def cell(self) -> Cell:
        """The terminal's cell as it was when the article was begun: its pictures keep their rows."""
        if self._cell is None:
            self._cell = cell_size()
        return self._cell

    @property
    def workshop(self) -> Workshop:
        """Where they are drawn."""
        if self._workshop is None:
            self._workshop = Workshop(self._app)
        return self._workshop

    def begin(self, post_file: Path) -> None:
        """Addresses are those of another post now; what was wished for the one before no longer matters."""
        self._post = post_file
        self._turn += 1
        self._found.clear()
        self._shown.clear()
        self._cell = None
        if self._workshop is not None:
            self._workshop.forget()

    def path(self, href: str) -> Path | None:
        """The file that an address means: one of the archive, or one that has been fetched."""
        if href in self._found:
            return self._found[href].path
        return self._find(self._post, href) if self._post is not None else None

    def look(self, hrefs: Sequence[str], done: Callable[[], None]) -> None:
        """Find and measure pictures, then call ``done``; again for each that is fetched, where the user wants that."""
        wanted = tuple(href for href in dict.fromkeys(hrefs) if href not in self._found)
        if wanted and self._post is not None and self.available():
            job = partial(self._look, self._turn, self._post, wanted, done)
            self.workshop.jobs.add((self._turn, wanted), job)

    def _look(self, turn: int, post: Path, hrefs: Sequence[str], done: Callable[[], None]) -> None:
        found = {href: self._measured(self._find(post, href)) for href in hrefs}
        self.workshop.deliver(partial(self._learn, turn, found, done))

    def _find(self, post: Path, href: str) -> Path | None:
        return pictures.locate(href, post, self._root) or (
            self._cache.known(href) if self._images.fetch else None
        )

    @staticmethod
    def _measured(path: Path | None) -> _Found:
        if path is None:
            return _NOTHING
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            return _NOTHING
        return _Found(path, measure(path), changed)

    def _learn(self, turn: int, found: dict[str, _Found], done: Callable[[], None]) -> None:
        if turn != self._turn:
            return  # of the post before
        self._found.update(found)
        done()
        if self._images.fetch:
            # The last one first: jobs are done from the newest on, and one reads from the top.
            for href in reversed([href for href, what in found.items() if what.path is None]):
                if pictures.web_address(href) and not self._cache.failed(href):
                    self.workshop.fetching.add((turn, href), partial(self._fetch, turn, href, done))

    def _fetch(self, turn: int, href: str, done: Callable[[], None]) -> None:
        found = self._measured(self._cache.fetch(href))
        if found.path is not None:
            self.workshop.deliver(partial(self._learn, turn, {href: found}, done))

    def rows(self, href: str, columns: int, max_rows: int) -> int | None:
        """How many rows a picture takes; None when that is not known (yet), or it is not to be drawn."""
        found = self._found.get(href, _NOTHING)
        if found.size is None or not self._images.show or not self.available():
            return None
        if self.workshop.broken(self._wish(found, columns, max_rows)):
            return None
        return fit(found.size, columns, max_rows, self.cell, natural(self.cell)).rows

    def request(self, href: str, columns: int, max_rows: int, done: Callable[[], None]) -> None:
        """Draw a picture at most so large, and call ``done``: its strips are there, or it turned out to be broken.

        Nothing is called when there is nothing to draw, or it is drawn already.
        """
        found = self._found.get(href)
        if found is None:
            self.look([href], partial(self._request_found, href, columns, max_rows, done))
        elif found.size is not None and self.available():
            wish = self._shown[href] = self._wish(found, columns, max_rows)
            self.workshop.draw(wish, done)

    def _request_found(self, href: str, columns: int, max_rows: int, done: Callable[[], None]) -> None:
        done()
        self.request(href, columns, max_rows, done)

    def _wish(self, found: _Found, columns: int, max_rows: int) -> Wish:
        from reader.ui.pictures.drawing import Wish  # noqa: PLC0415 -- not before there is a picture

        assert found.path is not None
        # Sixels are painted over the cells: they can not be scrolled line by line within a text.
        way_ = "blocks" if self.way == "sixel" else self.way
        cell, ground = self.cell, self.workshop.ground
        return Wish(found.path, found.changed, columns, max_rows, way_, cell, natural(cell), ground)

    def strip(self, href: str, row: int) -> Strip | None:
        """A row of a picture as it was last requested, exactly as wide as the picture.

        None while it is not there, and when it is to be requested again: it was drawn for another theme, or gave
        way to others.
        """
        wish = self._shown.get(href)
        if wish is None or wish.ground != self.workshop.ground:
            return None
        drawing = self.workshop.drawing(wish)
        return drawing.strips[row] if drawing is not None and row < len(drawing.strips) else None

    def wish(self, path: Path, columns: int, rows: int) -> Wish | None:
        """A picture for a place of its own: enlarged, in the terminal's best way; None when its file is gone."""
        try:
            found = _Found(path, None, path.stat().st_mtime_ns)
        except OSError:
            return None
        # Blocks show so little of a picture that each of its pixels may have one; twice its size is enough elsewhere.
        dots = 1 if self.way == "blocks" else max(1, natural(self.cell) // 2)
        return self._wish(found, columns, rows)._replace(way=self.way, dots=dots)

    @property
    def idle(self) -> bool:
        """Whether everything asked for is there."""
        return self._workshop is None or self._workshop.idle

    def close(self) -> None:
        """Give threads, memory and what the terminal holds back."""
        self._found.clear()
        self._shown.clear()
        if self._workshop is not None:
            self._workshop.close()
