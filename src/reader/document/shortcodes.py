"""What the tags and shortcodes of Jekyll, Hexo and Hugo mean, as HTML: a table of small functions, one per name.

Themes and plug-ins spell the same few things in many ways; those that many of them share are here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

_ARGUMENT = re.compile(
    r"(?:([A-Za-z_][\w-]*)=)?(?:\"((?:[^\"\\]|\\.)*+)\"|'([^']*+)'|`([^`]*+)`|([^\s\"'`]\S*+))"
)
_ADDRESS = re.compile(r"(?:https?:)?//\S+|/\S*")
_FILE = re.compile(r"\S*[./]\S+")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#].*)?$", re.IGNORECASE)
_OPTION = re.compile(r"\b(?!https?:)[a-z_]+:\S+")
_NUMBER = re.compile(r"\d+(?:px|%)?")


class Call(NamedTuple):
    """A tag with its arguments."""

    name: str
    text: str
    """All that follows the name, as it is written."""
    words: tuple[str, ...]
    """Arguments without a name, without their quotes."""
    named: dict[str, str]
    paired: bool
    """Whether it has an end tag."""

    @classmethod
    def of(cls, name: str, text: str, *, paired: bool = False) -> Call:
        words: list[str] = []
        named: dict[str, str] = {}
        for key, *values in _ARGUMENT.findall(text):
            value = next(filter(None, values), "")
            if key:
                named.setdefault(key.lower(), value)
            elif value != ",":
                words.append(value.removesuffix(",") if values[-1] else value)
        return cls(name.lower(), text.strip(), tuple(words), named, paired)

    def get(self, *keys: str, word: int = -1) -> str:
        """The first of the named arguments ``keys`` that is there, else the argument at place ``word``."""
        for key in keys:
            if value := self.named.get(key):
                return value
        return self.words[word] if 0 <= word < len(self.words) else ""


Known = Callable[[Call], str]


def marker(name: str) -> str:
    """One word in place of a template whose meaning is not known."""
    word = escape(name.strip(".$")).replace("_", "&#95;")
    return f'<span class="template-marker">‹{word}›</span>'


def _media(address: str, title: str = "", kind: str = "iframe") -> str:
    if not address:
        return ""
    return f'<div><{kind} src="{escape(address)}" title="{escape(title)}"></{kind}></div>'


def _link(address: str, text: str = "") -> str:
    return (
        f'<a href="{escape(address)}">{escape(text or address, quote=False)}</a>' if address else escape(text)
    )


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
        return _link(call.words[places[0]], " ".join(call.words[: places[0]]))
    if "," in call.text and "//" in call.text:  # text, description, address: themes of Hexo
        text, *rest = (part.strip() for part in call.text.split(","))
        return _link(next((part for part in rest if "//" in part), ""), text)
    return escape(path(call).rstrip("/").rpartition("/")[2], quote=False)


def _named_link(call: Call) -> str:
    """``post_link file [title]``, ``asset_link file [title]``."""
    rest = [word for word in call.words[1:] if word not in {"true", "false"}]
    return _link(call.get(word=0), " ".join(rest) or call.get(word=0).rpartition("/")[2])


def _button(call: Call) -> str:
    """``btn address, text, icon`` and the like."""
    parts = [part.strip() for part in call.text.split(",")]
    address = call.get("href", "url", "link", "relref") or next((part for part in parts if "/" in part), "")
    text = call.get("text", "title") or next(
        (part for part in parts if part and "/" not in part and "=" not in part), ""
    )
    return _link(address, text)


def path(call: Call) -> str:
    """What a tag is inside an address: ``link x.md`` -> ``x.md``; nothing where it makes no path."""
    if call.name not in _PATHS:
        return ""
    return call.get("path", "src", "file", word=0)


_PATHS = frozenset(
    {"link", "post_url", "post_path", "asset_path", "ref", "relref", "static", "url_for", "img", "image"}
)


# Pairs: what stands before and after their content


def _titled(call: Call) -> str:
    """The title of a box; the words that only name its kind or its colour are no title."""
    title = call.get("title", "header", "summary", "text")
    if not title and (quoted := re.search(r"\"([^\"]+)\"|'([^']+)'", call.text)) and not call.named:
        title = quoted[1] or quoted[2]
    elif not title and call.words and (" " in call.words[-1] or not call.words[-1].isascii()):
        title = call.words[-1]
    return escape(title, quote=False)


def _box(call: Call) -> tuple[str, str]:
    title = _titled(call)
    return "<blockquote>" + (f"<p><strong>{title}</strong></p>" if title else ""), "</blockquote>"


def _quotation(call: Call) -> tuple[str, str]:
    """``blockquote author, source address title``: the last three stand below the words."""
    where = re.search(r"(?:https?:)?//\S+", call.text)
    said = call.text[: where.start()].strip() if where else call.text
    author, _, source = (part.strip(" \"'") for part in said.partition(","))
    if where:
        shown = call.text[where.end() :].strip() or source or where[0].partition("//")[2].partition("/")[0]
        source = _link(where[0], shown)
    else:
        source = escape(source, quote=False)
    by = ", ".join(filter(None, (escape(author, quote=False), source)))
    return "<blockquote>", (f"<p>— {by}</p>" if by else "") + "</blockquote>"


def _details(call: Call) -> tuple[str, str]:
    title = call.get("title", "summary", "text", "label")
    if not title:
        title = (
            call.get(word=0) if re.search(r"[\"']", call.text) else re.sub(r"\s*@\S+|,\s*\w+$", "", call.text)
        )
    return f"<details><summary>{escape(title, quote=False) or '…'}</summary>", "</details>"


def _anchor(call: Call) -> tuple[str, str]:
    return f'<div><a href="{escape(call.get("href", "url", "link", "relref", word=0))}">', "</a></div>"


# Content that is not looked into

RAW = frozenset({"raw", "verbatim"})
CODE = frozenset({"highlight", "codeblock", "code", "mermaid"})
VERBATIM = RAW | CODE | {"comment", "katex", "math", "mathjax"}


def _code(call: Call) -> tuple[str, str]:
    """Language and title: ``highlight lang``, ``codeblock [title] [lang:x] [address text]``."""
    if call.name == "mermaid":
        return "mermaid", ""
    if call.name == "highlight":
        return call.get("lang", "language", word=0), call.get("title", "filename")
    lang = re.search(r"\blang(?:uage)?[:=]\s*[\"']?([\w+#.-]+)", call.text)
    title = call.get("title") or " ".join(_OPTION.sub("", re.sub(r"\w+=\S+", "", call.text)).split())
    if not lang and call.name == "code" and re.fullmatch(r"[\w+#-]+", title):  # {% code python %}
        return title, ""
    return lang[1] if lang else "", title


def fence(call: Call, content: str, indent: str) -> str:
    """``content`` as fenced code of Markdown; every line but the first gets ``indent``."""
    language, title = _code(call)
    marks = "`" * max(3, 1 + max(map(len, re.findall("`+", content)), default=0))
    lines = [marks + language.replace("`", ""), *content.rstrip().removeprefix("\n").split("\n"), marks]
    if title:
        lines[:0] = [f"<figcaption>{escape(title, quote=False)}</figcaption>", ""]
    inside = all(line.startswith(indent) for line in lines[1:-1] if line.strip())
    return lines[0] + "".join(
        "\n" + (line if inside and 0 < at < len(lines) - 2 and line.startswith(indent) else indent + line)
        for at, line in enumerate(lines[1:])
    )


def verbatim(call: Call, content: str) -> str:
    """``content`` of a tag of :data:`VERBATIM` as HTML."""
    if call.name == "comment":
        return ""
    if call.name not in CODE:
        return f'<span class="math-tex">{escape(content.strip().strip("$").strip(), quote=False)}</span>'
    language, title = _code(call)
    caption = f"<figcaption>{escape(title, quote=False)}</figcaption>" if title else ""
    text = escape(content.rstrip().removeprefix("\n"), quote=False)
    return f'{caption}<pre><code class="language-{escape(language)}">{text}</code></pre>'


# The table

BLOCKS = ("<div>", "<figure>")
"""How the HTML of a single tag begins that makes lines of its own."""

SILENT = frozenset(
    ["#", "if", "elsif", "elseif", "else", "unless", "for", "tablerow", "case", "when", "assign", "capture", "set", "increment", "decrement", "cycle", "break", "continue", "layout", "extends", "block", "macro", "paginate", "form", "toc", "toc-tree", "tableofcontents", "more", "br", "clear", "endless", "rawhtml", "html", "raw", "comment", "seo", "feed_meta", "import", "math", "center", "row", "col", "column", "columns", "tabs", "tab"]
)
"""Tags that show nothing themselves; what is between them and their end is shown."""

_SIMPLE_BOXES = (
    "note notel notice admonition callout alert hint info tip tips warning danger caution important success quote"
    " pullquote cq centerquote attention question example notification message box"
)
PAIRS: dict[str, Callable[[Call], tuple[str, str]]] = {
    **dict.fromkeys(_SIMPLE_BOXES.split(), _box),
    "blockquote": _quotation,
    "pullquote": lambda _: ("<blockquote>", "</blockquote>"),
    **dict.fromkeys(
        ["details", "expand", "spoiler", "collapse", "fold", "folding", "hideblock", "hidetoggle", "accordion"], _details
    ),
    **dict.fromkeys(["button", "btn", "link", "cta"], _anchor),
}

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
    **dict.fromkeys(["link", "link_to", "post_url", "post_path", "asset_path", "ref", "relref", "static"], _hyperlink),
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


def pair(call: Call) -> tuple[str, str]:
    """The HTML before and after the content of a tag that has an end tag."""
    known = PAIRS.get(call.name)
    return known(call) if known else ("", "")
