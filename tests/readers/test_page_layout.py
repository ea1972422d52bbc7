"""Which lines of a dump are which part of its article."""

from __future__ import annotations

import pytest

from mediacorpus.readers import Context
from mediacorpus.readers.page_layout import PageLayout
from mediacorpus.text.lines import lines

PAGE = """\
Home
Sport
The Daily Example
Flood gates failed within an hour
Nobody was warned, an inquiry heard on Tuesday.
By Anna Muster
12 March 2019
The gates that were built to keep the river out failed within an hour, an inquiry heard.
Residents were told to leave at two in the morning, when the water stood in the streets.
The pumps stood still as well, because nobody had paid for the oil they run on.
Most read
Sport
"""


def layout(text: str, url: str | None = None) -> PageLayout:
    return PageLayout(lines(text), Context(sha256="0" * 64, url=url))


def test_headline_standfirst_and_body() -> None:
    found = layout(PAGE)
    assert (found.headline, found.standfirst) == (3, [4])
    assert (found.start, found.end) == (7, 10)
    assert found.roles[:3] == ["furniture", "short", "short"]
    assert [fact.field for facts in found.facts for fact in facts] == ["byline", "published"]


def test_the_address_tells_the_headline() -> None:
    page = "Storm season begins on the coast\nA town is under water\n12 March 2019\n" + PAGE[-300:]
    assert layout(page).headline == 0
    assert layout(page, "https://example.org/a-town-is-under-water").headline == 1


def test_lines_that_are_nothing_but_a_menu_have_no_body() -> None:
    found = layout("Home\nSport\nWeather\n")
    assert found.start == found.end


def test_the_first_item_of_a_menu_is_no_headline() -> None:
    menu = "ホーム\n国際\n"
    prose = "川の水を防ぐために造られた門は、火曜日に一時間もたたないうちに壊れたと、調査委員会で証言があった。\n"
    page = menu + "町の水門が一時間で壊れる\n2019年3月12日\n" + prose * 3
    assert layout(page).headline == 2


BODY = "\n".join(PAGE.splitlines()[7:10]) + "\n"
GATES = "Flood gates failed within an hour"


def test_a_headline_may_stand_in_the_title_above_the_article_and_beside_a_button() -> None:
    page = f"{GATES}\nHome\nNews & Views from Arnmouth\n{GATES}\n12 March 2019\n{GATES}\n" + BODY
    assert layout(page).headline == 5


def test_what_stands_beside_every_author_is_no_headline() -> None:
    button = "Search for this author on the Web\n"
    page = "Gates failed\n12 March 2019\n" + "".join(f"Ann {a}\n{button}" for a in "ABCDE") + BODY
    assert layout(page).headline == 0


def test_the_headline_is_the_line_without_the_name_of_the_site() -> None:
    page = f"{GATES} | Daily Example\n{GATES}\n12 March 2019\n" + BODY
    assert layout(page).headline == 1


def test_the_headline_is_the_line_without_a_button() -> None:
    page = f"{GATES}\n12 March 2019\nPass this story on : {GATES}\n" + BODY
    assert layout(page).headline == 0


@pytest.mark.parametrize(
    "above",
    [
        "The Arnmouth Post",
        "The Quarterly Review of Places",
        "Arnmouth News",
        "Kiezfunk",
        "Crime",
        "Fact check\nLatin America",
        "This article is more than 1 year old",
    ],
)
def test_no_outlet_section_or_age_is_the_headline(above: str) -> None:
    found = layout(f"{above}\nGates fail within an hour\n3 October 2023\n{BODY}")
    assert found.headline is not None
    assert found.lines[found.headline].words == "Gates fail within an hour"


def test_a_headline_that_ends_with_an_outlet_is_one() -> None:
    assert layout(f"Mayor sues the Arnmouth Post\n3 October 2023\n{BODY}").headline == 0


def test_a_byline_of_several_is_no_headline() -> None:
    names = "AL ROE, MIA ORTIZ-LUND AND JAN DE VRIES"
    found = layout(f"Gates fail\n{names}\n3 October 2023\n{BODY}")
    assert found.headline == 0
    assert [fact.text for fact in found.facts[1]] == [names]


def test_a_section_above_a_headline_without_spaces_is_none() -> None:
    prose = "川の水を防ぐために造られた門は、火曜日に一時間もたたないうちに壊れたと、調査委員会で証言があった。\n"
    assert layout("社会\n町の水門、一時間で壊れる\n2019年3月12日\n" + prose * 2).headline == 1


def test_a_question_may_be_the_headline() -> None:
    menu = "News\nSport\nBusiness\nCulture\n"
    question = "The Office for Rivers: what is it, and what does it do?\n"
    assert layout(menu + question + BODY).headline == 4


def test_a_section_beside_the_date_is_no_headline() -> None:
    question = "Anna Muster. Who closed the gates of the town, and why?\n"
    assert layout("Opinion2019.03.12 19:59\n" + question + BODY).headline == 1


def test_the_address_tells_in_which_order_a_date_is_printed() -> None:
    page = f"{GATES}\nPublished: 06/01/2026 - 13:55\n" + BODY
    for url, day in (("2026/01/06", "2026-01-06"), ("2026/06/01", "2026-06-01")):
        (fact,) = layout(page, f"https://example.org/{url}/gates").facts[1]
        assert fact.date is not None
        assert fact.date.value == f"{day}T13:55"
    assert layout(page, "https://example.org/gates").facts[1][0].field == "unclear"


def test_another_date_tells_in_which_order_a_date_is_printed() -> None:
    page = f"{GATES}\nPublished: 06/01/2026\n{BODY}Most read\n30/12/2025\n"
    assert [fact.date.value for fact in layout(page).facts[1] if fact.date] == ["2026-01-06"]


def test_a_long_line_below_the_headline_is_its_standfirst() -> None:
    standfirst = "Residents to stay at home until Friday as winds of a hundred miles are expected\n"
    found = layout(f"{GATES}\n{standfirst}By Anna Muster\n12 March 2019\n" + BODY)
    assert (found.headline, found.standfirst) == (0, [1])


def test_bullets_below_the_headline_are_the_standfirst() -> None:
    bullets = (
        "• Council was warned every spring\n• Inquiry hears of forty letters, all of them kept.\n"
    )
    found = layout(f"{GATES}\nBy Anna Muster\n12 March 2019\nSummary\n{bullets}" + BODY)
    assert (found.standfirst, found.start) == ([4, 5], 6)


@pytest.mark.parametrize(
    "between",
    ["1 day ago", "Skip Ad", "Gift this article", "La suite après la publicité", "END OF LIST"],
)
def test_buttons_and_ages_below_the_first_paragraph_make_no_standfirst_of_it(between: str) -> None:
    first, rest = BODY.split("\n", 1)
    page = f"{GATES}\nBy Anna Muster\n12 March 2019\n{first}\n{between}\n{rest}"
    assert layout(page).standfirst == []


def test_bullets_between_paragraphs_are_none() -> None:
    first, *others = BODY.splitlines()
    items = ["• lower walls", "• more pumps", "• an office"]
    found = layout("\n".join([GATES, "12 March 2019", first, *items, *others]))
    assert (found.standfirst, found.start, found.end) == ([], 2, 8)
