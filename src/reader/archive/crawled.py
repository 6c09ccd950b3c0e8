"""The fast path for whole headers: the form in which one crawler wrote most posts of the archives in view, line for line.

What it accepts it reads as :mod:`~reader.archive.header` and :mod:`~reader.archive.fields` do, in a fifth of the time;
the rest it leaves to these. Lines that many posts share (categories, author) are read by them too, once for all.
A property test holds it to them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reader.archive.fields import Fields, image_address, read_fields
from reader.archive.header import Header
from reader.archive.strict import ODD, read_strict

_ADDRESS = r"'([!-&(-~]{0,2000})'"
_DATE = r"([A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|Invalid Date)"
_HEADER = re.compile(
    r"\n?---\n"
    r"title: (?:'([^'\n]{0,500})'|\"([^\"\\\n]{0,500})\")\n"
    r"(categories: ?(?:\n +- .{1,200}){1,10})\n{1,2}"
    rf"(?:headimg: {_ADDRESS}\n)?"
    r"(author: .{1,200}\ncomments: false)\n"
    rf"date: {_DATE}\n"
    rf"thumbnail: {_ADDRESS}\n"
    r"---\n"
)


class Crawled(NamedTuple):
    """What a header says, as it stands and as fields."""

    header: Header
    fields: Fields


class _Shared(NamedTuple):
    """What the posts of one channel have in common."""

    categories: list[str]
    author: str
    fields: Fields


def read_crawled(text: str) -> Crawled | None:
    """The header of ``text`` (line feeds only), or None when it is of another form, or not as simple as it looks."""
    match = _HEADER.match(text)
    if match is None:
        return None
    single, double, categories, image, author, date, thumbnail = match.groups()
    title = double if single is None else single
    if not title.isprintable() and ODD.search(title):
        return None
    shared = _shared(categories, author)
    if shared is None:
        return None
    values = {"title": title, "categories": shared.categories.copy()}
    address = image_address(thumbnail)
    if image is not None:
        values["headimg"] = image
        if not address and image != thumbnail:
            address = image_address(image)
    values |= {"author": shared.author, "comments": "false", "date": date, "thumbnail": thumbnail}
    fields = shared.fields
    return Crawled(
        Header(values, "yaml", match.end()),
        Fields(
            title="" if title.strip() in {"", "~", "null"} else title,
            date=date,
            categories=fields.categories,
            authors=fields.authors,
            thumbnail=address,
        ),
    )


@lru_cache(maxsize=2_048)
def _shared(categories: str, author: str) -> _Shared | None:
    """What these lines say; None when it takes YAML itself to tell."""
    values = read_strict(f"{categories}\n{author}")
    if values is None:
        return None
    listed, name = values["categories"], values["author"]
    assert isinstance(listed, list)
    assert isinstance(name, str)
    return _Shared(listed, name, read_fields(values))
