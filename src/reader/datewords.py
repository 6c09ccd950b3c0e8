"""Days, months and weekdays in words, in the language that is spoken. Dates in figures are the same in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import later, tr, tr_context

if TYPE_CHECKING:
    from datetime import date

_WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
_WEEKDAYS_SHORT = (later("Mo"), later("Tu"), later("We"), later("Th"), later("Fr"), later("Sa"), later("Su"))
_MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)


def weekday(number: int) -> str:
    """``Monday`` for 0, ``星期一``."""
    return tr(_WEEKDAYS[number])


def short_weekday(number: int) -> str:
    """``Mo`` for 0, ``一``: two cells, for a column of a calendar."""
    return tr(_WEEKDAYS_SHORT[number])


def month_name(number: int) -> str:
    """``July`` for 7, ``7月``."""
    return tr(_MONTHS[number - 1])


def month(year: int, number: int) -> str:
    """``July 2021``, ``2021年7月``."""
    return tr("{month} {year}").format(month=month_name(number), year=year)


def year(number: int) -> str:
    """``2021``, ``2021年``."""
    # TRANSLATORS: a year by itself, as the heading of its months
    return tr_context("a year", "{year}").format(year=number)


def day(day: date) -> str:
    """``2021-07-02 Friday``, ``2021-07-02 星期五``."""
    return tr("{day} {weekday}").format(day=day.isoformat(), weekday=weekday(day.weekday()))


def recent_day(day: date, today: date) -> str:
    """``07-02`` in the year of ``today``, ``2021-07-02`` in another."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def no_date() -> str:
    """What stands where a date would."""
    return tr("no date")


def about(day: date) -> str:
    """A day that is merely guessed."""
    return tr("about {day}").format(day=day.isoformat())
