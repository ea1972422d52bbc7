"""What a line of a page is, by its shape alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.page_lines import role_of, split_credit


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("The gates that were built to keep the river out failed.", "prose"),
        ("x" * 140, "prose"),
        ("The trial continues.", "sentence"),
        ("He said: “No.”", "sentence"),
        ("“No comment,” he said.", "sentence"),
        ("“Who knew of it?”", "sentence"),
        ("Who knew of it?", "short"),
        ("Arnmouth, Mo.", "short"),
        ("A warning that was not heard", "short"),
        ("SUBSCRIBE »", "furniture"),
        ("Read more: How the river changed its course", "furniture"),
        ("By clicking “Accept”, you agree to what the site asks.", "furniture"),
        ("For more than sixty years the river was calm.", "prose"),
        ("Image caption,", "caption"),
        ("Image source, Anna Muster", "caption"),
        ("Getty Images", "credit"),
        ("Photo: Anna Muster", "credit"),
        ("© Anna Muster", "credit"),
        ("Anna Muster/Reuters", "credit"),
        ("AP Photo/Anna Muster", "credit"),
        ("The flooded quarter [Example Pictures]", "caption"),
        ("Image caption, The flooded quarter", "caption"),
    ],
)
def test_a_line_is_known_by_its_shape(line: str, role: str) -> None:
    assert role_of(line) == role


CAPTION = "Volunteers fill sandbags in Arnmouth."


@pytest.mark.parametrize(
    ("tail", "credit"),
    [
        (" [Example Pictures]", "Example Pictures"),
        (" (AP Photo/Anna Muster)", "AP Photo/Anna Muster"),
        (" (Photo: Anna Muster / Example)", "Anna Muster / Example"),
        (" © Anna Muster", "Anna Muster"),
        (" | Anna Muster/PA Images via Getty Images", "Anna Muster/PA Images via Getty Images"),
        (" — Picture by Anna Muster", "Anna Muster"),
        (" Photo by Anna Muster /Example News", "Anna Muster /Example News"),
        (
            " Photo: Anna Muster for The Example via Reuters",
            "Anna Muster for The Example via Reuters",
        ),
        (" EPA/ Anna Muster", "EPA/ Anna Muster"),
        ("Reuters", "Reuters"),
        ("Anna Muster / Europa Press", "Anna Muster / Europa Press"),
        (" Anna Muster for The Example", "Anna Muster for The Example"),
        (" / Anna Muster", "Anna Muster"),
    ],
)
def test_a_caption_is_told_from_its_credit(tail: str, credit: str) -> None:
    assert split_credit(CAPTION + tail) == (CAPTION, credit)


@pytest.mark.parametrize(
    "tail",
    [
        " (see below)",
        " [sic]",
        " The photo: a flooded street",
        " He shared a photo from Reuters.",
        " They met Dr. Anna Muster",
        " What happens next",
        " See you on Oct. 9",
        " X",
    ],
)
def test_other_ends_of_a_line_are_no_credit(tail: str) -> None:
    assert split_credit(CAPTION + tail) is None


@given(
    st.text(alphabet="Aa. [](|—©/):Photby“”", min_size=1, max_size=80).map(str.strip).filter(bool)
)
def test_a_caption_and_its_credit_stand_in_the_line(line: str) -> None:
    role_of(line)
    if split := split_credit(line):
        assert split[0] in line
        assert split[1] in line
