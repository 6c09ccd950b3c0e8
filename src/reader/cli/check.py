"""``newsreader check``."""

from __future__ import annotations

from itertools import groupby

import click

from reader.cli.open import open_session
from reader.cli.output import print_json, print_text
from reader.text import one_line

_TITLES = {
    "unreadable": "can't be read",
    "size": "too large: only the beginning counts",
    "name": "names that are no text",
    "encoding": "encodings that were guessed",
    "header": "front matter that was mended",
    "title": "titles that were guessed",
    "date": "dates that were guessed or are unknown",
    "category": "categories that were guessed",
}


@click.command("check")
@click.argument("archive", required=False, type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: path, line, kind, message.")
@click.option("--all", "show_all", is_flag=True, help="Every file, not only the first ten of a kind.")
@click.pass_context
def command(ctx: click.Context, archive: str | None, *, as_json: bool, show_all: bool) -> None:
    """Report files of ARCHIVE that could not be read, and what was guessed about others.

    Ends with code 1 when a file could not be read at all.
    """
    session = open_session(archive, sync=True)
    kinds = list(_TITLES)
    problems = sorted(
        session.catalog.problems(), key=lambda problem: (kinds.index(problem.kind), problem.path)
    )
    for kind, group in groupby(problems, key=lambda problem: problem.kind):
        found = list(group)
        if as_json:
            for problem in found:
                print_json(
                    {"path": problem.path, "line": problem.line, "kind": kind, "message": problem.message}
                )
            continue
        print_text(f"{len(found):,} × {_TITLES[kind]}")
        for problem in found if show_all else found[:10]:
            where = f"{one_line(problem.path)}:{problem.line}" if problem.line else one_line(problem.path)
            print_text(f"  {where}: {one_line(problem.message)}")
        if len(found) > 10 and not show_all:
            print_text(f"  … and {len(found) - 10:,} more (--all shows them)")
    if not problems and not as_json:
        print_text("No file needs a look.")
    if any(problem.kind == "unreadable" for problem in problems):
        ctx.exit(1)
