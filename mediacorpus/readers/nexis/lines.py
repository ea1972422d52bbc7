"""What every form of an export comes down to: lines, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from mediacorpus.readers.encoding import Decoded

__all__ = ["Form", "Line"]


class Line(NamedTuple):
    """A line that has words.

    - ``text``: as printed, with its odd spaces, none at the edges; ``words``: with folded space.
    - ``apart``: whether there is room above it: a blank line, or space between paragraphs.
    - ``raw``: its bytes and those since the line before, of which ``lead`` stand before it;
      ``start``, ``end``: where it stands in the file.  In HTML the first line of an item has the
      bytes of all of it; in DOCX, which is packed, the line itself stands for them.
    - ``first``, ``last``: its characters in the decoded file; -1 where it is not in one piece
      there.
    - ``centred``; ``wrapped``: broken at the width of a page, so that the next line may go on;
      ``page``: first on a new page; ``mark``: first of an item, as the form itself says.
    - ``link``: where its words lead.
    """

    text: str
    words: str
    apart: bool
    raw: bytes
    start: int
    end: int
    lead: int = 0
    first: int = -1
    last: int = -1
    centred: bool = False
    wrapped: bool = False
    page: bool = False
    mark: bool = False
    link: str | None = None


class Form(Protocol):
    """A file in one of the forms of an export."""

    @property
    def announced(self) -> int | None:
        """How many items the form itself says that there are, once its lines have begun."""
        ...

    def lines(self) -> Iterator[Line]:
        """The lines of the file, in order."""
        ...

    def decoded(self, raw: bytes) -> Decoded:
        """How the bytes of an item became text."""
        ...
