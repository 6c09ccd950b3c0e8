"""What ``date:`` in a query means: days, months, years, ranges, and days counted from today, in the reader's zone.

Dates are read as people write them in English and Chinese, once width, case, Chinese numerals and the dashes that
stand for blanks (``last-month``) are out of the way.
"""

from __future__ import annotations

import re
import time
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader import clock

if TYPE_CHECKING:
    from collections.abc import Callable

Side = Literal["since", "after", "until", "before"]
"""On which side of a date one is; ``since`` and ``until`` with the date itself, the other two without."""


class Span(NamedTuple):
    """A range of days; None where it is open."""

    first: date | None
    last: date | None

    @property
    def since(self) -> int | None:
        """UTC seconds at which it begins."""
        return None if self.first is None else clock.midnight(self.first)

    @property
    def until(self) -> int | None:
        """UTC seconds before which it ends."""
        return None if self.last in {None, date.max} else clock.midnight(self.last + timedelta(days=1))

    def __contains__(self, other: object) -> bool:
        """Whether all days of ``other``, a span too, are in this one."""
        return (
            isinstance(other, Span)
            and (self.first is None or (other.first is not None and other.first >= self.first))
            and (self.last is None or (other.last is not None and other.last <= self.last))
        )


def today() -> date:
    """The day it is in the reader's zone."""
    return clock.local(int(time.time())).date()


def span(value: str, now: date) -> Span | None:
    """The days that ``value`` names, ``now`` being today; None when it names none."""
    return _span(_plain(value), now) if len(value) <= _LONGEST else None


def beside(side: Side, value: str, now: date) -> Span | None:
    """The days on one side of what ``value`` names; None when that is no date with two ends, or there is no such day."""
    return _beside(side, _plain(value), now) if len(value) <= _LONGEST else None


_LONGEST = 60
"""Characters of a date; more is something else."""
_DOTS = re.compile(r"\.{2,}|~")
_SIDES: tuple[tuple[Side, re.Pattern[str]], ...] = (
    ("since", re.compile(r"(?:since |from |>=)(.+)|(.+?)(?:以来|至今|起)")),
    ("after", re.compile(r"(?:after |>)(.+)|(.+?)(?:以后|之后)")),
    ("until", re.compile(r"(?:until |till |up to |to |<=)(.+)|(.+?)为止")),
    ("before", re.compile(r"(?:before |<)(.+)|(.+?)(?:以前|之前)")),
)


def _span(plain: str, now: date) -> Span | None:
    if dots := _DOTS.search(plain):
        return _range(plain[: dots.start()].strip(), plain[dots.end() :].strip(), now)
    for side, pattern in _SIDES:
        if found := pattern.fullmatch(plain):
            return _beside(side, (found[1] or found[2]).strip(), now)
    return _named(plain, now)


def _range(first: str, last: str, now: date) -> Span | None:
    begin = _named(first, now) if first else Span(None, None)
    end = _named(last, now) if last else Span(None, None)
    if begin is None or end is None or not (first or last):
        return None
    if begin.first is not None and end.last is not None and begin.first > end.last:
        return Span(end.first, begin.last)
    return Span(begin.first, end.last)


def _beside(side: Side, plain: str, now: date) -> Span | None:
    named = _named(plain, now)
    if named is None or named.first is None or named.last is None:
        return None
    try:
        if side == "since":
            return Span(named.first, None)
        if side == "until":
            return Span(None, named.last)
        return Span(_after(named.last, 1), None) if side == "after" else Span(None, _after(named.first, -1))
    except OverflowError:
        return None


# -- one form for many ------------------------------------------------------------------------------------------

_DASH_FOR_BLANK = re.compile(r"(?<=[a-z])[-_]|[-_](?=[a-z])|\s+")
_NUMERAL = re.compile("[〇零一二两兩三四五六七八九十]+")
_DIGITS = {
    **{char: str(value) for value, char in enumerate("〇一二三四五六七八九")},
    "零": "0",
    "两": "2",
    "兩": "2",
}
_SIMPLE = str.maketrans("週禮這個過後來為號內", "周礼这个过后来为号内")
_HALF = re.compile("(?<![上下])半(年|个?月)")


def _plain(value: str) -> str:
    """``value`` in the form that the patterns below are written for."""
    plain = unicodedata.normalize("NFKC", value).lower().translate(_SIMPLE).replace("。", ".")
    plain = _HALF.sub(lambda half: "6个月" if half[1] == "年" else "15天", plain)
    plain = _NUMERAL.sub(lambda numeral: _arabic(numeral[0]), plain)
    return _DASH_FOR_BLANK.sub(" ", plain).strip()


def _arabic(numeral: str) -> str:
    """``二〇二一`` is 2021, ``十二`` is 12, ``三十`` is 30."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return "".join(_DIGITS[char] for char in numeral)
    return (_arabic(tens) if tens else "1") + (_arabic(ones) if ones else "0")


# -- names of days ----------------------------------------------------------------------------------------------


def _named(plain: str, now: date) -> Span | None:
    """The days that something without a range in it names."""
    plain = _YEAR_BEFORE.sub(lambda word: f"{now.year - _YEARS_BACK[word[0]]:04}年", plain)
    try:
        return (
            _relative(plain, now)
            or _written(plain)
            or _counted(plain, now)
            or _part_of_year(plain, now)
            or _weekday(plain, now)
        )
    except (ValueError, OverflowError):  # no day of the calendar
        return None


_YEARS_BACK = {"今年": 0, "去年": 1, "前年": 2}
_YEAR_BEFORE = re.compile(r"(今年|去年|前年)(?=\d|q\d|[上下]半年|第)")


def _relative(plain: str, now: date) -> Span | None:
    make = _RELATIVE.get(plain)
    return make(now) if make else None


_WRITTEN = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月?)|年?)")
_TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)?")


def _written(plain: str) -> Span | None:
    written = _WRITTEN.fullmatch(plain) or _TOGETHER.fullmatch(plain)
    if not written:
        return None
    year, month = int(written[1]), int(written[2] or 1)
    if written[2] is None:
        return _years(date(year, 1, 1), 0)
    if written[3] is None:
        return _month(date(year, month, 1))
    return _day(date(year, month, int(written[3])), 0)


_COUNTED = re.compile(
    r"(?:the )?(?P<past>last |past |近|最近|过去)?(?P<count>\d{1,5})? ?"
    r"(?P<unit>d|days?|天|w|weeks?|个?(?:周|星期|礼拜)|m|months?|个月|y|years?|年)(?: ?(?P<ago>ago|前)|以?内)?"
)


def _counted(plain: str, now: date) -> Span | None:
    """``7d`` is today and the six days before; ``7 days ago`` that one day, and so with weeks, months, years."""
    counted = _COUNTED.fullmatch(plain)
    if not counted or not (counted["past"] or counted["count"]):
        return None
    count, unit = int(counted["count"] or 1), _UNITS[counted["unit"].removeprefix("个")[0]]
    try:
        if counted["ago"]:
            return unit.one(now, count)
        return Span(_after(unit.back(now, count), 1), now) if count else None
    except (ValueError, OverflowError):  # before the year 1
        return Span(date.min, now)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(?P<number>\d{1,2})月(?:(?P<day>\d{1,2})[日号]?)?"
    r"|(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?: (?P<year>\d{4}))?"
)
_QUARTER = re.compile(
    r"(?:(?P<year>\d{4})年? ?)?(?:q(?P<q>[1-4])|第?(?P<number>[1-4])季度?|(?P<half>[上下])半年)"
)


def _part_of_year(plain: str, now: date) -> Span | None:
    """A day, month, quarter or half of a year; without a year, the last one that has begun."""
    if found := _MONTH.fullmatch(plain):
        month = _MONTHS.index(found["name"][:3]) + 1 if found["name"] else int(found["number"])
        if found["name"] and found["year"]:
            return _month(date(int(found["year"]), month, 1))
        year = now.year if (month, int(found["day"] or 1)) <= (now.month, now.day) else now.year - 1
        return _day(date(year, month, int(found["day"])), 0) if found["day"] else _month(date(year, month, 1))
    if found := _QUARTER.fullmatch(plain):
        months = 6 if found["half"] else 3
        place = "上下".index(found["half"]) if found["half"] else int(found["q"] or found["number"]) - 1
        first = date(int(found["year"] or now.year), place * months + 1, 1)
        if not found["year"] and first > now:
            first = first.replace(year=first.year - 1)
        return _months(first, months)
    return None


_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"(?P<week>上|本|这)?个?(?:周|星期|礼拜)(?P<number>[1-7日天])"
    r"|(?P<last>last )?(?P<name>mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
)


def _weekday(plain: str, now: date) -> Span | None:
    """``周一``: the last Monday, or today; ``上周一``: that of the week before."""
    found = _WEEKDAY.fullmatch(plain)
    if not found:
        return None
    if found["name"]:
        number = _DAY_NAMES.index(found["name"][:3])
        return _day(now, (now.weekday() - number) % 7 or (7 if found["last"] else 0))
    number = 6 if found["number"] in "日天" else int(found["number"]) - 1
    if found["week"]:
        return _day(now, now.weekday() - number + (7 if found["week"] == "上" else 0))
    return _day(now, (now.weekday() - number) % 7)


# -- calendar ---------------------------------------------------------------------------------------------------


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _day(day: date, back: int) -> Span:
    then = _after(day, -back)
    return Span(then, then)


def _week(day: date, back: int) -> Span:
    """Monday to Sunday (ISO 8601)."""
    monday = _after(day, -day.weekday() - 7 * back)
    return Span(monday, _after(monday, 6))


def _month(day: date, back: int = 0) -> Span:
    return _months(_months_back(day.replace(day=1), back), 1)


def _months(first: date, count: int) -> Span:
    """So many months from the first day of one on."""
    if first.month + count > 12:
        return Span(first, first.replace(month=12, day=31))
    return Span(first, first.replace(month=first.month + count) - timedelta(days=1))


def _quarter(day: date, back: int = 0) -> Span:
    return _months(_months_back(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3 * back), 3)


def _years(day: date, back: int) -> Span:
    return Span(date(day.year - back, 1, 1), date(day.year - back, 12, 31))


def _months_back(day: date, months: int) -> date:
    """The same day so many months ago, or that month's last."""
    place = day.year * 12 + day.month - 1 - months
    first = date(place // 12, place % 12 + 1, 1)
    last = _months(first, 1).last
    assert last is not None
    return min(last, _after(first, day.day - 1))


class _Unit(NamedTuple):
    back: Callable[[date, int], date]
    """The day so many units before another."""
    one: Callable[[date, int], Span]
    """The whole unit so many before the one with a day in it."""


_DAYS = _Unit(lambda day, count: _after(day, -count), _day)
_WEEKS = _Unit(lambda day, count: _after(day, -7 * count), _week)
_CALENDAR_MONTHS = _Unit(_months_back, _month)
_CALENDAR_YEARS = _Unit(lambda day, count: _months_back(day, 12 * count), _years)
_UNITS = {
    **dict.fromkeys("d天", _DAYS),
    **dict.fromkeys("w周星礼", _WEEKS),
    **dict.fromkeys("m月", _CALENDAR_MONTHS),
    **dict.fromkeys("y年", _CALENDAR_YEARS),
}
"""By the first character of their names."""
_RELATIVE: dict[str, Callable[[date], Span]] = {
    **dict.fromkeys(("today", "今天", "今日"), lambda day: _day(day, 0)),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), lambda day: _day(day, 1)),
    "前天": lambda day: _day(day, 2),
    "大前天": lambda day: _day(day, 3),
    **dict.fromkeys(("this week", "本周", "这周", "本星期", "这星期", "这个星期"), lambda day: _week(day, 0)),
    **dict.fromkeys(("last week", "上周", "上星期", "上个星期", "上1周"), lambda day: _week(day, 1)),
    "上上周": lambda day: _week(day, 2),
    **dict.fromkeys(("this month", "本月", "这个月", "这月"), _month),
    **dict.fromkeys(("last month", "上月", "上个月"), lambda day: _month(day, 1)),
    "上上个月": lambda day: _month(day, 2),
    **dict.fromkeys(("this quarter", "本季度", "这季度"), _quarter),
    **dict.fromkeys(("last quarter", "上季度", "上个季度"), lambda day: _quarter(day, 1)),
    **dict.fromkeys(("this year", "今年", "本年"), lambda day: _years(day, 0)),
    **dict.fromkeys(("last year", "去年"), lambda day: _years(day, 1)),
    "前年": lambda day: _years(day, 2),
}
"""After the numerals have become digits."""
