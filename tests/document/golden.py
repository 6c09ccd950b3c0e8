"""Golden pairs: one file in ``cases/`` holds a sentence, an input, and the lines expected at some widths.

What a reader should see.
markup: html
title: only where it matters
----- input
<p>…</p>
----- 20
the lines, blanks at their ends aside
----- 20 styles
the lines with each styled run in brackets: [em:word], [link>https://…:word]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reader.document import build
from reader.document.layout import layout

if TYPE_CHECKING:
    from reader.document.lines import Line
    from reader.model import Markup

CASES = Path(__file__).parent / "cases"
_SECTION = re.compile(r"^----- (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    name: str
    sentence: str
    markup: Markup
    title: str
    body: str
    expected: tuple[tuple[int, bool, str], ...]
    """(width, with styles, lines joined by newlines) in the order of the file."""


def read(path: Path) -> Case:
    head, *parts = _SECTION.split(path.read_text(encoding="utf-8"))
    sentence, *fields = head.strip().split("\n")
    given = dict(field.split(": ", 1) for field in fields)
    sections = list(zip(parts[::2], parts[1::2], strict=True))
    body = sections.pop(0)[1].removesuffix("\n")
    expected = tuple(
        (int(name.split()[0]), name.endswith("styles"), text.removesuffix("\n")) for name, text in sections
    )
    return Case(path.stem, sentence, cast("Markup", given["markup"]), given.get("title", ""), body, expected)


def drawn(case: Case, width: int, *, styles: bool) -> str:
    lines = layout(build(case.body, case.markup, title=case.title), width)
    return "\n".join((marked(line) if styles else line.text).rstrip() for line in lines)


def marked(line: Line) -> str:
    parts = []
    for run in line.runs:
        look = "+".join(run.styles) + (f">{run.href}" if run.href else "")
        parts.append(f"[{look}:{run.text}]" if look else run.text)
    return "".join(parts)
