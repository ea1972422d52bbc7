"""Rows of other tools and tables of one's own, read by mappings."""

from __future__ import annotations

import csv
import io
import json
import pickle
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediacorpus import Corpus, Entry, InputError, Rejection, ValidationError, parse, read
from mediacorpus.limits import Limits
from mediacorpus.options import Options
from mediacorpus.readers import FORMATS, Context, choose, reader
from mediacorpus.readers.mapped import MappedReader
from mediacorpus.readers.mapped.mapping import built_in, mapping_of
from tests.conftest import ROOT
from tests.samples import sample

TEXT = "The gates failed within an hour.\nNobody had told the town."
URL = "https://example.org/gates"


def items(raw: bytes, mapping: object = None, **known: Any) -> list[Entry | Rejection]:
    """What comes out of a file."""
    chosen = MappedReader(mapping=None if mapping is None else mapping_of(mapping))
    return list(chosen.open(io.BytesIO(raw), Context(sha256="0" * 64, **known)))


def entries(raw: bytes, mapping: object = None, **known: Any) -> list[Entry]:
    """The same where nothing may be rejected."""
    found = items(raw, mapping, **known)
    assert not [one for one in found if isinstance(one, Rejection)], found
    return [one for one in found if isinstance(one, Entry)]


def codes(found: list[Entry | Rejection]) -> list[str]:
    return [one.code if isinstance(one, Rejection) else "ok" for one in found]


def table(*rows: list[str], separator: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode()


# -- the tools -----------------------------------------------------------------------------

TRAFILATURA = {
    "title": "Gates fail", "author": "Al Roe; Jo Fuchs", "hostname": "example.org",
    "date": "2019-03-12", "fingerprint": "6f7f5af2f0858bbb", "id": None, "license": None,
    "comments": "", "raw_text": TEXT.replace("\n", " "), "text": TEXT, "language": None,
    "image": "https://example.org/g.jpg", "pagetype": "article", "filedate": "2026-11-22",
    "source": URL, "source-hostname": "The Daily Example", "excerpt": "An inquiry was opened.",
    "categories": "World", "tags": "Water,Towns",
}  # fmt: skip
TRAFILATURA_XML = """<doc sitename="The Daily Example" title="Gates fail" author="Al Roe; Jo Fuchs"
 date="2019-03-12" url="https://example.org/gates" hostname="example.org"
 description="An inquiry was opened." categories="World" tags="Water,Towns"
 fingerprint="6f7f5af2f0858bbb">
  <main><p>The gates failed within an <hi rend="#b">hour</hi>.</p><head rend="h2">Night</head>
  <p>Nobody had told<lb/>the town.</p><list><item>One</item></list><graphic src="/g.jpg" alt="A"/>
  <table><row><cell>a</cell><cell>b</cell></row></table><quote><p>Said.</p></quote></main>
  <comments><p>First!</p></comments></doc>"""
TRAFILATURA_TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title type="main">Gates fail</title><author>Al Roe; Jo Fuchs</author></titleStmt>
<publicationStmt><p/></publicationStmt>
<notesStmt><note type="fingerprint">6f7f5af2f0858bbb</note></notesStmt>
<sourceDesc><bibl>Gates fail, The Daily Example, 2019-03-12</bibl><biblFull>
<titleStmt><title type="main">Gates fail</title><author>Al Roe; Jo Fuchs</author></titleStmt>
<publicationStmt><publisher>The Daily Example (example.org)</publisher>
<ptr type="URL" target="https://example.org/gates"/><date>2019-03-12</date></publicationStmt>
</biblFull></sourceDesc></fileDesc>
<profileDesc><abstract><p>An inquiry was opened.</p></abstract><textClass><keywords>
<term type="categories">World</term><term type="tags">Water,Towns</term></keywords></textClass>
<creation><date type="download">2026-11-22</date></creation></profileDesc></teiHeader>
<text><body><div type="entry"><ab type="header" rend="h2">Night</ab>
<p>The gates failed within an hour.</p><p>Nobody had told the town.</p></div>
<div type="comments"/></body></text></TEI>"""
TRAFILATURA_TEXT = """---
title: Gates fail
author: Al Roe; Jo Fuchs
url: https://example.org/gates
hostname: example.org
description: An inquiry was opened.
sitename: The Daily Example
date: "2019-03-12"
categories: ['World']
tags: ['Water,Towns']
fingerprint: "6f7f5af2f0858bbb"
---
The gates failed within an hour.
## Night
Nobody had told the town.
- One
"""
TRAFILATURA_CSV = (
    f'{URL}\tnull\t6f7f5af2f0858bbb\texample.org\tGates fail\tnull\t2019-03-12\t"{TEXT}"\tnull\t'
    "null\tarticle\r\n"
)


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(TRAFILATURA),
        json.dumps([TRAFILATURA], indent=1),
        TRAFILATURA_XML,
        f'<?xml version="1.0" encoding="UTF-8"?>\n<corpus>{TRAFILATURA_XML}</corpus>',
        TRAFILATURA_TEI,
        TRAFILATURA_TEXT,
    ],
    ids=["json", "json-list", "xml", "xml-in-another", "tei", "text"],
)
def test_trafilatura_writes_one_article_in_many_forms(raw: str) -> None:
    (entry,) = entries(raw.encode())
    article = entry.article
    assert (article.headline, article.standfirst) == ("Gates fail", "An inquiry was opened.")
    assert (article.authors, article.section) == (("Al Roe", "Jo Fuchs"), "World")
    assert article.published
    assert article.published.value == "2019-03-12"
    assert (article.publisher_name, article.domain) == ("The Daily Example", "example.org")
    assert (article.url, article.id) == (URL, URL)
    assert article.keywords == ("Water", "Towns")
    paragraphs = [block.text for block in article.body if block.kind == "paragraph"]
    assert paragraphs[:2] == TEXT.split("\n")
    assert any("6f7f5af2f0858bbb" in values for values in article.extra.values())
    assert "raw_text" not in article.extra


def test_trafilatura_csv_has_no_header() -> None:
    one, two = entries(TRAFILATURA_CSV.encode() * 2)
    assert one.article.headline == "Gates fail"
    assert [block.text for block in one.article.body] == TEXT.split("\n")
    assert one.article.published
    assert one.article.published.value == "2019-03-12"
    assert one.article.rights is None
    assert one.article.extra == {
        "fingerprint": ("6f7f5af2f0858bbb",), "pagetype": ("article",)
    }  # fmt: skip
    assert two.article.provenance
    assert two.article.provenance.start == len(TRAFILATURA_CSV)


def test_the_elements_of_a_body_are_blocks() -> None:
    (entry,) = entries(TRAFILATURA_XML.encode())
    assert [(block.kind, block.text or block.url) for block in entry.article.body] == [
        ("paragraph", "The gates failed within an hour."),
        ("subheading", "Night"),
        ("paragraph", "Nobody had told the town."),
        ("list_item", "One"),
        ("image", "/g.jpg"),
        ("paragraph", "a | b"),
        ("paragraph", "Said."),
    ]
    assert entry.article.extra["comments/p"] == ("First!",)
    (entry,) = entries(TRAFILATURA_TEI.encode())
    assert entry.article.body[0].kind == "subheading"
    (entry,) = entries(TRAFILATURA_TEXT.encode())
    assert [block.kind for block in entry.article.body] == [
        "paragraph", "subheading", "paragraph", "list_item"
    ]  # fmt: skip


def test_pictures_in_markdown_are_taken_out_of_their_lines() -> None:
    raw = (
        TRAFILATURA_TEXT
        + "A ![gate](https://example.org/a.jpg) fails.\n- ![](https://example.org/b)\n"
    )
    (entry,) = entries(raw.encode())
    assert [(one.kind, one.text or one.url) for one in entry.article.body][4:] == [
        ("image", "https://example.org/a.jpg"), ("paragraph", "A fails."),
        ("image", "https://example.org/b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("split", "found"),
    [
        ("auto", ["a b", "c"]), ("blank-lines", ["a b", "c"]), ("lines", ["a", "b", "c"]),
        ("whole", ["a b c"]), ("html", ["a b", "c"]), ("markdown", ["a b", "c"]),
        ("markdown-lines", ["a", "b", "c"]),
    ],
)  # fmt: skip
def test_a_body_is_parted_as_the_mapping_says(split: str, found: list[str]) -> None:
    mapping = {"fields": {"body": {"key": "b", "split": split}}}
    (entry,) = entries(json.dumps({"b": "a\nb\n \nc"}).encode(), mapping)
    assert [block.text for block in entry.article.body] == found


@pytest.mark.parametrize(
    "raw", ["![" * 50_000, "# " + "#" * 100_000 + "x", "<" * 100_000, "<a " * 50_000]
)
@pytest.mark.parametrize("split", ["html", "markdown"])
def test_no_text_takes_long_to_part(raw: str, split: str) -> None:
    begun = time.process_time()
    mapping = {"fields": {"body": {"key": "b", "split": split}}}
    items(json.dumps({"b": raw + "y"}).encode(), mapping)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("raw", [TRAFILATURA_XML, TRAFILATURA_TEI, TRAFILATURA_TEXT])
def test_documents_one_behind_the_other_are_several(raw: str) -> None:
    whole = (raw + "\n") * 3
    found = entries(whole.encode())
    assert [one.article.headline for one in found] == ["Gates fail"] * 3
    places = [one.article.provenance for one in found]
    assert [one.item for one in places if one] == [1, 2, 3]
    for one in places:
        assert one
        assert whole.encode()[one.start : one.end].strip() == raw.strip().encode()


NEWS_PLEASE = {
    "authors": ["Al Roe"], "date_download": "2019-03-13 08:00:00", "date_modify": "None",
    "date_publish": "2019-03-12 17:03:00", "description": "An inquiry.", "filename": "a.json",
    "image_url": None, "language": "en", "localpath": None, "source_domain": "www.example.org",
    "maintext": TEXT, "title": "Gates fail", "title_page": None, "title_rss": "Gates fail!",
    "url": URL,
}  # fmt: skip
NEWSPAPER = {
    "url": URL, "read_more_link": "", "language": "en", "title": "Gates fail",
    "top_image": "https://example.org/g.jpg", "meta_img": "", "images": ["https://example.org/g.jpg"],
    "movies": [], "keywords": ["gate"], "meta_keywords": ["Water"], "tags": ["Towns"],
    "authors": ["Al Roe"], "publish_date": "2019-03-12T00:00:00", "summary": "Gates.",
    "meta_description": "An inquiry.", "meta_lang": "en", "meta_favicon": "",
    "meta_site_name": "The Daily Example", "canonical_link": URL, "text": TEXT,
}  # fmt: skip
FUNDUS = {
    "authors": ["Al Roe"], "publishing_date": "2019-03-12 09:30:00+01:00", "title": "Gates fail",
    "topics": ["Water"], "free_access": True,
    "body": {
        "summary": ["An inquiry."],
        "sections": [
            {"headline": [], "paragraphs": ["The gates failed within an hour."]},
            {"headline": ["Night"], "paragraphs": ["Nobody had told the town."]},
        ],
    },
    "images": [{"versions": [{"url": "https://example.org/g.jpg"}], "caption": "A gate"}],
}  # fmt: skip


def test_news_please() -> None:
    (entry,) = entries(json.dumps(NEWS_PLEASE, indent=2).encode())
    article = entry.article
    assert (article.headline, article.standfirst) == ("Gates fail", "An inquiry.")
    assert article.published
    assert article.published.value == "2019-03-12T17:03:00"
    assert (article.modified, article.domain) == (None, "example.org")
    assert article.extra["title_rss"] == ("Gates fail!",)
    assert article.extra["date_download"] == ("2019-03-13 08:00:00",)
    assert "date_modify" not in article.extra


def test_newspaper4k() -> None:
    (entry,) = entries(json.dumps(NEWSPAPER).encode())
    article = entry.article
    assert article.published
    assert article.published.value == "2019-03-12"
    assert article.published.raw == "2019-03-12T00:00:00"
    assert (article.publisher_name, article.canonical_url) == ("The Daily Example", URL)
    assert article.keywords == ("Water", "Towns")
    assert article.extra == {
        "language": ("en",), "images": ("https://example.org/g.jpg",), "keywords": ("gate",),
        "summary": ("Gates.",),
    }  # fmt: skip
    assert article.body[0].url == "https://example.org/g.jpg"


def test_fundus_one_article_and_the_file_of_a_crawler() -> None:
    crawled = {"Example": [FUNDUS, FUNDUS], "Empty": [], "Other": [FUNDUS | {"title": "Dams"}]}
    (alone,) = entries(json.dumps(FUNDUS).encode())
    found = entries(json.dumps(crawled, indent=4).encode())
    assert [one.article.publisher_name for one in found] == ["Example", "Example", "Other"]
    assert [one.article.headline for one in found] == ["Gates fail", "Gates fail", "Dams"]
    for one in (alone, *found):
        article = one.article
        assert article.published
        assert article.published.value == "2019-03-12T09:30:00+01:00"
        assert (article.standfirst, article.is_accessible_for_free) == ("An inquiry.", True)
        assert [block.kind for block in article.body] == ["paragraph", "subheading", "paragraph"]
        assert json.loads(article.extra["images"][0]) == FUNDUS["images"][0]  # type: ignore[index]


CC_NEWS = {
    "title": "Gates fail", "text": TEXT, "domain": "example.org", "date": "2019-03-12 00:00:00",
    "description": "An inquiry.", "url": URL, "image_url": "https://example.org/g.jpg",
}  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(CC_NEWS).encode() + b"\n" + json.dumps(CC_NEWS).encode(),
        table([*CC_NEWS], [*CC_NEWS.values()], [*CC_NEWS.values()]),
        table(["", *CC_NEWS], ["0", *CC_NEWS.values()], ["1", *CC_NEWS.values()]),
    ],
    ids=["jsonl", "csv", "csv-with-index"],
)
def test_cc_news(raw: bytes) -> None:
    for entry in entries(raw):
        article = entry.article
        assert article.provenance
        assert article.provenance.format == "cc-news"
        assert article.published
        assert article.published.value == "2019-03-12"
        assert [block.text for block in article.body if block.text] == TEXT.split("\n")
        assert set(article.extra) <= {"column 1"}


MEDIA_CLOUD = {
    "id": "a8bc", "title": "Gates fail", "url": URL, "language": "en", "media_name": "example.org",
    "media_url": "example.org", "publish_date": "2019-03-12", "indexed_date": "2019-03-14",
}  # fmt: skip


def test_media_cloud_gives_pointers() -> None:
    (entry,) = entries(table([*MEDIA_CLOUD], [*MEDIA_CLOUD.values()]))
    article = entry.article
    assert (article.id, article.url, article.body) == ("mediacloud:a8bc", URL, ())
    assert article.published
    assert article.published.value == "2019-03-12"
    assert article.extra == {"indexed_date": ("2019-03-14",)}
    assert [notice.code for notice in entry.notices] == ["pointer"]


def test_the_stamps_of_gdelt_are_not_the_publication() -> None:
    row = "\t".join([
        "1234", "20190312100000", "20190312101500", "1", "example.org", URL, "3", "-1", "10", "20",
        "1", "50", "3000", '-2.5 "', "", "",
    ])  # fmt: skip
    one, two = entries(f"{row}\n{row}\n".encode())
    article = one.article
    assert (article.url, article.domain, article.published) == (URL, "example.org", None)
    assert article.alt_ids == {"gdelt-event": "1234"}
    assert article.extra["MentionTimeDate"] == ("20190312101500",)
    assert article.extra["MentionDocTone"] == ('-2.5 "',)
    assert [notice.code for notice in one.notices] == [
        "no-headline", "pointer", "date-not-published", "date-not-published"
    ]  # fmt: skip
    assert article.id.startswith("sha256:")
    assert two.article.provenance
    assert two.article.provenance.item == 2


def test_a_row_of_the_knowledge_graph_may_have_title_and_time() -> None:
    extras = (
        "<PAGE_LINKS>https://example.org/b</PAGE_LINKS><PAGE_AUTHORS>Al Roe;J&#xF6; Fuchs"
        "</PAGE_AUTHORS><PAGE_PRECISEPUBTIMESTAMP>20190312093000</PAGE_PRECISEPUBTIMESTAMP>"
        "<PAGE_TITLE>Gates fail &amp; fall</PAGE_TITLE>"
    )
    cells = ["20190312101500-7", "20190312101500", "1", "example.org", URL, *[""] * 21, extras]
    (entry,) = entries("\t".join(cells).encode())
    article = entry.article
    assert (article.id, article.headline) == ("gdelt:20190312101500-7", "Gates fail & fall")
    assert article.authors == ("Al Roe", "Jö Fuchs")
    assert article.published
    assert article.published.value == "2019-03-12T09:30:00"
    assert article.extra["V2EXTRASXML"] == (extras,)


EVENT_REGISTRY = {
    "uri": "143701955", "lang": "deu", "isDuplicate": False, "date": "2019-03-12",
    "time": "09:40:00", "dateTime": "2019-03-12T09:40:00Z", "dateTimePub": "2019-03-12T09:30:00Z",
    "sim": 0.5, "url": URL, "title": "Gates fail", "body": TEXT, "image": None,
    "source": {"uri": "example.org", "dataType": "news", "title": "The Daily Example"},
    "authors": [{"uri": "al@example.org", "name": "Al Roe", "type": "author", "isAgency": False}],
}  # fmt: skip


def test_event_registry() -> None:
    answer = {"articles": {"results": [EVENT_REGISTRY] * 2, "totalResults": 900, "page": 1}}
    alone = json.dumps([EVENT_REGISTRY, EVENT_REGISTRY]).encode()
    for raw in (json.dumps(answer).encode(), alone):
        one, _ = entries(raw)
        article = one.article
        assert (article.id, article.language) == ("eventregistry:143701955", "de")
        assert article.published
        assert article.published.value == "2019-03-12T09:30:00Z"
        assert (article.publisher_name, article.domain) == ("The Daily Example", "example.org")
        assert article.authors == ("Al Roe",)
        assert article.extra["authors.uri"] == ("al@example.org",)
        assert (article.extra["sim"], article.extra["isDuplicate"]) == (("0.5",), ("false",))


# -- one's own -----------------------------------------------------------------------------

OWN = (
    'Nr;Titel;Inhalt;Datum\r\n7;Tore;"Eins.\r\n\r\nZwei.";03/04/2019\r\n8;Wehr;Drei.;13.04.2019\r\n'
)


def test_a_table_of_ones_own() -> None:
    columns = {"headline": "Titel", "body": "inhalt", "published": "Datum"}
    one, two = entries(OWN.encode("utf-16"), columns)
    assert [block.text for block in one.article.body] == ["Eins.", "Zwei."]
    assert (one.article.published, one.article.extra) == (
        None, {"Nr": ("7",), "Datum": ("03/04/2019",)}
    )  # fmt: skip
    assert [notice.code for notice in one.notices] == ["date-unclear"]
    assert two.article.published
    assert two.article.published.value == "2019-04-13"
    (one, _) = entries(OWN.encode(), columns, order="DMY")
    assert one.article.published
    assert one.article.published.value == "2019-04-03"


def test_a_second_body_is_kept_as_well() -> None:
    mapping = {
        "form": "xml", "row": "item", "fields": {"headline": "@t", "body": ["text", "more"]}
    }  # fmt: skip
    raw = b"<all><item t='A'><text><p>One.</p></text><more><p>Two.</p></more></item></all>"
    (entry,) = entries(raw, mapping)
    assert [block.text for block in entry.article.body] == ["One."]
    assert entry.article.extra == {"more": ("Two.",)}
    parts = {"p": "paragraph"}
    mapping = {"fields": {"headline": "t", "body": {"key": ["a", "b"], "parts": parts}}}
    raw = b'{"t": "A", "a": [{"p": ["One.", {"x": 1}], "q": 2}, "Three.", [[4]]]}'
    (entry,) = entries(raw, mapping)
    assert [block.text for block in entry.article.body] == ["One.", "Three."]
    assert entry.article.extra == {"a.p": ('{"x":1}',), "a.q": ("2",), "a": ("[4]",)}
    (entry,) = entries(b'{"t": "A", "a": [{"p": "One."}], "b": [{"p": "Two.", "n": 1.0}]}', mapping)
    assert [block.text for block in entry.article.body] == ["One."]
    assert entry.article.extra == {"b": ('[{"p":"Two.","n":1.0}]',)}


def test_usual_columns_are_known_and_that_is_said() -> None:
    raw = table(["ID", "Title", "Text", "Medium", "Rating"], ["7", "Gates", TEXT, "Example", "5"])
    (entry,) = entries(raw)
    assert (entry.article.headline, entry.article.publisher_name) == ("Gates", "Example")
    assert entry.article.extra == {"ID": ("7",), "Rating": ("5",)}
    assert [notice.code for notice in entry.notices] == ["columns-guessed"]


def test_what_is_unknown_is_rejected_with_its_columns() -> None:
    (found,) = items(OWN.encode())
    assert isinstance(found, Rejection)
    assert (found.code, "Nr, Titel, Inhalt, Datum" in found.reason) == ("mapping-unfit", True)
    chosen = choose(OWN.encode())
    assert chosen
    assert chosen.name == "mapped"
    (found,) = items(OWN.encode(), {"headline": "Title"})
    assert isinstance(found, Rejection)
    assert found.reason.startswith("the mapping does not fit the file: it is of Title; it has: Nr")
    one, _ = entries(OWN.encode(), {"headline": "Titel", "body": "Text"})
    assert [notice.code for notice in one.notices] == ["column-missing", "no-body"]


def test_a_mapping_as_a_file_says_more(tmp_path: Path) -> None:
    path = tmp_path / "press.toml"
    path.write_text(
        'keys = ["Titel"]\nabsent = ["k. A."]\norder = "DMY"\n[fields]\nheadline = "Titel"\n'
        'body = { key = "Text", split = "html" }\nauthors = { key = "Autoren", separator = [";", "|"] }\n'
        'published = { key = "Datum", format = "%d.%m.%y" }\n'
        'modified = { key = "Zeit", format = "epoch" }\nretrieved = "Abruf"\n'
        'language = { key = "Sprache", values = { deutsch = "de" } }\n'
        'publisher_name = { value = "Blatt" }\nid = { key = "Nr", prefix = "p:" }\n'
        'word_count = "Wörter"\nis_accessible_for_free = "Frei"\nimage = "Bild"\n'
        '[alt_ids]\nregal = "Regal"\n[not_published]\nErfasst = "the day of the office"\n',
        encoding="utf-8",
    )
    row = {
        "Titel": "Tore", "Text": "<h2>A &amp; B</h2><p>Eins.<img src='https://example.org/g.jpg'><p>Zwei.",
        "Autoren": "Al Roe | Jo Fuchs;", "Datum": "03.04.19", "Zeit": 1552383000, "Sprache": "deutsch",
        "Nr": 7, "Wörter": 12, "Frei": "nein", "Abruf": "2019-04-03T10:00:00Z", "Bild": "x",
        "Regal": "R1", "Erfasst": "2019-05-01", "Ort": "k. A.",
    }  # fmt: skip
    (entry,) = entries(json.dumps(row).encode(), path)
    article = entry.article
    assert (article.id, article.authors, article.language) == ("p:7", ("Al Roe", "Jo Fuchs"), "de")
    assert article.published
    assert article.published.value == "2019-04-03"
    assert article.modified
    assert article.modified.value == "2019-03-12T09:30:00+00:00"
    assert (article.publisher_name, article.word_count) == ("Blatt", 12)
    assert article.retrieved
    assert article.retrieved.hour == 10
    assert article.alt_ids == {"regal": "R1"}
    assert [(one.kind, one.text or one.url) for one in article.body] == [
        ("subheading", "A & B"), ("paragraph", "Eins."), ("image", "https://example.org/g.jpg"),
        ("paragraph", "Zwei."),
    ]  # fmt: skip
    assert article.extra == {
        "Frei": ("nein",), "Bild": ("x",), "Erfasst": ("2019-05-01",)
    }  # fmt: skip
    assert entry.article.provenance
    assert entry.article.provenance.format == "press"


def test_what_the_caller_says_goes_first_and_the_rest_stays() -> None:
    (entry,) = entries(
        json.dumps(NEWS_PLEASE).encode(),
        url="https://other.org/a",
        language="de",
        publisher="Other",
    )
    article = entry.article
    assert (article.url, article.language) == ("https://other.org/a", "de")
    assert (article.publisher_name, article.id) == ("Other", "https://other.org/a")
    assert (article.extra["url"], article.extra["language"]) == ((URL,), ("en",))
    basis = {one.field: one.basis for one in article.evidence}
    assert (basis["url"], basis["language"], basis["headline"]) == ("caller", "caller", "meta")
    one, two = entries(json.dumps([NEWS_PLEASE] * 2).encode(), id="mine")
    assert [one.article.id, two.article.id] == [URL, URL]
    assert [notice.code for notice in one.notices] == ["several-rows"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"headlin": "a"}, "mapping.fields.headlin: there is no such name; there is: authors"),
        ({"fields": {}}, "mapping.fields: is empty"),
        ({"fields": {"headline": {"kee": "a"}}}, "mapping.fields.headline.kee: there is no such"),
        ({"fields": {"headline": {}}}, "mapping.fields.headline: has either a key"),
        ({"fields": {"headline": 3}}, "mapping.fields.headline: 3 is no table"),
        (
            {"fields": {"body": {"key": "a", "split": "x"}}},
            "mapping.fields.body.split: 'x' is none",
        ),
        (
            {"fields": {"headline": {"key": "a", "pattern": "("}}},
            "headline.pattern: '\\(' is no pat",
        ),
        ({"fields": {"headline": "a"}, "form": "xml"}, "mapping.row: is missing"),
        ({"fields": {"headline": "a"}, "order": "DYM"}, "headline.order: 'DYM' is none of DMY"),
        ({"fields": {"headline": "a"}, "form": "csv"}, "mapping.form: 'csv' is none of json"),
        (3, "mapping: 3 is none"),
    ],
)
def test_a_wrong_mapping_says_where(given: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Options(mapping=given)


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no file 'a.toml'.*trafilatura-json"):
        Options(mapping="a.toml")
    (tmp_path / "b.toml").write_text("a = = b")
    with pytest.raises(ValidationError, match=r"b.toml is no TOML: "):
        Options(mapping=tmp_path / "b.toml")
    with pytest.raises(ValidationError, match="goes with the format 'mapped', not with 'html'"):
        Options(mapping="cc-news", format="html")


def test_options_with_a_mapping_travel_and_are_put_on_record() -> None:
    options = Options(mapping={"headline": "Titel"})
    assert pickle.loads(pickle.dumps(options)) == options
    assert options.told == 'mapping={"fields":{"headline":"Titel"}}'
    assert hash(options.mapping) == hash(Options(mapping={"headline": "Titel"}).mapping)


def test_a_folder_of_both_and_another_mapping_later(tmp_path: Path) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "own.csv").write_text(OWN, encoding="utf-8", newline="")
    (folder / "page.html").write_text(
        "<html><body><article><h1>Gates fail within an hour</h1><p>The gates that were built failed "
        "within an hour, an inquiry heard.</p><p>Nobody had told the town that lies below it.</p>"
        "</article></body></html>"
    )
    corpus = Corpus.create(tmp_path / "corpus")
    report = corpus.ingest(folder, mapping={"headline": "Title"}, quotes=False)
    assert (report.new, [one.code for one in report.rejected]) == (1, ["mapping-unfit"])
    report = corpus.ingest(folder, mapping={"headline": "Titel", "body": "Inhalt"}, quotes=False)
    assert (report.new, report.rejected) == (2, ())
    found = [*read(folder, mapping={"headline": "Titel", "body": "Inhalt"}, quotes=False)]
    assert len([one for one in found if isinstance(one, Entry)]) == 3


def test_every_mapping_that_comes_along_is_told() -> None:
    page = (ROOT / "docs" / "formats" / "mapped.md").read_text(encoding="utf-8")
    names = [one.name for one in built_in()]
    assert len(set(names)) == len(names) > 10
    assert [name for name in names if f"`{name}`" not in page] == []


# -- what else there is --------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html><html><head><title>A, b</title></head><body><p>Text.</p></body></html>",
        b"Gates fail, at last\n\nThe gates failed, an inquiry heard, within an hour, or so.\n" * 3,
        b"London, Paris, Rome\nThe gates failed.\nNobody, they said, knew.\n",
        b'{"uri": "a", "headline": "A", "body_html": "<p>x", "versioncreated": "2019"}',
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title></channel></rss>',
        b'<?xml version="1.0"?><nitf><head><title>A</title></head><body/></nitf>',
        b"---\ntitle: A post\nlayout: post\n---\nText.\n",
        b"TY  - NEWS\nTI  - A\nER  - \n",
        b"%PDF-1.7\x00\x01\x02\x03",
        b"",
        b"   \n",
    ],
)
def test_what_others_read_is_left_to_them(head: bytes) -> None:
    assert MappedReader().sniff(head, "a.csv") == 0.0


def test_the_reader_stands_among_the_formats() -> None:
    assert reader("mapped").name == "mapped"
    assert "mapped" in FORMATS


# -- traps ---------------------------------------------------------------------------------


def row(number: int, **more: Any) -> dict[str, Any]:
    return {"title": f"Gates {number}", "text": TEXT, "number": number} | more


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b'{"title": "a, "text": "b"}', "not-json"),
        (b'{"title": "a"', "not-json"),
        (b'{"title": "a", "text": }', "not-json"),
        (b'{"title": "a"}}', "ok"),
        (b'["a"]', "not-a-row"),
        (b"7", "not-a-row"),
        (b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too-deep"),
        (b'{"title": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001, "too-deep"),
        (b'{"a": 1}', "no-article"),
    ],
)
def test_a_bad_line_costs_itself_alone(bad: bytes, code: str) -> None:
    good = json.dumps(row(1)).encode()
    assert codes(items(b"\n".join([good, bad, good, good])))[2:] == ["ok", "ok"]
    found = codes(items(b"\n".join([good, bad, good, good])))
    assert found[1] == code or code == "ok"


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    ("old", "new"), [('"title": "Gates 2"', '"title": "Gates 2'), ('"number": 2', '"number": {2')]
)
def test_a_bad_item_of_a_list_costs_itself_alone(indent: int | None, old: str, new: str) -> None:
    raw = json.dumps([row(number) for number in range(1, 5)], indent=indent)
    assert old in raw
    found = items(raw.replace(old, new).encode())
    assert codes(found) == ["ok", "not-json", "ok", "ok"]
    assert isinstance(found[1], Rejection)
    assert (found[1].item, found[1].reason[:5]) == (2, "line ")


def test_odd_json() -> None:
    raw = (
        b'{"title": "a\\ud800", "text": "x\ny", "big": '
        + b"7" * 5000
        + b', "none": NaN, "text": "z",'
        b' "k\\udfff": "v", "f": 1.50, "deep": {"l": [[1.50, {"a": -0}]]}}'
    )
    (entry,) = entries(raw)
    article = entry.article
    assert (article.headline, article.body[0].text) == ("a\ufffd", "x")
    assert article.extra == {
        "text": ("z",), "big": ("7" * 5000,), "f": ("1.50",), "k\ufffd": ("v",),
        "deep.l": ('[1.50,{"a":-0}]',),
    }  # fmt: skip
    assert {notice.code for notice in entry.notices} == {
        "columns-guessed", "key-repeated", "no-value", "undecodable"
    }  # fmt: skip


def test_odd_tables() -> None:
    good = ["Gates", TEXT.replace("\n", "\r\n"), "7"]
    raw = table(["title", "text", "n"], good, ["short"], ["a", "b", "c", "d"], good)
    found = items(b"\xef\xbb\xbf" + raw)
    assert codes(found) == ["ok", "wrong-columns", "wrong-columns", "ok"]
    assert isinstance(found[1], Rejection)
    assert found[1].reason.startswith("line 4: the row has 1 fields and the table 3 columns")
    for broken in (b'x,"unclosed,3\r\n', b'"He said "no"",x,3\r\n', b'"a""b,c\r\n'):
        found = items(raw[: raw.index(b"short")] + broken + table(good, good))
        assert codes(found) == ["ok", "broken-row", "ok", "ok"], broken
    (entry,) = entries(b"title,text\nGa\0tes,A\x1bB" + b" and so on" * 30 + b"\n")
    assert entry.article.headline == "Gates"
    assert "control-characters" in [notice.code for notice in entry.notices]
    long = "x" * 300_000  # more than the standard library's limit
    (entry,) = entries(table(["title", "text"], ["A", long]))
    assert entry.article.body[0].text == long
    (entry,) = entries("title\ttext\nMünchen\tÄrger\n".encode("cp1252"))
    assert entry.article.headline == "München"
    (entry,) = entries(b'sep=;\r\ntitle;text\r\n"A;B";C\r\n')
    assert entry.article.headline == "A;B"


def test_a_row_that_is_too_large_is_rejected_and_the_next_follows() -> None:
    small = Limits(decoded_bytes=200_000)
    big = row(1, text="y " * 200_000)
    lists = (
        json.dumps([row(0), big, row(2)]).encode(),
        json.dumps([row(0), big, row(2)], indent=1).encode(),
    )
    lines = b"\n".join(json.dumps(one).encode() for one in (row(0), big, row(2)))
    rows = table(["title", "text"], ["a", "b"], ["c", "y\n" * 200_000], ["d", "e"])
    for raw in (*lists, lines, rows):
        assert codes(items(raw, limits=small)) == ["ok", "too-large", "ok"]
    xml = TRAFILATURA_XML.replace("Said.", "y " * 200_000)
    raw = "\n".join([TRAFILATURA_XML, xml, TRAFILATURA_XML]).encode()
    assert codes(items(raw, limits=small)) == ["ok", "too-large", "ok"]


class Endless(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts = parts
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (part := next(self.parts, None)):
            self.rest += part
        found, self.rest = self.rest[:size], self.rest[size:]
        return found


@pytest.mark.parametrize("form", ["list", "lines", "table"])
def test_a_large_file_streams(form: str) -> None:
    one = row(1, text="The gates failed. " * 1000)
    line = json.dumps(one).encode()
    parts = {
        "list": [b"[", line, *[b",\n" + line] * 1500, b"]"],
        "lines": [line + b"\n"] * 1501,
        "table": [b"title,text\n", *[b'A,"' + b"x " * 9000 + b'"\n'] * 1501],
    }[form]
    stream = cast("BinaryIO", Endless(iter(parts)))
    tracemalloc.start()
    count = sum(
        isinstance(one, Entry)
        for one in MappedReader().open(stream, Context(sha256="0" * 64, passed=1480))
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 21
    assert most < 8 * 2**20 < sum(map(len, parts))


@pytest.mark.parametrize(
    "bomb",
    [
        b"[" * 100_000, b'{"title":' * 100_000, b"{\n" * 50_000, b'{"a":\n' * 50_000,
        b'[{"title":1,"text":2}' + b',{"title":[1' * 20_000, b'{"\\"' * 50_000,
        b'title,text\n"x\n' + b'"x\n' * 20_000, b'title,text\n1,"' + b"x\n" * 100_000,
        b"title,text\n" + b'"a"b,c\n' * 20_000, b"<doc title='a' url='b' fingerprint='c'>" * 20_000,
        b"<doc title='a' url='b' fingerprint='c'><!--" * 20_000,
        b"---\ntitle: a\nhostname: b\nurl: c\n" * 5_000, b"<doc " + b"a" * 65_000,
        b'[{"title":"a","text":"' + b"<a " + b"b " * 50_000 + b'>"}]',
    ],
)  # fmt: skip
def test_nothing_takes_more_than_its_share(bomb: bytes) -> None:
    begun = time.process_time()
    MappedReader().sniff(bomb[:65536], None)
    assert items(bomb)
    assert time.process_time() - begun < 3


def test_a_file_cut_anywhere_gives_what_is_whole() -> None:
    rows = [row(number) for number in range(20)]
    whole = {
        "lines": b"\n".join(json.dumps(one).encode() for one in rows),
        "list": json.dumps(rows).encode(),
        "indented": json.dumps(rows, indent=2).encode(),
        "table": table(["title", "text", "n"], *[[one["title"], TEXT, "7"] for one in rows]),
        "xml": (TRAFILATURA_XML * 20).encode(),
        "text": (TRAFILATURA_TEXT * 20).encode(),
    }
    for form, raw in whole.items():
        full = len(entries(raw))
        assert full == 20
        for tenth in range(1, 10):
            found = items(raw[: len(raw) * tenth // 10])
            assert found, form
            assert "reader-failed" not in codes(found)
            assert codes(found)[:-1] == ["ok"] * (len(found) - 1), form
            assert len(found) >= 20 * tenth // 10, form


# -- properties ----------------------------------------------------------------------------

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20
)
filled = words.filter(lambda one: bool(one.strip()))
leaves = st.none() | st.booleans() | st.integers() | words
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
)
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def leaves_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves_of(one)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif value not in (None, ""):
        yield str(value)


@quick
@given(
    st.dictionaries(words.filter(lambda one: one.casefold() not in ("t", "b")), values, max_size=4)
)
def test_no_key_of_json_is_lost(more: dict[str, Any]) -> None:
    raw = json.dumps({"t": "Gates", **more, "b": "Text."}, ensure_ascii=False).encode()
    (entry,) = entries(raw, {"headline": "t", "body": "b"})
    kept = "\n".join(one for values in entry.article.extra.values() for one in values)
    for leaf in leaves_of(more):
        assert leaf in kept or json.dumps(leaf, ensure_ascii=False)[1:-1] in kept


@quick
@given(
    st.dictionaries(filled.map(str.strip), filled, min_size=1, max_size=5), st.sampled_from(",;\t")
)
def test_no_column_is_lost(more: dict[str, str], separator: str) -> None:
    more = {key: one for key, one in more.items() if key.casefold() not in ("t", "b")}
    raw = table(["t", "b", *more], ["Gates", "Text.", *more.values()], separator=separator)
    mapping = {"fields": {"headline": "t", "body": "b"}, "separator": separator}
    (entry,) = entries(raw, mapping)
    assert entry.article.headline == "Gates"
    kept = [one.strip() for values in entry.article.extra.values() for one in values]
    assert sorted(kept) == sorted(one.strip() for one in more.values())


@quick
@given(st.permutations([*NEWS_PLEASE]))
def test_the_order_of_keys_says_nothing(order: list[str]) -> None:
    (one,) = entries(json.dumps({key: NEWS_PLEASE[key] for key in order}).encode(), id="a")
    (other,) = entries(json.dumps(NEWS_PLEASE).encode(), id="a")
    assert (one.article.text, one.article.authors) == (other.article.text, other.article.authors)
    assert one.article.extra == other.article.extra


@quick
@given(st.lists(st.sampled_from("ab"), max_size=12))
def test_bad_rows_are_rejected_one_for_one(kinds: list[str]) -> None:
    lines = [json.dumps(row(0))] + [
        json.dumps(row(number)) if kind == "a" else '{"title": "x" "y"}'
        for number, kind in enumerate(kinds, 1)
    ]
    expected = ["ok"] + ["ok" if kind == "a" else "not-json" for kind in kinds]
    assert codes(items("\n".join(lines).encode())) == expected
    assert codes(items(f"[{', '.join(lines)}]".encode())) == expected


@quick
@given(
    st.binary(max_size=200),
    st.sampled_from([
        b"", b'{"title": "a", "text": "b"}\n', b"title,text\na,b\n", b'[{"title":"a","text":"b"},',
        TRAFILATURA_XML.encode(), TRAFILATURA_TEXT.encode(), TRAFILATURA_CSV.encode(),
    ]),
)  # fmt: skip
def test_no_bytes_break_it(noise: bytes, before: bytes) -> None:
    for mapping in (None, {"headline": "title", "body": "text"}):
        found = items(before + noise, mapping)
        assert found
        assert "reader-failed" not in codes(found)
        numbers = [
            one.item
            if isinstance(one, Rejection)
            else one.article.provenance and one.article.provenance.item
            for one in found
        ]
        assert numbers in ([None], [*range(1, len(found) + 1)])


# -- real files ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["csv", "json", "markdown", "txt", "xml", "xmltei"])
def test_the_samples_of_trafilatura(name: str) -> None:
    (entry,) = entries(sample("tools", f"guardian.{name}").read_bytes())
    article = entry.article
    assert article.headline
    assert article.headline.startswith("Death toll in Valencia fire rises")
    assert article.published
    assert article.published.value == "2024-02-24"
    assert article.domain == "theguardian.com"
    paragraphs = [block.text or "" for block in article.body if block.kind == "paragraph"]
    assert len(paragraphs) == 7
    assert paragraphs[0].startswith("The death toll")
    assert paragraphs[6].endswith("worsened it.")


def test_the_sample_of_news_please() -> None:
    (entry,) = parse(sample("tools", "sample.json").read_bytes(), quotes=False)
    assert entry.article.provenance
    assert entry.article.provenance.format == "news-please"
    assert entry.article.published
    assert entry.article.published.value == "2017-07-17T17:03:00"


def test_a_sample_that_describes_columns_is_no_row() -> None:
    found = items(sample("gdelt", "mentions.csv").read_bytes())
    assert codes(found) == ["mapping-unfit"]
