"""HTML and Markdown that is too deep, too long or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.form import markdown, post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.form import Case


def html_deep() -> Iterator[Case]:
    for tag, depth in (
        *(
            ("div", 60_000),
            ("blockquote", 20_000),
            ("span", 20_000),
            ("b", 20_000),
            ("ul><li", 20_000),
            ("ol><li", 20_000),
        ),
        *(
            ("table><tr><td", 20_000),
            ("font", 20_000),
            ("details><summary", 10_000),
            ("dl><dd", 10_000),
            ("figure", 10_000),
            ("svg><g", 10_000),
        ),
        *(
            ("math><mrow", 10_000),
            ("ruby><rt", 10_000),
            ("pre", 10_000),
            ("a href=x><p", 5_000),
            ("select><option", 5_000),
            ("h1", 10_000),
        ),
    ):
        name = "".join(char if char.isalnum() else "-" for char in tag)
        yield f"{depth} nested {name} never closed", post(f"<{tag}>" * depth + "深")
    close = "</{}>"
    for tag in ("div", "blockquote", "em", "sub"):
        yield f"20000 nested {tag} closed", post(f"<{tag}>" * 20_000 + "深处" + close.format(tag) * 20_000)
    yield "20000 closing tags without opening", post("</div></p></li></table>" * 5_000 + "after")
    yield "misnested formatting", post("<b><i><u><p><a href=x>" * 2_000 + "文" + "</b></i>" * 2_000)
    yield "list in list without items", post("<ul><ol>" * 5_000 + "<li>x")
    yield "text in tables where none may be", post("<table>x<tr>y<td>z" * 5_000)
    yield "forms in forms", post("<form><button>" * 5_000 + "x")


def html_long() -> Iterator[Case]:
    million = 3_000_000
    bodies = {
        "line of three million Latin letters": f"<p>{'a' * million}</p>",
        "line of three million Chinese characters": f"<p>{'字' * million}</p>",
        "line of three million characters in words": f"<p>{'some words here ' * (million // 16)}</p>",
        "line of three million in pre": f"<pre>{'x' * million}</pre>",
        "line of three million slashes": f"<p>{'/' * million}</p>",
        "line of three million non-breaking blanks": f"<p>{chr(0xA0) * million}</p>",
        "line of three million opening brackets": f"<p>{'（' * million}</p>",
        "a hundred thousand br": "<br>" * 100_000 + "x",
        "a hundred thousand hr": "<hr>" * 100_000,
        "a hundred thousand images": "<img src=x>" * 100_000,
        "a hundred thousand empty paragraphs": "<p></p>" * 100_000,
        "a hundred thousand short paragraphs": "<p>短</p>" * 100_000,
        "a hundred thousand links": "<a href=x>链</a>" * 100_000,
        "a hundred thousand comments": "<!---->" * 100_000,
        "sixteen thousand newlines in a paragraph": f"<p>{chr(10) * 16_000}a{'b' + chr(10)}</p>",
        "unclosed a, 48 KB": "<a " * 16_000,
        "unclosed angle brackets": "<" * 100_000,
        "unclosed entity ampersands": "&" * 100_000 + "&#x" * 50_000,
        "unclosed quotes in attributes": '<a href="' * 10_000,
        "attribute of two megabytes": f'<img alt="{"字" * 700_000}" src="data:{"A" * 2_000_000}">',
        "ten thousand attributes": "<p " + " ".join(f"a{at}=1" for at in range(10_000)) + ">x</p>",
        "tag name of a megabyte": f"<{'x' * 1_000_000}>y",
        "combining marks, a hundred thousand on a letter": "<p>e" + "\u0301" * 100_000 + "</p>",
        "ZWJ chain of fifty thousand": "<p>👩" + "\u200d👩" * 50_000 + "</p>",
        "tabs, a hundred thousand": f"<pre>{chr(9) * 100_000}x</pre><p>{chr(9) * 100_000}x</p>",
        "whitespace of every kind": "<p>"
        + "\u2000\u2003\u3000\u205f\u202f\u1680\x0b\x0c\r" * 5_000
        + "x</p>",
        "ruby of ten thousand": "<ruby>" + "漢<rt>かん</rt>" * 10_000 + "</ruby>",
        "RTL of a hundred thousand": "<p dir=rtl>" + "שלום עולם " * 10_000 + "</p>",
    }
    for name, body in bodies.items():
        yield name, post(body)


def html_wrong() -> Iterator[Case]:
    wide = "<tr>" + "<td>格</td>" * 2_000 + "</tr>"
    bodies = {
        "colspan and rowspan of a billion": "<table><tr><td colspan=1000000000 rowspan=1000000000>x</td><td>y</table>",
        "colspan negative, zero, no number": "<table><tr><td colspan=-5>a<td colspan=0>b<td rowspan=x>c<td colspan=1e9>d<td colspan=''>e</table>",
        "colspan of a thousand in a thousand rows": "<table>"
        + "<tr><td colspan=1000 rowspan=1000>x" * 1000
        + "</table>",
        "table of two thousand columns": f"<table>{wide}{wide}</table>",
        "table of twenty thousand rows": "<table>" + "<tr><td>一<td>二<td>三" * 20_000 + "</table>",
        "table of nothing": "<table></table><table><tr></tr></table><table><tbody><tr><td></table>",
        "table whose cell is a megabyte": f"<table><tr><td>a<td>{'字' * 350_000}<td>b</table>",
        "table with controls in its cells": "<table><tr><td>\x1b[2J<td>a\tb<td>\u202ex<td>👩\u200d👩</table>",
        "links to scripts": "".join(
            f'<a href="{url}">{at}</a> '
            for at, url in enumerate(
                (
                    "javascript:alert(1)",
                    "JaVaScRiPt:x",
                    " javascript:x",
                    "java\nscript:x",
                    "data:text/html,<script>x</script>",
                    "vbscript:x",
                    "file:///etc/passwd",
                    "\x01javascript:x",
                    "&#106;avascript:x",
                )
            )
        ),
        "links that are no links": "<a href='http://[::1'>1</a><a href='http://a b'>2</a><a href='//'>3</a><a href='http://'>4</a><a href='http://x:99999999/'>5</a><a href='http://\u202e.com'>6</a><a href='%'>7</a><a href='?%zz%'>8</a>",
        "link redirects inside redirects": "<a href='https://link.zhihu.com/?target="
        + "https%3A%2F%2Flink.zhihu.com%2F%3Ftarget%3D" * 500
        + "x'>r</a>",
        "link of two megabytes": f"<a href='http://x/{'a' * 2_000_000}'>x</a>",
        "link without text, with picture, with block": "<a href=x></a><a href=y><img src=z></a><a href=w><h1>h</h1><p>p</a>",
        "comment never closed": "<p>a</p><!-- " + "b" * 10_000,
        "CDATA never closed": "<p>a</p><![CDATA[ b",
        "script never closed": "<p>a</p><script>alert(1)" + "<p>" * 1000,
        "style never closed": "<p>a</p><style>p{" + "x:y;" * 1000,
        "textarea, title, plaintext never closed": "<p>a</p><textarea><p>b</p><title><p>c<xmp><plaintext><p>d",
        "noscript, template, noembed": "<noscript><p>a</noscript><template><p>b</template><noembed>c</noembed><noframes>d</noframes>",
        "frameset": "<frameset><frame src=x></frameset><p>after",
        "body and html again": "</body></html><html><body onload=x><p>again</p><head><title>t</title><base href=http://evil/>",
        "processing instructions and doctypes": "<?php system('x'); ?><!DOCTYPE x [<!ENTITY a 'b'>]><?xml version='1.0'?>&a;<p>x",
        "null bytes in tags and text": "<p\x00>a\x00b</p><\x00b>c</b>&\x00amp;",
        "entities of bad numbers": "<p>&#0;&#x80;&#xD800;&#x110000;&#99999999999999;&#-1;&#xFFFE;&#27;[2J&#x9b;2J&#8238;x</p>",
        "attributes without values": "<img><img src><img src=''><a><iframe><video><audio><source><embed><object>",
        "frames to nowhere": "<iframe src=javascript:x></iframe><iframe srcdoc='<script>x</script>'></iframe><iframe src='//'></iframe><video src='http://[x'></video>",
        "svg and math inside out": "<svg><foreignObject><p>a<math><mtext><table><mglyph><style><img src=x onerror=y>",
        "everything hidden": "<div hidden><p>x</p></div><p style='display:none'>y</p><p aria-hidden=true>z</p>",
        "heading of everything": "<h1><ul><li><table><tr><td><pre>x\n\ny</pre></table></ul></h1><h7>no</h7><h0>no</h0>",
        "list numbers out of range": "<ol start=99999999999999999999><li>a</ol><ol start=-5 reversed><li>b</ol><ol start=x><li value=1e9>c</ol>",
        "list of a hundred thousand": "<ol>" + "<li>项" * 100_000 + "</ol>",
        "pre of a hundred thousand lines": "<pre>" + "x\n" * 100_000 + "</pre>",
        "pre with escapes and wide text": "<pre>\x1b[31m红\t字\x1b[0m\r\n👩\u200d👩\tx\n"
        + "宽" * 500
        + "</pre>",
        "sizes of pictures": "<img width=-1 height=1e999 src=x><img width=99999999999999999999 src=y alt='"
        + "替" * 10_000
        + "'>",
        "custom tags": "<x-y>a</x-y><CET口试报名>b</CET口试报名><1>c<é>d</é>",
        "uppercase and slashes": "<P/><BR/><DIV/>a</ P><p/ >b</br></p/>",
        "template braces": "{{ x }} {% raw %} &#123;{ y }} ${z} <%= w %>",
        "soft hyphens and no break": "<p>" + "ab\u00adcd\u2011ef\u2060gh" * 2_000 + "</p>",
        "details open a thousand": "<details open><summary>s</summary>x</details>" * 1_000,
    }
    for name, body in bodies.items():
        yield name, post(body)


def markdowns() -> Iterator[Case]:
    many = 50_000
    bodies = {
        "quotes ten thousand deep": ">" * 10_000 + " x",
        "quotes deep with blanks": "> " * 5_000 + "x\n" + "> " * 100 + "y",
        "stars": "*" * many,
        "stars and letters": "*a" * many,
        "stars and underscores": "**a_b" * 10_000,
        "opening brackets": "[" * many,
        "brackets and parentheses": "[a](" * 20_000,
        "image brackets": "![" * 20_000,
        "nested links": "[" * 5_000 + "x" + "](y)" * 5_000,
        "lists a thousand deep": "\n".join("  " * at + "- x" for at in range(1_000)),
        "lists in one line": "- " * 5_000 + "x",
        "numbered lists in one line": "1. " * 5_000 + "x",
        "list number too long": "999999999999999999999. x\n\n0. y\n\n-1. z",
        "reference bomb": "[a]: " + "x" * 50_000 + "\n\n" + "[a] " * 50_000,
        "ten thousand references": "\n".join(f"[r{at}]: http://x/{at} 't'" for at in range(10_000))
        + "\n\n[r1]",
        "footnotes in footnotes": "".join(f"[^{at}]: see [^{at + 1}]\n" for at in range(2_000)) + "[^0]",
        "table of two thousand columns": "|a" * 2_000
        + "|\n"
        + "|-" * 2_000
        + "|\n"
        + ("|b" * 2_000 + "|\n") * 5,
        "table of ten thousand rows": "|a|b|\n|-|-|\n" + "|一|二|\n" * 10_000,
        "table row of one column, ten thousand bars": "|a|b|\n|-|-|\n" + "|" * 10_000,
        "backtick runs": "".join("`" * at + "a" for at in range(1, 400)),
        "fence never closed": "```python\n" + "x = 1\n" * 10_000,
        "fence of ten thousand backticks": "`" * 10_000 + "\nx\n" + "`" * 9_999,
        "entities": "&amp;" * many,
        "autolinks": "<http://" * 10_000,
        "html tags never closed": "<a " * 10_000,
        "html comments never closed": "<!-- " * 10_000,
        "html declaration and CDATA runs": "<![CDATA[" * 5_000 + "<!A " * 5_000 + "<?" * 5_000,
        "backslashes": "\\" * many + "\\*",
        "emphasis beside Chinese": "**“粗”**文字" * 5_000,
        "heading underlines": "x\n===\n" * 5_000,
        "a hundred hashes": "#" * 100 + " x\n" + "###### " * 1_000,
        "links to scripts": "[x](javascript:alert(1)) ![y](data:text/html,x) <javascript:x> [z](<\x1b[2J>)",
        "tabs and blanks": "\t \t" * 20_000 + "x",
        "math and liquid": "$$" * 5_000 + "{% if %}" * 5_000,
        "line of a million": "字" * 1_000_000,
        "blank lines, a hundred thousand": "a" + "\n" * 100_000 + "b",
    }
    for name, body in bodies.items():
        yield f"Markdown {name}", markdown(body)
