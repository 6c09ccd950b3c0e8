"""A headless Chromium, driven over its DevTools protocol: as much of it as the tests need."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;:?<>=]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|.)")
_KEYS = {"Enter": ("\r", 13), "Escape": ("", 27), "ArrowDown": ("", 40), "PageDown": ("", 34)}


class Page:
    """The one page of a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._count = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._grown = asyncio.Event()
        self.frames: list[str] = []
        """What came over the page's own socket: what its terminal was told to draw."""
        self.asked: list[str] = []
        """Every address that the page has asked for."""
        self.complaints: list[str] = []

    async def listen(self) -> None:
        """Take what the browser says, until it ends."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            elif said["method"] == "Network.webSocketFrameReceived":
                frame = said["params"]["response"]
                if frame["opcode"] == 2:
                    self.frames.append(base64.b64decode(frame["payloadData"]).decode(errors="replace"))
            elif said["method"] == "Network.requestWillBeSent":
                self.asked.append(said["params"]["request"]["url"])
            elif said["method"] == "Runtime.exceptionThrown" or (
                said["method"] == "Log.entryAdded" and said["params"]["entry"]["level"] == "error"
            ):
                self.complaints.append(json.dumps(said["params"]))
            self._grown.set()

    async def do(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask the browser for something."""
        self._count += 1
        answer = self._answers[self._count] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._count, "method": method, "params": parameters})
        said = await asyncio.wait_for(answer, 20)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    async def open(self, address: str) -> None:
        for domain in ("Network", "Page", "Runtime", "Log"):
            await self.do(f"{domain}.enable")
        await self.do("Page.navigate", url=address)

    async def press(self, key: str) -> None:
        """Press a key: a character, or one of those with a name."""
        text, code = _KEYS.get(key, (key, ord(key[0])))
        extra: dict[str, object] = {"text": text} if text else {}
        await self.do("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **extra)
        await self.do("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    async def type(self, text: str) -> None:
        """Type a text, as an input method commits it."""
        await self.do("Input.insertText", text=text)

    async def evaluate(self, expression: str) -> Any:
        result = await self.do("Runtime.evaluate", expression=expression, returnByValue=True)
        return result["result"].get("value")

    def drawn(self, since: int = 0) -> str:
        """All characters that were drawn since then (a number of frames)."""
        return _ESCAPES.sub("", "".join(self.frames[since:]))

    async def until(self, holds: Callable[[], object], seconds: float = 90) -> None:
        """Wait for something."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._grown.clear()
                await self._grown.wait()

    async def picture(self) -> bytes:
        """The page as PNG."""
        return base64.b64decode((await self.do("Page.captureScreenshot"))["data"])


@contextlib.asynccontextmanager
async def page(folder: Path) -> AsyncIterator[Page]:
    """A page of a new browser, which keeps its things in ``folder``."""
    assert PROGRAM is not None
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run")
    process = await asyncio.create_subprocess_exec(
        PROGRAM, *flags, f"--user-data-dir={folder}", "--window-size=1200,800", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        async with asyncio.timeout(30):
            while b"listening on ws://" not in (line := await process.stderr.readline()):
                assert line, "the browser has ended"
        draining = asyncio.create_task(process.stderr.read())
        port = re.search(rb"ws://[^/]+:(\d+)/", line)
        assert port is not None
        async with aiohttp.ClientSession() as client:
            async with client.get(f"http://127.0.0.1:{int(port[1])}/json") as answer:
                target = next(each for each in await answer.json() if each["type"] == "page")
            async with client.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                opened = Page(socket)
                listening = asyncio.create_task(opened.listen())
                yield opened
                listening.cancel()
        draining.cancel()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
