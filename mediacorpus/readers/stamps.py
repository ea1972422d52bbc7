"""The dates of feeds and letters, which standards give a form: RFC 822 and its successors, and the
W3C's profile of ISO 8601."""

from __future__ import annotations

import datetime
import re

from mediacorpus.errors import DateError
from mediacorpus.newsdate import NewsDate, Order
from mediacorpus.text.folding import fold_space

__all__ = ["read_stamp"]


def read_stamp(
    said: str, order: Order | None = None, reference: datetime.datetime | None = None
) -> NewsDate:
    """The date that a feed or a letter says, as precise as it says it.

    A year of two digits is what RFC 5322 says it is (49 is 2049, 50 is 1950), a month alone
    stays one; `raw` is what was said.

    Raises `DateError` for what is no date, and for what programs write where they have none.

    >>> read_stamp("Thu, 01 Jan 04 19:48:21 UT").value, read_stamp("2003-12").value
    ('2004-01-01T19:48:21Z', '2003-12')
    """
    raw = fold_space(said)
    text = _COMMENT.sub("", raw).strip()
    text = _SHORT_YEAR.sub(_with_century, text)
    text = _COMPACT_DAY.sub(r"\1-\2-\3", text)
    text = _SHORT_OFFSET.sub(r"\1:00", text)
    text = _UNIVERSAL.sub(" GMT", text)
    if _MONTH.fullmatch(text):
        date = NewsDate.of(text)
    else:
        date = NewsDate.parse(text, order=order, reference=reference)
    if not date.calendar and _UNSET.match(date.value):
        raise DateError(f"{raw!r} is what programs write where they have no day")
    if date.raw == raw:
        return date
    return NewsDate(value=date.value, raw=raw, zone=date.zone, calendar=date.calendar)


def _with_century(match: re.Match[str]) -> str:
    day, month, year, behind = match.groups()
    return f"{day} {month} {'20' if int(year) < FIRST_OF_CENTURY else '19'}{year}{behind}"


FIRST_OF_CENTURY = 50
_COMMENT = re.compile(r"\s*\([^()]{0,80}\)")
_SHORT_YEAR = re.compile(r"\b(\d{1,2})[ -]([A-Z][a-z]{2})[ -](\d\d)( \d{1,2}:\d\d)", re.ASCII)
_COMPACT_DAY = re.compile(r"^(\d{4})(\d\d)(\d\d)$", re.ASCII)
_SHORT_OFFSET = re.compile(r"(?<=\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?[+-]\d\d)$", re.ASCII)
_UNIVERSAL = re.compile(r"(?<=\d) UT$")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_UNSET = re.compile(r"000[01]-|1899-12-30|19(?:69-12-31|70-01-01)T")
"""The days from which programs count, and so write where there is none."""
