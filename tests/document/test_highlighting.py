"""The colours of code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import highlighting
from reader.document.blocks import Code, Span
from reader.document.highlighting import WORDS, styles
from tests.pace import Pace

PYTHON = 'def greet(name):  # 招呼\n    """Say it."""\n    return print(f"hi {name}", 42)\n'


def code(text: str, language: str = "") -> Code:
    return Code((Span(text),), language)


def words(text: str, language: str = "") -> list[tuple[str, str]]:
    """The coloured pieces of a block: text without blanks at its ends, word without its prefix."""
    block = code(text, language)
    return [
        (text[start:stop].strip(), word.removeprefix("code-"))
        for start, stop, word in styles(block, 0, len(text))
    ]


def test_tokens_have_the_words_of_their_kind() -> None:
    assert words(PYTHON, "python") == [
        ("def", "keyword"),
        ("greet", "name"),
        ("# 招呼", "comment"),
        ('"""Say it."""', "string"),
        ("return", "keyword"),
        ("print", "type"),
        ('f"hi {', "string"),
        ('}"', "string"),
        ("42", "number"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "piece"),
    [
        ("js", "const a = 1", ("const", "keyword")),
        ("ts", "let a: string", ("string", "type")),
        ("sh", "# x", ("# x", "comment")),
        ("shell", 'echo "x"', ("echo", "type")),
        ("console", "$ ls 'a'", ("'a'", "string")),
        ("golang", "func f() {}", ("func", "keyword")),
        ("c++", "return 1;", ("return", "keyword")),
        ("yml", "# x", ("# x", "comment")),
        ("docker", "FROM a", ("FROM", "keyword")),
        ("objc", "@interface A", ("@interface", "keyword")),
        ("oc", "return 1;", ("return", "keyword")),
        ("vue", "<!-- x -->", ("<!-- x -->", "comment")),
        ("jsonc", "// x\n{}", ("// x", "comment")),
        ("kt", "fun f() {}", ("fun", "keyword")),
        ("wxml", "<view a='1'/>", ("a", "type")),
        ("diff", "-a\n+b", ("+b", "inserted")),
        ("patch", "-a\n+b", ("-a", "deleted")),
    ],
)
def test_languages_go_by_the_names_that_posts_give_them(
    language: str, text: str, piece: tuple[str, str]
) -> None:
    assert piece in words(text, language)


def test_every_other_name_is_one_that_pygments_knows() -> None:
    assert set(highlighting._ALIASES.values()) <= set(highlighting._classes())


@pytest.mark.parametrize("language", ["", "text", "nosuch", "x" * 5_000, "../etc", "猫"])
def test_an_unknown_language_has_no_colours(language: str) -> None:
    assert words("for x in 1: 'a' # b", language) == []


@pytest.mark.parametrize(
    ("text", "coloured"),
    [
        ("diff --git a/cat b/cat\n-x\n+y\n", True),
        ("--- a/cat\n+++ b/cat\n@@ -1 +1 @@\n", True),
        ("@@ -1,2 +1,3 @@ f\n-x\n", True),
        ("$ ls 'a'\nb", True),
        ("  $ ls 'a'\nb", True),
        ("# zypper dup", False),
        ("--- 完 ---\n", False),
        ("- a\n+ b\n", False),
        ("$100 的猫", False),
        ("价格 $ 5", False),
        ("import cats\n", False),
    ],
)
def test_without_a_language_only_what_leaves_no_doubt_is_coloured(text: str, coloured: bool) -> None:
    assert bool(words(text)) is coloured


def test_a_part_is_what_the_whole_has_there() -> None:
    whole = styles(code(PYTHON, "py"), 0, len(PYTHON))
    block = code(PYTHON, "py")
    for start in range(len(PYTHON)):
        for stop in range(start, len(PYTHON) + 1, 7):
            cut = [(max(a, start), min(b, stop), word) for a, b, word in whole if a < stop and b > start]
            assert styles(block, start, stop) == cut


class Counting:
    """A lexer that counts its tokens: one number for each character."""

    def __init__(self) -> None:
        self.given = 0

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, Any, str]]:
        from pygments.token import Number  # type: ignore[import-untyped]

        for at, char in enumerate(text):
            self.given = at
            yield at, Number, char


def test_nothing_is_lexed_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    lexer = Counting()
    monkeypatch.setattr(highlighting, "_lexer", lambda language: lexer)
    monkeypatch.setattr(highlighting, "_SECONDS", 60)
    block = code("1\n" * 20_000, "any")
    assert styles(block, 0, 10) == [(0, 10, "code-number")]
    assert lexer.given < 200
    assert styles(block, 5, 8) == [(5, 8, "code-number")]
    assert lexer.given < 200
    assert styles(block, 30_000, 30_004) == [(30_000, 30_004, "code-number")]
    assert 30_000 < lexer.given < 30_200


class Broken:
    """A lexer that raises after a few tokens."""

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, Any, str]]:
        from pygments.token import Number

        yield 0, Number, text[:2]
        raise RecursionError


class Endless:
    """A lexer that finds nothing for ever, then goes back."""

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, Any, str]]:
        from pygments.token import Number

        yield 0, Number, text[:3]
        yield 1, Number, text[1:3]
        while True:
            yield 3, Number, ""


@pytest.mark.parametrize(("lexer", "stop"), [(Broken(), 2), (Endless(), 3)], ids=["broken", "endless"])
def test_a_lexer_that_fails_leaves_the_rest_plain(
    lexer: object, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highlighting, "_lexer", lambda language: lexer)
    block = code("12345", "any")
    pace = Pace()
    assert styles(block, 0, 5) == [(0, stop, "code-number")]
    assert styles(block, 0, 5) == [(0, stop, "code-number")]
    assert pace.seconds < 1


def test_long_lines_many_blank_lines_and_long_blocks_are_coloured_up_to_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(highlighting, "_SECONDS", 60)  # for machines that are slow, or busy
    for hole in ("x" * 1_001, "\n" * 41, " \n" * 41):
        text = f"if 1:\n{hole}\nif 2:\n"
        assert [text[start:stop] for start, stop, _ in styles(code(text, "python"), 0, len(text))] == [
            "if",
            "1",
        ]
    text = "if 1:\n" * 20_000
    block = code(text, "python")
    for start in range(0, len(text), 3_000):
        styles(block, start, start + 3_000)
    assert styles(block, 59_000, 60_000)
    assert styles(block, 60_000, len(text)) == []


@pytest.mark.parametrize(
    "language", ["c", "java", "markdown", "javascript", "python", "bash", "html", "go", "yaml"]
)
def test_hostile_code_takes_a_moment_only(language: str) -> None:
    for unit in ("\n", " \n", '"', "(", "/*\n", "<?", "a.", "`", "${", "a<", "'''", "<!--", "@a("):
        block = code((unit * 900 + ("" if "\n" in unit else "\n")) * 60, language)
        styles(block, 0, 1)
        pace = Pace()
        styles(block, 0, 100_000)
        assert pace.seconds < 1


@given(
    text=st.text(st.sampled_from("ab1 \n\t\"'`#/*<>{}()[]$%=-\\中é\u0301😀"), max_size=80),
    language=st.sampled_from(
        ["python", "js", "html", "erb", "diff", "console", "irb", "json", "yaml", "markdown", ""]
    ),
)
@settings(max_examples=300, deadline=None)
def test_stretches_are_in_order_inside_the_text_and_apart(text: str, language: str) -> None:
    before = 0
    for start, stop, word in styles(code(text, language), 0, len(text)):
        assert before <= start < stop <= len(text)
        assert word in WORDS
        before = stop


def test_blocks_that_are_no_longer_looked_at_are_forgotten() -> None:
    blocks = [code(f"x = {number}", "python") for number in range(100)]
    for block in blocks:
        assert styles(block, 0, 9)
    assert len(highlighting._known) <= 32
    assert styles(blocks[0], 0, 9) == styles(blocks[0], 0, 9)


def test_pygments_is_loaded_by_the_first_code_with_a_language() -> None:
    script = (
        "import sys\n"
        "from reader.document.blocks import Code, Span\n"
        "from reader.document.highlighting import styles\n"
        "styles(Code((Span('x = 1'),)), 0, 5)\n"
        "assert 'pygments' not in sys.modules\n"
        "assert styles(Code((Span('x = 1'),), 'python'), 0, 5)\n"
        "assert 'pygments' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
