"""The cast of an article: who is named, who speaks, and whom a speaker's words stand for."""

from __future__ import annotations

from hypothesis import given

from mediacorpus import Span, languages
from mediacorpus.sources.cast import Cast
from mediacorpus.sources.figures import Figure
from mediacorpus.sources.reference import speaker
from tests.strategies import news_texts

EN = languages.pack("en")


def asked(cast: Cast, words: str) -> Figure | None:
    start = cast.text.rindex(words)
    return speaker(cast, Span(start=start, end=start + len(words)))


def test_everybody_who_is_named_is_in_the_cast_and_who_speaks_is_marked() -> None:
    cast = Cast("Jane Smith met Al Roe in Oslo.\n\nRoe said so.", EN)
    assert [one.name for one in cast.figures] == ["Jane Smith", "Al Roe", "Oslo"]
    roe = asked(cast, "Roe")
    assert roe is cast.figures[1]
    assert [one.name for one in cast.figures if one.speaks] == ["Al Roe"]
    assert [cast.text[slice(*place)] for place in roe.mentions] == ["Al Roe", "Roe"]


def test_a_part_of_a_name_is_the_whole() -> None:
    cast = Cast("“It is late,” said Olive Tandy, who lives there.", EN)
    found = asked(cast, "Olive")
    assert found is not None
    assert (found.name, found.named) == ("Olive Tandy", True)


def test_who_is_only_described_joins_the_cast_by_speaking() -> None:
    cast = Cast("A captive said so.\n\nThe captive left.\n\nAnother captive said no.", EN)
    assert cast.figures == []
    first = asked(cast, "A captive")
    assert first is not None
    assert (first.name, first.named, first.kind) == ("A captive", False, "person")
    assert asked(cast, "The captive") is first
    assert asked(cast, "Another captive") not in (first, None)


def test_a_pronoun_is_who_spoke_last_or_is_near_and_can_be_meant() -> None:
    cast = Cast("Mrs Jane Smith said so.\n\nAl Roe left.\n\nshe said.\n\nhe said.\n\nit said.", EN)
    smith = asked(cast, "Mrs Jane Smith")
    assert smith is not None
    assert asked(cast, "she") is smith
    assert asked(cast, "it") is None
    roe = asked(cast, "he")
    assert roe is not None
    assert (roe.name, roe.pronoun, smith.pronoun) == ("Al Roe", "he", "she")


def test_who_is_credited_is_whom_the_text_names() -> None:
    cast = Cast("The Daily Example asked her.", EN)
    (named,) = cast.figures
    assert cast.credit("The Daily Example", "outlet") is named
    assert (named.name, named.kind, named.credited) == ("The Daily Example", "outlet", True)
    assert cast.credit("Name/AFP").kind == "agency"
    assert cast.credit("YouTube").kind == "platform"


def named(cast: Cast) -> list[str]:
    return [one.name for one in cast.figures]


def test_a_surname_that_is_a_noun_is_a_name_behind_the_full_one() -> None:
    assert named(Cast("Lee Baker left.\n\nBaker said so.", EN)) == ["Lee Baker"]


def test_a_name_is_no_plural() -> None:
    assert named(Cast("Bernie Sanders left.\n\nSanders said so.", EN)) == ["Bernie Sanders"]


def test_a_surname_alone_is_whom_the_text_has_often_and_calls_so() -> None:
    text = "Tom Roe left. Roe came. Roe sat. Roe ran. His wife, Ann Roe, left. Roe said so."
    assert [len(one.mentions) for one in Cast(text, EN).figures] == [5, 1]
    cast = Cast("Tom Roe met his wife, Ms Jo Roe. Ms Roe left. Roe said so. Ms Roe said no.", EN)
    assert [len(one.mentions) for one in cast.figures] == [2, 3]


def test_parties_are_not_named_after_some_of_their_people() -> None:
    assert named(Cast("House Democrats left. Then Democrats said so.", EN))[:2] == [
        "House Democrats", "Democrats",
    ]  # fmt: skip


def test_a_heading_in_capitals_names_nobody_new() -> None:
    text = "WHAT HAPPENED TO TOM ROE\n\nIt was late. Tom Roe left."
    assert named(Cast(text, EN)) == ["Tom Roe"]
    cast = Cast("Tom Roe left.\n\nROE: IT IS LATE\n\nIt was late.", EN)
    roe = asked(cast, "ROE")
    assert roe is not None
    assert roe.name == "Tom Roe"
    assert named(Cast("TOM ROE LEFT.\n\nIT WAS LATE.", EN))[0].startswith("TOM ROE")


def test_a_headline_in_title_case_names_whom_the_text_names() -> None:
    text = "Ann Lee Compares Reports To Tom Roe Celebrating\n\nIt was Ann Lee. So Tom Roe said."
    assert named(Cast(text, EN))[:2] == ["Ann Lee", "Tom Roe"]
    cast = Cast("Star Ann Lee Talks About Plans\n\nSo Lee said.", EN)
    assert named(cast)[0] == "Ann Lee"
    assert [cast.text[slice(*place)] for place in cast.figures[0].mentions] == ["Ann Lee", "Lee"]


def test_what_is_long_and_only_in_such_a_headline_is_no_name() -> None:
    text = "Sad Leaked Donor Documents Emerge\n\nIt was late.\n\nShe said so."
    assert named(Cast(text, EN)) == []


def test_a_party_is_several() -> None:
    (democrats,) = Cast("House Democrats left.", EN).figures
    assert (democrats.name, democrats.kind) == ("House Democrats", "group")


def test_what_belongs_to_somebody_is_somebody_else() -> None:
    cast = Cast("The Hillary Clinton White House began. Hillary Clinton left. Hillary said so.", EN)
    assert named(cast) == ["Hillary Clinton White House", "Hillary Clinton"]
    assert named(Cast("The Bank of America said so. America said so.", EN))[0] == "Bank of America"


def test_a_long_name_is_shortened_to_a_word_in_its_middle() -> None:
    assert named(Cast("Luiz Ana Lula da Silva left. Lula said so.", EN)) == [
        "Luiz Ana Lula da Silva"
    ]


def test_several_people_end_where_their_verb_or_somebody_else_begins() -> None:
    assert named(Cast("“Thousands of voters gathered outside.", EN)) == ["Thousands of voters"]
    cast = Cast("It was 31 people in what Smith’s office called late.", EN)
    assert named(cast) == ["Smith", "31 people"]


@given(news_texts)
def test_every_mention_has_its_place_in_the_order_of_the_text(text: str) -> None:
    cast = Cast(text, EN)
    places = [place for place, _ in cast.trail]
    assert places == sorted(places)
    assert sorted(place for one in cast.figures for place in one.mentions) == places
    assert all(0 <= start < end <= len(text) for start, end in places)
