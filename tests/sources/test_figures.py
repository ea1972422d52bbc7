"""Whom a name stands for, of those who were met so far."""

from __future__ import annotations

import pytest

from mediacorpus import languages
from mediacorpus.sources.figures import Bearers, Figure
from mediacorpus.sources.names import Name, find_names
from mediacorpus.text.tokens import tokenise

EN = languages.pack("en")


def name(words: str) -> Name:
    text = f"Then {words} left."
    (found,) = find_names(tokenise(text, 0, len(text), [], EN), EN)
    return found


def met(*names: str) -> tuple[Bearers, list[Figure]]:
    bearers, figures = Bearers(EN), []
    for place, words in enumerate(names):
        figure = Figure(words, "unknown", full=name(words), mentions=[(place, place + 1)])
        bearers.enter(name(words), figure)
        figures.append(figure)
    return bearers, figures


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Ann Lee", "Lee"),
        ("Ann Lee", "Ann"),
        ("World Health Organization", "WHO"),
        ("Luiz Ana Lula da Silva", "Lula"),
        ("Northway Foods", "Northway"),
    ],
)
def test_a_short_name_is_whoever_bears_the_full_one(known: str, asked: str) -> None:
    bearers, (figure,) = met(known)
    assert bearers.of(name(asked)) is figure


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Ann Lee", "Roe"),
        ("Bank of America", "America"),
        ("House Democrats", "Democrats"),
        ("Jane Smith Foundation", "Jane Smith"),
    ],
)
def test_and_nobody_else(known: str, asked: str) -> None:
    bearers, _ = met(known)
    assert bearers.of(name(asked)) is None


def test_of_two_the_one_met_last_or_mentioned_often() -> None:
    bearers, (ann, tom) = met("Ann Lee", "Tom Lee")
    assert bearers.of(name("Lee")) is tom
    ann.mentions += [(n, n + 1) for n in range(10, 14)]
    assert bearers.of(name("Lee")) is ann


def test_what_is_entered_is_told_by_its_fullest_name() -> None:
    bearers, (figure,) = met("Lee")
    bearers.enter(name("Ann Lee"), figure)
    assert (figure.name, figure.kind) == ("Ann Lee", "person")
    assert ("ann", "lee") in bearers.called
