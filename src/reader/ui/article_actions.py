"""What one does with the article that is shown: find in it, follow its links, look at its pictures, copy from it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.language import later, tr
from reader.ui.finding import Finding
from reader.ui.words import characters_told

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    from reader.document.find import Finder
    from reader.model import Post
    from reader.session import Session
    from reader.ui.gathering import What
    from reader.ui.linking import Linking
    from reader.ui.preview import Preview
    from reader.ui.screens.main import MainScreen
    from reader.ui.viewing import Viewing
    from reader.ui.widgets.article import ArticleView

_NO_ARTICLE = later("No article is shown.")
ADDRESS_COPIED = later("Copied the address, {length}.")
"""See :meth:`ArticleActions.copy`."""


class ArticleActions:
    """The methods named in the key table as ``article('…')``.

    Args:
        screen: where boxes and bars go, and who tells the user.
        view: the article.
        preview: knows whose article it is.
    """

    def __init__(self, screen: MainScreen, view: ArticleView, preview: Preview) -> None:
        self._screen, self._view, self._preview = screen, view, preview
        self.finding = Finding(screen, view)

    @cached_property
    def linking(self) -> Linking:
        """Choosing a link."""
        from reader.ui.linking import Linking  # noqa: PLC0415 -- not before one is wanted

        return Linking(self._screen, self._view, self.absolute)

    @cached_property
    def _viewing(self) -> Viewing:
        """Looking at pictures."""
        from reader.ui.viewing import Viewing  # noqa: PLC0415 -- not before one is wanted

        return Viewing(self._screen, self._view, self._preview, self)

    @property
    def _is_linking(self) -> bool:
        return "linking" in vars(self) and self.linking.is_on

    @property
    def _session(self) -> Session:
        return self._screen.session

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether an action may be carried out now: while one types or chooses a link, keys mean other things."""
        what = parameters[0] if action == "article" and parameters else ""
        if self.finding.is_typing:
            if action == "search":
                return parameters == ("begin_anywhere",)
            return what in {"keep_found", "leave_found", "find_next", "find_previous"}
        if self._is_linking:
            return what in {"open_link", "copy_link", "next_link", "previous_link", "leave_links"}
        return True

    def renew(self, *, same: bool, finder: Finder | None = None) -> None:
        """Another article is shown, or more of the same one; ``finder`` finds in it."""
        if self._is_linking and not same:
            self.leave_links()
        self.finding.renew(same=same, finder=finder)
        self._tell_count()

    def mark(self, patterns: Sequence[re.Pattern[str]], *, now: bool) -> None:
        """Mark what the archive was searched for: in the article that is shown, or in the one to come."""
        self.finding.want(patterns, now=now)
        self._tell_count()

    # -- finding in the text --------------------------------------------------------------------------------

    def find(self) -> None:
        """Open the box."""
        self.finding.begin()

    def look_for(self, typed: str) -> None:
        """Find what has been typed so far."""
        self.finding.look_for(typed)
        self._tell_count()

    def find_next(self) -> None:
        self.finding.finish(lambda: self._find(1))

    def find_previous(self) -> None:
        self.finding.finish(lambda: self._find(-1))

    def _find(self, steps: int) -> None:
        if not self.finding.step(steps):
            self._screen.notify(tr("Nothing was found in this text."), timeout=2)
        self._tell_count()

    def keep_found(self) -> None:
        """Close the box and go on reading, with the marks."""
        self.finding.finish(self._keep_found)

    def _keep_found(self) -> None:
        self.finding.keep()
        self._tell_count()
        self._screen.panes.focus("article")

    def leave_found(self) -> None:
        """Close the box and return to where one was."""
        self.finding.end(back=True)
        self._screen.panes.focus("article")
        self._tell_count()

    def forget_found(self) -> bool:
        """Take the marks away; False when there are none."""
        if not self.finding.is_on:
            return False
        self.finding.end(back=False)
        self._tell_count()
        return True

    def _tell_count(self) -> None:
        self._preview.tell_found(self.finding.count)
        self._view.set_class(bool(self.finding.count), "-finding")

    # -- links ----------------------------------------------------------------------------------------------

    def links(self) -> None:
        """Choose one by the letters drawn on it."""
        self._screen.panes.focus("article")
        if not self.linking.begin():
            self._screen.notify(tr("There are no links in this article."), timeout=2)

    def follow_view(self) -> None:
        """Other lines are in view: other links get letters."""
        if self._is_linking:
            self.linking.draw()

    def next_link(self) -> None:
        self.linking.step(1)

    def previous_link(self) -> None:
        self.linking.step(-1)

    def leave_links(self) -> None:
        self.linking.end()
        self.finding.renew(same=True)
        self._screen.panes.focus("article")

    def open_link(self) -> None:
        """Open the chosen link, which the bar has shown."""
        from reader.ui.opening import open_address  # noqa: PLC0415

        href = self.linking.href
        self.leave_links()
        if words := open_address(self._screen.app, href):
            self._screen.notify(words, severity="warning", markup=False)

    def copy_link(self) -> None:
        href = self.linking.href
        self.leave_links()
        self.copy(href, tr(ADDRESS_COPIED))

    def open_post(self) -> None:
        """Offer the post's own page: where it leads is shown first."""
        if self._screen.picking.count:
            self._screen.gathering.open()
        elif page := self._page():
            self._screen.panes.focus("article")
            self.linking.offer(page, tr("the post's own page"))
        else:
            self._screen.notify(tr("This post does not say where it was published."), timeout=3)

    def _page(self) -> str:
        from reader.document.origin import link_of  # noqa: PLC0415

        article = self._preview.article
        return link_of(article.post, self._view.documents[-1]) if article and self._view.documents else ""

    def absolute(self, href: str) -> str:
        """Where a link of the article leads."""
        if ":" in href.partition("/")[0]:
            return href  # and the article need not be looked through for where it is from
        from reader.ui.opening import absolute  # noqa: PLC0415

        return absolute(href, self._page())

    # -- headings and pictures ------------------------------------------------------------------------------

    def outline(self) -> None:
        """Go to a heading."""
        from reader.document.galley import Place  # noqa: PLC0415
        from reader.document.outline import outline  # noqa: PLC0415
        from reader.ui.screens.picker import Picked, Picker, PickerRow  # noqa: PLC0415

        if not self._view.documents or not (entries := outline(self._view.documents[-1])):
            self._screen.notify(tr("There are no headings in this article."), timeout=2)
            return

        def go(picked: Picked | None) -> None:
            if picked is not None:
                entry = entries[picked.index]
                if picked.copy:
                    self.copy(entry.text, tr("Copied the heading, {length}."))
                else:
                    self._screen.panes.focus("article")
                    self._view.reveal(Place(len(self._view.documents) - 1, entry.block, 0), at_top=True)

        view = self._view.in_view
        here = self._view.places[view.start] if view else (0, 0, 0)
        passed = sum((1, entry.block) <= here[:2] for entry in entries)
        rows = [PickerRow(entry.text, indent=entry.level) for entry in entries]
        self._screen.app.push_screen(Picker(tr("Headings"), rows, max(0, passed - 1)), go)

    def images(self) -> None:
        """Look at a picture."""
        self._viewing.choose()

    # -- copying --------------------------------------------------------------------------------------------

    def copy_page(self) -> None:
        """Copy the post's address; that of its file where it has none."""
        if self._copy_picked("page") or (post := self._post()) is None:
            return
        page = self._page()
        if page:
            self.copy(page, tr("Copied the post's address, {length}."))
        else:
            path = str(self._session.folder / post.path)
            self.copy(path, tr("Copied the path of the post's file, {length}."))

    def copy_citation(self) -> None:
        from reader.citation import cite  # noqa: PLC0415

        if not self._copy_picked("citation") and (post := self._post()) is not None:
            self.copy(cite(post._replace(link=self._page())), tr("Copied the citation, {length}."))

    def copy_markdown(self) -> None:
        from reader.document.export import to_markdown  # noqa: PLC0415

        if self._copy_picked("markdown"):
            return
        if (article := self._preview.article) is None:
            self._screen.notify(tr(_NO_ARTICLE), timeout=2)
            return
        body = to_markdown(article.body, article.markup).strip()
        text = f"# {article.post.title}\n\n{body}\n"
        self.copy(text, tr("Copied the article as Markdown, {length}."))

    def _copy_picked(self, what: What) -> bool:
        """Copy something of all posts that are picked; False when none is."""
        picking = self._screen.picking
        if not picking.count:
            return False
        if posts := picking.posts():
            self._screen.gathering.copy(posts, what)
        return True

    def _post(self) -> Post | None:
        if self._preview.article is None:
            self._screen.notify(tr(_NO_ARTICLE), timeout=2)
            return None
        return self._preview.article.post

    def copy(self, text: str, words: str) -> None:
        """Put ``text`` into the clipboard, through the terminal (OSC 52), and say so: ``words`` with its ``{length}``."""
        self._screen.app.copy_to_clipboard(text)
        told = words.format(length=characters_told(len(text)))
        self._screen.notify(told, timeout=2, markup=False)

    def run(self, what: str) -> None:
        """Carry out ``article('what')`` of the key table."""
        action: Callable[[], None] = getattr(self, what)
        action()
