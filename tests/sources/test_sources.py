"""Who the speakers are: mentions resolved within an article."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Article, Block, Entry, Source, annotate
from tests.growth import growth
from tests.strategies import news_texts


def entry(*paragraphs: str, **known: Any) -> Entry:
    body = tuple(Block(kind="paragraph", text=text) for text in paragraphs)
    one = Article(id="a", language="en", body=body, **known)
    return annotate(one, engine="rules")


def speakers(*paragraphs: str) -> list[str | None]:
    one = entry(*paragraphs)
    return [getattr(one.source_of(quote), "name", None) for quote in one.quotes]


def source(name: str, one: Entry) -> Source:
    (found,) = [s for s in one.sources if s.name == name]
    return found


def test_a_surname_is_the_full_name_that_was_printed_before() -> None:
    assert speakers(
        "Member of the Sadrist movement, Hussein al-Basri, condemned the deployment.",
        "“We have battles in Iraq,” Basri said.",
    ) == ["Hussein al-Basri", "Hussein al-Basri"]


def test_the_author_is_who_says_i() -> None:
    one = entry("I think that it is over.", "“I am not sure,” Tom Roe said.", authors=("Ann Lee",))
    assert [getattr(one.source_of(quote), "name", None) for quote in one.quotes] == [
        "Ann Lee", "Tom Roe",
    ]  # fmt: skip
    assert source("Ann Lee", one).kind == "person"
    assert speakers("I think that it is over.") == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I told the mayor that it rained. She answered that it snowed.", "the mayor"),
        ("I asked Tom Roe whether it rained. He denied that it snowed.", "Tom Roe"),
        ("I asked the crowd whether it rained. She said it snowed.", None),
    ],
)
def test_an_author_is_no_he_or_she_and_whom_they_ask_is(text: str, expected: str | None) -> None:
    one = entry(text, authors=("Ann Lee",))
    names = [getattr(one.source_of(quote), "name", None) for quote in one.quotes]
    assert names == ["Ann Lee", expected]


def test_or_printed_later() -> None:
    assert speakers("Smith said that it was over.", "“We go,” said Jane Smith.") == [
        "Jane Smith", "Jane Smith",
    ]  # fmt: skip


def test_two_of_one_surname_are_told_apart_by_who_was_named_last() -> None:
    found = speakers(
        "Hillary Clinton said that she would run.", "Clinton said that she would win.",
        "Bill Clinton said that he would help.", "Clinton said that he was sure.",
    )  # fmt: skip
    assert found == ["Hillary Clinton", "Hillary Clinton", "Bill Clinton", "Bill Clinton"]


def test_a_first_name_is_the_only_person_who_bears_it() -> None:
    assert speakers("Ruth Hollis was there.", "“They came at six,” says Ruth.") == ["Ruth Hollis"]
    assert speakers("Ruth Hollis met Ruth Roe.", "“They came at six,” says Ruth.") == ["Ruth"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Butcher left. Butcher said it rained.", "Ann Butcher"),
        ("Mayor Tom Fox met Jane Mayor. “It rained,” Mayor said.", "Jane Mayor"),
        ("John Henry Prince Jr. left early. Prince said it rained.", "John Henry Prince Jr."),
    ],
)
def test_a_surname_may_be_a_noun_or_a_title(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Margaret Roe left. Peggy said it rained.", "Margaret Roe"),
        ("Jim Lee left. James Lee said it rained.", "Jim Lee"),
        ("Margaret Roe met Margaret Fox. Peggy said it rained.", "Peggy"),
        ("Edward Roe Jr. left. Ted Roe III said it rained.", "Ted Roe III"),
        ("William Hall read the paper. The Bill said it rained.", "Bill"),
    ],
)
def test_somebody_may_be_called_by_a_shorter_first_name(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


def test_what_somebody_was_is_part_of_the_role() -> None:
    one = entry("They hired former US ambassador Ann Lee. Lee said it was over.")
    assert source("Ann Lee", one).roles == ("former US ambassador",)


def test_role_and_affiliation_are_as_printed() -> None:
    one = entry(
        "“No,” Rami al-Karkhi, a member of the Iraqi Communist Party, told reporters.",
        "Former Fed chairman Ben Example said that it was over.",
        "Foreign Minister Jane Smith said that it was not.",
    )
    karkhi = source("Rami al-Karkhi", one)
    assert karkhi.roles == ("a member of the Iraqi Communist Party",)
    assert karkhi.affiliation == "Iraqi Communist Party"
    assert (karkhi.kind, karkhi.named, karkhi.key) == ("person", True, "rami al karkhi")
    assert source("Jane Smith", one).roles == ("Foreign Minister",)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("Jane Smith said that it was over.", "“I am tired,” she said."), "Jane Smith"),
        (("Jane Smith met Mr. Jones.", "“I am tired,” she said."), "Jane Smith"),
        (("Jane Smith met spokesman Al Jones.", "“I am tired,” he said."), "Al Jones"),
        (("The minister, John Roe, who said that it was over, left.",), "John Roe"),
        (("The Foreign Ministry said so.", "“It is over,” the ministry said."), "Foreign Ministry"),
    ],
)
def test_pronouns_and_descriptions(paragraphs: tuple[str, ...], expected: str) -> None:
    assert speakers(*paragraphs)[-1] == expected


def test_a_pronoun_is_whom_its_paragraph_begins_with() -> None:
    assert speakers(
        "“We are here,” Mike Parson said.",
        "Charles Collier, 61, was asked about it. “I never heard of it,” he said.",
        "Ann Lee smiled at Mr. Parson. “I did,” she said. “So did I,” he said.",
    ) == ["Mike Parson", "Charles Collier", "Ann Lee", "Mike Parson"]


def test_a_group_is_known_again() -> None:
    one = entry(
        "In an interview with four alleged Iraqis captured in Aleppo, the men said they were paid.",
        "“We came for money,” the men said.",
        "The captives said that they were wrong.",
    )
    (group,) = one.sources
    assert group.name == "four alleged Iraqis captured in Aleppo"
    assert (group.kind, group.named) == ("group", False)
    assert group.aliases == ("the men", "The captives")
    assert {quote.source_id for quote in one.quotes} == {group.id}


def test_one_unnamed_person_who_is_not_met_again_is_nobody_in_particular() -> None:
    one = entry("“We came for money,” one captive alleged.", "“We were wrong,” a captive says.")
    assert [quote.source_id for quote in one.quotes] == [None, None]
    assert one.sources == ()


def test_but_one_who_is_met_again_is_a_source_without_a_name() -> None:
    one = entry("“It is over,” a captive said.", "“It is over,” the captive said again, and left.")
    (found,) = one.sources
    assert (found.name, found.named, found.kind) == ("a captive", False, "person")


def test_one_unnamed_person_who_speaks_for_somebody_is_a_source() -> None:
    one = entry(
        "A spokesperson for Surfers Against Sewage said it was over.", "The spokesperson said why."
    )
    (found,) = one.sources
    assert (found.name, found.affiliation, found.named) == (
        "A spokesperson for Surfers Against Sewage", "Surfers Against Sewage", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "is_source"),
    [
        ("A spokesman for the minister", True),
        ("A hospital spokesperson", True),
        ("A leaked memo", True),
        ("A spokesman", False),
        ("A department official", False),
    ],
)
def test_whoever_speaks_for_another_is_a_source_and_a_document_is(
    words: str, is_source: bool
) -> None:
    assert speakers(f"{words} said it was over.") == [words if is_source else None]


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "roles"),
    [
        ("Jane Smith DBE, chair of the board, said it was over.", "Jane Smith", "person",
         ("chair of the board", "DBE")),
        ("Mark Reed, MP, said it was over.", "Mark Reed", "person", ("MP",)),
        ("The Rt Hon Amy Lee said it was over.", "Amy Lee", "person", ()),
        ("Chief of staff Don Poe said it was over.", "Don Poe", "person", ("Chief of staff",)),
        ("Surfers Against Sewage said it was over.", "Surfers Against Sewage", "organisation", ()),
        ("The Justice Department said it was over.", "Justice Department", "organisation", ()),
        ("Amazon said it was over.", "Amazon", "unknown", ()),
        ("Amazon, a company from Seattle, said it was over.", "Amazon", "organisation",
         ("a company from Seattle",)),
        ("Ann Lee of the Oslo Group, a consulting company, said it was over.", "Ann Lee", "person",
         ()),
        ("Bolton said he was sorry. “I am,” he said.", "Bolton", "person", ()),
        ("Keane and Boyle said they were sorry.", "Keane and Boyle", "group", ()),
        ("Critics of Tom Brown said it was over.", "Critics of Tom Brown", "group", ()),
        ("Allies of Tom Brown said it was over.", "Allies of Tom Brown", "group", ()),
        ("Bank of Oslo economist Tom Brown said it was over.", "Tom Brown", "person",
         ("Bank of Oslo economist",)),
        ("The Dock Workers' Union said it was over.", "Dock Workers' Union", "organisation", ()),
        ("The Democratic Convention said it was over.", "Democratic Convention", "organisation",
         ()),
        ("The Clinton campaign said it was over.", "The Clinton campaign", "organisation", ()),
        ("General Dynamics said it was over.", "General Dynamics", "organisation", ()),
        ("General Roe said it was over.", "Roe", "person", ("General",)),
        ("Ann Lee, quoting three nurses, said it was over.", "Ann Lee", "person", ()),
        ("Ann Lee, managing director, said it was over.", "Ann Lee", "person",
         ("managing director",)),
        ("Die Zeit said it was over.", "Die Zeit", "outlet", ()),
        ("The Rail Commissioner's Office said it was over.", "Rail Commissioner's Office",
         "organisation", ()),
        ("The Mayor's Fund said it was over.", "Mayor's Fund", "organisation", ()),
        ("People's Daily said it was over.", "People's Daily", "outlet", ()),
        ("The Oslo Journal of Health said it was over.", "Oslo Journal of Health", "outlet", ()),
        ("The ACLU of Texas said it was over.", "ACLU of Texas", "organisation", ()),
        ("Roe & Lee said it was over.", "Roe & Lee", "organisation", ()),
        ("BBC Breakfast said it was over.", "BBC Breakfast", "organisation", ()),
        ("JD Roe said it was over.", "JD Roe", "person", ()),
        ("Thames Water said it was over.", "Thames Water", "organisation", ()),
        ("FC Oslo said it was over.", "FC Oslo", "organisation", ()),
        ("Farmer Bill Hodge said it was over.", "Bill Hodge", "person", ("Farmer",)),
        ("Ex-minister Paul Roe said it was over.", "Paul Roe", "person", ("Ex-minister",)),
        ("Chief Engineer Tom Roe said it was over.", "Tom Roe", "person", ("Chief Engineer",)),
        ("Driver Zbigniew Nowak said it was over.", "Zbigniew Nowak", "person", ("Driver",)),
        ("Chipmaker Zentec said it was over.", "Zentec", "organisation", ("Chipmaker",)),
        ("Champion Motors said it was over.", "Champion Motors", "organisation", ()),
        ("Baker Hughes said it was over.", "Baker Hughes", "person", ()),
        ("DCI Roe said it was over.", "Roe", "person", ("DCI",)),
        ("Di Maria said it was over.", "Di Maria", "person", ()),
        ("Sultan bin Rashid said it was over.", "Sultan bin Rashid", "person", ()),
        ("Sultan Qaboos said it was over.", "Sultan Qaboos", "person", ()),
    ],
)  # fmt: skip
def test_name_kind_and_roles(sentence: str, name: str, kind: str, roles: tuple[str, ...]) -> None:
    (found,) = entry(sentence).sources
    assert (found.name, found.kind, found.roles) == (name, kind, roles)


@pytest.mark.parametrize(
    ("sentence", "affiliation"),
    [
        ("Dr Amir Khan, from the University of Leeds, said it was over.", "University of Leeds"),
        ("Tom Hall, head of policy at Shelter, said it was over.", "Shelter"),
        ("Jane Smith, who was in Paris with Microsoft on Monday, said it was over.", None),
    ],
)
def test_an_affiliation_stands_in_the_role_and_in_no_clause(
    sentence: str, affiliation: str | None
) -> None:
    assert entry(sentence).sources[0].affiliation == affiliation


def test_a_description_is_known_by_its_noun_and_by_what_else_it_says() -> None:
    assert speakers(
        "Oliver Finch, founder of the company Solvent, said it was over.",
        "The company said it was not.",
    ) == ["Oliver Finch", "Solvent"]
    assert speakers(
        "Foreign Secretary Ann Lee said it was over.",
        "Health Secretary Ben Poe said it was not.",
        "The foreign secretary said it was late.",
    ) == ["Ann Lee", "Ben Poe", "Ann Lee"]


def test_an_acronym_stands_for_the_name() -> None:
    assert speakers("Human Rights Watch said it was over.", "HRW said it was not.") == [
        "Human Rights Watch", "Human Rights Watch",
    ]  # fmt: skip


def test_an_acronym_that_is_also_a_pronoun_is_an_alias() -> None:
    (found,) = entry("The Wye Heritage Office said it rained. The WHO said it snowed.").sources
    assert (found.name, found.aliases) == ("Wye Heritage Office", ("WHO",))


def test_the_outlet_and_the_credits_are_sources() -> None:
    body = (
        Block(kind="caption", text="Fighters in the city", credit="Getty"),
        Block(kind="caption", text="More of them", credit="YouTube"),
        Block(kind="caption", text="And more", credit="Name/AFP via Getty Images"),
        Block(kind="paragraph", text="“No,” she told The Daily Example's man in Paris."),
    )
    one = annotate(Article(id="a", language="en", publisher_name="The Daily Example", body=body))
    assert [(s.name, s.kind) for s in one.sources] == [
        ("The Daily Example", "outlet"), ("Getty", "agency"), ("YouTube", "platform"),
        ("Name/AFP via Getty Images", "agency"),
    ]  # fmt: skip
    assert one.article.publisher == source("The Daily Example", one).id
    assert [span.of(one.article.text) for span in one.sources[0].mentions] == ["The Daily Example"]


def test_text_in_which_nothing_can_be_seen_has_neither_quotes_nor_sources() -> None:
    one = entry("\u200b")
    assert (one.quotes, one.sources) == ((), ())


def test_mentions_stand_where_they_say() -> None:
    one = entry("Jane Smith said that it was over.", "Smith left.", "“I am tired,” she said.")
    (found,) = one.sources
    assert [s.of(one.article.text) for s in found.mentions] == ["Jane Smith", "Smith", "she"]
    assert found.aliases == ("Smith",)


@given(st.lists(news_texts.filter(str.strip), min_size=1, max_size=4))
def test_any_article_is_annotated(texts: list[str]) -> None:
    body = tuple(Block(kind="paragraph", text=text) for text in texts)
    one = annotate(Article(id="a", language="en", headline="Jane Smith", body=body))
    assert annotate(one.article) == one or one.article.publisher is None
    for found in one.sources:
        assert found.kind
        for span in found.mentions:
            assert span.of(one.article.text).strip()


@pytest.mark.parametrize(
    "piece",
    [
        "Jane Smith said that it was over. ",
        "“We go,” the men said. Four men left. ",
        "John Smith said so. Jane Smith said so. He said so. ",
        "Jane Smith, who said that it was over, and Ben Poe said so. ",
        "The minister said so. A minister said so. ",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert growth(lambda times: entry(*[piece] * times), 100, 800) < 8 * 3


def test_time_grows_with_the_names_in_a_paragraph() -> None:
    def paragraph(times: int) -> str:
        names = (chr(65 + n % 26) + chr(97 + n // 26) + "man" for n in range(times))
        return " ".join(
            f"“No,” said Ann {name} (R-Ohio), the head of {name} Group." for name in names
        )

    assert growth(entry, paragraph(70), paragraph(560)) < 8 * 3
