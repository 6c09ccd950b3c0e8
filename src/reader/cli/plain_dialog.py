"""The dialog of linear mode: a line is typed, something is said. Everything is done by the session."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reader.cli.plain_article import Article
from reader.cli.plain_keeping import Keeper
from reader.cli.plain_lists import Listed, Lists, say_categories
from reader.cli.plain_words import COMMANDS, Typed, understand
from reader.errors import ReaderError
from reader.language import tr
from reader.model import Selection
from reader.text import fold, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.cli.plain_talk import Talk
    from reader.config import Config
    from reader.model import Category, Post
    from reader.session import Session


class Dialog:
    """One conversation.

    Args:
        session: the archive.
        talk: with whom.
        config: what the user has chosen.
        sync: looks for new and changed posts, and says what it found.
    """

    def __init__(self, session: Session, talk: Talk, config: Config, sync: Callable[[], None]) -> None:
        self._session, self._talk, self._config, self._sync = session, talk, config, sync
        self._lists, self._keeper = Lists(session, talk), Keeper(session, talk)
        self._before: list[Listed] = []
        self._listed = self._everything()
        self._article: Article | None = None
        self._choices: list[tuple[Category, int]] = []
        self._leaves = False

    def run(self) -> None:
        """Talk until the user leaves, or the input ends."""
        self._lists.say(self._listed)
        self._talk.say(tr("Type a number to read a post, ? for help, Q to leave."))
        while not self._leaves:
            line = self._talk.ask(self._prompt())
            if line is None:
                return
            try:
                self.take(line)
            except ReaderError as error:
                self._talk.say(error.message, *error.hint.splitlines())

    def _prompt(self) -> str:
        return tr("article>") if self._article is not None else tr("list>")

    def take(self, line: str) -> None:
        """Do what a line says."""
        typed = understand(line)
        if not typed.id:
            words = tr("“{line}” is no command. ? says what there is; / looks for words.")
            self._talk.say(words.format(line=one_line(typed.rest)))
            return
        do: Callable[[Typed], None] = getattr(self, f"do_{typed.id}")
        do(typed)
        if typed.id not in {"categories", "help"}:
            self._choices = []

    # -- going about ----------------------------------------------------------------------------------------

    def _everything(self) -> Listed:
        return Listed(tr("All posts"), self._session.catalog.listing(Selection()))

    def _show(self, listed: Listed) -> None:
        """Another list, from which the one before is come back to."""
        self._before = [*self._before, self._listed]
        self._article, self._listed = None, listed
        self._lists.say(listed)

    def do_open(self, typed: Typed) -> None:
        number = typed.numbers[0].start
        if self._choices:
            if 1 <= number <= len(self._choices):
                self._go_to_category(self._choices[number - 1][0])
            else:
                self._talk.say(tr("There is no number {number} here.").format(number=number))
        else:
            self._read_at(number - 1)

    def _read_at(self, position: int) -> None:
        if not 0 <= position < len(self._listed.listing):
            self._talk.say(tr("There is no number {number} here.").format(number=position + 1))
            return
        (post,) = self._session.posts_by_row(self._listed.listing.ids[position : position + 1])
        if post is None:
            self._talk.say(tr("This post is no longer there."))
            return
        self._article = Article(self._session, self._talk, self._config, post, position)
        self._article.say()

    def do_more(self, _: Typed) -> None:
        self._turn(1)

    def do_before(self, _: Typed) -> None:
        self._turn(-1)

    def _turn(self, pages: int) -> None:
        article = self._article
        if article is not None:
            if article.turn(pages):
                article.say()
            else:
                at_end = tr("This is the end of the article. J opens the next post, q goes back to the list.")
                self._talk.say(at_end if pages > 0 else tr("This is the beginning of the article."))
        elif self._listed.turn(pages, self._talk.posts_a_page):
            self._lists.say(self._listed)
        else:
            self._talk.say(
                tr("This is the end of the list.") if pages > 0 else tr("This is the beginning of the list.")
            )

    def do_following(self, _: Typed) -> None:
        self._step(1)

    def do_preceding(self, _: Typed) -> None:
        self._step(-1)

    def _step(self, posts: int) -> None:
        at = self._article.position if self._article is not None else self._listed.start - 1
        position = at + posts
        if 0 <= position < len(self._listed.listing):
            self._listed.go_to(position, self._talk.posts_a_page)
            self._read_at(position)
        else:
            last, first = tr("This is the last post of the list."), tr("This is the first post of the list.")
            self._talk.say(last if posts > 0 else first)

    def do_again(self, _: Typed) -> None:
        self._article = None
        self._lists.say(self._listed)

    def do_whole(self, _: Typed) -> None:
        if (article := self._the_article()) is not None:
            article.say_rest()

    def do_out(self, _: Typed) -> None:
        if self._article is not None:
            self._article = None
        elif self._choices:
            pass
        elif self._before:
            *self._before, self._listed = self._before
        else:
            self._leaves = True
            return
        self._lists.say(self._listed)

    def do_quit(self, _: Typed) -> None:
        self._leaves = True

    def do_help(self, _: Typed) -> None:
        self._talk.say("", tr("A number opens that post. Letters or words, in English or Chinese:"))
        for command in COMMANDS:
            names = tr(", ").join([*filter(None, command.letters), *command.words])
            self._talk.say(f"{names}: {tr(command.help)}")

    # -- lists ----------------------------------------------------------------------------------------------

    def do_all(self, _: Typed) -> None:
        self._show(self._everything())
        self._before = []

    def do_unread(self, _: Typed) -> None:
        everything = self._session.catalog.listing(Selection())
        self._show(Listed(tr("Unread"), self._session.reads.unread(everything)))

    def do_bookmarks(self, _: Typed) -> None:
        self._show(Listed(tr("Bookmarks"), self._session.keeping.listing()))

    def do_search(self, typed: Typed) -> None:
        query = typed.rest or (self._talk.ask(tr("search for:")) or "").strip()
        if not query:
            return
        found = self._session.search.find(query, limit=None, facets=False)
        assert found is not None  # nobody overtakes it
        self._session.history.add(query)
        for hint in found.hints:
            self._talk.say(hint)
        if not found.ids:
            self._talk.say(tr("Nothing was found for “{query}”.").format(query=query))
            if found.suggestion:
                self._talk.say(tr("Something is found for: {query}").format(query=found.suggestion))
            return
        self._show(Listed(tr("Found for “{query}”").format(query=query), found.listing))

    def do_categories(self, typed: Typed) -> None:
        counts = self._session.catalog.categories()
        if typed.rest:
            wanted = fold(typed.rest)
            named = [count for count in counts if wanted in fold("/".join(count.path))]
        else:
            named = [count for count in counts if len(count.path) == 1]
        if not named:
            self._talk.say(tr("No category is called “{name}”.").format(name=typed.rest or ""))
        elif len(named) == 1 and typed.rest:
            self._go_to_category(named[0].path)
        else:
            self._choices = [(count.path, count.posts) for count in named]
            say_categories(self._talk, self._choices)

    def _go_to_category(self, path: Category) -> None:
        below = [count for count in self._session.catalog.categories() if count.path[:-1] == path]
        listing = self._session.catalog.listing(Selection(path))
        self._show(Listed(" / ".join(path), listing))
        if below:
            names = tr(", ").join(one_line(count.path[-1]) for count in below)
            self._talk.say(tr("Below it, by c and its name: {names}").format(names=names))

    def do_date(self, typed: Typed) -> None:
        from reader.library import days  # noqa: PLC0415 -- few ask for a day

        listing = self._listed.listing
        span = days.span(typed.rest or (self._talk.ask(tr("date:")) or ""), days.today())
        if span is None or not listing.dated:
            unknown = tr("That is no date: 2021-07-03, 2021-07, last month are some.")
            self._talk.say(unknown if span is None else tr("This list does not run by date."))
            return
        last = span.last or date.max
        where = listing.between(span.first or date.min, last)
        if not where:
            self._talk.say(tr("No posts of that time; here is what comes next."))
        self._article = None
        self._listed.go_to(where.start, self._talk.posts_a_page)
        self._lists.say(self._listed)

    def do_sync(self, _: Typed) -> None:
        self._sync()
        self._show(self._everything())
        self._before = []

    # -- what is kept ---------------------------------------------------------------------------------------

    def _meant(self, typed: Typed) -> list[Post]:
        """The posts of the numbers that were typed, if all of them are in the list; without any the open one."""
        if not typed.rest and self._article is not None:
            return [self._article.post]
        ids = self._listed.listing.ids
        if not typed.numbers:
            self._talk.say(tr("Of which post? Add its number, or open it first."))
            return []
        ends = dict.fromkeys(end for each in typed.numbers for end in (each[0], each[-1]))
        if wrong := [f"{end}" for end in ends if not 1 <= end <= len(ids)]:
            words = tr("Not in this list: {numbers}. Nothing was done.")
            self._talk.say(words.format(numbers=", ".join(wrong)))
            return []
        numbers = dict.fromkeys(number for each in typed.numbers for number in each)
        found = self._session.posts_by_row([ids[number - 1] for number in numbers])
        return [post for post in found if post is not None]

    def do_bookmark(self, typed: Typed) -> None:
        if posts := self._meant(typed):
            self._keeper.bookmark(posts)

    def do_read(self, typed: Typed) -> None:
        if posts := self._meant(typed):
            self._keeper.read(posts)

    def do_note(self, typed: Typed) -> None:
        if (article := self._the_article()) is not None:
            self._keeper.note(article.post, typed.rest)

    def do_undo(self, _: Typed) -> None:
        self._keeper.undo()

    def do_redo(self, _: Typed) -> None:
        self._keeper.redo()

    def do_address(self, _: Typed) -> None:
        if (article := self._the_article()) is not None:
            self._talk.say(article.address or tr("This article has no web address."))

    def _the_article(self) -> Article | None:
        if self._article is None:
            self._talk.say(tr("No article is open: type the number of one."))
        return self._article
