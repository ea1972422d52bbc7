"""Bytes -> text, and what is on record of how."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.encoding import byte_places, damage, decode, looks_binary

TEXT = "The men said they were paid by Iran. “No,” he said – in Zürich.\n\nA second paragraph."


@pytest.mark.parametrize(
    ("raw", "encoding", "declared", "detected"),
    [
        (TEXT.encode("utf-8"), "utf-8", None, None),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "utf-8-sig", "utf-8", None),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16", "utf-16", None),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", "utf-16", None),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32", "utf-32", None),
        (TEXT.encode("utf-16-le"), "utf-16-le", None, "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be", None, "utf-16-be"),
    ],
)
def test_unicode_is_known_by_its_mark_or_its_shape(
    raw: bytes, encoding: str, declared: str | None, detected: str | None
) -> None:
    found = decode(raw)
    assert found.text == TEXT
    assert (found.encoding, found.declared, found.detected) == (encoding, declared, detected)
    assert found.replaced == 0


PROSE = {
    "ar": "قالت لجنة التحقيق يوم الثلاثاء إن البوابات التي بنيت لمنع مياه النهر انهارت خلال ساعة. وقالت "
    "آنا مثال التي كانت تدير المحطة حتى عام 2017 إن المجلس لم يرد على رسائلها.",
    "cs": "Vrata, která měla zadržet řeku, selhala během jediné hodiny, uvedla v úterý komise. Inženýři "
    "žádali o opravy už tři roky předtím, než se řeka vylila z břehů. Radnice popřela, že by dopisy "
    "obdržela. Mluvčí řekl, že se nic nenašlo, a obyvatelé byli vyzváni, aby odešli.",
    "de": "Die Schule in Musterdorf bleibt nach dem Sturm geschlossen, hieß es. Das Dach über der Küche "
    "ist nicht sicher, sagte die Leiterin am Montag, und wann es so weit ist, wisse sie nicht.",
    "el": "Οι πύλες κατέρρευσαν μέσα σε μία ώρα, ανέφερε την Τρίτη η επιτροπή έρευνας. Η Άννα "
    "Παράδειγμα, που διηύθυνε τον σταθμό, είπε ότι το συμβούλιο δεν απάντησε στις επιστολές.",
    "fr": "La mairie a décidé de fermer le pont aux camions après la découverte de trois fissures. Les "
    "travaux coûteront 12 millions d'euros, a déclaré le maire à la presse.",
    "he": "השערים שנבנו כדי לעצור את מי הנהר קרסו בתוך שעה אחת, כך אמרה ועדת החקירה ביום שלישי. "
    "המהנדסים ביקשו תיקונים שלוש שנים לפני שהנהר עלה על גדותיו, אך איש לא ענה.",
    "ja": "水門は一時間もたたないうちに壊れたと、調査委員会が火曜日に明らかにした。技術者たちは三年前から"
    "修理を求めていたという。市は手紙を受け取っていないと否定している。",
    "ko": "강물을 막기 위해 세운 수문이 한 시간도 되지 않아 무너졌다고 조사위원회가 화요일 밝혔다. "
    "기술자들은 강이 범람하기 삼 년 전에 이미 보수를 요청했던 것으로 드러났다.",
    "pl": "Wrota, które miały zatrzymać rzekę, puściły w ciągu godziny, podała we wtorek komisja. Wśród "
    "świadków są inżynierowie, którzy prosili o naprawę już trzy lata wcześniej, ale na próżno.",
    "ru": "Ворота, построенные для защиты города от реки, разрушились менее чем за час, сообщила во "
    "вторник комиссия. Инженеры просили о ремонте за три года до наводнения.",
    "tr": "Nehri tutması için yapılan kapaklar bir saat içinde çöktü, komisyon salı günü açıkladı. "
    "Mühendisler üç yıl önce onarım istemişti ama belediye bu mektupları almadığını söyledi.",
    "zh": "调查委员会星期二表示，为阻挡河水而修建的闸门在不到一个小时内就垮塌了。工程师们早在河水决堤三年前"
    "就要求进行维修。市议会否认收到过这些信件。",
    "zh-Hant": "調查委員會星期二表示，為阻擋河水而修建的閘門在不到一個小時內就垮塌了。工程師們早在河水決堤"
    "三年前就要求進行維修。市議會否認收到過這些信件。",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ar", "cp1256"), ("ar", "iso8859_6"), ("cs", "cp1250"), ("cs", "iso8859_2"),
        ("de", "cp1252"), ("el", "cp1253"), ("el", "iso8859_7"), ("fr", "cp1252"),
        ("fr", "iso8859_15"), ("he", "cp1255"), ("he", "iso8859_8"), ("ja", "shift_jis"),
        ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ko", "euc_kr"), ("pl", "cp1250"),
        ("pl", "iso8859_2"), ("ru", "koi8_r"), ("ru", "cp1251"), ("ru", "iso8859_5"),
        ("tr", "cp1254"), ("zh", "gb18030"), ("zh", "gb2312"), ("zh-Hant", "big5"),
    ],
)  # fmt: skip
def test_an_encoding_that_nothing_says_is_detected(language: str, encoding: str) -> None:
    text = PROSE[language]
    for some in (text, text + "\n\n" + text):
        raw = some.encode(encoding)
        found = decode(raw)
        assert found.text == some
        assert (found.declared, found.replaced) == (None, 0)
        assert found.detected == found.encoding
        assert raw.decode(found.encoding) == some  # what is on record reads the same text


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("cs", "cp852"), ("cs", "mac_latin2"), ("de", "cp437"), ("de", "cp850"),
        ("de", "mac_roman"), ("el", "cp737"), ("el", "mac_greek"), ("fr", "cp437"),
        ("fr", "cp850"), ("fr", "mac_roman"), ("he", "cp862"), ("pl", "cp852"),
        ("pl", "mac_latin2"), ("ru", "cp866"), ("ru", "mac_cyrillic"), ("tr", "cp857"),
        ("tr", "mac_turkish"),
    ],
)  # fmt: skip
def test_letters_of_dos_and_the_macintosh_are_not_lost(language: str, encoding: str) -> None:
    text = PROSE[language]
    found = decode(text.encode(encoding))
    assert (found.text, found.replaced) == (text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Rain—snow", "“No”", "He said “no”…and left", "Tickets: 5–7 €", "Café", "“Déjà vu”",
        "Smith† and Jones‡ wrote it", "vitamin Å and", "Málaga and Cádiz", "À la carte", "L’Haÿ",
    ],
)  # fmt: skip
def test_a_little_that_is_odd_does_not_make_it_dos(text: str) -> None:
    whole = f"The gates of the town failed, and they said so. {text} and it was so. "
    assert decode(whole.encode("cp1252")).text == whole


def test_the_euro_tells_latin_9_from_windows_1252() -> None:
    text = PROSE["fr"].replace("d'euros", "de €")
    assert decode(text.encode("iso8859_15")).text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "euc_jp", "gb18030"]
)
@pytest.mark.parametrize("language", ["ru", "zh"])
def test_characters_are_found_in_the_bytes(encoding: str, language: str) -> None:
    text = PROSE[language] * 3 + "\r\n" + PROSE[language]
    raw = text.encode(encoding, "ignore")
    found = decode(raw)
    places = [0, 1, 7, found.text.index("\n") + 1, len(found.text)]
    ends = byte_places(raw, found, places)
    assert ends[-1] == len(raw)
    tail = raw[ends[3] :]
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, found.encoding)
    assert tail.decode(plain) == found.text[places[3] :]


@pytest.mark.parametrize("text", [TEXT, "“We went to the café,” she said to them.", "He said “no”"])
def test_english_that_is_no_utf8_is_what_its_pack_says(text: str) -> None:
    found = decode(text.encode("cp1252"))
    assert (found.text, found.encoding, found.detected) == (text, "cp1252", "cp1252")
    assert found.replaced == 0


def test_what_the_encoding_of_the_pack_does_not_hold_is_detected() -> None:
    raw = b"The men said that they were paid for it \x81\x8d. " * 20
    assert decode(raw).encoding != "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Министр сказал, что переговоры завершены.\n" * 3, TEXT])
def test_utf16_without_a_mark_may_be_cut_within_a_unit(encoding: str, text: str) -> None:
    raw = text.encode(encoding)
    assert decode(raw).text == text
    cut = decode(raw[:-1])
    assert (cut.text, cut.encoding, cut.replaced) == (text[:-1] + "\ufffd", encoding, 1)
    assert decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1]).replaced == 1


def test_nuls_in_text_do_not_make_it_utf16() -> None:
    assert decode(b"abc\0defgh\0" * 40).encoding == "utf-8"


def test_a_stray_byte_in_utf8_is_replaced_and_counted() -> None:
    raw = ("“Überall,” sagte er. " * 20).encode().replace(b"sagte", b"s\xffgte", 1)
    found = decode(raw)
    assert (found.encoding, found.replaced) == ("utf-8", 1)
    assert byte_places(raw, found, [len(found.text)]) == [len(raw)]
    cut = decode("Zürich".encode()[:2])
    assert (cut.encoding, cut.replaced, cut.text) == ("utf-8", 1, "Z\ufffd")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (TEXT.encode(), {}),
        (b"tabbed\tlines\r\n\x0c", {}),
        (b"cut within a charact\xc3", {"undecodable": "1 characters are U+FFFD"}),
        ("lost \ufffd before".encode(), {"undecodable": "(0 of them here, as utf-8)"}),
        (b"a NUL \0 and a bell \x07", {"control-characters": "2 control characters"}),
        (TEXT.encode("cp1252"), {"encoding-detected": "read as cp1252"}),
    ],
)
def test_what_the_text_lost_is_told(raw: bytes, told: dict[str, str]) -> None:
    found = {notice.code: notice.message for notice in damage(decode(raw))}
    assert found.keys() == told.keys()
    for code, words in told.items():
        assert words in found[code]


@pytest.mark.parametrize(
    ("raw", "binary"),
    [
        (b"", False),
        (b"plain text\r\n\ttabbed\x0c", False),
        (b"a NUL \0 in " + b"x" * 200, False),
        (TEXT.encode("utf-16-le"), False),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), False),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0", True),
        (bytes(range(256)) * 4, True),
        (b"\0" * 100, True),
    ],
)
def test_binary_data_is_told_from_text(raw: bytes, binary: bool) -> None:
    assert looks_binary(raw) is binary


@given(st.binary())
def test_any_bytes_are_decoded(raw: bytes) -> None:
    found = decode(raw)
    found.text.encode("utf-8")  # no lone surrogates
    looks_binary(raw)
