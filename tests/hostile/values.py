"""Titles, dates and categories that no one would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.form import headed, post, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.form import Case


def titles() -> Iterator[Case]:
    combining = "a" + "\u0301" * 100_000
    texts = {
        "of a megabyte": "长" * 350_000,
        "of a megabyte of words": "word " * 200_000,
        "of only controls": "\x01\x02\x1b\x7f\x9b",
        "of only blanks": "    \u3000\u00a0 ",
        "of only zero width": "\u200b\u200d\ufeff\u2060",
        "of only emoji": "👨‍👩‍👧‍👦🏳️‍🌈🇨🇳👍🏽❤️",
        "of only combining marks": "\u0301\u0308\u20dd\ufe0f",
        "with a hundred thousand combining marks": combining,
        "of a ZWJ chain": "👩" + "\u200d👩" * 5000,
        "of regional indicators": "🇦" * 2001,
        "of variation selectors": "字" + "\ufe00\U000e0100" * 1000,
        "in RTL": "العنوان العربي ושלום 123 (abc)",
        "of HTML": "<script>alert(1)</script><b>x</b>&lt;i&gt;&amp;amp;",
        "of entities without end": "&amp" * 20_000,
        "of entities of huge numbers": "&#99999999999;&#x110000;&#xD800;&#0;&#27;&nosuch;",
        "of a path": "../../../../etc/passwd",
        "of Zalgo": "Z̸̧̢͓͈̮̝͚a̵̢̧͓̠l̶̛̰g̷̡̺o̴̢͕",
        "of ligatures that NFKC expands": "\ufdfa" * 20_000,
        "of Tibetan and Devanagari stacks": "བསྒྲུབས་ ཧཱུྃ क्ष्म्य्रं" * 200,
        "of the widest and narrowest": "𒐫﷽꧅⸻\u1160\u0e33",
        "of quotes": "'\"'\"“”‘’`´" * 50,
        "of printf and shell": "%s%n%x $(touch x) `id` ; rm -rf ~ | cat",
        "of SQL": "'); DROP TABLE posts; -- \" MATCH ' OR 1=1",
    }
    for name, text in texts.items():
        yield f"title {name}", post(title=quoted(text))
    yield "no title and nothing else", "<div></div>"
    yield "no title, heading of controls", "# \x1b[2J\x07\n\n"
    yield "no title, heading of a megabyte", "# " + "题" * 350_000
    yield "no title, body of zero width", "\u200b\u200d\n\ufeff\n" * 100
    yield "no title, body of a megabyte in one word", "x" * 1_000_000
    yield "title repeated in a thousand headings", post("<h1>一个标题</h1>" * 1000)


def dates() -> Iterator[Case]:
    texts = (
        *(
            "0000-00-00",
            "0000-01-01",
            "0001-01-01",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "99999-01-01",
            "-0001-01-01",
        ),
        *(
            "2021-02-30",
            "2021-13-01",
            "2021-02-29 25:61:61",
            "25:61",
            "2021-06-30T23:59:60Z",
            "2021-05-06T10:00:00+9999",
            "2021-05-06 10:00 -2460",
        ),
        *(
            "2021-05-06T10:00:00+24:00",
            "Thu, 32 Foo 2021 25:61:61 GMT",
            "Thu, 06 May 2021 10:00:00 +999999",
            "Thu, 06 May 99999 10:00:00 GMT",
        ),
        *(
            "Thu, 06 May 0 10:00:00 GMT",
            "-1",
            "-99999999999",
            "0",
            "1620295200",
            "1620295200000",
            "1620295200000000000",
            "99999999999999999999999",
        ),
        *(
            "1e300",
            "-1e300",
            ".nan",
            "NaN",
            "inf",
            "Infinity",
            "Invalid Date",
            "undefined",
            "null",
            "0x7fffffff",
            "2021年2月30日",
            "二〇二一年五月六日",
        ),
        *(
            "民国110年5月6日",
            "令和3年5月6日",
            "２０２１-０５-０６",
            "2021-05-06T10:00:00.123456789123456789Z",
            "2021-W18-4",
            "2021-366",
            "20210506T100000",
            "06/05/21",
        ),
        *(
            "!!timestamp 2021-02-30",
            "[2021, 5, 6]",
            "{year: 2021}",
            "'" + "9" * 10_000 + "'",
            "'" + "2021-05-06 " * 5_000 + "'",
            "'\x1b[2J2021-05-06'",
        ),
        *(
            "'2021-05-06T" + "0" * 50_000 + "'",
            "'" + "(" * 20_000 + "'",
            "'" + ", " * 20_000 + "'",
            "'٢٠٢١-٠٥-٠٦'",
            "'²⁰²¹-⁰⁵-⁰⁶'",
            "2021-05-06 上午10点",
        ),
    )
    for at, text in enumerate(texts):
        safe = "".join(char if char.isalnum() else "_" for char in text[:24])
        yield f"date {at:02} {safe}", post(date=text)


def categories() -> Iterator[Case]:
    values = {
        "nested lists a hundred deep": "\n - " + "[" * 100 + "深" + "]" * 100,
        "a dict": "{a: b, c: [d, {e: f}]}",
        "numbers": "[1, 2.5, 0x10, true, null, 2021-01-01]",
        "empty strings": "['', ' ', '\u3000', [], {}, [''], ~]",
        "a path of three hundred levels": "\n" + "\n".join(f" - 级{at}" for at in range(300)),
        "parts that climb": "\n - ..\n - .\n - ../../etc\n - /",
        "slashes": "'a/b//c/ /d'",
        "a path in one string": "/" * 5000,
        "control characters": '["\\x1b[2J", "a\\nb", "\\0"]',
        "ten thousand of them": "\n" + "\n".join(f" - [类{at}, 子{at}]" for at in range(10_000)),
        "one of a megabyte": "'" + "类" * 350_000 + "'",
        "commas and hashes": "a, b,, #c, #d #e",
        "the same a thousand times": "[" + "同, " * 1000 + "同]",
        "separators of ours": "'a > b | c \x1f d \u001e e'",
        "names of the object model": "[__class__, constructor, __proto__, None]",
        "markup": "'[bold]x[/] <b>y</b> &lt;z'",
        "differing only by case and width": "[ABC, abc, ＡＢＣ, é, e\u0301]",
        "an alias to the title": "*t",
    }
    for name, value in values.items():
        yield f"categories are {name}", headed(f"title: &t 标题\ncategories: {value}\ndate: 2021-05-06")
        yield (
            f"tags and authors are {name}",
            headed(f"title: &t 标题\ntags: {value}\nauthors: {value}\ndate: 2021-05-06"),
        )
