"""What ``date:`` in a query means: days, months, years, ranges, and days counted from today, in the reader's zone.

Dates are read as people write them in English and Chinese, once width, case, Chinese numerals and the dashes that
stand for blanks (``last-month``) are out of the way.
"""

from __future__ import annotations

import re
import time
import unicodedata
from contextlib import suppress
from datetime import date
from typing import Literal

from reader import clock
from reader.library import dayspans
from reader.library.day_names import named
from reader.library.dayspans import Span

Side = Literal["since", "after", "until", "before"]
"""On which side of a date one is; ``since`` and ``until`` with the date itself, the other two without."""


def today() -> date:
    """The day it is in the reader's zone."""
    return clock.local(int(time.time())).date()


def span(value: str, now: date) -> Span | None:
    """The days that ``value`` names, ``now`` being today; None when it names none."""
    return _span(_plain(value), now) if len(value) <= _LONGEST else None


def spans(value: str, now: date) -> list[Span] | None:
    """The same, of what comes back every year too (``*-07-02``, ``每年7月``): for each year since the posts of archives
    can have been dated by a machine; None when it names no day.
    """
    if (one := span(value, now)) is not None:
        return [one]
    if len(value) > _LONGEST or not (found := _YEARLY.fullmatch(_plain(value))):
        return None
    month, day = int(found[1]), int(found[2] or 0)
    every = []
    for year in range(_FIRST_YEAR, min(now.year + 1, date.max.year) + 1):
        with suppress(ValueError):  # 29 February, or no day of any year
            first = date(year, month, day or 1)
            every.append(dayspans.day(first, 0) if day else dayspans.month(first))
    return every or None


_FIRST_YEAR = 1970
_YEARLY = re.compile(r"(?:\*[-/.年]?|每年|历年) ?0?(\d{1,2})(?:[-/.月]0?(\d{1,2})[日号]?|月)?")


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
    return named(plain, now)


def _range(first: str, last: str, now: date) -> Span | None:
    begin = named(first, now) if first else Span(None, None)
    end = named(last, now) if last else Span(None, None)
    if begin is None or end is None or not (first or last):
        return None
    if begin.first is not None and end.last is not None and begin.first > end.last:
        return Span(end.first, begin.last)
    return Span(begin.first, end.last)


def _beside(side: Side, plain: str, now: date) -> Span | None:
    found = named(plain, now)
    if found is None or found.first is None or found.last is None:
        return None
    try:
        if side == "since":
            return Span(found.first, None)
        if side == "until":
            return Span(None, found.last)
        if side == "after":
            return Span(dayspans.after(found.last, 1), None)
        return Span(None, dayspans.after(found.first, -1))
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
    """``value`` in the form that the patterns above, and those for names, are written for."""
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
