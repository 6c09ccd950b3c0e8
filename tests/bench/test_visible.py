"""What a reader sees of a body by the independent parse: rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.visible import pieces

if TYPE_CHECKING:
    from reader.model import Markup


def seen(body: str, markup: Markup = "html", title: str = "") -> str:
    return " ".join(
        "".join(piece.text for piece in pieces(body, markup, title) if piece.kind == "seen").split()
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<template>x</template>",
        "<noscript>x</noscript>",
        "<!-- x -->",
        "<p hidden>x</p>",
        '<p style="color: red; display : none">x</p>',
        '<span class="sr-only big">x</span>',
        "<button>x</button>",
        "<svg><title>x</title><text>x</text></svg>",
        "<video src=a.mp4>x</video>",
        "<dialog>x</dialog>",
        '<pre><span class="copy-code-btn">x</span></pre>',
        '<h2><a class="headerlink" href="#a">x</a></h2>',
        '<i aria-hidden="true">x</i>',
    ],
)
def test_what_a_reader_would_not_see_is_not_seen(hidden: str) -> None:
    assert seen(f"<p>前</p>{hidden}<p>后</p>") == "前 后"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a&lt;b &amp;amp; c", "a<b &amp; c"),
        ("List<T> and <名称>", "List<T> and <名称>"),
        ("<x-note>in a component</x-note>", "in a component"),
        ("<pre>#include <stdio.h>\nvector<div> x</pre>", "#include <stdio.h> vector<div> x"),
        ('<pre><div class="line"><span>a</span></div></pre>', "a"),
        ("<details><summary>题</summary>文</details>", "题 文"),
        ("<table><tr><td>甲<td>乙</table>", "甲 乙"),
        ("<table>outside<tr><td>甲</table>", "outside 甲"),
        ('<img src="a.png" alt="雾中的灯塔">', "雾中的灯塔"),
        ('<img src="a.png" alt="图片"> <img src="b.png" alt="smile" width="16">', ""),
        ('<figure><img src="a.png" alt="文件"><figcaption>灯塔</figcaption></figure>', "灯塔"),
        ('<img src="https://math.example/equation?tex=a%5E2">', "a^2"),
        ("<dialog open>x</dialog>", "x"),
        ("<![CDATA[露]]>", "露"),
        ("[TOC]", ""),
        ('<p>注<a href="#n1">[1]</a></p>', "注1"),
    ],
)
def test_what_a_reader_would_see_is_seen(body: str, text: str) -> None:
    assert seen(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# 题\n\n- a\n- [x] b\n\n~~c~~", "题 a b c"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("注[^1]\n\n[^1]: 脚注", "注1 脚注"),
        ("[文]({% link a.md %}) {{ page.title }} 完\n{: .big}", "文 完"),
        ("```ruby\nh = {:a => 1}\n```", "h = {:a => 1}"),
        ("{% highlight sh %}\nls <dir>\n{% endhighlight %}", "ls <dir>"),
        ("价 $5 与 $10", "价 $5 与 $10"),
        ("式 $a_1$", "式 a1"),
    ],
)
def test_markdown_is_read_by_the_standard_and_its_dialects(body: str, text: str) -> None:
    assert seen(body, "markdown") == text


def test_a_heading_that_repeats_the_title_need_not_be_shown() -> None:
    assert seen("<h1>雾中渡轮！</h1><p>文</p>", title="雾中渡轮") == "文"
    assert seen("<p>雾中渡轮</p>", title="雾中渡轮") == ""
    assert seen("<h1>另一题</h1><p>文</p>", title="雾中渡轮") == "另一题 文"
