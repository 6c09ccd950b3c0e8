"""``newsreader check``."""

from __future__ import annotations

import click

from reader import health
from reader.cli import speaking
from reader.cli.open import open_session
from reader.cli.output import print_json, print_text
from reader.language import tr, tr_plural


@speaking.command("check")
@click.argument("archive", required=False, type=click.Path())
@speaking.option("--json", "as_json", is_flag=True, help="One JSON object a line: path, line, kind, message.")
@speaking.option("--all", "show_all", is_flag=True, help="Every file, not only the first ten of a kind.")
@click.pass_context
def command(ctx: click.Context, archive: str | None, *, as_json: bool, show_all: bool) -> None:
    """Report files of ARCHIVE that could not be read, and what was guessed about others.

    Ends with code 1 when a file could not be read at all.
    """
    session = open_session(archive, sync=True)
    problems = session.catalog.problems()
    for kind, found in health.by_kind(problems):
        if as_json:
            for problem in found:
                print_json(
                    {"path": problem.path, "line": problem.line, "kind": kind, "message": problem.message}
                )
            continue
        print_text(health.title(kind, len(found)))
        for problem in found if show_all else found[:10]:
            print_text(f"  {health.where(problem)}: {health.words(problem)}")
        if len(found) > 10 and not show_all:
            more = len(found) - 10
            words = tr_plural(
                "… and {count:,} more (--all shows it)", "… and {count:,} more (--all shows them)", more
            )
            print_text(f"  {words.format(count=more)}")
    if not problems and not as_json:
        print_text(tr("No file needs a look."))
    if any(problem.kind == "unreadable" for problem in problems):
        ctx.exit(1)
