"""What is doubted of a file: kept in English, recognised and told in the language that is spoken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import doubts, language
from reader.archive.header import read_header

SENTENCES = sorted(text for name, text in vars(doubts).items() if name.isupper() and not name.startswith("_"))
ANY = st.text(max_size=12)


def filled(sentence: str, value: str) -> str:
    return sentence.format(**dict.fromkeys(re.findall(r"\{(\w+)\}", sentence), value))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_is_told_in_chinese_with_what_was_filled_in(sentence: str) -> None:
    english = filled(sentence, "{x} 5%")
    assert doubts.told(english) == english
    language.use("zh")
    told = doubts.told(english)
    assert told == filled(language.tr(sentence), "{x} 5%")
    assert told != english


@given(sentence=st.sampled_from(SENTENCES), value=ANY)
def test_whatever_stands_in_it_a_sentence_is_told(sentence: str, value: str) -> None:
    language.use("zh")
    try:
        told = doubts.told(filled(sentence, value))
        assert "{" not in told or "{" in value
        assert not told.isascii()
    finally:
        language.use("en")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("---\ntitle: a\n b: [c\n---\n", "文件头不是有效的 YAML（此处不能有“键: 值”）；已逐行读取"),
        ("---\ntitle: [a\nb: c\n---\n", "文件头不是有效的 YAML（缺少“,”或“]”）；已逐行读取"),
        ("---\ntitle: a\x01\n- b\n---\n", "文件头不是有效的 YAML（不能有控制字符）；已逐行读取"),
        ("+++\ntitle = a\n+++\n", "文件头不是有效的 TOML（值无效）；已逐行读取"),
    ],
)
def test_what_parsers_often_say_is_told_in_chinese_too(header: str, told: str) -> None:
    (note,) = read_header(header).notes
    language.use("zh")
    assert doubts.told(note.message) == told


@given(ANY)
def test_what_is_not_known_stays_as_it_is(message: str) -> None:
    language.use("zh")
    try:
        assert doubts.told(f"once upon a time {message}") == f"once upon a time {message}"
    finally:
        language.use("en")
