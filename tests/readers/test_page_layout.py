"""Which lines of a dump are which part of its article."""

from __future__ import annotations

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
