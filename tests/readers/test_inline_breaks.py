"""Paragraphs that were broken where a link or a word in bold begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediacorpus
from mediacorpus.readers.inline_breaks import rejoined
from mediacorpus.text.lines import lines


def joined(text: str) -> list[str]:
    return [line.words for line in rejoined(text, lines(text))]


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        (
            ["The gates that keep the river out were closed by", "the ministry", ", it said."],
            "The gates that keep the river out were closed by the ministry, it said.",
        ),
        (
            ["Anna Muster", ", who built the gates of the town, said nothing (", "nobody", "did)."],
            "Anna Muster, who built the gates of the town, said nothing (nobody did).",
        ),
        (
            ["Die Tore der Stadt wurden geschlossen, wie die", "Arnmouther Zeitung", "schrieb."],
            "Die Tore der Stadt wurden geschlossen, wie die Arnmouther Zeitung schrieb.",
        ),
        (
            ["“We wrote to the council every spring,” said", "Anna Muster", ", who lives there."],
            "“We wrote to the council every spring,” said Anna Muster, who lives there.",
        ),
        (
            [
                "The gates of the old town were closed after",
                "a letter",
                "by",
                "the Office for Rivers",
                "came in.",
            ],
            "The gates of the old town were closed after a letter by the Office for Rivers came in.",
        ),
        (
            ["The gates of the town were closed for good", "on 12 March", ", when it rained."],
            "The gates of the town were closed for good on 12 March, when it rained.",
        ),
        (
            ["The", "Office for Rivers", "said that nobody had told it of the rust on the hinges."],
            "The Office for Rivers said that nobody had told it of the rust on the hinges.",
        ),
        (
            ["Das teilte die", "Stadt", "am Dienstag in", "Arnmouth", "mit."],
            "Das teilte die Stadt am Dienstag in Arnmouth mit.",
        ),
        (
            ["أغلقت بوابات المدينة القديمة يوم الثلاثاء بأمر من الوزارة", "، كما قال المتحدث."],
            "أغلقت بوابات المدينة القديمة يوم الثلاثاء بأمر من الوزارة، كما قال المتحدث.",
        ),
    ],
)
def test_pieces_of_a_sentence_become_one_line(pieces: list[str], line: str) -> None:
    assert joined("\n".join(pieces)) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Flood gates of the old town failed within an hour\nby Anna Muster",
        "Flood gates of the old town failed within an hour\n3 hours ago",
        "Flood gates of the old town failed within an hour\nhttps://example.org/gates",
        "Der Stadtrat räumt Fehler an den alten Toren ein\nDie Tore blieben offen, hieß es.",
        "The gates failed within an hour, an inquiry heard.\nmore",
        "home\nsport\nweather\nmore",
        "The plan of the town for the next years would:\nlower the taxes of the poor\n",
        "The gates that keep the river out were closed by\n\nthe ministry",
        "Flood gates of the old town failed within an hour\nabc/xyz\n12 March 2019",
        "weather\nthe daily example — the news from the north of the country",
        "a fund for the towns that have no gates of their own\nmore meetings of their mayors",
        "The river rose and rose that night in spring,\nAnd no one heard the bells ring,",
    ],
    ids=[
        "byline",
        "time",
        "address",
        "headline",
        "sentence",
        "menu",
        "list",
        "blank line",
        "initials",
        "small menu",
        "items",
        "verse",
    ],
)
def test_other_lines_stay_apart(text: str) -> None:
    assert joined(text) == [line.words for line in lines(text)]


PAGE = """\
Flood gates failed within an hour
By Anna Muster
12 March 2019
The gates that were built to keep the
river
out failed within an hour, an
inquiry by the
Office for Rivers
heard.
Residents were told to leave at two in the morning, when the water stood in the streets.
“Nobody warned us,” said Al Roe, who lives by the
old gates
.
"""


def test_a_page_whose_links_stand_on_lines_of_their_own_has_whole_paragraphs() -> None:
    article = mediacorpus.parse(PAGE)[0].article
    gates, residents, roe = [block.text for block in article.body]
    assert gates == (
        "The gates that were built to keep the river out failed within an hour, an inquiry by the "
        "Office for Rivers heard."
    )
    assert residents == (
        "Residents were told to leave at two in the morning, when the water stood in the streets."
    )
    assert roe == "“Nobody warned us,” said Al Roe, who lives by the old gates."
    raw = article.body[0].raw
    assert raw is not None
    assert PAGE[raw.start : raw.end].startswith("The gates that were built")
    assert PAGE[raw.start : raw.end].endswith("heard.")


@given(st.text(st.sampled_from("abAB ,.;)(\n\n”“ثا、。of 1")))
def test_no_word_is_lost_and_places_stay_in_order(text: str) -> None:
    found = rejoined(text, lines(text))
    assert "".join("".join(line.words.split()) for line in found) == "".join(
        "".join(line.words.split()) for line in lines(text)
    )
    end = 0
    for line in found:
        assert end <= line.start < line.end
        end = line.end
