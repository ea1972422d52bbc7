"""Text dumps of news pages: what each line is, and what is cut."""

from __future__ import annotations

import datetime
import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Article, Entry, Rejection, parse, read
from mediacorpus.limits import LARGEST_ITEM
from mediacorpus.readers import Context
from mediacorpus.readers.page_text import PageTextReader

# A page in the true shape, with words of our own.
PAGE = """\
Skip to content

World

Europe

Flood defences in Arnmouth failed within an hour, inquiry hears | The Daily Example

Flood defences in Arnmouth failed within an hour, inquiry hears

Engineers had asked for repairs three years before the river broke its banks, a report says.

By Mary Q. Writer and Jean d'Exemple, Environment Correspondent
Published: 12 March, 2019 | Updated: 13 March 2019, 14:05 GMT
4 min read

Share
Tweet

Volunteers fill sandbags beside the river in Arnmouth [Example Pictures]

The gates that were built to keep the river out failed within an hour, an inquiry heard on Tuesday.

“We wrote to the council every spring,” said Anna Muster, who ran the station until 2017.

READ MORE: How the river changed its course

A warning that was not heard

The council denied that it had received the letters. A spokesman said nothing was found.

A map of the flooded quarter. (Photo: Example Pictures)

Residents were told to leave at two in the morning, when the water stood in the streets already.

Related

Five towns that moved uphill

What your insurance pays for

Subscribe
"""


def article(text: str | bytes, **known: str) -> Article:
    (entry,) = parse(text, format="page-text", quotes=False, **known)  # type: ignore[arg-type]
    return entry.article


def test_the_parts_of_a_page() -> None:
    found = article(PAGE)
    assert found.headline == "Flood defences in Arnmouth failed within an hour, inquiry hears"
    assert found.standfirst is not None
    assert found.standfirst.startswith("Engineers had asked")
    assert found.byline == "By Mary Q. Writer and Jean d'Exemple, Environment Correspondent"
    assert found.authors == ("Mary Q. Writer", "Jean d'Exemple")
    assert found.published is not None
    assert (found.published.value, found.published.raw) == ("2019-03-12", "12 March, 2019")
    assert found.modified is not None
    assert found.modified.value == "2019-03-13T14:05Z"
    assert found.reading_time_minutes == 4
    assert found.language == "en"
    assert [(b.kind, b.credit, (b.text or "")[:14]) for b in found.body] == [
        ("caption", "Example Pictures", "Volunteers fil"),
        ("paragraph", None, "The gates that"),
        ("paragraph", None, "“We wrote to t"),
        ("subheading", None, "A warning that"),
        ("paragraph", None, "The council de"),
        ("caption", "Example Pictures", "A map of the f"),
        ("paragraph", None, "Residents were"),
    ]


def test_what_is_cut_is_kept_as_a_notice_with_its_place() -> None:
    (entry,) = parse(PAGE, quotes=False)
    cut = [PAGE[n.raw.start : n.raw.end] for n in entry.notices if n.raw is not None]
    assert any("Skip to content" in one for one in cut)
    assert any("READ MORE" in one for one in cut)
    assert any(one.startswith("Related") and one.endswith("Subscribe") for one in cut)
    kept = {block.text for block in entry.article.body}
    assert not any(one in kept for one in cut)


def test_no_line_vanishes_unseen() -> None:
    """Every line of the page is in a field, in a block or in a notice."""
    (entry,) = parse(PAGE, quotes=False)
    assert entry.article.standfirst is not None
    places = [e.raw for e in entry.article.evidence] + [b.raw for b in entry.article.body]
    places += [notice.raw for notice in entry.notices]
    start = 0
    for line in PAGE.splitlines(keepends=True):
        if line.strip():
            assert any(p and p.start <= start + 1 <= p.end for p in places), line
        start += len(line)


def test_evidence_points_at_what_it_says() -> None:
    found = article(PAGE)
    printed = {e.field: PAGE[e.raw.start : e.raw.end] for e in found.evidence if e.raw}
    assert printed["headline"] == found.headline
    assert "12 March, 2019" in printed["published"]
    assert printed["reading_time_minutes"] == "4 min read"
    for block in found.body:
        assert block.raw is not None
        assert block.text is not None
        assert PAGE[block.raw.start : block.raw.end].startswith(block.text[:20])


def test_the_caller_goes_before_the_page() -> None:
    url = "https://www.example.org/a#x"
    found = article(PAGE, language="en-GB", publisher="The Daily Example", url=url)
    assert found.language == "en-GB"
    assert found.publisher_name == "The Daily Example"
    assert (found.url, found.domain) == (url, "example.org")
    assert found.id == "https://www.example.org/a"
    assert {e.field: e.basis for e in found.evidence}["publisher_name"] == "caller"


def test_an_outlet_is_inferred_only_where_nothing_else_names_it() -> None:
    told = (
        "Talks fail\n\n10 May 2019\n\n"
        "“No,” she told The Daily Example's Paris correspondent Al Roe on Sunday.\n"
    )
    (entry,) = parse(told, quotes=False)
    assert entry.article.publisher_name == "The Daily Example"
    (notice,) = [n for n in entry.notices if n.code == "publisher-inferred"]
    assert notice.raw is not None
    assert notice.excerpt == "told The Daily Example's Paris correspondent"
    assert article(told, publisher="Another").publisher_name == "Another"
    assert article(told, url="https://example.org/").publisher_name is None
    rival = told.replace("The Daily Example's Paris correspondent", "CNN's")
    assert article(rival).publisher_name is None


def test_a_date_with_two_readings_is_left_out_with_a_notice() -> None:
    (entry,) = parse(
        "Talks fail again in Oslo\n\n03/04/2016\n\nThey met for an hour and then they left the city.",
        quotes=False,
    )
    assert entry.article.published is None
    (notice,) = [n for n in entry.notices if n.code == "date-unclear"]
    assert "2016-04-03" in notice.message
    assert "2016-03-04" in notice.message
    assert notice.excerpt == "03/04/2016"


BODY = (
    "\n\nThe gates that were built to keep the river out failed within an hour, it was heard.\n\n"
    "Residents were told to leave at two in the morning, when the water stood in the streets.\n"
)
MORE = (
    "\n\nThe pumps stood still as well, because nobody had paid for the oil they run on.\n\n"
    "A second inquiry is to find out who knew of it, and since when, the court decided.\n"
)


def codes(text: str, **known: object) -> list[str]:
    """The notices of reading a page, but for those of furniture."""
    (entry,) = parse(text, quotes=False, **known)  # type: ignore[arg-type]
    return [notice.code for notice in entry.notices if notice.code != "furniture"]


@pytest.mark.parametrize(
    "head",
    ["Anna Muster\n10 March 2019", "10 March 2019\n\nAnna Muster / Al Roe", "Anna Muster\nShare"],
)
def test_a_line_of_names_below_the_headline_is_a_byline(head: str) -> None:
    found = article(f"Flood gates failed\n{head}{BODY}")
    assert found.authors[0] == "Anna Muster"
    assert {e.field: e.basis for e in found.evidence}["byline"] == "inferred"
    assert len(found.body) == 2


def test_a_labelled_byline_right_behind_the_body_is_one_where_none_stands_above() -> None:
    page = f"Flood gates failed\n2 May 2019{BODY}\n"
    assert article(page + "By Anna Muster").authors == ("Anna Muster",)
    assert article(page + "Anna Muster").authors == ()
    assert article("Flood gates failed\nBy Al Roe" + BODY + "\nBy Anna Muster").authors == (
        "Al Roe",
    )


def test_what_is_said_twice_and_differs_is_told() -> None:
    head = "Flood gates failed\nBy Anna Muster\nMay 2, 2019\n3 min read\n"
    assert codes(head + "2 May 2019 10:30\nBy ANNA MUSTER" + BODY) == ["second-byline"]
    again = "By Al Roe\nMay 4, 2019\n5 min read"
    assert codes(head + again + BODY) == ["second-byline", "second-published", "second-reading"]
    assert article(head + again + BODY).published == article(head + BODY).published


def test_a_page_that_only_says_when_it_was_updated() -> None:
    page = f"Flood gates failed\nUpdated 2 May 2019{BODY}"
    found = article(page)
    assert found.modified is not None
    assert found.published == found.modified
    assert {e.field: e.basis for e in found.evidence}["published"] == "inferred"
    assert codes(page) == ["published-inferred"]


def test_a_date_at_the_foot_counts_if_it_has_a_label() -> None:
    found = article(f"Flood gates failed{BODY}\nFirst published: 2 May 2019\n\n3 June 2020\n")
    assert found.published is not None
    assert found.published.value == "2019-05-02"


def test_a_date_after_the_page_was_fetched_is_told() -> None:
    fetched = datetime.datetime(2019, 5, 1, 12, tzinfo=datetime.UTC)
    for day, told in (("2 May 2019", []), ("4 May 2019", ["date-in-future"])):
        assert codes(f"Flood gates failed\n{day}{BODY}", retrieved=fetched) == told


def test_short_sentences_are_paragraphs() -> None:
    page = (
        f"Flood gates failed{BODY}\nHe said: “No.”\n\nWho knew of it?\n{MORE}\nThe trial goes on.\n"
    )
    assert [(b.kind, b.text) for b in article(page).body if len(b.text or "") < 30] == [
        ("paragraph", "He said: “No.”"),
        ("subheading", "Who knew of it?"),
        ("paragraph", "The trial goes on."),
    ]


def test_several_short_sentences_before_a_far_longer_paragraph_are_a_standfirst() -> None:
    lead = "The river rose for days. Nobody was warned. Now two inquiries ask why."
    page = f"Flood gates failed\n2 May 2019\n{lead}\n{BODY}{MORE}"
    assert article(page).standfirst is None
    longer = BODY.strip().replace("\n\n", " ")
    assert article(f"Flood gates failed\n2 May 2019\n{lead}\n{longer}\n{MORE}").standfirst == lead


def test_an_address_is_no_headline() -> None:
    page = f"https://example.org/gates\nFlood gates failed\n2 May 2019{BODY}"
    assert article(page).headline == "Flood gates failed"


def test_places_hold_for_the_text_as_its_encoding_reads_it() -> None:
    raw = b"\xef\xbb\xbf" + f"Flood gates failed\n2 May 2019{BODY}".encode()
    (entry,) = parse(raw, quotes=False)
    provenance = entry.article.provenance
    text = raw.decode((provenance and provenance.encoding) or "")
    for block in entry.article.body:
        assert block.raw is not None
        assert text[block.raw.start : block.raw.end] == block.text


def test_what_stands_twice_is_read_once() -> None:
    assert len(article(f"Flood gates failed{BODY}{MORE}{BODY}").body) == 4


def test_what_a_site_says_of_itself_is_no_part_of_the_article() -> None:
    promotion = (
        "Sign up for our newsletter and cancel anytime.",
        "Unlimited online access to The Example and 15 other sites.",
        "A storm is coming to the coast A storm is coming to the coast",
    )
    for line in promotion:
        page = f"Flood gates failed{BODY}{line}\n{MORE}"
        assert [block.text for block in article(page).body if block.text == line] == []
        assert any(line in (one.excerpt or "") for one in parse(page, quotes=False)[0].notices)
    said = "“Subscribe to our newsletter,” he said."
    assert said in [block.text for block in article(f"Flood gates failed{BODY}{said}\n{MORE}").body]


def test_questions_and_short_answers_stay_in_order() -> None:
    page = f"The mayor replies{BODY}\nWho is to blame?\nI am.\nWhat happens now?\n{MORE}"
    kinds = [block.kind for block in article(page).body]
    assert (
        kinds
        == ["paragraph", "paragraph", "subheading", "paragraph", "subheading"] + ["paragraph"] * 2
    )


def test_a_date_within_the_body_takes_nothing_from_it() -> None:
    post = "Mayor of Arnmouth @mayor\nLearn to swim.\n10:32 AM · Nov 10, 2023"
    found = article(f"The mayor replies\n2 May 2019{BODY}\n{post}\n{MORE}")
    assert len([block for block in found.body if len(block.text or "") > 40]) == 4
    assert found.published is not None
    assert found.published.value == "2019-05-02"


@pytest.mark.parametrize("last", ["(Reuters).", "(Reuters)", "[AFP]"])
def test_a_last_paragraph_that_an_agency_signs_is_no_caption(last: str) -> None:
    found = article(f"Flood gates failed{BODY}\nThe council did not answer. {last}\n\nSubscribe\n")
    assert [(b.kind, b.text) for b in found.body][2:] == [
        ("paragraph", f"The council did not answer. {last}")
    ]


@pytest.mark.parametrize(
    "raw",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.encode("utf-16"),
        PAGE.replace("\n", "\r\n").encode(),
        PAGE.replace(" ", "\xa0").encode(),
    ],
)
def test_encoding_line_ends_and_spaces_make_no_difference(raw: bytes) -> None:
    same, other = article(PAGE), article(raw)
    assert [b.text for b in other.body] == [b.text for b in same.body]
    assert (other.headline, other.standfirst) == (same.headline, same.standfirst)
    assert (other.published, other.authors) == (same.published, same.authors)


def test_provenance_says_which_bytes_and_how_they_were_read() -> None:
    found = article(PAGE.encode("utf-16"))
    assert found.provenance is not None
    assert found.provenance.format == "page-text"
    assert found.provenance.encoding_declared == "utf-16"
    assert len(found.provenance.sha256) == 64
    assert found.id == f"sha256:{found.provenance.sha256}"


# -- bad input -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n\xc2\xa0 \xe2\x80\x8b\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100), "binary"),
        (b"\0" * 1000, "binary"),
        (b"x" * (LARGEST_ITEM + 1), "too-large"),
        (b"x" * 50_000_000, "too-large"),
    ],
)
def test_what_is_no_page_is_rejected_with_its_reason(raw: bytes, code: str) -> None:
    context = Context(sha256="0" * 64, path="a.txt")
    (rejection,) = PageTextReader().open(io.BytesIO(raw), context)
    assert isinstance(rejection, Rejection)
    assert (rejection.code, rejection.path, rejection.start) == (code, "a.txt", 0)
    assert rejection.reader == "page-text"


def test_a_nul_in_the_text_is_left_out_with_a_notice() -> None:
    (entry,) = parse(PAGE.replace("river", "ri\0ver").encode(), quotes=False)
    assert "\0" not in entry.article.text
    assert "control-characters" in {notice.code for notice in entry.notices}


def test_what_was_lost_in_decoding_is_told() -> None:
    (entry,) = parse(PAGE.encode().replace(b"inquiry", b"inqu\xffry", 1), quotes=False)
    assert "undecodable" in {notice.code for notice in entry.notices}
    (entry,) = parse("Talks fail in \ud800 Oslo", quotes=False)
    assert entry.article.headline == "Talks fail in \ufffd Oslo"


@pytest.mark.parametrize(
    ("raw", "declared", "detected", "used", "replaced"),
    [
        (PAGE.encode(), None, None, "utf-8", 0),
        (b"\xef\xbb\xbf" + PAGE.encode(), "utf-8", None, "utf-8-sig", 0),
        (PAGE.encode("utf-16"), "utf-16", None, "utf-16", 0),
        (PAGE.encode("utf-16-be"), None, "utf-16-be", "utf-16-be", 0),
        (PAGE.encode("cp1252"), None, "cp1252", "cp1252", 0),
        (PAGE.encode().replace(b"river", b"ri\xffver", 2), None, None, "utf-8", 2),
    ],
)
def test_the_encoding_is_on_record(
    raw: bytes, declared: str | None, detected: str | None, used: str, replaced: int
) -> None:
    found = article(raw).provenance
    assert found is not None
    assert (found.encoding_declared, found.encoding_detected) == (declared, detected)
    assert (found.encoding, found.replaced_characters) == (used, replaced)


def test_an_encoding_that_was_guessed_is_told() -> None:
    text = PAGE.replace("river", "río")
    guessed = parse(text.encode("cp1252"), quotes=False)[0]
    assert guessed.article.text == article(text).text
    assert guessed.article.provenance is not None
    assert guessed.article.provenance.encoding_detected == "cp1252"
    assert "encoding-detected" in {notice.code for notice in guessed.notices}
    assert "encoding-detected" not in codes(text)


def test_the_headline_stands_above_the_date() -> None:
    below = "…as families of the valley wait for word of those who stayed behind"
    found = article(f"Flood gates failed\n2 May 2019\n{below}{BODY}")
    assert found.headline == "Flood gates failed"


def test_a_headline_and_the_date_may_share_the_first_line() -> None:
    found = article(f"Mayor resigns | 2 May 2019{BODY}")
    assert (found.headline, found.section) == ("Mayor resigns | 2 May 2019", None)
    assert found.published is not None
    assert found.published.value == "2019-05-02"
    found = article(f"Crown court | 2 May 2019\nMayor of Arnmouth is cleared of all charges{BODY}")
    assert found.headline == "Mayor of Arnmouth is cleared of all charges"
    assert found.section == "Crown court"


def test_a_headline_alone_is_an_article_without_a_body() -> None:
    (entry,) = parse("Talks fail in Oslo", quotes=False)
    assert entry.article.headline == "Talks fail in Oslo"
    assert "no-body" in {notice.code for notice in entry.notices}


def test_a_page_of_short_lines_has_no_body() -> None:
    page = "Talks fail in Oslo for the second time today\n\nA line of forty characters or more that never comes to an end\n"
    (entry,) = parse(page, quotes=False)
    assert entry.article.headline is not None
    assert entry.article.body == ()
    assert "no-body" in {notice.code for notice in entry.notices}


def test_prose_alone_has_no_headline() -> None:
    prose = "The gates that were built to keep the river out failed within an hour of the storm."
    (entry,) = parse(prose, quotes=False)
    assert [block.text for block in entry.article.body] == [prose]
    assert "no-headline" in {notice.code for notice in entry.notices}


@pytest.mark.parametrize(
    "text",
    ["a\n" * 160_000, "a b\n\n" * 80_000, "x" * LARGEST_ITEM, "word " * (LARGEST_ITEM // 5)],
    ids=["short lines", "blank lines", "one word", "one line"],
)
def test_time_grows_with_the_text(text: str) -> None:
    started = time.process_time()
    parse(text, format="page-text", quotes=False)
    whole = time.process_time() - started
    started = time.process_time()
    parse(text[: len(text) // 4], format="page-text", quotes=False)
    quarter = time.process_time() - started
    assert whole < 12 * quarter + 0.3  # linear is 4; squared would be 16


@given(st.text() | st.lists(st.sampled_from(PAGE.splitlines()), max_size=40).map("\n".join))
def test_any_text_is_entries_or_rejections(text: str) -> None:
    context = Context(sha256="0" * 64)
    raw = text.encode("utf-8", "replace")
    for item in PageTextReader().open(io.BytesIO(raw), context):
        if isinstance(item, Entry):
            found = item.article
            for block in found.body:
                assert block.raw is not None
                assert block.raw.end <= len(text)
            assert found.text.strip() == found.text
        else:
            assert item.code in ("empty", "binary", "no-article")


def test_files_of_a_folder_are_read_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.html").write_text("<!DOCTYPE html><html><body>x")
    found = list(read(tmp_path, quotes=False))
    assert isinstance(found[0], Entry)
    assert found[0].article.provenance is not None
    assert found[0].article.provenance.path == "a.txt"
    assert [one.code for one in found[1:] if isinstance(one, Rejection)] == [
        "empty",
        "no-article",
    ]


LEAD = "The council voted on Tuesday to close the old gates for good."
END = "The mayor says that the river will be watched by day and by night."


@pytest.mark.parametrize(
    "between",
    [
        "Share\nFacebook\nTwitter\nWhatsApp\nEmail",
        "Read more\nFive towns that moved uphill\nWhat your insurance pays for\nThe river in 1883",
    ],
)
def test_no_short_lines_part_a_sentence_from_the_body(between: str) -> None:
    found = article(
        f"Flood gates failed\nBy Anna Muster\n2 May 2019\n{LEAD}\n{between}\n{BODY}\n{between}\n{END}\n"
    )
    paragraphs = [block.text for block in found.body if block.kind == "paragraph"]
    assert (paragraphs[0], len(paragraphs), paragraphs[-1]) == (LEAD, 4, END)


def test_what_stands_above_the_facts_or_far_away_is_no_part_of_the_body() -> None:
    cookies = "We store cookies on your device, and so do our many partners."
    others = "\n".join(f"Another story {number}" for number in range(12))
    page = f"{cookies}\nAccept all\nFlood gates failed\n2 May 2019\n{BODY}\n{others}\n{END}\n"
    assert len(article(page).body) == 2


@pytest.mark.parametrize("head", ["{}By Anna Muster\n2 May 2019\n" + LEAD, LEAD + "\n{}" + LEAD])
@pytest.mark.parametrize("label", ["Image caption,\n", "Image caption, "])
def test_a_caption_below_its_source_and_its_label(head: str, label: str) -> None:
    block = f"Image source, Al Roe\n{label}The gates have stood since 1883.\n"
    found = article(f"Flood gates failed\n{head.format(block)}{BODY}")
    captions = [(b.text, b.credit) for b in found.body if b.kind == "caption"]
    assert captions == [("The gates have stood since 1883.", "Al Roe")]
    assert LEAD in found.text


def test_a_short_transcript_is_kept_whole() -> None:
    spoken = ["ANNA FOX: It fell. I was there.", "BEN ROE: Who else?", "ANNA FOX: Nobody at all."]
    found = article("\n".join(["Flood gates failed", "2 May 2019", LEAD, *spoken]))
    assert [block.text for block in found.body] == [LEAD, *spoken]


def test_the_dateline_of_a_press_release_gives_the_day_where_nothing_else_does() -> None:
    page = f"Flood gates failed{{}}\n\nBOSTON, Sept. 18, 2023 /Example Wire/ -- {LEAD}{BODY}"
    found = article(page.format(""))
    assert str(found.published) == "2023-09-18"
    assert {e.field: e.basis for e in found.evidence}["published"] == "inferred"
    assert codes(page.format("")) == ["published-inferred"]
    assert str(article(page.format("\n2 May 2019")).published) == "2019-05-02"


def test_so_does_that_of_an_agency_where_it_has_its_year() -> None:
    page = f"Flood gates failed\n\nPORT VILA, {{}} (Reuters) - {LEAD}{BODY}"
    assert str(article(page.format("March 4, 2023")).published) == "2023-03-04"
    assert codes(page.format("March 4, 2023")) == ["published-inferred"]
    assert article(page.format("March 4")).published is None


def test_facts_of_other_articles_end_the_body() -> None:
    paragraphs = [f"On day {n}, {LEAD}" for n in range(6)]
    teasers = "".join(f"\n\nTowns move {n}\n\nIn town {n}, {LEAD}\n\n{n} May 2019" for n in (3, 4))
    body = "\n\n".join(paragraphs)
    found = article(f"Flood gates failed\n\n2 May 2019\n\n{body}\n\n1 May 2019{teasers}\n")
    assert [block.text for block in found.body] == paragraphs


def test_of_two_lines_at_the_top_the_first_is_the_headline() -> None:
    standfirst = "Mayor says closure is the only safe option, but traders fear ruin"
    found = article(
        f"Council to close bridge over cracks\n{standfirst}\nBy Anna Muster\n2 May 2019\n{LEAD}\n{BODY}\n"
    )
    assert (found.headline, found.standfirst) == ("Council to close bridge over cracks", standfirst)


@pytest.mark.parametrize(
    ("language", "lines", "author", "caption", "credit"),
    [
        (
            "ja",
            [
                "市の大橋、来月から通行止め 工事は三月まで",
                "2026年11月22日 21時17分 山田太郎記者",
                "ひびが見つかった大橋（鈴木撮影）",
                "市は22日、ひびが見つかった大橋を来月から通行止めにすると発表した。工事は三月まで続く。",
                "市長は記者会見で「安全を第一に考えた」と述べ、住民に理解を求めた。臨時バスを走らせる。",
                "【関連記事】",
            ],
            "山田太郎",
            "ひびが見つかった大橋",
            "鈴木",
        ),
        (
            "ko",
            [
                "시, 금이 간 큰 다리 다음 달부터 통제",
                "홍길동 기자",
                "입력 2026.11.22 21:17",
                "금이 간 큰 다리. 사진=연합뉴스",
                "시는 22일 금이 간 큰 다리를 다음 달부터 통제한다고 밝혔다. 공사는 세 달 동안 이어진다.",
                "시장은 기자회견에서 안전이 먼저라며 시민의 이해를 구했다. 임시 버스도 다닐 예정이다.",
                "관련기사",
            ],
            "홍길동",
            "금이 간 큰 다리.",
            "연합뉴스",
        ),
        (
            "uk",
            [
                "Місто закриє старий міст через тріщини",
                "22 листопада 2026, 21:17",
                "Автор: Олена Коваль",
                "Тріщини на старому мосту. Фото: Укрінформ",
                "Міський голова повідомив, що старий міст закриють на ремонт, який триватиме до весни.",
                "Він додав, що на цей час містом їздитимуть автобуси, а також попросив про терпіння.",
                "Читайте також",
            ],
            "Олена Коваль",
            "Тріщини на старому мосту.",
            "Укрінформ",
        ),
    ],
)
def test_a_page_of_another_script_has_the_same_parts(
    language: str, lines: list[str], author: str, caption: str, credit: str
) -> None:
    found = article("\n".join(lines))
    assert found.language == language
    assert found.headline == lines[0]
    assert found.authors == (author,)
    assert str(found.published) == "2026-11-22T21:17"
    assert [(block.kind, block.text, block.credit) for block in found.body] == [
        ("caption", caption, credit),
        ("paragraph", lines[-3], None),
        ("paragraph", lines[-2], None),
    ]


def test_a_link_with_a_bar_in_it_is_no_subheading() -> None:
    links = "WATCH | The gates reopen", "The gates reopen"
    for line, kind in zip(links, ([], ["subheading"]), strict=True):
        body = article(f"Flood gates failed{BODY}\n{line}\n{MORE}").body
        assert [block.kind for block in body if block.text == line] == kind


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("Flood gates failed within an hour | Reuters", None),
        ("Flood gates failed within an hour | The Daily Example", None),
        ("Flood gates failed within an hour - Example Times", None),
        ("Flood gates failed within an hour – Arnmouth Today", "https://arnmouth-today.example/a"),
    ],
)
def test_the_name_of_the_site_behind_the_headline_is_left_out(
    printed: str, url: str | None
) -> None:
    entry = parse(f"{printed}\nBy Anna Muster\n2 May 2019{BODY}", url=url, quotes=False)[0]
    assert entry.article.headline == "Flood gates failed within an hour"
    assert any(one.excerpt == printed for one in entry.notices)


@pytest.mark.parametrize(
    "headline", ["Flood gates failed - what we know of it", "LIVE | Flood gates failed in Arnmouth"]
)
def test_what_a_headline_says_behind_a_dash_or_a_bar_stays(headline: str) -> None:
    assert article(f"{headline}\n2 May 2019{BODY}").headline == headline


def test_a_credit_below_what_somebody_says_makes_no_caption_of_it() -> None:
    said = "“We wrote to the council every spring,” said Anna Muster."
    body = article(f"Flood gates failed\n2 May 2019{BODY}\n{said}\nGetty Images\n{MORE}").body
    assert [block.kind for block in body if block.text == said] == ["paragraph"]


def test_a_caption_behind_the_last_paragraph_is_one() -> None:
    (*_, last) = article(f"Flood gates failed\n2 May 2019{BODY}{MORE}\nThe gates [Getty]\n").body
    assert (last.kind, last.text, last.credit) == ("caption", "The gates", "Getty")


def test_a_paragraph_with_a_dateline_is_no_standfirst() -> None:
    lead = "LONDON (Reuters) - The gates of the town failed within an hour on Tuesday."
    picture = "The gates on Tuesday. REUTERS/Anna Muster"
    found = article(f"Flood gates failed\n2 May 2019\n\n{lead}\n\n{picture}\n{BODY}{MORE}")
    assert found.standfirst is None
    assert found.body[0].text == lead


def test_what_begins_with_a_bullet_is_an_item_of_a_list() -> None:
    items = "The plan has three parts:\n• lower walls\n• More pumps for the old town of Arnmouth.\n"
    body = article(f"Flood gates failed\n2 May 2019{BODY}\n{items}{MORE}").body
    kinds = [block.kind for block in body if (block.text or "") in items]
    assert kinds == ["paragraph", "list_item", "list_item"]


def test_a_bulleted_standfirst_has_no_bullets() -> None:
    bullets = "• Council was warned.\n• Nobody was heard.\n"
    found = article(f"Flood gates failed\n{bullets}2 May 2019{BODY}")
    assert found.standfirst == "Council was warned. Nobody was heard."


def test_a_day_in_a_caption_is_not_that_of_the_article() -> None:
    line = "The gates of the old town, on 3 March 2018. ANNA ROUX / AFP"
    found = article(f"Flood gates failed\n2 May 2019{BODY}\n{line}\n{MORE}")
    assert [(b.text, b.credit) for b in found.body if b.kind == "caption"] == [
        ("The gates of the old town, on 3 March 2018.", "ANNA ROUX / AFP")
    ]
    assert found.published is not None
    assert found.published.value == "2019-05-02"


def test_prose_that_is_left_out_has_a_notice_of_its_own() -> None:
    gates = (
        "The gates that were built to keep the river out failed within an hour, a report says.\n",
        "“We wrote to the council every spring,” said Anna Muster, who ran the station.\n",
        "The council denied that it had received the letters, and would not say who opens them.\n",
        "Those who live beside the river were told to leave their houses at two in the morning.\n",
    )
    school = (
        "The school stays closed until the end of the week, because its roof is not safe.\n",
        "Parents were told by a letter that their children are to learn at home until then.\n",
        "“Nobody has asked us,” said Paul Beispiel, whose two daughters go to the school.\n",
    )
    menu = "Home\nWorld\nPolitics\nSport\nCulture\nTravel\nWeather\nJobs\nShop\nContact\n"
    first = "Gates fail within an hour\n12 March 2019\n" + "".join(gates)
    second = "School stays closed after storm\n14 March 2019\n" + "".join(school)
    (entry,) = parse(first + menu + second, quotes=False)
    (notice,) = (one for one in entry.notices if one.code == "prose-left-out")
    assert notice.message == "15 lines of the page left out, among them 3 of prose with 46 words"
    assert notice.raw
    assert "learn at home" in (first + menu + second)[notice.raw.start : notice.raw.end]

    (entry,) = parse(first + menu + "School stays closed\n" + school[0], quotes=False)
    assert {one.code for one in entry.notices} == {"furniture"}


@pytest.mark.parametrize(
    "between",
    [
        "Read more: Five towns that moved",
        "LEIA TAMBÉM:\nFive towns that moved\nWhat a flood costs",
        "Læs også\nFive towns that moved",
        "Sign up for our newsletter",
    ],
)
def test_a_short_last_paragraph_below_links_is_one(between: str) -> None:
    body = (
        "The gates that were built to keep the river out failed within an hour, a report says.",
        "“We wrote to the council every spring,” said Anna Muster, who ran the station.",
    )
    for last in ("The inquiry goes on.", "The gates will open on Tuesdays and Thursdays."):
        text = "Gates fail\n12 March 2019\n" + "\n".join((*body, between, last, "Share\n"))
        article = parse(text, quotes=False)[0].article
        assert [(block.kind, block.text) for block in article.body] == [
            ("paragraph", words) for words in (*body, last)
        ]


def test_the_headline_below_read_also_is_no_subheading() -> None:
    body = (
        "The gates that were built to keep the river out failed within an hour, a report says.",
        "“We wrote to the council every spring,” said Anna Muster, who ran the station.",
    )
    text = f"Gates fail\n12 March 2019\n{body[0]}\nRead more\nFive towns moved\n{body[1]}\n"
    assert [block.text for block in parse(text, quotes=False)[0].article.body] == [*body]


def test_a_credit_may_stand_below_a_caption_that_is_there_twice() -> None:
    caption = "Neighbours fill their cans beside the gate, last Friday."
    text = (
        f"Gates fail\n12 March 2019\n{caption}\n{caption}\nJEAN D'EXEMPLE (EFE)\n"
        "The gates that were built to keep the river out failed within an hour, a report says.\n"
        "“We wrote to the council every spring,” said Anna Muster, who ran the station.\n"
    )
    block = parse(text, quotes=False)[0].article.body[0]
    assert (block.kind, block.text, block.credit) == ("caption", caption, "JEAN D'EXEMPLE (EFE)")
