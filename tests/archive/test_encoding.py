"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.archive.encoding import decode
from reader.archive.likelihood import cost

HANS = "今年的渔汛比往年早了十天，港口的早市从凌晨三点就开始热闹起来。"
HANT = "今年的漁汛比往年早了十天，港口的早市從凌晨三點就開始熱鬧起來。"
JAPANESE = "灯台の電球が四十年ぶりに交換され、町の人たちが見学に訪れました。"
KOREAN = "올해는 바다가 일찍 따뜻해져서 항구의 시장이 새벽부터 붐비고 있습니다."
FRENCH = "Le phare a été éteint jeudi ; les pêcheurs préfèrent désormais la lumière du café."

TEXTS = [
    ("gb18030", HANS, "gb18030"),
    ("big5", HANT, "big5"),
    ("shift_jis", JAPANESE, "shift_jis"),
    ("euc_jp", JAPANESE, "euc-jp"),
    ("euc_kr", KOREAN, "euc-kr"),
    ("utf-16-le", HANS, "utf-16-le"),
    ("utf-16-be", JAPANESE, "utf-16-be"),
    ("utf-16-le", "Plain English, sixteen bits each.", "utf-16-le"),
    ("cp1252", FRENCH, "latin-1"),
    ("iso2022_jp", JAPANESE, "iso2022_jp"),
]


@pytest.mark.parametrize(("codec", "text", "name"), TEXTS)
def test_a_sentence_in_an_old_encoding_is_read_and_called_a_guess(codec: str, text: str, name: str) -> None:
    assert decode(text.encode(codec)) == (text, name, False)


@pytest.mark.parametrize(
    ("codec", "text"), [("gb18030", HANS[:8]), ("big5", HANT[:8]), ("shift_jis", JAPANESE[:8])]
)
def test_a_title_of_sixteen_bytes_is_enough(codec: str, text: str) -> None:
    assert decode(text.encode(codec))[0] == text


@pytest.mark.parametrize("text", [HANS, HANT, JAPANESE, KOREAN, FRENCH, "", "plain"])
def test_utf_8_is_certain_with_and_without_its_mark(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", True)
    assert decode(text.encode("utf-8-sig")) == (text, "utf-8", True)


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_a_byte_order_mark_is_certain(codec: str) -> None:
    text, name, certain = decode(HANS.encode(codec))
    assert (text, certain) == (HANS, True)
    assert name.startswith(codec)


@pytest.mark.parametrize("broken", [b"\xff", b"\xe4\xb8", b"\x80\x80"])
def test_utf_8_with_a_few_broken_bytes_stays_utf_8(broken: bytes) -> None:
    text, name, certain = decode(HANS.encode() + broken + HANS.encode())
    assert (name, certain) == ("utf-8", False)
    assert text.startswith(HANS)
    assert text.endswith(HANS)
    assert "\ufffd" in text


def test_a_utf_8_title_cut_inside_a_character_stays_utf_8() -> None:
    assert decode(HANS.encode()[:20])[:2] == (HANS[:6] + "\ufffd", "utf-8")


def test_chinese_with_a_broken_byte_is_still_chinese() -> None:
    text, name, _ = decode(HANS.encode("gb18030") * 3 + b"\xff" + HANS.encode("gb18030"))
    assert name == "gb18030"
    assert text.count(HANS) == 4


@pytest.mark.parametrize(
    ("label", "codec"), [("gbk", "gb18030"), ("shift_jis", "cp932"), ("windows-1252", "cp1252")]
)
def test_what_a_page_declares_is_certain_when_it_fits(label: str, codec: str) -> None:
    text = (
        f'<html><head><meta charset="{label}"></head><body>é</body>'
        if codec == "cp1252"
        else f"<meta charset={label}>日本"
    )
    assert decode(text.encode(codec))[::2] == (text, True)


@pytest.mark.parametrize("label", ["utf-7", "rot13", "zip", "idna", "nonsense", "unicode_escape"])
def test_a_declared_codec_that_is_none_of_ours_is_not_used(label: str) -> None:
    text = f"<meta charset={label}>{HANS}"
    assert decode(text.encode("gb18030")) == (text, "gb18030", False)


def test_a_long_ascii_start_does_not_hide_what_follows() -> None:
    text = "plain words " * 2_000 + HANS
    assert decode(text.encode("gb18030"))[0] == text


def test_a_common_sentence_costs_less_in_its_own_language() -> None:
    assert cost(HANS, "hans") < cost(HANS, "ja")
    assert cost(JAPANESE, "ja") < cost(JAPANESE, "hans")
    assert cost(HANT, "hant") < cost(HANT, "ja")


@given(st.binary(max_size=200))
def test_any_bytes_decode_to_text_without_surrogates(data: bytes) -> None:
    text, name, _ = decode(data)
    assert text.encode("utf-8")[:0] == b""
    assert name
