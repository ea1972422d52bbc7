"""Cues: verbs that report, told from nouns and adjectives that look like them."""

from __future__ import annotations

import pytest

from mediacorpus import languages
from mediacorpus.quotes.cues import Cue, cues, is_nobody, is_title
from mediacorpus.text.marks import quotations
from mediacorpus.text.tokens import sentences, tokenise

EN = languages.pack("en")


def cues_of(text: str) -> list[tuple[str, Cue]]:
    tokens = tokenise(text, 0, len(text), quotations(text), EN)
    return [
        (text[tokens.start[cue.first] : tokens.end[cue.last - 1]], cue)
        for sentence in sentences(tokens, EN.cue_words)
        for cue in cues(tokens, sentence, EN)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said it was over.", ["said"]),
        ("He has repeatedly said that it was over.", ["has repeatedly said"]),
        ("She did not say why.", ["did not say"]),
        ("They also told reporters.", ["also told"]),
        ("He pointed out that it was over.", ["pointed out"]),
        ("She made it clear that it was over.", ["made it clear"]),
        ("“No,” the men answer when asked.", ["answer", "asked"]),
        ("Officials say it was over.", ["say"]),
        ("He denied it, saying it was over, and added a word.", ["denied", "saying", "added"]),
    ],
)
def test_a_cue_is_the_verb_with_its_auxiliaries_and_adverbs(text: str, expected: list[str]) -> None:
    assert [words for words, _ in cues_of(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The alleged attack was filmed.",
        "Four alleged Iraqis were seen.",
        "The report of the claims was a surprise.",
        "His answer was short.",
        "The warning came late.",
    ],
)
def test_nouns_and_adjectives_are_no_cues(text: str) -> None:
    assert cues_of(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The board failed to mention that it was late.", "failed to mention"),
        (
            "He has repeatedly refrained from claiming that it was late.",
            "has repeatedly refrained from claiming",
        ),
        (
            "Brown, stopping short of admitting that it was late, left.",
            "stopping short of admitting",
        ),
        ("They neither confirmed nor denied that it was late.", "denied"),
    ],
)
def test_a_cue_by_which_nothing_is_said_has_no_stance(text: str, words: str) -> None:
    (found,) = [cue for said, cue in cues_of(text) if said == words]
    assert found.stance is None


@pytest.mark.parametrize(
    ("words", "nobody"),
    [("Nobody", True), ("none of the nurses", True), ("No one", True), ("No judge", True),
     ("No 10", False), ("Norman Lee", False)],
)  # fmt: skip
def test_what_nobody_said_is_not_said(words: str, nobody: bool) -> None:
    assert is_nobody(words, EN) is nobody


@pytest.mark.parametrize(
    ("quoted", "title"),
    [
        ("“The Lost Sheep of Wye”", True), ("“the Owls”", True), ("“Rain”", True),
        ("“We lost the sheep”", False), ("“Rain,”", False), ("“Never Again!”", False),
        ("“It Rains. It Snows”", False), ("“”", False),
    ],
)  # fmt: skip
def test_a_title_has_capitals_and_no_full_stop(quoted: str, title: bool) -> None:
    assert is_title(quoted, EN) is title


def test_a_cue_knows_its_stance_what_it_takes_and_its_form() -> None:
    ((_, denied), (_, saying)) = cues_of("He denied it, saying that it was over.")
    assert (denied.stance, denied.form) == ("denies", "past")
    assert (saying.stance, saying.form) == ("says", "gerund")
    assert "that" in saying.takes
    ((_, passive),) = cues_of("He was told that it was over.")
    assert passive.passive
