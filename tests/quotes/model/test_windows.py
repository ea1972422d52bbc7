"""Windows: a text as the model reads it."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.quotes.model.windows import LONGEST, MOST_PIECES, Window, windows

BEGIN, SEPARATOR = 1, 2


def letters(word: str) -> list[int]:
    """A piece for each letter, as a vocabulary without words would have it."""
    return [ord(letter) for letter in word]


def made(text: str) -> list[Window]:
    return windows(text, letters, BEGIN, SEPARATOR)


def words(text: str) -> list[str]:
    return [
        text[start:end]
        for window in made(text)
        for start, end in zip(window.starts, window.ends, strict=True)
    ]


def test_words_are_what_a_span_can_begin_or_end_with() -> None:
    assert words("Trump’s aides didn't say: “Al-Basri’s out.”") == [
        "Trump", "’s", "aides", "didn't", "say", ":", "“", "Al", "-", "Basri", "’s", "out", ".", "”",
    ]  # fmt: skip


def test_paragraphs_share_a_window_while_they_fit() -> None:
    (window,) = made("One.\n\nTwo.")
    assert window.pieces == [BEGIN, *letters("One."), SEPARATOR, *letters("Two."), SEPARATOR]
    assert [window.pieces[first] for first in window.firsts] == [ord(c) for c in "O.T."]


def test_features_tell_shape_and_whether_a_word_stands_within_marks() -> None:
    (window,) = made("he Said US 12 “he Said”")
    by_word = [window.features[first] for first in window.firsts]
    assert by_word == [0, 1, 2, 3, 4 + 5, 0 + 5, 1 + 5, 4 + 5]


def test_a_paragraph_that_is_too_long_is_cut_behind_a_sentence() -> None:
    sentence = "a" * 11 + " " + "b" * 11 + ". "
    first, second, *_ = made(sentence * 30)
    assert sentence.strip().endswith(chr(first.pieces[-2]))
    assert len(first.pieces) <= LONGEST
    assert second.starts[0] == first.ends[-1] + 1


@given(st.text(alphabet=st.sampled_from("ab.’'“” \n\x00é漢"), max_size=2000) | st.text())
def test_windows_hold_every_word_once_in_order_and_none_is_too_long(text: str) -> None:
    found = made(text)
    places = [
        place for one in found for place in zip(one.starts, one.ends, strict=True)
    ]  # a word is never empty, and none overlaps the next
    assert all(start < end for start, end in places)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))
    within = {n for start, end in places for n in range(start, end)}
    assert {n for n, c in enumerate(text) if c.isalnum()} <= within
    for window in found:
        assert len(window.pieces) == len(window.features) <= LONGEST
        assert len(window.firsts) == len(window.starts) == len(window.ends) > 0


def test_a_word_without_end_is_cut() -> None:
    (window,) = made("a" * 5000)
    assert len(window.pieces) == MOST_PIECES + 2
