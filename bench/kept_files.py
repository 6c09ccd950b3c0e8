"""The files of the user's own, for bench.reliability: bookmarks, and lines between them that are none."""

from __future__ import annotations

import errno
import json
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.faulty import failing
from reader.model import post_id
from reader.state.bookmarks import Bookmark, Bookmarks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.model import PostId
    from reader.state.lines import Swap

_ARCHIVE = Path("/news")
_FOREIGN = [
    b"# mine",
    b"<<<<<<< HEAD",
    b'{"half": ',
    b"\xff\x00 no text",
    b'{"id": "of another", "path": "x", "archive": "/else", "own": [1.50]}',
]


def _file(folder: Path) -> Path:
    return folder / "bookmarks.jsonl"


def _mark(name: str, number: int) -> Bookmark:
    path = f"{name}/第{number}篇.md"
    return Bookmark(post_id(path), str(_ARCHIVE), path, f"第{number}篇：渡轮恢复通航")


def begin(folder: Path) -> None:
    """A file with some bookmarks and some lines that are none."""
    _file(folder).write_bytes(b"\n".join([*_FOREIGN, b""]))
    Bookmarks(_file(folder)).put([_mark("before", number) for number in range(40)])


def work(folder: Path, name: str, seed: int, say: Callable[[str], None], writes: int = sys.maxsize) -> None:
    """Bookmark, label, annotate, take away, take back."""
    chance = random.Random(seed)
    marks = Bookmarks(_file(folder))
    done: list[Swap] = []
    for number in range(writes):
        mine = [mark for mark in marks.of(_ARCHIVE).values() if mark.path.startswith(f"{name}/")]
        old = chance.choice(mine) if mine else None
        what = chance.choice(["add", "add", "label", "note", "remove", "undo"])
        if what == "undo" and done:
            swap = done[-1]
            wanted = _parsed(swap.before)
            one = wanted or _parsed(swap.after)
            assert one is not None
            change = _said(one, wanted)
            say("?" + change)
            marks.lines.swap([swap], back=True)
        else:
            one = old or _mark(name, seed * 1_000_000 + number)
            wanted = one
            if old is None or what in {"add", "undo"}:
                one = wanted = _mark(name, seed * 1_000_000 + number)
            elif what == "label":
                wanted = one._replace(labels=(*one.labels, f"标签{seed}-{number}"))
            elif what == "note":
                wanted = one._replace(note=f"一\n{number}" * chance.randrange(1, 50))
            else:
                wanted = None
            change = _said(one, wanted)
            say("?" + change)
            done = marks.put([wanted]) if wanted else marks.remove(_ARCHIVE, [one.id])
        while not marks.lines.retry():
            pass
        say("+" + change)
        done = done if what != "undo" else []


def _said(one: Bookmark, wanted: Bookmark | None) -> str:
    return json.dumps([one.id, wanted and wanted._asdict()])


def _parsed(line: str | None) -> Bookmark | None:
    if line is None:
        return None
    data = json.loads(line)
    return Bookmark(**{**data, "labels": tuple(data.get("labels", ()))})


def lost(folder: Path, said: Sequence[str]) -> int:
    """Changes that are not there; a change that was begun and not finished may be there or not."""
    wanted: dict[PostId, list[Bookmark | None]] = {}
    for line in said:
        post, fields = json.loads(line[1:])
        mark = None if fields is None else _parsed(json.dumps(fields))
        wanted[post] = [mark] if line[0] == "+" else [*wanted.get(post, [None]), mark]
    for mark in (_mark("before", number) for number in range(40)):
        wanted[mark.id] = [mark]
    there = Bookmarks(_file(folder)).of(_ARCHIVE)
    missing = sum(there.get(post) not in allowed for post, allowed in wanted.items())
    rest = iter(_file(folder).read_bytes().split(b"\n"))
    return missing + sum(line not in rest for line in _FOREIGN) + len(there.keys() - wanted.keys())


def leftovers(folder: Path) -> int:
    """Files beside the one and its lock."""
    marks = Bookmarks(_file(folder))
    marks.put([_mark("more", 0)])
    marks.remove(_ARCHIVE, [_mark("more", 0).id])
    known = {"bookmarks.jsonl", ".bookmarks.jsonl.lock"}
    return len([name for name in os.listdir(folder) if name not in known and not name.startswith("said-")])


def fault(folder: Path, seed: int) -> tuple[int, int]:
    """Three changes, with one call of the system that fails, or all from it on."""
    chance = random.Random(seed)
    marks = Bookmarks(_file(folder))
    first, second, third = (_mark("before", number) for number in (3, 17, 29))
    new, noted = _mark("fault", seed), second._replace(note="记")
    error = chance.choice([errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
    with failing(chance.randrange(1, 90), error, for_good=chance.random() < 0.5):
        marks.remove(_ARCHIVE, [first.id])
        marks.revise(_ARCHIVE, [second.id], lambda mark: mark._replace(note="记"))
        marks.put([new])
        seen = marks.of(_ARCHIVE)
    whole = Bookmarks(_file(folder)).of(_ARCHIVE)
    wrong = [seen.get(new.id) != new, not marks.lines.retry()]
    wrong += [whole.get(mark.id) != mark for mark in (_mark("before", number) for number in (0, 29, 39))]
    there = Bookmarks(_file(folder)).of(_ARCHIVE)
    wrong += [there.get(mark.id) != mark for mark in (noted, new, third)]
    return 3, sum(wrong) + (first.id in there)


def damage(folder: Path, seed: int) -> tuple[int, int]:
    """Cut the file, flip bits in it, put lines into it; then bookmark something."""
    chance = random.Random(seed)
    data = bytearray(_file(folder).read_bytes())
    what = chance.choice(["cut", "flip", "edit"])
    if what == "cut":
        del data[chance.randrange(len(data)) :]
    elif what == "flip":
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    else:
        for _ in range(chance.randrange(1, 10)):
            at = chance.randrange(len(data))
            data[at:at] = chance.choice(
                [b"\n", b"\r\n", b"\x00", b'"', b"}\n{", b"\xef\xbb\xbf", chance.randbytes(30)]
            )
    _file(folder).write_bytes(data)
    marks, mark = Bookmarks(_file(folder)), _mark("damage", seed)
    there = len(marks.all())
    marks.put([mark])
    kept = iter(_file(folder).read_bytes().split(b"\n"))
    gone = sum(line not in kept for line in bytes(data).split(b"\n") if line)
    return there, gone + (Bookmarks(_file(folder)).of(_ARCHIVE).get(mark.id) != mark)
