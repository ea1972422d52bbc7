"""A paragraph as tokens, each quotation in it a single one."""

from __future__ import annotations

import pytest
from hypothesis import given

from mediacorpus import languages
from mediacorpus.text import tokens as tokens_module
from mediacorpus.text.marks import paragraphs, quotations
from mediacorpus.text.tokens import Tokens, sentences, tokenise
from tests.strategies import news_texts

EN = languages.pack("en")


def tokens_of(text: str, pack: languages.Pack = EN) -> Tokens:
    return tokenise(text, 0, len(text), quotations(text), pack)


def sentences_of(text: str) -> list[str]:
    tokens = tokens_of(text)
    found = sentences(tokens, frozenset({"said", "asked"}))
    return [text[tokens.start[s.first] : tokens.end[s.last - 1]] for s in found]


def test_words_know_what_part_they_play() -> None:
    tokens = tokens_of('"Iran", the men said on Friday, has paid them $1,500.')
    assert list(zip(tokens.word, tokens.kind, strict=True)) == [
        ('"', "Q"), (",", ","), ("the", "D"), ("men", "N"), ("said", "V"), ("on", "P"),
        ("Friday", "T"), (",", ","), ("has", "X"), ("paid", "V"), ("them", "O"),
        ("$1,500", "#"), (".", "."),
    ]  # fmt: skip


def test_words_are_forgotten_where_there_are_too_many_and_told_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "The men said on Friday that the men had paid."
    before = tokens_of(text).kind
    monkeypatch.setattr(tokens_module, "MOST_FORMS", 2)
    assert tokens_of("Qwrtz " + text).kind[1:] == before
    assert len(tokens_module._forms("en")) <= 2


def test_abbreviations_and_initials_keep_their_full_stop() -> None:
    tokens = tokens_of("Sen. J. Smith of the U.S. met Rand Paul, R-Ky., on Jan. 3.")
    assert [w for w in tokens.word if w.endswith(".")] == [
        "Sen.",
        "J.",
        "U.S.",
        "R-Ky.",
        "Jan.",
        ".",
    ]


def test_a_full_stop_ends_a_sentence_though_no_space_follows() -> None:
    assert tokens_of("He left.Smith met e.g. Yahoo.com").word == [
        "He", "left", ".", "Smith", "met", "e.g.", "Yahoo.com",
    ]  # fmt: skip


def test_a_name_may_begin_with_an_apostrophe() -> None:
    assert tokens_of("She met ’Mamello Thabo").kind[2:] == ["M", "M"]


def test_in_a_headline_in_title_case_verbs_are_verbs() -> None:
    tokens = tokens_of("Ann Lee Says the Talks in New York Post Failed")
    assert "".join(tokens.kind) == "MMVDMPMMMM"
    assert "".join(tokens_of("Ann Lee Says the talks failed").kind)[2] == "M"
    assert "".join(tokens_of("Ann Reilly Finally Says Talks Failed").kind)[:4] == "MMAV"


def test_a_quotation_that_had_its_words_before_it_ends_the_sentence() -> None:
    assert sentences_of("Smith said: “Why not?” Jones said no more. “Why not?” Poe asked.") == [
        "Smith said: “Why not?”", "Jones said no more.", "“Why not?” Poe asked.",
    ]  # fmt: skip


def test_a_word_that_is_an_abbreviation_only_with_a_capital_or_before_a_number() -> None:
    assert sentences_of("He said no. The cat sat. They met on Sat. in No. 5 Oslo St. and left.") == [
        "He said no.", "The cat sat.", "They met on Sat. in No. 5 Oslo St. and left.",
    ]  # fmt: skip


def test_an_auxiliary_tied_to_a_pronoun_is_a_word_of_its_own() -> None:
    tokens = tokens_of("He’s sure that Smith’s aide won’t.")
    assert tokens.word == ["He", "’s", "sure", "that", "Smith’s", "aide", "won’t", "."]


def test_a_dateline_is_a_sentence_of_its_own() -> None:
    assert sentences_of("OSLO, March 3 (Reuters) - The port is closed.") == [
        "OSLO, March 3 (Reuters) -", "The port is closed.",
    ]  # fmt: skip


def test_a_particle_that_is_tied_to_a_name_belongs_to_it() -> None:
    tokens = tokens_of("Hussein al-Basri and Jean d'Estaing met.")
    assert [w for w, kind in zip(tokens.word, tokens.kind, strict=True) if kind == "M"] == [
        "Hussein", "al-Basri", "Jean", "d'Estaing",
    ]  # fmt: skip


def test_sentences_end_with_a_full_stop_or_a_quotation_that_has_one() -> None:
    assert sentences_of("“We lost. It hurts,” he said. “It does.” Then he left. Really?") == [
        "“We lost. It hurts,” he said.", "“It does.”", "Then he left.", "Really?",
    ]  # fmt: skip


def test_a_sentence_goes_on_behind_a_question_in_marks() -> None:
    assert sentences_of("“Why?” Smith asked. “Who knows?” The room was silent.") == [
        "“Why?” Smith asked.", "“Who knows?”", "The room was silent.",
    ]  # fmt: skip
    assert sentences_of("“Why?” he said.") == ["“Why?” he said."]


@given(news_texts)
def test_tokens_stand_where_they_say(text: str) -> None:
    for paragraph in paragraphs(text):
        found = quotations(text, paragraph.start, paragraph.end)
        tokens = tokenise(text, paragraph.start, paragraph.end, found, EN)
        end = paragraph.start
        for number in range(len(tokens)):
            assert end <= tokens.start[number] < tokens.end[number] <= paragraph.end
            if tokens.kind[number] != "Q":
                assert text[tokens.start[number] : tokens.end[number]] == tokens.word[number]
            end = tokens.end[number]
        covered = [n for s in sentences(tokens, frozenset()) for n in range(*s)]
        assert covered == list(range(len(tokens)))


def test_words_written_as_one_are_told_apart() -> None:
    french = tokens_of("L’avocat, qu'il a-t-il dit, parle", languages.pack("fr"))
    assert french.word == ["L’", "avocat", ",", "qu'", "il", "a", "il", "dit", ",", "parle"]
    arabic = tokens_of("وقال وزير لبنان", languages.pack("ar"))
    assert arabic.word == ["و", "قال", "وزير", "لبنان"]


def test_accents_signs_and_soft_hyphens_do_not_cut_a_word() -> None:
    for word in ("re\u0301sume\u0301", "وفقًا", "Sema\xadglutid"):
        assert tokens_of(f"{word} is", EN).word == [word, "is"]
    assert tokens_of("is \xadhere").word == ["is", "here"]
    assert tokens_of("وفقًا", languages.pack("ar")).low == ["وفقا"]


def test_an_ordinal_keeps_its_full_stop_where_it_has_one() -> None:
    assert "5." in tokens_of("am 5. Mai", languages.pack("de")).word
    assert "5." not in tokens_of("It was 5. May left", EN).word


def test_where_nouns_have_capitals_a_known_noun_is_no_name() -> None:
    tokens = tokens_of("Kanzlerin Anna Schmidt traf eine Kanzlerin", languages.pack("de"))
    assert [tokens.kind[n] for n in (0, 1, 2, 5)] == ["M", "M", "M", "N"]


def test_punctuation_of_other_scripts_is_punctuation() -> None:
    assert tokens_of("لماذا؟ نعم، لا؛", languages.pack("ar")).kind[1::2] == ["?", ",", ";"]
