"""What a file looks like that is no plain text."""

from __future__ import annotations

import time

import pytest

from mediacorpus.readers.looks import looks_like


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (bytes(range(256)), "binary data"),
        (b"PK\x03\x04\x14\0", "a zip archive (Word, Excel and e-book files are ones, too)"),
        (b"\x1f\x8b\x08", "a gzip file"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"<!DOCTYPE html><p>", "HTML"),
        (b"\n<!-- saved page --><html>", "HTML"),
        (b'<div class="x">Text', "HTML"),
        (b"<p>One.</p><p>Two.</p>", "HTML"),
        (b"Home</span> <p>One.</p><p>Two.</p>", "HTML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><nitf>", "XML"),
        (b"<nitf version='3.6'>", "XML"),
        ("<html>".encode("utf-16"), "HTML"),
        (b'{"headline": "x"}', "JSON"),
        (b"{}", "JSON"),
        (b'[{"headline": "x"}]', "JSON"),
        (b'["a", "b"]', "JSON"),
        (b'{"body": "<p>One.</p><p>Two.</p><p>Three.</p>"}', "JSON"),
        (b"<!-- made by hand --><rss version='2.0'><p>One.</p>", "XML"),
        (b"<!-- made by hand --><p>One.</p>", "HTML"),
        (b'<item xmlns="https://example.org/ns"><p>One.</p></item>', "XML"),
        (b"<TEI><p>One.</p></TEI>", "XML"),
        (b"TY  - NEWS\nTI  - Gates fail\nAU  - Muster, Anna\n", "RIS"),
        (b"@article{muster2019,\n title = {Gates fail}\n}", "BibTeX"),
        (b"id,headline,day\n1,Gates fail,2019-05-02\n2,Gates reopen,2019-05-03\n", "a table (CSV)"),
        (b"filedesc://a.arc 0.0.0.0 20190502000000 text/plain 76\n", "an ARC file"),
    ],
)
def test_a_file_is_called_by_its_name(head: bytes, what: str) -> None:
    assert looks_like(head) == what


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Headline\n\nText.",
        b'["We came to fight," one of them said.]',
        b"[The Example] Headline",
        b"Oslo, Bergen, Arnmouth\n\nIn Oslo, in Bergen, and in Arnmouth it rained.\n",
        b"TY - he was named after his father.\n\nText.",
        b"{Correction} The vote was on Monday.",
        b"<b>Headline</b>\n\nText with <i>a word</i> in it.",
        b"<3 this paper\n",
        b"Text<br/>and text</p>",
    ],
)
def test_plain_text_may_hold_brackets_and_a_little_markup(head: bytes) -> None:
    assert looks_like(head) is None


def test_a_long_beginning_is_looked_at_quickly() -> None:
    started = time.process_time()
    for head in (b"<a " * 30_000, b'["' * 30_000, b"{ " * 30_000, b"<" * 60_000, b"[ " * 30_000):
        looks_like(head)
    assert time.process_time() - started < 1


def test_a_page_with_an_xml_declaration_is_one() -> None:
    assert looks_like(b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html>') == "HTML"
    assert looks_like(b'<?xml version="1.0"?>\n<nitf>') == "XML"


def test_a_saved_page_with_its_pictures_is_named() -> None:
    head = b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x\r\n"
    assert looks_like(head + b"\r\n<html><p>A</p><p>B</p><p>C</p>") == "MHTML"
    assert looks_like(b"Subject: flood\n\nThe gates failed.") is None
    assert looks_like(b"To: Jane\n" + head + b"\n") == "an e-mail"
