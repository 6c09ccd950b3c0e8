"""Pictures in HTML: which to show, as what, under which address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
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
_EQUATION = re.compile(r"/equation\?(?:.*&)?tex=([^&#]*)")


def image(builder: Builder, attributes: Attributes) -> None:
    """Add the picture of an ``<img>`` with ``attributes``: a line, a word, a formula, or nothing."""
    address = _address(attributes)
    if equation := _EQUATION.search(address):
        builder.literal(one_line(unquote_plus(equation[1])), "math")
        return
    sides = [_pixels(attributes.get(name)) for name in ("width", "height")]
    if min(sides) <= 2:  # a tracker
        return
    label = _label(attributes)
    classes = (attributes.get("class") or "").lower().split()
    if max(sides) <= _ICON or not _ICON_CLASSES.isdisjoint(classes):
        builder.literal(label if len(label) <= 16 else "", "image")
        return
    href = target(address)
    if builder.cell or builder.preformatted or builder.heading:
        builder.literal(f"▣ {label}" if label else "▣", "image", href=href)
        return
    label = label or _file_name(href)
    builder.flush()
    link = builder.href if builder.href != href and not _PICTURE.search(builder.href) else ""
    builder.add(Image((Span(label),) if label else (), href, host(href), link))


def _address(attributes: Attributes) -> str:
    for name in _LAZY:
        if value := attributes.get(name):
            return value
    address = attributes.get("src") or ""
    if not address or address.lstrip()[:5].lower() == "data:":
        candidates = attributes.get("srcset") or attributes.get("data-srcset") or ""
        return candidates.split(",")[0].strip().split(" ")[0] or address
    return address


def _pixels(value: str | None) -> int:
    match = _PIXELS.match(value) if value else None
    return int(match[1]) if match else 9999


def _label(attributes: Attributes) -> str:
    for name in ("alt", "title"):
        label = one_line(attributes.get(name) or "")
        if label.lower() not in _NO_WORDS:
            return label
    return ""


def _file_name(href: str) -> str:
    """The name of the picture's file where it says something to a reader, else nothing."""
    name = one_line(unquote(href.partition("?")[0].rpartition("/")[2]))
    stem = name.rpartition(".")[0]
    return name if 3 <= len(stem) <= 40 and not _HASH.search(stem) else ""
