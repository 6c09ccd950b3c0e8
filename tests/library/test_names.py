"""Which categories and authors a name means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.catalog import Catalog
from reader.library.names import Names, Node, beginning, ids
from reader.text import fold
from tests.library.fake import FakeArchive

CATEGORIES = (
    ("金融", "中证网", "资讯"), ("金融", "中证网", "公告"), ("金融界",), ("科技", "資訊"), ("Tech News", "AI"), ("a/b", "c"), ("重庆",),
)  # fmt: skip
AUTHORS = ("中国证券报", "Reuters China", "José Núñez", "银河证券", "A")


@pytest.fixture(scope="module")
def names() -> Names:
    archive, catalog = FakeArchive(), Catalog(None)
    for number, category in enumerate(CATEGORIES):
        archive.write(f"{number}.md", categories=[category], authors=AUTHORS[number : number + 1])
    archive.sync(catalog)
    return Names(catalog)


def paths(nodes: list[Node]) -> set[str]:
    return {" > ".join(node.path) for node in nodes}


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("金融", {"金融"}),
        ("中证网", {"金融 > 中证网"}),
        ("金融/中证网", {"金融 > 中证网"}),
        ("/金融/中证网/", {"金融 > 中证网"}),
        ("中证网/资讯", {"金融 > 中证网 > 资讯"}),
        ("资讯", {"金融 > 中证网 > 资讯", "科技 > 資訊"}),
        ("資訊", {"金融 > 中证网 > 资讯", "科技 > 資訊"}),
        ("ＴＥＣＨ　news", {"Tech News"}),
        ("tech", {"Tech News", "Tech News > AI"}),
        ("金", {"金融", "金融 > 中证网", "金融 > 中证网 > 资讯", "金融 > 中证网 > 公告", "金融界"}),
        ("证网", set()),
        ("chongqing", {"重庆"}),
        ("jinrong", {"金融", "金融界"}),
        ("yinhe", set()),
        ("没有", set()),
    ],
)
def test_categories(names: Names, value: str, meant: set[str]) -> None:
    assert paths(names.meant(value)) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("中国", {"中国证券报"}),
        ("证券", {"中国证券报", "银河证券"}),
        ("reuters", {"Reuters China"}),
        ("CHINA", {"Reuters China"}),
        ("hina", set()),
        ("Nunez", {"José Núñez"}),
        ("a", {"A"}),
        ("金融", set()),
    ],
)
def test_authors(names: Names, value: str, meant: set[str]) -> None:
    assert paths(names.authors(value)) == meant


@pytest.mark.parametrize(
    ("typed", "kind", "meant"),
    [
        ("yinhe", "", {"银河证券"}),
        ("yhzq", "author", {"银河证券"}),
        ("yinhe", "category", set()),
        ("chongqing", "", {"重庆"}),
        ("zhongqing", "", set()),
        ("zhengquan", "author", set()),
        ("zzw", "category", {"金融 > 中证网"}),
        ("123", "", set()),
        ("", "", set()),
    ],
)
def test_names_as_they_are_read(names: Names, typed: str, kind: str, meant: set[str]) -> None:
    assert paths(names.sounding(typed, kind)) == meant


def test_parents_come_before_children_and_hold_their_posts(names: Names) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for node in names.nodes().values():
        if node.kind == "category" and len(node.path) > 1:
            assert seen[node.path[:-1]] >= node.posts
        seen[node.path] = node.posts
    assert seen["金融",] == seen["金融", "中证网"] == 2


def test_names_are_those_of_the_last_sync() -> None:
    archive, catalog = FakeArchive(), Catalog(None)
    archive.write("a.md", authors=["旧作者"])
    archive.sync(catalog)
    names = Names(catalog)
    assert paths(names.authors("作者")) == {"旧作者"}
    assert paths(names.sounding("jiu")) == {"旧作者"}
    archive.write("b.md", authors=["新作者"])
    del archive.files["a.md"]
    archive.sync(catalog)
    assert paths(names.authors("作者")) == {"新作者"}
    assert paths(names.sounding("xin")) == {"新作者"}
    assert names.sounding("jiu") == []
    assert ids(names.authors("新")) == [node.id for node in names.nodes().values()]


@given(st.text(max_size=8), st.text(min_size=1, max_size=5), st.text(max_size=8))
def test_a_name_is_found_wherever_a_word_of_it_begins(before: str, asked: str, after: str) -> None:
    asked = fold(asked)
    assert beginning(asked).search(f"{before} {asked}{after}")
