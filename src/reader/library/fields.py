"""The fields of the query language: their names in English and Chinese, the values they may have, and what goes wrong.

A value is *canonical* when it is as :class:`reader.library.query.Field` holds it: one spelling for one meaning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reader.language import later, tr, tr_plural
from reader.library import days
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

SearchOrder = Literal["relevance", "date", "oldest", "title", "length"]
"""How hits are sorted: best, newest, oldest, by title, or longest first."""

FIELDS: dict[str, tuple[str, ...]] = {
    "cat": ("cats", "category", "categories", "分类", "类别", "栏目"),
    "title": ("titles", "标题", "题目"),
    "body": ("text", "content", "正文", "内容"),
    "author": ("authors", "source", "from", "作者", "来源"),
    "tag": ("tags", "keyword", "keywords", "标签", "关键词"),
    "path": ("file", "路径"),
    "date": ("dates", "日期", "时间"),
    "is": ("状态",),
    "label": ("labels", "书签标签", "标记"),
    "note": ("notes", "笔记", "批注"),
    "has": ("有", "含"),
    "len": ("length", "size", "长度", "字数"),
    "sort": ("order", "排序"),
    "since": (),
    "after": ("晚于",),
    "until": ("till", "截至"),
    "before": ("早于",),
}
"""Names, and what else they may be called. The last four are ``date:`` in other words."""
STATES: dict[str, tuple[str, ...]] = {
    "bookmarked": ("bookmark", "bookmarks", "starred", "收藏", "已收藏", "书签"),
    "unread": ("未读", "没读"),
    "read": ("seen", "已读", "读过"),
    "new": ("新", "新文章"),
    "highlighted": ("highlight", "highlights", "划线", "已划线", "高亮"),
    "noted": ("note", "notes", "annotated", "笔记", "有笔记", "批注"),
}
"""What ``is:`` may ask."""
CONTENTS: dict[str, tuple[str, ...]] = {
    "image": ("images", "img", "picture", "pictures", "photo", "photos", "图", "图片", "照片", "配图"),
    "table": ("tables", "表", "表格"),
    "code": ("代码", "程式码"),
    "link": ("links", "链接", "连结"),
    "video": ("videos", "视频", "影片"),
}
"""What ``has:`` may ask."""
ORDERS: dict[SearchOrder, tuple[str, ...]] = {
    "relevance": ("relevant", "best", "score", "相关", "相关度"),
    "date": ("newest", "new", "time", "日期", "时间", "最新"),
    "oldest": ("old", "最早", "最旧"),
    "title": ("name", "标题"),
    "length": ("len", "longest", "size", "长度", "字数", "最长"),
}
"""What ``sort:`` may ask."""


def _lookup(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(alias): name for name, aliases in table.items() for alias in (name, *aliases)}


_NAMES, _STATES, _CONTENTS = _lookup(FIELDS), _lookup(STATES), _lookup(CONTENTS)
_ORDERS: dict[str, SearchOrder] = {
    fold(alias): name for name, aliases in ORDERS.items() for alias in (name, *aliases)
}
_LONGEST_NAME = max(map(len, _NAMES))


def field_name(typed: str) -> str | None:
    """The field that is called ``typed``; None when none is."""
    return _NAMES.get(fold(typed)) if len(typed) <= _LONGEST_NAME else None


def canonical(name: str, value: str, today: date) -> tuple[str, str] | None:
    """The field and the canonical value that ``name:value`` means; None when ``name`` cannot have that value.

    Args:
        name: as :func:`field_name` gives it.
        value: as typed, its blanks one blank each.
        today: what relative dates are counted from.
    """
    if side := _SIDES.get(name):
        dates = _side(side, value, today)
        return ("date", dates) if dates else None
    if name == "date":
        return (name, value) if days.spans(value, today) else None
    if name == "len":
        length = _length(value)
        return (name, length) if length else None
    if name in _TABLES:
        meant = _meant(name, value)
        return (name, meant.pop()) if len(meant) == 1 else None
    return (name, value) if value else None


_SIDES: dict[str, days.Side] = {"since": "since", "after": "after", "until": "until", "before": "before"}
_TABLES: dict[str, Mapping[str, str]] = {"is": _STATES, "has": _CONTENTS, "sort": _ORDERS}


def _meant(name: str, value: str) -> set[str]:
    """The values of ``is:``, ``has:`` or ``sort:`` that one means by ``value``, or by what it is the beginning of."""
    table, folded = _TABLES[name], fold(value)
    if folded in table:
        return {table[folded]}
    return {one for alias, one in table.items() if alias.startswith(folded)} if folded else set()


_BEGUN = {
    "date": re.compile(r"(?:.*\.\.)?(?:\d{0,3}|\d{4}[-/.年](?:0|\d{1,2}[-/.月]0?)?)|\.{1,2}|\*[-/.]?0?"),
    "len": re.compile(r"[<>]?=?"),
}


def unfinished(name: str, value: str) -> bool:
    """Whether ``name`` cannot have ``value``, but could have what it is the beginning of."""
    if not value or (name in _TABLES and _meant(name, value)):
        return True
    return name in _BEGUN and _BEGUN[name].fullmatch(fold(value)) is not None


def order_of(value: str) -> SearchOrder | None:
    """The order that ``sort:value`` asks for; None when it is none."""
    return _ORDERS.get(fold(value))


def _side(side: days.Side, value: str, today: date) -> str | None:
    """``since:``, ``after:``, ``until:`` and ``before:`` as a range of ``date:``."""
    span = days.beside(side, value, today)
    if span is None:
        return None
    if side == "since":
        return f"{value}.."  # a relative date stays one
    return f"..{value}" if side == "until" else f"{span.first or ''}..{span.last or ''}"


# -- lengths ----------------------------------------------------------------------------------------------------

_UNITS = {"": 1, "百": 100, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000, "m": 1_000_000}
_NUMBER = r"(\d{1,12}(?:\.\d{1,6})?)([百千k万wm]?)字?"
_COMPARED = re.compile(rf"(>=|<=|>|<|=?){_NUMBER}")
_BETWEEN = re.compile(rf"(?:{_NUMBER})?(?:\.\.+|~|-)(?:{_NUMBER})?")
_LONGEST_BODY = 1_000_000_000
"""Characters; nobody means more, and the index can still count them."""


def length_span(value: str) -> tuple[int | None, int | None] | None:
    """The lengths that ``len:value`` asks for: least and most characters, both included, None where it is open.

    None instead when the value is no length.
    """
    canon = _length(value)
    if canon is None:
        return None
    low, dots, high = canon.partition("..")
    if dots:
        return int(low) if low else None, int(high) if high else None
    number = int(canon.lstrip("<>="))
    if canon.startswith(">"):
        return number + (not canon.startswith(">=")), None
    if canon.startswith("<"):
        return None, number - (not canon.startswith("<="))
    return number, number


def _length(value: str) -> str | None:
    """``> 1.5万`` as ``>15000``; None when it is no length."""
    if len(value) > 60:
        return None
    plain = re.sub(r"[\s,，]+", "", fold(value)).replace("≥", ">=").replace("≤", "<=").replace("。", ".")
    if compared := _COMPARED.fullmatch(plain):
        return f"{compared[1] if compared[1] != '=' else ''}{_number(compared[2], compared[3])}"
    between = _BETWEEN.fullmatch(plain)
    if not between or not (between[1] or between[3]):
        return None
    low = _number(between[1], between[2]) if between[1] else None
    high = _number(between[3], between[4]) if between[3] else None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _number(digits: str, unit: str) -> int:
    return min(round(float(digits) * _UNITS[unit]), _LONGEST_BODY)


# -- hints ------------------------------------------------------------------------------------------------------

_EXAMPLES = {
    "cat": "cat:金融",
    "title": 'title:"two words"',
    "body": "body:word",
    "author": "author:name",
    "tag": "tag:word",
    "label": "label:word",
    "note": "note:word",
    "path": "path:2021/07",
    "since": "since:2021-07",
    "after": "after:2021-07-02",
    "until": "until:2021-07",
    "before": "before:2021",
}
_VALUES: dict[str, Iterable[str]] = {"is": STATES, "has": CONTENTS, "sort": ORDERS}
_LONGEST_QUOTED = 30
_NO_DATE = later("{typed} is no date: try {examples}")


def explanation(name: str, value: str) -> str:
    """Why ``name`` cannot have ``value``, and what it could have."""
    typed = f"{name}:{value}" if len(value) <= _LONGEST_QUOTED else f"{name}:{value[:_LONGEST_QUOTED]}…"
    if name == "date":
        examples = "date:2021-07, date:2020..2021, date:7d, date:last-month"
        return tr(_NO_DATE).format(typed=typed, examples=examples)
    if name == "len":
        examples = "len:>2000, len:<300, len:2000..5000"
        return tr("{typed} is no length: try {examples}").format(typed=typed, examples=examples)
    if table := _VALUES.get(name):
        known = [f"{name}:{one}" for one in table]
        told = tr_plural(
            "{typed} is not known: there is {known}", "{typed} is not known: there are {known}", len(known)
        )
        return told.format(typed=typed, known=tr(", ").join(known))
    if not value:
        told = tr("{name}: wants a word right after it, as in {example}")
        return told.format(name=name, example=_EXAMPLES[name])
    return tr(_NO_DATE).format(typed=typed, examples=_EXAMPLES[name])


def near_miss(typed: str) -> str | None:
    """The field whose name ``typed`` all but is; None when it is none, or is something else just as likely.

    A name of fewer than four letters is not looked at, and the first letter must be right: ``bat:`` and ``late:`` are
    words, ``catt:`` and ``tilte:`` are slips.
    """
    name = fold(typed) if len(typed) <= _LONGEST_NAME else ""
    if len(name) < 4 or not name.isascii():
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    slips = (field for field in FIELDS if field[0] == name[0] and OSA.distance(field, name) == 1)
    return next(slips, None)
