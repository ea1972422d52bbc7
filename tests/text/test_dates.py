"""Printed dates are read as precisely as they were printed, and a line that is no date stays one."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import DateError, LanguageError, NewsDate, UnclearDateError
from tests.strategies import texts


def value(line: str, **known: object) -> str:
    return NewsDate.parse(line, **known).value  # type: ignore[arg-type]


PRINTED = {
    "10 October, 2016": "2016-10-10",
    "10 October 2016": "2016-10-10",
    "10 Oct 2016": "2016-10-10",
    "10th October 2016": "2016-10-10",
    "10th of October 2016": "2016-10-10",
    "October 10, 2016": "2016-10-10",
    "OCTOBER 10, 2016": "2016-10-10",
    "Oct. 10, 2016": "2016-10-10",
    "Sept. 3, 2016": "2016-09-03",
    "Monday 10 October 2016": "2016-10-10",
    "Mon, 10 Oct 2016": "2016-10-10",
    "January 11, 2010 Monday": "2010-01-11",
    "2016 October 10": "2016-10-10",
    "October 2016": "2016-10",
    "2016": "2016",
    "10\xa0October\xa02016": "2016-10-10",
    "١٠ October ٢٠١٦": "2016-10-10",
    "30 August 2023 • 4:45pm": "2023-08-30T16:45",
    "24 Nov 2023 - 19:21": "2023-11-24T19:21",
    "12:20pm Jan 7, 2024": "2024-01-07T12:20",
    "12:05 a.m. Jan 7, 2024": "2024-01-07T00:05",
    "Oct 10 2016 2.05pm": "2016-10-10T14:05",
    "Oct 10 2016 at 2pm": "2016-10-10T14",
    "10 Oct 2016 14:05:30": "2016-10-10T14:05:30",
    "10 Oct 2016 14:05 hrs": "2016-10-10T14:05",
    "14.05 hours Z, 10 Oct 2016": "2016-10-10T14:05Z",
    "10 Oct 2016 14:05 GMT+1": "2016-10-10T14:05+01:00",
    "July 1, 2019 Monday 9:20 AM GMT": "2019-07-01T09:20Z",
    "16.05.2021 09:00": "2021-05-16T09:00",
    "06.05.2021": "2021-05-06",
    "2018 年 10 月 7 日 17:04": "2018-10-07T17:04",
    "2025年1月13日 20時01分": "2025-01-13T20:01",
    "2025년 6월 3일": "2025-06-03",
    "10/10/2016": "2016-10-10",
    "23/02/2004": "2004-02-23",
    "02/23/2004": "2004-02-23",
    "2016/10/10 14:00": "2016-10-10T14:00",
    "2016-10-10": "2016-10-10",
    "2018-11-21T16:25:32-05:00": "2018-11-21T16:25:32-05:00",
    "2023-08-30T16:45+0100": "2023-08-30T16:45+01:00",
    "2023-08-30T16:45:00.123Z": "2023-08-30T16:45:00.123Z",
    "20231124T192141Z": "2023-11-24T19:21:41Z",
    "20231124T192141+0000": "2023-11-24T19:21:41+00:00",
    "20231124192141": "2023-11-24T19:21:41",
    "Mon, 10 Oct 2016 14:05:00 +0000": "2016-10-10T14:05:00+00:00",
    "22 كانون الثاني/يناير 2026": "2026-01-22",
    "الإثنين 23 تشرين الثاني 2026": "2026-11-23",
    "5 جويلية 2024 - 10:20": "2024-07-05T10:20",
    "14 غشت 2025": "2025-08-14",
    "(2016)": "2016",
    "Sunday 03/04/2016": "2016-04-03",
    "Fri, 03/04/2016": "2016-03-04",
}


PRINTED_ELSEWHERE = {
    "2026年11月22日 21時17分": "2026-11-22T21:17",
    "2026年11月22日（日） 午後9時17分": "2026-11-22T21:17",
    "2026年11月22日 星期日 14:05": "2026-11-22T14:05",
    "2026年11月22日下午2点05分": "2026-11-22T14:05",
    "2026. 11. 22. 오후 2:05": "2026-11-22T14:05",
    "2026년 11월 22일 일요일": "2026-11-22",
    "22 ноября 2026, 14:05": "2026-11-22T14:05",
    "22 листопада 2026, 14:05": "2026-11-22T14:05",
    "22 ноември 2026 г., 14:05 ч.": "2026-11-22T14:05",
    "22. listopadu 2026": "2026-11-22",
    "22. novembra 2026": "2026-11-22",
    "22. studenoga 2026.": "2026-11-22",
    "22 tháng 11, 2026": "2026-11-22",
    "Chủ nhật, 22/11/2026, 14:05 (GMT+7)": "2026-11-22T14:05+07:00",
    "22. marraskuuta 2026": "2026-11-22",
    "su 22.11.2026 klo 14.05": "2026-11-22T14:05",
    "22 Νοεμβρίου 2026": "2026-11-22",
    "22 בנובמבר 2026": "2026-11-22",
    "रविवार, 22 नवंबर 2026": "2026-11-22",
    "2026 m. lapkričio 22 d. 14:05": "2026-11-22T14:05",
    "2026. november 22., vasárnap": "2026-11-22",
    "duminică, 22 noiembrie 2026, ora 14:05": "2026-11-22T14:05",
    "Jumapili, 22 Novemba 2026": "2026-11-22",
    "Sondag 22 November 2026": "2026-11-22",
    "22 d’agost de 2026": "2026-08-22",
}


@pytest.mark.parametrize(("line", "expected"), PRINTED_ELSEWHERE.items())
def test_dates_of_other_languages_are_read_as_they_are_printed(line: str, expected: str) -> None:
    assert NewsDate.parse(line).value == expected


def test_a_month_that_two_languages_mean_differently_is_unclear_without_the_language() -> None:
    with pytest.raises(UnclearDateError, match="2026-10-22 or 2026-11-22: pass language="):
        NewsDate.parse("22 listopada 2026")
    assert NewsDate.parse("22 listopada 2026", language="pl").value == "2026-11-22"
    assert NewsDate.parse("22 listopada 2026", language="hr").value == "2026-10-22"


def test_a_day_of_east_asia_without_a_year_needs_a_reference() -> None:
    with pytest.raises(UnclearDateError, match="has no year"):
        NewsDate.parse("11月22日 21:17")
    assert NewsDate.parse("11月22日 21:17", reference="2026-11-23").value == "2026-11-22T21:17"
    with pytest.raises(DateError, match="is no date"):
        NewsDate.parse("11月22日的会议")


@pytest.mark.parametrize(("line", "expected"), PRINTED.items())
def test_a_printed_date_is_read_with_its_precision(line: str, expected: str) -> None:
    date = NewsDate.parse(line)
    assert date.value == expected
    assert date.raw == line


def test_a_zone_without_a_single_offset_is_kept_as_printed() -> None:
    date = NewsDate.parse("May 28, 2019 Tuesday 15:43 EST")
    assert (date.value, date.zone) == ("2019-05-28T15:43", "EST")
    assert NewsDate.parse("17:41 JST, October 13, 2024").zone == "JST"


@pytest.mark.parametrize(
    "line",
    [
        "", " ", "3 min read", "2359 hours", "Page 12", "90 days", "12", "may", "Sunday", "7:30",
        "2 pm", "1,000", "in 2016", "May the force be with you", "10 October 2016 and more",
        "January 12, 2005 Wednesday, Final Edition", "2016-17", "12 Monkeys", "31 February 2016",
        "10 October 2016 25:00", "13/13/2016", "0/0/2016", "10 October 2016 13pm", "10 October 2016 14:05 mins", "EST", "½ October",
        "A Syrian rebel group have released footage on 10 October 2016.", "x" * 1000,
        "The 2012 sun", "Sun 2016", "Sunday, October 2016", "on 2016", "7:30 2016", "2pm October 2016",
        "Mon Monday 10 October 2016", "Monday yesterday", "10 Oct 2016 14:05 XYZ",
        "10 Oct 2016 14:05 SAID", "10 October/November 2016", "2016-10-10T14:05+03:75", "10 Oct 2016 14:05 +3:75",
        "1,234 5,678 12 2016 9 8", "12 2016 9 8 4 5 6 7 8 9 10 11 12",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(line: str) -> None:
    with pytest.raises(DateError) as caught:
        NewsDate.parse(line)
    assert not isinstance(caught.value, UnclearDateError)


def test_two_readings_are_refused_and_both_are_told() -> None:
    with pytest.raises(UnclearDateError) as caught:
        NewsDate.parse("03/04/2016")
    assert "2016-04-03" in str(caught.value)
    assert "2016-03-04" in str(caught.value)
    assert value("03/04/2016", order="DMY") == "2016-04-03"
    assert value("03/04/2016", order="MDY") == "2016-03-04"


def test_where_the_language_is_known_its_order_is() -> None:
    assert value("03/04/2016", language="fr") == "2016-04-03"
    assert value("03/04/2016", language="fr", order="MDY") == "2016-03-04"


def test_an_order_that_does_not_fit_is_not_swapped() -> None:
    with pytest.raises(DateError, match="order='MDY'"):
        NewsDate.parse("23/02/2004", order="MDY")


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Tuesday 10 October 2016", {}),
        ("Tue 10/10/2016", {}),
        ("Friday 03/04/2016", {"order": "DMY"}),
        ("Tuesday, Oct. 10", {"reference": "2016-10-12"}),
        ("Thur 10 October 2016", {}),
        ("Thurs. 10 October 2016", {}),
    ],
)
def test_a_weekday_that_is_not_the_days_is_refused_and_both_are_told(
    line: str, known: dict[str, object]
) -> None:
    with pytest.raises(
        UnclearDateError, match=r"names a \w+, but 2016-\d\d-\d\d was a (Mon|Sun)day"
    ):
        value(line, **known)


def test_a_year_of_two_digits_is_refused() -> None:
    with pytest.raises(UnclearDateError, match="two digits"):
        NewsDate.parse("02-23-04")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Oct. 10", "2016-10-10"),
        ("12 October", "2016-10-12"),
        ("13 October", "2016-10-13"),  # a day ahead: printed in another zone
        ("14 October", "2015-10-14"),
        ("Dec 31", "2015-12-31"),
        ("29 February", "2016-02-29"),
        ("3 hours ago", "2016-10-12T07+02:00"),
        ("3h ago", "2016-10-12T07+02:00"),
        ("12 mins ago", "2016-10-12T10:18+02:00"),
        ("2 days ago", "2016-10-10"),
        ("yesterday", "2016-10-11"),
        ("Today", "2016-10-12"),
        ("yesterday at 10:30", "2016-10-11T10:30"),
        ("gestern, 10:30 Uhr", "2016-10-11T10:30"),
        ("hier à 9h05", "2016-10-11T09:05"),
        ("il y a 2 jours", "2016-10-10"),
        ("قبل 3 أيام", "2016-10-09"),
        ("منذ ساعتين", "2016-10-12T08+02:00"),
    ],
)
def test_without_a_year_and_relative_need_a_reference(line: str, expected: str) -> None:
    with pytest.raises(UnclearDateError, match="reference="):
        NewsDate.parse(line)
    assert value(line, reference="2016-10-12T10:30+02:00") == expected


def test_a_relative_date_is_no_more_precise_than_its_unit_and_its_reference() -> None:
    with pytest.raises(UnclearDateError, match="week"):
        NewsDate.parse("2 weeks ago", reference="2016-10-12")
    with pytest.raises(UnclearDateError, match="time of day"):
        NewsDate.parse("3 hours ago", reference="2016-10-12")
    assert value("yesterday", reference=datetime.date(2016, 10, 12)) == "2016-10-11"
    with pytest.raises(UnclearDateError, match="needs a day"):
        NewsDate.parse("yesterday", reference="2016-10")


def test_a_language_without_a_pack_is_told() -> None:
    assert value("10 October 2016", language="en-GB") == "2016-10-10"
    with pytest.raises(LanguageError, match="'xx'"):
        NewsDate.parse("10 October 2016", language="xx")


OTHER_CALENDARS = {
    "۱۲ مهر ۱۴۰۲": ("2023-10-04", "jalali"),
    "12 Mehr 1402": ("2023-10-04", "jalali"),
    "چهارشنبه ۱۲ مهر ۱۴۰۲ - ۱۰:۳۰": ("2023-10-04T10:30", "jalali"),
    "۱۴۰۲/۰۷/۱۲": ("2023-10-04", "jalali"),
    "٥ رمضان ١٤٤٥ هـ": ("2024-03", "hijri"),
    "5 Ramadan 1445 AH": ("2024-03", "hijri"),
    "Dhul-Hijjah 14, 1444": ("2023-07", "hijri"),
    "24 جمادى الآخرة 1445": ("2024-01", "hijri"),
    "20 رجب 1445": ("2024", "hijri"),  # on the last of January or the first of February
}


@pytest.mark.parametrize(("line", "expected"), OTHER_CALENDARS.items())
def test_days_of_other_calendars_keep_their_words_and_their_calendar(
    line: str, expected: tuple[str, str]
) -> None:
    date = NewsDate.parse(line)
    assert (date.value, date.calendar) == expected
    assert date.raw == line


@pytest.mark.parametrize(
    "line",
    [
        "الثلاثاء 12 مارس 2024 - 2 رمضان 1445 هـ",
        "2 رمضان 1445 هـ الموافق 12 مارس 2024 م",
        "12 آذار/مارس 2024 / 2 رمضان 1445",
        "2 رمضان 1445 | 12 مارس 2024م",
        "Tuesday 2 Ramadan 1445 (12 March 2024)",
    ],
)
def test_beside_a_gregorian_day_that_of_another_calendar_says_nothing_new(line: str) -> None:
    date = NewsDate.parse(line)
    assert (date.value, date.calendar, date.raw) == ("2024-03-12", None, line)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("14 Dhu al-Hijjah", "hijri calendar without a year"),
        ("1402/07/12", "pass language='fa' or language='ar'"),
        ("پنجشنبه ۱۲ مهر ۱۴۰۲", "was a Wednesday"),
        ("22 ذو الحجة 1444 / 1445", "no date"),
        ("31 Mehr 1402", "no day 31 in month 7"),
        ("30 Esfand 1402", "no day 30 in month 12"),
    ],
)
def test_a_day_of_another_calendar_that_cannot_be_told_is_refused(line: str, why: str) -> None:
    with pytest.raises(DateError, match=why):
        NewsDate.parse(line)


def test_years_of_other_calendars_in_numbers_go_by_the_language() -> None:
    assert value("1402/07/12", language="fa") == "2023-10-04"
    assert value("1445/09/05", language="ar") == "2024-03"


def test_the_months_of_the_arab_world() -> None:
    for line in (
        "22 نوفمبر 2026", "22 تشرين الثاني 2026", "22 نونبر 2026", "٢٢ نوفمبر ٢٠٢٦",
        "22 تشرين الثاني/نوفمبر 2026",
    ):  # fmt: skip
        assert value(line) == "2026-11-22"
    assert value("12 مارس 2024م 10:30 م") == "2024-03-12T22:30"
    assert value("۲۲ نوامبر ۲۰۲۶") == "2026-11-22"


@given(texts | st.from_regex(r"[0-9a-zA-Z:./ ,+-]{1,40}"))
def test_any_line_is_a_date_or_a_date_error(line: str) -> None:
    try:
        date = NewsDate.parse(line, reference="2016-10-12T10:30")
    except DateError:
        return
    assert date.earliest <= date.latest


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_in_every_shape(day: datetime.date) -> None:
    for shape in ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%A %d %B %Y", "%d. %B %Y"):
        assert value(day.strftime(shape)) == day.isoformat()
    assert value(day.strftime("%d.%m.%Y"), order="DMY") == day.isoformat()
    assert value(day.strftime("%B %Y")) == day.isoformat()[:7]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Do., 5. Dez. 2024", "2024-12-05"),
        ("12. Okt 2025", "2025-10-12"),
        ("jue, 5 dic. 2024", "2024-12-05"),
        ("ven. 3 janv. 2025", "2025-01-03"),
        ("mardi 12 mars 2019 - 10 h 30", "2019-03-12T10:30"),
        ("12 مارس، 2019 - 10:30", "2019-03-12T10:30"),
        ("Tue Mar 12 10:30:00 UTC 2019", "2019-03-12T10:30:00Z"),
    ],
)
def test_months_and_weekdays_may_be_cut_short_and_clocks_stand_apart(
    line: str, expected: str
) -> None:
    assert value(line) == expected
