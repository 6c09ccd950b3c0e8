"""The subcommands by name: plain data, so that neither ``--help`` nor opening the reader imports any of them."""

from __future__ import annotations

from reader.language import later

COMMANDS = {
    "sync": later("Read new and changed posts of an archive into its catalogue."),
    "search": later("Find posts by text, title, category, author or date."),
    "list": later("List posts, newest first."),
    "show": later("Print posts as text, Markdown, HTML or JSON."),
    "export": later("Write posts as Markdown, HTML, text, JSON or EPUB."),
    "bookmarks": later("List and change bookmarks; import and export them."),
    "import": later("Take over what was read and kept in newsboat."),
    "state": later("Back up and restore all that the program remembers of you."),
    "serve": later("Read an archive in a browser."),
    "check": later("Report files that could not be read, and what was guessed."),
    "paths": later("Tell where bookmarks, state and caches live."),
    "config": later("Print, get, set, edit and check the settings."),
    "keys": later("List every key and what it does."),
    "completion": later("Print the completion script for a shell."),
}
"""Every subcommand (a module of this package) and its one-line help."""

MODULES = {"import": "importing"}
"""The modules that are called otherwise than their command."""
