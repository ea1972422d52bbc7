"""MHTML files: the page in them, whatever it is encoded in."""

from __future__ import annotations

import base64
import datetime
import quopri
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.mhtml import is_mhtml, page_in

PAGE = "<html><body><p>The gates to the Straße failed.</p></body></html>\r\n".encode()


def saved(page: bytes = PAGE, encoding: str = "binary", headers: str = "") -> bytes:
    """A file as Chrome writes it: the page, then what it shows."""
    encoded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}
    body = encoded[encoding](page) if encoding in encoded else page
    head = (
        "From: <Saved by Blink>\r\n"
        "Snapshot-Content-Location: https://example.org/news/a-long\r\n -address\r\n"
        "Subject: Gates fail\r\nDate: Tue, 3 Mar 2020 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n\r\n'
        "----x--\r\nContent-Type: text/html\r\nContent-Location: https://example.org/frame\r\n\r\n"
        "<p>A frame.</p>\r\n"
        f"----x--\r\nContent-Type: text/html{headers}\r\nContent-Transfer-Encoding: {encoding}\r\n"
        "Content-Location: https://example.org/news/a-long-address\r\n\r\n"
    )
    picture = (
        "\r\n----x--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://example.org/gate.png\r\n\r\niVBORw0KGgo=\r\n----x----\r\n"
    )
    return head.encode() + body + picture.encode()


@pytest.mark.parametrize("encoding", ["binary", "8bit", "quoted-printable", "base64"])
def test_the_page_is_the_part_with_the_address_of_the_snapshot(encoding: str) -> None:
    page, reason = page_in(saved(encoding=encoding))
    assert page is not None, reason
    assert page.html.split() == PAGE.split()
    assert page.url == "https://example.org/news/a-long-address"
    assert page.saved == datetime.datetime(2020, 3, 3, 10, tzinfo=datetime.UTC)
    assert not page.is_cut


def test_the_part_that_start_names_goes_first() -> None:
    raw = saved(headers="\r\nContent-ID: <page>").replace(b"Snapshot-", b"X-")
    page, _ = page_in(raw)
    assert page is not None
    assert b"A frame." in page.html
    page, _ = page_in(raw.replace(b'type="text/html"', b'start="<page>"'))
    assert page is not None
    assert page.html.split() == PAGE.split()
    assert page.url == "https://example.org/news/a-long-address"


def test_the_encoding_of_its_letters_is_that_of_the_part() -> None:
    page, _ = page_in(saved(headers="; charset=windows-1252"))
    assert page is not None
    assert page.charset == "windows-1252"


def test_a_file_that_is_cut_behind_the_page_has_all_of_it() -> None:
    raw = saved()
    page, _ = page_in(raw[: raw.index(b"iVBOR")])
    assert page is not None
    assert page.is_cut


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (saved()[: saved().index(b"failed")], "cut within the page"),
        (saved()[:200], "no part of this MHTML file is a page"),
        (saved().replace(b"text/html", b"text/plain"), "no part of this MHTML file is a page"),
        (saved().replace(b'boundary="--x--"', b"x=y"), "no part of this MHTML file is a page"),
        (saved(b"<p>%%</p>" * 9).replace(b"binary", b"base64"), "not encoded as its header says"),
    ],
    ids=["cut", "headers alone", "no page", "no boundary", "encoding"],
)
def test_what_is_broken_says_why(raw: bytes, reason: str) -> None:
    page, said = page_in(raw)
    assert page is None
    assert reason in said
    assert "save" in said


def test_a_letter_is_no_saved_page() -> None:
    assert is_mhtml(saved())
    assert not is_mhtml(b"To: Jane <jane@example.org>\r\n" + saved())
    assert not is_mhtml(b"Received: from mail.example.org\r\n" + saved())
    assert not is_mhtml(b"Headline: gates fail\n\nThe gates failed.")


def test_what_is_made_to_take_long_does_not() -> None:
    head = b"Content-Type: multipart/related; boundary=b0\n\n"
    nested = b"".join(
        b"--b%d\nContent-Type: multipart/related; boundary=b%d\n\n" % (n, n + 1) for n in range(99)
    )
    started = time.process_time()
    for raw in (
        head + b"--b0\n\n" * 300_000,
        head + b"--b0\nContent-Type: text/html\n\n" * 50_000,
        head + nested + b"x\n" * 1_000_000,
    ):
        page_in(raw)
    assert time.process_time() - started < 5


@given(st.lists(st.sampled_from([b"\r\n", b"--b", b"--", b"Content-Type: ", b"text/html", b"<p>",
    b"multipart/related; boundary=b", b'"', b"; ", b"\xff", b"Date: ", b"base64"])))  # fmt: skip
def test_no_bytes_break_it(parts: list[bytes]) -> None:
    page_in(b"Content-Type: multipart/related; boundary=b\r\n" + b"".join(parts))
