"""What stands in a line of Markdown, for the search index: emphasis, code, links, pictures, notes become HTML or go."""

from __future__ import annotations

import re
from html import escape

from reader.document.images import is_picture
from reader.document.marks import raised
from reader.document.visible_signs import AMPERSAND, BORDER, LESS, LINK, leads

_SPECIAL = (
    re.compile(  # each alternative begins with a sign: the search then skips all else ten times as fast
        r"\\.|``*|\*\**|__*|~~~*|!\[|\[|\]|<|://", re.DOTALL
    )
)
_TICKS = re.compile("`+")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_IN_BRACKETS = r"(?:[^\s()\\]++|\\.)*+"
_TARGET = re.compile(
    r"\(\s*+(?:<([^<>\n]*+)>|((?:[^\s()\\]++|\\.|\((?:[^\s()\\]++|\\.|\([^\s()]*+\))*+\))*+))"
    r"(?:\s++(?:\"((?:[^\"\\]++|\\.)*+)\"|'((?:[^'\\]++|\\.)*+)'|\(((?:[^()\\]++|\\.)*+)\)))?+\s*+\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]++|\\.){0,999}+)\]", re.DOTALL)
_LONGEST_LABEL = 999
_DEFINITION = re.compile(
    r"^[ \t>]{0,12}\[((?:[^\[\]\\\n]|\\.){1,999})\]:[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|(\S+))", re.MULTILINE
)
_NOTE_DEFINITION = re.compile(r"^[ \t>]{0,12}\[\^([^\]\s]{1,200})\]:", re.MULTILINE)
_NOTE = re.compile(r"\^([^\]\s]{1,200})\]")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[\w.!#$%&'*+/=?^`{|}~-]++@[\w.-]++)>")
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+"
    r"\s*+/?>"
)
_NO_TAG = re.compile(r"<!--|<\?|<!\[CDATA\[|<!(?=[A-Za-z])")
_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
_OPEN = 40
"""Brackets that can be open at once: of more the oldest are text."""
_ANY_TAG = re.compile('<img src="[^"]*" alt="([^"]*)"[^<>]*>|<[^<>]*>')
_BLANKS = re.compile(r"\s+")


def labels(body: str) -> dict[str, str]:
    """The links that are defined in ``body``: label -> address."""
    if "]:" not in body:
        return {}
    found: dict[str, str] = {}
    for label, bracketed, bare in _DEFINITION.findall(body):
        found.setdefault(_key(label), bracketed or bare)
    return found


def notes(body: str) -> frozenset[str]:
    """The labels of the footnotes in ``body``."""
    return frozenset(_NOTE_DEFINITION.findall(body)) if "[^" in body and "]:" in body else frozenset[str]()


def as_code(text: str) -> str:
    """``text`` in which nothing is markup."""
    return text.replace("&", AMPERSAND).replace("<", LESS)


def _key(label: str) -> str:
    return _BLANKS.sub(" ", label).strip().casefold()


class Inline:
    """Makes HTML of paragraphs, one after the other."""

    def __init__(self, links: dict[str, str], notes: frozenset[str]) -> None:
        self.notes = notes
        self.features = 0
        self._links = links
        self._numbers: dict[str, int] = {}

    def html(self, text: str) -> str:
        """A paragraph as HTML."""
        return _Paragraph(self, text).run() if _SPECIAL.search(text) else text

    def address(self, label: str) -> str | None:
        """Where the link leads that is defined as ``label``."""
        return self._links.get(_key(label)) if self._links else None

    def number(self, label: str) -> str:
        """The mark of a note."""
        return raised(str(self._numbers.setdefault(label, len(self._numbers) + 1)))


class _Paragraph:
    """One pass over a paragraph."""

    def __init__(self, shared: Inline, text: str) -> None:
        self.shared = shared
        self.text = text
        self.out: list[str] = []
        self.done = 0
        """Up to here the text is in ``out``."""
        self.brackets: list[tuple[int, bool, int]] = []
        """Open ones: place in ``out``, whether of a picture, where its content begins in the text."""
        self.runs: dict[str, list[tuple[int, int]]] = {}
        """Of each sign of emphasis: open runs, by place in ``out`` and how many signs are left."""
        self.ticks: dict[int, list[int]] | None = None
        self.missing: set[str] = set()
        """Ends of comments and the like that don't occur any more."""

    def run(self) -> str:
        text, search, here = self.text, _SPECIAL.search, 0
        while match := search(text, here):
            start, here = match.span()
            sign = text[start]
            if sign in "*_~":
                self._emphasis(sign, start, here)
            elif sign == "]":
                here = self._close(start, here)
            elif sign in "![":
                here = self._open(start, here)
            elif sign == "\\":
                self._escape(start, here)
            elif sign == "`":
                here = self._code(start, here)
            elif sign == "<":
                here = self._angle(start, here)
            elif text[max(0, start - 5) : start].lower().endswith(("http", "https")):
                self.shared.features |= LINK
        self.out.append(text[self.done :])
        return "".join(self.out)

    def _write(self, start: int, stop: int, instead: str) -> None:
        self.out.append(self.text[self.done : start])
        if instead:
            self.out.append(instead)
        self.done = stop

    def _escape(self, start: int, stop: int) -> None:
        char = self.text[start + 1]
        if char == "\n":
            self._write(start, stop, BORDER)
        elif char in _ESCAPABLE:
            self._write(start, stop, as_code(char))

    def _emphasis(self, sign: str, start: int, stop: int) -> None:
        text = self.text
        before, after = text[start - 1 : start], text[stop : stop + 1]
        closes, opens = bool(before) and not before.isspace(), bool(after) and not after.isspace()
        within = closes and opens and before.isalnum() and after.isalnum()
        if sign == "_" and within and (before.isascii() or after.isascii()):
            return
        left = stop - start
        open_runs = self.runs.setdefault(sign, [])
        if closes:
            while left and open_runs:
                place, count = open_runs.pop()
                used = min(left, count)
                left -= used
                self.out[place] = sign * (count - used)
                if count > used:
                    open_runs.append((place, count - used))
        self._write(start, stop, "")
        if opens and left:
            open_runs.append((len(self.out), left))
        self.out.append(sign * left)

    def _code(self, start: int, stop: int) -> int:
        if self.ticks is None:
            self.ticks = {}
            for match in _TICKS.finditer(self.text):
                self.ticks.setdefault(len(match[0]), []).append(match.start())
            for places in self.ticks.values():
                places.reverse()
        places = self.ticks.get(stop - start, [])
        while places and places[-1] < stop:
            places.pop()
        if not places:
            return stop
        end = places.pop()
        self._write(start, end + stop - start, as_code(self.text[stop:end]).replace(BORDER, " "))
        return self.done

    def _open(self, start: int, stop: int) -> int:
        if self.text.startswith("^", stop) and self.shared.notes:
            note = _NOTE.match(self.text, stop)
            if note and note[1] in self.shared.notes:
                self._write(start, note.end(), self.shared.number(note[1]))
                return note.end()
        self._write(start, stop, "")
        self.brackets.append((len(self.out), stop - start == 2, stop))
        if len(self.brackets) > _OPEN:
            del self.brackets[0]
        self.out.append(self.text[start:stop])
        return stop

    def _close(self, start: int, stop: int) -> int:
        if not self.brackets:
            return stop
        place, pictured, begin = self.brackets.pop()
        address, title, end = self._target(begin, start, stop)
        if address is None:
            return stop
        self._write(start, end, "")
        if pictured:
            label = _ANY_TAG.sub(r"\1", "".join(self.out[place + 1 :]))
            del self.out[place:]
            for runs in self.runs.values():
                while runs and runs[-1][0] >= place:
                    runs.pop()
            named = f' title="{escape(title)}"' if title else ""
            self.out.append(f'<img src="{escape(address)}" alt="{label.replace(chr(34), "&quot;")}"{named}>')
        else:
            self.out[place] = ""
            self.brackets = [each for each in self.brackets if each[1]]
            if not self.shared.features & LINK and leads(address):
                enlarges = is_picture(address) and any(part.startswith("<img") for part in self.out[place:])
                self.shared.features |= 0 if enlarges else LINK
        return end

    def _target(self, begin: int, start: int, stop: int) -> tuple[str | None, str, int]:
        """The address and title of what is in the brackets just closed, and where they end."""
        text = self.text
        if text.startswith("(", stop) and (match := _TARGET.match(text, stop)):
            return match[1] or match[2] or "", match[3] or match[4] or match[5] or "", match.end()
        if text.startswith("[", stop) and (match := _LABEL.match(text, stop)) and match[1].strip():
            return self.shared.address(match[1]), "", match.end()
        if start - begin > _LONGEST_LABEL:
            return None, "", stop
        end = stop + 2 if text.startswith("[]", stop) else stop
        return self.shared.address(text[begin:start]), "", end

    def _angle(self, start: int, stop: int) -> int:
        text = self.text
        if match := _AUTOLINK.match(text, start):
            if leads(match[1]) and ":" in match[1]:
                self.shared.features |= LINK
            self._write(start, match.end(), as_code(match[1]))
            return match.end()
        if match := _TAG.match(text, start):
            return match.end()
        if (match := _NO_TAG.match(text, start)) and (end := _ENDS[match[0]]) not in self.missing:
            place = text.find(end, match.end())
            if place >= 0:
                return place + len(end)
            self.missing.add(end)
        self._write(start, stop, LESS)
        return stop
