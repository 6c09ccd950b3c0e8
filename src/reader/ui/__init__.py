"""The terminal interface. Importing this package imports no Textual: :func:`run` does."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from reader.background import BackgroundSync
from reader.errors import CatalogUnusable
from reader.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config import Config


def run(root: Path, config: Config, *, is_demo: bool = False, warning: str = "") -> None:
    """Open the reader on an archive and stay until the user leaves.

    Args:
        root: what :func:`reader.session.resolve` gave.
        config: what the user has chosen.
        is_demo: say how to open a folder of one's own.
        warning: what to tell the user at the start, a line each.
    """
    # Until the first screen nothing becomes garbage: looking for it would take a tenth of the start.
    gc.disable()
    try:
        session = Session(root)
    except CatalogUnusable as error:
        session = Session(root, in_memory=True)
        warning = f"{error.message}. Going on in memory.\n{warning}"
    # An archive never seen before is read while Textual is still being imported.
    child = BackgroundSync(root) if session.catalog.path is not None and not session.synced else None

    # What comes between two frames waits for the next one: with Textual's usual 60 a second results would be painted
    # 8 ms later on average. No more is painted, as nothing comes that often.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from reader.ui.app import ReaderApp  # noqa: PLC0415
    from reader.ui.live import Live  # noqa: PLC0415

    app = ReaderApp(session, Live(session, child), config, is_demo=is_demo, warning=warning)
    app.run()
    if app.unsaved:
        sys.stderr.write(f"newsreader: {app.unsaved}\n")
