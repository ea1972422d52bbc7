"""NewsML 1."""

from __future__ import annotations

import pytest

from tests.readers.agency import FIRST, SECOND, article, codes, ids, newsml, newsml1, outcome

FORMAT = "newsml1"


def test_an_item_says_what_it_is() -> None:
    found = article(newsml(newsml1()), FORMAT)
    assert found.id == "urn:newsml:example.com:20190312:TX-1"
    assert found.version == "2"
    assert (found.headline, found.byline, found.authors) == (
        "Gates fail within an hour",
        "Al Roe",
        ("Al Roe",),
    )
    assert (found.dateline, found.located) == ("Arnmouth, 12-03-2019 (EXA) -", "Arnmouth")
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == (
        "2019-03-12T12:00:00Z", "2019-03-12T13:05:00+00:00",
    )  # fmt: skip
    assert (found.publisher_name, found.rights, found.pub_status) == ("EXA", "© 2019 EXA", "usable")
    assert found.keywords == ("river",)
    assert [block.text for block in found.body] == [FIRST, SECOND, "A gate of the river."]
    assert found.body[2].kind == "caption"
    assert (found.body[2].credit, found.body[2].url) == ("EXA", "gate.jpg")
    assert found.extra["sign-off"] == ("al/jo/ar",)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{FIRST}</p><p>{SECOND}</p>",
        f"<![CDATA[<P>{FIRST}</P><P>{SECOND}</P><P> </P>]]>",
        f"<![CDATA[{FIRST}\n\n{SECOND}]]>",
    ],
    ids=["paragraphs", "html", "plain"],
)
def test_the_text_may_have_other_forms(body: str) -> None:
    found = article(newsml(newsml1(body)), FORMAT)
    assert [block.text for block in found.body][:2] == [FIRST, SECOND]


def test_an_alert_has_no_headline() -> None:
    raw = newsml(
        newsml1("<p>ماكرون يعرب عن تصميمه على تأمين إطلاق سراح رهائن</p><p>ففف/ح س/كام</p>", "")
    )
    assert codes(raw, FORMAT) == ["no-headline"]
    found = article(raw, FORMAT)
    assert found.headline is None
    assert found.body[0].text == "ماكرون يعرب عن تصميمه على تأمين إطلاق سراح رهائن"
    assert found.extra["sign-off"] == ("ففف/ح س/كام",)


def test_a_dateline_in_arabic() -> None:
    raw = newsml1().replace("Arnmouth, 12-03-2019 (EXA) -", "نيقوسيا, 25-11-2023 (أ ف ب) -")
    found = article(newsml(raw), FORMAT)
    assert (found.located, found.info_sources) == ("نيقوسيا", ("أ ف ب",))


def test_a_picture_is_no_text() -> None:
    item = newsml1().replace('<MediaType FormalName="Text"/>', '<MediaType FormalName="Photo"/>')
    assert codes(newsml(item), FORMAT) == ["not-text"]


def test_several_items_and_one_within_another() -> None:
    within = newsml1().replace("</NewsItem>", "<NewsItem><x/></NewsItem></NewsItem>")
    found, announced = outcome(newsml(within, newsml1().replace("TX-1", "TX-2")), FORMAT)
    assert ids(found) == [
        "urn:newsml:example.com:20190312:TX-1", "urn:newsml:example.com:20190312:TX-2",
    ]  # fmt: skip
    assert announced is None
    assert outcome(newsml1(), FORMAT)[1] == 1
