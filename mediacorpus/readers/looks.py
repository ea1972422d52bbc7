"""What raw material looks like that is not plain text: what to call it when nobody reads it."""

from __future__ import annotations

import functools
import re

from mediacorpus.readers.encoding import decode, looks_binary
from mediacorpus.readers.mhtml import is_letter, is_mhtml

__all__ = ["looks_like", "why_not_read"]

SHOWN = 4096
"""How many bytes are looked at."""

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive (Word, Excel and e-book files are ones, too)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"Rar!", "a rar archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"WARC/1.", "a WARC file"),
    (b"filedesc://", "an ARC file"),
    (b"dns:", "an ARC file"),
)

# Records of other programs, by how their first lines begin.
_RECORDS = (
    (
        re.compile(
            r"(?:\d+\.\s*\n)?TY {1,2}- ?\S.*(?:\s*\n)+(?:[A-Z][A-Z0-9] {1,2}- ?.*(?:\n|$)){2}"
        ),
        "RIS",
    ),
    (re.compile(r"(?:FN .*\nVR .*\n)?PT [A-Z]\nAU "), "records of the Web of Science"),
    (re.compile(r"@\w+\{[^,\s]*,\s*\n"), "BibTeX"),
    (re.compile(r"\x01?[a-z]{3}\d{3,4} \d [a-z] \d+ "), "an agency's wire format (IPTC 7901)"),
)

# Marks of emphasis and line breaks stand in plain text here and there; any other tag at its
# beginning, or three elements closed within it, make a page of it.
_EMPHASIS = "b|i|u|s|em|strong|small|sub|sup|br|font|a|cite|q|mark"
_HTML = re.compile(
    r"(?:<\?xml[^<>]*\?>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:!doctype html|html|head|body)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(
    r"(?:<!--(?s:.{0,400}?)-->\s*)*(?:<\?xml|<!doctype|<[a-z][\w.-]*:[\w.-]+[\s>/]|<(?:rss|feed|nitf|newsml|tei)[\s>]"
    r"|<(?!html|body|div|svg|math)[a-z][\w.-]*\s[^<>]*?\bxmlns(?::\w+)?\s*="
    r"|<(?:newsitem|packageitem|newsmessage|conceptitem|knowledgeitem)[\s>])",
    re.IGNORECASE,
)
_TAG = re.compile(rf"<(?!(?:{_EMPHASIS})[\s>/])[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CLOSED = re.compile(
    r"</(?:p|div|span|li|td|h[1-6]|section|article|script|style)\s*>", re.IGNORECASE
)
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_JSON = re.compile(
    rf"\{{\s*(?:{_STRING}\s*:|\}})|\[\s*(?:[{{\]]|\[\s*[\[\]{{\"\d]|{_STRING}\s*[,\]])"
)


@functools.lru_cache(maxsize=2)  # of a file, each reader asks
def looks_like(head: bytes) -> str | None:
    """What the first bytes of a file are, in words; None where they may be plain text.

    >>> looks_like(b"%PDF-1.7")
    'a PDF'
    >>> looks_like(b'["No," she said]')
    """
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return what
    if is_mhtml(head):
        return "MHTML"
    if is_letter(head):
        return "an e-mail"
    if looks_binary(head):
        return "binary data"
    text = decode(head[:SHOWN]).text.lstrip("\ufeff \t\r\n")
    if _HTML.match(text):
        return "HTML"
    if _XML.match(text):
        return "XML"
    if _JSON.match(text):
        return "JSON"
    for pattern, what in _RECORDS:
        if pattern.match(text):
            return what
    if _is_table(text):
        return "a table (CSV)"
    is_page = text.startswith("<!--") or _TAG.match(text) or len(_CLOSED.findall(text)) >= 3
    return "HTML" if is_page else None


def _is_table(text: str) -> bool:
    """Whether the first line has names of columns, and the next lines as many fields at least."""
    header, *rows = text.splitlines()[:4] or [""]
    if not _COLUMNS.fullmatch(header) or len(rows) < MIN_ROWS:
        return False
    sign = next(sign for sign in ",;\t" if sign in header)
    return all(row.count(sign) >= header.count(sign) for row in rows[:-1] if row)


MIN_ROWS = 2
_COLUMNS = re.compile(r'"?\w[\w .:-]{0,30}"?(?:[,;\t]"?\w[\w .:-]{0,30}"?){2,}')


def why_not_read(head: bytes) -> str:
    """What a file looks like that nobody reads, and what to do."""
    what = looks_like(head) or "plain text"
    if what in _ROWS:
        return (
            f"this looks like {what}, and no tool is known that writes such rows: say which column "
            "is what, as in mapping={'headline': 'Title', 'body': 'Text'}, or --map headline=Title "
            "--map body=Text"
        )
    return (
        f"this looks like {what}, which this version does not read: save the article as plain text "
        "(.txt, in UTF-8)"
    )


_ROWS = ("JSON", "a table (CSV)")
"""What may hold rows, of which a mapping says which column is what."""
