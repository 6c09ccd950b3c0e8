"""What is doubted of a file: kept in English, recognised and told in the language that is spoken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import doubts, language

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


@given(ANY)
def test_what_is_not_known_stays_as_it_is(message: str) -> None:
    language.use("zh")
    try:
        assert doubts.told(f"once upon a time {message}") == f"once upon a time {message}"
    finally:
        language.use("en")
