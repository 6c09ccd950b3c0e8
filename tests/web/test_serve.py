"""The reader in a browser: who gets in, and that it opens, lists, searches and reads there."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest
from PIL import Image

from tests.web import chromium

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.xdist_group("browser")


@contextlib.asynccontextmanager
async def served(*arguments: str) -> AsyncIterator[str]:
    """The address of a reader that is served meanwhile."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reader", "serve", os.fspath(ROOT / "sample_posts"), "--port", "0", *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        said = (await asyncio.wait_for(process.communicate(), 20))[1].decode()
    assert "Only this computer can reach it" in said
    assert "Traceback" not in said
    assert process.returncode in {0, 130}


def browser() -> aiohttp.ClientSession:
    """Something that keeps cookies, also of a host without a name."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


async def test_only_who_has_the_key_from_a_page_of_ours_gets_in() -> None:
    async with served() as address, browser() as client:
        base, key = re.fullmatch(r"(http://127\.0\.0\.1:\d+/)\?key=(\S+)", address).groups()  # type: ignore[union-attr]
        assert len(key) >= 20

        async def status(path: str, **headers: str) -> int:
            async with client.get(f"{base}{path}", headers=headers, allow_redirects=False) as answer:
                return answer.status

        assert [await status(path) for path in ("", "ws", "static/js/textual.js", "?key=other")] == [403] * 4
        assert await status(f"?key={key}") == 303
        assert [await status(path) for path in ("", "static/js/textual.js")] == [200, 200]
        assert await status("", Host="rebound.example:8000") == 403
        assert await status("ws", Origin="http://other.example") == 403


async def test_the_page_takes_nothing_from_elsewhere() -> None:
    async with served() as address, browser() as client, client.get(address) as answer:
        page = await answer.text()
        assert "https://" not in page.replace("https:", "", 1)
        assert not re.findall(r"""(?:src|href)="(?!/|data:)""", page)
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_a_port_that_is_taken_is_told_with_a_way_out() -> None:
    async with served() as address:
        port = address.partition("/?")[0].rpartition(":")[2]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "reader", "serve", os.fspath(ROOT / "sample_posts"), "--port", port,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said = (await process.communicate())[1].decode()
        assert process.returncode == 1
        assert f"port {port}, can't be listened at" in said
        assert "--port 0" in said


@pytest.mark.skipif(chromium.PROGRAM is None, reason="no Chromium is installed")
@pytest.mark.timeout(400)
async def test_in_a_browser_it_opens_lists_searches_and_reads(tmp_path: Path) -> None:
    async with served() as address, chromium.page(tmp_path / "browser") as page:
        await page.open(address)
        await page.until(lambda: "雾岭渡" in page.drawn())
        await page.press("/")
        begun = len(page.frames)
        await page.type("dengta")
        await page.until(lambda: "灯塔" in page.drawn(begun))
        await page.press("Enter")
        await page.press("Enter")
        reading = len(page.frames)
        await page.press("PageDown")
        await page.until(lambda: len(page.drawn(reading)) > 200)
        # It is painted, not only sent: paper, ink, and the shades between them.
        picture = Image.open(io.BytesIO(await page.picture())).convert("RGB")
        assert len(picture.getcolors(maxcolors=2**24) or ()) > 50
        # All that the page has asked for is at the address it was opened by.
        base = address.partition("?")[0]
        assert {url for url in page.asked if not url.startswith((base, "data:", "blob:"))} == set()
        assert page.complaints == []
        await page.press("Q")
        await page.until(lambda: len(page.frames) > reading)
        for _ in range(100):
            if await page.evaluate("document.body.classList.contains('-closed')"):
                break
            await asyncio.sleep(0.05)
        else:
            pytest.fail("the page does not say that the reader was left")
