"""Pages as browsers, their extensions and web archives save them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Entry, ParseError, parse
from mediacorpus.readers.html_saved import how_saved, without_data
from tests.readers import test_mhtml
from tests.readers.test_html import PAGE

ORIGINAL = "https://www.example.org/news/flood"
COPY = f"https://web.archive.org/web/20200102030405/{ORIGINAL}"
SINGLE_FILE = f"""<!--
 Page saved with SingleFile
 url: {ORIGINAL}
 saved date: Tue Mar 03 2020 10:00:00 GMT+0100 (Central European Standard Time)
-->"""

# As the Wayback Machine gives the page: links lead to other copies, a toolbar stands above it.
ARCHIVED = (
    PAGE.replace('src="/', 'src="/web/20200102030405im_/https://www.example.org/')
    .replace('href="/', 'href="https://web.archive.org/web/20200102030405/https://www.example.org/')
    .replace('"datePublished"', '"url": "https:\\/\\/web.archive.org\\/web\\/20200102030405\\/'
        'https:\\/\\/www.example.org\\/news\\/flood", "datePublished"')
    .replace("<body>", """<body><!-- BEGIN WAYBACK TOOLBAR INSERT -->
<div id="wm-ipp-base"><p>The archive of the web is kept by a library, which asks for your help.</p>
</div><!-- END WAYBACK TOOLBAR INSERT -->""")
)  # fmt: skip
AT_THE_END = """<!--
     FILE ARCHIVED ON 03:04:05 Jan 02, 2020 AND RETRIEVED FROM THE
     INTERNET ARCHIVE ON 10:00:00 Mar 03, 2021.
-->"""
SCRIPT = (
    f'<script>__wm.wombat("{ORIGINAL}","20200102030405","https://web.archive.org/");</script><body>'
)
CAPTURED = datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def read(page: str | bytes, **options: object) -> Entry:
    (entry,) = parse(page, quotes=False, **options)  # type: ignore[arg-type]
    return entry


def bases(entry: Entry) -> set[tuple[str, str]]:
    return {
        (one.field, one.basis)
        for one in entry.article.evidence
        if one.field in ("url", "retrieved")
    }


def test_an_mhtml_file_says_where_the_page_was_and_when() -> None:
    entry = read(test_mhtml.saved(PAGE.encode(), "quoted-printable"))
    found = entry.article
    assert found.headline == "Flood defences in Arnmouth failed within an hour"
    assert found.url == found.id == "https://example.org/news/a-long-address"
    assert found.retrieved == datetime.datetime(2020, 3, 3, 10, tzinfo=datetime.UTC)
    assert bases(entry) == {("url", "meta"), ("retrieved", "meta")}
    assert read(test_mhtml.saved(PAGE.encode()), url=ORIGINAL).article.url == ORIGINAL


def test_an_mhtml_file_that_is_cut_says_so() -> None:
    raw = test_mhtml.saved(PAGE.encode())
    assert "mhtml-cut" in {one.code for one in read(raw[: raw.index(b"iVBOR")]).notices}
    with pytest.raises(ParseError, match="cut within the page") as caught:
        read(raw[: raw.index(b"</article>")])
    assert [one.code for one in caught.value.rejections] == ["broken-mhtml"]


@pytest.mark.parametrize(
    ("page", "url", "retrieved"),
    [
        (PAGE.replace("<head>", SINGLE_FILE + "<head>"), ORIGINAL, "2020-03-03T10:00:00+01:00"),
        (f"<!-- saved from url=(0034){ORIGINAL} -->\n{PAGE}", ORIGINAL, None),
        (
            PAGE.replace(
                "<html", "<!-- saved from url=(0029)http://example.org/a%2D%2Db -->\n<html"
            ),
            "http://example.org/a--b",
            None,
        ),
        (f"<!-- saved from url=(0014)about:internet -->\n{PAGE}", None, None),
        (f"<!-- saved from url=(0014)https://[x/ -->\n{PAGE}", None, None),
        (
            PAGE.replace("Engineers had", "saved from url=(0034)https://example.org/ had"),
            None,
            None,
        ),
    ],
    ids=["SingleFile", "Explorer", "Chrome", "no page", "broken", "in the text"],
)
def test_what_a_browser_wrote_on_a_page(page: str, url: str | None, retrieved: str | None) -> None:
    found = read(page).article
    assert found.url == url
    assert (found.retrieved.isoformat() if found.retrieved else None) == retrieved


def test_the_caller_goes_before_what_is_written_on_the_page() -> None:
    now = datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC)
    page = PAGE.replace("<head>", SINGLE_FILE + "<head>")
    entry = read(page, url="https://example.org/x", retrieved=now)
    assert (entry.article.url, entry.article.retrieved) == ("https://example.org/x", now)
    assert bases(entry) == set()


def test_pictures_that_are_written_into_a_page_are_no_part_of_a_record() -> None:
    picture = "data:image/png;base64," + "iVBORw0/" * 200_000
    for address in (
        picture,
        f'"{picture}"',
        '"./Flood_files/gate.jpg"',
        '"Flood-Dateien/gate.jpg"',
    ):
        page = PAGE.replace('"/gate.jpg"', address)
        caption = read(page, url=ORIGINAL).article.body[0]
        assert (caption.kind, caption.url, caption.alt) == ("caption", None, "A gate")
    assert without_data(f"<img src={picture}>".encode()) == b"<img src=data:image/png;base64,>"
    heavy = PAGE.replace('"/gate.jpg"', picture + "iVBORw0/" * 2_000_000)
    assert len(heavy) > 10 * 2**20
    assert read(heavy).article.body == read(PAGE.replace('"/gate.jpg"', picture)).article.body


@pytest.mark.parametrize(
    ("page", "url", "evidence"),
    [
        (ARCHIVED, COPY, {("url", "url"), ("retrieved", "url")}),
        (ARCHIVED.replace("<body>", SCRIPT), None, {("url", "meta"), ("retrieved", "meta")}),
        (ARCHIVED + AT_THE_END, ORIGINAL, {("retrieved", "meta")}),
    ],
    ids=["address", "script", "comment"],
)
def test_a_copy_of_a_web_archive_is_the_page_that_it_copies(
    page: str, url: str | None, evidence: set[tuple[str, str]]
) -> None:
    entry = read(page, url=url)
    found = entry.article
    assert found.id == found.url == found.canonical_url == ORIGINAL
    assert (found.domain, found.retrieved) == ("example.org", CAPTURED)
    assert found.extra == {"snapshot": (COPY,)}
    assert found.body[0].url == "https://www.example.org/gate.jpg"
    assert bases(entry) == evidence
    assert COPY in next(one.message for one in entry.notices if one.code == "archived-copy")
    assert "asks for your help" not in found.text
    assert not any("asks for your help" in (one.excerpt or "") for one in entry.notices)
    assert found.text == read(PAGE, url=ORIGINAL).article.text


def test_a_copy_without_an_address_is_told_to_be_one() -> None:
    entry = read(ARCHIVED + AT_THE_END)
    assert (entry.article.url, entry.article.canonical_url) == (None, ORIGINAL)
    assert (entry.article.retrieved, dict(entry.article.extra)) == (CAPTURED, {})
    assert "archived-copy" in {one.code for one in entry.notices}


def test_other_archives_have_addresses_of_the_same_form() -> None:
    copy = f"https://archive.example/coll-1/20200102030405mp_/{ORIGINAL}"
    page = PAGE.replace('href="/', 'href="/coll-1/20200102030405/https://www.example.org/')
    found = read(page, url=copy).article
    assert (found.url, found.canonical_url, found.retrieved) == (ORIGINAL, ORIGINAL, CAPTURED)


@pytest.mark.parametrize(
    ("copy", "url"),
    [
        ("20200102030405/example.org/a?x=1", "http://example.org/a?x=1"),
        ("2020/www.example.org", "http://www.example.org"),
        ("20200102030405if_/example.org:8080/a", "http://example.org:8080/a"),
        ("20200102030405/https:/example.org/a", "https://example.org/a"),
        ("20200102030405/a/b", None),
    ],
)
def test_a_copy_may_be_named_without_a_scheme(copy: str, url: str | None) -> None:
    found = how_saved("<html>", f"https://web.archive.org/web/{copy}", None)
    assert (found.url if found.is_copy else None) == url
    assert how_saved("<html>", f"https://example.org/web/{copy}", None).is_copy == ("https" in copy)


def test_a_canonical_link_to_an_archive_is_that_of_the_page() -> None:
    page = PAGE.replace('href="/news/flood"', f'href="{COPY}"')
    for url in (None, ORIGINAL, COPY):
        found = read(page, url=url).article
        assert (found.canonical_url, found.domain) == (ORIGINAL, "example.org")
        assert found.url == (url and ORIGINAL)


@pytest.mark.parametrize("url", ["https://example.org/2020/https-for-all", "https://example.org/a"])
def test_other_addresses_stay(url: str) -> None:
    assert how_saved(PAGE, url, None).url == url
    assert (
        how_saved(PAGE, f"https://web.archive.org/web/20209999999999/{url}", None).retrieved is None
    )


@given(
    st.text(), st.sampled_from([SINGLE_FILE, AT_THE_END, SCRIPT, "<!-- saved from url=(1)http://"])
)
def test_no_words_break_it(words: str, mark: str) -> None:
    how_saved(mark[:60] + words + mark[60:], words or None, None)
