"""A small archive with a little of everything, a search of it, and what that is compared with."""

from __future__ import annotations

import random
from datetime import date

from reader.library.catalog import Catalog
from reader.library.found import Found
from reader.model import FEATURES
from tests.library.fake import FakeArchive
from tests.library.naive import Naive, Whole

TODAY = date(2021, 7, 2)
DAY = 86_400
PIECES = (
    "科创板", "科创", "板", "上交所", "交所", "AI", "大模型", "5G", "C++", "C#", "C", "COVID-19", "3.11", "31", "GPT", "gpt4",
    "Café", "naïve", "50㎡", "漢語", "汉语", "ﬁne", "ＡＢＣ", "ab", "ひかり", "カメラ", "ｶﾒﾗ", "한글", "한국", "ไทย", "ไท", "🎉", "🚀",
    "Россия", "Ｇ２０", "İzmir", "Straße", "金融", "①",
)  # fmt: skip
BETWEEN = ("", "", " ", "，", "。", "-", "·", "、", "：", "\u3000")
CATEGORIES = (
    ("金融",), ("金融", "中证网"), ("金融", "中证网", "资讯"), ("科技",), ("科技", "AI"), ("資訊",), ("Tech News",), ("金融界",),
)  # fmt: skip
AUTHORS = ("中证网", "Reuters China", "上交所发布", "Ann O'Hara")
TAGS = ("AI", "股票", "long tag")


def some_text(chance: random.Random, most: int, between: tuple[str, ...]) -> str:
    return "".join(chance.choice(PIECES) + chance.choice(between) for _ in range(chance.randrange(most)))


STATES = (
    "is:bookmarked",
    "is:read",
    "is:new",
    "is:highlighted",
    "is:noted",
    "label:later",
    "label:稍后",
    "note:tide",
)
"""What the user may have done."""


def an_archive(number: int) -> tuple[FakeArchive, dict[str, set[str]]]:
    """Posts that have a little of everything, and the paths of those in each of :data:`STATES`."""
    chance, archive = random.Random(20210702), FakeArchive()
    for count in range(number):
        archive.write(
            f"{chance.choice(['2021', '交所', 'ab'])}/post-{count:03}.md",
            some_text(chance, 5, BETWEEN).strip() or "无题",
            body=some_text(chance, 12, (*BETWEEN, "\n")),
            date=None if count % 11 == 0 else 1_625_184_000 - chance.randrange(900) * DAY,
            categories=chance.sample(CATEGORIES, chance.randrange(3)),
            authors=chance.sample(AUTHORS, chance.randrange(3)),
            tags=chance.sample(TAGS, chance.randrange(2)),
            features=chance.choice([0, *FEATURES.values(), 5]),
        )
    return archive, {state: set(chance.sample(sorted(archive.files), 10)) for state in STATES}


def _told(path: str, states: dict[str, set[str]]) -> frozenset[str]:
    """What is told of the post at a path; what is not read is unread."""
    told = {state for state, paths in states.items() if path in paths}
    return frozenset(told if "is:read" in told else {*told, "is:unread"})


class Both:
    """A search and what it is compared with."""

    def __init__(self) -> None:
        self.archive, states = an_archive(120)
        self.catalog = Catalog(None)
        self.archive.sync(self.catalog)
        self.search = self.archive.search(self.catalog, states)
        features = {path: self.archive.scan_of(path).features for path in self.archive.files}
        self.naive = Naive(
            (
                Whole(post, self.archive.text_of(post), features[path], _told(path, states))
                for path, post in self.archive.posts().items()
            ),
            TODAY,
        )

    def found(self, typed: str, **options: object) -> Found:
        found = self.search.find(typed, today=TODAY, **options)  # type: ignore[arg-type]  # passed on
        assert found is not None
        return found

    def paths(self, typed: str) -> set[str]:
        """What is found, in whatever order."""
        found = self.found(typed, order="date", limit=None)
        assert found.total == found.exact == len(found.ids) == len(set(found.ids))
        return {post.path for post in self.catalog.posts(found.ids)}
