"""Objects on lines, changed without touching what isn't meant."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.state.objects import amended, fields, line_of, merged, texts_of


@pytest.mark.parametrize(
    ("line", "changes", "expected"),
    [
        ("{}", {"a": 1}, '{"a": 1}'),
        ("{ }", {"a": 1}, '{"a": 1 }'),
        ('{"a":1}', {"b": "乙"}, '{"a":1, "b": "乙"}'),
        ('{"a":1.50,"b":[ 2 ]}', {"a": 7}, '{"a":7,"b":[ 2 ]}'),
        ('\ufeff { "a" : 1 , "b" : 2 } \r', {"a": None}, '\ufeff { "b" : 2 } \r'),
        ('{"a": 1, "b": 2}', {"b": None}, '{"a": 1}'),
        ('{"a": 1}', {"a": None, "b": None}, "{}"),
        ('{"a": 1, "b": 2, "a": 3}', {"a": 4}, '{"a": 1, "b": 2, "a": 4}'),
        ('{"a": 1, "b": 2, "a": 3}', {"a": None}, '{"b": 2}'),
        ('{"\\u0061": "}{\\", ", "b": 2}', {"a": "x", "b": "y"}, '{"\\u0061": "x", "b": "y"}'),
    ],
)
def test_only_what_is_meant_is_written_anew(line: str, changes: dict[str, Any], expected: str) -> None:
    assert amended(line, changes) == expected


def test_of_a_line_changed_by_another_the_own_fields_are_set() -> None:
    before, after = '{"id": 1, "note": "a", "old": 0}', '{"id": 1, "note": "b", "new": [1.0]}'
    assert (
        merged('{"id":1,"note":"c","x":9, "old":1}', before, after)
        == '{"id":1,"note":"b","x":9, "new": [1.0]}'
    )
    assert merged('{"x": 9, "note": "c"}', None, after) == '{"x": 9, "note": "b", "id": 1, "new": [1.0]}'
    assert merged(after, before, after) == after


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "{} {}",
        "nan",
        "<<<<<<< HEAD",
        '{"a": "\x00"}',
        '{"id": "x", "path": "x", "deep": ' + "[" * 400 + "]" * 400 + "}",
        "[" * 100_000,
        "9" * 5_000,
    ],
)
def test_what_is_no_json_or_too_deep_is_an_error(line: str) -> None:
    with pytest.raises(ValueError):
        fields(line)


def test_many_brackets_in_a_text_are_no_depth() -> None:
    line = line_of({"note": "[" * 600, "list": [[]] * 300})
    assert fields(line)["note"] == "[" * 600


def test_other_json_is_no_object() -> None:
    assert [fields(line) for line in ("[]", "null", "7", '"x"')] == [{}] * 4


def test_texts_of_an_object_are_texts() -> None:
    assert texts_of({"a": "x", "b": None, "c": 7}, ("a", "b", "c", "d")) == ["x", "", "7", ""]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
objects = st.dictionaries(st.sampled_from(["a", "b", "c", '"', "\\", "乙", "\ud800"]), values, max_size=5)


@given(data=objects, changes=objects, blanks=st.booleans(), escaped=st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_line_says_what_it_said_but_for_the_changes(
    data: dict[str, Any], changes: dict[str, Any], blanks: bool, escaped: bool
) -> None:
    separators = (" , ", " : ") if blanks else (",", ":")
    line = json.dumps(data, separators=separators, ensure_ascii=escaped)
    expected = {**data, **changes}
    expected = {name: value for name, value in expected.items() if changes.get(name, 0) is not None}
    changed = amended(line, changes)
    assert json.dumps(fields(changed)) == json.dumps(expected)
    assert amended(line, {}) == line


@given(first=objects, second=objects)
@settings(max_examples=200, deadline=None)
def test_what_one_object_became_another_becomes_too(first: dict[str, Any], second: dict[str, Any]) -> None:
    before, after = line_of(first), line_of(second)
    assert fields(merged(before, before, after)).keys() == second.keys()
    assert json.dumps(fields(merged("{}", None, after))) == json.dumps(fields(after))
