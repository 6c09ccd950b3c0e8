"""The blocks of Markdown for the search index: line by line to HTML that visible_html.py reads.

CommonMark, with the additions that markdown.py knows, read by the fronts of the lines alone. What is out of the
ordinary (a list in a quotation in a list) may be taken for something else; its words are kept.
"""

from __future__ import annotations

import re

from reader.document import dialects, liquid
from reader.document import visible_fronts as fronts
from reader.document.visible_inline import Inline, as_code, labels, notes
from reader.document.visible_signs import BORDER, CODE, TABLE

_DEEPEST = 20
"""Marks of lists and quotations on one line that are looked at."""
_LONGEST_PARAGRAPH = 400_000
_HARD_BREAK = re.compile(r"(?<! ) {2,}+\n")
_DELIMITER = re.compile(r"-+")
_BAR = re.compile(r"(?<!\\)\|")


def is_written(body: str) -> bool:
    """See ``markdown.is_written``, which most bodies are too short to ask."""
    if len(body) <= _LONGEST_PARAGRAPH:
        return True
    from reader.document import markdown  # noqa: PLC0415 - it loads the whole parser

    return markdown.is_written(body)


def to_html(body: str) -> tuple[str, int]:
    """A cleaned body of Markdown as HTML with borders, and features of it that the HTML does not show."""
    reader = _Reader(dialects.plain(liquid.plain(body, markdown=True)))
    reader.run()
    return "".join(reader.out), reader.features | reader.inline.features


class _Reader:
    """One pass over the lines of a body."""

    def __init__(self, body: str) -> None:
        self.rows = body.split("\n")
        self.out: list[str] = []
        self.features = 0
        self.here = 0
        self.paragraph: list[str] = []
        self.offsets: list[int] = []
        """Of each open item of a list: the column where its text begins."""
        self.quoted = self.blank = False
        self.inline = Inline(labels(body), notes(body))

    def run(self) -> None:
        rows, paragraph, ordinary = self.rows, self.paragraph, fronts.ORDINARY
        size = len(rows)
        while self.here < size:
            row = rows[self.here]
            self.here += 1
            if not row:
                self._end()
                self.blank = True
            elif row[0] not in ordinary:
                if not paragraph:
                    if self.blank and self.offsets:
                        self.offsets.clear()
                    self.quoted = False
                paragraph.append(row)
            else:
                self._line(row)
        self._end()

    def _end(self) -> None:
        """End the paragraph that is open."""
        self.blank = False
        if self.paragraph:
            text = "\n".join(self.paragraph)
            self.paragraph.clear()
            if "  \n" in text:
                text = _HARD_BREAK.sub(BORDER, text)
            html = self.inline.html(text)
            # A tag in it ends where it ends.
            self.out += ("<p>", html, "</p>") if "<" in html else (BORDER, html, BORDER)

    def _line(self, row: str) -> None:  # noqa: C901 - the marks of a line are one thing after the other
        """A line that may begin with a mark."""
        stripped = row.lstrip(" \t")
        for _ in range(_DEEPEST):
            if not stripped or stripped.isspace():
                self._end()
                self.blank = True
                return
            lead = row[: len(row) - len(stripped)]
            indent = len(lead.expandtabs(4)) if "\t" in lead else len(lead)
            inside = [offset for offset in self.offsets if offset <= indent]
            base = inside[-1] if inside else 0
            if indent >= base + 4:
                if not self.paragraph:
                    self._indented(row, base)
                    return
                break
            sign = stripped[0]
            if sign == ">":
                if not self.quoted:
                    self._end()
                    self.quoted = True
                row = stripped[1:].removeprefix(" ")
                stripped = row.lstrip(" \t")
                continue
            if self.quoted and (
                not self.paragraph or sign in fronts.ORDINARY
            ):  # else it goes on without its mark
                self.quoted = row is not self.rows[self.here - 1]
            if (text := self._front(stripped, sign, indent)) is not None:
                row, stripped = text, text.lstrip(" \t")
                continue
            if self._block(stripped, sign, base):
                self.offsets = inside
                return
            if self.blank or not self.paragraph:
                self.offsets = inside
            break
        self.paragraph.append(stripped)

    def _front(self, stripped: str, sign: str, indent: int) -> str | None:
        """What follows the mark of an item, a note or a definition, set in as far; None where there is no mark."""
        if sign in "[:":
            match = (fronts.NOTE if sign == "[" else fronts.DEFINITION).match(stripped)
            if match is None or (sign == "[" and match[1] not in self.inline.notes):
                return None
            self._end()
            self.offsets = [offset for offset in self.offsets if offset <= indent]
            self.offsets.append(indent + (4 if sign == "[" else match.end()))
            return " " * self.offsets[-1] + stripped[match.end() :]
        match = fronts.ITEM.match(stripped)
        if match is None or (sign in "-*" and fronts.BREAK.match(stripped)):
            return None
        text = stripped[match.end() :]
        within = bool(self.paragraph) and indent >= (self.offsets[-1] if self.offsets else 0)
        if within and (not text or (sign.isdigit() and match[1][:-1] != "1")):
            return None
        return self._item(match, text, indent)

    def _item(self, match: re.Match[str], text: str, indent: int) -> str:
        self._end()
        self.out.append(BORDER)
        self.offsets = [offset for offset in self.offsets if offset <= indent]
        start, blanks = indent + len(match[1]), len(match[2].expandtabs(4))
        if text or (self.here < len(self.rows) and not self._is_blank(self.rows[self.here])):
            self.offsets.append(start + (blanks if text and blanks <= 4 else 1))
        if task := fronts.TASK.match(text):
            text = text[task.end() :]
        return " " * (start + max(blanks, 1)) + text

    def _block(self, stripped: str, sign: str, base: int) -> bool:
        """Read a block that begins with ``sign``, if one does."""
        if sign == "<":
            return self._html(stripped)
        if sign in "#[`~":
            return (
                self._heading(stripped)
                if sign == "#"
                else self._defined(stripped)
                if sign == "["
                else self._fence(stripped, base)
            )
        if sign in "=-" and self.paragraph and fronts.UNDERLINE.match(stripped):
            text = "\n".join(self.paragraph)
            self.paragraph.clear()
            self._headed(text, 2)
            return True
        if sign in "-*_" and fronts.BREAK.match(stripped):
            self._end()
            self.out.append("<hr>")
            return True
        return sign in "|:-" and bool(self.paragraph) and self._table(stripped)

    def _heading(self, stripped: str) -> bool:
        match = fronts.HEADING.match(stripped)
        if match is None:
            return False
        self._end()
        text = stripped[match.end() :].strip(" \t")
        bare = text.rstrip("#")
        self._headed(text if bare and bare[-1] not in " \t" else bare, len(match[1]))
        return True

    def _headed(self, text: str, level: int) -> None:
        self.blank = False
        self.out.append(f"<h{level}>{self.inline.html(text)}</h{level}>")

    # Code

    def _indented(self, row: str, base: int) -> None:
        """Code that is set in by four columns: all lines up to one that is not."""
        rows, self.here = [row], self.here
        while self.here < len(self.rows):
            row = self.rows[self.here]
            text = row.lstrip(" \t")
            if text and len(row[: len(row) - len(text)].expandtabs(4)) < base + 4:
                break
            rows.append(row)
            self.here += 1
        self.blank = not rows[-1].strip()
        self._code(rows)

    def _fence(self, stripped: str, base: int) -> bool:
        match = fronts.FENCE.match(stripped)
        if match is None:
            return False
        self._end()
        marks, info = match[1] or match[3], match[2] or match[4] or ""
        if title := fronts.NAMED.search(info):
            self.out += BORDER, as_code(title[1] or title[2] or title[3]), BORDER
        elif ("." in info) and (title := fronts.INFO.match(info)):
            self.out += BORDER, as_code(title[1]), BORDER
        rows = []
        while self.here < len(self.rows):
            row = self.rows[self.here]
            text = row.lstrip(" \t")
            if self.quoted:
                if text[:1] != ">":
                    break
                text = text.lstrip("> \t")
            elif base and text and len(row) - len(text) < base and "\t" not in row[: len(row) - len(text)]:
                break
            self.here += 1
            if text.startswith(marks) and not text.strip().strip(marks[0]):
                break
            rows.append(row)
        self._code(rows)
        return True

    def _code(self, rows: list[str]) -> None:
        if text := "\n".join(rows).strip():
            self.features |= CODE
            self.out += BORDER, as_code(text).replace("\n", BORDER), BORDER

    # HTML, definitions, tables

    def _html(self, stripped: str) -> bool:
        """A block of HTML: its lines as they are."""
        start = self.here - 1
        if match := fronts.VERBATIM.match(stripped):
            if more := fronts.MORE.match(stripped):
                self._end()
                self.rows[start] = stripped[more.end() :]
                self.here = start
                return True
            end = fronts.ENDS.get(match[0].upper())
            while self.here < len(self.rows):
                row = self.rows[self.here - 1]
                if end in row if end else fronts.VERBATIM_END.search(row):
                    break
                self.here += 1
        elif fronts.BLOCK.match(stripped) or (not self.paragraph and fronts.ALONE.match(stripped)):
            while self.here < len(self.rows) and not self._is_blank(self.rows[self.here]):
                self.here += 1
        else:
            return False
        self._end()
        rows = self.rows[start + 1 : self.here]
        if self.quoted:
            rows = [row.lstrip(" \t").removeprefix(">") for row in rows]
        self.out += stripped, "\n", *(f"{row}\n" for row in rows)
        return True

    def _is_blank(self, row: str) -> bool:
        return not (row.strip(" \t>") if self.quoted else row.strip(" \t"))

    def _defined(self, stripped: str) -> bool:
        """The definition of a link, which is not seen."""
        match = None if self.paragraph or "]:" not in stripped else fronts.DEFINED.match(stripped)
        if match is None or stripped[1] == "^":
            return False
        if self.here < len(self.rows):
            following = self.rows[self.here]
            if stripped.rstrip().endswith("]:") or (not match[1] and fronts.TITLE.match(following)):
                self.here += 1
        self.blank = False
        return True

    def _table(self, stripped: str) -> bool:
        header = self.paragraph[-1]
        if "|" not in header or not fronts.DELIMITERS.match(stripped):
            return False
        names = _cells(header)
        if len(names) != len(_DELIMITER.findall(stripped)):
            return False
        self.paragraph.pop()
        self._end()
        self.features |= TABLE if len(names) > 1 else 0
        self.out.append("<table>")
        self._cells(names)
        while self.here < len(self.rows):
            row = self.rows[self.here].strip(" \t")
            if self.quoted and row[:1] == ">":
                row = row.lstrip("> ")
            if not row or fronts.AFTER_TABLE.match(row) or fronts.BREAK.match(row):
                break
            self._cells(_cells(row)[: len(names)])
            self.here += 1
        self.out.append("</table>")
        return True

    def _cells(self, cells: list[str]) -> None:
        self.out.append(BORDER + BORDER.join([self.inline.html(cell.replace("\\|", "|")) for cell in cells]))


def _cells(row: str) -> list[str]:
    cells = _BAR.split(row.strip())
    if cells and not cells[0].strip():
        cells.pop(0)
    if cells and not cells[-1].strip():
        cells.pop()
    return cells
