"""A record is held to its annotations when it is made."""

from __future__ import annotations

import inspect
import math
from typing import Any

import attrs
import pytest

from mediacorpus import Article, Block, Quote, Source, Span, ValidationError, dumps
from mediacorpus.fields import evolve, made_of


def test_a_record_is_a_frozen_attrs_class_with_keyword_arguments() -> None:
    span = Span(start=1, end=2)
    assert attrs.has(Span)
    assert list(inspect.signature(Span).parameters) == ["start", "end"]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        span.start = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        Span(1, 2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'stop'"):
        Span(start=1, stop=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="missing"):
        Span(start=1)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (Span, {"start": -1, "end": 2}, "Span.start: expected `int` >= 0"),
        (Span, {"start": "1", "end": 2}, "Span.start: expected `int`, got `str`"),
        (Span, {"start": True, "end": 2}, "Span.start: expected `int`, got `bool`"),
        (Article, {"id": "a", "headline": ""}, "Article.headline: is empty: leave it out"),
        (Article, {"id": "a", "authors": (3,)}, "Article.authors[0]: expected `str`, got `int`"),
        (Article, {"id": "a", "body": ["x"]}, "Article.body[0]: expected a record, got `str`"),
        (Article, {"id": "a b"}, "Article.id: 'a b' does not match"),
        (Block, {"kind": "headline"}, "Block.kind: 'headline' is none of paragraph, "),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_field(
    kind: Any, fields: dict[str, object], message: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        kind(**fields)
    assert str(caught.value).startswith(message)
    assert caught.value.field == message.partition(":")[0]


def test_a_list_becomes_a_tuple() -> None:
    article = Article(id="a", authors=["A", "B"])  # type: ignore[arg-type]
    assert article.authors == ("A", "B")


def test_a_share_is_a_number_from_0_to_1() -> None:
    def quote(confidence: float) -> Quote:
        return Quote(
            id="q",
            kind="indirect",
            content=(Span(start=0, end=1),),
            text="a",
            confidence=confidence,
        )

    assert quote(1).confidence == 1.0
    for wrong in (-0.1, 1.1, math.nan, math.inf):
        with pytest.raises(ValidationError, match=r"Quote\.confidence"):
            quote(wrong)


def test_a_changed_copy_is_held_to_the_annotations_too() -> None:
    span = Span(start=1, end=2)
    assert evolve(span, end=5) == Span(start=1, end=5)
    with pytest.raises(ValidationError, match=r"Span\.end"):
        evolve(span, end=0)


def test_a_record_of_plain_values_is_the_same_and_held_to_the_annotations_too() -> None:
    whole = Source(id="s1", name="Ann Lee", mentions=(Span(start=0, end=7),), key="ann lee")
    values = {**vars(whole), "mentions": [{"start": 0, "end": 7}]}
    assert made_of(Source, values) == whole
    assert dumps(made_of(Source, values)) == dumps(whole)
    with pytest.raises(ValidationError, match=r"Source\.mentions\[0\]\.end: expected `int`"):
        made_of(Source, {**values, "mentions": [{"start": 0, "end": "7"}]})
    with pytest.raises(ValidationError, match=r"Source\.mentions\[0\]\.end: 3 lies before"):
        made_of(Source, {**values, "mentions": [{"start": 5, "end": 3}]})
    with pytest.raises(ValidationError, match=r"Source\.id"):
        made_of(Source, {**values, "id": "s 1"})
