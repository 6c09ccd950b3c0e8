"""A Markdown list of links: ``- [title](address) · source · date · #label``, notes as quotations below.

Reading takes any Markdown: every line that has a link gives one, whatever stands around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.state.exchange.entry import Entry
from reader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = r"\[((?:\\.|[^\\\[\]])*)\]"
_LINK = re.compile(rf"(?<!!){_TITLE}\(\s*(?:<([^<>\n]*)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))[^)\n]*\)")
_BARE = re.compile(r"<?(https?://[^\s<>]+)>?")
_LABEL = re.compile(r"(?<!\S)#((?:\\.|[^\s\\#])+)")
_DAY = re.compile(r"(?<!\S)(\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]+)?)(?!\S)")
_ESCAPED = re.compile(r"\\([ -/:-@\[-`{-~])")
_QUOTE = re.compile(r"\s*> ?(.*)")


def read(text: str) -> list[Entry]:
    """Every line with a link; a quotation right below is its note."""
    entries: list[Entry] = []
    note: list[str] | None = None  # of the last entry; None when something else has come since
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = _QUOTE.fullmatch(line)
        if quoted and note is not None:
            note.append(_plain(quoted[1]))
            entries[-1] = entries[-1]._replace(note="\n".join(note))
            continue
        entry = None if quoted else _entry(line)
        if entry is not None:
            entries.append(entry)
        note = [] if entry is not None else None
    return entries


def _entry(line: str) -> Entry | None:
    found = _LINK.search(line)
    if found is None:
        bare = _BARE.search(line)
        return Entry(bare[1], bare[1]) if bare else None
    link = _plain(found[2] if found[2] is not None else found[3])
    rest = line[found.end() :]
    labels = tuple(dict.fromkeys(_plain(label[1]) for label in _LABEL.finditer(rest)))
    parts = [_plain(part) for part in rest.split(" · ")[1:]]
    source = next(
        (part for part in parts if part and not part.startswith("#") and not _DAY.fullmatch(part)), ""
    )
    day = _DAY.search(rest)
    return Entry(
        one_line(_plain(found[1])) or link, link, one_line(source), day[1] if day else "", labels=labels
    )


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def write(entries: Sequence[Entry], heading: str) -> str:
    """A list under a heading."""
    lines = [f"# {_escaped(heading)}", ""]
    for entry in entries:
        about = [part for part in (_escaped(entry.source), entry.date) if part]
        labels = " ".join(f"#{_label(label)}" for label in entry.labels)
        about += [labels] if labels else []
        link = f"<{entry.link}>" if re.search(r"[\s()]", entry.link) else entry.link
        lines.append(f"- [{_escaped(entry.title)}]({link}){''.join(f' · {part}' for part in about)}")
        lines += [f"  > {_escaped(line)}" for line in entry.note.splitlines()]
    return "\n".join([*lines, ""])


_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _label(label: str) -> str:
    """With its blanks escaped: one of itself would end it."""
    return _escaped(label).replace(" ", "\\ ")
