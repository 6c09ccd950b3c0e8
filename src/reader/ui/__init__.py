"""The terminal interface. Importing this package imports no Textual: :func:`run` does."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

from reader.background import BackgroundSync
from reader.errors import CatalogUnusable
from reader.language import tr
from reader.session import Session
from reader.ui.depth import system

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config import Config


def _import_textual() -> None:
    """Import Textual without what it takes along and nothing here needs: OpenSSL, and the widgets that its list of types names.

    That is a twentieth of the start. Who asks for any of it later gets it.
    """
    if "textual" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # asyncio can do without
    try:
        from textual import _types  # noqa: PLC0415

        types = ModuleType("textual.types")
        types.__dict__["__getattr__"] = partial(getattr, _types)
        sys.modules["textual.types"] = types
        with suppress(ImportError):  # another Textual may need more of it, and gets it below
            import textual.app  # noqa: F401, PLC0415
    finally:
        for name in ("ssl", "textual.types"):
            sys.modules.pop(name, None)


def run(
    root: Path, config: Config, *, is_demo: bool = False, warning: str = "", tour: bool = False
) -> Path | None:
    """Open the reader on an archive and stay until the user leaves.

    Args:
        root: what :func:`reader.session.resolve` gave.
        config: what the user has chosen.
        is_demo: say how to open a folder of one's own.
        warning: what to tell the user at the start, a line each.
        tour: begin with a tour.

    Returns:
        What is to be opened next; None: nothing.
    """
    # Until the first screen nothing becomes garbage: looking for it would take a tenth of the start.
    gc.disable()
    try:
        session = Session(root)
    except CatalogUnusable as error:
        session = Session(root, in_memory=True)
        told = tr("{trouble}. Going on in memory.").format(trouble=error.message)
        warning = f"{told}\n{warning}"
    # An archive never seen before is read while Textual is still being imported.
    child = BackgroundSync(root) if session.catalog.path is not None and not session.synced else None

    # What comes between two frames waits for the next one: with Textual's usual 60 a second results would be painted
    # 8 ms later on average. No more is painted, as nothing comes that often.
    _import_textual()
    os.environ.setdefault("TEXTUAL_FPS", "120")
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", system(os.environ))
    if not os.environ.get("NO_COLOR"):
        os.environ.pop("NO_COLOR", None)  # set, with nothing in it: Textual would heed it
    from reader.ui.app import ReaderApp  # noqa: PLC0415
    from reader.ui.live import Live  # noqa: PLC0415

    app = ReaderApp(session, Live(session, child), config, is_demo=is_demo, warning=warning, tour=tour)
    app.mishaps.watch_threads()
    app.run()
    if app.unsaved:
        sys.stderr.write(f"newsreader: {app.unsaved}\n")
    if app.failure is not None:
        raise app.failure
    return app.next_archive
