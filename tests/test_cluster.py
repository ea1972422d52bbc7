"""Files read on a Dask cluster of real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mediacorpus import Corpus, InputError, Limits, ValidationError
from mediacorpus.cluster import client_of
from tests.test_cli import run
from tests.test_ingest import PAGE, pages

distributed = pytest.importorskip(
    "distributed", reason="needs the extra: pip install 'mediacorpus[dask]'"
)
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as made,
    ):
        yield made


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.create(tmp_path / "corpus") as made:
        yield made


def paths(corpus: Corpus) -> list[str | None]:
    return [e.article.provenance.path for e in corpus if e.article.provenance]


def test_it_gives_the_same_as_one_process(client: Any, corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 60)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "late.txt").symlink_to(folder / "nowhere")
    report = corpus.ingest(folder, client=client, quotes=False)
    with Corpus.create(tmp_path / "other") as other:
        expected = other.ingest(folder, quotes=False)
        assert (report.new, report.rejected) == (expected.new, expected.rejected)
        assert list(corpus) == list(other)
    again = corpus.ingest(folder, client=client, quotes=False)
    assert (again.known, again.new) == (60, 0)


def test_machines_are_lost_and_every_file_is_read_once(
    client: Any, corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", 300)
    stop = threading.Event()

    def kill() -> None:
        for _ in range(3):
            if stop.wait(0.4):
                return
            pids = list(client.run(os.getpid).values())
            os.kill(pids[0], signal.SIGKILL)

    killing = threading.Thread(target=kill)
    killing.start()
    try:
        report = corpus.ingest(folder, client=client, quotes=False)
    finally:
        stop.set()
        killing.join()
    client.wait_for_workers(2)
    assert (report.new, report.rejected) == (300, ())
    assert paths(corpus) == sorted(path.name for path in folder.iterdir())
    assert corpus.verify().ok


def test_a_limit_holds_there_too(client: Any, corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 3)
    (folder / "large.txt").write_text(PAGE.format(n=9, day=9) * 20)
    report = corpus.ingest(folder, client=client, quotes=False, limits=Limits(decoded_bytes=2000))
    assert [(one.path, one.code) for one in report.rejected] == [("large.txt", "too-large")]
    assert report.new == 3


class Deadly:
    """A client on whose cluster a file ends every machine that reads it."""

    def submit(self, work: Any, parcels: Any, **_: Any) -> Any:
        def result() -> Any:
            if any(parcel.unit.file.name == "0001.txt" for parcel in parcels):
                raise distributed.KilledWorker("read_parcels", SimpleNamespace(address="one"), 3)
            return work(parcels)

        return type("Future", (), {"result": staticmethod(result)})

    def nthreads(self) -> dict[str, int]:
        return {"one": 1}


def test_a_file_that_ends_every_machine_costs_itself_alone(corpus: Corpus, tmp_path: Path) -> None:
    here = Limits(seconds=None)
    report = corpus.ingest(pages(tmp_path / "in", 20), client=Deadly(), quotes=False, limits=here)
    assert report.new == 19
    assert [(one.path, one.code) for one in report.rejected] == [("0001.txt", "reader-died")]


DRIVER = """
import sys
from distributed import Client
from mediacorpus import Corpus, ingest
ingest.COMMIT_ITEMS = 20
if __name__ == "__main__":
    with Client(sys.argv[1]) as client, Corpus.open(sys.argv[2]) as corpus:
        print("ready", flush=True)
        corpus.ingest(sys.argv[3], client=client, quotes=False)
"""


def test_the_caller_is_killed_and_goes_on(client: Any, corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 200)
    address = client.scheduler.address
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, address, str(corpus.path), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert driver.stdout
    assert driver.stdout.readline() == "ready\n"
    end = time.monotonic() + 30
    while not len(corpus) and time.monotonic() < end:
        time.sleep(0.01)
    driver.kill()
    driver.wait()
    driver.stdout.close()
    assert len(corpus)
    told = run("ingest", folder, "--corpus", corpus.path, "--dask", address, "--no-quotes")
    assert told.exit_code == 0
    assert paths(corpus) == sorted(path.name for path in folder.iterdir())
    assert corpus.verify().ok


def test_what_cannot_work_is_told(client: Any, corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="jobs: goes without a client"):
        corpus.ingest(tmp_path, client=client, jobs=2)
    with pytest.raises(InputError, match="no Dask scheduler answers at nowhere"):
        client_of("nowhere:1", seconds=0.2)
