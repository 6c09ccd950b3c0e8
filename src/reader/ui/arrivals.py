"""What has been read in threads arrives: a list, an article, an answer. Each concerns several parts of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.article_actions import ArticleActions
    from reader.ui.messages import Answered, ArticleLoaded, ListLoaded
    from reader.ui.screens.main import MainScreen
    from reader.ui.search_actions import SearchActions
    from reader.ui.select_actions import SelectActions


class Arrivals:
    """Hands each to the parts that it concerns, in the order in which they need it.

    Args:
        screen: whose parts.
        at_hand: what can be done with the article.
        selecting: what can be done with its text.
        searching: what can be done with a search.
    """

    def __init__(
        self,
        screen: MainScreen,
        at_hand: ArticleActions,
        selecting: SelectActions,
        searching: SearchActions,
    ) -> None:
        self._screen, self._at_hand = screen, at_hand
        self._selecting, self._searching = selecting, searching

    def take_list(self, message: ListLoaded) -> None:
        """A list, with the counts of all places."""
        screen = self._screen
        screen.places.show(
            total=len(message.everything),
            categories=message.categories,
            months=message.everything.months,
            sources=message.sources,
            problems=message.problems,
        )
        screen.place_actions.follow()
        screen.saving.refresh()
        screen.keeping.read()
        screen.lists.take(message)
        screen.list_looks.begin()
        screen.watched.refresh()
        screen.reads.begin_look()
        screen.reads.count(message.everything)
        screen.watch_state.start()

    def take_article(self, message: ArticleLoaded) -> None:
        """An article, unless another one is wanted by now."""
        screen = self._screen
        if screen.preview.take(message):
            is_same = screen.preview.is_same
            if not is_same:
                self._selecting.end()
            self._at_hand.mark(screen.search.patterns(message.post), now=False)
            self._at_hand.renew(same=is_same, finder=message.finder)
            screen.watched.mark(message.watched)
            screen.highlighting.renew()
            screen.attention.begin(same=is_same)

    def take_answer(self, message: Answered) -> None:
        """What was found."""
        self._searching.take(message)
        self._screen.restoring.take_answer()
