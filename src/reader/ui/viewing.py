"""Looking at the pictures of an article: choosing one, seeing it large, and what one does with it then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.outline import pictures
from reader.language import tr
from reader.ui.article_actions import ADDRESS_COPIED
from reader.ui.screens.picker import Picker, PickerRow
from reader.ui.screens.viewer import OpenAddress, OpenFile, Shown, Viewer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.outline import Picture
    from reader.ui.article_actions import ArticleActions
    from reader.ui.preview import Preview
    from reader.ui.screens.main import MainScreen
    from reader.ui.screens.picker import Picked
    from reader.ui.screens.viewer import Wanted
    from reader.ui.widgets.article import ArticleView


class Viewing:
    """The pictures of the article that is shown.

    Args:
        screen: where boxes go, and who tells the user.
        view: the article.
        preview: knows whose article it is.
        actions: copies addresses, and offers them as links.
    """

    def __init__(
        self, screen: MainScreen, view: ArticleView, preview: Preview, actions: ArticleActions
    ) -> None:
        self._screen, self._view, self._preview, self._actions = screen, view, preview, actions

    def choose(self) -> None:
        """Choose a picture, and look at it."""
        if not self._view.documents or not (found := pictures(self._view.documents[-1])):
            self._screen.notify(tr("There are no images in this article."), timeout=2)
            return

        def look(picked: Picked | None) -> None:
            if picked is None:
                return
            if picked.copy:
                self._copy(found[picked.index].href)
            else:
                self._look_at(found, picked.index)

        rows = [PickerRow(each.text or tr("image"), detail=each.href) for each in found]
        self._screen.app.push_screen(Picker(tr("Images"), rows), look)

    def _copy(self, href: str) -> None:
        self._actions.copy(self._actions.absolute(href), tr(ADDRESS_COPIED))

    def _look_at(self, found: Sequence[Picture], chosen: int) -> None:
        """Show a picture large; without the extra for that, in another program."""
        source = self._screen.typesetting.pictures()
        if source is None:
            from reader.pictures import locate  # noqa: PLC0415

            href, article, folder = found[chosen].href, self._preview.article, self._screen.session.folder
            file = article and locate(href, folder / article.post.path, folder)
            self._leave(OpenFile(file) if file else OpenAddress(href))
            return
        shown = [Shown(each.text, each.href, source.path(each.href)) for each in found]
        self._screen.app.push_screen(Viewer(shown, chosen, source), self._leave)

    def _leave(self, wanted: Wanted | None) -> None:
        """Do what was asked for in the viewer."""
        if isinstance(wanted, OpenFile):
            from reader.ui.opening import open_file  # noqa: PLC0415

            if words := open_file(wanted.path):
                self._screen.notify(words, severity="warning", markup=False)
        elif isinstance(wanted, OpenAddress):
            self._screen.panes.focus("article")
            self._actions.linking.offer(wanted.href, tr("the image"))
        elif wanted is not None:
            self._copy(wanted.href)
