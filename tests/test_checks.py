"""What no type can say of a record is checked, and an error names the place."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Block, RawSpan, Span, ValidationError
from mediacorpus.checks import (
    Within,
    check_form,
    check_ids,
    check_language,
    check_parts,
    check_words,
)
from mediacorpus.fields import CODE, ID

TEXT = "“We are done,” Jane Smith told reporters."
WITHIN = Within(TEXT, "a", set())


@given(st.lists(st.text(min_size=1, max_size=3), max_size=5))
def test_ids_are_different_and_of_their_form(ids: list[str]) -> None:
    fit = all(ID.fullmatch(one) for one in ids) and len(set(ids)) == len(ids)
    with nullcontext() if fit else pytest.raises(ValidationError, match=r"^Entry\.quotes: "):
        check_ids("Entry.quotes", ids)


def test_the_whole_of_a_string_has_its_form() -> None:
    check_form("Notice.code", "date-unclear", CODE)
    for wrong in ("date_unclear", "date-unclear\n", "-date", ""):
        with pytest.raises(ValidationError, match=r"^Notice\.code: .* does not match"):
            check_form("Notice.code", wrong, CODE)


def test_a_language_is_a_tag() -> None:
    for tag in ("en", "en-GB", "zh-Hant-TW"):
        check_language("Article.language", tag)
    for wrong in ("English", "EN", "en_GB", ""):
        with pytest.raises(ValidationError, match=f"^Article.language: '{wrong}' .* as in 'en' or"):
            check_language("Article.language", wrong)


def test_words_are_those_at_their_span() -> None:
    told = Span(start=26, end=30)
    check_words("Quote.cue", told, "told", WITHIN)
    check_words("Quote.cue", told, "tells", None)  # no text to hold it to
    check_words("Quote.cue", None, None, WITHIN)
    with pytest.raises(ValidationError, match=r"^Quote\.cue_text: 'tells' is not what stands"):
        check_words("Quote.cue", told, "tells", WITHIN)
    for span, words in ((told, None), (None, "told")):
        with pytest.raises(ValidationError, match=r"^Quote\.cue_text: goes with Quote\.cue"):
            check_words("Quote.cue", span, words, WITHIN)
    with pytest.raises(
        ValidationError, match=r"^Quote\.cue: 99 lies beyond the text, which has 41"
    ):
        check_words("Quote.cue", Span(start=26, end=99), "told", WITHIN)


def test_an_error_within_a_part_names_the_whole_way_to_it() -> None:
    block = Block(kind="paragraph", text="a", raw=RawSpan(start=1, end=2))
    vars(block.raw)["end"] = 0  # as a line can say that was not written by us
    with pytest.raises(ValidationError, match=r"^Article\.body\[1\]\.raw\.end: 0 lies before"):
        check_parts("Article.body", [Block(kind="image"), block])
