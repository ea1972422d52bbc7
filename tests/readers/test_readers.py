"""The registry: formats, sniffing, ids."""

from __future__ import annotations

import hashlib

import pytest

from mediacorpus import FormatError, readers
from mediacorpus.readers import Context, normal_url


def test_a_reader_is_found_by_the_name_of_its_format() -> None:
    assert readers.reader("page-text").name == "page-text"
    with pytest.raises(
        FormatError, match="no reader for format 'docx'; there is: page-text, html, "
    ):
        readers.reader("docx")


@pytest.mark.parametrize(
    ("head", "format"),
    [
        (b"Headline\n\n10 October, 2016\n\nA paragraph of text.", "page-text"),
        ("Überschrift\n\nText.".encode("utf-16"), "page-text"),
        (b"<!DOCTYPE html><html><body>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><nitf>", "nitf"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><tei>", None),
        (b'{"headline": "x"}', None),
        (b"[{}]", None),
    ],
)
def test_content_decides_the_format(head: bytes, format: str | None) -> None:
    found = readers.choose(head, "misleading.html")
    assert (found.name if found else None) == format


def test_an_id_is_the_callers_or_the_archives_or_the_url_or_the_hash() -> None:
    raw = b"raw"
    url = "https://Example.org/a?utm_source=x&id=1#top"
    assert Context(sha256="0", id="mine", url=url).article_id(raw, "nr-1") == "mine"
    assert Context(sha256="0", url=url).article_id(raw, "nr-1") == "nr-1"
    assert Context(sha256="0", url=url).article_id(raw) == "https://example.org/a?id=1"
    assert Context(sha256="0").article_id(raw) == "sha256:" + hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://example.org/#/article/1", "https://example.org/#/article/1"),
        ("HTTP://Example.ORG:80", "http://example.org/"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a?fbclid=1", "https://example.org/a"),
        (" https://example.org/ä b ", "https://example.org/%C3%A4%20b"),
    ],
)
def test_urls_that_lead_to_one_page_are_one_id(url: str, normal: str) -> None:
    assert normal_url(url) == normal
    assert normal_url(normal) == normal


def test_a_host_is_a_word_or_nothing() -> None:
    assert readers.domain("https://www.example.org/a") == "example.org"
    assert readers.domain("http://www./a") is None
