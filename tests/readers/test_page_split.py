"""Files of several dumps: what parts them, and what stands within one of them."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Entry, Rejection, parse
from mediacorpus.readers import Context
from mediacorpus.readers.page_split import dumps_of
from mediacorpus.readers.page_text import PageTextReader
from tests.conftest import reference

GATES = """\
Flood gates in Arnmouth failed within an hour

By Mary Writer
12 March 2019

The gates that were built to keep the river out failed within an hour, an inquiry heard.

“We wrote to the council every spring,” said Anna Muster, who ran the station until 2017.
"""
SCHOOL = """\
Schule bleibt nach dem Sturm geschlossen

Von Hans Beispiel
3. Mai 2021, 17:47

Die Schule in Musterdorf bleibt nach dem Sturm bis zum Ende der Woche geschlossen, hieß es.

„Das Dach ist nicht sicher“, sagte die Leiterin Erika Muster am Montag vor den Eltern.
"""
BRIDGE = """\
Le pont de Villexemple fermé aux camions

Publié le 5 juin 2022

La mairie a décidé de fermer le pont aux camions, après la découverte de trois fissures.

« Nous n'avons pas le choix », a déclaré le maire, Jean Exemple, devant la presse locale.
"""
DUMPS = [GATES, SCHOOL, BRIDGE]


def parts(text: str) -> list[str]:
    return [text[part.start : part.end] for part in dumps_of(text).parts]


def headlines(text: str) -> list[str | None]:
    return [entry.article.headline for entry in parse(text, format="page-text", quotes=False)]


SEPARATORS = [
    "\f", "\n\f\n", "=====\n", "\n-----\n\n", "\n* * *\n", "\n---\n", "________________\n",
    "###\n", "\n———————\n", "\n" + "=" * 72 + "\n", "\f=====\n", "\n~~~~~\r\n", "\n⁂⁂⁂\n",
]  # fmt: skip


@pytest.mark.parametrize("separator", SEPARATORS[:-1])
def test_form_feeds_and_rules_part_articles(separator: str) -> None:
    assert parts(separator.join(DUMPS)) == [dump.strip() for dump in DUMPS]


@pytest.mark.parametrize(
    "header", ["Article {} of 3", "=== {} / 3 documents ===", "Dokument {} von 3"]
)
def test_numbered_headers_part_articles_and_say_how_many_there_are(header: str) -> None:
    text = "\n\n".join(f"{header.format(n)}\n\n{one}" for n, one in enumerate(DUMPS, start=1))
    found = dumps_of(text)
    assert (len(found.parts), found.announced, found.cover) == (3, 3, None)
    assert headlines(text) == [dump.splitlines()[0] for dump in DUMPS]
    cut = text[: text.index("Le pont") - 20]
    reading = PageTextReader().open(io.BytesIO(cut.encode()), Context(sha256="0" * 64))
    assert len(list(reading)) == 2
    assert reading.announced == 3  # so one is missing


@pytest.mark.parametrize(
    "header",
    ["1 of 1 DOCUMENT", "Article 3 of 12", "=====\nDokument 1 von 1\n=====", "1/1 articles"],
)
def test_a_numbered_header_is_no_headline_where_it_is_the_only_one(header: str) -> None:
    (entry,) = parse(f"{header}\n\n{DUMPS[0]}", quotes=False)
    assert entry.article.headline == DUMPS[0].splitlines()[0]
    assert entry.article.text == parse(DUMPS[0], quotes=False)[0].article.text
    left = [one.excerpt for one in entry.notices if one.message == "1 line of the header left out"]
    assert header.strip("=\n") in left
    (entry,) = parse(f"1 of 2 DOCUMENTS\n{DUMPS[0]}\n2 of 2 DOCUMENTS\n{DUMPS[1]}", id="one")
    assert entry.article.headline == DUMPS[0].splitlines()[0]


@pytest.mark.parametrize(
    "headline", ["Article 50", "3 of 12 gates fail", "1 of 1 DOCUMENT is missing"]
)
def test_a_headline_with_a_number_is_no_header(headline: str) -> None:
    text = headline + DUMPS[0][DUMPS[0].index("\n") :]
    assert dumps_of(text).parts[0].body == 0


def test_of_two_numbers_of_articles_what_most_headers_say_holds() -> None:
    totals = enumerate(zip((3, 30, 3), DUMPS, strict=True), start=1)
    found = dumps_of("".join(f"{n} of {total} DOCUMENTS\n\n{one}" for n, (total, one) in totals))
    assert (len(found.parts), found.announced) == (3, 3)


def test_an_item_that_the_headers_announce_is_missed() -> None:
    text = "".join(f"Article {n} of 3\n\n{one}\n" for n, one in enumerate(DUMPS[:2], start=1))
    with pytest.warns(UserWarning, match="it holds 3 items, and 2 came out"):
        assert len(parse(text, quotes=False)) == 2


def test_labels_above_each_article_part_them() -> None:
    text = "".join(f"URL: https://example.org/{n}\nTitle: {dump}\n" for n, dump in enumerate(DUMPS))
    assert len(parts(text)) == 3
    assert headlines(text) == [dump.splitlines()[0] for dump in DUMPS]
    text = "".join(f"Source: The Daily Example\nDate: {n} May 2019\n{GATES}" for n in (2, 3))
    assert len(parts(text)) == 2


def test_the_first_line_once_more_parts_articles() -> None:
    text = "".join(f"The Daily Example\n\n{dump}\n" for dump in DUMPS)
    assert [part.splitlines()[0] for part in parts(text)] == ["The Daily Example"] * 3


def test_what_stands_above_the_first_header_is_a_notice() -> None:
    text = "My clippings\nfor March\n\n" + "".join(
        f"Article {n} of 2\n\n{one}\n" for n, one in enumerate(DUMPS[:2], start=1)
    )
    first, second = parse(text, quotes=False)
    (cover,) = [notice for notice in first.notices if notice.excerpt == "My clippings / for March"]
    assert cover.raw is not None
    assert text[cover.raw.start : cover.raw.end] == "My clippings\nfor March"
    assert cover not in second.notices


# -- what is within one article ------------------------------------------------------------

MORE = "The council said that it would look into the matter before the summer of the year.\n"
SECTION = f"A warning that was not heard\n\n{MORE}\n{MORE}"
TEASERS = "".join(
    f"Town {n} moves uphill after the flood\n{n} May 2019\nPeople of the town leave the valley for good.\n"
    for n in range(2, 5)
)


@pytest.mark.parametrize("rule", ["=====", "-----", "* * *", "---", "________________", "\f"])
@pytest.mark.parametrize(
    "behind",
    [
        "1. The report of the inquiry, page 12.\n2. Letter of 3 May 2017.\n",
        "[1] The report of the inquiry, which was printed on 3 May 2017 and runs to 400 pages.\n",
        f"Related\n\n{TEASERS}",
        TEASERS,
        SECTION,
        f"{SECTION}\n{{rule}}\n{SECTION}",
        f"Comments\n\nBen Roe\n4 May 2019\n{MORE}\n{MORE}",
        f"Update, 13 March 2019: {MORE}",
        "About the author\n\nMary Writer has written of rivers since 2003. " + MORE,
        "Subscribe\nContact us\n© 2019 The Daily Example\n",
        "The Daily Example, 12 March 2019\n",
    ],
)
def test_a_rule_within_an_article_parts_nothing(rule: str, behind: str) -> None:
    text = f"{GATES}\n{rule}\n{behind.replace('{rule}', rule)}"
    assert parts(text) == [text.strip()]


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: Gates fail\ndate: 2019-03-12\n---\n{GATES}",
        f"The Daily Example\nHome\nWorld\n-----\n{GATES}",
        GATES.replace("\n\nBy", "\n==========\nBy"),
        f"{GATES}\nArticle 5\n\n{MORE}\nArticle 6\n\n{MORE}",
        "".join(f"Page {n} of 3\n\n{MORE}" for n in (1, 2, 3)),
        f"Interview\n\n{GATES}\nQ: Who knew of it?\nA: {MORE}Q: And then?\nA: {MORE}",
        f"Published: 2 May 2019\n\n{GATES}\nPublished: 2 May 2019\nUpdated: 3 May 2019\n",
    ],
)
def test_what_looks_like_a_header_may_be_within_an_article(text: str) -> None:
    assert parts(text) == [text.strip()]


def test_form_feeds_between_the_pages_of_a_printed_article_part_nothing() -> None:
    half = GATES.index("river out")
    assert len(parts(GATES[:half] + "\f" + GATES[half:] + MORE)) == 1
    pages = "\f".join(f"Gates fail | 12 March 2019\n\n{SECTION.replace('A w', w)}" for w in "AB")
    assert len(parts(pages)) == 1


def test_rules_within_the_articles_of_a_file_part_nothing() -> None:
    text = "\n==========\n".join(f"{dump}\n-----\n{MORE}" for dump in DUMPS)
    assert len(parts(text)) == 3
    text = f"{GATES}\n-----\n{SECTION}\n-----\n{SCHOOL}\n-----\n[1] {MORE}"
    assert [part[:5] for part in parts(text)] == ["Flood", "Schul"]


def test_articles_without_a_date_are_parted_by_what_is_no_section_mark() -> None:
    undated = [f"{words}\n\n{MORE}\n{MORE}\n{MORE}" for words in (
        "Gates fail within an hour", "School stays closed after storm", "Bridge is closed to lorries",
    )]  # fmt: skip
    assert len(parts("\n==========\n".join(undated))) == 3
    assert len(parts("\f".join(undated))) == 3
    assert len(parts("\n* * *\n".join(undated))) == 1


def test_what_parts_many_articles_parts_one_without_a_date_too() -> None:
    undated = "Bakers of Arnmouth go on strike\n\nThe bakers of the town did not open on Monday.\n"
    text = "-----\n".join([*DUMPS, undated, GATES.replace("Flood", "New")])
    assert headlines(text)[3] == "Bakers of Arnmouth go on strike"


# -- what is on record ---------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_article_has_its_place_its_id_and_its_spans(encoding: str) -> None:
    text = "\r\n=====\r\n".join(DUMPS).replace("’", "'")
    raw = text.encode(encoding)
    found = parse(raw, format="page-text", quotes=False)
    assert len(found) == 3
    for number, entry in enumerate(found, start=1):
        provenance = entry.article.provenance
        assert provenance is not None
        assert provenance.item == number
        item = raw[provenance.start : provenance.end]
        assert entry.article.id == f"sha256:{hashlib.sha256(item).hexdigest()}"
        assert entry.article.headline is not None
        if encoding in ("utf-8", "cp1252"):
            assert item.decode(encoding).startswith(entry.article.headline)
        spans = [block.raw for block in entry.article.body]
        for block, span in zip(entry.article.body, spans, strict=True):
            assert span is not None
            assert text[span.start : span.end] == block.text
        (headline,) = [one.raw for one in entry.article.evidence if one.field == "headline"]
        assert headline is not None
        assert text[headline.start : headline.end] == entry.article.headline


def test_the_same_dump_twice_has_two_ids_and_both_are_stable() -> None:
    text = "=====\n".join([GATES, SCHOOL, GATES])
    ids = [entry.article.id for entry in parse(text, quotes=False)]
    assert ids[2] == f"{ids[0]}-2"
    assert ids == [entry.article.id for entry in parse(text, quotes=False)]


def test_what_was_lost_in_decoding_is_told_where_it_was() -> None:
    raw = "=====\n".join([GATES, SCHOOL]).encode().replace(b"river", b"ri\xffver", 1)
    first, second = (entry.article.provenance for entry in parse(raw, quotes=False))
    assert first is not None
    assert second is not None
    assert (first.replaced_characters, second.replaced_characters) == (1, 0)
    assert raw[second.start : second.end].decode() == SCHOOL.strip()


@pytest.mark.parametrize("known", [{"url": "https://example.org/a"}, {"id": "a"}])
def test_an_id_or_a_url_is_that_of_one_article(known: dict[str, str]) -> None:
    (entry,) = parse("=====\n".join(DUMPS), quotes=False, **known)  # type: ignore[arg-type]
    assert "several-dumps" in {notice.code for notice in entry.notices}


def test_a_part_that_is_no_article_is_rejected_and_the_rest_goes_on() -> None:
    missing = "Page not found\nTry again later\n"
    text = "=====\n".join([GATES, SCHOOL, missing, BRIDGE])
    context = Context(sha256="0" * 64, path="a.txt")
    found = list(PageTextReader().open(io.BytesIO(text.encode()), context))
    (rejection,) = [one for one in found if isinstance(one, Rejection)]
    assert (rejection.code, rejection.item) == ("no-article", 3)
    assert rejection.start is not None
    assert text.encode()[rejection.start :].startswith(missing.encode())
    assert rejection.excerpt == "Page not found Try again later"
    assert sum(isinstance(one, Entry) for one in found) == 3


def test_nothing_between_two_rules_is_nothing() -> None:
    assert len(parts(f"=====\n=====\n{GATES}=====\n\n=====\n{SCHOOL}=====\n")) == 2
    assert parts("") == parts(" \n\f\n ") == []


@given(st.permutations(DUMPS), st.sampled_from(SEPARATORS[:-1]))
def test_dumps_in_one_file_are_read_as_each_alone(dumps: list[str], separator: str) -> None:
    together = parse(separator.join(dumps), quotes=False)
    for entry, dump in zip(together, dumps, strict=True):
        (alone,) = parse(dump, quotes=False)
        for field in (
            "headline",
            "standfirst",
            "byline",
            "authors",
            "published",
            "language",
            "text",
        ):
            assert getattr(entry.article, field) == getattr(alone.article, field)


@given(
    st.text()
    | st.lists(st.sampled_from([*"".join(DUMPS).splitlines(), *SEPARATORS])).map("\n".join)
)
def test_parts_are_in_order_and_none_has_white_space_around_it(text: str) -> None:
    last = 0
    for start, end, body in dumps_of(text).parts:
        assert last <= start <= body <= end <= len(text)
        assert text[start:end].strip()
        last = end


def test_no_real_dump_is_cut() -> None:
    lines = reference("dumps.jsonl").read_text("utf-8").splitlines()
    cut = [json.loads(line)["id"] for line in lines if len(parts(json.loads(line)["text"])) != 1]
    assert cut == []


def test_numbered_headers_part_where_one_is_missing() -> None:
    text = "".join(
        f"{number} of 6 DOCUMENTS\nGates fail within an hour {number}\n12 March 2019\n"
        "The gates that were built to keep the river out failed within an hour, it was heard.\n"
        for number in (1, 2, 4)
    )
    found = dumps_of(text)
    assert (len(found.parts), found.announced) == (3, 6)


@pytest.mark.parametrize(
    "header",
    [
        "URL: https://example.org/gates\nTitle: {}\nDate: 2 May 2019\nAuthor: Anna Muster\n",
        "Title: {}\nAuthor: Anna Muster\nDate: 2 May 2019\nSource: The Daily Example\n",
        "From: Anna Muster\nTo: news@example.org\nSubject: {}\nDate: 2 May 2019\n",
    ],
)
def test_the_labels_above_a_single_dump_are_its_header(header: str) -> None:
    text = header.format("Gates of Arnmouth fail") + "\n" + MORE
    (entry,) = parse(text, quotes=False)
    assert isinstance(entry, Entry)
    found = entry.article
    assert found.headline == "Gates of Arnmouth fail"
    assert found.published is not None
    assert found.published.value == "2019-05-02"
    assert {block.kind for block in found.body} == {"paragraph"}
