"""``newsreader paths``."""

from __future__ import annotations

import os

import click

from reader import paths
from reader.cli import speaking
from reader.cli.open import choose
from reader.cli.output import print_text
from reader.language import tr
from reader.text import one_line


@speaking.command("paths")
@click.argument("archive", required=False, type=click.Path())
def command(archive: str | None) -> None:
    """Tell where bookmarks, state and caches live, and what may be deleted."""
    root = choose(archive)
    for name, path, note in (
        ("archive", root, tr("yours; never written to")),
        ("bookmarks", paths.bookmarks_file(), tr("yours; one JSON object a line")),
        ("highlights", paths.highlights_file(), tr("yours; one JSON object a line")),
        ("searches", paths.searches_file(), tr("yours; the saved ones, one JSON object a line")),
        ("settings", paths.config_file(), tr("yours; see newsreader config")),
        ("state", paths.state_file(), tr("yours: read marks, places in articles, the journal for undo")),
        ("backups", paths.backups_dir(), tr("copies of that file")),
        ("recent", paths.state_dir(), tr("the last archive, what was searched for")),
        ("log", paths.logs_dir(), tr("mistakes of the program, if there were any; may be deleted")),
        (
            "catalogue",
            paths.catalog_file(root),
            tr("of this archive; may be deleted, is made again, as the text index beside it"),
        ),
        ("cache", paths.cache_dir(), tr("all catalogues; may be deleted")),
    ):  # the names are for scripts: they are the same in every language
        print_text(f"{name:<10} {one_line(os.fspath(path))}  ({note})")
