"""``newsreader paths``."""

from __future__ import annotations

import os

import click

from reader import paths
from reader.cli.open import choose
from reader.cli.output import print_text
from reader.text import one_line


@click.command("paths")
@click.argument("archive", required=False, type=click.Path())
def command(archive: str | None) -> None:
    """Tell where bookmarks, state and caches live, and what may be deleted."""
    root = choose(archive)
    for name, path, note in (
        ("archive", root, "yours; never written to"),
        ("bookmarks", paths.bookmarks_file(), "yours; one JSON object a line"),
        ("highlights", paths.highlights_file(), "yours; one JSON object a line"),
        ("searches", paths.searches_file(), "yours; the saved ones, one JSON object a line"),
        ("settings", paths.config_file(), "yours; see newsreader config"),
        ("state", paths.state_file(), "yours: read marks, places in articles, the journal for undo"),
        ("backups", paths.backups_dir(), "copies of that file"),
        ("recent", paths.state_dir(), "the last archive, what was searched for"),
        (
            "catalogue",
            paths.catalog_file(root),
            "of this archive; may be deleted, is made again, as the text index beside it",
        ),
        ("cache", paths.cache_dir(), "all catalogues; may be deleted"),
    ):
        print_text(f"{name:<10} {one_line(os.fspath(path))}  ({note})")
