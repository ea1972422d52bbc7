"""Exports of ProQuest: pages, letters and text."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Article, Entry, Rejection
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

STYLE = 'style="margin-bottom:5pt; margin-top:0; padding:0;"'
BEHIND = {
    "Subject: ": "Floods; Rivers &amp; lakes",
    "Location: ": "Arnmouth",
    "Company / organization: ": "Name: Example Company; NAICS: 522110",
    "Publication title: ": "The Daily Example; Arnmouth, N.Y.",
    "Pages: ": "AA.2",
    "Publication year: ": "2019",
    "Publication date: ": "Mar 12, 2019",
    "Section: ": "Business; Part C",
    "Source type: ": "Newspapers",
    "Language of publication: ": "English",
    "Document type: ": "News",
    "ProQuest document ID: ": "251439970",
    "Copyright: ": "(Copyright (c) 2019 The Daily Example)",
    "Database: ": "U.S. Major Dailies",
}


def line(label: str, value: str) -> str:
    return f"<p {STYLE}><strong>{label}</strong>{value}</p>\n"


def html(
    number: str = "251439970",
    behind: dict[str, str] = BEHIND,
    headline: str = "Gates fail within an hour",
    text: str = "<p>The gates failed.</p>  <p>The council <strong>denied:</strong> it.</p><p>--</p>",
    full: str = "Full text: ",
    above: str = "",
) -> str:
    above = above or line("Author:  ", "Roe, Al J; Fox, Anna") + line(
        "Publication info:  ",
        "The Daily Example ; Arnmouth, N.Y. [Arnmouth, N.Y]12 Mar 2019: AA.2.",
    )
    return (
        f'<div style="margin-bottom:20px"><a name="DocID_MSTAR_{number}"></a><p {STYLE}></p>'
        f'<p {STYLE} font-weight:bold;">{headline}</p>\n{above}'
        f'<p {STYLE}><a href="https://search.proquest.com/docview/{number}?accountid=0">ProQuest '
        f"document link</a></p>\n<p {STYLE}><strong>Abstract:  </strong><body></p><p {STYLE}>What "
        f"happened to the gates.</p><p {STYLE}></body></p>"
        '<div><strong style="float:left;">Links: </strong><a href="http://example.org">Links</a></div>'
        f'<p {STYLE}><strong>{full}</strong><Text WordCount="239" HTMLContent="true"><html><head>'
        f'<meta name="x" content="y"><title></title></head><body>{text}</body></html></Text></p>\n'
        + "".join(line(label, value) for label, value in behind.items())
        + "</div>"
    )


def page(*items: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>ProQuest Export</title></head><body><p>Email 1 of 5</p>"
        + "".join(items)
        + '<div class="copyright"><p><a href="https://www.proquest.com/">Contact ProQuest</a></p>'
        "<p>Database copyright © 2020 ProQuest LLC.</p></div></body></html>"
    )


def letter(body: str, kind: str = "html", coding: str = "quoted-printable", **more: str) -> bytes:
    raw = body.encode()
    coded = quopri.encodestring(raw) if coding == "quoted-printable" else base64.encodebytes(raw)
    return (
        "Received: from example.org\nFrom: <noreply@proquest.com>\nTo: <j.smith@example.org>\n"
        "Subject: Your ProQuest Research\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed;\n\tboundary="----=_Part_1"\n\n------=_Part_1\n'
        f'Content-Type: text/{kind}; charset="UTF-8"\nContent-Transfer-Encoding: {coding}\n\n'
    ).encode() + coded + b"\n------=_Part_1--\n"  # fmt: skip


RULE = "_" * 60 + "\n\n"
LABELS = "\n\n".join(f"{label}{value.replace('&amp;', '&')}" for label, value in BEHIND.items())
TEXT = (
    RULE
    + """Gates fail within an hour: [Late Edition]

Author: Roe, Al J; Fox, Anna

Publication info: The Daily Example, Final Edition ; Arnmouth, N.Y. [Arnmouth, N.Y]12 Mar 2019: AA.2.

http://search.proquest.com/docview/251439970?accountid=1

Abstract: What happened to the gates.

Links: http://example.org/link

Full text: The gates failed.

Subject: this is what the letter said, and nobody read it.

“We wrote every spring,” said Anna Muster.

Credit: By Al Roe, The Daily Example

"""
    + LABELS
    + "\n\n"
)
END = RULE + "Contact us at: http://www.proquest.com/\n\nDatabase copyright © 2019 ProQuest LLC.\n"


def one(raw: str | bytes, **known: object) -> Article:
    (found,) = articles("proquest", raw, **known)
    return found


@pytest.mark.parametrize(
    "raw",
    [
        html(),
        page(html()),
        letter(page(html())),
        letter(page(html()), coding="base64"),
        b"\xef\xbb\xbf" + letter(page(html())),
    ],
    ids=["part of a page", "page", "letter", "letter in base64", "letter with a mark"],
)
def test_a_page_and_a_letter(raw: str | bytes) -> None:
    found = one(raw)
    assert (found.id, found.alt_ids) == ("251439970", {"proquest": "251439970"})
    assert found.headline == "Gates fail within an hour"
    assert (found.byline, found.authors) == ("Roe, Al J; Fox, Anna", ("Al J Roe", "Anna Fox"))
    assert str(found.published) == "2019-03-12"
    assert (found.publisher_name, found.section, found.page) == (
        "The Daily Example",
        "Business; Part C",
        "AA.2",
    )
    assert (found.language, found.genre, found.word_count) == ("en", "News", 239)
    assert found.subjects == ("Floods", "Rivers & lakes")
    assert found.rights == "(Copyright (c) 2019 The Daily Example)"
    assert [block.text for block in found.body] == [
        "The gates failed.",
        "The council denied: it.",
    ]
    # The abstract is the archive's, and no standfirst.
    assert found.standfirst is None
    assert found.extra == {
        "Publication info": (
            "The Daily Example ; Arnmouth, N.Y. [Arnmouth, N.Y]12 Mar 2019: AA.2.",
        ),
        "Abstract": ("What happened to the gates.",),
        "Links": ("Links",),
        "Location": ("Arnmouth",),
        "Company / organization": ("Name: Example Company; NAICS: 522110",),
        "Publication year": ("2019",),
        "Source type": ("Newspapers",),
        "Database": ("U.S. Major Dailies",),
    }


def test_a_text_file() -> None:
    found = one(TEXT + END)
    assert (found.headline, found.edition) == ("Gates fail within an hour", "Late Edition")
    assert (found.byline, found.authors) == (
        "By Al Roe, The Daily Example",
        ("Al J Roe", "Anna Fox"),
    )
    assert (found.id, str(found.published)) == ("251439970", "2019-03-12")
    assert (found.publisher_name, found.page) == ("The Daily Example", "AA.2")
    # A label within the text is text, because others stand below it.
    assert [block.text for block in found.body] == [
        "The gates failed.",
        "Subject: this is what the letter said, and nobody read it.",
        "“We wrote every spring,” said Anna Muster.",
    ]
    assert found.subjects == ("Floods", "Rivers & lakes")


def test_paragraphs_of_a_text_file_have_their_place() -> None:
    raw = (TEXT + END).encode()
    found = one(raw)
    place, last = found.provenance, found.body[-1]
    assert place is not None
    assert last.raw is not None
    assert last.raw.of(raw[place.start : place.end].decode()) == last.text


def test_a_list_of_contents_says_how_many_items_there_are() -> None:
    contents = (
        RULE + "Report Information\n\n" + RULE + "Table of contents\n\n1. Gates\n\n2. School\n\n"
    )
    reading, items = opened("proquest", (contents + TEXT + TEXT + END).encode())
    assert (reading.announced, [codes(item) for item in items]) == (2, [set(), set()])
    reading, items = opened("proquest", (contents + TEXT).encode())
    assert (reading.announced, codes(items[1])) == (2, {"items-missing"})


def test_a_forwarded_letter_in_plain_text_is_quoted() -> None:
    info = "Publication info: The Daily Example ; Arnmouth, N.Y. [Arnmouth, N.Y]12 Mar 2019: 18."
    text = ["Full text:", "The gates failed.", "", "The council denied it."]
    head = ["Gates fail within an hour: [Late Edition]", "Author: Roe, Al", info]
    item = "\n".join([*head, *text, *LABELS.split("\n\n")])
    quoted = "\n".join(
        f"> {line}"
        for line in f"Jane sent you the following:\nEmail 4 of 5\n<>\n{item}\n<>\n{item}".splitlines()
    )
    first, second = entries("proquest", letter(quoted, kind="plain"))
    assert second.article.headline == "Gates fail within an hour"
    assert [block.text for block in second.article.body] == [
        "The gates failed.",
        "The council denied it.",
    ]
    assert first.article.headline == second.article.headline
    assert first.article.body == second.article.body
    first, _ = entries("proquest", letter(quoted, kind="plain"), id="mine")
    assert (first.article.id, codes(first)) == ("251439970", {"several-items"})


@pytest.mark.parametrize(
    ("labels", "full"),
    [
        (["Sujet", "Titre de la publication", "Pages", "Date de publication", "Langue de publication"], "Texte intégral : "),
        (["Thema", "Titel der Publikation", "Seiten", "Publikationsdatum", "Publikationssprache"], "Volltext: "),
        (["Materia", "Título de publicación", "Páginas", "Fecha de publicación", "Idioma de la publicación"], "Texto completo: "),
        (["主题", "出版物名称", "页", "出版日期", "出版物语言"], "全文："),
    ],
)  # fmt: skip
def test_the_interface_may_be_in_another_language(labels: list[str], full: str) -> None:
    values = ["Floods; Rivers", "The Daily Example; Arnmouth", "AA.2", "Mar 12, 2019", "English"]
    behind = {f"{label}: ": value for label, value in zip(labels, values, strict=True)}
    found = one(page(html(behind=behind, full=full)))
    assert found.subjects == ("Floods", "Rivers")
    assert (found.publisher_name, found.page, str(found.published), found.language) == (
        "The Daily Example",
        "AA.2",
        "2019-03-12",
        "en",
    )
    assert len(found.body) == 2
    assert found.id == "251439970"


def test_labels_that_nobody_knows_cost_neither_the_text_nor_the_number() -> None:
    behind = {"Ordhelt: ": "Floods", "Annat: ": "2019"}
    (entry,) = entries("proquest", page(html(behind=behind, full="Hela texten: ")))
    found = entry.article
    assert [block.text for block in found.body] == ["The gates failed.", "The council denied: it."]
    assert (found.id, str(found.published), found.publisher_name) == (
        "251439970",
        "2019-03-12",
        "The Daily Example",
    )
    assert (found.extra["Ordhelt"], found.extra["Annat"]) == (("Floods",), ("2019",))
    assert "item-cut" in codes(entry)


def test_a_citation_below_the_headline() -> None:
    cited = (
        '<p><span class="scholUnivAuthors">Roe, Al.</span><span class="newspaperArticle"><strong>The Daily '
        "Example</strong><strong>, Late Edition (East Coast); Arnmouth, N.Y.</strong> [Arnmouth, N.Y].&nbsp;"
        "10 Mar 2022.\n</span></p>" + line("Author: ", "Roe, Al")
    )
    found = one(page(html(above=cited, behind={"ProQuest document ID: ": "1234"})))
    assert (found.publisher_name, found.edition, str(found.published)) == (
        "The Daily Example",
        "Late Edition (East Coast)",
        "2022-03-10",
    )


def test_captions_and_dates_that_differ() -> None:
    text = "<p>The gates failed.</p><p>Illustration</p><p>Caption: A gate. (Photo by Jo Fox)</p>"
    (entry,) = entries("proquest", page(html(text=text).replace("12 Mar 2019", "13 Mar 2019")))
    assert [(block.kind, block.text) for block in entry.article.body] == [
        ("paragraph", "The gates failed."),
        ("caption", "A gate. (Photo by Jo Fox)"),
    ]
    assert str(entry.article.published) == "2019-03-12"
    assert codes(entry) == {"second-published"}


def test_a_text_with_a_broken_page_in_it() -> None:
    (entry,) = entries("proquest", page(html().replace("<html><head>", "html&gt;<head>")))
    assert len(entry.article.body) == 2
    assert entry.article.subjects == ("Floods", "Rivers & lakes")
    assert codes(entry) == {"furniture"}


def test_what_is_given_goes_before_what_is_found() -> None:
    found = one(page(html()), id="mine", publisher="Mine", language="nl")
    assert (found.id, found.publisher_name, found.language) == ("mine", "Mine", "nl")
    assert found.extra["Publication title"] == ("The Daily Example; Arnmouth, N.Y.",)
    first, _ = entries("proquest", letter(page(html(), html("251439971"))), id="mine")
    assert first.article.id == "251439970"
    assert "several-items" in codes(first)


def test_items_without_a_text_and_files_without_items() -> None:
    (entry,) = entries("proquest", page(html(text="")))
    assert "no-body" in codes(entry)
    for raw in (RULE + END, letter("Hello", kind="plain").decode()):
        _, (nothing,) = opened("proquest", raw.encode())
        assert codes(nothing) == {"no-article"}


def test_a_letter_of_very_many_letters_is_rejected() -> None:
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(5000)
    )
    raw = f"From: noreply@proquest.com\nSubject: x\n{nested}Content-Type: text/plain\n\nTitle: x\n"
    assert sure("proquest", raw) == 0
    _, (one,) = opened("proquest", raw.encode())
    assert codes(one) == {"not-parsed"}


@pytest.mark.parametrize("raw", [page(html()), html(), TEXT + END, letter(page(html())).decode()])
def test_a_file_is_known_by_its_content(raw: str) -> None:
    assert sure("proquest", raw) == 0.95
    assert chosen(raw) == "proquest"
    assert chosen(raw.replace("\n", "\r\n")) == "proquest"


@pytest.mark.parametrize("kind", OTHERS)
def test_other_files_are_left_to_other_readers(kind: str) -> None:
    assert sure("proquest", OTHERS[kind]) == 0


def test_a_text_file_in_other_encodings() -> None:
    raw = TEXT.replace("gates failed", "gates of Saint-Étienne failed") + END
    for encoding in ("utf-16", "utf-8-sig", "cp1252"):
        found = one(raw.replace("\n", "\r\n").encode(encoding))
        assert found.body[0].text == "The gates of Saint-Étienne failed."


@given(st.integers(1, 4), st.sampled_from(["page", "letter", "text"]))
def test_each_item_is_one_article(count: int, kind: str) -> None:
    pages = page(*(html(f"25143997{number}") for number in range(count)))
    raw = {"page": pages.encode(), "letter": letter(pages), "text": (TEXT * count + END).encode()}
    found = articles("proquest", raw[kind])
    assert len(found) == count
    assert all(one.headline == "Gates fail within an hour" for one in found)


@given(st.permutations(sorted(BEHIND)))
def test_labels_may_come_in_any_order(order: list[str]) -> None:
    found = one(page(html(behind={label: BEHIND[label] for label in order})))
    usual = one(page(html()))
    assert (found.published, found.subjects, found.extra) == (
        usual.published,
        usual.subjects,
        usual.extra,
    )


@given(st.integers(0, 10))
def test_a_file_that_is_cut_loses_its_last_item_at_most(tenths: int) -> None:
    pages = page(html("251439971"), html("251439972"), html("251439973"))
    for raw, mark in (
        (pages.encode(), b'<a name="DocID_'),
        (letter(pages), b"DocID_"),
        ((TEXT * 3).encode(), RULE.encode()),
    ):
        cut = raw[: len(raw) * tenths // 10]
        _, found = opened("proquest", cut)
        assert sum(isinstance(one, Entry) for one in found) >= cut.count(mark) - 1


@given(st.binary(max_size=300))
def test_no_bytes_are_a_fault(raw: bytes) -> None:
    for begin in (
        html().encode(),
        html()[:400].encode(),
        TEXT.encode(),
        RULE.encode(),
        letter("x"),
        b"",
    ):
        _, found = opened("proquest", begin + raw)
        assert not any("reader-failed" in codes(one) for one in found if isinstance(one, Rejection))


# -- real files ----------------------------------------------------------------------------


def test_the_sample_page() -> None:
    _, (entry,) = sample_items("proquest", sample("proquest", "sample-1.html"))
    assert isinstance(entry, Entry)
    found = entry.article
    assert (found.id, str(found.published), found.page) == ("251439970", "2010-05-08", "AA.2")
    assert (found.authors, found.publisher_name) == (
        ("Nathan Olivarez-Giles",),
        "Los Angeles Times",
    )
    assert (len(found.body), found.word_count, len(found.subjects)) == (9, 239, 4)


def test_the_sample_letter() -> None:
    _, items = sample_items("proquest", sample("proquest", "malformed-html-tag.eml"))
    first, second = (item.article for item in items if isinstance(item, Entry))
    assert (first.id, second.id) == ("251439970", "422208782")
    assert (first.section, second.section) == (
        "LATExtra; Part AA; Business Desk",
        "Business; Part C; Business Desk",
    )
    assert second.authors == ("E Scott Reckard", "Tiffany Hsu")
    assert (len(first.body), second.body[-1].kind) == (9, "caption")
