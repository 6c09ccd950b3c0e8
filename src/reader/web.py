"""Asking the web for something on the user's behalf, and nothing but the web: http and https, public addresses, few redirects."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import urllib.request
from functools import partial
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO, Any

_FAKE = ipaddress.ip_network("198.18.0.0/15")
"""For benchmarks (RFC 2544). Proxies that work as a network device answer every name from here: not private in effect."""


class NotPublic(OSError):
    """The address is of this computer or its neighbourhood."""


def is_public(numeric: str) -> bool:
    """Whether ``numeric`` (``192.0.2.1``, ``2001:db8::1``) is an address of the public internet."""
    try:
        address = ipaddress.ip_address(numeric.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif address.sixtofour is not None or address.teredo is not None:
            return False  # another address in disguise
    return (address.is_global and not address.is_multicast) or address in _FAKE


def _addresses(host: str, port: int, allowed: Callable[[str], bool]) -> list[str]:
    """The numeric addresses of ``host``.

    Raises:
        NotPublic: one of them is not ``allowed``.
        OSError: it has none.
    """
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(map(allowed, found)):
        raise NotPublic(host)
    return found


def _connect(
    address: tuple[str, int],
    timeout: float | None = None,
    source_address: tuple[str, int] | None = None,
    *,
    allowed: Callable[[str], bool],
) -> socket.socket:
    """Connect to the very addresses that were looked at: a name may mean others the next moment.

    Raises:
        OSError: none of them answers, or one of them is not allowed.
    """
    host, port = address
    failure = OSError(host)
    for numeric in _addresses(host, port, allowed):
        try:
            return socket.create_connection((numeric, port), timeout, source_address)
        except OSError as error:
            failure = error
    raise failure


def _guarded(
    allowed: Callable[[str], bool], kind: type[http.client.HTTPConnection], request: urllib.request.Request
) -> Callable[..., http.client.HTTPConnection]:
    """Makes the connection for a request, to where it is ``allowed``."""
    target = urlsplit(request.full_url)
    if request.host != target.netloc:
        # The user's proxy, who may well be on this computer. It finds the address by itself, often because
        # it is not to be found from here; what can be told from here is refused all the same.
        with contextlib.suppress(socket.gaierror):
            _addresses(target.hostname or "", target.port or 80, allowed)
        return kind

    def connection(*arguments: Any, **options: Any) -> http.client.HTTPConnection:
        made = kind(*arguments, **options)
        # The one way to choose the address without handling TLS by oneself; http.client keeps it for that.
        made._create_connection = partial(_connect, allowed=allowed)  # type: ignore[attr-defined]  # noqa: SLF001
        return made

    return connection


class _Http(urllib.request.HTTPHandler):
    def __init__(self, allowed: Callable[[str], bool]) -> None:
        super().__init__()
        self._allowed = allowed

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_guarded(self._allowed, http.client.HTTPConnection, req), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, allowed: Callable[[str], bool]) -> None:
        super().__init__()
        self._allowed = allowed

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_guarded(self._allowed, http.client.HTTPSConnection, req), req)


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in {"http", "https"}:
            raise URLError(f"redirected to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def opener(user_agent: str, allowed: Callable[[str], bool] = is_public) -> urllib.request.OpenerDirector:
    """What opens addresses of http and https and no others, without cookies and without telling where from.

    Args:
        user_agent: what it calls itself.
        allowed: says of a numeric address whether it may be connected to.
    """
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(allowed),
        _Https(allowed),
        _Redirects(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        made.add_handler(handler)
    made.addheaders = [("User-Agent", user_agent), ("Accept", "image/*")]
    return made
