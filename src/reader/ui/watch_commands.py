"""What the palette offers about watched words: another one, typed into it, and one less."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.language import later, other, tr
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.ui.app import ReaderApp
    from reader.ui.commands import Command


def _watch(app: ReaderApp, word: str) -> None:
    """Look out for a word more."""
    words = app.config.watch.words
    if word in words:
        told = tr("“{word}” is watched already.")
    elif why := _why_not(words, word):
        told = why
    else:
        told = tr("Watching “{word}”: it is coloured from now on, and its posts have a place.")
        app.choosing.set_watched((*words, word))
    app.notify(told.format(word=word), timeout=3, markup=False)


def _why_not(words: tuple[str, ...], word: str) -> str:
    """Why a word can't be watched, too; empty when it can."""
    from reader import config_file  # noqa: PLC0415 -- not before it is wanted

    why = config_file.why_no_word(word) or config_file.fault("watch", "words", (*words, word))
    return why.replace("{", "{{").replace("}", "}}")


def _forget(app: ReaderApp, word: str) -> None:
    """Look out for a word less."""
    app.choosing.set_watched(tuple(each for each in app.config.watch.words if each != word))
    app.notify(tr("“{word}” is no longer watched.").format(word=word), timeout=3, markup=False)


def ask(app: ReaderApp) -> None:
    """Let the user type a word."""
    from reader.ui.screens.asking import Asking  # noqa: PLC0415 -- not before it is opened

    def watch(typed: str | None) -> None:
        if word := one_line(typed or ""):
            _watch(app, word)

    app.push_screen(Asking(tr("A word or phrase to look out for")), watch)


def menu(app: ReaderApp) -> Iterator[Command]:
    """A line to begin, and one to end."""
    yield _command(later("Watch a word …"), partial(ask, app), at_rest=True)
    if app.config.watch.words:
        stop = partial(_choose, app, tr("Stop watching …"), list(every(app)))
        yield _command(later("Stop watching …"), stop, at_rest=True)


def every(app: ReaderApp) -> Iterator[Command]:
    """A line for each watched word, to end with it."""
    for word in app.config.watch.words:
        yield _command(later("Stop watching “{word}”"), partial(_forget, app, word), word=word)


def _choose(app: ReaderApp, title: str, commands: list[Command]) -> None:
    from reader.ui.commands import choose  # noqa: PLC0415 -- which imports this module

    choose(app, title, commands)


def _command(title: str, run: Callable[[], object], *, at_rest: bool = False, **filled: str) -> Command:
    from reader.ui.commands import Command  # noqa: PLC0415 -- which imports this module

    shown, also = (say(title).format(**filled) for say in (tr, other))
    return Command(shown, run, also=also, at_rest=at_rest)
