"""What a header says of a post, whatever generator it was written for."""

from __future__ import annotations

from typing import Any

import pytest

from reader.archive.fields import Fields, folder_category, read_fields

GENERATORS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the crawler": (
        {
            "title": "潮汐",
            "categories": ["海", "盐报", "要闻"],
            "headimg": "https://e.example/a.jpg",
            "author": "盐报",
            "comments": "false",
            "date": "Sat, 24 Apr 2021 19:10:30 GMT",
            "thumbnail": "https://e.example/a.jpg",
        },
        {
            "title": "潮汐",
            "categories": (("海", "盐报", "要闻"),),
            "authors": ("盐报",),
            "date": "Sat, 24 Apr 2021 19:10:30 GMT",
            "thumbnail": "https://e.example/a.jpg",
        },
    ),
    "hexo": (
        {
            "title": "x",
            "categories": [["a", "b"], ["c"]],
            "tags": "one",
            "updated": "2021-07-02",
            "lang": "zh-CN",
        },
        {
            "categories": (("a", "b"), ("c",)),
            "tags": ("one",),
            "updated": "2021-07-02",
            "language": "zh-Hans",
        },
    ),
    "jekyll": (
        {
            "layout": "post",
            "category": "News",
            "tags": ["a", "b"],
            "last_modified_at": "2021",
            "published": "false",
        },
        {"title": None, "categories": (("News",),), "tags": ("a", "b"), "updated": "2021", "draft": True},
    ),
    "hugo": (
        {
            "pubDate": "2020",
            "lastmod": "2021",
            "keywords": ["k"],
            "cover": {"image": "c.png", "alt": "x"},
            "draft": "true",
        },
        {"date": "2020", "updated": "2021", "tags": ("k",), "thumbnail": "c.png", "draft": True},
    ),
    "zola": (
        {"title": "x", "taxonomies": {"categories": ["a", "b"], "tags": ["t"], "authors": ["w"]}},
        {"categories": (("a",), ("b",)), "tags": ("t",), "authors": ("w",)},
    ),
    "pelican": (
        {
            "Title": "x",
            "Date": "2021-07-02",
            "Modified": "2021-07-03",
            "Tags": "a, b",
            "Authors": "M. Tide; N. Ebb",
            "Status": "draft",
        },
        {
            "title": "x",
            "date": "2021-07-02",
            "updated": "2021-07-03",
            "tags": ("a", "b"),
            "authors": ("M. Tide", "N. Ebb"),
            "draft": True,
        },
    ),
    "ghost": (
        {
            "published_at": "2021",
            "feature_image": "/i.png",
            "canonical_url": "https://e.example/x",
            "authors": [{"name": "M"}],
        },
        {"date": "2021", "thumbnail": "/i.png", "link": "https://e.example/x", "authors": ("M",)},
    ),
    "obsidian": (
        {"created": "2021-07-02T10:00", "tags": "#sea #wind", "source": "https://e.example/y"},
        {"date": "2021-07-02T10:00", "tags": ("sea", "wind"), "link": "https://e.example/y", "authors": ()},
    ),
    "gatsby": (
        {"topics": ["a"], "byline": "M", "slug": "x", "heroImage": "h.png"},
        {"tags": ("a",), "authors": ("M",), "thumbnail": "h.png"},
    ),
    "a page's head": (
        {"article:published_time": "2021", "og:title": "x", "article:author": "M", "og:locale": "en_US"},
        {"title": "x", "date": "2021", "authors": ("M",), "language": "en-US"},
    ),
}


@pytest.mark.parametrize("name", GENERATORS)
def test_the_names_of_each_generator_are_known(name: str) -> None:
    values, expected = GENERATORS[name]
    fields = read_fields(values)
    assert {key: getattr(fields, key) for key in expected} == expected


@pytest.mark.parametrize("value", ["", "~", "null", [], {}, "undefined"])
def test_an_empty_value_says_nothing(value: Any) -> None:
    names = ("date", "updated", "categories", "tags", "author", "link", "lang", "thumbnail", "draft")
    assert read_fields(dict.fromkeys(names, value)) == Fields()


@pytest.mark.parametrize("value", ["", " ", "~", "null"])
def test_a_blank_title_is_blank_and_not_missing(value: str) -> None:
    assert read_fields({"title": value}).title == ""
    assert read_fields({}).title is None


@pytest.mark.parametrize(
    "value", [["a", {"b": "c"}], {"x": {"y": ["z"]}}, [[["deep"]]], "plain", [""] * 500, ["x" * 9_000]]
)
def test_no_shape_of_value_breaks_a_field(value: Any) -> None:
    for name in (
        "title",
        "date",
        "updated",
        "categories",
        "tags",
        "authors",
        "link",
        "lang",
        "cover",
        "draft",
        "status",
    ):
        fields = read_fields({name: value})
        assert len(fields.tags) <= 100
        assert all(len(tag) <= 200 for tag in fields.tags)


THUMBNAILS = {
    "https://picsum.photos/400/300?random=4821": "",
    "https://via.placeholder.com/300": "",
    "https://e.example/p/undefined": "",
    "https://e.example/page.html": "",
    "https://e.example/img/gotop.gif": "",
    "data:image/png;base64,AAAA": "",
    "false": "",
    "https://cors.zfour.workers.dev/?http://e.example/a.jpg?q=60": "http://e.example/a.jpg?q=60",
    "https://wsrv.nl/?url=e.example/a.jpg": "https://e.example/a.jpg",
    "//e.example/a.jpg": "https://e.example/a.jpg",
    "/img/a.jpg": "/img/a.jpg",
    "a\x1b[31m.jpg": "a[31m.jpg",
}


@pytest.mark.parametrize("address", THUMBNAILS)
def test_a_thumbnail_is_an_image_without_its_proxy(address: str) -> None:
    assert read_fields({"thumbnail": address}).thumbnail == THUMBNAILS[address]


def test_a_placeholder_gives_way_to_the_next_image() -> None:
    values = {"thumbnail": "https://picsum.photos/1", "cover": "https://e.example/b.jpg"}
    assert read_fields(values).thumbnail == "https://e.example/b.jpg"


LANGUAGES = {
    "zh_cn": "zh-Hans",
    "zh-TW": "zh-Hant",
    "zh-Hant-HK": "zh-Hant",
    "zh": "zh",
    "EN": "en",
    "en_US.UTF-8": "en-US",
    "简体中文": "zh-Hans",
    "not a language": "",
    "sr-latn-rs": "sr-Latn-RS",
}


@pytest.mark.parametrize("text", LANGUAGES)
def test_a_language_becomes_a_tag(text: str) -> None:
    assert read_fields({"lang": text}).language == LANGUAGES[text]


FOLDERS = {
    "source/_posts/海/盐报/x.md": ("海", "盐报"),
    "en/news/_posts/2021/2021-07-02-x.md": ("en", "news"),
    "content/post/my-title/index.md": (),
    "2021/07/02/x.html": (),
    "x.md": (),
    "广播剧 / 有声/x.md": ("广播剧", "有声"),
    "a\udcff/x.md": ("a\ufffd",),
}


@pytest.mark.parametrize("path", FOLDERS)
def test_folders_that_mean_something_are_a_category(path: str) -> None:
    assert folder_category(path) == FOLDERS[path]


def test_categories_of_toml_stand_side_by_side() -> None:
    assert read_fields({"categories": ["a", "b"]}, flat=True).categories == (("a",), ("b",))


def test_a_comma_in_an_author_is_part_of_the_name() -> None:
    assert read_fields({"author": "Tide, M."}).authors == ("Tide, M.",)
    assert read_fields({"authors": "M. Tide, N. Ebb and O. Surf"}).authors == ("M. Tide", "N. Ebb", "O. Surf")


def test_only_a_web_address_is_a_link() -> None:
    assert read_fields({"url": "/about/", "link": "javascript:alert(1)"}).link == ""
    assert read_fields({"url": "/about/", "permalink": "https://e.example/é"}).link == "https://e.example/é"
    assert read_fields({"link": "https://e.example/" + "a" * 3_000}).link == ""
