"""NITF."""

from __future__ import annotations

from tests.readers.agency import FIRST, NITF, SECOND, article, codes, ids, outcome

FORMAT = "nitf"


def test_a_document_says_what_it_is() -> None:
    found = article(NITF, FORMAT)
    assert found.id == "EXA:EXA.1"
    assert (found.headline, found.subhead) == ("Gates fail within an hour", "Council was warned")
    assert (found.standfirst, found.byline) == ("Engineers had asked for repairs.", "By Al Roe")
    assert found.authors == ("Al Roe",)
    assert (found.dateline, found.located) == ("ARNMOUTH", "ARNMOUTH")
    assert found.published is not None
    assert found.published.value == "2019-03-12T13:05:00Z"
    assert found.modified is None  # the day of the DTD is none of the article's
    assert (found.section, found.page, found.word_count) == ("A", "3", 31)
    assert (found.publisher_name, found.language) == ("Example Agency", "en")
    assert (found.keywords, found.subjects) == (("River",), ("Environment",))
    assert found.genre == "Current"
    assert [(block.kind, block.text) for block in found.body] == [
        ("paragraph", f"ARNMOUTH (EXA) - {FIRST}"),
        ("subheading", "Not heard"),
        ("paragraph", SECOND),
        ("caption", "A gate."),
        ("note", "Al Roe reported from Arnmouth."),
    ]
    assert (found.body[3].credit, found.body[3].url) == ("Jo Fox", "gate.jpg")
    assert codes(NITF, FORMAT) == []


def test_a_lede_that_is_marked_stands_above_the_text() -> None:
    raw = NITF.replace("<abstract><p>Engineers had asked for repairs.</p></abstract>", "")
    raw = raw.replace("<body.content>", '<body.content><p lede="true">Nobody was warned.</p>')
    found = article(raw, FORMAT)
    assert found.standfirst == "Nobody was warned."
    assert found.body[0].text == f"ARNMOUTH (EXA) - {FIRST}"


def test_a_dateline_may_be_a_date() -> None:
    raw = NITF.replace("<location>ARNMOUTH</location>", "MARCH 04, 2019").replace(
        "ARNMOUTH (EXA) - ", ""
    )
    found = article(raw, FORMAT)
    assert (found.dateline, found.located) == (None, None)
    assert found.extra["dateline"] == ("MARCH 04, 2019",)


def test_midnight_without_a_zone_is_a_day() -> None:
    found = article(NITF.replace('<date.issue norm="20190312T130500Z"/>', ""), FORMAT)
    assert found.published is not None
    assert found.published.value == "2019-03-13"


def test_the_archive_of_a_paper() -> None:
    raw = NITF.replace('date.publication="', 'name="The New York Times" date.publication="')
    raw = raw.replace("<title>", '<meta content="7" name="print_page_number"/><title>')
    raw = raw.replace(
        "<body.content>",
        f'<body.content><block class="lead_paragraph"><p>{FIRST}</p></block><block class="full_text">',
    ).replace("</body.content>", "</block></body.content>")
    raw = raw.replace(' position.sequence="3"', "")
    found = article(raw, FORMAT)
    assert (found.standfirst, found.page) == (None, "7")
    assert found.extra["abstract"] == ("Engineers had asked for repairs.",)
    assert [block.text for block in found.body][:2] == [f"ARNMOUTH (EXA) - {FIRST}", "Not heard"]


def test_tables_are_a_line_for_each_row() -> None:
    table = "<table><tbody><tr><th>LEAGUE</th></tr><tr><td>Roe</td><td>72</td><td/></tr></tbody></table>"
    found = article(NITF.replace("<hl2>Not heard</hl2>", table), FORMAT)
    assert [(block.kind, block.text) for block in found.body[1:3]] == [
        ("subheading", "LEAGUE"), ("list_item", "Roe | 72"),
    ]  # fmt: skip


def test_several_documents_one_after_the_other() -> None:
    second = NITF.replace("EXA.1", "EXA.2")
    found, announced = outcome(NITF + second, FORMAT)
    assert (ids(found), announced) == (["EXA:EXA.1", "EXA:EXA.2"], None)
    assert outcome(NITF, FORMAT)[1] == 1
