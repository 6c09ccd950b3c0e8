"""Ways through the text of a galley: by characters, lines, words, sentences and paragraphs.

Everywhere one can stand begins a grapheme cluster that is shown: no line break, no blank that a line ended with, no
decoration. So it is for tables too, whose cells follow on each other. Pure: nothing here paints.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.breaking import CJK
from reader.document.galley import Place
from reader.text import cell_len, graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.galley import Galley

WORD = re.compile(f"[{CJK}]+|[^\\W{CJK}]+(?:[-'’.][^\\W{CJK}]+)*")
"""A Latin word, or ideographs and kana up to the next mark."""
_SENTENCE = re.compile(r"(?:[。！？!?…]+|\.(?=[\s”’\"')\]]|$))[”’」』）》】\"')\]]*|\n|$")
"""The end of a sentence, with the quotes and brackets that close there."""
_CLUSTER = 64
"""Code points; no cluster that somebody wrote is longer."""
_BACK = 2_000
"""Code points to look back for the beginning of a word or sentence."""


class Motions:
    """Moves from one place to another; where there is nowhere to go, they stay.

    Args:
        galley: begins with the article; it is laid out as far as it takes.
    """

    def __init__(self, galley: Galley) -> None:
        self._galley = galley

    # -- characters -----------------------------------------------------------------------------------------

    def stand(self, place: Place) -> Place | None:
        """``place``, or the next one where one can stand; before it where there is none after; None without text."""
        return (
            self._shown_from(place)
            or self._first_after(place)
            or self._last_in(place)
            or self._last_before(place)
        )

    def after(self, place: Place) -> Place:
        """Where the character at ``place`` stops."""
        piece = self._text(place)[place.offset : place.offset + _CLUSTER]
        stop = graphemes(piece)[0][1] if piece else 0
        return place._replace(offset=place.offset + stop)

    def forward(self, place: Place) -> Place:
        """The next character."""
        return self._shown_from(self.after(place)) or self._first_after(place) or place

    def backward(self, place: Place) -> Place:
        """The character before."""
        return self.before(place) or self._last_before(place) or place

    def before(self, place: Place) -> Place | None:
        """The character before ``place`` in its block; None at the beginning."""
        text, offset = self._text(place), place.offset
        while offset > 0:
            lead = max(0, offset - _CLUSTER)
            offset = lead + graphemes(text[lead:offset])[-1][0]
            if self._is_shown(found := place._replace(offset=offset)):
                return found
        return None

    # -- lines ----------------------------------------------------------------------------------------------

    def cell(self, place: Place) -> int:
        """How many cells from the start of its line ``place`` is shown."""
        used = 0
        for run in self._galley.lines[self._galley.line_of(place)].runs:
            if 0 <= run.at <= place.offset < run.at + len(run.text):
                return used + cell_len(run.text[: place.offset - run.at])
            used += cell_len(run.text)
        return used

    def lines(self, place: Place, count: int, cell: int) -> Place:
        """``count`` lines of text down (up, where it is negative), as near to ``cell`` as can be."""
        number, step = self._galley.line_of(place), 1 if count > 0 else -1
        left, best = abs(count), place
        while left:
            number += step
            self._galley.extend(number + 1)
            if not 0 <= number < len(self._galley.lines):
                return best
            if (found := self.on_line(number, cell)) is not None:
                best, left = found, left - 1
        return best

    def on_line(self, number: int, cell: int) -> Place | None:
        """The character at ``cell`` of a line, or the nearest; None where no text is on it."""
        best: Place | None = None
        used, start = 0, self._galley.places[number]
        for run in self._galley.lines[number].runs:
            if run.at < 0 or not run.text:
                used += cell_len(run.text)
                continue
            for at, _, cells in graphemes(run.text):
                if best is not None and used > cell:
                    return best
                best = start._replace(offset=run.at + at)
                used += cells
                if used > cell:
                    return best
        return best

    def line_start(self, place: Place) -> Place:
        """The first character of its line."""
        return self.on_line(self._galley.line_of(place), 0) or place

    def line_end(self, place: Place) -> Place:
        """The last character of its line."""
        return self.on_line(self._galley.line_of(place), 1 << 30) or place

    # -- words and sentences --------------------------------------------------------------------------------

    def next_word(self, place: Place) -> Place:
        """Where the next word begins, also in a block below."""
        text, offset = self._text(place), place.offset
        inside = WORD.match(text, offset)
        found = WORD.search(text, inside.end() if inside else offset + 1)
        for block in [] if found else self._blocks_after(place):
            if found := WORD.search(self._text(block)):
                place = block
                break
        return place._replace(offset=found.start()) if found else self.last_of(place)

    def word_before(self, place: Place) -> Place:
        """Where the word begins that ``place`` is inside of, or else the one before it."""
        lead = max(0, place.offset - _BACK)
        starts = [each.start() for each in WORD.finditer(self._text(place)[lead : place.offset])]
        if starts:
            return place._replace(offset=lead + starts[-1])
        for block in self._blocks_before(place):
            if starts := [each.start() for each in WORD.finditer(self._text(block))]:
                return block._replace(offset=starts[-1])
        return self.first_of(place)

    def word_end(self, place: Place) -> Place:
        """The last character of the word, or of the next one."""
        text = self._text(place)
        found = WORD.search(text, self.after(place).offset)
        for block in [] if found else self._blocks_after(place):
            if found := WORD.search(self._text(block)):
                place = block
                break
        return (self.before(place._replace(offset=found.end())) or place) if found else self.last_of(place)

    def sentence_end(self, place: Place) -> Place:
        """The last character of the sentence; at its end, that of the next one."""
        following = self.forward(place)
        if following == place:
            return place
        found = _SENTENCE.search(self._text(following), following.offset)
        if found is None or found.end() <= following.offset:
            return following
        end = self.before(following._replace(offset=found.end()))
        return end if end is not None and end > place else following

    def sentence_start(self, place: Place) -> Place:
        """The first character of the sentence; at its beginning, that of the one before."""
        before = self.backward(place)
        while self._text(before)[before.offset].isspace() and (further := self.backward(before)) < before:
            before = further
        lead = max(0, before.offset - _BACK)
        ends = [
            each.end()
            for each in _SENTENCE.finditer(self._text(before), lead, before.offset + 1)
            if each.end() <= before.offset and each.group()
        ]
        start = before._replace(offset=ends[-1] if ends else lead)
        text = self._text(start)
        while start.offset < before.offset and text[start.offset].isspace():
            start = start._replace(offset=start.offset + 1)
        return start

    # -- blocks ---------------------------------------------------------------------------------------------

    def block_end(self, place: Place) -> Place:
        """The last character of the paragraph; at its end, that of the next one."""
        end = self._last_in(place)
        if end is None or end <= place:
            below = self._first_after(place)
            end = self._last_in(below) if below is not None else place
        return end or place

    def block_start(self, place: Place) -> Place:
        """The first character of the paragraph; at its beginning, that of the one before."""
        first = self.first_of(place)
        if first >= place and (above := self._last_before(place)) is not None:
            first = self.first_of(above)
        return first

    def first_of(self, place: Place) -> Place:
        """The first character of the block."""
        return self.stand(place._replace(offset=0)) or place

    def last_of(self, place: Place) -> Place:
        """The last character of the block."""
        return self._last_in(place) or place

    def beginning(self, place: Place) -> Place:
        """The first character of the document that ``place`` is in."""
        return self.stand(Place(place.part, 0, 0)) or place

    def end(self) -> Place | None:
        """The very last character."""
        part = len(self._galley.documents) - 1
        return self._last_before(Place(part, len(self._galley.documents[part].blocks), 0))

    # -- where there is text --------------------------------------------------------------------------------

    def _text(self, place: Place) -> str:
        return self._galley.block(place).text

    def _is_shown(self, place: Place) -> bool:
        """Whether the character at ``place`` is on a line: of blanks only some are."""
        char = self._text(place)[place.offset]
        if not char.isspace():
            return True
        return char not in "\n\t" and any(
            run.at <= place.offset < run.at + len(run.text)
            for run in self._galley.lines[self._galley.line_of(place)].runs
            if run.at >= 0
        )

    def _shown_from(self, place: Place) -> Place | None:
        """``place`` or the next one in its block where one can stand."""
        size = len(self._text(place))
        while place.offset < size:
            if self._is_shown(place):
                return place
            place = self.after(place)
        return None

    def _last_in(self, place: Place) -> Place | None:
        return self.before(place._replace(offset=len(self._text(place))))

    def _first_after(self, place: Place) -> Place | None:
        """The first character of the next block that has any."""
        for block in self._blocks_after(place):
            found = self.stand(block) if self._text(block).strip() else None
            if found is not None:
                return found
        return None

    def _last_before(self, place: Place) -> Place | None:
        return next(filter(None, map(self._last_in, self._blocks_before(place))), None)

    def _blocks_after(self, place: Place) -> Iterator[Place]:
        for part in range(place.part, len(self._galley.documents)):
            first = place.block + 1 if part == place.part else 0
            for block in range(first, len(self._galley.documents[part].blocks)):
                yield Place(part, block, 0)

    def _blocks_before(self, place: Place) -> Iterator[Place]:
        for part in range(place.part, -1, -1):
            last = place.block if part == place.part else len(self._galley.documents[part].blocks)
            for block in range(last - 1, -1, -1):
                yield Place(part, block, 0)
