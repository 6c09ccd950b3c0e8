"""Every key of the key table, in an order in which each has something to do.

A step presses the first key of its id and looks for an effect: the picture is another one, and what is expected is
on it. A new key without a step fails ``test_every_key_has_a_step``.
"""

from __future__ import annotations

from typing import NamedTuple

HOME = ("escape", "escape", "escape", "escape", "1", "g", "2", "g")
"""To the first post of all, from wherever one is."""
LONG, LONG_SAYS = ("3", "g"), "文｜祝听澜"
"""Into the first article: long, with headings and images."""
LINKED, LINKED_SAYS = ("/", "命名、缓存", "enter", "enter"), "本期编辑"
"""Into one with links."""
PICTURED, PICTURED_SAYS = ("/", "退潮以后的盐仓口", "enter", "enter"), "赶海的人"
"""Into one with several images."""

BOX = "╭─"
"""A box is open, that takes what is typed."""
SELECTING = r"v \S+ +\) "
"""Keys select, says the last line."""
LISTED = "[▾▸] "
"""The problems of an archive have been counted and are listed."""


class Step(NamedTuple):
    """One key."""

    id: str
    before: tuple[str, ...] = ()
    """Keys, or text, so that it has something to do."""
    expect: str = ""
    """A pattern of what is to be seen after it."""
    after: tuple[str, ...] = ()
    """Keys that lead back."""
    is_quiet: bool = False
    """Nothing is to be seen of it: a file tells that it was done, see ``Step.file``."""
    file: str = ""
    """A file in the folder of the walk that must not be empty afterwards."""


class Part(NamedTuple):
    """Steps that belong together, begun from :data:`HOME`."""

    name: str
    steps: tuple[Step, ...]
    enter: tuple[str, ...] = ()
    article: str = ""
    """What the article says in which the cursor stands then; nothing: it stands elsewhere."""


S = Step
PARTS: tuple[Part, ...] = (
    Part("a list", (
        S("down"), S("up"), S("page-down"), S("page-up"), S("half-down"), S("half-up"), S("bottom"), S("top"),
        S("density"), S("density", expect="·"), S("sort"), S("sort"), S("sort"),
        S("next"), S("previous"),
        S("next-day"), S("previous-day"), S("next-month"), S("previous-month"), S("next-unread"), S("previous-unread"),
        S("later", before=("j",)), S("earlier"),
    )),
    Part("panes", (
        S("pane-places"), S("find-place", after=("金融", "enter")), S("unfold"), S("fold"), S("in"), S("out"),
        S("pane-article"), S("zen", after=("z",)), S("pane-list"), S("next-pane"), S("previous-pane"),
    )),
    Part("what is kept", (
        S("bookmark"), S("undo"), S("redo", after=("U",)),
        S("read"), S("read-all"), S("undo", after=("U",)),
        S("labels"), S("label-close"), S("labels", after=("fog, fox",)), S("label-keep"),
        S("labels", before=("j",)), S("label-complete", before=("fo",)), S("label-complete-back", after=("enter",)),
        S("note", expect=BOX), S("note-revert", before=("some words",)), S("note-editor", file="edited"), S("note-keep"),
        S("edit-note", file="edited"),
        S("bookmarks"),
        S("pick", before=("escape",)), S("pick-range", before=("j", "j")), S("pick-all", after=("escape",)),
    )),
    Part("search", (
        S("search"), S("search-complete", before=("cat:",)), S("search-complete-back"), S("search-close"),
        S("search-close"),
        S("search", after=("ferry",)), S("search-open"), S("search", after=("tea",)), S("search-open", after=("escape",)),
        S("search"), S("search-earlier"), S("search-later", after=("escape", "escape")),
        S("search-archive"), S("search-close"),
        S("narrow"), S("search-close", before=("a",)),
        S("related", after=("escape",)),
        S("save-search", before=("/", "ferry", "enter")), S("name-close"), S("save-search"), S("name-keep", before=("Cats",)),
        S("copies", before=("escape",)),
    )),
    Part("an article", (
        S("outline"), S("picker-down"), S("picker-up"), S("picker-page-down"), S("picker-page-up"),
        S("picker-copy"), S("outline"), S("picker-choose"), S("outline"), S("picker-close"),
        S("search"), S("find-down", before=("e",)), S("find-up"), S("find-keep"), S("find-next"), S("find-previous"),
        S("search"), S("find-archive", after=("escape",)),
        S("search", before=("3",)), S("find-close"),
        S("narrower", before=("z",)), S("wider"), S("full-width"), S("full-width", after=("z",)),
        S("back"), S("earlier-post", before=("J",)), S("later-post"),
    ), LONG, LONG_SAYS),
    Part("links", (
        S("links"), S("link-next"), S("link-previous"), S("link-copy"), S("links"), S("link-open", file="opened"),
        S("links"), S("link-close"),
        S("open"), S("copy-link"), S("copy-citation"), S("copy-markdown"),
        S("export", after=("escape",)),
    ), LINKED, LINKED_SAYS),
    Part("selecting", (
        S("select", expect=SELECTING), S("select-right"), S("select-left", before=("l",)), S("select-down"), S("select-up"), S("select-word"),
        S("select-word-end"), S("select-word-back"), S("select-sentence"), S("select-sentence-back"),
        S("select-block"), S("select-block-back"), S("select-line-end"), S("select-line-start"),
        S("select-bottom"), S("select-top"), S("select-page-down"), S("select-page-up"), S("select-half-down"),
        S("select-half-up"), S("select-other", before=("w",)), S("select-paragraph"), S("select-copy"),
        S("select", expect=SELECTING), S("select-leave"), S("select", expect=SELECTING), S("select-highlight", before=("w",)),
        S("select", before=("escape", "g"), expect=SELECTING), S("select-note", before=("j", "w"), expect=BOX, after=("a remark", "escape")),
        S("highlights"), S("highlight-next", before=("enter",)), S("highlight-previous"), S("highlight-copy"),
        S("highlight-note", expect=BOX, after=("more", "escape")), S("highlight-edit", file="edited"), S("highlight-remove"),
        S("highlight-leave"),
    ), LONG, LONG_SAYS),
    Part("images", (
        S("images"), S("picture-next", before=("enter",)), S("picture-previous"), S("picture-copy"),
        S("picture-open"), S("picture-close"),
    ), PICTURED, PICTURED_SAYS),
    Part("the calendar", (
        S("calendar"), S("calendar-left"), S("calendar-right", before=("h",)), S("calendar-up"), S("calendar-down"),
        S("calendar-previous"), S("calendar-next"), S("calendar-previous-month"), S("calendar-next-month"),
        S("calendar-previous-year"), S("calendar-next-year"), S("calendar-first"), S("calendar-last"),
        S("calendar-today"), S("calendar-every-year"), S("calendar-type", after=("escape",)), S("calendar-stay"), S("calendar-close"),
        S("calendar"), S("calendar-go", before=("g",)), S("calendar"), S("calendar-only", before=("G",), after=("escape",)),
        S("calendar"), S("calendar-only-month", before=("G",), after=("escape",)),
    )),
    Part("the state of the archive", (
        S("health"), S("health-fold"), S("health-unfold"), S("health-copy", before=("j",)), S("health-find", after=("escape",)),
        S("health-close"), S("health"), S("health-leave"), S("health", expect=LISTED), S("health-open", before=("j",), after=("escape",)),
    )),
    Part("the program", (
        S("help", after=("escape",)), S("palette", after=("escape",)), S("theme", after=("escape",)), S("tour", after=("escape",)),
        S("refresh", is_quiet=True), S("suspend", expect="."),
        S("quit"),
    )),
)  # fmt: skip
