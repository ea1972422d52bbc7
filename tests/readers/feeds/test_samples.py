"""Real feeds, each with the value that another parser is to find in it: how many of them come out.

Those are written as a condition ("entries[0]['title'] == 'Example'"); markup in a value does not
count, because it is taken out of texts.
"""

from __future__ import annotations

import ast
import datetime
import html
import io
import re
from collections import Counter
from typing import Any

from mediacorpus import Article, Entry, NewsDate
from mediacorpus.readers import Context, reader
from tests.samples import sample

EXPECTED = re.compile(r"Expect:\s+(?P<said>.*?)\s*-->", re.DOTALL)
DIFFERENT = {
    # The first date of a kind is kept, and the others are notices.
    "atom__entry_created_multiple_values.xml",
    "atom__entry_updated_multiple_values.xml",
    "rss__item_expirationDate_multiple_values.xml",
    # Its weekday is another: the date is left out, with a notice.
    "atom__entry_published_parsed_date_overwriting.xml",
    # What a document type declares is never put in.
    "rss__entity_in_doctype.xml",
    # Markup of which no word is left.
    "rss__item_description_not_a_doctype.xml",
    # Of a picture, neither its size in bytes nor its type.
    "rss__item_enclosure_length.xml",
    "rss__item_enclosure_multiple.xml",
    # Of a link, neither its title nor its type.
    "atom__entry_link_title.xml",
    "atom__entry_link_multiple.xml",
}
"""Where another value is right here."""

OF_FEED = {"title", "copyright", "copyright_detail", "title_detail", "author", "author_detail"}
"""What is kept of what a feed says of itself."""


def test_what_is_expected_of_items_comes_out(capsys: Any) -> None:
    counts: Counter[str] = Counter()
    missed = []
    for file in sorted(sample("feeds").glob("*__*.xml")):
        raw = file.read_bytes()
        found = EXPECTED.search(raw.decode("utf-8", "replace"))
        said = " ".join(found["said"].split()) if found else "1"
        kind = _kind(said)
        if kind in ("feed", "well-formed"):
            raw = _with_item(raw)
        entries = [one for one in _read(raw) if isinstance(one, Entry)]
        holds = bool(entries) and all(_holds(part, entries) for part in _conditions(said))
        counts[f"{kind} of"] += 1
        counts[kind] += holds
        if not holds and kind != "feed, not kept":
            missed.append(file.name)
    with capsys.disabled():
        print(f"\n{dict(counts)}; not: {missed}", end="")
    assert set(missed) <= DIFFERENT


def _kind(said: str) -> str:
    names = re.findall(r"\bfeed(?:\[['\"](\w+)|\.(\w+))", said)
    if names:
        is_editor = any(sign in said for sign in ("@example.com", "://", "editor"))
        kept = {a or b for a, b in names} <= OF_FEED and not is_editor
        return "feed" if kept else "feed, not kept"
    return "entries" if "entries" in said else "well-formed"


def _with_item(raw: bytes) -> bytes:
    """A feed that has no item with one."""
    if b"<feed" in raw:
        return raw.replace(b"</feed>", b"<entry><id>x:y</id></entry></feed>")
    raw = re.sub(rb"<rss([^<>]*)(?:/>|>\s*</rss>)", rb"<rss\1><channel></channel></rss>", raw)
    raw = re.sub(rb"</rdf:RDF>", rb"<channel></channel></rdf:RDF>", raw)
    return raw.replace(b"</channel>", b"<item><guid>x:y</guid></item></channel>")


def _read(raw: bytes) -> list[Any]:
    reading = reader("feed").open(io.BytesIO(raw), Context(sha256="0" * 64))
    found = list(reading)
    assert reading.announced == len(found)
    return found


def _conditions(said: str) -> list[ast.expr]:
    tree = ast.parse(said, mode="eval").body
    return tree.values if isinstance(tree, ast.BoolOp) else [tree]


def _holds(condition: ast.expr, entries: list[Entry]) -> bool:
    """Whether what a condition compares with comes out of the right item, in the right field."""
    if not isinstance(condition, ast.Compare):
        return True  # "not bozo", and whether a link is there
    path = ast.unparse(condition.left)
    value = condition.comparators[-1]
    if not isinstance(value, (ast.Constant, ast.Tuple, ast.Dict)):
        return True
    expected = ast.literal_eval(value)
    which = re.match(r"entries\[(\d+)\]", path)
    article = entries[int(which[1]) if which else 0].article
    if path.startswith("len("):
        return True
    if "type'" in path or "'rel'" in path or path == "version":
        return True  # kinds of text are not kept once they are read
    if expected is None:
        return bool(article.keywords)
    if isinstance(expected, tuple):
        return expected[:6] in {_moment(date) for date in _dates(article)}
    values = expected.values() if isinstance(expected, dict) else [expected]
    kept = {" ".join(one.split()) for one in _of(path, article)}
    if "@" in str(expected):
        return all(any(_plain(str(one)) in other for other in kept) for one in values)
    return all(not kept.isdisjoint((str(one), _plain(str(one)))) for one in values)


def _of(path: str, article: Article) -> list[str]:
    """All that may hold what a path names."""
    extra = [value for values in article.extra.values() for value in values]
    body = [one.text or "" for one in article.body]
    urls = [one.url or "" for one in article.body]
    raws = [date.raw or "" for date in _dates(article)]
    fields = {
        "title": [article.headline or "", article.publisher_name or "", *extra],
        "link": [article.url or "", *extra],
        "id": [*article.alt_ids.values()],
        "guid": [*article.alt_ids.values()],
        "summary": [article.standfirst or "", *body, *extra],
        "description": [article.standfirst or "", *body, *extra],
        "content": [article.standfirst or "", *body, *extra],
        "author": [
            *article.authors,
            *(f"{one} ({two})" for one in article.authors for two in extra),
        ],
        "author_detail": [*article.authors, *extra],
        "authors": [*article.authors],
        "category": [*article.keywords],
        "tags": [*article.keywords, *extra],
        "copyright": [article.rights or ""],
        "copyright_detail": [article.rights or ""],
        "license": [article.rights or ""],
        "source": [article.publisher_name or "", *extra],
        "publisher": [article.publisher_name or "", *extra],
        "publisher_detail": [article.publisher_name or "", *extra],
    }
    name = re.search(r"(?:entries\[\d+\]|feed)(?:\[['\"]|\.)(\w+)", path)
    key = name[1] if name else ""
    others = [article.url or "", *extra, *urls, *raws, *body]
    return [*fields.get(key, fields.get(key.removesuffix("_detail"), others)), *raws]


def _dates(article: Article) -> list[NewsDate]:
    others = []
    for values in article.extra.values():
        for value in values:
            try:
                others.append(NewsDate.parse(value))
            except ValueError:
                continue
    return [one for one in (article.published, article.modified, *others) if one]


def _moment(date: NewsDate) -> tuple[int, ...]:
    return date.earliest.astimezone(datetime.UTC).timetuple()[:6]


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"</?\w[^<>]*>", " ", text)).split())
