"""Addresses as a reader wants them: unwrapped, safe, with a host to show. Nothing here opens anything."""

from __future__ import annotations

import re
from urllib.parse import unquote

from reader.text import clean

_BREAKS = re.compile(r"[\t\n\r\f]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_REFUSED = frozenset({"javascript", "vbscript", "data", "about", "blob", "file"})
"""Schemes that are scripts, lead nowhere, or must not be opened for an untrusted post."""

# Pages that lead to every outside page through themselves, and the parameters that hold the real address:
# What crawled posts have: oschina, zhihu, jianshu, juejin, duomai, and the same habit elsewhere.
_WRAPPER_PAGES = frozenset(
    {"link", "go", "goto", "gotolink", "redirect", "jump", "away", "url", "linkfilter", "l.php", "external"}
)
_WRAPPER_HOSTS = re.compile(r"^link\.|^links\.|^c\.duomai\.com$")
_WRAPPED = re.compile(
    r"(?:target|url|to|u|q|t|z)=((?:https?(?:%3A|:)|%2F%2F|//).+)", re.IGNORECASE | re.DOTALL
)
_PROXY = re.compile(r"^https?://cors\.zfour\.workers\.dev/\?(?=https?://)")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)
_LONGEST = 8192
"""Characters of an address that are looked into: longer ones are passed on as they are."""


def target(href: str | None) -> str:
    """Where ``href`` leads, or ``""`` when it leads nowhere (scripts, ``#``, anchors in the page).

    Redirects are unwrapped (percent-decoded once), ``//host`` becomes ``https://host``.
    """
    if not href:
        return ""
    address = _tidy(href)
    if address.startswith("#"):
        return ""
    for _ in range(3):  # a wrapper in a wrapper is seen; more is a trap
        if "?" not in address or len(address) > _LONGEST:
            break
        inner = _unwrapped(_PROXY.sub("", address))
        if inner == address:
            break
        address = inner
    if address.startswith("//"):
        return "https:" + address
    scheme = _SCHEME.match(address)
    return "" if scheme and scheme[1].lower() in _REFUSED else address


def _tidy(address: str) -> str:
    """The URL standard's clean-up: ends stripped, line breaks dropped, blanks encoded."""
    return _BREAKS.sub("", clean(address)).strip(" \xa0\u3000").replace(" ", "%20")


def _unwrapped(address: str) -> str:
    page, _, query = address.partition("?")
    name = page.rstrip("/").rpartition("/")[2].lower()
    if not (name in _WRAPPER_PAGES or _WRAPPER_HOSTS.match(host(page))):
        return address
    for parameter in query.partition("#")[0].split("&"):
        if match := _WRAPPED.match(parameter):
            return _tidy(unquote(match[1]))
    return address


def host(address: str) -> str:
    """The host of ``address`` as a reader would name it: no port, no ``www.``; ``""`` for a relative one."""
    match = _HOST.match(address[:_LONGEST])
    return match[1].lower().removeprefix("www.") if match else ""


_EMBEDS = (
    # Players, and the page where the same thing can be opened: (pattern, replacement)
    (
        re.compile(r"^https?://player\.bilibili\.com/.*?[?&](?:aid=|bvid=av)(\d+).*"),
        r"https://www.bilibili.com/video/av\1",
    ),
    (
        re.compile(r"^https?://player\.bilibili\.com/.*?[?&]bvid=(BV\w+).*"),
        r"https://www.bilibili.com/video/\1",
    ),
    (
        re.compile(r"^https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,}).*"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"^https?://player\.vimeo\.com/video/(\d+).*"), r"https://vimeo.com/\1"),
    (re.compile(r"^https?://v\.qq\.com/.*?[?&]vid=(\w+).*"), r"https://v.qq.com/x/page/\1.html"),
)


def page_of(address: str) -> str:
    """The page to open for a player's ``address``."""
    for pattern, replacement in _EMBEDS:
        if len(address) < _LONGEST and pattern.match(address):
            return pattern.sub(replacement, address)
    return address
