"""newsboat, notmuch and fzf on the same posts as we, side by side; each where it is installed.

    python -m bench.peers /tmp/arch10k
    python -m bench.peers /tmp/arch100k --only newsboat --json

newsboat gets the archive as one RSS file (``file://``), notmuch as a Maildir, fzf as a list of titles; writing
these is not timed. notmuch runs twice: as it comes, and with the n-grams without which it finds little Chinese. What a peer is timed for: taking the posts in for the first time, taking in that nothing is new,
starting and answering one question. Every program runs with a HOME, a configuration and a cache of its own in a
temporary folder: nothing of the user's is read or written. Memory is the peak of the largest single process.
"""

from __future__ import annotations

import argparse
import email.header
import json
import multiprocessing
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from email.utils import formatdate
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reader.archive.parse import read_article
from reader.archive.walk import walk
from reader.errors import PostUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

QUERY = "银行"
"""A word of two characters, as most Chinese words are: what many an index can't find."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """What a feed or a mail needs of a post."""

    path: str
    title: str
    seconds: int
    author: str
    body: str


@dataclass(frozen=True)
class Measure:
    """One thing that one program did."""

    program: str
    what: str
    seconds: float
    megabytes: float
    posts: int
    """How many posts it dealt with or found, by its own account; -1 when it doesn't tell."""
    note: str = ""


@dataclass(frozen=True)
class Ran:
    """A process that has ended."""

    seconds: float
    megabytes: float
    output: str
    code: int


_STARTER = """
import json, os, subprocess, sys, time
began = time.perf_counter()
child = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(child.pid, 0)
seconds = time.perf_counter() - began
child.returncode = os.waitstatus_to_exitcode(status)
with open(sys.argv[1], "w") as told:
    json.dump([seconds, usage.ru_maxrss / 1024, child.returncode], told)
"""
"""Started in between, since Linux gives a process the peak memory of whoever forked it, and this one holds all posts."""


def run(command: list[str], env: dict[str, str], input_file: Path | None = None) -> Ran:
    """Run to the end; seconds on the wall, and the kernel's own account of the peak memory (wait4)."""
    with (
        tempfile.TemporaryFile() as out,
        tempfile.NamedTemporaryFile() as told,
        (input_file or Path(os.devnull)).open("rb") as given,
    ):
        subprocess.run(
            [sys.executable, "-S", "-c", _STARTER, told.name, *command],
            env=env, stdin=given, stdout=out, stderr=subprocess.STDOUT, check=True,
        )  # fmt: skip
        out.seek(0)
        seconds, megabytes, code = json.load(told)
        return Ran(seconds, megabytes, out.read().decode("utf-8", "replace"), code)


def home(folder: Path) -> dict[str, str]:
    """An environment in which every program finds ``folder`` for a home and nothing of the user's."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TERM") if name in os.environ}
    xdg = {
        f"XDG_{name}_HOME": os.fspath(folder / name.lower()) for name in ("CONFIG", "CACHE", "DATA", "STATE")
    }
    return {"LANG": "C.UTF-8", "TERM": "xterm", **kept, **xdg, "HOME": os.fspath(folder)}


# --- the posts ----------------------------------------------------------------------------------------------------


def read_item(task: tuple[Path, str, int]) -> Item | None:
    root, path, mtime_ns = task
    try:
        article = read_article(root, path)
    except PostUnreadable:
        return None
    post = article.post
    seconds = post.date.seconds if post.date else mtime_ns // 1_000_000_000
    return Item(
        os.fsencode(path).decode("utf-8", "replace"),
        post.title,
        seconds,
        " ".join(post.authors),
        article.body,
    )


def items(root: Path, limit: int = 0) -> Iterator[Item]:
    """Every readable post below ``root``, read by two processes."""
    tasks = [
        (root, f"{folder.path}/{name}".lstrip("/"), mtime_ns)
        for folder in walk(root)
        for name, _, mtime_ns in folder.files
    ]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        yield from (item for item in pool.imap(read_item, tasks[: limit or None], chunksize=500) if item)


def xml(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def write_feed(posts: Iterable[Item], target: Path) -> None:
    """One RSS 2.0 file of all posts: title, link, guid, date, author and the whole body."""
    with target.open("w", encoding="utf-8") as feed:
        feed.write('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ')
        feed.write(
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        )
        feed.write(
            "<channel><title>archive</title><link>http://archive.example/</link><description>all</description>\n"
        )
        for number, post in enumerate(posts):
            feed.write(
                f"<item><title>{xml(post.title)}</title><link>http://archive.example/{number}</link>"
                f'<guid isPermaLink="false">{number}</guid><pubDate>{formatdate(post.seconds, usegmt=True)}</pubDate>'
                f"<dc:creator>{xml(post.author)}</dc:creator><content:encoded>{xml(post.body)}</content:encoded></item>\n"
            )
        feed.write("</channel></rss>\n")


def write_maildir(posts: Iterable[Item], maildir: Path) -> None:
    """A Maildir with one HTML mail for each post, as feed2maildir programs write it."""
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)
    for number, post in enumerate(posts):
        subject = email.header.Header(post.title or "-", "utf-8", maxlinelen=900).encode(linesep="\n")
        sender = email.header.Header(post.author or "-", "utf-8").encode(linesep="\n")
        head = (
            f"From: {sender} <post@archive.example>\nSubject: {subject}\nDate: {formatdate(post.seconds, usegmt=True)}\n"
            f"Message-ID: <{number}@archive.example>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n\n"
        )
        text = f"{head}{post.body}\n".encode("utf-8", "replace")
        (maildir / "cur" / f"{post.seconds}.{number}.archive:2,").write_bytes(text)


def write_titles(posts: Iterable[Item], target: Path) -> None:
    with target.open("w", encoding="utf-8", errors="replace") as titles:
        titles.writelines(f"{post.title}\n" for post in posts)


# --- the programs -------------------------------------------------------------------------------------------------


def newsboat(posts: list[Item], work: Path) -> Iterator[Measure]:
    """Import, a reload without news, and a start that loads all (``-x print-unread``)."""
    env, feed = home(work / "home"), work / "feed.xml"
    write_feed(posts, feed)
    (work / "urls").write_text(f"file://{feed}\n", "utf-8")
    (work / "config").write_text("max-items 0\ndownload-retries 1\nauto-reload no\n", "utf-8")
    base = ["newsboat", "-q", "-u", f"{work}/urls", "-c", f"{work}/cache.db", "-C", f"{work}/config"]
    for what in ("take in", "take in nothing new"):
        ran = run([*base, "-x", "reload"], env)
        if ran.code:
            yield Measure(
                "newsboat", what, ran.seconds, ran.megabytes, 0, f"failed: {ran.output.strip()[:200]}"
            )
            return
        with sqlite3.connect(work / "cache.db") as connection:
            (count,) = connection.execute("SELECT count(*) FROM rss_item").fetchone()
        connection.close()
        note = (
            "" if count == len(posts) else f"only {count} of {len(posts)} posts arrived: {ran.output[:200]}"
        )
        yield Measure("newsboat", what, ran.seconds, ran.megabytes, count, note)
    ran = run([*base, "-x", "print-unread"], env)
    unread = re.match(r"\d+", ran.output)
    yield Measure(
        "newsboat", "start, load, count", ran.seconds, ran.megabytes, int(unread.group()) if unread else -1
    )


def notmuch(posts: list[Item], work: Path) -> Iterator[Measure]:
    """``notmuch new`` twice and one search, as it comes."""
    return _notmuch("notmuch", posts, work, {})


def notmuch_ngrams(posts: list[Item], work: Path) -> Iterator[Measure]:
    """The same with n-grams, without which it finds little Chinese."""
    return _notmuch("notmuch-ngrams", posts, work, {"XAPIAN_CJK_NGRAM": "1"})


def _notmuch(name: str, posts: list[Item], work: Path, more: dict[str, str]) -> Iterator[Measure]:
    maildir = work / "mail"
    write_maildir(posts, maildir)
    (work / "config").write_text(
        f"[database]\npath={maildir}\n[user]\nname=x\nprimary_email=x@archive.example\n[new]\ntags=\n"
        "[maildir]\nsynchronize_flags=false\n",
        "utf-8",
    )
    env = {**home(work / "home"), "NOTMUCH_CONFIG": os.fspath(work / "config"), **more}
    for what in ("take in", "take in nothing new"):
        ran = run(["notmuch", "new", "--quiet"], env)
        count = int(run(["notmuch", "count", "*"], env).output or -1)
        note = f"{_size(maildir / '.notmuch')} {ran.output[:200]}"
        yield Measure(name, what, ran.seconds, ran.megabytes, count, note)
    hits = int(run(["notmuch", "count", QUERY], env).output or -1)
    ran = run(["notmuch", "search", "--limit=50", QUERY], env)
    yield Measure(name, f"newest 50 of {QUERY}", ran.seconds, ran.megabytes, hits)


def _size(folder: Path) -> str:
    """The bytes on disk below ``folder``, for people."""
    total = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return f"{total / 1e6:.0f} MB on disk"


def fzf(posts: list[Item], work: Path) -> Iterator[Measure]:
    """``fzf --filter`` over the titles: read, match, rank and print, fuzzy and exact."""
    titles, env = work / "titles", home(work / "home")
    write_titles(posts, titles)
    for what, option in (("fuzzy", []), ("exact", ["--exact"])):
        rans = sorted(
            (run(["fzf", *option, "--filter", QUERY], env, titles) for _ in range(5)),
            key=lambda ran: ran.seconds,
        )
        middle = rans[2]
        yield Measure(
            "fzf", f"titles with {QUERY}, {what}", middle.seconds, middle.megabytes, middle.output.count("\n")
        )


def newsreader(root: Path, count: int, work: Path) -> Iterator[Measure]:
    """Our own first and second sync (with all texts), a list and a search; on the folder itself, not on copies."""
    env, base = home(work / "home"), [sys.executable, "-m", "reader"]
    archive = os.fspath(root)
    for what, arguments in (
        ("take in", ["sync", archive]),
        ("take in nothing new", ["sync", archive]),
        ("start, list newest 50", ["list", "--archive", archive, "--limit", "50"]),
        (f"best 50 of {QUERY}", ["search", "--archive", archive, "--limit", "50", QUERY]),
    ):
        ran = run([*base, *arguments], env)
        lines = ran.output.strip().splitlines()
        yield Measure(
            "newsreader",
            what,
            ran.seconds,
            ran.megabytes,
            count,
            _size(work / "home") if ran.code == 0 else lines[-1] if lines else "?",
        )


PEERS: dict[str, Callable[[list[Item], Path], Iterator[Measure]]] = {
    "newsboat": newsboat,
    "notmuch": notmuch,
    "notmuch-ngrams": notmuch_ngrams,
    "fzf": fzf,
}


def measure(root: Path, only: list[str], limit: int, say: Callable[[str], None]) -> Iterator[Measure]:
    """Measure each program in a temporary folder that is gone afterwards."""
    began = time.perf_counter()
    posts = list(items(root, limit))
    say(f"{len(posts)} posts read in {time.perf_counter() - began:.1f} s (not counted)")
    if "newsreader" in only and not limit:
        with tempfile.TemporaryDirectory(prefix="bench-") as work:
            yield from newsreader(root.resolve(), len(posts), Path(work))
    for name, peer in PEERS.items():
        if name not in only:
            continue
        if not shutil.which(name.partition("-")[0]):
            say(f"{name} is not installed: left out")
            continue
        with tempfile.TemporaryDirectory(prefix="bench-") as work:
            yield from peer(posts, Path(work))


def table(measures: Iterable[Measure]) -> str:
    rows = [
        "| program         | what                     |   seconds | posts/s  | peak MB | posts    | note |",
        "|---|---|--:|--:|--:|--:|---|",
    ]
    rows += [
        f"| {one.program:15} | {one.what:24} | {one.seconds:9.3f} | {one.posts / one.seconds:8.0f} "
        f"| {one.megabytes:7.0f} | {one.posts:8} | {one.note.strip()} |"
        for one in measures
    ]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("root", type=Path, metavar="DIR")
    names = ["newsreader", *PEERS]
    parser.add_argument("--only", default=",".join(names), help="comma-separated: " + ", ".join(names))
    parser.add_argument("--limit", type=int, default=0, help="only so many posts (peers only)")
    parser.add_argument("--json", action="store_true", help="one JSON list instead of a table")
    asked = parser.parse_args()
    only = asked.only.split(",")
    if unknown := set(only) - set(names):
        parser.error(f"no such program: {', '.join(sorted(unknown))}")
    measures = list(measure(asked.root, only, asked.limit, lambda text: print(text, file=sys.stderr)))
    print(
        json.dumps([asdict(one) for one in measures], ensure_ascii=False, indent=1)
        if asked.json
        else table(measures)
    )


if __name__ == "__main__":
    main()
