"""Front matter in all its forms."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.archive.fences import find_header, has_header
from reader.archive.header import read_header
from reader.archive.lenient import read_lenient
from reader.archive.strict import read_strict
from tests.pace import Pace

FORMS: dict[str, tuple[str, dict[str, Any], str]] = {
    "yaml": (
        "---\ntitle: Salt\ntags: [sea, wind]\n---\nBody",
        {"title": "Salt", "tags": ["sea", "wind"]},
        "Body",
    ),
    "yaml after an empty line": ("\n---\ntitle: Salt\n---\n\nBody", {"title": "Salt"}, "\nBody"),
    "yaml with blanks after the fence": ("--- \ntitle: Salt\n---  \nBody", {"title": "Salt"}, "Body"),
    "yaml with long fences": ("-----\ntitle: Salt\n-----\nBody", {"title": "Salt"}, "Body"),
    "yaml that ends with dots": (
        "---\ntitle: Salt\n...\nBody\n---\nmore",
        {"title": "Salt"},
        "Body\n---\nmore",
    ),
    "empty header": ("---\n---\nBody", {}, "Body"),
    "toml": (
        '+++\ntitle = "Salt"\ndate = 2021-07-02T21:56:00+08:00\nweight = 3\ndraft = true\n[taxonomies]\ntags = ["sea"]\n+++\nBody',
        {
            "title": "Salt",
            "date": "2021-07-02 21:56:00+08:00",
            "weight": "3",
            "draft": "true",
            "taxonomies": {"tags": ["sea"]},
        },
        "Body",
    ),
    "json": (
        '{\n  "title": "Salt",\n  "weight": 3,\n  "x": null\n}\n\nBody',
        {"title": "Salt", "weight": "3", "x": ""},
        "\n\nBody",
    ),
    "json on one line": ('{"title": "Salt"}\nBody', {"title": "Salt"}, "\nBody"),
    "hexo json": (
        ';;;\n"title": "Salt",\n"tags": ["sea"]\n;;;\nBody',
        {"title": "Salt", "tags": ["sea"]},
        "Body",
    ),
    "hexo json in braces": (';;;\n{"title": "Salt"}\n;;;\nBody', {"title": "Salt"}, "Body"),
    "hexo without its first fence": (
        "title: Salt\ndate: 2021-07-02\n---\nBody",
        {"title": "Salt", "date": "2021-07-02"},
        "Body",
    ),
    "pelican": (
        "Title: Salt\nDate: 2021-07-02 21:56\nTags: sea, wind\nSummary: one\n    and two\n\nBody",
        {"Title": "Salt", "Date": "2021-07-02 21:56", "Tags": "sea, wind", "Summary": "one and two"},
        "\nBody",
    ),
    "title line alone": ("Title: Salt\n\nBody", {"Title": "Salt"}, "\nBody"),
    "header that is all": ("---\ntitle: Salt\n---", {"title": "Salt"}, ""),
    "header never closed": (
        "---\ntitle: Salt\ndate: 2021-07-02\n\nBody",
        {"title": "Salt", "date": "2021-07-02"},
        "\nBody",
    ),
}

BODIES = [
    "Just text.",
    "---\n\nText between two rules.\n\n---\n\nand after.",
    "# Heading\n\n---\n\ntitle: not a header\n",
    "Note: this is prose.\n\nMore.",
    "Salt: a history\n---------------\n\nText under a heading.",
    "{% raw %}\ntext\n",
    "{{ page.title }}\n",
    "{",
    "+++\nno key here\n+++\n",
    "",
    "---",
    "---\n",
    "Title: and then prose goes on\nin the very next line with no header at all.",
    "http://example.org\n\nA link.",
]


@pytest.mark.parametrize("name", FORMS)
def test_each_form_of_header_is_read(name: str) -> None:
    text, values, body = FORMS[name]
    header = read_header(text)
    assert header.values == values
    assert text[header.body :] == body
    assert has_header(text.encode())


@pytest.mark.parametrize("text", BODIES)
def test_a_body_without_header_stays_whole(text: str) -> None:
    header = read_header(text)
    assert (header.values, header.form, header.body) == ({}, None, 0)


def test_a_header_that_is_not_closed_is_a_doubt_with_its_line() -> None:
    (note,) = read_header("---\ntitle: Salt\n\nBody").notes
    assert "not closed" in note.message
    assert note.line == 2


LENIENT: dict[str, tuple[str, dict[str, Any]]] = {
    "both quotes": ('title: "@u_ "it\'s""\ndate: x', {"title": '@u_ "it\'s"', "date": "x"}),
    "double quotes within": ('title: "he said "no" twice"', {"title": 'he said "no" twice'}),
    "quote runs": ('title: \'""""\'第9集\'""""\'\nauthor: a', {"title": '""""\'第9集\'""""', "author": "a"}),
    "only quotes": ('title: """""""\'第9集\'"""""""\nauthor: a', {"title": "'第9集'", "author": "a"}),
    "starts with a quote": (
        "title: 'Tide'_ and more\nauthor: a",
        {"title": "'Tide'_ and more", "author": "a"},
    ),
    "starts with @": ("title: @all go home\nauthor: a", {"title": "@all go home", "author": "a"}),
    "starts with *": ("title: *star* of the sea\nauthor: a", {"title": "*star* of the sea", "author": "a"}),
    "starts with [": ("title: [组图] 灯塔\nauthor: a", {"title": "[组图] 灯塔", "author": "a"}),
    "starts with a backtick": ("title: `code` first\nauthor: a", {"title": "`code` first", "author": "a"}),
    "starts with %": ("title: %d percent\nauthor: a", {"title": "%d percent", "author": "a"}),
    "two colons": (
        "title: Salt: a history: part one\nauthor: a",
        {"title": "Salt: a history: part one", "author": "a"},
    ),
    "tabs": ("title: @x\ntags:\n\t- sea\n\t- wind", {"title": "@x", "tags": ["sea", "wind"]}),
    "a dash and a bar": (
        "title: @x\ncategories: \n    - 报\n    - | 频道",
        {"title": "@x", "categories": ["报", "| 频道"]},
    ),
    "several lines": (
        'title: "@u_ "\n\n@k\nsay: this\n\n  1  2\n""\ncategories: \n - 社\nauthor: a',
        {"title": '@u_ " @k say: this 1 2 "', "categories": ["社"], "author": "a"},
    ),
    "several lines that begin like a key": (
        "title: '@u_ it's\ndate: never\nbye'\ncategories: \n - 社\ndate: 2021-07-02",
        {"title": "@u_ it's date: never bye", "categories": ["社"], "date": "2021-07-02"},
    ),
    "never closed": ("title: 'it's\nauthor: a\ndate: b", {"title": "'it's", "author": "a", "date": "b"}),
    "nested": (
        "title: @x\ncover:\n  image: a.jpg\n  alt: y",
        {"title": "@x", "cover": {"image": "a.jpg", "alt": "y"}},
    ),
    "block": (
        "title: >-\n  one\n  two\nsummary: |\n  three\n  four",
        {"title": "one two", "summary": "three\nfour"},
    ),
    "flow": ("title: @x\ntags: [a, 'b, c', [d, e]]", {"title": "@x", "tags": ["a", "b, c", ["d", "e"]]}),
    "comment": ("layout: post # the usual\ntitle: @x #3 # 4", {"layout": "post", "title": "@x #3 # 4"}),
    "escaped": ("a: \"x \\\"y\\\" z\"\nb: 'it''s'", {"a": 'x "y" z', "b": "it's"}),
}


@pytest.mark.parametrize("name", LENIENT)
def test_what_yaml_can_not_read_is_read_line_by_line(name: str) -> None:
    header, values = LENIENT[name]
    if name != "only quotes":
        assert read_lenient(header) == values
    assert read_header(f"---\n{header}\n---\nBody").body


MENDED: dict[str, Any] = {
    "title: 第 #3 期": {"title": "第 #3 期"},
    "title: [组图]": {"title": "[组图]"},
    "title: {a}": {"title": "{a}"},
    "title: !important news": {"title": "!important news"},
    "title: &more to come": {"title": "&more to come"},
    "title: #hashtag day": {"title": "#hashtag day"},
    "title: plain # a remark": {"title": "plain"},
    "title: 2015": {"title": "2015"},
    "title: No": {"title": "No"},
    "title: 12:30:45": {"title": "12:30:45"},
    "author: 0755": {"author": "0755"},
    "tags:\n- #sea\n- wind": {"tags": ["#sea", "wind"]},
    "authors: [a, b]": {"authors": ["a", "b"]},
}


@pytest.mark.parametrize("header", MENDED)
def test_what_yaml_reads_otherwise_than_meant_is_put_right(header: str) -> None:
    read = read_header(f"---\n{header}\n---\n")
    assert read.values == MENDED[header]
    assert read.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        '{\n  "title": "Salt",\n  "tags": ["sea"],\n}\n\nBody',
        ';;;\n"title": "Salt"\n"tags": ["sea"],\n;;;\nBody',
        '+++\ntitle = "Salt"\ntags = ["sea"]\ndate = 2021-13-45\n+++\nBody',
        "---\ntitle: 'Salt'\ntags: [sea]\nx: @y\n---\nBody",
    ],
)
def test_a_mistake_in_a_header_costs_none_of_the_rest(text: str) -> None:
    header = read_header(text)
    assert (header.values["title"], header.values["tags"]) == ("Salt", ["sea"])
    assert text[header.body :].strip() == "Body"
    assert len(header.notes) == 1


def test_a_title_with_a_fence_inside_does_not_end_the_header() -> None:
    text = "---\ntitle: '@u_ it's\n---\nend'\ncategories: \n - 社\ndate: 2021-07-02\n---\nBody"
    header = read_header(text)
    assert header.values["date"] == "2021-07-02"
    assert text[header.body :] == "Body"


BOMBS = {
    "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "loop": "a: &a [*a]",
    "brackets": "a: " + "[" * 60_000,
    "braces": "a: " + "{" * 60_000,
    "dashes": "a:\n" + "- " * 30_000 + "x",
    "questions": "? " * 30_000 + "x",
    "indent": "\n".join(" " * depth + "a:" for depth in range(340)),
    "python tag": "title: !!python/object/apply:os.system ['false']",
    "long": "title: x\n" + "a: b\n" * 200_000,
    "keys": "".join(f"k{number}: v\n" for number in range(9_000)),
    "quotes": "title: '" + "'\" " * 20_000,
    "colons": "title: " + "a: " * 20_000,
    "list": "tags:\n" + "- 'it's\n" * 9_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_header_takes_long_or_runs_anything(name: str) -> None:
    pace = Pace()
    header = read_header(f"---\n{BOMBS[name]}\n---\nBody\n")
    assert pace.seconds < 2
    assert len(json.dumps(header.values)) < 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "{" * 60_000,
        '{"a":' * 60_000,
        "+++\na=" + "[" * 60_000 + "\n+++\n",
        "+++\n" + "a." * 30_000 + "b=1\n+++\n",
    ],
)
def test_no_nesting_in_json_or_toml_takes_the_process_down(text: str) -> None:
    read_header(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"title": ' + "9" * 10_000 + "}\n",
        "+++\ntitle = " + "9" * 10_000 + "\n+++\n",
        '{"a": NaN}\n',
        '{"a": "\\ud800"}\n',
    ],
)
def test_numbers_and_surrogates_that_python_dislikes_do_no_harm(text: str) -> None:
    json.dumps(read_header(text).values, ensure_ascii=False).encode()


KEYS = st.sampled_from(["title", "date", "tags", "a-b", "x_1", "Key", "é"])
VALUES = st.text(st.sampled_from("ab: #-'\"\\[]{}&*!|>%@`,?~=中　\t\n\u00a0\u2028\x85.<"), max_size=12)
LINES = st.one_of(
    st.builds("{}:{}{}".format, KEYS, st.sampled_from([" ", "  ", ""]), VALUES),
    st.builds("{}: '{}'".format, KEYS, VALUES),
    st.builds('{}: "{}"'.format, KEYS, VALUES),
    st.builds("{}- {}".format, st.sampled_from(["", " ", "  "]), VALUES),
    st.builds("{}:{}".format, KEYS, st.sampled_from(["", " "])),
    VALUES,
)


@settings(max_examples=1_500, deadline=None)
@given(st.lists(LINES, max_size=6).map("\n".join))
def test_the_strict_reader_says_what_yaml_says_or_nothing(header: str) -> None:
    strict = read_strict(header)
    if strict:
        assert strict == yaml.load(header, Loader=yaml.CBaseLoader)


def test_the_strict_reader_takes_the_headers_it_was_made_for() -> None:
    header = "title: '潮汐'\ncategories: \n - 海\n - 报\nheadimg: 'https://e.example/a.jpg'\ndate: Sat, 24 Apr 2021 19:10:30 GMT\n"
    assert read_strict(header) == yaml.load(header, Loader=yaml.CBaseLoader)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join), st.sampled_from(["---", "+++", ";;;", ""]))
def test_any_header_gives_plain_values_and_a_body_within_the_text(lines: str, fence: str) -> None:
    text = f"{fence}\n{lines}\n{fence}\nBody"
    header = read_header(text)
    json.dumps(header.values)
    assert 0 <= header.body <= len(text)
    span = find_header(text)
    assert span is None or 0 <= span.start <= span.inner <= span.end <= span.body <= len(text)
