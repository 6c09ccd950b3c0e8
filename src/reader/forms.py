"""One post in each format: what `show` prints, `export` writes, and the reader takes out of what is on the screen."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from reader import clock
from reader.config import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.document.blocks import Block, Document
    from reader.document.page import Head
    from reader.model import Article, Post
    from reader.session import Session

EMBEDDED = 2_000_000
"""Bytes of a picture that a page holds at most; larger ones are led to."""


class Read(NamedTuple):
    """A post that was read from its file, and the session that knows its archive."""

    session: Session
    article: Article
    reading: Reading = Reading()
    """How its paragraphs are set in text for a terminal."""

    @property
    def post(self) -> Post:
        return self.article.post

    def document(self) -> Document:
        """Its body as blocks."""
        return self.session.document(self.article)


def written_date(post: Post) -> str:
    """``2021-07-03 05:56`` in the reader's zone, ``~`` before a guess; empty when it is unknown."""
    if post.date is None:
        return ""
    moment = clock.local(post.date.seconds).strftime("%Y-%m-%d %H:%M")
    return f"{'~' if post.date.about else ''}{moment}"


def text(read: Read, width: int, empty: str = "(no text)") -> str:
    """Title, facts and text for a terminal; of an ``empty`` text these words: in English, for files."""
    from reader.document.export import to_text  # noqa: PLC0415 -- --help needs no format

    post = read.post
    facts = [*post.authors, written_date(post), *("/".join(path) for path in post.categories)]
    below = " · ".join(fact for fact in facts if fact)
    return f"{post.title}\n{below}\n\n{to_text(read.document(), width, read.reading) or empty}"


def markdown(read: Read, _: int = 0) -> str:
    """Title, source and date, and the text."""
    from reader.document.blocks import Heading, Paragraph, Span  # noqa: PLC0415
    from reader.document.export import to_markdown  # noqa: PLC0415
    from reader.document.marking import markdown as marked  # noqa: PLC0415
    from reader.document.origin import link_of  # noqa: PLC0415

    post = read.post
    document = read.document()
    link = link_of(post, document)
    facts = [Span(fact) for fact in _facts(post)] + ([Span(link, ("link",), link)] if link else [])
    spans = [part for fact in facts for part in (Span(" · "), fact)][1:]
    above = marked([Heading((Span(post.title),)), Paragraph(tuple(spans))])
    return (
        f"{above}\n{to_markdown(read.article.body, read.article.markup, title=post.title).strip()}".rstrip()
    )


def fragment(read: Read, _: int = 0) -> str:
    """The text as HTML, without a page around it."""
    from reader.document.export import to_html  # noqa: PLC0415

    return to_html(read.article.body, read.article.markup)


def page(read: Read, _: int = 0, *, marks: Mapping[int, Sequence[tuple[int, int]]] | None = None) -> str:
    """A whole HTML page with the pictures of the archive in it; stretches of blocks can be marked."""
    from reader.document import page as pages  # noqa: PLC0415
    from reader.document.writer import Addresses  # noqa: PLC0415

    document = read.document()
    above = head(read, document)
    find = pictures(read, EMBEDDED)
    addresses = Addresses(lambda href: _data_address(find(href)), link_from(above.link))
    blocks: Sequence[Block] = document.blocks
    if marks:
        from reader.document.overlaid import overlaid  # noqa: PLC0415

        blocks = overlaid(blocks, marks)
    return pages.page(above, blocks, addresses)


def head(read: Read, document: Document) -> Head:
    """What stands above the text of a page or a chapter."""
    from reader.document.origin import absolute, link_of  # noqa: PLC0415
    from reader.document.page import Head, language_of  # noqa: PLC0415

    post = read.post
    language = language_of(post.language, post.title + document.text[:4000])
    return Head(post.title, _facts(post), absolute(link_of(post, document)), language)


def _facts(post: Post) -> tuple[str, ...]:
    return tuple(fact for fact in (*post.authors, written_date(post)) if fact)


def link_from(base: str) -> Callable[[str], str]:
    """What makes the addresses of a text absolute, ``base`` being the post's own."""
    from reader.document.origin import absolute  # noqa: PLC0415

    return lambda href: absolute(href, base)


def pictures(read: Read, most: int) -> Callable[[str], bytes | None]:
    """What finds the bytes of a picture of the archive by its address; None for those larger than ``most``."""
    from reader.pictures import locate  # noqa: PLC0415

    file, root = read.session.folder / read.post.path, read.session.root

    def find(href: str) -> bytes | None:
        path = locate(href, file, root)
        try:
            return path.read_bytes() if path is not None and path.stat().st_size <= most else None
        except OSError:  # it was there a moment ago
            return None

    return find


_TYPES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
"""How the pictures that every browser shows begin."""


def _data_address(data: bytes | None) -> str:
    """``data:image/png;base64,…``; empty for what is no picture that a browser shows."""
    if data is None:
        return ""
    kind = next((name for start, name in _TYPES if data.startswith(start)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "image/webp"
    elif data[4:12] in {b"ftypavif", b"ftypavis"}:
        kind = "image/avif"
    elif b"<svg" in data[:1000]:
        kind = "image/svg+xml"  # as a picture it runs no script and fetches nothing (SVG 2, 2.3)
    return f"data:{kind};base64,{base64.b64encode(data).decode()}" if kind else ""
