"""TOML as text: how a value is written, on which line a name stands, and one value changed while all else stays.

Pure functions. Nothing here knows which settings there are. Both parsers are imported where they are used:
tomllib reads (4 ms), tomlkit, which keeps comments, only changes (15 ms).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = bool | int | str | tuple[str, ...]
Names = tuple[str, ...]
"""Where something stands: the table, the key."""

_LONGEST_STATEMENT = 100
"""Lines of one statement when places are looked for: its text is parsed once for each."""


def literal(value: Value) -> str:
    """A value as TOML has it."""
    if isinstance(value, str):
        import json  # noqa: PLC0415

        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return str(value).lower()


def lines(text: str) -> dict[Names, int]:
    """The line (from 1) where each table and each of its keys begins, in a text that tomllib has read.

    tomllib tells no places, hence statement by statement.
    """
    import tomllib  # noqa: PLC0415

    found: dict[Names, int] = {}
    table: Names = ()
    statement: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        statement.append(line)
        if len(statement) > _LONGEST_STATEMENT:
            break
        try:
            data = tomllib.loads("\n".join(statement))
        except (ValueError, RecursionError):
            continue  # it goes on in the next line
        is_header = line.lstrip().startswith("[") and len(statement) == 1
        for names in _names(data, () if is_header else table):
            found.setdefault(names, number - len(statement) + 1)
            table = names if is_header else table
        statement.clear()
    return found


def _names(data: object, above: Names) -> Iterator[Names]:
    """All that is named in ``data``, which stands in ``above``; three levels, for no setting lies deeper."""
    inner = data[0] if isinstance(data, list) and data else data
    if isinstance(inner, dict) and len(above) < 3:
        for name, below in inner.items():
            yield (*above, name)
            yield from _names(below, (*above, name))


def with_value(text: str, table: str, key: str, value: Value) -> str:
    """``text`` with one value more, or another one, read again to be sure that nothing else is different.

    A key that is commented out in its table (``# key = …``) gets its value there, another one after the last of
    its table.

    Raises:
        ValueError: ``text`` is no TOML, or can't be changed without harm.
    """
    import tomllib  # noqa: PLC0415

    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    data = tomllib.loads(text)
    plain = list(value) if isinstance(value, tuple) else value
    given = data.get(table, {})
    if not isinstance(given, dict):
        raise ValueError(tr("{table} is no table").format(table=table))  # noqa: TRY004 -- the text is wrong, not a type
    expected = data | {table: given | {key: plain}}
    for base in (_uncommented(text, table, key), text):
        try:
            changed = _set(base, table, key, plain)
            if tomllib.loads(changed) == expected:
                return changed
        except (ValueError, TOMLKitError, RecursionError):
            continue  # the comment was prose
    raise ValueError(tr("what stands around it would be changed too"))


def _set(text: str, table: str, key: str, value: object) -> str:
    import tomlkit  # noqa: PLC0415
    from tomlkit.items import Table  # noqa: PLC0415

    document = tomlkit.parse(text)
    if table not in document:
        document.add(table, tomlkit.table())
    inner: Any = document[table]
    rest = []
    if key not in inner and isinstance(inner, Table) and len(inner):
        # What stands after the last key, a comment perhaps, is about the next table.
        body = inner.value.body
        while body[-1][0] is None:
            rest.append(body.pop())
    inner[key] = value
    if rest:
        inner.value.body.extend(reversed(rest))
    return tomlkit.dumps(document)


def _uncommented(text: str, table: str, key: str) -> str:
    """``text`` with the first line ``# key = …`` of the table made a line of its own right."""
    import re  # noqa: PLC0415

    header = re.search(rf"^[ \t]*\[[ \t]*{table}[ \t]*\].*$", text, re.MULTILINE)
    if header is None:
        return text
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, header.end())
    end = following.start() if following else len(text)
    mark = re.compile(rf"^#[ \t]*(?={re.escape(key)}[ \t]*=)", re.MULTILINE).search(text, header.end(), end)
    return text[: mark.start()] + text[mark.end() :] if mark else text
