"""Labels: what the model learns from."""

from __future__ import annotations

from mediacorpus.quotes.model.decoding import TAGS, spans
from mediacorpus.quotes.model.labels import Annotated, Labels, labelled
from mediacorpus.quotes.model.windows import windows

TEXT = "“We are done,” said Ann Lee, who left. She denied it.\n\nBob knew."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def labels(*annotated: Annotated) -> Labels:
    made = windows(TEXT, lambda word: [len(word)], 1, 2)
    (found,) = labelled(made, annotated)
    return found


def test_words_are_tagged_and_linked() -> None:
    found = labels(
        Annotated([at("“We are done,”")], [at("said")], [at("Ann Lee, who left")]),
        Annotated([at("it")], [at("denied")], [at("She")]),
    )
    assert spans(found.tags) == found.spans
    assert found.spans["content"] == [(0, 5), (15, 15)]
    assert [TAGS[tag] for tag in found.tags[:7]] == [
        "B-content", "I-content", "I-content", "I-content", "I-content", "E-content", "S-cue",
    ]  # fmt: skip
    assert found.cue_of[0, 5] == (6, 6)
    assert found.source_of[6, 6] == (7, 11)


def test_a_cue_without_source_has_none_and_one_out_of_the_window_is_not_known() -> None:
    found = labels(Annotated([at("We are done")], [at("said")], []))
    assert found.source_of == {(6, 6): None}
    text = f"{TEXT}\n\n{'Filler. ' * 200}\n\nSo said Carl."
    made = windows(text, lambda word: [len(word)], 1, 2)
    far = Annotated([at("We are done")], [at("said")], [(len(text) - 5, len(text) - 1)])
    first, *_ = labelled(made, [far])
    assert first.spans["cue"] == [(6, 6)]
    assert first.source_of == {}


def test_of_what_overlaps_the_longer_content_is_kept() -> None:
    found = labels(
        Annotated([at("are")], [at("denied")], []),
        Annotated([at("“We are done,”")], [at("said")], []),
    )
    assert found.spans["content"] == [(0, 5)]
    assert found.spans["cue"] == [(6, 6)]
