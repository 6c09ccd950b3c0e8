"""How titles are read, and where what was typed is read in them."""

from __future__ import annotations

import subprocess
import sys
import threading
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader import readings
from reader.pinyin import Unit, agrees
from reader.readings import GAP, Readings
from reader.text import fold

titles = st.one_of(
    st.text(max_size=30),
    st.text(
        st.sampled_from("银行长城举行重庆都是上交所科创板女绿5gai .，《》かガ한\U00020000\U0010f000éя\n"),
        max_size=30,
    ),
).map(fold)


@pytest.fixture
def tables() -> Readings:
    return readings.load()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("重庆", "chong qing"), ("银行", "yin hang"), ("行走", "xing zou"), ("长城", "chang cheng"),
        ("音乐", "yin yue"), ("快乐", "kuai le"), ("首都", "shou du"), ("都是", "dou shi"),
        ("会计", "kuai ji"), ("开会", "kai hui"), ("厦门", "xia men"), ("大厦", "da sha"),
        ("单于", "chan yu"), ("简单", "jian dan"), ("朝阳区", "chao yang qu"), ("朝鲜", "chao xian"),
        ("乐山大佛", "le shan da fo"), ("仿佛", "fang fu"), ("哪吒", "ne zha"), ("朴槿惠", "piao jin hui"),
        ("银行长期", "yin hang chang qi"), ("举行长期谈判", "ju xing chang qi tan pan"),
        ("行长", "hang zhang"), ("长三角", "chang san jiao"), ("副省长", "fu sheng zhang"),
        ("检察长", "jian cha zhang"), ("被曝光", "bei bao guang"), ("还款", "huan kuan"),
        ("还有", "hai you"), ("重要", "zhong yao"), ("降准", "jiang zhun"), ("投降", "tou xiang"),
        ("角色", "jue se"), ("西藏", "xi zang"), ("藏书", "cang shu"), ("便宜", "pian yi"),
        ("绿色", "lv se"), ("女排", "nv pai"), ("侵略", "qin lve"), ("量子", "liang zi"),
        ("上交所AI大模型5G手机", "shang jiao suo ai da mo xing 5g shou ji"),
        ("重慶銀行", "chong qing yin hang"),
        ("銀行，長城", "yin hang . chang cheng"),
        ("《银》行", "yin . xing"),
        ("版本 3.11", "ban ben . 3 . 11"),
        ("日本のニュース", "ri ben"),
        ("！", ""), ("", ""),
    ],
)  # fmt: skip
def test_characters_are_read_as_in_their_word(tables: Readings, text: str, read: str) -> None:
    assert " ".join(tables.syllables(fold(text))) == read


@pytest.mark.parametrize(
    ("text", "initials"),
    [("上交所ai", "sjsai"), ("重庆银行", "cqyh"), ("5g，手机！", "5g.sj"), ("(新) 长安", "x.ca"), ("", "")],
)
def test_initials_are_first_letters_and_whole_latin_words(tables: Readings, text: str, initials: str) -> None:
    assert tables.initials(text) == initials


@given(title=titles)
@example(title="行\U0010f000，ai行")
def test_syllables_initials_and_places_agree(title: str) -> None:
    tables = readings.load()
    tokens = tables._tokens(title).tokens
    syllables = tables.syllables(title)
    assert not any(one == other == GAP for one, other in pairwise(syllables))
    assert syllables == " ".join(token.sound for token in tokens).strip(" .").split()
    assert [token.start for token in tokens] == sorted({token.start for token in tokens})
    first_letters = [
        token.sound if token.sound in {GAP, title[token.start : token.stop]} else token.sound[0]
        for token in tokens
    ]
    assert tables.initials(title) == "".join(first_letters).strip(GAP)
    assert tables.both(title) == (syllables, tables.initials(title))


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("行", [("xing", "hang", "heng")]),
        ("银行", [("yin",), ("hang", "xing", "heng")]),
        ("科创版", [("ke",), ("chuang",), ("ban",)]),
        ("ai，的 ", [("ai",), (GAP,), ("de", "di")]),
        ("a", [("a",)]),
        ("！", []),
        ("", []),
    ],
)
def test_alternatives_begin_with_the_reading_in_context(
    tables: Readings, text: str, ways: list[tuple[str, ...]]
) -> None:
    assert tables.alternatives(text) == ways


@given(title=titles)
def test_alternatives_stand_beside_the_syllables(title: str) -> None:
    tables = readings.load()
    ways = tables.alternatives(title)
    assert [each[0] for each in ways] == tables.syllables(title)
    assert all(1 <= len(each) <= 4 and len(set(each)) == len(each) for each in ways)


@pytest.mark.parametrize(
    ("typed", "title", "found"),
    [
        ("shangjiaosuo", "在上交所上市", ["上交所"]),
        ("shjs", "在上交所上市", ["上交所"]),
        ("sjs", "上交所与深交所", ["上交所", "深交所"]),
        ("sjsuo", "上交所", ["上交所"]),
        ("yinh", "建设银行，银河", ["银行", "银河"]),
        ("yinhang", "建设银行", ["银行"]),
        ("yinxing", "建设银行", []),
        ("xian", "西安县", ["西安", "县"]),
        ("xi'an", "西安县", ["西安"]),
        ("lvse", "绿色", ["绿色"]),
        ("luse", "绿色", ["绿色"]),
        ("nvpai", "女排", ["女排"]),
        ("nupai", "女排", ["女排"]),
        ("shoujiai", "手机ai时代", ["手机ai"]),
        ("sjs", "上交，所", []),
        ("market", "上交所", []),
        ("", "上交所", []),
        ("5g", "5g", []),
    ],
)
def test_typed_pinyin_is_found_where_it_is_read(
    tables: Readings, typed: str, title: str, found: list[str]
) -> None:
    assert [title[start:stop] for start, stop in tables.places(typed, title)] == found


def test_units_can_be_looked_for_too(tables: Readings) -> None:
    assert tables.places((Unit("jiao", whole=True), Unit("s", whole=False)), "上交所") == [(1, 3)]
    assert tables.places((), "上交所") == []


@pytest.mark.parametrize(
    ("query", "title", "found"),
    [
        ("科创版", "上海科创板开市", ["科创板"]),
        ("准备今", "存款准备金率", ["准备金"]),
        ("银航", "工商银行", ["银行"]),
        ("一行", "一航 一型", ["一航", "一型"]),
        ("5g手级", "5g手机", ["5g手机"]),
        ("科创版", "科技创新板", []),
        ("银，城", "银？！成", ["银？！成"]),
        ("，", "，，", []),
        ("", "银行", []),
    ],
)
def test_homophones_are_found(tables: Readings, query: str, title: str, found: list[str]) -> None:
    query, title = fold(query), fold(title)
    assert [title[start:stop] for start, stop in tables.sounding_like(query, title)] == list(map(fold, found))


@given(typed=st.text(st.sampled_from("shangxijodukvl '"), max_size=6), title=titles)
def test_places_are_read_as_was_typed(typed: str, title: str) -> None:
    tables = readings.load()
    last = 0
    for start, stop in tables.places(typed, title):
        assert last <= start < stop <= len(title)
        last = stop
    for units in tables.splits(typed):
        for start, stop in tables.places(units, title):
            read = [token.sound for token in tables._tokens(title).tokens if start <= token.start < stop]
            if len(read) == len(units):  # none that overlap were joined
                assert all(map(agrees, units, read))
            else:
                assert len(read) > len(units)


@given(query=titles, title=titles)
def test_what_sounds_alike_has_as_many_syllables(query: str, title: str) -> None:
    tables = readings.load()
    size = len(tables.alternatives(query))
    for start, stop in tables.sounding_like(query, title):
        assert 0 <= start < stop <= len(title)
        assert len([token for token in tables._tokens(title).tokens if start <= token.start < stop]) >= size


@given(title=titles)
def test_every_title_sounds_like_itself(title: str) -> None:
    tables = readings.load()
    assert bool(tables.sounding_like(title, title)) == bool(tables.syllables(title))


def test_readings_are_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "_loaded", None)
    found: list[Readings] = []
    threads = [threading.Thread(target=lambda: found.append(readings.load())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(each) for each in found}) == 1


def test_kept_tables_need_no_pypinyin() -> None:
    program = "import sys\nfrom reader import readings\nreadings.load()\nprint('pypinyin' in sys.modules)"
    needed = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert needed == ["True", "False"]


def test_ascii_needs_no_tables_of_characters() -> None:
    program = (
        "import sys\nfrom reader.text import fold\nfold('Plain')\nfold('É')\nprint('opencc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_characters_of_a_syllable_are_the_common_ones_first(tables: Readings) -> None:
    characters = tables.characters("hang")
    assert characters.index("航") < characters.index("沆")
    assert "行" in characters  # in 银行
    assert "\u7b10" not in characters  # no news has it
    assert set("绿律") <= set(tables.characters("lv"))
    assert tables.characters("wong") == tables.characters("xyz") == ""
