"""A corpus of a million entries, and one of ten thousand commits: what each question costs.

The entries are made: some thousand texts of news-like words, each under many ids and dates.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from mediacorpus import Corpus, dumps, read
from mediacorpus.corpus.disk import Line
from mediacorpus.fields import evolve
from mediacorpus.newsdate import NewsDate
from tests.bench import made

TEXTS = 2_000
FIRST = date(2010, 1, 1)
DAYS = 3652
BATCH = 20_000

_ID, _DAY = "0123456789abcdef", "1999-12-31"


def lines(count: int) -> Iterator[Line]:
    """So many entries of 3 kB, encoded, over ten years in the order of their dates."""
    templates = []
    for seed in range(min(TEXTS, count)):
        entry = made.entry(seed, 300)
        article = evolve(entry.article, id=_ID, published=NewsDate(value=_DAY))
        quotes = tuple(evolve(one, article_id=_ID) for one in entry.quotes)
        sources = tuple(evolve(one, article_id=_ID) for one in entry.sources)
        templates.append(dumps(evolve(entry, article=article, quotes=quotes, sources=sources)))
    draw = random.Random(0)
    for number in range(count):
        id = f"{draw.getrandbits(64):016x}"
        day = (FIRST + timedelta(number * DAYS // count)).isoformat()
        template = templates[number % len(templates)]
        data = template.replace(_ID.encode(), id.encode()).replace(_DAY.encode(), day.encode())
        yield Line(id, data, (day, day))


ASK = """
import json, sys, time
started = time.perf_counter()
from mediacorpus import Corpus
corpus = Corpus.open(sys.argv[1])
count = len(corpus)
opened = time.perf_counter() - started
some = corpus.ids(limit=200)
started = time.perf_counter()
for id in some:
    corpus[id]
by_id = (time.perf_counter() - started) / len(some)
started = time.perf_counter()
month = sum(1 for _ in corpus.entries(since="2014-03", until="2014-03"))
by_month = time.perf_counter() - started
started = time.perf_counter()
scanned = sum(1 for _ in corpus)
scan = time.perf_counter() - started
with open("/proc/self/status") as status:  # ru_maxrss has that of the parent in it
    memory = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
print(json.dumps({"count": count, "open": opened, "id": by_id, "month": by_month,
                  "in month": month, "scan": scan, "memory": memory}))
"""

DECODE = """
import sys, time
import zstandard
from mediacorpus import Entry
from mediacorpus.jsonl import decode
started = time.perf_counter()
count = 0
with open(sys.argv[1], "rb") as raw:
    with zstandard.ZstdDecompressor().stream_reader(raw) as stream:
        rest = b""
        while chunk := stream.read(2**20):
            *whole, rest = (rest + chunk).split(b"\\n")
            for line in whole:
                decode(line, Entry)
                count += 1
print(time.perf_counter() - started)
"""

GO_ON = """
import json, sys, time
started = time.perf_counter()
from mediacorpus import Corpus
with Corpus.open(sys.argv[1]) as corpus:
    len(corpus)
print(time.perf_counter() - started)
"""


def _run(code: str, *arguments: object) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def size(count: int = 1_000_000) -> None:
    """Opening, asking and going through, at a tenth of the size and at all of it."""
    for many in (count // 10, count):
        with tempfile.TemporaryDirectory() as folder:
            path, packed = Path(folder) / "corpus", Path(folder) / "one.jsonl.zst"
            started = time.perf_counter()
            _write(path, packed, many)
            written = time.perf_counter() - started
            found = json.loads(_run(ASK, path))
            decoded = float(_run(DECODE, packed))
            print(f"\n{many:,} entries, written in {written:.0f} s")
            print(f"  open and len        {found['open'] * 1000:10.0f} ms")
            print(f"  one by its id       {found['id'] * 1000:10.2f} ms")
            print(
                f"  a month of ten years{found['month'] / found['scan']:10.2%} of going through all"
                f" ({found['in month']:,} entries)"
            )
            print(
                f"  going through all   {found['scan']:10.1f} s, {found['scan'] / decoded:.2f} of "
                f"decoding one file"
            )
            print(f"  memory              {found['memory']:10.0f} MB")


def _write(path: Path, packed: Path, many: int) -> None:
    import zstandard

    with (
        Corpus.create(path) as corpus,
        packed.open("wb") as raw,
        zstandard.ZstdCompressor(level=3).stream_writer(raw) as stream,
    ):
        batch: list[Line] = []
        for line in lines(many):
            stream.write(line.data)
            batch.append(line)
            if len(batch) == BATCH:
                corpus.append(batch)
                batch = []
        corpus.append(batch)


def commits(count: int = 10_000) -> None:
    """A corpus of very many small commits, as an hourly script makes in a year, before and after
    it is made compact."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus"
        started = time.perf_counter()
        with Corpus.create(path) as corpus:
            for line in lines(count):
                corpus.append([line])
            added = time.perf_counter() - started
            print(f"\n{count:,} commits of one entry: {added / count * 1000:.1f} ms each")
            print(f"  open and len        {float(_run(GO_ON, path)) * 1000:10.0f} ms")
            started = time.perf_counter()
            report = corpus.compact()
            print(f"  made compact in {time.perf_counter() - started:.1f} s: {report}")
        print(f"  open and len        {float(_run(GO_ON, path)) * 1000:10.0f} ms")


def ingesting(count: int = 100_000) -> None:
    """Small files taken into a corpus, against reading them alone, at several sizes."""
    with tempfile.TemporaryDirectory() as folder:
        for many in (count // 100, count // 10, count):
            inbox = Path(folder) / str(many)
            for number in range(many):
                place = inbox / str(number // 1000)
                place.mkdir(parents=True, exist_ok=True)
                (place / f"{number}.txt").write_text(made.page(number, 1500))
            started = time.perf_counter()
            read_alone = sum(1 for _ in read(inbox, quotes=False))
            alone = time.perf_counter() - started
            print(f"\n{read_alone:,} files of 1.5 kB, read alone at {many / alone:,.0f} a second")
            for jobs in (1, 2):
                with Corpus.create(Path(folder) / f"{many}-{jobs}") as corpus:
                    started = time.perf_counter()
                    corpus.ingest(inbox, quotes=False, jobs=jobs)
                    taken = time.perf_counter() - started
                    started = time.perf_counter()
                    corpus.ingest(inbox, quotes=False, jobs=jobs)
                    again = time.perf_counter() - started
                print(
                    f"  ingest, {jobs} of jobs{many / taken:10,.0f} a second, {alone / taken:.2f} "
                    f"of reading alone; again {many / again:,.0f} a second"
                )
