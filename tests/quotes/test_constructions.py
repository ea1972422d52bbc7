"""The constructions in which news attributes speech, one by one."""

from __future__ import annotations

import pytest

from mediacorpus import Quote, extract_quotes
from mediacorpus.quotes.rules import APART, CONFIDENCE, SUBJECT_BEFORE


def found(text: str) -> list[Quote]:
    return extract_quotes(text, language="en", engine="rules")


def only(text: str) -> Quote:
    (quote,) = found(text)
    return quote


# text, speaker, cue, addressee, content, rule
CONSTRUCTIONS = [
    ("“We are done,” Jane Smith told reporters on Monday.",
     "Jane Smith", "told", "reporters", "“We are done,”", "quote-speaker-cue"),
    ("“We are done,” said Jane Smith, the mayor of Oslo.",
     "Jane Smith, the mayor of Oslo", "said", None, "“We are done,”", "quote-cue-speaker"),
    ("Jane Smith said: “We are done.”",
     "Jane Smith", "said", None, "“We are done.”", "speaker-cue-quote"),
    ("Jane Smith told reporters in Oslo, “We are done.”",
     "Jane Smith", "told", "reporters", "“We are done.”", "speaker-cue-quote"),
    ("Jane Smith smiled, “We are done with it.”",
     "Jane Smith", "smiled", None, "“We are done with it.”", "speaker-cue-quote"),
    ("Jane Smith: “We are done.”",
     "Jane Smith", ":", None, "“We are done.”", "speaker-colon"),
    ("In Oslo, Jane Smith disagreed: “We are done.”",
     "Jane Smith", "disagreed", None, "“We are done.”", "speaker-colon"),
    ("She replied angrily, with a look at the clock: “We are done.”",
     "She", "replied", None, "“We are done.”", "speaker-colon"),
    ("Jane Smith said that the talks had failed.",
     "Jane Smith", "said", None, "that the talks had failed", "speaker-cue-that"),
    ("Jane Smith said the talks had failed.",
     "Jane Smith", "said", None, "the talks had failed", "speaker-cue-clause"),
    ("Jane Smith said the talks were a “complete waste of time.”",
     "Jane Smith", "said", None, "the talks were a “complete waste of time.”", "speaker-cue-clause"),
    ("Jane Smith promised to return.",
     "Jane Smith", "promised", None, "to return", "speaker-cue-to"),
    ("Jane Smith asked whether the talks had failed.",
     "Jane Smith", "asked", None, "whether the talks had failed", "speaker-cue-whether"),
    ("Jane Smith condemned the attack.",
     "Jane Smith", "condemned", None, "the attack", "speaker-cue-object"),
    ("The talks have failed, Jane Smith said.",
     "Jane Smith", "said", None, "The talks have failed", "clause-speaker-cue"),
    ("The talks have failed, said Jane Smith.",
     "Jane Smith", "said", None, "The talks have failed", "clause-cue-speaker"),
    ("The talks, as Jane Smith said, have failed.",
     "Jane Smith", "said", None, "The talks … have failed", "clause-speaker-cue"),
    ("As Jane Smith said, the talks have failed.",
     "Jane Smith", "said", None, "the talks have failed", "speaker-cue-clause"),
    ("The mayor was told by Jane Smith that the talks had failed.",
     "Jane Smith", "was told", None, "that the talks had failed", "speaker-cue-that"),
    ("According to Jane Smith, the talks have failed.",
     "Jane Smith", "According to", None, "the talks have failed", "according-to"),
    ("The talks have failed, according to Jane Smith, the mayor.",
     "Jane Smith, the mayor", "according to", None, "The talks have failed", "according-to"),
    ("''We are done,'' Mr. Smith said.",
     "Mr. Smith", "said", None, "''We are done,''", "quote-speaker-cue"),
    ("'We are done,' a fighter has told his captors, and they left.",
     "a fighter", "told", "his captors", "'We are done,'", "quote-speaker-cue"),
    ("“Are we done?” Smith asked.",
     "Smith", "asked", None, "“Are we done?”", "quote-speaker-cue"),
    ("The plan is “a disaster,” Smith said.",
     "Smith", "said", None, "The plan is “a disaster,”", "quote-speaker-cue"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "addressee", "content", "rule"), CONSTRUCTIONS, ids=lambda _: ""
)
def test_a_construction(
    text: str, speaker: str, cue: str, addressee: str | None, content: str, rule: str
) -> None:
    quote = only(text)
    assert quote.speaker_text == speaker
    assert quote.cue_text == cue
    assert quote.addressee_text == addressee
    assert " … ".join(span.of(text) for span in quote.content) == content
    assert quote.rule == rule
    assert quote.confidence == CONFIDENCE[rule]


def test_every_construction_has_an_example() -> None:
    assert {rule for *_, rule in CONSTRUCTIONS} | {"announced", SUBJECT_BEFORE, *APART} == set(
        CONFIDENCE
    )


@pytest.mark.parametrize(
    "when",
    [
        "Tuesday", "late on Tuesday", "two weeks ago", "on 5 May 2016", "on May 20", "last week",
        "this week", "in a statement on Friday", "during a visit to Oslo last month", "by email",
    ],
)  # fmt: skip
def test_when_and_how_it_was_said_is_no_part_of_it(when: str) -> None:
    for said in ("that the plan was dead", "the plan was dead"):
        assert only(f"The minister said {when} {said}.").text == said


def test_but_what_was_said_may_begin_with_a_time() -> None:
    assert only("The minister said last night was awful.").text == "last night was awful"


def test_a_cue_within_a_quotation_divides_the_content() -> None:
    text = "“We are done,” he said, “and we go home.” They left."
    assert [span.of(text) for span in only(text).content] == ["“We are done,”", "“and we go home.”"]
    assert only(text).text == "We are done, and we go home."


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Smith on Sunday said that it was over.", "Smith"),
        ("A judge last month said that it was over.", "A judge"),
        ("Smith and Jones both said that it was over.", "Smith and Jones"),
        ("She has since said that it was over.", "She"),
        ("She’s saying that it was over.", "She"),
        ("Most of them said that it was over.", "Most of them"),
        ("The United States said that it was over.", "The United States"),
        ("LONDON (AP) — Smith said that it was over.", "Smith"),
        ("Anna May said that it was over.", "Anna May"),
        ("Libby, as she is known to friends, once told the Post that it was over.",
         "Libby, as she is known to friends"),
        ("The 24-year-old said that it was over.", "The 24-year-old"),
        ("She and her colleague Tom Wilk said that it was over.", "She and her colleague Tom Wilk"),
        ("The City Council early Thursday said that it was over.", "The City Council"),
        ("He left a post on X. Roe’s aide Ann Lee said that it was over.", "Roe’s aide Ann Lee"),
        ("The mayor was urged by doctors to leave.", "doctors"),
        ("The hosts were accused by Lee of hiding a “bad” track.", "Lee"),
        ("Simon Sang told us that it was over.", "Simon Sang"),
        ("Lee Fox, 47, of Moss Lane, Preston, said that it was over.",
         "Lee Fox, 47, of Moss Lane, Preston"),
        ("Rep. Maria Lopez, D-Calif., who was there, said that it was over.",
         "Rep. Maria Lopez, D-Calif., who was there"),
        ("Lumina Health, Inc. (NASDAQ: LMNH), a leader in diagnostics, said that it was over.",
         "Lumina Health, Inc. (NASDAQ: LMNH), a leader in diagnostics"),
        ("Anna Fox, CEO of Acme, Inc., said that it was over.", "Anna Fox, CEO of Acme, Inc."),
        ("Lucy Lang, M.D., chair of Acme, said that it was over.", "Lucy Lang, M.D., chair of Acme"),
        ("In Paris, the minister, Tom Brown, said that it was over.", "the minister, Tom Brown"),
        ("The minister, who asked for patience, said that it was over.",
         "The minister, who asked for patience"),
        ("OSLO, March 3 (Reuters) - The mayor said that it was over.", "The mayor"),
            ("The 23-year-old student said that it was over.", "The 23-year-old student"),
        ("Ann Lee, director of the museum, a friend of hers, said that it was over.",
         "Ann Lee, director of the museum, a friend of hers"),
        ("Smith and his lawyers said that it was over.", "Smith and his lawyers"),
        ("Acme and other firms said that it was over.", "Acme and other firms"),
        ("They met Smith and his lawyers said that it was over.", "his lawyers"),
        ("Aides to Smith say that it was over.", "Aides to Smith"),
        ("Jo Smith and Al Lee say that it was over.", "Jo Smith and Al Lee"),
        ("Those surveyed say that it was over.", "Those surveyed"),
        ("Six in 10 say that it was over.", "Six in 10"),
        ("42% say that it was over.", "42%"),
        ("A poll of voters shows that it was over.", "A poll of voters"),
        ("The agency itself said that it was over.", "The agency"),
        ("The agency on Monday also said that it was over.", "The agency"),
        ("Ministers — and some officials — say that it was over.", "Ministers"),
        ("Smith, citing “his age,” said that it was over.", "Smith"),
    ],
)  # fmt: skip
def test_who_speaks(text: str, speaker: str) -> None:
    assert only(text).speaker_text == speaker


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Smith, who said that it was over, left the room.", "that it was over"),
        ("Smith warned they would leave.", "they would leave"),
        ("Smith warned, however, that they would leave.", "that they would leave"),
        ("Smith said ministers “had no shame”.", "ministers “had no shame”"),
        ("According to Ann Lee, 34, it was over.", "it was over"),
        ("Smith told them in Oslo, Norway, that it was over.", "that it was over"),
        ("Smith told “Fox & Friends” that it was over.", "that it was over"),
        ("Smith said for years that it was over.", "that it was over"),
        ("Smith said, for the first time, that it was over.", "that it was over"),
        ("Smith told the residents not to drink it.", "not to drink it"),
        ("Smith told Sky Sports he never placed a bet.", "he never placed a bet"),
        ("Smith confirmed the club would pay.", "the club would pay"),
        ("Smith has never admitted being there.", "being there"),
        ("Smith doubted whether it was over.", "whether it was over"),
        ("Smith wrote in her memoir, “Still,” that fame was “a room”.", "that fame was “a room”"),
        ("Smith termed the statement “a pack of lies”.", "the statement “a pack of lies”"),
        ("Smith said he gave names away, which he denies.", "he gave names away"),
        ("Smith told the voters about the promise.", "about the promise"),
        ("Smith described how they had left.", "how they had left"),
        ("Smith called him a liar.", "him a liar"),
        ("Smith called the plan a disaster.", "the plan a disaster"),
        ("Smith Says She Is Unlikely To Return.", "She Is Unlikely To Return"),
    ],
)
def test_where_what_was_said_begins_and_ends(text: str, content: str) -> None:
    assert only(text).content[0].of(text) == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("They left the slots, which he said were split.", "which … were split"),
        ("The plan, an official said, is to leave.", "The plan … is to leave"),
        ("In his state, Smith said, farmers were sent away.",
         "In his state … farmers were sent away"),
        ("If it rains, Smith said, they will leave.", "If it rains … they will leave"),
    ],
)  # fmt: skip
def test_a_cue_within_a_clause_divides_the_content(text: str, content: str) -> None:
    assert " … ".join(span.of(text) for span in only(text).content) == content


@pytest.mark.parametrize(
    ("text", "who", "to", "content"),
    [
        ("Asked whether it was over, Smith said no.", None, "Smith", "whether it was over"),
        ("Asked about it by a reporter, Smith left.", None, "Smith", "about it by a reporter"),
        ("Asked by a reporter if it was over, Smith left.", "a reporter", "Smith",
         "if it was over"),
        ("When told that it was over, Smith left.", None, "Smith", "that it was over"),
        ("Smith left when asked whether it was over.", None, None, "whether it was over"),
        ("Noting that it was over, Smith left.", "Smith", None, "that it was over"),
    ],
)  # fmt: skip
def test_a_clause_of_its_own_beside_the_main_one(
    text: str, who: str | None, to: str | None, content: str
) -> None:
    quote = found(text)[0]
    assert (quote.speaker_text, quote.addressee_text) == (who, to)
    assert quote.content[0].of(text) == content


def test_a_speaker_behind_a_comma_ends_the_clause_before() -> None:
    text = "Police believe the suspect fled, Okoro said."
    assert {(quote.speaker_text, quote.text) for quote in found(text)} == {
        ("Okoro", "Police believe the suspect fled"),
        ("Police", "the suspect fled"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "It is hard to call “important” what it does.",
        "Trump's proposed ban on travel was struck down.",
        "Recent comments the mayor made were deleted.",
        "The film “Casablanca” was shown in Oslo.",
        "They watched a film, “A Night in Casablanca,” and left.",
        "The so-called “peace plan” has failed.",
        "Officials met on Monday.",
        "Smith called her mother on Tuesday.",
        "Smith called the office a day later.",
        "A group called Harakat al-Nujaba has deployed fighters.",
        "The alleged attack was filmed.",
        "Smith apologised on Monday for a social media post that compared them to cattle.",
        "Libby, as she is known to friends, left Oslo.",
    ],
)
def test_titles_scare_quotes_and_plain_sentences_are_no_quotes(text: str) -> None:
    assert found(text) == []


def test_what_was_not_said_has_no_stance() -> None:
    for text in ("Brown never said “I did it”.", "Brown didn’t say that he did it."):
        assert only(text).stance is None


@pytest.mark.parametrize(
    "text",
    [
        "Smith wrote “The Lost Sheep” in a week.",
        "Smith read the children “Rain at Wye” again.",
        "The choir sang “Home” and “Away” on Monday.",
        "The march, dubbed the “Long Walk”, ended on Monday.",
    ],
)
def test_what_is_written_sung_or_named_is_nobodys_words(text: str) -> None:
    assert found(text) == []


def test_but_what_is_written_may_be_somebodys_words() -> None:
    assert only("Smith wrote “We lost the sheep” on a wall.").text == "We lost the sheep"
    assert only("Smith wrote, “Never Again”.").text == "Never Again"


def test_what_nobody_said_has_no_stance() -> None:
    for text in ("No one claimed that it was safe.", "None of the nurses said it was safe."):
        assert only(text).stance is None


@pytest.mark.parametrize(
    "text",
    [
        "The bank declined to say how much it lost.",
        "The bank refused on Monday to reveal how much it lost.",
    ],
)
def test_what_is_refused_is_not_said_as_well(text: str) -> None:
    assert only(text).stance == "refuses"


def test_hopes_and_plans_are_told_from_thoughts_and_promises() -> None:
    text = "Lee hopes that it rains.  She plans to leave.  Roe believes that it snows."
    assert [quote.stance for quote in found(text)] == ["hopes", "plans", "thinks"]


def test_the_stance_is_the_cues() -> None:
    text = "Smith denied that they met. Jones warned that they would. Poe hopes that they do."
    assert [quote.stance for quote in found(text)] == ["denies", "warns", "hopes"]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("“We are done,” Jane Smith was quoted as saying.", "was quoted as saying",
         "“We are done,”"),
        ("“We are done,” Jane Smith was quoted by Kyodo as saying.",
         "was quoted by Kyodo as saying", "“We are done,”"),
        ("“We are done,” the paper quoted Jane Smith as saying.", "as saying", "“We are done,”"),
        ("Kyodo quoted Jane Smith as warning that war was near.", "as warning",
         "that war was near"),
        ("Jane Smith has been cited as claiming that war was near.", "has been cited as claiming",
         "that war was near"),
        ("War is near, Kyodo quoted Jane Smith as saying on Monday.", "as saying", "War is near"),
    ],
)  # fmt: skip
def test_whom_another_quotes_is_who_speaks(text: str, cue: str, content: str) -> None:
    quote = only(text)
    assert (quote.speaker_text, quote.cue_text) == ("Jane Smith", cue)
    assert [span.of(text) for span in quote.content] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "The bishop, Ann Lee, warned Parliament.",
        "The charity, founded in Hull, asked Congress.",
        "The charity, which is small, warned Congress.",
        "The bishop, however, told Reuters.",
    ],
)
def test_a_subject_and_what_tells_more_of_it_are_no_clause(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "clause",
    [
        "The talks have failed",
        "Prices, up by 9% in May, will rise again",
        "Two dead",
        "Yes, it is late",
        "In Hull, two trains",
    ],
)
def test_but_a_clause_before_its_cue_and_speaker_may_be_short(clause: str) -> None:
    text = f"{clause} in the end, warned Lee."
    assert only(text).speaker_text == "Lee"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("‘We hid in the loft’: mother tells of raid", "mother", "‘We hid in the loft’"),
        ("'They knew': school head on flood", "school head", "'They knew'"),
        ("‘We saw the boats’: Ann Lee on the flood", "Ann Lee", "‘We saw the boats’"),
        ("‘She was my rock’: family pays tribute to cyclist", "family", "‘She was my rock’"),
        ("‘I said no’: the gardener who wanted no medal", "the gardener", "‘I said no’"),
        ("“We had no warning”: survivors of the flood", "survivors", "“We had no warning”"),
        ("'I'll be back': striker's vow after ban", "striker", "'I'll be back'"),
        ("‘We are cold’: Syria's children in winter", "Syria's children", "‘We are cold’"),
        ("‘We are cold’: Delhi’s schoolchildren", "Delhi’s schoolchildren", "‘We are cold’"),
        ("‘It is over’: climate experts on the talks", "climate experts", "‘It is over’"),
        ("Bridge ‘was unsafe’ - Lee", "Lee", "Bridge ‘was unsafe’"),
        ("Lee says bridge ‘was unsafe’", "Lee", "bridge ‘was unsafe’"),
        ("Says Lee: “We knew it.”", "Lee", "“We knew it.”"),
        ("Lee warns of ‘wet summer’", "Lee", "‘wet summer’"),
    ],
)
def test_headlines_have_forms_of_their_own(text: str, speaker: str, content: str) -> None:
    quote = only(text)
    assert quote.speaker_text == speaker
    assert [span.of(text) for span in quote.content] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "‘Casablanca’: film returns",
        "‘We hid in the loft’: fear over raids",
        "‘Cash for honours’: what is known so far",
        "The ‘Fox’ - in Hull",
    ],
)
def test_but_not_where_nobody_is_named(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("Ann Lee, who runs the shelter", "numbers doubled"),
        ("Ann Lee, director of the shelter", "numbers doubled"),
        ("Ann Lee, 34, a plumber from Hull", "the ship sank"),
        ("the BBC, which first reported the deal", "Roe paid it"),
        ("the union that represents deckhands", "the ship had no licence"),
        ("a letter that the paper has seen", "Roe knew it"),
        ("Sgt Tom Roe, of Hull police", "two men were held"),
        ("the report", "the ship, a ferry, sank"),
        ("the report", "the mayor, Ann Lee, knew"),
        ("police", "the men, who were armed, fled"),
    ],
)
def test_what_tells_more_of_a_source_is_not_what_it_says(source: str, content: str) -> None:
    (quote,) = [one for one in found(f"According to {source}, {content}.") if one.text == content]
    assert quote.speaker_text == source


@pytest.mark.parametrize("more", ["34, of Truro", "51, plumber", "from Hull", "who lives in Hull"])
def test_before_a_colon_an_age_and_a_place_may_tell_more_of_who_speaks(more: str) -> None:
    quote = only(f"Ann Lee, {more}: “I was on the ferry.”")
    assert (quote.speaker_text, quote.cue_text) == (f"Ann Lee, {more}", ":")


def test_before_a_colon_the_clause_that_is_joined_last_tells_who_speaks() -> None:
    text = "“It rains,” Lee said, but Roe was not having it: “They built on the plain.”"
    assert [(one.speaker_text, one.cue_text) for one in found(text)] == [
        ("Lee", "said"),
        ("Roe", "was not having it"),
    ]


@pytest.mark.parametrize("word", ["yes", "no", "hello", "goodbye"])
def test_an_interjection_is_said_and_never_says(word: str) -> None:
    assert found(f"Most people, when the letter comes, say {word}.") == []


def test_a_headline_may_say_more_than_what_is_in_marks() -> None:
    text = "‘We are ruined’: farmers warn of shortage"
    assert {(one.speaker_text, one.text) for one in found(text)} >= {("farmers", "We are ruined")}


@pytest.mark.parametrize("contrast", ["while", "whereas", "but"])
def test_another_speakers_words_end_those_before(contrast: str) -> None:
    text = f"Smith said it was over, {contrast} Roe insisted it was not."
    assert [(one.speaker_text, one.text) for one in found(text)] == [
        ("Smith", "it was over"),
        ("Roe", "it was not"),
    ]


def test_what_somebody_denies_to_have_said_is_one_quote() -> None:
    assert only("The firm denied ordering anyone to leave.").text == "ordering anyone to leave"


def test_who_predicts_or_confirms_says_and_who_doubts_denies() -> None:
    text = "Lee predicted that it would rain. Poe confirmed that it did. Roe doubts that it will."
    assert [one.stance for one in found(text)] == ["says", "says", "denies"]


def test_where_a_verb_is_left_out_it_is_the_one_before() -> None:
    text = "One calls her “a saint”; another, “a bore”."
    assert [(one.speaker_text, one.cue_text, one.text) for one in found(text)] == [
        ("One", "calls", "her “a saint”"),
        ("another", "calls", "a bore"),
    ]


def test_what_would_have_been_said_has_no_stance() -> None:
    text = "He would have called it a farce. She might have said that it was late."
    assert [one.stance for one in found(text)] == [None, None]


@pytest.mark.parametrize(
    ("rejected", "stance"),
    [
        ("the mayor's budget", "refuses"),
        ("calls for a vote", "refuses"),
        ("the claims", "denies"),
        ("criticism of the plan", "denies"),
    ],
)
def test_who_rejects_a_claim_denies_it_and_a_plan_refuses_it(rejected: str, stance: str) -> None:
    assert only(f"The council rejected {rejected}.").stance == stance


def test_what_is_denied_is_not_who_denies_it() -> None:
    text = "The firm, accused of “fraud”, denied asking anyone to leave."
    assert all(one.speaker_text != "asking" for one in found(text))
