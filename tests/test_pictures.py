"""Which file a picture's address means, and how pictures are fetched: only when asked, only from the web, whole."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import __version__
from reader.pictures import Cache, images_dir, locate, web_address
from reader.web import is_public

PNG = b"\x89PNG\r\n\x1a\n and what follows"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A Hexo site with a post; nothing else in it."""
    root = tmp_path / "archive"
    (root / "source/_posts/港口").mkdir(parents=True)
    (root / "source/_posts/港口/潮.md").write_text("潮", "utf-8")
    return root


@pytest.fixture
def post(site: Path) -> Path:
    return site / "source/_posts/港口/潮.md"


def put(path: Path, data: bytes = PNG) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# -- the archive ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("a.png", "source/_posts/港口/a.png"),
        ("./img/a.png", "source/_posts/港口/img/a.png"),
        ("../a.png", "source/_posts/a.png"),
        ("a.png", "source/_posts/港口/潮/a.png"),  # Hexo's folder of a post's assets
        ("/images/a.png", "source/images/a.png"),
        ("/images/a.png", "images/a.png"),
        ("/images/a.png", "static/images/a.png"),
        ("/images/a.png", "assets/images/a.png"),
        ("/images/a.png", "content/images/a.png"),
        ("/images/a.png", "public/images/a.png"),
        ("images/a.png", "source/images/a.png"),  # meant from the root, written without the slash
        ("a.png?w=600#top", "source/_posts/港口/a.png"),
        ("%E5%9B%BE%201.png", "source/_posts/港口/图 1.png"),
        ("图 1.png", "source/_posts/港口/图 1.png"),
        ("img\\a.png", "source/_posts/港口/img/a.png"),
        ("  a.png\n", "source/_posts/港口/a.png"),
    ],
)
def test_an_address_means_the_file_where_generators_keep_it(
    site: Path, post: Path, href: str, file: str
) -> None:
    expected = put(site / file)
    assert locate(href, post, site) == expected.resolve()


def test_what_is_nearer_to_the_post_goes_first(site: Path, post: Path) -> None:
    put(site / "images/a.png")
    near = put(site / "source/images/a.png")
    assert locate("/images/a.png", post, site) == near.resolve()


def test_a_site_within_the_archive_has_a_root_of_its_own(tmp_path: Path) -> None:
    post = put(tmp_path / "sites/甲/source/_posts/a.md")
    put(tmp_path / "sites/乙/source/images/a.png")
    own = put(tmp_path / "sites/甲/source/images/a.png")
    assert locate("/images/a.png", post, tmp_path) == own.resolve()


def test_an_archive_of_one_post_holds_the_pictures_beside_it(tmp_path: Path) -> None:
    post, picture = put(tmp_path / "a.md"), put(tmp_path / "a.png")
    assert locate("a.png", post, post) == picture.resolve()


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#",
        "/",
        "?a.png",
        "https://site.example/a.png",
        "//site.example/a.png",
        "file:a.png",
        "file:///a.png",
        "data:image/png;base64,AAAA",
        "javascript:a.png",
        "a.png\0",
        "a%00.png",
        "http://[a.png",
        "x" * 5000,
    ],
)
def test_other_addresses_mean_no_file(site: Path, post: Path, href: str) -> None:
    put(post.parent / "a.png")
    assert locate(href, post, site) is None


def test_nothing_outside_of_the_archive_is_a_picture_of_it(tmp_path: Path, site: Path, post: Path) -> None:
    outside = put(tmp_path / "secret.png")
    put(tmp_path / "archive-2/secret.png")
    up = "../" * (len(post.relative_to(site).parts) - 1)
    for href in (
        f"{up}../secret.png",
        f"/{up}../secret.png",
        f"{up}../archive-2/secret.png",
        os.fspath(outside),
        f"{up}..%2fsecret.png",
    ):
        assert locate(href, post, site) is None, href


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_out_of_the_archive_is_not_followed_and_one_within_it_is(
    tmp_path: Path, site: Path, post: Path
) -> None:
    (post.parent / "out.png").symlink_to(put(tmp_path / "secret.png"))
    inside = put(site / "inside.png")
    (post.parent / "in.png").symlink_to(inside)
    assert locate("out.png", post, site) is None
    assert locate("in.png", post, site) == inside.resolve()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_an_archive_that_is_reached_by_a_link_is_as_good(tmp_path: Path, site: Path, post: Path) -> None:
    picture = put(site / "source/images/a.png")
    link = tmp_path / "link"
    link.symlink_to(site)
    assert locate("/images/a.png", link / post.relative_to(site), link) == picture.resolve()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files there")
def test_a_pipe_a_folder_an_empty_and_a_huge_file_are_no_pictures(site: Path, post: Path) -> None:
    os.mkfifo(post.parent / "pipe.png")
    (post.parent / "folder.png").mkdir()
    put(post.parent / "empty.png", b"")
    os.truncate(put(post.parent / "huge.png"), 1 << 40)
    for name in ("pipe", "folder", "empty", "huge"):
        assert locate(f"{name}.png", post, site) is None, name


@given(href=st.text(max_size=60))
def test_whatever_an_address_is_it_means_a_file_of_the_archive_or_none(href: str) -> None:
    root = Path(__file__).parent
    found = locate(href, Path(__file__), root)
    assert found is None or found.is_relative_to(root.resolve())


# -- the web --------------------------------------------------------------------------------------------------


class Site:
    """A web server on this computer that answers as it is told."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                status, headers, body = site.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self._thread.start()

    def picture(self, path: str, body: bytes = PNG, kind: str = "image/png", **headers: str) -> str:
        """Answer with a picture there; its address."""
        self.answers[path] = (200, {"Content-Type": kind, **headers}, body)
        return self.address + path

    def redirect(self, path: str, to: str) -> str:
        self.answers[path] = (302, {"Location": to}, b"")
        return self.address + path

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    site = Site()
    yield site
    site.close()


def anywhere(_address: str) -> bool:
    return True


def cache_in(
    folder: Path,
    *,
    max_bytes: int = 1000,
    total_bytes: int = 200_000_000,
    is_public: Callable[[str], bool] = anywhere,
    seconds: float = 5.0,
) -> Cache:
    return Cache(
        folder / "images", max_bytes=max_bytes, total_bytes=total_bytes, is_public=is_public, seconds=seconds
    )


def test_a_picture_is_fetched_once_and_kept(tmp_path: Path, web: Site) -> None:
    href = web.picture("/a.png")
    cache = cache_in(tmp_path)
    assert cache.known(href) is None
    path = cache.fetch(href)
    assert path is not None
    assert path.read_bytes() == PNG
    assert path.suffix == ".png"
    assert cache.fetch(href) == cache_in(tmp_path).known(href) == path
    assert web.paths == ["/a.png"]
    assert [file.name for file in (tmp_path / "images").iterdir()] == [path.name]


def test_nothing_is_told_but_the_name_of_the_program(tmp_path: Path, web: Site) -> None:
    cache_in(tmp_path).fetch(web.redirect("/from.png", web.picture("/a.png")))
    for _, headers in web.asked:
        assert headers["User-Agent"] == f"newsreader/{__version__}"
        assert not {"Referer", "Cookie", "Authorization", "From"} & headers.keys()
        assert headers["Host"] == web.address.removeprefix("http://")
    assert web.paths == ["/from.png", "/a.png"]


def test_an_address_in_chinese_is_asked_for_as_browsers_do(tmp_path: Path, web: Site) -> None:
    web.picture("/%E6%BD%AE%20%E6%B1%90.png?w=%E5%AE%BD&x=1")
    assert cache_in(tmp_path).fetch(f"{web.address}/潮 汐.png?w=宽&x=1#顶") is not None


@pytest.mark.parametrize(
    ("href", "asked"),
    [
        ("https://港口.example/a", "https://xn--6orv52d.example/a"),
        ("HTTP://SITE.example", "http://site.example/"),
        ("//site.example:8080/a%20b", "https://site.example:8080/a%20b"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("http://site.example/a\r\nHost: b", "http://site.example/aHost:%20b"),
        ("ftp://site.example/a", None),
        ("file:///etc/passwd", None),
        ("http:///a", None),
        ("http://user:secret@site.example/", None),
        ("http://site.example:port/", None),
        ("/a.png", None),
        ("a.png", None),
    ],
)
def test_only_addresses_of_the_web_are_asked_for(href: str, asked: str | None) -> None:
    assert web_address(href) == asked


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/octet-stream", ""])
def test_what_is_no_picture_is_not_kept(tmp_path: Path, web: Site, kind: str) -> None:
    assert cache_in(tmp_path).fetch(web.picture("/a.png", kind=kind)) is None
    assert not (tmp_path / "images").exists()


def test_a_picture_that_is_too_large_is_not_kept_whether_it_says_so_or_not(tmp_path: Path, web: Site) -> None:
    cache = cache_in(tmp_path, max_bytes=100)
    assert cache.fetch(web.picture("/exact.png", b"x" * 100)) is not None
    assert cache.fetch(web.picture("/silent.png", b"x" * 101)) is None
    says_so = web.picture("/says.png", b"x" * 101, **{"Content-Length": "101"})
    assert cache.fetch(says_so) is None
    assert len(list((tmp_path / "images").iterdir())) == 1


def test_half_a_picture_is_none(tmp_path: Path, web: Site) -> None:
    cut_off = web.picture("/a.png", b"x" * 50, **{"Content-Length": "100"})
    assert cache_in(tmp_path).fetch(cut_off) is None
    assert cache_in(tmp_path).fetch(web.picture("/empty.png", b"")) is None
    assert not (tmp_path / "images").exists()


def test_a_failure_is_remembered_until_the_next_start(tmp_path: Path, web: Site) -> None:
    cache = cache_in(tmp_path)
    href = f"{web.address}/a.png"
    assert cache.fetch(href) is None
    web.picture("/a.png")
    assert cache.fetch(href) is None
    assert cache.failed(href)
    assert web.paths == ["/a.png"]
    assert cache_in(tmp_path).fetch(href) is not None


def test_five_redirects_are_followed_and_no_more(tmp_path: Path, web: Site) -> None:
    web.picture("/0.png")
    for number in range(1, 7):
        web.redirect(f"/{number}.png", f"/{number - 1}.png")
    assert cache_in(tmp_path).fetch(f"{web.address}/5.png") is not None
    assert cache_in(tmp_path).fetch(f"{web.address}/6.png") is None


@pytest.mark.parametrize(
    "to", ["file:///etc/hostname", "ftp://127.0.0.1/a.png", "data:image/png;base64,AAAA"]
)
def test_redirects_lead_to_the_web_only(tmp_path: Path, web: Site, to: str) -> None:
    assert cache_in(tmp_path).fetch(web.redirect("/a.png", to)) is None
    assert web.paths == ["/a.png"]


def test_this_computer_and_its_neighbours_are_not_asked(tmp_path: Path, web: Site) -> None:
    port = web.address.rpartition(":")[2]
    cache = Cache(tmp_path / "images", max_bytes=1000, seconds=5)
    web.picture("/a.png")
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0", "[::ffff:127.0.0.1]"):
        assert cache.fetch(f"http://{host}:{port}/a.png") is None, host
    assert web.asked == []


def test_a_redirect_to_a_neighbour_is_not_followed(tmp_path: Path, web: Site) -> None:
    """The first address is let through, the one it leads to is not."""
    let_through = iter([True])
    cache = cache_in(tmp_path, is_public=lambda _address: next(let_through, False))
    assert cache.fetch(web.redirect("/from.png", web.picture("/a.png"))) is None
    assert web.paths == ["/from.png"]


def test_a_proxy_of_the_user_is_used_but_not_for_neighbours(
    tmp_path: Path, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.address)
    monkeypatch.setenv("no_proxy", "")
    href = "http://192.0.2.7/a.png"
    web.answers[href] = (200, {"Content-Type": "image/gif"}, b"GIF89a")
    by_the_proxy = cache_in(tmp_path, is_public=lambda address: address == "192.0.2.7")
    path = by_the_proxy.fetch(href)
    assert path is not None
    assert path.read_bytes() == b"GIF89a"
    assert by_the_proxy.fetch("http://10.0.0.1/a.png") is None
    assert web.paths == [href]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "2001:0:7f00::1", "nonsense", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "198.18.0.7"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_the_oldest_make_room(tmp_path: Path, web: Site) -> None:
    cache = cache_in(tmp_path, total_bytes=250)
    paths = [cache.fetch(web.picture(f"/{name}.png", b"x" * 100)) for name in "ab"]
    assert all(paths)
    for age, path in zip((500, 1000), paths, strict=True):
        assert path is not None
        os.utime(path, (1_600_000_000 - age,) * 2)
    assert cache.known(f"{web.address}/b.png") is not None  # seen again: now the other one is the oldest
    third = cache.fetch(web.picture("/c.png", b"x" * 100))
    assert third is not None
    assert sorted((tmp_path / "images").iterdir()) == sorted([paths[1] or third, third])


def test_what_a_killed_program_left_is_swept_away(tmp_path: Path, web: Site) -> None:
    left, new = put(tmp_path / "images/old.part"), put(tmp_path / "images/new.part")
    os.utime(left, (1_600_000_000,) * 2)
    assert cache_in(tmp_path).fetch(web.picture("/a.png")) is not None
    assert not left.exists()
    assert new.exists()


def test_a_cache_that_can_not_be_written_is_no_trouble(tmp_path: Path, web: Site) -> None:
    put(tmp_path / "images", b"a file where the folder would be")
    assert cache_in(tmp_path).fetch(web.picture("/a.png")) is None


def test_fetched_pictures_live_in_the_cache(home: Path) -> None:
    assert images_dir().is_relative_to(home)
    assert not images_dir().exists()
