"""Names in a text."""

from __future__ import annotations

import pytest
from hypothesis import given

from mediacorpus import languages
from mediacorpus.sources.names import Name, find_names, is_short_for
from mediacorpus.text.marks import paragraphs
from mediacorpus.text.tokens import read_paragraphs, tokenise
from tests.strategies import news_texts

EN = languages.pack("en")


def names(text: str) -> list[Name]:
    return list(find_names(tokenise(text, 0, len(text), [], EN), EN))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Hussein al-Basri left.", [("Hussein al-Basri", None)]),
        ("Ursula von der Leyen and Juan de la Cruz met.",
         [("Ursula von der Leyen", None), ("Juan de la Cruz", None)]),
        ("Gen. Qasem Soleimani met Dr. O'Malley.",
         [("Qasem Soleimani", "Gen."), ("O'Malley", "Dr.")]),
        ("Iraqi Prime Minister Haider al-Abadi left.",
         [("Haider al-Abadi", "Iraqi Prime Minister")]),
        ("He told The New Arab's correspondent.", [("The New Arab", None)]),
        ("The Ministry of Defence and the Bank of England said so.",
         [("Ministry of Defence", None), ("Bank of England", None)]),
        ("Sen. Bernie Sanders (I-Vt.) left.", [("Bernie Sanders", "Sen."), ("I-Vt", None)]),
        ("Officials said so. Members left.", []),
        ("They Are Celebrating Ann Lee", [("Ann Lee", None)]),
        ("The Sad Campaign Of Tom Roe", [("Sad Campaign", None), ("Tom Roe", None)]),
        ("Tom Roe’s Daughter left. A US House Speaker left.", [("Tom Roe", None)]),
        ("The Jude Children’s Hospital and Smith’s Hospital left.",
         [("Jude Children’s Hospital", None), ("Smith", None), ("Hospital", None)]),
        ("The Department of Health and Human Services and Ann Lee met the Ministry of Defence.",
         [("Department of Health and Human Services", None), ("Ann Lee", None),
          ("Ministry of Defence", None)]),
        ("The Department of Justice and NATO met. The Bank of Oslo and Ann Lee met.",
         [("Department of Justice", None), ("NATO", None), ("Bank of Oslo", None),
          ("Ann Lee", None)]),
        ("The Select Committee on Ely met in Oslo on Monday.",
         [("Select Committee on Ely", None), ("Oslo", None)]),
        ("Then Pres. Roe left.", [("Roe", "Pres.")]),
        ("The American Academy of Dermatology said so.",
         [("American Academy of Dermatology", None)]),
    ],
)  # fmt: skip
def test_a_name_is_found_with_its_title(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(name.text, name.title) for name in names(text)] == expected


def test_a_verb_before_a_known_surname_is_no_part_of_the_name() -> None:
    text = "Stated Roe: “It is late.”"
    tokens = tokenise(text, 0, len(text), [], EN)
    assert [name.text for name in find_names(tokens, EN, {"roe"})] == ["Roe"]


def test_a_possessive_is_no_part_of_the_name() -> None:
    (name, _) = names("Rubio's manager, Rich Beeson")
    assert (name.text, name.possessive) == ("Rubio", True)


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Basri", "Hussein al-Basri", True),
        ("Smith", "Jane Smith", True),
        ("Jane", "Jane Smith", False),
        ("Jane Smith", "Jane Q. Smith", True),
        ("Jones", "Jane Smith", False),
        ("WHO", "World Health Organization", True),
        ("Health Organization", "World Health Organization", True),
        ("Jane Smith", "Smith", False),
    ],
)
def test_a_short_name_stands_for_a_fuller_one(short: str, full: str, fits: bool) -> None:
    (one,) = names(f"then {short} left")
    (other,) = names(f"then {full} left")
    assert is_short_for(one, other) is fits


@given(news_texts)
def test_names_stand_where_they_say(text: str) -> None:
    for paragraph in paragraphs(text):
        tokens = tokenise(text, paragraph.start, paragraph.end, [], EN)
        for name in find_names(tokens, EN):
            assert text[name.start : name.end].startswith(name.words[0])
            assert text[name.start : name.end].endswith(name.words[-1])
            assert 0 <= name.first < name.last <= len(tokens)


@pytest.mark.parametrize(
    ("words", "title", "name"),
    [
        ("Regierungssprecherin Anna Schmidt", "Regierungssprecherin", "Anna Schmidt"),
        ("SPD-Chef Lars Roe", "SPD-Chef", "Lars Roe"),
        ("Kommissionspräsidentin Eva von der Aue", "Kommissionspräsidentin", "Eva von der Aue"),
        ("Peter Meister", None, "Peter Meister"),
    ],
)
def test_a_german_title_of_one_word(words: str, title: str | None, name: str) -> None:
    pack = languages.pack("de")
    (tokens,) = read_paragraphs(f"{words} sagte, es gehe weiter.", "de")
    found = next(iter(find_names(tokens, pack)))
    assert (found.title, found.text) == (title, name)
