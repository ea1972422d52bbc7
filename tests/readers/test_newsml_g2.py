"""NewsML-G2."""

from __future__ import annotations

import contextlib
import socket
import threading

import pytest

from mediacorpus import Entry, Rejection, readers
from mediacorpus.limits import Limits
from tests.readers.agency import FIRST, NITF, SECOND, article, codes, g2, ids, message, outcome

FORMAT = "newsml-g2"


def test_an_item_says_what_it_is() -> None:
    found = article(
        g2(
            content='<dateline>ARNMOUTH, Tuesday (EXA) -</dateline><by>By Al Roe</by><language tag="en"/>'
            '<headline role="hld:subHeadline">Council was warned</headline><keyword>river</keyword>'
            '<description role="drol:summary">Engineers had asked for repairs.</description>'
            '<genre qcode="genre:x"><name>Feature</name></genre><slugline>GATES</slugline>'
            '<subject qcode="medtop:06000000"><name>environment</name><broader qcode="medtop:1"><name>all</name></broader></subject>'
        ),
        FORMAT,
    )
    assert found.id == "urn:newsml:example.com:20190312:gates"
    assert (found.headline, found.subhead) == ("Gates fail within an hour", "Council was warned")
    assert found.standfirst == "Engineers had asked for repairs."
    assert (found.byline, found.authors) == ("By Al Roe", ("Al Roe",))
    assert (found.dateline, found.located) == ("ARNMOUTH, Tuesday (EXA) -", "ARNMOUTH")
    assert (found.info_sources, found.publisher_name) == (("EXA",), "Example Agency")
    assert found.published is not None
    assert found.published.value == "2019-03-12T14:05:00+01:00"
    assert found.domain == "example.com"
    assert (found.genre, found.keywords, found.subjects) == (
        "Feature",
        ("river",),
        ("environment",),
    )
    assert (found.language, found.version, found.pub_status) == ("en", "3", "usable")
    assert (found.rights, found.word_count) == ("Copyright 2019 Example Agency", 31)
    assert found.extra["slugline"] == ("GATES",)
    assert [block.text for block in found.body] == [FIRST, SECOND]
    assert {one.field: one.basis for one in found.evidence}["body"] == "printed"


@pytest.mark.parametrize(
    "changed",
    [
        lambda item: item.replace(' xmlns="http://iptc.org/std/nar/2006-10-01/"', ""),
        lambda item: item.replace(' xmlns="http://www.w3.org/1999/xhtml"', ""),
        lambda item: item.replace("<", "<n:").replace("<n:/", "</n:").replace(
            "xmlns=", "xmlns:n="
        ),
        lambda item: item.replace("<p>", "<x:p>").replace("</p>", "</x:p>"),
        message,
    ],
    ids=["without", "xhtml without", "prefix", "prefix declared nowhere", "message"],
)  # fmt: skip
def test_namespaces_make_no_difference(changed: object) -> None:
    assert callable(changed)
    raw = changed(g2())
    assert readers.choose(raw.encode()).name == FORMAT  # type: ignore[union-attr]
    found = article(raw, FORMAT)
    assert found.headline == "Gates fail within an hour"
    assert [block.text for block in found.body] == [FIRST, SECOND]


def test_nitf_within_is_read_and_says_what_else_nobody_does() -> None:
    nitf = NITF.partition('nitf-3-3.dtd">\n')[2]
    item = g2().replace("<html", "<old").replace("</html>", "</old>")
    start, end = item.index("<old"), item.index("</old>") + 6
    found = article(item[:start] + nitf + item[end:], FORMAT)
    assert found.id == "urn:newsml:example.com:20190312:gates"
    assert (found.byline, found.subhead) == ("By Al Roe", "Council was warned")
    kinds = ["paragraph", "subheading", "paragraph", "caption", "note"]
    assert [block.kind for block in found.body] == kinds


def test_of_several_forms_the_one_with_markup_is_read() -> None:
    plain = f"<inlineData contenttype='text/plain'>{FIRST}</inlineData>"
    found = article(g2().replace("<contentSet>", f"<contentSet>{plain}"), FORMAT)
    assert len(found.body) == 2
    found = article(g2(body="").replace("<contentSet>", f"<contentSet>{plain}"), FORMAT)
    assert [block.text for block in found.body] == [FIRST]


def test_wire_text_in_cdata() -> None:
    text = "<inlineData contenttype='text/plain'><![CDATA[\n<p>\n    (ANSA) - Rome, March 12 - They\nmet in Rome.\n   \"We left,\" he said.\n </p>]]></inlineData>"
    found = article(g2(body="").replace("<contentSet>", f"<contentSet>{text}"), FORMAT)
    texts = [block.text for block in found.body]
    assert texts == ["(ANSA) - Rome, March 12 - They met in Rome.", '"We left," he said.']
    assert found.info_sources == ("ANSA",)


def test_the_place_of_an_item_may_be_that_of_a_desk() -> None:
    desk = '<located literal="Bangalore"/>'
    body = f"<p>BEIRUT (Reuters) - {FIRST}</p>"
    found = article(g2("tag:reuters.com,2019:newsml_X", content=desk, body=body), FORMAT)
    assert (found.located, found.extra["located"]) == ("BEIRUT", ("Bangalore",))
    assert article(g2("tag:reuters.com,2019:newsml_X", content=desk), FORMAT).located is None
    assert article(g2(content="<located><name>Oslo</name></located>"), FORMAT).located == "Oslo"


def test_dates_of_versions() -> None:
    found = article(g2(meta="<firstCreated>2019-03-12T10:00:00Z</firstCreated>"), FORMAT)
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == (
        "2019-03-12T10:00:00Z",
        "2019-03-12T14:05:00+01:00",
    )
    assert codes(g2(meta="<firstCreated>soon</firstCreated>"), FORMAT) == ["date-unclear"]


@pytest.mark.parametrize(
    "status", ["stat:canceled", "http://cv.iptc.org/newscodes/pubstatusg2/withheld"]
)
def test_what_must_not_be_used_says_so(status: str) -> None:
    raw = g2().replace("stat:usable", status)
    assert codes(raw, FORMAT) == ["not-usable"]
    assert article(raw, FORMAT).pub_status == status.replace("/", ":").rpartition(":")[2]


def test_an_embargo_is_told() -> None:
    found = article(g2(meta="<embargoed>2019-03-13T06:00:00Z</embargoed>"), FORMAT)
    assert found.embargoed_until is not None
    assert found.embargoed_until.value == "2019-03-13T06:00:00Z"
    assert codes(g2(meta="<embargoed/>"), FORMAT) == ["embargo"]


def test_what_is_not_for_publication_is_left_out() -> None:
    note = '<edNote pubconstraint="x:nonpublic">Tel. 1234</edNote><edNote>See picture</edNote>'
    assert codes(g2(meta=note), FORMAT) == ["not-for-publication"]
    assert article(g2(meta=note), FORMAT).extra["edNote"] == ("See picture",)


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic"])
def test_what_is_no_text_is_rejected_unless_it_has_one(kind: str) -> None:
    empty = g2(kind=kind, body="")
    (found,), announced = outcome(empty, FORMAT)
    assert isinstance(found, Rejection)
    assert (found.code, announced) == ("not-text", 1)
    assert isinstance(outcome(g2(kind=kind), FORMAT)[0][0], Entry)


def test_a_message_of_several() -> None:
    items = [g2(f"urn:newsml:example.com:20190312:{n}") for n in range(3)]
    raw = message(*items[:2], "<conceptItem guid='c'/>", items[2])
    found, announced = outcome(raw, FORMAT)
    assert announced is None
    assert ids(found) == [
        "urn:newsml:example.com:20190312:0", "urn:newsml:example.com:20190312:1", "not-text",
        "urn:newsml:example.com:20190312:2",
    ]  # fmt: skip
    for number, one in enumerate(found, start=1):
        if isinstance(one, Entry):
            where = one.article.provenance
            assert where is not None
            assert where.item == number
            assert raw.encode()[where.start : where.end].startswith(b"<newsItem")
            assert raw.encode()[where.start : where.end].endswith(b"</newsItem>")
    assert ids(outcome(raw, FORMAT, passed=2)[0]) == ids(found)[2:]


def test_a_package_announces_what_it_lists() -> None:
    package = "<packageItem guid='p'><groupSet><group>{}</group></groupSet></packageItem>"
    refs = "".join(f"<itemRef residref='urn:newsml:example.com:20190312:{n}'/>" for n in range(3))
    items = [g2(f"urn:newsml:example.com:20190312:{n}") for n in range(2)]
    found, announced = outcome(message(package.format(refs), *items), FORMAT)
    assert announced == 4
    assert ids(found)[0] == "not-text"
    assert ids(found)[3] == "items-missing"
    assert isinstance(found[3], Rejection)
    assert "20190312:2" in found[3].reason
    (alone,), announced = outcome(package.format(refs), FORMAT)
    assert isinstance(alone, Rejection)
    assert (alone.code, announced) == ("not-text", 1)
    assert "lists 3 items" in alone.reason


def test_an_id_of_the_caller_is_that_of_one() -> None:
    items = [g2(f"urn:newsml:example.com:20190312:{n}") for n in range(2)]
    found, _ = outcome(message(*items), FORMAT, id="mine")
    assert ids(found) == [f"urn:newsml:example.com:20190312:{n}" for n in range(2)]
    assert isinstance(found[0], Entry)
    assert [notice.code for notice in found[0].notices] == ["several-items"]
    assert article(g2(), FORMAT, id="mine").id == "mine"
    assert article(g2(), FORMAT, publisher="X", language="de").publisher_name == "X"


def test_one_that_is_damaged_costs_itself_alone() -> None:
    items = [g2(f"urn:newsml:example.com:20190312:{n}") for n in range(4)]
    items[1] = items[1].replace("</headline>", "")
    items[2] = items[2].replace("</newsItem>", "")
    found, _ = outcome(message(*items), FORMAT)
    assert ids(found) == [
        "urn:newsml:example.com:20190312:0", "not-parsed", "not-parsed",
        "urn:newsml:example.com:20190312:3",
    ]  # fmt: skip


def test_one_that_is_too_large_costs_itself_alone() -> None:
    items = [g2("urn:1"), g2("urn:2", body="<p>word</p>" * 100_000), g2("urn:3")]
    found, _ = outcome(message(*items), FORMAT, limits=Limits(decoded_bytes=20_000))
    assert ids(found) == ["urn:1", "too-large", "urn:3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    raw = message(
        g2("urn:é", body="<p>Le café a été fermé mardi à Paris, a dit Zoé.</p>"), g2("urn:2")
    )
    raw = (
        raw.replace("UTF-8", encoding.removesuffix("-sig").removesuffix("-le"))
        .replace("“", '"')
        .replace("”", '"')
    )
    encoded = raw.encode(encoding)
    found, _ = outcome(encoded, FORMAT)
    assert ids(found) == ["urn:é", "urn:2"]
    assert isinstance(found[0], Entry)
    assert found[0].article.body[0].text == "Le café a été fermé mardi à Paris, a dit Zoé."
    assert isinstance(found[1], Entry)
    where = found[1].article.provenance
    assert where is not None
    part = encoded[where.start : where.end].decode(
        encoding.removesuffix("-sig") if encoding != "utf-16" else "utf-16-le"
    )
    assert part.startswith("<newsItem")
    assert part.endswith("</newsItem>")


def test_nothing_is_fetched_or_expanded() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    calls: list[object] = []

    def listen() -> None:
        with contextlib.suppress(TimeoutError):
            calls.append(server.accept())

    thread = threading.Thread(target=listen)
    thread.start()
    url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
    doctype = (
        f'<!DOCTYPE newsItem SYSTEM "{url}" [<!ENTITY % p SYSTEM "{url}"> %p; <!ENTITY e SYSTEM "{url}">'
        '<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    )
    found = article(
        doctype + g2(body="<p>He said &e; &f; &b; caf&eacute; R&D in the end.</p>"), FORMAT
    )
    thread.join()
    server.close()
    assert calls == []
    assert found.body[0].text == "He said &e; &f; &b; café R&D in the end."
    assert codes(doctype + g2(body="<p>&b; it was in the end.</p>"), FORMAT) == ["entity"]
