"""The one key table. Bindings, the help screen, `newsreader keys` and docs/keys.md are made from it; nothing else
names a key. Plain data: importing it imports no Textual.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.language import later, tr
from reader.ui.keynames import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

Scope = Literal[
    "move", "go", "find", "keep", "read", "app", "search", "name", "in-text", "link", "picture", "picker", "select", "note", "label", "highlight", "time", "calendar", "health"
]  # fmt: skip

SCOPES: dict[Scope, str] = {
    "move": later("Move (in the pane that has the focus)"),
    "go": later("In, out and between panes"),
    "find": later("Find"),
    "time": later("Through time"),
    "keep": later("Keep"),
    "read": later("While reading"),
    "app": later("The program"),
    "search": later("In the search box"),
    "name": later("While a search is named"),
    "in-text": later("In the box that finds in the text"),
    "link": later("While a link is chosen"),
    "picture": later("While looking at an image"),
    "picker": later("In a list to choose from"),
    "select": later("While text is selected"),
    "note": later("While a note is written"),
    "label": later("While posts are labelled"),
    "highlight": later("On a highlight"),
    "calendar": later("In the calendar (digits and other letters begin a date)"),
    "health": later("While looking at the health of the archive"),
}
"""Every scope and its heading, in English."""
AWAY: frozenset[Scope] = frozenset(
    {
        "search",
        "name",
        "in-text",
        "link",
        "picture",
        "picker",
        "select",
        "note",
        "label",
        "highlight",
        "calendar",
        "health",
    }
)
"""Scopes that hold only while a box, a bar or another screen has the keys."""
TYPED: frozenset[Scope] = frozenset({"search", "name", "in-text", "picker", "note", "label"})
"""Those of them in which one types: characters are no keys there."""
ALSO: dict[str, Scope] = {
    "save-search": "search",
    "search-archive": "in-text",
    "find-next": "in-text",
    "find-previous": "in-text",
}
"""What holds in such a scope too, by id."""


class Key(NamedTuple):
    """One thing that keys do."""

    id: str
    """What a keymap names it by."""
    keys: tuple[str, ...]
    """As Textual names them; a single character stands for itself."""
    action: str
    label: str
    """One word for the footer, in English: to be translated where it is shown."""
    help: str
    """One line for the help, in English, too."""
    scope: Scope


SUSPEND = () if sys.platform == "win32" else (
    Key("suspend", ("ctrl+z",), "suspend_process", later("suspend"), later("to the shell for a while; `fg` there leads back"), "app"),
)  # fmt: skip
"""A shell on Windows can't take a program back."""

KEYS: tuple[Key, ...] = (
    Key("down", ("j", "down"), "down", later("down"), later("one row or line down"), "move"),
    Key("up", ("k", "up"), "up", later("up"), later("one row or line up"), "move"),
    Key("page-down", ("space", "pagedown"), "page_down", later("page"), later("a page down"), "move"),
    Key("page-up", ("b", "pageup"), "page_up", later("page up"), later("a page up"), "move"),
    Key("half-down", ("d",), "half_down", later("half"), later("half a page down"), "move"),
    Key("half-up", ("u",), "half_up", later("half up"), later("half a page up"), "move"),
    Key("top", ("g", "home"), "top", later("top"), later("to the beginning"), "move"),
    Key("bottom", ("G", "end"), "bottom", later("end"), later("to the end"), "move"),
    Key("in", ("enter",), "way('go_in')", later("open"), later("go in: to a place's posts, to a post's text; beside results: narrow"), "go"),
    Key("out", ("escape",), "way('go_out')", later("back"), later("come out again; from results: to where you were"), "go"),
    Key("unfold", ("l", "right"), "way('unfold')", later("unfold"), later("open a branch of the places; elsewhere: go in"), "go"),
    Key("fold", ("h", "left"), "way('fold')", later("fold"), later("close a branch of the places; elsewhere: come out"), "go"),
    Key("back", ("q",), "way('back')", later("back"), later("back, and from the list: quit"), "go"),
    Key("quit", ("Q", "ctrl+q"), "quit", later("quit"), later("quit at once (nothing is ever lost)"), "go"),
    Key("next-pane", ("tab",), "way('next_pane')", later("pane"), later("to the next pane"), "go"),
    Key("previous-pane", ("shift+tab",), "way('previous_pane')", later("pane"), later("to the pane before"), "go"),
    Key("pane-places", ("1",), "pane('places')", later("places"), later("to the places"), "go"),
    Key("pane-list", ("2",), "pane('list')", later("list"), later("to the list"), "go"),
    Key("pane-article", ("3",), "pane('article')", later("article"), later("to the article"), "go"),
    Key("zen", ("z",), "way('zen')", later("zen"), later("the article alone, and back"), "go"),
    Key("health", ("!",), "place('health')", later("health"), later("the health of the archive: what could not be read, what was guessed, how big it is"), "go"),
    Key("earlier-post", ("ctrl+o",), "visit(-1)", later("earlier"), later("to the article that was open before"), "go"),
    Key("later-post", ("alt+o",), "visit(1)", later("later"), later("forward again, to the article that was open after"), "go"),
    Key("search", ("/",), "search('begin')", later("search"), later("find anything; in an article: find in its text"), "find"),
    Key("search-archive", ("ctrl+f",), "search('begin_anywhere')", later("search"), later("find anything, also from an article"), "find"),
    Key("narrow", ("f",), "search('narrow')", later("narrow"), later("search in what is listed only, newest first; among the places: go to one by typing"), "find"),
    Key("find-place", ("ctrl+g",), "place('find')", later("go to"), later("go to a place by typing a part of its name, or its pinyin"), "find"),
    Key("find-next", ("n",), "article('find_next')", later("next"), later("the next place that was found in the text of the article"), "find"),
    Key("find-previous", ("N",), "article('find_previous')", later("previous"), later("the place before"), "find"),
    Key("sort", ("\\",), "sort", later("sort"), later("another order: newest first, oldest first, by title"), "find"),
    Key("related", ("R",), "search('related')", later("related"), later("posts like this one"), "find"),
    Key("copies", (",",), "pick('copies')", later("copies"), later("show the copies of a post that are folded under it (+3), and fold them again"), "find"),
    Key("density", ("D",), "density", later("density"), later("lists with one row a post, or with a second one that tells how the text begins"), "find"),
    Key("calendar", ("@",), "time('calendar')", later("calendar"), later("the calendar: posts of each day, go to a date"), "time"),
    Key("earlier", ("<",), "time('earlier')", later("earlier"), later("back in time, by a bar of the strip above the list"), "time"),
    Key("later", (">",), "time('later')", later("later"), later("on in time, by a bar of the strip"), "time"),
    Key("next-day", ("]d",), "time('next_day')", later("next day"), later("to the next day of the list: further down, whatever its order"), "time"),
    Key("previous-day", ("[d",), "time('previous_day')", later("day before"), later("to the day before, further up"), "time"),
    Key("next-month", ("]m",), "time('next_month')", later("next month"), later("to the next month of the list"), "time"),
    Key("previous-month", ("[m",), "time('previous_month')", later("month before"), later("to the month before"), "time"),
    Key("next-unread", ("]u",), "time('next_unread')", later("next unread"), later("to the next post of the list that has not been read"), "time"),
    Key("previous-unread", ("[u",), "time('previous_unread')", later("unread before"), later("to the one before that has not been read"), "time"),
    Key("pick", ("x",), "pick('one')", later("pick"), later("pick the post (or let go of it) and go one down; what is done next is done to all that are picked"), "keep"),
    Key("pick-range", ("X",), "pick('up_to_here')", later("pick range"), later("pick all from the post that was picked last to this one"), "keep"),
    Key("pick-all", ("*",), "pick('every')", later("pick all"), later("pick every post of the list; again: none"), "keep"),
    Key("bookmark", ("s",), "keep('bookmark')", later("bookmark"), later("bookmark the post, or take its bookmark away"), "keep"),
    Key("labels", ("t",), "keep('labels')", later("labels"), later("label the post (which bookmarks it)"), "keep"),
    Key("note", ("a",), "keep('note')", later("note"), later("write a note on the post (which bookmarks it)"), "keep"),
    Key("edit-note", ("e",), "keep('edit_note')", later("editor"), later("the same in your own editor"), "keep"),
    Key("read", ("r",), "mark('toggle')", later("read"), later("mark the post read, or unread"), "keep"),
    Key("read-all", ("A",), "mark('every')", later("all read"), later("mark every post of the list read"), "keep"),
    Key("undo", ("U",), "turn('undo')", later("undo"), later("undo the last change: marks, bookmarks, labels, notes"), "keep"),
    Key("redo", ("ctrl+r",), "turn('redo')", later("redo"), later("make the change again that was undone"), "keep"),
    Key("highlights", ("H",), "keep('highlights')", later("highlights"), later("the highlights and notes of the article, to go to one"), "keep"),
    Key("bookmarks", ("B",), "keep('bookmarks')", later("bookmarks"), later("to the bookmarks"), "keep"),
    Key("save-search", ("ctrl+s", "f2"), "search('save')", later("save search"), later("save the search (while typing it too); on a saved one: rename or remove it"), "keep"),
    Key("next", ("J",), "next_post(1)", later("next post"), later("the next post of the list"), "read"),
    Key("previous", ("K",), "next_post(-1)", later("previous"), later("the post before"), "read"),
    Key("outline", ("O",), "article('outline')", later("outline"), later("the headings of the article, to go to one"), "read"),
    Key("links", (";",), "article('links')", later("links"), later("choose a link by the letters drawn on it"), "read"),
    Key("open", ("o",), "article('open_post')", later("open"), later("open the post's own page in the browser"), "read"),
    Key("images", ("i",), "article('images')", later("images"), later("the images of the article, to look at one"), "read"),
    Key("copy-link", ("y",), "article('copy_page')", later("copy link"), later("copy the post's address"), "read"),
    Key("copy-citation", ("Y",), "article('copy_citation')", later("cite"), later("copy title, source, date and address"), "read"),
    Key("copy-markdown", ("M",), "article('copy_markdown')", later("Markdown"), later("copy the article as Markdown"), "read"),
    Key("export", ("E",), "export", later("take out"), later("take the article out: as a page, a picture of what is seen, Markdown or text"), "read"),
    Key("select", ("v",), "select('begin')", later("select"), later("select text by keys, to highlight or copy it"), "read"),
    Key("narrower", ("-",), "measure(-4)", later("narrower"), later("a narrower column of text"), "read"),
    Key("wider", ("+",), "measure(4)", later("wider"), later("a wider column of text"), "read"),
    Key("full-width", ("=",), "measure(0)", later("full"), later("text over the whole width, and back"), "read"),
    Key("help", ("?", "f1"), "help", later("help"), later("every key and what it does"), "app"),
    Key("tour", ("f3",), "tour", later("tour"), later("a tour of three minutes; while it is on: its next step"), "app"),
    Key("palette", ("ctrl+p", ":"), "command_palette", later("commands"), later("run anything by its name"), "app"),
    Key("theme", ("T",), "change_theme", later("theme"), later("choose colours"), "app"),
    Key("refresh", ("ctrl+l",), "refresh_screen", later("redraw"), later("draw the screen anew"), "app"),
    *SUSPEND,
    Key("search-open", ("enter",), "screen.search('leave_box')", later("to the results"), later("from the box into the results"), "search"),
    Key("search-complete", ("tab",), "complete(1)", later("complete"), later("complete what is typed: fields, categories, authors (pinyin too); again: the next candidate"), "search"),
    Key("search-complete-back", ("shift+tab",), "complete(-1)", later("before"), later("the candidate before"), "search"),
    Key("search-earlier", ("up",), "earlier", later("earlier"), later("an earlier search, of those that begin as typed; a candidate up"), "search"),
    Key("search-later", ("down",), "later", later("later"), later("a later search, after the last one into the results; a candidate down"), "search"),
    Key("search-close", ("escape",), "close", later("back"), later("close, and return to exactly where you were; first back to what was typed"), "search"),
    Key("name-keep", ("enter",), "screen.search('keep_name')", later("keep"), later("save it under that name"), "name"),
    Key("name-close", ("escape",), "screen.search('leave_name')", later("back"), later("leave everything as it is"), "name"),
    Key("find-keep", ("enter",), "screen.article('keep_found')", later("close"), later("close the box; what was found stays marked"), "in-text"),
    Key("find-down", ("down", "ctrl+n"), "screen.article('find_next')", later("next"), later("the next place"), "in-text"),
    Key("find-up", ("up", "ctrl+p"), "screen.article('find_previous')", later("previous"), later("the place before"), "in-text"),
    Key("find-archive", ("ctrl+f",), "screen.search('begin_anywhere')", later("archive"), later("look for it in the archive instead"), "in-text"),
    Key("find-close", ("escape",), "screen.article('leave_found')", later("back"), later("close, and return to where you were"), "in-text"),
    Key("link-open", ("enter",), "screen.article('open_link')", later("open"), later("open it in the browser"), "link"),
    Key("link-copy", ("y",), "screen.article('copy_link')", later("copy"), later("copy its address"), "link"),
    Key("link-next", ("tab", "down"), "screen.article('next_link')", later("next"), later("the next link of the article"), "link"),
    Key("link-previous", ("shift+tab", "up"), "screen.article('previous_link')", later("previous"), later("the link before"), "link"),
    Key("link-close", ("escape", "q"), "screen.article('leave_links')", later("back"), later("leave it"), "link"),
    Key("picture-next", ("right", "l", "J"), "turn(1)", later("next"), later("the next image of the article"), "picture"),
    Key("picture-previous", ("left", "h", "K"), "turn(-1)", later("before"), later("the image before"), "picture"),
    Key("picture-open", ("o", "enter"), "open", later("open"), later("open it in another program"), "picture"),
    Key("picture-copy", ("y",), "copy", later("copy address"), later("copy its address"), "picture"),
    Key("picture-close", ("escape", "q"), "dismiss", later("close"), later("back to the article"), "picture"),
    Key("picker-choose", ("enter",), "choose(False)", later("go"), later("go there"), "picker"),
    Key("picker-copy", ("ctrl+y",), "choose(True)", later("copy"), later("copy it"), "picker"),
    Key("picker-down", ("down", "ctrl+n"), "move(1)", later("down"), later("one row down"), "picker"),
    Key("picker-up", ("up", "ctrl+p"), "move(-1)", later("up"), later("one row up"), "picker"),
    Key("picker-page-down", ("pagedown",), "page_down", later("page"), later("a page down"), "picker"),
    Key("picker-page-up", ("pageup",), "page_up", later("page up"), later("a page up"), "picker"),
    Key("picker-close", ("escape",), "dismiss(None)", later("close"), later("back to where you were"), "picker"),
    Key("select-highlight", ("enter", "m"), "screen.select('highlight')", later("highlight"), later("highlight it"), "select"),
    Key("select-note", ("a",), "screen.select('annotate')", later("with note"), later("highlight it with a note"), "select"),
    Key("select-copy", ("y",), "screen.select('copy')", later("copy"), later("copy it"), "select"),
    Key("select-paragraph", ("v",), "screen.select('paragraph')", later("paragraph"), later("all of the paragraph; again: the next one too"), "select"),
    Key("select-left", ("h", "left"), "screen.select('left')", later("left"), later("a character back"), "select"),
    Key("select-down", ("j", "down"), "screen.select('down')", later("down"), later("a line down"), "select"),
    Key("select-up", ("k", "up"), "screen.select('up')", later("up"), later("a line up"), "select"),
    Key("select-right", ("l", "right"), "screen.select('right')", later("right"), later("a character on"), "select"),
    Key("select-word", ("w",), "screen.select('word')", later("word"), later("to the next word"), "select"),
    Key("select-word-back", ("b",), "screen.select('word_back')", later("word back"), later("a word back"), "select"),
    Key("select-word-end", ("e",), "screen.select('word_end')", later("word end"), later("to the end of the word"), "select"),
    Key("select-sentence", (")",), "screen.select('sentence')", later("sentence"), later("to the end of the sentence"), "select"),
    Key("select-sentence-back", ("(",), "screen.select('sentence_back')", later("sentence back"), later("to the beginning of the sentence"), "select"),
    Key("select-block", ("}",), "screen.select('block')", later("to its end"), later("to the end of the paragraph"), "select"),
    Key("select-block-back", ("{",), "screen.select('block_back')", later("to its beginning"), later("to the beginning of the paragraph"), "select"),
    Key("select-line-start", ("0", "^", "home"), "screen.select('line_start')", later("line start"), later("to the beginning of the line"), "select"),
    Key("select-line-end", ("$", "end"), "screen.select('line_end')", later("line end"), later("to its end"), "select"),
    Key("select-top", ("g",), "screen.select('top')", later("top"), later("to the beginning of the text"), "select"),
    Key("select-bottom", ("G",), "screen.select('bottom')", later("end"), later("to its end"), "select"),
    Key("select-page-down", ("space", "pagedown"), "screen.select('page_down')", later("page"), later("a page down"), "select"),
    Key("select-page-up", ("pageup",), "screen.select('page_up')", later("page up"), later("a page up"), "select"),
    Key("select-half-down", ("d",), "screen.select('half_down')", later("half"), later("half a page down"), "select"),
    Key("select-half-up", ("u",), "screen.select('half_up')", later("half up"), later("half a page up"), "select"),
    Key("select-other", ("o",), "screen.select('other_end')", later("other end"), later("move the other end of what is selected"), "select"),
    Key("select-leave", ("escape", "q"), "screen.select('leave')", later("back"), later("select no more"), "select"),
    Key("note-keep", ("escape", "ctrl+s", "f2"), "dismiss", later("keep"), later("keep it, and back to reading"), "note"),
    Key("note-revert", ("ctrl+r",), "revert", later("as it was"), later("put the note back as it was before"), "note"),
    Key("note-editor", ("ctrl+e",), "external", later("editor"), later("go on in your own editor"), "note"),
    Key("label-keep", ("enter",), "screen.keep('keep_labels')", later("keep"), later("keep the labels on the line"), "label"),
    Key("label-complete", ("tab", "down"), "complete(1)", later("complete"), later("complete the label that is typed (pinyin too); again: the next candidate"), "label"),
    Key("label-complete-back", ("shift+tab", "up"), "complete(-1)", later("before"), later("the candidate before"), "label"),
    Key("label-close", ("escape",), "close", later("back"), later("leave the labels as they are"), "label"),
    Key("highlight-note", ("a", "enter"), "screen.highlight('annotate')", later("note"), later("write a note on it"), "highlight"),
    Key("highlight-edit", ("e",), "screen.highlight('edit')", later("editor"), later("the same in your own editor"), "highlight"),
    Key("highlight-remove", ("x", "delete"), "screen.highlight('remove')", later("remove"), later("remove it"), "highlight"),
    Key("highlight-copy", ("y",), "screen.highlight('copy')", later("copy"), later("copy its text"), "highlight"),
    Key("highlight-next", ("tab", "j", "down", "n"), "screen.highlight('next')", later("next"), later("the next highlight of the article"), "highlight"),
    Key("highlight-previous", ("shift+tab", "k", "up", "N"), "screen.highlight('previous')", later("previous"), later("the highlight before"), "highlight"),
    Key("highlight-leave", ("escape", "q"), "screen.highlight('leave')", later("back"), later("leave it"), "highlight"),
    Key("calendar-go", ("enter",), "go", later("go there"), later("go to the day (or to the date that is typed) in the list"), "calendar"),
    Key("calendar-only", ("f",), "only(False)", later("day only"), later("list the posts of that day only"), "calendar"),
    Key("calendar-only-month", ("F",), "only(True)", later("month only"), later("list the posts of that month only"), "calendar"),
    Key("calendar-every-year", ("a",), "every_year", later("all years"), later("list the posts of that day of every year"), "calendar"),
    Key("calendar-left", ("h", "left"), "move('left')", later("left"), later("to the day at the left"), "calendar"),
    Key("calendar-down", ("j", "down"), "move('down')", later("down"), later("to the day below"), "calendar"),
    Key("calendar-up", ("k", "up"), "move('up')", later("up"), later("to the day above"), "calendar"),
    Key("calendar-right", ("l", "right"), "move('right')", later("right"), later("to the day at the right"), "calendar"),
    Key("calendar-next", ("n",), "near(1)", later("next"), later("to the next day with posts"), "calendar"),
    Key("calendar-previous", ("N",), "near(-1)", later("before"), later("to the day with posts before"), "calendar"),
    Key("calendar-next-month", ("J", "pagedown"), "month(1)", later("month"), later("a month on"), "calendar"),
    Key("calendar-previous-month", ("K", "pageup"), "month(-1)", later("month back"), later("a month back"), "calendar"),
    Key("calendar-next-year", ("L", ">"), "month(12)", later("year"), later("a year on"), "calendar"),
    Key("calendar-previous-year", ("H", "<"), "month(-12)", later("year back"), later("a year back"), "calendar"),
    Key("calendar-first", ("g", "home"), "edge(0)", later("first"), later("to the first day with posts"), "calendar"),
    Key("calendar-last", ("G", "end"), "edge(1)", later("last"), later("to the last day with posts"), "calendar"),
    Key("calendar-today", ("t",), "today", later("today"), later("to today"), "calendar"),
    Key("calendar-type", ("/",), "begin('/')", later("type a date"), later("type a date that begins with a letter: last friday"), "calendar"),
    Key("calendar-stay", ("tab",), "stay", later("stay"), later("from a typed date into the calendar, at that day"), "calendar"),
    Key("calendar-close", ("escape", "q"), "leave", later("back"), later("clear what is typed; else back to the list"), "calendar"),
    Key("health-open", ("enter",), "open", later("open"), later("read the post; on a kind: show its files, or hide them"), "health"),
    Key("health-find", ("/",), "find", later("find"), later("leave the files whose path holds what is typed"), "health"),
    Key("health-copy", ("y",), "copy", later("copy path"), later("copy the path of the file"), "health"),
    Key("health-fold", ("h", "left"), "fold", later("hide"), later("hide the files of this kind"), "health"),
    Key("health-unfold", ("l", "right"), "unfold", later("show"), later("show the files of this kind; on a file: read it"), "health"),
    Key("health-close", ("escape",), "close", later("back"), later("show all files again; then back to the archive"), "health"),
    Key("health-leave", ("q", "!"), "dismiss(None)", later("back"), later("back to the archive at once"), "health"),
)  # fmt: skip

NEEDED = frozenset({"in", "out", "quit", "help", "palette", "search-open", "name-keep", "picker-choose"}) | {
    key.id for key in KEYS if key.scope in AWAY and "escape" in key.keys
}
"""What can't do without a key: else one would not get out again, or not find out how."""

_chosen: dict[str, tuple[str, ...]] = {}
"""The keys in force for ids whose keys are not those of the table; :mod:`reader.ui.keymap` makes them."""


def rebind(chosen: Mapping[str, tuple[str, ...]]) -> None:
    """Put other keys than those of the table in force, by id. Before any screen is imported: its bindings stay."""
    _chosen.clear()
    _chosen.update(chosen)


def bound(key: Key) -> tuple[str, ...]:
    """The keys in force, as Textual names them; perhaps none."""
    return _chosen.get(key.id, key.keys)


def names(key: Key) -> list[str]:
    """The keys in force, as people write them; perhaps none."""
    return [shown(name) for name in bound(key)]


def key_name(id_: str) -> str:
    """The first key for what has this id, for where prose must name one; without a key, what the palette calls it."""
    key = next(key for key in KEYS if key.id == id_)
    if written := names(key):
        return written[0]
    return tr(key.label) if key.scope in AWAY else f"{key_name('palette')} {tr(key.label)}"
