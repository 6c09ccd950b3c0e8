"""Text that drives a terminal, a markup parser or a reader's eye, wherever a post can hold text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.form import headed, markdown, post, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.form import Case

DRIVERS = {
    "CSI colours": "\x1b[31;1;5m红\x1b[0m",
    "CSI clears the screen": "\x1b[2J\x1b[3J\x1b[H",
    "CSI of eight bits": "\x9b2J\x9b31m",
    "CSI alternate screen and mouse": "\x1b[?1049h\x1b[?1003h\x1b[?25l",
    "CSI asks for a report": "\x1b[6n\x1b[c\x1b[21t",
    "CSI never finished": "\x1b[38;5;",
    "OSC 0 window title": "\x1b]0;owned\x07",
    "OSC 8 link": "\x1b]8;;file:///etc/passwd\x1b\\click\x1b]8;;\x1b\\",
    "OSC 52 clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "OSC of eight bits never closed": "\x9d52;c;aGk=",
    "DCS": '\x1bP$q"p\x1b\\\x1bP1;1|17/1b\x1b\\',
    "sixel picture": "\x1bPq#0;2;0;0;0#0~~@@vv@@~~$\x1b\\",
    "APC kitty picture": "\x1b_Ga=T,f=24,s=1,v=1;AAAA\x1b\\",
    "charset shift": "\x0e\x1b(0lqqk\x0f",
    "terminal reset": "\x1bc\x1b[!p",
    "bell, backspace, delete": "abc\x07\x08\x08\x7f",
    "carriage return overwrites": "good\rbad",
    "NEL, IND, RI": "a\x85b\x84c\x8dd",
    "null": "a\x00b",
    "Rich markup": "[bold red]markup[/] [on blue]",
    "Rich link markup": "[link=https://evil.example]click[/link]",
    "Rich closing tag alone": "[/] [/bold] [/nothing]",
    "Textual action": "[@click=app.quit]x[/] [@click=app.bell()]y[/]",
    "Textual variables": "[$primary]x[/] $text [not markup",
    "Rich emoji and backslashes": ":skull: \\[bold] \\\\[b]",
    "bidi override": "txt.\u202egnp.exe\u202c",
    "bidi override never closed": "\u202e\u2067\u202babc",
    "bidi marks and isolates": "\u200e\u200f\u061c\u2066a\u2069\u2068b",
    "zero width everywhere": "\u200b标\u200c题\u200d\u2060中\ufeff文\u00ad字\u180e",
    "tag characters hide text": "plain\U000e0001" + "".join(chr(0xE0000 + ord(char)) for char in "hidden"),
    "line and paragraph separator": "一\u2028二\u2029三",
    "interlinear annotation": "\ufff9base\ufffanote\ufffb",
    "noncharacters and private use": "\ufdd0\ufffe\uffff\U0010ffff\ue000\U000f0000",
    "Hangul fillers and Braille blank": "\u3164\u115f\uffa0\u2800",
}


def drivers() -> Iterator[Case]:
    for name, text in DRIVERS.items():
        yield f"{name} in title", post(title=quoted("前" + text + "后"))
        yield f"{name} in category and author", post(category=quoted(text), author=quoted(text))
        yield (
            f"{name} in body",
            post(f"<p>前{text}后</p><pre>{text}</pre><a href='{text}'>{text}</a><img alt='{text}' src=x>"),
        )
    for name in ("CSI clears the screen", "OSC 52 clipboard", "bidi override", "CSI of eight bits"):
        text = DRIVERS[name]
        yield (
            f"{name} escaped in YAML title",
            post(title='"' + "".join(f"\\u{ord(char):04x}" for char in text) + '"'),
        )
        entities = "".join(f"&#{ord(char)};" for char in text)
        yield f"{name} as entities", post(f"<p>{entities}</p><pre>{entities}</pre>", title=quoted(entities))
        yield (
            f"{name} in Markdown",
            markdown(f"# {text}\n\n`{text}` [{text}](http://x/{text})\n\n```\n{text}\n```\n"),
        )
        yield f"{name} alone is the post", text
        yield (
            f"{name} in every other value",
            headed(f"link: {text}\nlang: {text}\nthumbnail: {text}\ntags: ['{text}']\n{text}: 1"),
        )
