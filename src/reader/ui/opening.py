"""Opening an address outside: web and mail addresses only, by the system's browser, when the user asks for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from textual.app import SuspendNotSupported

from reader.language import tr
from reader.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

_SCHEMES = frozenset({"http", "https", "mailto"})


def absolute(href: str, base: str) -> str:
    """``href``, and where it is relative, what it means on the page ``base`` (itself when that is not known)."""
    try:
        return urljoin(base, href) if base and not urlsplit(href).scheme else href
    except ValueError:  # brackets that are no IPv6 address
        return href


def shown_address(href: str) -> str:
    """``href`` for the eye, one line: a host in other letters than ASCII is followed by what is really asked for.

    ``https://аpple.com`` with a Cyrillic ``а`` looks like another host; its ASCII form (RFC 3490) does not.
    """
    shown = one_line(href)
    try:
        host = urlsplit(href).hostname or ""
        return shown if host.isascii() else f"{shown} ({host.encode('idna').decode('ascii')})"
    except (ValueError, UnicodeError):
        return shown


def why_not(href: str) -> str:
    """Why an address can't be opened, in words; empty when it can."""
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme in _SCHEMES:
        return ""
    if not scheme:
        return tr("This address is relative, and the post does not say where it was published.")
    return tr("Only web and mail addresses are opened, not {scheme}:").format(scheme=scheme)


def open_address(app: App[None], href: str) -> str:
    """Open ``href`` in the user's browser; what went wrong, in words, or nothing.

    ``BROWSER`` decides, then what the desktop opens addresses with, then what else there is. A browser that runs
    in the terminal gets the terminal until it ends.
    """
    if words := why_not(href):
        return words
    if app.is_web:  # the browser that shows the reader: it may be another computer's
        app.open_url(href)
        return ""
    if not os.environ.get("BROWSER") and (started := _start(href)) is not None:
        return started
    import webbrowser  # noqa: PLC0415 -- looks through the whole PATH

    try:
        browser = webbrowser.get()
        if type(browser) is webbrowser.GenericBrowser:  # the kind that is waited for
            with app.suspend():
                done = browser.open(href)
        else:
            done = browser.open(href)
    except (OSError, webbrowser.Error, SuspendNotSupported) as error:
        words = tr("No browser could be started ({why}); the variable BROWSER may name one.")
        return words.format(why=error)
    return "" if done else tr("The browser could not be started.")


def open_file(path: Path) -> str:
    """Open a file in the system's viewer; what went wrong, in words, or nothing."""
    started = _start(os.fspath(path))
    return tr("No viewer was found (xdg-open).") if started is None else started


def _start(target: str) -> str | None:
    """Let the desktop open ``target``: what went wrong, or nothing; None when there is no desktop to ask.

    Its messages must not get onto the screen.
    """
    if sys.platform == "win32":
        os.startfile(target)  # noqa: S606
        return ""
    has_desktop = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None or not has_desktop:
        return None
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen([opener, target], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    except OSError as error:
        return tr("{program} could not be started: {why}.").format(program=opener, why=error)
    return ""
