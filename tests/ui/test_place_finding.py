"""Places found by typing: name before path before pinyin, the bigger one first; five thousand at each key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import language
from reader.text import fold
from reader.ui.place import Place
from reader.ui.place_finding import PlaceFinder
from tests.pace import Pace


def category(path: str, posts: int = 1) -> Place:
    key = tuple(path.split("/"))
    return Place("category", key[-1], key, posts)


def finder(*places: Place) -> PlaceFinder[Place]:
    made = PlaceFinder(places)
    made.prepare()
    return made


def found(typed: str, *places: Place) -> list[str]:
    return ["/".join(places[at].key) or places[at].label for at in finder(*places).find(typed)]


PLACES = (
    category("金融", 90),
    category("金融/快讯", 40),
    category("科技/快讯24小时", 60),
    category("全球金融", 500),
    category("银行/央行", 7),
    category("Finance News", 3),
    Place("author", "国内", ("新华社·国内",), 8, group="新华社"),
)


def test_what_is_called_so_comes_before_what_begins_so_and_what_holds_it() -> None:
    assert found("金融", *PLACES) == ["金融", "全球金融", "金融/快讯"]
    assert found("快讯", *PLACES) == ["金融/快讯", "科技/快讯24小时"]


def test_a_path_is_typed_as_it_is_written() -> None:
    assert found("融/快", *PLACES) == ["金融/快讯"]


def test_every_word_has_to_fit() -> None:
    assert found("金融 快讯", *PLACES) == ["金融/快讯"]
    assert found("快讯 银行", *PLACES) == []


MONTHS = tuple(Place("month", "", ("2011", f"{number:02}"), number) for number in range(1, 13))


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_months_are_typed_in_figures_too(spoken: str) -> None:
    language.use(spoken)
    for typed in ("2011-03", "2011-3", "2011 3", "201103", "2011.3", "2011/03", "2011年3月", "２０１１－３"):
        assert found(typed, *PLACES, *MONTHS)[0] == "2011/03", typed
    assert found("2011-1", *MONTHS)[0] == "2011/01"
    assert found("2011-12", *MONTHS) == ["2011/12"]
    assert found("201113", *MONTHS) == []
    assert found("201103", *MONTHS, category("201103"))[1:] == ["201103"]


def test_pinyin_is_typed_in_full_by_initials_or_mixed() -> None:
    for typed in ("yanghang", "yh", "yhang", "yangh", "YANGHANG"):
        assert found(typed, *PLACES)[0] == "银行/央行", typed
    assert found("jinrong", *PLACES)[:2] == ["金融", "全球金融"]
    assert found("jr kx", *PLACES) == ["金融/快讯"]
    assert found("kuaixun24", *PLACES) == ["科技/快讯24小时"]
    assert found("jin融", *PLACES)[0] == "金融"
    assert found("xhs", *PLACES) == ["新华社·国内"]
    assert found("guonei", *PLACES) == ["新华社·国内"]


def test_what_is_written_so_comes_before_what_is_read_so() -> None:
    places = (category("分", 900), category("Fen"))
    assert found("fen", *places) == ["Fen", "分"]


def test_width_case_and_script_make_no_difference() -> None:
    assert found("ＦＩＮＡＮＣＥ", *PLACES) == ["Finance News"]
    assert found("金融　快訊", *PLACES) == ["金融/快讯"]


def test_nothing_typed_leaves_all_as_they_are() -> None:
    assert finder(*PLACES).find("  ") == list(range(len(PLACES)))


def test_before_pinyin_is_there_names_are_found() -> None:
    assert [PLACES[at].key for at in PlaceFinder(PLACES).find("快讯 金")] == [("金融", "快讯")]
    assert PlaceFinder(PLACES).find("yanghang") == []


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text("金融快讯Ab/ 7", min_size=1, max_size=8), max_size=12),
    st.text("金融快讯jkrxAb/ 7", max_size=5),
)
def test_whatever_holds_what_is_typed_is_found_once(names: list[str], typed: str) -> None:
    places = [category(name) for name in names]
    positions = finder(*places).find(typed)
    assert len(set(positions)) == len(positions)
    words = fold(typed).split()
    holding = {at for at, place in enumerate(places) if all(word in fold(place.name) for word in words)}
    assert holding <= set(positions)


def test_five_thousand_places_answer_each_key_within_a_frame() -> None:
    tops, signs = "金融科技体育国际社会", "望潮财经快讯天文新华社国内上海证券报人民日报观察游戏编程"
    places = [
        category(f"{tops[number % 10]}{tops[number % 7]}/{signs[number % 23 :][:4]}{number % 50}", number)
        for number in range(5_000)
    ]
    made = finder(*places)
    for typed in ("j", "jr", "s", "sh", "shang", "金", "1", "kexue wang", "xinhuashe"):
        made.find(typed)
        least = 1.0
        for _ in range(5):
            pace = Pace()
            made.find(typed)
            least = min(least, pace.seconds)
        assert least < 0.016, typed
