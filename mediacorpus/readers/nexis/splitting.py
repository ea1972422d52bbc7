"""The lines of a file, cut into its cover and its items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mediacorpus.newsdate import Order
from mediacorpus.readers.nexis.dates import date_line
from mediacorpus.readers.nexis.labels import Words, words
from mediacorpus.readers.nexis.lines import Line

__all__ = ["Part", "parts"]


class Part(NamedTuple):
    """Lines that belong together: a cover, or an item.

    Of an item, `number` is printed above it, with how many there are (`of`); `ended` says that the
    line which ends an item of Nexis Uni stood below it.
    """

    lines: list[Line]
    is_cover: bool = False
    number: int | None = None
    of: int | None = None
    ended: bool = False


FURTHEST_DATE = 8
"""So many lines behind the beginning of an item its date stands at the most."""
FEWEST = 3
"""What has fewer lines, and no label, is no item but what stands behind the last one."""


def parts(lines: Iterable[Line], most: int, order: Order | None) -> Iterator[Part]:
    """The cover, if there is one, and the items; of one with more than `most` bytes, only as many
    lines as show that."""
    known = words()
    held: list[Line] = []
    size = 0
    number: tuple[int, int] | None = None
    marked = begun = ended = False
    for line in lines:
        found = known.number(line.words)
        if line.mark or (found and not (marked and len(held) == 1 and held[0].mark)):
            if found and marked and not line.mark and number == found and not held:
                continue
            yield from _closed(held, begun=begun, number=number, order=order, behind=ended)
            held, size, number, begun, ended = [line], len(line.raw) - line.lead, found, True, False
            marked = line.mark
            continue
        if found:  # below the mark of the form: it is the number of the same item
            number = found
        elif line.words in known.ends:
            held.append(line)
            yield from _closed(held, begun=begun, number=number, order=order, whole=True)
            held, size, number, begun, ended, marked = [], 0, None, False, True, False
            continue
        size += len(line.raw) - (0 if held else line.lead)
        if size - len(line.raw) <= most:
            held.append(line)
    yield from _closed(held, begun=begun, number=number, order=order, behind=ended, last=True)


def _closed(
    held: list[Line],
    *,
    begun: bool,
    number: tuple[int, int] | None,
    order: Order | None,
    whole: bool = False,
    behind: bool = False,
    last: bool = False,
) -> Iterator[Part]:
    """What the lines since the last cut are: a cover, an item, or both."""
    if not held:
        return
    printed, of = number or (None, None)
    if begun:
        yield Part(held, number=printed, of=of, ended=whole)
        return
    known = words()
    if behind and not whole and not _has_substance(held, known):
        return  # what stands behind the last item
    if not (whole or last):
        yield Part(held, is_cover=True)  # above the first number
        return
    first = _cover_end(held, known, order)
    if first:
        yield Part(held[:first], is_cover=True)
    if held[first:] and (whole or first < len(held)):
        yield Part(held[first:], ended=whole)


def _has_substance(held: list[Line], known: Words) -> bool:
    return len(held) >= FEWEST or any(known.labelled(line.text) for line in held)


def _cover_end(held: list[Line], known: Words, order: Order | None) -> int:
    """How many lines stand before the first item of an export that has no numbers above them."""
    limit = next(
        (
            number
            for number, line in enumerate(held)
            if line.words in known.headings
            or known.rights.match(line.words)
            or ((found := known.labelled(line.text)) and found.label is not None)
        ),
        len(held),
    )
    on_cover = [
        number
        for number, line in enumerate(held[:limit])
        if known.is_cover(line.words) and not date_line(line.words, order)  # "3. März 2019"
    ]
    if not on_cover:
        return 0
    last = on_cover[-1]
    dates = (
        number
        for number in range(limit - 1, last, -1)
        if (dated := date_line(held[number].words, order)) and dated.sure
    )
    date = next(dates, None)
    page = next((number for number in range(limit, last, -1) if _is_page(held, number)), None)
    if date is None:
        return limit if page is None and limit == len(held) else page or last + 1
    if page is not None and 0 < date - page <= FURTHEST_DATE:
        return page
    return max(date - 2, last + 1)


def _is_page(held: list[Line], number: int) -> bool:
    return number < len(held) and held[number].page
