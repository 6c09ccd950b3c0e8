"""How much is lost of what the user keeps when programs are killed, write at once, or the disk fails. It should be nothing.

    python -m bench.reliability [PART ...] [--kills 1000] [--processes 8] [--writes 200] [--faults 1000] [--json]

A part is something that is kept; without one, all are tried:

files    bookmarks: the files with a line for each
store    read marks, places, undo: the state file

What is done to each: a program that writes without pause is killed (SIGKILL) at random moments; several programs write
at once; calls of the system fail (no room, input/output error, read-only), once or from then on; files are cut, have
bits flipped and lines put in by hand. Counted are changes that were said to be saved and are not there (lost),
tracebacks, and files left behind.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from bench import kept_files, kept_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Count(NamedTuple):
    """What has happened in all trials of one kind."""

    part: str
    kind: str
    trials: int
    changes: int
    """That were said to be saved."""
    lost: int
    tracebacks: int
    leftovers: int


class Part(Protocol):
    """Something that is kept, as a module."""

    def begin(self, folder: Path) -> None:
        """Make what there is before the first trial."""

    def work(self, folder: Path, name: str, seed: int, say: Callable[[str], None], writes: int = ...) -> None:
        """Change things at random; ``say`` a line before each change and another one when it is saved.

        What it changes is its own: known by ``name``.
        """

    def lost(self, folder: Path, said: Sequence[str]) -> int:
        """How much is not there of what was said to be saved, in the order it was said, by any number of programs."""

    def leftovers(self, folder: Path) -> int:
        """How many files there are that nobody needs, after one more change."""

    def fault(self, folder: Path, seed: int) -> tuple[int, int]:
        """Make changes on a disk that fails, and mend it: how many were made, how many are lost."""

    def damage(self, folder: Path, seed: int) -> tuple[int, int]:
        """Damage what there is, and change something: how much there was, how much is lost that was not damaged."""


PARTS: dict[str, Part] = {"files": kept_files, "store": kept_store}


def kills(name: str, times: int, seed: int = 1) -> Count:
    """Kill a program that writes, again and again; the next one goes on with what it left."""
    part, chance = PARTS[name], random.Random(seed)
    said: list[str] = []
    changes = lost = tracebacks = leftovers = 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "first")
        for number in range(times):
            if not folder.exists():
                folder.mkdir()
                part.begin(folder)
            told, error = _killed(part, folder, number, chance.uniform(0.0, 0.05))
            said += told
            changes += sum(line.startswith("+") for line in told)
            tracebacks += error
            if number % 10 == 9:
                leftovers += part.leftovers(folder)
            if gone := part.lost(folder, said):
                lost += gone
                folder, said = Path(made, str(number)), []  # what is lost is counted once
    return Count(name, "kill -9", times, changes, lost, tracebacks, leftovers)


def _killed(part: Part, folder: Path, number: int, after: float) -> tuple[list[str], bool]:
    """What a program has said before it was killed, ``after`` so many seconds of writing; whether it failed itself."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.close(reading)
            part.work(folder, "kill", number, lambda line: void(os.write(writing, f"{line}\n".encode())))
            status = 0
        except BaseException:  # noqa: BLE001 -- it must not go on as a second bench
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        first = pipe.readline()  # it has begun
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        told = [first, *pipe]
    _, status = os.waitpid(child, 0)
    return [line.rstrip("\n") for line in told if line.endswith("\n")], not os.WIFSIGNALED(status)


def void(_: object) -> None:
    """Nothing, of anything."""


def crowd(name: str, processes: int, writes: int) -> Count:
    """Let several programs write at once."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        PARTS[name].begin(folder)
        context = multiprocessing.get_context("spawn")
        programs = [
            context.Process(target=_one_of_many, args=(name, folder, n, writes)) for n in range(processes)
        ]
        for program in programs:
            program.start()
        for program in programs:
            program.join()
        said = [
            line for file in sorted(folder.glob("said-*")) for line in file.read_text("utf-8").splitlines()
        ]
        return Count(
            name,
            f"{processes} at once",
            processes * writes,
            sum(line.startswith("+") for line in said),
            PARTS[name].lost(folder, said),
            sum(program.exitcode != 0 for program in programs),
            PARTS[name].leftovers(folder),
        )


def _one_of_many(name: str, folder: Path, number: int, writes: int) -> None:
    with (folder / f"said-{number}").open("w", encoding="utf-8") as said:
        PARTS[name].work(folder, f"crowd{number}", number, lambda line: void(said.write(f"{line}\n")), writes)


def trials(name: str, kind: str, trial: Callable[[Path, int], tuple[int, int]], times: int) -> Count:
    """Do the same thing to fresh files again and again."""
    changes = lost = tracebacks = leftovers = 0
    for number in range(times):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            PARTS[name].begin(folder)
            try:
                made_now, lost_now = trial(folder, number)
                changes, lost = changes + made_now, lost + lost_now
                leftovers += PARTS[name].leftovers(folder)
            except Exception:  # noqa: BLE001 -- it is what is counted
                traceback.print_exc()
                tracebacks += 1
    return Count(name, kind, times, changes, lost, tracebacks, leftovers)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--writes", type=int, default=200)
    parser.add_argument(
        "--faults", type=int, default=1_000, help="trials with a failing disk, and with damaged files"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    counts = []
    for name in options.parts or PARTS:
        part = PARTS[name]
        if options.kills:
            counts.append(kills(name, options.kills))
        if options.processes:
            counts.append(crowd(name, options.processes, options.writes))
        if options.faults:
            counts.append(trials(name, "failing disk", part.fault, options.faults))
            counts.append(trials(name, "damaged files", part.damage, options.faults))
    if options.json:
        print(json.dumps([count._asdict() for count in counts]))
        return
    print(f"{'part':8}{'kind':16}{'trials':>8}{'changes':>12}{'lost':>6}{'tracebacks':>12}{'leftovers':>11}")
    for count in counts:
        print("{:8}{:16}{:8,}{:12,}{:6,}{:12,}{:11,}".format(*count))


if __name__ == "__main__":
    main()
