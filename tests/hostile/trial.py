"""Read hostile files one by one in a process that may die of it: ``python -m tests.hostile.trial ROOT`` .

Standard input is a JSON list of paths; standard output one JSON object a line, ``{"path": …}`` when a file is begun
and a :class:`Result` when it is done, so that whoever watches knows which file it was that hung or killed us. With an
empty list the folder is walked instead.
"""

from __future__ import annotations

import json
import sys
import traceback
import unicodedata
from itertools import islice
from pathlib import Path
from typing import TypedDict

from reader.archive.parse import read_article
from reader.archive.walk import walk
from reader.document import build
from reader.document.layout import layout
from reader.errors import PostUnreadable
from reader.text import cell_len
from tests.pace import Pace

WIDTH = 60
LINES = 200
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Result(TypedDict):
    """How the reading of one file went."""

    done: str
    seconds: float
    """Of CPU, since the machine may be busy with other things."""
    unreadable: bool
    error: str
    """A traceback, or empty."""
    wrong: list[str]
    """What should not be in a title or a line of the document."""


def unfit(text: str) -> str:
    """The code points in ``text`` that no screen should get, as hexadecimal."""
    bad = {char for char in set(text) if unicodedata.category(char) in _UNPRINTABLE or char in _BIDI}
    return " ".join(sorted(f"U+{ord(char):04X}" for char in bad))


def attempt(root: Path, path: str) -> Result:
    """Read, build and lay out one file."""
    result = Result(done=path, seconds=0.0, unreadable=False, error="", wrong=[])
    pace = Pace()
    try:
        result["wrong"] = faults(root, path)
    except PostUnreadable as error:
        result["unreadable"] = True
        if bad := unfit(error.message):
            result["wrong"] = [f"the message that it can't be read holds {bad}"]
    except Exception:  # noqa: BLE001 -- this is what is looked for
        result["error"] = traceback.format_exc(limit=-8)[-3000:]
    result["seconds"] = round(pace.seconds, 3)
    return result


def faults(root: Path, path: str) -> list[str]:
    """What is wrong with the title, the values and the first lines."""
    article = read_article(root, path)
    post = article.post
    found = [] if post.title.strip() and cell_len(post.title) else ["the title is empty"]
    shown = {"title": (post.title,), "authors": post.authors, "tags": post.tags, "link": (post.link,)}
    shown |= {"categories": tuple(part for category in post.categories for part in category)}
    shown |= {"problems": tuple(problem.message for problem in article.problems)}
    for name, values in shown.items():
        if bad := unfit("".join(values)):
            found.append(f"{name} hold {bad}")
        if any("\n" in value for value in values):
            found.append(f"{name} hold a newline")
    json.dumps(article.front_matter)
    document = build(article.body, article.markup, title=post.title)
    for number, line in enumerate(islice(layout(document, WIDTH), LINES)):
        if bad := unfit(line.text):
            found.append(f"line {number} holds {bad}")
        if cell_len(line.text) > WIDTH:
            found.append(f"line {number} is {cell_len(line.text)} cells wide")
    if bad := unfit("".join(link.href + link.text for link in document.links)):
        found.append(f"links hold {bad}")
    return found[:5]


def limit_memory(size: int) -> None:
    """Let this process have ``size`` bytes of address space and no core file."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    root, paths = Path(sys.argv[1]), json.load(sys.stdin)
    limit_memory(2 << 30)
    if not paths:
        found = [f"{folder.path}/{name}".lstrip("/") for folder in walk(root) for name, *_ in folder.files]
        print(json.dumps(found))  # noqa: T201
    for path in paths:
        print(json.dumps({"path": path}), flush=True)  # noqa: T201
        print(json.dumps(attempt(root, path)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
