"""NewsDate: a publication date with the precision that was printed.

A date is a truncated ISO 8601 string, as ninjs and NewsML-G2 have it: "2016", "2016-10",
"2016-10-10", "2016-10-10T14:05+03:00".  What was not printed is not there: nothing is padded with
midnight or with today.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import Literal

from mediacorpus.errors import DateError, ValidationError
from mediacorpus.fields import TRUNCATED_DATE, Text, TruncatedDate, record

Order = Literal["DMY", "MDY", "YMD"]
Calendar = Literal["jalali", "hijri"]
Precision = Literal["year", "month", "day", "hour", "minute", "second"]


@record
class NewsDate:
    """A date as precise as it was printed.

    - ``value``: truncated ISO 8601, "2016" to "2016-10-10T14:05:30+03:00".
    - ``raw``: the words that were printed, where there are any.
    - ``zone``: the time zone as printed where it has no single offset ("EST", "IST").
    - ``calendar``: "jalali" or "hijri", if ``raw`` is in the Persian solar or the Islamic calendar;
      ``value`` is the Gregorian day of the first, and of the second, whose days differ from place
      to place, the month or the year that it surely lies in.

    >>> date = NewsDate.parse("10 October, 2016")
    >>> date.value, date.precision
    ('2016-10-10', 'day')
    >>> date.latest
    datetime.datetime(2016, 10, 10, 23, 59, 59, 999999)

    There is no ``<``: "October 2016" is neither before nor after "10 October 2016".  Sort by
    `sort_key`, ask with `overlaps`.
    """

    value: TruncatedDate
    raw: Text | None = None
    zone: Text | None = None
    calendar: Calendar | None = None

    def _check(self) -> None:
        _check_value(self.value)

    @property
    def precision(self) -> Precision:
        """The smallest unit that was printed."""
        return _precision(self.value)

    @property
    def earliest(self) -> datetime.datetime:
        """The first moment that the date can mean; aware where an offset was printed."""
        return _bounds(self.value)[0]

    @property
    def latest(self) -> datetime.datetime:
        """The last moment that the date can mean; aware where an offset was printed."""
        return _bounds(self.value)[1]

    def sort_key(self) -> tuple[datetime.datetime, datetime.datetime]:
        """A key that sorts dates by their first moment, then by their last.

        Where an offset was printed the moment counts in UTC, elsewhere as it stands.
        """
        return _naive(self.earliest), _naive(self.latest)

    def overlaps(self, since: DateLike | None = None, until: DateLike | None = None) -> bool:
        """Whether some moment of the date lies between `since` and `until`, both included.

        The clock as printed decides, unless both sides have an offset: then UTC does.

        >>> NewsDate(value="2016-10").overlaps(since="2016-10-31")
        True
        """
        if since is not None and _before(self.latest, NewsDate.of(since).earliest):
            return False
        return until is None or not _before(NewsDate.of(until).latest, self.earliest)

    @classmethod
    def of(cls, moment: DateLike) -> NewsDate:
        """A NewsDate of an ISO string, a `datetime.date`, a `datetime.datetime` or a NewsDate.

        Raises `DateError` for any other string, and for an offset that has seconds.
        """
        if isinstance(moment, NewsDate):
            return moment
        value = moment.isoformat() if isinstance(moment, datetime.date) else moment
        try:
            return cls(value=value)
        except ValidationError as error:
            raise DateError(error.reason) from None

    @staticmethod
    def parse(
        line: str,
        *,
        language: str | None = None,
        order: Order | None = None,
        reference: DateLike | None = None,
    ) -> NewsDate:
        """Read a line that is a date and nothing else.

        `language` is a BCP 47 tag; without it every language pack is tried.  `order` says how
        numbers alone are to be read ("DMY": 03/04/2016 is 3 April).  `reference` is the day on
        which the line was printed or fetched; a date without a year and a relative one ("3 hours
        ago", "yesterday") need it.

        Raises `DateError` where the line is no date, and `UnclearDateError` where it is one, but
        which day it means cannot be told.

        >>> NewsDate.parse("Oct. 10, 2016 at 2.05pm EST").value
        '2016-10-10T14:05'
        >>> NewsDate.parse("03/04/2016")
        Traceback (most recent call last):
        mediacorpus.errors.UnclearDateError: '03/04/2016' is 2016-04-03 if the day comes first and \
2016-03-04 if the month does: pass order='DMY' or order='MDY'
        """
        from mediacorpus.text.dates import read_date

        return read_date(line, language=language, order=order, reference=reference)

    def __str__(self) -> str:
        return self.value


DateLike = NewsDate | datetime.date | datetime.datetime | str
"""What stands for a date in a call: a NewsDate, a Python date or an ISO string."""


# -- what a truncated date means ------------------------------------------------------------


@functools.lru_cache(maxsize=4096)
def _check_value(value: str) -> None:
    if not TRUNCATED_DATE.fullmatch(value):
        raise ValidationError(
            "NewsDate.value",
            f"{value!r} is no ISO date: write '2016', '2016-10', '2016-10-10' or "
            "'2016-10-10T14:05+03:00'",
        )
    try:
        _bounds(value)
    except ValueError as error:
        raise ValidationError("NewsDate.value", f"{value!r} is no date: {error}") from None


@functools.lru_cache(maxsize=4096)
def _bounds(value: str) -> tuple[datetime.datetime, datetime.datetime]:
    """The first and the last moment of a truncated date; ValueError where there is no such day."""
    precision = _precision(value)
    if precision == "year":
        year = int(value)
        return datetime.datetime(year, 1, 1), datetime.datetime.max.replace(year=year)
    if precision == "month":
        first = datetime.datetime.fromisoformat(value + "-01")
        return first, (
            datetime.datetime.max.replace(year=first.year)
            if first.month == 12
            else first.replace(month=first.month + 1) - datetime.timedelta(microseconds=1)
        )
    first = datetime.datetime.fromisoformat(value)
    if "." in value:
        return first, first
    span = {
        "day": datetime.timedelta(hours=24),
        "hour": datetime.timedelta(hours=1),
        "minute": datetime.timedelta(minutes=1),
        "second": datetime.timedelta(seconds=1),
    }[precision]
    return first, first + (span - datetime.timedelta(microseconds=1))


def _precision(value: str) -> Precision:
    clock = re.split(r"[Z+]|-(?=..:)", value[11:])[0]
    by_length: dict[int, Precision] = {0: "day", 2: "hour", 5: "minute"}
    if len(value) < 10:
        return "year" if len(value) == 4 else "month"
    return by_length.get(len(clock), "second")


def _naive(moment: datetime.datetime) -> datetime.datetime:
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(datetime.UTC).replace(tzinfo=None)
    except OverflowError:  # the first or the last hours that a datetime can hold
        return moment.replace(tzinfo=None)


def _before(one: datetime.datetime, other: datetime.datetime) -> bool:
    if (one.tzinfo is None) != (other.tzinfo is None):
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return one < other
