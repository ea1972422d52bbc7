"""AP's Media API."""

from __future__ import annotations

import json
from typing import Any

from mediacorpus import Rejection, readers
from tests.readers.agency import FIRST, article, codes, ids, outcome

FORMAT = "ap"


def item(number: str = "5ee9", **more: Any) -> dict[str, Any]:
    return {
        "uri": f"https://example.com/v/content/{number}?qt=x", "altids": {"itemid": number, "etag": f"{number}_0"},
        "version": 0, "type": "text", "language": "en", "versioncreated": "2019-03-12T13:05:00Z",
        "pubstatus": "usable", "title": "BC-EU--Gates", "headline": "Gates fail within an hour",
        "bylines": [{"by": "By AL ROE", "title": "Writer"}], "provider": "AP",
        "datelinelocation": {"city": "Arnmouth", "countryname": "ENGLAND"},
        "subject": [{"rels": ["category"], "name": "Domestic News"}, {"rels": ["direct"], "name": "Floods"},
                    {"rels": ["ancestor"], "name": "Disasters"}],
    } | more  # fmt: skip


def answer(one: dict[str, Any]) -> str:
    return json.dumps({"api_version": "1.1", "id": "x", "data": {"meta": {}, "item": one}})


def feed(count: int, *items: dict[str, Any]) -> str:
    data = {"current_item_count": count, "items": [{"meta": {}, "item": one} for one in items]}
    return json.dumps({"api_version": "1.1", "data": data})


BODY = {"body_nitf": f"<nitf><body><body.content><p>{FIRST}</p></body.content></body></nitf>"}


def test_an_item_says_what_it_is() -> None:
    raw = answer(item(**BODY))
    assert readers.choose(raw.encode()).name == FORMAT  # type: ignore[union-attr]
    found = article(raw, FORMAT)
    assert found.id == "5ee9"  # its address changes with every answer
    assert (found.headline, found.authors, found.publisher_name) == (
        "Gates fail within an hour",
        ("AL ROE",),
        "AP",
    )
    assert (found.section, found.subjects, found.located) == (
        "Domestic News",
        ("Floods",),
        "Arnmouth",
    )
    assert [block.text for block in found.body] == [FIRST]


def test_a_text_that_is_elsewhere_is_told() -> None:
    links = {"nitf": {"type": "text", "href": "https://example.com/download"}}
    ((found,), announced) = outcome(answer(item(renditions=links)), FORMAT)
    assert isinstance(found, Rejection)
    assert (found.code, announced) == ("no-text", 1)
    assert "https://example.com/download" in found.reason


def test_a_feed_says_how_many_it_holds() -> None:
    found, announced = outcome(feed(2, item("1", **BODY), item("2", type="picture")), FORMAT)
    assert (ids(found), announced) == (["1", "not-text"], 2)


def test_a_picture_is_no_text() -> None:
    assert codes(answer(item(type="picture", description_caption="A gate.")), FORMAT) == [
        "not-text"
    ]
