"""Bytes -> text, and what is on record of how."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.encoding import damage, decode, looks_binary

TEXT = "The men said they were paid by Iran. “No,” he said – in Zürich.\n\nA second paragraph."


@pytest.mark.parametrize(
    ("raw", "encoding", "declared", "detected"),
    [
        (TEXT.encode("utf-8"), "utf-8", None, None),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "utf-8", "utf-8", None),
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


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "euc_kr", "gb18030"])
def test_other_encodings_are_detected(encoding: str) -> None:
    texts = {
        "cp1251": "Министр сказал, что переговоры завершены, и отказался отвечать на вопросы. ",
        "koi8-r": "Министр сказал, что переговоры завершены, и отказался отвечать на вопросы. ",
        "euc_kr": "총리는 기자들에게 협상이 끝났다고 말하고 질문에는 답하지 않았다. ",
        "gb18030": "总理对记者说，谈判已经结束，并拒绝回答问题。",
    }
    text = texts[encoding] * 20
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.detected == found.encoding


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
