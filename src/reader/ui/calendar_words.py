"""What the calendar says: of what it is, of a day, of days that are typed. Nothing of Textual is known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import datewords
from reader.language import tr
from reader.text import cell_len, crop
from reader.ui.calendar_layout import month_end
from reader.ui.words import posts_told

if TYPE_CHECKING:
    from datetime import date

    from reader.library.timescale import Counts

_TITLE, _NAMED = 40, 60
"""Characters of what is listed, and of what is typed."""


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
    return next((words for words in ways if cell_len(words) <= width), ways[-1])


def day_told(day: date, counts: Counts | None) -> str:
    """A day, with how many posts it has, when that is known."""
    return _with_posts(datewords.day(day), counts.on(day) if counts is not None else None)


def other_years(day: date, counts: Counts | None) -> str:
    """The same day in other years; nothing before posts have been counted."""
    if counts is None:
        return ""
    others = [f"{year} · {count:,}" for year, count in counts.on_this_day(day) if year != day.year]
    if others:
        return tr("On this day in other years: {years}").format(years="   ".join(others))
    return tr("No posts on this day in other years.") if len(counts) else ""


def meaning(typed: str, span: tuple[date, date] | None, counts: Counts | None) -> str:
    """The days that were typed; or, where that is none, what one could type."""
    if span is None:
        words = tr("“{typed}” is no date yet. Try 2021-7, 2021-07-02, last friday, 3 days ago, july 2")
        return words.format(typed=crop(typed.strip(), _NAMED))
    return _with_posts(days_told(*span), counts.between(*span) if counts is not None else None)


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
