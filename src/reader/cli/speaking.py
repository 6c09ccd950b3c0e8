"""click, speaking the language of the reader: commands and options made here translate their help where it is shown.

The help of a command is the docstring of its function, that of an option its ``help=``: `make words` finds both
(:mod:`docs.words`), so neither is marked. click's own words go through :func:`reader.language.tr`, too;
:mod:`reader.cli.click_words` lists them.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click import core, decorators, exceptions, formatting, parser, types

from reader.language import current, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    _Made = TypeVar("_Made", bound=Callable[..., Any])


def _tr_number(one: str, many: str, count: int) -> str:
    """Both forms are texts of their own in the catalogue: Chinese tells them apart no more than other texts."""
    return tr(one if count == 1 else many)


def _teach(*modules: object) -> None:
    """Put our translator in the place of gettext's, which knows the locale only, and neither settings nor catalogue."""
    for module in modules:
        for name, function in (("_", tr), ("ngettext", _tr_number)):
            if hasattr(module, name):
                setattr(module, name, function)


_teach(core, decorators, exceptions, formatting, parser, types)


def unwrapped(text: str) -> str:
    """A docstring as the catalogue has it: one line a paragraph, an empty one between two."""
    return "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n"))


class Formatter(click.HelpFormatter):
    """Sets Chinese as it is to be set: by cells, and no line begins with a comma."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, tr("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(" " * self.current_indent + tr("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        width = self.width - self.current_indent
        super().write_text("\n\n".join(_as_lines(part, width) for part in text.split("\n\n")))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        # What stands first is typed as it is there: ASCII in every language.
        room = max(10, self.width - min(col_max, max(len(first) for first, _ in rows)) - col_spacing - 2)
        super().write_dl([(first, _as_lines(text, room)) for first, text in rows], col_max, col_spacing)


def _as_lines(text: str, width: int) -> str:
    """A paragraph as lines that click leaves as they are; in English it is left to click."""
    return text if text.startswith("\b") or current() == "en" else "\n".join(["\b", *_lines(text, width)])


_UNIT = re.compile(r"[（“《「]*(?:[!-~]+|[^\s（“《「])[，。、；：！？）”》」…]*|\s+")
"""What is not parted: a word, or a character, with the marks that belong to it. For help alone, which must be there at
once: :mod:`reader.document.breaking`, which knows far more, takes longer to import than all of the help.
"""


def _lines(text: str, width: int) -> Iterator[str]:
    """The lines of a paragraph of Chinese, in cells."""
    from unicodedata import east_asian_width  # noqa: PLC0415 -- not for English

    line, used = "", 0
    for unit in _UNIT.findall(text):
        cells = sum(2 if east_asian_width(char) in "WF" else 1 for char in unit)
        if line and used + cells > width:
            yield line.rstrip()
            line, used = "", 0
        if line or not unit.isspace():
            line, used = line + unit, used + cells
    yield line.rstrip()


class Context(click.Context):
    """A context whose help is set in Chinese as well."""

    formatter_class = Formatter


class _Translated:
    """What has a help text: read, it is in the language that is spoken."""

    _english: str | None = None

    @property
    def help(self) -> str | None:
        if self._english is None or current() == "en":
            return self._english
        return tr(unwrapped(self._english))

    @help.setter  # noqa: A003 -- click's name
    def help(self, text: str | None) -> None:
        self._english = text


class Option(_Translated, click.Option):
    """An option whose help is translated."""


class Command(_Translated, click.Command):
    """A command whose help is translated."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = tr("Show this message and exit.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        if current() == "en":
            return super().get_short_help_str(limit)
        return (self.help or "").partition("\n")[0].partition("。")[0]


class Group(Command, click.Group):
    """A command with commands below it."""

    command_class = Command
    group_class = type


class IntRange(click.IntRange):
    """A range of whole numbers; of what is none, click would say that it is “not a valid integer range”."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            int(value)
        except ValueError:
            self.fail(tr("{value!r} is no whole number.").format(value=value), param, ctx)
        return super().convert(value, param, ctx)


def option(*declarations: str, **settings: Any) -> Callable[[_Made], _Made]:
    """:func:`click.option`, translated."""
    return click.option(*declarations, cls=Option, **settings)


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """:func:`click.command`, translated."""
    return click.command(name, cls=Command, **settings)


def group(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Group]:
    """:func:`click.group`, translated."""
    return click.group(name, cls=Group, **settings)


def told(error: click.ClickException) -> str:
    """What click says of an error."""
    message = error.format_message()
    # It ends some sentences by itself.
    return message if current() == "en" or not message.endswith(".") else f"{message[:-1]}。"


def edit(text: str | None = None, **settings: Any) -> str | None:
    """:func:`click.edit`, translated."""
    from click import _termui_impl  # noqa: PLC0415 -- as click does: few edit

    _teach(_termui_impl)
    return click.edit(text, **settings)
