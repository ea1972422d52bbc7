"""Turns of interviews and transcripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import extract_quotes
from tests.sources.test_sources import entry

INTERVIEW = (
    "Ann Lee spoke to the Sentinel. Lee is the mayor of Hull.",
    "Q: Were you late for the talks?",
    "A: I was not. “It is over,” he told me.",
    "It was a long night, and we left at four.",
    "Q: Did you see Tom Roe?",
    "A: I did.",
    "Lee left on Monday.",
)


def test_questions_and_answers() -> None:
    one = entry(*INTERVIEW)
    names = {source.id: source.name for source in one.sources}
    assert [
        (quote.speaker_text, quote.stance, quote.text, names.get(quote.source_id or ""))
        for quote in one.quotes
    ] == [
        ("Q", "asks", "Were you late for the talks?", None),
        ("A", "says", f"{INTERVIEW[2][3:]} {INTERVIEW[3]}", "Ann Lee"),
        ("Q", "asks", "Did you see Tom Roe?", None),
        ("A", "says", "I did.", "Ann Lee"),
    ]  # fmt: skip
    assert {quote.kind for quote in one.quotes} == {"direct"}
    assert {quote.rule for quote in one.quotes} == {"turn"}


def test_what_stands_between_turns_that_are_far_apart_is_the_writers() -> None:
    between = ["It was a long night."] * 20
    one = entry(*INTERVIEW[:4], *between, "Tom Roe said that it was late.", *INTERVIEW[4:])
    assert [quote.rule for quote in one.quotes if quote.speaker_text == "Tom Roe"] != []
    assert [quote.text for quote in one.quotes if quote.speaker_text == "A"] == [
        INTERVIEW[2][3:], "I did.",
    ]  # fmt: skip


def test_the_turns_of_a_transcript_have_names() -> None:
    one = entry(
        "JAKE HALL, HOST: Will he win this?",
        "GOVERNOR ANN LEE: I think he will.",
        "HALL: You were not so sure in May.",
        "LEE: That was in May.",
    )
    names = {source.id: source.name for source in one.sources}
    assert [names[quote.source_id or ""] for quote in one.quotes] == [
        "JAKE HALL", "ANN LEE", "JAKE HALL", "ANN LEE",
    ]  # fmt: skip


def test_colons_alone_make_no_interview() -> None:
    for text in (
        "Note: All times are local.\n\nUpdate: The talks are over.",
        "Clinton: 1,812 of them\n\nSanders: 1,521 of them\n\nClinton: 71 more",
        "Hull: It was cold.\n\nYork: It was colder.\n\nLeeds: It was coldest.",
        "Ann Lee: “We are done.”\n\nTom Roe: “We are not.”\n\nAnn Lee: “We are.”",
    ):
        assert not [one for one in extract_quotes(text, language="en") if one.rule == "turn"]


@given(
    st.lists(st.sampled_from(["Q: Is it so?", "A: It is, I say.", "He left.", "“No,” he said."]))
)
def test_turns_never_share_words_with_another_quote(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    covered: set[int] = set()
    for quote in extract_quotes(text, language="en"):
        for span in quote.content:
            assert covered.isdisjoint(range(span.start, span.end))
            covered |= set(range(span.start, span.end))


def said(text: str, language: str = "en") -> list[tuple[str | None, str]]:
    return [
        (quote.speaker_text, quote.text)
        for quote in extract_quotes(text, language=language, engine="rules")
    ]


@pytest.mark.parametrize(
    ("asks", "answers", "names"),
    [
        ("The Herald:", "Bea Roe:", ("The Herald", "Bea Roe")),
        ("Al Kim (Radio 9):", "Bea Roe (a singer):", ("Al Kim (Radio 9)", "Bea Roe (a singer)")),
        ("Q.", "A.", ("Q", "A")),
        ("Q –", "A –", ("Q", "A")),
        ("Question -", "Answer -", ("Question", "Answer")),
        ("**Q:**", "**A:**", ("Q", "A")),
        ("**Bea Roe:**", "**Al Kim**:", ("Bea Roe", "Al Kim")),
    ],
)
def test_labels_have_many_forms(asks: str, answers: str, names: tuple[str, str]) -> None:
    text = (
        f"{asks} Where were you?\n\n{answers} In Hull.\n\n{asks} Alone?\n\n{answers} Never alone."
    )
    assert said(text) == [
        (names[0], "Where were you?"), (names[1], "In Hull."), (names[0], "Alone?"),
        (names[1], "Never alone."),
    ]  # fmt: skip


def test_the_labels_of_other_languages_have_them_too() -> None:
    text = "P. ¿Dónde estaba?\n\nR. En casa, claro.\n\nP. ¿Sola?\n\nR. No, con él."
    assert [name for name, _ in said(text, "es")] == ["P", "R", "P", "R"]


def test_a_bold_turn_ends_before_its_marks() -> None:
    text = "**Q: Where were you?**\n\nA: In Hull, at home.\n\n**Q: Alone?**\n\nA: Never."
    assert ("Q", "Where were you?") in said(text)


def test_initials_make_no_interview() -> None:
    assert said("A. Roe came first.\n\nA. Kim came second.\n\nA. Lee came third.") == []
