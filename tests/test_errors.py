"""Every exception is one of ours, says its message, and survives being pickled."""

from __future__ import annotations

import inspect
import pickle

import pytest

from mediacorpus import Rejection, errors

ALL = [
    one
    for _, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, Exception) and not issubclass(one, Warning)
]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: str(kind.__name__))
def test_there_is_one_tree(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.MediacorpusError)


def test_the_tree_is_drawn_in_the_module() -> None:
    assert errors.__doc__ is not None
    for kind in [*ALL, errors.RejectedWarning]:
        assert kind.__name__ in errors.__doc__


@pytest.mark.parametrize(
    "error",
    [
        errors.ValidationError("Span.end", "lies before start"),
        errors.DecodeError("the line is cut", path="a.jsonl", line=7),
        errors.SchemaError("newer", path=None, line=1),
        errors.ParseError("nothing", [Rejection(code="empty", reason="the file is empty")]),
        errors.DateError("no date"),
        errors.InputError("x: there is no such file or folder"),
    ],
)
def test_errors_survive_pickling(error: Exception) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert {**vars(copy)} == {**vars(error)}


def test_a_decode_error_says_where() -> None:
    error = errors.DecodeError("the line is cut", path="a.jsonl", line=7)
    assert str(error) == "a.jsonl, line 7: the line is cut"
    assert (error.path, error.line, error.reason) == ("a.jsonl", 7, "the line is cut")
    assert str(errors.DecodeError("the line is cut")) == "the line is cut"
    assert str(errors.DecodeError("cut", path="a\n\x1b[2J", line=1)) == r"a\n\x1b[2J, line 1: cut"
