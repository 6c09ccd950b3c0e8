"""Blocks as a tree again: elements open and close around them. What the writers of HTML and Markdown share.

Frames say what a block is inside of, not which list an item belongs to; that is made out here, as are the numbers
that the items of ordered lists have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reader.document.blocks import Block, Item, Paragraph, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.document.blocks import Frame

Tag = Literal["blockquote", "ul", "ol", "li", "details", "dl", "dt", "dd", "div"]
"""Elements around blocks. ``div``: set in, with nothing that it defines."""


@dataclass(frozen=True, slots=True)
class Open:
    """An element begins."""

    tag: Tag
    number: int = 1
    """Of an ``ol``: what its first item is called. Of an item of an ordered list: its own."""
    numerals: str = "1"
    """Of an ``ol``: its HTML ``type``."""


@dataclass(frozen=True, slots=True)
class Close:
    """The innermost open element ends."""

    tag: Tag


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block, in the elements that are open."""

    block: Block
    role: Literal["", "item", "summary", "term"] = ""
    """What its text is of the element around it, without being a paragraph there."""


Step = Open | Close | Leaf


@dataclass(slots=True)
class _Level:
    """An open frame: the element it is written as, and the one inside that changes from item to item."""

    tag: Tag | None
    """None for a frame that continues an item which isn't there: nothing is written for it."""
    child: Tag | None = None
    number: int = 0
    numerals: str = "1"

    def opening(self) -> Iterator[Step]:
        if self.tag is not None:
            yield Open(self.tag, self.number, self.numerals)
            if self.child is not None:
                yield Open(self.child, self.number)

    def closing(self) -> Iterator[Step]:
        if self.child == "dt":  # a term wants a definition (HTML standard, 4.4.9)
            yield from (Close("dt"), Open("dd"), Close("dd"))
        elif self.child is not None:
            yield Close(self.child)
        if self.tag is not None:
            yield Close(self.tag)


class _Term:
    """Frame: what a definition defines; the model has it as a role."""


def nested(blocks: Sequence[Block]) -> Iterator[Step]:
    """``blocks`` and the elements around them, in document order; every element that opens closes."""
    levels: list[_Level] = []
    for block, close_follows in zip(blocks, _tightness(blocks), strict=True):
        is_term = isinstance(block, Paragraph) and block.role == "term"
        frames: list[Frame | _Term] = [*block.frames, _Term()] if is_term else [*block.frames]
        shared = 0
        for level, frame in zip(levels, frames, strict=False):
            if not _goes_on(level, frame):
                break
            shared += 1
        while len(levels) > shared + 1:
            yield from levels.pop().closing()
        if len(levels) > shared:
            if shared < len(frames) and (following := _next(levels[shared], frames[shared])):
                yield from following
                shared += 1
            else:
                yield from levels.pop().closing()
        for frame in frames[shared:]:
            levels.append(_begun(frame))
            yield from levels[-1].opening()
        # The first item of a list is as close as the one after it: the model parts it from what is above.
        begins = len(frames) > shared
        yield Leaf(block, _role(block, is_term=is_term, close=begins and close_follows))
    while levels:
        yield from levels.pop().closing()


def _tightness(blocks: Sequence[Block]) -> list[bool]:
    """For each block: whether the next item of the list whose item it begins stands close; True without one."""
    found: list[bool] = []
    following: dict[int, bool] = {}
    """Depth of a list -> whether the next item there stands close."""
    for block in reversed(blocks):
        depth = len(block.frames) - 1
        for inner in [each for each in following if each > depth]:
            del following[inner]
        found.append(following.get(depth, True))
        for place, frame in enumerate(block.frames):
            if not isinstance(frame, Item):
                following.pop(place, None)
            elif frame.first:
                following[place] = frame.tight
    return found[::-1]


def _role(block: Block, *, is_term: bool, close: bool) -> Literal["", "item", "summary", "term"]:
    if is_term:
        return "term"
    last = block.frames[-1] if block.frames else None
    if not isinstance(block, Paragraph) or not isinstance(last, Item) or not last.first:
        return ""
    if last.marker == DETAILS:
        return "summary"
    return "item" if last.tight or close or last.marker in BOXES else ""


DETAILS = "▾"
"""The marker of details."""
BOXES = frozenset({"☐", "☑"})
"""The markers of tasks, to be done and done."""


def _goes_on(level: _Level, frame: Frame | _Term) -> bool:
    """Whether a block inside ``frame`` belongs to what is open at ``level``."""
    if isinstance(frame, _Term):
        return False
    if isinstance(frame, Quote):
        return level.tag == "blockquote"
    if isinstance(frame, Item):
        return not frame.first and (level.child == "li" or level.tag in {"details", None})
    return level.child == "dd" or level.tag == "div"


def _next(level: _Level, frame: Frame | _Term) -> list[Step] | None:
    """The steps from one item (term, definition) to the next of the same list; None when ``frame`` is not of it."""
    if level.child is None or isinstance(frame, Quote):
        return None
    closing = Close(level.child)
    if level.tag == "dl" and not isinstance(frame, Item):
        level.child = "dt" if isinstance(frame, _Term) else "dd"
        return [closing, Open(level.child)]
    if not isinstance(frame, Item) or not frame.first or level.tag != _list(frame.marker):
        return None
    if level.tag == "ol":
        numerals, number = _number(frame.marker, level.numerals)
        if (numerals, number) != (level.numerals, level.number + 1):
            return None
        level.number = number
    return [closing, Open("li", level.number)]


def _begun(frame: Frame | _Term) -> _Level:
    if isinstance(frame, Quote):
        return _Level("blockquote")
    if isinstance(frame, _Term):
        return _Level("dl", "dt")
    if not isinstance(frame, Item):
        return _Level("div")
    if not frame.first:
        return _Level(None)
    tag = _list(frame.marker)
    if tag != "ol":
        return _Level(tag, "li" if tag == "ul" else None)
    numerals, number = _number(frame.marker)
    return _Level("ol", "li", number, numerals)


def _list(marker: str) -> Tag:
    if marker == DETAILS:
        return "details"
    return "ol" if marker.strip().endswith(".") else "ul"


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def _number(marker: str, numerals: str = "") -> tuple[str, int]:
    """The kind of numerals (HTML's ``type``) and the number of ``3.``, ``c.``, ``iii.``.

    Args:
        marker: of the item.
        numerals: of its list so far, where it has begun: ``i.`` comes after ``h.`` as well.
    """
    label = marker.strip()[:-1]
    if label.removeprefix("-").isdigit():
        return "1", int(label)
    small = label.lower()
    if len(small) == 1 and (numerals.lower() == "a" or small not in "ivx"):
        return ("a" if label == small else "A"), ord(small) - 96
    values = [_ROMAN.get(char, 0) for char in small]
    total = sum(
        -value if value < max(values[place:], default=0) else value for place, value in enumerate(values)
    )
    return ("i" if label == small else "I"), total
