"""How long a key has to wait: milliseconds by which the screen's loop comes late, while lists load and a search is typed.

    python -m bench.waiting ARCHIVE [--home DIR] [--seconds 5]

The program runs in a pseudo-terminal of 160 × 45. A task that wants to run every 2 ms writes down by how much it
was late: from the first screen on for so many seconds (the list is read whole, the archive is synced, an article is
shown), then while four characters are typed into the search box.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bench.holding import measure

_PROGRAM = """
import asyncio, json, sys, time
from pathlib import Path
from textual import events
from reader.session import Session, resolve
from reader.ui.app import ReaderApp
from reader.ui.live import Live

late = []

class Driven(ReaderApp):
    def on_ready(self):
        self.run_worker(self.tick())
        self.run_worker(self.drive())

    async def tick(self):
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.002)
            late.append((time.perf_counter() - begun) * 1000 - 2)

    async def drive(self):
        await asyncio.sleep(int(sys.argv[1]))
        reading = sorted(late)
        late.clear()
        for key, character in (("slash", "/"), *((c, c) for c in "银行利率")):
            self.post_message(events.Key(key, character))
            await asyncio.sleep(0.3)
        await asyncio.sleep(1)
        searching = sorted(late)
        found = {
            f"{name}_{what}": times[int((len(times) - 1) * share)]
            for name, times in (("reading", reading), ("searching", searching))
            for what, share in (("median", 0.5), ("p99", 0.99), ("most", 1.0))
        }
        with open(sys.argv[2], "w") as file:
            json.dump(found, file)
        self.exit()

session = Session(resolve(Path(sys.argv[3])))
Driven(session, Live(session)).run()
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--home", default=os.environ["HOME"], help="where the archive has been synced")
    parser.add_argument("--seconds", type=int, default=5)
    options = parser.parse_args()
    found = measure(_PROGRAM, [str(options.seconds), str(options.archive)], options.home)
    for name in ("reading", "searching"):
        print(
            f"late while {name} | median {found[f'{name}_median']:.1f} ms | p99 {found[f'{name}_p99']:.1f} ms "
            f"| most {found[f'{name}_most']:.0f} ms"
        )


if __name__ == "__main__":
    main()
