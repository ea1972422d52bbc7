"""Letters: newsletters, alerts, those that were sent on, and files of many."""

from __future__ import annotations

import io
import mailbox
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Entry, Limits, Rejection, parse
from mediacorpus.readers import Context, choose, reader
from mediacorpus.readers.mail.headers import words_of_header
from tests.readers.mail.letters import OLD_ENTRY, PARAGRAPHS, alert, newsletter
from tests.samples import sample

SHA = "0" * 64


def read(raw: bytes, **known: Any) -> list[Entry | Rejection]:
    """What comes of a file; as many items as it says it has."""
    reading = reader("mail").open(io.BytesIO(raw), Context(sha256=SHA, **known))
    found = list(reading)
    assert reading.announced == len(found) + known.get("passed", 0)
    return found


def only(raw: bytes, **known: Any) -> Entry:
    (found,) = read(raw, **known)
    assert isinstance(found, Entry), found
    return found


def codes(entry: Entry) -> list[str]:
    return [notice.code for notice in entry.notices]


def mbox(tmp_path: Path, *letters: EmailMessage) -> bytes:
    box = mailbox.mbox(str(tmp_path / "letters.mbox"))
    for letter in letters:
        box.add(letter)
    box.close()
    return (tmp_path / "letters.mbox").read_bytes()


# -- newsletters ---------------------------------------------------------------------------


def test_a_newsletter_is_an_article() -> None:
    entry = only(newsletter().as_bytes())
    article = entry.article
    assert article.headline == "Gates fail within an hour"
    assert article.publisher_name == "The Daily Éxample"
    assert article.domain == "daily.example.org"
    assert article.published is not None
    assert article.published.value == "2019-03-12T10:30:00+01:00"
    assert article.url == "https://daily.example.org/letters/1"
    assert article.id == "mid:letter-1@daily.example.org"
    assert [block.kind for block in article.body] == ["subheading", "paragraph", "paragraph"]
    assert article.body[1].text == PARAGRAPHS[0]
    assert article.extra["link"] == ("https://daily.example.org/a?b=1",)
    assert codes(entry) == ["furniture"] * 3
    assert "color" not in article.text


def test_a_plain_letter_is_joined_where_it_flows() -> None:
    raw = (
        b"From: The Daily Example <news@example.org>\nDate: Tue, 12 Mar 2019 10:30:00 GMT\n"
        b"Subject: Gates fail\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"The gates that were built to keep \nthe river out failed within an hour.\n\nNobody was told.\n"
    )
    assert [block.text for block in only(raw).article.body] == [
        "The gates that were built to keep the river out failed within an hour.",
        "Nobody was told.",
    ]


def test_headers_are_decoded() -> None:
    assert (
        words_of_header("=?utf-8?q?Br=C3=BCche_?=\n =?UTF-8?b?aW0gRGFtbQ==?=") == "Brüche im Damm"
    )
    assert words_of_header("=?utf-8?b?w?= =?utf-8?b?7w=?=").strip()  # cut within a letter
    assert words_of_header("=?x-unknown?q?gates?=") == "gates"
    raw = newsletter().as_bytes().replace(b"Gates fail within an hour", "Überall Wasser".encode())
    assert only(raw).article.headline == "Überall Wasser"
    raw = (
        newsletter()
        .as_bytes()
        .replace(b"Gates fail within an hour", "Wasser überall in den Straßen".encode("cp1252"))
    )
    assert only(raw).article.headline == "Wasser überall in den Straßen"


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8", "us-ascii", "wrong"])
def test_texts_are_decoded_whatever_they_are_called(charset: str) -> None:
    text = "Das Wasser stand überall in den Straßen, als die Tore in der Nacht nicht schlossen."
    raw = (
        f"From: a <a@example.org>\nDate: Tue, 12 Mar 2019 10:30:00 GMT\nSubject: Tore\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n"
    ).encode() + text.encode("cp1252" if charset != "utf-8" else "utf-8")
    assert only(raw).article.body[0].text == text


def test_what_is_attached_is_named_and_not_opened() -> None:
    letter = newsletter()
    letter.add_attachment(
        b"%PDF" * 10_000, maintype="application", subtype="pdf", filename="Bericht.pdf"
    )
    entry = only(letter.as_bytes(), limits=Limits(decoded_bytes=8_000))
    (notice,) = [one for one in entry.notices if one.code == "attachment"]
    assert "Bericht.pdf (application/pdf)" in notice.message
    assert entry.article.body[1].text == PARAGRAPHS[0]


def test_what_the_caller_knows_goes_first() -> None:
    known = {
        "id": "mine",
        "url": "https://example.org/l",
        "publisher": "The Example",
        "language": "de",
    }
    article = only(newsletter().as_bytes(), **known).article
    assert (article.id, article.url) == ("mine", "https://example.org/l")
    assert (article.publisher_name, article.language) == ("The Example", "de")


# -- letters that were sent on -------------------------------------------------------------

HEAD = "---------- Forwarded message ---------"


def test_a_letter_that_was_sent_on_is_the_first_one() -> None:
    letter = EmailMessage()
    letter["From"] = "Jane Smith <jane@example.net>"
    letter["Subject"] = "Fwd: Gates fail within an hour"
    letter["Date"] = "Thu, 14 Mar 2019 08:00:00 +0000"
    letter["Message-ID"] = "<sent-on@example.net>"
    letter.set_content(
        f"See below.\n\n{HEAD}\nFrom: The Daily Example <news@daily.example.org>\n"
        "Date: Tue, 12 Mar 2019 at 10:30\nSubject: Gates fail within an hour\n"
        "To: jane@example.net\n\n" + "\n\n".join(PARAGRAPHS)
    )
    entry = only(letter.as_bytes())
    article = entry.article
    assert article.headline == "Gates fail within an hour"
    assert article.publisher_name == "The Daily Example"
    assert article.published is not None
    assert article.published.value == "2019-03-12T10:30"
    assert tuple(block.text for block in article.body) == PARAGRAPHS
    (notice,) = [one for one in entry.notices if one.code == "forwarded"]
    assert notice.excerpt == "See below."


def test_one_in_another_language_and_in_html_is_known() -> None:
    letter = EmailMessage()
    letter["From"] = "Jane Smith <jane@example.net>"
    letter["Subject"] = "WG: Tore versagen"
    letter["Date"] = "Thu, 14 Mar 2019 08:00:00 +0000"
    letter["Message-ID"] = "<sent-on@example.net>"
    letter.set_content(
        "<div>Zur Kenntnis</div><div>-----Ursprüngliche Nachricht-----<br>Von: Das Beispiel "
        "&lt;post@beispiel.example.org&gt;<br>Gesendet: Dienstag, 12. März 2019 10:30<br>An: Jane "
        f"Smith<br>Betreff: Tore versagen</div><p>{PARAGRAPHS[0]}</p>",
        subtype="html",
    )
    article = only(letter.as_bytes()).article
    assert (article.headline, article.publisher_name) == ("Tore versagen", "Das Beispiel")
    assert article.published is not None
    assert article.published.value == "2019-03-12T10:30"
    assert [block.text for block in article.body] == [PARAGRAPHS[0]]


def test_one_that_was_sent_on_whole_is_the_inner_one() -> None:
    letter = EmailMessage()
    letter["From"] = "Jane Smith <jane@example.net>"
    letter["Subject"] = "Fwd: see this"
    letter["Date"] = "Thu, 14 Mar 2019 08:00:00 +0000"
    letter.set_content("See this.")
    letter.add_attachment(newsletter())
    entry = only(letter.as_bytes())
    assert entry.article.headline == "Gates fail within an hour"
    assert entry.article.id == "mid:letter-1@daily.example.org"
    assert "forwarded" in codes(entry)


# -- alerts --------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", [None, OLD_ENTRY], ids=["with microdata", "without"])
def test_an_alert_points_to_articles(entry: str | None) -> None:
    letter = alert() if entry is None else alert(entry=entry)
    found = read(letter.as_bytes())
    assert len(found) == 3
    for number, one in enumerate(found, start=1):
        assert isinstance(one, Entry)
        article = one.article
        assert article.headline == f"Gate {number} of Arnmouth's river fails"
        assert article.url == f"https://example.org/{number}?part=2"
        assert article.publisher_name == "The Daily Example"
        assert (
            article.standfirst == f"The gate that was built in {number} failed within an hour ..."
        )
        assert article.domain == "example.org"
        assert article.published is None  # the alert does not say when
        assert article.extra["alert"] == ("Arnmouth flood",)
        assert codes(one) == ["pointer"]


def test_an_alert_in_plain_text_is_read_as_well() -> None:
    letter = alert()
    letter.set_payload([letter.get_payload(0)])
    found = [one.article for one in read(letter.as_bytes()) if isinstance(one, Entry)]
    assert [one.headline for one in found] == [
        f"Gate {n} of Arnmouth's river fails" for n in (1, 2, 3)
    ]
    assert [one.publisher_name for one in found] == ["The Daily Example"] * 3
    assert found[0].standfirst == "The gate that was built in 1 failed within an hour ..."


def test_titles_in_plain_text_may_go_on_over_a_line() -> None:
    letter = EmailMessage()
    letter["From"] = "Google Alerts <googlealerts-noreply@google.com>"
    letter["Subject"] = "Google Alert - flood"
    letter["Date"] = "Wed, 13 Mar 2019 06:00:00 +0000"
    link = "<https://www.google.com/url?rct=j&sa=t&url=https://example.org/{}&ct=ga&cd=C&usg=A>\n\n"
    long = "Gates that were to keep the river out of Arnmouth fail within one hour"
    snippet = (
        "The gates that were built to keep the river out failed within an hour, an\ninquiry heard."
    )
    letter.set_content(
        "=== News - 2 new results for [flood] ===\n\n"
        f"{long} of\nflood\nThe Daily Example\n{snippet}\n{link.format(1)}"
        f"{long}\nExample (blog)\n{snippet}\n{link.format(2)}\n"
        "=== Web - 1 new result for [flood] ===\n\n"
        f"{long}\n{snippet}\n{link.format(3)}",
        cte="8bit",
    )
    found = [one.article for one in read(letter.as_bytes()) if isinstance(one, Entry)]
    assert [(one.headline, one.publisher_name) for one in found] == [
        (f"{long} of flood", "The Daily Example"),
        (long, "Example (blog)"),
        (long, None),
    ]
    assert {one.standfirst for one in found} == {" ".join(snippet.split())}
    assert found[2].url == "https://example.org/3"


def test_what_an_alert_announces_and_has_not_is_rejected() -> None:
    *found, missing = read(alert(2, announced=3).as_bytes())
    assert all(isinstance(one, Entry) for one in found)
    assert isinstance(missing, Rejection)
    assert (missing.code, missing.item) == ("item-missing", 3)


def test_a_letter_with_a_link_by_way_of_google_is_no_alert() -> None:
    raw = (
        newsletter()
        .as_bytes()
        .replace(
            b"https://daily.example.org/a?b=3D1",
            b"https://www.google.com/url?url=3Dhttps://example.org/x&amp;ct=3Dga",
        )
        .replace(
            b"https://daily.example.org/a?b=1",
            b"https://www.google.com/url?url=https://example.org/x&amp;ct=ga",
        )
    )
    article = only(raw).article
    assert article.headline == "Gates fail within an hour"
    assert article.extra["link"] == ("https://example.org/x",)


# -- files of many -------------------------------------------------------------------------


def test_a_file_of_letters_is_read_one_by_one(tmp_path: Path) -> None:
    letters = [newsletter("Gates fail", 1), alert(2), newsletter("Gates reopen", 2)]
    text = "From the river to the town it is a mile.\nFrom there on."
    del letters[0]["Content-Type"]
    letters[0].set_content(text)
    raw = mbox(tmp_path, *letters)
    found = [one for one in read(raw) if isinstance(one, Entry)]
    assert [one.article.headline for one in found] == [
        "Gates fail", "Gate 1 of Arnmouth's river fails", "Gate 2 of Arnmouth's river fails",
        "Gates reopen",
    ]  # fmt: skip
    assert (found[0].article.body[0].text or "").startswith("From the river")
    places = [one.article.provenance for one in found]
    assert [one.item for one in places if one] == [1, 2, 3, 4]
    assert raw[places[3].start or 0 :].startswith(b"From ") if places[3] else False
    assert read(raw, passed=2) == read(raw)[2:]


@given(st.integers(1, 4), st.integers(0, 10))
def test_a_file_that_is_cut_still_gives_what_stands_before(count: int, tenth: int) -> None:
    parts = [
        b"From a@example.org Tue Mar 12 10:30:0%d 2019\n" % n
        + newsletter(number=n).as_bytes()
        + b"\n"
        for n in range(count)
    ]
    raw = b"".join(parts)
    cut = raw[: len(raw) * tenth // 10]
    found = read(cut)
    whole = sum(len(b"".join(parts[: n + 1])) <= len(cut) for n in range(count))
    assert found[:whole] == read(raw)[:whole]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_rejected(raw: bytes) -> None:
    assert read(raw)
    assert read(b"From: a@example.org\nSubject: x\nDate: x\nContent-Type: text/html\n\n" + raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 5_000,
        b"From: a\n"
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)
        ),
        b"From: a@example.org\nSubject: " + b"=?utf-8?q?" * 20_000 + b"\n\nx",
        b"From: a@example.org\nContent-Type: text/html\n\n" + b"<div>" * 100_000,
        b"From: a@example.org\nSubject: \0\0\nContent-Type: text/plain; charset=\0\n\n\0\0 a \0",
        b"From: a@example.org\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a@example.org\nContent-Type: message/rfc822\n\n" * 500 + b"x",
    ],
    ids=["empty", "parts", "nested", "words", "deep", "NUL", "base64", "letters in letters"],
)
def test_what_would_keep_a_reader_busy_is_read_or_rejected(raw: bytes) -> None:
    for one in read(raw):
        assert isinstance(one, Entry) or one.code != "reader-failed", one.reason


# -- which files are letters ---------------------------------------------------------------


def test_letters_are_known_by_their_headers(tmp_path: Path) -> None:
    for raw in (newsletter().as_bytes(), alert().as_bytes(), mbox(tmp_path, newsletter())):
        found = choose(raw, "x.txt")
        assert found is not None
        assert found.name == "mail"


@pytest.mark.parametrize(
    "head",
    [
        b"From: Jane\nTo: Al\nSubject: the flood\n\nThe gates failed, and nobody was told.",
        b"From Arnmouth to Oslo it rained on Monday at 10:30.\n\nNobody was told.",
        b"Subject: flood\n\nThe gates failed.",
        b"Title: Gates fail\nDate: 12 March 2019\nSource: The Example\n\nText.",
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x\r\n\r\n",
        b"<!DOCTYPE html><html><body>From: a\nDate: b\nMessage-ID: c",
        b'{"From": "a"}',
        b"From: <noreply@proquest.com>\nTo: a\nMessage-ID: <1>\nMIME-Version: 1.0\n\nEmail 4 of 5",
        (
            b"From: a <a@example.org>\nSubject: Fwd: x\nMessage-ID: <1>\nMIME-Version: 1.0\n\n"
            b"> Email 4 of 5\n> Title: Gates\n> Publication info: The Example\n> Full text: It rained."
        ),
    ],
)
def test_other_files_are_none(head: bytes) -> None:
    assert reader("mail").sniff(head, "letter.eml") == 0


def test_the_letters_of_proquest_are_left_to_their_reader() -> None:
    raw = sample("proquest", "malformed-html-tag.eml").read_bytes()
    assert reader("mail").sniff(raw, "x.eml") == 0


def test_parse_reads_a_letter() -> None:
    (entry,) = parse(newsletter().as_bytes())
    assert entry.article.provenance is not None
    assert entry.article.provenance.format == "mail"
    assert entry.quotes[-1].text.startswith("We wrote to the council")
