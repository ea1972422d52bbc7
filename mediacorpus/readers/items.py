"""The items of a document that holds several, each read by itself: one that fails costs itself
alone."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mediacorpus.readers import Context, Place, Reader
from mediacorpus.records import Entry, Rejection

__all__ = ["Item", "fault", "read_each"]


class Item(NamedTuple):
    """One of several in a document: its place there, and its bytes."""

    place: Place
    raw: bytes


def read_each(
    reader: Reader,
    context: Context,
    items: Iterable[Item],
    read: Callable[[Item], Entry | Rejection],
) -> Iterator[Entry | Rejection]:
    """What comes of each item, one for one, but of those that are passed over.

    One that is too large is rejected without being read; one on which `read` fails is rejected with
    the place in the code, and the next one follows.
    """
    for item in items:
        if item.place.item <= context.passed:
            continue
        too_large = context.too_large(reader, item.raw, place=item.place)
        if too_large:
            yield too_large
            continue
        try:
            found = read(item)
        except (OSError, MemoryError):
            raise  # no fault of the reader's
        except Exception as error:  # noqa: BLE001 - told as a rejection, with its place
            found = context.rejection(reader, "reader-failed", fault(error), item.raw, item.place)
        yield found


def fault(error: Exception) -> str:
    """What to say of an exception that is no fault of the material's, with its place in the code.

    >>> try:
    ...     1 / 0
    ... except ZeroDivisionError as error:
    ...     fault(error).partition(" (")[0]
    'ZeroDivisionError: division by zero'
    """
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"{type(error).__name__}: {error} ({os.path.basename(frame.filename)}, line "
        f"{frame.lineno}).  This is a fault of mediacorpus: please report it with the file"
    )
