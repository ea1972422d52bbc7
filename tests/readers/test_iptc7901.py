"""Wire text."""

from __future__ import annotations

import pytest

from mediacorpus import readers
from tests.readers.agency import ANPA, WIRE, article, codes, ids, outcome

FORMAT = "iptc7901"
PLAIN = dict.fromkeys((1, 2, 3, 4, 0x11, 0x13, 0x16, 0x1F, 0x7F))


@pytest.mark.parametrize("raw", [WIRE, WIRE.translate(PLAIN)], ids=["marked", "without its marks"])
def test_iptc_7901(raw: str) -> None:
    assert readers.choose(raw.encode()).name == FORMAT  # type: ignore[union-attr]
    found = article(raw, FORMAT)
    assert found.headline == "Gates fail within an hour"
    assert (found.publisher_name, found.located, found.info_sources) == (
        "dpa",
        "Arnmouth",
        ("dpa",),
    )
    assert found.published is not None
    assert found.published.value == "2019-03-12T13:05Z"
    assert (found.word_count, found.alt_ids) == (31, {"wire": "exa0062"})
    assert [block.text for block in found.body] == [
        "Arnmouth (dpa) - The gates that were built to keep the river out failed within an hour, an inquiry heard.",
        '"We wrote to the council every spring," said Anna Muster, who ran the station until 2017.',
    ]
    assert found.extra["keywords"] == ("River",)
    assert found.extra["sign-off"] == ("dpa al jo",)
    assert "Al Roe" not in str(found)
    assert codes(raw, FORMAT) == ["not-for-publication"]


def test_a_byline_stands_below_the_headline() -> None:
    raw = WIRE.replace("an hour =", "an hour\nBy Al Roe, The Example =")
    found = article(raw, FORMAT)
    assert (found.headline, found.byline) == ("Gates fail within an hour", "By Al Roe, The Example")
    assert found.authors == ("Al Roe",)


@pytest.mark.parametrize("raw", [ANPA, ANPA.translate(PLAIN)], ids=["marked", "without its marks"])
def test_anpa(raw: str) -> None:
    assert readers.choose(raw.encode()).name == FORMAT  # type: ignore[union-attr]
    found = article(raw, FORMAT)
    assert (found.headline, found.byline) == ("Gates fail within an hour", "By AL ROE")
    assert found.published is not None
    assert found.published.value == "2019-03-12T13:05Z"
    assert (found.publisher_name, found.word_count) == ("AP", 31)
    assert found.located == "ARNMOUTH, England"
    assert [block.text for block in found.body] == [
        "ARNMOUTH, England (AP) _ The gates failed within an hour.",
        "``We wrote to the council,'' said Anna Muster.",
    ]


def test_several_messages() -> None:
    raw = WIRE + ANPA + WIRE.replace("0062", "0063")
    found, announced = outcome(raw, FORMAT)
    assert (len(found), announced) == (3, None)
    assert all(one.startswith("sha256:") for one in ids(found))
    assert outcome(raw, FORMAT, passed=2)[0] == found[2:]


def test_a_message_without_a_heading_is_rejected() -> None:
    found, _ = outcome(f"{WIRE}\x01lost\r\n\x02Text\x03", FORMAT)
    assert ids(found)[1] == "not-parsed"


def test_prose_is_none() -> None:
    reader = readers.reader(FORMAT)
    for text in ("The year 2019 4 i 31 was", "abc123 hello", "ABC 2019 4 x", ""):
        assert reader.sniff(text.encode(), "x.txt") == 0.0
