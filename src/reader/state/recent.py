"""Which archives were open, the last one first. Small, and not worth an error: what can't be read or written is as if unknown."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from reader import files

MOST = 12
"""Archives that are remembered."""


def load(path: Path) -> Path | None:
    """The archive that was open last, if it is still there."""
    archive = _last(path)
    return archive if archive is not None and os.path.exists(archive) else None


def lost(path: Path) -> Path | None:
    """The archive that was open last, if it is no longer there: moved, or on a disk that is not in its place."""
    archive = _last(path)
    return archive if archive is not None and not os.path.exists(archive) else None


def every(path: Path) -> list[Path]:
    """All that are remembered and still there, the last one first."""
    return [archive for archive in _recorded(path) if os.path.exists(archive)]


def _last(path: Path) -> Path | None:
    return next(iter(_recorded(path)), None)


def _recorded(path: Path) -> list[Path]:
    import json  # noqa: PLC0415

    try:
        known = json.loads(path.read_text("utf-8"))
        names = [known["archive"], *known.get("earlier", [])]
        return [Path(name) for name in names if isinstance(name, str) and "\0" not in name]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []


def save(path: Path, archive: Path) -> None:
    """Remember ``archive`` as the last one."""
    import json  # noqa: PLC0415

    earlier = [str(each) for each in _recorded(path) if each != archive][: MOST - 1]
    with contextlib.suppress(OSError):
        text = json.dumps({"archive": str(archive), "earlier": earlier}, indent=1)
        files.replace(path, text + "\n")
