"""extract_quotes: languages, engines, kinds and ids."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediacorpus import EngineError, LanguageError, extract_quotes
from mediacorpus import quotes as package
from mediacorpus.quotes import ENGINES, find_quotes, pack_for, quote_kind
from mediacorpus.quotes.rules import CONFIDENCE
from tests.growth import growth
from tests.strategies import news_texts

TEXT = "“We are done,” Smith said. They were “angry” and had no words for it, he said. He said no."


def test_the_language_is_identified_among_the_packs() -> None:
    assert extract_quotes(TEXT) == extract_quotes(TEXT, language="en")
    german = "„Wir sind mit der Sache fertig“, sagte der Minister in der Stadt."
    assert extract_quotes(german) == extract_quotes(german, language="de")
    with pytest.raises(LanguageError, match="say what language it is in"):
        extract_quotes("„Me läheme homme,“ ütles linnapea.")  # Estonian
    with pytest.raises(LanguageError, match="'ja'"):
        extract_quotes("「不正だ」と述べた", language="ja")


def test_the_model_is_taken_where_there_is_one_and_the_rules_elsewhere() -> None:
    assert extract_quotes(TEXT) == extract_quotes(TEXT, engine="model")
    assert {one.rule for one in extract_quotes(TEXT, engine="rules")} <= set(CONFIDENCE)
    german = "„Wir sind mit der Sache fertig“, sagte der Minister in der Stadt."
    assert extract_quotes(german) == extract_quotes(german, engine="rules")
    with pytest.raises(EngineError, match="no model for Deutsch"):
        extract_quotes(german, engine="model")


def test_both_engines_find_who_said_what() -> None:
    for engine in ENGINES:
        first, *_ = extract_quotes(TEXT, engine=engine)
        assert (first.text, first.speaker_text, first.cue_text) == ("We are done,", "Smith", "said")


def test_an_engine_that_there_is_not_is_refused() -> None:
    with pytest.raises(EngineError, match="there are 'model', 'rules', and the path of a model"):
        extract_quotes(TEXT, engine="magic")
    with pytest.raises(EngineError, match=r"no model file 'nowhere\.onnx'"):
        extract_quotes(TEXT, engine="nowhere.onnx")
    with pytest.raises(EngineError, match="there is no engine 5; there are 'model'"):
        extract_quotes(TEXT, engine=5)  # type: ignore[arg-type]


def test_the_file_of_a_model_is_named_by_its_path(tmp_path: Path) -> None:
    shipped = Path(package.__file__).parent / "model" / "en.onnx"
    assert extract_quotes(TEXT, engine=shipped) == extract_quotes(TEXT, engine=str(shipped))
    with pytest.raises(EngineError, match=r"no model file '.*mine\.onnx'"):
        extract_quotes(TEXT, engine=tmp_path / "mine.onnx")


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.onnx"
    file.write_bytes(b"nothing of the kind")
    with pytest.raises(EngineError, match=r"mine\.onnx' is no model of quotes"):
        extract_quotes(TEXT, engine=str(file))


def test_a_quote_is_direct_mixed_or_indirect() -> None:
    text = "“We are done,” Smith said. Smith said it was “over”. Smith said that they had left."
    assert [quote.kind for quote in extract_quotes(text, language="en")] == [
        "direct", "mixed", "indirect",
    ]  # fmt: skip


def test_bare_text_has_no_article_and_no_sources() -> None:
    for quote in extract_quotes(TEXT):
        assert quote.article_id is None
        assert quote.source_id is None


def test_an_id_is_made_of_article_content_and_occurrence() -> None:
    twice = "“No,” he said.\n\nShe left.\n\n“No!” she said."
    quotes = extract_quotes(twice, language="en")
    first, second = (quote.id for quote in quotes)
    assert first != second
    moved = [q.id for q in extract_quotes("One more line.\n\n" + twice, language="en")]
    assert moved == [first, second]
    other = [q.id for q in find_quotes(twice, pack_for(twice, "en"), "a1")]
    assert not set(other) & {first, second}
    assert [q.id for q in find_quotes(twice, pack_for(twice, "en-GB"), "a1")] == other


@settings(max_examples=40)
@given(news_texts, st.sampled_from(ENGINES))
def test_any_text_has_quotes_that_hold(text: str, engine: str) -> None:
    quotes = extract_quotes(text, language="en", engine=engine)
    assert quotes == extract_quotes(text, language="en", engine=engine)
    for quote in quotes:
        assert quote.cue is None or quote.cue.of(text) == quote.cue_text
        assert quote.speaker is None or quote.speaker.of(text) == quote.speaker_text
        assert all(span.of(text).strip() for span in quote.content)


@pytest.mark.parametrize("text", ["", " \n"])
def test_where_nothing_stands_there_is_no_quote(text: str) -> None:
    assert extract_quotes(text) == []


def test_to_tell_the_kinds_of_many_quotes_takes_time_in_proportion() -> None:
    piece = "“We are done,” Jane Smith said. The mayor said it had failed. "

    def kinds(text: str) -> list[str]:
        return [quote_kind(text, ((n, n + 14),)) for n in range(0, len(text), len(piece))]

    assert set(kinds(piece * 9)) == {"direct"}
    assert growth(kinds, piece * 500, piece * 4000) < 8 * 3
