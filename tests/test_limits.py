"""Limits: what they may be, and whom they reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediacorpus import Corpus, Entry, Limits, Rejection, ValidationError, parse, read
from mediacorpus.limits import DEFAULT

TEXT = "Talks fail\n\nThey met in Oslo, and they left after an hour.\n"
SMALL = Limits(decoded_bytes=20)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seconds", 0),
        ("seconds", -1),
        ("seconds", float("nan")),
        ("seconds", float("inf")),
        ("seconds", "5"),
        ("decoded_bytes", 0),
        ("decoded_bytes", 1.5),
        ("ratio", 0.5),
        ("ratio", None),
    ],
)
def test_limits_that_can_be_none_are_told(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match=rf"^Limits\.{name}: expected"):
        Limits(**{name: value})  # type: ignore[arg-type]


def test_what_is_no_limits_is_told_before_anything_is_read(tmp_path: Path) -> None:
    for wrong in ({"seconds": 5}, 5, None):
        with pytest.raises(ValidationError, match=r"^limits: .* pass Limits"):
            parse(TEXT, limits=wrong)  # type: ignore[arg-type]
        with pytest.raises(ValidationError, match=r"^limits: "):
            read(tmp_path, limits=wrong)  # type: ignore[arg-type]


def test_they_hold_for_read_and_ingest_as_for_parse(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (rejection,) = read(folder, limits=SMALL)
    assert isinstance(rejection, Rejection)
    assert (rejection.code, "more than 20 bytes" in rejection.reason) == ("too-large", True)
    assert [type(one) for one in read(folder)] == [Entry]
    with Corpus.create(tmp_path / "corpus") as corpus:
        assert [one.code for one in corpus.ingest(folder, limits=SMALL).rejected] == ["too-large"]
        again = corpus.ingest(folder, limits=SMALL)
        assert (again.known_rejected, again.commits) == (1, ())
        assert corpus.ingest(folder).new == 1  # other limits: it is read once more


def test_they_say_what_they_are() -> None:
    assert DEFAULT == Limits() == Limits(seconds=5, decoded_bytes=10 * 2**20, ratio=100)
    assert [Limits(decoded_bytes=n).size for n in (10 * 2**20, 3 * 2**19, 500)] == [
        "10 MB",
        "1.5 MB",
        "500 bytes",
    ]
