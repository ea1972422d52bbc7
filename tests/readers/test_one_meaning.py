"""The same page as HTML and as a dump: the same headline, date, authors and paragraphs."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import Any

from mediacorpus import Article, parse
from tests.conftest import reference

FLOOR = {"headline": 0.85, "published": 0.78, "authors": 0.63, "paragraphs": 0.9}
"""What share of the pages agrees at least, and of the HTML's paragraphs the dumps have.

A dump has what a page shows: where it prints no day or no author, only the HTML's metadata has one.
"""


def test_real_pages_say_the_same_as_html_and_as_dump(capsys: Any) -> None:
    pages = {page["id"]: page for page in _records("pages.jsonl")}
    same: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for dump in _records("dumps.jsonl"):
        page = pages[dump["id"]]
        raw = gzip.decompress(reference(page["file"]).read_bytes())
        html = _read(raw, "html", page["url"])
        text = _read(dump["text"], "page-text", dump["url"])
        of.update({"headline": 1, "published": 1, "authors": 1})
        same["headline"] += _letters(html.headline) == _letters(text.headline)
        same["published"] += _day(html) == _day(text)
        same["authors"] += {*map(_letters, html.authors)} == {*map(_letters, text.authors)}
        ours = Counter(_letters(block.text) for block in html.body if block.kind == "paragraph")
        theirs = Counter(_letters(block.text) for block in text.body)
        same["paragraphs"] += sum((ours & theirs).values())
        of["paragraphs"] += sum(ours.values())
    with capsys.disabled():
        for field, count in of.items():
            print(f"\n{field}: {same[field]} of {count} agree ({same[field] / count:.1%})", end="")
    assert {
        field: same[field] / of[field] for field in of if same[field] / of[field] < FLOOR[field]
    } == {}


def _records(name: str) -> list[Any]:
    return [json.loads(line) for line in reference(name).read_text("utf-8").splitlines()]


def _read(raw: bytes | str, format: str, url: str) -> Article:
    (entry,) = parse(raw, format=format, url=url, quotes=False)
    return entry.article


def _day(article: Article) -> str | None:
    return article.published.value[:10] if article.published else None


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, (text or "").lower()))
