"""The commands that look after a corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mediacorpus import Corpus
from tests.corpus.test_corpus import made
from tests.test_cli import run


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    with Corpus.create(tmp_path / "corpus") as corpus:
        corpus.add([made(1), made(2)])
        corpus.add([made(3)])
    return tmp_path / "corpus"


def test_remove_compact_and_restore(corpus: Path) -> None:
    assert run("remove", corpus, "a1", "--reason", "withdrawn").output == "1 article removed\n"
    assert run("remove", corpus, "a1", "--reason", "withdrawn").output == "0 articles removed\n"
    missing = run("remove", corpus, "a9", "--reason", "withdrawn")
    assert missing.exit_code == 2
    assert "there is no article with the id 'a9': nothing was removed" in missing.stderr
    assert run("remove", corpus, "a2").exit_code == 2  # a reason is wanted
    assert run("restore", corpus, "a1").output == "1 article restored\n"
    run("remove", corpus, "a1", "--reason", "withdrawn")
    told = run("compact", corpus, "--purge").output
    assert told == "2 shards before, 1 now, 1 entry purged, 2 files taken away\n"
    assert json.loads(run("compact", corpus, "--json").output)["shards_now"] == 1
    assert run("verify", corpus).exit_code == 0


def test_repair_says_what_it_would_do_and_with_apply_does_it(corpus: Path) -> None:
    assert run("repair", corpus).output == "nothing is wrong: there is nothing to repair\n"
    (corpus / "corpus.json").write_bytes(b"?")
    assert run("verify", corpus).exit_code == 1
    plan = run("repair", corpus)
    assert (plan.exit_code, plan.output.endswith("nothing was changed yet\n")) == (1, True)
    assert run("repair", corpus, "--apply").output.endswith("done\n")
    assert run("verify", corpus).exit_code == 0


def test_merge(corpus: Path, tmp_path: Path) -> None:
    with Corpus.create(tmp_path / "other") as other:
        other.add([made(3), made(4)])
    told = run("merge", tmp_path / "new", corpus, tmp_path / "other")
    assert told.output == "4 articles, 0 inputs, 1 in several corpora, the same\n"
    again = run("merge", tmp_path / "new", corpus)
    assert (again.exit_code, "is not empty" in again.stderr) == (1, True)


def test_bag(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("bagit", reason="needs the extra: pip install 'mediacorpus[bagit]'")
    bag = tmp_path / "bag"
    told = run("bag", corpus, bag, "--info", "Source-Organization=The Archive of Oslo")
    assert told.output == f"{bag} is a bag of 3 articles\n"
    assert run("bag", bag).output == "the bag is as it was packed: 3 articles\n"
    (bag / "data" / "corpus.json").write_bytes(b"?")
    assert "is not as it was packed" in run("bag", bag).stderr
    assert "is no NAME=VALUE" in run("bag", corpus, tmp_path / "b", "--info", "x").stderr
