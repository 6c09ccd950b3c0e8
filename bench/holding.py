"""Holding ``j`` in the list: milliseconds a frame, beside a bare ScrollView of plain strips of the same size.

    python -m bench.holding ARCHIVE [--home DIR] [--frames 300]

Each program runs in a pseudo-terminal of 160 × 45. A frame is the time from a key event to the bytes of the
changed screen having been written. Afterwards: resident memory, and how long after the last key the article is there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_HARNESS = """
import asyncio, json, os, resource, statistics, sys, time
from textual import events

def drive(app, frames, out, after=None):
    async def run():
        await asyncio.sleep(2.5)
        painted = asyncio.Event()
        display = app._display
        def shown(screen, renderable):
            display(screen, renderable)
            if renderable is not None:
                painted.set()
        app._display = shown
        times = []
        for number in range(frames):
            painted.clear()
            begun = time.perf_counter()
            app.post_message(events.Key("j", "j"))
            try:
                await asyncio.wait_for(painted.wait(), 2)
            except asyncio.TimeoutError:
                continue
            if number >= 60:  # by then it scrolls
                times.append((time.perf_counter() - begun) * 1000)
            await asyncio.sleep(0.005)
        result = {"median": statistics.median(times), "p95": statistics.quantiles(times, n=20)[18], "frames": len(times)}
        if after:
            result.update(await after())
        with open("/proc/self/status") as status:
            result["rss_mb"] = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
        with open(out, "w") as file:
            json.dump(result, file)
        app.exit()
    return run()
"""

_BARE = (
    _HARNESS
    + """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

class Rows(ScrollView, can_focus=True):
    BINDINGS = [("j", "one", "")]
    def on_mount(self):
        self.virtual_size = Size(150, 1_000_000)
        self.focus()
    def action_one(self):
        self.scroll_to(y=self.scroll_offset.y + 1, animate=False, immediate=True)
    def render_line(self, y):
        row = y + self.scroll_offset.y
        return Strip([Segment(f"{row:>10} a plain row of text that is as long as a title in a list " * 2, self.rich_style)])

class Bare(App):
    def compose(self):
        yield Rows()
    def on_ready(self):
        self.run_worker(drive(self, int(sys.argv[1]), sys.argv[2]))
Bare().run()
"""
)

_OURS = (
    _HARNESS
    + """
from pathlib import Path
from reader.session import Session, resolve
from reader.ui.app import ReaderApp
from reader.ui.live import Live
import gc

class Driven(ReaderApp):
    def on_ready(self):
        self.run_worker(drive(self, int(sys.argv[1]), sys.argv[2], self.backlog))
    async def backlog(self):
        begun = time.perf_counter()
        screen = self.screen
        while time.perf_counter() - begun < 5:
            await asyncio.sleep(0.005)
            post = screen.posts.current
            title = "".join(line.text for line in screen.article.lines[:3]).replace(" ", "")
            if post and post.title[:10].replace(" ", "") in title:
                break
        return {"article_ms": (time.perf_counter() - begun) * 1000, "position": screen.posts.position}
session = Session(resolve(Path(sys.argv[3])))
Driven(session, Live(session)).run()
"""
)


def measure(program: str, arguments: list[str], home: str) -> dict[str, float]:
    """Run a program in a terminal; what it found out about itself."""
    with tempfile.TemporaryDirectory() as folder:
        script, out = Path(folder) / "program.py", Path(folder) / "out.json"
        script.write_text(program, "utf-8")
        environment = {**os.environ, "HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        inner = f"stty cols 160 rows 45; exec {sys.executable} {script} {arguments[0]} {out} {' '.join(arguments[1:])}"
        subprocess.run(
            ["script", "-qec", inner, "/dev/null"],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        found: dict[str, float] = json.loads(out.read_text())
        return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--home", default=os.environ["HOME"], help="where the archive has been synced")
    parser.add_argument("--frames", type=int, default=300)
    options = parser.parse_args()
    for _ in range(2):
        bare = measure(_BARE, [str(options.frames)], options.home)
        ours = measure(_OURS, [str(options.frames), str(options.archive)], options.home)
        print(
            f"frame | {ours['median']:.1f} ms (p95 {ours['p95']:.1f}) | bare ScrollView {bare['median']:.1f} ms "
            f"(p95 {bare['p95']:.1f}) | {ours['median'] / bare['median']:.2f}"
        )
        print(f"memory | {ours['rss_mb']:.0f} MB | bare {bare['rss_mb']:.0f} MB")
        print(
            f"article after the last key | {ours['article_ms']:.0f} ms, at post {ours['position'] + 1:,.0f}"
        )


if __name__ == "__main__":
    main()
