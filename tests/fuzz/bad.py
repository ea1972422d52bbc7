"""What people keep to break readers with, written anew: strings, JSON, encodings, archives, markup."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import made
from tests.conftest import SEED

__all__ = ["cases"]

STRINGS = (
    "\u202edlrow\u202c \u2066olleh\u2069 \u200f\u061c\u200e",  # directions
    "Z\u0351\u036b\u0343\u036a\u0302a\u0301\u0334\u0313l\u034ag\u0328o\u0321" * 20,
    "\x1b]0;owned\x07\x1b[31m red \x1b[2J\x9b31m\x08\x7f\0",  # a terminal's commands
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "\"><iframe src=javascript:alert(1)></iframe><a href=' javascript:alert(1)'>x</a>",
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s%n%x {0.__class__} ../../../etc/passwd",
    "=cmd|' /C calc'!A0\t@SUM(1+1)*cmd|' /C calc'!A0\t-2+3\t+44\t＝1",
    "\u2028\u2029\u0085\x0b\x0c\x1c\x1d\x1e\ufeff\u200b\u2060\u00ad\ufffe\uffff",
    "👩‍👩‍👧‍👦🏳️‍🌈🇺🇳" + "\U000e0067\U000e0062" * 5 + "\U0001d573\U0001d586\u0661\u06f2\uff13",
    "١٢٣ 99999999999999999999/13/32 0000-00-00 1e309 -0 NaN Infinity 31 February 2016, 25:61",
    "“‘«„\"'”’»“" * 30 + " said Jane Smith",
    "\u0130stanbul \u017fa\ufb01 \u1e9e ǅ ß İ ı ﷺ",
    "By By By By and and and | | | · · · 1 2 3 4 5 6 7 8 9 10 11 12",
    "said " * 300, "— " * 300, "a" * 5000, "\u0e33" * 500, "\u200d" * 500,
)  # fmt: skip

JSON = (
    '{"@type":"NewsArticle","headline":' + "[" * 2000 + "]" * 2000 + "}",
    '{"@type":"NewsArticle","headline":"a","headline":"b","datePublished":NaN}',
    '{"@type":"NewsArticle","headline":"\\ud800","datePublished":"2016-10-10T99:99:99Z"}',
    '{"@type":"NewsArticle","author":{"@type":"Person","name":{"name":{"name":[[["x"]]]}}}}',
    '{"@type":["NewsArticle",1,null,{}],"datePublished":1e400,"wordCount":' + "9" * 400 + "}",
    '[{"@graph":[{"@graph":[{"@type":"NewsArticle","@id":"#a","isPartOf":{"@id":"#a"}}]}]},]',
    '{"@type":"NewsArticle" "headline":"no comma" "author":"x",}', '{"@type":', "null", "[]", '""',
    '{"@type":"NewsArticle","image":{"url":"javascript:alert(1)"},"url":"file:///etc/passwd"}',
)  # fmt: skip

MARKUP = (
    "<div>" * 3000 + "deep" + "</div>" * 3000,
    "<p " + " ".join(f"a{n}=1" for n in range(3000)) + ">many</p>",
    "<!-- never closed <p>text</p>", "<![CDATA[x]]><p>&#0;&#xD800;&#x110000;&nope;&lt",
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>',
    "<table>" * 200 + "<select><option><p>x", "<title>" * 50, "<h1></h1>" * 300,
    "<base href='//evil.example/'><link rel=canonical href='http://[::1'><meta charset=utf-99>",
    "<rss><channel><item><title>x</title><description>&lt;p&gt;</item></channel>",
    "<?xml version='1.0' encoding='UTF-7'?><feed>+ADw-script+AD4-</feed>",
    "<time datetime='+999999-99-99T99:99'>yesterday</time><meta property=og:title content=>",
)  # fmt: skip

ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-7", "windows-1251", "windows-1256",
    "iso-8859-8", "koi8-r", "shift-jis", "euc-kr", "gb18030", "big5", "cp437", "hz", "iso2022_jp",
)  # fmt: skip


def _page(draw: random.Random, *parts: str) -> str:
    body = "".join(f"<p>{part}</p>" for part in made.text(draw.randrange(99), 900).split("\n\n"))
    return (
        "<!DOCTYPE html><html><head><title>Gates fail | The Post</title>"
        + "".join(parts)
        + f"</head><body><h1>Gates fail</h1><time>10 October 2016</time>{body}</body></html>"
    )


def _text(draw: random.Random) -> str:
    text = made.page(draw.randrange(99), 900) if draw.random() < 0.7 else SEED.read_text()
    for _ in range(draw.randrange(4)):
        at = draw.randrange(len(text))
        text = text[:at] + draw.choice(STRINGS) + draw.choice(["", "\n", "\n\n"]) + text[at:]
    return text


def _html(draw: random.Random) -> str:
    script = f'<script type="application/ld+json">{draw.choice(JSON)}</script>'
    page = _page(draw, *draw.sample([script, *MARKUP[-3:]], draw.randrange(3)))
    for _ in range(draw.randrange(3)):
        at = page.find(">", draw.randrange(len(page))) + 1
        page = page[:at] + draw.choice((*MARKUP, *STRINGS)) + page[at:]
    return page


def _encoded(draw: random.Random) -> bytes:
    return draw.choice((_text, _html))(draw).encode(draw.choice(ENCODINGS), "replace")


def _packed(draw: random.Random) -> bytes:
    raw = _encoded(draw)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("../../evil.html"), raw)
    packed = gzip.compress(raw, mtime=0)
    return draw.choice(
        (packed, packed + b"\0" * 9, packed + b"more", packed * 2, gzip.compress(packed, mtime=0),
         gzip.compress(b"\0" * 3_000_000, mtime=0), stream.getvalue(), b"\x28\xb5\x2f\xfd" + raw)
    )  # fmt: skip


def _noise(draw: random.Random) -> bytes:
    return draw.choice(
        (draw.randbytes(draw.randrange(2000)), draw.choice(JSON).encode(),
         draw.choice(MARKUP).encode(), draw.choice(STRINGS).encode("utf-8", "replace"))
    )  # fmt: skip


def _mutated(draw: random.Random, raw: bytes) -> bytes:
    """Bytes flipped, cut out, doubled, moved, cut off."""
    data = bytearray(raw)
    for _ in range(draw.choice((0, 0, 1, 2, 20))):
        if not data:
            break
        start = draw.randrange(len(data))
        end = min(len(data), start + draw.choice((1, 4, 60, 1000)))
        kind = draw.randrange(5)
        if kind == 0:
            data[start] ^= 1 << draw.randrange(8)
        elif kind == 1:
            del data[start:end]
        elif kind == 2:
            data[start:start] = data[start:end] * draw.choice((1, 1, 30))
        elif kind == 3:
            data[start:end] = draw.randbytes(end - start)
        else:
            del data[start:]
    return bytes(data)


MAKERS: tuple[Callable[[random.Random], bytes], ...] = (
    _encoded,
    _encoded,
    _encoded,
    _packed,
    _noise,
)


def case(seed: int) -> bytes:
    """Bad input, the same for the same seed."""
    draw = random.Random(seed)
    return _mutated(draw, draw.choice(MAKERS)(draw))


def cases(folder: Path, seeds: range) -> list[Path]:
    """Files of bad input in a folder."""
    files = [folder / f"{seed}.{'html' if seed % 2 else 'txt'}" for seed in seeds]
    for file, seed in zip(files, seeds, strict=True):
        file.write_bytes(case(seed))
    return files
