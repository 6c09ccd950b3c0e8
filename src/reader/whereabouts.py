"""Where posts are now that were kept under other ids: renamed, moved, found again. And what goes with them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.model import PostId, id_of, is_id, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from reader.library.catalog import Catalog
    from reader.library.ledger import Ledger
    from reader.model import Post
    from reader.seeking import Lost
    from reader.state.state import State

_MOST_NEAR = 300
"""Posts of a source and time that are looked at for one that has another title now."""
_MOST_READ = 3_000
"""Files after which no more are read for posts with other titles, until the catalogue changes."""


class Whereabouts:
    """Follows the posts of one archive; for any thread.

    Args:
        state: remembers which posts were found again.
        catalog: of the archive.
        ledger: of that catalogue.
        text_of: what a reader sees of the body of a post; empty when its file can't be read.
    """

    def __init__(
        self, state: State, catalog: Catalog, ledger: Ledger, text_of: Callable[[Post], str]
    ) -> None:
        self._state, self._catalog, self._ledger, self._text_of = state, catalog, ledger, text_of
        self._lock = threading.RLock()
        self._seen: int | None = None
        self._aliases: Mapping[PostId, PostId] = {}
        self._names: tuple[str, ...] = ()
        self._version = 0
        self._followed: Mapping[int, int] = {}
        self._places: dict[PostId, PostId | None] = {}
        self._placed: tuple[int, int] | None = None

    def version(self) -> int:
        """Another number whenever other posts have been found again, or the archive is known by another path."""
        with self._lock:
            seen = self._state.database.version()
            if seen != self._seen:
                aliases, names = self._state.store.aliases(self._state.archive), self._state.names
                self._version += (aliases, names) != (self._aliases, self._names)
                self._seen, self._aliases, self._names = seen, aliases, names
            return self._version

    def now(self, ids: Collection[PostId]) -> dict[PostId, PostId]:
        """The id that each post has now; those that are not in the catalogue are left out."""
        with self._lock:
            state = self.version(), self._catalog.generation()
            if state != self._placed:
                self._places, self._placed = {}, state
            places = self._places
            unknown = [old for old in ids if old not in places]
            if unknown:
                places.update(dict.fromkeys(unknown) | self._look_up(unknown, self._aliases))
            return {old: new for old in ids if (new := places[old]) is not None}

    def _look_up(self, ids: Collection[PostId], aliases: Mapping[PostId, PostId]) -> dict[PostId, PostId]:
        found = self._in_catalog(ids)
        for old, new in self._found_again(ids, aliases).items():
            # Of a name that another post had after it, and that was renamed then, the catalogue tells of the other.
            found[old] = old if found.get(old) == old else new
        return found

    def _in_catalog(self, ids: Iterable[PostId]) -> dict[PostId, PostId]:
        now = self._ledger.now([key_of(old) for old in ids if is_id(old)])
        return {id_of(key): id_of(new) for key, new in now.items()}

    def _found_again(self, ids: Iterable[PostId], aliases: Mapping[PostId, PostId]) -> dict[PostId, PostId]:
        known = {old: aliases[old] for old in ids if old in aliases}
        there = self._in_catalog(known.values()) if known else {}
        return {old: there[new] for old, new in known.items() if new in there}

    def titles(self, ids: Iterable[PostId]) -> dict[PostId, str]:
        """The titles of the posts that have these ids now."""
        titles = self._ledger.titles([key_of(each) for each in ids if is_id(each)])
        return {id_of(key): title for key, title in titles.items()}

    def elsewhere(self, places: Mapping[PostId, PostId]) -> dict[PostId, PostId]:
        """Of ids that two posts have had: where the other one is that each may mean.

        Args:
            places: what :meth:`now` said.
        """
        with self._lock:
            again = self._found_again(places, self._aliases)
            found = self._in_catalog(again) if again else {}
            other = {old: found.get(old, new) if places[old] == new else new for old, new in again.items()}
            return {old: new for old, new in other.items() if new != places[old]}

    def is_other(self, lost: Lost) -> bool:
        """Whether the post that has an id now is none that it may have become by being edited."""
        from reader.seeking import OTHER, alike  # noqa: PLC0415 -- not before one is in doubt

        post = self._catalog.get(lost.id)
        text = self._text_of(post) if post is not None else ""
        return bool(text and (lost.lead or lost.quotes)) and alike(lost, text) < OTHER

    # -- renamed --------------------------------------------------------------------------------------------

    def follow(self, kept: Callable[[], Iterable[PostId]]) -> None:
        """Have read marks, places and opened posts go with files that were renamed.

        Args:
            kept: the posts that bookmarks and highlights are kept of: where they are now is remembered, because the
                catalogue may be made anew.
        """
        moved = self._ledger.moved()
        if not moved or moved == self._followed:
            return
        store, archive = self._state.store, self._state.archive
        store.follow(archive, list(moved.items()))
        known = store.aliases(archive)
        there = self._found_again(known, known)
        aliases = {old: id_of(moved[key_of(old)]) for old in kept() if is_id(old) and key_of(old) in moved}
        aliases |= there  # also of what was renamed after that
        if new := {old: alias for old, alias in aliases.items() if known.get(old) != alias}:
            store.keep_aliases(archive, new)
        self._followed = moved

    # -- lost -----------------------------------------------------------------------------------------------

    def seek(self, lost: Sequence[Lost], taken: Collection[PostId]) -> int:
        """Look for posts that are not where they were; how many were found. Takes a while; meant for a thread.

        Args:
            lost: what is remembered of them.
            taken: posts that are known to be others.
        """
        found = self._found(lost, {key_of(post_id) for post_id in taken})
        if found:
            self._take_along(found)
        return len(found)

    def _found(self, lost: Sequence[Lost], taken: set[int]) -> dict[PostId, PostId]:
        from reader.seeking import DAYS, same_text, same_title  # noqa: PLC0415 -- not before something is lost
        from reader.text import fold  # noqa: PLC0415

        texts: dict[int, str] = {}

        def text_of(key: int) -> str:
            if key not in texts:
                post = self._catalog.get(id_of(key))
                texts[key] = self._text_of(post) if post is not None else ""
            return texts[key]

        titled = self._ledger.titled({fold(each.title) for each in lost})
        found: dict[PostId, PostId] = {}
        rest: list[Lost] = []
        for each in lost:
            key = same_title(each, titled.get(fold(each.title), ()), text_of, taken)
            if key is None:
                rest.append(each)
            else:
                found[each.id] = id_of(key)
        taken = taken | {key_of(new) for new in found.values()}
        for each in rest:
            if each.posted is None or len(texts) > _MOST_READ:
                continue
            near = self._ledger.of_time(each.source, each.posted, DAYS * 86_400, _MOST_NEAR)
            key = same_text(each, near, text_of, taken)
            if key is not None:
                found[each.id] = id_of(key)
                taken.add(key)
        return found

    def _take_along(self, found: Mapping[PostId, PostId]) -> None:
        """Remember what was found, and give it the read marks and places it had. It keeps them at the old place too:
        it may have been found wrongly, or come back.
        """
        store, archive = self._state.store, self._state.archive
        store.keep_aliases(archive, found)
        ids = [old for old in found if is_id(old)]
        read = store.read_among(archive, ids)
        if read:
            store.mark(archive, [key_of(found[old]) for old in read])
        for old in ids:
            spot = store.place(archive, old)
            if spot is not None and store.place(archive, found[old]) is None:
                store.keep_place(archive, found[old], spot)
