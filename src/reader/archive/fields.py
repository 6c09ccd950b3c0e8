"""From the values of a header to the fields of a post; the table of names is in ``names``."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.archive.names import ROLES, fold_name
from reader.text import one_line

if TYPE_CHECKING:
    from reader.model import Category

_Found = dict[str, list[tuple[str, Any]]]
"""Role -> (folded name, value), the most trusted first."""

MAX_NAME = 200
"""Characters of one category, tag or author."""
_MAX_PATHS, _MAX_DEPTH, _MAX_TAGS, _MAX_AUTHORS = 20, 10, 100, 20
_MAX_ADDRESS = 2_000

_EMPTY = frozenset({"", "~", "null", "none", "nil", "undefined", "nan"})
_TRUE = frozenset({"true", "yes", "on", "1", "y"})
_FALSE = frozenset({"false", "no", "off", "0", "n"})
_NO_DATE = _EMPTY | _TRUE | _FALSE
"""What stands where a date or an address could, and is a yes or a no (``published: true``, ``image: false``)."""
_SAYS_DRAFT = (
    ("draft", _TRUE),
    ("published", _FALSE),
    ("status", frozenset({"draft", "hidden", "private", "unpublished", "pending", "future", "trash"})),
)

_PROXIES = ("https://cors.zfour.workers.dev/?", "https://images.weserv.nl/?url=", "https://wsrv.nl/?url=")
"""Addresses that only pass another one on; what follows is the image."""
_PLACEHOLDER = re.compile(
    r"//(?:www\.)?(?:picsum\.photos|via\.placeholder\.com|placehold\.(?:it|co)|placekitten\.com|dummyimage\.com)/"
    r"|/undefined\b|/null$|\.html?(?:[?#]|$)|/gotop\.gif|^data:",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_PART = re.compile(r"[,，、;；]")
_HASHTAGS = re.compile(r"(?:#[^\s#]+\s*)+")
_PEOPLE = re.compile(r"\s*[,;，；、]\s*|\s+(?:and|&)\s+")

_STRUCTURE = frozenset(
    {"source", "_posts", "_drafts", "content", "post", "posts", "src", "articles", "docs", "_pages"}
)
"""Folders that every site of a generator has: they say nothing of a post."""
_NUMBER = re.compile(r"\d{1,4}|\d{4}-\d{1,2}(?:-\d{1,2})?|\d{8}")

_CHINESE = {"cn": "Hans", "sg": "Hans", "my": "Hans", "tw": "Hant", "hk": "Hant", "mo": "Hant"}
_LANGUAGES = {
    "chinese": "zh",
    "中文": "zh",
    "简体中文": "zh-Hans",
    "繁體中文": "zh-Hant",
    "cn": "zh-Hans",
    "english": "en",
    "japanese": "ja",
    "日本語": "ja",
    "korean": "ko",
    "한국어": "ko",
    "german": "de",
    "french": "fr",
    "spanish": "es",
}
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_](hans|hant|latn|cyrl|arab))?(?:[-_]([a-z]{2}|\d{3}))?(?:[.@].*)?")


class Fields(NamedTuple):
    """What a header says of a post; dates still as text."""

    title: str | None = None
    """Raw; None when there is no title key, empty when it is blank."""
    date: str = ""
    updated: str = ""
    categories: tuple[Category, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    link: str = ""
    language: str = ""
    thumbnail: str = ""
    draft: bool = False
    slug: str = ""
    """The name of the post in its address: a title of last resort."""


def read_fields(values: dict[str, Any], *, page: dict[str, Any] | None = None, flat: bool = False) -> Fields:
    """The fields that ``values`` (and, after them, the head of a page) give.

    Args:
        values: a header: str, list and dict only.
        page: what an HTML page says in its head, used where the header is silent.
        flat: True when a list of categories means several of them, as in TOML headers (Hugo, Zola), not the
            one nested path that Hexo reads.
    """
    found = _by_role(values)
    if page:
        for role, claims in _by_role(page).items():
            found.setdefault(role, []).extend(claims)
    several = flat
    for _, taxonomies in found.get("taxonomies", ()):
        if isinstance(taxonomies, dict):
            several = True
            for role, claims in _by_role(taxonomies).items():
                found.setdefault(role, []).extend(claims)
    return Fields(
        title=_title(found),
        date=_date(found, "date"),
        updated=_date(found, "updated"),
        categories=_categories(_first(found, "categories"), several=several),
        tags=_tags(_first(found, "tags")),
        authors=_authors(found),
        link=_link(found),
        language=_language(_first(found, "language")),
        thumbnail=_thumbnail(found),
        draft=_draft(found),
        slug=next(iter(_words(_first(found, "slug"))), ""),
    )


def folder_category(path: str) -> Category:
    """The folders of ``path`` as a category, without those that a generator or a calendar made.

    ``en/news/_posts/x.md`` and ``source/_posts/en/news/x.md`` are both ``("en", "news")``; the folder of a page
    bundle (``my-title/index.md``) is a title, not a category.
    """
    folders = path.split("/")
    name = folders.pop()
    if folders and name.lower().startswith(("index.", "_index.")):
        folders.pop()
    names = (_name(part) for part in folders if part not in _STRUCTURE and not _NUMBER.fullmatch(part))
    return tuple(name for name in names if name)[:_MAX_DEPTH]


def _by_role(values: dict[str, Any]) -> _Found:
    """The values by what they may be: for each role ``(folded name, value)``, the most trusted name first."""
    return {
        role: [(folded, values[name]) for _, folded, name in claims] for role, claims in _roles(tuple(values))
    }


@lru_cache(maxsize=128)  # the posts of an archive have few sets of names
def _roles(names: tuple[str, ...]) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """The roles that there are names for, each with ``(rank, folded name, name)``, the most trusted first."""
    ranked: dict[str, list[tuple[int, str, str]]] = {}
    for name in names:
        folded = fold_name(name)
        for role, rank in ROLES.get(folded, ()):
            ranked.setdefault(role, []).append((rank, folded, name))
    for claims in ranked.values():
        claims.sort(key=itemgetter(0))
    return list(ranked.items())


def _first(found: _Found, role: str) -> Any:
    """The value under the most trusted of the names for ``role`` that says something; None when none does."""
    for _, value in found.get(role, ()):
        if value and not (isinstance(value, str) and value.strip().lower() in _EMPTY):
            return value
    return None


def _name(text: str) -> str:
    """A category, tag or author as it is shown."""
    return _shown(text[: MAX_NAME * 2])


@lru_cache(maxsize=4_096)
def _shown(text: str) -> str:
    name = one_line(text)[:MAX_NAME]
    if "&#" in name:
        name = name.replace("&#123;", "{").replace("&#125;", "}")
    return "" if name.lower() in _EMPTY else name


def _words(value: Any) -> list[str]:
    """The strings in ``value``, in order: of a list its items, of a dict its ``name`` or its keys and values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [word for item in value for word in _words(item)]
    if isinstance(value, dict):
        for key in ("name", "title", "label", "url", "src", "image", "full"):
            if isinstance(value.get(key), str):
                return [value[key]]
        return [
            f"{key}: {item}" if isinstance(item, str) and item else str(key) for key, item in value.items()
        ]
    return []


def _title(found: _Found) -> str | None:
    claims = found.get("title", ())
    for _, value in claims:
        text = value if isinstance(value, str) else " ".join(_words(value))
        if text.strip() and text.strip() not in {"~", "null"}:
            return text
    return "" if any(name == "title" for name, _ in claims) else None


def _date(found: _Found, role: str) -> str:
    for _, value in found.get(role, ()):
        if isinstance(value, str) and (text := value.strip()) and text.lower() not in _NO_DATE:
            return text
    return ""


def _categories(value: Any, *, several: bool) -> tuple[Category, ...]:
    """One nested path for a flat list, as Hexo reads it; one for each list in a list; one for a string."""
    if value is None:
        return ()
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, list) for item in items) or several:
        paths = [_words(item) for item in items]
    else:
        paths = [_words(items)]
    named = (tuple(name for name in map(_name, path) if name)[:_MAX_DEPTH] for path in paths[:_MAX_PATHS])
    return tuple(dict.fromkeys(path for path in named if path))


def _tags(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    words = _words(value)
    if isinstance(value, str):
        words = value.split() if _HASHTAGS.fullmatch(value.strip()[:2_000]) else _PART.split(value[:20_000])
    names = (_name(word.strip().lstrip("#")) for word in words[: _MAX_TAGS * 2])
    return tuple(dict.fromkeys(name for name in names if name))[:_MAX_TAGS]


def _authors(found: _Found) -> tuple[str, ...]:
    """Who wrote it; where nobody is named, the source. Only a key in the plural is cut at its commas."""
    for name, value in found.get("authors", ()):
        words = (
            _PEOPLE.split(value[:5_000]) if name == "authors" and isinstance(value, str) else _words(value)
        )
        if name in {"source", "来源"} and any(_ADDRESS.match(word) for word in words):
            continue
        if names := tuple(dict.fromkeys(filter(None, map(_name, words[:_MAX_AUTHORS])))):
            return names
    return ()


def _link(found: _Found) -> str:
    for _, value in found.get("link", ()):
        address = next(iter(_words(value)), "").strip()
        if len(address) <= _MAX_ADDRESS and _ADDRESS.fullmatch(address):
            return one_line(_direct(address))
    return ""


def _direct(address: str) -> str:
    """``address`` without the proxies it was sent through."""
    if not address.startswith(_PROXIES):
        return address
    for proxy in _PROXIES:
        if address.startswith(proxy):
            rest = address[len(proxy) :]
            return rest if "//" in rest[:8] else "https://" + rest
    return address


def _thumbnail(found: _Found) -> str:
    for _, value in found.get("thumbnail", ()):
        for word in _words(value)[:5]:
            if address := image_address(word):
                return address
    return ""


def image_address(text: str) -> str:
    """The address of a picture, without proxies; empty when it is none, or that of a placeholder."""
    address = _direct(text.strip())
    if address.startswith("//"):
        address = "https:" + address
    if not address or address.lower() in _NO_DATE or len(address) > _MAX_ADDRESS:
        return ""
    return "" if _PLACEHOLDER.search(address) else one_line(address)


def _language(value: Any) -> str:
    """A BCP 47 tag; Chinese by its script (``zh_CN`` is ``zh-Hans``), since that is what differs on the page."""
    text = next(iter(_words(value)), "").strip().lower() if value else ""
    if text in _LANGUAGES:
        return _LANGUAGES[text]
    match = _LANGUAGE.fullmatch(text[:40])
    if not match:
        return ""
    language, script, region = match.groups()
    if language == "zh":
        script = script or _CHINESE.get(region or "", "").lower()
        return f"zh-{script.title()}" if script else "zh"
    return "-".join(part for part in (language, (script or "").title(), (region or "").upper()) if part)


def _draft(found: _Found) -> bool:
    return any(
        isinstance(value, str) and value.strip().lower() in words
        for role, words in _SAYS_DRAFT
        for _, value in found.get(role, ())
    )
