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
        ("Eunice Tsang Man-yee", "Tsang"),
        ("Chow Kit-man", "Chow"),
        ("Pedro Roe Lee", "Roe"),
        ("Additional Solicitor General Ann Lee", "ASG"),
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


def test_a_title_tells_two_of_one_surname_apart() -> None:
    bearers, (ann,) = met("Ann Lee")
    assert bearers.of(name("Mrs Lee")) is ann
    ann.kind = "person"
    assert bearers.of(name("Mr Lee")) is None


def test_nobody_is_the_firm_of_the_same_name() -> None:
    bearers, (firm,) = met("Roe")
    firm.kind = "organisation"
    assert bearers.of(name("Ann Roe")) is None
    assert bearers.of(name("Roe")) is firm


def test_a_role_is_taken_down_in_its_fullest_words() -> None:
    figure = Figure("Ann Lee", "person")
    for role in ("economist", "bank economist", "economist"):
        figure.learn(role)
    assert figure.roles == ["bank economist"]


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
