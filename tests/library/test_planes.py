"""Texts as planes of bytes: what is split is put together again, and every character has its kind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library.planes import Kinds, number, planes_of, text_of

TEXTS = st.text(
    st.one_of(st.sampled_from("a中。é→\ue000😀𠮷"), st.characters(categories=None, codec="utf-8"))
)


def numbers(text: str) -> list[int]:
    return list(map(number, planes_of(text)))


@given(TEXTS)
def test_a_text_is_what_its_planes_make(text: str) -> None:
    assert text_of([numbers(text)], len(text)) == text


@given(TEXTS)
def test_rows_are_read_downwards(text: str) -> None:
    following = [plane >> 8 for plane in numbers(text)]
    pairs = text_of([numbers(text), following], len(text))
    assert pairs == "".join(one + other for one, other in zip(text, text[1:] + "\0", strict=False))


def kind_of(char: str) -> int:
    return 0 if char.isspace() else 1 if "一" <= char <= "鿿" else 2 if char.isalnum() else 3


@given(TEXTS)
def test_each_character_has_its_kind_whichever_blocks_are_known(text: str) -> None:
    for kinds in (
        Kinds(kind_of, {}, ()),
        Kinds(kind_of, dict.fromkeys(range(0x4E, 0xA0), 1), (0x00, 0x30)),
    ):
        found = kinds.of(text, planes_of(text)).to_bytes(len(text), "little")
        assert [kind & 0x7F for kind in found] == list(map(kind_of, text))
