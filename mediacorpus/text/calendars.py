"""Days of the Persian and the Islamic calendar as days of the Gregorian.

The Persian solar year (Jalali) begins at the spring equinox in Iran.  Its leap years are those of a
cycle of 33 years, which is right from 1178 to 1633.  A month of the Islamic lunar year (Hijri)
begins when the moon is seen, in one country a day before another: what is counted is the civil
calendar, in which months have 30 and 29 days in turn, and which is a day or two off.
"""

from __future__ import annotations

import datetime
import functools

__all__ = ["hijri_days", "jalali_day"]

OFF = datetime.timedelta(days=2)
"""So far from the civil calendar a month of the Islamic one may begin."""


def jalali_day(year: int, month: int, day: int) -> datetime.date:
    """The day of a date in the Persian solar calendar.

    Raises ValueError where there is no such day, and for a year before 1178 or after 1633.

    >>> jalali_day(1402, 7, 12)
    datetime.date(2023, 10, 4)
    """
    if not 1178 <= year <= 1633:
        raise ValueError(f"year {year} is out of range")
    last = 31 if month < 7 else 30 if month < 12 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= last):
        raise ValueError(f"there is no day {day} in month {month}")
    before = 31 * (month - 1) - max(month - 7, 0)
    return _new_year(year) + datetime.timedelta(days=before + day - 1)


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


@functools.cache
def _new_year(year: int) -> datetime.date:
    since = range(1178, year)
    days = sum(365 + _is_leap(one) for one in since)
    return datetime.date(1799, 3, 21) + datetime.timedelta(days=days)


def hijri_days(year: int, month: int, day: int) -> tuple[datetime.date, datetime.date]:
    """The first and the last day that a date in the Islamic calendar can mean.

    Raises ValueError where there is no such day in any place.

    >>> hijri_days(1445, 9, 5)
    (datetime.date(2024, 3, 13), datetime.date(2024, 3, 17))
    """
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"there is no day {day} in month {month}")
    months = -(-59 * (month - 1) // 2)
    middle = 227014 + 354 * (year - 1) + (3 + 11 * year) // 30 + months + day
    return datetime.date.fromordinal(middle) - OFF, datetime.date.fromordinal(middle) + OFF
