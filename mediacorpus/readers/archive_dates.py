"""The dates of an export, in the language of its page or of its articles."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import NamedTuple

from mediacorpus import languages
from mediacorpus.errors import DateError, UnclearDateError
from mediacorpus.newsdate import NewsDate, Order
from mediacorpus.records import Notice
from mediacorpus.text.folding import fold_space

__all__ = ["Read", "date_in", "unclear_date"]


class Read(NamedTuple):
    """What a line is: a date, or one that was `printed` but whose day cannot be told, or none; and
    why."""

    date: NewsDate | None
    printed: bool
    why: str = ""


def date_in(line: str, tried: Iterable[str | None], order: Order | None = None) -> Read:
    """The date that a line is: in the first of some languages in which it is one, then in any.

    >>> date_in("9 Januar 1993", ["fr"]).date.value
    '1993-01-09'
    """
    line = fold_space(line)
    read = Read(None, printed=False)
    for language in (*dict.fromkeys(filter(languages.has_pack, tried)), None):
        read = _read(line, language, order)
        if read.printed:
            break
    return read


@functools.lru_cache(maxsize=8192)
def _read(line: str, language: str | None, order: Order | None) -> Read:
    try:
        return Read(NewsDate.parse(line, language=language, order=order), printed=True)
    except UnclearDateError as error:
        return Read(None, printed=True, why=str(error))
    except DateError as error:
        return Read(None, printed=False, why=str(error))


def unclear_date(line: str, why: str) -> Notice:
    """That a date was left out."""
    message = f"the date was left out: {why}"
    return Notice(code="date-unclear", message=message, excerpt=line[:200] or None)
