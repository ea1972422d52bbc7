"""Whom pronouns and descriptions stand for."""

from __future__ import annotations

import pytest

from mediacorpus import Span, languages
from mediacorpus.sources.cast import Cast
from mediacorpus.sources.reference import speaker
from tests.sources.test_sources import entry, source, speakers


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # the one whom the sentence before is about, though another spoke last
        (("Ann Lee said no.", "But Tom Roe has doubts about it.", "“I am not sure,” he said."),
         "Tom Roe"),
        # not the one of whom only another speaks
        (("Tom Roe said that Max Poe was late.", "“I am not sure,” he said."), "Tom Roe"),
        # a first name says who is a she
        (("Gwen Hall met Tom Roe.", "“I am not sure,” she said."), "Gwen Hall"),
        # a wife is a she
        (("Reg Poe, 78, said yes.", "His wife, Lo, was less sure. She said that it was late."),
         "Lo"),
        # no street, and no law is a he
        (("Kim Roe said so.", "Marsh Lane was cited by the court.", "“I am here,” he said."),
         "Kim Roe"),
        (("Kim Roe said so.", "The Roman Law was cited by the court.", "“I am here,” he said."),
         "Kim Roe"),
        (("Two engineers left on Monday.", "They said it was over."), "Two engineers"),
        (("Alex Roe said it was over.", "“We were late,” they said."), "Alex Roe"),
        (("Israel said no. Israel Katz said so.", "Israel said it was over."), "Israel"),
        # not the one whom the rest of the sentence names
        (("Ann Lee wrote to Gwen Hall.", "She told Lee that it was late."), "Gwen Hall"),
        # the one whom the sentence before is about, though nothing says that she is a she
        (("Ann Lee said no. She left.", "Kuda Moyo has just come.", "She says it is late."),
         "Kuda Moyo"),
        # a sentence ends with its full stop, though no space follows
        (("Tom Roe came.", "“I am not sure,” he said.Roe has doubts about it."), "Tom Roe"),
        # the mother's husband, and no "Ms"; he is named behind what he is, and the sentence is his
        (("Mo Hay met Jo Hay.", "Ms Hay’s father, Jan Hay, said so.", "“I am not sure,” he said."),
         "Jan Hay"),
        # no heading in capitals, no picture agency, no member of a party
        (("Tom Roe said no.", "UNUSUAL ENVELOPE", "He said it was late."), "Tom Roe"),
        (("Ann Lee said no.", "Example/Getty Images", "She said it was late."), "Ann Lee"),
        (("Tom Roe said no. Democrats said it was over.", "He said it was late."), "Tom Roe"),
        # no country is a person, though it is a member
        (("Tom Roe said no. Venezuela, a member of the group, was named.", "He said it was late."),
         "Tom Roe"),
        # whom the main clause is about
        (("Max Poe left.", "While he said it was late, Tom Roe came."), "Tom Roe"),
        # nor one who is asked about
        (("Tom Roe said no. I asked if Max Poe was late.", "The look when we spoke of Poe is sour.",
          "“I am not sure,” he said."), "Tom Roe"),
    ],
)  # fmt: skip
def test_a_pronoun_is_whom_the_text_is_about(paragraphs: tuple[str, ...], expected: str) -> None:
    assert speakers(*paragraphs)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trump, who said it was late, left.", "Trump"),
        ("This was the Trump who said it was late.", "Trump"),
        ("Ann Lee, the mayor of Hull, who said it was late, left.", "Ann Lee"),
        ("Ann Lee is the mayor. He heard it from the mayor, who said it was late.", "Ann Lee"),
        ("It was a blow to angry residents who said it was late.", "angry residents"),
        (
            "They are among thousands of foreign fighters who said it was late.",
            "thousands of foreign fighters",
        ),
        ("He founded Roe for Hull, a group that said it was late.", "a group"),
        ("He met Ann Lee, a baker who said it was late.", "Ann Lee"),
        ("He was in Oslo, a town that said it was late.", "a town"),
        ("It means including people who said it was late.", "people"),
        ("The last question was from a young child, who said it was late.", "a young child"),
    ],
)
def test_a_relative_pronoun_is_whoever_the_words_before_it_mention(
    text: str, expected: str
) -> None:
    cast = Cast(text, languages.pack("en"))
    words = "who" if "who" in text else "that"
    at = text.index(words)
    found = speaker(cast, Span(start=at, end=at + len(words)))
    assert found is not None
    assert found.name == expected


def test_a_relative_pronoun_of_several_is_those_who_are_named_together() -> None:
    cast = Cast("He met Ann Lee and Tom Roe, who said it was late.", languages.pack("en"))
    at = cast.text.index("who")
    found = speaker(cast, Span(start=at, end=at + 3))
    assert found is not None
    assert (found.name, found.kind, found.joint) == ("Ann Lee and Tom Roe", "group", True)


def test_rebels_are_not_whom_they_captured() -> None:
    text = ("Four men captured by a rebel group said it was late.", "The rebels said it was over.")
    assert speakers(*text)[-1] != speakers(*text)[0]


def test_they_are_no_outlet() -> None:
    assert speakers("It is late, the Hull Post said.", "They said it was over.")[-1] is None


def test_a_headline_in_title_case_has_verbs() -> None:
    assert speakers("Ann Lee Says Tom Roe Was Late", "Roe said it was over.")[-1] == "Tom Roe"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("Pete Wall, 52, said no.", "“We mop,” the man said."), "Pete Wall"),
        (("Tobias Lund said no.", "The Swede said it was over."), "Tobias Lund"),
        (("Sir Alan Petrie was scathing. The former councillor said it was over.",), "Alan Petrie"),
        (("Northway Foods said it was late.", "The retailer said it was over."), "Northway Foods"),
        (("US President Jo Roe said no.", "The US President said it was late."), "Jo Roe"),
        (
            ("It was in the newspaper Dagens Nyheter.", "The paper said it was late."),
            "Dagens Nyheter",
        ),
        # what is known for an outlet rather than what may be one
        (
            ("The Hull Sentinel wrote of it.", "Wye was late. The paper said it was over."),
            "Hull Sentinel",
        ),
        # the seat of whoever was named, or what an official speaks for
        (("Hana Roe MP spoke. “We mop,” said Roe.", "The Ely MP said it was over."), "Hana Roe"),
        (("Pete Wall, of the council, said no. CHR spokesman Tom Roe said yes.",
          "The CHR official said it was over."), "Tom Roe"),
        (("But the mayor Ann Lee met Tom Roe.", "The mayor said it was over."), "Ann Lee"),
        (("Prosecuting, Ann Lee met Tom Roe.", "The prosecutor said it was over."), "Ann Lee"),
        (("Ann Lee, defending, met Tom Roe. Counsel said it was over.",), "Counsel"),
        (("Defence counsel Ann Lee met Tom Roe. Counsel said it was over.",), "Ann Lee"),
        # whoever has not the very office
        (("Club secretary Tom Roe said no.", "The administrator said it was over."), "Tom Roe"),
        # what a letter says, its author says
        (("Ann Lee said in a letter that it was late.", "The letter said it was over."), "Ann Lee"),
        # another level of government, another country, and a state
        (("The Federal Government said no.", "The state government said it was over."),
         "The state government"),
        (("The Dutch ministry said no.", "The Swiss ministry said it was over."),
         "The Swiss ministry"),
        (("Norway is late, the Flood Committee said.", "The government said it was over."),
         "Norway"),
        # tied to somebody else, of another office, or seldom named
        (("Pete Wall said no.", "His lawyer said it was over."), "His lawyer"),
        (("Minister Pete Wall said no.", "The president said it was over."), "The president"),
        (("Pete Wall said no.", "The witness said it was over."), "The witness"),
    ],
)  # fmt: skip
def test_a_description_is_whom_the_text_is_about(
    paragraphs: tuple[str, ...], expected: str
) -> None:
    assert speakers(*paragraphs)[-1] == expected


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("“It is late,” said Pete Wall, who has lived in the lane for years.", "The {} said no."),
        ("Councillor Pete Wall left. “It is late,” he said. The {} said it was cold.",),
        ("“It is late,” Pete Wall said.", "“It is cold,” the {} said."),
        ("Gov. Pete Wall said it was late. The {} said it was cold.",),
        ("The pupils were told that it was late, Pete Wall said.", "The {} denied it was cold."),
    ],
)
@pytest.mark.parametrize("role", ["mayor", "headteacher", "developer", "surgeon", "senator"])
def test_a_role_is_nobody_of_whom_it_was_not_said(paragraphs: tuple[str, ...], role: str) -> None:
    text = [one.replace("{}", role).replace("said no", "said it was cold") for one in paragraphs]
    found = speakers(*text)
    assert (found[0], str(found[-1]).lower()) == ("Pete Wall", f"the {role}")


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("Pete Wall is the mayor.", "mayor"),
        ("Pete Wall, who was a teacher for years, left.", "teacher"),
        ("Pete Wall, 52, who runs a bakery, left.", "baker"),
        ("Pete Wall, a baker whose shop is here, left.", "baker"),
        ("Senator Pete Wall left.", "lawmaker"),
        ("Gov. Pete Wall left.", "governor"),
        ("Rev Pete Wall left.", "Methodist minister"),
        ("Pete Wall, a solicitor, left.", "lawyer"),
        ("Attorney General Pete Wall left.", "attorney-general"),
    ],
)
def test_a_role_is_whoever_was_said_to_be_so_or_something_near_it(said: str, called: str) -> None:
    names = speakers(said, "“It is late,” Ann Lee said.", f"The {called} said it was cold.")
    assert names == ["Ann Lee", "Pete Wall"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # the only body near, and of several the only one that speaks
        (("Acme Foods said it was late.", "The company said it was cold."), "Acme Foods"),
        (("Bolt Foods left. Acme Foods said it was late.", "The firm said it was cold."),
         "Acme Foods"),
        (("Bolt Foods said it was over. Acme Foods said it was late.", "The firm said it was cold."),
         "The firm"),
        (("Toyota said it was late.", "The Japanese firm said it was cold."), "Toyota"),
        (("Thames Water apologised.", "The utility said it was cold."), "Thames Water"),
        # what the text says of it, and of itself
        (("Acme Dubai, the ports operator, will close, the company said.",), "Acme Dubai"),
        (("Zentec, a chipmaker, left.", "The firm said it was cold."), "Zentec"),
        (("In Ely, a charity, left.", "The group said it was cold."), "The group"),
        # one of another kind, and one of those that are beside every other
        (("Acme Foods, the retailer, said it was late.", "The bank said it was cold."), "The bank"),
        (("Thames Water said it was late.", "The regulator said it was cold."), "The regulator"),
        # a place is none, nor what every place has one of
        (("Russia said it was late.", "The alliance said it was cold."), "The alliance"),
        (("Acme Foods said it was late.", "The council said it was cold."), "The council"),
    ],
)  # fmt: skip
def test_a_body_is_the_only_one_whom_the_noun_fits(
    paragraphs: tuple[str, ...], expected: str
) -> None:
    assert speakers(*paragraphs)[-1] == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("Secretary of State Ann Lee said it was over.",), "Ann Lee"),
        (("Prince Andrew said it was over.",), "Prince Andrew"),
        (("Congress MP Imran Qureshi said it was over.",), "Imran Qureshi"),
        (("Acme MD Ann Lee said it was over.",), "Ann Lee"),
        (("Datuk Hajah Rohaya Md Saad said it was over.",), "Rohaya Md Saad"),
        (("Ward 14 councillor Ann Lee said it was over.",), "Ann Lee"),
        (("A farmer, who gave her name only as Ann Lee, said it was over.",), "Ann Lee"),
        (("A farmer known as Roe said it was over.",), "Roe"),
        (("The bank's chief economist, Ann Lee, said it was over.",), "Ann Lee"),
        (("The Ambassador to the Netherlands, Ann Lee, said it was over.",), "Ann Lee"),
        (("Dan Pope, 34, a driver from Hull, said it was over.",), "Dan Pope"),
        (("Tobias “Toby” Lund left.", "Toby said it was over."), "Tobias “Toby” Lund"),
        (("The Public Water Centre (Pwc) left.", "Pwc said it was over."), "Public Water Centre"),
        (("Northway Foods Inc. left.", "Northway said it was over."), "Northway Foods Inc."),
        (("Northgate Bank (NGB) left.", "NGB said it was over."), "Northgate Bank"),
        (("The Oslo Nurses and Midwives Association (ONMA) left.", "The ONMA said it was over."),
         "Oslo Nurses and Midwives Association"),
        (("The ACLU of Texas left.", "The ACLU said it was over."), "ACLU of Texas"),
        (("Det Insp Raj Patel left.", "DI Patel said it was over."), "Raj Patel"),
        # an office is nobody’s initials, nor have people two
        (("Mavis Pomeroy left.", "Her MP said it was over."), "Her MP"),
        (("Charlie Emmett Oates left.", "The CEO said it was over."), "The CEO"),
        (("Tom Vance left.", "TV said it was over."), "TV"),
        (("Lawyers for the dead man, Tom Brown, said it was over.",),
         "Lawyers for the dead man"),
    ],
)  # fmt: skip
def test_a_name_is_the_fullest(paragraphs: tuple[str, ...], expected: str) -> None:
    assert speakers(*paragraphs)[-1] == expected


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("Ann Lee and her colleagues spoke.", ["Ann Lee and her colleagues"],
         "Ann Lee and her colleagues"),
        ("Ann Lee (D-Ohio), who is ill, and Tom Roe spoke.",
         ["Ann Lee (D-Ohio), who is ill, and Tom Roe"], "Ann Lee (D-Ohio), who is ill, and Tom Roe"),
        ("Ann Lee and Tom Roe spoke. The two lawmakers left.",
         ["Ann Lee and Tom Roe", "The two lawmakers"], "Ann Lee and Tom Roe"),
        ("Ann Lee and Tom Roe spoke. Their lawyers left.",
         ["Ann Lee and Tom Roe", "Their lawyers"], "Their lawyers"),
    ],
)  # fmt: skip
def test_several_are_one_source(text: str, mentions: list[str], expected: str) -> None:
    cast = Cast(text, languages.pack("en"))
    places = [(text.index(words), len(words)) for words in mentions]
    found = [speaker(cast, Span(start=at, end=at + length)) for at, length in places]
    assert found[-1] is not None
    assert found[-1].name == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # several who are spoken of by where they live, whatever the word
        (("Residents of Ham said it was late.", "“It is over,” the locals said."),
         "Residents of Ham"),
        # in fewer words in the headline
        (("Family says it was late", "It rained.", "The family of Tom Roe said it was over."),
         "The family of Tom Roe"),
        # a name that only tells more of the one who speaks
        (("The board, which answers to Jane Smith, said it was late.",), "The board"),
    ],
)  # fmt: skip
def test_a_description_is_the_fullest_of_the_same(
    paragraphs: tuple[str, ...], expected: str
) -> None:
    assert speakers(*paragraphs)[-1] == expected


def test_initials_in_brackets_stand_for_all_the_words_before_them() -> None:
    text = "He works for Immigration, Refugees and Citizenship Canada (IRCC)."
    found = speakers(text, "IRCC said it was over.")
    assert found[-1] == "Immigration, Refugees and Citizenship Canada"


@pytest.mark.parametrize(
    ("text", "spoken", "expected"),
    [
        # whose speech the sentence is about; how old, or what somebody was
        ("Tom Poe said no. Al Roe’s speech, in which he said so, was late.", ["Tom Poe", "he"],
         "Al Roe"),
        ("Tom Poe said no. The 46-year-old said so.", ["Tom Poe", "The 46-year-old"], "Tom Poe"),
        ("Tom Poe said no. The former model said so.", ["Tom Poe", "The former model"], "Tom Poe"),
        ("Officials said no. The many people at the port said so.",
         ["Officials", "The many people at the port"], "The many people at the port"),
        ("Two people left. More than two people said so.", ["More than two people"],
         "More than two people"),
        # what somebody was is no office; a place and a party; an employee is nobody who was named
        ("The former senator Tom Poe said no. The senator said so.",
         ["The former senator Tom Poe", "The senator"], "Tom Poe"),
        ("Tom Poe said no. The Utah Republican said so.", ["Tom Poe", "The Utah Republican"],
         "Tom Poe"),
        ("Tom Poe said no. The employee said so.", ["Tom Poe", "The employee"], "The employee"),
        # whose they are
        ("Many voters’ view is no.", ["Many voters’"], "Many voters"),
        ("The Hull Bank said no. Its view is no.", ["The Hull Bank", "Its"], "Hull Bank"),
        # a dateline, a contraction
        ("NEW YORK - Candidate Tom Poe said so.", ["NEW YORK - Candidate Tom Poe"], "Tom Poe"),
        ("Tom Poe said no. He’ll say so.", ["Tom Poe", "He’ll"], "Tom Poe"),
        # an office of one is not that of another; people are anybody
        ("Roe’s campaign said no. Lee’s campaign said so.", ["Roe’s campaign", "Lee’s campaign"],
         "Lee’s campaign"),
        ("Junior doctors left. Then people said so.", ["people"], "people"),
        ("The Tom Roe campaign and the Green Party said so.",
         ["The Tom Roe campaign and the Green Party"], "The Tom Roe campaign and the Green Party"),
        ("Al Poe came. In winter Bo Roe saw a cat. Later he said so.", ["he"], "Bo Roe"),
        # somebody's words, and words before whom they are about
        ("Tom Roe came. Roe’s last remarks say no.", ["Roe’s last remarks"], "Tom Roe"),
        ("Ann Lee came. Her answer was no.", ["Her answer"], "Ann Lee"),
        ("The report’s last words say no.", ["The report’s last words"], "The report’s last words"),
        ("Even among voters, many say no.", ["Even among voters"], "voters"),
        ("Tom Roe filmed himself as the bus left.", ["himself"], "Tom Roe"),
        ("Residents of Ham, Ely and Wye say no. Villagers agree.",
         ["Residents of Ham, Ely and Wye", "Villagers"], "Residents of Ham, Ely and Wye"),
        ("MEC for Local Roads and Public Works, Jacob Poe, said no. The MEC said so.",
         ["MEC for Local Roads and Public Works, Jacob Poe", "The MEC"], "Jacob Poe"),
        ("Ann Poe said so. The mother of three said no.", ["Ann Poe", "The mother of three"],
         "Ann Poe"),
        ("Ann Poe said so. The woman who is in her twenties said no.",
         ["Ann Poe", "The woman who is in her twenties"], "Ann Poe"),
        # named together again, in fewer words; and the two of them
        ("Ann Lee and Senator Tom Roe (R-Ohio) met. Lee and Roe said so.",
         ["Ann Lee and Senator Tom Roe (R-Ohio)", "Lee and Roe"],
         "Ann Lee and Senator Tom Roe (R-Ohio)"),
        ("Ann Lee and Gwen Roe met voters, as they said.", ["they"], "Ann Lee and Gwen Roe"),
        ("Ann Lee and Gwen Roe met. Two voters left. Both women said so.", ["Both women"],
         "Ann Lee and Gwen Roe"),
        ("Ann Lee and Gwen Roe met. Two voters left. The two said so.", ["The two"],
         "Ann Lee and Gwen Roe"),
        ("Several leaders, including Sens. Ann Lee, Max Poe and Tom Roe, said no.",
         ["Several leaders, including Sens. Ann Lee, Max Poe and Tom Roe"], "Several leaders"),
        ("A survey that minister Jane Smith ordered says so.",
         ["A survey that minister Jane Smith ordered"],
         "A survey that minister Jane Smith ordered"),
    ],
)  # fmt: skip
def test_who_speaks_last(text: str, spoken: list[str], expected: str) -> None:
    cast = Cast(text, languages.pack("en"))
    starts = [text.index(words) for words in spoken]
    figures = [
        speaker(cast, Span(start=start, end=start + len(words)))
        for start, words in zip(starts, spoken, strict=True)
    ]
    assert getattr(figures[-1], "name", None) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("Lawmaker says it was late", "It was cold.", "Ann Lee, a lawmaker from Ely, left."),
         "Ann Lee"),
        (("An organizer says it was late.", "Tom Roe, an organizer, left."), "Tom Roe"),
        (("Oslo’s prime minister said it was late", "Prime Minister Kim Roe left."), "Kim Roe"),
        # not below the head of the text, in a sentence; nor with another role
        (("Rain fell.", "It was cold.", "A lawmaker said it was late.", "Ann Lee, a lawmaker, left."),
         None),
        (("A lawmaker says it was late", "Ann Lee, a baker from Ely, left."), None),
    ],
)  # fmt: skip
def test_a_headline_describes_whom_the_text_names(
    paragraphs: tuple[str, ...], expected: str | None
) -> None:
    assert speakers(*paragraphs)[0] == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Smith and his campaign said so.", "Smith and his campaign", None),
        ("Ann Lee, and other critics of the law, said so.", "Ann Lee, and other critics", None),
        ("Groups encouraging Ann Lee said so.", "Groups encouraging Ann Lee", None),
        ("The Republican nominee, Tom Roe, left. The nominee said so.", "The nominee", "Tom Roe"),
        (
            "The nominee-in-waiting, Tom Roe, left. The Green nominee-in-waiting said so.",
            "The Green nominee-in-waiting",
            "Tom Roe",
        ),
    ],
)
def test_a_phrase_is_of_its_head_and_not_of_any_name_in_it(
    text: str, words: str, expected: str | None
) -> None:
    cast = Cast(text, languages.pack("en"))
    at = text.rindex(words)
    found = speaker(cast, Span(start=at, end=at + len(words)))
    assert found is not None
    assert found.name == (expected or words)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # whose title it is, and who is only somebody’s wife
        (("Ann Roe left. Roe’s husband, Senator Al Roe, came.", "Senator Roe said it was over."),
         "Al Roe"),
        (("President Al Roe and his wife, Ann Roe, came.", "“It is late,” Roe said."), "Al Roe"),
        (("President Al Roe and his wife, Ann Roe, came.", "Ann Roe said it was late.",
          "“It is over,” Roe said."), "Ann Roe"),
        # a relative is met by the first name, and has a full one later
        (("Max Hobbs and his brother Colin came.", "“It is over,” said Colin Hobbs, 58.",
          "“It is late,” said Colin."), "Colin Hobbs"),
        # those who are named together, and what they are to one another
        (("Ann Lee and her sister Huda came.", "“It is over,” they said."),
         "Ann Lee and her sister Huda"),
        (("Ann Lee and her sister Huda came.", "The sisters said it was over."),
         "Ann Lee and her sister Huda"),
        (("Ann Lee and her brother, Tom Lee, came.", "The siblings said it was over."),
         "Ann Lee and her brother, Tom Lee"),
        (("Max Hobbs and his deputy, Ann Lee, came.", "The pair said it was over."),
         "Max Hobbs and his deputy, Ann Lee"),
        (("Max Hobbs and his brother Colin came.", "Neither brother said it was over."),
         "Max Hobbs and his brother Colin"),
        (("Actor Al Roe and his manager, Kay Orr, said it was over.",),
         "Actor Al Roe and his manager, Kay Orr"),
    ],
)  # fmt: skip
def test_who_is_named_beside_somebody_is_another(
    paragraphs: tuple[str, ...], expected: str
) -> None:
    assert speakers(*paragraphs)[-1] == expected


def test_what_is_said_of_one_of_two_is_not_said_of_the_other() -> None:
    one = entry("President Al Roe and his wife, Ann Roe, left.", "Ann Roe said it was over.")
    assert source("Ann Roe", one).roles == ("his wife",)
    one = entry("At Ely Hospital a patient, Tom Roe, said it was over.")
    assert source("Tom Roe", one).roles == ("a patient",)
