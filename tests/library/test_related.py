"""Posts like a given one: about the same, in whatever language; what is the same post again stands behind it."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from reader.library.found import Found
from reader.model import Selection
from reader.session import Session, resolve
from tests.library.real import LONG_AGO

TOPICS = {
    "灯塔": ("灯塔看守人", "灯塔的灯室", "换灯泡", "雾号", "老看守人", "螺旋楼梯", "航标处", "灯塔开放日"),
    "渡轮": ("渡轮公司", "轮渡码头", "末班渡轮", "售票亭", "船长", "加开班次", "渡轮票价", "甲板"),
    "潮汐": ("潮汐发电", "涡轮机组", "并网", "千瓦时", "海堤", "涨落潮", "发电站", "水闸"),
    "Comet": ("the comet", "telescope", "observatory", "magnitude", "tail", "perihelion", "astronomers", "orbit"),
    "Bakery": ("sourdough", "the bakery", "flour", "oven", "croissants", "baker", "crust", "dough"),
}  # fmt: skip
FILLER = (
    "昨天", "记者了解到", "有关部门表示", "预计下周", "居民认为", "today", "people said", "next week", "we are told",
)  # fmt: skip


def write(root: Path, path: str, title: str, body: str, date: str = "2021-07-02 10:00:00") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\ntitle: '{title}'\ndate: {date}\n---\n\n{body}\n", "utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))


def about(topic: str, chance: random.Random, sentences: int = 8) -> str:
    """A text that says things of a topic, and what is said of any."""
    return "\n\n".join(
        f"{chance.choice(FILLER)} {chance.choice(TOPICS[topic])} {chance.choice(FILLER)}, {chance.choice(TOPICS[topic])}。"
        for _ in range(sentences)
    )


def synced(root: Path) -> Session:
    session = Session(resolve(root))
    session.sync(workers=0)
    return session


def like(session: Session, path: str) -> list[str]:
    """The paths of what is like a post."""
    return listed(session, session.related(session.find(path)))


def listed(session: Session, related: Found) -> list[str]:
    return [post.path for post in session.catalog.posts(related.ids)]


@pytest.fixture(scope="module")
def topical(tmp_path_factory: pytest.TempPathFactory) -> Session:
    root, chance = tmp_path_factory.mktemp("topics"), random.Random(7)
    for topic, words in TOPICS.items():
        for number in range(10):
            title = f"{chance.choice(FILLER)} {chance.choice(words)}"
            write(root, f"{topic}/{number}.md", title, about(topic, chance))
    for number in range(40):
        write(root, f"other/{number}.md", "无题", "。".join(chance.choices(FILLER, k=12)))
    return synced(root)


@pytest.mark.parametrize("topic", TOPICS)
def test_what_is_like_a_post_is_about_the_same(topical: Session, topic: str) -> None:
    for number in range(10):
        first = like(topical, f"{topic}/{number}.md")[:5]
        assert [path.partition("/")[0] for path in first] == [topic] * 5
        assert f"{topic}/{number}.md" not in first, "itself it is anyway"


def test_the_same_is_answered_every_time(topical: Session) -> None:
    post = topical.find("灯塔/0.md")
    one, other = topical.related(post), topical.related(post)
    assert one.ids == other.ids
    assert list(one.scores) == sorted(one.scores, reverse=True)
    assert one.total == len(one.ids) == len(one.posted) == len(one.kinds)


def test_the_words_it_is_about_can_be_marked(topical: Session) -> None:
    related = topical.related(topical.find("灯塔/0.md"))
    hits = topical.search.hits(related, 0, 5)
    assert all(hit.title_marks or hit.snippet_marks for hit in hits)
    assert any("灯塔" in needle.folded for needle in related.needles)


def test_releases_of_a_line_are_like_each_other_and_each_is_listed(tmp_path: Path) -> None:
    chance = random.Random(1)
    for number in range(12):
        write(
            tmp_path,
            f"kite-{number}.md",
            f"Kite 3.2.{number} released",
            f"Kite 3.2.{number} fixes the parser and the linker. Download the tarball, checksum {chance.random()}.",
            f"2021-{number + 1:02}-02 10:00:00",
        )
        write(tmp_path, f"other-{number}.md", f"渡口新闻 {number}", about("渡轮", chance))
    found = like(synced(tmp_path), "kite-5.md")
    assert sorted(found) == sorted(f"kite-{number}.md" for number in range(12) if number != 5)
    assert set(found[:2]) == {"kite-4.md", "kite-6.md"}, "the nearest in time first"


def test_a_translation_is_found_by_what_it_shares(topical: Session, tmp_path: Path) -> None:
    chance = random.Random(3)
    write(tmp_path, "en.md", "CVE-2021-31799 fixed", "Upgrade rdoc to 6.3.1, which fixes popen_shell_name().")
    write(tmp_path, "zh.md", "修复漏洞 CVE-2021-31799", "请升级 rdoc 到 6.3.1，它修复了 popen_shell_name()。")
    for number in range(20):
        write(tmp_path, f"{number}.md", "别的", about("潮汐", chance))
        write(tmp_path, f"en{number}.md", "Others", about("Bakery", chance) + " Upgrade to the new oven.")
    session = synced(tmp_path)
    assert like(session, "en.md")[0] == "zh.md"
    assert like(session, "zh.md")[0] == "en.md"


def test_what_is_the_same_again_stands_behind_one(tmp_path: Path) -> None:
    chance = random.Random(2)
    text = about("渡轮", chance, 12)
    write(tmp_path, "here.md", "渡轮公司谈票价", about("渡轮", chance, 12))
    write(tmp_path, "a.md", "末班渡轮今晚加开", text, "2021-07-02 10:00:00")
    write(tmp_path, "b.md", "末班渡轮今晚加开", text, "2021-07-02 11:00:00")
    write(tmp_path, "c.md", "末班渡轮今晚加开！", text + "（完）", "2021-07-02 12:00:00")
    write(tmp_path, "d.md", "末班渡轮今晚加开", about("渡轮", chance, 3), "2021-07-02 10:00:00")
    for number in range(20):
        write(tmp_path, f"{number}.md", "别的", about("潮汐", chance))
    session = synced(tmp_path)
    related = session.related(session.find("here.md"))
    assert "d.md" in listed(session, related), "another text under the same title is another post"
    ((one, copies),) = related.copies.items()
    same = {session.find(post).path for post in (one, *copies)}
    assert same == {"a.md", "b.md", "c.md"}
    assert len(same & {*listed(session, related)}) == 1


@pytest.mark.parametrize("body", ["", "。", "1 2 3", "灯", "a", "的了是"])
def test_a_post_that_says_nothing_is_like_none(tmp_path: Path, body: str) -> None:
    write(tmp_path, "a.md", "…", body)
    write(tmp_path, "b.md", "潮汐发电", "涡轮机组并网。")
    assert like(synced(tmp_path), "a.md") == []


def test_before_the_first_sync_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "灯塔", "灯塔看守人。")
    session = Session(resolve(tmp_path))
    assert list(session.related(session.find("a.md")).ids) == []


def test_a_post_that_is_not_indexed_yet_is_compared_all_the_same(topical: Session) -> None:
    write(topical.root, "new.md", "灯塔看守人退休", "老看守人走下螺旋楼梯，航标处来人换灯泡。")
    found = like(topical, "new.md")
    assert {path.partition("/")[0] for path in found[:5]} == {"灯塔"}


def test_every_post_of_an_archive_has_an_answer(topical: Session) -> None:
    for post in topical.catalog.posts(topical.catalog.listing(Selection()).ids[::7]):
        topical.related(post)
