"""The model engine: what the model reads, and what marks and constructions know better."""

from __future__ import annotations

from collections.abc import Iterable

from mediacorpus.languages import pack
from mediacorpus.quotes import combined
from mediacorpus.quotes.constructions import Attribution
from mediacorpus.quotes.model import Model, Reading

Words = str | None


class Told(Model):
    """A model that reads what it is told to: content, cue and speaker, by their words."""

    def __init__(self, *readings: tuple[str | tuple[str, ...], Words, Words], sure: float = 0.9):
        self.readings = readings
        self.sure = sure
        self.about = {"calibration": [0.0, 1.0, 0.0, 0.0, 0.0, 0.0]}

    def read(self, text: str, ruled: Iterable[Attribution]) -> list[Reading]:
        def place(words: Words) -> tuple[int, int] | None:
            if words is None:
                return None
            start = text.index(words)
            return start, start + len(words)

        return [
            Reading(
                tuple(filter(None, map(place, (one,) if isinstance(one, str) else one))),
                place(cue),
                place(speaker),
                self.sure,
                0.9,
            )
            for one, cue, speaker in self.readings
        ]


def found(text: str, model: Model) -> list[Attribution]:
    return combined.attributions(text, pack("en"), model)


def words(text: str, one: Attribution) -> tuple[tuple[str, ...], str | None, str | None]:
    def of(place: tuple[int, int] | None) -> str | None:
        return text[slice(*place)] if place else None

    return tuple(text[a:b] for a, b in one.content), of(one.cue), of(one.speaker)


def test_what_the_model_reads_names_engine_and_order() -> None:
    text = "Plans for a tunnel are mad, in the opinion of Ann Lee, the mayor, who left."
    (one,) = found(text, Told(("Plans for a tunnel are mad", "in the opinion of", "Ann Lee,")))
    assert words(text, one) == (("Plans for a tunnel are mad",), "in the opinion of", "Ann Lee")
    assert one.rule == "model:clause-cue-speaker"
    assert one.confidence == 0.9


def test_the_stance_is_that_of_the_cue() -> None:
    text = "Ann Lee has denied a plan. Bob Ray has not confirmed it."
    model = Told(("a plan", "has denied", "Ann Lee"), ("it", "has not confirmed", "Bob Ray"))
    assert [one.stance for one in found(text, model)] == ["denies", None]


def test_what_no_verb_reports_has_the_stance_that_the_rules_see() -> None:
    text = "Bob Ray: “We lost.” Ann Lee shrugged: “We will see.” Nobody said it."
    model = Told(
        ("“We lost.”", ":", "Bob Ray"),
        ("“We will see.”", "shrugged", "Ann Lee"),
        ("it", "said", "Nobody"),
    )
    assert [one.stance for one in found(text, model)] == ["says", "says", None]


def test_a_title_or_a_name_behind_its_cue_is_nobodys_words() -> None:
    text = (
        "The choir sang “Old Wye”. A storm, named “Ada”, came. The club, known as “the Owls”, won."
    )
    model = Told(
        ("“Old Wye”", "sang", "The choir"),
        ("“Ada”", "named", None),
        (("The club", "“the Owls”"), "known as", None),
    )
    assert found(text, model) == []


def test_before_its_speaker_a_quotation_is_what_the_marks_say() -> None:
    text = "“We are done,” Ann Lee told reporters."
    (one,) = found(text, Told(("We are", "told", "Ann Lee")))
    assert words(text, one) == (("“We are done,”",), "told", "Ann Lee")
    assert text[slice(*one.addressee or ())] == "reporters"


def test_a_clause_that_begins_the_sentence_ends_before_what_the_main_clause_has_in_marks() -> None:
    text = "They met. When quizzed on who had paid for it the mayor said “Nobody”."
    model = Told(("who had paid for it the mayor said “Nobody”", "quizzed on", "the mayor"))
    assert [words(text, one) for one in found(text, model)] == [
        (("who had paid for it",), "quizzed on", "the mayor"),
        (("“Nobody”",), "said", "the mayor"),
    ]
    whole = "They asked who it was that the mayor said “paid”."
    model = Told(("who it was that the mayor said “paid”", "asked", "They"))
    (one,) = found(whole, model)
    assert words(whole, one)[0] == ("who it was that the mayor said “paid”",)


def test_a_content_ends_with_the_paragraph_of_its_cue() -> None:
    text = "Ann Lee warns of a late ferry\n\nThe ferry had been late.\n\nNobody waited."
    model = Told(("a late ferry\n\nThe ferry had been late", "warns of", "Ann Lee"))
    (one,) = found(text, model)
    assert words(text, one)[0] == ("a late ferry",)


def test_and_begins_with_it() -> None:
    text = "Ferries\n\nThe ferry will be late again, Ann Lee thought."
    model = Told(("Ferries\n\nThe ferry will be late again", "thought", "Ann Lee"))
    (one,) = found(text, model)
    assert words(text, one)[0] == ("The ferry will be late again",)


def test_but_a_quotation_goes_on_over_paragraphs_without_what_stands_between() -> None:
    text = "“We had to wait\n\nFerries\n\n“for hours, all of us”, in the eyes of Ann Lee."
    whole = text[: text.index(", in the")]
    (one,) = found(text, Told((whole, "in the eyes of", "Ann Lee")))
    assert words(text, one)[0] == ("“We had to wait", "“for hours, all of us”")


def test_without_a_cue_there_the_longest_part_is_the_content() -> None:
    text = "In the view of Ann Lee\n\nLate\n\nThe ferry will be late again"
    model = Told(("Late\n\nThe ferry will be late again", "In the view of", "Ann Lee"))
    (one,) = found(text, model)
    assert words(text, one)[0] == ("The ferry will be late again",)


def test_lines_of_one_paragraph_are_no_borders() -> None:
    text = "Ann Lee thought that the ferry\nwould be late.\n\nNobody waited."
    model = Told(("that the ferry\nwould be late", "thought", "Ann Lee"))
    (one,) = found(text, model)
    assert words(text, one)[0] == ("that the ferry\nwould be late",)


def test_a_speaker_that_the_model_lacks_is_the_one_of_the_rules() -> None:
    text = "The men said that they were done, and claimed to have won."
    model = Told(("that they were done", "said", "The men"), ("to have won", "claimed", None))
    assert [words(text, one)[2] for one in found(text, model)] == ["The men", "The men"]


def test_nor_is_it_one_of_another_paragraph_where_the_rules_know_one_beside_the_cue() -> None:
    text = "A town in doubt\n\nAccording to Ann Lee, who runs the shelter, numbers doubled."
    model = Told(("numbers doubled", "According to", "A town in doubt"))
    (one,) = found(text, model)
    assert words(text, one)[2] == "Ann Lee, who runs the shelter"


def test_words_in_marks_that_the_model_misses_are_not_lost() -> None:
    text = "“We are done,” said Ann Lee. She left. Bob Ray said that he stayed."
    (one,) = found(text, Told())
    assert words(text, one) == (("“We are done,”",), "said", "Ann Lee")
    assert one.rule == "quote-cue-speaker"


def test_nor_is_the_second_part_of_a_quotation() -> None:
    text = "“We are done,” said Ann Lee. “We go home.”"
    (one,) = found(text, Told(("“We are done,”", "said", "Ann Lee")))
    assert words(text, one)[0] == ("“We are done,”", "“We go home.”")


def test_a_quotation_without_a_cue_is_kept_and_other_words_are_not() -> None:
    text = "A long day at the office. “Nobody wants to be here tonight.” The end of it."
    model = Told(("“Nobody wants to be here tonight.”", None, None), ("The end of it", None, None))
    (one,) = found(text, model)
    assert words(text, one) == (("“Nobody wants to be here tonight.”",), None, None)
    assert one.rule == "model:quote"


def test_the_confidence_is_calibrated() -> None:
    text = "Ann Lee said it rains."
    model = Told(("it rains", "said", "Ann Lee"), sure=0.5)
    model.about["calibration"] = [1.0, 1.0, 0.0, 2.0, 0.0, 0.0]  # 1, and 2 where the rules agree
    (one,) = found(text, model)
    assert one.confidence == 0.95


def test_a_heading_is_no_part_of_the_speaker_below_it() -> None:
    text = "Teams on alert\n\nAnn Lee said it was late."
    (one,) = found(text, Told(("it was late", "said", "Teams on alert\n\nAnn Lee")))
    assert words(text, one) == (("it was late",), "said", "Ann Lee")


def test_a_colon_can_be_a_cue() -> None:
    text = "LEE: Nobody listened to us. RAY: That is true."
    (one,) = found(text, Told(("Nobody listened to us", ":", "LEE")))
    assert words(text, one) == (("Nobody listened to us",), ":", "LEE")


def test_whom_another_quotes_is_told_by_the_rules() -> None:
    text = "Reuters quoted Ann Lee as saying “we are done”."
    (one,) = found(text, Told(("Ann Lee as saying “we are done”", "quoted", "Reuters")))
    assert words(text, one) == (("“we are done”",), "as saying", "Ann Lee")


def test_a_bare_quotation_of_somebody_else_is_no_part_of_the_one_before() -> None:
    text = "“We are done,” Ann Lee said. Bob Ray is not so sure. “It may go on for years.”"
    model = Told((("“We are done,”", "“It may go on for years.”"), "said", "Ann Lee"))
    assert [words(text, one) for one in found(text, model)] == [
        (("“We are done,”",), "said", "Ann Lee"),
        (("“It may go on for years.”",), None, "Bob Ray"),
    ]


def test_a_paragraph_without_the_cue_is_no_part_of_a_content_unless_a_mark_begins_it() -> None:
    text = "Visit ‘should not go ahead’ to Ann Lee\n\nShe spoke on Friday.\n\n“It is wrong.”"
    parts = ("Visit ‘should not go ahead’", "She spoke on Friday", "“It is wrong.”")
    model = Told((parts, "to", "Ann Lee"))
    (one,) = found(text, model)
    assert words(text, one)[0] == ("Visit ‘should not go ahead’", "“It is wrong.”")


def test_a_sentence_without_the_cue_is_none_either() -> None:
    text = "The border had been shut. “They gave us bread,” Ann Lee said. It was cold."
    model = Told((("The border had been shut", "“They gave us bread,”"), "said", "Ann Lee"))
    assert words(text, found(text, model)[0])[0] == ("“They gave us bread,”",)


def test_a_content_ends_with_the_mark_that_ends_its_sentence() -> None:
    text = "Ann Lee said that they were “the toughest.” Maybe. But my well is dry."
    model = Told(("that they were “the toughest.” Maybe. But my well is dry", "said", "Ann Lee"))
    assert words(text, found(text, model)[0])[0] == ("that they were “the toughest.”",)


def test_what_a_passive_is_about_is_no_part_of_its_clause() -> None:
    text = "It was claimed by Ann Lee that the wall had cracks."
    model = Told((("It", "that the wall had cracks"), "was claimed", "Ann Lee"))
    (one,) = found(text, model)
    assert words(text, one) == (("that the wall had cracks",), "was claimed", "Ann Lee")


def test_by_whom_a_passive_says_that_it_is_said_says_it() -> None:
    text = "Ann Lee has vowed to return despite being told by doctors that she would not."
    model = Told(
        ("to return", "has vowed", "Ann Lee"), ("that she would not", "being told", "Ann Lee")
    )
    assert [words(text, one)[2] for one in found(text, model)] == ["Ann Lee", "doctors"]


def test_two_readings_that_come_to_the_same_are_one() -> None:
    text = "“It rains,” she says, and laughs. “It pours.”"
    model = Told(("“It rains,”", "says", "she"), ("“It pours.”", "laughs", "she"))
    (one,) = found(text, model)
    assert words(text, one) == (("“It rains,”", "“It pours.”"), "says", "she")


def test_a_clause_before_its_cue_begins_with_its_subject() -> None:
    text = "Horizon, the ports operator, has hired Ann Lee, the company announced on Monday."
    (one,) = found(text, Told(("has hired Ann Lee", "announced", "the company")))
    assert words(text, one)[0] == ("Horizon, the ports operator, has hired Ann Lee",)


def test_a_mere_pronoun_without_a_speaker_is_nobodys_words() -> None:
    assert found("Libby, as she is known, left for Oslo.", Told(("she", "is known", None))) == []


def test_before_a_colon_a_negated_verb_is_a_cue_that_says() -> None:
    text = "Ann Lee was not having it: “They built on the plain.”"
    (one,) = found(text, Told(("“They built on the plain.”", "was not having it", "Ann Lee")))
    assert one.stance == "says"


def test_nor_is_a_pronoun_before_a_passive() -> None:
    text = "The hosts, who were accused by Ann Lee of providing a bad track, have left."
    model = Told((("who", "of providing a bad track"), "were accused", "Ann Lee"))
    assert words(text, found(text, model)[0])[0] == ("of providing a bad track",)


def test_who_rejects_a_plan_refuses_it() -> None:
    text = "The council rejected the mayor's budget."
    (one,) = found(text, Told(("the mayor's budget", "rejected", "The council")))
    assert one.stance == "refuses"


def test_who_speaks_in_a_headline_is_none_of_the_words() -> None:
    text = "‘I begged them to stop’: mother's plea after crash\n\nA mother has told of it."
    parts = ("‘I begged them to stop’", "mother's plea after crash")
    (one, *_) = found(text, Told((parts, ":", "A mother")))
    assert words(text, one) == (("‘I begged them to stop’",), ":", "mother")


def test_where_a_verb_is_left_out_the_words_are_not_those_of_who_spoke_before() -> None:
    text = "Ann Lee: “I prayed for it.”\n\nOne man called it “a triumph”; another, “a waste”."
    model = Told((("“I prayed for it.”", "“a waste”"), ":", "Ann Lee"))
    assert [(words(text, one)[0], words(text, one)[2]) for one in found(text, model)] == [
        (("“I prayed for it.”",), "Ann Lee"),
        (("it “a triumph”",), "One man"),
        (("“a waste”",), "another"),
    ]
