"""Exports of Europresse, in the older layout and in the newer one."""

from __future__ import annotations

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

CERTIFICATE = """<table><tr><td><img alt="Certificat">news·20121004·GAZ·2040</td></tr><tr><td>Ce
certificat est émis à <b>Université</b> à des fins de visualisation.</td></tr></table></td></tr></table>
<p><br><br><table><tr><td><table id="tbHeaderImages"><tr><td><img src="x.gif"></td></tr></table>"""

OLDER = (
    """<span class="DocPublicationName">La Gazette, no. 5968</span><br>
<span class="DocHeader">Politique, </span><span class="DocHeader">jeudi </span>
<span class="DocHeader">4 octobre 2012</span><span class="DocHeader">, p. 03</span><br><br>
Enquête<br><span class="TitreArticleVisu">Les <span style="color:red">vannes</span> ont cédé</span>
<br><br>Anne Exemple<br><p></p>Les vannes ont cédé mardi, <font style="font-weight:bold;">dit-on</font>.
<p></p>Le conseil le nie.<p></p>(1) Une note.<p></p>
<b><i>© 2012 La Gazette. Tous droits réservés.</i></b><p></p>
Numéro de document : news·20121004·GAZ·2040<br><br><br>"""
    + CERTIFICATE
)
BEFORE_OLDER = (
    '<html><head><META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"></head>'
    "<body><form><input value='Sauvegarder'></form><table><tr><td>"
)

NEWER = """<article> <header> <img sourcecode="GAZ" src="x.gif" />
<div class="rdp__DocPublicationName"> <span class="DocPublicationName">La Gazette   Arnmouth  </span> </div>
<div> <span class="DocHeader">Communication, mardi 14 mars 2006 1 134 mots, p. 16</span> </div>
<div><p>MÉDIAS</p></div>
<div class="titreArticle"> <p class="sm-margin-bottomNews">Tribunes</p>
<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Les vannes ont cédé</p>
<p class="sm-margin-TopNews rdp__subtitle">Le conseil savait</p> </div>
<div class="docAuthors">Anne Exemple et Jean Dupont</div> </header>
<section> <div class="DocText clearfix"> <div class='docOcurrContainer'> <p>Les <mark>vannes</mark> ont
cédé mardi.</p> <p>Le conseil le nie.</p> </div> </div> </section>
<aside> <div> <p><b>Illustration(s) : </b></p> <p></p> <div><p>Une vanne.</p> </div> </div>
<div> <b>Note(s) : </b><p>(14 mars 1956.)</p> </div> </aside>
<footer> <small>© 2006 La Gazette. Tous droits réservés.</small>
<p>Numéro de document : news·20060315·GAZ·0q1503_1256056</p>
<div class="apd-wrapper"><span class="source-name-APD">Le Courrier</span></div>
<div id="divPubliC"> <div> <span id="PubliC_lblNodoc">news·20060315·GAZ·0q1503_1256056</span> </div>
<div> <span id="PubliC_lblCertificatIssuedTo">Ce certificat est émis à <b>Université</b></span> </div>
<div> <span>Date d'émission : <b>2015-07-04</b></span> </div> </div> </footer> </article>"""
BEFORE_NEWER = """<!DOCTYPE html> <html> <head> <meta charset="utf-8"> <title></title> <style
type="text/css">.DocPublicationName{color:#83724e}.titreArticleVisu{color:#194169}</style></head><body>
"""


def newer(*items: str) -> str:
    return BEFORE_NEWER + " ".join(items) + " </body> </html>"


def older(*items: str) -> str:
    return BEFORE_OLDER + "".join(items) + "</table></body></html>"


def one(raw: str | bytes, **known: object) -> Article:
    (found,) = articles("europresse", raw, **known)
    return found


def test_the_newer_layout() -> None:
    found = one(newer(NEWER))
    assert (found.id, found.alt_ids["europresse"]) == ("news·20060315·GAZ·0q1503_1256056",) * 2
    assert (found.kicker, found.headline, found.subhead) == (
        "Tribunes",
        "Les vannes ont cédé",
        "Le conseil savait",
    )
    assert (found.byline, found.authors) == (
        "Anne Exemple et Jean Dupont",
        ("Anne Exemple", "Jean Dupont"),
    )
    assert (found.publisher_name, found.edition, found.section) == (
        "La Gazette",
        "Arnmouth",
        "Communication",
    )
    assert (str(found.published), found.page, found.word_count) == ("2006-03-14", "16", 1134)
    assert (found.language, found.rights) == ("fr", "© 2006 La Gazette. Tous droits réservés.")
    assert [(block.kind, block.text) for block in found.body] == [
        ("paragraph", "Les vannes ont cédé mardi."),
        ("paragraph", "Le conseil le nie."),
        ("caption", "Une vanne."),
        ("note", "(14 mars 1956.)"),
    ]
    assert found.extra == {"rubric": ("MÉDIAS",), "republished": ("Le Courrier",)}


def test_the_older_layout() -> None:
    found = one(older(OLDER))
    assert found.id == "news·20121004·GAZ·2040"
    assert (found.kicker, found.headline) == ("Enquête", "Les vannes ont cédé")
    assert (found.byline, found.authors) == ("Anne Exemple", ("Anne Exemple",))
    assert (found.publisher_name, found.section, found.page) == ("La Gazette", "Politique", "03")
    assert str(found.published) == "2012-10-04"
    assert [block.text for block in found.body] == [
        "Les vannes ont cédé mardi, dit-on.",
        "Le conseil le nie.",
        "(1) Une note.",
    ]
    assert found.rights == "© 2012 La Gazette. Tous droits réservés."
    assert found.extra == {"issue": ("no. 5968",)}


def test_a_first_paragraph_is_no_byline() -> None:
    found = one(older(OLDER.replace("Anne Exemple<br><p></p>", "")))
    assert found.byline is None
    assert len(found.body) == 3


@pytest.mark.parametrize(
    ("printed", "section", "day", "page"),
    [
        ("World, Friday, November 13, 2015", "World", "2015-11-13", None),
        ("Seine-Saint-Denis, lundi 28 janvier 2013, p. 93_T_17", "Seine-Saint-Denis", "2013-01-28", "93_T_17"),
        ("jeudi 6 février 2014", None, "2014-02-06", None),
        ("Monde, Europe, jeudi 6 février 2014, p. 3,4", "Monde, Europe", "2014-02-06", "3,4"),
        ("mercredi 11 septembre 2024 - 10:35 UTC +02:00 134 mots", None, "2024-09-11T10:35+02:00", None),
        ("Une, samedi 1er octobre 2016 88 words, p. A1", "Une", "2016-10-01", "A1"),
        ("Revue, mars 2016", "Revue", "2016-03", None),
    ],
)  # fmt: skip
def test_the_line_with_the_date(
    printed: str, section: str | None, day: str, page: str | None
) -> None:
    raw = NEWER.replace("Communication, mardi 14 mars 2006 1 134 mots, p. 16", printed)
    found = one(newer(raw))
    assert (found.section, str(found.published), found.page) == (section, day, page)
    assert "header" not in found.extra


def test_a_weekday_that_is_not_the_days_leaves_the_date_in_doubt() -> None:
    (entry,) = entries("europresse", newer(NEWER.replace("mardi 14", "jeudi 14")))
    assert entry.article.published is None
    assert codes(entry) == {"date-unclear"}


def test_what_is_not_closed_and_what_is_closed_too_often() -> None:
    first, second = articles(
        "europresse", newer(NEWER.replace("</section>", "</div></div></section>"), NEWER)
    )
    assert first.id == second.id
    assert first.rights == second.rights


def test_utf_8_that_says_it_is_latin_1_and_latin_1_itself() -> None:
    assert one(older(OLDER).encode()).headline == "Les vannes ont cédé"
    assert one(older(OLDER).encode("latin-1")).headline == "Les vannes ont cédé"
    assert one(older(OLDER).encode("latin-1")).id == "news·20121004·GAZ·2040"


def test_what_is_given_goes_before_what_is_found() -> None:
    found = one(newer(NEWER), id="mine", publisher="Mine", language="nl")
    assert (found.id, found.publisher_name, found.language) == ("mine", "Mine", "nl")
    first, second = entries("europresse", newer(NEWER, NEWER), id="mine")
    assert first.article.id == second.article.id == "news·20060315·GAZ·0q1503_1256056"
    assert codes(first) == {"several-items"}


def test_documents_without_a_text_and_with_nothing() -> None:
    bare = NEWER[: NEWER.index("<section>")] + NEWER[NEWER.index("<footer>") :]
    _, items = opened("europresse", newer(bare, "<article></article>", NEWER).encode())
    assert [codes(item) for item in items] == [{"no-body"}, {"no-article"}, set()]
    _, (nothing,) = opened("europresse", BEFORE_NEWER.encode())
    assert codes(nothing) == {"no-article"}


@pytest.mark.parametrize("raw", [newer(NEWER), older(OLDER)])
def test_a_file_is_known_by_its_content(raw: str) -> None:
    assert sure("europresse", raw) == 0.95
    assert chosen(raw) == "europresse"


@pytest.mark.parametrize("kind", OTHERS)
def test_other_files_are_left_to_other_readers(kind: str) -> None:
    assert sure("europresse", OTHERS[kind]) == 0


@given(st.integers(1, 5), st.sampled_from(["newer", "older"]))
def test_each_document_is_one_article(count: int, layout: str) -> None:
    raw = newer(*[NEWER] * count) if layout == "newer" else older(*[OLDER] * count)
    found = articles("europresse", raw)
    assert len(found) == count
    assert {len(one.body) for one in found} == {4 if layout == "newer" else 3}


@given(st.integers(0, 10))
def test_a_file_that_is_cut_loses_its_last_document_at_most(tenths: int) -> None:
    for raw, mark in (
        (newer(NEWER, NEWER, NEWER).encode(), b"<article>"),
        (older(OLDER, OLDER, OLDER).encode(), b'<span class="DocPublicationName">'),
    ):
        cut = raw[: len(raw) * tenths // 10]
        _, found = opened("europresse", cut)
        assert sum(isinstance(one, Entry) for one in found) >= cut.count(mark) - 1


@given(st.binary(max_size=300))
def test_no_bytes_are_a_fault(raw: bytes) -> None:
    for begin in (NEWER, NEWER[:600], OLDER, OLDER[:300], "<article>", ""):
        _, found = opened("europresse", begin.encode() + raw)
        assert not any("reader-failed" in codes(one) for one in found if isinstance(one, Rejection))


# -- real files ----------------------------------------------------------------------------


def test_the_sample_of_the_older_layout() -> None:
    _, items = sample_items("europresse", sample("europresse", "europresse_test1.html"))
    first, second, third = (item.article for item in items if isinstance(item, Entry))
    # It says a weekday that is not the day's.
    assert codes(items[0]) == {"date-unclear"}
    assert (first.headline, first.publisher_name) == ("A heading: some text", "l'Humanité")
    assert (second.byline, str(second.published)) == ("Second Author", "2012-10-03")
    assert (third.kicker, third.publisher_name, third.page) == ("Subtitle", "Magazine 1", "03")
    assert [len(one.body) for one in (first, second, third)] == [2, 2, 1]


def test_the_sample_of_the_newer_layout() -> None:
    _, items = sample_items("europresse", sample("europresse", "europresse_test2.html"))
    found = [item.article for item in items if isinstance(item, Entry)]
    assert [one.headline for one in found] == ["Title", "Title", "A heading", "Title"]
    assert [str(one.published) for one in found] == ["2006-03-14"] * 2 + ["2006-03-13"] * 2
    assert [one.page for one in found] == ["16", "12", "MDE6", "32"]
    assert all(one.body and one.id.startswith("news·") for one in found)
    assert not any(codes(item) for item in items)
