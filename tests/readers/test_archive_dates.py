"""The dates and the bylines of exports, which a label says are ones."""

from __future__ import annotations

import pytest

from mediacorpus.readers.archive_bylines import authors_in
from mediacorpus.readers.archive_dates import date_in, unclear_date


@pytest.mark.parametrize(
    ("line", "tried", "value"),
    [
        ("29 décembre 2011 15:32", ("fr",), "2011-12-29T15:32"),
        ("29 décembre 2011", ("de", None, "xx"), "2011-12-29"),
        ("2018 年 10 月 7 日 17:04", (), "2018-10-07T17:04"),
        ("2012-01-09T01:35:58Z", ("en",), "2012-01-09T01:35:58Z"),
    ],
)
def test_a_date_is_read_in_the_first_language_in_which_it_is_one(
    line: str, tried: tuple[str | None, ...], value: str
) -> None:
    assert str(date_in(line, tried).date) == value


def test_a_date_whose_day_cannot_be_told_says_why() -> None:
    read = date_in("03/04/2016", ("en",))
    assert (read.date, read.printed) == (None, True)
    notice = unclear_date("03/04/2016", read.why)
    assert notice.code == "date-unclear"
    assert "order='DMY'" in notice.message
    assert str(date_in("03/04/2016", ("en",), "DMY").date) == "2016-04-03"
    assert date_in("mardi 5 octobre 2013", ("fr",)).date is None


def test_what_is_no_date() -> None:
    assert date_in("Late Edition", ("en",)).printed is False


@pytest.mark.parametrize(
    ("byline", "language", "names"),
    [
        ("By Jane Smith and Al Roe", "en", ("Jane Smith", "Al Roe")),
        ("Anne Exemple", "xx", ("Anne Exemple",)),
        ("홍길동", "ko", ("홍길동",)),
        ("山田太郎、佐藤花子", "ja", ("山田太郎", "佐藤花子")),
        ("", "en", ()),
        (None, None, ()),
    ],
)
def test_the_names_in_a_byline(
    byline: str | None, language: str | None, names: tuple[str, ...]
) -> None:
    assert authors_in(byline, language) == names
