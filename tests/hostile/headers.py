"""Headers that break, bomb or mislead a front matter parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.form import PROSE, headed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.hostile.form import Case


def marker(root: Path) -> Path:
    """The file that exists afterwards if anything in the folder was executed."""
    return root.with_name(f"{root.name}.executed")


def yaml_bombs(root: Path) -> Iterator[Case]:
    laughs = "a0: &a0 [lol]\n" + "".join(
        f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 12)
    )
    yield "billion laughs", headed(laughs + "title: *a11")
    merges = "m0: &m0 {k: v}\n" + "".join(
        f"m{at}: &m{at}\n  <<: [*m{at - 1}, *m{at - 1}]\n" for at in range(1, 30)
    )
    yield "merge keys double thirty times", headed(merges + "title: merged\ntags: *m29")
    yield "alias to itself", headed("title: &t [*t]\ncategories: &c\n - *c")
    yield "alias to nothing", headed("title: *nowhere")
    yield "ten thousand anchors", headed("\n".join(f"k{at}: &n{at} x" for at in range(10_000)))
    yield "merge of a scalar", headed("title: t\n<<: scalar\n<<: [1, 2]")
    touch = str(marker(root))
    calls = {
        "os.system": f"!!python/object/apply:os.system ['touch {touch}']",
        "subprocess": f"!!python/object/apply:subprocess.call [['touch', '{touch}']]",
        "pathlib new": f"!!python/object/new:pathlib.Path {{args: ['{touch}'], state: x}}",
        "eval": f"!!python/object/apply:builtins.eval [\"open('{touch}', 'w')\"]",
        "builtins.open": f"!!python/object/apply:builtins.open ['{touch}', 'w']",
        "a name": "!!python/name:os.system",
        "a module": "!!python/module:antigravity",
        "a local tag": f"!exec touch {touch}",
        "a Ruby object": "!ruby/object:Gem::Installer {i: x}",
        "a Java object": "!!javax.script.ScriptEngineManager [x]",
        "binary": "!!binary gICAgICAgA==",
        "set and omap": "!!set {a, b}",
    }
    for name, value in calls.items():
        yield f"tag of {name} in title", headed(f"title: {value}\ndate: 2021-01-01")
        yield f"tag of {name} in categories", headed(f"title: t\ncategories: {value}")
    for depth in (500, 20_000, 60_000):
        yield f"{depth} brackets deep", headed(f"title: t\ntags: {'[' * depth}{']' * depth}")
        yield f"{depth} braces deep", headed(f"title: t\ntags: {'{a: ' * depth}{'}' * depth}")
        yield f"{depth} brackets never closed", headed(f"title: t\ntags: {'[' * depth}")
    yield "dashes five thousand deep", headed("tags: " + "\n " + "- " * 5000 + "x")
    yield "keys two thousand deep", headed("\n".join(" " * at + f"k{at}:" for at in range(2000)))
    yield "a hundred thousand question marks", headed("? " * 100_000)
    yield "header of five megabytes", headed("title: big\nnote: |\n" + "  一行没有用的话。\n" * 200_000)
    yield "header of five megabytes in one line", headed(f"title: big\nnote: '{'x' * 5_000_000}'")
    yield "header never closed, three megabytes", "---\ntitle: open\n" + "key: value\n" * 300_000
    yield "ten thousand keys", headed("\n".join(f"key{at}: {at}" for at in range(10_000)) + "\ntitle: last")
    yield "ten thousand times the same key", headed("\n".join(f"title: {at}" for at in range(10_000)))


def yaml_oddities() -> Iterator[Case]:
    values = (
        *(
            "no",
            "Yes",
            "on",
            "OFF",
            "~",
            "null",
            "NULL",
            "",
            "0123",
            "0o17",
            "0x1F",
            "0b101",
            "1_000",
            "1e3",
            ".inf",
            "-.INF",
        ),
        *(
            ".nan",
            "12:30:45",
            "190:20:30",
            "2021-02-30",
            "2021-02-03",
            "2001-12-14t21:59:43.10-05:00",
            "=",
            "<<",
            "1.",
            "+1",
            "-0",
        ),
        *(
            "@at",
            "`tick`",
            "%percent",
            "*star",
            "&anchor",
            "!bang",
            "| pipe",
            "> fold",
            "{{ x }}",
            "[x] y",
            "- dash",
            "? q",
            "a: b: c",
        ),
        *(
            "'it's'",
            '"open',
            "'open",
            '"""""\'一\'"""""',
            "'a' 'b'",
            '"\\q"',
            '"\\x"',
            '"\\ud800"',
            '"\\U00110000"',
            "x #3",
            "\tt",
            "\u00a0nbsp",
            "：全角",
        ),
    )
    for at, value in enumerate(values):
        safe = "".join(char if char.isalnum() else "_" for char in value)
        yield (
            f"mistyped {at:02} {safe}",
            headed(f"title: {value}\nauthor: {value}\ntags: [{value}]\ncategories:\n  - {value}"),
        )
    headers = {
        "content and handler keys": "content: x\nhandler: y\ntext: z\nself: s\nmetadata: m\ntitle: t",
        "keys that are no strings": "1: a\n1.5: b\ntrue: c\n2021-01-01: d\nnull: e\n~: f\ntitle: t",
        "keys that are lists and dicts": "[a, b]: x\n{c: d}: y\n? - e\n: z\ntitle: t",
        "dunder keys": "__class__: x\n__init__: y\n__proto__: z\ntitle: t",
        "tabs for indent": "title: t\ncategories:\n\t- a\n\t- b",
        "tab after the key": "title:\tt\ndate:\t2021-01-01",
        "scalar for a header": "just words",
        "list for a header": "- a\n- b",
        "number for a header": "42",
        "several documents": "title: a\n...\n%YAML 1.1\n--- \ntitle: b",
        "directive": "%YAML 9.9\n%TAG ! tag:x,2000:\ntitle: t",
        "control characters raw": "title: a\x01\x02b\ndate: 2021-01-01",
        "next line and separators raw": "title: a\x85b\u2028c\ndate: 2021-01-01",
        "every value is a dict": "title: {a: b}\ndate: {y: 2021}\nauthor: {name: [x]}\ncategories: {a: {b: c}}\ntags: {a: 1}",
        "every value is a list": "title: [a, [b]]\ndate: [2021-01-01]\nauthor: [[a]]\ncategories: [[[a]]]\ntags: [[], [[]]]",
        "every value is null": "title:\ndate:\nauthor:\ncategories:\ntags:\nthumbnail:\nlink:\ndraft:",
        "only comments": "# a\n# b",
        "Windows-like title": "title: C:\\new\\x00\ndate: 2021-01-01",
        "block scalar with wrong indent": "title: |9\n x\ndate: >-\n y",
        "title of ten thousand lines": 'title: "' + "行\n\n" * 10_000 + '"',
        "colon at the end of everything": "title::\n:date:\n::",
        "link to a script": "title: t\nlink: javascript:alert(1)\nurl: file:///etc/passwd\nthumbnail: ../../../../etc/passwd",
        "thumbnail of a megabyte": f"title: t\nthumbnail: 'data:image/png;base64,{'A' * 1_000_000}'",
    }
    for name, header in headers.items():
        yield name, headed(header)


def other_headers() -> Iterator[Case]:
    deep = 60_000
    yield "TOML broken", f"+++\ntitle = \n[[[\n+++\n{PROSE}"
    yield "TOML duplicate keys", f'+++\ntitle = "a"\ntitle = "b"\n+++\n{PROSE}'
    yield "TOML deep arrays", f"+++\ntitle = 't'\na = {'[' * deep}{']' * deep}\n+++\n{PROSE}"
    yield "TOML deep inline tables", f"+++\ntitle = 't'\na = {'{a=' * 5000}1{'}' * 5000}\n+++\n{PROSE}"
    yield "TOML deep dotted keys", f"+++\ntitle = 't'\n{'.'.join('a' * 20_000)} = 1\n+++\n{PROSE}"
    yield (
        "TOML numbers too big",
        f"+++\ntitle = {'9' * 5000}\ndate = 9999-99-99\nx = 1e999\ny = nan\n+++\n{PROSE}",
    )
    yield (
        "TOML offset dates and times",
        f"+++\ntitle = 07:32:00\ndate = 1979-05-27T00:32:00.999999999-07:00\n+++\n{PROSE}",
    )
    yield "TOML never closed", "+++\ntitle = 'open'\n" + "x = 1\n" * 1000
    yield "TOML surrogate escape", f'+++\ntitle = "\\ud800"\n+++\n{PROSE}'
    yield "JSON broken", '{\n"title": "a",,\n}\n\n' + PROSE
    yield "JSON deep", f'{{"title": "t", "a": {"[" * deep}{"]" * deep}}}\n\n{PROSE}'
    yield "JSON deep never closed", '{"a":' * deep
    yield (
        "JSON lone surrogate",
        '{\n"title": "\\ud83d x \\u0000\\u001b[2J",\n"date": NaN,\n"tags": [Infinity, -0, 1e999]\n}\n\n'
        + PROSE,
    )
    yield "JSON number of many digits", '{\n"title": ' + "9" * 6000 + ',\n"date": 1\n}\n\n' + PROSE
    yield "JSON that is a list", "[1, 2]\n\n" + PROSE
    yield "JSON in semicolons broken", ';;;\n"title": \n;;;\n' + PROSE
    yield "JSON in semicolons deep", ';;;\n"a": ' + "[" * deep + "\n;;;\n" + PROSE
    yield "JSON in semicolons with braces", ';;;\n{"title": "t"}\n;;;\n' + PROSE
    yield "header without its first fence", "title: t\ndate: 2021-01-01\n---\n" + PROSE
    yield "header closed by dots", "---\ntitle: t\n...\n" + PROSE
    yield "header closed by another fence", "---\ntitle: t\n+++\n" + PROSE
    yield "ten thousand fences", "---\n" * 10_000
    yield "fence of a megabyte", "-" * 1_000_000 + "\n" + PROSE
    yield "only a fence", "---"
    yield "two fences and nothing", "---\n---"
    yield "a fence and a break", "---\n"
    yield "header in an HTML comment", f"<!--\ntitle: t\ndate: 2021-01-01\n-->\n{PROSE}"
    yield "ten thousand blank lines first", "\n" * 10_000 + headed("title: late")
    yield "Pelican keys that go on", "Title: a\n" + "    more\n" * 10_000 + "\n" + PROSE
    yield "org keywords", "#+TITLE: t\n#+DATE: <2021-01-01 Fri>\n" + PROSE
