"""What is on the screen, as a value that JSON can hold: to begin with it the next time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, get_args

from reader.model import PostId, is_id
from reader.ui.place import ALL, DOORS, Kind, Place

_PANES = ("places", "list", "article")
_ROW, _SECONDS = 1 << 32, 1 << 63
"""Row ids and seconds are below these."""
_MOST = 1_000
"""Posts of a window, and open branches, at most."""
_WIDTHS = range(20, 401)


class Window(NamedTuple):
    """The posts of a list around the cursor."""

    token: int
    """Of the catalogue that the row ids belong to."""
    rows: tuple[int, ...]
    posted: tuple[int, ...]
    """UTC seconds of each; none where the list is not by date."""
    first: int
    """How many posts of the list come before these."""
    total: int
    """How many there are in the list."""
    at: int
    """Which of these the cursor stands on."""
    above: int
    """Rows of the screen above the cursor."""
    newest_first: bool


class Scene(NamedTuple):
    """What is on the screen."""

    place: Place = ALL
    order: str = ""
    kept_order: str = ""
    branches: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The branches of the places that are open."""
    window: Window | None = None
    query: str = ""
    """What is searched for; empty: nothing."""
    query_order: str = ""
    post: PostId | None = None
    """The id of the post under the cursor, in the results where there are some."""
    standing: tuple[int, ...] = ()
    """Part, block and offset at the top of the article, and how far above it the view begins; empty: nowhere."""
    pane: str = "list"
    zen: bool = False
    width: int = 0
    """Cells of the column of text; 0: as it is set."""

    def to_json(self) -> dict[str, Any]:
        """Only what JSON can hold."""
        place = {"kind": self.place.kind, "key": self.place.key, "label": self.place.label}
        return {
            **self._asdict(),
            "place": place | {"query": self.place.query},
            "window": self.window._asdict() if self.window is not None else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Scene:
        """The scene that such data describe; what is damaged, or of another version, is left out."""
        window, standing = _window(data.get("window")), _numbers(data.get("standing"), _ROW)
        width = data.get("width")
        return cls(
            _place(data.get("place")),
            _text(data.get("order")),
            _text(data.get("kept_order")),
            _branches(data.get("branches")),
            window,
            _text(data.get("query")),
            _text(data.get("query_order")),
            PostId(post) if is_id(post := _text(data.get("post"))) else None,
            standing if len(standing) == 4 and min(standing[:3]) >= 0 else (),
            pane if (pane := _text(data.get("pane"))) in _PANES else "list",
            data.get("zen") is True,
            width if isinstance(width, int) and width in _WIDTHS else 0,
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    is_right = isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value)
    return tuple(value) if is_right else ()  # type: ignore[arg-type]


def _is_number(value: object, limit: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -limit < value < limit


def _numbers(value: object, limit: int) -> tuple[int, ...]:
    is_right = isinstance(value, (list, tuple)) and all(_is_number(each, limit) for each in value)
    return tuple(value[:_MOST]) if is_right else ()  # type: ignore[index]


def _place(value: object) -> Place:
    if not isinstance(value, Mapping) or _text(value.get("kind")) not in {*get_args(Kind)} - {
        "heading",
        *DOORS,
    }:
        return ALL
    place = Place(
        value["kind"],
        _text(value.get("label")),
        _texts(value.get("key")),
        query=_text(value.get("query")),
    )
    try:
        _ = place.selection
    except (ValueError, IndexError, OverflowError):
        return ALL
    return place


def _branches(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: Sequence[object] = value[:_MOST] if isinstance(value, (list, tuple)) else ()
    pairs = [each for each in found if isinstance(each, (list, tuple)) and len(each) == 2]
    return tuple((_text(kind), _texts(key)) for kind, key in pairs)


def _window(value: object) -> Window | None:
    if not isinstance(value, Mapping):
        return None
    rows, posted = _numbers(value.get("rows"), _ROW), _numbers(value.get("posted"), _SECONDS)
    single = [value.get(name) for name in ("token", "first", "total", "at", "above")]
    if not rows or min(rows) < 0 or len(posted) not in {0, len(rows)}:
        return None
    if not all(_is_number(each, _SECONDS) for each in single):
        return None
    token, first, total, at, above = (int(each) for each in single if each is not None)
    is_possible = 0 <= at < len(rows) and first >= 0 and first + len(rows) <= total and 0 <= above < _MOST
    newest_first = value.get("newest_first") is not False
    return Window(token, rows, posted, first, total, at, above, newest_first) if is_possible else None
