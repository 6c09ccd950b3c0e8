"""Finding posts by title: what is found, in which order, and when it stops."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.catalog import Catalog
from reader.library.titles import LIMIT, SLICE, TitleSearch
from reader.text import fold
from tests.library.fake import OLD, FakeArchive

TITLES = [
    "雾港灯塔今晚恢复照明",
    "雾港渡轮停航三天",
    "盐田上空出现双彩虹",
    "三十年后再访盐田小学",
    "Kubernetes upgrade notes for small clusters",
    "Rust ferry timetable, explained",
    "The lighthouse keeper's notebook",
    "AI大模型进了县图书馆",
    "Café Überfluß reopens",
    "潮汐表 2021 年修订版",
    "ＧＤＰ与渔获量",
    "A note",
]


def searching(titles: list[str], dates: list[int | None] | None = None) -> tuple[TitleSearch, Catalog]:
    archive, catalog = FakeArchive(), Catalog(None)
    for number, title in enumerate(titles):
        archive.write(f"{number:05}.md", title, date=dates[number] if dates else number)
    archive.sync(catalog)
    return TitleSearch(catalog), catalog


@pytest.fixture(scope="module")
def search() -> tuple[TitleSearch, Catalog]:
    return searching(TITLES)


def found(search: tuple[TitleSearch, Catalog], typed: str) -> list[str]:
    listing = search[0].find(typed)
    assert listing is not None
    return [post.title for post in search[1].posts(listing.ids)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("灯塔", "雾港灯塔今晚恢复照明"),
        ("恢复照明", "雾港灯塔今晚恢复照明"),
        ("kubernetes", "Kubernetes upgrade notes for small clusters"),
        ("FERRY time", "Rust ferry timetable, explained"),
        ("cafe uberfluss", "Café Überfluß reopens"),
        ("gdp", "ＧＤＰ与渔获量"),
        ("ａｉ大模型", "AI大模型进了县图书馆"),
        ("２０２１", "潮汐表 2021 年修订版"),
        ("keeper's", "The lighthouse keeper's notebook"),
        ("雾港　停航", "雾港渡轮停航三天"),
        ("notebook lighthouse", "The lighthouse keeper's notebook"),
    ],
)
def test_what_is_in_a_title_finds_it_first(
    search: tuple[TitleSearch, Catalog], typed: str, title: str
) -> None:
    assert found(search, typed)[0] == title


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("灯搭今晚", "雾港灯塔今晚恢复照明"),  # wrong
        ("灯今晚恢", "雾港灯塔今晚恢复照明"),  # missing
        ("灯塔塔今晚", "雾港灯塔今晚恢复照明"),  # extra
        ("灯今塔晚", "雾港灯塔今晚恢复照明"),  # swapped
        ("双采虹", "盐田上空出现双彩虹"),
        ("kubernates", "Kubernetes upgrade notes for small clusters"),
        ("kubrnetes", "Kubernetes upgrade notes for small clusters"),
        ("kuberrnetes", "Kubernetes upgrade notes for small clusters"),
        ("kuebrnetes", "Kubernetes upgrade notes for small clusters"),
        ("fery", "Rust ferry timetable, explained"),
        ("timetabel", "Rust ferry timetable, explained"),
        ("ligthouse keeper", "The lighthouse keeper's notebook"),
        ("notebook ligthouse", "The lighthouse keeper's notebook"),  # words out of order, one mistyped
        ("upgrade clustres", "Kubernetes upgrade notes for small clusters"),
        ("ａｉ大莫型", "AI大模型进了县图书馆"),
    ],
)
def test_a_typo_still_finds_it(search: tuple[TitleSearch, Catalog], typed: str, title: str) -> None:
    assert title in found(search, typed)


@pytest.mark.parametrize("typed", ["", "  ", "　", "qzxjvw", "鳌拜祥瑞", "zzzz", "x" * 300, "灯塔 qzxjvw", "\x1b[", "%", "_"])  # fmt: skip
def test_nonsense_finds_nothing(search: tuple[TitleSearch, Catalog], typed: str) -> None:
    assert found(search, typed) == []


han = st.text(
    st.sampled_from("潮汐灯塔渡轮盐田彩虹港湾风暴海图船长罗盘锚链水手帆缆岛屿礁石鲸鱼"),
    min_size=4,
    max_size=8,
)
latin = st.text(st.sampled_from("abcdefghijklmnop"), min_size=5, max_size=10)


@given(title=st.one_of(han, latin), data=st.data())
@settings(max_examples=150, deadline=None)
def test_one_edit_in_what_was_typed_never_loses_the_title(title: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(title) - 1))
    kind = data.draw(st.sampled_from(["wrong", "missing", "extra", "swapped"]))
    typed = {
        "wrong": title[:at] + "q" + title[at + 1 :],
        "missing": title[:at] + title[at + 1 :],
        "extra": title[:at] + "q" + title[at:],
        "swapped": title[:at] + title[at : at + 2][::-1] + title[at + 2 :],
    }[kind]
    search = searching([f"前言：{title}，后记", "别的什么", "something else altogether"])
    if len(typed) >= (4 if typed.isascii() else 3):
        assert f"前言：{title}，后记" in found(search, typed)


def test_exact_comes_before_near_and_early_and_short_before_late_and_long() -> None:
    wanted = [
        "潮汐灯塔",
        "潮汐灯塔的一天",
        "论潮汐灯塔",
        "论潮汐灯塔的一天",
        "潮汐登塔",
        "潮汐登塔的一天又一夜",
    ]
    mixed = wanted.copy()
    random.Random(1).shuffle(mixed)
    assert found(searching(mixed), "潮汐灯塔") == wanted


def test_words_as_a_phrase_come_before_words_apart() -> None:
    titles = ["red sun, blue sea", "the red blue flag", "blue and red"]
    assert found(searching(titles), "red blue") == ["the red blue flag", "red sun, blue sea", "blue and red"]


def test_among_equals_the_newest_is_first_and_unknown_dates_are_last() -> None:
    titles = ["灯塔甲", "灯塔乙", "灯塔丙", "灯塔丁"]
    search = searching(titles, [5, None, 9, 7])
    assert found(search, "灯塔") == ["灯塔丙", "灯塔丁", "灯塔甲", "灯塔乙"]
    assert found(search, "灯塔") == found(search, "灯塔"), "the same order each time"


def test_of_very_many_hits_the_best_ones_are_kept() -> None:
    titles = [f"海上的灯塔之{number:04}" for number in range(LIMIT + 300)] + ["灯塔"]
    search = searching(titles)
    hits = found(search, "灯塔")
    assert len(hits) == LIMIT
    assert hits[:3] == ["灯塔", f"海上的灯塔之{LIMIT + 299:04}", f"海上的灯塔之{LIMIT + 298:04}"]


def test_what_is_no_longer_wanted_is_left_off() -> None:
    search, _ = searching([f"灯塔{number}" for number in range(2 * SLICE)])
    asked: list[bool] = []

    def stale() -> bool:
        asked.append(True)
        return len(asked) > 1

    assert search.find("灯塔", stale=stale) is None
    assert len(asked) == 2
    assert search.find("灯塔") is not None, "an answer left off spoils nothing"


def test_a_changed_catalogue_is_seen(tmp_path: Path) -> None:
    archive, catalog = FakeArchive(), Catalog(tmp_path / "catalog.sqlite")
    search = TitleSearch(catalog)
    assert found((search, catalog), "灯塔") == []
    archive.write("a.md", "灯塔")
    archive.sync(catalog)
    assert found((search, catalog), "灯塔") == ["灯塔"]
    archive.write("a.md", "渡口", mtime=OLD + 1)
    archive.sync(catalog)
    assert found((search, catalog), "灯塔") == []
    assert found((search, catalog), "渡口") == ["渡口"]
    catalog.database.rebuild()
    assert found((search, catalog), "渡口") == []
    archive.sync(catalog)
    assert found((search, catalog), "渡口") == ["渡口"]
    catalog.close()


def test_searching_while_another_thread_syncs_finds_only_what_is_there(tmp_path: Path) -> None:
    archive, catalog = FakeArchive(), Catalog(tmp_path / "catalog.sqlite")
    for number in range(1000):
        archive.write(f"{number:04}.md", f"灯塔{number}", date=number)

    def sync() -> None:
        for mtime in range(1, 4):
            for number in range(0, 1000, 7):
                archive.write(f"{number:04}.md", f"灯塔又{number}", date=number, mtime=OLD + mtime)
            archive.sync(catalog)
        catalog.close()

    thread = threading.Thread(target=sync)
    thread.start()
    search = TitleSearch(catalog)
    while thread.is_alive():
        titles = found((search, catalog), "灯塔")
        assert all("灯塔" in title for title in titles)
        assert len(titles) == len(set(titles))
    thread.join()
    assert len(found((search, catalog), "灯塔又")) == 143
    catalog.close()


def test_titles_are_compared_folded() -> None:
    search = searching(["ＡＢＣ　ｄｅｆ"])
    assert fold("ＡＢＣ　ｄｅｆ") == "abc def"
    for typed in ("abc", "ABC DEF", "Ａbc", "def"):
        assert found(search, typed) == ["ＡＢＣ　ｄｅｆ"]


def test_an_archive_too_large_to_keep_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.titles.KEEP", 0)
    search = searching(["灯塔", "渡口"])
    for _ in range(2):
        assert found(search, "灯塔") == ["灯塔"]
    assert search[0]._slices == []
