"""Bookmarks, labels, notes and highlights: joined with posts, never lost, and found again."""

from __future__ import annotations

import json
import os
import random
from typing import TYPE_CHECKING

import pytest

from reader import paths, whereabouts
from reader.errors import PostUnreadable
from reader.kept import read_kept
from reader.library.listing import MISSING_FROM
from reader.model import post_id
from reader.session import Session
from reader.state.store import Spot
from tests.archives import FOG, RAIN, TIDE, forget_index, synced, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.model import Post


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    write(folder, "a.md", "雾港停航", FOG)
    write(folder, "金融/b.md", "山雨", RAIN, date="2021-06-01 08:00:00")
    write(folder, "c.md", "潮汐", TIDE, date="2020-01-01 08:00:00", author="Ann Lee")
    return folder


@pytest.fixture
def session(archive: Path) -> Session:
    return synced(archive)


def titles(session: Session, order: str = "date") -> list[str]:
    posts = session.posts_by_row(session.keeping.listing(order).ids)  # type: ignore[arg-type]  # one of them
    return [post.title for post in posts if post is not None]


def found(session: Session, typed: str) -> list[str]:
    """The titles that a query finds."""
    answer = session.search.find(typed, order="date", limit=None)
    assert answer is not None
    return [post.title for post in session.catalog.posts(answer.ids)]


# What is kept


def test_bookmarks_are_listed_in_every_order(session: Session) -> None:
    for path in ("a.md", "金融/b.md", "c.md"):
        assert session.keeping.toggle(session.find(path))
    assert titles(session) == ["雾港停航", "山雨", "潮汐"]
    assert titles(session, "oldest") == ["潮汐", "山雨", "雾港停航"]
    assert titles(session, "title") == sorted(titles(session))
    assert session.keeping.listing("oldest").position_of(0) == 0


def test_they_are_listed_by_when_they_were_kept_and_by_label(session: Session) -> None:
    for path in ("c.md", "a.md", "金融/b.md"):
        session.keeping.toggle(session.find(path))
    assert titles(session, "added") == ["山雨", "雾港停航", "潮汐"], (
        "all in one second: the last of the file first"
    )
    session.keeping.label([session.find("c.md")], ["Weather", "雨"])
    session.keeping.label([session.find("a.md")], ["alpha"])
    assert titles(session, "label") == ["雾港停航", "潮汐", "山雨"]


def test_a_bookmark_remembers_how_its_post_begins(session: Session) -> None:
    session.keeping.toggle(session.find("a.md"))
    (mark,) = session.keeping.bookmarks().values()
    assert (mark.title, mark.source, mark.date) == ("雾港停航", "渡口日报", "2021-07-02T21:56:00+00:00")
    assert FOG.startswith(mark.lead)
    assert len(mark.lead) > 30


def test_several_posts_are_kept_and_dropped_at_once(session: Session) -> None:
    posts = [session.find("a.md"), session.find("c.md")]
    session.keeping.toggle(posts[0])
    assert session.keeping.keep(posts) == 1
    assert session.keeping.drop(posts) == 2
    assert session.keeping.drop(posts) == 0
    assert not session.keeping.bookmarks()


def test_a_label_bookmarks_a_post_and_is_counted_however_it_is_written(session: Session) -> None:
    keeping, a, b = session.keeping, session.find("a.md"), session.find("金融/b.md")
    keeping.toggle(a)
    assert keeping.label([a, b], ["To Read", " 稍后，"]) == 2
    assert keeping.label([b], ["to read", "weather"]) == 1
    assert keeping.labels() == {"To Read": 2, "稍后": 2, "weather": 1}
    assert keeping.bookmarks()[b.id].labels == ("To Read", "稍后", "weather")
    assert keeping.label([a, b], remove=["TO READ"]) == 2
    assert keeping.label([a, b], remove=["TO READ"]) == 0
    assert keeping.labels() == {"稍后": 2, "weather": 1}


def test_taking_a_label_from_a_post_that_is_not_bookmarked_does_nothing(session: Session) -> None:
    assert session.keeping.label([session.find("a.md")], remove=["x"]) == 0
    assert not session.keeping.bookmarks()


def test_a_note_bookmarks_a_post_and_an_empty_one_is_taken_away(session: Session) -> None:
    keeping, post = session.keeping, session.find("a.md")
    keeping.annotate(post, "  \n")
    assert not keeping.bookmarks()
    keeping.annotate(post, " 看第二段\n\n- 港务局 \n")
    assert keeping.bookmarks()[post.id].note == "看第二段\n\n- 港务局"
    keeping.annotate(post, "")
    assert keeping.bookmarks()[post.id].note == ""


def test_highlights_are_listed_with_the_bookmarks(session: Session) -> None:
    keeping, a, c = session.keeping, session.find("a.md"), session.find("c.md")
    keeping.toggle(c)
    one = keeping.passages.highlight(a, "渡轮今早停航", "海上有雾，", "两小时", at=5)
    two = keeping.passages.highlight(a, "守塔人", note="谁？")
    assert keeping.highlights_of(a) == [one, two] == keeping.passages.every()
    assert titles(session) == ["雾港停航", "潮汐"]
    assert keeping.passages.annotate(one.key, "几点？ ")
    assert not keeping.passages.annotate(one.key, "几点？")
    assert [each.note for each in keeping.highlights_of(a)] == ["几点？", "谁？"]
    assert keeping.passages.remove(one.key)
    assert not keeping.passages.remove(one.key)
    assert keeping.highlights_of(a) == [two]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("is:bookmarked", "雾港停航 山雨"),
        ("is:highlighted", "潮汐"),
        ("is:noted", "山雨 潮汐"),
        ("-is:bookmarked", "潮汐"),
        ("label:later", "雾港停航"),
        ("label:LATER", "雾港停航"),
        ("label:la", "雾港停航"),
        ("label:稍后", "雾港停航 山雨"),
        ("label:shaohou", "雾港停航 山雨"),
        ("label:没有", ""),
        ("note:桥", "山雨"),
        ("note:bridge", "山雨"),
        ("note:ridge", ""),
        ('note:"the bridge"', "山雨"),
        ("note:收网", "潮汐"),
        ("note:回港", "潮汐"),
        ("note:早潮", ""),
        ("label:稍后 note:桥", "山雨"),
    ],
)
def test_a_query_asks_for_what_is_kept(session: Session, typed: str, expected: str) -> None:
    keeping = session.keeping
    keeping.label([session.find("a.md")], ["Later", "稍后读"])
    keeping.label([session.find("金融/b.md")], ["稍后读"])
    keeping.annotate(session.find("金融/b.md"), "哪座桥？\nThe\nbridge")
    keeping.passages.highlight(session.find("c.md"), "收网的人", note="何时回港")
    assert found(session, typed) == expected.split()


def test_a_label_that_nothing_has_is_told(session: Session) -> None:
    answer = session.search.find("label:没有")
    assert answer is not None
    assert answer.hints == ("nothing is labelled 没有",)


def test_labels_are_completed_also_by_their_pinyin(session: Session) -> None:
    from reader.library.completion import complete

    session.keeping.label([session.find("a.md")], ["稍后读"])
    names = session.vocabulary
    for typed in ("label:稍", "label:shao", "label:"):
        candidates = complete(typed, len(typed), names, names.sounds_like).candidates
        assert [(each.text, each.posts) for each in candidates] == [("label:稍后读", 1)]


# What others and the user's editor do


def test_what_another_window_keeps_is_seen(session: Session, archive: Path) -> None:
    other, post = Session(archive), session.find("a.md")
    session.keeping.toggle(post)
    assert list(other.keeping.bookmarks()) == [post.id]
    other.keeping.annotate(post, "从另一个窗口")
    assert session.keeping.bookmarks()[post.id].note == "从另一个窗口"


def test_a_line_written_by_hand_needs_no_right_id(session: Session, archive: Path) -> None:
    paths.config_dir().mkdir(parents=True)
    line = {"id": "by hand", "archive": str(archive), "path": "a.md", "title": "?"}
    paths.bookmarks_file().write_text(json.dumps(line) + "\n", "utf-8")
    post = session.find("a.md")
    assert list(session.keeping.bookmarks()) == [post.id]
    assert titles(session) == ["雾港停航"]
    assert not session.keeping.toggle(post)
    assert paths.bookmarks_file().read_text("utf-8") == ""


def test_a_missing_post_written_by_hand_does_no_harm(session: Session, archive: Path) -> None:
    paths.config_dir().mkdir(parents=True)
    line = {"id": "by hand", "archive": str(archive), "path": "gone.md", "date": "some day", "labels": "x,y"}
    paths.bookmarks_file().write_text(json.dumps(line) + "\n", "utf-8")
    (missing,) = session.posts_by_row(session.keeping.listing().ids)
    assert missing is not None
    assert (missing.title, missing.date, missing.authors) == ("gone.md", None, ())
    assert session.keeping.labels() == {"x": 1, "y": 1}
    assert session.reads.read_among([missing]) == set()
    assert session.reads.mark([missing]) == 0
    assert session.keeping.seek() == 0
    session.keeping.annotate(missing, "wohin?")
    assert [mark.note for mark in session.keeping.missing()] == ["wohin?"]


# Undo


@pytest.mark.parametrize(
    ("act", "verb", "title"),
    [
        (lambda keeping, posts: keeping.toggle(posts[0]), "unbookmark", "雾港停航"),
        (lambda keeping, posts: keeping.keep(posts), "bookmark", ""),
        (lambda keeping, posts: keeping.drop(posts), "unbookmark", "雾港停航"),
        (lambda keeping, posts: keeping.label(posts, ["x"], ["稍后"]), "label", ""),
        (lambda keeping, posts: keeping.annotate(posts[0], "别的"), "note", "雾港停航"),
        (lambda keeping, posts: keeping.passages.highlight(posts[1], "山里"), "highlight", "山雨"),
        (lambda keeping, _: keeping.passages.remove(keeping.passages.every()[0].key), "unhighlight", "雾港停航"),
        (lambda keeping, _: keeping.passages.annotate(keeping.passages.every()[0].key, "y"), "highlight-note", "雾港停航"),
    ],
)  # fmt: skip
def test_whatever_is_done_can_be_undone_and_done_again(
    session: Session, archive: Path, act: Callable[..., object], verb: str, title: str
) -> None:
    keeping, posts = session.keeping, [session.find("a.md"), session.find("金融/b.md"), session.find("c.md")]
    keeping.label(posts[:1], ["稍后"])
    keeping.annotate(posts[0], "一条")
    keeping.passages.highlight(posts[0], "渡轮", note="z")
    before = _files()
    act(keeping, posts)
    after = _files()
    assert after != before
    again = Session(archive)  # another program, later
    change = again.state.undo()
    assert change is not None
    assert (change.verb, change.title) == (verb, title)
    assert _files() == before
    assert again.state.redo() == change
    assert _files() == after
    assert dict(keeping.bookmarks()) == dict(Session(archive).keeping.bookmarks())


def _files() -> list[str]:
    files = (paths.bookmarks_file(), paths.highlights_file())
    return [file.read_text("utf-8") if file.exists() else "" for file in files]


def test_what_changes_nothing_is_nothing_to_undo(session: Session) -> None:
    post = session.find("a.md")
    session.keeping.annotate(post, "")
    session.keeping.drop([post])
    session.keeping.label([post])
    session.keeping.passages.remove("0" * 16)
    assert session.state.undo() is None


# Posts that are gone, and found again


def _kept(session: Session, path: str = "a.md") -> Post:
    """A post that is bookmarked, highlighted, read, and in the middle of which one is."""
    post = session.find(path)
    session.keeping.label([post], ["稍后"])
    session.keeping.passages.highlight(post, "守塔人")
    session.reads.mark([post])
    session.reads.open(post)
    session.state.store.keep_place(str(session.root), post.id, Spot(0, 3, 7))
    return post


def _is_as_kept(session: Session, path: str) -> None:
    """The post at ``path`` is the one that :func:`_kept` kept."""
    post = session.find(path)
    keeping, store = session.keeping, session.state.store
    assert keeping.bookmarks()[post.id].labels == ("稍后",)
    assert [each.quote for each in keeping.highlights_of(post)] == ["守塔人"]
    assert keeping.missing() == []
    assert session.posts_by_row(keeping.listing().ids) == [post]
    assert session.reads.read_among([post]) == {post.id}
    assert store.place(str(session.root), post.id) == Spot(0, 3, 7)
    assert found(session, "is:bookmarked label:稍后 is:highlighted is:read") == [post.title]


def test_a_renamed_post_keeps_all_that_is_kept_of_it(session: Session, archive: Path) -> None:
    _kept(session)
    (archive / "旧闻").mkdir()
    (archive / "a.md").rename(archive / "旧闻" / "雾.md")
    session.sync(workers=0)
    _is_as_kept(session, "旧闻/雾.md")
    assert session.reads.recent().ids == session.keeping.listing().ids
    forget_index()
    _is_as_kept(synced(archive), "旧闻/雾.md")


def test_following_a_rename_once_more_changes_nothing(session: Session, archive: Path) -> None:
    _kept(session)
    (archive / "a.md").rename(archive / "b.md")
    session.sync(workers=0)
    version = session.state.store.reads_version(str(archive))
    Session(archive).sync(workers=0)
    assert session.state.store.reads_version(str(archive)) == version


def test_a_post_renamed_twice_keeps_it_too(session: Session, archive: Path) -> None:
    _kept(session)
    for old, new in (("a.md", "一.md"), ("一.md", "二.md"), ("二.md", "三.md")):
        (archive / old).rename(archive / new)
        assert session.sync_files([old, new]) is not None
    _is_as_kept(session, "三.md")


def test_a_post_crawled_once_more_into_another_folder_is_found_again(session: Session, archive: Path) -> None:
    _kept(session)
    (archive / "a.md").unlink()
    write(archive, "2021/07/x.md", "雾港停航", f"{FOG}<b>相关新闻</b>", date="2021-07-03 00:10:00")
    session.sync(workers=0)
    assert [mark.title for mark in session.keeping.missing()] == ["雾港停航"]
    assert session.keeping.seek() == 1
    assert session.keeping.seek() == 0
    _is_as_kept(session, "2021/07/x.md")
    forget_index()
    _is_as_kept(synced(archive), "2021/07/x.md")


def test_a_retitled_post_in_another_place_is_found_again(session: Session, archive: Path) -> None:
    _kept(session)
    (archive / "a.md").unlink()
    write(archive, "x.md", "今早停航的渡轮中午恢复", FOG)
    write(archive, "y.md", "另一件事", RAIN)
    session.sync(workers=0)
    assert session.keeping.seek() == 1
    _is_as_kept(session, "x.md")


def test_no_endless_number_of_files_is_read_for_retitled_posts(
    session: Session, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.keeping.keep([session.find("a.md"), session.find("金融/b.md")])
    for path in ("a.md", "金融/b.md"):
        (archive / path).unlink()
    write(archive, "x.md", "雾港停航", f"{FOG}完。")
    write(archive, "y.md", "雨", RAIN, date="2021-06-01 08:00:00")
    session.sync(workers=0)
    with monkeypatch.context() as patch:
        patch.setattr(whereabouts, "_MOST_READ", 0)
        assert session.keeping.seek() == 1
    assert [mark.title for mark in session.keeping.missing()] == ["山雨"]
    again = Session(archive)
    assert again.keeping.seek() == 1
    assert session.keeping.missing() == []


def test_a_post_edited_or_retitled_in_its_place_is_still_it(session: Session, archive: Path) -> None:
    _kept(session)
    write(archive, "a.md", "渡轮恢复", RAIN, mtime=1_700_000_000)
    session.sync(workers=0)
    _is_as_kept(session, "a.md")


def test_two_posts_with_the_same_title_are_not_mixed_up(archive: Path) -> None:
    write(archive, "早报/1.md", "早报", TIDE, date="2021-07-01 06:00:00")
    write(archive, "早报/2.md", "早报", RAIN, date="2021-07-02 06:00:00")
    session = synced(archive)
    session.keeping.keep([session.find("早报/1.md"), session.find("早报/2.md")])
    (archive / "早报" / "1.md").unlink()
    write(archive, "早报/3.md", "早报", FOG, date="2021-07-01 06:00:00")
    session.sync(workers=0)
    assert session.keeping.seek() == 0
    assert [mark.path for mark in session.keeping.missing()] == ["早报/1.md"]
    assert len(session.keeping.listing()) == 2
    write(archive, "早报/4.md", "早报", TIDE, date="2021-07-01 06:00:00")
    session.sync(workers=0)
    assert session.keeping.seek() == 1
    assert session.keeping.missing() == []
    assert {post.path for post in session.posts_by_row(session.keeping.listing().ids) if post} == {
        "早报/2.md",
        "早报/4.md",
    }


def test_a_missing_post_is_shown_with_its_title_and_says_what_is_missing(
    session: Session, archive: Path
) -> None:
    post = _kept(session)
    session.keeping.toggle(session.find("c.md"))
    (archive / "a.md").unlink()
    session.sync(workers=0)
    listing = session.keeping.listing()
    assert listing.ids[0] >= MISSING_FROM
    (missing, there) = session.posts_by_row(listing.ids)
    assert missing is not None
    assert there is not None
    assert (missing.id, missing.title, missing.authors, missing.path) == (
        post.id,
        post.title,
        post.authors,
        "a.md",
    )
    assert missing.date == post.date
    with pytest.raises(
        PostUnreadable, match=r"“雾港停航” is missing: it was at a\.md\. What you keep of it stays"
    ):
        session.read(missing)
    assert found(session, "is:bookmarked") == ["潮汐"]
    assert session.keeping.listing("title").ids[-1] == listing.ids[0]
    assert not session.keeping.toggle(missing)
    assert [mark.title for mark in session.keeping.bookmarks().values()] == ["潮汐"]


def test_nothing_is_lost_while_the_archive_is_gone(session: Session, archive: Path) -> None:
    _kept(session)
    session.keeping.toggle(session.find("c.md"))
    before = _files()
    hidden = archive.with_name("unplugged")
    archive.rename(hidden)
    archive.mkdir()  # what it was mounted on
    session.sync(workers=0)
    assert session.keeping.seek() == 0
    assert sorted(titles(session)) == ["潮汐", "雾港停航"]
    assert len(session.keeping.missing()) == 2
    assert _files() == before
    archive.rmdir()
    hidden.rename(archive)
    session.sync(workers=0)
    assert session.keeping.missing() == []
    assert _files() == before
    session.keeping.toggle(session.find("c.md"))
    _is_as_kept(session, "a.md")


def test_a_rebuilt_index_costs_nothing(session: Session, archive: Path) -> None:
    _kept(session)
    forget_index()
    _is_as_kept(synced(archive), "a.md")


def test_while_the_first_sync_goes_on_nothing_is_missing(session: Session, archive: Path) -> None:
    _kept(session)
    forget_index()
    fresh = Session(archive)
    assert fresh.keeping.missing() == []
    assert len(fresh.keeping.listing()) == 0
    assert len(fresh.keeping.bookmarks()) == 1
    assert fresh.keeping.seek() == 0


def test_a_post_that_comes_back_is_itself_again(session: Session, archive: Path) -> None:
    post = _kept(session)
    original = (archive / "a.md").read_bytes()
    (archive / "a.md").unlink()
    write(archive, "copy.md", "雾港停航", f"{FOG}完。")
    session.sync(workers=0)
    assert session.keeping.seek() == 1
    (archive / "a.md").write_bytes(original)
    os.utime(archive / "a.md", (1, 1))
    session.sync(workers=0)
    assert session.keeping.bookmarks().keys() == {post.id} == {post_id("a.md")}
    _is_as_kept(session, "a.md")


# Markdown


@pytest.mark.parametrize(
    ("note", "kept"), [("问茶农", "他们写的"), ("问船家", "问船家\n\n他们写的"), ("", "他们写的"), ("看：他们写的", "看：他们写的")]
)  # fmt: skip
def test_a_note_that_another_has_changed_meanwhile_is_not_lost(
    session: Session, archive: Path, note: str, kept: str
) -> None:
    fog, there = session.find("a.md"), synced(archive)
    session.keeping.annotate(fog, "问茶农")
    there.keeping.annotate(fog, "他们写的", "问茶农")
    session.keeping.annotate(fog, note, "问茶农")
    assert session.keeping.bookmarks()[fog.id].note == kept
    key = session.keeping.passages.highlight(fog, "海上有雾", note="他们写的").key
    session.keeping.passages.annotate(key, note, "问茶农")
    assert session.keeping.passages.every()[0].note == kept


def test_a_note_that_was_not_changed_brings_no_bookmark_back(session: Session, archive: Path) -> None:
    fog, there = session.find("a.md"), synced(archive)
    session.keeping.annotate(fog, "问茶农")
    there.keeping.drop([fog])
    session.keeping.annotate(fog, "问茶农", "问茶农")
    assert session.keeping.bookmarks() == {}


def test_notes_and_highlights_become_markdown_with_citations(session: Session, archive: Path) -> None:
    from reader.keepsakes import markdown

    keeping, a, c = session.keeping, session.find("a.md"), session.find("c.md")
    keeping.toggle(session.find("金融/b.md"))
    keeping.label([a], ["稍后", "港口"])
    keeping.annotate(a, "查 **港务局**\n的电话")
    keeping.passages.highlight(a, "守塔人写了*一封*长信", at=40, note="寄给谁？")
    keeping.passages.highlight(a, "渡轮\n停航", at=5)
    keeping.passages.highlight(c, "# 浪高")
    (archive / "c.md").unlink()
    session.sync(workers=0)
    assert markdown(keeping.keepsakes()) == (
        "## 雾港停航\n\n雾港停航. 渡口日报, 2021-07-02.\n\nLabels: 稍后, 港口\n\n查 **港务局**\n的电话\n\n"
        "> 渡轮\n>\n> 停航\n\n> 守塔人写了\\*一封\\*长信\n\n寄给谁？\n\n"
        "## 潮汐\n\n潮汐. Ann Lee, 2020-01-01.\n\nThis post is missing; it was at c.md\n\n> \\# 浪高\n"
    )
    assert markdown([]) == ""


# What is known after a change


@pytest.mark.parametrize("seed", range(12))
def test_what_is_followed_change_by_change_is_what_would_be_read_anew(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    posts = [session.find(path) for path in ("a.md", "金融/b.md", "c.md")]
    keeping = session.keeping
    for _ in range(25):
        post = chance.choice(posts)
        step = chance.randrange(7)
        if step < 2:
            keeping.toggle(post)
        elif step == 2:
            keeping.label([post], [chance.choice("潮雨")], [chance.choice("潮雨")])
        elif step == 3:
            keeping.annotate(post, chance.choice(["", "记下"]))
        elif step == 4:
            keeping.passages.highlight(post, "港")
        elif step == 5:
            chance.choice([session.state.undo, session.state.redo])()
        else:
            os.rename(session.folder / "c.md", session.folder / "d.md")
            session.sync(workers=0)
            os.rename(session.folder / "d.md", session.folder / "c.md")
            session.sync(workers=0)
        assert keeping.kept() == read_kept(session.root, session.state, session.whereabouts, complete=True)


# A name that another post has now


def seek(archive: Path) -> Session:
    session = synced(archive)
    session.keeping.seek()
    return session


def take_the_name(archive: Path, *, at_once: bool) -> Session:
    """Keep a post, move it, and put another one in its place."""
    session = synced(archive)
    fog = session.find("a.md")
    session.keeping.annotate(fog, "问港务局")
    session.keeping.passages.highlight(fog, "灯塔的灯整夜没有熄", "", "")
    session.reads.mark([fog])
    (archive / "a.md").rename(archive / "昨天.md")
    if not at_once:
        synced(archive)
    write(archive, "a.md", "雪夜", TIDE)
    return seek(archive)


@pytest.mark.parametrize("at_once", [False, True])
def test_what_is_kept_stays_with_its_post_when_another_gets_its_name(archive: Path, at_once: bool) -> None:
    session = take_the_name(archive, at_once=at_once)
    moved, new = session.find("昨天.md"), session.find("a.md")
    assert titles(session) == ["雾港停航"]
    assert session.keeping.bookmarks().keys() == {moved.id}
    assert [each.quote for each in session.keeping.highlights_of(moved)] == ["灯塔的灯整夜没有熄"]
    assert session.keeping.highlights_of(new) == []
    assert session.reads.read_among([moved]) == {moved.id}
    forget_index()
    assert synced(archive).keeping.bookmarks().keys() == {moved.id}


def test_it_stays_with_it_also_when_that_is_renamed_again_and_the_index_made_anew(archive: Path) -> None:
    take_the_name(archive, at_once=False)
    (archive / "昨天.md").rename(archive / "前天.md")
    synced(archive)
    forget_index()
    assert synced(archive).keeping.bookmarks().keys() == {post_id("前天.md")}


def test_it_stays_with_it_also_when_the_other_one_is_renamed_then(archive: Path) -> None:
    take_the_name(archive, at_once=False)
    (archive / "a.md").rename(archive / "今天.md")
    session = synced(archive)
    assert session.keeping.bookmarks().keys() == {post_id("昨天.md")}
    assert session.keeping.highlights_of(session.find("今天.md")) == []
    forget_index()
    assert synced(archive).keeping.bookmarks().keys() == {post_id("昨天.md")}


def test_a_bookmark_of_the_other_one_goes_with_the_other_one(archive: Path) -> None:
    session = take_the_name(archive, at_once=False)
    session.keeping.keep([session.find("a.md")])
    (archive / "a.md").rename(archive / "今天.md")
    found = synced(archive).keeping.bookmarks()
    assert {post: mark.title for post, mark in found.items()} == {
        post_id("昨天.md"): "雾港停航",
        post_id("今天.md"): "雪夜",
    }


def test_both_can_be_kept_and_changed_and_undone(archive: Path) -> None:
    session = take_the_name(archive, at_once=False)
    moved, new, keeping = session.find("昨天.md"), session.find("a.md"), session.keeping
    lines = paths.bookmarks_file().read_text("utf-8")
    assert keeping.keep([new]) == 1
    keeping.label([new], ["雪"])
    keeping.passages.highlight(new, "早潮六点一刻")
    found = {post: (mark.title, mark.note, mark.labels) for post, mark in keeping.bookmarks().items()}
    assert found == {moved.id: ("雾港停航", "问港务局", ()), new.id: ("雪夜", "", ("雪",))}
    assert [each.quote for each in keeping.highlights_of(new)] == ["早潮六点一刻"]
    assert synced(archive).keeping.bookmarks() == keeping.bookmarks()
    for _ in range(3):
        session.state.undo()
    assert paths.bookmarks_file().read_text("utf-8") == lines
    for _ in range(3):
        session.state.redo()
    assert {post: mark.labels for post, mark in keeping.bookmarks().items()} == {
        moved.id: (),
        new.id: ("雪",),
    }
    assert keeping.drop([moved]) == 1
    assert keeping.bookmarks().keys() == {new.id}


def test_an_edited_post_keeps_its_bookmark_also_with_another_title(archive: Path) -> None:
    session = synced(archive)
    session.keeping.keep([session.find("a.md")])
    write(archive, "a.md", "雾港复航", FOG)
    write(archive, "copy.md", "雾港停航", FOG)
    session = seek(archive)
    assert session.keeping.bookmarks().keys() == {post_id("a.md")}
    write(archive, "a.md", "雪夜", TIDE)
    (archive / "copy.md").unlink()
    session = seek(archive)
    assert session.keeping.bookmarks().keys() == {post_id("a.md")}, "there is no other that it may be"
