"""Where things live. Functions return paths and never create anything.

====================  ==========================================================================
config                settings, bookmarks, highlights, searches: small, readable, made for a dotfiles repository
data                  read marks, places in articles, what can be undone; and copies of it
state                 what the program remembers by itself: the last archive, what was searched for
cache                 one catalogue per archive; may be deleted at any time
====================  ==========================================================================
"""

from __future__ import annotations

import os
from _blake2 import blake2b  # without OpenSSL, see reader.model
from pathlib import Path

import platformdirs

_APP = "newsreader"


def config_dir() -> Path:
    """The user's configuration folder (``~/.config/newsreader`` on Linux)."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def data_dir() -> Path:
    """What the user did, beside what is kept in the configuration folder (``~/.local/share/newsreader`` on Linux)."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def state_dir() -> Path:
    """What the program remembers by itself (``~/.local/state/newsreader`` on Linux)."""
    return Path(platformdirs.user_state_dir(_APP, appauthor=False))


def cache_dir() -> Path:
    """What can be made again (``~/.cache/newsreader`` on Linux)."""
    return Path(platformdirs.user_cache_dir(_APP, appauthor=False))


def config_file() -> Path:
    """The settings, see :mod:`reader.config`; it need not exist."""
    return config_dir() / "config.toml"


def bookmarks_file() -> Path:
    """One JSON object a line, kept by :mod:`reader.state.bookmarks`."""
    return config_dir() / "bookmarks.jsonl"


def highlights_file() -> Path:
    """One JSON object a line, kept by :mod:`reader.state.highlights`."""
    return config_dir() / "highlights.jsonl"


def searches_file() -> Path:
    """One JSON object a line, kept by :mod:`reader.state.searches`."""
    return config_dir() / "searches.jsonl"


def state_file() -> Path:
    """Read marks, places, the journal of changes, kept by :mod:`reader.state.store`; it need not exist."""
    return data_dir() / "state.sqlite"


def backups_dir() -> Path:
    """Copies of the state file, see :mod:`reader.state.copies`."""
    return data_dir() / "backups"


def history_file() -> Path:
    """What was searched for, see :mod:`reader.state.history`."""
    return state_dir() / "searches.jsonl"


def recent_file() -> Path:
    """Which archive was open last."""
    return state_dir() / "recent.json"


def logs_dir() -> Path:
    """Errors of the program itself, see :mod:`reader.crashes`."""
    return state_dir() / "log"


def exports_dir(archive: Path) -> Path:
    """Where an article goes that is taken out of the reader: the user's downloads, else home; never into the archive."""
    home = Path.home()
    wanted = (Path(platformdirs.user_downloads_dir()), home, state_dir() / "exports")
    usual = (wanted[0].is_dir(), True, True)
    return next(
        folder
        for folder, is_usual in zip(wanted, usual, strict=True)
        if is_usual and not folder.is_relative_to(archive)
    )


def catalog_file(root: Path) -> Path:
    """The catalogue of the archive at ``root`` (an absolute, resolved folder or file)."""
    key = blake2b(os.fsencode(root), digest_size=8).hexdigest()
    return cache_dir() / "archives" / key / "catalog.sqlite"


def demo_archive() -> Path:
    """The sample posts that ship with the program; beside the sources in a checkout."""
    shipped = Path(__file__).parent / "sample_posts"
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "sample_posts"
