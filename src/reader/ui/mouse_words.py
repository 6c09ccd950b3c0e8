"""What the mouse does that keys do, too: for the help. Plain data, as the key table."""

from __future__ import annotations

from reader.language import later

MOUSE: dict[str, str] = {
    "down": later("wheel"),
    "up": later("wheel"),
    "page-down": later("click below the bar's handle"),
    "page-up": later("click above the bar's handle"),
    "in": later("double click"),
    "unfold": later("click on the sign"),
    "fold": later("click on the sign"),
    "pane-places": later("click into it"),
    "pane-list": later("click into it"),
    "pane-article": later("click into it"),
    "links": later("click on a link"),
    "select": later("drag, double or triple click"),
    "pick": later("Ctrl+click"),
    "pick-range": later("Shift+click"),
    "highlights": later("click on a highlight"),
    "search-open": later("click on a result"),
    "select-highlight": later("press the key after dragging"),
    "picker-choose": later("click"),
    "picker-down": later("wheel"),
    "picker-up": later("wheel"),
}
"""By id of the key table."""
