"""Who speaks, to whom and when, and how far a clause reaches, by the order of the words."""

from __future__ import annotations

import pytest

from mediacorpus import languages
from mediacorpus.quotes.sentence import ReportingSentence
from mediacorpus.text.marks import quotations
from mediacorpus.text.tokens import sentences, tokenise

EN = languages.pack("en")


def sentence(text: str) -> ReportingSentence:
    tokens = tokenise(text, 0, len(text), quotations(text), EN)
    (one,) = sentences(tokens, languages.pack("en").cue_words)
    return ReportingSentence(tokens, one, EN)


@pytest.mark.parametrize(
    ("text", "subject", "verb"),
    [
        ("The captives end the video.", "The captives", "end"),
        ("On Monday, Smith issued a statement.", "Smith", "issued"),
        ("Asked again, the mayor of Oslo smiled at her.", "the mayor of Oslo", "smiled"),
        ("But Smith, a lawyer, also went to Oslo.", "Smith, a lawyer", "went"),
        ("A day to remember.", "A day to remember", None),
    ],
)
def test_the_main_subject_has_a_verb_behind_it(text: str, subject: str, verb: str | None) -> None:
    one = sentence(text)
    place, number = one.main_subject(one.last - 1)
    assert place is not None
    assert text[slice(*place)] == subject
    assert one.tokens.word[number] == (verb or ".")


@pytest.mark.parametrize(
    ("text", "subject", "addressee"),
    [
        ("Smith on Sunday told the BBC that it was over.", "Smith", "the BBC"),
        ("Smith, the mayor of Oslo, told them to leave.", "Smith, the mayor of Oslo", "them"),
        ("The mayor was told by Smith that it was over.", "Smith", None),
        ("Smith told “Fox & Friends” that it was over.", "Smith", "“Fox & Friends”"),
        ("It is hard to tell them that.", None, "them"),
    ],
)
def test_who_speaks_to_whom(text: str, subject: str | None, addressee: str | None) -> None:
    one = sentence(text)
    (cue,) = one.cues
    found = one.subject(cue)
    place = found.place if found else None
    assert (text[slice(*place)] if place else None) == subject
    place, _ = one.addressee(cue)
    assert (text[slice(*place)] if place else None) == addressee


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("Smith said on Tuesday that it was over.", "that"),
        ("Smith said in a statement two days ago that it was over.", "that"),
        ("Smith said this week it was over.", "it"),
        ("Smith said it was over.", "it"),
    ],
)
def test_an_aside_says_when_and_how(text: str, behind: str) -> None:
    one = sentence(text)
    assert one.tokens.word[one.aside(one.cues[0].last)] == behind


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Smith said it was over.", "it was over."),
        ("Smith said it was over and announced an election.", "it was over"),
        ("Smith said it was over, adding that they had won.", "it was over"),
        ("Smith, who said it was over, left the room.", "it was over"),
        ("Smith said it was over, according to the BBC.", "it was over"),
    ],
)
def test_how_far_a_clause_reaches(text: str, clause: str) -> None:
    one = sentence(text)
    cue = one.cues[0]
    end = one.clause_end(cue.last, cue)
    assert text[slice(*one.place(cue.last, end))] == clause
