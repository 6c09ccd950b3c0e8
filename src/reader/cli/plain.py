"""``newsreader --plain``: linear mode, for screen readers, braille lines, dumb terminals and scripts.

Lines are printed, lines are typed; nothing is drawn, nothing moves, there is no colour.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from reader import paths
from reader.cli import say, speaking
from reader.cli.open import open_session, settings
from reader.cli.plain_dialog import Dialog
from reader.cli.plain_talk import Talk
from reader.cli.progress import ProgressLine, summary
from reader.language import tr
from reader.session import resolve
from reader.state import recent

if TYPE_CHECKING:
    from reader.model import Progress

_EVERY = 10.0
"""Seconds between two lines that tell how a sync goes."""


class _NowAndThen(ProgressLine):
    """Tells how a sync goes in lines of its own, now and then: a line that is rewritten is said again and again."""

    def __init__(self) -> None:
        super().__init__()
        self._told = time.monotonic()

    def show(self, progress: Progress) -> None:
        if time.monotonic() - self._told > _EVERY:
            self._told = time.monotonic()
            say(tr("{count:,} posts read").format(count=progress.done))


@speaking.command("newsreader --plain", options_metavar="[--no-page]")
@click.argument("archive", required=False, type=click.Path())
@speaking.option("--no-page", is_flag=True, help="Print articles whole, not page by page.")
def command(archive: str | None, *, no_page: bool) -> None:
    """Read line by line: for screen readers, braille lines, terminals that can't be drawn on, and scripts.

    Posts are listed with numbers; a number opens one, ? says what else can be typed.
    """
    run(archive, paged=not no_page)


def run(archive: str | None, *, paged: bool = True) -> None:
    """Talk about an archive until the user leaves.

    Raises:
        ArchiveNotFound: there is no such archive.
    """
    chosen = settings()
    session = open_session(archive, progress=_NowAndThen())
    if session.root != resolve(paths.demo_archive()):
        recent.save(paths.recent_file(), session.root)
    talk = Talk(paged=paged)

    def sync() -> None:
        line = _NowAndThen()
        talk.say(summary(session.sync(line.show, waiting=line.waiting)))

    Dialog(session, talk, chosen, sync).run()
    if session.state.unsaved:
        say(session.state.unsaved)
