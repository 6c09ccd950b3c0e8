"""Pictures of articles as files: which file of the archive an address means, and those fetched from the web.

Nothing here opens a picture; that is for whoever draws it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from _blake2 import blake2b  # without OpenSSL, see reader.model
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from reader import __version__, paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.client import HTTPResponse

MAX_FILE = 64_000_000
"""Bytes of a file that is still taken for a picture."""
_ROOTS = ("", "source", "static", "assets", "content", "public")
"""Where the generators keep what they serve from ``/``: ``source`` Hexo, ``static`` and ``content`` Hugo, ``assets`` both and
Jekyll, ``public`` what Hugo and Hexo made."""
_TYPES = {
    "image/png": ".png",
    "image/apng": ".png",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/pjpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
    "image/x-ms-bmp": ".bmp",
    "image/tiff": ".tif",
}
"""What is fetched, and how its file ends. Not SVG: it can't be drawn here."""
_SAFE = "%/:=&?~#+!$,;'@()*[]"
"""What an address may hold besides letters and digits (RFC 3986), and percent signs of what is encoded already."""


def images_dir() -> Path:
    """Pictures that were fetched; may be deleted at any time."""
    return paths.cache_dir() / "images"


def locate(href: str, post_file: Path, root: Path) -> Path | None:
    """The file of the archive that a picture's address means.

    Args:
        href: the address as the post has it: relative to the post, or from the root of its site.
        post_file: the post's file, in the archive.
        root: the archive: a folder, or a single post.

    Returns:
        A regular file, neither empty nor above :data:`MAX_FILE`, that is in the archive even after links are
        followed; None when there is none. Addresses with a scheme or a host mean none.
    """
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    name = unquote(parts.path).replace("\\", "/")
    if parts.scheme or parts.netloc or not name.strip("/") or "\0" in name:
        return None
    top = os.path.realpath(root)
    if not os.path.isdir(top):
        top = os.path.dirname(top)
    for candidate in _candidates(name, post_file, top):
        if (found := _picture_file(candidate, top)) is not None:
            return found
    return None


def _candidates(name: str, post_file: Path, top: str) -> Iterator[str]:
    """Where the picture may lie, the likeliest first: ``top`` may hold one site or several."""
    post = os.path.join(os.path.realpath(post_file.parent), post_file.name)
    folder = os.path.dirname(post)
    if not name.startswith("/"):
        yield os.path.join(folder, name)
        yield os.path.join(os.path.splitext(post)[0], name)  # Hexo: the post's own folder of assets
    name = name.lstrip("/")
    while _within(folder, top):
        for root in _ROOTS:
            yield os.path.join(folder, root, name)
        if folder == top:
            break
        folder = os.path.dirname(folder)


def _within(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip(os.sep) + os.sep)


def _picture_file(candidate: str, top: str) -> Path | None:
    try:
        about = os.stat(candidate)  # first: it costs a tenth of following the links, and most are not there
        found = os.path.realpath(candidate)
    except (OSError, ValueError):
        return None
    is_file = stat.S_ISREG(about.st_mode) and 0 < about.st_size <= MAX_FILE
    return Path(found) if is_file and _within(found, top) else None


def web_address(href: str) -> str | None:
    """``href`` as it is asked for, in ASCII and without its fragment; None when it is not one of http or https."""
    href = href.strip()
    try:
        parts = urlsplit(f"https:{href}" if href.startswith("//") else href)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    host = f"[{host}]" if ":" in host else host
    path, query = quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE)
    return urlunsplit((parts.scheme, host + port, path, query, ""))


class Cache:
    """Pictures fetched from the web, each kept whole or not at all, those used last for longest.

    Args:
        folder: where they are kept; made when the first one comes.
        max_bytes: of one picture.
        total_bytes: of all of them.
        seconds: to wait for a server; for a whole picture three times as long.
        is_public: says of a numeric address whether a picture may be fetched from there.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int,
        total_bytes: int = 200_000_000,
        seconds: float = 10.0,
        is_public: Callable[[str], bool] | None = None,
    ) -> None:
        self._folder = folder
        self._max_bytes, self._total_bytes = max_bytes, total_bytes
        self._seconds = seconds
        self._is_public = is_public
        self._failed: set[str] = set()

    def failed(self, href: str) -> bool:
        """Whether it could not be fetched: it is not asked for again before the program's next start."""
        return href in self._failed

    def known(self, href: str) -> Path | None:
        """The file of a picture fetched before."""
        address = web_address(href)
        if address is None:
            return None
        for suffix in dict.fromkeys(_TYPES.values()):
            path = self._path(address, suffix)
            with contextlib.suppress(OSError):
                os.utime(path)  # the age by which the oldest go
                return path
        return None

    def fetch(self, href: str) -> Path | None:
        """The file of a picture, fetched when it is not here yet. Takes its time: never on the screen's thread.

        Returns:
            None when it can't be had: not http or https, a private address, no picture, too large, no answer, no
            room on the disk.
        """
        if href in self._failed:
            return None
        if (path := self.known(href)) is not None:
            return path
        import http.client  # noqa: PLC0415 -- only who fetches pays for it

        address = web_address(href)
        with contextlib.suppress(OSError, ValueError, http.client.HTTPException):
            if address is not None and (got := self._get(address)) is not None:
                suffix, data = got
                return self._keep(self._path(address, suffix), data)
        self._failed.add(href)
        return None

    def _path(self, address: str, suffix: str) -> Path:
        return self._folder / f"{blake2b(address.encode(), digest_size=16).hexdigest()}{suffix}"

    def _get(self, address: str) -> tuple[str, bytes] | None:
        """The ending and the bytes of what is there, None when it is no picture or too large."""
        from reader.web import is_public, opener  # noqa: PLC0415 -- with it urllib.request

        deadline = time.monotonic() + 3 * self._seconds
        opened = opener(f"newsreader/{__version__}", self._is_public or is_public)
        with contextlib.closing(opened.open(address, timeout=self._seconds)) as answer:
            suffix = _TYPES.get(answer.headers.get_content_type())
            data = self._read(answer, deadline) if suffix is not None else None
            return (suffix, data) if suffix is not None and data else None

    def _read(self, answer: HTTPResponse, deadline: float) -> bytes | None:
        promised = answer.headers.get("Content-Length", "")
        if promised.isdigit() and int(promised) > self._max_bytes:
            return None
        data = bytearray()
        while chunk := answer.read1(1 << 16):
            data += chunk
            if len(data) > self._max_bytes or time.monotonic() > deadline:
                return None
        return None if promised.isdigit() and len(data) < int(promised) else bytes(data)

    def _keep(self, path: Path, data: bytes) -> Path:
        import tempfile  # noqa: PLC0415 -- only who fetches needs it

        self._folder.mkdir(parents=True, exist_ok=True)
        self._make_room(len(data))
        handle, part = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(part)
            raise
        return path

    def _make_room(self, wanted: int) -> None:
        """Delete the oldest until ``wanted`` bytes fit in; and what a killed program left half written."""
        kept: list[tuple[float, int, str]] = []
        for entry in os.scandir(self._folder):
            with contextlib.suppress(OSError):  # another reader may delete, too
                about = entry.stat(follow_symlinks=False)
                if entry.name.endswith(".part") and time.time() - about.st_mtime > 3600:
                    os.unlink(entry.path)
                else:
                    kept.append((about.st_mtime, about.st_size, entry.path))
        used = wanted + sum(size for _, size, _ in kept)
        for _, size, path in sorted(kept):
            if used <= self._total_bytes:
                break
            with contextlib.suppress(OSError):
                os.unlink(path)
            used -= size
