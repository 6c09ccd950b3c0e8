"""The language the program speaks: English as it stands in the code, or Simplified Chinese from a gettext catalogue.

A sentence on its way to the user goes through :func:`tr`; one that stands in a table is marked there by :func:`later`
and goes through :func:`tr` where it is shown. What differs from case to case is filled in afterwards, by name:
``tr("{count:,} left").format(count=count)``. ``make words`` finds all of them and brings the catalogue up to date.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from gettext import GNUTranslations

Language = Literal["en", "zh"]
DOMAIN = "newsreader"
FOLDER = os.path.join(os.path.dirname(__file__), "locale")
"""Where the catalogues are."""

_translations: GNUTranslations | None = None
"""None while the program speaks English."""


def preferred(environment: Mapping[str, str]) -> Language:
    """The language that the locale asks for, by the order of gettext: ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``,
    ``LANG``. Anything that is not Chinese is English; Traditional Chinese readers are better off with Simplified.
    """
    variables = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, variables), "C")
    if locale.partition(".")[0] in {"C", "POSIX"}:
        return "en"  # LANGUAGE counts only where there is a locale at all (gettext manual, "The LANGUAGE variable")
    wishes = [*filter(None, environment.get("LANGUAGE", "").split(":")), locale]
    return "zh" if wishes[0].lower().startswith("zh") else "en"


def use(wish: str) -> None:
    """Speak a language from now on.

    Args:
        wish: ``en``, ``zh``, or anything else for the one that the locale asks for.
    """
    global _translations  # noqa: PLW0603 -- a process speaks one language
    chosen = wish if wish in {"en", "zh"} else preferred(os.environ)
    _translations = None if chosen == "en" else _chinese()


@cache
def _chinese() -> GNUTranslations:
    import gettext  # noqa: PLC0415 -- not for English

    return gettext.translation(DOMAIN, FOLDER, languages=["zh_CN"])


def current() -> Language:
    """The language that is spoken."""
    return "en" if _translations is None else "zh"


@contextmanager
def english() -> Iterator[None]:
    """Speak English meanwhile: what programs read is the same whatever the language of who starts them."""
    spoken = current()
    use("en")
    try:
        yield
    finally:
        use(spoken)


def tr(text: str) -> str:
    """``text`` in the language that is spoken."""
    return text if _translations is None or not text else _translations.gettext(text)


def other(text: str) -> str:
    """``text`` in the language that is not spoken: people look for things by the names they know."""
    return text if _translations is not None or not text else _chinese().gettext(text)


def tr_plural(one: str, many: str, count: int) -> str:
    """``one`` or ``many``, as ``count`` asks for, in the language that is spoken; the number is not filled in."""
    if _translations is None:
        return one if count == 1 else many
    return _translations.ngettext(one, many, count)


def tr_context(context: str, text: str) -> str:
    """``text`` where the same English word means several things; ``context`` tells the translator which."""
    return text if _translations is None else _translations.pgettext(context, text)


def later(text: str) -> str:
    """``text`` as it stands: to be found by ``make words``, and translated where it is shown."""
    return text
