"""Dates as posts write them: ISO and its cousins, RFC 822, Chinese, English prose, epoch; and dates in paths.

Everything is kept in UTC seconds with the offset that was written. A date without a zone is read as UTC.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.model import Moment

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside are typing errors or placeholders (0001-01-01), never the date of a post."""

_NAME_YEARS = range(1990, 2100)
"""Digits in a path are only a date when the year is one in which people kept such archives."""

_MAX_LENGTH = 120
"""Characters; the longest real form (a JavaScript date with a spelled-out zone) has about 60."""

_DAY = 86_400
_MAX_OFFSET = 14 * 60
"""Minutes; no place on earth is further from UTC than +14:00 (Kiribati)."""

_MONTHS = {
    word: number
    for number, name in enumerate(calendar.month_name)
    if number
    for word in (name.lower(), name[:3].lower(), name[:4].lower())
}
"""English names, their first three letters, and four (``Sept``, ``June``)."""

_MINUTES_EAST = {
    0: ("z", "gmt", "utc", "ut"),
    -480: ("pst",),
    -420: ("pdt", "mst"),
    -360: ("mdt", "cst"),
    -300: ("cdt", "est"),
    -240: ("edt",),
    60: ("cet", "bst"),
    120: ("cest", "eet"),
    180: ("eest",),
    480: ("hkt",),
    540: ("jst", "kst"),
}
_ZONES = {name: minutes for minutes, names in _MINUTES_EAST.items() for name in names}
"""Minutes east of UTC. RFC 822's names (``CST`` is American there), and those that mean one thing only."""

_ZONE = r"(?P<zone>[A-Za-z]{1,5}|(?:GMT|UTC)?\s*[+-]\d{1,2}:?\d{0,2})"

_RFC_822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2} [A-Z][a-z]{2} \d{4}) (\d\d):(\d\d):(\d\d) (GMT|UTC|Z|[+-]\d{4})"
)
_ISO_8601 = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d):(\d\d) ?(Z|[+-]\d\d:?\d\d)?")
"""Exactly as feeds and generators write them (nearly all posts of most archives); anything laxer takes more time."""

_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年_]\s*(?P<month>\d{1,2})(?:\s*[-/.月_]\s*(?P<day>\d{1,2})\s*日?|月)?"
    r"(?:\s*[(（]?(?:星期|周|週)[一二三四五六日天][)）]?)?"
    r"(?:[Tt\s,]*(?P<half>上午|下午|凌晨|中午|晚上|午前|午後)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时時点點]\s*(?P<minute>\d{1,2})(?:\s*[:分]\s*(?P<second>\d{1,2}))?(?:[.,]\d+)?\s*[分秒]?"
    rf"\s*(?P<half_after>[AaPp]\.?[Mm]\.?)?\s*{_ZONE}?(?:\s*\[[\w/+-]+\])?)?"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    rf"(?:[Tt\s_-]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?{_ZONE}?)?"
)
_YEAR_LAST = re.compile(r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})[./-](?P<year>\d{4})(?:\D.*)?")
_EPOCH = re.compile(r"(-?\d{9,10})(?:\.\d+)?|(\d{13})|(\d{16})|(\d{19})")
_YEAR = re.compile(r"(\d{4})年?")
_DIGIT = re.compile(r"\d")

_WORD = re.compile(r"[A-Za-z]{3,9}")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*([AaPp]\.?[Mm])?")
_PROSE_ZONE = re.compile(r"(?:GMT|UTC)?([+-]\d\d:?\d\d)\b|\b([A-Z]{1,4})\b")
_PROSE_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_PROSE_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?![\d:])", re.IGNORECASE)

_IN_NAME = re.compile(
    r"(?<!\d)(\d{4})(?:-(\d{1,2})-|_(\d{1,2})_|\.(\d{1,2})\.|年(\d{1,2})月|(\d\d))(\d{1,2})(?!\d)"
)
_IN_FOLDERS = re.compile(r"(?:^|/)(\d{4})[/-](\d{1,2})(?:[/-](\d{1,2}))?/")


def parse_date(text: str) -> Moment | None:
    """The moment ``text`` names, or None when it is no date between 1900 and 2200.

    Args:
        text: a front matter value, with or without time and zone.

    Returns:
        ``offset`` is None when no zone (or an impossible one) was written; ``about`` is True only for a date
        like ``02/03/2021``, which is read as month/day/year but could be the other way round.
    """
    if stamp := _RFC_822.fullmatch(text) or _ISO_8601.fullmatch(text):
        return _stamped(stamp)
    text = text.strip()
    if not text or len(text) > _MAX_LENGTH:
        return None
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).strip()
    if not _DIGIT.search(text):
        return None
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(text):
            return read(match)
    return _prose(text) or _leading(text)


def date_in_name(path: str) -> Moment | None:
    """The date in a file's name (``2021-07-02-title.md``), or else in its folders (``2021/07/x.md``); about.

    Years before 1990 and after 2099 are taken for other numbers.
    """
    folders, _, name = path.rpartition("/")
    for found in _IN_NAME.finditer(name[: _MAX_LENGTH * 4]):
        year, *months, day = found.groups()
        month = next(filter(None, months))
        if int(year) in _NAME_YEARS and (moment := _moment(int(year), int(month), int(day), about=True)):
            return moment
    match = _IN_FOLDERS.search(folders + "/")
    if match is None or int(match[1]) not in _NAME_YEARS:
        return None
    return _moment(int(match[1]), int(match[2]), int(match[3] or 1), about=True)


def _moment(
    year: int,
    month: int,
    day: int,
    clock: tuple[str | None, str | None, str | None] = (None, None, None),
    offset: int | None = None,
    *,
    about: bool = False,
) -> Moment | None:
    """The moment, or None when there is no such day or the clock shows an impossible hour or minute."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        days = date(year, month, day).toordinal() - _EPOCH_DAY
    except ValueError:
        return None
    hour, minute, second = (int(part) if part else 0 for part in clock)
    if hour > 24 or minute > 59:
        return None
    seconds = days * _DAY + hour * 3600 + minute * 60 + min(second, 59) - (offset or 0) * 60
    return Moment(seconds, offset, about)


_EPOCH_DAY = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=256)
def _offset(zone: str | None) -> int | None:
    """Minutes east of UTC; None when there is no zone, or none that exists."""
    if not zone:
        return None
    if (known := _ZONES.get(zone.lower())) is not None:
        return known
    sign, digits = zone.lstrip("GMTUC ")[:1], "".join(filter(str.isdigit, zone))
    if sign not in ("+", "-") or not digits:
        return None
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    total = hours * 60 + minutes
    return None if total > _MAX_OFFSET or minutes > 59 else (-total if sign == "-" else total)


def _stamped(match: re.Match[str]) -> Moment | None:
    day, hour, minute, second, zone = match.groups()
    midnight, hours, minutes = _midnight(day), int(hour), int(minute)
    if midnight is None or hours > 24 or minutes > 59:
        return None
    offset = _offset(zone)
    seconds = midnight + hours * 3600 + minutes * 60 + min(int(second), 59) - (offset or 0) * 60
    return Moment(seconds, offset)


@lru_cache(maxsize=4_096)  # ten years
def _midnight(written: str) -> int | None:
    """When ``24 Apr 2021`` or ``2021-04-24`` begins in UTC; None when there is no such day."""
    if "-" in written:
        year, month, day = map(int, written.split("-"))
    else:
        first, name, last = written.split()
        year, month, day = int(last), _MONTHS.get(name.lower(), 0), int(first)
    moment = _moment(year, month, day)
    return moment and moment.seconds


def _numeric(match: re.Match[str]) -> Moment | None:
    parts = match.groupdict()
    hour = parts["hour"]
    if hour and (half := parts.get("half") or parts.get("half_after")):
        hour = _twelve_hours(int(hour), half)
    clock = (hour, parts["minute"], parts["second"])
    return _moment(
        int(parts["year"]), int(parts["month"]), int(parts["day"] or 1), clock, _offset(parts["zone"])
    )


def _twelve_hours(hour: int, half: str) -> str:
    """The hour of 24 for a clock of 12 with ``PM``, ``下午`` and the like."""
    late = half in {"下午", "晚上", "午後"} or half[0] in "pP" or (half == "中午" and hour < 11)
    if hour > 12:
        return str(hour)
    return str(hour % 12 + 12 * late) if half != "中午" or late else str(hour)


def _epoch(match: re.Match[str]) -> Moment | None:
    """Seconds, or milli-, micro-, nanoseconds since 1970, told apart by their number of digits."""
    unit = match.lastindex or 1
    seconds = int(match[unit]) // (1, 1_000, 1_000_000, 1_000_000_000)[unit - 1]
    return Moment(seconds, 0) if 0 < seconds < 7_258_118_400 else None  # the year 2200


def _year_only(match: re.Match[str]) -> Moment | None:
    return _moment(int(match[1]), 1, 1)


def _year_last(match: re.Match[str]) -> Moment | None:
    """``2.7.2021`` is day first; ``7/2/2021`` is month first unless that is impossible, and then in doubt."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    month_first = match["mark"] != "." and first <= 12
    month, day = (first, second) if month_first else (second, first)
    doubt = month_first and second <= 12 and first != second
    return _moment(year, month, day, *_clock_and_zone(match.string[match.end("year") :]), about=doubt)


def _clock_and_zone(text: str) -> tuple[tuple[str | None, str | None, str | None], int | None]:
    clock = _CLOCK.search(text)
    if not clock:
        return (None, None, None), None
    hour, minute, second, half = clock.groups()
    zone = _PROSE_ZONE.search(text, clock.end())
    return (
        _twelve_hours(int(hour), half) if half else hour,
        minute,
        second,
    ), _offset(zone[1] or zone[2]) if zone else None


def _prose(text: str) -> Moment | None:
    """A date with an English month: RFC 822 and 850, ``asctime``, JavaScript, ``July 2nd, 2021, 9:56 PM``."""
    month = next((m for m in _WORD.finditer(text) if m[0].lower() in _MONTHS), None)
    if not month:
        return None
    clock, offset = _clock_and_zone(text)
    rest = _CLOCK.sub(" ", text[: month.start()] + " " + text[month.end() :])
    year = _PROSE_YEAR.search(rest)
    if year:
        rest = rest[: year.start()] + " " + rest[year.end() :]
    numbers = _PROSE_DAY.findall(rest)
    if (
        year is None and len(numbers) == 2
    ):  # 2 Jul 21: RFC 822 as it was in 1982; RFC 2822 section 4.3 on 2 digits
        return _moment(_century(int(numbers[1])), _MONTHS[month[0].lower()], int(numbers[0]), clock, offset)
    if year is None or not numbers:
        return None
    return _moment(int(year[1]), _MONTHS[month[0].lower()], int(numbers[0]), clock, offset)


def _century(year: int) -> int:
    return year + (2000 if year < 50 else 1900)


def _leading(text: str) -> Moment | None:
    """The day at the start of a text that goes on with something else: ``2021-07-02 (updated)``."""
    match = _YEAR_FIRST.match(text)
    if not match or match["day"] is None or text[match.end() : match.end() + 1].isdigit():
        return None
    return _numeric(match)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Moment | None]], ...] = (
    (_YEAR_FIRST, _numeric),
    (_COMPACT, _numeric),
    (_EPOCH, _epoch),
    (_YEAR, _year_only),
    (_YEAR_LAST, _year_last),
)
"""Forms made of digits; the first whose pattern covers the whole text reads it."""
