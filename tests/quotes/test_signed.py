"""Signed words: a quotation or a post, a dash, and who it is by."""

from __future__ import annotations

import pytest
from hypothesis import given

from mediacorpus import Quote, extract_quotes
from tests.strategies import news_texts


def signed(text: str) -> list[Quote]:
    return [one for one in extract_quotes(text, language="en") if one.rule == "signed"]


@pytest.mark.parametrize(
    ("text", "words", "by"),
    [
        ('"We are done here." -Commissioner Jane Roe', "We are done here.", "Commissioner Jane Roe"),
        ("“We are done here.”\n\n— Jane Roe, mayor of Hull", "We are done here.",
         "Jane Roe, mayor of Hull"),
        ("We will win. #Hull — Jane Roe (@janeroe) June 12, 2016", "We will win. #Hull", "Jane Roe"),
        ("He wrote:\n\nWe will “win”.\n\n— Jane Roe (@janeroe) June 12, 2016\n\nHe left.",
         "We will “win”.", "Jane Roe"),
    ],
)  # fmt: skip
def test_words_are_those_of_who_signs(text: str, words: str, by: str) -> None:
    (one,) = signed(text)
    assert (one.kind, one.text, one.speaker_text) == ("direct", words, by)


@pytest.mark.parametrize(
    "text",
    [
        "“We are done,” said Ann Lee – the Mayor",
        "He met the mayor — Jane Roe",
        "“We are done here.” — and left",
        "— Jane Roe (@janeroe) June 12, 2016",
        "<b id=“x”>We will win.</b> — Jane Roe (@janeroe) June 12, 2016",
        "She read “Dubliners” in May.\n\n— Jane Roe",
    ],
)
def test_a_dash_before_a_name_signs_only_a_quotation_or_a_post(text: str) -> None:
    assert signed(text) == []


@given(news_texts)
def test_any_text_with_a_signature_is_read(text: str) -> None:
    for one in signed(f"{text}\n\n— Jane Roe (@janeroe) June 12, 2016"):
        assert one.speaker_text
        assert one.text
