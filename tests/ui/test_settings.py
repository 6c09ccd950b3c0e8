"""Settings that are chosen on the screen: in force at once, and the next time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from reader import config_file, paths
from reader.ambiguous import is_wide, set_ambiguous
from reader.config import SETTINGS, Config, Interface, Reading
from reader.session import Session, resolve
from reader.ui import commands, settings
from reader.ui.app import ReaderApp
from reader.ui.screens.main import MainScreen
from reader.ui.typesetting import Typesetting
from tests.ui.conftest import Reading as Opened

USUAL = Config()
Start = Callable[..., AbstractAsyncContextManager[Opened]]


class FakeTypesetting(Typesetting):
    """Remembers how it was told to set articles."""

    applied: tuple[Reading, ...] = ()

    def apply(self, reading: Reading) -> None:
        self.applied += (reading,)


class FakeApp(ReaderApp):
    def get_default_screen(self) -> MainScreen:
        screen = super().get_default_screen()
        screen.typesetting = FakeTypesetting(screen, self.config)
        return screen


@pytest.fixture(autouse=True)
def narrow() -> Iterator[None]:
    """Widths are those of the whole process."""
    yield
    set_ambiguous(wide=False)


@pytest.fixture
def start(archive: Path) -> Start:
    """Opens the app with settings."""

    @asynccontextmanager
    async def opened(
        chosen: Config = USUAL, kind: type[ReaderApp] = ReaderApp, warning: str = ""
    ) -> AsyncIterator[Opened]:
        session = Session(resolve(archive))
        session.sync(workers=0)
        app = kind(session, config=chosen, warning=warning)
        async with app.run_test(size=(160, 45)) as pilot:
            reading = Opened(app, pilot)
            await reading.settle()
            yield reading

    return opened


async def saved(reading: Opened) -> Config:
    """What the file says once everything is written."""
    await reading.app.workers.wait_for_complete()
    return config_file.load(paths.config_file())


def toasts(reading: Opened) -> list[str]:
    return [notification.message.replace("\n", "") for notification in reading.app._notifications]


# -- what is offered ----------------------------------------------------------------------------------------


def test_every_setting_of_articles_is_offered() -> None:
    assert list(settings.OFFERS["reading"]) == list(SETTINGS["reading"])


@pytest.mark.parametrize(
    ("table", "key"), [(table, key) for table in settings.OFFERS for key in settings.OFFERS[table]]
)
def test_every_offer_is_allowed_and_the_one_in_force_is_marked(table: str, key: str) -> None:
    found = settings.choices(table, key, Config())
    assert all(config_file.fault(table, key, choice.value) == "" for choice in found)
    (current,) = [choice for choice in found if choice.is_current]
    assert current.value == getattr(getattr(Config(), table), key)
    assert [choice for choice in found if choice.title.endswith(" ✓")] == [current]


def test_offers_say_what_will_be() -> None:
    chosen = Config(Reading(indent=2))
    titles = [
        choice.title
        for table, offers in settings.OFFERS.items()
        for key in offers
        for choice in settings.choices(table, key, chosen)
    ]
    assert {
        "Reading: column of 72 cells",
        "Reading: column of 80 cells ✓",
        "Reading: first line indent 2 ✓",
        "Reading: blank lines between paragraphs 0",
        "Reading: hanging punctuation on",
        "Reading: justified lines off ✓",
        "Reading: spaces between Chinese and Latin on",
        "Reading: ambiguous characters two cells wide",
        "Reading: 500 Chinese characters a minute",
        "Reading: 300 words a minute",
        "Interface: language as the system has it ✓",
        "Interface: language 中文",
    } <= set(titles)


def test_a_value_of_ones_own_is_offered_among_the_others() -> None:
    assert [choice.value for choice in settings.choices("reading", "width", Config(Reading(width=77)))] == [
        40,
        60,
        72,
        77,
        80,
        100,
        120,
    ]


# -- choosing -----------------------------------------------------------------------------------------------


async def test_a_choice_is_in_force_at_once_and_saved(start: Start) -> None:
    async with start(kind=FakeApp) as reading:
        reading.app.choosing.set_reading("indent", 2)
        reading.app.choosing.set_reading("justify", True)
        typesetting = reading.screen.typesetting
        assert isinstance(typesetting, FakeTypesetting)
        assert typesetting.applied == (Reading(indent=2), Reading(indent=2, justify=True))
        assert reading.app.config.reading == Reading(indent=2, justify=True)
        assert await saved(reading) == Config(Reading(indent=2, justify=True))


async def test_the_article_follows_the_choice(start: Start) -> None:
    async with start() as reading:
        before = reading.article
        reading.app.choosing.set_reading("indent", 2)
        await reading.settle()
        assert (
            "\u3000\u3000利率到了百分之三。" in reading.article or "    利率到了百分之三。" in reading.article
        )
        assert before != reading.article


async def test_the_article_begins_as_configured(start: Start) -> None:
    async with start(Config(Reading(width=40, indent=2))) as reading:
        assert reading.screen.article.reading == Reading(width=40, indent=2)


async def test_of_many_quick_choices_the_last_is_saved(start: Start) -> None:
    async with start(kind=FakeApp) as reading:
        for width in (40, 60, 72, 100, 120, 60):
            reading.app.choosing.set_reading("width", width)
        assert (await saved(reading)).reading.width == 60


async def test_what_can_not_be_saved_is_in_force_all_the_same_and_told(start: Start) -> None:
    path = paths.config_file()
    path.parent.mkdir(parents=True)
    path.write_text("[reading\n", "utf-8")
    async with start(kind=FakeApp) as reading:
        reading.app.choosing.set_reading("indent", 2)
        assert reading.app.config.reading.indent == 2
        await reading.app.workers.wait_for_complete()
        await reading.settle()
        (told,) = toasts(reading)
        assert told.startswith(f"For this time only, not saved: {path}:1: this is no TOML")
    assert path.read_text("utf-8") == "[reading\n"


async def test_ambiguous_characters_are_counted_anew(start: Start) -> None:
    async with start() as reading:
        reading.app.choosing.set_reading("ambiguous", "wide")
        assert is_wide()
        reading.app.choosing.set_reading("ambiguous", "narrow")
        assert not is_wide()
        await reading.settle()


async def test_the_palette_finds_a_value_by_its_name(start: Start) -> None:
    async with start(kind=FakeApp) as reading:
        await reading.pilot.press("ctrl+p", *"hanging punctuation on")
        await reading.wait_for(lambda: "hanging punctuation on" in reading.shown)
        await reading.pilot.press("enter")
        await reading.wait_for(lambda: reading.app.config.reading == Reading(hanging=True))


async def test_the_palette_leads_from_each_setting_to_its_values(start: Start) -> None:
    async with start(kind=FakeApp) as reading:
        lines = commands.every(reading.app, reading.screen)
        menus = {line.shown: line for line in lines if line.at_rest and line.shown.startswith("Reading: ")}
        assert len(menus) == len(settings.OFFERS["reading"])
        menus["Reading: first line indent 0 …"].run()
        await reading.wait_for(lambda: "first line indent 2" in reading.shown)
        assert "first line indent 0 ✓" in reading.shown
        await reading.pilot.press(*"indent 2")
        await reading.wait_for(lambda: "first line indent 1" not in reading.shown)
        await reading.pilot.press("enter")
        await reading.wait_for(lambda: reading.app.config.reading.indent == 2)


# -- themes -------------------------------------------------------------------------------------------------


async def test_a_theme_that_was_chosen_is_there_the_next_time(start: Start) -> None:
    async with start() as reading:
        usual = reading.app.theme
        reading.app.theme = "textual-light"
        await reading.pilot.pause()
        chosen = await saved(reading)
    assert chosen == Config(ui=Interface(theme="textual-light"))
    async with start(chosen) as reading:
        assert reading.app.theme == "textual-light" != usual
        assert reading.app.has_class("-light-mode")
        assert toasts(reading) == []


async def test_no_theme_is_saved_that_was_not_chosen(start: Start) -> None:
    async with start(Config(ui=Interface(theme="nord"))) as reading:
        assert reading.app.theme == "nord"
        await reading.app.workers.wait_for_complete()
    assert not paths.config_file().exists()


async def test_an_unknown_theme_is_told_and_the_usual_one_is_used(start: Start) -> None:
    async with start(Config(ui=Interface(theme="[bold]no"))) as reading:
        assert toasts(reading) == [f"There is no theme “[bold]no”; {reading.app.theme} is used."]


async def test_the_first_picture_already_has_the_colours_of_the_theme(start: Start) -> None:
    async with start(Config(ui=Interface(theme="textual-light"))) as light, start() as dark:
        variables = [app.stylesheet._variables["background"] for app in (light.app, dark.app)]
        assert variables[0] != variables[1]


# -- warnings -----------------------------------------------------------------------------------------------


async def test_each_line_of_a_warning_is_told_as_it_is(start: Start) -> None:
    async with start(warning="config.toml:3: [reading] width\nno room") as reading:
        assert toasts(reading) == ["config.toml:3: [reading] width", "no room"]
