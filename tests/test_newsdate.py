"""What a date means, as precisely as it was printed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given

from mediacorpus import DateError, NewsDate, ValidationError
from tests.strategies import dates


@pytest.mark.parametrize(
    ("value", "precision", "earliest", "latest"),
    [
        ("2016", "year", "2016-01-01T00:00:00", "2016-12-31T23:59:59.999999"),
        ("2016-02", "month", "2016-02-01T00:00:00", "2016-02-29T23:59:59.999999"),
        ("2016-12", "month", "2016-12-01T00:00:00", "2016-12-31T23:59:59.999999"),
        ("2016-10-10", "day", "2016-10-10T00:00:00", "2016-10-10T23:59:59.999999"),
        ("9999-12-31", "day", "9999-12-31T00:00:00", "9999-12-31T23:59:59.999999"),
        ("2016-10-10T14", "hour", "2016-10-10T14:00:00", "2016-10-10T14:59:59.999999"),
        (
            "2016-10-10T14:05Z",
            "minute",
            "2016-10-10T14:05:00+00:00",
            "2016-10-10T14:05:59.999999+00:00",
        ),
        (
            "2016-10-10T14:05:09.5",
            "second",
            "2016-10-10T14:05:09.500000",
            "2016-10-10T14:05:09.500000",
        ),
    ],
)
def test_a_date_lies_between_its_first_and_its_last_moment(
    value: str, precision: str, earliest: str, latest: str
) -> None:
    date = NewsDate(value=value)
    assert date.precision == precision
    assert date.earliest == datetime.datetime.fromisoformat(earliest)
    assert date.latest == datetime.datetime.fromisoformat(latest)


@pytest.mark.parametrize(
    "value",
    ["", "16", "2016-13", "2016-02-30", "2016-10-10T25:00", "20161010", "2016-W41", "2016-10-10 14:05",
     "0000", "2016-10-10\n", "٢٠١٦", "2016-10-10T14:05+3", "2016-10-10T14:05+03:75",
     "2016-10-10T24:00"],
)  # fmt: skip
def test_what_is_no_date_is_no_value(value: str) -> None:
    with pytest.raises(ValidationError, match=r"NewsDate\.value"):
        NewsDate(value=value)


def test_dates_of_different_precision_do_not_compare_but_sort() -> None:
    month, day = NewsDate(value="2016-10"), NewsDate(value="2016-10-10")
    with pytest.raises(TypeError):
        _ = month < day  # type: ignore[operator]
    later = NewsDate(value="2016-10-10T23:30-05:00")  # the 11th in UTC
    earlier = NewsDate(value="2016-10-11T01:00+00:00")
    assert sorted([later, day, earlier, month], key=NewsDate.sort_key) == [
        month,
        day,
        earlier,
        later,
    ]


@pytest.mark.parametrize(
    ("value", "since", "until", "fits"),
    [
        ("2016-10-10", "2016-10-10", "2016-10-10", True),
        ("2016-10-10", "2016-10-11", None, False),
        ("2016-10-10", None, "2016-10-09", False),
        ("2016-10", "2016-10-31", None, True),
        ("2016", None, "2016-01-01", True),
        ("2016-10-10T23:30-05:00", None, "2016-10-10", True),  # by the clock as printed
        ("2016-10-10T23:30-05:00", "2016-10-11T04:00Z", None, True),  # in UTC, as both can
        ("2016-10-10", datetime.date(2016, 10, 10), datetime.datetime(2016, 10, 10, 12), True),
    ],
)
def test_queries_include_their_ends_and_go_by_overlap(
    value: str, since: object, until: object, fits: bool
) -> None:
    assert NewsDate(value=value).overlaps(since, until) is fits  # type: ignore[arg-type]


def test_a_date_in_a_call_is_iso() -> None:
    with pytest.raises(DateError, match="no ISO date"):
        NewsDate.of("10 October 2016")
    odd = datetime.timezone(datetime.timedelta(minutes=53, seconds=28))
    with pytest.raises(DateError, match="no ISO date"):
        NewsDate.of(datetime.datetime(1890, 1, 1, tzinfo=odd))


@given(dates())
def test_every_date_overlaps_itself(date: NewsDate) -> None:
    assert date.overlaps(date, date)
    assert date.sort_key() == date.sort_key()
    assert date.earliest <= date.latest
