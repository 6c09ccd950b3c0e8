"""Small archives of real files."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from reader import paths
from reader.session import Session, resolve
from tests.library.real import LONG_AGO

if TYPE_CHECKING:
    from pathlib import Path

FOG = "海上有雾，渡轮今早停航两小时，港务局说中午以前恢复。灯塔的灯整夜没有熄，守塔人写了一封长信。"
RAIN = "山里下雨，茶农把新芽收进屋里，村口的桥被水漫过，孩子们绕路去上学，邮差也晚到了半天。"
TIDE = "早潮六点一刻，晚潮十九点零四分，浪高不到一米，小船可以出海，收网的人请在天黑以前回港。"


def write(
    root: Path,
    path: str,
    title: str,
    body: str = FOG,
    *,
    date: str = "2021-07-02 21:56:00",
    author: str = "渡口日报",
    categories: str = "",
    mtime: int = LONG_AGO,
) -> Path:
    """A post at ``path`` below ``root``; ``categories`` as they stand in a list of YAML."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    more = f"categories: [{categories}]\n" if categories else ""
    file.write_text(
        f"---\ntitle: '{title}'\ndate: {date}\nauthor: {author}\n{more}---\n\n<p>{body}</p>\n", "utf-8"
    )
    os.utime(file, (mtime, mtime))
    return file


def synced(root: Path) -> Session:
    """A session of an archive that is known as it is now."""
    session = Session(resolve(root))
    session.sync(workers=0)
    return session


def forget_index() -> None:
    """Delete all that can be made again."""
    shutil.rmtree(paths.cache_dir())
