"""What the start imports, and what it leaves out."""

from __future__ import annotations

import subprocess
import sys

BEGINNING = "import sys; import reader.ui as ui; ui._import_textual(); "


def printed(code: str) -> str:
    """What a new process prints."""
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    ).stdout.strip()


def test_the_start_leaves_out_what_textual_takes_along() -> None:
    late = "{'ssl', 'textual.types', 'textual.widgets._tree', 'textual.widgets._select'}"
    assert printed(f"{BEGINNING}import reader.ui.app; print({late} & sys.modules.keys())") == "set()"


def test_what_is_left_out_is_to_be_had_afterwards() -> None:
    code = "import ssl, textual.types; print(ssl.SSLContext.__name__, textual.types.DirEntry.__name__)"
    assert printed(BEGINNING + code) == "SSLContext DirEntry"


def test_a_textual_that_needs_more_of_it_is_imported_all_the_same() -> None:
    """Then a name is missing where it is looked for at first."""
    code = (
        "import sys; from textual import _types; sys.modules.pop('textual')\n"
        "there = _types.IgnoreReturnCallbackType; del _types.IgnoreReturnCallbackType\n"
        "import reader.ui as ui; ui._import_textual(); print('textual.app' in sys.modules)\n"
        "_types.IgnoreReturnCallbackType = there; import reader.ui.app; print('there')"
    )
    assert printed(code) == "False\nthere"
