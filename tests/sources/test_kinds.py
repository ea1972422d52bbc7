"""What nouns and names stand for."""

from __future__ import annotations

import pytest

from mediacorpus import languages
from mediacorpus.sources.kinds import has_article, is_plural, kind_of_name, kind_of_noun, known_kind
from mediacorpus.sources.names import find_names
from mediacorpus.text.tokens import tokenise

EN = languages.pack("en")


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("minister", "person"), ("ministers", "group"),
        ("policewoman", "person"), ("biologists", "group"), ("police", "group"),
        ("ministry", "organisation"), ("banks", "organisation"),
        ("newspaper", "outlet"), ("report", "document"), ("table", "unknown"),
    ],
)  # fmt: skip
def test_a_noun_says_what_it_stands_for(noun: str, kind: str) -> None:
    assert kind_of_noun(noun, EN) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Then Ann Lee left.", "person"),
        ("Then House Democrats left.", "group"),
        ("Then Example Academy left.", "organisation"),
        ("Then St. Louis left.", "unknown"),
        ("Then Oslo left.", "unknown"),
        ("Then NATO left.", "organisation"),
    ],
)
def test_a_name_says_what_it_stands_for(text: str, kind: str) -> None:
    (name,) = find_names(tokenise(text, 0, len(text), [], EN), EN)
    assert kind_of_name(name, EN) == kind


def test_no_person_has_an_article() -> None:
    for text, has in (("At the Green Convention", True), ("At Green Convention", False)):
        tokens = tokenise(text, 0, len(text), [], EN)
        (name,) = find_names(tokens, EN)
        assert has_article(tokens, name, EN) == has


def test_a_plural_is_told_by_its_form_or_listed() -> None:
    assert [word for word in ("men", "bakers", "bus", "boss", "man") if is_plural(word, EN)] == [
        "men", "bakers",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["ZDF", "Al-Arabiya", "Die Zeit", "France 24"])
def test_outlets_are_known_whose_names_do_not_say_it(name: str) -> None:
    assert known_kind(name) == "outlet"


def test_agencies_and_platforms_are_known() -> None:
    assert (known_kind("Reuters"), known_kind("Twitter"), known_kind("Lee")) == (
        "agency", "platform", None,
    )  # fmt: skip
