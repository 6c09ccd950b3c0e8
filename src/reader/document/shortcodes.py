"""What the tags and shortcodes of Jekyll, Hexo and Hugo mean, as HTML: a table of small functions, one per name.

Themes and plug-ins spell the same few things in many ways; those that many of them share are here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from reader.document.boxes import PAIRS
from reader.document.calls import Call, link

_ADDRESS = re.compile(r"(?:https?:)?//\S+|/\S*")
_FILE = re.compile(r"\S*[./]\S+")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#].*)?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:px|%)?")


Known = Callable[[Call], str]


def _media(address: str, title: str = "", kind: str = "iframe") -> str:
    if not address:
        return ""
    return f'<div><{kind} src="{escape(address)}" title="{escape(title)}"></{kind}></div>'


# Things that play or run elsewhere


def _player(before: str, after: str = "") -> Known:
    """A function for what is named by an ``id`` in an address."""

    def player(call: Call) -> str:
        name = call.get("id", "video_id", "bvid", "vid", "src", "url", "link", word=0)
        return _media(
            name if "//" in name else before + name + after if name else "", call.get("title", "caption")
        )

    return player


def _bilibili(call: Call) -> str:
    name = call.get("id", "bvid", "aid", "vid", word=0)
    if "//" in name or not name:
        return _media(name)
    if name.lower().startswith("bv"):
        return _media(f"https://player.bilibili.com/player.html?bvid={name}", call.get("title"))
    return _media(
        f"https://player.bilibili.com/player.html?aid={name.lower().removeprefix('av')}", call.get("title")
    )


def _plays(kind: str) -> Known:
    def plays(call: Call) -> str:
        address = call.get("src", "url", "file", "path", "mp4", "link")
        address = address or next((word for word in call.words if _FILE.fullmatch(word)), "")
        return _media(address.removeprefix("url="), call.get("title", "caption"), kind)

    return plays


def _gist(call: Call) -> str:
    name = "/".join(call.words[:2]) if len(call.words) > 1 and "/" not in call.words[0] else call.get(word=0)
    return _media(
        f"https://gist.github.com/{name}" if name else "", call.get("file", word=len(call.words) - 1)
    )


def _tweet(call: Call) -> str:
    user, number = call.get("user"), call.get("id", word=0)
    if not user and len(call.words) > 1:
        user, number = call.words[:2]
    site = "x.com" if call.name == "x" else "twitter.com"
    return _media(
        number if "//" in number else f"https://{site}/{user or 'i'}/status/{number}" if number else ""
    )


# Pictures and links


def _picture(address: str, alt: str = "", caption: str = "", link: str = "") -> str:
    if not address:
        return ""
    picture = f'<img src="{escape(address)}" alt="{escape(alt)}">'
    if link:
        picture = f'<a href="{escape(link)}">{picture}</a>'
    caption = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f"<figure>{picture}{caption}</figure>"


def _figure(call: Call) -> str:
    address = call.get("src", "url", "image_path", "path", "image", "img", "file", "filename")
    address = address or next((word for word in call.words if _FILE.fullmatch(word)), "")
    parts = [call.get("title"), call.get("caption", "description"), call.get("attr", "attribution", "credit")]
    caption = " · ".join(dict.fromkeys(filter(None, parts)))
    return _picture(address, call.get("alt"), caption, call.get("link", "href"))


def _image(call: Call) -> str:
    """``[class names] source [width [height]] [title [alternative text]]``: Hexo and Octopress."""
    place = next((at for at, word in enumerate(call.words) if _FILE.fullmatch(word)), None)
    if place is None:
        return _figure(call)
    rest = [word for word in call.words[place + 1 :] if not _NUMBER.fullmatch(word)]
    quoted = re.findall(r"\"([^\"]*)\"", rest[0]) if rest else []  # '"title" "alternative text"'
    title = (
        quoted[0]
        if quoted
        else " ".join(rest)
        if '"' not in call.text and "'" not in call.text
        else "".join(rest[:1])
    )
    alt = quoted[1] if len(quoted) > 1 else rest[1] if len(rest) > 1 else ""
    return _picture(call.words[place], alt, title)


def _include(call: Call) -> str:
    """Jekyll's own partials: what they are called tells what they show."""
    name = call.get(word=0).rpartition("/")[2].partition(".")[0].lower()
    call = call._replace(name=name, words=call.words[1:])
    address = call.get("src", "url", "image_path", "path", "image", "img", "file", "filename")
    if re.search(r"image|img|figure|picture|photo", name) or _PICTURE.search(address):
        return _figure(call)
    known = SINGLES.get(name) if name not in {"include", "link", "path"} else None
    return known(call) if known and (call.words or call.named) else ""


def _hyperlink(call: Call) -> str:
    """Jekyll's ``link path`` is a path; Hexo's ``link text address [title]`` a link."""
    places = [at for at, word in enumerate(call.words) if _ADDRESS.fullmatch(word)]
    if len(call.words) > 1 and places:
        return link(call.words[places[0]], " ".join(call.words[: places[0]]))
    if "," in call.text and "//" in call.text:  # text, description, address: themes of Hexo
        text, *rest = (part.strip() for part in call.text.split(","))
        return link(next((part for part in rest if "//" in part), ""), text)
    return escape(path(call).rstrip("/").rpartition("/")[2], quote=False)


def _named_link(call: Call) -> str:
    """``post_link file [title]``, ``asset_link file [title]``."""
    rest = [word for word in call.words[1:] if word not in {"true", "false"}]
    return link(call.get(word=0), " ".join(rest) or call.get(word=0).rpartition("/")[2])


def _button(call: Call) -> str:
    """``btn address, text, icon`` and the like."""
    parts = [part.strip() for part in call.text.split(",")]
    address = call.get("href", "url", "link", "relref") or next((part for part in parts if "/" in part), "")
    text = call.get("text", "title") or next(
        (part for part in parts if part and "/" not in part and "=" not in part), ""
    )
    return link(address, text)


def path(call: Call) -> str:
    """What a tag is inside an address: ``link x.md`` -> ``x.md``; nothing where it makes no path."""
    if call.name not in _PATHS:
        return ""
    return call.get("path", "src", "file", word=0)


_PATHS = frozenset(
    {"link", "post_url", "post_path", "asset_path", "ref", "relref", "static", "url_for", "img", "image"}
)


# The table

BLOCKS = ("<div>", "<figure>")
"""How the HTML of a single tag begins that makes lines of its own."""

SILENT = frozenset(
    [
        "#",
        "if",
        "elsif",
        "elseif",
        "else",
        "unless",
        "for",
        "tablerow",
        "case",
        "when",
        "assign",
        "capture",
        "set",
        "increment",
        "decrement",
        "cycle",
        "break",
        "continue",
        "layout",
        "extends",
        "block",
        "macro",
        "paginate",
        "form",
        "toc",
        "toc-tree",
        "tableofcontents",
        "more",
        "br",
        "clear",
        "endless",
        "rawhtml",
        "html",
        "raw",
        "comment",
        "seo",
        "feed_meta",
        "import",
        "math",
        "center",
        "row",
        "col",
        "column",
        "columns",
        "tabs",
        "tab",
    ]
)
"""Tags that show nothing themselves; what is between them and their end is shown."""

SINGLES: dict[str, Known] = {
    **dict.fromkeys(["youtube", "yt", "youtubeplayer"], _player("https://www.youtube.com/watch?v=")),
    "vimeo": _player("https://vimeo.com/"),
    "youku": _player("https://v.youku.com/v_show/id_", ".html"),
    "instagram": _player("https://www.instagram.com/p/", "/"),
    "codepen": _player("https://codepen.io/pen/"),
    "spotify": _player("https://open.spotify.com/track/"),
    "jsfiddle": _player("https://jsfiddle.net/", "/"),
    **dict.fromkeys(["iframe", "embed", "pdf"], _player("")),
    **dict.fromkeys(["bilibili", "bili", "bvideo"], _bilibili),
    **dict.fromkeys(["video", "dplayer", "mp4", "local_video", "html5video"], _plays("video")),
    **dict.fromkeys(["audio", "mp3", "podcast"], _plays("audio")),
    "gist": _gist,
    **dict.fromkeys(["tweet", "twitter", "x"], _tweet),
    **dict.fromkeys(["figure", "fig", "imgproc", "responsive-image"], _figure),
    **dict.fromkeys(["img", "image", "asset_img", "imgcap", "picture"], _image),
    **dict.fromkeys(["include", "include_relative", "include_cached", "partial"], _include),
    **dict.fromkeys(
        ["link", "link_to", "post_url", "post_path", "asset_path", "ref", "relref", "static"], _hyperlink
    ),
    **dict.fromkeys(["post_link", "asset_link"], _named_link),
    **dict.fromkeys(["button", "btn", "cta"], _button),
}


def single(call: Call) -> str:
    """The HTML of a tag without content; empty when nothing is known of it."""
    known = SINGLES.get(call.name)
    if known and (html := known(call)):
        return html
    text = call.get("text", "content") or call.text.partition(",")[2].strip()  # {% note info, words %}
    if call.name in PAIRS and call.name != "blockquote" and text:
        return f"<div><blockquote>{escape(text, quote=False)}</blockquote></div>"
    return ""
