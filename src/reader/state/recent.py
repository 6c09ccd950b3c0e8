"""Which archive was open last. Small, and not worth an error: what can't be read or written is as if unknown."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from reader import files


def load(path: Path) -> Path | None:
    """The archive that was open last, if it is still there."""
    archive = _recorded(path)
    return archive if archive is not None and os.path.exists(archive) else None


def lost(path: Path) -> Path | None:
    """The archive that was open last, if it is no longer there: moved, or on a disk that is not in its place."""
    archive = _recorded(path)
    return archive if archive is not None and not os.path.exists(archive) else None


def _recorded(path: Path) -> Path | None:
    import json  # noqa: PLC0415

    try:
        archive = json.loads(path.read_text("utf-8"))["archive"]
        return Path(archive) if isinstance(archive, str) and "\0" not in archive else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def save(path: Path, archive: Path) -> None:
    """Remember ``archive`` as the last one."""
    import json  # noqa: PLC0415

    with contextlib.suppress(OSError):
        files.replace(path, json.dumps({"archive": str(archive)}) + "\n")
