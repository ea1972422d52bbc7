"""Files of several items, cut where a mark stands."""

from __future__ import annotations

import io
import re
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Article, Entry, Limits, Rejection
from mediacorpus.readers import Context, reader
from mediacorpus.readers.marked_items import CHUNK, Marked, MarkedItems, head_text

MARK = re.compile(rb"<item( [^<>]{0,100})?>")


def read(
    raw: bytes, mark: re.Pattern[bytes] = MARK, most: int = 2**20
) -> tuple[list[Marked | Rejection], str]:
    """The items of a file, and what stands above the first."""
    found: list[Marked | Rejection] = []

    def keep(item: Marked) -> Entry:
        found.append(item)
        return Entry(article=Article(id="x"))

    context = Context(sha256="0" * 64, limits=Limits(decoded_bytes=most))
    items = MarkedItems(io.BytesIO(raw), context, marks=(mark,))
    rejected = [one for one in items.read(reader("page-text"), keep) if isinstance(one, Rejection)]
    return [*found, *rejected], items.cover


@given(
    st.text("ab é\n", max_size=20),
    st.lists(st.text("ab é\n", max_size=30), max_size=5),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_items_lie_where_they_are_said_to(above: str, items: list[str], encoding: str) -> None:
    raw = (above + "".join(f"<item n=1>{text}" for text in items)).encode(encoding)
    found, _ = read(raw)
    texts = []
    for number, one in enumerate(found, start=1):
        assert isinstance(one, Marked)
        assert one.place.item == number
        assert raw[one.place.start : one.place.end] == one.raw
        texts.append(one.decoded.text)
    assert texts == [f"<item n=1>{text}" for text in items]


@pytest.mark.parametrize("shift", range(-12, 3))
def test_a_mark_may_stand_where_one_reading_ends(shift: int) -> None:
    first = b"<item>" + b"a" * (2**20 + shift - 6)
    found, _ = read(first + b"<item n=2>b" * 3, most=2**22)
    assert [one.raw for one in found if isinstance(one, Marked)] == [first, *[b"<item n=2>b"] * 3]


def test_of_an_item_that_is_too_large_no_more_is_held_than_its_limit() -> None:
    class Endless(io.RawIOBase):
        """A hundred megabytes of one item, and a second."""

        def __init__(self) -> None:
            self.parts = self._parts()

        def _parts(self) -> Iterator[bytes]:
            yield b"<item>"
            for _ in range(400):
                yield b"a" * CHUNK
            yield b"<item>b"

        def read(self, size: int = -1) -> bytes:
            del size
            return next(self.parts, b"")

    context = Context(sha256="0" * 64, limits=Limits(decoded_bytes=1000))
    items = MarkedItems(Endless(), context, marks=(MARK,))  # type: ignore[arg-type]
    tracemalloc.start()
    first, second = items.read(reader("page-text"), lambda _: Entry(article=Article(id="x")))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(first, Rejection)
    assert (first.code, isinstance(second, Entry)) == ("too-large", True)
    assert most < 20 * 2**20


def test_one_encoding_holds_for_all_items() -> None:
    text = "Die Straße war für die Männer zu schmal, und der Fluss trat über die Ufer."
    raw = f"<item>{text}<item>Küste<item>naive".encode("latin-1")
    found, _ = read(raw)
    assert [one.decoded.text for one in found if isinstance(one, Marked)] == [
        f"<item>{text}",
        "<item>Küste",
        "<item>naive",
    ]


def test_the_first_bytes_as_text() -> None:
    assert head_text("\ufeffÜber <item>".encode("utf-16-le")).endswith("<item>")
