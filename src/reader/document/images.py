"""Pictures in HTML: which to show, as what, under which address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import unquote, unquote_plus

from reader.document.blocks import Image, Span
from reader.document.links import host, target
from reader.text import one_line

if TYPE_CHECKING:
    from reader.document.builder import Builder

Attributes = Mapping[str, str | None]

_LAZY = (
    "data-original-src",
    "data-original",
    "data-src",
    "data-actualsrc",
    "data-lazy-src",
    "data-lazyload",
    "_src",
)
"""Where pages that load pictures late keep the address; ``src`` is a placeholder then."""
_LONGEST_SET = 4000
"""Characters of a ``srcset`` that are read."""
_ICON = 32
"""Pixels up to which a picture is an icon in the text."""
_ICON_CLASSES = frozenset({"emoji", "emoticon", "avatar", "smiley", "wp-smiley", "icon"})
_NO_WORDS = frozenset(
    {"", "image", "img", "picture", "photo", "图片", "图像", "图", "undefined", "null", "none", "alt"}
)
_HASH = re.compile(
    r"[0-9a-f]{8,}|\d{5,}|^[\W\d_]*$|[A-Za-z0-9_-]{25,}|^(?:img|image|dsc|screenshot|wx_fmt|\d+)?[\W\d_]*$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#!@].*)?$", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_EQUATION = re.compile(r"/equation\?(?:.*&)?tex=([^&#]*)|\.codecogs\.com/\w+\.(?:latex|image)\?([^#]*)")
_MATH_CLASSES = frozenset(
    {"latex", "tex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display"}
)
_CANDIDATE = re.compile(r"\s*(\S+?)(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,(?=\s|\S*//)|,?$)")


class Look(NamedTuple):
    """What there is to see of an ``<img>``."""

    kind: Literal["picture", "icon", "math", ""]
    """A picture; an icon in the text; a formula; nothing."""
    text: str
    """What the picture or the icon is called, or the TeX of the formula."""
    address: str


def look(attributes: Attributes, sources: Sequence[Attributes] = ()) -> Look:
    """What there is to see of an ``<img>`` with ``attributes``, in a ``<picture>`` with ``sources``."""
    address = _address(attributes)
    if sources and (not address or _is_data(address)):
        address = next(filter(None, map(_address, sources)), address)
    classes = (attributes.get("class") or "").lower().split()
    if equation := _EQUATION.search(address):
        tex = (
            unquote_plus(equation[1])
            if equation[1] is not None
            else unquote(equation[2].replace("&space;", " "))
        )
        return Look("math", one_line(tex), address)
    if not _MATH_CLASSES.isdisjoint(classes) and attributes.get("alt"):
        return Look("math", one_line(attributes["alt"] or ""), address)
    sides = [_pixels(attributes.get(name)) for name in ("width", "height")]
    if min(sides) <= 2:  # a tracker
        return Look("", "", address)
    label = _label(attributes)
    if max(sides) <= _ICON or not _ICON_CLASSES.isdisjoint(classes):
        return Look("icon", label if len(label) <= 16 else "", address)
    return Look("picture", label, address)


def image(builder: Builder, attributes: Attributes, sources: Sequence[Attributes] = ()) -> None:
    """Add the picture of an ``<img>`` with ``attributes``: a line, a word, a formula, or nothing.

    Args:
        builder: gets it.
        attributes: of the ``<img>``.
        sources: those of each ``<source>`` of the ``<picture>`` around it.
    """
    kind, label, address = look(attributes, sources)
    if kind != "picture":
        builder.literal(label, "math" if kind == "math" else "image")
        return
    href = target(address)
    if builder.cell or builder.preformatted or builder.heading:
        builder.literal(f"▣ {label}" if label else "▣", "image", href=href)
        return
    label = label or file_name(href)
    builder.flush()
    link = builder.href if builder.href != href and not is_picture(builder.href) else ""
    builder.add(Image((Span(label),) if label else (), href, host(href), link))


def is_picture(address: str) -> bool:
    """Whether ``address`` is that of a picture, by its end."""
    return _PICTURE.search(address) is not None


def _address(attributes: Attributes) -> str:
    for name in _LAZY:
        if value := attributes.get(name):
            return value
    address = attributes.get("src") or ""
    if not address or _is_data(address):
        return _largest(attributes.get("srcset") or attributes.get("data-srcset") or "") or address
    return address


def _is_data(address: str) -> bool:
    """Whether the picture is in the address: while a page loads, an empty one is."""
    return address.lstrip()[:5].lower() == "data:"


def _largest(candidates: str) -> str:
    """The address in a ``srcset`` of the largest picture; of the first where none says how large it is."""
    best, size = "", -1.0
    for match in _CANDIDATE.finditer(candidates[:_LONGEST_SET]):
        if match[1] and float(match[2] or 0) > size:
            best, size = match[1], float(match[2] or 0)
    return best


def _pixels(value: str | None) -> int:
    match = _PIXELS.match(value) if value else None
    return int(match[1]) if match else 9999


def _label(attributes: Attributes) -> str:
    for name in ("alt", "title"):
        label = one_line(attributes.get(name) or "")
        if label.lower() not in _NO_WORDS:
            return label
    return ""


def file_name(href: str) -> str:
    """The name of the picture's file where it says something to a reader, else nothing."""
    name = one_line(unquote(href.partition("?")[0].rpartition("/")[2]))
    stem = name.rpartition(".")[0]
    return name if 3 <= len(stem) <= 40 and not _HASH.search(stem) else ""
