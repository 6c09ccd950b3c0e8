"""Keys of one's own: how they are written, what a choice comes to, and that the program then has them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding
from textual.keys import Keys as TextualKeys

from reader import paths
from reader.config import Keys
from reader.ui import keymap, keynames, linking
from reader.ui.bindings import bindings, everywhere
from reader.ui.keymap import BY_ID, base, clash, resolve
from reader.ui.keynames import parse, shown
from reader.ui.keys import ALSO, AWAY, KEYS, NEEDED, SCOPES, TYPED, key_name, names, rebind
from reader.ui.presets import ABOUT, PRESETS
from tests.ui.conftest import Start


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """Keys are those of the whole process."""
    yield
    rebind({})


def chosen(preset: str = "default", **by_id: str | list[str]) -> Keys:
    """A choice of keys; hyphens of ids are written as underscores."""
    given = (
        (name.replace("_", "-"), (keys,) if isinstance(keys, str) and keys else tuple(keys))
        for name, keys in by_id.items()
    )
    return Keys(preset, tuple(given))  # type: ignore[arg-type]


def words(keys: Keys) -> list[str]:
    return [fault.words for fault in resolve(keys).faults]


def clashes(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """Ids that have one key at the same time."""
    return [
        (one.id, other.id, name)
        for one, other in combinations(KEYS, 2)
        for name, each in product(table[one.id], table[other.id])
        if name[0] == each[0] and keynames.overlap(name, each) and clash(one, other, name)
    ]


# -- the tables ---------------------------------------------------------------------------------------------


def test_every_id_is_there_once_and_is_no_setting() -> None:
    assert len(BY_ID) == len(KEYS)
    assert "preset" not in BY_ID


def test_what_is_said_of_ids_and_scopes_is_said_of_some_that_exist() -> None:
    assert {*BY_ID} >= NEEDED | {*ALSO}
    assert {*SCOPES} >= AWAY >= TYPED >= {*ALSO.values()}
    assert {*PRESETS} == {"default", *ABOUT}


@pytest.mark.parametrize("scope", sorted(AWAY))
def test_each_box_and_screen_can_be_left_whatever_is_chosen(scope: str) -> None:
    leaving = [key.id for key in KEYS if key.scope == scope and key.id in NEEDED]
    assert leaving
    assert all(resolve(Keys(by_id=((id_, ()),))).keys[id_] == BY_ID[id_].keys for id_ in leaving)


def test_the_keys_of_a_scope_stand_together() -> None:
    scopes = [key.scope for key in KEYS]
    assert [scope for scope, before in zip(scopes, [None, *scopes], strict=False) if scope != before] == [
        *SCOPES
    ]


@pytest.mark.parametrize("preset", PRESETS)
def test_in_every_preset_each_id_has_a_key_and_none_has_that_of_another(preset: str) -> None:
    table = base(preset)
    assert [id_ for id_, keys in table.items() if not keys] == []
    assert clashes(table) == []


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_names_ids_of_the_table_that_it_changes(preset: str) -> None:
    assert {*PRESETS[preset]} <= {*BY_ID}
    assert [id_ for id_, keys in PRESETS[preset].items() if keys == BY_ID[id_].keys] == []


@pytest.mark.parametrize("preset", PRESETS)
def test_every_key_of_the_tables_can_be_written_in_the_settings(preset: str) -> None:
    for id_, keys in base(preset).items():
        own = Keys("default" if preset != "default" else "mutt", ((id_, tuple(map(shown, keys))),))
        assert [fault for fault in resolve(own).faults if not fault.counts] == []
        assert resolve(own).keys[id_] == keys


def test_no_link_is_labelled_by_a_letter_that_is_a_key_there() -> None:
    letters = {name for key in KEYS if key.scope == "link" for name in key.keys if len(name) == 1}
    assert letters
    assert not letters & {*linking._LETTERS}


# -- names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ctrl+S", "ctrl+s"), ("ctrl+s", "ctrl+s"), ("C-s", "ctrl+s"), ("^S", "ctrl+s"), ("Control-s", "ctrl+s"),
        ("Esc", "escape"), ("ESCAPE", "escape"), ("F2", "f2"), ("f12", "f12"), ("G", "G"), ("g", "g"),
        ("Space", "space"), (" ", "space"), ("\u3000", "space"), ("PgDn", "pagedown"), ("page_down", "pagedown"), ("Page Up", "pageup"),
        ("?", "?"), ("question_mark", "?"), ("？", "?"), ("ｊ", "j"), ("Shift+J", "J"), ("Shift+Tab", "shift+tab"),
        ("full_stop", "."), ("hyphen_minus", "-"), ("backslash", "\\"), ("-", "-"), ("+", "+"), (",", ","),
        ("Alt+o", "alt+o"), ("Shift+Alt+O", "alt+shift+o"), ("Ctrl+Alt+Del", "alt+ctrl+delete"), ("Ctrl++", "ctrl+plus"),
        ("Ctrl+\\", "ctrl+backslash"), ("Ctrl+]", "ctrl+right_square_bracket"), ("Return", "enter"), ("↓", "down"), ("Down", "down"),
        ("é", "é"), ("读", "读"), ("]d", "]d"), ("】ｄ", "]d"), ("［Ｍ", "[M"), (" gg ", "gg"), ("up", "up"), ("f1", "f1"),
    ],
)  # fmt: skip
def test_a_key_may_be_written_as_people_write_it(written: str, name: str) -> None:
    assert parse(written) == name


@pytest.mark.parametrize(
    "written",
    ["", "Ctrl", "Ctrl+", "C-", "Foo", "Hyper+x", "Ctrl+Foo", "Shift+1", "jjj", "F25", "\x07", "\u200b"],
)
def test_what_is_no_key_is_none(written: str) -> None:
    assert parse(written) is None


def test_every_key_that_textual_knows_by_name_can_be_written() -> None:
    special = {"<any>", "<scroll-up>", "<scroll-down>", "<ignore>", "return", "ctrl-at", "ctrl+@"}
    for key in TextualKeys:
        if key.value not in special:
            modifiers = key.value.split("+")
            assert parse(key.value) == "+".join([*sorted(modifiers[:-1]), modifiers[-1]])


keys = st.sampled_from([*keynames._SHOWN, *"abzAZ019/?;,.-+=\\[]{}()^$*_|'\"~`é读"])


@given(modifiers=st.sets(st.sampled_from(["ctrl", "alt", "shift"])), key=keys)
def test_what_is_shown_is_read_as_the_same_key(modifiers: set[str], key: str) -> None:
    name = parse("+".join([*modifiers, key]))
    if name is not None:
        assert parse(shown(name)) == name


@given(st.text(max_size=12))
def test_no_text_does_harm(text: str) -> None:
    name = parse(text)
    assert name is None or parse(shown(name)) == name
    assert keynames.nearest(text)


# -- what a choice comes to ---------------------------------------------------------------------------------


def test_without_a_choice_all_keys_are_those_of_the_table() -> None:
    assert resolve(Keys()) == ({key.id: key.keys for key in KEYS}, [])


def test_an_id_has_the_keys_that_were_chosen_and_no_others() -> None:
    found = resolve(chosen(sort=["S", "Ctrl+T"], theme=""))
    assert found.faults == []
    assert (found.keys["sort"], found.keys["theme"]) == (("S", "ctrl+t"), ())


def test_a_key_is_taken_from_a_default_which_is_told_until_it_is_settled() -> None:
    found = resolve(chosen(next="n"))
    assert found.keys["next"] == ("n",)
    assert found.keys["find-next"] == ()
    (fault,) = found.faults
    assert fault.counts
    assert fault.words == (
        'next = "n": find-next has lost this key, and has no key left. '
        'Say what find-next is to have, perhaps find-next = "", and this is not told again'
    )
    assert words(chosen(next="n", find_next="")) == []
    assert words(chosen(next="n", find_next="Ctrl+N")) == []


def test_keys_of_boxes_are_those_of_the_screen_too() -> None:
    assert words(chosen(links="Ctrl+Y")) == []  # which copies, in a list of headings
    (told,) = words(chosen(quit=["Q", "Ctrl+Y"]))  # which is there everywhere
    assert told.startswith('quit = "Ctrl+Y": picker-copy has lost this key, and has no key left.')
    (told,) = words(chosen(save_search="Down", down="j"))
    assert told.startswith(
        'save-search = "↓": search-later has lost this key'
    )  # a search is saved while one types


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (chosen(bookmrk="m"), "bookmrk is unknown here; the nearest is bookmark. `newsreader keys` lists them all"),
        (chosen(sort="Ctrl+Shft+S"), 'sort = "Ctrl+Shft+S": there is no such key; the nearest is Ctrl+S'),
        (chosen(sort="pagedwn"), 'sort = "pagedwn": there is no such key; the nearest is PageDown'),
        (chosen(sort="Ctrl+I"), 'sort = "Ctrl+I": a terminal sends Tab for it; write Tab, if you mean that'),
        (chosen(sort="Ctrl+C"), "sort = \"Ctrl+C\": it copies what is selected, and can't do anything else"),
        (chosen(search_close="x"), 'search-close = "x": one types there, and a character is no key'),
        (chosen(picker_down="Space"), 'picker-down = "Space": one types there, and a character is no key'),
        (chosen(link_copy="c"), 'link-copy = "c": letters choose links there'),
        (chosen(quit=""), 'quit = "" is wrong: it needs a key, and keeps Q and Ctrl+Q'),
        (chosen(zen="Esc"), 'zen = "Esc": this is the last key of out, which needs one; give it another first'),
        (chosen(sort="S", theme="S"), 'theme = "S": this key was given to sort before, which keeps it'),
    ],
)  # fmt: skip
def test_a_wrong_choice_is_told_and_does_not_count(choice: Keys, told: str) -> None:
    found = resolve(choice)
    (fault,) = found.faults
    assert (fault.words, fault.counts) == (told, False)
    usual_table = base("default")
    counting = {"sort": ("S",)} if "theme" in dict(choice.by_id) else {}
    assert found.keys == usual_table | counting


def test_of_several_keys_the_right_ones_count() -> None:
    found = resolve(chosen(sort=["S", "Ctrl+Foo", "F5"]))
    assert found.keys["sort"] == ("S", "f5")
    assert len(found.faults) == 1


def test_two_can_change_their_keys() -> None:
    found = resolve(chosen(down="k", up="j"))
    assert found.faults == []
    assert (found.keys["down"], found.keys["up"]) == (("k",), ("j",))


def test_what_needs_a_key_may_have_another() -> None:
    found = resolve(chosen(zen="Esc", out="Backspace"))
    assert found.faults == []
    assert (found.keys["zen"], found.keys["out"]) == (("escape",), ("backspace",))


def test_a_choice_changes_a_preset_as_it_does_the_table() -> None:
    found = resolve(chosen("mutt", sort="S"))
    assert found.faults == []
    assert found.keys == base("mutt") | {"sort": ("S",)}


def test_two_keys_in_a_row_take_the_key_that_they_begin_with() -> None:
    found = resolve(chosen(top=["gg", "Home"], next_day="gd", undo="Uu"))
    assert found.faults == []
    assert (found.keys["top"], found.keys["next-day"]) == (("gg", "home"), ("gd",))
    (told,) = words(chosen(links="gl"))
    assert told.startswith('links = "gl": top has lost "g", which begins alike, and has Home left.')
    assert [told[:54] for told in words(chosen(sort="]"))] == [
        'sort = "]": next-day has lost "]d", which begins alike',
        'sort = "]": next-month has lost "]m", which begins ali',
        'sort = "]": next-unread has lost "]u", which begins al',
    ]
    assert words(chosen(sort="S", theme="Sx")) == [
        'theme = "Sx": "S" was given to sort before, which keeps it, and both begin alike'
    ]
    assert words(chosen(sort=["S", "Sx"])) == ['sort = "Sx": "S" alone does the same already']


@pytest.mark.parametrize("id_", ["link-copy", "out", "search-complete"])
def test_two_keys_in_a_row_are_for_the_panes(id_: str) -> None:
    (told,) = words(Keys(by_id=((id_, ("gx",)),)))
    assert told.startswith(f'{id_} = "gx": two keys one after the other are taken in the panes only')


ids = st.sampled_from([*BY_ID]) | st.text(max_size=3)
written = st.sampled_from([shown(name) for key in KEYS for name in key.keys]) | st.text(max_size=3)


@given(
    preset=st.sampled_from([*PRESETS]),
    by_id=st.dictionaries(ids, st.lists(written, max_size=3).map(tuple), max_size=12),
)
def test_whatever_is_chosen_no_key_does_two_things_and_nothing_needed_is_lost(
    preset: str, by_id: dict[str, tuple[str, ...]]
) -> None:
    found = resolve(Keys(preset, tuple(by_id.items())))  # type: ignore[arg-type]
    assert found.keys.keys() == BY_ID.keys()
    assert clashes(found.keys) == []
    assert all(found.keys[id_] for id_ in NEEDED)
    lost = [id_ for id_, keys in found.keys.items() if not keys and id_ not in by_id]
    assert all(any(id_ in fault.words for fault in found.faults) for id_ in lost)


def test_faults_name_the_lines_of_the_file_in_its_order() -> None:
    path = paths.config_file()
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\n"sort" = "S"\nfoo = "x"\n\ntheme = ["S",\n "F4"]\n', "utf-8")
    choice = Keys(by_id=(("theme", ("S", "F4")), ("foo", ("x",)), ("sort", ("S",))))
    told = keymap.use(choice, path)
    assert [line.removeprefix(str(path))[:4] for line in told] == [":2: ", ":3: "]
    assert told[0].endswith('[keys] sort = "S": this key was given to theme before, which keeps it (line 5)')


# -- in force -----------------------------------------------------------------------------------------------


def bound_keys(*scopes: str) -> dict[str, str]:
    """Id and keys of the bindings of some scopes."""
    made = [binding for binding in bindings(*scopes) if isinstance(binding, Binding)]  # type: ignore[arg-type]
    return {binding.id or "": binding.key for binding in made}


def test_bindings_are_made_from_the_keys_in_force_with_their_twins() -> None:
    rebind({"bookmark": ("m", ",", "ctrl+d"), "bookmarks": ()})
    assert bound_keys("keep")["bookmark"] == "m,ｍ,comma,，,ctrl+d"
    assert "bookmarks" not in bound_keys("keep")


def test_quitting_is_possible_everywhere_by_keys_that_are_no_characters() -> None:
    rebind({"quit": ("Q", "f10", "space")})
    (binding,) = everywhere()
    assert isinstance(binding, Binding)
    assert (binding.key, binding.action, binding.priority) == ("f10", "quit", True)
    rebind({"quit": ("Q",)})
    assert everywhere() == []


def test_prose_names_the_keys_in_force() -> None:
    assert (key_name("bookmark"), names(BY_ID["quit"])) == ("s", ["Q", "Ctrl+Q"])
    rebind({"bookmark": ("f5", "m"), "sort": (), "search-complete": ()})
    assert key_name("bookmark") == "F5"
    assert key_name("sort") == "Ctrl+P sort"  # from the palette
    assert key_name("search-complete") == "complete"


async def test_the_help_and_the_last_line_show_the_keys_in_force(start: Start) -> None:
    rebind({"bookmark": ("f5", "m"), "sort": ()})
    async with start(size=(160, 60)) as reading:
        last = reading.shown.splitlines()[-1]
        assert " F5 bookmark " in last
        assert " sort " not in last
        await reading.press("?", *"bookmark the post")
        assert re.search(r" F5  m +bookmark the post", reading.shown)
        await reading.press("escape", "?", *"another order")
        assert re.search(r" – +another order", reading.shown)


_PRESSING = """
import asyncio, sys
from pathlib import Path
from reader.cli import open as opening
from reader.session import Session, resolve

told = []
opening.settings(told.append)
assert not told, told
from reader.ui.app import ReaderApp
from reader.ui.keynames import is_sequence
from reader.ui.keys import AWAY, KEYS, bound

async def main():
    session = Session(resolve(Path(sys.argv[1])))
    session.sync(workers=0)
    app = ReaderApp(session)
    done = []
    async with app.run_test(size=(160, 45)) as pilot:
        screen = app.screen
        for widget in (app, screen, *screen.query("*")):
            for key in KEYS:
                name = "action_" + key.action.partition("(")[0]
                if hasattr(widget, name):
                    setattr(widget, name, lambda *given, name=name: done.append((name, *map(str, given))))
        for pane in ("places", "list", "article"):
            screen.query_one("#" + pane).focus()
            await pilot.pause()
            for key in KEYS:
                if key.scope in AWAY:
                    continue
                name, _, given = key.action.partition("(")
                for pressed in bound(key):
                    done.clear()
                    await pilot.press(*pressed) if is_sequence(pressed) else await pilot.press(pressed)
                    arguments = [word.strip("' ") for word in given.rstrip(")").split(",") if word]
                    assert done == [("action_" + name, *arguments)], (key.id, pressed, pane, done)
        for pressed in sys.argv[2:]:
            done.clear()
            await pilot.press(pressed)
            assert not done, (pressed, done)

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("settings", "nothing"),
    [
        ('preset = "newsboat"', ["d"]),
        ('preset = "mutt"', ["d"]),
        ('quit = "F10"\nnext-pane = "F6"\nprevious-pane = ""\nbookmark = [",", "读"]\ncopies = ""\ntop = ["gg", "Home"]\ntheme="][" ', ["ctrl+q", "Q", "tab", "shift+tab", "s"]),
    ],
    ids=["newsboat", "mutt", "own"],
)  # fmt: skip
def test_the_program_does_what_is_chosen_in_every_pane_and_nothing_else(
    archive: Path, settings: str, nothing: list[str]
) -> None:
    path = paths.config_file()
    path.parent.mkdir(parents=True)
    path.write_text(f"[keys]\n{settings}\n", "utf-8")
    program = [sys.executable, "-X", "utf8", "-c", _PRESSING, str(archive), *nothing]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[-2000:]
