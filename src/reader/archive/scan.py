"""What a sync learns from one file: the post, a fingerprint, every doubt. Runs in worker processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.archive.parse import digest, parse, read_bytes
from reader.model import Fingerprint, Scan

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Article


def scan(root: Path, path: str, mtime_ns: int) -> tuple[Scan, Article]:
    """Read and parse the post at ``path``, relative to the folder ``root``; with it the article, for its text.

    Raises:
        PostUnreadable: the file can't be opened or read.
    """
    data = read_bytes(root, path)
    article = parse(data, path, mtime_ns=mtime_ns)
    found = Scan(article.post, Fingerprint(len(data), mtime_ns, digest(data)), article.problems)
    return found, article
