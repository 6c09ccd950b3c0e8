"""A search: the box, the answers, and the way back to exactly where one was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.language import tr
from reader.ui.returning import Before, Listed
from reader.ui.words import found_title, not_yet_read, nothing_found

if TYPE_CHECKING:
    import re

    from reader.library.found import Found
    from reader.library.query import SearchOrder
    from reader.model import Post
    from reader.ui.messages import Answered
    from reader.ui.narrowing import Remedy
    from reader.ui.place import Place
    from reader.ui.questions import Question, Under
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.facets import Facets
    from reader.ui.widgets.search_box import SearchBox

ORDERS: tuple[SearchOrder, ...] = ("relevance", "date", "oldest", "title")
"""The orders of results, as the sort key goes through them."""


class Searching:
    """A search from the opening of its box until its results are left.

    Args:
        screen: gets the box; its list shows the results, its loader finds them.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen, self._posts, self._loader = screen, screen.posts, screen.loader
        self._box: SearchBox | None = None
        self._facets: Facets | None = None
        self._before: Before | None = None
        self._question: Question | None = None
        self._order: SearchOrder | None = None
        self._remedy: Remedy | None = None
        self._under: Under | None = None

    @property
    def is_typing(self) -> bool:
        """Whether keys are characters for the box."""
        return self._box is not None and self._screen.focused is self._box

    @property
    def typed(self) -> str:
        """What is in the box; nothing while other results are shown over its own."""
        return self._box.value.strip() if self._box is not None and self._under is None else ""

    @property
    def is_on(self) -> bool:
        """Whether the list holds the results of a search (or will, with the next character)."""
        return self._before is not None

    @property
    def asked(self) -> tuple[str, str]:
        """What the results answer: what was typed, and what they are called."""
        return (self._question.typed, self._question.title) if self._question is not None else ("", "")

    @property
    def order(self) -> SearchOrder | None:
        """The order that was chosen for the results."""
        return self._order

    @staticmethod
    def order_called(name: str) -> SearchOrder | None:
        """The order of that name, if it is one that can be chosen."""
        return next((order for order in ORDERS if order == name), None)

    @property
    def listed_before(self) -> Listed:
        """The list of the place: what is listed, or was before the search began."""
        return self._before.listed if self._before is not None else Listed.of(self._posts)

    @property
    def found(self) -> Found | None:
        """What the list shows; None where it is that of a place."""
        return self._posts.results.found if self._posts.results is not None else None

    def title(self, unread: int) -> str:
        """What the results are called; so many of them have not been read."""
        assert self.found is not None
        return found_title(
            self.found, unread, (self._question.title if self._question else "") or tr("Found")
        )

    # -- beginning ------------------------------------------------------------------------------------------

    def begin(
        self, focus: str, typed: str | None = None, order: SearchOrder | None = None, *, go_on: bool = False
    ) -> None:
        """Open the box, or go back into it.

        Args:
            focus: the pane to return to in the end.
            typed: what to look for; None leaves what is there.
            order: of the results; None leaves it as it is.
            go_on: what is there is added to; else the first character takes its place.
        """
        self.back()
        self._remember(focus)
        self._order = order or self._order
        if self._box is None:
            from reader.ui.widgets.search_box import SearchBox  # noqa: PLC0415 -- not before it is needed

            self._loader.warm()
            self._box = SearchBox(lambda: self._loader.session)
            self._screen.mount(self._box)
        # Whoever comes back to the box types something else, or goes on; what is given here is gone on with.
        self._box.select_on_focus = typed is None and not go_on
        if typed is not None:
            self._write(typed)
        self._screen.set_focus(self._box)  # now, not when its turn comes: the next key is for the box

    def narrow(self, focus: str, place: Place) -> None:
        """Search among the posts of a place, in the order of lists."""
        from reader.ui.narrowing import clause_of  # noqa: PLC0415 -- as everything here that only a search needs

        clause = clause_of(place)
        self.begin(focus, f"{clause} " if clause else None, "date")

    def open(self, query: str) -> None:
        """Search for what is saved, in the order of lists unless it says otherwise, and go to what it finds."""
        from reader.library.query import parse  # noqa: PLC0415

        self.begin("places", query, None if parse(query).order else "date")
        self.use()
        self._screen.panes.focus("list")

    def use(self) -> None:
        """The query is used, not merely typed: remember it."""
        if self.typed:
            remember = partial(self._loader.session.history.add, self.typed)
            self._screen.run_worker(remember, thread=True, exit_on_error=False)

    def show(self, question: Question, focus: str) -> None:
        """List what another question finds, without a box; over the results of a query, where there are some."""
        self._remember(focus)
        posts, asked = self._posts, self._question
        if self._box is None or asked is None or posts.results is None or not self.typed:
            if self._under is None:
                self._close_box()
        else:
            from reader.ui.questions import Under  # noqa: PLC0415

            self._under = Under(asked, self._order, Listed.of(posts))
            self._box.display = False
        self._order = None
        self._ask(question)

    def back(self) -> bool:
        """Show the results again that others are shown over; False when there are none."""
        under, self._under = self._under, None
        if under is None or self._box is None:
            return False
        self._box.display = True
        self._question, self._order = under.question, under.order
        under.listed.show_again(self._posts)
        assert self.found is not None
        self._show_facets(self.found, under.question.typed)
        return True

    def _remember(self, focus: str) -> None:
        if self._before is None:
            self._before = Before.of(self._screen, focus)
            self._screen.panes.leave_zen()

    # -- asking ---------------------------------------------------------------------------------------------

    def type(self, typed: str) -> None:
        """Every character typed is a new question; an emptied box shows the list again."""
        if typed.strip():
            self.ask_again(typed)
            return
        self._forget_results()
        if self._before is not None:
            self._before.listed.show_again(self._posts)

    def ask_again(self, typed: str = "") -> None:
        """Ask what is in the box once more."""
        if typed := typed or self.typed:
            from reader.ui.questions import query  # noqa: PLC0415

            self._ask(query(typed, self._order))

    def _ask(self, question: Question) -> None:
        self._question = question
        self._loader.ask(question)

    def toggle_facet(self) -> None:
        """Narrow the query by what the cursor of the facets stands on, or widen it again."""
        clause = self._facets.take_choice() if self._facets is not None else ""
        if clause and self._box is not None:
            from reader.ui.narrowing import toggled  # noqa: PLC0415

            self._write(toggled(self.typed, clause))
            self.use()

    def follow_archive(self) -> None:
        """The archive has changed: ask again, unless one has begun to go through the results."""
        if self._question is not None and not self._posts.position:
            self._ask(self._question)

    def _write(self, query: str) -> None:
        assert self._box is not None
        self._box.value = query
        self._box.cursor_position = len(query)

    def mend(self) -> bool:
        """Ask what finds something, where nothing was found; False when there is no such thing."""
        if self._remedy is None or self._box is None:
            return False
        self._write(self._remedy.query)
        return True

    def sort(self) -> None:
        """Show the results in the next order."""
        if self.found is None or not self.typed:
            return
        at = ORDERS.index(self.found.order) if self.found.order in ORDERS else -1
        self._order = ORDERS[(at + 1) % len(ORDERS)]
        self.ask_again()

    # -- answers --------------------------------------------------------------------------------------------

    def take(self, message: Answered) -> bool:
        """Show an answer, unless something else has been asked meanwhile; whether it was shown."""
        if message.question is not self._question:
            return False
        from reader.ui.widgets.results import Results  # noqa: PLC0415 -- not before there are some

        found, typed = message.found, message.question.typed
        notes = [*found.hints, *not_yet_read(message.unread)]
        self._remedy = message.remedy
        self._posts.empty = nothing_found(typed, notes, message.remedy.words if message.remedy else "")
        results = Results(found, notes if found.ids else (), self._posts.results)
        results.put(message.hits)
        self._posts.show(found.listing, results=results)
        self._posts.scroll_to(y=0, animate=False, immediate=True)
        self._loader.marking = True
        if typed:
            self._show_facets(found, typed)
        else:
            self._screen.remove_class("has-facets")  # what was not asked for in words can't be narrowed so
        return True

    def _show_facets(self, found: Found, typed: str) -> None:
        if self._facets is None:
            from reader.ui.widgets.facets import Facets  # noqa: PLC0415 -- not before there are some

            self._facets = Facets()
            self._screen.mount(self._facets, after=self._screen.places)
        self._facets.show(typed, found.facets)
        self._screen.add_class("has-facets")

    def patterns(self, post: Post) -> list[re.Pattern[str]]:
        """What is to be marked in the text of a post: the words, or what stands for them in its title."""
        results = self._posts.results
        if results is None:
            return []
        patterns = [needle.pattern for needle in results.found.needles]
        hit = results.hits.get(post.id)
        if hit is not None and hit.match != "exact":
            from reader.document.find import pattern_of  # noqa: PLC0415

            patterns += [pattern_of(post.title[start:stop]) for start, stop in hit.title_marks]
        return patterns

    # -- the end --------------------------------------------------------------------------------------------

    def end(self) -> str:
        """Close the box and list what was listed before; the pane to return to."""
        before, self._before = self._before, None
        self._order = self._under = None
        self._forget_results()
        self._close_box()
        if before is None:
            return "list"
        before.return_to(self._screen)
        return before.pane

    def _forget_results(self) -> None:
        self._question = self._remedy = None
        self._loader.forget_question()
        self._loader.marking = False
        self._screen.remove_class("has-facets")

    def _close_box(self) -> None:
        if self._box is not None:
            self._box.remove()
            self._box = None
