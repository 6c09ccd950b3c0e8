"""Whatever bytes a post's file holds, from the file to the lines: nothing raises, nothing unsafe comes through."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.archive.parse import read_article
from reader.config import Reading
from reader.document import build
from reader.document.galley import Galley
from reader.document.spots import spots

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
pieces = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [
            b"---\ntitle: x\n---\n",
            b"<div>",
            b"</p>",
            b"```\n",
            b"$$",
            b"{% x %}",
            b"[^1]: ",
            b"| a |\n|--|\n",
            b"\xff\xfe",
            b"\x1b[2J",
        ]
    ),
    st.text("天地，。（）<>&[]()*_`|#\n ", max_size=12).map(lambda text: text.encode("gb18030")),
)


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
@settings(max_examples=120)
@given(st.lists(pieces, max_size=12).map(b"".join), st.integers(4, 60))
def test_any_bytes_become_lines(suffix: str, data: bytes, width: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"post{suffix}").write_bytes(data)
        article = read_article(Path(folder), f"post{suffix}")
    document = build(article.body, article.markup, title=article.post.title)
    galley = Galley((document,), width, Reading())
    galley.extend(1 << 60)
    for line in galley.lines:
        assert line.width <= width
        assert not UNSAFE.search(line.text)
    assert all(spot.href and spot.start <= spot.stop for spot in spots((document,)))
