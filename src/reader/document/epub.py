"""Posts as a book: EPUB 3.3, with the table of contents of EPUB 2 for old readers. Written as it goes, by zipfile.

The same posts give the same bytes: no clock, no chance. https://www.w3.org/TR/epub-33/
"""

from __future__ import annotations

import contextlib
import re
import zipfile
from _blake2 import blake2b  # without OpenSSL, see reader.model
from html import escape
from itertools import groupby, pairwise
from typing import IO, TYPE_CHECKING, NamedTuple

from reader.document.page import STYLE, header
from reader.document.writer import Addresses, html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.document.blocks import Document
    from reader.document.page import Head

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the book: the earliest that ZIP knows."""
_TYPES = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
)
"""The pictures that every reader shows: how they begin, how their files end, what they are (EPUB 3.3, 3.2)."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 has no place for."""


class About(NamedTuple):
    """What the package says of the book."""

    title: str
    identifier: str
    """A URN."""
    language: str
    modified: str
    """``2021-07-02T21:56:00Z``."""
    creators: tuple[str, ...] = ()


class Chapter(NamedTuple):
    """A post in the table of contents."""

    title: str
    group: tuple[str, ...]
    """Headings above it in the table of contents; chapters of one group come one after the other."""


def identifier(*parts: str) -> str:
    """A URN made of ``parts``: the same for the same."""
    digest = bytearray(blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).digest())
    digest[6], digest[8] = (
        digest[6] & 0x0F | 0x80,
        digest[8] & 0x3F | 0x80,
    )  # RFC 9562: version 8, our own making
    hexadecimal = digest.hex()
    cuts = (0, 8, 12, 16, 20, 32)
    return "urn:uuid:" + "-".join(hexadecimal[start:stop] for start, stop in pairwise(cuts))


class Book:
    """A book in the making.

    Args:
        file: binary, open for writing; left open.
        about: what it says of itself.
        chapters: all of them, in reading order: their text comes with :meth:`add`, in the same order.
    """

    def __init__(self, file: IO[bytes], about: About, chapters: Sequence[Chapter]) -> None:
        self._zip = zipfile.ZipFile(file, "w")
        self._about = about
        self._chapters = chapters
        self._written = 0
        self._pictures: dict[bytes, tuple[str, str]] = {}
        """Digest of each -> its name in the book, its media type."""
        self._put("mimetype", b"application/epub+zip", stored=True)
        self._put("META-INF/container.xml", _CONTAINER.encode())
        self._put("EPUB/style.css", STYLE.encode())

    def add(
        self,
        head: Head,
        document: Document,
        picture: Callable[[str], bytes | None],
        link: Callable[[str], str],
    ) -> None:
        """The text of the next chapter.

        Args:
            head: what stands above it.
            document: its text.
            picture: the bytes of a picture of the archive; None for one that isn't there.
            link: the absolute address that one in the text means, ``""`` for none.
        """
        addresses = Addresses(lambda href: self._picture(picture(href)), link)
        body = f"{header(head)}<section>\n{html(document.blocks, addresses)}</section>\n"
        self._written += 1
        text = _page(head.title, head.language, body)
        self._put(f"EPUB/{_chapter(self._written)}.xhtml", text.encode())

    def close(self) -> None:
        """Write the tables of contents and the package, and end the archive."""
        chapters = self._chapters[: self._written]
        self._put("EPUB/nav.xhtml", _nav(self._about, chapters).encode())
        self._put("EPUB/toc.ncx", _ncx(self._about, chapters).encode())
        pictures = list(self._pictures.values())
        self._put("EPUB/package.opf", _package(self._about, self._written, pictures).encode())
        self._zip.close()

    def abandon(self) -> None:
        """End it as it is: what is written so far is of no use."""
        with contextlib.suppress(OSError, ValueError):
            self._zip.close()

    def _picture(self, data: bytes | None) -> str:
        """Where a picture is in the book; ``""`` for one that not every reader can show."""
        kind = next((each for each in _TYPES if data and data.startswith(each[0])), None)
        if data is None or kind is None:
            return ""
        digest = blake2b(data, digest_size=12).digest()
        if digest not in self._pictures:
            name = f"images/{digest.hex()}.{kind[1]}"
            self._put(f"EPUB/{name}", data, stored=True)  # it is packed already
            self._pictures[digest] = (name, kind[2])
        return self._pictures[digest][0]

    def _put(self, name: str, data: bytes, *, stored: bool = False) -> None:
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.create_system = 3  # the same on every system
        entry.external_attr = 0o644 << 16
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, data)


def _chapter(number: int) -> str:
    return f"chapter-{number:05}"


# Files

_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _page(title: str, language: str, body: str) -> str:
    language = _xml(language)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n<head>\n<meta charset="utf-8"/>\n<title>{_xml(title)}</title>\n'
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n<body>\n'
        f"{_NOT_XML.sub('', body)}</body>\n</html>\n"
    )


def _nav(about: About, chapters: Sequence[Chapter]) -> str:
    entries = "\n".join(_entries([*enumerate(chapters, 1)], 0))
    body = f'<nav epub:type="toc" id="toc">\n<h1>{_xml(about.title)}</h1>\n{entries}\n</nav>\n'
    return _page(about.title, about.language, body)


def _entries(chapters: list[tuple[int, Chapter]], depth: int) -> list[str]:
    """The list of ``chapters``, whose groups are the same up to ``depth``."""
    lines = ["<ol>"]
    for name, group in groupby(
        chapters, lambda each: each[1].group[depth] if len(each[1].group) > depth else None
    ):
        if name is None:
            lines += [
                f'<li><a href="{_chapter(number)}.xhtml">{_xml(chapter.title)}</a></li>'
                for number, chapter in group
            ]
        else:
            lines += [f"<li><span>{_xml(name)}</span>", *_entries([*group], depth + 1), "</li>"]
    return [*lines, "</ol>"]


def _ncx(about: About, chapters: Sequence[Chapter]) -> str:
    points = "\n".join(
        f'<navPoint id="point-{number}" playOrder="{number}"><navLabel><text>{_xml(chapter.title)}</text></navLabel>'
        f'<content src="{_chapter(number)}.xhtml"/></navPoint>'
        for number, chapter in enumerate(chapters, 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{_xml(about.language)}">\n'
        f'<head><meta name="dtb:uid" content="{_xml(about.identifier)}"/></head>\n'
        f"<docTitle><text>{_xml(about.title)}</text></docTitle>\n<navMap>\n{points}\n</navMap>\n</ncx>\n"
    )


def _package(about: About, chapters: int, pictures: list[tuple[str, str]]) -> str:
    names = [_chapter(number) for number in range(1, chapters + 1)]
    creators = "".join(f"<dc:creator>{_xml(name)}</dc:creator>\n" for name in about.creators)
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names),
        *(
            f'<item id="picture-{number}" href="{name}" media-type="{kind}"/>'
            for number, (name, kind) in enumerate(pictures, 1)
        ),
    ]
    spine = [f'<itemref idref="{name}"/>' for name in (["nav", *names] if chapters > 1 else names)]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{_xml(about.language)}">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{_xml(about.identifier)}</dc:identifier>\n<dc:title>{_xml(about.title)}</dc:title>\n'
        f"<dc:language>{_xml(about.language)}</dc:language>\n{creators}<dc:date>{about.modified}</dc:date>\n"
        f'<meta property="dcterms:modified">{about.modified}</meta>\n</metadata>\n'
        f"<manifest>\n{chr(10).join(items)}\n</manifest>\n"
        f'<spine toc="ncx">\n{chr(10).join(spine)}\n</spine>\n</package>\n'
    )
