"""Changes of lines as values: what a line was and what it became, and how to make or take back such a change.

Pure: :mod:`reader.state.lines` reads and writes the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from reader.state.objects import merged

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Value = TypeVar("Value")

_FEW = 4
"""Lines that are looked for one by one; for more of them there is an index, which takes longer to make."""


class Swap(NamedTuple):
    """One line of a file that was changed, so that the change can be taken back and made again.

    ``Lines.swap(swaps)`` makes changes again, ``Lines.swap(swaps, back=True)`` takes them back: the line with the
    identity of the one side becomes the other side. While nobody else has touched the file, that is the very text it
    was before. Of a line that somebody has changed since, only the fields that differ between the two sides are set;
    a line that has gone is put back; one that is to go goes, whatever it has become. Both give the swaps that were
    really made.
    """

    before: str | None
    """The line as it was, without its newline; None when it was not there."""
    after: str | None
    """The line as it is now; None when it was taken out."""
    at: int = -1
    """Of a line that came or went: its 0-based place among the lines of the file that has it; -1: a new one at the end."""


class Draft(Generic[Value]):
    """The lines of a file while they are being changed. Until the end a line keeps the number it has.

    Args:
        entries: the lines, each with its value.
        parse: the value of a line; None when it is none.
        identity: of a value.
    """

    def __init__(
        self,
        entries: Sequence[tuple[str, Value | None]],
        parse: Callable[[str], Value | None],
        identity: Callable[[Value], Hashable],
    ) -> None:
        self.entries = entries
        self._parse, self._identity = parse, identity
        self._parsed: dict[str, Value | None] = {}
        self._new: dict[int, str | None] = {}
        self._added: list[tuple[str | None, int]] = []
        self._more: dict[Hashable, list[int]] = {}
        self._places: dict[Hashable, list[int]] | None = None
        self._asked = 0

    def line(self, number: int) -> str | None:
        """The line with this number as it is now; None when it has gone."""
        size = len(self.entries)
        if number >= size:
            return self._added[number - size][0]
        return self._new.get(number, self.entries[number][0])

    def value(self, line: str) -> Value | None:
        """The value of any line; None when it is none."""
        if line not in self._parsed:
            self._parsed[line] = self._parse(line)
        return self._parsed[line]

    def name(self, line: str) -> Hashable | None:
        """The identity of a line's value; None when it has none."""
        value = self.value(line)
        return None if value is None else self._identity(value)

    def where(self, name: Hashable) -> list[int]:
        """The numbers of the lines that have this identity, or had it in the beginning, and have not gone."""
        numbers = [*self._found(name), *self._more.get(name, ())]
        return [number for number in numbers if self.line(number) is not None]

    def _found(self, name: Hashable) -> Sequence[int]:
        """The numbers of the lines that had this identity in the beginning."""
        identity = self._identity
        if self._places is None and self._asked < _FEW:
            self._asked += 1
            return [
                number
                for number, (_, value) in enumerate(self.entries)
                if value is not None and identity(value) == name
            ]
        if self._places is None:
            self._places = {}
            for number, (_, value) in enumerate(self.entries):
                if value is not None:
                    self._places.setdefault(identity(value), []).append(number)
        return self._places.get(name, ())

    def put(self, number: int, line: str | None) -> None:
        """Make a line another one; None: take it out."""
        size = len(self.entries)
        if number >= size:
            self._added[number - size] = line, self._added[number - size][1]
        else:
            self._new[number] = line

    def add(self, line: str, at: int = -1) -> int:
        """Add a line, at the end or where it will be the one with the 0-based place ``at``; gives its number."""
        number = len(self.entries) + len(self._added)
        self._added.append((line, at))
        self._more.setdefault(self.name(line), []).append(number)
        return number

    def append(self, line: str) -> None:
        """Add a new line at the end, with the ending that the last one has."""
        ended = len(self.entries) > 1 and not self.entries[-1][0] and self.entries[-2][0].endswith("\r")
        self.add(line + "\r" if ended else line)

    def finish(self) -> tuple[list[tuple[str, Value | None]], list[Swap]]:
        """The lines as they are in the end, and what has been changed."""
        swaps: list[Swap] = []
        entries = list(self.entries)
        gone = set()
        for number in sorted(self._new):
            before, after = self.entries[number][0], self._new[number]
            if after is None:
                swaps.append(Swap(before, None, number))
                gone.add(number)
            elif after != before:
                swaps.append(Swap(before, after))
                entries[number] = after, self.value(after)
        if gone:
            entries = [entry for number, entry in enumerate(entries) if number not in gone]
        least = 0
        for line, at in sorted(self._added, key=lambda added: (added[1] < 0, added[1])):
            if line is not None:
                place = max(at, least) if 0 <= at <= len(entries) else _end(entries)
                entries.insert(place, (line, self.value(line)))
                swaps.append(Swap(None, line, place if at >= 0 else -1))
                least = place + 1
        return entries or [("", None)], swaps


def _end(entries: Sequence[tuple[str, object]]) -> int:
    """Where a line is added: before the nothing that stands behind the last newline."""
    return len(entries) - (bool(entries) and not entries[-1][0])


def update(draft: Draft[Value], items: Iterable[tuple[Hashable, Callable[[str | None], str | None]]]) -> None:
    """Make other lines of those with some identities (see ``Lines.update_all``)."""
    for name, make in items:
        numbers = draft.where(name)
        for number in numbers:
            draft.put(number, make(draft.line(number)))
        if not numbers and (line := make(None)) is not None:
            draft.append(line)


def swap(draft: Draft[Value], swaps: Sequence[Swap], *, back: bool = False) -> None:
    """Make changes again, or take them back (see :class:`Swap`)."""
    sides = [Swap(after, before, at) if back else Swap(before, after, at) for before, after, at in swaps]
    swapping = _Swapping(draft)
    for before, after, _ in sides:
        if before is not None and after is not None:
            swapping.change(before, after)
    for before, after, _ in sides:
        if before is not None and after is None:
            swapping.take_out(before)
    for before, after, at in sides:
        if before is None and after is not None:
            swapping.put_in(after, at)


class _Swapping(Generic[Value]):
    """Swaps of one draft, in this order: changes, lines that go, lines that come. Each line takes part in one only."""

    def __init__(self, draft: Draft[Value]) -> None:
        self._draft = draft
        self._used: set[int] = set()
        self._names: set[Hashable] = set()

    def _free(self, name: Hashable) -> list[int]:
        return [number for number in self._draft.where(name) if number not in self._used]

    def _put(self, number: int, line: str | None) -> None:
        self._draft.put(number, line)
        self._used.add(number)

    def change(self, before: str, after: str) -> None:
        name = self._draft.name(before)
        free = self._free(name)
        same = [number for number in free if self._draft.line(number) == before]
        if same:
            self._put(same[0], after)
        elif free:
            for number in free:
                self._put(number, merged(self._draft.line(number) or "", before, after))
        elif name not in self._names:
            self.put_in(after, -1)
        self._names.add(name)

    def take_out(self, line: str) -> None:
        for number in self._free(self._draft.name(line)):
            self._put(number, None)

    def put_in(self, line: str, at: int) -> None:
        free = self._free(self._draft.name(line))
        for number in free:
            self._put(number, merged(self._draft.line(number) or "", None, line))
        if not free:
            self._used.add(self._draft.add(line, at))
