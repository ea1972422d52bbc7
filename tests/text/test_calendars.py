"""Days of the Persian and the Islamic calendar, against days that are known."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.text.calendars import hijri_days, jalali_day


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1300, 1, 1), "1921-03-21"),
        ((1357, 11, 22), "1979-02-11"),
        ((1395, 7, 19), "2016-10-10"),
        ((1399, 12, 30), "2021-03-20"),
        ((1402, 1, 1), "2023-03-21"),
        ((1403, 12, 30), "2025-03-20"),
        ((1404, 1, 1), "2025-03-21"),
    ],
)
def test_days_of_the_persian_calendar(jalali: tuple[int, int, int], gregorian: str) -> None:
    assert jalali_day(*jalali).isoformat() == gregorian


@given(st.integers(1178, 1632))
def test_every_persian_year_follows_the_one_before(year: int) -> None:
    days = []
    for month in range(1, 13):
        for day in range(1, 32):
            try:
                days.append(jalali_day(year, month, day))
            except ValueError:
                continue
    assert len(days) in (365, 366)
    assert [*days, jalali_day(year + 1, 1, 1)] == [
        days[0] + datetime.timedelta(days=n) for n in range(len(days) + 1)
    ]


@pytest.mark.parametrize("day", [(1402, 0, 1), (1402, 13, 1), (1402, 7, 31), (1000, 1, 1)])
def test_what_is_no_day_is_refused(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"out of range|there is no day"):
        jalali_day(*day)


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1438, 1, 9), "2016-10-10"),
        ((1444, 12, 10), "2023-06-28"),  # the feast, in Saudi Arabia
        ((1445, 9, 1), "2024-03-11"),
        ((1446, 10, 1), "2025-03-30"),
    ],
)
def test_a_day_of_the_islamic_calendar_lies_within_a_few(
    hijri: tuple[int, int, int], gregorian: str
) -> None:
    first, last = hijri_days(*hijri)
    assert first <= datetime.date.fromisoformat(gregorian) <= last
    assert (last - first).days == 4
    with pytest.raises(ValueError, match="there is no day 31"):
        hijri_days(1445, 9, 31)
