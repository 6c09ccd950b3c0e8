"""Where the links of an article are."""

from __future__ import annotations

from hypothesis import given

from reader.document import Document, build
from reader.document.blocks import Heading, Span
from reader.document.spots import Spot, spots
from tests.document.test_nothing_lost import pages

HEAD = Document((Heading((Span("题"), Span("a.example", ("link",), "https://a.example"))),))


def test_links_come_in_reading_order_each_where_it_stands() -> None:
    body = build(
        "<p>见<a href='https://a.example/1'>灯<b>塔</b></a>，再见<a href='https://a.example/1'>灯塔</a></p>"
        "<table><tr><td>一<td><a href='https://a.example/2'>二</a></table>"
        "<a href='https://a.example/page'><img src='https://i.example/x.png' alt='灯塔图'></a>"
        "<iframe src='https://v.example/3'></iframe>",
        "html",
    )
    assert spots((HEAD, body)) == [
        Spot(0, 0, 1, 10, "https://a.example", "a.example"),
        Spot(1, 0, 1, 3, "https://a.example/1", "灯塔"),
        Spot(1, 0, 6, 8, "https://a.example/1", "灯塔"),
        Spot(1, 1, 2, 3, "https://a.example/2", "二"),
        Spot(1, 2, 0, 3, "https://i.example/x.png", "灯塔图"),
        Spot(1, 2, 3, 3, "https://a.example/page", "https://a.example/page"),
        Spot(1, 3, 0, 0, "https://v.example/3", "https://v.example/3"),
    ]


@given(pages)
def test_every_address_of_a_document_is_in_a_spot(html: str) -> None:
    document = build(f"<a href='https://a.example/1'>x</a>{html}<a href='https://a.example/2'>y</a>", "html")
    assert {link.href for link in document.links} == {spot.href for spot in spots((document,))}
