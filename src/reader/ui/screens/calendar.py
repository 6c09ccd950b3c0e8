"""The calendar: how many posts each day has, and the way to any of them, by keys, by mouse or by a date that is typed."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.language import tr
from reader.library import days
from reader.ui import calendar_words
from reader.ui.bindings import bindings, keys_of
from reader.ui.calendar_layout import days_on, month_end, months_on
from reader.ui.keynames import with_twins
from reader.ui.keys import KEYS, bound, key_name
from reader.ui.widgets.heat_map import HeatMap
from reader.ui.widgets.line_box import LineBox
from reader.ui.widgets.status import Status
from reader.ui.words import HINTS

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.library.timescale import Counts

_HINTS_TYPED = ("calendar-go", "calendar-stay", "calendar-close")
_TYPED = frozenset({"go", "stay", "leave"})
"""What can be done while a date is typed."""


_NAMED = {" ": "space"}


class Wish(NamedTuple):
    """What the calendar was left for."""

    kind: Literal["go", "only", "every-year"]
    """To go to some days in the list, to list them only, or to list the first one of every year."""
    first: date
    last: date


def _beginnings() -> list[BindingType]:
    """Digits, letters and signs that are no keys of the calendar, and the blank: each begins a date."""
    keys = {name for key in KEYS if key.scope == "calendar" for name in bound(key)}
    free = [sign for sign in string.digits + string.ascii_letters + "-. " if sign not in keys]
    return [
        Binding(",".join(with_twins(_NAMED.get(sign, sign))), f"begin({sign!r})", show=False, priority=True)
        for sign in free
    ]


class DateLine(LineBox):
    """The line for a date. While it is empty, characters may be keys of the calendar."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return bool(self.value) and super().check_consume_key(key, character)


class CalendarScreen(ModalScreen[Wish | None]):
    """A calendar of what is listed.

    The line below has the focus: what is typed goes there in its order. While it is empty, keys move in the calendar.

    Args:
        title: what is listed.
        day: the one to begin with.
        counts: its posts along time; None: they are still being counted, see :meth:`show`.
        in_order: whether the list runs by date, so that one can go to a day in it.
    """

    BINDINGS = [  # noqa: RUF012 -- as Textual declares it
        *bindings("calendar"),
        *_beginnings(),
        Binding(keys_of("help"), "help", show=False, priority=True),
    ]
    keys_for = "calendar"
    DEFAULT_CSS = """
    CalendarScreen { layout: vertical; }
    CalendarScreen HeatMap { height: 1fr; padding: 0 1; }
    CalendarScreen #calendar-title, CalendarScreen #calendar-day, CalendarScreen #calendar-years {
      height: 1; padding: 0 1;
    }
    CalendarScreen #calendar-date { height: 1; border: none; padding: 0 1; }
    """

    def __init__(self, title: str, day: date, counts: Counts | None, *, in_order: bool) -> None:
        super().__init__()
        self._title, self._in_order = title, in_order
        self._counts = counts
        self._is_shown = False
        self._before = day
        """Where one was before a date was typed."""
        self.map = HeatMap(day)
        self._line = DateLine(
            placeholder=tr("type a date: 2021-7, 3 days ago, {key} last friday").format(
                key=key_name("calendar-type")
            ),
            id="calendar-date",
            compact=True,
        )
        self._status = Status(id="calendar-status")

    def compose(self) -> ComposeResult:
        yield Static(id="calendar-title", markup=False)
        yield self.map
        yield Static(id="calendar-day", markup=False)
        yield Static(id="calendar-years", markup=False)
        yield self._line
        yield self._status

    def on_mount(self) -> None:
        self._is_shown = True
        self._line.focus()
        self._status.hint(*HINTS[self.keys_for])
        if self._counts is not None:
            self.map.show(self._counts)
        self._tell()

    def on_resize(self) -> None:
        if self._is_shown:
            self._tell()

    def show(self, counts: Counts) -> None:
        """The posts have been counted."""
        self._counts = counts
        if self._is_shown:
            self.map.show(counts)
            self._tell()

    @property
    def follower(self) -> Widget:
        """What keys move: the calendar, or the line while something is typed."""
        return self._line if self._line.value else self.map

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "begin":  # what is typed quickly comes before the line has the focus
            return not self._line.value or self.focused is not self._line
        if self._line.value:
            return action in _TYPED
        return action != "stay"

    async def action_help(self) -> None:
        """Nothing of the program's own holds above a box, unless the box passes it on."""
        await self.app.run_action("help")

    # -- what is said ---------------------------------------------------------------------------------------

    def _tell(self) -> None:
        counts, day, typed, width = self._counts, self.map.day, self._line.value, self.size.width - 2
        meaning = calendar_words.meaning(typed, self._span, counts, width) if typed else ""
        self._say("title", calendar_words.titled(self._title, counts, width))
        self._say("day", meaning or calendar_words.day_told(day, counts))
        self._say("years", "" if typed else calendar_words.other_years(day, counts, width))

    def _say(self, where: str, words: str) -> None:
        self.query_one(f"#calendar-{where}", Static).update(Content(words))

    # -- typing ---------------------------------------------------------------------------------------------

    def action_begin(self, sign: str) -> None:
        """The first character of a date, or one that follows before the line has the focus.

        A slash leaves the line blank: then letters are no keys, but begin a date.
        """
        self._line.value += " " if sign == "/" and not self._line.value else sign
        self._line.cursor_position = len(self._line.value)

    @property
    def _span(self) -> tuple[date, date] | None:
        """The days that are typed, both ends included; where one is open, to the edge of what is listed."""
        typed = days.span(self._line.value, days.today()) if self._line.value.strip() else None
        if typed is None:
            return None
        edges = (self._counts.bounds if self._counts is not None else None) or (self._before, self._before)
        first = typed.first or min(edges[0], typed.last or edges[0])
        return first, typed.last or max(edges[1], first)

    @on(Input.Changed)
    def _follow_line(self, event: Input.Changed) -> None:
        """Look where the date is; without one, where one was before."""
        span = self._span
        self._status.hint(*(_HINTS_TYPED if event.value else HINTS[self.keys_for]))
        self.map.go_to(self._first_in(*span) if span is not None else self._before)
        self._tell()

    def _first_in(self, first: date, last: date) -> date:
        """The first day with posts among some; the first one of all where none has any."""
        if self._counts is None or self._counts.on(first):
            return first
        found = self._counts.near(first, 1)
        return found if found is not None and found <= last else first

    # Whatever ends typing waits for what was typed before it.

    def action_stay(self) -> None:
        """Into the calendar, at the day that is typed."""
        self._line.call_later(self._stay)

    def _stay(self) -> None:
        if (span := self._span) is not None:
            self._before = self._first_in(*span)
        self._line.value = ""

    def action_leave(self) -> None:
        """Clear what is typed; else back to the list."""
        self._line.call_later(self._leave)

    def _leave(self) -> None:
        if self._line.value:
            self._line.value = ""
        elif self.is_current:
            self.dismiss(None)

    # -- moving ---------------------------------------------------------------------------------------------

    @on(HeatMap.Moved)
    def _follow_map(self, message: HeatMap.Moved) -> None:
        if not self._line.value:
            self._before = message.day
            self._tell()

    def action_move(self, way: str) -> None:
        """To the day beside, above or below: in years as weeks side by side the next one stands below."""
        across, down = (7, 1) if self.map.layout_now.kind == "weeks" else (1, 7)
        steps = {"left": -across, "right": across, "up": -down, "down": down}
        self.map.go_to(days_on(self.map.day, steps[way]))

    def action_month(self, months: int) -> None:
        self.map.go_to(months_on(self.map.day, months))

    @on(HeatMap.Rolled)
    def _roll(self, message: HeatMap.Rolled) -> None:
        if not self._line.value:
            self.action_month(message.months)

    def action_near(self, step: int) -> None:
        """To the next day with posts, or the one before."""
        found = self._counts.near(self.map.day, step) if self._counts is not None else None
        if found is not None:
            self.map.go_to(found)
        elif self._counts is not None:
            words = tr("No posts are later.") if step > 0 else tr("No posts are earlier.")
            self.notify(words, timeout=2)

    def action_edge(self, which: int) -> None:
        """To the first day with posts, or the last."""
        bounds = self._counts.bounds if self._counts is not None else None
        if bounds is not None:
            self.map.go_to(bounds[which])

    def action_today(self) -> None:
        self.map.go_to(days.today())

    # -- going ----------------------------------------------------------------------------------------------

    @on(HeatMap.Chosen)
    def action_go(self) -> None:
        """To the day, or to what is typed, in the list."""
        self._line.call_later(self._go)

    def _go(self) -> None:
        if not self.is_current:
            return  # the key was pressed twice
        if self._line.value and self._span is None:
            told = calendar_words.meaning(self._line.value, None, self._counts)
            self.notify(told, timeout=4, markup=False)
            return
        first, last = self._span if self._line.value and self._span is not None else (self.map.day,) * 2
        self.dismiss(Wish("go" if self._in_order else "only", first, last))

    def action_only(self, month: bool) -> None:
        """List a day, or its month, only."""
        day = self.map.day
        first, last = (day.replace(day=1), month_end(day.year, day.month)) if month else (day, day)
        if self._counts is not None and not self._counts.between(first, last):
            words = tr("{days} has no posts in this list; {key} goes to the next day that has some.")
            self.notify(
                words.format(days=calendar_words.days_told(first, last), key=key_name("calendar-next")),
                timeout=3,
                markup=False,
            )
            return
        self.dismiss(Wish("only", first, last))

    def action_every_year(self) -> None:
        day = self.map.day
        if self._counts is not None and not self._counts.on_this_day(day):
            self.notify(tr("No year has posts on this day."), timeout=2)
            return
        self.dismiss(Wish("every-year", day, day))
