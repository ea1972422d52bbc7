"""What holds for every standard of agencies: damage, cuts, bad input, and real files."""

from __future__ import annotations

import functools
import io
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Entry, Rejection, read, readers
from mediacorpus.limits import Limits
from mediacorpus.readers import Context
from mediacorpus.readers.agency.markup import html_body
from tests.readers.agency import ANPA, NITF, WIRE, dpa, g2, message, newsml, newsml1, ninjs, outcome
from tests.readers.test_ap import BODY, feed, item
from tests.samples import sample


def lines(make: Callable[[str], str], count: int) -> str:
    return "\n".join(make(f"urn:{number}") for number in range(count))


def g2_message(count: int) -> str:
    return message(*(g2(f"urn:{number}") for number in range(count)))


def newsml_of(count: int) -> str:
    return newsml(*(newsml1().replace("TX-1", f"TX-{number}") for number in range(count)))


def ap_feed(count: int) -> str:
    return feed(count, *(item(str(number), **BODY) for number in range(count)))


def array(count: int) -> str:
    return f"[{','.join(ninjs(f'urn:{number}') for number in range(count))}]"


DOCUMENTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "newsml-g2": ("newsml-g2", g2_message),
    "newsml1": ("newsml1", newsml_of),
    "nitf": ("nitf", lambda count: NITF * count),
    "ninjs": ("ninjs", array),
    "ninjs lines": ("ninjs", functools.partial(lines, ninjs)),
    "dpa": ("dpa", functools.partial(lines, dpa)),
    "ap": ("ap", ap_feed),
    "iptc7901": ("iptc7901", lambda count: (WIRE + ANPA) * (count // 2) + WIRE * (count % 2)),
}
any_document = pytest.mark.parametrize("name", DOCUMENTS)


@any_document
@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_item_comes_out_once(name: str, count: int) -> None:
    format, make = DOCUMENTS[name]
    raw = make(count).encode()
    chosen = readers.choose(raw, "x.txt")
    assert chosen is not None
    assert chosen.name == format
    found, _ = outcome(raw, format)
    assert len(found) == count
    assert all(isinstance(one, Entry) for one in found)
    places = [one.article.provenance for one in found if isinstance(one, Entry)]
    assert [place and place.item for place in places] == list(range(1, count + 1))
    assert outcome(raw, format, passed=count - 1)[0] == found[-1:]


@any_document
@pytest.mark.parametrize("tenth", range(1, 10))
def test_of_a_file_that_was_cut_the_items_before_come_out(name: str, tenth: int) -> None:
    format, make = DOCUMENTS[name]
    whole = make(5).encode()
    raw = whole[: len(whole) * tenth // 10]
    context = Context(sha256="0" * 64)
    reading = readers.reader(format).open(io.BytesIO(raw), context)
    found = list(reading)
    full = [one for one in outcome(whole, format)[0] if isinstance(one, Entry)]
    places = [one.article.provenance for one in full]
    before = [place for place in places if place and place.end and place.end <= len(raw)]
    assert [one.article.headline for one in found[: len(before)] if isinstance(one, Entry)] == [
        one.article.headline for one in full[: len(before)]
    ]
    assert len(before) <= len(found) <= max(len(before) + 1, 1)
    assert reading.announced is None or name == "ap" or reading.announced == len(found)


@any_document
@pytest.mark.parametrize("piece", [7, 64, 1000])
def test_it_makes_no_difference_in_which_pieces_a_file_is_read(
    name: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    format, make = DOCUMENTS[name]
    raw = make(3).encode()
    whole, _ = outcome(raw, format)
    monkeypatch.setattr("mediacorpus.readers.agency.raw.PIECE", piece)
    assert outcome(raw, format)[0] == whole


@any_document
@given(data=st.data())
def test_no_bytes_make_a_reader_fail(name: str, data: st.DataObject) -> None:
    format, make = DOCUMENTS[name]
    raw = make(2).encode()
    at = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 40))
    new = data.draw(
        st.binary(max_size=12)
        | st.sampled_from([b"<", b">", b'"', b"{", b"}", b"[", b"]", b"\\", b"<!--", b"<![CDATA[", b"\x00", b"&"])
    )  # fmt: skip
    context = Context(sha256="0" * 64)
    raw = raw[:at] + new + raw[at + length :]
    reading = readers.reader(format).open(io.BytesIO(raw), context)
    found = list(reading)
    assert found
    assert not [one for one in found if isinstance(one, Rejection) and one.code == "reader-failed"]


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_rejected(raw: bytes) -> None:
    for format in ("newsml-g2", "newsml1", "nitf", "ninjs", "dpa", "ap", "iptc7901"):
        reader = readers.reader(format)
        assert 0.0 <= reader.sniff(raw, None) <= 1.0
        found = list(reader.open(io.BytesIO(raw), Context(sha256="0" * 64)))
        assert found
        assert {one.code for one in found if isinstance(one, Rejection)} <= {
            "empty", "no-items", "not-parsed", "no-text",
        }  # fmt: skip


MANY = 100_000
HOSTILE = {
    "deep": "<div>" * MANY + "x" + "</div>" * MANY,
    "unclosed": "<b>" * MANY,
    "attributes": "<p " + " ".join(f"a{n}='1'" for n in range(MANY)) + ">x</p>",
    "brackets": "<" * MANY,
    "ampersands": "&" * MANY,
    "entities": "&x1;" * MANY,
    "comments": "<!--" * MANY,
    "rows": "<table>" + "<tr><td>x" * MANY,
    "breaks": "<br/>" * MANY,
    "spaces": " \n" * MANY,
    "classes": "<p class='teaser'>" * 5000,
}
BOUND = 20.0
"""Seconds, on a machine with much else to do."""


@pytest.mark.parametrize("what", HOSTILE)
def test_markup_that_keeps_parsers_busy(what: str) -> None:
    started = time.monotonic()
    for raw, format in (
        (g2(body=HOSTILE[what]), "newsml-g2"),
        (ninjs(body_html=HOSTILE[what]), "ninjs"),
    ):
        (found,), _ = outcome(raw, format)
        assert isinstance(found, Entry) or found.code in ("not-parsed", "no-text"), found
    assert time.monotonic() - started < BOUND


@pytest.mark.parametrize(
    ("format", "raw"),
    [
        ("newsml-g2", "<newsItem " * MANY),
        ("newsml-g2", "<newsItem>" * MANY),
        ("newsml1", "<NewsItem>" * MANY),
        ("newsml-g2", "<newsItem a='" + "x" * 500_000),
        ("newsml-g2", "<!--" * MANY),
        ("nitf", "<nitf/>" * 5000),
        ("ninjs", '{"uri":' * MANY),
        ("ninjs", "[" * MANY),
        ("ninjs", '"' * MANY),
        ("ninjs", '{"a":"' + "\\" * MANY),
        ("ninjs", '{"uri": "\n{"' * 5000),
        ("iptc7901", "\x01x" * 5000),
    ],
)
def test_documents_that_keep_readers_busy(format: str, raw: str) -> None:
    started = time.monotonic()
    found, _ = outcome(raw, format)
    assert not [one for one in found if isinstance(one, Entry)]
    assert time.monotonic() - started < BOUND


@any_document
def test_a_large_file_is_read_bit_by_bit(name: str) -> None:
    format, make = DOCUMENTS[name]
    found, _ = outcome(make(200), format, limits=Limits(decoded_bytes=20_000))
    assert len(found) == 200
    assert all(isinstance(one, Entry) for one in found)


def test_words_in_another_order_of_forms() -> None:
    assert [block.text for block in html_body("one<br><br>two<br>three").blocks] == [
        "one",
        "two three",
    ]
    assert [block.text for block in html_body("<p>one<br/>two</p>").blocks] == ["one two"]
    assert html_body("a < b, and c > d").blocks[0].text == "a < b, and c > d"
    assert html_body("<p>four o&amp;#39;clock, R&amp;D</p>").blocks[0].text == "four o'clock, R&D"
    quote = html_body("<aside class='pull-quote'><p>So it was.</p></aside><p>Text.</p>").blocks
    assert [block.kind for block in quote] == ["pull_quote", "paragraph"]


# -- real files ----------------------------------------------------------------------------

REAL = [
    ("newsml1/afp_1.xml", None, "2023-11-24", "أ ف ب", 1),
    ("newsml1/afp_5.xml", "ملكة سباقات الأغنيات أديل تعود بألبوم جديد", "2021-11-17", "afp.com", 18),
    ("agency/afp.xml", "Sweden court accepts receivership for Saab carmaker", "2014-08-29", "AFP", 9),
    ("agency/ana1.xml", "Wage employment balance positive in Jan-March", "2018-04-04", "ΑΠΕ-ΜΠΕ", 4),
    ("agency/ap-nitf.xml", "Can trading pollution like stocks help fight climate change?", "2015-12-10", "The Associated Press", 27),
    ("agency/aap-1.xml", "F1 Test", "2013-10-20", "Australian Associated Press", 1),
    ("agency/aap-finance.xml", "ASIA:Samsung sells defence, petrochemical units", "2014-11-26", "Agence France Presse", 13),
    ("agency/ap_media_text_nitf.xml", "BC-BBN--Top Ten", "2019-07-03", "The Associated Press", 20),
    ("agency/ansa-newsmlg2-text.xml", "Catalan independence declaration unacceptable - Alfano", "2017-10-11", "ansa.it", 4),
    ("agency/IPTC7901.txt", "Germany Social Democrats: Coalition talks with Merkel could fail", "2013-11-13", "dpa", 5),
    ("agency/bbc-ninjs-text-test.json", "advisory", "2018-05-28", None, 1),
    ("ninjs/1.4__ninjsExComplex2.json", "Captain of wrecked cruise ship on trial in Italy", "2013-07-09", None, 6),
    ("ninjs/3.0__tt_text_image_3.json", "Militärövning i jätteformat hålls 2023", "2021-05-26", "TT", 5),
    ("ninjs/3.0__dpa_text.json", "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?", "2019-05-10", "dpa", 9),
    ("ninjs/2.1__ntb_text.json", "Google har kjøpt giganttomt i Skien", "2019-08-09", "NTB", 0),
    ("newsml-g2/LISTING_2_NewsML-G2_Text_Document.xml", 'Fed to halt QE to avert "bubble"', "2018-11-21", "acmenews.com", 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "headline", "day", "outlet", "blocks"), REAL, ids=[one[0] for one in REAL]
)
def test_real_items(
    path: str, headline: str | None, day: str, outlet: str | None, blocks: int
) -> None:
    (found,) = read(sample(*path.split("/")), quotes=False)
    assert isinstance(found, Entry)
    assert found.article.headline == headline
    assert found.article.published is not None
    assert found.article.published.value[:10] == day
    assert found.article.publisher_name == outlet
    assert len(found.article.body) == blocks


def test_every_real_file_is_read_or_rejected_for_a_reason() -> None:
    allowed = {"not-text", "no-text"}
    for folder in ("dpa", "ninjs", "newsml-g2"):
        for path in sorted(sample(folder).rglob("*.*")):
            raw = path.read_bytes()
            reader = readers.choose(raw[:65536], path.name)
            if reader is None or reader.name in ("page-text", "html"):
                assert path.name.startswith(("LISTING", "2.1__schema-extension")), path.name
                continue
            found = list(reader.open(io.BytesIO(raw), Context(sha256="0" * 64)))
            assert found
            assert {one.code for one in found if isinstance(one, Rejection)} <= allowed, path.name
