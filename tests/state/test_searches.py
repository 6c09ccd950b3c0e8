"""The file of saved searches: the user's own, whatever stands in it."""

from __future__ import annotations

import codecs
import json
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.state.searches import Searches, name_of
from tests.state.test_bookmarks import ODD_LINES

ARCHIVE, OTHER = Path("/news"), Path("/other")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "searches.jsonl"


def names(searches: Searches, archive: Path = ARCHIVE) -> dict[str, str]:
    return {saved.name: saved.query for saved in searches.of(archive)}


def test_a_saved_search_is_one_line_that_says_what_it_is(file: Path) -> None:
    Searches(file).save(ARCHIVE, "科创板  date:2021", "板")
    (line,) = file.read_text("utf-8").splitlines()
    fields = json.loads(line)
    assert fields.pop("added").endswith("+00:00")
    assert fields == {"name": "板", "query": "科创板 date:2021", "archive": "/news"}
    assert "科创板" in line, "readable, not escaped"


def test_without_a_name_the_query_is_the_name(file: Path) -> None:
    searches = Searches(file)
    searches.save(ARCHIVE, "灯塔 ")
    assert searches.all()[0].name == name_of("灯塔 ") == "灯塔"
    assert searches.saved(ARCHIVE, " 灯塔 ") == searches.all()[0]
    assert searches.saved(ARCHIVE, "灯") is None


def test_no_file_is_no_searches_and_nothing_is_made(file: Path) -> None:
    searches = Searches(file)
    assert searches.all() == []
    assert not searches.remove(ARCHIVE, "a") or file.exists()
    assert not file.exists()


def test_saving_under_a_known_name_replaces_its_query_in_its_place(file: Path) -> None:
    searches = Searches(file)
    for name in "abc":
        searches.save(ARCHIVE, f"query of {name}", name)
    searches.save(ARCHIVE, "another", "b")
    assert list(names(searches).items()) == [("a", "query of a"), ("b", "another"), ("c", "query of c")]


def test_a_search_is_renamed_in_its_place_and_keeps_what_else_is_in_its_line(file: Path) -> None:
    searches = Searches(file)
    searches.save(ARCHIVE, "x", "first")
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"query": "y", "name": "second", "archive": "/news", "colour": [1.5, null]}\n')
    assert searches.rename(ARCHIVE, "second", "  third\n")
    assert names(searches) == {"first": "x", "third": "y"}
    assert json.loads(file.read_text("utf-8").splitlines()[1])["colour"] == [1.5, None]
    assert not searches.rename(ARCHIVE, "second", "fourth")
    assert not searches.rename(ARCHIVE, "third", "  ")
    assert names(searches) == {"first": "x", "third": "y"}


def test_renamed_to_a_name_in_use_it_takes_its_place(file: Path) -> None:
    searches = Searches(file)
    searches.save(ARCHIVE, "x", "a")
    searches.save(ARCHIVE, "y", "b")
    before = file.read_text("utf-8")
    assert not searches.rename(ARCHIVE, "b", "b")
    swaps = searches.rename(ARCHIVE, "b", "a")
    assert names(searches) == {"a": "y"}
    searches.lines.swap(swaps, back=True)
    assert file.read_text("utf-8") == before


def test_archives_do_not_mix_but_one_without_an_archive_is_everyones(file: Path) -> None:
    searches = Searches(file)
    searches.save(ARCHIVE, "x", "a")
    searches.save(OTHER, "y", "a")
    assert (names(searches), names(searches, OTHER)) == ({"a": "x"}, {"a": "y"})
    assert searches.remove(ARCHIVE, "a")
    assert (names(searches), names(searches, OTHER)) == ({}, {"a": "y"})
    file.write_text('{"query": "z", "name": "every"}\n', "utf-8")
    assert names(searches) == names(searches, OTHER) == {"every": "z"}
    assert searches.remove(OTHER, "every")
    assert searches.all() == []


def test_edits_from_outside_are_picked_up(file: Path) -> None:
    searches = Searches(file)
    searches.save(ARCHIVE, "甲")
    Searches(file).save(ARCHIVE, "乙")
    assert list(names(searches)) == ["甲", "乙"]
    file.write_text(file.read_text("utf-8").replace("乙", "丙"), "utf-8")
    assert list(names(searches)) == ["甲", "丙"]


def test_of_two_lines_with_a_name_the_last_counts(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"query": "x", "name": "a"}\n{"query": "y", "name": "a"}\n', "utf-8")
    assert names(Searches(file)) == {"a": "y"}


odd = [*ODD_LINES, b'{"name": "no query"}', b'{"query": "  "}', b'{"query": null, "name": 7}']
lines = st.lists(
    st.one_of(
        st.sampled_from(odd),
        st.binary(max_size=12).map(lambda data: data.replace(b"\n", b"")),
        st.sampled_from("abc").map(
            lambda name: json.dumps({"query": "x", "name": name, "archive": "/news"}).encode()
        ),
    ),
    max_size=6,
)


@given(before=lines, data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_other_lines_stay_to_the_byte(
    before: list[bytes], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("edits") / "searches.jsonl"
    file.write_bytes(b"\n".join(before))
    before = file.read_bytes().split(b"\n")
    searches = Searches(file)
    kept = [
        line
        for line in before
        if not any(saved.archive in {"", str(ARCHIVE)} for saved in parsed(line, file))
    ]
    expected = names(searches)
    for _ in range(data.draw(st.integers(1, 4))):
        name, new = data.draw(st.sampled_from("abcd")), data.draw(st.sampled_from("abcd"))
        what = data.draw(st.sampled_from(["save", "rename", "remove"]))
        if what == "save":
            searches.save(ARCHIVE, "y", name)
            expected[name] = "y"
        elif what == "rename":
            assert bool(searches.rename(ARCHIVE, name, new)) is (name in expected and name != new)
            if name in expected and name != new:
                expected[new] = expected.pop(name)
        else:
            assert bool(searches.remove(ARCHIVE, name)) is (name in expected)
            expected.pop(name, None)
    assert names(Searches(file)) == expected
    after = file.read_bytes().split(b"\n")
    kept = [
        line.removeprefix(codecs.BOM_UTF8) for line in kept
    ]  # it belongs to the file, not to its first line
    others = (line.removeprefix(codecs.BOM_UTF8) for line in after)
    assert not any(kept) or all(line in others for line in kept), "in their order, unchanged"


def parsed(line: bytes, beside: Path) -> list:  # type: ignore[type-arg]
    """The saved searches of a file with one line."""
    alone = beside.with_name("alone.jsonl")
    alone.write_bytes(line)
    return Searches(alone).all()


def test_what_is_done_can_be_taken_back_and_done_again(file: Path) -> None:
    searches = Searches(file)
    done = [
        searches.save(ARCHIVE, "x", "a"),
        searches.save(ARCHIVE, "y", "b"),
        searches.save(ARCHIVE, "z", "a"),
        searches.rename(ARCHIVE, "a", "c"),
        searches.remove(ARCHIVE, "b"),
    ]
    after = file.read_text("utf-8")
    for swaps in reversed(done):
        assert searches.lines.swap(swaps, back=True)
    assert file.read_text("utf-8") == ""
    for swaps in done:
        assert searches.lines.swap(swaps)
    assert file.read_text("utf-8") == after
    assert names(searches) == {"c": "z"}


def test_one_that_can_not_be_saved_is_there_and_waits(file: Path) -> None:
    file.parent.write_text("in the way")
    searches = Searches(file)
    assert searches.save(ARCHIVE, "x", "a")
    assert searches.rename(ARCHIVE, "a", "b")
    assert names(searches) == {"b": "x"}
    assert "saved searches" in searches.lines.unsaved
    file.parent.unlink()
    assert searches.lines.retry()
    assert names(Searches(file)) == {"b": "x"}


def _save_many(file: Path, prefix: str) -> None:
    for number in range(15):
        Searches(file).save(ARCHIVE, f"{prefix}{number}")


def test_programs_that_save_at_once_lose_nothing(file: Path) -> None:
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_save_many, args=(file, prefix)) for prefix in "ab"]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert len(Searches(file).all()) == 30
