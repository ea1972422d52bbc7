"""dpa's digitalwires, and the NewsML-G2 that is made of it."""

from __future__ import annotations

import json

import pytest

from mediacorpus import Article, Entry, Rejection, read
from tests.readers.agency import article, codes, dpa, ids, outcome
from tests.samples import sample

FORMAT = "dpa"


def test_an_entry_says_what_it_is() -> None:
    found = article(dpa(), FORMAT)
    assert found.id == "urn:newsml:dpa.com:20090101:190312-930-1"
    assert (found.kicker, found.headline) == ("Hochwasser", "Tore versagten nach einer Stunde")
    assert found.standfirst == "Ingenieure hatten gewarnt."
    assert (found.byline, found.authors) == ("Von Anna Muster, dpa", ("Anna Muster",))
    assert (found.dateline, found.located, found.info_sources) == (
        "Arnmund (dpa) -",
        "Arnmund",
        ("dpa",),
    )
    assert found.published is not None
    assert found.published.value == "2019-03-12T14:05:00+01:00"
    assert (found.section, found.genre, found.keywords) == ("vm", "Meldung", ("Fluss",))
    assert found.subjects == ("Arnmund", "Umwelt")
    assert (found.publisher_name, found.domain, found.version) == ("dpa", "dpa.com", "3")


def test_the_dateline_that_is_marked_in_the_text_is_the_field_alone() -> None:
    text = '<p><span class="dateline">Arnmund <span class="credit">(dpa)</span> - </span>Die Tore versagten am Dienstag.</p>'
    found = article(dpa(article_html=text), FORMAT)
    assert found.body[0].text == "Die Tore versagten am Dienstag."
    assert article(dpa(article_html=text, dateline=None), FORMAT).located == "Arnmund"


def test_boxes_tables_and_pictures_in_the_text() -> None:
    text = (
        "<section class='main'><p>Die Tore versagten am Dienstag.</p><h2>Warum</h2><ul><li>Rost</li></ul>"
        "<figure class='table'><table><tr><th>Tor</th><th>Jahr</th></tr><tr><td>1</td><td>1960</td></tr></table></figure>"
        "<dnl-image ref='urn:x' caption='Ein Tor.' creditline='Jo Fuchs/dpa'></dnl-image>"
        "<dnl-twitterembed src='https://example.com/1'></dnl-twitterembed></section>"
    )
    box = "<section class='infobox'><h2>Links</h2><p>Mehr dazu</p></section>"
    raw = dpa(article_html=text, infobox_html=box)
    found = article(raw, FORMAT)
    assert [(block.kind, block.text) for block in found.body] == [
        ("paragraph", "Die Tore versagten am Dienstag."), ("subheading", "Warum"), ("list_item", "Rost"),
        ("list_item", "Tor | Jahr"), ("list_item", "1 | 1960"), ("caption", "Ein Tor."),
        ("note", "Links"), ("note", "Mehr dazu"),
    ]  # fmt: skip
    assert found.body[5].credit == "Jo Fuchs/dpa"
    assert codes(raw, FORMAT) == ["embed"]


def test_notes_that_are_not_to_be_published_are_left_out() -> None:
    notes = [
        {"ednote": "Tel. 1234", "is_publishable": False, "role": "x:c"},
        {"ednote": "dpa ab", "is_publishable": True, "role": "x:closingline"},
    ]
    raw = dpa(
        ednotes=notes, notepad={"public_html": "<p>Hinweis</p>", "nonpublic_html": "<p>Tel.</p>"}
    )
    assert codes(raw, FORMAT) == ["not-for-publication"]
    found = article(raw, FORMAT)
    assert found.extra["edNote"] == ("dpa ab",)
    assert "Tel" not in str(found)


def test_a_picture_is_no_text() -> None:
    picture = {"type": "image", "urn": "urn:p", "caption": "Ein Tor.", "creditline": "Jo Fuchs"}
    assert codes(dpa(article_html=None, associations=[picture]), FORMAT) == ["not-text"]
    kept = article(dpa(associations=[picture]), FORMAT).extra["association"]
    assert kept == ("picture: Ein Tor. [Jo Fuchs]",)


def test_several_entries() -> None:
    entries = [json.loads(dpa(f"urn:{number}")) for number in range(3)]
    found, _ = outcome(json.dumps({"updated": "x", "entries": entries}), FORMAT)
    assert ids(found) == ["urn:0", "urn:1", "urn:2"]


def test_an_embargo_is_told() -> None:
    raw = dpa(embargoed="2019-03-13T06:00:00+01:00")
    assert codes(raw, FORMAT) == ["embargo"]


# What the conversion does not carry over, or what tells of the file.
OTHER = {"extra", "provenance", "evidence", "alt_ids"}


@pytest.mark.parametrize(
    "name",
    ["audio", "dw-1", "eil", "embargoed", "empty_paragraph", "hoerfunk", "image", "lesestuecke", "no_content",
     "no_notepad", "nsb_n1", "rubix_multimedia_real", "rubix_multimedia_testartikel", "spe2", "spe_tab",
     "tvo_pol", "with_dateline", "with_infobox"],
)  # fmt: skip
def test_both_forms_of_an_entry_say_the_same(name: str) -> None:
    (one,) = read(sample("dpa", "input", f"{name}.json"), quotes=False)
    (other,) = read(sample("dpa", "output", f"{name}.xml"), quotes=False)
    if isinstance(one, Rejection) or isinstance(other, Rejection):
        assert isinstance(one, Rejection)
        assert isinstance(other, Rejection)
        assert (one.code, one.reader, other.reader) == (other.code, "dpa", "newsml-g2")
        return
    assert isinstance(one, Entry)
    for field in Article.__annotations__:
        said, told = getattr(one.article, field), getattr(other.article, field)
        if field == "subjects":  # AP's own, among dpa's, are lost
            assert said[: len(told)] == told
        elif field not in OTHER:
            assert said == told, field
