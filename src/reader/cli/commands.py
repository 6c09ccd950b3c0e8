"""The subcommands by name: plain data, so that neither ``--help`` nor opening the reader imports any of them."""

from __future__ import annotations

COMMANDS = {
    "sync": "Read new and changed posts of an archive into its catalogue.",
    "search": "Find posts by text, title, category, author or date.",
    "list": "List posts, newest first.",
    "show": "Print posts as text, Markdown, HTML or JSON.",
    "export": "Write posts as Markdown, HTML, text, JSON or EPUB.",
    "bookmarks": "List and change bookmarks; import and export them.",
    "import": "Take over what was read and kept in newsboat.",
    "state": "Back up and restore all that the program remembers of you.",
    "check": "Report files that could not be read, and what was guessed.",
    "paths": "Tell where bookmarks, state and caches live.",
    "config": "Print, get, set, edit and check the settings.",
    "keys": "List every key and what it does.",
    "completion": "Print the completion script for a shell.",
}
"""Every subcommand (a module of this package) and its one-line help."""

MODULES = {"import": "importing"}
"""The modules that are called otherwise than their command."""
