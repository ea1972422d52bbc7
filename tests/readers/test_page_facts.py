"""Dates, bylines and reading times, however the line around them is laid out."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.page_facts import authors_of, facts_of, names_in

DAY = "2023-11-10"


def found(line: str) -> dict[str, str]:
    """What a line says, by field."""
    reference = datetime.datetime(2023, 11, 10, 12, tzinfo=datetime.UTC)
    return {
        fact.field: fact.date.value if fact.date else fact.text
        for fact in facts_of(line, reference)
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
        ("By Anna Muster & Al Roe", ("Anna Muster", "Al Roe")),
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


@given(st.text(alphabet="By |,·–AnM1023/: ", max_size=60))
def test_what_a_line_says_stands_in_it(line: str) -> None:
    for fact in facts_of(line, None):
        assert fact.field == "unclear" or fact.text in line
