"""What was searched for: newest last, each once, shared by programs."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.state.history import MOST, History


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "searches.jsonl"


def test_the_newest_is_the_last_and_stands_there_once(file: Path) -> None:
    history = History(file)
    for query in ["科创板", "灯塔", " 科创板 ", "", "  "]:
        history.add(query)
    assert history.all() == ["灯塔", "科创板"]
    assert History(file).all() == ["灯塔", "科创板"]
    assert file.read_text("utf-8") == '{"query": "灯塔"}\n{"query": "科创板"}\n'


def test_nothing_is_made_before_something_is_searched(file: Path) -> None:
    assert History(file).all() == []
    assert not file.parent.exists()


def test_it_does_not_grow_without_end(file: Path) -> None:
    history = History(file)
    history.add("x" * 2_000)
    for number in range(MOST + 10):
        history.add(f"query {number}")
    assert history.all() == [f"query {number}" for number in range(10, MOST + 10)]


def test_what_another_program_searched_for_is_there_at_once(file: Path) -> None:
    one, other = History(file), History(file)
    one.add("a")
    other.add("b")
    one.add("c")
    assert one.all() == other.all() == ["a", "b", "c"]


def test_earlier_queries_are_those_that_begin_as_typed(file: Path) -> None:
    history = History(file)
    for query in ["Ferry", "灯塔 date:2021", "灯塔", "ferry cat", "渡口"]:
        history.add(query)
    assert history.earlier("ferry") == ["Ferry", "ferry cat"]
    assert history.earlier("灯塔") == ["灯塔 date:2021"], "not what stands there already"
    assert history.earlier("") == ["Ferry", "灯塔 date:2021", "灯塔", "ferry cat", "渡口"]


def test_what_can_not_be_written_is_remembered_all_the_same(file: Path) -> None:
    file.parent.write_text("in the way")
    history = History(file)
    history.add("a")
    history.add("b")
    assert history.all() == ["a", "b"]
    file.parent.unlink()
    history.add("c")
    assert History(file).all() == ["a", "b", "c"]


@given(lines=st.lists(st.one_of(st.binary(max_size=20), st.sampled_from([b'{"query": "x"}', b"[]", b'{"query": 7}', b"[" * 9_999]))))  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_stands_in_the_file_the_next_query_is_remembered(
    lines: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("history") / "searches.jsonl"
    file.write_bytes(b"\n".join(lines))
    known = History(file).all()
    assert ("x" in known) == any(b'{"query": "x"}' in line.split(b"\n") for line in lines)
    History(file).add("灯塔")
    assert History(file).all() == [*known, "灯塔"]


@given(queries=st.lists(st.text(max_size=8), max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_query_comes_back_as_one_line(
    queries: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("history") / "searches.jsonl"
    history = History(file)
    for query in queries:
        history.add(query)
    kept = History(file).all()
    assert kept == history.all()
    assert len(set(kept)) == len(kept)
    assert all(query == " ".join(query.split()) and query for query in kept)


def _add_many(file: Path, prefix: str) -> None:
    for number in range(15):
        History(file).add(f"{prefix}{number}")


def test_programs_that_search_at_once_lose_nothing(file: Path) -> None:
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_add_many, args=(file, prefix)) for prefix in "ab"]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert sorted(History(file).all()) == sorted(f"{prefix}{n}" for prefix in "ab" for n in range(15))
