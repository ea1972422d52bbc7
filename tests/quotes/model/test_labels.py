"""Labels: what the model learns from, and what it is told."""

from __future__ import annotations

from mediacorpus.quotes.constructions import Attribution
from mediacorpus.quotes.model.decoding import TAGS, spans
from mediacorpus.quotes.model.labels import Annotated, Labels, labelled, tell
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


def test_every_piece_is_told_what_the_rules_say_of_its_word() -> None:
    made = windows(TEXT, lambda word: [1] * len(word), 1, 2)
    ruled = Attribution(
        (at("“We are done,”"),), at("said"), at("Ann Lee, who left"), None, "says", ""
    )
    tell(made, [ruled])
    (window,) = made
    first, behind = window.firsts[6:8]
    assert [TAGS[tag] for tag in window.ruled[first:behind]] == ["S-cue"] * len("said")
    assert {TAGS[tag] for tag in window.ruled[: window.firsts[6]]} == {
        "O", "B-content", "I-content", "E-content",
    }  # fmt: skip
    assert len(window.ruled) == len(window.pieces)


def test_what_stands_in_several_windows_is_found_in_each() -> None:
    text = "Filler words. " * 400
    made = windows(text, lambda word: [len(word)], 1, 2)
    place = (made[1].starts[-1], made[2].ends[0])
    found = labelled(made, [Annotated([place], [], [])])
    assert [bool(one.spans["content"]) for one in found[:4]] == [False, True, True, False]


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
