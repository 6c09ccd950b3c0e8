"""Every setting and every key as a file of settings, explained; for printing, and to begin a file with."""

from __future__ import annotations

from itertools import groupby

from reader import config, toml
from reader.config import SETTINGS, Config
from reader.document.breaking import lines
from reader.language import later, tr
from reader.ui import keymap
from reader.ui.keynames import shown
from reader.ui.keys import KEYS, SCOPES

_WIDTH = 96
"""Cells of a line of comment."""
_ABOUT_KEYS = later(
    'A key by its id, or several: next = ["J", "Ctrl+N"]. "" leaves none. A key given to one thing is taken from what '
    "had it at the same time. Names: Ctrl+S, Alt+O, Shift+Tab, F2, Esc, Enter, Space, PgDn, Up; any other character "
    "stands for itself."
)


def blank() -> str:
    """A file of settings that changes nothing."""
    return as_file(Config())


def as_file(chosen: Config) -> str:
    """Every setting with what it means and may be; a line without ``#`` where it is not as usual."""
    about = tr("Settings of newsreader. A line that begins with # tells the default.")
    parts = [f"# {about}"]
    for table, keys in SETTINGS.items():
        parts.append(f"[{table}]")
        for key, setting in keys.items():
            value, usual = getattr(getattr(chosen, table), key), config.default(table, key)
            words = tr("{meaning} Allowed: {values}.")
            words = words.format(meaning=tr(setting.text), values=config.allowed(table, key))
            parts.append(f"{_comment(words)}\n{_line(key, value, usual)}")
    return "\n\n".join([*parts, _comment(tr(_ABOUT_KEYS)), *_keys(chosen.keys)]) + "\n"


def _keys(chosen: config.Keys) -> list[str]:
    """A part for each scope of the key table; the usual keys are those of the preset."""
    usual, named = keymap.base(chosen.preset), {id_ for id_, _ in chosen.by_id}
    in_force = keymap.resolve(chosen).keys
    parts = []
    for scope, keys in groupby(KEYS, key=lambda key: key.scope):
        part = [f"# -- {tr(SCOPES[scope])}"]
        for key in keys:
            value = written(in_force[key.id] if key.id in named else usual[key.id])
            part.append(_line(key.id, value, written(usual[key.id]), tr(key.help)))
        parts.append("\n".join(part))
    return parts


def _line(key: str, value: toml.Value, usual: toml.Value, about: str = "") -> str:
    line, end = f"{key} = {toml.literal(value)}", f"  # {about}" if about else ""
    if value == usual:
        return f"# {line}{end}"
    return tr("{line}  # default: {value}").format(line=line, value=toml.literal(usual))


def written(names: tuple[str, ...]) -> toml.Value:
    """Keys as the file has them: one, or a list."""
    found = tuple(map(shown, names))
    return found[0] if len(found) == 1 else found or ""


def _comment(words: str) -> str:
    return "\n".join(f"# {words[start:stop]}" for start, stop in lines(words, _WIDTH - 2))
