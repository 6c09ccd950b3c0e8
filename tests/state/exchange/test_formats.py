"""Bookmarks as other programs write them: what we write is read again, what they write is understood."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.state.exchange import FORMATS, Format, checked, format_of, newsboat, read, write
from reader.state.exchange.entry import Entry, moment, seconds
from reader.text import one_line

_LINE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30).map(
    one_line
)
_LABEL = _LINE.map(lambda text: text.replace(",", "").strip()).filter(bool)
_LINK = st.one_of(
    st.just("https://example.org/a_(b)?q=1&x=2"),
    st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9/_.~%&=?()-]{0,20}", fullmatch=True),
    st.just("file:///home/x/a%20b.md"),
)
_NOTE = st.lists(_LINE.filter(bool), max_size=3).map("\n".join)
_ENTRY = st.tuples(
    _LINE.filter(bool),
    _LINK,
    st.sampled_from(["", "2021-07-02T13:56:00+00:00"]),
    st.lists(_LABEL, max_size=3, unique=True).map(tuple),
    _NOTE,
).map(lambda parts: Entry(parts[0], parts[1], added=parts[2], labels=parts[3], note=parts[4]))


@given(st.lists(_ENTRY, max_size=5), st.sampled_from(FORMATS))
def test_what_is_written_is_read_again(entries: list[Entry], form: Format) -> None:
    back = read(write(entries, form, "Bookmarks <of> & [mine]"), form) if entries else []
    kept = [entry._replace(added="") for entry in entries] if form == "md" else entries
    assert back == kept


@given(st.text(max_size=300), st.sampled_from(FORMATS))
def test_any_text_is_read_or_refused_in_words(text: str, form: Format) -> None:
    try:
        entries = read(text, form)
    except ReaderError:
        entries = []
    assert all(entry.link or entry.title or entry.id for entry in entries)


@given(st.lists(_ENTRY, min_size=1, max_size=3), st.sampled_from(FORMATS))
def test_a_file_of_ours_is_recognised_whatever_its_name(entries: list[Entry], form: Format) -> None:
    assert format_of("kept.txt", write(entries, form, "Kept")) == form


def test_folders_of_a_browser_are_labels_but_not_its_own_roots() -> None:
    text = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
  <DT><H3 ADD_DATE="1" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
  <DL><p>
    <DT><A HREF="https://a.example/" ADD_DATE="1625234160" ICON="data:x">A &amp; b</A>
    <DD>first line<BR>second
    <DT><H3>港口</H3>
    <DL><p>
      <DT><A HREF="https://b.example/" TAGS="灯塔, sea" ADD_DATE="1625234160000000">B</A>
    </DL><p>
    <DT><A HREF="javascript:alert(1)">no link</A>
    <DT><A HREF="https://c.example/"></A>
  </DL><p>
</DL>"""
    first, second, third = read(text, "html")
    assert first == Entry(
        "A & b", "https://a.example/", added="2021-07-02T13:56:00+00:00", note="first line\nsecond"
    )
    assert (second.labels, second.added) == (("港口", "灯塔", "sea"), "2021-07-02T13:56:00+00:00")
    assert (third.title, third.labels) == ("https://c.example/", ())


def test_branches_of_an_outline_are_labels() -> None:
    text = """<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><head/><body>
<outline text="Sea"><outline text="Ports"><outline title="X" xmlUrl="https://x.example/feed"/></outline>
<outline text="Y" htmlUrl="https://y.example/" xmlUrl="https://y.example/feed" category="a,b"/></outline></body></opml>"""
    first, second = read(text, "opml")
    assert (first.title, first.link, first.labels) == ("X", "https://x.example/feed", ("Sea", "Ports"))
    assert (second.link, second.labels) == ("https://y.example/", ("Sea", "a", "b"))


def test_an_outline_that_could_grow_without_end_is_refused() -> None:
    with pytest.raises(ReaderError, match="declarations"):
        read(
            '<!DOCTYPE x [<!ENTITY a "aaaa">]><opml><body><outline text="&a;" url="u"/></body></opml>', "opml"
        )


def test_any_markdown_gives_its_links() -> None:
    text = '# Reading\n\nSome [prose](https://a.example/x_(y) "t") and more.\n\n* <https://b.example/>\n![no](i.png)\n1. [C\\]](<c d.md>) · 渡口日报 · 2021-07-02 · #灯塔\n   > a note\n   > of two lines\n\n> no note\n'
    first, second, third = read(text, "md")
    assert first == Entry("prose", "https://a.example/x_(y)")
    assert second.link == "https://b.example/"
    assert third == Entry(
        "C]", "c d.md", "渡口日报", "2021-07-02", labels=("灯塔",), note="a note\nof two lines"
    )


def test_lines_of_ours_keep_all_they_say() -> None:
    entry = Entry(
        "题",
        "https://a.example/",
        "源",
        "2021",
        "2022",
        ("一",),
        "笔\n记",
        "0123456789abcdef",
        "/a",
        "b c.md",
    )
    assert read(write([entry], "jsonl", ""), "jsonl") == [entry]


def test_lines_that_are_no_bookmarks_are_passed_over_unless_all_are() -> None:
    assert [entry.title for entry in read('{"title": "x"}\nnot json\n[1]\n{"a": 1}\n', "jsonl")] == ["x"]
    with pytest.raises(ReaderError, match="none of these lines"):
        read("not json\n", "jsonl")


def test_moments_of_browsers_are_seconds_or_thousandths_of_them() -> None:
    assert {moment(text) for text in ("1625234160", "1625234160000", "1625234160000000")} == {
        "2021-07-02T13:56:00+00:00"
    }
    assert [moment("soon"), moment(""), seconds("soon")] == ["", "", ""]
    assert seconds("2021-07-02T13:56:00+00:00") == "1625234160"


def test_a_format_is_known_by_its_names() -> None:
    assert (checked("HTML"), checked("markdown"), checked("json")) == ("html", "md", "jsonl")
    with pytest.raises(ReaderError, match="no format pdf"):
        checked("pdf")
    assert (format_of("a.opml"), format_of("a.md", "[x](y)"), format_of("noname")) == ("opml", "md", "md")


# -- newsboat -----------------------------------------------------------------------------------------------


def _cache(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE rss_item(id INTEGER PRIMARY KEY, title, author, url, pubDate INTEGER, unread INTEGER, flags)"
    )
    connection.executemany(
        "INSERT INTO rss_item(title, author, url, pubDate, unread, flags) VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("读过的", "渡口日报", "https://a.example/", 1625234160, 0, None),
            ("unread", "", "https://b.example/", 1625234160, 1, None),
            ("flagged", "", "", 1625234000, 1, "sx"),
        ],
    )
    connection.commit()
    connection.close()
    return path


def test_what_newsboat_had_read_and_flagged_is_found(tmp_path: Path) -> None:
    flagged, known = newsboat.read(_cache(tmp_path / "cache.db"))
    assert (flagged.entry.title, flagged.is_read, flagged.is_flagged) == ("flagged", False, True)
    assert flagged.entry.labels == ("flag-s", "flag-x")
    assert (known.entry.link, known.is_read, known.is_flagged) == ("https://a.example/", True, False)
    assert known.entry.date == "2021-07-02T13:56:00+00:00"


def test_the_cache_of_newsboat_is_not_written_to(tmp_path: Path) -> None:
    cache = _cache(tmp_path / "cache.db")
    before = cache.read_bytes()
    newsboat.read(cache)
    assert cache.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["cache.db"]


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to look at", None])
def test_what_is_no_cache_of_newsboat_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "cache.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReaderError) as told:
        newsboat.read(path)
    assert str(path) in told.value.message
    assert "cache.db" in told.value.hint
