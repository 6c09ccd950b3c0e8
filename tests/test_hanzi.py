"""Traditional characters as Simplified ones."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import hanzi
from reader.hanzi import is_simplified, simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

texts = st.one_of(
    st.text(st.characters(codec=None, categories=None), max_size=60),
    st.text(st.sampled_from("漢汉後薴苧苎鬱髮a，か가\U00020000\U0002b5e6\ud800"), max_size=200),
)


@pytest.mark.parametrize(
    ("traditional", "expected"),
    [
        ("臺灣發生強烈地震後，國際社會紛紛表示關切", "台湾发生强烈地震后，国际社会纷纷表示关切"),
        ("上海證券交易所：科創板", "上海证券交易所：科创板"),
        ("乾坤", "干坤"),
        ("A股 漲 5%", "A股 涨 5%"),
        ("這裏很乾淨", "这里很干净"),
        ("薴", "苎"),
        ("\uf902", "车"),
        ("", ""),
        ("plain", "plain"),
        ("すでに簡体", "すでに简体"),
    ],
)
def test_each_traditional_character_becomes_the_simplified_one(traditional: str, expected: str) -> None:
    assert simplified(traditional) == expected


@given(
    text=st.text(st.one_of(st.sampled_from("漢汉後薴中文國際社會,か"), st.characters(max_codepoint=0xFFFF)))
)
def test_a_text_that_is_simplified_already_is_told(text: str) -> None:
    assert is_simplified(text) == (simplified(text) == text)


def test_rare_characters_beyond_the_first_plane_are_known_too() -> None:
    assert simplified("\U0002040a") == "\U0002b74b"
    assert simplified("\U00020000\U0003fffd") == "\U00020000\U0003fffd"


@given(text=texts)
def test_offsets_stay_and_twice_is_once(text: str) -> None:
    result = simplified(text)
    assert len(result) == len(text)
    assert simplified(result) == result


@given(text=st.text(st.sampled_from("漢汉後薴中文國際社會,\n"), max_size=300))
def test_a_text_is_its_characters_however_many_are_traditional(text: str) -> None:
    assert simplified(text) == "".join(map(simplified, text))
    padded = "中" * 150 + text
    assert simplified(padded) == "中" * 150 + simplified(text)


def test_a_very_long_text_is_simplified_too() -> None:
    assert simplified("中" * 150_000 + "漢字" * 10) == "中" * 150_000 + "汉字" * 10


@pytest.fixture
def fresh() -> Iterator[None]:
    hanzi._tables.cache_clear()
    yield
    hanzi._tables.cache_clear()


def test_without_opencc_everything_stays_as_it_is(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opencc", None)
    for text in ("漢字", "漢" * 500, "\U0002040a", "plain"):
        assert simplified(text) == text


def test_threads_may_be_the_first_together(fresh: None) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(simplified("漢字" * 60))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["汉字" * 60] * 8


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="there are no signals to hold back")
def test_an_interrupt_while_the_tables_are_loaded_is_neither_lost_nor_taken_for_a_missing_library() -> None:
    """The library itself would make an ImportError of it, and Traditional would go on as it is."""
    script = """
import os, signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "opencc":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from reader.hanzi import simplified
try:
    simplified("風")
except KeyboardInterrupt:
    print("interrupted", simplified("風"))
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == ("interrupted 风\n", "")
