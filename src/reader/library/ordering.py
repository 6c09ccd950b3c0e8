"""SQL for a list: which posts, in which order. Every list is one range of the table ``place``, or ``post`` by title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.rows import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model import Order, Selection

_EVERYTHING = 1
"""The root node: every post stands there."""
MERGED = 100
"""So many lists are merged as they are read: the first screen of it takes a millisecond or two. More are sorted."""


def list_sql(
    nodes: Sequence[int], selection: Selection, order: Order, any_of: Sequence[int] = ()
) -> tuple[str, list[int]]:
    """SQL that yields ``posted, post`` in order, and its values.

    Args:
        nodes: a post has to stand at all of them; at least one.
        selection: its dates.
        order: by title, ``posted`` is 0 throughout.
        any_of: a post has to stand at one of these, too, where there are some.
    """
    span = [
        UNKNOWN if selection.since is None else selection.since,
        1 << 62 if selection.until is None else selection.until,
    ]
    if order == "title":
        return _by_title(nodes, selection, span, any_of)
    # Where one of several is enough, all those of ``nodes`` that restrict anything have to be looked at for each post.
    asked = [node for node in nodes if node != _EVERYTHING] if any_of else nodes[1:]
    firsts = any_of or nodes[:1]
    sql = "SELECT posted, post FROM place a WHERE node = ? AND posted >= ? AND posted < ?"
    for _ in asked:
        sql += (
            " AND EXISTS (SELECT 1 FROM place b WHERE b.node = ? AND b.posted = a.posted AND b.post = a.post)"
        )
    values = [value for first in firsts for value in (first, *span, *asked)]
    if len(firsts) > MERGED:
        among = f"node IN ({','.join('?' * len(firsts))})"
        sql, values = f"{sql.replace('node = ?', among, 1)} GROUP BY posted, post", [*firsts, *span, *asked]
        parts = 1
    else:
        parts = len(firsts)
    if order == "date":
        return f"{_united(sql, parts)} ORDER BY posted DESC, post DESC", values
    # Unknown dates are the smallest numbers, yet come last in this order too.
    since_known = sql.replace("posted >= ?", f"posted >= max(?, {UNKNOWN + 1})")
    unknown = sql.replace("posted >= ?", f"posted = {UNKNOWN} AND posted >= ?")
    known = f"SELECT * FROM ({_united(since_known, parts)} ORDER BY posted, post)"
    return f"{known} UNION ALL SELECT * FROM ({_united(unknown, parts)})", values + values


def _united(sql: str, parts: int) -> str:
    """Several lists as one: SQLite merges them, as each comes in order, and takes what is in two of them once."""
    return " UNION ".join([sql] * parts)


def _by_title(
    nodes: Sequence[int], selection: Selection, span: list[int], any_of: Sequence[int]
) -> tuple[str, list[int]]:
    where, values = "", list[int]()
    among = "id IN (SELECT post FROM place WHERE node IN ({}) AND posted >= ? AND posted < ?)"
    conditions = [[node] for node in nodes]
    if any_of:
        conditions = [*([node] for node in nodes if node != _EVERYTHING), list(any_of)]
    if any_of or list(nodes) != [_EVERYTHING] or selection.since is not None or selection.until is not None:
        where = "WHERE " + " AND ".join(among.format(",".join("?" * len(each))) for each in conditions)
        values = [value for each in conditions for value in (*each, *span)]
    return f"SELECT 0 AS posted, id AS post FROM post {where} ORDER BY folded, id", values
