"""The rows of the places: every category once, in order, where its branches are open; sources in groups."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reader.library.listing import Group
from reader.library.sources import grouped, parted
from reader.model import Category, Count
from reader.tallies import Tally
from reader.ui.branches import Branches
from reader.ui.place import Place
from reader.ui.place_tree import TOP_SOURCES, PlaceTree, above
from tests.pace import Pace

names = st.sampled_from(["金融", "快讯", "A", "", "a/b"])
paths = st.lists(st.lists(names, min_size=1, max_size=4).map(tuple), max_size=30)


def tree_of(posts: list[Category]) -> list[Count]:
    """The categories of posts, as a catalogue gives them: parents first, biggest first among siblings."""
    counts: dict[Category, int] = {}
    for path in posts:
        for size in range(1, len(path) + 1):
            counts[path[:size]] = counts.get(path[:size], 0) + 1

    def below(path: Category) -> list[Count]:
        children = sorted(
            (each for each in counts if each[:-1] == path), key=lambda each: (-counts[each], each[-1])
        )
        return [count for child in children for count in (Count(child, counts[child]), *below(child))]

    return below(())


def shown(tree: PlaceTree, kind: str) -> list[Place]:
    return [place for place in tree.rows() if place.kind == kind]


@given(posts=paths, folds=st.lists(st.lists(names, min_size=1, max_size=4).map(tuple), max_size=20))
def test_each_category_is_shown_once_where_all_it_stands_in_is_open(
    posts: list[Category], folds: list[Category]
) -> None:
    counts, tree = tree_of(posts), PlaceTree()
    tree.categories = Branches(counts)
    tree.open = {("category", path) for path in folds}
    expected = [
        count
        for count in counts
        if all(("category", count.path[:size]) in tree.open for size in range(1, len(count.path)))
    ]
    places = shown(tree, "category")
    assert [(place.key, place.posts) for place in places] == [tuple(count) for count in expected]
    for place in places:
        has_more = any(
            len(count.path) > len(place.key) and count.path[: len(place.key)] == place.key for count in counts
        )
        assert tree.is_branch(place) is has_more


@given(posts=paths)
def test_all_that_stands_at_the_top_is_every_post_once(posts: list[Category]) -> None:
    tree = PlaceTree()
    tree.categories = Branches(tree_of(posts))
    assert sum(place.posts or 0 for place in shown(tree, "category")) == len(posts)
    tree.open = {("category", count.path) for count in tree.categories.counts}
    places = shown(tree, "category")
    assert len({place.key for place in places}) == len(places) == len(tree.categories)


@given(posts=paths, new=paths)
def test_new_holds_just_the_categories_with_new_posts(posts: list[Category], new: list[Category]) -> None:
    tree = PlaceTree()
    tree.categories = Branches(tree_of([*posts, *new]))
    numbers = {count.path: count.posts for count in tree_of(new)}
    zeros = {count.path: 0 for count in tree.categories.counts}
    tree.new = Tally(len(new), {**zeros, **numbers})
    top = next(place for place in tree.rows() if place.kind == "new")
    assert tree.is_branch(top) is bool(new)
    tree.open = {("new", ()), *(("new", path) for path in numbers)}
    found = [place for place in shown(tree, "new") if place.key]
    assert {place.key: place.posts for place in found} == numbers
    for place in found:
        assert tree.is_branch(place) is any(path[:-1] == place.key for path in numbers)


@given(
    st.lists(st.tuples(st.text("甲乙A·/- ", max_size=6), st.integers(1, 9)), unique_by=lambda pair: pair[0])
)
def test_every_author_is_in_one_source(authors: list[tuple[str, int]]) -> None:
    sources = grouped(authors)
    inside = [pair for source in sources for pair in source.members or [(source.name, source.posts)]]
    assert sorted(inside) == sorted(authors)
    assert [source.posts for source in sources] == sorted((source.posts for source in sources), reverse=True)
    assert sum(source.posts for source in sources) == sum(posts for _, posts in authors)
    for source in sources:
        assert all(parted(name)[0] == source.name for name, _ in source.members)
        assert len(source.members) != 1


def test_a_name_is_parted_at_a_sign_between_two_parts() -> None:
    assert parted("新华社·国内") == ("新华社", "国内")
    assert parted("新华社 - 国内 - 要闻") == ("新华社", "国内 - 要闻")
    assert parted("渡口/夜班") == ("渡口", "夜班")
    for name in ("Jean-Luc", "·国内", "新华社·", "https://a.example/b", "", "渡口日报"):
        assert parted(name) == (name, "")


def test_a_source_that_is_none_of_the_biggest_is_shown_when_one_goes_there() -> None:
    tree = PlaceTree()
    authors = [(f"写信人{number:02}", 100 - number) for number in range(30)]
    tree.sources = grouped([*authors, ("小报·早", 1), ("小报·晚", 1)])
    assert len(shown(tree, "author")) == TOP_SOURCES
    (more,) = shown(tree, "more")
    assert more.posts == len(tree.sources) - TOP_SOURCES
    tree.open_to("author", ("写信人20",))
    assert shown(tree, "author")[-1].key == ("写信人20",)
    tree.open_to("source", ("小报",))
    assert [place.key for place in shown(tree, "source")] == [("小报",)]
    assert len(shown(tree, "author")) == TOP_SOURCES
    tree.open_to("author", ("小报·晚",))
    assert shown(tree, "author")[-1].key == ("小报·晚",)
    tree.open_to("author", ("没有",))
    assert len(shown(tree, "author")) == TOP_SOURCES


def test_unread_posts_are_told_of_the_sources_that_are_shown() -> None:
    tree = PlaceTree()
    authors = [
        ("新华社·国内", 90),
        ("新华社·国际", 80),
        *((f"写信人{number:02}", 60 - number) for number in range(30)),
    ]
    tree.sources = grouped(authors)
    assert tree.authors() == ["新华社·国内", "新华社·国际", *(f"写信人{number:02}" for number in range(7))]
    tree.unread_of = {"新华社·国内": 5}
    assert shown(tree, "source")[0].unread is None, "of one of its authors that is not known"
    tree.unread_of = {"新华社·国内": 5, "新华社·国际": 0, "写信人00": 3}
    assert [place.unread for place in shown(tree, "source")] == [5]
    tree.open_to("author", ("新华社·国际",))
    assert [place.unread for place in shown(tree, "author")][:4] == [5, 0, 3, None]
    tree.open_to("author", ("写信人20",))
    assert tree.authors()[-1] == "写信人20"
    tree.unread_of = dict.fromkeys(tree.authors(), 1)
    assert all(place.unread for place in (*shown(tree, "author"), *shown(tree, "source")))


def test_unread_posts_are_told_of_months_and_of_years_whose_months_are_all_known() -> None:
    tree = PlaceTree()
    tree.months = [Group(date(2021, 7, 1), 0, 2), Group(date(2021, 5, 1), 2, 5), Group(None, 5, 6)]
    tree.open_to("month", ("2021", "07"))
    tree.unread_in = {date(2021, 7, 1): 1}
    assert [(place.posts, place.unread) for place in shown(tree, "year")] == [(5, None)]
    assert [(place.posts, place.unread) for place in shown(tree, "month")] == [(2, 1), (3, None)]
    tree.unread_in = {date(2021, 7, 1): 1, date(2021, 5, 1): 0}
    assert [place.unread for place in shown(tree, "year")] == [1]
    assert [place.unread for place in shown(tree, "month")] == [1, 0]


def test_a_few_sources_are_all_shown() -> None:
    tree = PlaceTree()
    tree.sources = grouped([(f"写信人{number}", 1) for number in range(TOP_SOURCES + 2)])
    assert len(shown(tree, "author")) == TOP_SOURCES + 2
    assert not shown(tree, "more")


def test_every_place_is_among_those_that_one_can_go_to() -> None:
    tree = PlaceTree()
    tree.categories = Branches(tree_of([("金融", "快讯"), ("科技",)]))
    tree.sources = grouped([("新华社·国内", 2), ("新华社·国际", 1), ("渡口日报", 3)])
    tree.months = [Group(date(2021, 7, 1), 0, 2), Group(date(2021, 5, 1), 2, 3)]
    tree.searches = [Place("search", "灯塔", ("灯塔",), 1, query="灯塔")]
    tree.problems = 3
    identities = [place.identity for place in tree.every()]
    assert len(set(identities)) == len(identities)
    for wanted in (
        ("all", ()),
        ("search", ("灯塔",)),
        ("category", ("金融", "快讯")),
        ("source", ("新华社",)),
        ("author", ("新华社·国际",)),
        ("year", ("2021",)),
        ("month", ("2021", "05")),
    ):
        assert wanted in identities
    assert all(place.lists for place in tree.every())


def test_what_a_place_stands_in_is_told_from_the_nearest_on() -> None:
    assert list(above(Place("category", "c", ("a", "b", "c")))) == [
        ("category", ("a", "b")),
        ("category", ("a",)),
    ]
    assert list(above(Place("new", "a", ("a",)))) == [("new", ())]
    assert list(above(Place("author", "国内", ("新华社·国内",), group="新华社"))) == [("source", ("新华社",))]
    assert list(above(Place("month", "2021-07", ("2021", "07")))) == [("year", ("2021",))]
    assert list(above(Place("all", "All"))) == []


def test_what_is_folded_away_takes_no_time() -> None:
    counts = [
        Count(path, 1)
        for number in range(100)
        for path in ((f"t{number:03}",), *((f"t{number:03}", f"s{sub:04}") for sub in range(1_000)))
    ]
    tree = PlaceTree()
    tree.categories = Branches(counts)
    tree.unread = Tally(len(counts), dict(counts))
    tree.rows()
    pace = Pace()
    for _ in range(10):
        tree.rows()
    assert pace.seconds / 10 < 0.016
