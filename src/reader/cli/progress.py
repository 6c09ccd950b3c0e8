"""One line on standard error that tells how a sync goes; silent when that is no terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from reader.cli import say
from reader.language import tr

if TYPE_CHECKING:
    from reader.model import Progress

_BAR = 24


class ProgressLine:
    """Rewrites its line with each report and removes it at the end."""

    def __init__(self) -> None:
        self._live = sys.stderr is not None and sys.stderr.isatty()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Make room for something else."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False

    def waiting(self) -> None:
        """Another program is at it."""
        self.clear()
        say(tr("another newsreader is reading this archive; waiting for it"))

    def show(self, progress: Progress) -> None:
        """The line as of now."""
        if self._live:
            sys.stderr.write(f"\r\x1b[K{describe(progress)}")
            sys.stderr.flush()
            self._shown = True


def describe(progress: Progress) -> str:
    """``█████░░░░  12,345 of 100,000 · 8,900/s · 10 s left``; without a bar while the walk goes on."""
    rate = progress.done / progress.seconds if progress.seconds > 0 else 0.0
    if progress.walking:
        told = tr("{done:,} posts read, {seen:,} found · {rate:,.0f}/s")
        return told.format(done=progress.done, seen=progress.seen, rate=rate)
    share = progress.done / progress.seen if progress.seen else 1.0
    full = int(share * _BAR)
    left = (progress.seen - progress.done) / rate if rate else 0.0
    bar = "█" * full + "░" * (_BAR - full)
    told = tr("{bar} {done:,} of {seen:,} · {rate:,.0f}/s · {left:,.0f} s left")
    return told.format(bar=bar, done=progress.done, seen=progress.seen, rate=rate, left=left)


def summary(progress: Progress) -> str:
    """What a sync did, for after it."""
    parts = [
        told.format(count=number)
        for told, number in (
            (tr("{count:,} added"), progress.added),
            (tr("{count:,} changed"), progress.changed),
            (tr("{count:,} renamed"), progress.renamed),
            (tr("{count:,} removed"), progress.removed),
            (tr("{count:,} unreadable"), progress.unreadable),
        )
        if number
    ]
    told = tr("{count:,} posts: {changes} ({seconds:.1f} s)")
    changes = tr(", ").join(parts) or tr("nothing new")
    return told.format(count=progress.seen, changes=changes, seconds=progress.seconds)
