"""Text made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.text.folding import fold, fold_space


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hussein al-Basri", "hussein al basri"),
        ("José Müller", "jose muller"),
        ("O’Malley's", "o malley s"),
        ("STRASSE / Straße", "strasse strasse"),
        ("مُحَمَّد", "محمد"),
        ("٣ men, 3 men", "٣ men 3 men"),
        (" \t", ""),
    ],
)
def test_words_are_compared_without_case_accents_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_space(fold_space(text)) == fold_space(text)


@given(st.text())
def test_folded_space_is_a_printable_line(text: str) -> None:
    line = fold_space(text)
    assert line == line.strip()
    assert "  " not in line
    assert not set(line) & set("\n\r\t\0\x1b\x7f\x85\u2028\u200b\xad\xa0")


def test_what_has_no_width_is_left_out_and_direction_marks_stay() -> None:
    assert fold_space("co\xadop\u200beration\xa0\u202fnow") == "cooperation now"
    assert fold_space("a\u200fb") == "a\u200fb"
