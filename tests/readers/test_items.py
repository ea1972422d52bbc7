"""The items of a document that holds several."""

from __future__ import annotations

import io

import pytest

from mediacorpus import Article, Entry, Limits, Rejection
from mediacorpus.readers import Context, Place, reader
from mediacorpus.readers.items import Item, read_each

READER = reader("page-text")
TEXTS = (b"one", b"two", b"three")
ITEMS = [Item(Place(n, 10 * n, 10 * n + 10), raw) for n, raw in enumerate(TEXTS, start=1)]


def read(item: Item) -> Entry | Rejection:
    if item.raw == b"two":
        raise ValueError("cannot be")
    return Entry(article=Article(id=item.raw.decode()))


def outcome(context: Context) -> list[str]:
    return [
        one.article.id if isinstance(one, Entry) else f"{one.item}: {one.code}"
        for one in read_each(READER, context, ITEMS, read)
    ]


def test_one_that_fails_costs_itself_alone() -> None:
    assert outcome(Context(sha256="0" * 64)) == ["one", "2: reader-failed", "three"]


def test_one_that_is_too_large_is_not_read() -> None:
    context = Context(sha256="0" * 64, limits=Limits(decoded_bytes=3))
    assert outcome(context) == ["one", "2: reader-failed", "3: too-large"]


def test_those_that_were_read_before_are_passed_over() -> None:
    assert outcome(Context(sha256="0" * 64, passed=2)) == ["three"]


def test_want_of_memory_is_no_fault_of_the_item() -> None:
    def fail(item: Item) -> Entry:
        raise MemoryError

    with pytest.raises(MemoryError):
        next(read_each(READER, Context(sha256="0" * 64), ITEMS, fail))


def test_a_file_of_several_dumps_is_gone_on_with() -> None:
    part = "Article {} of 3\n\nTalks fail\n\nThey met in Oslo, and they left after hour {}.\n\n"
    raw = "".join(part.format(n, n) for n in (1, 2, 3)).encode()

    def ids(passed: int) -> list[str]:
        context = Context(sha256="0" * 64, passed=passed)
        return [str(one) for one in READER.open(io.BytesIO(raw), context)]

    assert len(ids(0)) == 3
    assert ids(2) == ids(0)[2:]
