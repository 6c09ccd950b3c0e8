"""What no drawn line shows: languages of code, pieces of long Markdown, and the functions that sources go through."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.document import build, dialects, liquid
from reader.document.blocks import Code, Heading, Media, Paragraph, Rule
from reader.document.formulas import is_formula
from reader.document.markdown import to_html


def codes(body: str, *, html: bool = False) -> list[tuple[str, str]]:
    document = build(body, "html" if html else "markdown")
    return [(block.language, block.text) for block in document.blocks if isinstance(block, Code)]


# The language of code


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("python", "python"),
        ("{.python}", "python"),
        ("{.python .numberLines}", "python"),
        ("python {linenos=true}", "python"),
        ("js:app.js", "js"),
        ("C++", "c++"),
        ("{r, echo=FALSE}", "r"),
        ('js title="a.js"', "js"),
        ("", ""),
    ],
)
def test_the_language_of_a_fence_is_its_first_word(info: str, language: str) -> None:
    assert codes(f"```{info}\nx\n```") == [(language, "x")]


@pytest.mark.parametrize(
    "body",
    [
        "~~~\nx\n~~~\n{: .language-ruby}",
        "    x\n{: .language-ruby .big}",
        "{% highlight ruby linenos %}\nx\n{% endhighlight %}",
        "{% codeblock 题 lang:ruby https://a.example %}\nx\n{% endcodeblock %}",
        "{% code lang:ruby %}\nx\n{% endcode %}",
        '{{< highlight ruby "linenos=table" >}}\nx\n{{< /highlight >}}',
    ],
)
def test_attributes_and_templates_name_the_language_of_code(body: str) -> None:
    assert codes(body) == [("ruby", "x")]


@pytest.mark.parametrize(
    "body",
    [
        "<figure class='highlight go'><table><tr><td class=gutter><pre>1</pre><td class=code><pre>x</pre></table></figure>",
        "<div class='language-go highlighter-rouge'><div class=highlight><pre class=highlight><code>x</code></pre></div></div>",
        "<div class=highlight><pre tabindex=0>\n<code class=language-go data-lang=go>x</code></pre></div>",
        "<pre data-language=Go>x</pre>",
        "<pre><code class='hljs lang-go'>x</code></pre>",
    ],
)
def test_highlighters_name_the_language_of_code(body: str) -> None:
    assert codes(body, html=True) == [("go", "x")]


# Pieces

LINES = (
    "甲乙", "# 题", "- 项", "  续", "1. 一", "> 引", "```", "~~~~", "    码", "<div>", "</div>", "<!--", "-->", "<pre>", "</pre>",
    "| a | b |", "|---|---|", "[a]: /x", "[a] [^n] [b][a]", "[^n]: 注", "    续注", "[^m]: [^n]", "[^m]", "术语", ": 义", "$$", "x",
    "---", "", "", "", "\\begin{align}", "\\end{align}", "*[a]: b", "<script>",
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(LINES), max_size=40), st.integers(1, 60))
@example(["[^m] [a]", "", "甲", "", "[a]: /x", "[^m]: 注"], 1)
@example(["- 项", "", "- 项", "", "  续", "", "甲"], 1)
def test_pieces_of_any_size_give_what_the_whole_gives(lines: list[str], piece: int) -> None:
    body = "\n".join(lines)
    assert to_html(body, piece) == to_html(body)


def test_long_markdown_is_read_with_its_links_and_notes_from_any_piece() -> None:
    body = (
        "[首][l] 注[^n]\n\n"
        + "## 节\n\n一段*斜*的话，说得不长。\n\n" * 60_000
        + "[l]: https://a.example\n[^n]: 末\n"
    )
    assert len(body) > 1_000_000
    document = build(body, "markdown")
    assert document.blocks[0].spans[0].href == "https://a.example"
    assert sum(isinstance(block, Heading) for block in document.blocks) == 60_000
    assert [type(block) for block in document.blocks[-2:]] == [Rule, Paragraph]
    assert document.blocks[-1].text == "末"


def test_the_opening_of_long_markdown_has_the_links_and_marks_of_the_whole() -> None:
    body = "[首][l] 注[^n]\n\n" + "一段话。\n\n" * 2_000 + "[l]: https://a.example\n[^n]: 末\n"
    opening, whole = build(body, "markdown", limit=1_000), build(body, "markdown")
    assert not opening.complete
    assert opening.blocks == whole.blocks[: len(opening.blocks)]


# Formulas


@pytest.mark.parametrize(
    "tex", ["x", "x^2", "10^5", "0 \\le x < n", "a+b", "\\text{潮高}_{max}", "O(n)", "-1", "f(x)=2x"]
)
def test_signs_of_tex_make_a_formula(tex: str) -> None:
    assert is_formula(tex)


@pytest.mark.parametrize(
    "words", ["5 or", "5", "12.50", "5元和", "HOME", "name", "PATH:", "3 million dollars", "甲x乙"]
)
def test_prices_names_and_sentences_are_no_formula(words: str) -> None:
    assert not is_formula(words)


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "US$5$",
        "costs $5, or 6$ each",
        "$HOME/bin:$PATH",
        "logm$$ and $$",
        "`$x$`",
        "\\$x\\$ y$",
        "$ x $",
    ],
)
def test_dollars_of_prose_are_text(text: str) -> None:
    spans = build(text, "markdown").blocks[0].spans
    assert not any("math" in span.styles for span in spans)


# Templates and dialects


@pytest.mark.parametrize("markdown", [True, False])
@pytest.mark.parametrize(
    "body",
    [
        "",
        "{ x }",
        "{{",
        "{%",
        "{{}}",
        "{% %}",
        "{{ 1 + 1 }}",
        "{{<>}}",
        "}} %} >}}",
        "{{ }}",
        "{%\n",
        "a {{ b",
    ],
)
def test_what_is_no_template_stays_as_it_is(body: str, markdown: bool) -> None:
    assert liquid.plain(body, markdown=markdown) == body


@pytest.mark.parametrize(
    "code",
    ["```\n{{ x }}\n```", "    {% if a %}", "`{{< y >}}`", "`` ` {{ x }} ``", "<pre>\n{{ x }}\n</pre>", "- a\n\n      {{ x }}\n",
     "> ```\n> {{ x }}\n> ```", "<code>{% x %}</code>"],
)  # fmt: skip
def test_templates_in_code_are_left_alone(code: str) -> None:
    assert liquid.plain(code, markdown=True) == code


def test_an_indent_in_an_item_is_no_code() -> None:
    assert "template-marker" in liquid.plain("- a\n\n    {{ x }}\n", markdown=True)


@pytest.mark.parametrize(
    "code", ["```\n{:name => 1}\n```", "    {: .x}\n", "`[a](b){: .c}`", "~~~\n::: tip\n~~~"]
)
def test_attributes_in_code_are_left_alone(code: str) -> None:
    assert dialects.plain(code) == code


@pytest.mark.parametrize("text", ["{a: b}", "x {:y} z", "集合 {#1}", "a ::: b", ":::\n", "{.5}"])
def test_braces_of_prose_are_left_alone(text: str) -> None:
    assert dialects.plain(text) == text


@pytest.mark.parametrize(
    ("template", "href"),
    [
        ("{% youtube x1 %}", "https://www.youtube.com/watch?v=x1"),
        ("{{< youtube id='abcdefg' >}}", "https://www.youtube.com/watch?v=abcdefg"),
        ('{% include youtube.html id="x1" %}', "https://www.youtube.com/watch?v=x1"),
        ("{{< bilibili BV1a >}}", "https://www.bilibili.com/video/BV1a"),
        ("{{< bilibili id=BV1a >}}", "https://www.bilibili.com/video/BV1a"),
        ("{% gist a/1 %}", "https://gist.github.com/a/1"),
        ("{% tweet https://twitter.com/a/status/1 %}", "https://twitter.com/a/status/1"),
        ("{{< tweet 7 >}}", "https://twitter.com/i/status/7"),
        ("{% audio https://a.example/b.mp3 %}", "https://a.example/b.mp3"),
        ("{% iframe https://a.example/x 100% 400 %}", "https://a.example/x"),
    ],
)
def test_a_player_leads_to_its_page(template: str, href: str) -> None:
    blocks = build(template, "markdown").blocks
    assert [block.href for block in blocks if isinstance(block, Media)] == [href]


def test_a_pair_that_is_never_closed_holds_nothing() -> None:
    assert build("{% note %}\n\n甲\n\n乙", "markdown").blocks[-1].frames == ()


def test_a_word_of_dashes_around_a_tag_is_not_shown() -> None:
    assert build("甲{%- if a -%}乙{%- endif -%}丙{{- x -}}", "markdown").text == "甲乙丙‹x›"
