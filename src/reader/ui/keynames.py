"""Names of keys: as people write them, and as Textual (and so the key table) has them.

A character stands for itself; what is none has a name (``pagedown``), and modifiers stand before it in the order of
the alphabet (``alt+shift+o``). Two characters (``]d``) are two keys, one after the other. Importing this imports no
Textual.
"""

from __future__ import annotations

import unicodedata

_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home",
    "end": "End", "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "backspace": "Backspace",
    "insert": "Ins", "delete": "Del",
} | {f"f{number}": f"F{number}" for number in range(1, 25)}  # fmt: skip
"""Every key that is no character, as it is shown."""
_OTHERS = {
    "esc": "escape", "return": "enter", "pgdn": "pagedown", "pgdown": "pagedown", "pgup": "pageup",
    "ins": "insert", "del": "delete", "blank": "space", "spacebar": "space", "bs": "backspace",
}  # fmt: skip
"""What else people call them, in small letters and without blanks."""
_MODIFIERS = {
    "ctrl": "ctrl", "control": "ctrl", "strg": "ctrl", "alt": "alt", "meta": "alt", "option": "alt",
    "shift": "shift",
}  # fmt: skip
_LETTERS = {"C": "ctrl", "M": "alt", "S": "shift"}
"""Modifiers as Emacs writes them, with a hyphen: ``C-x``."""
_SIGNS = {
    "slash": "/", "backslash": "\\", "minus": "-", "plus": "+", "underscore": "_", "at": "@", "hyphen_minus": "-",
}  # fmt: skip
"""Characters whose name in Textual is not the one in Unicode."""
_SIGN_NAMES = {sign: name for name, sign in _SIGNS.items() if name != "hyphen_minus"}
_TWINS = {"[": "【", "]": "】", "<": "《", ">": "》", "\\": "、", ".": "。", "$": "￥"}
"""What a Chinese input method makes of some keys, beside the full-width form of each."""
_ASCII = {twin: sign for sign, twin in _TWINS.items()}
_ARRIVE_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
"""Terminals make other keys of these."""


def parse(written: str) -> str | None:
    """The key that is meant by ``written`` (``Ctrl+S``, ``C-s``, ``Esc``, ``?``, ``question_mark``), or the two that
    are (``]d``); None for no key.
    """
    rest, modifiers = written if len(written) == 1 else written.strip(), set[str]()
    while found := _modifier(rest):
        modifier, rest = found
        modifiers.add(modifier)
    key = _key(rest)
    if key is None and not modifiers and len(rest) == 2 and not (rest[0] in _LETTERS and rest[1] == "-"):
        signs = [half(sign) for sign in rest]
        return "".join(signs) if all(sign.isprintable() and not sign.isspace() for sign in signs) else None
    if key is None or not modifiers:
        return key
    if len(key) == 1 and modifiers == {"shift"}:
        return key.upper() if key.isascii() and key.isalpha() else None
    if len(key) == 1:
        key = key.lower() if key.isalnum() else _SIGN_NAMES.get(key) or _unicode_name(key)
    return "+".join([*sorted(modifiers), key])


def _modifier(text: str) -> tuple[str, str] | None:
    """A modifier at the beginning, and what follows it."""
    if len(text) > 1 and text[0] == "^":
        return "ctrl", text[1:]
    for sign in "+-":
        word, _, rest = text.partition(sign)
        modifier = _MODIFIERS.get(word.lower()) or (_LETTERS.get(word) if sign == "-" else None)
        if modifier and rest:
            return modifier, rest
    return None


def _key(text: str) -> str | None:
    """A key without modifiers."""
    if len(text) == 1:
        sign = half(text)
        arrow = next((name for name, shown in _SHOWN.items() if shown == text), None)
        return arrow or ("space" if sign.isspace() else sign if sign.isprintable() else None)
    name = text.lower()
    if name in _SIGNS:
        return _SIGNS[name]
    bare = "".join(sign for sign in name if sign not in " _-")
    bare = _OTHERS.get(bare, bare)
    if bare in _SHOWN:
        return bare
    return _sign(name)


def _sign(name: str) -> str | None:
    """The character of a name like ``question_mark``."""
    for words in (name.replace("_", " "), name.replace("_", "-")):
        try:
            found = unicodedata.lookup(words.upper())
        except KeyError:
            continue
        if found.isprintable() and not found.isspace():
            return found
    return None


def _unicode_name(sign: str) -> str:
    return unicodedata.name(sign, sign).lower().replace("-", "_").replace(" ", "_")


def shown(name: str) -> str:
    """A key as people write it: ``Ctrl+S``, ``Esc``, ``?``; :func:`parse` reads it."""
    if is_sequence(name):
        return name
    *modifiers, key = name.split("+") if len(name) > 1 else [name]
    if modifiers and len(key) > 1 and key not in _SHOWN:
        key = _SIGNS.get(key) or _sign(key) or key
    elif modifiers and len(key) == 1:
        key = key.upper()
    return "+".join([*(modifier.title() for modifier in modifiers), _SHOWN.get(key, key)])


def half(sign: str) -> str:
    """The ASCII character that is meant by one that an input method makes of its key; any other stays as it is."""
    if sign in _ASCII:
        return _ASCII[sign]
    return chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign


def is_sequence(name: str) -> bool:
    """Whether these are two keys, one after the other, each a character."""
    return len(name) == 2 and name not in _SHOWN


def overlap(one: str, other: str) -> bool:
    """Whether two keys can't be told apart when they come: they are the same, or one begins with the other."""
    return one == other or (
        one[0] == other[0] and {len(one), len(other)} == {1, 2} and is_sequence(max(one, other, key=len))
    )


def is_character(name: str) -> bool:
    """Whether this key puts a character into a line that one types into."""
    return len(name) == 1 or name == "space"


def arrives_as(name: str) -> str | None:
    """Which key a terminal sends instead of this one; None when it sends this one."""
    return _ARRIVE_AS.get(name)


def nearest(written: str) -> str:
    """The key that was perhaps meant, as people write it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only for complaints

    plain = [*_SHOWN.values(), "Up", "Down", "Left", "Right", "Return", "PageUp", "PageDown"]
    some = [*plain, *(f"Ctrl+{chr(number)}" for number in range(ord("A"), ord("Z") + 1))]
    some += [f"{modifier}+{name}" for modifier in ("Shift", "Ctrl", "Alt") for name in plain]
    found, _, _ = process.extractOne(written.title(), some, scorer=fuzz.ratio)
    return str(found)


def with_twins(name: str) -> list[str]:
    """A key, and those that are to do the same: for an ASCII character what an input method, which may be on, makes of
    it.
    """
    if len(name) == 1 and "!" <= name <= "~":
        return [name, chr(ord(name) + 0xFEE0), *filter(None, [_TWINS.get(name)])]
    return [name, "ctrl+@"] if name == "ctrl+space" else [name]  # most terminals send the one for the other
