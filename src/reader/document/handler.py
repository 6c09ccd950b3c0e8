"""What a tag's handler is: the seam between the walk over the tree and the handlers in flows.py and inlines.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from selectolax.lexbor import LexborNode

from reader.document.builder import Builder, Undo

Skip = Literal["skip"]
SKIP: Skip = "skip"
"""The element's children are not to be walked: they are not shown, or were dealt with."""
Then = Undo | Skip | None
"""What a handler returns: what to do when the element ends, or not to go into it."""
Attributes = Mapping[str, str | None]
Handler = Callable[[Builder, LexborNode, Attributes], Then]
