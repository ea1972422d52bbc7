"""An article of ProQuest's text files, and of letters in plain text: lines with labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mediacorpus.readers.page_lines import is_rule, is_whole
from mediacorpus.readers.proquest_article import Said, number_in
from mediacorpus.readers.proquest_words import Label, fields_in, label_of, words
from mediacorpus.records import RawSpan
from mediacorpus.text.lines import Line, printed_lines, unwrapped

__all__ = ["RULE", "contents_in", "is_item", "items_of_letter", "said_in_text"]

RULE = re.compile(rb"(?:(?<=\n)|\A)_{40,}[ \t]*\r?\n")
"""What parts items."""
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_NUMBERED = re.compile(r"\s*(\d{1,6})\.\s+\S")
_BARE_ADDRESS = re.compile(r"<?https?://\S+>?")
LONGEST_REST = 120
"""In characters, a line that goes on with the value of a label."""
_WITHIN = frozenset(("authors", "headline", "credit", "text", "abstract", "dateline"))
"""Labels that may stand within a text or before it, and so end none."""


def is_item(text: str) -> bool:
    """Whether there is a label in a part of a file."""
    return next(fields_in(line.words for line in printed_lines(text)), None) is not None


def contents_in(cover: str) -> int | None:
    """How many items the list of contents above the first item has."""
    lines = [line.words for line in printed_lines(cover)]
    if not any(line.lower() in words().contents for line in lines):
        return None
    count = 0
    for line in lines:
        match = _NUMBERED.match(line)
        if match and int(match[1]) == count + 1:
            count += 1
    return count or None


def items_of_letter(text: str) -> Iterator[str]:
    """The items of a letter in plain text: each begins with the line above its first label, and
    ends with the name of the database."""
    plain = _QUOTED.sub("", text)
    above: Line | None = None
    begin: int | None = None
    for line in printed_lines(plain):
        label = label_of(line.words)
        field = label.field if label else None
        if begin is None and field is None:
            above = line
        elif begin is None:
            begin = above.start if above else line.start
        if begin is not None and field == "database":
            yield plain[begin : line.end]
            begin = above = None
    if begin is not None:
        yield plain[begin:]


def said_in_text(text: str, *, placed: bool = True) -> Said:
    """What an item says; where its paragraphs are `placed`, with where each stands in it."""
    lines = [line for line in printed_lines(text) if not is_rule(line.words)]
    labels = [label_of(line.words) for line in lines]
    said = Said(number=number_in(text))
    begin = next((n for n, one in enumerate(labels) if one and one.field == "text"), None)
    end = len(lines) if begin is None else _end(lines, labels, begin)
    for number, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if begin is not None and begin <= number < end:
            continue
        behind = begin is not None and number >= end
        if label and (label.field or behind):
            said.add(label)
        elif _BARE_ADDRESS.fullmatch(line.words):
            pass  # that of the archive, whose number is known
        elif said.labels:
            said.go_on(line.words)
        elif not said.headline:
            said.headline = line.words
        elif line.words != said.headline:
            said.other.append(line.words)
    if begin is not None:
        found = _text(text, lines[begin:end])
        said.text = [(words_, raw if placed else None) for words_, raw in found]
    return said


def _end(lines: Sequence[Line], labels: Sequence[Label | None], begin: int) -> int:
    """Behind which line a text ends: before the first of the labels that stand below it, of which
    each is there once and has no sentence between it and the next."""
    end = len(lines)
    seen: set[str] = set()
    for number in range(len(lines) - 1, begin, -1):
        label = labels[number]
        if label and label.field:
            if label.field in seen:
                break
            seen.add(label.field)
            if label.field not in _WITHIN:
                end = number
        elif not label and (
            len(lines[number].words) > LONGEST_REST or is_whole(lines[number].words)
        ):
            break
    return end


def _text(text: str, lines: list[Line]) -> Iterator[tuple[str, RawSpan | None]]:
    """The paragraphs of a text, the first of which has the label before it."""
    label = label_of(lines[0].words)
    first = [lines[0]._replace(words=label.rest)] if label and label.rest else []
    for line in unwrapped(text, [*first, *lines[1:]]):
        yield line.words, RawSpan(start=line.start, end=line.end)
