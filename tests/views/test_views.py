"""What is shown is clean, whole, and marked where it should be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Entry, parse
from mediacorpus.views import clean, marked
from tests.strategies import entries


def test_escape_sequences_and_control_characters_are_taken_out() -> None:
    assert clean("a\x1b[31mred\x1b[0m b") == "ared b"
    assert clean("\x1b]0;title\x07x\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\") == "xlink"
    assert clean("\x9b31mred") == "red"
    assert clean("nul \0 bell \x07 del \x7f c1 \x85") == "nul  bell  del  c1 "
    assert clean("line\nnext\ttab") == "line\nnext\ttab"


def test_marks_that_turn_the_direction_are_made_visible() -> None:
    assert clean("user\u202etxt.exe") == "user⟨U+202E⟩txt.exe"
    assert clean("سلام\u200f!") == "سلام\u200f!"


@given(st.text(st.characters()))
def test_any_text_is_safe_to_show(text: str) -> None:
    shown = clean(text)
    assert not set(shown) & {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160))}
    shown.encode("utf-8")


@given(entries())
def test_pieces_make_up_the_text(entry: Entry) -> None:
    for segment in entry.article.segments:
        words = "".join(piece.text for piece in marked(entry, segment.span))
        assert words == clean(words)
        if segment.span.of(entry.article.text).isprintable():
            assert words == segment.span.of(entry.article.text)


def test_the_parts_of_a_quote_are_marked() -> None:
    (entry,) = parse("“We go,” Jane Smith told reporters, and so they all left the city of Oslo.")
    (segment,) = entry.article.segments
    assert [(piece.role, piece.text) for piece in marked(entry, segment.span) if piece.role] == [
        ("content", "“We go,”"), ("speaker", "Jane Smith"), ("cue", "told"),
        ("addressee", "reporters"),
    ]  # fmt: skip
