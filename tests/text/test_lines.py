"""A document as lines that keep their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.text.lines import lines


def test_lines_have_words_and_a_place() -> None:
    text = "Headline\r\n\r\n  A\xa0paragraph. \n\x0bNext"
    found = lines(text)
    assert [line.words for line in found] == ["Headline", "A paragraph.", "Next"]
    assert [text[line.start : line.end] for line in found] == [
        "Headline",
        "A\xa0paragraph.",
        "Next",
    ]


@given(st.text(st.sampled_from("ab \n\r\t\x0b\x0c\x85\u2028\xa0.")))
def test_places_are_in_order_and_hold_the_words(text: str) -> None:
    end = 0
    for line in lines(text):
        assert end <= line.start < line.end
        assert line.words[0] == text[line.start]
        end = line.end


WRAPPED = """\
The men said they were paid by Iran to fight in the recent offensive
on rebel areas in the city, and that they had come because of the war
in their own country, which had left them without any work and money.

The video of the fighters was released on Saturday by a rebel group and
has sparked angry responses at home with many people unhappy that their
countrymen are being used as pawns in the regional conflict, it is said
by those who have seen it and who know the men from before the war that
began five years ago.

They left."""


def test_hard_wrapped_paragraphs_become_one_line() -> None:
    found = [line.words for line in lines(WRAPPED)]
    assert len(found) == 3
    assert found[0].startswith("The men said")
    assert found[0].endswith("work and money.")
    assert found[1].endswith("five years ago.")
    assert found[2] == "They left."


def test_short_lines_below_one_another_stay_apart() -> None:
    text = "3 min read\n10 October, 2016\nThe caption [Getty]\nA paragraph of its own.\n" * 5
    assert len(lines(text)) == 20


def test_a_long_wrapped_text_takes_time_in_proportion() -> None:
    text = "this line is about seventy characters long and it goes on and on and\n" * 20_000
    assert len(lines(text)) == 1
