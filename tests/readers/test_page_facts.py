"""Dates, bylines and reading times, however the line around them is laid out."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.page_facts import authors_of, facts_of, names_in

DAY = "2023-11-10"


def found(line: str, language: str | None = None) -> dict[str, str]:
    """What a line says, by field."""
    reference = datetime.datetime(2023, 11, 10, 12, tzinfo=datetime.UTC)
    return {
        fact.field: fact.date.value if fact.date else fact.text
        for fact in facts_of(line, reference, language=language)
    }


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("10 November 2023", {"published": DAY}),
        ("By Anna Muster | 10 November 2023", {"byline": "By Anna Muster", "published": DAY}),
        ("Anna Muster, November 10, 2023", {"byline": "Anna Muster", "published": DAY}),
        ("Crown court | 10 November 2023", {"section": "Crown court", "published": DAY}),
        ("10 November 2023 | 5 comments", {"other": "5 comments", "published": DAY}),
        ("World News · 10 November 2023", {"other": "World News", "published": DAY}),
        ("Oslo, 10 November 2023", {"other": "Oslo", "published": DAY}),
        ("The Example | 10 November 2023", {"other": "The Example", "published": DAY}),
        ("November 10, 2023 5 min read", {"published": DAY, "reading_time_minutes": "5 min read"}),
        ("10 November 2023 4", {"published": DAY}),
        ("10.11.2023 - 18:24", {"published": f"{DAY}T18:24"}),
        (
            "Anna Muster - 10 November 2023 - 18:24",
            {"byline": "Anna Muster", "published": f"{DAY}T18:24"},
        ),
        (
            "Published: 10.11.2023 - 18:24 Updated: 11.11.2023 - 9:05",
            {"published": f"{DAY}T18:24", "modified": "2023-11-11T09:05"},
        ),
        (
            "Posted on November 10, 2023 in News by Anna Muster",
            {"published": DAY, "other": "in News", "byline": "by Anna Muster"},
        ),
        (
            "Pressemeldung, veröffentlicht am 10. Nov. 2023, 14:26 Uhr, Anna Muster",
            {"published": f"{DAY}T14:26", "byline": "Anna Muster", "other": "Pressemeldung"},
        ),
        (
            "10.11.2023, 19:09 3 Min.",
            {"published": f"{DAY}T19:09", "reading_time_minutes": "3 Min."},
        ),
        (
            "13/10/2023 Actualizado a las 20:56h.",
            {"published": "2023-10-13", "modified": "2023-10-13T20:56"},
        ),
        (
            "10.11.2023 - 18:50 UhrLesedauer: 4 Min.",
            {"published": f"{DAY}T18:50", "reading_time_minutes": "Lesedauer: 4 Min."},
        ),
        (
            "November 10, 2023 / 9:30 AM / Updated November 11, 2023",
            {"published": f"{DAY}T09:30", "modified": "2023-11-11"},
        ),
        (
            "10 Novembre 2023 alle 09:14 - Aggiornato alle 12:40",
            {"published": f"{DAY}T09:14", "modified": f"{DAY}T12:40"},
        ),
        (
            "Nov 10, 2023 16:51 IST | Updated - Nov 11, 2023 10:02 IST - ARNMOUTH",
            {
                "published": f"{DAY}T16:51",
                "modified": "2023-11-11T10:02",
                "section": "ARNMOUTH",
            },
        ),
        ("Posted: Nov 10, 2023 / 05:41 PM CDT", {"published": f"{DAY}T17:41"}),
        (
            "13/10/2023 06h00 Atualizado há um mês",
            {"published": "2023-10-13T06:00", "other": "Atualizado há um mês"},
        ),
        ("10 NOV 2023 - 20:05 CET", {"published": f"{DAY}T20:05"}),
        ("Do., 9. Nov. 2023", {"published": "2023-11-09"}),
        ("ven. 10 nov. 2023", {"published": DAY}),
        ("10 November 2023 Share", {"published": DAY}),
        ("Published: 10 November 2023, 10:32 BST", {"published": f"{DAY}T10:32"}),
        ("First published on Fri 10 Nov 2023 10.32 GMT", {"published": f"{DAY}T10:32Z"}),
        ("Posted on November 10, 2023 by admin", {"published": DAY, "byline": "by admin"}),
        ("10 November 2023 Updated 12 November 2023", {"published": DAY, "modified": "2023-11-12"}),
        ("10 Nov 2023 (Updated: 12 Nov 2023)", {"published": DAY, "modified": "2023-11-12"}),
        ("Updated: 10 November 2023", {"modified": DAY}),
        ("Anna Muster2 hours ago", {"byline": "Anna Muster", "published": f"{DAY}T10+00:00"}),
        (
            "November 10, 202310:47 AM GMT+1Updated 12 November 2023",
            {"published": f"{DAY}T10:47+01:00", "modified": "2023-11-12"},
        ),
        ("By Example News Staff", {"byline": "By Example News Staff"}),
        ("By Court Reporter | 10 Nov 2023", {"byline": "By Court Reporter", "published": DAY}),
        ("By Anna Muster Follow", {"byline": "By Anna Muster Follow"}),
    ],
)
def test_a_line_is_split_into_what_it_says(line: str, facts: dict[str, str]) -> None:
    assert found(line) == facts


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("Stand: 10.11.23, 09:42 Uhr", "de", f"{DAY}T09:42"),
        ("פורסם: 10.11.23", "he", DAY),
        ("Publié le 10/11/23 à 10h30", "fr", f"{DAY}T10:30"),
        ("1.2.98", "de", "1998-02-01"),
    ],
)
def test_a_year_of_two_digits_is_since_the_web_began(line: str, language: str, day: str) -> None:
    assert found(line, language) == {"published": day}


@pytest.mark.parametrize(
    ("line", "language"), [("10/11/23", "en"), ("23.11.10", "ko"), ("1.2.98", None)]
)
def test_two_digits_are_no_year_where_the_order_is_not_known(
    line: str, language: str | None
) -> None:
    assert [*found(line, language)] == ["unclear"]


def test_a_date_whose_day_cannot_be_told_says_why() -> None:
    (fact,) = facts_of("Published 03/04/2016", None)
    assert fact.field == "unclear"
    assert "2016-04-03" in fact.text
    assert "2016-03-04" in fact.text


@pytest.mark.parametrize(
    "line",
    [
        "",
        "|",
        "The trial began on 10 November 2023 in Oslo.",
        "What to know about the vote of 10 November 2023",
        "Budget 2024 | The Example",
        "Sport | Football",
        "By using this site you agree to our terms.",
        "By the river, the water rose",
        "Chapter 7",
        "Anna Muster",
        "— Minister Anna Muster (@AnnaMuster) November 10, 2023",
        "A long title that names a day, 10 November 2023, among other things",
    ],
)
def test_other_lines_say_nothing(line: str) -> None:
    assert found(line) == {}


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Anna Muster", ("Anna Muster",)),
        ("by ANNA MUSTER and JEAN D'EXEMPLE", ("ANNA MUSTER", "JEAN D'EXEMPLE")),
        ("By Anna Muster, Jean d'Exemple, and Al Roe", ("Anna Muster", "Jean d'Exemple", "Al Roe")),
        ("Door onze verslaggever Pieter de Wit", ("Pieter de Wit",)),
        ("Von unserem Korrespondenten Karl-Heinz Muster, Brüssel", ("Karl-Heinz Muster",)),
        ("Das Gespräch führte Anna Muster", ("Anna Muster",)),
        ("Article rédigé par Anna Muster avec AFP", ("Anna Muster", "AFP")),
        ("By Anna Muster & Al Roe", ("Anna Muster", "Al Roe")),
        ("BY ANNA MUSTER AND JAN DE VRIES", ("ANNA MUSTER", "JAN DE VRIES")),
        ("ANNA MUSTER UND AL ROE", ("ANNA MUSTER", "AL ROE")),
        ("By Anna Muster, Environment Correspondent", ("Anna Muster",)),
        ("By Anna Muster Health reporter, BBC News", ("Anna Muster",)),
        ("By Anna Muster in Oslo and Al Roe in Paris", ("Anna Muster", "Al Roe")),
        ("By Anna Muster, Reuters", ("Anna Muster",)),
        ("BY ANNA MUSTER FOR THE EXAMPLE", ("ANNA MUSTER",)),
        ("Anna Muster The Associated Press", ("Anna Muster",)),
        ("Anna Muster in Lima and Al Roe in New York", ("Anna Muster", "Al Roe")),
        (
            "By Anna Muster, Lima correspondent, Istanbul and Al Roe, London",
            ("Anna Muster", "Al Roe"),
        ),
        ("By Emily Post and Paul Daily", ("Emily Post", "Paul Daily")),
        ("By Mary Q. Writer", ("Mary Q. Writer",)),
        ("By Ludwig van Muster Jr.", ("Ludwig van Muster Jr.",)),
        ("Written by: Anna Muster", ("Anna Muster",)),
        ("Story by Anna Muster", ("Anna Muster",)),
        ("Anna Muster / Al Roe", ("Anna Muster", "Al Roe")),
        ("By Anna Muster and AP", ("Anna Muster", "AP")),
        ("Von dpa", ("dpa",)),
        ("Anna Muster, Berlin", ("Anna Muster",)),
        ("Anna Muster - Al Roe", ("Anna Muster", "Al Roe")),
        ("Anna Muster @annamuster", ("Anna Muster",)),
        ("Von Anna Muster mit AP", ("Anna Muster", "AP")),
        ("Por Anna Muster con Al Roe", ("Anna Muster", "Al Roe")),
        ("Das Wichtigste in Kürze", ()),
        ("By Anna MusterThe Example", ("Anna Muster",)),
        ("Anna Muster@annamuster", ("Anna Muster",)),
        ("Anna Muster Anna Muster", ("Anna Muster",)),
        ("Anna Muster|Published", ("Anna Muster",)),
        ("Anna Muster &", ("Anna Muster",)),
        ("By Anna McMuster", ("Anna McMuster",)),
        ("Von Oslo bis Rom: wie Flüsse steigen", ()),
        ("X - Twitter", ()),
        ("by admin", ()),
        ("By Court Reporter", ()),
        ("By Example News Staff", ()),
        ("By Anna Court", ("Anna Court",)),
    ],
)
def test_a_byline_gives_names_without_roles_and_outlets(
    byline: str, authors: tuple[str, ...]
) -> None:
    assert authors_of(byline) == authors


@pytest.mark.parametrize(
    "line",
    ["World News", "Middle East", "The Example", "Reuters", "House of Lords", "Share Save", "Anna", "SHARE READ LATER",
     "Anna Muster resigns", "Anna Muster in the rain", "Why Anna Muster Resigned", "Read More"],
)  # fmt: skip
def test_capitals_alone_make_no_name(line: str) -> None:
    assert names_in(line) == ()


@pytest.mark.parametrize(
    ("line", "language", "names"),
    [
        ("Per Hansen", "da", ("Per Hansen",)),
        ("Per Nilsson och Anna Muster", "sv", ("Per Nilsson", "Anna Muster")),
        ("Con Coughlin", "en", ("Con Coughlin",)),
        ("Ante Milić", "hr", ("Ante Milić",)),
        ("Till Eckert", "de", ("Till Eckert",)),
        ("Vor Ort", "de", ()),
        ("Sur Place", "fr", ()),
        ("Med Musik", "da", ()),
        ("The Example", "da", ()),
        ("Per Hansen", None, ()),
    ],
)
def test_a_name_may_begin_with_a_small_word_of_another_language(
    line: str, language: str | None, names: tuple[str, ...]
) -> None:
    assert names_in(line, language) == names
    assert authors_of(line, language) == names


@given(st.text(alphabet="By |,·–AnM1023/: ", max_size=60))
def test_what_a_line_says_stands_in_it(line: str) -> None:
    for fact in facts_of(line, None):
        assert fact.field == "unclear" or fact.text in line


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("2023-11-10 14:05 来源：示例网", {"published": f"{DAY}T14:05", "other": "来源：示例网"}),
        (
            "发布时间：2023-11-10 14:05 编辑：张三",
            {"published": f"{DAY}T14:05", "byline": "编辑：张三"},
        ),
        (
            "2023年11月10日 5:00 (2023年11月10日 11:20 更新)",
            {"published": f"{DAY}T05:00", "modified": f"{DAY}T11:20"},
        ),
        ("نشر في: 10 نوفمبر ,2023: 04:20 م GST", {"published": f"{DAY}T16:20"}),
        ("10 نوفمبر 2023 على الساعة 17:00", {"published": f"{DAY}T17:00"}),
        ("公開日時：2023年11月10日(金) 21時17分", {"published": f"{DAY}T21:17"}),
        (
            "編集委員・山田太郎 2023年11月10日 21時17分",
            {"byline": "編集委員・山田太郎", "published": f"{DAY}T21:17"},
        ),
        ("読了時間：3分", {"reading_time_minutes": "読了時間：3分"}),
        (
            "입력 2023.11.10 14:05 수정 2023.11.10 15:00",
            {"published": f"{DAY}T14:05", "modified": f"{DAY}T15:00"},
        ),
        (
            "10 листопада 2023, 14:05 | Автор: Олена Коваль",
            {"published": f"{DAY}T14:05", "byline": "Автор: Олена Коваль"},
        ),
        ("Опубликовано: 10 ноября 2023, 14:05", {"published": f"{DAY}T14:05"}),
        ("Δημοσίευση: 10 Νοεμβρίου 2023, 14:05", {"published": f"{DAY}T14:05"}),
        ("פורסם: 10.11.2023, 14:05", {"published": f"{DAY}T14:05"}),
        ("Cập nhật: 31/10/2023 14:05", {"modified": "2023-10-31T14:05"}),
        (
            "10. marraskuuta 2023 | Lukuaika 3 min",
            {"published": DAY, "reading_time_minutes": "Lukuaika 3 min"},
        ),
        ("新社北京11月10日电 题：大桥下个月关闭", {}),
    ],
)
def test_facts_are_read_in_other_scripts(line: str, facts: dict[str, str]) -> None:
    assert found(line) == facts


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("Иван Петров, корреспондент", ["Иван Петров"]),
        ("Text: Jana Nováková a Petr Dvořák", ["Jana Nováková", "Petr Dvořák"]),
        ("Írta: Kiss Anna", ["Kiss Anna"]),
        ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("Συντάκτης: Γιάννης Παπαδόπουλος", ["Γιάννης Παπαδόπουλος"]),
        ("מאת: משה כהן", ["משה כהן"]),
        ("लेखक: राम कुमार", ["राम कुमार"]),
        ("责编：张三、李四", ["张三", "李四"]),
    ],
)
def test_names_of_other_languages_are_found(byline: str, names: list[str]) -> None:
    assert list(authors_of(byline)) == names
