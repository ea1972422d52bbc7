"""Gzipped raw material, unpacked piece by piece: within the limits, and whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from mediacorpus.errors import DecodeError
from mediacorpus.limits import Limits
from mediacorpus.streams import GZIP, gzip_chunks

__all__ = ["NotUnpackedError", "unpacked"]

HARMLESS = 2**20
"""Up to so many bytes a file may unpack to whatever ratio it has: a short list of equal lines
does."""


class NotUnpackedError(Exception):
    """Compressed bytes that do not give a document: the code of the rejection, and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def unpacked(stream: BinaryIO, limits: Limits) -> BinaryIO:
    """A stream from its beginning; gzip, known by its first bytes, is unpacked while it is read.

    Reading it raises `NotUnpackedError` where the file is cut or damaged, or goes over the ratio.
    """
    stream.seek(0)
    head = stream.read(len(GZIP))
    stream.seek(0)
    if head != GZIP:
        return stream
    return cast("BinaryIO", io.BufferedReader(_Unpacked(stream, limits.ratio), 2**16))


class _Unpacked(io.RawIOBase):
    """The bytes that are packed in a stream of gzip."""

    def __init__(self, stream: BinaryIO, ratio: float) -> None:
        self._chunks = self._checked(stream, ratio)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It is read, and not written or sought in."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; 0 at the end."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = memoryview(chunk)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    @staticmethod
    def _checked(stream: IO[bytes], ratio: float) -> Iterator[bytes]:
        size = 0
        try:
            for chunk in gzip_chunks(stream):
                size += len(chunk)
                if size > HARMLESS and size > ratio * stream.tell():
                    raise NotUnpackedError(
                        "gzip-bomb",
                        f"the gzip file unpacks to more than {ratio:g} times its size, as no page "
                        "does; if this one may, raise the limit (ratio)",
                    )
                yield chunk
        except DecodeError as error:
            raise NotUnpackedError(
                "gzip-damaged",
                f"{error.reason}; what was unpacked until there is not taken for the whole: fetch "
                "the file again",
            ) from None
