"""The one key table. Bindings, the help screen, `newsreader keys` and docs/keys.md are made from it; nothing else
names a key. Plain data: importing it imports no Textual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.ui.keynames import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

Scope = Literal[
    "move", "go", "find", "keep", "read", "app", "search", "name", "in-text", "link", "picture", "picker", "select", "note", "label", "highlight"
]  # fmt: skip

SCOPES: dict[Scope, str] = {
    "move": "Move (in the pane that has the focus)",
    "go": "In, out and between panes",
    "find": "Find",
    "keep": "Keep",
    "read": "While reading",
    "app": "The program",
    "search": "In the search box",
    "name": "While a search is named",
    "in-text": "In the box that finds in the text",
    "link": "While a link is chosen",
    "picture": "While looking at an image",
    "picker": "In a list of headings or images",
    "select": "While text is selected",
    "note": "While a note is written",
    "label": "While posts are labelled",
    "highlight": "On a highlight",
}
"""Every scope and its heading."""
AWAY: frozenset[Scope] = frozenset(
    {"search", "name", "in-text", "link", "picture", "picker", "select", "note", "label", "highlight"}
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
    """One word for the footer."""
    help: str
    """One line for the help."""
    scope: Scope


KEYS: tuple[Key, ...] = (
    Key("down", ("j", "down"), "down", "down", "one row or line down", "move"),
    Key("up", ("k", "up"), "up", "up", "one row or line up", "move"),
    Key("page-down", ("space", "pagedown"), "page_down", "page", "a page down", "move"),
    Key("page-up", ("b", "pageup"), "page_up", "page up", "a page up", "move"),
    Key("half-down", ("d",), "half_down", "half", "half a page down", "move"),
    Key("half-up", ("u",), "half_up", "half up", "half a page up", "move"),
    Key("top", ("g", "home"), "top", "top", "to the beginning", "move"),
    Key("bottom", ("G", "end"), "bottom", "end", "to the end", "move"),
    Key("in", ("enter",), "way('go_in')", "open", "go in: to a place's posts, to a post's text; beside results: narrow", "go"),
    Key("out", ("escape",), "way('go_out')", "back", "come out again; from results: to where you were", "go"),
    Key("unfold", ("l", "right"), "way('unfold')", "unfold", "open a branch of the places; elsewhere: go in", "go"),
    Key("fold", ("h", "left"), "way('fold')", "fold", "close a branch of the places; elsewhere: come out", "go"),
    Key("back", ("q",), "way('back')", "back", "back, and from the list: quit", "go"),
    Key("quit", ("Q", "ctrl+q"), "quit", "quit", "quit at once (nothing is ever lost)", "go"),
    Key("next-pane", ("tab",), "way('next_pane')", "pane", "to the next pane", "go"),
    Key("previous-pane", ("shift+tab",), "way('previous_pane')", "pane", "to the pane before", "go"),
    Key("pane-places", ("1",), "pane('places')", "places", "to the places", "go"),
    Key("pane-list", ("2",), "pane('list')", "list", "to the list", "go"),
    Key("pane-article", ("3",), "pane('article')", "article", "to the article", "go"),
    Key("zen", ("z",), "way('zen')", "zen", "the article alone, and back", "go"),
    Key("earlier-post", ("ctrl+o",), "visit(-1)", "earlier", "to the article that was open before", "go"),
    Key("later-post", ("alt+o",), "visit(1)", "later", "forward again, to the article that was open after", "go"),
    Key("search", ("/",), "search('begin')", "search", "find anything; in an article: find in its text", "find"),
    Key("search-archive", ("ctrl+f",), "search('begin_anywhere')", "search", "find anything, also from an article", "find"),
    Key("narrow", ("f",), "search('narrow')", "narrow", "search in what is listed only, newest first", "find"),
    Key("find-next", ("n",), "article('find_next')", "next", "the next place that was found in the text of the article", "find"),
    Key("find-previous", ("N",), "article('find_previous')", "previous", "the place before", "find"),
    Key("sort", ("\\",), "sort", "sort", "another order: newest first, oldest first, by title", "find"),
    Key("related", ("R",), "search('related')", "related", "posts like this one", "find"),
    Key("bookmark", ("s",), "keep('bookmark')", "bookmark", "bookmark the post, or take its bookmark away", "keep"),
    Key("labels", ("t",), "keep('labels')", "labels", "label the post (which bookmarks it)", "keep"),
    Key("note", ("a",), "keep('note')", "note", "write a note on the post (which bookmarks it)", "keep"),
    Key("edit-note", ("e",), "keep('edit_note')", "editor", "the same in your own editor", "keep"),
    Key("read", ("r",), "mark('toggle')", "read", "mark the post read, or unread", "keep"),
    Key("read-all", ("A",), "mark('every')", "all read", "mark every post of the list read", "keep"),
    Key("undo", ("U",), "turn('undo')", "undo", "undo the last change: marks, bookmarks, labels, notes", "keep"),
    Key("redo", ("ctrl+r",), "turn('redo')", "redo", "make the change again that was undone", "keep"),
    Key("highlights", ("H",), "keep('highlights')", "highlights", "the highlights and notes of the article, to go to one", "keep"),
    Key("bookmarks", ("B",), "keep('bookmarks')", "bookmarks", "to the bookmarks", "keep"),
    Key("save-search", ("ctrl+s", "f2"), "search('save')", "save search", "save the search (while typing it too); on a saved one: rename or remove it", "keep"),
    Key("next", ("J",), "next_post(1)", "next", "the next post of the list", "read"),
    Key("previous", ("K",), "next_post(-1)", "previous", "the post before", "read"),
    Key("outline", ("O",), "article('outline')", "outline", "the headings of the article, to go to one", "read"),
    Key("links", (";",), "article('links')", "links", "choose a link by the letters drawn on it", "read"),
    Key("open", ("o",), "article('open_post')", "open", "open the post's own page in the browser", "read"),
    Key("images", ("i",), "article('images')", "images", "the images of the article, to look at one", "read"),
    Key("copy-link", ("y",), "article('copy_page')", "copy link", "copy the post's address", "read"),
    Key("copy-citation", ("Y",), "article('copy_citation')", "cite", "copy title, source, date and address", "read"),
    Key("copy-markdown", ("M",), "article('copy_markdown')", "Markdown", "copy the article as Markdown", "read"),
    Key("select", ("v",), "select('begin')", "select", "select text by keys, to highlight or copy it", "read"),
    Key("narrower", ("-",), "measure(-4)", "narrower", "a narrower column of text", "read"),
    Key("wider", ("+",), "measure(4)", "wider", "a wider column of text", "read"),
    Key("full-width", ("=",), "measure(0)", "full", "text over the whole width, and back", "read"),
    Key("help", ("?", "f1"), "help", "help", "every key and what it does", "app"),
    Key("palette", ("ctrl+p", ":"), "command_palette", "commands", "run anything by its name", "app"),
    Key("theme", ("T",), "change_theme", "theme", "choose colours", "app"),
    Key("refresh", ("ctrl+l",), "refresh_screen", "redraw", "draw the screen anew", "app"),
    Key("search-open", ("enter",), "screen.search('leave_box')", "to the results", "from the box into the results", "search"),
    Key("search-complete", ("tab",), "complete(1)", "complete", "complete what is typed: fields, categories, authors (pinyin too); again: the next candidate", "search"),
    Key("search-complete-back", ("shift+tab",), "complete(-1)", "before", "the candidate before", "search"),
    Key("search-earlier", ("up",), "earlier", "earlier", "an earlier search, of those that begin as typed; a candidate up", "search"),
    Key("search-later", ("down",), "later", "later", "a later search, after the last one into the results; a candidate down", "search"),
    Key("search-close", ("escape",), "close", "back", "close, and return to exactly where you were; first back to what was typed", "search"),
    Key("name-keep", ("enter",), "screen.search('keep_name')", "keep", "save it under that name", "name"),
    Key("name-close", ("escape",), "screen.search('leave_name')", "back", "leave everything as it is", "name"),
    Key("find-keep", ("enter",), "screen.article('keep_found')", "keep", "close the box; what was found stays marked", "in-text"),
    Key("find-down", ("down", "ctrl+n"), "screen.article('find_next')", "next", "the next place", "in-text"),
    Key("find-up", ("up", "ctrl+p"), "screen.article('find_previous')", "previous", "the place before", "in-text"),
    Key("find-archive", ("ctrl+f",), "screen.search('begin_anywhere')", "archive", "look for it in the archive instead", "in-text"),
    Key("find-close", ("escape",), "screen.article('leave_found')", "back", "close, and return to where you were", "in-text"),
    Key("link-open", ("enter",), "screen.article('open_link')", "open", "open it in the browser", "link"),
    Key("link-copy", ("y",), "screen.article('copy_link')", "copy", "copy its address", "link"),
    Key("link-next", ("tab", "down"), "screen.article('next_link')", "next", "the next link of the article", "link"),
    Key("link-previous", ("shift+tab", "up"), "screen.article('previous_link')", "previous", "the link before", "link"),
    Key("link-close", ("escape", "q"), "screen.article('leave_links')", "back", "leave it", "link"),
    Key("picture-next", ("right", "l", "J"), "turn(1)", "next", "the next image of the article", "picture"),
    Key("picture-previous", ("left", "h", "K"), "turn(-1)", "before", "the image before", "picture"),
    Key("picture-open", ("o", "enter"), "open", "open", "open it in another program", "picture"),
    Key("picture-copy", ("y",), "copy", "copy address", "copy its address", "picture"),
    Key("picture-close", ("escape", "q"), "dismiss", "close", "back to the article", "picture"),
    Key("picker-choose", ("enter",), "choose(False)", "go", "go there", "picker"),
    Key("picker-copy", ("ctrl+y",), "choose(True)", "copy", "copy it", "picker"),
    Key("picker-down", ("down", "ctrl+n"), "move(1)", "down", "one row down", "picker"),
    Key("picker-up", ("up", "ctrl+p"), "move(-1)", "up", "one row up", "picker"),
    Key("picker-page-down", ("pagedown",), "page_down", "page", "a page down", "picker"),
    Key("picker-page-up", ("pageup",), "page_up", "page up", "a page up", "picker"),
    Key("picker-close", ("escape",), "dismiss(None)", "close", "back to the article", "picker"),
    Key("select-highlight", ("enter", "m"), "screen.select('highlight')", "highlight", "highlight it", "select"),
    Key("select-note", ("a",), "screen.select('annotate')", "with note", "highlight it with a note", "select"),
    Key("select-copy", ("y",), "screen.select('copy')", "copy", "copy it", "select"),
    Key("select-paragraph", ("v",), "screen.select('paragraph')", "paragraph", "all of the paragraph; again: the next one too", "select"),
    Key("select-left", ("h", "left"), "screen.select('left')", "left", "a character back", "select"),
    Key("select-down", ("j", "down"), "screen.select('down')", "down", "a line down", "select"),
    Key("select-up", ("k", "up"), "screen.select('up')", "up", "a line up", "select"),
    Key("select-right", ("l", "right"), "screen.select('right')", "right", "a character on", "select"),
    Key("select-word", ("w",), "screen.select('word')", "word", "to the next word", "select"),
    Key("select-word-back", ("b",), "screen.select('word_back')", "word back", "a word back", "select"),
    Key("select-word-end", ("e",), "screen.select('word_end')", "word end", "to the end of the word", "select"),
    Key("select-sentence", (")",), "screen.select('sentence')", "sentence", "to the end of the sentence", "select"),
    Key("select-sentence-back", ("(",), "screen.select('sentence_back')", "sentence back", "to the beginning of the sentence", "select"),
    Key("select-block", ("}",), "screen.select('block')", "to its end", "to the end of the paragraph", "select"),
    Key("select-block-back", ("{",), "screen.select('block_back')", "to its beginning", "to the beginning of the paragraph", "select"),
    Key("select-line-start", ("0", "^", "home"), "screen.select('line_start')", "line start", "to the beginning of the line", "select"),
    Key("select-line-end", ("$", "end"), "screen.select('line_end')", "line end", "to its end", "select"),
    Key("select-top", ("g",), "screen.select('top')", "top", "to the beginning of the text", "select"),
    Key("select-bottom", ("G",), "screen.select('bottom')", "end", "to its end", "select"),
    Key("select-page-down", ("space", "pagedown"), "screen.select('page_down')", "page", "a page down", "select"),
    Key("select-page-up", ("pageup",), "screen.select('page_up')", "page up", "a page up", "select"),
    Key("select-half-down", ("d",), "screen.select('half_down')", "half", "half a page down", "select"),
    Key("select-half-up", ("u",), "screen.select('half_up')", "half up", "half a page up", "select"),
    Key("select-other", ("o",), "screen.select('other_end')", "other end", "move the other end of what is selected", "select"),
    Key("select-leave", ("escape", "q"), "screen.select('leave')", "back", "select no more", "select"),
    Key("note-keep", ("escape", "ctrl+s", "f2"), "dismiss", "keep", "keep it, and back to reading", "note"),
    Key("note-revert", ("ctrl+r",), "revert", "as it was", "put the note back as it was before", "note"),
    Key("note-editor", ("ctrl+e",), "external", "editor", "go on in your own editor", "note"),
    Key("label-keep", ("enter",), "screen.keep('keep_labels')", "keep", "keep the labels on the line", "label"),
    Key("label-complete", ("tab", "down"), "complete(1)", "complete", "complete the label that is typed (pinyin too); again: the next candidate", "label"),
    Key("label-complete-back", ("shift+tab", "up"), "complete(-1)", "before", "the candidate before", "label"),
    Key("label-close", ("escape",), "close", "back", "leave the labels as they are", "label"),
    Key("highlight-note", ("a", "enter"), "screen.highlight('annotate')", "note", "write a note on it", "highlight"),
    Key("highlight-edit", ("e",), "screen.highlight('edit')", "editor", "the same in your own editor", "highlight"),
    Key("highlight-remove", ("x", "delete"), "screen.highlight('remove')", "remove", "remove it", "highlight"),
    Key("highlight-copy", ("y",), "screen.highlight('copy')", "copy", "copy its text", "highlight"),
    Key("highlight-next", ("tab", "j", "down", "n"), "screen.highlight('next')", "next", "the next highlight of the article", "highlight"),
    Key("highlight-previous", ("shift+tab", "k", "up", "N"), "screen.highlight('previous')", "previous", "the highlight before", "highlight"),
    Key("highlight-leave", ("escape", "q"), "screen.highlight('leave')", "back", "leave it", "highlight"),
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
    return key.label if key.scope in AWAY else f"{key_name('palette')} {key.label}"
