"""Decoding: from scores to tags, spans and links."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mediacorpus.quotes.model.decoding import (
    BUCKETS,
    LINK,
    TAGS,
    Chain,
    Links,
    allowed,
    buckets,
    spans,
)

COUNT = len(TAGS)
NOTHING = np.zeros(COUNT)
CHAIN = Chain(np.zeros((COUNT, COUNT)), NOTHING, NOTHING)


def scores_for(*names: str) -> np.ndarray:
    scores = np.zeros((len(names), COUNT))
    for row, name in enumerate(names):
        scores[row, TAGS.index(name)] = 3.0
    return scores


def names(tags: list[int]) -> list[str]:
    return [TAGS[tag] for tag in tags]


def test_what_is_no_span_is_forbidden() -> None:
    assert allowed("B-cue", "I-cue")
    assert allowed("B-cue", "E-cue")
    assert allowed("E-cue", "B-content")
    assert allowed(None, "S-source")
    assert not allowed("B-cue", "O")
    assert not allowed("B-cue", "I-content")
    assert not allowed(None, "E-cue")
    assert not allowed("I-cue", None)


def test_the_best_tags_are_spans_also_where_the_best_of_each_word_are_not() -> None:
    (tagging,) = CHAIN.taggings([scores_for("B-content", "O", "E-content", "O")])
    assert names(tagging.tags) == ["B-content", "I-content", "E-content", "O"]


def test_windows_of_any_length_are_tagged_as_each_alone() -> None:
    one = scores_for("S-source", "S-cue", "B-content", "I-content", "E-content")
    two = scores_for("O", "S-cue")
    three = scores_for("O")
    together = CHAIN.taggings([two, one, three])
    for found, alone in zip(together, [two, one, three], strict=True):
        (expected,) = CHAIN.taggings([alone])
        assert found.tags == expected.tags
        assert found.probability == pytest.approx(expected.probability)


@given(
    arrays.arrays(np.float64, (3, COUNT), elements=st.floats(-3, 3)),
    arrays.arrays(np.float64, (COUNT, COUNT), elements=st.floats(-1, 1)),
)
def test_tags_and_probabilities_are_those_of_trying_every_tagging(
    scores: np.ndarray, transitions: np.ndarray
) -> None:
    chain = Chain(transitions, NOTHING, NOTHING)
    weights = {}
    for tags in itertools.product(range(COUNT), repeat=3):
        score = sum(scores[n, tag] for n, tag in enumerate(tags))
        score += chain.start[tags[0]] + chain.end[tags[-1]]
        score += sum(chain.transitions[a, b] for a, b in itertools.pairwise(tags))
        if score > -np.inf:
            weights[tags] = score
    best = max(weights.values())
    total = sum(np.exp(score) for score in weights.values())
    (tagging,) = chain.taggings([scores])
    assert weights[tuple(tagging.tags)] == pytest.approx(best)
    for place, tag in enumerate(tagging.tags):
        share = sum(np.exp(score) for tags, score in weights.items() if tags[place] == tag)
        assert tagging.probability[place] == pytest.approx(share / total)


def test_spans_are_told_by_role() -> None:
    tags = ["S-source", "S-cue", "O", "B-content", "I-content", "E-content"]
    assert spans([TAGS.index(one) for one in tags]) == {
        "source": [(0, 0)],
        "cue": [(1, 1)],
        "content": [(3, 5)],
    }


def test_a_content_takes_the_cue_that_fits_it_or_none() -> None:
    vectors = np.zeros((6, 8 * LINK))
    vectors[0, 0] = vectors[5, 2 * LINK] = 30.0  # the content at 0 asks for the cue at 5
    links = Links(np.zeros((2, BUCKETS)), np.zeros(2))
    (cue, sure), *_ = links.choose(vectors, 0, [(0, 0)], [(3, 3), (5, 5)])
    assert cue == 1
    assert sure > 0.99
    assert links.choose(vectors, 0, [(1, 2)], []) == [(None, 1.0)]
    assert links.choose(vectors, 1, [], [(1, 1)]) == []
    never = Links(np.zeros((2, BUCKETS)), np.array([0.0, 50.0]))
    assert never.choose(vectors, 1, [(0, 0)], [(3, 3)])[0][0] is None


def test_distances_have_a_sign_and_grow_coarser() -> None:
    asking = np.array([[10, 12]])
    offered = np.array([[13, 13], [14, 15], [9, 9], [0, 5], [500, 501]])
    after, further, before, far_before, furthest = buckets(asking, offered)[0]
    assert before < far_before < after < further < furthest < BUCKETS
