"""What a sync learns from one file: the article with every doubt, and a fingerprint. Runs in worker processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.archive.parse import digest, parse, read_bytes
from reader.model import Fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Article


def scan(root: Path, path: str, mtime_ns: int) -> tuple[Article, Fingerprint]:
    """Read and parse the post at ``path``, relative to the folder ``root``.

    Raises:
        PostUnreadable: the file can't be opened or read.
    """
    data = read_bytes(root, path)
    return parse(data, path, mtime_ns=mtime_ns), Fingerprint(len(data), mtime_ns, digest(data))
