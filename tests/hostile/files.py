"""Names, links and files that are not what they seem. What the system can't make is left out."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.hostile.form import post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_A_POST = "not a post: "
"""What begins like this must not come out of the walk."""


def names() -> dict[str, str]:
    """Names (surrogate-escaped) that are posts, and what is wrong with them."""
    return {
        os.fsdecode(b"bad \xff\xfe\x80.md"): "name is not UTF-8",
        os.fsdecode("国标.md".encode("gb18030")): "name is in GB18030",
        os.fsdecode(b"surrogate \xed\xa0\x80.md"): "name holds an encoded surrogate",
        "line\nbreak.md": "name holds a newline",
        "line\rreturn\ttab.md": "name holds CR and tab",
        "\x1b[2Jescape\x07.md": "name holds ESC",
        "-rf.md": "name begins with a dash",
        "--help.md": "name is an option",
        "[x].md": "name is a glob and Rich markup",
        "[bold red]x[%2F].md": "name is Rich markup",
        "*?.md": "name is a wildcard",
        "$(touch x);`id`|&.md": "name is a shell command",
        "'quote\"s.md": "name holds quotes",
        "back\\slash.md": "name holds a backslash",
        "C:con.md": "name is a Windows device",
        " .md": "name is a blank",
        ".md": "name is only the suffix",
        "   ends in blanks   .md": "name has blanks at its ends",
        "\u202egnp.md": "name holds a bidi override",
        "\u200b\u200d.md": "name is zero width",
        "e\u0301.md": "name is decomposed (NFD)",
        "\u00e9.md": "name is composed (NFC), twin of the decomposed",
        "UPPER.MD": "suffix in capitals",
        "2021-02-30-date.md": "name holds a date that is none",
        "99999999-99-99.md": "name holds a date out of range",
        "👨‍👩‍👧.md": "name is an emoji of several code points",
        "%2e%2e%2fetc.md": "name is percent-encoded",
        "file:///etc/passwd".replace("/", "\u2215") + ".md": "name is like an address",
        "a" * 252 + ".md": "name of 255 bytes",
        "字" * 84 + ".md": "name of 255 bytes in Chinese",
        "~.md": "name is a home folder",
        "post.txt": "text, not Markdown",
        "page.html": "a page",
        "frag.htm": "a fragment",
        "double.md.md": "two suffixes",
    }


def odd_names(root: Path) -> Iterator[tuple[str, str]]:
    for name, what in names().items():
        with suppress(OSError, ValueError):
            (root / name).write_text(post(), "utf-8")
            yield name, what
    for name in (
        "._resource.md",
        ".hidden.md",
        "no suffix",
        "post.md~",
        "post.md.bak",
        ".post.md.swp",
        "x.mdx",
        "script.py",
    ):
        (root / name).write_text(post(), "utf-8")
        yield name, NOT_A_POST + "hidden, a backup or of another kind"


def deep(root: Path) -> Iterator[tuple[str, str]]:
    """A thousand and more levels, as many as a path can name; then some that no path can."""
    folder = "d/" * ((4000 - len(os.fsencode(root))) // 2)
    with suppress(OSError):
        for end in range(2, len(folder) + 1, 2):  # not makedirs, which calls itself for each level
            os.mkdir(f"{root}/{folder[:end]}")
        with open(f"{root}/{folder}deep.md", "w", encoding="utf-8") as file:
            file.write(post())
        yield f"{folder}deep.md", f"{len(folder) // 2} folders deep"
    with suppress(OSError):
        here = os.open(root, os.O_RDONLY)
        for _ in range(24):
            os.mkdir("n" * 250, dir_fd=here)
            there = os.open("n" * 250, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = there
        lost = os.open("lost.md", os.O_WRONLY | os.O_CREAT, dir_fd=here)
        os.write(lost, post().encode())
        os.close(lost)
        os.close(here)
        yield "/".join(["n" * 250] * 24) + "/lost.md", NOT_A_POST + "deeper than any path can name"


def links(root: Path) -> Iterator[tuple[str, str]]:
    (root / "real").mkdir()
    (root / "real/target.md").write_text(post(), "utf-8")
    yield "real/target.md", "target of links"
    for path, target, what in (
        ("real/loop", "..", NOT_A_POST + "a folder link to its own parent"),
        ("self", "self", NOT_A_POST + "a link to itself"),
        ("self.md", "self.md", NOT_A_POST + "a link to itself, named as a post"),
        ("ping.md", "pong.md", NOT_A_POST + "two links to each other"),
        ("pong.md", "ping.md", NOT_A_POST + "two links to each other"),
        ("dangling.md", "nowhere.md", NOT_A_POST + "a link to nothing"),
        ("dangling folder", "nowhere", NOT_A_POST + "a folder link to nothing"),
        ("again", "real", NOT_A_POST + "a second way to the same folder"),
        ("zero.md", "/dev/zero", NOT_A_POST + "a link to /dev/zero"),
        ("full.md", "/dev/full", NOT_A_POST + "a link to /dev/full"),
        ("random.md", "/dev/urandom", NOT_A_POST + "a link to /dev/urandom"),
        ("tty.md", "/dev/tty", NOT_A_POST + "a link to the terminal"),
        ("mem.md", "/proc/self/mem", "a link to a memory of its own, a regular file of no size"),
        ("folder link.md", "real", NOT_A_POST + "a folder link named as a post"),
        ("linked.md", "real/target.md", "a link to a post"),
    ):
        if target.startswith("/") and not os.path.exists(target):
            continue
        with suppress(OSError, NotImplementedError):
            (root / path).symlink_to(target)
            yield path, what


def specials(root: Path) -> Iterator[tuple[str, str]]:
    with suppress(OSError, AttributeError):
        os.mkfifo(root / "fifo.md")
        yield "fifo.md", NOT_A_POST + "a FIFO that no one writes to"
    (root / "folder.md").mkdir()
    (root / "folder.md/inside.md").write_text(post(), "utf-8")
    yield "folder.md/inside.md", "in a folder named as a post"
    (root / "empty folder.md").mkdir()
    yield "empty folder.md", NOT_A_POST + "an empty folder named as a post"
    sparse = root / "big.md"
    sparse.write_text(post(), "utf-8")
    os.truncate(sparse, 200_000_000)
    yield "big.md", "sparse file of 200 MB"
    closed = root / "no permission.md"
    closed.write_text(post(), "utf-8")
    closed.chmod(0)
    yield "no permission.md", "file without permission"
    (root / "locked").mkdir()
    (root / "locked/post.md").write_text(post(), "utf-8")
    (root / "locked").chmod(0)
    unseen = "" if os.access(root / "locked", os.R_OK) else NOT_A_POST
    yield "locked/post.md", unseen + "in a folder without permission"
