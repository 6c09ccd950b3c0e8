"""The tables of readings: made once, kept as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import paths, sounds

if TYPE_CHECKING:
    from pathlib import Path


def tables() -> sounds.Sounds:
    return sounds.tables_of(
        {"银": "yin", "行": "xing", "走": "zou", "长": "chang", "举": "ju"},
        {"银行": ["yin", "hang"], "行长": ["hang", "zhang"], "举行": ["ju", "xing"], "行走": ["xing", "zou"]},
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Makes small tables; has an item for each time they were made."""
    made: list[None] = []

    def make() -> sounds.Sounds:
        made.append(None)
        return tables()

    monkeypatch.setattr(sounds, "_make", make)
    return made


def kept(folder: Path) -> Path:
    (path,) = folder.glob("readings-*.txt")
    return path


def test_only_words_that_matter_are_kept() -> None:
    made = tables()
    assert set(made.words) == {"银行", "行长", "举行"}, (
        "行走 is read as its characters are, and overlaps nothing"
    )
    assert all(len(word) == len(read_as) for word, read_as in made.words.items())
    assert made.words["举行"] == "举行"
    assert made.words["银行"][0] == "银"
    assert made.further == {"行": "hang", "长": "zhang"}


def test_the_tables_are_made_once_and_then_read(quick: list[None]) -> None:
    first = sounds.read()
    assert sounds.read() == first == tables()
    assert len(quick) == 1


@pytest.mark.parametrize("harm", [b"", b"readings 1 00000000\nx", b"\xff\xfe", b"readings"])
def test_a_file_that_is_not_whole_is_made_again(harm: bytes, quick: list[None]) -> None:
    sounds.read()
    path = kept(paths.cache_dir())
    path.write_bytes(harm)
    assert sounds.read() == tables()
    assert len(quick) == 2
    sounds.read()
    assert len(quick) == 2


def test_a_file_cut_short_or_changed_is_made_again(quick: list[None]) -> None:
    sounds.read()
    path = kept(paths.cache_dir())
    whole = path.read_bytes()
    for harmed in (whole[:-1], whole.replace(b"xing", b"qing"), whole + b"x"):
        path.write_bytes(harmed)
        assert sounds.read() == tables()
    assert path.read_bytes() == whole


def test_a_cache_that_can_not_be_written_does_no_harm(quick: list[None]) -> None:
    cache = paths.cache_dir()
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("a file where the folder should be")
    assert sounds.read() == tables()
    assert sounds.read() == tables()
    assert len(quick) == 2


def test_another_version_of_pypinyin_has_a_file_of_its_own(
    quick: list[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    sounds.read()
    monkeypatch.setattr(sounds, "_version", lambda: "9.9")
    sounds.read()
    assert len(quick) == 2
    assert len(list(paths.cache_dir().glob("readings-*.txt"))) == 2


def test_the_name_of_the_file_holds_the_version_of_pypinyin() -> None:
    import pypinyin

    assert sounds._version() == pypinyin.__version__


def test_the_real_tables_are_small_and_whole() -> None:
    made = sounds.read()
    assert kept(paths.cache_dir()).stat().st_size < 500_000
    assert sounds.read() == made
    assert 390 < len(made.syllables) < 430
    assert all(syllable.isascii() and syllable.islower() for syllable in made.syllables)
    characters = "".join(made.syllables.values())
    assert len(characters) == len(set(characters)) > 40_000
    assert all(len(further.split()) <= 3 for further in made.further.values())
    assert all(made.syllables[further] for each in made.further.values() for further in each.split()
               if further not in {"shei", "dia", "dei"})  # fmt: skip
