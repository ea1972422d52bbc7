"""Quotation marks of every kind; an odd one never shifts the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.text.marks import paragraphs, quotations
from tests.growth import growth
from tests.strategies import news_texts


def marked(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ("“A b,” he said. “C d.”", ["“A b,”", "“C d.”"]),
        ("„Die EZB dürfte“, vermutet er", ["„Die EZB dürfte“"]),
        ("«Nous avons échoué», dit-il", ["«Nous avons échoué»"]),
        ("« Nous avons échoué », dit-il", ["« Nous avons échoué »"]),
        ("»Der Zusammenbruch«, sagte er", ["»Der Zusammenbruch«"]),
        ("''Hello there,'' he said", ["''Hello there,''"]),
        ("``Hello there,'' he said", ["``Hello there,''"]),
        ("首相は「不正だ」と述べた", ["「不正だ」"]),
        ("'It is fine,' he said", ["'It is fine,'"]),
        ("‘It is fine,’ he said", ["‘It is fine,’"]),
        ("Trump's 'America First' plan", ["'America First'"]),
        ("“He said ‘no’ to me,” she said", ["“He said ‘no’ to me,”"]),
        ("“I said, ‘We can’t.’ ”", ["“I said, ‘We can’t.’ ”"]),
        ('said "Iran", but claimed', ['"Iran"']),
        ('"You know, we learned,” he said', ['"You know, we learned,”']),
        ('the "A" and "B" parties', ['"A"', '"B"']),
        ("«Il a dit « non » hier », dit-elle", ["«Il a dit « non » hier »"]),
        ("„Er sagte ‚nein‘ dazu“, sagte sie", ["„Er sagte ‚nein‘ dazu“"]),
        ("»Er sagte ›nein‹ dazu«, sagte sie", ["»Er sagte ›nein‹ dazu«"]),
        ("„To już koniec”, powiedziała", ["„To już koniec”"]),
        ("”Vi går nu”, sade hon", ["”Vi går nu”"]),
        ("»Me lähdemme», hän sanoi", ["»Me lähdemme»"]),
        ("»Wir«, »ihr« und »sie«", ["»Wir«", "»ihr«", "»sie«"]),
        ("‘‘We won,’’ he said", ["‘‘We won,’’"]),
        ("`We won,' he said", ["`We won,'"]),
        ("´We won´, he said. We don´t know", ["´We won´"]),
        ("「彼は『はい』と言った」と話した", ["「彼は『はい』と言った」"]),
        ("“‘We won,’ he said,” she recalled", ["“‘We won,’ he said,”"]),
        ("‘We’—he paused—‘won.’", ["‘We’", "‘won.’"]),
        ("Minister 'sorry' for 'error' in report", ["'sorry'", "'error'"]),
        ("He said 'no', 'never' and 'not now'.", ["'no'", "'never'", "'not now'"]),
        ("the word 'yes' isn't 'no'", ["'yes'", "'no'"]),
        ("'Spies' arrested in 'errors' and 'faults' case", ["'Spies'", "'errors'", "'faults'"]),
        ("'90s star says 'I quit'", ["'I quit'"]),
        ("He said: ”We won.”", ["”We won.”"]),
        ('"We won"", he said', ['"We won"']),
        ("Home » News » “We won”", ["“We won”"]),
        ("“ We won, ” he said. “ It rained ”.", ["“ We won, ”", "“ It rained ”"]),
        ('" We won, " he said. She said: " No " .', ['" We won, "', '" No "']),
        ('" Wir haben gewonnen ", sagte er', ['" Wir haben gewonnen "']),
        ('He said: "No," and " Yes.', ['"No,"']),
        ("We won,” he said. “It rained.”", ["We won,”", "“It rained.”"]),
        ('We won," he said. "It rained."', ['We won,"', '"It rained."']),
        ("“We won,'' he said. “It rained.”", ["“We won,''", "“It rained.”"]),
        ("“It’s the boys’ day,’ he said.", ["“It’s the boys’ day,’"]),
        ("She said: “We ran. “We won.” He left.", ["“We ran. “We won.”"]),
    ],
)
def test_marks_come_in_pairs(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the fighters' salaries and Iraq's money",
        "the '90s and rock 'n' roll",
        "‘Tis the season",
        "he didn't, and they can't",
        "5' 6\" tall",
        '""" and “” and « »',
        "» a bullet point",
        "Home » News » Sport",
        "the players' and the coaches' rooms",
        "the players’ and the coaches’ rooms",
        'a 12" record and a 7" single',
        "",
    ],
)
def test_apostrophes_primes_and_empty_marks_are_no_quotations(text: str) -> None:
    assert marked(text) == []


def test_a_possessive_within_single_marks_does_not_close_them() -> None:
    assert marked("'We pay the fighters' salaries,' he said") == [
        "'We pay the fighters' salaries,'"
    ]


def test_a_mark_that_is_not_closed_reaches_to_the_end_of_its_paragraph() -> None:
    (quotation,) = quotations('He said: "This goes on')
    assert not quotation.closed
    assert quotation.start == 9


@pytest.mark.parametrize("sign", ["'", "‘"])
def test_a_single_mark_is_left_open_where_the_next_paragraph_opens_it_again(sign: str) -> None:
    text = (
        f"Lee said: {sign}She loved the nurses’ ward.\n\n{sign}We’d booked it.\n\n"
        f"{sign}Look twice.’ {sign}No,’ he said."
    )
    found = [
        (text[one.start : one.end], one.closed)
        for paragraph in paragraphs(text)
        for one in quotations(text, paragraph.start, paragraph.end)
    ]
    assert found == [
        (f"{sign}She loved the nurses’ ward.", False),
        (f"{sign}We’d booked it.", False),
        (f"{sign}Look twice.’", True),
        (f"{sign}No,’", True),
    ]


def test_but_not_for_an_apostrophe_nor_behind_a_closed_quotation() -> None:
    text = "It was rock ’n roll. The men' s day.\n\n'We won,' he said.\n\n'Tis the season."
    found = [
        text[one.start : one.end]
        for paragraph in paragraphs(text)
        for one in quotations(text, paragraph.start, paragraph.end)
    ]
    assert found == ["'We won,'"]


def test_an_odd_mark_leaves_the_pairs_behind_it_alone() -> None:
    assert marked('A 6\'2" man said "hello".') == ['"hello"']


def test_paragraphs_are_set_apart_by_empty_lines_or_else_by_line_ends() -> None:
    def words(text: str) -> list[str]:
        return [text[p.start : p.end] for p in paragraphs(text)]

    assert words("One.\n\n Two\nlines. \n \nThree.") == ["One.", "Two\nlines.", "Three."]
    assert words("One.\nTwo.") == ["One.", "Two."]
    assert words(" \n\n ") == []
    assert words("\u200b\n\nOne.\n\n\xad\ufeff") == ["One."]


@given(news_texts | st.text())
def test_quotations_lie_within_the_text_in_order(text: str) -> None:
    for paragraph in paragraphs(text):
        end = paragraph.start
        for quotation in quotations(text, paragraph.start, paragraph.end):
            assert end <= quotation.start < quotation.end <= paragraph.end
            end = quotation.end


@pytest.mark.parametrize(
    "piece",
    ['"', "'", "“", "”", "„", "«", "»", "「", "「『", "「『‟", "``", "''", "„‟「『«‹“", "‚",
     "'a ", '"a ', "“a ", "„a ", "「a", "a' ", "“a” "],
)  # fmt: skip
def test_time_grows_with_the_text(piece: str) -> None:
    assert growth(quotations, piece * 300, piece * 2400) < 8 * 3
