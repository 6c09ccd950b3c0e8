"""An archive with a bit of everything."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.program import Done, here

NOT_UTF8 = os.fsdecode("非".encode("gb18030"))


def write(root: Path, path: str, header: str, body: str = "<p>海上有雾。</p>") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{header.strip()}\n---\n\n{body}\n", "utf-8")
    os.utime(file, (1_600_000_000, 1_600_000_000))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write(
        folder,
        "金融/快讯/1.md",
        "title: 雾港渡轮停航三天\ndate: 2021-07-03 05:56:00 +0800\nauthor: 渡口日报\n"
        "categories:\n - 金融\n - 快讯\ntags: [雾, 船]\nlink: https://example.org/1",
        '<h2>停航</h2><p>详见<a href="https://example.org/more">公告</a>。' + "海上有雾。" * 30 + "</p>",
    )
    write(
        folder,
        "金融/2.md",
        "title: Second\ndate: 2021-07-01 12:00:00\nauthor: Ann\ncategories:\n - 金融",
    )
    write(
        folder,
        "音视频/3.md",
        "title: 灯塔来信\ndate: 2020-01-01 12:00:00\nauthor: 渡口日报\ncategories:\n - 音视频\n - 广播剧 / 有声漫画",
    )
    write(folder, f"{NOT_UTF8}.md", "title: 名字不是 UTF-8\ndate: 2019-01-01 12:00:00")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return lambda *arguments: here(capsys, *map(os.fspath, arguments))
