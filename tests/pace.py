"""How fast this machine is now, so that a limit of seconds means the same work everywhere.

A test with a limit looks for what takes a hundred times as long as it should. On a machine that is shared, four
times as long can mean nothing at all.
"""

from __future__ import annotations

import time

_LOOPS = 20_000
_USUAL = 0.0012
"""Seconds of the processor that so many loops take on the machine the limits were set on."""


def slowness() -> float:
    """By how much slower than usual this machine is; at least 1."""
    started = time.process_time()
    total = 0
    for number in range(_LOOPS):
        total += number
    return max(1.0, (time.process_time() - started) / _USUAL)


class Pace:
    """Seconds of the processor, as the usual machine would take them."""

    def __init__(self) -> None:
        self._slowness = slowness()
        self._started = time.process_time()

    @property
    def seconds(self) -> float:
        """Since it was made; the slower of the speeds before and after counts."""
        taken = time.process_time() - self._started
        return taken / max(self._slowness, slowness())
