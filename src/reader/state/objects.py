"""JSON objects, one a line: what they hold, and changing some of it while every other character stays."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from json import JSONDecoder

_BLANK = re.compile(r"[ \t\r\n]*")
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|([\[{])|([\]}])')
_DEEPEST = 100
"""Brackets within brackets in a long line. How many more Python can read depends on where it is called from."""
_LONG = 500
_AROUND = " \t\r\n\ufeff"
"""What may stand around a value: in the middle of a file a byte order mark says that two files were put together."""


def fields(line: str) -> dict[str, Any]:
    """What a line holds, by name; nothing when it is some other JSON.

    Raises:
        ValueError: it is no JSON.
    """
    text = line.strip(_AROUND)
    if len(text) > _LONG and text.count("[") + text.count("{") > _DEEPEST and _is_deep(text):
        raise ValueError("too many brackets within brackets")
    data, end = _decoder().raw_decode(text)  # half the time of json.loads
    if end < len(text):
        raise ValueError("something stands behind the value")
    return data if isinstance(data, dict) else {}


@cache
def _decoder() -> JSONDecoder:
    from json import JSONDecoder  # noqa: PLC0415 -- who keeps nothing should not wait for it

    return JSONDecoder()


def _is_deep(line: str) -> bool:
    depth = 0
    for bracket in _BRACKET.finditer(line):
        depth += bool(bracket[1]) - bool(bracket[2])
        if depth > _DEEPEST:
            return True
    return False


def text_of(value: Any) -> str:
    """The value of a field that is to be a text, as one: people write numbers, and null."""
    return value if type(value) is str else "" if value is None else str(value)


def texts_of(data: Mapping[str, Any], names: Sequence[str]) -> Sequence[str]:
    """The values of fields that are to be texts, in the order of ``names``."""
    get = data.get
    texts = [get(name, "") for name in names]
    return texts if set(map(type, texts)) == {str} else [text_of(text) for text in texts]


def line_of(data: Mapping[str, Any]) -> str:
    """``data`` as a line, readable, without the newline."""
    return _text(dict(data))


def amended(line: str, changes: Mapping[str, Any]) -> str:
    """A line with an object, some of its fields set; those that are to be None are taken out.

    What isn't changed keeps its very characters: blanks, escapes, the way numbers are written.
    """
    return _amended(line, {name: None if value is None else _text(value) for name, value in changes.items()})


def merged(line: str, before: str | None, after: str) -> str:
    """A line with an object, changed as ``before`` was to ``after``: the fields that differ between these two are set.

    Args:
        line: what somebody else has made of ``before``.
        before: an object, too; None: there was nothing.
        after: an object, too.
    """
    was = {} if before is None else _values(before)
    now = _values(after)
    return _amended(line, {name: now.get(name) for name in was | now if was.get(name) != now.get(name)})


def recorded(line: str | None, old: NamedTuple | None, new: NamedTuple, spare: Collection[str] = ()) -> str:
    """A line that says ``new``: a fresh one, or ``line``, which said ``old``, with the fields that differ set.

    Args:
        line: as it is in the file; None when there is none yet.
        old: its value.
        new: what it is to say; its fields are those of the object.
        spare: fields that are left out where they are empty.
    """
    data = {name: value for name, value in new._asdict().items() if value or name not in spare}
    if line is None or old is None:
        return line_of(data)
    was = old._asdict()
    return amended(
        line, {name: data.get(name) for name, value in new._asdict().items() if was[name] != value}
    )


def _text(value: Any) -> str:
    import json  # noqa: PLC0415

    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # the bytes of a file name that is not UTF-8: JSON has an escape for them
        return json.dumps(value)
    return text


class _Member(NamedTuple):
    name: str
    begin: int
    """Where the name begins."""
    start: int
    """Where the value begins."""
    end: int


def _members(line: str) -> tuple[list[_Member], int]:
    """The members of the object of a line, in order, and where the first one stands or would stand."""
    read = _decoder().raw_decode
    first = at = line.index("{") + 1
    members: list[_Member] = []
    at = _after_blanks(line, at)
    while line[at] != "}":
        begin = at
        name, at = read(line, begin)
        start = _after_blanks(line, _after_blanks(line, at) + 1)  # behind the colon
        _, end = read(line, start)
        members.append(_Member(name, begin, start, end))
        at = _after_blanks(line, end)
        if line[at] == ",":
            at = _after_blanks(line, at + 1)
    return members, first


def _after_blanks(line: str, at: int) -> int:
    found = _BLANK.match(line, at)
    assert found is not None  # it matches nothing, too
    return found.end()


def _values(line: str) -> dict[str, str]:
    """The fields of a line and their values as they are written; of two with a name the last counts, as in JSON."""
    members, _ = _members(line)
    return {member.name: line[member.start : member.end] for member in members}


def _amended(line: str, texts: Mapping[str, str | None]) -> str:
    for name, text in texts.items():
        members, first = _members(line)
        at = [number for number, member in enumerate(members) if member.name == name]
        if text is None:
            for number in reversed(at):
                line = _without(line, members, number)
                members, _ = _members(line)
        elif at:
            member = members[at[-1]]
            line = line[: member.start] + text + line[member.end :]
        else:
            end, comma = (members[-1].end, ", ") if members else (first, "")
            line = f"{line[:end]}{comma}{_text(name)}: {text}{line[end:]}"
    return line


def _without(line: str, members: list[_Member], number: int) -> str:
    """A line without one of its members, and without the comma that goes with it."""
    if number + 1 < len(members):
        return line[: members[number].begin] + line[members[number + 1].begin :]
    begin = members[number - 1].end if number else members[number].begin
    return line[:begin] + line[members[number].end :]
