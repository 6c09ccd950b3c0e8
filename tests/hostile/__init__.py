"""A folder of posts that try to break, freeze, deceive or take over the program that reads them.

``python -m tests.hostile DIR`` writes it for a look by hand. A case is named by its file, ``group/what is wrong.md``;
the bytes are the same every time. What the system can't make (a device link on Windows, a name that its file
system refuses) is left out, and left out of the answer too.
"""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

from tests.hostile import bodies, drivers, files, headers, octets, values
from tests.hostile.files import NOT_A_POST
from tests.hostile.headers import marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.hostile.form import Case

__all__ = ["NOT_A_POST", "marker", "write_hostile_folder"]

GROUPS: dict[str, Callable[[], Iterator[Case]]] = {
    "drivers": drivers.drivers,
    "yaml": headers.yaml_oddities,
    "headers": headers.other_headers,
    "titles": values.titles,
    "dates": values.dates,
    "categories": values.categories,
    "html deep": bodies.html_deep,
    "html long": bodies.html_long,
    "html wrong": bodies.html_wrong,
    "markdown": bodies.markdowns,
    "encodings": octets.encodings,
    "shapes": octets.shapes,
}
SPECIALS = {"names": files.odd_names, "deep": files.deep, "links": files.links, "special": files.specials}


def write_hostile_folder(root: Path) -> dict[str, str]:
    """Fill ``root`` (made if it isn't there) and tell what is wrong with each path in it.

    The bytes and mtimes are always the same. What begins with :data:`NOT_A_POST` must not be listed. Delete with
    ``rm -rf`` after giving ``special/locked`` back its permission: the deepest folders are out of reach for
    ``shutil.rmtree``.
    """
    wrong: dict[str, str] = {}
    for group, cases in itertools.chain(GROUPS.items(), [("bombs", lambda: headers.yaml_bombs(root))]):
        (root / group).mkdir(parents=True)
        for name, content in cases():
            file = root / group / f"{name.replace('/', ' ')}.md"
            with file.open("xb") as made:
                made.write(
                    content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
                )
            os.utime(file, (1_600_000_000, 1_600_000_000))
            wrong[f"{group}/{file.name}"] = name
    for group, write in SPECIALS.items():
        (root / group).mkdir()
        wrong.update((f"{group}/{path}", what) for path, what in write(root / group))
    return wrong
