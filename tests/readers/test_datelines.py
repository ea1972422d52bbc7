"""Datelines, and what looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import parse
from mediacorpus.readers.datelines import dateline_in


@pytest.mark.parametrize(
    ("opening", "located", "agency"),
    [
        ("BEIRUT (Reuters) - The river rose.", "BEIRUT", "Reuters"),
        ("LA CROSSE, Wis. (AP) — The river rose.", "LA CROSSE, Wis.", "AP"),
        ("NEW YORK, Nov. 19 (UPI) — The river rose.", "NEW YORK", "UPI"),
        ("PUTRAJAYA, Nov 22 — The river rose.", "PUTRAJAYA", None),
        ("Berlin (dpa) - Der Fluss stieg.", "Berlin", "dpa"),
        ("باريس (أ ف ب) - ارتفع النهر.", "باريس", "أ ف ب"),
        ("ST. LOUIS (AP) — The river rose.", "ST. LOUIS", "AP"),
        ("Hamburg (dpa/lno) - Der Fluss stieg.", "Hamburg", "dpa"),
        ("OSLO, Nov 22 (Reuters Breakingviews) - The river rose.", "OSLO", "Reuters"),
        ("(Reuters) - The river rose.", None, "Reuters"),
        ("Mumbai, Nov 22 (PTI) The river rose.", "Mumbai", "PTI"),
        ("Sevilla, 22 nov (EFE).- El río subió.", "Sevilla", "EFE"),
        ("Damascus - The river rose.", "Damascus", None),
        ("(New York) – The river rose.", "New York", None),
        ("(Nairobi, June 3, 2023) – The river rose.", "Nairobi", None),
        ("SAN FRANCISCO--(BUSINESS WIRE)--Acme rose.", "SAN FRANCISCO", "BUSINESS WIRE"),
    ],
)
def test_a_dateline(opening: str, located: str | None, agency: str | None) -> None:
    found = dateline_in(opening)
    assert found is not None
    assert (found.located, found.agency) == (located, agency)
    assert opening.startswith(found.printed)


@pytest.mark.parametrize(
    "opening",
    [
        "(Video) – The river rose.",
        "A man (Al Roe) – who rose – said no.",
        "In Elmshorn (Kreis Pinneberg): The river rose.",
        "The river - a wide one - rose.",
        "READ MORE: How the river rose.",
        "ANNA FOX: It rose.",
        "U.S. - China talks go on.",
        "Arnmouth (see map) - it rose.",
        "Damascus - which lies on it - saw the river rise.",
        "The Associated Press (AP) reported that it rose.",
        "",
    ],
)
def test_other_beginnings(opening: str) -> None:
    assert dateline_in(opening) is None


@given(st.text())
def test_any_text_begins_with_one_or_not(text: str) -> None:
    found = dateline_in(text)
    assert found is None or (text.startswith(found.printed) and (found.located or found.agency))


def test_it_stays_in_the_paragraph() -> None:
    text = "The gates that were built to keep the river out failed within an hour on Tuesday."
    page = f"Gates fail\n\n5 May 2019\n\nARNMOUTH (Reuters) - {text}\n\n{text} Again.\n"
    (entry,) = parse(page, quotes=False)
    article = entry.article
    assert (article.dateline, article.located) == ("ARNMOUTH (Reuters) -", "ARNMOUTH")
    assert article.info_sources == ("Reuters",)
    assert (article.body[0].text or "").startswith("ARNMOUTH (Reuters) - The gates")
    html = f"<html><h1>Gates fail</h1><p>ARNMOUTH (Reuters) - {text}</p><p>{text} Again.</p>"
    (entry,) = parse(html, quotes=False)
    assert entry.article.dateline == "ARNMOUTH (Reuters) -"
