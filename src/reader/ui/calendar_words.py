"""What the calendar says: of what it is, of a day, of days that are typed. Nothing of Textual is known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import datewords
from reader.language import tr
from reader.text import crop, shortened
from reader.ui.calendar_layout import month_end
from reader.ui.words import posts_told

if TYPE_CHECKING:
    from datetime import date

    from reader.library.timescale import Counts

_TITLE, _NAMED = 40, 60
"""Characters of what is listed, and of what is typed."""
_ANY = 1000
"""Cells for all there is to say."""


def titled(listed: str, counts: Counts | None, width: int) -> str:
    """Of which list it is a calendar, and from when to when, in so many cells if there is a way.

    ``counts`` is None while posts are being counted.
    """
    title = crop(listed, _TITLE)
    if counts is None:
        return tr("Calendar · {title} · counting …").format(title=title)
    if counts.bounds is None:
        return tr("Calendar · {title} · no post of this list has a date").format(title=title)
    first, last = (day.isoformat() for day in counts.bounds)
    ways = [
        tr("Calendar · {title} · {posts} from {first} to {last}").format(
            title=title, posts=posts_told(counts.total), first=first, last=last
        ),
        f"{title} · {counts.total:,} · {first} – {last}",
        f"{title} · {first[:4]} – {last[:4]}",
    ]
    return shortened(ways, width)


def day_told(day: date, counts: Counts | None) -> str:
    """A day, with how many posts it has, when that is known."""
    return _with_posts(datewords.day(day), counts.on(day) if counts is not None else None)


def other_years(day: date, counts: Counts | None, width: int) -> str:
    """The same day in other years, in so many cells; nothing before posts have been counted."""
    if counts is None or not len(counts):
        return ""
    told = tr("{year} · {count:,}")
    others = [
        told.format(year=year, count=count) for year, count in counts.on_this_day(day) if year != day.year
    ]
    if not others:
        return shortened([tr("No posts on this day in other years."), tr("In other years: none")], width)
    years = "   ".join(others)
    ways = (tr("On this day in other years: {years}"), tr("In other years: {years}"), "{years}")
    return shortened([way.format(years=years) for way in ways], width)


def meaning(typed: str, span: tuple[date, date] | None, counts: Counts | None, width: int = _ANY) -> str:
    """The days that were typed; or, where that is none, what one could type; in so many cells."""
    if span is None:
        ways = (
            tr("“{typed}” is no date yet. Try 2021-7, 2021-07-02, last friday, 3 days ago, july 2"),
            tr("“{typed}” is no date yet. Try 2021-7, 3 days ago, july 2"),
            tr("No date yet. Try 2021-7, 3 days ago, july 2"),
            tr("No date yet. Try 2021-7, july 2"),
        )
        name = crop(typed.strip(), _NAMED)
        return shortened([way.format(typed=name) for way in ways], width)
    days = days_told(*span)
    return shortened([_with_posts(days, counts.between(*span) if counts is not None else None), days], width)


def days_told(first: date, last: date) -> str:
    """Some days in words: a day, a month, a year, or from when to when."""
    if first == last:
        return datewords.day(first)
    if (first.day, last) == (1, month_end(first.year, first.month)):
        return datewords.month(first.year, first.month)
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
        return datewords.year(first.year)
    return tr("{first} to {last}").format(first=first.isoformat(), last=last.isoformat())


def _with_posts(days: str, posts: int | None) -> str:
    if posts is None:
        return days
    told = posts_told(posts) if posts else tr("no posts")
    return tr("{day} · {posts}").format(day=days, posts=told)
