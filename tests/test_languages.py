"""Language packs: words in TOML files, held to one shape, consistent with each other."""

from __future__ import annotations

import re
import tomllib

import dateparser
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import LanguageError, extract_quotes, languages
from mediacorpus.quotes.cues import FORMS
from tests.conftest import ROOT

PACKS = pytest.mark.parametrize("pack", languages.packs(), ids=lambda pack: str(pack.code))


def test_a_pack_is_found_by_its_language_tag() -> None:
    assert languages.pack("en") is languages.pack("en-GB") is languages.pack("EN")
    with pytest.raises(
        LanguageError, match="no language pack for 'xx'; there is: ar, da, de, el, en"
    ):
        languages.pack("xx")


def test_a_text_is_identified_by_its_common_words() -> None:
    english = "The men said they were paid by Iran to fight in the recent offensive on the city."
    assert languages.identify(english) == "en"
    german = "Die Männer sagten, sie seien vom Iran bezahlt worden, um in der Stadt zu kämpfen."
    assert languages.identify(german) == "de"
    italian = "Gli uomini hanno detto che erano stati pagati per combattere nella città."
    assert languages.identify(italian) == "it"
    assert languages.identify("A férfiak azt mondták, hogy fizettek nekik a harcért.") is None
    assert languages.identify("وقال وزير النقل أحمد علي: الوضع تحت السيطرة") == "ar"
    assert languages.identify("وزیر راه گفت که وضعیت پل تحت کنترل است") == "fa"
    assert languages.identify("وزیر نے کہا کہ پل کی حالت قابو میں ہے") is None  # Urdu
    assert languages.identify("「不正だ」と述べた") is None
    assert languages.identify("") is None


@given(st.text())
def test_any_text_is_identified_or_not(text: str) -> None:
    assert languages.identify(text) in {None, *(pack.code for pack in languages.packs())}


@PACKS
def test_words_of_a_pack_are_in_lower_case(pack: languages.Pack) -> None:
    for section, small in (
        (pack.dates, str.casefold),
        (pack.page, str.casefold),
        (pack.grammar, str.lower),
        (pack.sources, str.lower),
    ):
        for name in section.__struct_fields__:
            words = getattr(section, name)
            if isinstance(words, frozenset) or name.endswith(("_endings", "_negations")):
                assert {w for w in words if w != small(w)} == set(), name
    assert {word for word in pack.stop_words if word != word.casefold()} == set()


@PACKS
def test_dateparser_knows_every_month_of_a_pack(pack: languages.Pack) -> None:
    from mediacorpus.text.dates import _month

    months = [_month(word, pack.dates.locales) for word in sorted(pack.dates.months)]
    assert set(months) in (set(), set(range(1, 13)))


@PACKS
def test_the_weekdays_of_a_pack_begin_with_monday(pack: languages.Pack) -> None:
    assert len(pack.dates.weekdays) in (0, 7)
    for number, words in enumerate(pack.dates.weekdays):
        known = [dateparser.parse(word, locales=[pack.dates.locales[0]]) for word in words]
        assert {date.weekday() for date in known if date} == {number}


@PACKS
def test_a_word_of_dates_means_one_thing(pack: languages.Pack) -> None:
    said = pack.dates
    groups = [
        said.months, *said.weekdays, said.fillers, said.am, said.pm, said.ago, said.days,
        *said.units.values(),
    ]  # fmt: skip
    assert len(frozenset().union(*groups)) == sum(map(len, groups))


@PACKS
def test_every_verb_that_reports_has_all_its_forms(pack: languages.Pack) -> None:
    for group in pack.cues:
        for paradigm in group.verbs:
            assert len(paradigm.split()) == len(FORMS), paradigm


@PACKS
def test_what_a_cue_takes_is_what_the_rules_know(pack: languages.Pack) -> None:
    known = {"quote", "that", "bare", "to", "whether", "person", "object", "as"}
    assert {one for group in pack.cues for one in group.takes} <= known


def test_a_pack_needs_no_more_than_its_stop_words_and_its_verbs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    small = msgspec.convert(tomllib.loads(block), languages.Pack)
    monkeypatch.setattr(languages, "_codes", lambda: ("nl",))
    monkeypatch.setattr(languages, "_load", lambda _: small)
    for text in ("“We gaan morgen”, zei Jan Smit.", "Jan Smit zei: “We gaan morgen”"):
        (quote,) = extract_quotes(text, language="nl")
        assert (quote.speaker_text, quote.cue_text, quote.text) == (
            "Jan Smit", "zei", "We gaan morgen",
        )  # fmt: skip


def test_names_that_hold_in_every_language() -> None:
    names = languages.names()
    assert {"Reuters", "AFP", "Getty"} <= names.agencies
    assert "YouTube" in names.platforms
    assert not names.agencies & names.platforms
