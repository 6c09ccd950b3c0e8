"""A book is a valid EPUB 3.3: our own checks of its rules, and epubcheck where it is installed."""

from __future__ import annotations

import io
import os
import posixpath
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from reader.document import build
from reader.document.epub import About, Book, Chapter, identifier
from reader.document.origin import absolute
from reader.document.page import Head
from tests.document.test_golden import PAIRS
from tests.document.test_nothing_lost import pages

ABOUT = About("海雾 & <潮汐>", identifier("a", "b"), "zh", "2021-07-02T21:56:00Z", ("渡口日报", 'A "B"'))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
EPUB = "{http://www.idpf.org/2007/ops}"


class Post(NamedTuple):
    title: str
    body: str
    group: tuple[str, ...] = ()


POSTS = [
    Post(
        "雾 <一>",
        "<h2>甲</h2><p>乙<a href='/rel'>丙</a><a href='https://a.example/x y?q=雾'>丁</a></p>",
        ("金融",),
    ),
    Post("图", "<img src=here.png alt=门><img src=https://i.example/far.png alt=远>", ("金融", "快讯")),
    Post("同图", "<img src=there.png><ruby>漢字<rt>かんじ</rt></ruby>", ("金融", "快讯")),
    Post("空", "", ("音视频",)),
]


def picture(href: str) -> bytes | None:
    return {"here.png": PNG, "there.png": PNG, "strange.tif": b"II*\0"}.get(href)


def book(posts: list[Post], about: About = ABOUT) -> bytes:
    file = io.BytesIO()
    made = Book(file, about, [Chapter(post.title, post.group) for post in posts])
    for post in posts:
        head = Head(post.title, ("渡口日报", "2021-07-02"), "https://a.example/1", "zh")
        made.add(head, build(post.body, "html"), picture, lambda href: absolute(href, "https://a.example/1/"))
    made.close()
    return file.getvalue()


def check(data: bytes) -> dict[str, ET.Element]:
    """What EPUB 3.3 wants of ``data``; its XML files by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        infos = packed.infolist()
        names = [info.filename for info in infos]
        contents = {name: packed.read(name) for name in names}
        assert packed.testzip() is None
    # 4.2: the container
    assert names[0] == "mimetype"
    assert (infos[0].compress_type, infos[0].extra) == (zipfile.ZIP_STORED, b"")
    assert contents["mimetype"] == b"application/epub+zip"
    assert len({name.lower() for name in names}) == len(names)
    trees = {
        name: ET.fromstring(content)
        for name, content in contents.items()
        if name.endswith((".xml", ".opf", ".ncx", ".xhtml"))
    }
    (root,) = trees["META-INF/container.xml"].iter(
        "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
    )
    assert root.get("full-path") == "EPUB/package.opf"
    check_package(trees["EPUB/package.opf"], set(names))
    for name, tree in trees.items():
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert len(ids) == len(set(ids)), name
        if name.endswith(".xhtml"):
            check_page(name, tree, set(names))
    check_contents(trees)
    return trees


def check_package(package: ET.Element, names: set[str]) -> None:
    manifest = {each.get("id"): each for each in package.iter(f"{OPF}item")}
    listed = [f"EPUB/{each.get('href')}" for each in manifest.values()]
    assert sorted(listed) == sorted(names - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"})
    spine = [each.get("idref") for each in package.iter(f"{OPF}itemref")]
    texts = {key for key, each in manifest.items() if each.get("media-type") == "application/xhtml+xml"}
    assert len(spine) == len(set(spine))
    assert texts - {"nav"} <= set(spine) <= texts
    (spine_element,) = package.iter(f"{OPF}spine")
    assert manifest[spine_element.get("toc")].get("media-type") == "application/x-dtbncx+xml"
    assert [key for key, each in manifest.items() if each.get("properties") == "nav"] == ["nav"]
    words = [each.tag.rpartition("}")[2] for each in package.iter() if each.text and each.text.strip()]
    assert {"identifier", "title", "language", "date", "meta"} <= set(words)
    (modified,) = (each for each in package.iter(f"{OPF}meta") if each.get("property") == "dcterms:modified")
    assert modified.text is not None
    assert len(modified.text) == len("2021-07-02T21:56:00Z")


def check_page(name: str, page: ET.Element, names: set[str]) -> None:
    """Nothing is fetched, nothing leads to what is not there."""
    assert page.tag == f"{XHTML}html"
    assert page.find(f"{XHTML}head/{XHTML}title") is not None
    tags = {each.tag for each in page.iter()}
    assert not {f"{XHTML}{tag}" for tag in ("script", "iframe", "video", "audio", "object")} & tags
    for each in page.iter():
        assert not {key for key in each.attrib if key.startswith("on")}
        for address in (each.get("src"), each.get("href")):
            if address is not None and not address.startswith(("http://", "https://", "mailto:")):
                assert posixpath.normpath(f"EPUB/{address}") in names, (name, address)
        if each.tag == f"{XHTML}img":
            assert not str(each.get("src")).startswith("http")
            assert each.get("alt") is not None


def check_contents(trees: dict[str, ET.Element]) -> None:
    """Both tables of contents name every chapter once, in the order of the spine."""
    package, nav, ncx = trees["EPUB/package.opf"], trees["EPUB/nav.xhtml"], trees["EPUB/toc.ncx"]
    manifest = {each.get("id"): each.get("href") for each in package.iter(f"{OPF}item")}
    spine = [manifest[each.get("idref")] for each in package.iter(f"{OPF}itemref")]
    chapters = [href for href in spine if href != "nav.xhtml"]
    (toc,) = (each for each in nav.iter(f"{XHTML}nav") if each.get(f"{EPUB}type") == "toc")
    assert [each.get("href") for each in toc.iter(f"{XHTML}a")] == chapters
    assert [each.get("src") for each in ncx.iter(f"{NCX}content")] == chapters
    for item in toc.iter(f"{XHTML}li"):
        assert [each.tag for each in item] in ([f"{XHTML}a"], [f"{XHTML}span", f"{XHTML}ol"])
    uid = next(each.get("content") for each in ncx.iter(f"{NCX}meta") if each.get("name") == "dtb:uid")
    assert uid == next(each.text for each in package.iter() if each.get("id") == "id")


def test_a_book_keeps_the_rules() -> None:
    check(book(POSTS))


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.name)
def test_every_golden_body_makes_a_chapter_that_keeps_the_rules(case: object) -> None:
    check(book([Post(case.name, case.body or "x")]))  # type: ignore[attr-defined]


@settings(max_examples=60)
@given(pages)
def test_any_body_makes_a_chapter_that_keeps_the_rules(body: str) -> None:
    check(book([Post("题", body)]))


def test_the_contents_are_grouped_as_the_chapters_say() -> None:
    nav = check(book(POSTS))["EPUB/nav.xhtml"]
    (toc,) = nav.iter(f"{XHTML}nav")
    lines = [
        (each.tag.rpartition("}")[2], each.text)
        for each in toc.iter()
        if each.tag.rpartition("}")[2] in {"span", "a"}
    ]
    assert lines == [
        ("span", "金融"), ("a", "雾 <一>"), ("span", "快讯"), ("a", "图"), ("a", "同图"), ("span", "音视频"), ("a", "空"),
    ]  # fmt: skip


def test_pictures_of_the_archive_are_in_the_book_once_and_others_are_led_to() -> None:
    trees = check(book(POSTS))
    names = [each.get("href") for each in trees["EPUB/package.opf"].iter(f"{OPF}item")]
    (kept,) = [name for name in names if name and name.startswith("images/")]
    first = trees["EPUB/chapter-00002.xhtml"]
    assert [each.get("src") for each in first.iter(f"{XHTML}img")] == [kept]
    assert "https://i.example/far.png" in [each.get("href") for each in first.iter(f"{XHTML}a")]
    assert [each.get("src") for each in trees["EPUB/chapter-00003.xhtml"].iter(f"{XHTML}img")] == [kept]


def test_a_picture_that_readers_may_not_know_is_its_caption() -> None:
    trees = check(book([Post("图", "<img src=strange.tif alt=潮汐表>")]))
    chapter = trees["EPUB/chapter-00001.xhtml"]
    assert not list(chapter.iter(f"{XHTML}img"))
    assert "潮汐表" in "".join(chapter.itertext())


def test_readings_stay_over_their_words() -> None:
    chapter = check(book(POSTS))["EPUB/chapter-00003.xhtml"]
    (ruby,) = chapter.iter(f"{XHTML}ruby")
    assert "".join(ruby.itertext()) == "漢字(かんじ)"


def test_the_same_posts_make_the_same_file() -> None:
    assert book(POSTS) == book(POSTS)
    assert book(POSTS) != book(POSTS[:-1])


def test_what_xml_has_no_place_for_is_left_out() -> None:
    trees = check(book([Post("a\ufffeb\x0bc", "<p>甲\uffff乙</p>")], ABOUT._replace(title="x\x00y")))
    assert trees["EPUB/chapter-00001.xhtml"].findtext(f"{XHTML}head/{XHTML}title") == "abc"


def test_an_identifier_is_a_uuid_of_its_own_making() -> None:
    import uuid

    made = uuid.UUID(identifier("a", "b"))
    assert (made.version, made.variant) == (8, uuid.RFC_4122)
    assert identifier("a", "b") != identifier("ab")


def test_epubcheck_finds_no_fault(tmp_path: Path) -> None:
    program = shutil.which("epubcheck")
    if program is None:
        pytest.skip("epubcheck is not installed")
    bodies = [Post(case.name, case.body) for case in PAIRS if case.markup == "html"]
    path = tmp_path / "book.epub"
    path.write_bytes(book([*POSTS, *bodies]))
    is_jar = Path(program).read_bytes()[:2] == b"PK"
    command = ["java", "-jar", os.path.realpath(program)] if is_jar else [program]
    done = subprocess.run(
        [*command, "--failonwarnings", str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_checks_of_these_tests_can_fail() -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(POSTS))) as source, zipfile.ZipFile(broken, "w") as target:
        for info in source.infolist():
            if info.filename != "EPUB/chapter-00002.xhtml":
                target.writestr(info, source.read(info.filename))
    with pytest.raises(AssertionError):
        check(broken.getvalue())
