"""``newsreader sync``."""

from __future__ import annotations

import click

from reader.cli import speaking
from reader.cli.open import choose
from reader.cli.output import print_text
from reader.cli.progress import ProgressLine, summary
from reader.session import Session


@speaking.command("sync")
@click.argument("archive", required=False, type=click.Path())
@speaking.option("--full", is_flag=True, help="Read every file again, whether it has changed or not.")
@speaking.option(
    "--workers", type=speaking.IntRange(0, 64), help="Processes to read with (0: none but this one)."
)
def command(archive: str | None, *, full: bool, workers: int | None) -> None:
    """Read new and changed posts of ARCHIVE into its catalogue.

    The reader does this by itself; scripts may want to do it at night. Without ARCHIVE: the last one opened.
    """
    session = Session(choose(archive))
    with ProgressLine() as line:
        progress = session.sync(line.show, full=full, workers=workers, waiting=line.waiting)
    print_text(summary(progress))
