"""Taking an article out of the reader: as a page, as a picture of what is seen, as Markdown or text, into a file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import forms, paths
from reader.errors import ReaderError
from reader.filenames import Names, file_name
from reader.forms import Read
from reader.language import later, tr, tr_plural
from reader.new_files import whole
from reader.text import one_line
from reader.ui.messages import Report
from reader.ui.screens.picker import Picked, Picker, PickerRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style

    from reader.config import Reading
    from reader.document.blocks import Document
    from reader.model import Post
    from reader.ui.marks import Marks
    from reader.ui.screens.main import MainScreen


class Form(NamedTuple):
    """What an article can become."""

    name: str
    suffix: str


FORMS = (
    Form(later("A page for the browser and the printer (HTML), with your highlights"), ".html"),
    Form(later("A picture of the article as it is set here (SVG)"), ".svg"),
    Form(later("Markdown"), ".md"),
    Form(later("Plain text, as wide as the column here"), ".txt"),
)
"""The picture is of the article that is shown only."""


@dataclass(eq=False, repr=False)
class Exported(Report):
    """What came of it."""

    words: str
    is_warning: bool = False
    copied: str = ""

    def deliver(self, screen: MainScreen) -> None:
        if self.copied:
            screen.app.copy_to_clipboard(self.copied)
        screen.notify(
            self.words, severity="warning" if self.is_warning else "information", timeout=8, markup=False
        )


class Look(NamedTuple):
    """How the article is shown, taken from the screen for a thread."""

    documents: tuple[Document, ...]
    reading: Reading
    width: int
    marks: tuple[Marks, ...]
    styles: dict[str, Style]
    base: Style
    ground: str
    ink: str


def begin(screen: MainScreen) -> None:
    """Take out the posts that are picked; where none is, the article that is shown."""
    if screen.picking.count:
        if posts := screen.picking.posts():  # else it was told why not
            _ask(screen, posts)
    elif (article := screen.preview.article) is not None:
        _ask(screen, [article.post])
    else:
        screen.notify(tr("No article is shown."), timeout=2)


def _ask(screen: MainScreen, posts: Sequence[Post]) -> None:
    """Ask for the form, then write a file for each post.

    Args:
        screen: shows one of them.
        posts: those that are meant.
    """
    shown = screen.preview.article
    is_shown = shown is not None and [post.id for post in posts] == [shown.post.id]
    offered = [form for form in FORMS if is_shown or form.suffix != ".svg"]
    folder = paths.exports_dir(screen.session.root)

    def choose(picked: Picked | None) -> None:
        if picked is None:
            return
        form = offered[picked.index]
        look = _look(screen) if is_shown else None
        marks = _kept(screen) if is_shown else {}
        job = _Job(screen, list(posts), form, folder, look, marks)
        screen.keeping.writer.run(job.copy if picked.copy else job.write)

    title = tr_plural(
        "Take the article out, into {folder}", "Take {count:,} articles out, into {folder}", len(posts)
    ).format(count=len(posts), folder=_short(folder))
    rows = [PickerRow(tr(form.name), form.suffix) for form in offered]
    screen.app.push_screen(Picker(title, rows), choose)


def _kept(screen: MainScreen) -> dict[int, list[tuple[int, int]]]:
    """The highlights of the article that is shown: by block, stretches of its text."""
    found: dict[int, list[tuple[int, int]]] = {}
    for placed in screen.highlighting.shown.placed:
        for block, start, stop in placed.spans:
            found.setdefault(block, []).append((start, stop))
    return found


def _look(screen: MainScreen) -> Look:
    from reader.ui.paint import PARTS  # noqa: PLC0415

    view = screen.article
    base = view.rich_style
    return Look(
        view.documents,
        view.reading,
        view.measure_shown,
        view.marks_shown,
        {f"article--{part}": view.get_component_rich_style(f"article--{part}") for part in PARTS},
        base,
        base.bgcolor.get_truecolor().hex if base.bgcolor else "#000000",
        base.color.get_truecolor().hex if base.color else "#ffffff",
    )


def _short(folder: Path) -> str:
    """``~/Downloads``."""
    home = Path.home()
    return f"~{os.sep}{folder.relative_to(home)}" if home in folder.parents else str(folder)


class _Job:
    """For a thread.

    Args:
        screen: whose session reads the posts, and who is told.
        posts: which.
        form: what they are to become.
        folder: where to.
        look: how the one that is shown looks.
        marks: what is highlighted in it.
    """

    def __init__(
        self,
        screen: MainScreen,
        posts: list[Post],
        form: Form,
        folder: Path,
        look: Look | None,
        marks: dict[int, list[tuple[int, int]]],
    ) -> None:
        self._session, self._tell = screen.session, screen.post_message
        self._posts, self._form, self._folder = posts, form, folder
        self._look, self._marks = look, marks
        self._reading, self._width = screen.article.reading, screen.article.measure_shown

    def write(self) -> None:
        """A new file for each; none that is there is written over."""
        names, path = Names(), self._folder
        done = 0
        try:
            for post in self._posts:
                text = self._text(post)
                path = self._folder / names.unique(file_name(post, self._form.suffix), self._form.suffix)
                while path.exists():
                    path = self._folder / names.unique(file_name(post, self._form.suffix), self._form.suffix)
                with whole(path) as file:
                    file.write(text.encode("utf-8", "replace"))
                done += 1
        except (ReaderError, OSError) as error:
            why = error.message if isinstance(error, ReaderError) else error.strerror or str(error)
            words = tr("{path} was not written: {why}").format(path=one_line(_short(path)), why=why)
            self._tell(Exported(words, is_warning=True))
            return
        if done == 1:
            self._tell(Exported(tr("Written: {path}").format(path=one_line(_short(path)))))
        else:
            words = tr_plural(
                "{count:,} file written into {folder}", "{count:,} files written into {folder}", done
            )
            self._tell(Exported(words.format(count=done, folder=_short(self._folder))))

    def copy(self) -> None:
        """Into the clipboard instead."""
        try:
            text = "\n\n".join(map(self._text, self._posts))
        except ReaderError as error:
            self._tell(Exported(error.message, is_warning=True))
            return
        told = tr_plural("Copied, {count:,} character.", "Copied, {count:,} characters.", len(text))
        self._tell(Exported(told.format(count=len(text)), copied=text))

    def _text(self, post: Post) -> str:
        if self._form.suffix == ".svg":
            assert self._look is not None
            return picture(self._look, post.title)
        read = Read(self._session, self._session.read(post), self._reading)
        if self._form.suffix == ".html":
            return forms.page(read, marks=self._marks)
        make: Callable[[Read, int], str] = forms.markdown if self._form.suffix == ".md" else forms.text
        return make(read, self._width).rstrip() + "\n"


def picture(look: Look, title: str) -> str:
    """The whole article, line by line as it is set, in the colours of the theme; of its pictures the captions."""
    from reader.document.galley import Galley  # noqa: PLC0415
    from reader.ui.drawing import Drawing  # noqa: PLC0415
    from reader.ui.svg import svg  # noqa: PLC0415

    galley = Galley(look.documents, look.width, look.reading)
    galley.extend(1 << 60)
    drawing = Drawing(look.styles.__getitem__, look.base, look.base, lambda *_: None)
    drawing.galley, drawing.width = galley, look.width
    drawing.lay_over(look.marks, {})
    return svg([drawing.strip(number) for number in range(len(galley.lines))], title, look.ground, look.ink)
