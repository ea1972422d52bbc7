"""How much one item may cost: what is bigger or takes longer is rejected, and says so."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from mediacorpus.fields import LARGEST, record

__all__ = ["DEFAULT", "LIMITED", "Limits"]

LARGEST_ITEM = 10 * 2**20
"""The most bytes that one item may have; a page is some ten thousand, so more is a mistake."""

LARGEST_MEMORY = 2 * 2**30
"""What reading one item may take in memory: 10 MB of nothing but tags take 0.9 GB."""

LIMITED = frozenset(("too-large", "gzip-bomb", "too-slow", "too-much-memory"))
"""The codes of rejections that other limits may spare."""


@record
class Limits:
    """The most that one item may cost, whatever is wrong with it.

    - ``seconds``: how long the reading of one item may take, in seconds of the clock; where
      `Corpus.ingest` reads, and with None it reads in the process itself, without a limit.
    - ``decoded_bytes``: how many bytes an item may have, once it is unpacked.
    - ``ratio``: how many times its size a gzipped file may become; up to a megabyte it may always.
    - ``memory``: how many bytes of memory the reading of one item may take on top of what the
      process has; where `Corpus.ingest` reads in another process, on Linux.  With None there is no
      limit.

    Raises `ValidationError` for what can be no limit.

    >>> Limits(seconds=20)
    Limits(seconds=20.0, decoded_bytes=10485760, ratio=100.0, memory=2147483648)
    """

    seconds: Annotated[float, Meta(gt=0, le=1e6)] | None = 5.0
    decoded_bytes: Annotated[int, Meta(ge=1, le=LARGEST)] = LARGEST_ITEM
    ratio: Annotated[float, Meta(ge=1, le=1e9)] = 100.0
    memory: Annotated[int, Meta(ge=2**20, le=LARGEST)] | None = LARGEST_MEMORY

    @property
    def size(self) -> str:
        """`decoded_bytes` in words.

        >>> Limits().size, Limits(decoded_bytes=1000).size
        ('10 MB', '1000 bytes')
        """
        megabytes = self.decoded_bytes / 2**20
        return f"{megabytes:g} MB" if megabytes >= 1 else f"{self.decoded_bytes} bytes"


DEFAULT = Limits()
"""The limits where none are given."""
