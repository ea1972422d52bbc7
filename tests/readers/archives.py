"""What the tests of the archives' exports share."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from mediacorpus import Article, Entry, Rejection
from mediacorpus.readers import Context, Reading, choose, reader


def opened(format: str, raw: bytes, **known: Any) -> tuple[Reading, list[Entry | Rejection]]:
    """A reading that was gone through, and what came of it."""
    reading = reader(format).open(io.BytesIO(raw), Context(sha256="0" * 64, **known))
    items = [*reading]
    if reading.announced is not None:
        assert reading.announced == len(items) + known.get("passed", 0)
    return reading, items


def entries(format: str, raw: str | bytes, **known: Any) -> list[Entry]:
    """The entries of a file in which nothing is rejected."""
    _, items = opened(format, raw.encode() if isinstance(raw, str) else raw, **known)
    assert all(isinstance(one, Entry) for one in items), items
    return [one for one in items if isinstance(one, Entry)]


def articles(format: str, raw: str | bytes, **known: Any) -> list[Article]:
    """The articles of a file in which nothing is rejected."""
    return [one.article for one in entries(format, raw, **known)]


def sample_items(format: str, path: Path) -> tuple[Reading, list[Entry | Rejection]]:
    """What comes of a sample, which is taken for the format that it is of."""
    raw = path.read_bytes()
    assert chosen(raw) == format
    return opened(format, raw)


def chosen(raw: str | bytes) -> str | None:
    """The format that a file is taken for."""
    head = (raw.encode() if isinstance(raw, str) else raw)[: 64 * 1024]
    found = choose(head)
    return found.name if found else None


def sure(format: str, raw: str | bytes) -> float:
    """How sure a reader is of a file."""
    head = (raw.encode() if isinstance(raw, str) else raw)[: 64 * 1024]
    return reader(format).sniff(head, None)


def codes(entry: Entry | Rejection) -> set[str]:
    """The codes of an entry's notices, or that of a rejection."""
    return {one.code for one in entry.notices} if isinstance(entry, Entry) else {entry.code}


OTHERS = {
    "prose": "Gates fail within an hour\n\nBy Al Roe\n\n12 March 2019\n\nThe gates failed on Tuesday.\n",
    "html": "<!DOCTYPE html><html><head><title>Factiva gates</title></head><body><article><h1>Gates "
    "fail</h1><p>The gates failed.</p></article></body></html>",
    "class": '<html><body><div class="article newsArticle"><p>The gates failed.</p></div></body></html>',
    "xml": '<?xml version="1.0"?><nitf><body/></nitf>',
    "json": '{"headline": "ProQuest"}',
    "rule": f"Gates fail\n{'_' * 60}\nThe ProQuest database has it, he said: no. Title: none.\n",
    "mail": "From: a@example.org\nSubject: ProQuest\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHello.\n",
    "empty": "",
}
"""Files that are none of the archives'."""
