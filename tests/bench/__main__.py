"""`make bench`: what things cost, each against a peer in the same run.

Nothing here fails for being slow.  Times are of this machine; the ratios carry over.
"""

from __future__ import annotations

import functools
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import types
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import dateparser
import msgspec
import zstandard

from mediacorpus import Corpus, DateError, Entry, NewsDate, dumps, extract_quotes, loads, parse
from mediacorpus.jsonl import decode
from mediacorpus.quotes import ENGINES
from tests.bench import made
from tests.bench.size import commits, ingesting, size
from tests.bench.timing import report, turns
from tests.conftest import SEED

sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]


# -- starting ------------------------------------------------------------------------------


def starting() -> None:
    """What importing costs on top of the bare interpreter, and the first use of a part."""
    with tempfile.TemporaryDirectory() as folder:
        line = Path(folder) / "line.jsonl"
        line.write_bytes(dumps(made.entry(1, 1500)))
        Corpus.create(Path(folder) / "corpus").add([made.entry(1, 1500)])
        codes = {
            "bare interpreter": "pass",
            "import mediacorpus": "import mediacorpus",
            "… and the first loads": f"import mediacorpus as m; m.loads(open({str(line)!r}).read())",
            "… and the first Corpus.open and len": (
                f"import mediacorpus as m; len(m.Corpus.open({str(Path(folder) / 'corpus')!r}))"
            ),
            "… and the first parse": f"import mediacorpus as m; m.parse(open({str(SEED)!r}).read())",
        }
        spent: dict[str, list[float]] = {name: [] for name in codes}
        for _ in range(9):
            for name, code in codes.items():
                started = time.perf_counter()
                subprocess.run([sys.executable, "-c", code], check=True)
                spent[name].append(time.perf_counter() - started)
    medians = {name: statistics.median(one) for name, one in spent.items()}
    print("\nStarting (whole process, on top of the bare interpreter)")
    for name, one in medians.items():
        print(f"  {name:40}{(one - medians['bare interpreter']) * 1000:8.0f} ms")


# -- lines ---------------------------------------------------------------------------------


def bare(kind: type, twins: dict[type, type]) -> type:
    """The same attrs class without what a record adds: plain types, no checks."""
    if kind in twins:
        return twins[kind]
    hints = typing.get_type_hints(kind)
    fields = {
        field.name: attrs.field(
            type=_bare_hint(hints[field.name], twins), default=field.default, hash=field.hash
        )
        for field in attrs.fields(kind)
    }
    twins[kind] = attrs.make_class(kind.__name__, fields, frozen=True, slots=False, kw_only=True)
    return twins[kind]


def _bare_hint(hint: Any, twins: dict[type, type]) -> Any:
    if isinstance(hint, type) and attrs.has(hint):
        return bare(hint, twins)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return str
    if not arguments:
        return hint
    parts = tuple(_bare_hint(one, twins) if one is not ... else ... for one in arguments)
    if origin in (types.UnionType, typing.Union):
        return typing.Union[parts]  # noqa: UP007 - made at run time
    return origin[parts]


def lines() -> None:
    """Encoding and decoding entries whose lines have 4 kB."""
    entries = [made.entry(seed, 500) for seed in range(200)]
    encoded = [dumps(entry) for entry in entries]
    size = statistics.mean(map(len, encoded))
    quotes = statistics.mean(len(entry.quotes) for entry in entries)
    print(f"\n(entries of {size:.0f} bytes and {quotes:.1f} quotes on average)")
    plain_lines = [msgspec.json.encode(entry) for entry in entries]
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(bare(Entry, {}))
    plain = [decoder.decode(line) for line in plain_lines]
    encoder = msgspec.json.Encoder()
    values = [json.loads(line) for line in plain_lines]
    report(
        "Encoding",
        turns(
            {
                "msgspec, bare attrs classes": lambda: [encoder.encode(one) for one in plain],
                "dumps": lambda: [dumps(one) for one in entries],
                "json.dumps of dicts": lambda: [json.dumps(one) for one in values],
            }
        ),
        "msgspec, bare attrs classes",
        "entries",
        len(entries),
    )
    report(
        "Decoding",
        turns(
            {
                "msgspec, bare attrs classes": lambda: [decoder.decode(one) for one in plain_lines],
                "decode (a checksum vouches)": lambda: [decode(one, Entry) for one in encoded],
                "loads (everything checked)": lambda: [loads(one) for one in encoded],
                "json.loads to dicts": lambda: [json.loads(one) for one in plain_lines],
            }
        ),
        "msgspec, bare attrs classes",
        "entries",
        len(entries),
    )


# -- text ----------------------------------------------------------------------------------

NO_DATES = [
    "3 min read", "Page 12", "2359 hours", "Share", "1,000 fighters", "A group left Oslo.",
    "1,234 5,678 12 2016 9 8", "12.5 13.4 99.1 100.0",
]  # fmt: skip
DATES = ["10 October, 2016", "Oct. 3, 2016 at 2.05pm", "2016-10-10T14:05+03:00"]


def _no_date(line: str) -> None:
    try:
        NewsDate.parse(line)
    except DateError:
        return
    raise AssertionError(line)


def dates() -> None:
    """A line that is a date, and one that is none."""
    settings: Any = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
    for title, wanted, ours in (
        ("A line that is no date", NO_DATES, _no_date),
        ("A line that is a date", DATES, NewsDate.parse),
    ):
        seconds = turns(
            {
                "dateparser, English, strict": lambda wanted=wanted: [  # type: ignore[misc]
                    dateparser.parse(one, languages=["en"], settings=settings) for one in wanted
                ],
                "NewsDate.parse": lambda wanted=wanted, ours=ours: [ours(one) for one in wanted],  # type: ignore[misc]
            },
            repeat=20,
        )
        each = {name: one / len(wanted) for name, one in seconds.items()}
        report(title, each, "dateparser, English, strict")


def text() -> None:
    """Reading pages and finding quotes, against a plain pass over the same text."""
    pages = [made.page(seed, 7000) for seed in range(40)]
    report(
        "Reading text dumps of 7 kB, without quotes",
        turns(
            {
                "first line, then long lines": lambda: [_naive(one) for one in pages],
                "parse(quotes=False)": lambda: [parse(one, quotes=False) for one in pages],
                "parse": lambda: [parse(one) for one in pages],
            },
            rounds=5,
        ),
        "first line, then long lines",
        "pages",
        len(pages),
    )
    articles = [made.text(seed, 4500) for seed in range(40)]
    words = sum(len(one.split()) for one in articles) / len(articles)
    report(
        f"Finding quotes in articles of {words:.0f} words",
        turns(
            {
                "every word by a regular expression": lambda: [_WORD.findall(o) for o in articles],
                **{
                    f"extract_quotes, {engine}": functools.partial(_extract, articles, engine)
                    for engine in ENGINES
                },
            },
            rounds=5,
        ),
        "every word by a regular expression",
        "articles",
        len(articles),
    )
    print("\nHow the time grows with the text (1.00 is in proportion)")
    growing: dict[str, Callable[[str], object]] = {
        f"extract_quotes, {engine}": functools.partial(extract_quotes, language="en", engine=engine)
        for engine in ENGINES
    }
    growing["parse, without quotes"] = functools.partial(parse, quotes=False)
    for name, work in growing.items():
        small, large = made.text(1, 20_000), made.text(1, 320_000)
        spent = turns(
            {"small": functools.partial(work, small), "large": functools.partial(work, large)},
            rounds=3,
        )
        growth = spent["large"] / spent["small"] / (len(large) / len(small))
        print(f"  {name:34}{growth:.2f} from 20 to 320 kB")


_WORD = re.compile(r"\w+")


def _extract(texts: list[str], engine: str) -> None:
    for text in texts:
        extract_quotes(text, language="en", engine=engine)


def _naive(page: str) -> tuple[str, list[str]]:
    found = [line for line in page.split("\n") if line.strip()]
    return found[0], [line for line in found[1:] if len(line) > 60]


# -- corpus --------------------------------------------------------------------------------


def corpus() -> None:
    """Adding, going through, and one by its id."""
    entries = [made.entry(seed, 1100) for seed in range(3000)]
    encoded = [dumps(entry) for entry in entries]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        made_corpus = Corpus.create(Path(folder) / "corpus")
        made_corpus.add(entries)
        added = time.perf_counter() - started
        packed = Path(folder) / "one.jsonl.zst"
        packed.write_bytes(zstandard.compress(b"".join(encoded)))

        def one_file() -> int:
            lines = zstandard.decompress(packed.read_bytes()).split(b"\n")[:-1]
            return len([decode(line, Entry) for line in lines])

        print(
            f"\nA corpus of {len(entries)} entries: added at {len(entries) / added:,.0f} a second"
        )
        report(
            "Going through all of it",
            turns({"one file, decoded": one_file, "the corpus": lambda: len(list(made_corpus))}),
            "one file, decoded",
            "entries",
            len(entries),
        )
        ids = [entry.article.id for entry in entries[::100]]
        report(
            "One entry",
            {
                name: one / len(ids)
                for name, one in turns(
                    {
                        "decoding its line": lambda: [
                            decode(line, Entry) for line in encoded[::100]
                        ],
                        "corpus[id]": lambda: [made_corpus[one] for one in ids],
                    }
                ).items()
            },
            "decoding its line",
        )
        month = turns(
            {
                "all": lambda: len(list(made_corpus)),
                "one month": lambda: len(
                    list(made_corpus.entries(since="2010-03", until="2010-03"))
                ),
            }
        )
        report("One month of twenty years", month, "all")
        made_corpus.close()


PARTS = (starting, lines, dates, text, corpus, size, commits, ingesting)

if __name__ == "__main__":
    for part in PARTS:
        if not sys.argv[1:] or part.__name__ in sys.argv[1:]:
            part()
