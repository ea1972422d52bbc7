"""Noun phrases: who stands beside the cue."""

from __future__ import annotations

import pytest
from hypothesis import given

from mediacorpus import languages
from mediacorpus.text import phrases
from mediacorpus.text.marks import quotations
from mediacorpus.text.tokens import Tokens, tokenise
from tests.strategies import news_texts

EN = languages.pack("en")


def tokens_of(text: str) -> Tokens:
    return tokenise(text, 0, len(text), quotations(text), EN)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("During an interview, the men |said", "the men"),
        ("When pressed on who paid their salaries the men |said", "the men"),
        ("“No,” Rami al-Karkhi, a member of the Iraqi Communist Party, |told",
         "Rami al-Karkhi, a member of the Iraqi Communist Party,"),
        ("“No,” a spokesman for the ministry |said", "a spokesman for the ministry"),
        ("But Sen. Bernie Sanders (I-Vt.) |said", "Sen. Bernie Sanders (I-Vt.)"),
        ("“No,” Smith, 45, of Bath, |said", "Smith, 45, of Bath,"),
        ("Afterwards Smith and Jones |said", "Smith and Jones"),
        ("“No,” he |said", "he"),
        ("the man who shot the chief |said", "the man who shot the chief"),
        ("A report released Monday by the group |said", "A report released Monday by the group"),
        ("officials investigating the crash |said", "officials investigating the crash"),
        ("Prices rose, in the city a man living in Oslo |said", "a man living in Oslo"),
        ("members of Congress |said", "members of Congress"),
        ("Several |said", "Several"),
        ("rebels left after officials |said", "officials"),
    ],
)  # fmt: skip
def test_the_phrase_before_a_cue(text: str, phrase: str) -> None:
    before, _, behind = text.partition("|")
    tokens = tokens_of(before + behind)
    end = len(tokens) - 1
    start = phrases.ending_before(tokens, end, 0, EN.grammar)
    assert start is not None
    assert tokens.text[tokens.start[start] : tokens.end[end - 1]] == phrase


@pytest.mark.parametrize("text", ["that |said", "and |said", "“No,” |said", "quickly |said"])
def test_where_no_phrase_ends_there_is_none(text: str) -> None:
    tokens = tokens_of(text.replace("|", ""))
    assert phrases.ending_before(tokens, len(tokens) - 1, 0, EN.grammar) is None


@pytest.mark.parametrize(
    ("text", "phrase", "with_appositions"),
    [
        ("Jane Smith, the mayor, who lost, on Friday", "Jane Smith", "Jane Smith, the mayor, who lost"),
        ("The New Arab's Iraq correspondent Qassem al-Ali.", "The New Arab's Iraq correspondent Qassem al-Ali", None),
        ("his Syrian rebel captors, sparking controversy", "his Syrian rebel captors", None),
        ("reporters that it was over", "reporters", None),
        ("them not to go", "them", None),
        ("Clinton celebrated in Florida", "Clinton", None),
        ("one of the men in the room.", "one of the men in the room", None),
    ],
)  # fmt: skip
def test_the_phrase_behind_a_cue(text: str, phrase: str, with_appositions: str | None) -> None:
    tokens = tokens_of(text)
    for wanted, appositions in ((phrase, False), (with_appositions or phrase, True)):
        end = phrases.starting_at(tokens, 0, len(tokens), EN.grammar, appositions=appositions)
        assert text[: tokens.end[end - 1]] == wanted


@given(news_texts)
def test_a_phrase_lies_within_its_bounds(text: str) -> None:
    tokens = tokens_of(text)
    for number in range(len(tokens) + 1):
        start = phrases.ending_before(tokens, number, 0, EN.grammar)
        assert start is None or 0 <= start < number
        end = phrases.starting_at(tokens, number, len(tokens), EN.grammar, appositions=True)
        assert number <= end <= len(tokens)
