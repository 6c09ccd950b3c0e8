"""The names under which generators keep the same thing, in order of trust: one table.

Sources: Hexo and Jekyll front matter, Hugo and Zola variables, Pelican and Nikola metadata, Ghost, Gatsby, Eleventy,
Astro and VuePress starters, Obsidian properties, Dublin Core, and the crawler this reader was made for.
"""

from __future__ import annotations

from functools import lru_cache

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "subject", "name", "dctitle", "ogtitle"),
    "date": (
        *("date", "pubdate", "publishdate", "publisheddate", "datepublished", "publishedat", "publishedon"),
        *(
            "published",
            "publishedtime",
            "articlepublishedtime",
            "created",
            "createdat",
            "createdate",
            "datecreated",
        ),
        *(
            "creationdate",
            "posted",
            "postdate",
            "datetime",
            "timestamp",
            "time",
            "issued",
            "dcdate",
            "datum",
            "日期",
        ),
    ),
    "updated": (
        *("updated", "updatedat", "lastmod", "lastmodified", "modified", "modifiedat", "modifieddate"),
        *(
            "lastmodifiedat",
            "lastupdated",
            "lastupdate",
            "datemodified",
            "dateupdated",
            "updatedate",
            "updateddate",
        ),
        *("articlemodifiedtime", "changed", "edited"),
    ),
    "categories": ("categories", "category", "section", "articlesection", "channel", "分类"),
    "tags": (
        "tags",
        "tag",
        "topics",
        "topic",
        "keywords",
        "keyword",
        "labels",
        "label",
        "articletag",
        "标签",
    ),
    "authors": (
        *("author", "authors", "articleauthor", "by", "byline", "creator", "dccreator", "writer", "作者"),
        *("from", "source", "sourcename", "sitename", "ogsitename", "publisher", "来源"),
    ),
    "link": (
        *(
            "link",
            "originalurl",
            "originallink",
            "original",
            "sourceurl",
            "sourcelink",
            "canonical",
            "canonicalurl",
        ),
        *(
            "externalurl",
            "externallink",
            "articleurl",
            "url",
            "guid",
            "permalink",
            "uri",
            "href",
            "ogurl",
            "source",
        ),
    ),
    "language": ("lang", "language", "locale", "inlanguage", "dclanguage", "oglocale"),
    "thumbnail": (
        *(
            "thumbnail",
            "headimg",
            "thumb",
            "thumbnailurl",
            "image",
            "img",
            "cover",
            "coverimage",
            "featuredimage",
        ),
        *(
            "featureimage",
            "featured",
            "heroimage",
            "hero",
            "headerimage",
            "header",
            "banner",
            "teaser",
            "preview",
        ),
        *("topimg", "indeximg", "ogimage", "images", "photos", "pictures"),
    ),
    "draft": ("draft", "isdraft"),
    "published": ("published", "publish", "ispublished"),
    "status": ("status", "state", "poststatus", "visibility"),
    "slug": ("slug", "basename", "abbrlink"),
    "taxonomies": ("taxonomies",),
}
"""What a post has -> the names it goes by, folded (see :func:`fold_name`), the most trusted first."""

_OTHERS = (
    *(
        "layout",
        "type",
        "comments",
        "description",
        "summary",
        "excerpt",
        "subtitle",
        "id",
        "toc",
        "weight",
        "aliases",
    ),
    *(
        "translator",
        "license",
        "password",
        "top",
        "sticky",
        "mathjax",
        "disableNunjucks",
        "template",
        "series",
    ),
    *(
        "wordpressid",
        "redirectfrom",
        "copyright",
        "affiliation",
        "css",
        "htmlheader",
        "baseheaderlevel",
        "format",
    ),
)
"""Names that tell a header from prose though the reader has no use for their values."""

ROLES: dict[str, tuple[tuple[str, int], ...]] = {}
"""The same table by name: folded name -> (what it may be, rank among the names for that)."""
for _role, _names in NAMES.items():
    for _rank, _name in enumerate(_names):
        ROLES[_name] = (*ROLES.get(_name, ()), (_role, _rank))

_KNOWN = frozenset(ROLES) | frozenset(map(str.lower, _OTHERS))


@lru_cache(maxsize=1024)
def fold_name(name: str) -> str:
    """``name`` without case, ``_``, ``-``, ``.``, ``:`` and blanks: ``Pub_Date`` and ``pubDate`` are the same."""
    return name.casefold().translate(_DROPPED) if len(name) < 200 else ""


_DROPPED = str.maketrans("", "", "_-.: \t")


def is_known(name: str) -> bool:
    """Whether this is a name that headers have (any spelling)."""
    return fold_name(name) in _KNOWN
