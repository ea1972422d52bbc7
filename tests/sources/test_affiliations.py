"""Affiliations: organisations told from places, people and parties."""

from __future__ import annotations

import pytest

from mediacorpus import Article, Block, annotate, languages
from mediacorpus.sources.affiliations import body_before, ties
from mediacorpus.sources.names import find_names
from mediacorpus.text.tokens import tokenise

EN = languages.pack("en")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Ann Lee of the Oslo Group", "Oslo Group"),
        ("Tesla's spokeswoman", "Tesla"),
        ("Ann Lee, who teaches at Example College", "Example College"),
        ("Ann Lee, who heads the Example Fund", "Example Fund"),
        ("Ann Lee, who directs the group's Border Fund", "Border Fund"),
        ("a member of the party who lives in Oslo", None),
        ("the men", None),
    ],
)
def test_a_phrase_ties_whom_it_describes_to_a_name(phrase: str, expected: str | None) -> None:
    tokens = tokenise(phrase, 0, len(phrase), [], EN)
    found = ties(tokens, 0, len(tokens), list(find_names(tokens, EN)), EN)
    assert next((one.text for one in found), None) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Nordbank CEO", "Nordbank"),
        ("a Nordbank spokeswoman", "Nordbank"),
        ("the Treasury Committee chairwoman", "Treasury Committee"),
        ("Fox campaign manager", "Fox campaign"),
        ("UNHCR representative", "UNHCR"),
        ("Tory MP", "Tory"),
        ("UNICEF Pacific representative", "UNICEF Pacific"),
        ("Athletics Kenya president", "Athletics Kenya"),
        ("Ministry of Commerce spokesman", "Ministry of Commerce"),
        ("Marine Lines chief executive", "Marine Lines"),
        ("South Korea president", None),
        ("Prime Minister", None),
        ("Managing Director", None),
        ("UK ambassador", None),
        ("U.S. Senator", None),
        ("Finnish economist", None),
        ("Denmark coach", None),
        ("Wye councillor", None),
        ("ex-Nordbank chief", None),
        ("a baker", None),
    ],
)
def test_what_stands_before_an_office_is_an_organisation(role: str, expected: str | None) -> None:
    found = body_before(role, EN)
    assert (found and found.text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We sell,” said Nordbank CEO Ann Lee.", "Nordbank"),
        ("Ann Lee, a nurse at Shelter, said it rained.", "Shelter"),
        ("The Nordbank finance chief, Ann Lee, said it rained.", "Nordbank"),
        ("Ann Lee, who works for Oxfam, said it rained.", "Oxfam"),
        ("Ann Lee, 19, from Hama, who works at Oxfam, said it rained.", "Oxfam"),
        ("A BBC spokesman said it rained.", "BBC"),
        ("Ann Lee of the firm Roe & Lee said it rained.", "Roe & Lee"),
        ("Senator Ann Lee of Ohio said it rained.", None),
        ("Ann Lee, a butcher from Hama, said it rained.", None),
        ("Ann Lee, of Wye, said it rained in Wye.", None),
        ("Ann Lee, the bishop of Wye, said it rained.", None),
        ("Tom Fox’s sister said it rained. She said it snowed.", None),
        ("It rained, said Roe spokesman Tom Fox. “No,” said Ann Roe.", None),
        ("Security analyst Ann Lee said it rained.", None),
    ],
)
def test_an_affiliation_is_no_place_and_no_person(text: str, expected: str | None) -> None:
    body = (Block(kind="paragraph", text=text),)
    entry = annotate(Article(id="a", language="en", body=body), engine="rules")
    assert entry.sources[0].affiliation == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ACLU said it rained. The group’s director, Ann Lee, said it snowed.", "ACLU"),
        ("The ACLU said it rained. Ann Lee, the group’s director, said it snowed.", "ACLU"),
        ("It rained, Tom Roe said. The group’s director, Ann Lee, said it snowed.", None),
        ("The ACLU said it rained. The mayor’s sister, Ann Lee, said it snowed.", None),
    ],
)
def test_an_affiliation_may_be_a_body_that_is_described(text: str, expected: str | None) -> None:
    body = (Block(kind="paragraph", text=text),)
    entry = annotate(Article(id="a", language="en", body=body), engine="rules")
    (lee,) = [one for one in entry.sources if one.name == "Ann Lee"]
    assert lee.affiliation == expected
