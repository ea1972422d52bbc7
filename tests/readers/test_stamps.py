"""The dates of feeds and letters."""

from __future__ import annotations

import pytest

from mediacorpus import DateError
from mediacorpus.readers.stamps import read_stamp


@pytest.mark.parametrize(
    ("said", "value", "zone"),
    [
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z", None),
        ("Thu, 1 Jan 04 19:48 -0500 (EST)", "2004-01-01T19:48-05:00", None),
        ("Fri, 01 Jan 99 19:48:21 UT", "1999-01-01T19:48:21Z", None),
        ("Tue, 3 Jun 2003 3:45:00 EST", "2003-06-03T03:45:00", "EST"),
        ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z", None),
        ("2003-12-31T10:14+02", "2003-12-31T10:14+02:00", None),
        ("20031231", "2003-12-31", None),
        ("2003-12", "2003-12", None),
        ("2003", "2003", None),
        ("2016/6/29", "2016-06-29", None),
    ],
)
def test_a_stamp_is_as_precise_as_it_is_said(said: str, value: str, zone: str | None) -> None:
    date = read_stamp(f" {said}\n")
    assert (date.value, date.zone, date.raw) == (value, zone, said)


@pytest.mark.parametrize(
    "said",
    ["", "x", "0000-00-00", "1970-01-01T00:00:00Z", "0001-01-01", "03/04/2016", "2003-13",
     "Mon, 01 Jan 2004 19:48:21 GMT", "Thu, 32 Jan 2004", "9" * 5_000],
)  # fmt: skip
def test_what_is_none_is_refused(said: str) -> None:
    with pytest.raises(DateError):
        read_stamp(said)
