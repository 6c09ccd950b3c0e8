"""The file of a catalogue: damaged, outdated, in the way, full; and memory in its place."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import CatalogDamaged, CatalogUnusable
from reader.library.catalog import Catalog
from reader.library.database import SCHEMA_VERSION, Database
from reader.library.search import Search
from reader.library.states import Those
from reader.model import Selection, post_id
from reader.session import Session
from tests.library.fake import FakeArchive, everything
from tests.library.real import contents, write_posts


def archive_of(number: int) -> FakeArchive:
    archive = FakeArchive()
    for count in range(number):
        archive.write(
            f"分类{count % 7}/{count:04}.md",
            f"第{count}篇：潮汐与灯塔",
            date=count * 1000,
            categories=[("金融", f"频道{count % 5}")],
            authors=["渡口日报"],
        )
    return archive


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "catalog.sqlite"


def closed(archive: FakeArchive, file: Path) -> None:
    """A catalogue of the archive in ``file``, with nothing in its WAL."""
    catalog = Catalog(file)
    archive.sync(catalog)
    catalog.close()


@pytest.mark.parametrize(
    "damage",
    [b"", b"no database at all " * 999, b"SQLite format 3\0" + bytes(5000), bytes(8192)],
    ids=["empty", "text", "only a magic number", "zeros"],
)
def test_a_file_that_is_no_catalogue_is_replaced(file: Path, damage: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(damage)
    archive = archive_of(5)
    catalog = Catalog(file)
    assert catalog.generation() == 0
    archive.sync(catalog)
    assert len(everything(catalog)) == 5
    catalog.close()


@pytest.mark.parametrize("keep", [1, 100, 4096, 5000, 20_000])
def test_a_file_that_was_cut_off_is_made_anew(file: Path, keep: int) -> None:
    archive = archive_of(300)
    closed(archive, file)
    file.write_bytes(file.read_bytes()[:keep])
    catalog = Catalog(file)
    for _ in range(3):
        try:
            archive.sync(catalog)
            everything(catalog)
            break
        except CatalogDamaged:
            continue
    assert len(everything(catalog)) == 300
    catalog.close()


@pytest.mark.parametrize("version", [0, 1, SCHEMA_VERSION - 1, SCHEMA_VERSION + 1])
def test_a_file_of_another_version_is_made_anew(file: Path, version: int) -> None:
    archive = archive_of(5)
    closed(archive, file)
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE IF NOT EXISTS other(x)")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    catalog = Catalog(file)
    assert catalog.generation() == 0
    assert everything(catalog) == []
    assert catalog.database.rows("SELECT name FROM sqlite_schema WHERE name = 'other'") == []
    archive.sync(catalog)
    assert len(everything(catalog)) == 5
    catalog.close()


def searching(catalog: Catalog) -> Search:
    return Search(catalog, lambda *_: Those(()), lambda _: "")


def test_a_file_of_this_version_is_kept(file: Path) -> None:
    archive = archive_of(5)
    closed(archive, file)
    catalog = Catalog(file)
    assert len(everything(catalog)) == 5
    assert catalog.complete()
    catalog.close()


@pytest.mark.parametrize("seed", range(25))
def test_flipped_bits_never_make_a_traceback(file: Path, seed: int) -> None:
    """Every question is answered, or the catalogue is said to be damaged and is empty; a sync then fills it."""
    generator = random.Random(seed)
    archive = archive_of(300)
    closed(archive, file)
    data = bytearray(file.read_bytes())
    for _ in range(generator.choice([3, 30, 300])):
        # Not the first pages alone: also inside leaves, and in the middle of text.
        data[generator.randrange(100 if seed % 2 else 0, len(data))] ^= 1 << generator.randrange(8)
    file.write_bytes(data)
    catalog = Catalog(file)
    questions: list[Callable[[], object]] = [
        lambda: everything(catalog),
        catalog.categories,
        lambda: catalog.listing(Selection(), "title"),
        catalog.problems,
        lambda: catalog.listing(Selection(("金融", "频道1"), "渡口日报"), "title"),
        lambda: catalog.listing(Selection(), "oldest").days,
        lambda: catalog.posts(catalog.head(Selection()).ids),
        lambda: catalog.get(post_id("分类0/0000.md")),
        lambda: catalog.starting_with("a"),
        lambda: searching(catalog).find("潮汐"),
        lambda: archive.sync(catalog),
        lambda: archive.sync(catalog, full=True),
    ]
    generator.shuffle(questions)
    damaged = 0
    for question in questions:
        try:
            question()
        except CatalogDamaged:
            damaged += 1
            assert catalog.generation() == 0
    catalog.database.rebuild()
    archive.sync(catalog)
    assert len(everything(catalog)) == 300
    catalog.close()


def test_damage_found_in_the_middle_empties_the_file_for_everyone(file: Path) -> None:
    archive = archive_of(300)
    closed(archive, file)
    data = bytearray(file.read_bytes())
    for page in range(len(data) // 8192 * 4096, len(data), 4096):  # half of the pages have lost their kind
        data[page] = 0xEE
    file.write_bytes(data)
    other = sqlite3.connect(file)
    catalog = Catalog(file)
    assert catalog.generation() > 0, "it looks well from outside"
    with pytest.raises(CatalogDamaged):
        everything(catalog)
    assert other.execute("SELECT generation FROM state").fetchone() == (0,)
    other.close()
    archive.sync(catalog)
    assert len(everything(catalog)) == 300
    catalog.close()


def test_a_writer_whose_catalogue_was_emptied_begins_again(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write_posts(folder, 300)
    session, other = Session(folder), Session(folder)
    emptied: list[bool] = []

    def report(_: object) -> None:
        if not emptied:
            emptied.append(True)
            thread = threading.Thread(target=other.catalog.database.rebuild)
            thread.start()
            thread.join()

    session.sync(report, workers=0)
    again = Session(folder, in_memory=True)
    again.sync(workers=0)
    assert contents(session.catalog) == contents(again.catalog)


def test_a_session_mends_a_damaged_catalogue_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write_posts(folder, 200)
    session = Session(folder)
    session.sync(workers=0)
    before = contents(session.catalog)
    path = session.catalog.path
    session.catalog.close()
    assert path is not None
    data = bytearray(path.read_bytes())
    for page in range(4096 * 3, len(data), 4096):
        data[page : page + 8] = b"\xee" * 8
    path.write_bytes(data)
    session = Session(folder)
    for _ in range(2):  # the first may have found nothing to read, the second one looks at everything
        session.sync(workers=0, full=True)
    assert contents(session.catalog) == before


@pytest.mark.parametrize("obstacle", ["file for folder", "folder for file"])
def test_a_cache_that_can_not_be_used_is_said_to_be_so(tmp_path: Path, obstacle: str) -> None:
    path = tmp_path / "cache" / "catalog.sqlite"
    if obstacle == "file for folder":
        (tmp_path / "cache").write_text("in the way")
    else:
        path.mkdir(parents=True)
    with pytest.raises(CatalogUnusable) as caught:
        Catalog(path)
    assert str(tmp_path / "cache") in caught.value.message
    assert "newsreader paths" in caught.value.hint


def test_a_lock_that_can_not_be_made_is_an_error_and_no_wait(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    write_posts(folder, 2)
    session = Session(folder)
    assert session.catalog.path is not None
    session.catalog.path.with_name("sync.lock").mkdir()
    with pytest.raises(CatalogUnusable):
        session.sync(workers=0)


def test_a_full_disk_ends_the_sync_with_what_was_committed(tmp_path: Path, file: Path) -> None:
    archive = archive_of(3000)
    catalog = Catalog(file)
    catalog.database.connection().execute("PRAGMA max_page_count = 60")
    with pytest.raises(CatalogUnusable) as caught:
        archive.sync(catalog)
    assert not isinstance(caught.value, CatalogDamaged)
    assert "full" in caught.value.message
    assert len(everything(catalog)) == catalog.count(Selection()) == 96, "the first screen was in before"
    catalog.database.connection().execute("PRAGMA max_page_count = 1000000")
    archive.sync(catalog)
    assert len(everything(catalog)) == 3000
    catalog.close()


def test_memory_is_shared_by_threads_and_outlives_them() -> None:
    archive, catalogs, found = archive_of(50), list[Catalog](), list[int]()

    def fill() -> None:
        catalogs.append(Catalog(None))
        archive.sync(catalogs[0])

    for target in (fill, lambda: found.append(catalogs[0].count(Selection()))):
        thread = threading.Thread(target=target)
        thread.start()
        thread.join()
    assert found == [50]
    assert len(everything(catalogs[0])) == 50
    assert Catalog(None).generation() == 0, "each has memory of its own"


def test_a_generation_never_comes_again_after_a_rebuild(file: Path) -> None:
    archive = archive_of(3)
    catalog = Catalog(file)
    archive.sync(catalog)
    before = catalog.generation()
    catalog.database.rebuild()
    assert catalog.generation() == 0
    archive.sync(catalog)
    assert catalog.generation() > before
    catalog.close()


def test_an_error_that_is_no_damage_empties_nothing(file: Path) -> None:
    archive = archive_of(3)
    closed(archive, file)
    database = Database(file)
    with pytest.raises(CatalogUnusable) as caught:
        database.rows("SELECT nonsense syntax here")
    assert not isinstance(caught.value, CatalogDamaged)
    database.close()
    catalog = Catalog(file)
    assert len(everything(catalog)) == 3
    catalog.close()


def test_the_schema_is_the_only_thing_in_a_new_file(file: Path) -> None:
    database = Database(file)
    assert database.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert database.rows("PRAGMA journal_mode") == [("wal",)]
    assert database.rows("SELECT generation, complete FROM state") == [(0, 0)]
    assert database.rows("SELECT kind, posts FROM node") == [("root", 0)]
    database.close()


def test_memory_is_read_while_another_thread_writes() -> None:
    archive, catalog = archive_of(2000), Catalog(None)
    errors: list[Exception] = []

    def sync() -> None:
        try:
            archive.sync(catalog)
            archive.sync(catalog, full=True)
        except CatalogUnusable as error:
            errors.append(error)
        catalog.close()

    thread = threading.Thread(target=sync)
    thread.start()
    while thread.is_alive():
        listing = catalog.listing(Selection(("金融",)))
        assert len(catalog.posts(listing.ids[:50])) <= 50
        catalog.categories()
        searching(catalog).find("灯塔")
    thread.join()
    assert errors == []
    assert len(everything(catalog)) == 2000
