"""Names of days, weeks, months and years, in English and Chinese, in the one form that :mod:`reader.library.days` makes.

Some count from today; of what comes back every year (``July 2``) the last one is meant that has begun.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from reader.library import dayspans
from reader.library.dayspans import Span

if TYPE_CHECKING:
    from collections.abc import Callable


def named(plain: str, now: date) -> Span | None:
    """The days that something without a range in it names."""
    plain = _YEAR_BEFORE.sub(lambda word: f"{now.year - _YEARS_BACK[word[0]]:04}年", plain)
    try:
        return (
            _relative(plain, now)
            or _written(plain)
            or _counted(plain, now)
            or _day_of_year(plain, now)
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
        return dayspans.year(date(year, 1, 1), 0)
    if written[3] is None:
        return dayspans.month(date(year, month, 1))
    return dayspans.day(date(year, month, int(written[3])), 0)


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
        return Span(dayspans.after(unit.back(now, count), 1), now) if count else None
    except (ValueError, OverflowError):  # before the year 1
        return Span(date.min, now)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(?P<number>\d{1,2})月(?:(?P<day>\d{1,2})[日号]?)?"
    r"|(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?: (?P<year>\d{4}))?"
)
_NAMED_DAY = re.compile(
    r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<name>[a-z]{3,9})\.?,?(?: (?P<year>\d{4}))?"
    r"|(?P<name_first>[a-z]{3,9})\.? (?:the )?(?P<day_next>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year_last>\d{4}))?"
)
_MONTH_AND_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_QUARTER = re.compile(
    r"(?:(?P<year>\d{4})年? ?)?(?:q(?P<q>[1-4])|第?(?P<number>[1-4])季度?|(?P<half>[上下])半年)"
)


def _day_of_year(plain: str, now: date) -> Span | None:
    """``2 July``, ``July 2nd, 2021``, ``7-2``; without a year, the last one that has begun."""
    if found := _MONTH_AND_DAY.fullmatch(plain):
        month, day, year = int(found[1]), int(found[2]), None
    elif found := _NAMED_DAY.fullmatch(plain):
        named = _MONTH.fullmatch(found["name"] or found["name_first"])
        if not named or not named["name"]:
            return None
        month, day = _MONTHS.index(named["name"][:3]) + 1, int(found["day"] or found["day_next"])
        year = found["year"] or found["year_last"]
    else:
        return None
    if year is None:
        year = now.year if (month, day) <= (now.month, now.day) else now.year - 1
    return dayspans.day(date(int(year), month, day), 0)


def _part_of_year(plain: str, now: date) -> Span | None:
    """A day, month, quarter or half of a year; without a year, the last one that has begun."""
    if found := _MONTH.fullmatch(plain):
        month = _MONTHS.index(found["name"][:3]) + 1 if found["name"] else int(found["number"])
        if found["name"] and found["year"]:
            return dayspans.month(date(int(found["year"]), month, 1))
        year = now.year if (month, int(found["day"] or 1)) <= (now.month, now.day) else now.year - 1
        first = date(year, month, int(found["day"] or 1))
        return dayspans.day(first, 0) if found["day"] else dayspans.month(first)
    if found := _QUARTER.fullmatch(plain):
        months = 6 if found["half"] else 3
        place = "上下".index(found["half"]) if found["half"] else int(found["q"] or found["number"]) - 1
        first = date(int(found["year"] or now.year), place * months + 1, 1)
        if not found["year"] and first > now:
            first = first.replace(year=first.year - 1)
        return dayspans.months(first, months)
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
        return dayspans.day(now, (now.weekday() - number) % 7 or (7 if found["last"] else 0))
    number = 6 if found["number"] in "日天" else int(found["number"]) - 1
    if found["week"]:
        return dayspans.day(now, now.weekday() - number + (7 if found["week"] == "上" else 0))
    return dayspans.day(now, (now.weekday() - number) % 7)


# -- what counts from today --------------------------------------------------------------------------------------


class _Unit(NamedTuple):
    back: Callable[[date, int], date]
    """The day so many units before another."""
    one: Callable[[date, int], Span]
    """The whole unit so many before the one with a day in it."""


_DAYS = _Unit(lambda day, count: dayspans.after(day, -count), dayspans.day)
_WEEKS = _Unit(lambda day, count: dayspans.after(day, -7 * count), dayspans.week)
_CALENDAR_MONTHS = _Unit(dayspans.months_back, dayspans.month)
_CALENDAR_YEARS = _Unit(lambda day, count: dayspans.months_back(day, 12 * count), dayspans.year)
_UNITS = {
    **dict.fromkeys("d天", _DAYS),
    **dict.fromkeys("w周星礼", _WEEKS),
    **dict.fromkeys("m月", _CALENDAR_MONTHS),
    **dict.fromkeys("y年", _CALENDAR_YEARS),
}
"""By the first character of their names."""
_RELATIVE: dict[str, Callable[[date], Span]] = {
    **dict.fromkeys(("today", "今天", "今日"), lambda day: dayspans.day(day, 0)),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), lambda day: dayspans.day(day, 1)),
    "前天": lambda day: dayspans.day(day, 2),
    "大前天": lambda day: dayspans.day(day, 3),
    **dict.fromkeys(
        ("this week", "本周", "这周", "本星期", "这星期", "这个星期"), lambda day: dayspans.week(day, 0)
    ),
    **dict.fromkeys(("last week", "上周", "上星期", "上个星期", "上1周"), lambda day: dayspans.week(day, 1)),
    "上上周": lambda day: dayspans.week(day, 2),
    **dict.fromkeys(("this month", "本月", "这个月", "这月"), dayspans.month),
    **dict.fromkeys(("last month", "上月", "上个月"), lambda day: dayspans.month(day, 1)),
    "上上个月": lambda day: dayspans.month(day, 2),
    **dict.fromkeys(("this quarter", "本季度", "这季度"), dayspans.quarter),
    **dict.fromkeys(("last quarter", "上季度", "上个季度"), lambda day: dayspans.quarter(day, 1)),
    **dict.fromkeys(("this year", "今年", "本年"), lambda day: dayspans.year(day, 0)),
    **dict.fromkeys(("last year", "去年"), lambda day: dayspans.year(day, 1)),
    "前年": lambda day: dayspans.year(day, 2),
}
"""After the numerals have become digits."""
