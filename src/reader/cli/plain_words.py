"""What can be typed in linear mode: the letters that are keys on the screen, or words, in English and in Chinese."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from reader.language import later

if TYPE_CHECKING:
    from collections.abc import Iterator


class Command(NamedTuple):
    """Something that can be typed."""

    id: str
    letters: tuple[str, ...]
    words: tuple[str, ...]
    """In both languages, whichever is spoken."""
    help: str
    """A line, with what may follow in capitals."""


COMMANDS: tuple[Command, ...] = (
    Command("more", ("n", ""), ("next", "more", "下页", "下一页"), later("the next page of the list or the article; Enter alone does the same")),
    Command("before", ("p",), ("previous", "上页", "上一页"), later("the page before")),
    Command("search", ("/",), ("search", "find", "搜索", "查找"), later("find posts: / WORDS, in the language of search")),
    Command("categories", ("c",), ("categories", "category", "分类"), later("the categories, to choose one by its number; c NAME goes to one")),
    Command("date", ("@",), ("date", "日期"), later("to a day of the list: @ 2021-07-03, @ last month")),
    Command("all", ("0",), ("all", "全部"), later("all posts, newest first")),
    Command("unread", ("u",), ("unread", "未读"), later("the posts that you have not read")),
    Command("bookmarks", ("B",), ("bookmarks", "书签", "收藏夹"), later("the posts that you keep")),
    Command("bookmark", ("s",), ("bookmark", "keep", "收藏", "加书签"), later("bookmark the article, or the posts of some numbers: s 3 5-7; again takes it away")),
    Command("note", ("a",), ("note", "笔记"), later("write a note on the article: a TEXT; alone it shows the note")),
    Command("read", ("r",), ("read", "已读"), later("mark the article read or unread, or the posts of some numbers: r 3 5-7")),
    Command("undo", ("U",), ("undo", "撤销"), later("take the last change back")),
    Command("redo", ("R",), ("redo", "重做"), later("make the change again that was taken back")),
    Command("following", ("J", "j"), ("following", "下篇", "下一篇"), later("open the next post of the list")),
    Command("preceding", ("K", "k"), ("preceding", "上篇", "上一篇"), later("open the post before")),
    Command("again", ("l",), ("list", "again", "列表"), later("say the page again; from an article: to the list")),
    Command("whole", ("w",), ("whole", "rest", "全文"), later("the rest of the article at once")),
    Command("address", ("o",), ("address", "link", "网址"), later("the web address of the article")),
    Command("sync", ("y",), ("sync", "refresh", "更新"), later("look for new and changed posts")),
    Command("help", ("?", "h"), ("help", "帮助"), later("this help")),
    Command("out", ("q",), ("back", "返回"), later("from an article or a search back to the list; from the list: leave")),
    Command("quit", ("Q",), ("quit", "exit", "退出"), later("leave at once")),
)  # fmt: skip
OPEN = "open"
"""The id of what a number means."""
_NUMBER = re.compile(r"\d{1,9}")
_RANGE = re.compile(r"(\d{1,9})(?:\s*[-–—~]\s*(\d{1,9}))?")
"""A number, or two with all between them; as NFKC has them."""


class Typed(NamedTuple):
    """What was typed, understood."""

    id: str
    """Of a command, :data:`OPEN`, or empty when it is none."""
    rest: str = ""
    """What stands after it, as it was typed."""

    @property
    def numbers(self) -> list[range]:
        """The numbers in the rest, one or several in a row (``3``, ``1-3``)."""
        found = _RANGE.findall(unicodedata.normalize("NFKC", self.rest))
        ends = [sorted((int(first), int(last or first))) for first, last in found]
        return [range(first, last + 1) for first, last in ends]


def understand(line: str) -> Typed:
    """What a line means. Full-width letters and digits, as an input method gives them, count as the others.

    A letter stands alone, or before a blank or digits; signs (``/ @ ?``) need no blank. Whole words in either language.
    """
    typed = line.strip()
    plain = unicodedata.normalize("NFKC", typed)
    if _NUMBER.fullmatch(plain) and plain not in _BY_LETTER:
        return Typed(OPEN, plain)
    for head, rest in _readings(typed, plain):
        found = _BY_LETTER.get(head) or _BY_WORD.get(head.casefold())
        if found is not None:
            return Typed(found, rest.strip())
    return Typed("", typed)


def _readings(typed: str, plain: str) -> Iterator[tuple[str, str]]:
    """What may be the command, and what is left then."""
    yield plain, ""
    first, _, rest = typed.partition(" ")
    yield unicodedata.normalize("NFKC", first), rest
    if plain[:1] in _SIGNS or plain[1:2].isdigit():
        yield plain[:1], typed[1:]


_BY_LETTER = {letter: command.id for command in COMMANDS for letter in command.letters}
_BY_WORD = {word: command.id for command in COMMANDS for word in command.words}
_SIGNS = frozenset(letter for letter in _BY_LETTER if letter and not letter.isalnum())
