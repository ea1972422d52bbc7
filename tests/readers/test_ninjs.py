"""ninjs."""

from __future__ import annotations

import json

import pytest

from mediacorpus import Entry, readers
from tests.readers.agency import FIRST, SECOND, article, codes, ids, ninjs, outcome

FORMAT = "ninjs"
THREE = {
    "uri": "urn:newsml:example.com:1", "standard": {"name": "ninjs", "version": "3.0"},
    "firstCreated": "2019-03-12T13:05:00Z", "versionCreated": "2019-03-12T14:05:00Z",
    "pubStatus": "usable", "language": "sv", "copyrightHolder": "EXA", "title": "exa-gates-1",
    "headlines": [{"role": "main", "value": "Gates fail"}, {"role": "kicker", "value": "River"}],
    "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "Nobody was warned."}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "charCount": 5, "value": f"Gates fail\n{FIRST}"},
        {"role": "html5", "contentType": "text/html", "wordCount": 31, "value":
            f"<html><head><title>x</title></head><body><h1>Gates fail</h1><p>{FIRST}</p><blockquote>{SECOND}</blockquote></body></html>"},
    ],
    "by": "Al Roe", "altIds": [{"role": "old", "value": "x1"}],
    "associations": [{"type": "picture", "by": "Jo Fox", "descriptions": [{"value": "A gate."}],
        "renditions": [{"href": "https://example.com/gate.jpg"}]}],
}  # fmt: skip


def test_version_1() -> None:
    found = article(ninjs(), FORMAT)
    assert (found.id, found.url) == ("http://example.com/items/1", None)  # its uri is no link
    assert (found.headline, found.byline, found.authors) == (
        "Gates fail within an hour",
        "Al Roe",
        ("Al Roe",),
    )
    assert found.published is not None
    assert found.published.value == "2019-03-12T13:05:00Z"
    assert [block.text for block in found.body] == [FIRST, SECOND]
    assert (found.publisher_name, found.pub_status) == ("EXA", "usable")


def test_version_3() -> None:
    found = article(json.dumps(THREE), FORMAT)
    assert (found.kicker, found.headline) == ("River", "Gates fail")
    assert found.standfirst == "Nobody was warned."
    assert found.extra["title"] == ("exa-gates-1",)  # it is not for display
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == (
        "2019-03-12T13:05:00Z",
        "2019-03-12T14:05:00Z",
    )
    assert (found.publisher_name, found.domain, found.alt_ids) == (
        "EXA",
        "example.com",
        {"old": "x1"},
    )
    assert [(block.kind, block.text) for block in found.body] == [
        ("paragraph", FIRST), ("paragraph", SECOND), ("caption", "A gate."),
    ]  # fmt: skip
    assert (found.body[2].credit, found.body[2].url) == ("Jo Fox", "https://example.com/gate.jpg")
    assert found.word_count == 31


def test_version_2_has_keys_in_lower_case() -> None:
    lower = {key.lower(): value for key, value in THREE.items()}
    assert article(json.dumps(lower), FORMAT).headline == "Gates fail"


def test_a_title_is_no_headline() -> None:
    item = {key: value for key, value in THREE.items() if key != "headlines"}
    item["bodies"] = [{"contentType": "text/plain", "value": FIRST}]
    assert article(json.dumps(item), FORMAT).headline is None


def test_a_summary_that_repeats_the_text_is_none() -> None:
    found = article(ninjs(description_text=FIRST[:60]), FORMAT)
    assert (found.standfirst, found.extra["description"]) == (None, (FIRST[:60],))


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "event", "planning"])
def test_what_is_no_text_is_rejected_unless_it_has_one(kind: str) -> None:
    assert codes(ninjs(type=kind, body_html="", description_text="A gate."), FORMAT) == ["not-text"]
    assert isinstance(outcome(ninjs(type=kind), FORMAT)[0][0], Entry)


@pytest.mark.parametrize("form", ["array", "lines", "one after the other", "object", "pretty"])
def test_several_items(form: str) -> None:
    items = [ninjs(f"urn:{number}", headline=f'"}}{{[ {number}') for number in range(3)]
    raw = {
        "array": f"[{','.join(items)}]",
        "lines": "\n".join(items) + "\n",
        "one after the other": "".join(items),
        "object": f'{{"total": 3, "items": [{", ".join(items)}], "next": null}}',
        "pretty": json.dumps([json.loads(item) for item in items], indent=2),
    }[form]
    assert readers.choose(raw.encode()).name == FORMAT  # type: ignore[union-attr]
    found, announced = outcome(raw, FORMAT)
    assert (ids(found), announced) == (["urn:0", "urn:1", "urn:2"], None)
    for one in found:
        assert isinstance(one, Entry)
        where = one.article.provenance
        assert where is not None
        assert json.loads(raw.encode()[where.start : where.end])["uri"] == one.article.id


def test_one_line_that_is_damaged_costs_itself_alone() -> None:
    lines = [ninjs(f"urn:{number}") for number in range(4)]
    lines[0] = lines[0][:-40]
    lines[2] = lines[2].replace('"language":', "language:")
    found, _ = outcome("\n".join(lines), FORMAT)
    assert ids(found) == ["not-parsed", "urn:1", "not-parsed", "urn:3"]


def test_numbers_keys_and_surrogates_that_no_reader_should_trust() -> None:
    raw = (
        ninjs()[:-1]
        + f', "urgency": {"9" * 5000}, "priority": NaN, "headline": "Other \\ud800 one", "x": 1.50}}'
    )
    found = article(raw, FORMAT)
    assert found.headline == "Other \ufffd one"
    assert found.extra["urgency"] == ("9" * 5000,)
    assert (found.extra["priority"], found.extra["x"]) == (("NaN",), ("1.50",))
    assert codes(raw, FORMAT) == ["key-twice"]
    assert codes('{"uri": "x", "a": ' + "[" * 100_000, FORMAT) == ["not-parsed"]


@pytest.mark.parametrize(
    "raw",
    ['{"headline": "x"}', '{"url": "x", "title": "y", "maintext": "z"}', "[{}]", '{"@type": "NewsArticle"}',
     '{"type": "FeatureCollection", "features": []}', "[1, 2", "He said [no]."],
)  # fmt: skip
def test_other_json_is_none(raw: str) -> None:
    assert readers.reader(FORMAT).sniff(raw.encode(), "x.json") == 0.0
