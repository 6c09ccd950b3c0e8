"""The form that hostile posts share, so that only one thing is wrong with each."""

from __future__ import annotations

Case = tuple[str, str | bytes]
"""What is wrong (also the file's name) and what the file holds."""

PROSE = "<p>第一段，讲一件普通的事。</p><p>Second paragraph, of no importance.</p>"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def post(
    body: str = PROSE,
    *,
    title: str = "'一个标题'",
    category: str = "金融",
    author: str = "某某",
    date: str = "2021-05-06",
) -> str:
    """A crawled post with raw YAML values, so that any of them may be the bad one."""
    return (
        f"\n---\ntitle: {title}\ncategories: \n - {category}\n - 来源\nauthor: {author}\ncomments: false\n"
        f"date: {date}\n---\n\n<div>   \n{body}  \n</div>\n            "
    )


def headed(header: str, body: str = PROSE) -> str:
    return f"---\n{header}\n---\n\n{body}\n"


def markdown(body: str) -> str:
    return headed("title: Markdown\ndate: 2021-05-06", body)
