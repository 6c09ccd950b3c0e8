"""Two readings of one text, letter by letter and in order: what one has and the other lacks.

White space is left out of the comparison, and so are differences of width and case (NFKC, casefold); where blanks part
or join words is compared by itself. Linear where the readings agree.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.visible import Piece

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
"""Characters of private use: nothing a terminal could show; a box stands for them."""
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)
_SURE = 12
"""Letters that must agree again after a difference."""
_NEAR = 300
"""Letters within which both sides of a difference are looked for one by one; further off, by longer samples."""
_SAMPLE = 32


class Difference(NamedTuple):
    """How the second reading differs from the first; each excerpt begins with what differs."""

    lost: list[str]
    invented: list[str]
    glued: list[str]
    """Words that had a blank between them, and have none: the ten letters around."""
    parted: list[str]
    """The other way round."""
    moved: list[str]
    """Both lost and invented: it stands elsewhere."""
    letters: int
    """How many letters the first reading has."""


class _Letters:
    """A text without its white space, and where that was."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.after_blank: list[bytes] = []
        self.size = 0
        self._blank = True

    def add(self, text: str) -> None:
        words = text.split()
        if not words:
            self._blank = self._blank or bool(text)
            return
        blank = self._blank or text[0].isspace()
        for word in words:
            if letters := normal(word):
                self.parts.append(letters)
                self.after_blank.append((b"\1" if blank else b"\0") + bytes(len(letters) - 1))
                self.size += len(letters)
            blank = True
        self._blank = text[-1].isspace()


def normal(text: str) -> str:
    """``text`` as it is compared: no white space, nothing invisible, one width, one case, entities decoded."""
    if text.isascii() and "&" not in text:
        return "".join(_INVISIBLE.sub(" ", text).split()).lower()
    if "&" in text:
        text = _ENTITY.sub(lambda match: unescape(match.group()), text)
    text = _PRIVATE.sub("□", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold())
    return "".join(text.replace("\u2212", "-").split())


def compare(pieces: Iterable[Piece], shown: str) -> Difference:
    """How ``shown`` differs from ``pieces``."""
    return _Comparison(pieces, shown).run()


class _Comparison:
    def __init__(self, pieces: Iterable[Piece], shown: str) -> None:
        first, second = _Letters(), _Letters()
        self.options: list[tuple[int, str]] = []  # what may come, and before which letter
        self.marks: set[int] = set()
        for piece in pieces:
            if piece.kind == "may":
                if text := normal(unquote(piece.text)):
                    self.options.append((first.size, text))
                continue
            before = first.size
            first.add(piece.text)
            if piece.kind == "mark":
                self.marks.update(range(before, first.size))
        second.add(shown)
        self.first, self.second = "".join(first.parts), "".join(second.parts)
        self.blank_first, self.blank_second = b"".join(first.after_blank), b"".join(second.after_blank)
        self.found = Difference([], [], [], [], [], first.size - len(self.marks))
        self.allowed = sorted({text for _, text in self.options}, key=len, reverse=True)

    def run(self) -> Difference:
        i = j = 0
        options = iter([*self.options, (len(self.first), "")])
        place, text = next(options)
        while i < len(self.first) or j < len(self.second):
            while place <= i and (place < len(self.first) or text):
                if place == i and self._comes(text, i, j):
                    j += len(text)
                place, text = next(options, (len(self.first), ""))
            size = _agreeing(self.first, i, self.second, j, max(place - i, 0) or len(self.first))
            if size:
                self._compare_blanks(i, j, size)
                i, j = i + size, j + size
            elif place > i or place == len(self.first):
                i, j = self._step_over(i, j)
        self._pair_up()
        return self.found

    def _comes(self, text: str, i: int, j: int) -> bool:
        """Whether the optional ``text`` is what comes in the second reading, rather than what must come."""
        if not self.second.startswith(text, j):
            return False
        return self.second.startswith(self.first[i : i + _SURE], j + len(text)) or not self.first.startswith(
            self.second[j : j + len(text) + _SURE], i
        )

    def _compare_blanks(self, i: int, j: int, size: int) -> None:
        ours, theirs = self.blank_second[j + 1 : j + size], self.blank_first[i + 1 : i + size]
        if ours == theirs:
            return
        for at, (one, other) in enumerate(zip(theirs, ours, strict=True), j + 1):
            pair = self.second[at - 1 : at + 1]
            if one != other and pair.isascii() and pair.isalnum():
                around = f"{self.second[max(0, at - 10) : at]}|{self.second[at : at + 10]}"
                (self.found.glued if one else self.found.parted).append(around)

    def _step_over(self, i: int, j: int) -> tuple[int, int]:
        """Where the readings agree again after a difference at ``i`` and ``j``; notes the difference."""
        if i in self.marks and not self.second.startswith(self.first[i : i + _SURE], j):
            return i + 1, j
        skipped, added = self._meeting(i, j)
        self._note(i, i + skipped, self.second[j : j + added])
        return i + skipped, j + added

    def _meeting(self, i: int, j: int) -> tuple[int, int]:
        first, second = self.first, self.second
        for total in range(1, _NEAR):
            for skipped in range(total + 1):
                one, other = i + skipped, j + total - skipped
                if one > len(first) or other > len(second):
                    continue
                sample = first[one : one + _SURE]
                if sample == second[other : other + _SURE] and (sample or total):
                    return skipped, total - skipped
        for skipped in range(0, len(first) - i, _SAMPLE // 2):
            at = second.find(first[i + skipped : i + skipped + _SAMPLE], j)
            if at >= 0:
                return skipped, at - j
        return len(first) - i, len(second) - j

    def _note(self, start: int, stop: int, added: str) -> None:
        removed = self.first[start:stop]
        if not removed or not added or len(removed) * len(added) > 10**6:
            edits: Sequence[tuple[str, int, int, int, int]] = [("", 0, len(removed), 0, len(added))]
        else:
            edits = SequenceMatcher(None, removed, added, autojunk=False).get_opcodes()
        for kind, a, b, c, d in edits:
            if kind == "equal":
                continue
            lost = "".join(self.first[at] for at in range(start + a, start + b) if at not in self.marks)
            if lost:
                self.found.lost.append(lost)
            if c < d and not self._is_allowed(added[c:d]):
                self.found.invented.append(added[c:d])

    def _is_allowed(self, text: str) -> bool:
        """Whether ``text`` is made of what may be shown."""
        if any(text in option for option in self.allowed):
            return True
        while text:
            for option in self.allowed:
                if text.startswith(option):
                    text = text[len(option) :]
                    break
            else:
                return False
        return True

    def _pair_up(self) -> None:
        """What is both lost and invented was moved."""
        for text in list(self.found.lost):
            if text in self.found.invented:
                self.found.lost.remove(text)
                self.found.invented.remove(text)
                self.found.moved.append(text)


def _agreeing(one: str, i: int, other: str, j: int, most: int) -> int:
    """How many letters from ``i`` and ``j`` on are equal, up to ``most``."""
    most = min(most, len(one) - i, len(other) - j)
    if one[i : i + most] == other[j : j + most]:
        return most
    low, high = 0, most  # equal up to low, not up to high
    while high - low > 1:
        middle = (low + high) // 2
        if one[i + low : i + middle] == other[j + low : j + middle]:
            low = middle
        else:
            high = middle
    return low
