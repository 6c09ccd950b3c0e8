"""What only the command line makes of a post: JSON; and posts that are named by their file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from reader.cli.open import choose
from reader.cli.output import post_object
from reader.forms import Read
from reader.session import Session


def json_object(read: Read, width: int) -> dict[str, Any]:
    """What is known of the post, its front matter, text and links."""
    from reader.document.export import to_text  # noqa: PLC0415

    document = read.document()
    return post_object(read.post) | {
        "front_matter": read.article.front_matter,
        "text": to_text(document, width),
        "links": [{"text": link.text, "href": link.href} for link in document.links],
    }


def lone_file(name: str) -> Read | None:
    """A file that is named by its path, read as it is, no matter what any catalogue says; None when it is none."""
    path = os.path.abspath(os.path.expanduser(name))
    if not os.path.isfile(path):
        return None
    last = choose(None)
    is_inside = Path(path).is_relative_to(last) or Path(path).resolve().is_relative_to(last.resolve())
    session = Session(last if is_inside else Path(path), in_memory=True)
    return Read(session, session.read(session.find(path)))
