"""The model that comes with the package: what it reads, and that it always reads the same."""

from __future__ import annotations

import importlib.resources

import pytest
from hypothesis import given, settings

from mediacorpus import languages
from mediacorpus.quotes import has_model, rules
from mediacorpus.quotes.model import Model, Reading, model_for
from tests.strategies import news_texts

TEXT = (
    "OSLO – The talks have failed, the foreign minister told reporters on Monday.\n\n"
    "“We tried everything,” said Ann Lee, who leads the delegation. “Nobody listened.”\n\n"
    "Bob Ray, her deputy, denied that he had left early. "
    "According to the ministry, both will return to the table in May.\n\n"
) * 6  # several windows


@pytest.fixture(scope="module")
def model() -> Model:
    return model_for("en")


def read(model: Model, text: str) -> list[Reading]:
    return model.read(text, rules.attributions(text, languages.pack("en")))


def file() -> bytes:
    return (importlib.resources.files("mediacorpus.quotes.model") / "en.onnx").read_bytes()


def test_it_reads_who_said_what(model: Model) -> None:
    def words(place: tuple[int, int] | None) -> str | None:
        return TEXT[slice(*place)] if place else None

    found = [(words(one.speaker), words(one.cue)) for one in read(model, TEXT)]
    assert ("the foreign minister", "told") in found
    assert ("Ann Lee, who leads the delegation", "said") in found
    assert ("the ministry", "According to") in found


def test_it_fits_into_sixteen_megabytes() -> None:
    assert len(file()) < 16_000_000


def test_the_number_of_threads_changes_nothing(model: Model) -> None:
    expected = read(model, TEXT)
    for threads in (1, 2, 5):
        assert read(Model(file(), threads), TEXT) == expected


def test_a_window_does_not_depend_on_what_comes_after(model: Model) -> None:
    later = f"{TEXT}The end came soon, {'and then ' * 300}it was over.\n\n"
    first = [one for one in read(model, TEXT) if one.content[-1][1] < 400]
    assert [one for one in read(model, later) if one.content[-1][1] < 400] == first


def test_a_text_without_words_has_none(model: Model) -> None:
    assert read(model, "") == read(model, " \n\n ") == []


@settings(max_examples=25)
@given(news_texts)
def test_spans_point_into_the_text_and_do_not_overlap(text: str) -> None:
    covered: set[int] = set()
    for one in read(model_for("en"), text):
        for start, end in one.content:
            assert 0 <= start < end <= len(text)
            assert covered.isdisjoint(range(start, end))
            covered |= set(range(start, end))
        assert 0 <= one.probability <= 1


def test_languages_with_and_without_a_model() -> None:
    assert [pack.code for pack in languages.packs() if has_model(pack.code)] == ["en"]
