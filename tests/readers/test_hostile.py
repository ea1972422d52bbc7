"""Input that would make a reader hang, or lose text in silence: within the limits, all of it is
read, or rejected with a reason, in time."""

from __future__ import annotations

import gzip
import os
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Entry, Limits, ParseError, parse
from tests.growth import growth

SENTENCE = (
    "They met in Oslo, and they left after an hour of talks that nobody had expected to last."
)
TEXT = f"Talks fail\n\n10 October 2016\n\n{SENTENCE}\n"
BOUND = 30.0
"""Seconds, on a machine with much else to do; nothing here takes more than some of them."""


def page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><h1>Talks fail</h1>"
        f"<p>{SENTENCE}</p>{body}</body></html>"
    )


def json_ld(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


def outcome(raw: str | bytes, limits: Limits | None = None) -> Entry | str:
    """The entry, or the code of the rejection."""
    started = time.monotonic()
    try:
        (entry,) = parse(raw, quotes=False, limits=limits or Limits())
    except ParseError as error:
        (rejection,) = error.rejections
        assert len(rejection.reason) > 20
        return rejection.code
    finally:
        assert time.monotonic() - started < BOUND
    return entry


def text_of(raw: str | bytes, limits: Limits | None = None) -> str:
    entry = outcome(raw, limits)
    assert isinstance(entry, Entry), entry
    return entry.article.text


# -- what keeps parsers busy ---------------------------------------------------------------

MANY = 100_000


@pytest.mark.parametrize(
    "tag",
    [
        "<div " + " ".join(f"a{n}=1" for n in range(MANY)) + ">",
        "<div " + "a=1 " * MANY + ">",
        "<div " + "".join(f"a{n}=''" for n in range(MANY)) + ">",
        "<div " + " ".join(f"a{n}='>'" for n in range(MANY)) + ">",
        '<div b="<!--" ' + " ".join(f'a{n}="<"' for n in range(MANY)) + ">",
        "<!--><div " + "a=1 " * MANY + ">",
        "<script>a<b</script><div " + "a=1 " * MANY + ">",
    ],
    ids=["names", "equal", "no space", "brackets", "comment in a value", "empty comment", "script"],
)
def test_a_tag_with_very_many_attributes_is_rejected(tag: str) -> None:
    assert outcome(page(tag)) == "not-parsed"


@pytest.mark.parametrize("code", [f"if (a<b) {{ {'x = y; ' * 5000} }}", "a<b " + "word " * 5000])
def test_what_a_script_or_a_comment_holds_is_no_tag(code: str) -> None:
    for markup in (f"<script>{code}</script>", f"<!-- {code} -->", f"<style>{code}</style>"):
        assert SENTENCE in text_of(page(markup))


@pytest.mark.parametrize("tag", ["div", "b", "p><font", "table><tr><td", "ul><li", "svg><g"])
def test_very_many_elements_within_each_other_are_rejected(tag: str) -> None:
    assert outcome(page(f"<{tag}>" * MANY)) == "not-parsed"


@pytest.mark.parametrize("depth", [255, 256, 257, 300, 1000, 2000, 2500])
def test_what_is_deep_in_the_page_is_read_or_the_page_rejected(depth: int) -> None:
    deep = "<div>" * depth + f"<p>{SENTENCE} Deep.</p>" + "</div>" * depth
    found = outcome(page(f"{deep}<p>{SENTENCE} Behind.</p>"))
    if isinstance(found, Entry):
        assert "Deep." in found.article.text
        assert "Behind." in found.article.text
    else:
        assert found == "not-parsed"
    assert isinstance(found, Entry) == (depth <= 2000)


def test_a_fault_behind_very_many_others_is_seen() -> None:
    assert outcome(page("</x>" * 1000 + "<div>" * 3000)) == "not-parsed"


CIRCLE = '[{"@id":"a","name":[{"@id":"b"}]},{"@id":"b","name":[{"@id":"a"},"Jane Smith"]},'
TWICE = "".join(
    f'{{"@id":"{n}","name":[{{"@id":"{n + 1}"}},{{"@id":"{n + 1}"}}]}},' for n in range(60)
)


@pytest.mark.parametrize(
    "objects",
    [
        f"{CIRCLE}",
        f'[{TWICE}{{"@id":"60","name":"Jane Smith"}},{{"@id":"a","name":[{{"@id":"0"}}]}},',
    ],
)
def test_objects_that_name_each_other_over_and_over(objects: str) -> None:
    value = objects + '{"@type":"NewsArticle","author":{"@id":"a"}}]'
    entry = outcome(page("", json_ld(value)))
    assert isinstance(entry, Entry)
    assert entry.article.authors == ("Jane Smith",)


@pytest.mark.parametrize(
    "value", ["[" * MANY, '{"a":' * MANY, "{" + "," * MANY, '{"a":1' + " " * MANY + "x"]
)
def test_json_ld_that_is_none_is_a_notice(value: str) -> None:
    entry = outcome(page("", json_ld(value)))
    assert isinstance(entry, Entry)
    assert "json-ld-broken" in {notice.code for notice in entry.notices}


# -- size ----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [page, lambda words: f"{TEXT}\n{words}"], ids=["html", "text"])
def test_a_text_of_20_megabytes_is_too_large_and_whole_where_it_may_be(
    make: Callable[[str], str],
) -> None:
    raw = make("word " * 4_000_000 + SENTENCE)
    assert outcome(raw) == "too-large"
    assert outcome(raw, Limits(decoded_bytes=len(raw) - 1)) == "too-large"
    assert text_of(raw, Limits(decoded_bytes=len(raw))).endswith(SENTENCE)


# -- gzip ----------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [TEXT, page("")], ids=["text", "html"])
def test_gzip_is_unpacked_whatever_its_name(raw: str) -> None:
    packed = gzip.compress(raw.encode(), mtime=0)
    plain, found = outcome(raw), outcome(packed)
    assert isinstance(plain, Entry)
    assert isinstance(found, Entry)
    assert found.article.id == plain.article.id
    assert found.article.text == plain.article.text
    assert plain.article.provenance != found.article.provenance  # the digest is that of the file


def test_all_members_belong_to_a_gzip_file_and_nothing_else() -> None:
    half = len(TEXT) // 2
    members = b"".join(gzip.compress(one.encode()) for one in (TEXT[:half], TEXT[half:]))
    assert text_of(members) == text_of(members + b"\0" * 5000) == text_of(TEXT)
    for garbage in (b"x", b"\0\0x", TEXT.encode(), b"\x1f"):
        assert outcome(members + garbage) == "gzip-damaged"


def test_what_is_left_of_a_cut_or_damaged_file_is_not_taken_for_it() -> None:
    packed = gzip.compress(page("").encode(), mtime=0)
    for end in range(3, len(packed)):
        assert outcome(packed[:end]) == "gzip-damaged", end
    for number in range(10, len(packed)):  # the header has no sum
        wrong = bytearray(packed)
        wrong[number] ^= 0x40
        assert outcome(bytes(wrong)) == "gzip-damaged", number


def test_a_bomb_is_rejected_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(b"word " * 20_000_000)
    assert outcome(bomb) == "gzip-bomb"
    assert outcome(bomb, Limits(ratio=1e9)) == "too-large"
    assert outcome(bomb[:-100], Limits(ratio=1e9)) == "too-large"
    assert text_of(gzip.compress(page("<br>" * 200_000).encode())) == text_of(page(""))
    nested = gzip.compress(gzip.compress(TEXT.encode()))
    assert outcome(nested) == "binary"


def test_noise_of_gzip_is_too_large_or_read() -> None:
    packed = gzip.compress(TEXT.encode() + os.urandom(2000).hex().encode())
    assert outcome(packed, Limits(decoded_bytes=1000)) == "too-large"
    assert isinstance(outcome(packed, Limits(decoded_bytes=10_000)), Entry)


# -- markup without an end, odd characters -------------------------------------------------


@pytest.mark.parametrize(
    ("start", "what"),
    [("<!-- ", "a comment"), ("<script>", "an element <script>"), ("<p class='a>", "a tag")],
)
def test_what_markup_without_an_end_swallows_is_told(start: str, what: str) -> None:
    raw = page(f"{start}<p>{SENTENCE} Swallowed.</p>")
    entry = outcome(raw)
    assert isinstance(entry, Entry)
    (notice,) = (one for one in entry.notices if one.code == "markup-unclosed")
    assert notice.message.startswith(f"{what} at character {raw.index(start)} has no end")
    assert "Swallowed." in (notice.excerpt or "")


def test_markup_that_ends_is_not_told() -> None:
    for body in (
        "<!-- a -->",
        "<!-->",
        "<script>a</script>",
        "<p class='a>b'>",
        "<svg><title/></svg>",
    ):
        entry = outcome(page(body).removesuffix("</body></html>"))
        assert isinstance(entry, Entry)
        assert "markup-unclosed" not in {one.code for one in entry.notices}, body


def test_a_page_that_is_all_comment_is_rejected() -> None:
    assert outcome("<!DOCTYPE html><!-- " + page("")[15:]) == "not-parsed"


def test_nuls_are_left_out_and_told() -> None:
    words = SENTENCE.replace("Oslo", "Os\0lo")
    for raw in (f"Talks fail\n\n{words}\n\n{SENTENCE}", page(f"<p>{words} Again.</p>")):
        entry = outcome(raw)
        assert isinstance(entry, Entry)
        assert "\0" not in entry.article.text
        assert "control-characters" in {one.code for one in entry.notices}
    assert outcome(b"\0" * 1000) == "binary"


def test_entities_of_a_page_are_not_followed() -> None:
    doubled = "".join(f'<!ENTITY a{n + 1} "&a{n};&a{n};">' for n in range(40))
    declared = (
        f'<!DOCTYPE html [<!ENTITY a0 "ha">{doubled}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    found = text_of(declared + page(f"<p>{SENTENCE} &a40; &f;</p>")[15:])
    assert len(found) < 1000
    assert "root:" not in found
    assert SENTENCE in found


QUOTED = "“They met in Zürich,” she said, and they left after an hour of talks that were to last."


@pytest.mark.parametrize(
    "label",
    ["utf-8", "klingon", "utf-16", "zlib", "hex", "punycode", "idna", "undefined", "unicode_escape", "utf-7"],
)  # fmt: skip
def test_an_encoding_that_cannot_be_is_not_believed(label: str) -> None:
    raw = page(f"<p>{QUOTED}</p>", f"<meta charset={label}>").encode("cp1252")
    entry = outcome(raw)
    assert isinstance(entry, Entry)
    assert QUOTED in entry.article.text
    (notice,) = (one for one in entry.notices if one.code == "encoding-detected")
    assert ("not in utf-8, as it says" in notice.message) == (label == "utf-8")


# -- anything at all -----------------------------------------------------------------------

PIECES = [
    "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<table>", "<td>", "<ul>", "<li>",
    "<h1>", "</h1>", "<h2>", "<!--", "-->", "<script>", "</script>", "<style>", "<title>", "<time>", "<br>",
    "<figure>", "<figcaption>", "<img src=a>", "<article class=body>", "<aside>", "<svg>", "<![CDATA[", "<", ">",
    "&amp;", "&#0;", "&", "\0", "\n", " ", "'", '"', "=", "<p class='", SENTENCE, "10 October 2016", "By Jane Smith",
    "(AP)", "Photo: Al Roe", "<meta charset=utf-16>", "<meta property='og:title' content='Talks'>", "\ufeff", "é", "word",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_soup_is_an_article_or_a_rejection(pieces: list[str]) -> None:
    for raw in ("".join(pieces), page("".join(pieces)), "\n".join(pieces)):
        if raw.strip():
            outcome(raw)


def soup(seed: int, size: int) -> str:
    chance = random.Random(seed)
    return page("".join(chance.choice(PIECES) for _ in range(size)))


SLOW: dict[str, Callable[[int], str]] = {
    "soup": lambda n: soup(1, n),
    "paragraphs deep in the page": lambda n: page("<div>" * 200 + "<p>x</p>" * n),
    "headings and titles": lambda n: page(
        "".join(f"<h1>Talks fail {i}</h1>" for i in range(n // 4)),
        "".join(f"<meta property='og:title' content='Talks fail {i} | x'>" for i in range(n // 4)),
    ),
    "captions": lambda n: page(
        "".join(
            f"<figure><img src=a><figcaption>{SENTENCE} {i}</figcaption></figure>"
            for i in range(n // 10)
        )
    ),
    "captions without a picture": lambda n: page(
        "".join(f"<figcaption>{SENTENCE} {i}</figcaption><p>x</p>" for i in range(n // 5))
    ),
    "times within times": lambda n: page("<time>" * (n // 8) + "words " * n * 10),
    "properties within each other": lambda n: page(
        "<div itemprop=datePublished>" * (n // 8) + "words " * n * 10
    ),
    "brackets of an author": lambda n: page(
        "", json_ld('{"@type":"Article","author":"Jane ' + "(" * n + '"}')
    ),
    "dates in a line": lambda n: f"{TEXT}\n{'10 October 2016 ' * n}",
    "dates in lines": lambda n: TEXT + "\n".join(f"{i % 28 + 1} October 2016" for i in range(n)),
    "a long line": lambda n: TEXT + "word " * n * 20,
    "a long word": lambda n: TEXT + "x" * n * 100,
    "spaces": lambda n: TEXT + " " * n * 100 + "x",
}


@pytest.mark.parametrize("name", SLOW)
def test_time_grows_with_the_input(name: str) -> None:
    small, large = (SLOW[name](size) for size in (1500, 12_000))
    assert growth(outcome, small, large) < 24  # 8 is in proportion, 64 quadratic
