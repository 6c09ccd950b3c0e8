"""The demo archive keeps the forms it was written to show.

Standard library only, and no reader code: these tests guard the material, not the program.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

ARCHIVE = Path(__file__).resolve().parent.parent / "sample_posts"
POSTS = ARCHIVE / "source" / "_posts"

ENCODINGS = {
    "县图书馆把借书卡扫了一遍.md": "gb18030",
    "颱風夜讀書記.md": "big5",
    "灯台の電球、四十年ぶりに交換.md": "shift_jis",
    "带BOM的帽子.md": "utf-8-sig",
    "一封用十六位写成的信.md": "utf-16",
}
"""File name -> what it is written in; every other post is plain UTF-8."""

DIALECT_A = re.compile(
    r"\n---\ntitle: [^\n]*\ncategories: \n    - [^\n]+\n    - [^\n]+ - [^\n]+\nauthor: [^\n]+\n"
    r"comments: false\ndate: [^\n]+\nthumbnail: [^\n]*\n---\n\n<div>   \n.*  \n</div>\n {12}",
    re.DOTALL,
)
DIALECT_B = re.compile(
    r"\n---\ntitle: (?P<q>['\"]).*?(?P=q)\ncategories: \n    - [^\n]+\n    - [^\n]+\n    - [^\n]+\n\nauthor: [^\n]+\n"
    r"comments: false\ndate: [^\n]+\nthumbnail: '[^\n]*'\n---\n\n<div>   \n.*  \n</div>\n {12}",
    re.DOTALL,
)
DIALECT_C = re.compile(
    r"\n---\ntitle: (?P<q>['\"]).*?(?P=q)\ncategories: \n - [^\n]+\n - [^\n]+\n - [^\n]+\nheadimg: '(?P<img>[^\n]*)'\n"
    r"author: [^\n]+\ncomments: false\ndate: [^\n]+\nthumbnail: '(?P=img)'\n---\n\n<div>   \n.*  \n</div>\n {12}",
    re.DOTALL,
)

KNOWN_HOSTS = {"picsum.photos", "cors.zfour.workers.dev", "link.zhihu.com"}
"""Hosts that the quirks are about: the placeholder, the proxy prefix, one redirect wrapper."""

QUIRKS = [
    # titles and headers
    ("a title YAML reads as a number", r"(?m)^title: 2015$"),
    ("a title YAML reads as a truth value", r"(?m)^title: No$"),
    ("a title cut at a blank and a number sign", r"(?m)^title: [^'\"\n].* #3$"),
    ("a title that starts with a quoted word", r"(?m)^title: '[^'\n]+'[^'\n]+$"),
    ("a title that starts with an at sign", r"(?m)^title: @"),
    ("a title that starts with a bracket", r"(?m)^title: \["),
    ("a title that starts with a star", r"(?m)^title: \* "),
    ("a run of quotes around a title", r"(?m)^title: \"{7,}'.*\"{7,}$"),
    (
        "a title over several lines with both quotes",
        r"\ntitle: \"@\w+ \"\n\n[^\n]*'[^\n]*\n(?:[^\n]*\n)*\"\"\ncategories",
    ),
    ("a blank title", r"(?m)^title: ' '$"),
    ("an empty quotation as title", r"(?m)^title: '@\w+ \"\"'$"),
    ("a title in double quotes for its apostrophe", r"(?m)^title: \"[^\"\n]*'[^\"\n]*\"$"),
    ("underscores that stood for quotes", r"(?m)^title: '[^\n]*_[^_\n]+_"),
    ("entities for braces in a title", r"(?m)^title: .*&#123;.*&#125;"),
    ("Kangxi radicals in a title", r"(?m)^title: .*[\u2f00-\u2fd5]"),
    ("a title from right to left", r"(?m)^title: .*[\u0600-\u06ff]{3}"),
    ("a title with emoji", r"(?m)^.*😺"),
    ("an invalid date", r"(?m)^date: Invalid Date$"),
    ("a date in GMT", r"(?m)^date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$"),
    ("a crawl date", r"(?m)^date: 2021-09-29 14:07:41$"),
    ("a date with slashes", r"(?m)^date: 2021/7/2$"),
    ("a Chinese date", r"(?m)^date: 2021年7月2日 21:56$"),
    ("a date with a numeric zone", r"(?m)^date: .* \+0800$"),
    ("a placeholder image", r"thumbnail: 'https://picsum\.photos/400/300\?random=\d+'"),
    ("a proxy prefix", r"thumbnail: 'https://cors\.zfour\.workers\.dev/\?http"),
    ("a page for a thumbnail", r"thumbnail: '[^']+\.html'"),
    ("a null thumbnail", r"(?m)^thumbnail: $"),
    ("a channel with a slash", r"(?m)^ - 广播剧 / 有声漫画$"),
    ("Jekyll front matter", r"(?m)^layout: post$"),
    ("Hugo TOML", r"\A\+\+\+\n"),
    ("JSON front matter", r"\A\{\n"),
    ("Hexo JSON with semicolons", r"\A\"title\": [\s\S]*?\n;;;\n"),
    ("a Pelican header", r"\ATitle: .*\nDate: "),
    ("a header without its opening fence", r"\Atitle: [\s\S]*?\n---\n"),
    ("a post without any header", r"\A# "),
    ("a whole HTML page", r"\A<!DOCTYPE html>"),
    ("a draft", r"(?m)^draft = true$"),
    ("languages in the header", r"(?m)languages\"?( =|:) \["),
    # blocks
    ("headings", r"<h2>[^<]+</h2>"),
    ("ol with a start", r"<ol start=\"2\">"),
    ("ol with a type", r"<ol type=\"a\">"),
    ("ul directly in ul", r"</li><ul><li>"),
    ("li without ul", r"<p>[^<]*</p>\n<li>|</h3>\n<li>|：</p>\n<li>"),
    ("an HTML task list", r"<li[^>]*><input type=\"checkbox\""),
    ("a Markdown task list", r"(?m)^- \[x\] "),
    ("nested quotes", r"<blockquote>\s*<p>[^<]*</p>\s*<blockquote>"),
    ("quotes one per line", r"</blockquote><blockquote>"),
    ("code with spans of colour", r"<span class=\"hljs-keyword\">"),
    ("a copy button in code", r"<span class=\"copy-code-btn\">复制代码</span>"),
    ("raw angle brackets in code", r"</span><T> &#123;"),
    ("raw ampersands in code", r"o && o\.value"),
    ("a raw script in code", r"<script src=\"js/select\.js\"></script>\n<span class=\"copy"),
    ("braces as entities", r"&#123;"),
    ("braces as they are", r"<code>\{2,\}</code>"),
    ("code with br and newline", r"<pre[^>]*>[^<]*<br>\n"),
    ("inline code", r"<code>tzinfo</code>"),
    ("keys", r"<kbd>Ctrl</kbd>"),
    ("a table with a head", r"<table[^>]*><thead>"),
    ("rowspan and colspan", r"rowspan=\"2\"[\s\S]*colspan=\"2\""),
    ("br in a cell", r"<td>[^<]*<br>"),
    ("alignment in a Chinese table", r"<td align=\"(?:center|right)\">"),
    ("a Markdown table in Chinese", r"(?m)^\| 平台 +\|"),
    ("a grid of images only", r"<tr><td><img [^>]+></td><td><img [^>]+></td></tr>"),
    ("a one-cell layout table", r"<table class=\"layout\"[^>]*><tbody><tr><td><div dir=\"ltr\">"),
    ("indented paragraphs in cells", r"<td><p>　　"),
    ("a figure with a caption", r"<figure[^>]*><img[^>]+><figcaption>[^<]+"),
    ("an empty caption", r"<figcaption></figcaption>"),
    ("a lazy image", r"<img[^>]+data-original="),
    ("an emoji image with alt", r"<img class=\"emoji\"[^>]+alt=\"\["),
    ("a local image in HTML", r"src=\"/images/windows\.png\""),
    ("a local image in Markdown", r"!\[[^\]]*\]\(/images/tide-clock\.png"),
    ("an iframe", r"<iframe src=\"//"),
    ("a video", r"<video src="),
    ("an audio", r"<audio src="),
    ("a definition list", r"<dl><dt>"),
    ("details", r"<details><summary>"),
    ("HTML footnotes", r"<section class=\"footnotes\">"),
    ("Markdown footnotes", r"(?m)^\[\^1\]:"),
    ("a rule", r"<hr>"),
    ("emphasis of an English article", r"<em>fish</em>"),
    ("del, ins and mark", r"<del>[\s\S]*<ins>"),
    ("mark", r"<mark>"),
    ("sub and sup", r"<sub>2</sub>|<sup>9</sup>"),
    ("ruby", r"<ruby>[^<]+<rt>[^<]+</rt></ruby>"),
    ("ruby with rp", r"<rp>\(</rp>"),
    ("an abbreviation", r"<abbr title="),
    ("display math", r"\$\$.+\$\$"),
    ("math as an image", r"equation\?tex="),
    ("KaTeX in triplicate", r"<annotation encoding=\"application/x-tex\">"),
    ("vditor math", r"<span class=\"vditor-math\">"),
    # noise
    ("a redirect by path", r"https://link\.\w+\.example/\?target=https%3A%2F%2F"),
    ("a redirect by query", r"GoToLink\?url=https%3A%2F%2F"),
    ("a known redirect wrapper", r"https://link\.zhihu\.com/\?target=https%3A//\w+\.example"),
    ("mailto", r"href=\"mailto:"),
    ("a link to nowhere", r"javascript:void\(0\)"),
    ("a protocol-relative link", r"href=\"//\w"),
    ("bare ampersands in an address", r"&copy=2&lang=zh&sect=3"),
    ("a hidden share bar", r"<div class=\"share-bar\" style=\"display:none;\">"),
    ("a style block", r"<style>@charset [^<]*&#123;"),
    ("a script outside code", r"<script>window"),
    ("a tracking image", r"<img [^>]*width=\"1\" height=\"1\""),
    ("an advertisement", r"<div class=\"ad advert\">"),
    ("a comment", r"<!---->"),
    ("ideographic indents", r"<p>　　"),
    ("no-break indents", r"<p>\u00a0{4}"),
    ("entity indents", r"(?:&nbsp;){4}"),
    ("paragraphs by br", r"<br><br>　　"),
    ("a run of br", r"(?:<br>){4}"),
    ("a run of blank lines", r"\n{8}"),
    ("text with newlines and no tags", r"<div>   \n[^<]{100,}  \n</div>"),
    ("an empty body", r"<div>   \n  \n</div>"),
    ("a body that is images only", r"<div>   \n(?:<img[^>]+>|<br>)+  \n</div>"),
    ("an empty paragraph", r"<p></p><p><br></p>"),
    ("a broken attribute", r"style=\"font-family:\"PingFang"),
    ("old presentational tags", r"<center><font "),
    ("stray closing tags", r"</p></p></div></section>"),
    ("double escapes", r"&amp;nbsp;"),
    ("pseudo tags in prose", r"<茶艺报名>"),
    ("less than in prose", r"p < 0\.01"),
    ("placeholders that were never filled", r"undefined%[\s\S]*null:null"),
    ("Markdown stars in HTML", r"<b>[^<]*\*\*[^<]*\*\*"),
    ("a table of contents marker", r"\[TOC\]"),
    # characters
    ("a family of emoji", r"👩\u200d👩\u200d👧"),
    ("flags", r"🇯🇵🇧🇷"),
    ("a line from right to left", r"<p dir=\"rtl\">[\u0600-\u06ff]"),
    ("zero-width characters", r"[\u200b\u2060\ufeff]"),
    ("full-width forms", r"ＡＢＣ１２３"),
    ("a long address", r"https://[^\s\"<]{120,}"),
    ("a long Latin word", r"Donaudampfschifffahrtsgesellschaft"),
    ("a number with its unit", r"￥2,226亿元"),
    ("a signed percentage", r"-12\.5%"),
    ("a short date", r"7月2日"),
    ("dashes and ellipses", r"——[\s\S]*……"),
    ("nested book title marks", r"《〈[^〉]+〉"),
    ("corner quotes in corner quotes", r"「[^」]*『[^』]+』"),
    ("lenticular brackets", r"【[^】]+】"),
    # Markdown and shortcodes
    ("bold quotation in Chinese", r"\*\*“[^”]+”\*\*[\u4e00-\u9fff]"),
    ("a Hugo shortcode", r"\{\{< youtube \w+ >\}\}"),
    ("an unknown shortcode", r"\{\{< bench-map "),
    ("a Liquid raw tag", r"\{% raw %\}"),
    ("a Liquid highlight", r"\{% highlight python %\}"),
    ("a Hexo tag", r"\{% note info %\}"),
    ("the post's own address", r"原文链接：<a href=\"https://"),
]


def paths() -> list[Path]:
    return sorted(path for path in POSTS.rglob("*") if path.is_file())


@functools.cache
def text_of(path: Path) -> str:
    return path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8"))


def texts() -> list[str]:
    return [text_of(path) for path in paths()]


def days() -> list[str]:
    """The day of each post whose date needs no guessing, as ``2021-10-15``."""
    found = []
    for text in texts():
        if gmt := re.search(r"(?m)^date: (\w{3}, .* GMT)$", text):
            found.append(parsedate_to_datetime(gmt[1]).strftime("%Y-%m-%d"))
        elif written := re.search(r"(?im)\bdate\"?\s*[:=]\s*\"?(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})", text):
            found.append(f"{written[1]}-{int(written[2]):02}-{int(written[3]):02}")
    return found


def test_there_are_enough_posts_to_scroll() -> None:
    assert len(paths()) >= 60
    assert len({path.relative_to(POSTS).parts[0] for path in paths()}) >= 6
    assert len({path.relative_to(POSTS).parts[:2] for path in paths()}) >= 14
    assert len({path.parent for path in paths()}) >= 22


def test_every_post_lies_three_folders_deep() -> None:
    assert {len(path.relative_to(POSTS).parts) for path in paths()} == {4}


def test_every_year_has_a_post() -> None:
    assert {day[:4] for day in days()} == {str(year) for year in range(2012, 2023)}


def test_some_days_and_one_month_are_busy() -> None:
    assert max(Counter(day[:7] for day in days()).values()) >= 10
    assert sum(count >= 3 for count in Counter(days()).values()) >= 3


def test_every_weekday_is_right() -> None:
    for text in texts():
        for stamp in re.findall(r"(?m)^date: (\w{3}, .* GMT)$", text):
            assert parsedate_to_datetime(stamp).strftime("%a") == stamp[:3]


def test_three_posts_have_an_invalid_date_and_one_of_them_a_date_in_its_name() -> None:
    names = [path.name for path in paths() if "\ndate: Invalid Date\n" in text_of(path)]
    assert len(names) == 3
    assert sum(bool(re.match(r"\d{4}-\d\d-\d\d", name)) for name in names) == 1


def test_names_are_allowed_on_every_system() -> None:
    for path in ARCHIVE.rglob("*"):
        assert len(path.name.encode()) <= 200, path
        assert not re.search(r"[:*?\"<>|\\\x00-\x1f]", path.name), path
        assert not path.name.endswith((" ", ".")), path
        assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", path.name), path
    folded = Counter(str(path).casefold() for path in ARCHIVE.rglob("*"))
    assert max(folded.values()) == 1


def test_file_names_leave_out_what_titles_keep() -> None:
    for path in paths():
        if DIALECT_C.fullmatch(text_of(path)):
            assert "#" not in path.stem
            assert "." not in path.stem
            assert "\n" not in path.stem


def test_links_lead_nowhere_real() -> None:
    for path in paths():
        text = text_of(path)
        for host in re.findall(r"(?:https?:|[\"'])//([^/\s\"'<>?#:]+)", text):
            assert host.endswith(".example") or host in KNOWN_HOSTS, (path.name, host)
        for wrapped in re.findall(r"https?%3A(?://|%2F%2F)([\w.-]+)", text):
            assert wrapped.endswith(".example"), (path.name, wrapped)
        for address in re.findall(r"mailto:[\w.]+@([\w.-]+)", text):
            assert address.endswith(".example"), (path.name, address)


@pytest.mark.parametrize(
    ("dialect", "least"), [(DIALECT_A, 6), (DIALECT_B, 2), (DIALECT_C, 40)], ids=["A", "B", "C"]
)
def test_crawled_posts_keep_their_bytes(dialect: re.Pattern[str], least: int) -> None:
    assert sum(bool(dialect.fullmatch(text)) for text in texts()) >= least


def test_a_post_that_begins_like_a_crawled_one_is_whole() -> None:
    for path in paths():
        text = text_of(path)
        if text.startswith("\n---\n"):
            assert any(dialect.fullmatch(text) for dialect in (DIALECT_A, DIALECT_B, DIALECT_C)), path


def test_no_raw_brace_survives_in_dialect_c() -> None:
    for path in paths():
        text = text_of(path)
        if DIALECT_C.fullmatch(text):
            assert "{" not in text, path
            assert "}" not in text, path


def test_encodings_are_as_declared() -> None:
    found = {path.name: path.read_bytes() for path in paths() if path.name in ENCODINGS}
    assert found.keys() == ENCODINGS.keys()
    for name, encoding in ENCODINGS.items():
        assert "\ufffd" not in found[name].decode(encoding)
        if not encoding.startswith("utf-8"):
            with pytest.raises(UnicodeDecodeError):
                found[name].decode("utf-8")
    assert found["带BOM的帽子.md"].startswith(b"\xef\xbb\xbf")
    assert found["一封用十六位写成的信.md"].startswith(b"\xff\xfe")


def test_there_are_posts_that_are_not_markdown_files() -> None:
    assert {path.suffix for path in paths()} == {".md", ".txt", ".html"}


def test_the_same_article_stands_in_two_channels() -> None:
    bodies = Counter(text.split("\n---\n", 2)[-1] for text in texts() if len(text) > 800)
    assert 2 in bodies.values()


def test_a_body_may_be_its_title() -> None:
    same = 0
    for text in texts():
        title = re.search(r"(?m)^title: '(.*)'$", text)
        body = re.search(r"<div> {3}\n<p>([^<]*)</p>  \n</div>", text)
        same += bool(title and body and re.sub("[“”]", "_", body[1]) == title[1])
    assert same >= 2


def test_a_heading_may_repeat_the_title() -> None:
    assert any(
        (title := re.search(r"(?m)^title: '(.*)'$", text)) and f"<h1>{title[1]}</h1>" in text
        for text in texts()
    )


def test_lengths_are_as_mixed_as_in_life() -> None:
    lengths = sorted(len(text) for text in texts())
    assert lengths[0] < 300
    assert sum(length > 2500 for length in lengths) >= 7
    assert lengths[-1] > 12_000


def test_three_languages_and_both_chinese_scripts_are_there() -> None:
    whole = texts()
    assert sum(len(re.findall(r"[\u3041-\u3096]", text)) > 60 for text in whole) >= 6
    assert sum(len(re.findall(r"[\u4e00-\u9fff]", text)) < 40 and len(text) > 700 for text in whole) >= 9
    assert sum(len(re.findall(r"[這說個們來島與還讓]", text)) > 5 for text in whole) >= 3


def test_local_images_are_small_and_used() -> None:
    images = list((ARCHIVE / "source" / "images").iterdir())
    assert images
    for image in images:
        data = image.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(data) < 5_000
        assert any(f"/images/{image.name}" in text for text in texts())


def test_the_readme_has_no_front_matter() -> None:
    readme = (ARCHIVE / "README.md").read_text("utf-8")
    assert readme.startswith("# ")
    assert "GPL-3.0-or-later" in readme


@pytest.mark.parametrize(("name", "pattern"), QUIRKS, ids=[name for name, _ in QUIRKS])
def test_every_quirk_stands_somewhere(name: str, pattern: str) -> None:
    assert any(re.search(pattern, text) for text in texts()), name
