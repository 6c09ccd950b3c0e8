"""``newsreader search``."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from reader.cli import say, speaking
from reader.cli.finding import tell_unread
from reader.cli.open import open_session
from reader.cli.output import (
    FAINT,
    MARKED,
    date_text,
    in_colors,
    post_object,
    print_json,
    print_painted,
    print_text,
)
from reader.language import english, later, tr, tr_plural
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from reader.library.found import Found
    from reader.library.query import SearchOrder
    from reader.model import Hit
    from reader.session import Session

NOTHING = 1
"""The exit code when nothing is found, as grep's."""
_LOOKED_AT = 1_000
"""Hits that are put in order at least, however few are shown."""
_STEM = "    "
"""What stands before all lines of a hit but the first."""
_KINDS = (later("pinyin"), later("homophone"), later("typo"))
"""Why something is near (:data:`reader.library.near.KINDS`), for the catalogue."""
_UTF8_MARK = b"\xef\xbb\xbf"


@speaking.command(
    "search", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]}
)
@click.argument("words", metavar="QUERY", nargs=-1)
@speaking.option("--archive", type=click.Path(), help="The folder; without it the last one opened.")
@speaking.option(
    "--limit", type=speaking.IntRange(0), default=20, show_default=True,
    help="At most so many posts; the counts are of all.",
)  # fmt: skip
@speaking.option(
    "--sort", "order", type=click.Choice(["relevance", "date", "oldest", "title", "length"]),
    help="Best first, newest first, oldest first, by title, longest first.  [default: relevance]",
)  # fmt: skip
@speaking.option(
    "--snippets/--no-snippets", default=True, help="A passage of each text that shows what was found."
)
@speaking.option("--like", metavar="POST", help="Posts like this one (a path, or an id), instead of a query.")
@speaking.option(
    "--batch", type=click.File("rb"), metavar="FILE", help="A query a line from FILE; `-`: standard input."
)
@speaking.option("--json", "as_json", is_flag=True, help="One JSON object for each query.")
@speaking.option(
    "--color", "colors", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="Show what was found in colour; auto: on a terminal, unless NO_COLOR is set.",
)  # fmt: skip
@speaking.option("--sync", is_flag=True, help="Look for new and changed posts first.")
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    archive: str | None,
    limit: int,
    order: SearchOrder | None,
    like: str | None,
    batch: BinaryIO | None,
    colors: str,
    *,
    snippets: bool,
    as_json: bool,
    sync: bool,
) -> None:
    """Find posts by their text, title, category, author or date; the best first.

    Words are found as they are, by their pinyin, and in spite of slips. Also: "a phrase", -without, a OR b, title:,
    cat:, author:, tag:, date:, has:image, len:>2000, is:bookmarked, sort:date; see docs/search.md.

    Ends with 1 when nothing is found (not with --json, nor --batch).
    """
    if words == ("-h",):
        click.echo(ctx.get_help())
        return
    _check(ctx, words, like, batch)
    session = open_session(archive, sync=sync)
    tell_unread(session)
    asking = _Asking(session, limit, order, snippets=snippets)
    show = print_answer_json if as_json else _Page(colors=in_colors(colors), heads=batch is not None)
    if like is not None:
        answers: Iterator[Answer] = iter([asking.like(like)])
    else:
        answers = map(asking.answer, _lines(batch) if batch else [" ".join(words)])
    total = 0
    with english() if as_json else nullcontext():  # the hint in it is data
        for answer in answers:
            show(answer)
            if sys.stdout is not None:
                sys.stdout.flush()  # whoever asks line by line waits for it
            total += answer.found.total
    if not total and not as_json and batch is None:
        ctx.exit(NOTHING)


def _check(ctx: click.Context, words: Sequence[str], like: str | None, batch: BinaryIO | None) -> None:
    """Refuse what can't be meant.

    Raises:
        click.UsageError: nothing is asked, several things are, or an option is misspelt.
    """
    for word in words:
        if word.startswith("--"):  # one dash is the query language's
            raise click.NoSuchOption(word, ctx=ctx)
    asked = sum((bool(words), like is not None, batch is not None))
    if asked != 1:
        told = (
            tr("Several questions at once: give one of QUERY, --batch and --like.")
            if asked
            else tr("Nothing to look for: give one of QUERY, --batch and --like.")
        )
        raise click.UsageError(told, ctx)


def _lines(file: BinaryIO) -> Iterator[str]:
    """The queries of a file, one a line; blank ones too."""
    for number, line in enumerate(iter(file.readline, b"")):
        text = line.removeprefix(_UTF8_MARK) if number == 0 else line
        yield text.decode("utf-8", "replace").rstrip("\r\n")


# What is answered


class Answer(NamedTuple):
    """A question and what was found."""

    typed: str
    found: Found
    hits: list[Hit]
    milliseconds: float
    """In the library, on the wall."""

    @property
    def hint(self) -> str:
        """What the user should know; empty when there is nothing to say."""
        parts = list(self.found.hints)
        if self.found.suggestion:
            parts.append(tr("did you mean {query}").format(query=self.found.suggestion))
        return tr("; ").join(parts)


class _Asking(NamedTuple):
    """How questions are put."""

    session: Session
    limit: int
    order: SearchOrder | None
    snippets: bool

    def answer(self, typed: str) -> Answer:
        search = self.session.search  # importing it is not the library's time
        begun = time.perf_counter()
        found = search.find(typed, order=self.order, or_near=True, limit=max(self.limit, _LOOKED_AT))
        assert found is not None  # nobody found it stale
        return self._answer(typed, found, begun)

    def like(self, name: str) -> Answer:
        """Posts like the one that is called ``name``.

        Raises:
            PostNotFound: there is no such post.
        """
        post = self.session.find(name)
        begun = time.perf_counter()
        return self._answer("", self.session.related(post), begun)

    def _answer(self, typed: str, found: Found, begun: float) -> Answer:
        hits = self.session.search.hits(found, 0, self.limit, snippets=None if self.snippets else 0)
        return Answer(typed, found, hits, (time.perf_counter() - begun) * 1000)


# As JSON


def print_answer_json(answer: Answer) -> None:
    """One object, see docs/search.md. Offsets count code points."""
    facets = answer.found.facets
    print_json(
        {
            "query": answer.typed,
            "total": answer.found.total,
            "elapsed_ms": round(answer.milliseconds, 1),
            "hits": list(map(_hit_object, answer.hits)),
            "categories": {"/".join(count.path): count.posts for count in facets.categories},
            "months": {f"{count.month:%Y-%m}": count.posts for count in facets.months},
            "hint": answer.hint or None,
        }
    )


def _hit_object(hit: Hit) -> dict[str, Any]:
    post = post_object(hit.post)
    return {name: post[name] for name in ("id", "path", "title", "date", "author", "categories")} | {
        "match": hit.match,
        "score": round(hit.score, 3),
        "snippet": hit.snippet,
        "highlights": {
            "title": [list(mark) for mark in hit.title_marks],
            "snippet": [list(mark) for mark in hit.snippet_marks],
        },
    }


# For people


class _Page:
    """Prints answers for people.

    Args:
        colors: paint what was found.
        heads: tell each query above its hits.
    """

    def __init__(self, *, colors: bool, heads: bool) -> None:
        self._colors, self._heads = colors, heads

    def __call__(self, answer: Answer) -> None:
        found = answer.found
        if self._heads:
            typed = one_line(answer.typed) or tr("(everything)")
            print_text(f"== {typed}: {found.total:,}")
        for place, hit in enumerate(answer.hits):
            if place == found.exact:
                self._paint((tr("-- near matches --"), FAINT))
            self._hit(hit)
        if answer.hint:
            say(answer.hint)
        if not self._heads:
            say(_summary(answer))

    def _hit(self, hit: Hit) -> None:
        """Title; when, whence, where, id and why; a passage."""
        post = hit.post
        self._marked(post.title, hit.title_marks, "")
        facts = [
            date_text(post).strip(),
            *post.authors[:1],
            *("/".join(path) for path in post.categories[:1]),
        ]
        facts += [post.id] if hit.match == "exact" else [post.id, tr(hit.match)]
        self._paint((_STEM + "  ".join(one_line(fact) for fact in facts if fact), FAINT))
        if hit.snippet:
            self._marked(hit.snippet, hit.snippet_marks, _STEM)

    def _marked(self, text: str, marks: Sequence[tuple[int, int]], stem: str) -> None:
        parts, at = [(stem, "")], 0
        for start, stop in marks:
            parts += [(text[at:start], ""), (text[start:stop], MARKED)]
            at = stop
        self._paint(*parts, (text[at:], ""))

    def _paint(self, *parts: tuple[str, str]) -> None:
        print_painted((text, style if self._colors else "") for text, style in parts)


def _summary(answer: Answer) -> str:
    """``812 posts, the first 20 shown (6 ms)``."""
    found, shown = answer.found, len(answer.hits)
    if not found.total:
        return tr("nothing found")
    if found.exact or not shown:
        told = tr_plural("{count:,} post", "{count:,} posts", found.total)
    else:
        told = tr_plural("{count:,} post that is near", "{count:,} posts that are near", found.total)
    posts = told.format(count=found.total)
    if shown < found.total:
        told = tr("{posts}, the first {shown:,} shown ({time:.0f} ms)")
    else:
        told = tr("{posts} ({time:.0f} ms)")
    return told.format(posts=posts, shown=shown, time=answer.milliseconds)
