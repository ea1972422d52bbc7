"""The stamps of agencies: ISO 8601, extended or compact, cut off anywhere."""

from __future__ import annotations

import re

from mediacorpus.errors import DateError, ValidationError
from mediacorpus.newsdate import NewsDate, Order

__all__ = ["stamp"]

_STAMP = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d)"
    r"(?:[T ]?(?P<hour>\d\d):?(?P<minute>\d\d)"
    r"(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,6})\d*)?)?)?"
    r" ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?)?",
    re.ASCII,
)


def stamp(printed: str, language: str | None = None, order: Order | None = None) -> NewsDate:
    """The date of a stamp; of one that is written in words, as `NewsDate.parse` reads it.

    A midnight without a zone is what programs write where only the day is known: it is left out.

    Raises `DateError` where it is no date, and `UnclearDateError` where the day cannot be told.

    >>> stamp("20231124T192141+0000").value, stamp("20080219+0100").value
    ('2023-11-24T19:21:41+00:00', '2008-02-19')
    >>> stamp("20070101T000000").value
    '2007-01-01'
    """
    raw = " ".join(printed.split())
    match = _STAMP.fullmatch(raw)
    if not match:
        return NewsDate.parse(raw, language=language, order=order)
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    value = "-".join(filter(None, (year, month, day)))
    if hour and (zone or f"{hour}{minute}{second or '00'}" != "000000"):
        value += f"T{hour}:{minute}" + (f":{second}" if second else "")
        value += (f".{fraction}" if fraction else "") + _offset(zone or "")
    try:
        return NewsDate(value=value, raw=raw)
    except ValidationError as error:
        raise DateError(f"{raw!r} is no date: {error.reason}") from None


def _offset(zone: str) -> str:
    """An offset as ISO 8601 has it: '+0300' is '+03:00'."""
    if zone in ("Z", "UTC", "GMT"):
        return "Z"
    return zone if len(zone) != 5 else f"{zone[:3]}:{zone[3:]}"
