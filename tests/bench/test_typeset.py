"""The whole check: a post goes in, findings and a report come out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from bench import typeset
from bench.rules import Wrong
from reader.document import build
from reader.document.blocks import Document
from reader.document.layout import layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.document.lines import Line
    from reader.model import Markup

POST = "---\ntitle: 渡轮\n---\n<p>清晨渡轮出发，<b>下午</b>返回。</p>\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(POST, "utf-8")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["typeset", *arguments])
    return typeset.main()


def test_a_right_archive_ends_with_status_0(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, str(archive), "--step", "2") == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "visible text lost: 0.0000 % (0 letters)",
        "nothing is wrong",
    ]


def test_a_layout_that_loses_a_line_ends_with_status_1_and_names_the_posts(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def careless(document: Document, width: int) -> Iterator[Line]:
        return iter(list(layout(document, width))[1:])

    monkeypatch.setattr(typeset, "layout", careless)
    assert run(monkeypatch, str(archive), "--widths", "20,22-23") == 1
    out = capsys.readouterr().out
    assert "visible text lost: 100.0000 %" not in out
    assert "lost: 9 times in 3 posts" in out
    assert "a.md at 20: 清晨" in out


def test_a_parser_that_loses_text_is_found(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "build", lambda *_, **__: Document())
    found = typeset.check((archive, "a.md"), (20,))
    assert [(width, wrong.kind, wrong.letters) for width, wrong in found.wrongs] == [(0, "lost", 12)]


def test_a_layout_that_is_not_the_same_twice_is_found(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(10))
    monkeypatch.setattr(typeset, "layout", lambda document, width: layout(document, width + next(calls)))
    assert "unstable" in {wrong.kind for _, wrong in typeset.check((archive, "a.md"), (6, 12)).wrongs}


def test_an_exception_is_a_finding(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Document:
        raise RecursionError("too deep")

    monkeypatch.setattr(typeset, "build", broken)
    (_, wrong), *others = typeset.check((archive, "a.md"), (20,)).wrongs
    assert wrong.kind == "crash"
    assert "too deep" in wrong.excerpt
    assert not others


def test_an_opening_that_differs_from_the_whole_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "long.md").write_text(f"<p>{'清晨渡轮出发。' * 50}</p>\n" * 100, "utf-8")
    assert typeset.check((tmp_path, "long.md"), (40,)).wrongs == []

    def jumping(body: str, markup: Markup, *, title: str = "", limit: int = 0) -> Document:
        return build(body.replace("清晨", "傍晚", 1) if limit else body, markup, title=title, limit=limit)

    monkeypatch.setattr(typeset, "build", jumping)
    assert [wrong.kind for _, wrong in typeset.check((tmp_path, "long.md"), (40,)).wrongs] == ["opening"]


def test_what_is_lost_at_every_width_is_counted_once() -> None:
    lost = [(width, Wrong("lost", "清晨", 2)) for width in (20, 40, 80)]
    report = typeset.report([typeset.Found("a.md", [*lost, (0, Wrong("lost", "渡轮", 2))], 100, 120)], 5)
    assert "visible text lost: 4.0000 % (4 letters)" in report


def test_widths_are_lists_and_ranges() -> None:
    assert typeset.widths("20,40-42") == (20, 40, 41, 42)
    assert typeset.widths("all") == tuple(range(20, 201))
