"""An archive that is a dict: its walk, its scanner, and what a catalogue of it must answer, in plain Python."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import PostUnreadable
from reader.library.catalog import Catalog
from reader.library.changes import sync_files
from reader.library.sources import parted
from reader.library.states import Those
from reader.library.sync import Sync
from reader.model import Fingerprint, Moment, Post, Problem, Progress, Scan, post_id
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reader.library.search import Search
    from reader.model import Category, Order, Selection

OLD = 1_600_000_000 * 10**9
"""An mtime long ago."""


@dataclass
class Folder:
    path: str
    files: list[tuple[str, int, int]]


@dataclass
class FakeArchive:
    """Files by path: content and mtime. Content is a JSON object of the fields of a post, or 'broken'."""

    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    """Every path that was read, in order."""

    def write(
        self,
        path: str,
        title: str = "无题",
        *,
        date: int | None = 0,
        authors: Iterable[str] = (),
        categories: Iterable[Category] = (),
        mtime: int = OLD,
        body: str = "",
        tags: Iterable[str] = (),
        features: int = 0,
    ) -> None:
        fields = {
            "title": title,
            "date": date,
            "authors": list(authors),
            "categories": list(categories),
            "body": body,
            "tags": list(tags),
            "features": features,
        }
        self.files[path] = json.dumps(fields, ensure_ascii=False), mtime

    def rename(self, old: str, new: str) -> None:
        self.files[new] = self.files.pop(old)

    def walk(self) -> Iterator[Folder]:
        folders: dict[str, list[tuple[str, int, int]]] = {}
        for path, (content, mtime) in self.files.items():
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, []).append((name, len(content.encode()), mtime))
        for folder in sorted(folders):
            yield Folder(folder, sorted(folders[folder], reverse=True))

    def scan(self, root: Path, path: str, mtime_ns: int) -> Scan:
        self.read.append(path)
        return self.scan_of(path, mtime_ns)

    def scan_of(self, path: str, mtime_ns: int = 0) -> Scan:
        content = self.files[path][0]
        if content == "broken":
            raise PostUnreadable(f"{path} can't be read")
        data = content.encode()
        digest = int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
        fields = json.loads(content)
        problems = (Problem(path, "title", "no title"),) if not fields["title"] else ()
        fingerprint = Fingerprint(len(data), mtime_ns, digest)
        return Scan(self.post(path), fingerprint, problems, fields["body"], fields["features"])

    def post(self, path: str) -> Post:
        fields = json.loads(self.files[path][0])
        date = fields["date"]
        return Post(
            post_id(path),
            path,
            fields["title"],
            date=None if date is None else Moment(date),
            authors=tuple(fields["authors"]),
            categories=tuple(tuple(category) for category in fields["categories"]),
            tags=tuple(fields["tags"]),
        )

    def text_of(self, post: Post) -> str:
        text: str = json.loads(self.files[post.path][0])["body"]
        return text

    def search(self, catalog: Catalog, states: Mapping[str, Iterable[str]] | None = None) -> Search:
        """Searches a catalogue of this archive; ``states`` has the paths of the posts that are ``is:read`` and so on."""
        from reader.library.search import Search

        told = {condition: set(map(post_id, paths)) for condition, paths in (states or {}).items()}

        def those(field: str, value: str) -> Those:
            if value == "unread":
                return Those(catalog.listing_of(told.get("is:read", ())).ids, others=True)
            return Those(catalog.listing_of(told.get(f"{field}:{value}", ())).ids)

        return Search(catalog, those, self.text_of)

    def posts(self) -> dict[str, Post]:
        return {path: self.post(path) for path, (content, _) in self.files.items() if content != "broken"}

    def sync(
        self, catalog: Catalog, *, full: bool = False, stopped: Callable[[], bool] = lambda: False
    ) -> Progress:
        self.read.clear()
        return Sync(catalog, Path("/"), self.scan, full=full, workers=0, stopped=stopped).run(self.walk())

    def sync_files(self, catalog: Catalog, root: Path, paths: Iterable[str]) -> Progress | None:
        """Live changes need files to look at: those of ``paths`` are put where they are expected."""
        self.read.clear()
        for path in paths:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if path in self.files:
                content, mtime = self.files[path]
                file.write_text(content, "utf-8")
                os.utime(file, ns=(mtime, mtime))
            else:
                file.unlink(missing_ok=True)
        return sync_files(catalog, root, self.scan, paths)


def meets(post: Post, selection: Selection) -> bool:
    """Whether a selection holds a post."""
    if selection.category and not any(
        category[: len(selection.category)] == selection.category for category in post.categories
    ):
        return False
    if selection.source and selection.source not in {parted(author)[0] for author in post.authors}:
        return False
    if selection.author and selection.author not in post.authors:
        return False
    if post.date is None:
        return selection.since is None
    low, high = selection.since, selection.until
    return (low is None or post.date.seconds >= low) and (high is None or post.date.seconds < high)


def in_order(posts: Iterable[Post], order: Order) -> list[object]:
    """What sorts the posts, in order: dates or folded titles (posts that are equal in it may come in any order)."""
    if order == "title":
        return [*sorted(fold(post.title) for post in posts)]
    found = list(posts)
    dates = sorted((post.date.seconds for post in found if post.date), reverse=order == "date")
    return [*dates, *(None for post in found if post.date is None)]


def key(post: Post, order: Order) -> object:
    """What sorts a post."""
    if order == "title":
        return fold(post.title)
    return post.date.seconds if post.date else None


def everything(catalog: Catalog) -> list[Post]:
    """Every post of a catalogue, by path."""
    from reader.model import Selection

    return sorted(catalog.posts(catalog.listing(Selection()).ids), key=lambda post: post.path)
