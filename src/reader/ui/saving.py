"""Saved searches on the screen: their places with counts, and the line in which one is named, renamed or removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.language import tr
from reader.ui.latest import Latest
from reader.ui.messages import Report
from reader.ui.place import Place
from reader.ui.typed_line import TypedLine
from reader.ui.words import undoable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.library.listing import Listing
    from reader.session import Session
    from reader.state.journal import Verb
    from reader.state.lines import Swap
    from reader.state.searches import SavedSearch
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.name_bar import NameBar


@dataclass(eq=False, repr=False)
class SearchesRead(Report):
    """The saved searches as places, with or without their counts."""

    places: Sequence[Place]

    def deliver(self, screen: MainScreen) -> None:
        screen.places.show(searches=self.places)


def listing_of(session: Session, query: str) -> Listing:
    """What a saved search lists: all that it finds, newest first unless it says otherwise."""
    from reader.library.query import parse  # noqa: PLC0415 -- and the engine: not needed before there is a search

    found = session.search.find(
        query, order=parse(query).order or "date", or_near=True, limit=None, facets=False
    )
    assert found is not None  # nobody has said that it is no longer wanted
    return found.listing


class Saving:
    """Keeps searches, and tells what they find now.

    Args:
        screen: gets the bar; its places show the searches.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._queue = Latest("saved searches")
        self._counts: dict[str, int] = {}
        self._counted: tuple[int, int, list[str]] | None = None
        """What the counts are of: the session, the state of its catalogue, the queries."""
        self._line: TypedLine[NameBar] = TypedLine(screen)
        self._query = ""
        self._saved: SavedSearch | None = None
        self._warned = ""

    @property
    def is_typing(self) -> bool:
        """Whether keys are characters for the bar."""
        return self._line.is_typing

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for has been sent."""
        return self._queue.idle

    def close(self) -> None:
        """No more results."""
        self._queue.close()

    # -- places ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the searches, and count what they find if that may have changed; in a thread."""
        session, send = self._screen.session, self._screen.post_message
        self._queue.run(lambda: self._read(session, send))

    def _read(self, session: Session, send: Callable[[SearchesRead], object]) -> None:
        searches = session.searches.of(session.root)
        send(SearchesRead(self._places(searches)))
        if not searches:
            return
        try:
            state = (id(session), session.catalog.generation(), [saved.query for saved in searches])
            if state == self._counted and not any("is:" in saved.query for saved in searches):
                return
            for saved in searches:
                if self._queue.overtaken:
                    return
                found = session.search.find(saved.query, order="date", or_near=True, limit=1, facets=False)
                assert found is not None
                self._counts[saved.query] = found.total
            self._counted = state
        except ReaderError:
            return  # the list will tell of it
        send(SearchesRead(self._places(searches)))

    def _places(self, searches: Sequence[SavedSearch]) -> list[Place]:
        return [
            Place("search", saved.name, (saved.name,), self._counts.get(saved.query), query=saved.query)
            for saved in searches
        ]

    # -- naming ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask what to call the search that is on, or the saved one whose posts are listed."""
        screen = self._screen
        place = screen.places.current
        query = screen.search.typed or (place.query if not screen.search.is_on else "")
        if not query:
            screen.notify(tr("Search for something first; then the search can be saved."), timeout=4)
            return
        self._saved = screen.session.searches.saved(screen.session.root, query)
        from reader.ui.widgets.name_bar import NameBar  # noqa: PLC0415 -- Textual's input takes a while to import

        self._query, self._warned = query, ""
        name = self._saved.name if self._saved is not None else query
        self._line.open(NameBar(name, known=self._saved is not None))

    def keep(self) -> None:
        """Save, rename or remove the search, as the name says."""
        self._line.finish(lambda bar: self._take_name(bar.box.value))

    def _take_name(self, typed: str) -> None:
        session, saved = self._screen.session, self._saved
        name = " ".join(typed.split())
        if self._is_taken(name):
            return
        if saved is None:
            swaps = session.searches.save(session.root, self._query, name)
            name = name or self._query
            self._tell("save-search", tr("Search saved: {name}").format(name=name), name, swaps)
        elif name:
            swaps = session.searches.rename(session.root, saved.name, name)
            self._tell("rename-search", tr("Search renamed: {name}").format(name=name), name, swaps)
        else:
            swaps = session.searches.remove(session.root, saved.name)
            words = tr("Search removed: {name}").format(name=saved.name)
            self._tell("remove-search", words, saved.name, swaps)
        self.leave()
        self._follow(saved, name)

    def _tell(self, verb: Verb, words: str, name: str, swaps: Sequence[Swap]) -> None:
        """Say what was done, and enter it where it can be undone."""
        from reader.state.journal import Change  # noqa: PLC0415

        screen, state = self._screen, self._screen.session.state

        def enter() -> None:
            state.do(Change(verb, name, 1, "searches", tuple(swaps)))

        if swaps:
            screen.keeping.writer.run(enter)
            words = undoable(words)
        screen.notify(words, timeout=3, markup=False)
        screen.watch_state.nudge()

    def _is_taken(self, name: str) -> bool:
        """Whether another search is called so, of which one has not been warned yet."""
        session = self._screen.session
        known = {saved.name: saved for saved in session.searches.of(session.root)}
        taken = name in known and known[name] != self._saved
        if not taken or self._warned == name:
            return False
        self._warned = name
        words = tr("“{name}” is the name of another search: the same key again puts this one in its place.")
        self._screen.notify(words.format(name=name), severity="warning", timeout=6, markup=False)
        return True

    def _follow(self, saved: SavedSearch | None, name: str) -> None:
        """Show the searches as they are now; stand where one stood."""
        screen, session = self._screen, self._screen.session
        here = screen.places.current
        screen.places.show(searches=self._places(session.searches.of(session.root)))
        if saved is not None and here.kind == "search" and here.key == (saved.name,):
            if name:
                screen.places.go_to("search", (name,))
            if not screen.search.is_on:
                screen.lists.open(screen.places.current)
        self.refresh()

    def leave(self) -> None:
        """Close the bar, and go back to what had the focus."""
        self._line.leave()
