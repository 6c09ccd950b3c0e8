"""``newsreader serve``."""

from __future__ import annotations

import webbrowser

import click

from reader.cli import say, speaking
from reader.cli.open import choose
from reader.cli.output import print_text
from reader.errors import ReaderError
from reader.language import tr


@speaking.command("serve")
@click.argument("archive", required=False, type=click.Path())
@speaking.option("--port", type=speaking.IntRange(0, 65_535), default=8000, show_default=True, help="Where to listen (0: any that is free).")  # fmt: skip
@speaking.option(
    "--host", default="127.0.0.1", show_default=True, help="The address of this computer to listen at."
)
@speaking.option("--open", "open_it", is_flag=True, help="Open it in the browser at once.")
def command(archive: str | None, port: int, host: str, *, open_it: bool) -> None:
    """Read ARCHIVE in a browser: the same reader, the same keys.

    Only this computer can reach it, and only with the key in the address that is printed. Every tab is a window of
    its own; what is bookmarked or read in one shows in the others. Needs the extra “web”.
    """
    root = choose(archive)
    try:
        from reader.cli.serving import LOOPBACK, ReaderServer, listen, reader_command  # noqa: PLC0415 -- an extra
    except ModuleNotFoundError as error:
        raise ReaderError(
            tr("“serve” needs the package {name}, which is not installed").format(name=error.name),
            tr("Install the extra: pip install 'newsreader-tui[web]'"),
        ) from error
    server = ReaderServer(reader_command(root), f"newsreader · {root.name}", host, listen(host, port))
    print_text(server.address)
    if host in LOOPBACK:
        say(tr("Only this computer can reach it. Ctrl+C ends it."))
    else:
        say(
            tr("Whoever can reach {host} and has this address can read the archive and change your bookmarks.").format(host=host),
            tr("Nothing is encrypted on the way. Ctrl+C ends it."),
        )  # fmt: skip
    if open_it:
        webbrowser.open(server.address)
    server.run()
