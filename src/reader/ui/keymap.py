"""The keys in force: those of the table, of a preset, and of the user's own choice; what is wrong with that choice.

No two things that can be done at the same time ever have one key, and nothing that one can't do without is left
without any: what would make it so is told and doesn't count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader import config_file
from reader.language import later, tr
from reader.text import crop, one_line
from reader.ui.keynames import arrives_as, is_character, is_sequence, nearest, overlap, parse, shown
from reader.ui.keys import ALSO, AWAY, KEYS, NEEDED, TYPED, Key, rebind
from reader.ui.presets import PRESETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reader.config import Keys

BY_ID = {key.id: key for key in KEYS}
_RESERVED = "ctrl+c"
"""Copies what is selected, as everywhere."""
_LONGEST_SHOWN = 40
"""Cells of a name in a message."""


class Fault(NamedTuple):
    """Something about a choice of keys that is to be told."""

    id: str
    """Whose line it is about."""
    words: str
    other: str = ""
    """Whose line it is about as well."""
    counts: bool = False
    """The choice is in force all the same, at the cost of what the words say."""


class Keymap(NamedTuple):
    """What a choice of keys comes to."""

    keys: dict[str, tuple[str, ...]]
    """The keys in force for every id; perhaps none."""
    faults: list[Fault]


def base(preset: str) -> dict[str, tuple[str, ...]]:
    """The keys of a preset for every id."""
    return {key.id: PRESETS[preset].get(key.id, key.keys) for key in KEYS}


def clash(one: Key, other: Key, name: str) -> bool:
    """Whether a key can't be that of both: they hold at the same time, and do different things."""
    if one.action.removeprefix("screen.") == other.action.removeprefix("screen."):
        return False
    return (
        not {one.scope, other.scope} & AWAY
        or one.scope == other.scope
        or ALSO.get(one.id) == other.scope
        or ALSO.get(other.id) == one.scope
        or ("quit" in {one.id, other.id} and not is_character(name))  # which holds everywhere
    )


def resolve(keys: Keys) -> Keymap:
    """The keys in force for what the settings say, and what is to be told about them."""
    usual, faults = base(keys.preset), list[Fault]()
    chosen: dict[str, tuple[str, ...]] = {}
    for id_, written in keys.by_id:
        if fault := _unknown(id_) or _needed(id_, written, usual):
            faults.append(fault)
            continue
        names = [_name(id_, word, faults) for word in written]
        right = [name for name in names if name and not _is_taken(id_, name, chosen, faults)]
        right = [name for name in right if not _begins_alike(id_, name, right, faults)]
        if right or not written:
            chosen[id_] = tuple(dict.fromkeys(right))
    while refused := _refused(usual, chosen):
        for id_, name, needing in refused:
            left = tuple(other for other in chosen.pop(id_) if other != name)
            if left:
                chosen[id_] = left
            why = tr("this is the last key of {other}, which needs one; give it another first").format(
                other=needing
            )
            faults.append(Fault(id_, _about(id_, _quoted(name), why)))
    in_force = dict(usual)
    for id_, kept, lost in _taken(usual, chosen):
        in_force[id_] = kept
        faults += (_loss(each, id_, kept) for each in lost)
    return Keymap(in_force | chosen, faults)


def _unknown(id_: str) -> Fault | None:
    if id_ in BY_ID:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only for complaints

    found, _, _ = process.extractOne(id_, list(BY_ID), scorer=fuzz.ratio)
    name = crop(one_line(id_), _LONGEST_SHOWN)
    words = tr("{name} is unknown here; the nearest is {nearest}. `newsreader keys` lists them all")
    return Fault(id_, words.format(name=name, nearest=found))


def _needed(id_: str, written: tuple[str, ...], usual: Mapping[str, tuple[str, ...]]) -> Fault | None:
    if written or id_ not in NEEDED:
        return None
    words = tr('{name} = "" is wrong: it needs a key, and keeps {keys}')
    return Fault(id_, words.format(name=id_, keys=_listed(usual[id_])))


def _name(id_: str, written: str, faults: list[Fault]) -> str | None:
    """The key that is meant; None, and a fault more, when it can't be one of this id."""
    name, scope = parse(written), BY_ID[id_].scope
    if name is None:
        why = tr("a name is missing")
        if written:
            why = tr("there is no such key; the nearest is {key}").format(key=nearest(written))
    elif other := arrives_as(name):
        why = tr("a terminal sends {key} for it; write {key}, if you mean that").format(key=shown(other))
    elif name == _RESERVED:
        why = tr("it copies what is selected, and can't do anything else")
    elif is_sequence(name) and (scope in AWAY or id_ in NEEDED):
        why = tr(
            "two keys one after the other are taken in the panes only, and this is needed elsewhere; give it one key"
        )
    elif scope in TYPED and is_character(name):
        why = tr("one types there, and a character is no key")
    elif scope == "link" and len(name) == 1 and name.isalpha() and name not in _LINK_LETTERS:
        why = tr("letters choose links there")
    else:
        return name
    faults.append(Fault(id_, _about(id_, f'"{crop(one_line(written), _LONGEST_SHOWN)}"', why)))
    return None


_LINK_LETTERS = {name for key in KEYS if key.scope == "link" for name in key.keys if name.isalpha()}
"""Letters that no link is labelled by."""


def _is_taken(id_: str, name: str, chosen: Mapping[str, tuple[str, ...]], faults: list[Fault]) -> bool:
    """Whether the user has given this key to something else before, which keeps it; that is a fault."""
    for other, names in chosen.items():
        taken = next((each for each in names if overlap(name, each)), "")
        if taken and clash(BY_ID[id_], BY_ID[other], name):
            if taken == name:
                why = tr("this key was given to {other} before, which keeps it").format(other=other)
            else:
                why = tr("{key} was given to {other} before, which keeps it, and both begin alike")
                why = why.format(key=_quoted(taken), other=other)
            faults.append(Fault(id_, _about(id_, _quoted(name), why), other))
            return True
    return False


def _begins_alike(id_: str, name: str, names: list[str], faults: list[Fault]) -> bool:
    """Whether two keys are no good because the first of them does the same alone; that is a fault."""
    if is_sequence(name) and name[0] in names:
        why = tr("{key} alone does the same already").format(key=_quoted(name[0]))
        faults.append(Fault(id_, _about(id_, _quoted(name), why)))
        return True
    return False


class Lost(NamedTuple):
    """A key that has been taken."""

    name: str
    taker: str
    """The id that has taken it ..."""
    by: str
    """... by this key of its own: the same, or one that begins alike."""


def _taken(
    usual: Mapping[str, tuple[str, ...]], chosen: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...], list[Lost]]]:
    """What the choice takes from ids that it says nothing of: the id, the keys left to it, those lost and to whom."""
    taking = [(name, id_) for id_, names in chosen.items() for name in names]
    for id_, names in usual.items():
        if id_ in chosen:
            continue
        lost = [
            Lost(name, taker, by)
            for name in names
            for by, taker in taking
            if overlap(name, by) and clash(BY_ID[id_], BY_ID[taker], name)
        ]
        if lost:
            gone = {each.name for each in lost}
            yield id_, tuple(name for name in names if name not in gone), lost


def _refused(
    usual: Mapping[str, tuple[str, ...]], chosen: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, str, str]]:
    """For the first id that would lose a key it needs: who takes it, the key, the id. They are to be taken back."""
    for id_, kept, lost in _taken(usual, chosen):
        if id_ in NEEDED and not kept:
            return [(each.taker, each.by, id_) for each in lost]
    return []


def _loss(lost: Lost, id_: str, kept: tuple[str, ...]) -> Fault:
    if lost.by == lost.name:
        some, none = (
            later("{other} has lost this key, and has {left} left."),
            later("{other} has lost this key, and has no key left."),
        )
    else:
        some = later("{other} has lost {key}, which begins alike, and has {left} left.")
        none = later("{other} has lost {key}, which begins alike, and has no key left.")
    why = tr(some if kept else none).format(other=id_, key=_quoted(lost.name), left=_listed(kept))
    advice = tr('{why} Say what {other} is to have, perhaps {other} = "", and this is not told again')
    words = _about(lost.taker, _quoted(lost.by), advice.format(why=why, other=id_))
    return Fault(lost.taker, words, counts=True)


def _about(id_: str, quoted: str, why: str) -> str:
    """What is wrong with a line of the file."""
    return tr("{line}: {why}").format(line=f"{id_} = {quoted}", why=why)


def _listed(names: tuple[str, ...]) -> str:
    """``J and Ctrl+N``."""
    found = [*map(shown, names)]
    words = found[0] if found else ""
    for each in found[1:]:
        words = tr("{some} and {last}").format(some=words, last=each)
    return words


def _quoted(name: str) -> str:
    return f'"{shown(name)}"'


# -- in force -----------------------------------------------------------------------------------------------


def use(keys: Keys, path: Path) -> list[str]:
    """Put the keys that the file ``path`` chooses in force; what is to be told about them, in words with lines."""
    found = resolve(keys)
    rebind({id_: names for id_, names in found.keys.items() if names != BY_ID[id_].keys})
    return told(found.faults, path)


def told(faults: list[Fault], path: Path) -> list[str]:
    """Faults in words, with file and line, in the order of the file."""
    if not faults:
        return []
    lines = config_file.lines(path)

    def line(id_: str) -> int:
        return lines.get(("keys", id_)) or lines.get(("keys",), 1)

    return [
        f"{path}:{line(fault.id)}: [keys] {_with_line(fault.words, line(fault.other) if fault.other else 0)}"
        for fault in sorted(faults, key=lambda fault: line(fault.id))
    ]


def _with_line(words: str, line: int) -> str:
    """Words, with another line that they are about, if there is one."""
    return tr("{words} (line {line})").format(words=words, line=line) if line else words
