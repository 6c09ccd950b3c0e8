"""SQL for a list: which posts, in which order. Every list is one range of the table ``place``, or ``post`` by title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.rows import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model import Order, Selection

_EVERYTHING = 1
"""The root node: every post stands there."""


def list_sql(nodes: Sequence[int], selection: Selection, order: Order) -> tuple[str, list[int]]:
    """SQL that yields ``posted, post`` in order, and its values.

    Args:
        nodes: a post has to stand at all of them; at least one.
        selection: its dates.
        order: by title, ``posted`` is 0 throughout.
    """
    span = [
        UNKNOWN if selection.since is None else selection.since,
        1 << 62 if selection.until is None else selection.until,
    ]
    if order == "title":
        return _by_title(nodes, selection, span)
    first, *others = nodes
    sql = "SELECT posted, post FROM place a WHERE node = ? AND posted >= ? AND posted < ?"
    for _ in others:
        sql += (
            " AND EXISTS (SELECT 1 FROM place b WHERE b.node = ? AND b.posted = a.posted AND b.post = a.post)"
        )
    values = [first, *span, *others]
    if order == "date":
        return f"{sql} ORDER BY posted DESC, post DESC", values
    # Unknown dates are the smallest numbers, yet come last in this order too.
    since_known = sql.replace("posted >= ?", f"posted >= max(?, {UNKNOWN + 1})")
    known = f"SELECT * FROM ({since_known} ORDER BY posted, post)"
    return f"{known} UNION ALL SELECT * FROM ({sql} AND posted = {UNKNOWN})", values + values


def _by_title(nodes: Sequence[int], selection: Selection, span: list[int]) -> tuple[str, list[int]]:
    where, values = "", []
    if list(nodes) != [_EVERYTHING] or selection.since is not None or selection.until is not None:
        among = "id IN (SELECT post FROM place WHERE node = ? AND posted >= ? AND posted < ?)"
        where = "WHERE " + " AND ".join(among for _ in nodes)
        values = [value for node in nodes for value in (node, *span)]
    return f"SELECT 0 AS posted, id AS post FROM post {where} ORDER BY folded, id", values
