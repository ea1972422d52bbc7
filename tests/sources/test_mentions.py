"""A noun phrase, taken apart: whom it names, in which role, or by what it describes somebody."""

from __future__ import annotations

import pytest

from mediacorpus import languages
from mediacorpus.sources.mentions import apposition, describe
from mediacorpus.sources.names import Name, find_names
from mediacorpus.text.tokens import Tokens, tokenise

EN = languages.pack("en")


def taken(text: str) -> tuple[Tokens, list[Name]]:
    tokens = tokenise(text, 0, len(text), [], EN)
    return tokens, list(find_names(tokens, EN))


@pytest.mark.parametrize(
    ("phrase", "name", "roles", "core"),
    [
        ("Rami al-Karkhi, a member of the Iraqi Communist Party", "Rami al-Karkhi",
         ("a member of the Iraqi Communist Party",), "Rami al-Karkhi"),
        ("Foreign Minister Jane Smith", "Jane Smith", ("Foreign Minister",),
         "Foreign Minister Jane Smith"),
        ("the minister, John Roe", "John Roe", ("the minister",), "the minister, John Roe"),
        ("Chief of staff Don Poe", "Don Poe", ("Chief of staff",), "Chief of staff Don Poe"),
        ("Mark Reed, MP", "Mark Reed", ("MP",), "Mark Reed"),
        ("Jane Smith, who left Oslo", "Jane Smith", (), "Jane Smith"),
        ("Leader of the Opposition Sardar Ann Lee of the Hull party", "Ann Lee",
         ("Leader of the Opposition",), "Leader of the Opposition Sardar Ann Lee of the Hull party"),
        ("the Director-General of the council, Ann Lee", "Ann Lee",
         ("the Director-General of the council",), "the Director-General of the council, Ann Lee"),
        ("the Hull Council (HC) spokesman Tom Roe", "Tom Roe", ("Hull Council (HC) spokesman",),
         "the Hull Council (HC) spokesman Tom Roe"),
        ("The senator representing Ely, Tom Roe", "Tom Roe", ("The senator representing Ely",),
         "The senator representing Ely, Tom Roe"),
    ],
)  # fmt: skip
def test_a_phrase_about_a_name_tells_the_role(
    phrase: str, name: str, roles: tuple[str, ...], core: str
) -> None:
    tokens, names = taken(phrase)
    found = describe(tokens, 0, len(tokens), names, EN)
    assert found.name is not None
    assert (found.sort, found.name.text, found.roles) == ("name", name, roles)
    assert phrase[: found.core_end] == core


@pytest.mark.parametrize(
    ("phrase", "sort", "head", "plural"),
    [
        ("he", "pronoun", "he", False),
        ("they", "pronoun", "they", True),
        ("the men", "definite", "men", True),
        ("his mother", "definite", "mother", False),
        ("Tesla's spokeswoman", "definite", "spokeswoman", False),
        ("a captive", "indefinite", "captive", False),
        ("officials", "bare", "officials", True),
        ("four captives", "bare", "captives", True),
        ("Keane and Boyle", "joint", "", True),
    ],
)
def test_a_phrase_without_a_name_of_its_own_is_known_by_its_head(
    phrase: str, sort: str, head: str, plural: bool
) -> None:
    tokens, names = taken(phrase)
    found = describe(tokens, 0, len(tokens), names, EN)
    assert (found.sort, found.name, found.head, found.plural) == (sort, None, head, plural)


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("Rami al-Karkhi, a member of the party, told us.", "Rami al-Karkhi",
         "a member of the party"),
        ("Member of the movement, Hussein al-Basri, condemned it.", "Hussein al-Basri",
         "Member of the movement"),
        ("Jane Smith, a town in the north, was empty.", "Jane Smith", None),
        ("Jane Smith, the minister has said, will go.", "Jane Smith", None),
    ],
)  # fmt: skip
def test_an_apposition_says_what_somebody_is(
    sentence: str, name: str, expected: str | None
) -> None:
    tokens, names = taken(sentence)
    (named,) = [one for one in names if one.text == name]
    found = apposition(tokens, named, EN)
    words = found and sentence[tokens.start[found[0]] : tokens.end[found[1] - 1]]
    assert words == expected
