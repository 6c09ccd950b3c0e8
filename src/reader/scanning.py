"""Reading one file for the catalogue and the text index: runs in the processes of a sync.

A module of its own, with all that it needs at the top: a process that starts loads it once, before there is work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import reader.document.visible_html
import reader.library.entries  # noqa: F401
from reader.archive.scan import scan as scan_file
from reader.document.visible import visible_text
from reader.model import Scan

if TYPE_CHECKING:
    from pathlib import Path


def scan(root: Path, path: str, mtime_ns: int) -> Scan:
    """What the catalogue and the text index keep of one file.

    Raises:
        PostUnreadable: it can't be read.
    """
    article, fingerprint = scan_file(root, path, mtime_ns)
    text, features = visible_text(article.body, article.markup, title=article.post.title)
    return Scan(article.post, fingerprint, article.problems, text, features)
