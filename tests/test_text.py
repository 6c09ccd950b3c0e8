"""What is safe to show, how wide it is, what counts as the same."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import text as text_module
from reader.hanzi import simplified
from reader.text import cell_len, clean, crop, fold, fold_with_offsets, graphemes, one_line

anything = st.text(st.characters(codec=None, categories=None), max_size=60)
odd = st.text(
    st.sampled_from(
        "aé中漢｜…％\xa0，ﬀßİıΣςÅ①㎡ｶﾞがが각ﾊ́̈ͅ\u200d👨👩👧🏽🇨🇳⚠\ufe0f\u200b\u202e\x1b\n\t \u3000\x85\u2028…e\ud800\U000e0041"
    ),
    max_size=60,
)
texts = st.one_of(anything, odd)


@given(text=texts)
@settings(max_examples=400)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_twice_is_folding_once_for_every_character() -> None:
    assert [char for char in map(chr, range(sys.maxunicode + 1)) if fold(fold(char)) != fold(char)] == []


def folded_the_long_way(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(char for char in unicodedata.normalize("NFD", folded) if not "\u0300" <= char <= "\u036f")
    return simplified(unicodedata.normalize("NFKC", bare))


@given(text=texts)
@settings(max_examples=400)
def test_what_is_folded_the_quick_way_is_the_same(text: str) -> None:
    assert fold(text) == folded_the_long_way(text)


chinese = st.text(st.characters(exclude_characters="\x00", max_codepoint=0x9FFF, codec="utf-8"), max_size=9)


@given(text=st.lists(st.one_of(st.from_regex(r"[，。…A-Za-z一-鿿がー·“]+"), chinese)).map("".join))
@settings(max_examples=400)
def test_common_and_rare_characters_are_folded_alike(text: str) -> None:
    assert fold(text) == folded_the_long_way(text)


def test_every_common_character_is_folded_alike() -> None:
    often = [char for char in map(chr, range(0x10000)) if text_module._settled().fullmatch(char)]
    assert len(often) > 25_000
    assert [char for char in often if fold(char) != folded_the_long_way(char)] == []


def check_offsets(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets[-1] == len(text)
    assert all(before <= after for before, after in pairwise(offsets))
    for at, start in enumerate(offsets[:-1]):
        stop = next(offset for offset in offsets[at:] if offset > start)
        assert folded[at] in fold(text[start:stop]), "it was made of what stands there"


@given(text=texts)
@settings(max_examples=400)
def test_each_folded_character_knows_where_it_comes_from(text: str) -> None:
    check_offsets(text)


def test_offsets_hold_where_characters_compose_with_the_one_before() -> None:
    composing = [
        char for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) in {"Mn", "Mc"} or "\u1100" <= char < "\u1200" or "\uff9e" <= char < "\uffe0"
    ]  # fmt: skip
    assert len(composing) > 2_000
    for before in "aが가ｶ\u1100か\u0bc6㎡":
        check_offsets("中".join(before + char for char in composing))


@pytest.mark.parametrize(
    ("text", "folded", "offsets"),
    [
        ("", "", [0]),
        ("Ab", "ab", [0, 1, 2]),
        ("中，Ａ", "中,a", [0, 1, 2, 3]),
        ("10㎡。", "10m2。", [0, 1, 2, 2, 3, 4]),
        ("cafe\u0301s", "cafes", [0, 1, 2, 3, 5, 6]),
        ("ｶﾞﾊ", "ガハ", [0, 2, 3]),
        ("\u0301a", "a", [1, 2]),
    ],
)
def test_offsets_of_a_folded_text(text: str, folded: str, offsets: list[int]) -> None:
    found, where = fold_with_offsets(text)
    assert (found, list(where)) == (folded, offsets)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("㎡", "m2"),
        ("École Öl Ñandú", "ecole ol nandu"),
        ("Straße", "STRASSE"),
        ("ｶﾞ", "ガ"),
        ("⼥", "女"),
        ("ﬁne", "FINE"),
        ("　", " "),
        ("Ｃ＋＋", "c++"),
        ("她說：１２％……", "她说:12%......"),
        ("上海證券交易所", "上海证券交易所"),
        ("\uf902", "车"),
    ],
)
def test_what_a_searcher_does_not_mean_makes_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("が", "か"), ("カ", "か"), ("简", "間"), ("a", "b"), ("각", "가")]
)
def test_other_letters_stay_others(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(text=texts)
@settings(max_examples=400)
def test_clean_text_can_drive_no_terminal(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    for char in cleaned:
        assert char in "\t\n" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"


def test_joiners_that_scripts_need_stay() -> None:
    assert clean("👨\u200d👩 क्\u200dष") == "👨\u200d👩 क्\u200dष"
    assert clean("a\x1b[31mb\udcffc\u202ed") == "a[31mb\ufffdcd"


def test_nothing_that_prints_is_unsafe_or_white_space_but_the_blank() -> None:
    printing = "".join(char for char in map(chr, range(sys.maxunicode + 1)) if char.isprintable())
    assert re.search(text_module._UNSAFE, printing) is None
    assert "".join(printing.split()) == printing.replace(" ", "")


@given(text=texts)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert "\n" not in line
    assert "\t" not in line
    assert "  " not in line
    assert line == line.strip()


@given(text=texts.map(one_line), width=st.integers(0, 40))
@settings(max_examples=600)
def test_a_cropped_text_is_never_too_wide_and_never_cuts_a_cluster(text: str, width: int) -> None:
    cropped = crop(text, width)
    assert cell_len(cropped) <= width
    if cell_len(text) <= width:
        assert cropped == text
    elif width:
        assert cropped.endswith("…")
        kept = cropped[:-1]
        assert text.startswith(kept)
        assert len(kept) in {0, *(stop for _, stop, _ in graphemes(text))}
        # Summed up by clusters: a joiner at the very beginning makes Rich's cell_len() count less.
        used = sum(cells for _, stop, cells in graphemes(text) if stop <= len(kept))
        following = next(cells for _, stop, cells in graphemes(text) if stop > len(kept))
        assert used + following > width - 1, "nothing that had room was cut"


def test_a_cluster_of_very_many_marks_is_kept_whole() -> None:
    zalgo = "Z" + "\u0301" * 500
    assert crop(f"{zalgo}abcdef", 3) == f"{zalgo}a…"
    assert crop(f"a{zalgo}bcdef", 3) == f"a{zalgo}…"


def test_a_wide_character_that_has_no_room_is_left_out() -> None:
    assert crop("汉字标题", 8) == "汉字标题"
    assert crop("汉字标题", 7) == "汉字标…"
    assert crop("汉字标题", 6) == "汉字…"
    assert [crop("汉字", width) for width in (0, 1, 2, 3)] == ["", "…", "…", "汉…"]


def test_cropping_a_long_text_does_not_look_at_all_of_it() -> None:
    assert crop("长" * 1_000_000, 11) == "长" * 5 + "…"
    assert crop("a\u200d" * 3 + "x" * 100_000, 4).endswith("…")
