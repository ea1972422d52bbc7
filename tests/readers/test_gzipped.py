"""Gzip as a stream: piece by piece, within the ratio, whole or not at all."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Limits
from mediacorpus.readers.gzipped import HARMLESS, NotUnpackedError, unpacked


def test_what_is_not_gzip_is_as_it_was() -> None:
    stream = io.BytesIO(b"Talks fail")
    stream.read(3)
    assert unpacked(stream, Limits()) is stream
    assert stream.read() == b"Talks fail"
    assert unpacked(io.BytesIO(b""), Limits()).read() == b""


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50))
def test_all_members_are_read_in_pieces_of_any_size(members: list[bytes], size: int) -> None:
    packed = b"".join(map(gzip.compress, members))
    stream = unpacked(io.BytesIO(packed), Limits())
    assert b"".join(iter(lambda: stream.read(size), b"")) == b"".join(members)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_cut_file_gives_an_error_and_never_less(raw: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(raw)
    end = data.draw(st.integers(2, len(packed) - 1))
    with pytest.raises(NotUnpackedError, match="cut"):
        unpacked(io.BytesIO(packed[:end]), Limits()).read()


def test_the_ratio_holds_from_a_megabyte_on() -> None:
    little, much = (gzip.compress(b"x" * size) for size in (HARMLESS, 4 * HARMLESS))
    assert len(unpacked(io.BytesIO(little), Limits()).read()) == HARMLESS
    with pytest.raises(NotUnpackedError, match="more than 100 times its size") as caught:
        unpacked(io.BytesIO(much), Limits()).read()
    assert caught.value.code == "gzip-bomb"
    assert len(unpacked(io.BytesIO(much), Limits(ratio=2000)).read()) == 4 * HARMLESS
