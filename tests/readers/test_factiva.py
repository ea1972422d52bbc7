"""Exports of Factiva: both layouts of HTML, and XML."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Article, Entry, Limits, Rejection
from mediacorpus.readers.factiva_words import count_in
from tests.readers.archives import (
    OTHERS,
    articles,
    chosen,
    codes,
    entries,
    opened,
    sample_items,
    sure,
)
from tests.samples import sample

HEAD = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
<title>Factiva</title><style type="text/css">div.divFactivaException{color:red}</style></head>
<body class=''><div id="navcontainer" class="fcpNavContainer"><h1>Factiva</h1></div>
<form><div id="contentWrapper"><div id="contentLeft"><span></span>"""
TAIL = """<table id="oddEvenPreview"><tr><td class='label'>Results Found</td><td>1,342</td></tr></table>
</div></div><div id="pageFooter"><span class="copyright">&copy; 2019 Factiva, Inc.</span></div>
</form></body></html>"""


def row(code: str, cell: str) -> str:
    return (
        f'<tr><td align="right" valign="top" class="index"><b>{code}</b>&nbsp;</td>'
        f"<td>{cell}</td></tr>\n"
    )


def paragraphs(*texts: str, language: str = "en") -> str:
    return "\n".join(
        f'<p class="articleParagraph {language}articleParagraph">{text}  </p>' for text in texts
    )


ROWS = {
    "SE": "News; Desk 1",
    "HD": "<b class='frHeadline'>Les vannes ont cédé\n</b>",
    "BY": "Par Anne Exemple",
    "CR": "Reuters",
    "WC": "1.295 mots",
    "PD": "29 décembre 2011",
    "ET": "15:32",
    "SN": "La Gazette",
    "SC": "GAZET",
    "ED": "Première édition",
    "PG": "A26",
    "LA": "Français",
    "CY": "(c) La Gazette 2011.   ",
    "LP": paragraphs("Les <b>vannes</b> ont cédé mardi.", "Le conseil le nie.", language="fr"),
    "TD": paragraphs("« Nous avons écrit », a dit Anna Muster.", language="fr"),
    "CO": "exco : Example Company SA",
    "NS": "gwea : Weather | gcat : Political/General News",
    "RE": "fra : France",
    "PUB": "Example SA",
    "AN": "Document GAZET00020111229e7ct0001r",
}
WITH_CODES = (
    '<div class="article frArticle"><table border="0">'
    + "".join(row(code, cell) for code, cell in ROWS.items())
    + "</table><br/></div><br/><span></span>"
)


def without_codes(
    *head: str,
    text: tuple[str, ...] = ("The gates failed.", "The council denied it."),
    language: str = "en",
    number: str = "EXMPL00020190312ef3c0001a",
    above: tuple[str, ...] = (),
    below: tuple[str, ...] = ("By AL ROE", "Special to The Example"),
    outer: bool = True,
) -> str:
    """An article of the layout without codes, in its newer form, with an element around it."""
    lines = "".join(f"<div>{line}</div>" for line in head)
    before = "".join(f"<div>{line}</div>" for line in above)
    behind = "".join(
        f"<div{' class=author' if not place else ''}>{line}  </div>"
        for place, line in enumerate(below)
    )
    inner = (
        f'<div class="article {language}Article"><p>\n</p>{before}<div id="hd">'
        f'<span class="{language}Headline">Gates fail within an hour  </span>\n</div>{behind}'
        f"{lines}\n<p></p>\n{paragraphs(*text, language=language)}\n"
        f"<p>Example Digital</p><p>Dokument {number}</p></div>"
    )
    return f'<div id="article-{number}" class="article">{inner}</div><br>' if outer else inner


LINES = (
    "877 Wörter",
    "12 März 2019",
    "The Daily Example",
    "EXMPL",
    "Late Edition - Final",
    "A1",
    "Englisch",
    "Copyright 2019 The Daily Example.  All Rights Reserved.  ",
)


def page(*items: str) -> str:
    return HEAD + "".join(items) + TAIL


def xml(*items: str, count: int | None = None) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<PPSResponse><ppsArticleResponse '
        'xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet '
        f'count="{len(items) if count is None else count}">'
        + "\n".join(items)
        + "</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"
    )


XML = """<ppsarticle><article><accessionNo>EXMPL00020120109e51700030</accessionNo>
<reference>distdoc:archive/EXMPL00020120109e51700030</reference><baseLanguage>EN</baseLanguage>
<copyright>(c) 2012 Example   </copyright>
<headline><paragraph lang="EN"><hlt>Gates</hlt> fail</paragraph></headline>
<leadParagraph><paragraph>The gates failed &amp; closed.</paragraph></leadParagraph>
<pages><page>85</page></pages>
<publicationDate><dateTime>2012-01-09T01:35:58Z</dateTime></publicationDate>
<publisherName>Example Company</publisherName><sourceName>The Daily Example</sourceName>
<region code="usa"><name>United States</name></region>
<newsSubject code="gwea" position="0"><name>Weather</name></newsSubject>
<descField code="ipc">MEAL</descField><sourceCode>EXMPL</sourceCode>
<tailParagraphs><paragraph>The council denied it.</paragraph></tailParagraphs>
<wordCount>942</wordCount></article></ppsarticle>"""


def one(raw: str | bytes, **known: object) -> Article:
    (found,) = articles("factiva", raw, **known)
    return found


def test_an_article_with_codes() -> None:
    found = one(page(WITH_CODES))
    assert (found.id, found.alt_ids) == (
        "GAZET00020111229e7ct0001r",
        {"factiva": "GAZET00020111229e7ct0001r"},
    )
    assert found.headline == "Les vannes ont cédé"
    assert (found.byline, found.authors) == ("Par Anne Exemple", ("Anne Exemple",))
    assert found.published is not None
    assert (found.published.value, found.published.raw) == (
        "2011-12-29T15:32",
        "29 décembre 2011 15:32",
    )
    assert (found.publisher_name, found.section, found.edition, found.page) == (
        "La Gazette",
        "News; Desk 1",
        "Première édition",
        "A26",
    )
    assert (found.word_count, found.language, found.rights) == (1295, "fr", "(c) La Gazette 2011.")
    assert found.info_sources == ("Reuters",)
    assert found.subjects == ("Weather", "Political/General News")
    # The lead paragraph is the beginning of the text, and no standfirst.
    assert found.standfirst is None
    assert [block.text for block in found.body] == [
        "Les vannes ont cédé mardi.",
        "Le conseil le nie.",
        "« Nous avons écrit », a dit Anna Muster.",
    ]
    assert found.extra == {
        "SC": ("GAZET",),
        "CO": ("exco : Example Company SA",),
        "NS": ("gwea : Weather", "gcat : Political/General News"),
        "RE": ("fra : France",),
        "PUB": ("Example SA",),
    }


def test_an_article_without_codes_is_told_by_the_number_of_words() -> None:
    found = one(page(without_codes(*LINES, above=("Foreign Desk; 1",))))
    assert found.headline == "Gates fail within an hour"
    assert (found.section, found.byline, found.authors) == (
        "Foreign Desk; 1",
        "By AL ROE",
        ("AL ROE",),
    )
    assert (found.word_count, str(found.published)) == (877, "2019-03-12")
    assert (found.publisher_name, found.edition, found.page, found.language) == (
        "The Daily Example",
        "Late Edition - Final",
        "A1",
        "en",
    )
    assert found.rights == "Copyright 2019 The Daily Example. All Rights Reserved."
    assert [block.text for block in found.body] == ["The gates failed.", "The council denied it."]
    assert found.id == "EXMPL00020190312ef3c0001a"
    assert found.extra == {
        "SC": ("EXMPL",),
        "PUB": ("Example Digital",),
        "CR": ("Special to The Example",),
    }
    assert {one.field: one.basis for one in found.evidence} | {"edition": "inferred"} == {
        "headline": "printed",
        "section": "inferred",
        "byline": "printed",
        "publisher_name": "printed",
        "edition": "inferred",
        "page": "inferred",
        "rights": "printed",
        "published": "printed",
        "word_count": "printed",
        "language": "meta",
    }


@pytest.mark.parametrize(
    ("words", "day", "count", "published"),
    [
        ("808 words", "13 November 2017", 808, "2017-11-13"),
        ("254 words", "1 April 2017", 254, "2017-04-01"),
        ("1285 Wörter", "9 Januar 1993", 1285, "1993-01-09"),
        ("295 mots", "29 décembre 2011", 295, "2011-12-29"),
        ("1 295 mots", "1er janvier 2011", 1295, "2011-01-01"),
        ("412 palabras", "5 de marzo de 2016", 412, "2016-03-05"),
        ("412 parole", "5 marzo 2016", 412, "2016-03-05"),
        ("295 слов", "28 мая 2018", 295, "2018-05-28"),
        ("8165 字", "2018 年 10 月 7 日 17:04", 8165, "2018-10-07T17:04"),
        ("93 文字", "2018 年 10 月 7 日", 93, "2018-10-07"),
        # A word that is in no list stands before a date.
        ("93 ordhelt", "7 October 2018", 93, "2018-10-07"),
    ],
)
def test_the_interface_may_be_in_any_language(
    words: str, day: str, count: int, published: str
) -> None:
    found = one(page(without_codes(words, day, *LINES[2:])))
    assert (found.word_count, str(found.published)) == (count, published)
    assert (found.publisher_name, found.page) == ("The Daily Example", "A1")


@pytest.mark.parametrize(
    ("lines", "edition", "number"),
    [
        (("14",), None, "14"),
        (("Nationwide",), "Nationwide", None),
        (("A1, A4",), None, "A1, A4"),
        (("Final", "C03"), "Final", "C03"),
        ((), None, None),
    ],
)
def test_edition_and_page_may_be_missing(
    lines: tuple[str, ...], edition: str | None, number: str | None
) -> None:
    found = one(page(without_codes(*LINES[:2], "09:15", *LINES[2:4], *lines, *LINES[6:])))
    assert (found.edition, found.page, str(found.published)) == (
        edition,
        number,
        "2019-03-12T09:15",
    )
    assert found.rights is not None


@pytest.mark.parametrize(
    ("below", "byline", "credit"),
    [
        ((), None, None),
        (("By AL ROE",), "By AL ROE", None),
        (("By AL ROE", "Special to The Example"), "By AL ROE", ("Special to The Example",)),
    ],
)
def test_what_stands_below_the_headline(
    below: tuple[str, ...], byline: str | None, credit: tuple[str, ...] | None
) -> None:
    found = one(page(without_codes(*LINES, below=below)))
    assert (found.byline, found.extra.get("CR")) == (byline, credit)
    unnamed = one(page(without_codes(*LINES, below=below).replace(" class=author", "")))
    assert (unnamed.byline, unnamed.extra.get("CR")) == (byline, credit)


def test_the_class_tells_the_language_of_each_article() -> None:
    items = [
        without_codes(*LINES, language=prefix, number=f"EXMPL00020190312ef3c0001{place}")
        for place, prefix in enumerate(("de", "ko", "zhtw", "ja"))
    ]
    assert [found.language for found in articles("factiva", page(*items))] == [
        "de",
        "ko",
        "zh-Hant",
        "ja",
    ]


def test_the_last_article_of_a_page_has_an_id_of_its_own() -> None:
    last = (
        '<div id="article-EXMPKO0020180527ee5s0005x" class="lastarticle"><div id="lastArticle" '
        'class="article koArticle"><p>\n</p><div id="hd"><span class="koHeadline">수문이 무너졌다'
        '</span>\n</div><div class="author">김하늘 </div><div>153 words</div><div>28 May 2018</div>'
        "<div>Example Ilbo</div><div>EXMPKO</div><div>52</div><div>4</div><div>Korean</div>"
        "<div>Copyright 2018 Example. </div>\n<p></p>"
        + paragraphs("수문이 한 시간 만에 무너졌다.", language="ko")
        + "<p>Digital Example Inc.</p><p>Document EXMPKO0020180527ee5s0005x</p></div></div><br>"
    )
    _, found = articles("factiva", page(without_codes(*LINES), last))
    assert (found.headline, found.language, len(found.body)) == ("수문이 무너졌다", "ko", 1)
    assert (found.byline, found.authors) == ("김하늘", ("김하늘",))
    assert (found.edition, found.page) == ("52", "4")


@pytest.mark.parametrize("word", ["Document ", "Dokument ", "文件 ", "文書", "Документ ", ""])
def test_any_word_may_stand_before_the_accession_number(word: str) -> None:
    raw = page(without_codes(*LINES)).replace("Dokument ", word)
    assert one(raw).id == "EXMPL00020190312ef3c0001a"
    raw = page(WITH_CODES).replace("Document ", word)
    assert one(raw).id == "GAZET00020111229e7ct0001r"


@pytest.mark.parametrize("outer", [True, False])
def test_the_element_around_an_article_is_no_second_one(outer: bool) -> None:
    assert len(entries("factiva", page(without_codes(*LINES, outer=outer)))) == 1


def test_a_page_in_latin_1_and_one_in_utf_16() -> None:
    raw = page(WITH_CODES, WITH_CODES.replace("0001r", "0002r"))
    found = entries("factiva", raw.encode("latin-1"))
    assert [entry.article.headline for entry in found] == ["Les vannes ont cédé"] * 2
    assert "encoding-detected" in codes(found[0])
    wide = raw.encode("utf-16")
    first, second = articles("factiva", wide)
    assert first.headline == second.headline == "Les vannes ont cédé"
    place = second.provenance
    assert place is not None
    assert wide[place.start : place.end].decode("utf-16-le").startswith('<div class="article fr')


def test_where_an_article_stands_in_its_file() -> None:
    raw = page(WITH_CODES, without_codes(*LINES)).encode()
    first, second = articles("factiva", raw)
    for number, found in enumerate((first, second), start=1):
        place = found.provenance
        assert place is not None
        assert place.item == number
        assert raw[place.start : place.end].startswith(b'<div class="article ')


def test_the_xml() -> None:
    reading, (entry,) = opened("factiva", xml(XML).encode())
    assert reading.announced == 1
    assert isinstance(entry, Entry)
    found = entry.article
    assert (found.id, found.headline) == ("EXMPL00020120109e51700030", "Gates fail")
    assert str(found.published) == "2012-01-09T01:35:58Z"
    assert (found.publisher_name, found.page, found.word_count, found.language) == (
        "The Daily Example",
        "85",
        942,
        "en",
    )
    assert [block.text for block in found.body] == [
        "The gates failed & closed.",
        "The council denied it.",
    ]
    assert found.subjects == ("Weather",)
    assert found.extra == {
        "reference": ("distdoc:archive/EXMPL00020120109e51700030",),
        "PUB": ("Example Company",),
        "RE": ("usa : United States",),
        "NS": ("gwea : Weather",),
        "IPC": ("MEAL",),
        "SC": ("EXMPL",),
    }


def test_running_text_in_the_xml_is_parted_where_it_is_indented() -> None:
    lead = "\nThe gates failed within\nan hour.\n    The council denied\nit.\n   "
    changed = XML.replace("<paragraph>The gates failed &amp; closed.</paragraph>", lead)
    found = one(xml(changed))
    assert [block.text for block in found.body][:2] == [
        "The gates failed within an hour.",
        "The council denied it.",
    ]


def test_xml_that_says_it_holds_more_is_cut() -> None:
    reading, items = opened("factiva", xml(XML, count=3).encode())
    assert reading.announced == 3
    assert [codes(item) for item in items[1:]] == [{"items-missing"}] * 2
    _, items = opened("factiva", xml(XML, count=0).encode())
    assert len(items) == 1


def test_one_broken_article_of_the_xml_costs_itself_alone() -> None:
    broken = XML.replace("</headline>", "")
    entity = XML.replace("&amp;", "&xxe;")
    _, items = opened("factiva", xml(XML, broken, entity, XML).encode())
    assert [codes(item) for item in items] == [set(), {"not-parsed"}, {"not-parsed"}, set()]
    assert isinstance(items[1], Rejection)
    assert items[1].item == 2


def test_what_is_given_goes_before_what_is_found() -> None:
    retrieved = datetime.datetime(2010, 1, 1, tzinfo=datetime.UTC)
    (entry,) = entries(
        "factiva",
        page(WITH_CODES),
        id="mine",
        url="https://example.org/a",
        publisher="Mine",
        language="nl",
        retrieved=retrieved,
    )
    found = entry.article
    assert (found.id, found.url, found.publisher_name, found.language, found.domain) == (
        "mine",
        "https://example.org/a",
        "Mine",
        "nl",
        "example.org",
    )
    assert found.extra["SN"] == ("La Gazette",)
    assert codes(entry) == {"date-in-future"}


def test_an_id_of_one_article_is_not_given_to_several() -> None:
    first, second = entries("factiva", page(WITH_CODES, without_codes(*LINES)), id="mine")
    assert [first.article.id[:5], second.article.id[:5]] == ["GAZET", "EXMPL"]
    assert codes(first) == {"several-items"}
    assert not codes(second)


def test_a_date_that_cannot_be_told_is_left_out() -> None:
    item = without_codes("877 words", "03/04/2019", *LINES[2:])
    (entry,) = entries("factiva", page(item))
    assert entry.article.published is None
    assert "date-unclear" in codes(entry)
    assert str(one(page(item), order="DMY").published) == "2019-04-03"


def test_a_soft_return_is_a_space() -> None:
    found = one(page(WITH_CODES.replace("Par Anne", "Par Anne&softReturn;Marie")))
    assert found.byline == "Par Anne Marie Exemple"


def test_an_item_without_a_text_and_one_with_nothing() -> None:
    bare = WITH_CODES.replace(row("LP", ROWS["LP"]), "").replace(row("TD", ROWS["TD"]), "")
    (entry,) = entries("factiva", page(bare))
    assert "no-body" in codes(entry)
    _, items = opened("factiva", page('<div class="article enArticle"></div>', WITH_CODES).encode())
    assert [codes(item) for item in items] == [{"no-article"}, set()]
    _, (nothing,) = opened("factiva", page().encode())
    assert codes(nothing) == {"no-article"}


def test_an_item_that_is_too_large_costs_itself_alone() -> None:
    large = without_codes(*LINES, text=("x " * 3000,))
    raw = page(WITH_CODES, large, WITH_CODES).encode()
    _, items = opened("factiva", raw, limits=Limits(decoded_bytes=5000))
    assert [codes(item) for item in items] == [set(), {"too-large"}, set()]


def test_a_reading_goes_on_behind_what_was_read() -> None:
    raw = page(WITH_CODES, without_codes(*LINES)).encode()
    _, whole = opened("factiva", raw)
    _, rest = opened("factiva", raw, passed=1)
    assert rest == whole[1:]
    _, rest = opened("factiva", xml(XML, XML).encode(), passed=1)
    assert len(rest) == 1


@pytest.mark.parametrize("raw", [page(WITH_CODES), page(without_codes(*LINES)), xml(XML)])
def test_a_file_is_known_by_its_content(raw: str) -> None:
    assert sure("factiva", raw) == 0.95
    assert chosen(raw) == chosen(raw.encode("utf-16")) == "factiva"
    # The style sheet of a real page is longer than what is looked at.
    assert chosen(raw.replace("</style>", "a{}" * 30_000 + "</style>")) == "factiva"
    # So is a page without its head, as scripts save it.
    bare = raw.replace(HEAD, "")
    assert chosen(bare) == "factiva"


@pytest.mark.parametrize("kind", OTHERS)
def test_other_files_are_left_to_other_readers(kind: str) -> None:
    assert sure("factiva", OTHERS[kind]) == 0


def test_how_many_words_a_line_says_there_are() -> None:
    assert count_in("Wörter: 93") == (93, "de", True)
    assert count_in("10:30 Uhr") is None
    assert count_in("9" * 5000 + " words") is None


items = st.lists(st.sampled_from(["codes", "lines"]), min_size=1, max_size=4)


@given(items)
def test_each_item_is_one_article(kinds: list[str]) -> None:
    made = {"codes": WITH_CODES, "lines": without_codes(*LINES)}
    found = articles("factiva", page(*(made[kind] for kind in kinds)))
    assert [one.headline for one in found] == [
        {"codes": "Les vannes ont cédé", "lines": "Gates fail within an hour"}[kind]
        for kind in kinds
    ]


@given(st.permutations([code for code in ROWS if code not in ("LP", "TD")]))
def test_rows_may_come_in_any_order(order: list[str]) -> None:
    rows = "".join(row(code, ROWS[code]) for code in [*order, "LP", "TD"])
    item = f'<div class="article frArticle"><table>{rows}</table></div>'
    assert one(page(item)).extra.keys() == one(page(WITH_CODES)).extra.keys()
    assert one(page(item)).published == one(page(WITH_CODES)).published


@given(st.integers(0, 10))
def test_a_file_that_is_cut_loses_its_last_item_at_most(tenths: int) -> None:
    for raw, mark in (
        (page(WITH_CODES, without_codes(*LINES), WITH_CODES).encode(), b'<div class="article '),
        (xml(XML, XML, XML).encode(), b"<ppsarticle>"),
    ):
        cut = raw[: len(raw) * tenths // 10]
        _, found = opened("factiva", cut)
        whole = sum(isinstance(one, Entry) for one in found)
        assert whole >= cut.count(mark) - 1


@given(st.binary(max_size=300))
def test_no_bytes_are_a_fault(raw: bytes) -> None:
    for begin in (page(WITH_CODES), xml(XML)[:-60], '<div class="article enArticle">', ""):
        _, found = opened("factiva", begin.encode() + raw)
        assert not any("reader-failed" in codes(one) for one in found if isinstance(one, Rejection))


# -- real files ----------------------------------------------------------------------------


def test_the_sample_with_codes() -> None:
    _, items = sample_items("factiva", sample("factiva", "factiva_test.html"))
    assert [codes(item) for item in items] == [set(), set()]
    first, second = (item.article for item in items if isinstance(item, Entry))
    assert (first.headline, str(first.published), first.page) == (
        "Test 1",
        "2011-12-29T15:32",
        "26",
    )
    assert [len(first.body), len(second.body)] == [4, 2]
    assert second.publisher_name == "Ouest France"


def test_the_sample_without_codes() -> None:
    _, items = sample_items("factiva", sample("factiva", "amcat_factivia.htm"))
    found = [item.article for item in items if isinstance(item, Entry)]
    assert len(found) == len(items) == 9
    assert all(
        one.headline and one.published and one.body and one.word_count and one.page for one in found
    )
    assert {one.publisher_name for one in found} == {"Die Südostschweiz"}
    assert {one.language for one in found} == {"de"}
    assert not any(codes(item) for item in items)


def test_the_samples_in_xml() -> None:
    reading, items = sample_items("factiva", sample("factiva", "factiva_test.xml"))
    assert reading.announced == 3
    assert not any(codes(item) for item in items)
    reading, items = sample_items("factiva", sample("factiva", "reut21578-factiva.xml"))
    found = [item.article for item in items if isinstance(item, Entry)]
    # It says that there are 20, and there are 19.
    assert (reading.announced, len(found), codes(items[-1])) == (20, 19, {"items-missing"})
    assert all(one.headline and one.published and len(one.body) > 1 for one in found)
