"""Writers and readers side by side: nothing is lost or doubled, and readers see whole commits."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from mediacorpus import Corpus

SECONDS = float(os.environ.get("MEDIACORPUS_SECONDS", "3"))
"""So long they work; a minute is better, and takes one."""

WRITER = """
import random, sys, time
from mediacorpus import Article, Block, Corpus, Entry

path, name, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
draw = random.Random(name)
end = time.monotonic() + seconds
number = 0
with Corpus.open(path) as corpus:
    while time.monotonic() < end:
        size = draw.randint(1, 90)
        ids = [f"{name}-{number}-{size}-{place}" for place in range(size)]
        body = (Block(kind="paragraph", text="They met in Oslo."),)
        corpus.add([Entry(article=Article(id=id, headline=id, body=body)) for id in ids])
        print(number, size, flush=True)
        number += 1
        if draw.random() < 0.1:
            corpus.compact()
"""

READER = """
import sys, time
from collections import Counter
from mediacorpus import Corpus

path, seconds = sys.argv[1], float(sys.argv[2])
end = time.monotonic() + seconds
seen = 0
with Corpus.open(path) as corpus:
    while time.monotonic() < end:
        found = Counter(entry.article.id.rsplit("-", 1)[0] for entry in corpus)
        for batch, count in found.items():
            assert count == int(batch.rsplit("-", 1)[1]), (batch, count)
        assert found.total() >= seen, (found.total(), seen)
        seen = found.total()
print(seen)
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_three_writers_of_which_one_dies_and_two_readers(tmp_path: Path) -> None:
    path = tmp_path / "corpus"
    Corpus.create(path).close()
    writers = {name: start(WRITER, path, name, SECONDS) for name in ("a", "b", "c")}
    readers = [start(READER, path, SECONDS + 1) for _ in range(2)]
    time.sleep(SECONDS * random.Random(1).uniform(0.6, 0.9))
    writers["c"].send_signal(signal.SIGKILL)
    told = {name: process.communicate(timeout=60) for name, process in writers.items()}
    assert [process.returncode for process in writers.values()] == [0, 0, -signal.SIGKILL], told
    for reader in readers:
        out, errors = reader.communicate(timeout=60)
        assert (reader.returncode, int(out or 0) > 0) == (0, True), errors
    written = {f"{name}-{'-'.join(line.split())}" for name in told for line in lines(told[name][0])}
    with Corpus.open(path) as corpus:
        ids = [entry.article.id for entry in corpus]
        assert len(ids) == len(set(ids)) == len(corpus)
        found = Counter(id.rsplit("-", 1)[0] for id in ids)
        assert all(count == int(batch.rsplit("-", 1)[1]) for batch, count in found.items())
        assert written <= set(found)
        # the last that the dead one wrote may be there without having been told
        assert {batch[0] for batch in set(found) - written} <= {"c"}
        assert len(set(found) - written) <= 1
        assert corpus.verify().problems == ()


def lines(out: str) -> list[str]:
    return [line for line in out.splitlines(keepends=True) if line.endswith("\n")]
