"""A file in, what came out of it: the unit of work."""

from __future__ import annotations

import gzip
import pickle
from pathlib import Path

from mediacorpus import Limits
from mediacorpus.options import Options
from mediacorpus.readers.files import RawFile
from mediacorpus.reading import Dropped, Found, Outcome, Unit, may_retry, read_unit, sha256_of

TEXT = "Talks fail\n\nThey met in Oslo, and they left after an hour.\n"


def unit(path: Path, raw: bytes, limits: Limits | None = None) -> Unit:
    path.write_bytes(raw)
    with path.open("rb") as stream:
        digest = sha256_of(stream)
    options = Options(quotes=False, limits=limits or Limits())
    return Unit(RawFile(path, path.name), digest, options)


def outcome(of: Unit) -> Outcome:
    found = Outcome()
    for piece in read_unit(of):
        found.take(piece)
    return found


def test_a_unit_gives_lines_and_a_receipt_and_travels(tmp_path: Path) -> None:
    one = unit(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode()))
    found = outcome(pickle.loads(pickle.dumps(one)))
    assert [line.id.partition(":")[0] for line in found.lines] == ["sha256"]
    assert (found.counts["undated"], found.rejections, found.dropped) == (1, [], None)
    receipt = found.receipt(one)
    assert (receipt.sha256, receipt.reader, receipt.items) == (one.sha256, "page-text", 1)
    assert all(isinstance(pickle.loads(pickle.dumps(p)), Found) for p in read_unit(one))


def test_a_file_that_is_another_by_now_does_not_count(tmp_path: Path) -> None:
    one = unit(tmp_path / "a.txt", TEXT.encode())
    (tmp_path / "a.txt").write_text(TEXT + "More.")
    *_, last = read_unit(one)
    assert isinstance(last, Dropped)
    assert last.rejection.code == "changed"
    (tmp_path / "a.txt").unlink()
    found = outcome(one)
    assert found.dropped is not None
    assert found.dropped.code == "unreadable"


def test_what_a_limit_refused_may_be_tried_within_another(tmp_path: Path) -> None:
    small = Limits(decoded_bytes=20)
    one = unit(tmp_path / "a.txt", TEXT.encode(), small)
    receipt = outcome(one).receipt(one)
    assert (receipt.reader, receipt.rejected) == ("limits", 1)
    for limits, may in ((small, False), (Limits(), True), (Limits(decoded_bytes=30), True)):
        with one.file.open() as stream:
            assert may_retry(receipt, stream, "a.txt", Options(limits=limits)) == may
