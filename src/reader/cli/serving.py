"""The reader in a browser: what guards the pages of ``newsreader serve`` and runs a reader for each of them.

textual-serve has the page's terminal and the pipes to a reader. It would answer anybody, and its page fetches a font
from the network; here only who has the key gets in, and everything comes from this computer.
"""

from __future__ import annotations

import hmac
import os
import secrets
import shlex
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from reader import language
from reader.errors import ReaderError, reason_of
from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PAGE = Path(__file__).with_name("page")
_LONGEST = 365 * 86_400
"""Seconds that a browser keeps the key; a new start of the program makes a new one anyway."""
_HEADERS = {
    # Nothing but what is here: no font, no script, no image of another host; no frame of another page around it.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_OF_TERMINALS = ("KITTY_", "WEZTERM_", "ITERM_", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION", "KONSOLE_")
"""What terminals say of themselves in the environment: the browser is none of them."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes any that is free.

    Raises:
        ReaderError: it can't be had.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise ReaderError(
            tr("{host}, port {port}, can't be listened at: {why}").format(
                host=host, port=port, why=reason_of(error)
            ),
            tr("Another port: newsreader serve --port 8001; any that is free: --port 0."),
        ) from error


class ReaderServer(Server):
    """Serves a reader to every page that has the key.

    Args:
        command: the reader's command line.
        title: of the page.
        host: where it listens, as the user named it.
        sock: already listening.
    """

    def __init__(self, command: list[str], title: str, host: str, sock: socket.socket) -> None:
        self.sock = sock
        port = sock.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        super().__init__(
            shlex.join(command), host=shown, port=port, title=title, templates_path=os.fspath(_PAGE)
        )
        self._key = secrets.token_urlsafe(18)
        self._cookie = f"newsreader-{port}"
        self._is_local = host in LOOPBACK

    @property
    def address(self) -> str:
        """What opens it in a browser, with the key."""
        return f"{self.public_url}/?key={self._key}"

    def run(self) -> None:
        """Serve until Ctrl+C."""
        for name in list(os.environ):
            if name.startswith(_OF_TERMINALS):
                del os.environ[name]
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        web.run_app(self._make_app(), sock=self.sock, print=None, access_log=None)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Nothing: the command has said what there is to say."""

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who has the key, from a page of ours, by a name that is ours.

        Other pages in the same browser could open a socket to this computer: the origin must be the host that was
        asked for. And a name of the network could be made to mean this computer (DNS rebinding): locally only names
        that always do are answered.
        """
        name = urlsplit(f"//{request.host}").hostname or ""
        origin = request.headers.get("Origin", "")
        if (self._is_local and name not in LOOPBACK) or (origin and urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden(text=tr("This page belongs to newsreader on another address."))
        if request.path == "/" and self._fits(request.query.get("key", "")):
            # The key leaves the line of the browser, and its history.
            come_in = web.HTTPSeeOther("/")
            come_in.set_cookie(self._cookie, self._key, max_age=_LONGEST, httponly=True, samesite="Strict")
            raise come_in
        if not self._fits(request.cookies.get(self._cookie, "")):
            raise web.HTTPForbidden(
                text=tr("Open the whole address that “newsreader serve” has printed, with its key.")
            )
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    def _fits(self, key: str) -> bool:
        return hmac.compare_digest(key.encode(), self._key.encode())

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """What the page says."""
        asked = request.query.get("fontsize", "")
        size = min(max(int(asked), 6), 72) if asked.isdecimal() and len(asked) < 4 else 16
        return {
            "application": {"name": self.title},
            "font_size": size,
            "language": "zh-CN" if language.current() == "zh" else "en",
            "waiting": tr("Opening …"),
            "ended": tr("You have left the reader. All you did is saved."),
            "again": tr("Open it again"),
        }


def reader_command(root: Path) -> list[str]:
    """The command line of a reader on an archive, by this very Python."""
    return [sys.executable, "-m", "reader", os.fspath(root)]
