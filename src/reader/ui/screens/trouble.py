"""What went wrong, in a box of its own: what happened, what is safe, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.language import tr
from reader.text import one_line
from reader.ui.bindings import keys_of
from reader.ui.keys import key_name

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Trouble(NamedTuple):
    """Something that stands in the way, in words."""

    happened: str
    safe: str
    advice: str
    """What to do; may have several lines."""


def _sentence(text: str) -> str:
    """With a large letter and a stop: messages of commands have neither."""
    text = one_line(text)
    return text[:1].upper() + text[1:] + ("" if text[-1:] in {".", "。", "!", "?", "？", "！"} else tr("."))


class TroubleScreen(ModalScreen[None]):
    """Tells of trouble until it is closed.

    Args:
        trouble: which.
    """

    BINDINGS: ClassVar[list[BindingType]] = [(keys_of("in", "out", "back"), "dismiss(None)", "close")]
    DEFAULT_CSS = """
    TroubleScreen { align: center middle; }
    TroubleScreen Vertical { width: 72; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; overflow-y: auto; }
    TroubleScreen Static { height: auto; }
    TroubleScreen .trouble--more { margin-top: 1; }
    """

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble

    def compose(self) -> ComposeResult:
        with Vertical(id="trouble") as box:
            box.border_title = Content(
                tr("Something is in the way · {key} closes").format(key=key_name("out"))
            )
            happened, safe, advice = self.trouble
            told = (
                (tr("What happened"), _sentence(happened)),
                (tr("What is safe"), _sentence(safe)),
                (tr("What to do"), "\n".join(map(_sentence, advice.splitlines()))),
            )
            for number, (heading, text) in enumerate(told):
                if text:
                    content = Content.assemble((f"{heading}\n", "bold"), text)
                    yield Static(content, markup=False, classes="trouble--more" if number else "")
