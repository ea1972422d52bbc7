"""The items of an XML document, bit by bit."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.json_items import JsonItems
from mediacorpus.readers.xml_items import Root, XmlItems, element_of, root_of


class Slowly(io.BytesIO):
    """A stream that gives few bytes at a time, as one over a network may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(7, size) if size and size > 0 else 7)


DOCUMENT = (
    "<?xml version='1.0'?><!-- <item> --><!DOCTYPE a [<!ENTITY b '<item>'>]><a x='1'><title>T</title>"
    "<item>1<![CDATA[</item>]]></item> <x:item/><item>2<!-- </item> --></item><items/><item>ü"
    "</item></a>"
)


@pytest.mark.parametrize("stream", [io.BytesIO, Slowly])
def test_items_are_where_they_say(stream: type[io.BytesIO]) -> None:
    raw = DOCUMENT.encode()
    items = XmlItems(stream(raw), {"item"}, 1000)
    found = list(items)
    assert [one.raw.decode() for one in found] == [
        "<item>1<![CDATA[</item>]]></item>", "<x:item/>", "<item>2<!-- </item> --></item>",
        "<item>ü</item>",
    ]  # fmt: skip
    assert [raw[one.place.start : one.place.end] for one in found] == [one.raw for one in found]
    assert [one.place.item for one in found] == [1, 2, 3, 4]
    assert items.is_whole
    assert b"ENTITY" not in items.head


def test_of_one_that_is_too_large_no_more_is_kept() -> None:
    raw = b"<a><item>" + b"x" * 300_000 + b"</item><item/></a>"
    first, second = XmlItems(io.BytesIO(raw), {"item"}, 100)
    assert len(first.raw) == 101
    assert first.place.end - first.place.start == 300_000 + 13
    assert second.raw == b"<item/>"


def test_an_item_is_parsed_within_what_it_stands_in() -> None:
    parsed = element_of("<x:b>1 &nbsp; &y; &#146;</x:b>", ['<a xmlns:x="urn:x">'])
    assert parsed.element is not None
    assert parsed.element.tag == "{urn:x}b"
    assert parsed.element.text == "1 \xa0 &y; ’"
    assert [one.code for one in parsed.notices] == ["entity-left"]


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (
            b"\xef\xbb\xbf <?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY a '>'>]><x:a xmlns:x='u'>",
            Root("a", "u"),
        ),
        ("<a>".encode("utf-16"), Root("a", None)),
        (b"<!-- " * 20_000, None),
        (b"<" * 60_000, None),
        (b"a <b>", None),
        (b"", None),
    ],
)
def test_a_document_is_known_by_its_root(head: bytes, root: Root | None) -> None:
    assert root_of(head) == root


@given(
    st.lists(
        st.sampled_from(
            [b"<item>", b"</item>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"x", b"<", b"/>"]
        ),
        max_size=30,
    )
)
def test_items_never_overlap(parts: list[bytes]) -> None:
    raw = b"<a>" + b"".join(parts)
    end = 0
    for stream in (io.BytesIO(raw), Slowly(raw)):
        for one in XmlItems(stream, {"item"}, 1000):
            assert one.place.start >= end
            assert raw[one.place.start : one.place.end] == one.raw
            end = one.place.end
        end = 0


@pytest.mark.parametrize("stream", [io.BytesIO, Slowly])
def test_items_of_a_list_are_where_they_say(stream: type[io.BytesIO]) -> None:
    raw = r'{"a": {"items": [{}]}, "items" : [{"b": "}\"]"}, [1, [2]], {"ü": {}}], "c": "\\"} x'.encode()
    items = JsonItems(stream(raw), "items", 1000)
    found = list(items)
    assert [one.raw.decode() for one in found] == [r'{"b": "}\"]"}', "[1, [2]]", '{"ü": {}}']
    assert [raw[one.place.start : one.place.end] for one in found] == [one.raw for one in found]
    assert items.is_whole
