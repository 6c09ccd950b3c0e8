"""The names that an archive is completed from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.library.completion import complete
from reader.session import Session, resolve
from tests.library.real import LONG_AGO


def write(root: Path, path: str, header: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\ntitle: 灯塔\n{header}\n---\n\n海上有雾。\n", "utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    write(
        tmp_path, "a.md", "categories: [金融, 中证网]\nauthor: 渡口日报\ntags: [利率, Tide]\ndate: 2021-07-02"
    )
    write(tmp_path, "b.md", "categories: [金融]\nauthor: Ann Tide\ntags: [利率]\ndate: 2021-07-20")
    write(tmp_path, "c.md", "categories: [科技]\nauthor: 渡口日报\ntags: [灯]\ndate: 2020-01-18")
    session = Session(resolve(tmp_path))
    session.sync(workers=0)
    return session


def labels(session: Session, typed: str) -> list[str]:
    names = session.vocabulary
    return [
        f"{candidate.label} {candidate.posts}"
        for candidate in complete(typed, len(typed), names, names.sounds_like).candidates
    ]


def test_every_name_comes_with_its_posts(session: Session) -> None:
    assert labels(session, "cat:") == ["cat:金融 2", "cat:科技 1"]
    assert labels(session, "cat:中") == ["cat:金融/中证网 1"]
    assert sorted(labels(session, "author:")) == ["author:Ann Tide 1", "author:渡口日报 2"]
    assert labels(session, "tag:利") == ["tag:利率 2"]
    assert labels(session, "tag:ti") == ["tag:tide 1"]
    assert labels(session, "date:2021")[0] == "date:2021-07 2"


@pytest.mark.parametrize("letters", ["zhongzhengwang", "zzw", "zhongzh"])
def test_names_are_found_by_how_they_are_read(session: Session, letters: str) -> None:
    assert labels(session, f"cat:{letters}") == ["cat:金融/中证网 1"]


def test_letters_that_are_no_pinyin_sound_like_nothing(session: Session) -> None:
    assert not session.vocabulary.sounds_like("vvv", "金融")
    assert not session.vocabulary.sounds_like("tide", "Tide")


def test_what_is_synced_later_is_known(session: Session) -> None:
    assert labels(session, "date:2019") == []
    write(session.root, "d.md", "categories: [天文]\nauthor: 星台\ntags: [彗星]\ndate: 2019-03-04")
    session.sync(workers=0)
    assert labels(session, "cat:天") == ["cat:天文 1"]
    assert labels(session, "tag:彗") == ["tag:彗星 1"]
    assert labels(session, "date:2019") == ["date:2019-03 1"]


def test_before_the_first_sync_only_the_language_is_known(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "categories: [金融]")
    session = Session(resolve(tmp_path))
    assert labels(session, "cat:") == labels(session, "tag:") == []
    assert labels(session, "auth") == ["author: None"]
