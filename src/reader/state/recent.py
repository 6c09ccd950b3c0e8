"""Which archive was open last. Small, and not worth an error: what can't be read or written is as if unknown."""

from __future__ import annotations

import contextlib
from pathlib import Path

from reader import files


def load(path: Path) -> Path | None:
    """The archive that was open last, if it is still there."""
    import json  # noqa: PLC0415

    try:
        archive = json.loads(path.read_text("utf-8"))["archive"]
        return Path(archive) if isinstance(archive, str) and Path(archive).exists() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(path: Path, archive: Path) -> None:
    """Remember ``archive`` as the last one."""
    import json  # noqa: PLC0415

    with contextlib.suppress(OSError, UnicodeEncodeError):
        files.replace(path, json.dumps({"archive": str(archive)}, ensure_ascii=False) + "\n")
