"""Quotes over sentences and paragraphs, and what holds for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Quote, extract_quotes
from tests.strategies import news_texts


def found(text: str) -> list[Quote]:
    return extract_quotes(text, language="en", engine="rules")


def only(text: str) -> Quote:
    (quote,) = found(text)
    return quote


def test_a_quotation_right_behind_goes_on_with_the_one_before() -> None:
    text = "“We are done,” he said. “We go home.”\n\n“Nobody” was hurt."
    assert [span.of(text) for span in only(text).content] == ["“We are done,”", "“We go home.”"]


def test_a_quotation_may_run_on_over_paragraphs() -> None:
    text = "He said: “We are done.\n\n“We go home.\n\n“Good night.”\n\nThey left."
    assert [span.of(text) for span in only(text).content] == [
        "“We are done.", "“We go home.", "“Good night.”",
    ]  # fmt: skip


def test_a_quotation_that_stands_alone_is_of_who_spoke_last() -> None:
    for between in (" ", "\n\n"):
        text = f"Smith said that they were done.{between}“We go home tonight.”{between}They left."
        (quote,) = found(text)
        assert [span.of(text) for span in quote.content] == [
            "that they were done", "“We go home tonight.”",
        ]  # fmt: skip
        assert quote.kind == "mixed"


@pytest.mark.parametrize("alone", ["“Related:”", "“casablanca was a film.”", "“Casablanca”"])
def test_but_no_title_or_heading_is(alone: str) -> None:
    text = f"Smith said that they were done.\n\n{alone}\n\nThey left."
    assert len(only(text).content) == 1


def test_nor_one_behind_a_paragraph_in_which_nobody_speaks() -> None:
    text = "Smith said that they were done.\n\nThey left.\n\n“We go home tonight.”"
    assert len(only(text).content) == 1


def test_a_cue_may_announce_the_next_paragraph() -> None:
    text = "Breitbart News responded:\n\n“We are done with all of this.”\n\nThey left."
    quote = only(text)
    assert (quote.speaker_text, quote.rule) == ("Breitbart News", "announced")
    assert quote.text == "We are done with all of this."


def test_what_follows_and_but_or_a_comma_has_the_same_speaker() -> None:
    text = (
        "Asked again, the men said “Iran”, but claimed to have met nobody, adding that they left."
    )
    assert [(q.speaker_text, q.cue_text) for q in found(text)] == [
        ("the men", "said"), ("the men", "claimed"), ("the men", "adding"),
    ]  # fmt: skip


def test_two_speakers_in_one_paragraph() -> None:
    text = "“We are done,” Smith said. “So are we,” Jones replied."
    assert [(q.speaker_text, q.text) for q in found(text)] == [
        ("Smith", "We are done,"), ("Jones", "So are we,"),
    ]  # fmt: skip


def test_an_odd_mark_costs_no_other_quote() -> None:
    text = 'He " left.\n\n“We are done,” Smith said.\n\n“So are we, Jones replied.\n\n“Fine,” said Poe.'
    assert {"Smith", "Poe"} <= {quote.speaker_text for quote in found(text)}


def test_an_article_that_is_one_quotation() -> None:
    assert found("“We are done.”") == []
    assert found("“We are done.”\n\n“We go home.”") == []


# -- laws ----------------------------------------------------------------------------------


@given(news_texts | st.text())
def test_spans_always_point_at_what_they_say(text: str) -> None:
    for quote in found(text):
        for span in quote.content:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
        for one, words in (
            (quote.cue, quote.cue_text),
            (quote.speaker, quote.speaker_text),
            (quote.addressee, quote.addressee_text),
        ):
            assert (one is None) == (words is None)
            assert one is None or one.of(text) == words
        assert any(c.isalnum() for c in quote.text)


@given(news_texts)
def test_the_same_text_gives_the_same_quotes(text: str) -> None:
    assert found(text) == found(text)
    assert len({quote.id for quote in found(text)}) == len(found(text))


@pytest.mark.parametrize(
    "piece",
    [
        "“We are done,” Jane Smith told reporters. ",
        "Jane Smith said that they said that they said ",
        "“",
        "said ",
        "Smith, the mayor, ",
        "he said, and said, ",
        "according to ",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    text = piece * 1500

    def spent(size: int) -> float:
        started = time.process_time()
        found(text[:size])
        return time.process_time() - started

    spent(100)
    assert spent(len(text)) < 12 * spent(len(text) // 4) + 0.5  # linear is 4; squared would be 16


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Anna Smith was delighted. “We have waited for years.”", "Anna Smith"),
        ("Anna Smith was delighted. It had rained. “We have waited for years.”", "Anna Smith"),
        ("The mayor was delighted. “We have waited for years.”", "The mayor"),
        ("She was delighted. “We have waited for years.”", "She"),
        ("For Anna Smith, it was a joy. “We have waited for years.”", "Anna Smith"),
        ("“Nobody came,” Bob Roe said. The owner, Ann Lee, shrugged. “We were shut that day.”",
         "The owner, Ann Lee"),
        ("“Nobody came,” Bob Roe said.\n\nAnn Lee disagrees. “We were shut that day.”", "Ann Lee"),
        ("“We came,” Lee said. “Nobody did,” Bob Roe said. Lee shrugged. “We were shut that day.”",
         "Lee"),
    ],
)  # fmt: skip
def test_a_bare_quotation_is_of_whom_the_sentence_before_names(text: str, speaker: str) -> None:
    quote = found(text)[-1]
    assert (quote.speaker_text, quote.cue, quote.rule) == (speaker, None, "subject-before")
    assert len(quote.content) == 1


@pytest.mark.parametrize(
    "between",
    [
        "The council paid for it.",
        "They were late again.",
        "Smith drove them home.",  # the same one
        "South Africa was dark that night.",
    ],
)
def test_and_else_of_who_spoke_last(between: str) -> None:
    text = f"“Nobody came,” Jane Smith said. {between} “We had to ask our friends.”"
    assert len(only(text).content) == 2


def test_nor_is_it_of_whom_the_quotation_is_about() -> None:
    text = "“Nobody came,” Jane Smith said. Bob Roe stayed in. “He is a hopeless case.”"
    assert len(only(text).content) == 2
    assert found("Bob Roe stayed in. “He is a hopeless case.”") == []


@pytest.mark.parametrize("mark", ["“", ""])
def test_a_quotation_left_open_is_of_who_speaks_in_the_next_paragraph(mark: str) -> None:
    text = f"“We came home early.\n\n{mark}Nobody knew,” Jane Smith said."
    (quote,) = found(text)
    assert [span.of(text) for span in quote.content] == [
        "“We came home early.", f"{mark}Nobody knew,”",
    ]  # fmt: skip
    assert (quote.kind, quote.speaker_text) == ("direct", "Jane Smith")
