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
        LanguageError,
        match="no language pack for 'xx'; there is: af, ar, bg, ca, cs, da, de, el, en",
    ):
        languages.pack("xx")


def test_a_text_is_identified_by_its_common_words() -> None:
    english = "The men said they were paid by Iran to fight in the recent offensive on the city."
    assert languages.identify(english) == "en"
    german = "Die Männer sagten, sie seien vom Iran bezahlt worden, um in der Stadt zu kämpfen."
    assert languages.identify(german) == "de"
    italian = "Gli uomini hanno detto che erano stati pagati per combattere nella città."
    assert languages.identify(italian) == "it"
    hungarian = "A város közölte, hogy a hidat a jövő hónapban lezárják, mert felújítják."
    assert languages.identify(hungarian) == "hu"
    assert languages.identify("Linn teatas, et sild suletakse järgmisel kuul.") is None  # Estonian
    assert languages.identify("وقال وزير النقل أحمد علي: الوضع تحت السيطرة") == "ar"
    assert languages.identify("وزیر راه گفت که وضعیت پل تحت کنترل است") == "fa"
    assert languages.identify("وزیر نے کہا کہ پل کی حالت قابو میں ہے") is None  # Urdu
    assert languages.identify("") is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "市は22日、橋を来月から通行止めにすると発表した。"),
        ("zh", "记者从市政府获悉，这座大桥将于下个月关闭维修。"),
        ("zh", "市政府表示，這座大橋將於下個月關閉維修。"),
        ("ko", "시는 22일 다리를 다음 달부터 통제한다고 밝혔다."),
        ("ru", "Мэр сообщил, что мост закроют на ремонт и пустят автобусы."),
        ("uk", "Міський голова повідомив, що міст закриють на ремонт."),
        ("bg", "Кметът съобщи, че мостът ще бъде затворен за ремонт."),
        (None, "Градоначелник је саопштио да ће мост бити затворен због поправке."),  # Serbian
        ("el", "Ο δήμος ανακοίνωσε ότι η γέφυρα θα κλείσει."),
        ("he", "העירייה הודיעה כי הגשר ייסגר בחודש הבא."),
        ("hi", "शहर के मेयर ने कहा कि पुल अगले महीने से बंद रहेगा।"),
        (None, "शहराच्या महापौरांनी सांगितले की पूल पुढच्या महिन्यापासून बंद राहणार आहे."),  # Marathi
        (None, "首相辞任"),  # Japanese or Chinese
    ],
)
def test_a_text_is_identified_by_its_script_and_what_shares_one_by_its_words(
    language: str | None, text: str
) -> None:
    assert languages.identify(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "cs",
            "Město oznámilo, že most se příští měsíc uzavře kvůli opravě, která potrvá do jara.",
        ),
        (
            "sk",
            "Mesto oznámilo, že most sa budúci mesiac uzavrie pre opravu, ktorá potrvá do jari.",
        ),
        (
            "hr",
            "Grad je objavio da će se most zatvoriti zbog popravka koji će trajati do proljeća.",
        ),
        ("pl", "Miasto poinformowało, że most zostanie zamknięty, a prace potrwają do wiosny."),
        ("af", "Die stad het gesê dat die brug vir herstelwerk gesluit sal word."),
        ("nl", "De stad heeft gezegd dat de brug voor herstel wordt gesloten."),
        ("ca", "L'ajuntament ha anunciat que el pont es tancarà el mes que ve per les obres."),
        ("es", "El ayuntamiento ha anunciado que el puente se cerrará el mes que viene."),
        ("ro", "Primăria a anunțat că podul va fi închis luna viitoare pentru reparații."),
        ("fi", "Kaupunki kertoi maanantaina, että silta on suljettu, ja sen ajan kulkevat bussit."),
        ("lt", "Miestas pranešė, kad tiltas kitą mėnesį bus uždarytas dėl remonto."),
        ("vi", "Thành phố cho biết cây cầu sẽ bị đóng cửa để sửa chữa từ tháng sau."),
        ("sw", "Mji umesema kwamba daraja litafungwa mwezi ujao kwa ajili ya ukarabati."),
        ("da", "Kommunen oplyser, at broen lukkes i næste måned, og at der kører busser."),
        ("nb", "Kommunen opplyser at broen stenges neste måned, og at det går busser."),
    ],
)
def test_what_is_written_in_latin_letters_is_identified_by_its_words(
    language: str, text: str
) -> None:
    assert languages.identify(text) == language


@given(st.text())
def test_any_text_is_identified_or_not(text: str) -> None:
    assert languages.identify(text) in {None, *(pack.code for pack in languages.packs())}


@given(st.sets(st.text("abß.", min_size=1, max_size=4), min_size=1), st.text("abß.", max_size=8))
def test_a_pattern_of_words_finds_the_longest_of_them(words: set[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    for behind in ("", "(?!b)"):
        short, long = (f"(?:{one}){behind}" for one in (languages.any_of(words), plain))
        assert re.findall(short, text) == re.findall(long, text)


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
    known = {
        "quote", "that", "bare", "to", "whether", "person", "object", "as", "title", "proposal",
    }  # fmt: skip
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
